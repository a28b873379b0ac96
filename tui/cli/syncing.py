"""``haulbook sync``: changes exchanged with the office's server; ``haulbook exchange``: with a file on a stick, without a network."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from storage.book import RecordBook
from storage.records import Peer, new_id
from storage.sync.conflicts import settled, waiting
from storage.sync.exchange import Exchange, take_key, unsent
from storage.sync.sealing import KeyMissing
from storage.sync.server import Server, SyncFailed
from storage.sync.stick import Stick
from storage.sync.talk import asked, exchanging, joining
from tui import laptop as laptops
from tui.cli.context import Failure, Office
from tui.cli.status import existing_book
from tui.conflict_words import conflict_lines
from tui.exchanging import PASSWORD, NotReady, keep_password, line_to, no_keyring_text, reason, server_of
from tui.sync_words import concerns_of, failed_text, outcome_text
from tui.wording import mark, tr, trn

_MADE = {
    "database": mark("The database was made."),
    "rules": mark("The rules that the server checks every record by were put there."),
    "members": mark("The database was shut to all but the firm's laptops."),
    "user": mark("A user for this laptop was made; its password is kept in this system's keyring."),
}
_MISSING = {
    "rules": mark("The server does not check records: an administrator runs haulbook sync setup once."),
    "members": mark("The database may be open to others: an administrator runs haulbook sync setup once."),
}


@click.group("sync", invoke_without_command=True)
@click.pass_context
def sync_command(ctx: click.Context) -> None:
    """Exchanges changes with the office's server: takes in what others did, sends what it lacks."""
    if ctx.invoked_subcommand is None:
        office: Office = ctx.obj
        laptop = laptops.read()
        if not laptop.sync_url:
            raise click.UsageError(tr("No server was set up: haulbook sync setup URL. Without a network: haulbook exchange FILE."))
        with existing_book(office, write=True) as book, _worded(), closing(server_of(laptop)) as server:
            ctx.exit(_exchanged(book, server, server.address))


@sync_command.command("setup")
@click.argument("url")
@click.option("--user", default="", help="The user to begin with; the password is asked for.")
@click.option(
    "--make-user", "new_user", default="", metavar="NAME", help="Make a user of that name for this laptop (an administrator may)."
)
@click.pass_context
def setup_command(ctx: click.Context, url: str, user: str, new_user: str) -> None:
    """Sets the exchange with a CouchDB server up: checks it, makes what is missing, and remembers it for this laptop.

    URL is that of the database, https://office:6984/firm. The password goes into the system's keyring, never into the book.
    """
    office: Office = ctx.obj
    password = _password(user) if user else ""
    with existing_book(office, write=True) as book, _worded(), closing(line_to(url, user, password)) as server:
        done = server.set_up(new_user)
        for what in done.made:
            click.echo(tr(_MADE[what]))
        for what in done.missing:
            click.echo(tr(_MISSING[what]), err=True)
        user, password = (new_user, done.password) if new_user else (user, password)
        if user:
            _keep(url, user, password)
        _remember(replace(laptops.read(), sync_url=url, sync_user=user))
        exchange = _begun(book, server, url)
        exchange.remember()
        click.echo(tr("CouchDB {version} at {url} is ready: haulbook sync exchanges.", version=done.version, url=url))
        _say_key(exchange.peer)


@sync_command.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, one object a place.")
@click.pass_context
def status_command(ctx: click.Context, as_json: bool) -> None:
    """Shows what is not sent yet and what waits to be settled; asks no server."""
    with existing_book(ctx.obj) as book:
        peers = [(peer.note, len(unsent(book, peer.id)), bool(peer.key)) for peer in book.all(Peer)]
        conflicts = len(waiting(book))
    if as_json:
        rows = [{"place": place, "unsent": left, "key": has_key, "conflicts": conflicts} for place, left, has_key in peers]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for place, left, _ in peers:
            click.echo(f"{place}: {trn('{n} record not sent', '{n} records not sent', left)}")
        if not peers:
            click.echo(tr("This book was never exchanged."), err=True)
    _end(ctx, conflicts)


@sync_command.command("key")
@click.option("--show", is_flag=True, help="Show the firm's code, to print it or type it in on another laptop.")
@click.pass_context
def key_command(ctx: click.Context, show: bool) -> None:
    """Types the firm's code in, which opens phones, birth dates and numbers that came sealed; or shows it."""
    with existing_book(ctx.obj, write=not show) as book:
        if show:
            codes = {peer.key: peer for peer in book.all(Peer) if peer.key}
            if not codes:
                raise click.UsageError(tr("This laptop does not have the firm's code."))
            for peer in codes.values():
                click.echo(peer.key)
            return
        code = os.environ.get("HAULBOOK_FIRM_CODE") or str(click.prompt(tr("The firm's code, 40 digits"), err=True))
        if not take_key(book, code, reason()):
            raise Failure(tr("That is not the code of this firm; nothing was changed. haulbook sync key --show shows it on the others."))
    click.echo(tr("The code is right: what was sealed is open now."))


