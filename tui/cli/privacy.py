"""``haulbook person``: everything the book keeps of one driver, into a file; ``erase``: all of it taken away for good."""

from __future__ import annotations

from pathlib import Path

import click

from storage import backups, erasing
from storage.book import RecordBook
from storage.records import Driver
from tui.cli.arguments import named_drivers
from tui.cli.backups import unsettled_text
from tui.cli.context import Office
from tui.cli.exporting import write_file
from tui.cli.status import existing_book
from tui.system_words import system_text
from tui.wording import tr, trn


@click.command("person")
@click.argument("driver")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def person_command(ctx: click.Context, driver: str, file: Path) -> None:
    """Writes everything the book keeps of one driver into a JSON file, with every change of it: for him, when he asks for his data."""
    with existing_book(ctx.obj) as book:
        content = erasing.data_of(book, _meant(book, driver).id)
    write_file(file, content)
    click.echo(file)


@click.command("erase")
@click.argument("driver")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def erase_command(ctx: click.Context, driver: str, yes: bool) -> None:
    """Erases all data of one driver for good: from the book, its history and the backups in reach. Undo cannot bring it back.

    Of trips with others his part goes. What was printed or exported before is not searched.
    """
    office: Office = ctx.obj
    with existing_book(office, write=True) as book:
        person = _meant(book, driver)
        places = [office.backup_place] if office.backup_place else []
        if not yes:
            _ask(office, book, person, places)
        done = erasing.erase(book, person.id, tr("The data of one person were erased"), laptop=office.laptop.name, places=places)
    click.echo(tr("Erased from the book and its history."))
    for path in (*done.backups, *done.sheets):
        click.echo(tr("Erased: {path}", path=path))
    for path, why in done.missed:
        click.echo(tr("Not erased: {path} ({why}). Delete that file yourself.", path=path, why=system_text(why)), err=True)
    if not done.settled:
        click.echo(unsettled_text(), err=True)
    ctx.exit(1 if done.missed or not done.settled else 0)


def _meant(book: RecordBook, name: str) -> Driver:
    """Returns the driver that is meant: one of the firm or, where none is, one that was taken out. Raises ``UsageError``."""
    try:
        return named_drivers([name], book.drivers())[0]
    except click.UsageError:
        gone = [driver for driver in book.every(Driver) if driver.deleted]
        if not gone:
            raise
        return named_drivers([name], [*book.drivers(), *gone])[0]


def _ask(office: Office, book: RecordBook, person: Driver, places: list[Path]) -> None:
    """Says what will go, and has the name typed. Raises ``UsageError`` where it is typed otherwise."""
    trips = len(book.trips_of(person.id))
    reach = len(backups.of(book.folder, office.laptop.name, places))
    click.echo(tr("All data of {name} will be erased for good; undo cannot bring them back.", name=person.name), err=True)
    click.echo(trn("{n} trip of his", "{n} trips of his", trips), err=True)
    click.echo(trn("{n} backup in reach is searched too", "{n} backups in reach are searched too", reach), err=True)
    typed = click.prompt(tr("To erase, type his name as it stands above"), err=True, default="", show_default=False)
    if typed.split() != person.name.split():
        raise click.UsageError(tr("That is not his name. Nothing was erased."))
