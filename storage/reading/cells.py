"""The typed cells of a table: as text, as a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.text import FIRST_YEAR, LAST_YEAR, LENGTH, DateRefused, clean, parse_date


@dataclass(frozen=True, slots=True)
class Lost:
    """A cell that says nothing though it is not empty: a formula whose result is not stored in the file, or an error."""

    text: str


Cell = str | int | float | bool | date | datetime | time | timedelta | Lost
"""What a cell of a source may hold; an empty one is an empty text."""

_ERROR = re.compile(r"#(?:[A-ZА-ЯЁ_]{2,}[/\d]*[!?]|N/A|Н/Д|DIV/0!|ДЕЛ/0!)|Err:\d{3}")
"""How spreadsheets write an error into a text, in English and in Russian."""
_GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠]")
"""How spreadsheets and exporters write a text that must not become a formula."""


def text_of(cell: Cell, limit: int = LENGTH) -> str:
    """Returns what a cell says as cleaned text: whole numbers without a point, dates as ``04.03.2026``."""
    if isinstance(cell, str):
        if not cell:
            return ""
        return unguarded(clean(cell, limit))
    if isinstance(cell, Lost):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y" if cell.time() == time() else "%d.%m.%Y %H:%M")
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else str(cell)


def unguarded(text: str) -> str:
    """Returns a text without the apostrophe that keeps it from becoming a formula."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def error_in(cell: Cell) -> str:
    """Returns the error that a cell holds, such as ``#REF!``; an empty text for any other cell."""
    text = cell.text if isinstance(cell, Lost) else cell
    return text if isinstance(text, str) and ("#" in text or "Err" in text) and _ERROR.fullmatch(text.strip()) else ""


def date_of(cell: Cell, *, on: date, past: bool = False) -> date:
    """Returns the date in a cell, or raises ``DateRefused``.

    A real date is one, also with a midnight beside it; a number is not, and neither is a date with a time: a stay is kept by
    the date of the border's own country, which a time cannot tell. ``on`` and ``past`` are those of ``parse_date``.
    """
    if isinstance(cell, str):
        return parse_date(text_of(cell), today=on, past=past)
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise DateRefused("unreadable", text_of(cell))
        cell = cell.date()
    if not isinstance(cell, date):
        raise DateRefused("unreadable", text_of(cell))
    if not FIRST_YEAR <= cell.year <= LAST_YEAR:
        raise DateRefused("no-such-date", text_of(cell))
    return cell
