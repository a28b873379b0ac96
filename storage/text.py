"""Text and dates from people: cleaning, the matching of names, and the one strict date parser.

Everything typed or imported passes here once, at the border of ``storage``. Nothing here reads the clock: "today" is an argument.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from storage.records import Driver

LENGTH = 200
"""The greatest length of a cleaned text, in characters, unless the caller names another."""

FIRST_YEAR, LAST_YEAR = 1930, 2100
"""The years a date from people may lie in."""


def clean(text: str, limit: int = LENGTH, *, lines: bool = False) -> str:
    """Returns ``text`` fit to be kept and drawn: NFC, one space between words, no more than ``limit`` characters.

    Format characters, which show nothing (zero widths, direction marks), are taken out; any other character of Unicode's
    category C becomes ``\\ufffd``. Line breaks become spaces, unless ``lines`` asks to keep them (for notes).
    """
    if lines:
        kept = (clean(line, limit) for line in text.splitlines())
        return "\n".join(line for line in kept if line)[:limit].rstrip()
    return _cleaned(text)[:limit].rstrip()


@lru_cache(maxsize=65536)
def _cleaned(text: str) -> str:
    if not text.isprintable():
        text = "".join(_shown(letter) for letter in text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _shown(letter: str) -> str:
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    return "\ufffd" if category[0] == "C" else letter


# --- dates ---------------------------------------------------------------------------------------------------------------

_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?: ?[гжГЖ]\.?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NAMED_MONTH = re.compile(
    r"[«\"]?([0-9]{1,2})[»\"]?[ .-]([^\W\d_]{3,})\.?[ .-]([0-9]{4}|[0-9]{2})(?: ?(?:г|ж|года|жыл)\.?)?", re.IGNORECASE
)
_YEAR_NAMED_MONTH = re.compile(r"([0-9]{4}) ?(?:ж\.?|жыл|жылғы) ([0-9]{1,2}) ([^\W\d_]{3,})", re.IGNORECASE)
_MONTHS = (
    ("январ", "января", "янв", "қаңтар", "қаң", "january", "jan"),
    ("феврал", "февраля", "фев", "ақпан", "ақп", "february", "feb"),
    ("март", "марта", "мар", "наурыз", "нау", "march", "mar"),
    ("апрел", "апреля", "апр", "сәуір", "сәу", "april", "apr"),
    ("май", "мая", "мамыр", "мам", "may"),
    ("июн", "июня", "маусым", "мау", "june", "jun"),
    ("июл", "июля", "шілде", "шіл", "july", "jul"),
    ("август", "августа", "авг", "тамыз", "там", "august", "aug"),
    ("сентябр", "сентября", "сен", "сент", "қыркүйек", "қыр", "september", "sep", "sept"),
    ("октябр", "октября", "окт", "қазан", "қаз", "october", "oct"),
    ("ноябр", "ноября", "ноя", "нояб", "қараша", "қар", "november", "nov"),
    ("декабр", "декабря", "дек", "желтоқсан", "жел", "december", "dec"),
)
"""The names of the months as dates and headings are written with them, January first, without soft signs at the end."""


class DateRefused(ValueError):
    """A text that is no date: ``code`` is ``no-such-date`` (30.02.2026, or a year out of range) or ``unreadable``."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


def parse_date(text: str, *, today: date, past: bool = False) -> date:
    """Returns the date that ``text`` states, or raises ``DateRefused``.

    Forms: ``04.03.2026``, ``4.3.26``, ``04/03/2026``, ``04-03-2026`` (day first, always) and ``2026-03-04``; with the name of the
    month ``4 марта 2026``, ``04.мар.26``, ``4-Mar-26``, ``2026 жылғы 4 наурыз``. All but those that begin with the year may end in
    ``г.`` or ``ж.``. A year of two digits lies in 1980–2079, or with ``past`` (dates of birth) is the last one not after ``today``.
    """
    text = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _checked(year, month, day, text)
    day_text, month, year_text = _day_first(text)
    day, year = int(day_text), int(year_text)
    if len(year_text) == 4:
        return _checked(year, month, day, text)
    if past:
        born = _checked(2000 + year, month, day, text)
        return born if born <= today else _checked(1900 + year, month, day, text)
    return _checked(year + (2000 if year < 80 else 1900), month, day, text)


