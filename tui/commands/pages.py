"""The commands of pages about one driver."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "driver_before",
        mark("The driver before"),
        mark("The driver above in the fleet."),
        keys=("pageup",),
        where=frozenset({"year", "driver"}),
    ),
    Command(
        "driver_after",
        mark("The driver after"),
        mark("The driver below in the fleet."),
        keys=("pagedown",),
        where=frozenset({"year", "driver"}),
    ),
    Command(
        "read",
        mark("Read on"),
        mark("Up, Down, Home and End move through the page."),
        keys=("up", "down"),
        where=frozenset({"driver", "help"}),
        bound=False,
        menu=False,
    ),
)
