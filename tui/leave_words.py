"""Until when a driver may stay, and from when he may come back, as every screen, sheet and command says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from rules.ledger import LONGEST_STAY
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
    """Returns from when a driver outside may enter and for how long, None where nothing ends it; for one who left today from tomorrow."""
    tomorrow = row.standing.on + timedelta(1)
    found = row.next_entry if not row.left_today else (tomorrow, row.room.days) if row.room and row.room.days else None
    return found and (found[0], found[1] if found[1] < LONGEST_STAY else None)


def planned_text(row: RosterLine) -> str:
    """Returns the days that his plans will take of what is left, empty where there are none."""
    return f"+{row.planned}" if row.planned else ""


def left_text(row: RosterLine) -> str:
    """Returns for how many days a driver may still stay, doubted where that is disputed; a dash where no rule or nothing ends it.

    Of one who is over it says by how many days, with a minus.
    """
    if row.standing.over:
        return f"-{row.standing.over}"
    if row.room is None or row.room.by is None:
        return "—"
    return f"{row.room.days}{'?' if row.state == 'disputed' else ''}"
