"""``haulbook doctor``: what is wrong with a book, in words, and what of it can be put right without guessing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

import click

from storage import doctor
from storage.doctor import Repair, Trouble
from storage.engine.errors import UNREADABLE
from storage.engine.lock import LockHeld
from tui.book_words import holder_text, place_text, unreadable_text
from tui.cli.arguments import today
from tui.cli.context import Failure, Office, passphrase_of
from tui.record_words import problem_text
from tui.system_words import system_text
from tui.wording import mark, tr

_TROUBLES = {
    "cloud-folder": mark("{path}: a folder that {where} synchronises. Keep the book on the laptop's own disk."),
    "line-cut-off": mark("{path}: the last line was cut off while it was written, from byte {where} on. It was never said to be kept."),
    "history-damaged": mark("{path}: this part of the history is damaged ({where}). The records are whole; undo reaches back to it only."),
    "before-damaged": mark("{path}: the snapshot before the present one is damaged. The records are whole."),
    "head-damaged": mark("{path}: the note of where the book stood is damaged. The records are whole."),
    "record-unsound": mark("{where}: {what}. Open the record and put it right."),
    "holder-unknown": mark("{where}: it belongs to {what}, of whom there is no record."),
    "id-twice": mark("{where}: its id stands in {what} too."),
}
_REPAIRS = {
    "snapshot-rebuilt": mark("{path} was made anew from the snapshot before it and the changes since."),
    "line-cut-off": mark("{path}: the unfinished line was cut off."),
    "history-set-aside": mark("{path} was set aside; undo and history reach back to it no more."),
    "before-set-aside": mark("{path} was set aside; the next one takes its place."),
    "head-rewritten": mark("{path} was written anew."),
}

T = TypeVar("T")


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Put right what can be put right without guessing; what is set aside stays beside the book.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def doctor_command(ctx: click.Context, repair: bool, as_json: bool) -> None:
    """Reads all of the book, history and all, and says what is wrong with it. Changes nothing without --repair; nothing is ever deleted.

    Ends with 1 where something is wrong still, with 3 where the book cannot be read.
    """
    office: Office = ctx.obj
    passphrase = passphrase_of(office.folder)
    done: list[Repair] = []
    if repair:
        done = _worded(office, lambda: doctor.repaired(office.folder, today(), office.owner, passphrase=passphrase))
    found = _worded(office, lambda: doctor.examined(office.folder, passphrase))
    if as_json:
        click.echo(json.dumps({"repaired": [_object(each) for each in done], "found": [_object(each) for each in found]}, indent=2))
    else:
        _say(done, found)
    unreadable = any(trouble.code in UNREADABLE for trouble in found)
    ctx.exit(3 if unreadable else 1 if found else 0)


def _say(done: list[Repair], found: list[Trouble]) -> None:
    for repair in done:
        click.echo(tr(_REPAIRS[repair.code], path=repair.path))
        if repair.aside:
            click.echo(tr("    What it was is kept in {path}", path=repair.aside))
    for trouble in found:
        click.echo(_text(trouble))
    if any(trouble.mendable for trouble in found):
        click.echo(tr("haulbook doctor --repair puts right what can be put right without guessing."), err=True)
    if not found:
        click.echo(tr("The book is sound."))


def _text(trouble: Trouble) -> str:
    if trouble.code in UNREADABLE:
        return unreadable_text(trouble.path, trouble.code, trouble.where)
    if trouble.code == "record-unsound":
        return tr(_TROUBLES[trouble.code], where=trouble.where, what=", ".join(map(problem_text, trouble.what.split(", "))))
    return tr(_TROUBLES[trouble.code], path=trouble.path, where=place_text(trouble.where), what=trouble.what)


def _object(each: Trouble | Repair) -> dict[str, object]:
    """Returns a finding or a repair for scripts."""
    if isinstance(each, Repair):
        return {"code": each.code, "path": str(each.path), "aside": str(each.aside) if each.aside else None}
    return {"code": each.code, "path": str(each.path), "where": each.where, "what": each.what, "mendable": each.mendable}


def _worded(office: Office, act: Callable[[], T]) -> T:
    if not office.folder.is_dir():
        raise Failure(tr("There is no book in {folder}.", folder=office.folder))
    try:
        return act()
    except LockHeld as error:
        raise Failure(
            tr(
                "The book in {folder} is in use by {owner}. Close that program, or try again later.",
                folder=office.folder,
                owner=holder_text(str(error)),
            )
        ) from error
    except OSError as error:
        raise Failure(tr("The book in {folder} cannot be opened: {reason}.", folder=office.folder, reason=system_text(error))) from error
