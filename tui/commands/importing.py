"""The commands of taking a file in."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_HERE = frozenset({"import"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "choose",
        mark("Import: open it"),
        mark("Goes into a folder; of a file it shows first what would be taken."),
        keys=("enter",),
        where=_HERE,
        bound=False,
        menu=False,
    ),
    Command("type_path", mark("Import: type a path"), mark("For a file in another place."), keys=("insert",), where=_HERE),
)
