"""``haulbook import``: a file of the office into the book, with a word for every row."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from storage.book import BookUnreadable, RecordBook
from storage.reading import FileRefused, Hints, NoBook, Reading, Source, open_file, read_source, source_of
from storage.reading.delimited import ENCODINGS, SEPARATORS
from storage.reading.reader import Progress, usable_sheets
from tui.cli.arguments import as_of
from tui.cli.context import Failure, Office
from tui.cli.hints import hints_for
from tui.cli.import_report import report_json, report_lines
from tui.reading_words import refusal_text
from tui.wording import tr

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class _Task:
    """A source and how it is to be read."""

    source: Source
    on: date
    new_drivers: bool | Collection[str]
    hints: Hints

    def read(self, book: RecordBook | NoBook, progress: Progress | None = None) -> Reading:
        return read_source(self.source, book, self.on, new_drivers=self.new_drivers, hints=self.hints, progress=progress)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be taken and change nothing.")
@click.option("--on", "on_text", metavar="DATE", help="The day of the import: dates after it are plans unless the file says otherwise.")
@click.option("--new-drivers", is_flag=True, help="Make drivers of names that neither the file's list nor the book knows.")
@click.option("--new-driver", "named", metavar="NAME", multiple=True, help="Make a driver of this name. May be given more than once.")
@click.option("--column", "columns", metavar="HEADING=MEANING", multiple=True, help="What a column means; - passes it over. Remembered.")
@click.option("--sheet", "sheets", metavar="SHEET=KIND", multiple=True, help="What a sheet is: trips, drivers, papers, grid; - for none.")
@click.option("--headings", "rows", metavar="SHEET=ROW", multiple=True, help="The row of a sheet's headings; 0: there are none.")
@click.option("--mark", "marks", metavar="MARK=COUNTRY", multiple=True, help="What a letter or colour of a grid means. Remembered.")
@click.option("--name", "people", metavar="NAME=DRIVER", multiple=True, help="Which driver a name means; - for none. Remembered.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="The encoding of a text, where it is not told rightly.")
@click.option(
    "--separator", type=click.Choice([*SEPARATORS]), help="What stands between two cells of a text, where it is not told rightly."
)
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
        source = opened(file, encoding, separator)
        task = _Task(source, on, new_drivers or named or False, hints_for(source, columns, sheets, rows, marks, people))
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


def opened(file: Path, encoding: str | None, separator: str | None = None) -> Source:
    """Returns a file, or what is pasted on standard input, as a source. Raises ``FileRefused``."""
    if file != STDIN:
        return open_file(file, encoding=encoding, separator=separator)
    content, name = sys.stdin.buffer.read(), tr("pasted table")
    if not content.strip():
        raise FileRefused("empty", file=name)
    return source_of(name, content, encoding=encoding, separator=separator)


def _taken(office: Office, task: _Task) -> Reading:
    """Reads the source into the book and commits what it gives, all or nothing. No book is made for a file that nothing is taken of."""
    if not office.folder.exists():
        usable_sheets(task.source, NoBook(), task.hints)
    with office.open_book(write=True) as book:
        reading = _with_progress(lambda progress: task.read(book, progress))
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
        return _with_progress(lambda progress: task.read(book, progress))


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