@sync_command.command("settle")
@click.argument("number", required=False, type=int)
@click.argument("side", required=False, type=click.Choice(["1", "2"]))
@click.pass_context
def settle_command(ctx: click.Context, number: int | None, side: str | None) -> None:
    """Lists what two laptops changed at once, numbered; with a number and 1 or 2, lets that value stand."""
    with existing_book(ctx.obj, write=number is not None) as book:
        found = waiting(book)
        if number is None or side is None:
            if number is not None:
                raise click.UsageError(tr("Name one of the {n} listed, and 1 or 2.", n=len(found)))
            for place, conflict in enumerate(found, 1):
                click.echo("\n".join(conflict_lines(book, conflict, place)))
            _end(ctx, len(found))
        if not 1 <= number <= len(found):
            raise click.UsageError(tr("Name one of the {n} listed, and 1 or 2.", n=len(found)))
        chosen = found[number - 1]
        try:
            book.commit(settled(book, [chosen], "mine" if side == "1" else "theirs"), tr("A value settled"))
        except KeyMissing as error:
            raise Failure(tr("These values are hidden on this laptop: type the firm's code in with haulbook sync key.")) from error
        left = len(waiting(book))
    click.echo(tr("Settled. haulbook undo takes it back."))
    _end(ctx, left)


@click.command("exchange")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def exchange_command(ctx: click.Context, file: Path) -> None:
    """Exchanges changes by a file on a stick: takes in what others put there, and puts there what they lack.

    Take the stick from laptop to laptop and run it on each; the same file every time. Where there is none, it is made.
    """
    office: Office = ctx.obj
    with existing_book(office, write=True) as book, _worded():
        ctx.exit(_exchanged(book, Stick(file), str(file.absolute())))


def _exchanged(book: RecordBook, server: Server, name: str) -> int:
    """Exchanges, says what was done, and returns the exit status."""
    exchange = _begun(book, server, name)
    is_new = not exchange.peer.since
    outcome = asked(exchanging(exchange), server)
    click.echo(outcome_text(outcome))
    for sentence in concerns_of(book, outcome):
        click.echo(sentence, err=True)
    if is_new:
        _say_key(exchange.peer)
    conflicts = len(waiting(book))
    if conflicts:
        click.echo(_conflicts_text(conflicts), err=True)
    return 1 if conflicts or outcome.held or outcome.refused or outcome.unread or outcome.erased else 0


def _end(ctx: click.Context, conflicts: int) -> NoReturn:
    """Leaves with the status that fits, having said what waits."""
    if conflicts:
        click.echo(_conflicts_text(conflicts), err=True)
    ctx.exit(1 if conflicts else 0)


def _conflicts_text(conflicts: int) -> str:
    return trn(
        "{n} value was changed on two laptops and waits to be settled: haulbook sync settle.",
        "{n} values were changed on two laptops and wait to be settled: haulbook sync settle.",
        conflicts,
    )


def _begun(book: RecordBook, server: Server, name: str) -> Exchange:
    laptop = laptops.read()
    id = laptop.id or _remember(replace(laptop, id=new_id())).id
    return asked(joining(book, id, reason(), name), server)


def _say_key(peer: Peer) -> None:
    if peer.key:
        click.echo(tr("The firm's code, to be printed, kept away from the laptops, and typed in on each of them (haulbook sync key):"))
        click.echo(f"\n    {peer.key}\n")
    else:
        click.echo(tr("Phones, birth dates and numbers came sealed: type the firm's code in with haulbook sync key."), err=True)


@contextmanager
def _worded() -> Iterator[None]:
    """Words what goes wrong in an exchange. Raises ``Failure``."""
    try:
        yield
    except SyncFailed as error:
        raise Failure(failed_text(error)) from error
    except NotReady as error:
        raise Failure(str(error)) from error


def _password(user: str) -> str:
    """Returns the password that is named, or typed."""
    return os.environ.get(PASSWORD) or str(click.prompt(tr("Password of {user}", user=user), hide_input=True, err=True))


def _keep(url: str, user: str, password: str) -> None:
    """Puts a password into the keyring; where there is none, says how to give it. A password that was just made is shown then."""
    if not keep_password(url, user, password):
        click.echo(no_keyring_text(), err=True)
        if not os.environ.get(PASSWORD):
            click.echo(tr("The password of {user}: {password}", user=user, password=password), err=True)


def _remember(laptop: laptops.Laptop) -> laptops.Laptop:
    """Writes settings of this laptop. Raises ``Failure``."""
    try:
        return laptops.write(laptop)
    except laptops.SettingsRefused as error:
        raise Failure(tr("The settings in {path} could not be written; nothing was exchanged.", path=error.path)) from error
