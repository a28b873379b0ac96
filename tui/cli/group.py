"""The commands by name, each imported only when it is run, and the full-screen program where none is named."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from tui.cli.context import Office, office
from tui.wording import tr

_COMMANDS = {
    "count": "tui.cli.counting",
    "demo": "tui.cli.status",
    "explain": "tui.cli.explaining",
    "import": "tui.cli.importing",
    "paths": "tui.cli.status",
    "sheet": "tui.cli.sheets",
    "status": "tui.cli.status",
}
"""The module of each command; its function is ``<name>_command``. Modules are imported when their command is run."""


class _Commands(click.Group):
    """A group that imports a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found = getattr(import_module(_COMMANDS[cmd_name]), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--book", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder of the firm's book.")
@click.version_option(package_name="haulbook", prog_name="haulbook")
@click.pass_context
def cli(ctx: click.Context, folder: Path | None) -> None:
    """Counts the days that drivers spend in Russia and Belarus. Without a command it opens the full-screen program."""
    ctx.obj = office(folder)
    if ctx.invoked_subcommand is None:
        _open_app(ctx.obj)


def _open_app(here: Office) -> None:
    from datetime import date

    from tui.app import run

    if not sys.stdout.isatty():
        raise click.UsageError(tr("The full-screen program needs a terminal; see haulbook --help for commands that do not."))
    with here.open_book(write=False, hold=True) as book:
        status = run(book, here.laptop, date.today)
    raise SystemExit(status)
