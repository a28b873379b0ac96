"""What a form asks for: fields, each with its words, what it takes for an answer and how one answers it.

An answer is kept as the text that was typed, or the code that was chosen. Pure: fields draw nothing and know no book.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from rules.countries import COUNTRIES
from storage.country_names import country_names
from storage.text import LENGTH, DateRefused, clean, parse_date
from tui.forms.dates import Lean, parted, read_date
from tui.forms.known import completed
from tui.widgets.searching import folded, found, matches, readings
from tui.wording import countries, country_name, date_text, tr

Option = tuple[str, str]
"""A value and its words."""

YES = "yes"
"""The answer of a field that is ticked."""


class Unfit(ValueError):
    """An answer that cannot be: the sentence says what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``id`` is the answer's place, ``label`` its words, ``width`` its cells (0: what is left of the line)."""

    id: str
    label: str = ""
    width: int = 0
    needed: bool = False

    def read(self, answer: str) -> object:
        """Returns the value that an answer states, None for none. Raises ``Unfit``."""
        return answer or None

    def shown(self, answer: str) -> str:
        """Returns the answer as one reads it."""
        return answer

    def settled(self, answer: str) -> str:
        """Returns the answer as it is kept once the field is left."""
        return answer

    def problem(self, answer: str, called: str = "") -> str:
        """Returns what is wrong with an answer, or an empty text. ``called``: what people call the field, where its label is a hint."""
        try:
            value = self.read(answer)
        except Unfit as error:
            return str(error)
        if self.needed and value in (None, "", ()):
            return tr("This is needed: {field}.", field=called or self.label)
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Any text; ``known`` gives what the firm's records know that goes on from what was typed.

    Where a ``name`` is asked for, the beginning of the only one that is known stands for it once the field is left. In one that is
    given ``anew`` the first letter typed takes the place of what stood there, so that another is found at once.
    """

    known: Callable[[str], Sequence[str]] = field(default=lambda typed: ())
    longest: int = LENGTH
    name: bool = False
    anew: bool = False

    def read(self, answer: str) -> str:
        """Returns the text, cleaned."""
        return clean(answer, self.longest)

    def settled(self, answer: str) -> str:
        """Returns the text, cleaned; the known name that it begins."""
        text = clean(answer, self.longest)
        return completed(text, self.known) if self.name else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A whole number from ``least`` to ``most``."""

    least: int = 0
    most: int = 9999

    def read(self, answer: str) -> int | None:
        """Returns the number."""
        text = answer.strip()
        if not text:
            return None
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or not self.least <= int(text) <= self.most:
            raise Unfit(
                tr("“{text}” does not go here: a whole number from {least} to {most}.", text=text, least=self.least, most=self.most)
            )
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers(Field):
    """Several whole numbers, each at least ``least``, the greatest first."""

    least: int = 0

    def read(self, answer: str) -> tuple[int, ...]:
        """Returns the numbers."""
        parts = answer.replace(",", " ").replace(";", " ").split()
        if any(not (part.isascii() and part.isdigit()) or int(part) < self.least for part in parts):
            raise Unfit(tr("“{text}” does not go here: whole numbers with blanks between them, such as 14 7 3 1.", text=answer.strip()))
        return tuple(sorted({int(part) for part in parts}, reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A date. ``near``: what short forms and arrows start from; ``today``: the as-of date; ``born``: a date of birth, so with its year.

    It has room for the longest form typed and, beside it, the date that it means.
    """

    near: date
    today: date
    lean: Lean = "near"
    born: bool = False
    width: int = 23

    def read(self, answer: str) -> date | None:
        """Returns the date."""
        text = answer.strip()
        if not text:
            return None
        try:
            if self.born:
                day = parse_date(parted(text), today=self.today, past=True)
                if day > self.today:
                    raise DateRefused("no-such-date", text)
                return day
            return read_date(text, self.near, today=self.today, lean=self.lean)
        except DateRefused as error:
            if self.born:
                raise Unfit(tr("“{text}” is no date of birth. Type day, month and year: 05.03.1984", text=text)) from error
            if error.code == "no-such-date":
                raise Unfit(tr("There is no day {text}. Type day and month: 23.11", text=text)) from error
            raise Unfit(tr("“{text}” is no date. Type day and month: 23.11", text=text)) from error

    def settled(self, answer: str) -> str:
        """Returns the whole date; what is no date as it was typed."""
        try:
            day = self.read(answer)
        except Unfit:
            return answer
        return date_text(day) if day else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates(Field):
    """Several dates with blanks between them."""

    near: date

    def read(self, answer: str) -> tuple[date, ...]:
        """Returns the dates, the earliest first."""
        one = Day(id=self.id, near=self.near, today=self.near)
        return tuple(sorted(filter(None, {one.read(part) for part in answer.replace(";", " ").split()})))

    def settled(self, answer: str) -> str:
        """Returns whole dates; what is none as it was typed."""
        try:
            return " ".join(map(date_text, self.read(answer)))
        except Unfit:
            return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Field):
    """One of several values, each with its words; the empty value stands for none of them."""

    options: Sequence[Option]

    def shown(self, answer: str) -> str:
        """Returns the words of the value."""
        return next((words for value, words in self.options if value == answer), answer)

    def found(self, typed: str) -> list[Option]:
        """Returns the options that the letters typed may mean."""
        return offered(self.options, typed)

    def problem(self, answer: str, called: str = "") -> str:
        """Returns what is wrong with an answer, or an empty text."""
        if answer and all(value != answer for value, _ in self.options):
            return tr("“{value}” is none of those there are. Space shows them.", value=answer)
        return Field.problem(self, answer, called)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Pick):
    """One of the countries, found by other names that people have for it too, in any of the languages."""

    def found(self, typed: str) -> list[Option]:
        """Returns the countries that the letters typed may mean."""
        return offered(self.options, typed, country_names())


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Pick):
    """Any number of values; kept with commas between them."""

    def read(self, answer: str) -> tuple[str, ...]:
        """Returns the values, in the order they are offered."""
        chosen = set(answer.split(","))
        return tuple(value for value, _ in self.options if value in chosen)

    def shown(self, answer: str) -> str:
        """Returns the words of the values."""
        return ", ".join(words for value, words in self.options if value in self.read(answer)) or "—"

    def problem(self, answer: str, called: str = "") -> str:
        """Returns what is wrong with an answer, or an empty text."""
        return Field.problem(self, answer, called)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Field):
    """Yes or no."""

    def read(self, answer: str) -> bool:
        """Returns whether it is ticked."""
        return answer == YES

    def shown(self, answer: str) -> str:
        """Returns the box."""
        return f"{'[x]' if answer == YES else '[ ]'} {self.label}"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form: what it is about, and the fields on it, or what is only ``told`` there.

    ``group``: what Insert and Ctrl+Delete add to and take from here.
    """

    label: str
    cells: tuple[Field, ...] = ()
    group: str = ""
    heading: bool = False
    told: str = ""


def offered(options: Sequence[Option], typed: str, names: Mapping[str, Sequence[str]] = MappingProxyType({})) -> list[Option]:
    """Returns the options found by the letters typed, on whatever layout; all where none are typed. The likeliest is the first.

    A value may be typed itself, its words may begin so, or one of its other ``names`` may; letters inside words come late.
    """
    if not typed.strip():
        return list(options)
    small, codes = folded(typed.strip()), readings(typed.strip())
    also = {value: [folded(name) for name in names.get(value, ())] for value, _ in options}
    return list(
        dict.fromkeys(
            [
                *(option for option in options if option[0].lower() == small),
                *(option for option in options if matches(frozenset((small,)), folded(option[1]))),
                *(option for option in options if small in also[option[0]]),
                *(option for option in options if option[0].lower() in codes),
                *found(typed, options, lambda option: folded(option[1])),
                *found(typed, options, lambda option: " ".join(also[option[0]]), inside=False),
            ]
        )
    )


def country_options(first: Sequence[str] = (), none: str = "") -> list[Option]:
    """Returns every country there is with its words: those of ``first``, those we have a name for, all others by their code.

    ``none``: the words for none, where that may be an answer.
    """
    named = [code for code in countries() if code not in first]
    rest = sorted(COUNTRIES.difference(named, first))
    return [*([("", none)] if none else []), *((code, country_name(code)) for code in (*first, *named, *rest))]
