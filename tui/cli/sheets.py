"""``haulbook sheet``: drivers' status sheets as PDF files, one a driver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import as_of, named_drivers
from tui.cli.context import Failure
from tui.cli.status import existing_book
from tui.sheets import PURPOSES, Purpose, status_sheet
from tui.wording import LANGUAGES, language, mark, tr, use

if TYPE_CHECKING:
    from storage.book import RecordBook
    from storage.records import Driver
    from tui.sheets.saving import Saved

_FILE_WORDS: dict[Purpose, str] = {"road": mark("road sheet"), "office": mark("office sheet")}


@click.command("sheet")
@click.option("--all", "everyone", is_flag=True, help="A sheet for every driver.")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.option("--for", "purpose", type=click.Choice(PURPOSES), default=PURPOSES[0], show_default=True, help="Whom the sheet is for.")
@click.option("--lang", "code", type=click.Choice(tuple(LANGUAGES)), help="The language of the sheet; the program's unless given.")
@click.option(
    "-o",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder for the files; this one unless given.",
)
@click.argument("drivers", metavar="[DRIVER]...", nargs=-1)
@click.pass_context
def sheet_command(
    ctx: click.Context,
    everyone: bool,
    on_text: str | None,
    purpose: Purpose,
    code: str | None,
    folder: Path,
    drivers: Sequence[str],
) -> None:
    """Writes a driver's status sheet as a PDF: his days by country, the year day by day, his stays. Prints the path of each file.

    A surname is enough where one driver has it. The sheet for the road, which may leave the office, holds no limits, plans or
    findings; the one for the office holds everything. Ends with 1 where a letter could not be printed.
    """
    if bool(drivers) == everyone:
        raise click.UsageError(tr("Name at least one driver, or give --all for a sheet of every driver."))
    on = as_of(on_text)
    with existing_book(ctx.obj) as book:
        chosen = book.drivers() if everyone else named_drivers(drivers, book.drivers())
        if not chosen:
            click.echo(tr("There are no drivers in this book yet."), err=True)
        saved = [_said(driver, file) for driver, file in _written(book, chosen, on, purpose, code or language(), folder)]
    ctx.exit(1 if any(file.missing for file in saved) else 0)


@contextmanager
def _worded(code: str) -> Iterator[None]:
    """Words everything within in that language."""
    before = language()
    use(code)
    try:
        yield
    finally:
        use(before)


def _written(
    book: RecordBook, drivers: Sequence[Driver], on: date, purpose: Purpose, code: str, folder: Path
) -> Iterator[tuple[Driver, Saved]]:
    """Writes a file for each driver, in the language of ``code``, and yields it. Raises ``Failure`` where one cannot be written."""
    from tui.sheets.saving import distinct, file_name, save

    with _worded(code):
        names = distinct([file_name(driver.name, on, tr(_FILE_WORDS[purpose])) for driver in drivers])
    for driver, name in zip(drivers, names, strict=True):
        with _worded(code):
            sheet = status_sheet(book, driver, on, purpose)
        try:
            saved = save([sheet], folder / name)
        except OSError as error:
            raise Failure(_unwritten(folder / name, error)) from error
        yield driver, saved


def _unwritten(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    if isinstance(error, PermissionError) and path.exists():
        return tr("{path} cannot be written: {reason}. Is it open in another program?", path=path, reason=reason)
    return tr("{path} cannot be written: {reason}. Name another folder with -o.", path=path, reason=reason)


def _said(driver: Driver, file: Saved) -> Saved:
    """Prints the path of a file, and on the error output what else there is to know of it."""
    click.echo(str(file.path))
    if file.replaced:
        click.echo(tr("{path} took the place of an older file of that name.", path=file.path), err=True)
    if file.missing:
        click.echo(tr("{driver}: these letters cannot be printed: {letters}", driver=driver.name, letters=" ".join(file.missing)), err=True)
    return file
