"""``haulbook import``: a file of the office into the book, with a word for every row."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from storage.book import BookUnreadable, RecordBook
from storage.reading import FileRefused, Hints, NoBook, Reading, Source, read_source, source_of
from storage.reading.delimited import ENCODINGS, SEPARATORS
from storage.reading.reader import Progress, usable_sheets
from storage.reading.table import content_of
from storage.records import Layout
from storage.text import clean
from tui.cli.arguments import as_of
from tui.cli.context import Failure, Office
from tui.cli.hints import hints_for
from tui.cli.import_report import report_json, report_lines
from tui.reading_words import refusal_text
from tui.wording import tr

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class _Task:
    """The bytes of a file and how they are to be read."""

    name: str
    content: bytes
    encoding: str | None
    separator: str | None
    on: date
    new_drivers: bool | Collection[str]
    hints: Callable[[Source], Hints]

    def opened(self, book: RecordBook | NoBook) -> tuple[Source, Hints]:
        """Returns the file as tables, and what was said of them."""
        source = source_of(self.name, self.content, encoding=self.encoding, separator=self.separator, layouts=book.all(Layout))
        return source, self.hints(source)

    def read(self, book: RecordBook | NoBook, opened: tuple[Source, Hints] | None = None) -> Reading:
        source, hints = opened or self.opened(book)
        return _with_progress(
            lambda progress: read_source(source, book, self.on, new_drivers=self.new_drivers, hints=hints, progress=progress)
        )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be taken and change nothing.")
@click.option("--on", "on_text", metavar="DATE", help="The day of the import: dates after it are plans unless the file says otherwise.")
@click.option("--new-drivers", is_flag=True, help="Make drivers of names that neither the file's list nor the book knows.")
@click.option("--new-driver", "named", metavar="NAME", multiple=True, help="Make a driver of this name. May be given more than once.")
@click.option("--column", "columns", metavar="HEADING=MEANING", multiple=True, help="What a column means; - passes it over. Remembered.")
@click.option("--sheet", "sheets", metavar="SHEET=KIND", multiple=True, help="What a sheet is: trips, drivers, papers, grid; - for none.")
@click.option(
    "--headings", "rows", metavar="SHEET=ROW", multiple=True, help="The row of a sheet's headings or a grid's dates; 0: none. Remembered."
)
@click.option("--mark", "marks", metavar="MARK=COUNTRY", multiple=True, help="What a letter or colour of a grid means. Remembered.")
@click.option("--name", "people", metavar="NAME=DRIVER", multiple=True, help="Which driver a name means; - for none. Remembered.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="The encoding of a text, where it is not told rightly. Remembered.")
@click.option("--separator", type=click.Choice([*SEPARATORS]), help="What stands between two cells of a text. Remembered.")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path), help="Save the rows that could not be taken: .xlsx or .csv.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def import_command(
    ctx: click.Context,
    file: Path,
    dry_run: bool,
    on_text: str | None,
    new_drivers: bool,
    named: tuple[str, ...],
    columns: tuple[str, ...],
    sheets: tuple[str, ...],
    rows: tuple[str, ...],
    marks: tuple[str, ...],
    people: tuple[str, ...],
    encoding: str | None,
    separator: str | None,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Takes drivers, papers and trips from a file into the book, in one change.

    FILE is a workbook, a CSV file, or - for a table pasted as text. A .json file that export --json wrote is a whole book: it is taken
    into a book in which nothing was written yet.

    Says how each sheet was understood, and lists each row that could not be taken, and why. Saved with --refused and mended, such rows
    can be imported again. Ends with 1 where there are such rows, with 3 where nothing could be taken.
    """
    if file.suffix.lower() == ".json":
        from tui.cli.exporting import take_whole

        take_whole(ctx.obj, file, dry_run=dry_run)
        return
    if refused and refused.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError(tr("{file}: refused rows are saved as .xlsx or .csv.", file=refused))
    on = as_of(on_text)
    try:
        hints = partial(hints_for, columns=columns, sheets=sheets, rows=rows, marks=marks, people=people)
        task = _Task(*content_at(file), encoding, separator, on, new_drivers or named or False, hints)
        reading = _dry(ctx.obj, task) if dry_run else _taken(ctx.obj, task)
    except FileRefused as error:
        raise Failure(refusal_text(error)) from error
    if as_json:
        click.echo(json.dumps(report_json(reading, on, dry_run=dry_run), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(report_lines(reading, on, dry_run=dry_run)))
    if refused:
        _save_refused(reading, refused)
    if reading.nothing_read:
        raise Failure(_nothing_text(reading, dry_run=dry_run))
    ctx.exit(1 if reading.counts["refused"] else 0)


def content_at(file: Path) -> tuple[str, bytes]:
    """Returns the name and the bytes of a file, or of what is pasted on standard input. Raises ``FileRefused``."""
    if file != STDIN:
        return clean(file.name), content_of(file)
    content, name = sys.stdin.buffer.read(), tr("pasted table")
    if not content.strip():
        raise FileRefused("empty", file=name)
    return name, content


def _taken(office: Office, task: _Task) -> Reading:
    """Reads the source into the book and commits what it gives, all or nothing. No book is made for a file that nothing is taken of."""
    opened = None
    if not office.folder.exists():
        source, hints = opened = task.opened(NoBook())
        usable_sheets(source, NoBook(), hints)
    with office.open_book(write=True) as book:
        reading = task.read(book, opened)
        book.commit(reading.changes, tr("Import of {file}", file=reading.file))
        return reading


def _dry(office: Office, task: _Task) -> Reading:
    """Reads the source against the book, or against none where none was made yet; changes nothing."""
    try:
        book = office.open_book(write=False)
    except Failure as failure:
        if isinstance(failure.__cause__, BookUnreadable) and failure.__cause__.code == "no-book":
            return task.read(NoBook())
        raise
    with book:
        return task.read(book)


def _with_progress(work: Callable[[Progress | None], Reading]) -> Reading:
    """Does the work under a bar on the terminal, with none where the error output is no terminal."""
    if not sys.stderr.isatty():
        return work(None)
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(tr("rows read"), total=None)
        return work(lambda read, of: bar.update(task, completed=read, total=of))


def _save_refused(reading: Reading, path: Path) -> None:
    from tui.cli.exporting import write_file
    from tui.refused_rows import refused_files

    for file, content in refused_files(reading, path).items():
        write_file(file, content)
        click.echo(tr("The refused rows are in {file}: mend them there and import it.", file=file), err=True)


def _nothing_text(reading: Reading, *, dry_run: bool) -> str:
    if dry_run or not reading.changes:
        return tr("Not a single row of {file} could be taken. The book was not changed.", file=reading.file)
    return tr("Not a single row of {file} could be taken. Rows of known drivers wait with them as not counted.", file=reading.file)
