"""The commands of a form."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_FORM = frozenset({"form"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "write",
        mark("Write it down"),
        mark("Takes the form into the book; where something is wrong, goes to it and says what."),
        keys=("enter", "ctrl+s"),
        where=_FORM,
    ),
    Command(
        "row_add",
        mark("One more"),
        mark("Another country of the trip or route, driver of the crew, year or earlier citizenship: of what the cursor stands in."),
        keys=("insert",),
        where=_FORM,
    ),
    Command("row_remove", mark("One less"), mark("Takes the one under the cursor away."), keys=("ctrl+delete",), where=_FORM),
    Command(
        "copy_last",
        mark("As the trip before"),
        mark("Fills the form like the driver's last trip, with the dates moved."),
        keys=("ctrl+l",),
        where=_FORM,
    ),
    Command(
        "effect",
        mark("What it does to the days"),
        mark("Every line of what the form changes for each driver, those below it that have no room there too."),
        keys=("ctrl+d",),
        where=_FORM,
    ),
    Command(
        "discard",
        mark("Throw the typing away"),
        mark("The form says again what the book says; Ctrl+Z brings the typing back."),
        where=_FORM,
    ),
    Command(
        "untype",
        mark("Undo typing"),
        mark("In a form Ctrl+Z and Ctrl+Y take back and bring back what was typed; the book stays as it is."),
        keys=("ctrl+z", "ctrl+y"),
        where=_FORM,
        bound=False,
        menu=False,
    ),
    Command(
        "to_field",
        mark("From field to field"),
        mark("Tab and Shift+Tab go through the fields, Up and Down through the lines."),
        keys=("tab", "up", "down"),
        where=_FORM,
        bound=False,
        menu=False,
    ),
    Command(
        "answer",
        mark("Change without typing"),
        mark(
            "Left and Right change a date by a day, a choice by one; PageUp and PageDown a date by a month; Space opens a month or a list."
        ),
        keys=("left", "right", "pageup", "pagedown", "space"),
        where=_FORM,
        bound=False,
        menu=False,
    ),
)
