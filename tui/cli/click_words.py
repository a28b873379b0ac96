"""click's own words in the language in use: it asks the system's ``gettext`` for them, and is shown our catalogue there."""

from __future__ import annotations

import gettext
import os
from importlib.resources import files

from tui.wording import mark, mark_counted

_WORDS = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("%(prog)s, version %(version)s"),
    mark("default: {default}"),
    mark("required"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing command."),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Option {name!r} does not take a value."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Choose from:\n\t{choices}"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("{name} {filename!r} does not exist."),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is not readable."),
    mark("{name} {filename!r} is not writable."),
    mark("file"),
    mark("directory"),
    mark("path"),
    mark_counted("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    mark_counted("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    mark_counted("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    mark_counted("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""What our commands can make it say; a word that another version of click has put otherwise stays English."""


def speak(language: str) -> None:
    """Makes click say its words in ``language`` from now on, in this process."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("haulbook", str(files("tui") / "locale"))
    gettext.textdomain("haulbook")
