"""The commands that add, change and take away records."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_LISTS = frozenset({"fleet", "driver", "trips", "papers", "records"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "add",
        mark("Add"),
        mark("A new one of what is listed here; for a driver whatever is his."),
        keys=("insert",),
        where=_LISTS,
    ),
    Command("change", mark("Change"), mark("Opens the form of the record under the cursor."), keys=("ctrl+e",), where=_LISTS),
    Command(
        "remove",
        mark("Delete"),
        mark("Takes the record under the cursor out of the book and says which days leave the count; Ctrl+Z brings it back."),
        keys=("delete",),
        where=_LISTS,
    ),
    Command(
        "cancel",
        mark("Cancel the trip"),
        mark("What has happened stays, what is planned falls away."),
        keys=("ctrl+x",),
        where=frozenset({"trips"}),
    ),
    Command(
        "repeat",
        mark("The same trip again"),
        mark("Opens a new trip like the one under the cursor, with the dates moved."),
        keys=("ctrl+l",),
        where=frozenset({"trips"}),
    ),
    Command(
        "draft",
        mark("Back to what was typed"),
        mark("Opens the form that was left and is not written down."),
        keys=("ctrl+b",),
    ),
    Command("new_driver", mark("New driver"), mark("Opens an empty form.")),
    Command("new_trip", mark("New trip"), mark("Opens a form filled like the driver's last trip.")),
    Command("new_paper", mark("New paper"), mark("Opens a form for a paper of the driver.")),
    Command("new_absence", mark("New absence"), mark("Dates on which the driver cannot be sent.")),
    Command("new_opening", mark("Days used before the book"), mark("What the driver had used before the first date in the book.")),
    Command("vehicles", mark("Trucks"), mark("All trucks.")),
    Command("routes", mark("Routes"), mark("All routes: countries, usual days, crossing points, queues, papers that they ask for.")),
    Command("absences", mark("Absences"), mark("All dates on which drivers cannot be sent.")),
    Command("openings", mark("Days used before the book, all drivers"), mark("What drivers had used before the first date in the book.")),
    Command("corrections", mark("Corrections of rules"), mark("Values of the rules that the office has corrected.")),
    Command("readings", mark("Readings of rules"), mark("Questions that the sources leave open, and the answers the firm goes by.")),
)
