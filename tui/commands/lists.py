"""The commands of lists."""

from __future__ import annotations

from tui.commands.command import Command
from tui.commands.screens import LISTS
from tui.wording import mark

_RECORDS = frozenset({"fleet", "trips", "papers", "records"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "attention",
        mark("What needs attention"),
        mark("Everything that needs a person, the most urgent first; Enter goes where it is dealt with. Tab again goes back."),
        keys=("tab",),
        where=frozenset({"fleet", "attention"}),
    ),
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
        "sort",
        mark("Sort"),
        mark(
            "Each time in another order, which stands with the title: the fleet by name, by days left, by country; trips by date, driver, "
            "route; papers by holder, kind; then again what matters first."
        ),
        keys=("ctrl+o",),
        where=_RECORDS,
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
        "sort-on",
        mark("Another order"),
        mark("Sorts as Ctrl+O does everywhere, where Tab has nothing else to do."),
        keys=("tab",),
        where=_RECORDS - {"fleet"},
        bound=False,
        menu=False,
    ),
    Command(
        "select",
        mark("Select"),
        mark("Space selects the row and goes on to the next; Esc lets all go. What is done then is done to all that are selected."),
        keys=("space",),
        where=_RECORDS | {"who", "reconcile", "settling", "conflicts"},
        bound=False,
        menu=False,
    ),
    Command(
        "settle",
        mark("Settle"),
        mark("Enter settles what waits as the last column says; of all that are selected at once."),
        keys=("enter",),
        where=frozenset({"settling"}),
        bound=False,
        menu=False,
    ),
    Command(
        "settle-day",
        mark("Settle: another day, another proof"),
        mark("Left, Right or a digit opens the day; Tab goes on to told, shown or official and the number of the proof."),
        keys=("left", "right"),
        where=frozenset({"settling"}),
        bound=False,
        menu=False,
    ),
    Command(
        "settle-not",
        mark("Settle: it was not"),
        mark("A plan that did not come true, or a row that is no journey; the reason is asked for."),
        keys=("delete",),
        where=frozenset({"settling"}),
        bound=False,
        menu=False,
    ),
    Command(
        "settle-versions",
        mark("Choose whose value stands"),
        mark("Asks which of both values is to stand, for all that are selected at once; Ctrl+Z takes it back."),
        keys=("enter",),
        where=frozenset({"conflicts"}),
        bound=False,
        menu=False,
    ),
    Command(
        "copy",
        mark("Copy rows"),
        mark("The row under the cursor or those selected, with tabs between columns. Pressed again it writes them into a file."),
        keys=("ctrl+c",),
        where=LISTS - {"menu", "settings", "import", "reconcile", "print"},
    ),
)
