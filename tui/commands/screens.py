"""The screens that show the key bar, each declared once: what it is for, what a person does on it, whether letters search there.

The help says the first two; commands hold on these screens by their names.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.wording import mark


@dataclass(frozen=True, slots=True)
class About:
    """What a screen is for; what a person does on it, in the order in which one needs it; whether it has a list in which letters search."""

    what: str
    tasks: tuple[str, ...]
    searches: bool = True


SCREENS: dict[str, About] = {
    "fleet": About(
        mark(
            "A line a driver: where he is and since when, a bar of used (█), planned (▒) and left (░) days with the figures beside it, "
            "the last day within the rule (≤) or the earliest return (≥), the day to join the queue, the next trip. "
            "Who needs attention first stands on top; rows keep their places until F2 is pressed again."
        ),
        (
            mark("To find a driver, type any letters of his name, in whatever layout is on. Esc shows all again."),
            mark("A driver calls from the border: find him and press F8; what comes next is filled in already, Enter writes it down."),
            mark("To see why he has so many days, press Enter on him; to see his year day by day, F3."),
            mark("Before you promise a trip, press F5 and type it: it says whether the days suffice, and from when they would."),
            mark("Insert adds a driver; what else can be added, and the lists of trucks, routes and absences, stands in the menu (F9)."),
            mark("For his sheet press F7. What was done by mistake, Ctrl+Z takes back, also tomorrow."),
        ),
    ),
    "attention": About(
        mark("Everything that needs a person on this date, of every driver and of the firm, the most urgent first."),
        (
            mark("Go through it from the top: !! cannot wait, ! is soon, · is good to know."),
            mark(
                "Enter opens what settles it: the form of the paper or trip, filled in, the border line, a row to settle. Esc comes back."
            ),
            mark("What has been dealt with leaves the list by itself."),
        ),
    ),
    "settling": About(
        mark("What the book cannot know by itself. Until it is settled, figures say that they are not certain."),
        (
            mark("Here waits what only a person knows: rows that could not be read, plans that have passed, stays without an exit."),
            mark("Ask the driver, then settle each with Enter; several of a kind at once, selected with Space."),
            mark("What never was, Delete dismisses; the reason is asked for and kept."),
        ),
    ),
    "conflicts": About(
        mark(
            "How the exchange with the office stands, and what two laptops changed at once in one record. What came to the server first "
            "stands for now; the other value is kept until a person chooses. Dates of trips and papers are never chosen by the program."
        ),
        (
            mark("Below the list stand both values in full, each with who wrote it and on which laptop."),
            mark("Ask whoever knows, then press Enter and choose; several at once, selected with Space. Ctrl+Z takes it back."),
            mark("What is chosen here goes to all laptops with the next exchange."),
        ),
    ),
    "driver": About(
        mark("All that is known of one driver: his figures, how they came about stay by stay, trips and papers."),
        (
            mark("Each figure stands with the rule it follows from, how sure that rule is, and when it was last checked."),
            mark("Below it is each stay with the days it added; a day that two trips share is counted once and said so."),
            mark("What is marked !! needs somebody today; ! soon; · is good to know."),
            mark("F8 writes down what happened at the border, F5 plans his next trip, F7 prints his sheet."),
        ),
        searches=False,
    ),
    "year": About(
        mark(
            "Twelve rows of days. The first character says where he was, the second how sure that is; to the "
            "right of today stands how much "
            "is left on each day. The line under the year says the day under the cursor in words."
        ),
        (
            mark("Put the cursor on a day: the line under the year says which day of how many it was, where, and on which trip."),
            mark("To the right of today each day says how many would be left; × means there is none."),
            mark("To plan, begin a span with Space, stretch it with the arrows, and press Enter."),
            mark("To look at another driver, press PageUp or PageDown."),
        ),
        searches=False,
    ),
    "fleet_year": About(
        mark(
            "A line a driver, time from left to right. Each cell has the letter of the day that must be seen first in it: over the limit, "
            "disputed, inside, planned. A month's cell has its days beside the letter."
        ),
        (
            mark("See at a glance who is out when, and where the fleet is short of days."),
            mark("Go to a driver with Up and Down or by typing his name, through time with Left and Right."),
            mark("Space makes a cell a day, a week or a month; Enter opens the year of the driver."),
        ),
    ),
    "history": About(
        mark("Every change of the book, the newest on top: when, who, why, and what it changed. Nothing is ever taken out of it."),
        (
            mark("See who changed what and when, and go through a change record by record with Enter."),
            mark("Ctrl+Z takes the newest change back, Ctrl+Y brings it again; nothing vanishes by that."),
            mark("To find a change, type letters of a driver, a person or a date."),
        ),
    ),
    "settings": About(
        mark("What holds on this laptop, and what holds for the firm: the latter stands in the book, and can be undone."),
        (
            mark("Change a value with Left and Right, or press Enter and type it; it holds at once."),
            mark("Language, theme and signs are this laptop's own; rules, readings and warnings are the firm's, for everybody."),
            mark("Where a reading is left open, both figures are shown wherever they differ."),
        ),
    ),
    "import": About(
        mark(
            "The files of a folder that can be taken in. Enter on one shows how it was understood and what would be taken; a second Enter "
            "takes it."
        ),
        (
            mark("Choose the workbook or the table; first it is only shown, and nothing changes."),
            mark("For a file elsewhere press Insert and type its path; a path or a table that was copied is pasted right here."),
            mark("What is in the book already is known and comes in once; one Ctrl+Z takes the whole import back."),
        ),
    ),
    "preview": About(
        mark(
            "What each sheet, column, mark and name of a file was taken for, with what stands there; above, what becomes of its rows. "
            "Nothing is in the book until it is taken in."
        ),
        (
            mark("Enter on the first line takes the file in as it is understood; Tab shows each row that is not taken, and why."),
            mark("What was told wrongly: put the cursor on it, Enter, and choose; the file is read anew at once."),
            mark("A name that no driver has is taken as a new driver, or as the one it means; else its rows stay refused."),
            mark("What was set right is remembered with the book: the next file of that layout is read the same way."),
        ),
    ),
    "trips": About(
        mark("All trips: under way, planned, done, cancelled."),
        (
            mark("To find a trip, type letters of a driver, a route, a truck or a country."),
            mark("F8 writes down what happened at the border on the trip under the cursor; Enter opens the trip, Insert a new one."),
            mark("A trip under way has no last date until the exit is written down: its days go on counting."),
        ),
    ),
    "plan": About(
        mark(
            "Every planned trip, judged day by day against every limit with all else that is planned: days of "
            "queue to spare, days left after "
            "it, the day to join the queue. Below, what is said of the one under the cursor."
        ),
        (
            mark("“Over” names the first day that breaks and the limit; “earliest start” says from when the same trip would do."),
            mark("“Disputed” means that the rule is read in two ways: both outcomes are shown, and it is for you to decide."),
            mark("To plan, press Insert: choose a route, then a day and a driver. Enter on a plan shows who else could take it."),
            mark("Space asks what if: nothing changes in the book until you keep it."),
        ),
    ),
    "who": About(
        mark(
            "All drivers for one trip and its dates: who can go, best first, how many days of queue each could still afford, and why each "
            "other one cannot."
        ),
        (
            mark("Move the departure with Left and Right; each driver is judged anew for the new dates."),
            mark("“Could from” is the first day on which nothing stands against the same trip."),
            mark("Enter plans the trip for the driver under the cursor; select several with Space for a crew."),
            mark("Insert keeps it with nobody on it yet: it waits in the forecast, where Enter gives it to somebody."),
        ),
    ),
    "run_down": About(
        mark("The driver-days of the firm on each day to New Year with all that is planned, then each driver's."),
        (
            mark("The pace is that of the last 90 days: it tells when the firm's days would be used up, whatever is planned by then."),
            mark("Come here from a plan to see how many more trips of its route each driver can make."),
            mark("“At New Year” is what is left when all that is planned has been driven."),
        ),
        searches=False,
    ),
    "papers": About(
        mark("All papers, the first to end on top. One that a newer paper of the same kind has replaced is left out."),
        (
            mark("What has ended stands on top, then what ends soon."),
            mark("To find a paper, type letters of its holder, its kind or its number; Enter opens it."),
            mark("Write a renewed paper down as a new one with Insert: the old one leaves this list and stays in the history."),
        ),
    ),
    "print": About(
        mark(
            "What can be printed stands on top, below it the sheet as it will be. Enter writes a PDF file, Insert sends it to the printer. "
            "The sheet for the road may leave the office; the one for the office holds findings, plans and notes."
        ),
        (
            mark("Choose what is to be printed; below it stands how the paper will look."),
            mark("Give the driver the sheet for the road. The one for the office has findings and plans in it: keep it in the office."),
            mark("A dispatch slip is issued by printing it: the book keeps what was checked before he left."),
        ),
    ),
    "form": About(
        mark(
            "What is asked stands above; below it what the answers would change for the days of the drivers, "
            "before anything is written down. "
            "What was typed is kept while one looks elsewhere."
        ),
        (
            mark("Fill in what is known and leave the rest empty: what is not known is never taken for nothing."),
            mark("A date may be typed short, such as 5.3, or moved with the arrows; the whole date is shown beside it."),
            mark("Below the fields stands at once what the change would do to the days, before anything is written down."),
            mark("For another country or another driver press Insert; a date moves with the arrows, and Space opens a calendar."),
            mark("Leave with Esc without fear: what was typed waits until you come back with Ctrl+B."),
            mark("Ctrl+Z takes back what you typed here, not what stands in the book."),
        ),
        searches=False,
    ),
    "records": About(
        mark("All records of one kind: Enter changes one, Insert makes a new one, Delete takes one away."),
        (
            mark("To find a record, type any letters that stand in its line."),
            mark("Enter opens it to be changed, Insert makes a new one, Delete takes it away and says what that does to the days."),
            mark("What was taken away by mistake, Ctrl+Z brings back."),
            mark("Routes that stand here lay out a new trip by their name: countries, usual days, crossing points."),
        ),
    ),
    "reconcile": About(
        mark(
            "Where the book and a list of border crossings differ, or one of them lacks a stay; at the right "
            "the days used before and after. "
            "Enter takes the list's word over; what the list has not is then taken out of the book."
        ),
        (
            mark("A border certificate retyped or the driver's own list: a table with driver, date, direction and country will do."),
            mark("Stand on a difference to see both sides in full; Enter writes the list's dates into the book."),
            mark("Space selects several, Enter then takes them over in one change; Ctrl+Z takes them all back."),
            mark("A stay that the list has not is taken out of the book by Enter: do that only where the list is whole."),
        ),
    ),
}
"""By the name of the screen."""

EVERYWHERE = frozenset(SCREENS)
"""Where a command holds that holds on every screen."""

LISTS = frozenset({"menu", *(name for name, about in SCREENS.items() if about.searches)})
"""Where letters search and arrows move through a list."""
