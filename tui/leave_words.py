"""Until when a driver may stay, and from when he may come back, as every screen, sheet and command says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from storage.answers import RosterLine
from tui.wording import date_text, tr


def last_day_text(row: RosterLine, dated: Callable[[date], str] = date_text) -> str:
    """Returns the last day within the rule of a driver inside; of one who is over that it has gone by; empty where there is none."""
    return day_or_gone(row.last_day, row.is_inside and row.standing.limit is not None, dated)


def day_or_gone(day: date | None, over: bool, dated: Callable[[date], str] = date_text) -> str:
    """Returns a last day within the rule; where there is none, that it has gone by where he is inside and ``over``, else nothing."""
    if day:
        return dated(day)
    return tr("gone by") if over else ""


def may_enter(row: RosterLine) -> tuple[date, int | None] | None:
    """Returns from when a driver outside may enter and for how long; for one who left today that is from tomorrow, where it is possible."""
    if row.left_today:
        return (row.standing.on + timedelta(1), row.room.days) if row.room and row.room.days else None
    return row.next_entry
