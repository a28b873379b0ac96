"""The commands of the border line."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "border-take",
        mark("At the border: write it down"),
        mark("Takes the event as it stands in the border line."),
        keys=("enter",),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "border-other",
        mark("At the border: another event"),
        mark("In, out, over into the other country, joined the queue, turned back."),
        keys=("up", "down"),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "border-date",
        mark("At the border: the date"),
        mark("Type day and month, or Left and Right by a day, PageUp and PageDown by a month."),
        keys=("left", "right"),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "border-place",
        mark("At the border: the place"),
        mark("Goes between the date and the place; letters then write the crossing point."),
        keys=("tab",),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
)
