"""The commands of taking a file in."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_HERE = frozenset({"import"})
_PREVIEW = frozenset({"preview"})

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
    Command(
        "type_path",
        mark("Import: type a path"),
        mark("For a file in another place: what lies there is offered, Tab completes."),
        keys=("insert",),
        where=_HERE,
    ),
    Command(
        "paste",
        mark("Import: paste a table"),
        mark("A table copied from a spreadsheet, pasted here as the terminal pastes (Ctrl+Shift+V), is shown like a file."),
        where=_HERE,
        bound=False,
        menu=False,
    ),
    Command(
        "set_right",
        mark("Preview: set it right"),
        mark("Shows what the line under the cursor may be; the file is read anew at once. On the first lines does what they say."),
        keys=("enter",),
        where=_PREVIEW,
        bound=False,
        menu=False,
    ),
    Command(
        "take_in",
        mark("Preview: take it in"),
        mark("Takes what is shown into the book, as one change; a list of crossings is compared with the book."),
        keys=("ctrl+s",),
        where=_PREVIEW,
    ),
    Command(
        "by_rows", mark("Preview: row by row"), mark("Each row that is not taken, and why; what is changed."), keys=("tab",), where=_PREVIEW
    ),
    Command("value_before", mark("Preview: the value before"), mark("Takes the value before at once."), keys=("left",), where=_PREVIEW),
    Command("value_after", mark("Preview: the next value"), mark("Takes the next value at once."), keys=("right",), where=_PREVIEW),
    Command(
        "as_told",
        mark("Preview: as the file tells it"),
        mark("What was set right on the line under the cursor is taken back."),
        keys=("delete",),
        where=_PREVIEW,
    ),
    Command(
        "all_new",
        mark("Preview: all names are new drivers"),
        mark("Every name that no driver has becomes a new driver; each can still be said to mean another."),
        keys=("insert",),
        where=_PREVIEW,
    ),
    Command(
        "save_refused",
        mark("Preview: save the refused rows"),
        mark("Into a file beside the one that is read, to be mended there and taken in again."),
        where=_PREVIEW,
    ),
)
