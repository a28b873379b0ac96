"""``haulbook history``: what was changed, when, by whom; ``undo`` and ``redo``: the newest change taken back, or brought back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from storage.book import Commit, RecordBook
from storage.memory import people_of
from tui.change_words import kind_text
from tui.cli.arguments import as_of, named_drivers
from tui.cli.context import Office
from tui.cli.status import existing_book
from tui.wording import mark, tr


@click.command("history")
@click.option("--day", "day_text", metavar="DATE", help="Only the changes made on that day.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, one object a change.")
@click.argument("driver", required=False)
@click.pass_context
def history_command(ctx: click.Context, day_text: str | None, as_json: bool, driver: str | None) -> None:
    """Shows every change of the book, the oldest first: when, who, on which laptop, what. With a driver, those that bear on him."""
    day = as_of(day_text) if day_text else None
    with existing_book(ctx.obj) as book:
        person = named_drivers([driver], book.drivers())[0].id if driver else None
        commits = [
            commit
            for commit in book.history()
            if (person is None or person in _people(commit)) and (day is None or datetime.fromisoformat(commit.at).date() == day)
        ]
    if as_json:
        click.echo(json.dumps(list(map(_object, commits)), ensure_ascii=False, indent=2))
        return
    for commit in commits:
        at = datetime.fromisoformat(commit.at)
        click.echo(f"{commit.seq:>6}  {at:%d.%m.%Y %H:%M}  {_who(commit)}  {kind_text(commit)}")
    if not commits:
        click.echo(tr("No change fits."), err=True)


@click.command("undo")
@click.pass_context
def undo_command(ctx: click.Context) -> None:
    """Takes the newest change back that was not taken back yet."""
    _turn(ctx.obj, RecordBook.undo, mark("Undone: {what}."), mark("There is nothing to undo."))


@click.command("redo")
@click.pass_context
def redo_command(ctx: click.Context) -> None:
    """Brings back what was undone last, where nothing was changed since."""
    _turn(ctx.obj, RecordBook.redo, mark("Done again: {what}."), mark("There is nothing to redo."))


def _turn(office: Office, change: Callable[[RecordBook], Commit | None], done: str, nothing: str) -> None:
    with existing_book(office, write=True) as book:
        commit = change(book)
    if commit is None:
        click.echo(tr(nothing), err=True)
    else:
        click.echo(tr(done, what=commit.reason))


def _people(commit: Commit) -> set[str]:
    records = [record for change in commit.changes for record in (change.before, change.after) if record]
    return {person for record in records for person in people_of(record)}


def _who(commit: Commit) -> str:
    return f"{commit.author}@{commit.laptop}"


def _object(commit: Commit) -> dict[str, Any]:
    """Returns a change for scripts: what it did to which records, by table and id."""
    return {
        "seq": commit.seq,
        "at": commit.at,
        "author": commit.author,
        "laptop": commit.laptop,
        "kind": commit.kind,
        "of": commit.of,
        "reason": commit.reason,
        "changes": [{"table": change.table, "id": change.id, "new": change.before is None} for change in commit.changes],
    }
