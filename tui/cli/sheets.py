"""``haulbook sheet``: drivers' status sheets as PDF files, one a driver or all in one, or on a printer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import click

from tui.cli.arguments import as_of, named_drivers, today
from tui.cli.context import Office
from tui.cli.paper import Wish, deliver, paper_options
from tui.cli.status import existing_book
from tui.sheets import PURPOSES, Purpose
from tui.wording import tr


@click.command("sheet")
@click.option("--all", "everyone", is_flag=True, help="A sheet for every driver.")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="YYYY", help="The sheet of a whole year, as it stood at its end.")
@click.option("--for", "purpose", type=click.Choice(PURPOSES), default=PURPOSES[0], show_default=True, help="Whom the sheet is for.")
@paper_options
@click.argument("drivers", metavar="[DRIVER]...", nargs=-1)
@click.pass_context
def sheet_command(
    ctx: click.Context,
    everyone: bool,
    on_text: str | None,
    year: int | None,
    purpose: Purpose,
    drivers: Sequence[str],
    wish: Wish,
) -> None:
    """Writes a driver's status sheet as a PDF: his days by country, the year day by day, his stays. Prints the path of each file.

    A surname is enough where one driver has it. The sheet for the road, which may leave the office, holds no limits, plans or
    findings; the one for the office holds everything. Ends with 1 where a letter could not be printed.
    """
    from tui.sheets.orders import noted, status_jobs, together

    if bool(drivers) == everyone:
        raise click.UsageError(tr("Name at least one driver, or give --all for a sheet of every driver."))
    on = _on(on_text, year)
    with existing_book(ctx.obj) as book:
        chosen = book.drivers() if everyone else named_drivers(drivers, book.drivers())
        if not chosen:
            click.echo(tr("There are no drivers in this book yet."), err=True)
        jobs = status_jobs(book, chosen, on, purpose, wish.code)
        whole = deliver(jobs, wish, together(purpose, on, wish.code), ctx.obj.laptop.printer)
    if not wish.as_text and noted(chosen, on, today()):
        _note(ctx.obj, {driver.id for driver in chosen}, on)
    ctx.exit(0 if whole else 1)


def _note(office: Office, drivers: Collection[str], on: date) -> None:
    """Notes in the book that the sheets of a year are written; where it is in use the sheets are there all the same."""
    from tui.sheets.orders import noted, noted_words

    with office.open_book(write=False, hold=True) as book:
        changes = noted([driver for driver in book.drivers() if driver.id in drivers], on, today())
        if book.read_only:
            click.echo(tr("The book is in use: it was not noted in it that the sheets of {year} are written.", year=on.year), err=True)
        elif changes:
            book.commit(changes, noted_words(on.year, len(changes)))


def _on(on_text: str | None, year: int | None) -> date:
    """Returns the date of the figures: of a year its last day, or today where it is not over yet."""
    if year is None:
        return as_of(on_text)
    if on_text is not None:
        raise click.UsageError(tr("Give --on or --year, not both."))
    if year > today().year:
        raise click.UsageError(tr("{year} has not begun yet.", year=year))
    return min(date(year, 12, 31), today())
