"""The commands of the year."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "day",
        mark("Move from day to day"),
        mark("Arrows name each day; beyond January and December they go into the next year."),
        keys=("left", "right", "up", "down"),
        where=frozenset({"year"}),
        bound=False,
        menu=False,
    ),
    Command("today", mark("To today"), mark("Puts the cursor on today."), keys=("home",), where=frozenset({"year"})),
    Command(
        "year_before",
        mark("The year before"),
        mark("Shows the year before."),
        keys=("shift+tab", "delete"),
        where=frozenset({"year"}),
    ),
    Command("year_after", mark("The year after"), mark("Shows the year after."), keys=("tab", "insert"), where=frozenset({"year"})),
)
