"""``haulbook export``: the book into a file; the whole of it as JSON, and such a file back into an empty book."""

from __future__ import annotations

from pathlib import Path

import click

from storage.book import BookNotWritten
from storage.engine import files
from storage.writing.whole import WholeRefused, records_in, written
from tui.cli.context import Failure, Office
from tui.cli.status import existing_book
from tui.wording import mark, tr, trn

_REFUSED = {
    "not-a-book": mark("{file}: this is no book that export --json wrote: {where}."),
    "newer-format": mark("{file}: it was written by a newer version of the program (format {where}). Install that version here."),
    "record-damaged": mark("{file}: a record in it cannot be understood: {where}. Nothing was taken."),
}


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the whole book as JSON; import takes it into an empty book.")
@click.pass_context
def export_command(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Writes the book into a file.

    --json writes every record with its id and stamp. The history of changes is not part of it: a backup holds that too.
    """
    if not as_json:
        raise click.UsageError(tr("Say what to write: --json writes the whole book."))
    with existing_book(ctx.obj) as book:
        content = written(book)
    write_file(file, content)
    click.echo(file)


def write_file(file: Path, content: bytes) -> None:
    """Writes a file whole or not at all, for its owner alone; says where it took the place of an older one. Raises ``Failure``."""
    replaced = file.exists()
    try:
        files.replace(file, content)
    except OSError as error:
        raise Failure(tr("{file} could not be written: {reason}.", file=file, reason=error.strerror or error)) from error
    if replaced:
        click.echo(tr("{file} took the place of an older one.", file=file), err=True)


def take_whole(office: Office, file: Path, *, dry_run: bool) -> None:
    """Takes a file of ``export --json`` into a book in which nothing was written yet. Raises ``Failure``, the book being as before."""
    try:
        records = records_in(files.read(file))
    except WholeRefused as refused:
        raise Failure(tr(_REFUSED[refused.code], file=file, where=refused.where)) from refused
    except OSError as error:
        raise Failure(tr("{file} cannot be read: {reason}.", file=file, reason=error.strerror or error)) from error
    if not dry_run:
        with office.open_book(write=True) as book:
            try:
                book.take_in(records, tr("Import of {file}", file=file.name))
            except BookNotWritten as error:
                raise Failure(str(error)) from error
            except ValueError as error:
                raise Failure(
                    tr(
                        "The book in {folder} is not empty: a whole book goes only into a new one. Name a new folder with --book.",
                        folder=office.folder,
                    )
                ) from error
    click.echo(trn("{n} record in {file}", "{n} records in {file}", len(records), file=file.name))
