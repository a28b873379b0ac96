"""Reading a date while it is typed, on any keyboard layout: short forms get the year nearest to a given date, the strict parser decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from storage.text import DateRefused, parse_date
from tui.widgets.searching import as_typed

Lean = Literal["near", "back", "ahead"]
"""Which day a bare weekday is: the nearest, the last one up to a date, or the first one from it on."""

_KAZAKH_ROW = {"ә": "2", "і": "3", "ң": "4", "ғ": "5", "ү": "8", "ұ": "9", "қ": "0", "ө": "-"}
"""Letters of the Kazakh layout that stand where digits are; its signs stay signs."""

_SIGNS = ".,-/+"
_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})?")
_APART = re.compile(r"([0-9]{1,2})(?:[.,/-]([0-9]{1,2})?)?[.,/-]?")
_AWAY = re.compile(r"[+-][0-9]{1,4}")

_DAYS = {
    0: ("today", "сегодня", "бүгін"),
    -1: ("yesterday", "вчера", "кеше"),
    1: ("tomorrow", "завтра", "ертең"),
}
_WEEKDAYS = (
    ("mo", "monday", "пн", "понедельник", "дс", "дүйсенбі"),
    ("tu", "tuesday", "вт", "вторник", "сс", "сейсенбі"),
    ("we", "wednesday", "ср", "среда", "сәрсенбі"),
    ("th", "thursday", "чт", "четверг", "бс", "бейсенбі"),
    ("fr", "friday", "пт", "пятница", "жм", "жұма"),
    ("sa", "saturday", "сб", "суббота", "сенбі"),
    ("su", "sunday", "вс", "воскресенье", "жс", "жк", "жексенбі"),
)
_WORDS = tuple(word for words in (*_DAYS.values(), *_WEEKDAYS) for word in words)
_SOON = timedelta(31)
"""How far ahead a day and month without a year may lie for something that has happened, before it is one of the year before."""

_LEAST = 2
"""Letters by which a word may be known."""


def key_of_date(character: str, before: str = "") -> str | None:
    """Returns what a character typed after ``before`` means in a date: a digit, a sign, a letter of a word; None where it has no place."""
    letter = character.lower()
    if letter.isalpha() and (not before or before[-1].isalpha()) and _begins_word(before + letter):
        return letter
    meant = _KAZAKH_ROW.get(letter, character)
    return meant if meant in _SIGNS or (meant.isascii() and meant.isdigit()) else None


def date_typed(text: str, before: str = "") -> str:
    """Returns what remains of a text typed or pasted after ``before`` when only what has a place in a date is kept."""
    for character in text.strip():
        before += key_of_date(character, before) or ""
    return before


def read_date(text: str, near: date, *, today: date | None = None, lean: Lean = "near") -> date:
    """Returns the date meant by ``12``, ``12.3``, ``1203``, ``+14``, ``today``, ``чт``, or any form of the strict parser.

    Without a year it is the one that puts the date nearest to ``near``; without a month that of ``near``. ``+14`` and ``-1`` are days
    from ``near``; a weekday is that around ``near`` (``lean``); ``today`` defaults to ``near``. Where it leans back, for something that
    has happened, a day and month more than a month ahead is of the year before. Raises ``DateRefused``.
    """
    text = parted(text.strip())
    if text.isalpha():
        return _named(text, near, today or near, lean)
    if _AWAY.fullmatch(text):
        return _away(text, near)
    if found := _APART.fullmatch(text):
        return _nearest(int(found[1]), int(found[2] or near.month), near, lean)
    return parse_date(text, today=near)


def parted(text: str) -> str:
    """Returns a date typed as four, six or eight digits with dots between day, month and year; of any other text its commas as dots."""
    found = _TOGETHER.fullmatch(text)
    return ".".join(filter(None, found.groups())) if found else text.replace(",", ".")


def weekday_from(near: date, weekday: int, lean: Lean) -> date:
    """Returns the day of that weekday (Monday is 0) at ``near``: nearest, last up to it, or first from it on."""
    ahead = (weekday - near.weekday()) % 7
    return near + timedelta(ahead if lean == "ahead" or (lean == "near" and ahead <= 3) or not ahead else ahead - 7)


def _begins_word(text: str) -> bool:
    return any(word.startswith(reading) for reading in as_typed(text) for word in _WORDS)


def _named(text: str, near: date, today: date, lean: Lean) -> date:
    """Returns the day that a word means; a beginning is enough where only one day has it."""
    meant = set(_meant(text, near, today, lean, exact=True)) or set(_meant(text, near, today, lean, exact=False))
    if len(text) < _LEAST or len(meant) != 1:
        raise DateRefused("unreadable", text)
    return meant.pop()


def _meant(text: str, near: date, today: date, lean: Lean, *, exact: bool) -> Iterator[date]:
    def fits(words: tuple[str, ...]) -> bool:
        return any(word == reading if exact else word.startswith(reading) for reading in as_typed(text) for word in words)

    yield from (today + timedelta(by) for by, words in _DAYS.items() if fits(words))
    yield from (weekday_from(near, number, lean) for number, words in enumerate(_WEEKDAYS) if fits(words))


def _away(text: str, near: date) -> date:
    try:
        day = near + timedelta(int(text))
    except OverflowError:
        raise DateRefused("no-such-date", text) from None
    return parse_date(day.isoformat(), today=near)


def _nearest(day: int, month: int, near: date, lean: Lean) -> date:
    last = near + _SOON if lean == "back" else date.max
    there = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            there.append(date(year, month, day))
        except ValueError:
            continue
    there = [each for each in there if each <= last] or there
    if not there:
        raise DateRefused("no-such-date", f"{day}.{month}")
    return min(there, key=lambda found: abs(found - near))
