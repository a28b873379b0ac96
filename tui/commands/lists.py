"""The commands of lists."""

from __future__ import annotations

from tui.commands.command import LISTS, Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "open",
        mark("Open"),
        mark("On the fleet the driver: his figures with their explanation, trips, papers, findings. Elsewhere the form of the record."),
        keys=("enter",),
        where=frozenset({"fleet", "trips", "papers", "records"}),
        bound=False,
        menu=False,
    ),
    Command(
        "run",
        mark("Do it"),
        mark("Does the command under the cursor."),
        keys=("enter",),
        where=frozenset({"menu"}),
        bound=False,
        menu=False,
    ),
    Command(
        "search",
        mark("Search"),
        mark("Letters search in the list at once. Backspace and Esc take the search away."),
        keys=("letters",),
        where=LISTS,
        bound=False,
        menu=False,
    ),
    Command(
        "move",
        mark("Move"),
        mark("Up, Down, PageUp, PageDown, Home and End move through the list."),
        keys=("up", "down"),
        where=LISTS,
        bound=False,
        menu=False,
    ),
    Command(
        "select",
        mark("Select"),
        mark("Space selects the row and goes on to the next; Esc lets all go. F8 then acts on all that are selected."),
        keys=("space",),
        where=frozenset({"fleet", "reconcile"}),
        bound=False,
        menu=False,
    ),
    Command(
        "copy",
        mark("Copy rows"),
        mark("The row under the cursor or those selected, with tabs between columns. Pressed again it writes them into a file."),
        keys=("ctrl+c",),
        where=frozenset({"fleet", "fleet_year", "trips", "papers", "history"}),
    ),
)
