"""``haulbook backup`` and ``restore``; and the backup that is made when the full-screen program is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Timer

import click

from storage import backups
from storage.backups import BackupRefused
from storage.book import RecordBook
from tui import laptop as laptops
from tui.cli.arguments import today
from tui.cli.context import Failure, Office
from tui.cli.status import existing_book
from tui.system_words import system_text
from tui.wording import mark, tr

_REFUSED = {
    "no-place": mark("No backup was made: there is no folder {path}. Put the stick in, or name another place."),
    "not-written": mark("{path} was not written: {where}. Nothing unfinished is left, and the book is as it was."),
    "not-verified": mark("{path} reads otherwise than it was written. The stick is worn out or was pulled out: take another one."),
    "not-a-backup": mark("{path} is no backup of a book."),
    "several": mark("In {path} lie backups of several books ({where}). Name the file."),
    "damaged": mark("{path} is damaged: {where}. Nothing was changed; take an older backup."),
    "held": mark("The book in {path} is in use by {where}. Close that program, or try again later."),
    "no-access": mark("{path} cannot be read: {where}."),
}
_LONG = 1.5  # seconds after which it is said that a backup is being made


@click.command("backup")
@click.argument("place", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--always", is_flag=True, help="Also back up there each time the program is left.")
@click.pass_context
def backup_command(ctx: click.Context, place: Path | None, always: bool) -> None:
    """Puts a dated zip of the whole book, history and all, into a folder on a stick or another disk, and reads it again.

    Without a place: the one that this laptop backs up to. The newest 14 are kept and, of those before, one a month.
    """
    office: Office = ctx.obj
    to = place or office.backup_place
    if to is None:
        raise click.UsageError(tr("Name a folder on a stick or another disk: haulbook backup FOLDER."))
    with existing_book(office) as book:
        copy = _made(office, book, to)
    if always:
        try:
            laptops.write(replace(office.laptop, backup_place=str(to.absolute())))
        except laptops.SettingsRefused as error:
            raise Failure(tr("The settings in {path} could not be written; the backup was made.", path=error.path)) from error
    click.echo(copy.path)
    if not copy.outside:
        click.echo(tr("It lies on the same disk as the book: if the laptop is lost, it is lost too. Take a stick."), err=True)


@click.command("restore")
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(exists=True, path_type=Path))
@click.pass_context
def restore_command(ctx: click.Context, source: Path) -> None:
    """Puts the book of a backup in the place of the one here: a zip, a folder with backups (the newest), or a copy of a book's folder.

    What it replaces is kept first, as a backup that is named and can be restored in its turn.
    """
    office: Office = ctx.obj
    try:
        kept, settled = backups.restored(office.folder, source, today(), laptop=office.laptop.name, owner=office.owner)
    except BackupRefused as refused:
        raise Failure(_text(refused)) from refused
    click.echo(tr("The book in {folder} is now the one of {source}.", folder=office.folder, source=source))
    if kept:
        click.echo(tr("What it replaced is kept in {path}", path=kept))
    if not settled:
        click.echo(unsettled_text(), err=True)


def unsettled_text() -> str:
    """Returns what to say where a whole new book stands but not all of its files lie in their places."""
    return tr("The disk did not take all of it yet: make room and open the book once, which finishes it.")


def back_up_on_leaving(office: Office, book: RecordBook) -> None:
    """Backs up the book that was just closed to the place that this laptop backs up to; says on stderr what takes long or fails."""
    place = office.backup_place
    if place is None:
        return
    said = Timer(_LONG, lambda: click.echo(tr("Backing up to {place}…", place=place), err=True))
    said.start()
    try:
        _made(office, book, place)
    except Failure as failure:
        click.echo(str(failure), err=True)
    finally:
        said.cancel()


def _made(office: Office, book: RecordBook, place: Path) -> backups.Copy:
    try:
        return backups.back_up(book, place, today(), laptop=office.laptop.name, keep=office.laptop.backups_kept)
    except BackupRefused as refused:
        raise Failure(_text(refused)) from refused


def _text(refused: BackupRefused) -> str:
    return tr(_REFUSED[refused.code], path=refused.path, where=system_text(refused.where))
