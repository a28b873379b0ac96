"""The commands of the history."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_HERE = frozenset({"history"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "all_changed",
        mark("All that a change did"),
        mark("Each record of the change under the cursor, before and after."),
        keys=("enter",),
        where=_HERE,
        bound=False,
        menu=False,
    ),
    Command(
        "whose_history",
        mark("This driver or the whole book"),
        mark("Lists the changes that bear on the driver one came from, or all."),
        keys=("tab",),
        where=_HERE,
    ),
)
