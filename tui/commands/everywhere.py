"""The commands that hold on every screen."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

COMMANDS: tuple[Command, ...] = (
    Command(
        "help",
        mark("Help for this screen"),
        mark("What this screen shows and which keys it has."),
        keys=("f1",),
        label=mark("F1|Help"),
    ),
    Command(
        "fleet",
        mark("Fleet"),
        mark("All drivers, those who need attention first. Pressed again it puts the rows in order anew."),
        keys=("f2",),
        label=mark("F2|Fleet"),
    ),
    Command(
        "year",
        mark("A driver's year"),
        mark("Every day of the year of the driver under the cursor; pressed again, the year of the whole fleet."),
        keys=("f3",),
        label=mark("F3|Year"),
    ),
    Command(
        "year_of_fleet",
        mark("The year of the whole fleet"),
        mark("A line a driver, time across: days, weeks or months to a cell."),
    ),
    Command("trips", mark("Trips"), mark("All trips: under way, planned, done, cancelled."), keys=("f4",), label=mark("F4|Trips")),
    Command(
        "plan",
        mark("Forecast"),
        mark("Planned trips judged day by day, who can take a route, what if, and how the days run down to New Year."),
        keys=("f5",),
        label=mark("F5|Plan"),
    ),
    Command("papers", mark("Papers"), mark("All papers, the first to end on top."), keys=("f6",), label=mark("F6|Papers")),
    Command(
        "print",
        mark("Print"),
        mark("Status sheets, dispatch slips, statements and lists: shown as text, written as PDF, or sent to a printer."),
        keys=("f7",),
        label=mark("F7|Print"),
    ),
    Command(
        "border",
        mark("At the border"),
        mark("Opens a line under the driver with what comes next at the border."),
        keys=("f8",),
        label=mark("F8|Border"),
    ),
    Command(
        "menu",
        mark("Menu"),
        mark("Every command there is. Esc on the fleet opens it too."),
        keys=("f9",),
        label=mark("F9|Menu"),
        menu=False,
    ),
    Command(
        "settling",
        mark("Settling"),
        mark("All that waits for a person: rows not read, plans that have passed, stays without an exit, dates only told."),
        keys=("ctrl+r",),
    ),
    Command(
        "as_of",
        mark("Figures as of another date"),
        mark("Shows everything as of the date you type or reach with the arrows; a banner says so until you go back."),
        keys=("ctrl+g",),
    ),
    Command("as_of_today", mark("Figures as of today"), mark("Goes back to today after a look at another date."), keys=("ctrl+t",)),
    Command(
        "undo",
        mark("Undo"),
        mark("Takes back the last change of the book, also after a restart."),
        keys=("ctrl+z",),
    ),
    Command(
        "import",
        mark("Take a file in"),
        mark("A workbook, a CSV file: chosen from a list, shown first, taken as one change."),
    ),
    Command(
        "settings",
        mark("Settings"),
        mark("Language, theme, who writes here; the rules the firm keeps, readings, warnings."),
    ),
    Command(
        "history",
        mark("History"),
        mark("Every change of the book: when, who, why, and what it changed; on a driver's page those that bear on him."),
    ),
    Command(
        "exchange",
        mark("Exchange with the office"),
        mark(
            "Takes in what others did and sends what is not sent yet. In the title ↑ counts what is not sent, ≠ what two laptops changed; "
            "× says that the last exchange failed, ! that there is more to know."
        ),
    ),
    Command(
        "conflicts",
        mark("Changed on two laptops"),
        mark("How the exchange stands, and values that two laptops changed at once: a person chooses which stands."),
    ),
    Command("redo", mark("Redo"), mark("Brings back what was undone last."), keys=("ctrl+y",)),
)

LAST: tuple[Command, ...] = (
    Command(
        "leave",
        mark("Leave the program"),
        mark("Closes the book and ends the program; everything is already kept."),
        keys=("f10", "ctrl+q"),
        label=mark("F10|Quit"),
    ),
    Command("back", mark("One step back"), mark("To the screen you came from."), keys=("escape",), menu=False),
)
"""Those that stand last in help and menu."""
