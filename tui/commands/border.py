"""The commands of the border line."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_ROWS = frozenset({"fleet", "trips", "attention"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "border-take",
        mark("At the border: write it down"),
        mark("Takes the event as it stands in the border line."),
        keys=("enter",),
        where=_ROWS,
        bound=False,
        menu=False,
    ),
    Command(
        "border-other",
        mark("At the border: another event"),
        mark(
            "In, out, over into the other country, joined the queue, turned back, told to leave by a day, handed the truck over, swapped."
        ),
        keys=("up", "down"),
        where=_ROWS,
        bound=False,
        menu=False,
    ),
    Command(
        "border-date",
        mark("At the border: the date"),
        mark("Type it, or Left and Right by a day, PageUp and PageDown by a month; Space opens the month to choose the day in."),
        keys=("left", "right", "space"),
        where=_ROWS,
        bound=False,
        menu=False,
    ),
    Command(
        "border-place",
        mark("At the border: place and proof"),
        mark("Goes to the place, where letters write the crossing point, and to told, shown or official with the number of its proof."),
        keys=("tab",),
        where=_ROWS,
        bound=False,
        menu=False,
    ),
    Command(
        "border-night",
        mark("At the border: by night"),
        mark("Says that it was in the night that ends on the date: the date that makes the stay longer stands until a mark is seen."),
        keys=("insert",),
        where=_ROWS,
        bound=False,
        menu=False,
    ),
    Command(
        "border-crew",
        mark("At the border: the crew"),
        mark("Goes to those who travel with him: Space takes them along, or leaves them out."),
        keys=("shift+tab",),
        where=_ROWS,
        bound=False,
        menu=False,
    ),
)
