"""The commands of the forecast."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "keep",
        mark("Keep the planned trip"),
        mark("Writes what was typed into the book as a planned trip."),
        keys=("enter",),
        where=frozenset({"plan"}),
    ),
    Command("leg_add", mark("Another country"), mark("Adds a country to the trip."), keys=("insert",), where=frozenset({"plan"})),
    Command(
        "leg_remove",
        mark("One country less"),
        mark("Takes the last country of the trip away."),
        keys=("ctrl+delete",),
        where=frozenset({"plan"}),
    ),
    Command(
        "field",
        mark("From field to field"),
        mark("Tab goes on, Shift+Tab goes back."),
        keys=("tab",),
        where=frozenset({"plan"}),
        bound=False,
        menu=False,
    ),
    Command(
        "value",
        mark("Change without typing"),
        mark("Up and Down change a date by a day and a choice by one; PageUp and PageDown change a date by a month."),
        keys=("up", "down", "pageup", "pagedown"),
        where=frozenset({"plan"}),
        bound=False,
        menu=False,
    ),
)
