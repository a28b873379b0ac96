"""A month to pick a date from, as lines."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator
from datetime import date

from tui.widgets.drawing import Line, Piece
from tui.wording import month_name, weekday_short

_DAY = 3
"""Cells of a day."""


def month_lines(day: date, today: date) -> list[Line]:
    """Returns the month of a date: its name, the weekdays, its weeks from Monday on, of its own days alone; always eight lines."""
    weeks = Calendar().monthdatescalendar(day.year, day.month)
    lines: list[Line] = [
        [(f" {month_name(day.month)} {day.year} ".ljust(7 * _DAY + 1), "heading")],
        [("".join(weekday_short(each).rjust(_DAY) for each in weeks[0]) + " ", "dim")],
        *([*_week(week, day, today), (" ", "inset")] for week in weeks),
    ]
    return lines + [[(" " * (7 * _DAY + 1), "inset")]] * (8 - len(lines))


def _week(week: list[date], day: date, today: date) -> Iterator[Piece]:
    for each in week:
        if each.month != day.month:
            yield " " * _DAY, "inset"
        else:
            yield f"{each.day:>{_DAY}}", "chosen" if each == day else "today" if each == today else "inset"
