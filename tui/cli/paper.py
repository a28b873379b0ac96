"""What the commands that make paper share: their options, writing the files, and handing them to a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui.cli.context import Failure
from tui.sheets.bilingual import CHOICES
from tui.system_words import system_text
from tui.wording import language, tr

if TYPE_CHECKING:
    from tui.sheets.batch import Job
    from tui.sheets.saving import Saved

F = TypeVar("F", bound=Callable[..., Any])

_PROGRESS_FROM = 10
"""Sheets from which on their making is shown while it goes on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where paper is to go: a folder, one file or one each, a printer (empty: the default one) or none; as text instead."""

    folder: Path
    code: str
    together: bool
    as_text: bool
    print_it: bool
    printer: str


def paper_options(command: F) -> F:
    """Adds the options that all of these commands have; they arrive as one ``Wish``."""
    from functools import wraps

    @wraps(command)
    def wished(*args: Any, folder: Path, code: str | None, together: bool, as_text: bool, print_it: bool, printer: str, **rest: Any) -> Any:
        wish = Wish(folder, code or language(), together, as_text, print_it or bool(printer), printer)
        return command(*args, wish=wish, **rest)

    for option in (
        click.option(
            "-o",
            "folder",
            metavar="DIR",
            type=click.Path(file_okay=False, path_type=Path),
            default=Path(),
            help="The folder for the files; this one unless given.",
        ),
        click.option("--lang", "code", type=click.Choice(CHOICES), help="The language of the sheet, or two side by side."),
        click.option("--one-file", "together", is_flag=True, help="All sheets in one file."),
        click.option("--text", "as_text", is_flag=True, help="Print the sheet here as plain text; no file is written."),
        click.option("--print", "print_it", is_flag=True, help="Send the files to the printer too."),
        click.option("--printer", metavar="NAME", default="", help="The printer; the remembered or the default one unless given."),
    ):
        wished = option(wished)
    return wished  # type: ignore[return-value]


def deliver(jobs: Sequence[Job], wish: Wish, name: str, remembered: str = "") -> bool:
    """Makes the sheets of ``jobs`` and does with them what was wished; ``name`` is that of a file for all of them.

    Prints the path of each file. Returns whether every letter could be drawn. Raises ``Failure`` where a file cannot be written or
    the printer refuses.
    """
    if wish.as_text:
        from tui.sheets.plain import as_text

        click.echo("\f".join(as_text(job.make()) for job in jobs), nl=False)
        return True
    saved = _written(jobs, wish, name)
    for file in saved:
        _say(file)
    if wish.print_it:
        _print([file.path for file in saved], wish.printer or remembered)
    return not any(file.missing for file in saved)


def _written(jobs: Sequence[Job], wish: Wish, name: str) -> list[Saved]:
    from tui.sheets.batch import write_all

    together = name if wish.together else ""
    try:
        if len(jobs) < _PROGRESS_FROM:
            return write_all(jobs, wish.folder, together=together)
        with _progress(len(jobs)) as step:
            return write_all(jobs, wish.folder, together=together, step=step)
    except OSError as error:
        raise Failure(_unwritten(Path(error.filename) if error.filename else wish.folder, error)) from error


class _progress:
    """A bar on the error output while sheets are made."""

    def __init__(self, of: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(tr("Sheets"), total=of)

    def __enter__(self) -> Callable[[int], None]:
        self._bar.start()
        return lambda done: self._bar.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _unwritten(path: Path, error: OSError) -> str:
    reason = system_text(error)
    if isinstance(error, PermissionError) and path.exists():
        return tr("{path} cannot be written: {reason}. Is it open in another program?", path=path, reason=reason)
    return tr("{path} cannot be written: {reason}. Name another folder with -o.", path=path, reason=reason)


def _say(file: Saved) -> None:
    """Prints the path of a file, and on the error output what else there is to know of it."""
    click.echo(str(file.path))
    if file.replaced:
        click.echo(tr("{path} took the place of an older file of that name.", path=file.path), err=True)
    if file.missing:
        letters = " ".join(file.missing)
        click.echo(tr("{path}: these letters cannot be printed: {letters}", path=file.path.name, letters=letters), err=True)


def _print(paths: Sequence[Path], printer: str) -> None:
    from tui.printing import PrinterRefused, send

    for path in paths:
        try:
            outcome = send(path, printer)
        except PrinterRefused as error:
            raise Failure(tr("{path} is written, but the printer refused it: {reason}", path=path, reason=error)) from error
        if outcome == "printed":
            click.echo(tr("{path} went to the printer.", path=path.name), err=True)
        elif outcome == "shown":
            click.echo(tr("No printer was found: {path} is opened for you to print.", path=path.name), err=True)
        else:
            click.echo(tr("No printer was found: the file is {path}.", path=path), err=True)
        if outcome != "printed":  # nobody wants a window for each of two hundred
            return
