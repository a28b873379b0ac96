"""The commands of the year, of one driver and of the fleet."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_ONE = frozenset({"year"})
_FLEET = frozenset({"fleet_year"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "day",
        mark("Move from day to day"),
        mark("Arrows name each day; beyond January and December they go into the next year."),
        keys=("left", "right", "up", "down"),
        where=_ONE,
        bound=False,
        menu=False,
    ),
    Command(
        "span",
        mark("Begin a span of days"),
        mark("Arrows then stretch it; Shift with arrows does both at once. Space or Esc takes it away."),
        keys=("space",),
        where=_ONE,
        bound=False,
        menu=False,
    ),
    Command(
        "span_taken",
        mark("A trip of these days"),
        mark("Opens a trip with the dates of the span, or of the day under the cursor."),
        keys=("enter",),
        where=_ONE,
        bound=False,
        menu=False,
    ),
    Command("today", mark("To today"), mark("Puts the cursor on today."), keys=("home",), where=_ONE),
    Command("year_before", mark("The year before"), mark("Shows the year before."), keys=("shift+tab", "delete"), where=_ONE | _FLEET),
    Command("year_after", mark("The year after"), mark("Shows the year after."), keys=("tab", "insert"), where=_ONE | _FLEET),
    Command(
        "time", mark("Move through time"), mark("Left and Right by a cell."), keys=("left", "right"), where=_FLEET, bound=False, menu=False
    ),
    Command("zoom", mark("Days, weeks, months"), mark("How much time a cell takes."), keys=("space",), where=_FLEET),
)
