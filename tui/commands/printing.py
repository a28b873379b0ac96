"""The commands of the print screen."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_HERE = frozenset({"print"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "write",
        mark("Print: write it as a PDF file"),
        mark("Writes what is under the cursor into the folder of sheets. A dispatch slip is issued by it, and kept in the book."),
        keys=("enter",),
        where=_HERE,
        bound=False,
        menu=False,
    ),
    Command(
        "to_printer",
        mark("Print: send it to the printer"),
        mark("Writes the file and sends it to the printer; where there is none the file is shown."),
        keys=("insert",),
        where=_HERE,
    ),
    Command(
        "language_after",
        mark("Print: another language"),
        mark("English, Russian, Kazakh, or two of them side by side."),
        keys=("right",),
        where=_HERE,
    ),
    Command("language_before", mark("Print: the language before"), mark("Goes back through the languages."), keys=("left",), where=_HERE),
    Command(
        "other_printer",
        mark("Print: another printer"),
        mark("Takes the next printer that the system has."),
        keys=("delete",),
        where=_HERE,
    ),
    Command(
        "one_or_each",
        mark("Print: one file or a file each"),
        mark("Many sheets go into one file, or each into a file of its own."),
        keys=("space",),
        where=_HERE,
    ),
)
