"""The commands by name, each imported only when it is run, and the full-screen program where none is named."""

from __future__ import annotations

import inspect
import sys
from copy import copy
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from tui import laptop as laptops
from tui.cli.context import Office, office, passphrase_of
from tui.wording import mark, tr

if TYPE_CHECKING:
    from storage.book import RecordBook

_COMMANDS = {
    "backup": "tui.cli.backups",
    "count": "tui.cli.counting",
    "demo": "tui.cli.status",
    "doctor": "tui.cli.doctor",
    "erase": "tui.cli.privacy",
    "exchange": "tui.cli.syncing",
    "explain": "tui.cli.explaining",
    "export": "tui.cli.exporting",
    "history": "tui.cli.history",
    "forecast": "tui.cli.forecasting",
    "import": "tui.cli.importing",
    "list": "tui.cli.lists",
    "passphrase": "tui.cli.passphrase",
    "paths": "tui.cli.status",
    "person": "tui.cli.privacy",
    "reconcile": "tui.cli.reconciling",
    "redo": "tui.cli.history",
    "restore": "tui.cli.backups",
    "rules": "tui.cli.rules",
    "settings": "tui.cli.settings",
    "sheet": "tui.cli.sheets",
    "slip": "tui.cli.slips",
    "statement": "tui.cli.slips",
    "status": "tui.cli.status",
    "sync": "tui.cli.syncing",
    "undo": "tui.cli.history",
}
"""The module of each command; its function is ``<name>_command``. Modules are imported when their command is run."""


class _Commands(click.Group):
    """A group that imports a command's module only when it is asked for, and shows every help in the language in use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return worded(original(cmd_name)) if cmd_name in _COMMANDS else None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(worded(self), ctx, formatter)


def original(name: str) -> click.Command:
    """Returns a command with its help as it stands in the source. Raises ``KeyError`` where there is none of that name."""
    found = getattr(import_module(_COMMANDS[name]), f"{name}_command")
    assert isinstance(found, click.Command)
    return found


def helps() -> set[str]:
    """Returns the help of every command and option as it stands in the source: these are message ids too."""
    every = [cli, *map(original, _COMMANDS)]
    for command in every:
        if isinstance(command, click.Group) and command is not cli:
            every += command.commands.values()
    texts = {inspect.cleandoc(command.help) for command in every if command.help}
    return texts | {option.help for command in every for option in command.params if isinstance(option, click.Option) and option.help}


C = TypeVar("C", bound=click.Command)


def worded(command: C) -> C:
    """Returns a copy of a command with its help, and that of its options and commands, in the language in use."""
    found = copy(command)
    found.help = tr(inspect.cleandoc(command.help)) if command.help else None
    found.params = [copy(parameter) for parameter in command.params]
    for parameter in found.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = tr(parameter.help)
        parameter.metavar = _placeholder(parameter)
        if isinstance(parameter.type, click.IntRange):
            parameter.type = copy(parameter.type)
            parameter.type.name = tr("whole number")
    found.options_metavar = tr("[OPTIONS]")
    if isinstance(found, click.Group):
        found.subcommand_metavar = tr("COMMAND [ARGS]...")
        found.commands = {name: worded(inner) for name, inner in found.commands.items()}
    return found


_PLACEHOLDERS = {
    "DATE": mark("DATE"),
    "DIR": mark("DIR"),
    "DIRECTORY": mark("DIR"),
    "DRIVER": mark("DRIVER"),
    "DRIVER...": mark("DRIVER..."),
    "[DRIVER]...": mark("[DRIVER]..."),
    "FILE": mark("FILE"),
    "FILE|FOLDER": mark("FILE|FOLDER"),
    "HEADING=MEANING": mark("HEADING=MEANING"),
    "MARK=COUNTRY": mark("MARK=COUNTRY"),
    "NAME": mark("NAME"),
    "NAME=DRIVER": mark("NAME=DRIVER"),
    "NAME=VALUE...": mark("NAME=VALUE..."),
    "NUMBERS": mark("NUMBERS"),
    "PLACE": mark("PLACE"),
    "SHEET=KIND": mark("SHEET=KIND"),
    "SHEET=ROW": mark("SHEET=ROW"),
    "TEXT": mark("TEXT"),
    "WHAT": mark("WHAT"),
    "YYYY": mark("YYYY"),
}


def _placeholder(parameter: click.Parameter) -> str | None:
    """Returns the word that stands for the value of an argument or option; None where click makes it of what may be chosen."""
    option = isinstance(parameter, click.Option)
    known = parameter.metavar
    if known is None:
        if isinstance(parameter.type, click.Choice) or (isinstance(parameter, click.Option) and parameter.is_flag):
            return None
        known = (parameter.type.name if option else parameter.name or "").upper()
    word = tr(_PLACEHOLDERS[known]) if known in _PLACEHOLDERS else known
    return word if parameter.metavar or parameter.required or option else f"[{word}]"


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--book", "folder", type=click.Path(path_type=Path), help="The folder of the firm's book.")
@click.version_option(package_name="haulbook", prog_name="haulbook")
@click.pass_context
def cli(ctx: click.Context, folder: Path | None) -> None:
    """Counts the days that drivers spend in Russia and Belarus. Without a command it opens the full-screen program."""
    ctx.obj = office(folder)
    if ctx.invoked_subcommand is None:
        _open_app(ctx.obj)


def _open_app(here: Office) -> None:
    from datetime import date

    from tui.app import DEMO, run

    if not sys.stdout.isatty():
        raise click.UsageError(tr("The full-screen program needs a terminal; see haulbook --help for commands that do not."))
    held: list[RecordBook] = []

    def opened() -> RecordBook:
        book = here.open_book(write=False, hold=True)
        if not book.read_only:
            held.append(book)
        return book

    passphrase_of(here.folder)  # asked for before the screen is there
    try:
        while (status := run(opened, here.laptop, date.today)) == DEMO:
            from tui.cli.status import show_demo

            here = replace(here, laptop=laptops.read())
            show_demo(here)
    finally:
        for book in held[-1:]:
            from tui.cli.backups import back_up_on_leaving

            back_up_on_leaving(replace(here, laptop=laptops.read()), book)  # where copies go may have been set in the program
    raise SystemExit(status)
