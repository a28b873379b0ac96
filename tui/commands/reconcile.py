"""The command of the comparison with a list of crossings."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "take_over",
        mark("Take the list's word over"),
        mark("Writes the list's dates of the difference under the cursor, or of those selected with Space, into the book."),
        keys=("enter",),
        where=frozenset({"reconcile"}),
        bound=False,
        menu=False,
    ),
)
