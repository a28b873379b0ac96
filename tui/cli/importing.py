"""``haulbook import``: a workbook of the office into the book, with a word for every row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from storage.book import BookNotWritten, BookUnreadable, RecordBook
from storage.reading import FileRefused, NoBook, Reading, Source, open_file, read_source
from tui.cli.arguments import as_of
from tui.cli.context import Failure, Office
from tui.cli.import_report import refusal_text, report_json, report_lines
from tui.wording import tr


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be taken and change nothing.")
@click.option("--on", "on_text", metavar="DATE", help="The day of the import: dates after it are plans unless the file says otherwise.")
@click.option("--new-drivers", is_flag=True, help="Make drivers of names that neither the file's list nor the book knows.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def import_command(ctx: click.Context, file: Path, dry_run: bool, on_text: str | None, new_drivers: bool, as_json: bool) -> None:
    """Takes drivers, papers and trips from a workbook into the book, in one change.

    A .json file that export --json wrote is a whole book: it is taken into a book in which nothing was written yet.

    Lists each row that could not be taken, and why. Ends with 1 where there are such rows, with 3 where nothing could be taken.
    """
    if file.suffix.lower() == ".json":
        from tui.cli.exporting import take_whole

        take_whole(ctx.obj, file, dry_run=dry_run)
        return
    on = as_of(on_text)
    try:
        source = open_file(file)
    except FileRefused as refused:
        raise Failure(refusal_text(refused)) from refused
    reading = _dry(ctx.obj, source, on, new_drivers) if dry_run else _taken(ctx.obj, source, on, new_drivers)
    if as_json:
        click.echo(json.dumps(report_json(reading, on, dry_run=dry_run), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(report_lines(reading, on, dry_run=dry_run)))
    if reading.nothing_read:
        raise Failure(tr("Not a single row of {file} could be taken. The book was not changed.", file=reading.file))
    ctx.exit(1 if reading.counts["refused"] else 0)


def _taken(office: Office, source: Source, on: date, new_drivers: bool) -> Reading:
    """Reads the source into the book and commits what it gives, all or nothing."""
    with office.open_book(write=True) as book:
        reading = read_source(source, book, on, new_drivers=new_drivers)
        if not reading.nothing_read:
            _commit(book, reading)
        return reading


def _commit(book: RecordBook, reading: Reading) -> None:
    try:
        book.commit(reading.changes, tr("Import of {file}", file=reading.file))
    except BookNotWritten as error:
        raise Failure(str(error)) from error


def _dry(office: Office, source: Source, on: date, new_drivers: bool) -> Reading:
    """Reads the source against the book, or against none where none was made yet; changes nothing."""
    try:
        book = office.open_book(write=False)
    except Failure as failure:
        if isinstance(failure.__cause__, BookUnreadable) and failure.__cause__.code == "no-book":
            return read_source(source, NoBook(), on, new_drivers=new_drivers)
        raise
    with book:
        return read_source(source, book, on, new_drivers=new_drivers)
