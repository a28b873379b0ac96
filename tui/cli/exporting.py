"""``haulbook export``: the book into a file; the whole of it as JSON, and such a file back into an empty book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from storage.book import RecordBook
from storage.engine import files
from storage.records import Absence, Correction, Opening, Paper, Route, Slip, Trip, Unsettled, Vehicle
from storage.writing.whole import WholeRefused, records_in, written
from tui.cli.arguments import as_of
from tui.cli.context import Failure, Office
from tui.cli.status import existing_book
from tui.private_words import left_out_text
from tui.system_words import system_text
from tui.wording import mark, tr, trn

_REFUSED = {
    "not-a-book": mark("{file}: this is no book that export --json wrote: {where}."),
    "newer-format": mark("{file}: it was written by a newer version of the program (format {where}). Install that version here."),
    "record-damaged": mark("{file}: a record in it cannot be understood: {where}. Nothing was taken."),
}
_KINDS = (".xlsx", ".csv", ".ics")
_LISTS = ("trips", "drivers", "papers", "plans")


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the whole book as JSON; import takes it into an empty book.")
@click.option("--list", "listed", type=click.Choice(_LISTS), default=_LISTS[0], show_default=True, help="The list that a .csv holds.")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.pass_context
def export_command(ctx: click.Context, file: Path, as_json: bool, listed: str, on_text: str | None) -> None:
    """Writes the book into a file: a workbook (.xlsx), one list (.csv), a calendar of reminders (.ics), or all of it (--json).

    Workbook and list hold drivers, papers, trips and a grid a year, under headings that import reads. The calendar holds papers that
    end, last days within the rule, and by when to join the queue; taken in again, a newer one renews it. --json writes every record
    with its id and stamp. The history of changes is not part of it: a backup holds that too.
    """
    kind, on = file.suffix.lower(), as_of(on_text)
    if not as_json and kind not in _KINDS:
        raise click.UsageError(tr("{file}: name it .xlsx, .csv or .ics, or give --json for the whole book.", file=file))
    with existing_book(ctx.obj) as book:
        content = written(book) if as_json else _written(book, kind, listed, on)
        left_out = () if as_json else _left_out(book, kind, listed)
    write_file(file, content)
    for text in filter(None, left_out):
        click.echo(text, err=True)
    click.echo(file)


def _left_out(book: RecordBook, kind: str, listed: str) -> Iterator[str]:
    """Yields what a file lacks of what its lists would hold."""
    if kind != ".csv" or listed in ("drivers", "papers"):
        yield left_out_text(book)
    if kind == ".xlsx" or (kind, listed) == (".csv", "trips"):
        yield _unsettled_text(book)
    if kind == ".xlsx":
        yield _unlisted_text(book)


def _unlisted_text(book: RecordBook) -> str:
    """Returns what a workbook has no list for, empty where the book has nothing of it."""
    named = {trip.vehicle for trip in book.all(Trip)} | {paper.holder for paper in book.all(Paper)}
    trucks = sum(vehicle.id not in named for vehicle in book.all(Vehicle))
    absences, routes, slips, corrections = (len(list(book.all(kind))) for kind in (Absence, Route, Slip, Correction))
    openings = len({opening.driver for opening in book.all(Opening)})
    found = (
        (openings, trn("days of {n} driver from before the book", "days of {n} drivers from before the book", openings)),
        (absences, trn("{n} absence", "{n} absences", absences)),
        (trucks, trn("{n} truck without trips and papers", "{n} trucks without trips and papers", trucks)),
        (routes, trn("{n} route", "{n} routes", routes)),
        (slips, trn("{n} dispatch slip", "{n} dispatch slips", slips)),
        (corrections, trn("{n} correction of a rule", "{n} corrections of rules", corrections)),
    )
    said = ", ".join(text for number, text in found if number)
    return tr("A workbook has no list for: {what}. export --json takes them along.", what=said) if said else ""


def _unsettled_text(book: RecordBook) -> str:
    """Returns how many rows that could not be read a file of lists lacks, empty where none waits."""
    number = sum(not row.settled for row in book.all(Unsettled))
    text = trn(
        "{n} row that could not be read is not in the file: it waits in this book to be settled. export --json takes it along.",
        "{n} rows that could not be read are not in the file: they wait in this book to be settled. export --json takes them along.",
        number,
    )
    return text if number else ""


def _written(book: RecordBook, kind: str, listed: str, on: date) -> bytes:
    from storage.writing.calendar import calendar_of
    from storage.writing.delimited import csv_of
    from storage.writing.workbook import workbook_of
    from tui.listings import LISTS, all_listings
    from tui.reminders import reminders

    if kind == ".xlsx":
        return workbook_of(all_listings(book, on))
    if kind == ".csv":
        return csv_of(LISTS[listed](book, on))
    return calendar_of(reminders(book, on), datetime.now().astimezone(), tr("Haulbook: papers and last days"))


def write_file(file: Path, content: bytes) -> None:
    """Writes a file whole or not at all, for its owner alone; says where it took the place of an older one. Raises ``Failure``."""
    replaced = file.exists()
    try:
        files.replace(file, content)
    except OSError as error:
        raise Failure(tr("{file} could not be written: {reason}.", file=file, reason=system_text(error))) from error
    if replaced:
        click.echo(tr("{file} took the place of an older one.", file=file), err=True)


def take_whole(office: Office, file: Path, *, dry_run: bool) -> None:
    """Takes a file of ``export --json`` into a book in which nothing was written yet. Raises ``Failure``, the book being as before."""
    try:
        records = records_in(files.read(file))
    except WholeRefused as refused:
        raise Failure(tr(_REFUSED[refused.code], file=file, where=refused.where)) from refused
    except OSError as error:
        raise Failure(tr("{file} cannot be read: {reason}.", file=file, reason=system_text(error))) from error
    if not dry_run:
        with office.open_book(write=True) as book:
            try:
                book.take_in(records, tr("Import of {file}", file=file.name))
            except ValueError as error:
                raise Failure(
                    tr(
                        "The book in {folder} is not empty: a whole book goes only into a new one. Name a new folder with --book.",
                        folder=office.folder,
                    )
                ) from error
    click.echo(trn("{n} record in {file}", "{n} records in {file}", len(records), file=file.name))
