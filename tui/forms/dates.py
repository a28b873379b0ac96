"""Reading a date while it is typed, on any keyboard layout: short forms get the year nearest to a given date, the strict parser decides."""

from __future__ import annotations

import re
from datetime import date

from storage.text import DateRefused, parse_date

_KAZAKH_ROW = {"ә": "2", "і": "3", "ң": "4", "ғ": "5", "ү": "8", "ұ": "9", "қ": "0", "ө": "-"}
"""Letters of the Kazakh layout that stand where digits are; its signs stay signs."""

_SIGNS = ".,-/"
_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})?")
_APART = re.compile(r"([0-9]{1,2})(?:[.,/-]([0-9]{1,2})?)?[.,/-]?")


def key_of_date(character: str) -> str | None:
    """Returns what a typed character means in a date: a digit or a sign; None where it has no place in one."""
    meant = _KAZAKH_ROW.get(character.lower(), character)
    return meant if meant in _SIGNS or (meant.isascii() and meant.isdigit()) else None


def read_date(text: str, near: date) -> date:
    """Returns the date meant by ``12``, ``12.3``, ``1203``, or any form of the strict parser; raises ``DateRefused``.

    Without a year it is the one that puts the date nearest to ``near``; without a month that of ``near``.
    """
    text = text.strip()
    if found := _TOGETHER.fullmatch(text):
        day, month, year = found.groups()
        return parse_date(f"{day}.{month}.{year}", today=near) if year else _nearest(int(day), int(month), near)
    if found := _APART.fullmatch(text):
        return _nearest(int(found[1]), int(found[2] or near.month), near)
    return parse_date(text.replace(",", "."), today=near)


def _nearest(day: int, month: int, near: date) -> date:
    there = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            there.append(date(year, month, day))
        except ValueError:
            continue
    if not there:
        raise DateRefused("no-such-date", f"{day}.{month}")
    return min(there, key=lambda found: abs(found - near))