def _day_first(text: str) -> tuple[str, int, str]:
    """Returns day, month and year of a text that states the day first, or names the month."""
    if (found := _DAY_FIRST.fullmatch(text)) and not (found[2] == "-" and len(found[4]) == 2):
        return found[1], int(found[3]), found[4]
    if (found := _NAMED_MONTH.fullmatch(text)) and (month := month_of(found[2])):
        return found[1], month, found[3]
    if (found := _YEAR_NAMED_MONTH.fullmatch(text)) and (month := month_of(found[3])):
        return found[2], month, found[1]
    raise DateRefused("unreadable", text)


def month_of(word: str) -> int | None:
    """Returns the number of the month that a word names in Russian, Kazakh or English, 1 to 12; None where it names none."""
    bare = word.casefold().rstrip("ь")
    return next((number for number, names in enumerate(_MONTHS, 1) if bare in names), None)


def _checked(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRefused("no-such-date", text)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateRefused("no-such-date", text) from None


# --- names ---------------------------------------------------------------------------------------------------------------

_LOOKALIKES = str.maketrans("abcehikmoptxyə\ufffd", "авсенікмортхуә?")
"""Latin letters, small, as the Cyrillic ones they look like; in the keys of words of Latin letters they do no harm."""
_DRAWN_ALIKE = str.maketrans("aceikopxyəABCEHIKMOPTXYƏ", "асеікорхуәАВСЕНІКМОРТХУӘ")
"""The same letters as they are drawn: a small Latin b, h, m or t does not look like the Cyrillic letter of its capital."""
_RUSSIAN = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")
_TAILS = frozenset(("оглы", "оглу", "кызы", "қызы", "улы", "ұлы", "уулу"))
_PIECE = re.compile(r"[^\s.,;]+\.?")
_MARKS = re.compile(r"[-‐‑–—'’‘ʼʻ`\"«»()]")
_NEAR = 0.78
"""How alike (0 to 1) two names must be for one to be offered for the other."""


@lru_cache(maxsize=65536)
def word_key(text: str) -> str:
    """Returns the form in which words are compared: case, ё/е and Latin letters that look Cyrillic make no difference."""
    return clean(text).casefold().replace("ё", "е").translate(_LOOKALIKES)


def straightened(name: str) -> str:
    """Returns a name written in Cyrillic with the Latin look-alikes in it made Cyrillic; any other name as it is."""
    letters = [letter for letter in name if letter.isalpha()]
    latin = [letter for letter in letters if letter.isascii()]
    turned = name.translate(_DRAWN_ALIKE)
    if len(latin) == len(letters) or any(letter.isascii() and letter.isalpha() for letter in turned):
        return name
    return turned


@lru_cache(maxsize=65536)
def _pieces(name: str) -> tuple[str, ...]:
    """Returns surname first, then given names; an initial is one letter, a longer shortening keeps its dot (``дж.``)."""
    pieces: list[str] = []
    for piece in _PIECE.findall(_MARKS.sub("", word_key(name))):
        bare = piece.rstrip(".")
        if len(pieces) > 1 and bare in _TAILS and not _is_short(pieces[-1]):
            pieces[-1] += bare
        elif bare:
            pieces.append(piece if piece.endswith(".") and 1 < len(bare) <= 3 else bare)
    leading = next((at for at, piece in enumerate(pieces) if not _is_short(piece)), 0)
    return (*pieces[leading:], *pieces[:leading])


def _is_short(piece: str) -> bool:
    return len(piece) == 1 or piece.endswith(".")


def name_key(name: str) -> str:
    """Returns the form in which names are compared: case, spaces, dots, ё/е, look-alikes and leading initials make no difference."""
    return " ".join(_pieces(name))


def is_full_name(name: str) -> bool:
    """Tells whether ``name`` is a surname and a given name, both written out and without a digit."""
    pieces = _pieces(name)
    return len([piece for piece in pieces if not _is_short(piece)]) > 1 and looks_like_name(name)


def looks_like_name(name: str) -> bool:
    """Tells whether ``name`` could be a person's at all: two letters at least, no digits."""
    return sum(letter.isalpha() for letter in name) > 1 and not any(letter.isdigit() for letter in name)


def plate_key(plate: str) -> str:
    """Returns the form in which plates and numbers are compared: spaces, signs, case and look-alikes make no difference."""
    return "".join(letter for letter in word_key(plate) if letter.isalnum())


@cache
def _can_be_lost(letter: str) -> bool:
    """Tells whether a letter turns into ``?`` where a file is saved in the Windows code page of Russian."""
    try:
        letter.encode("cp1251")
    except UnicodeEncodeError:
        return letter.isalpha()
    return False


def _same_letters(one: str, other: str) -> bool:
    """Compares two pieces of one length, taking ``?`` for any letter that can be lost."""
    if one == other:
        return True
    if len(one) != len(other) or not ("?" in one or "?" in other):
        return False
    return all(a == b or (a == "?" and _can_be_lost(b)) or (b == "?" and _can_be_lost(a)) for a, b in zip(one, other, strict=True))


def _same_given(one: str, other: str) -> bool:
    if _is_short(one) or _is_short(other):
        one, other = one.rstrip("."), other.rstrip(".")
        length = min(len(one), len(other))
        return _same_letters(one[:length], other[:length])
    return _same_letters(one, other)


def _same_pieces(one: tuple[str, ...], other: tuple[str, ...], *, surname: bool = False) -> bool:
    if not one or not other or not _same_letters(one[0], other[0]):
        return False
    if not surname and (len(one) == 1) != (len(other) == 1):
        return False
    return all(_same_given(a, b) for a, b in zip(one[1:], other[1:], strict=False))


def same_person(one: str, other: str) -> bool:
    """Tells whether two names can be one person's: surnames equal, given names equal, shortened, or left out at the end.

    ``?`` stands for a letter that old code pages lose. A surname alone is not the same as a surname with a name.
    """
    return _same_pieces(_pieces(one), _pieces(other))


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name means: ``driver``, or None with the ``near`` ones; ``ambiguous`` when it fits each of those alike."""

    driver: Driver | None
    near: tuple[Driver, ...] = ()
    ambiguous: bool = False


class Roll:
    """Known drivers, ready to be found by name."""

    def __init__(self, drivers: Iterable[Driver]) -> None:
        self._all = [(_pieces(driver.name), driver) for driver in drivers]
        self._by_surname: dict[str, list[tuple[tuple[str, ...], Driver]]] = {}
        self._lossy: list[tuple[tuple[str, ...], Driver]] = []
        for entry in self._all:
            surname = entry[0][0] if entry[0] else ""
            target = self._lossy if "?" in surname else self._by_surname.setdefault(surname, [])
            target.append(entry)
        self._found: dict[tuple[str, bool], Match] = {}

    def find(self, name: str, *, surname: bool = False) -> Match:
        """Returns whom ``name`` means. With ``surname`` a surname alone is enough where one driver has it."""
        asked = (name, surname)
        if asked not in self._found:
            self._found[asked] = self._look_up(_pieces(name), surname)
        return self._found[asked]

    def _look_up(self, pieces: tuple[str, ...], surname: bool) -> Match:
        if not pieces:
            return Match(None)
        in_question = self._all if "?" in pieces[0] else [*self._by_surname.get(pieces[0], ()), *self._lossy]
        exact = [driver for known, driver in in_question if known == pieces]
        fitting = exact or [driver for known, driver in in_question if _same_pieces(pieces, known, surname=surname)]
        if len(fitting) == 1:
            return Match(fitting[0])
        if fitting:
            return Match(None, tuple(fitting), ambiguous=True)
        return Match(None, self._near(pieces))

    def _near(self, pieces: tuple[str, ...]) -> tuple[Driver, ...]:
        """Returns up to three drivers whose surname is like a word of the name, or whose whole name is like it, best first."""
        asked = _russian(" ".join(pieces))
        written_out = [_russian(piece) for piece in pieces if not _is_short(piece)]
        ranked = []
        for known, driver in self._all:
            whole = _russian(" ".join(known))
            if known and (_alike(asked, whole) or any(_alike(piece, _russian(known[0])) for piece in written_out)):
                ranked.append((-difflib.SequenceMatcher(None, asked, whole).ratio(), driver.name, driver))
        return tuple(driver for _, _, driver in sorted(ranked, key=lambda entry: entry[:2])[:3])


def _alike(one: str, other: str) -> bool:
    alike = difflib.SequenceMatcher(None, one, other)
    return alike.real_quick_ratio() >= _NEAR and alike.quick_ratio() >= _NEAR and alike.ratio() >= _NEAR


@lru_cache(maxsize=65536)
def _russian(key: str) -> str:
    """Returns a key with the Kazakh letters as offices write them on a Russian keyboard."""
    return key.translate(_RUSSIAN)


def find_driver(name: str, drivers: Iterable[Driver], *, surname: bool = False) -> Match:
    """Returns whom ``name`` means among ``drivers``; see ``Roll`` for looking up many names."""
    return Roll(drivers).find(name, surname=surname)
