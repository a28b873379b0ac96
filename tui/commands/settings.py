"""The commands of the settings."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_HERE = frozenset({"settings"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "change",
        mark("Settings: change it"),
        mark("Shows what it may be, or a line to type in."),
        keys=("enter",),
        where=_HERE,
        bound=False,
        menu=False,
    ),
    Command("value_before", mark("Settings: the value before"), mark("Takes the value before at once."), keys=("left",), where=_HERE),
    Command("value_after", mark("Settings: the next value"), mark("Takes the next value at once."), keys=("right",), where=_HERE),
)
