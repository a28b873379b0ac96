"""``haulbook passphrase``: the book encrypted at rest, its passphrase changed, or taken off."""

from __future__ import annotations

import os

import click

from storage import backups, passphrases
from storage.book import RecordBook
from tui.cli.backups import unsettled_text
from tui.cli.context import Office
from tui.cli.status import existing_book
from tui.wording import tr


@click.group("passphrase")
def passphrase_command() -> None:
    """Encrypts the book with a passphrase, changes it, or takes it off."""


@passphrase_command.command("set")
@click.pass_context
def set_command(ctx: click.Context) -> None:
    """Encrypts the book, history and all. A recovery code is shown, to be printed or written down, and must be typed back.

    Without passphrase and code the book can never be read again. Backups made before stay as they are.
    """
    with existing_book(ctx.obj, write=True) as book:
        if book.is_locked:
            raise click.UsageError(tr("The book has a passphrase already: haulbook passphrase change."))
        passphrase = _new_passphrase()
        code = passphrases.new_recovery_code()
        click.echo(tr("The recovery code. Print it or write it down, and keep it away from this laptop:"))
        click.echo(f"\n    {code}\n")
        if not any(passphrases.is_code(_typed_back(), code) for _ in range(3)):
            raise click.UsageError(tr("That is not the code. The book was not encrypted."))
        settled = passphrases.lock(book, passphrase, code, tr("The book was encrypted"))
        plain = [str(path) for path in backups.of(book.folder, ctx.obj.laptop.name, [])]
    click.echo(tr("The book is encrypted."))
    if plain:
        click.echo(tr("These backups were made before and are not encrypted: {files}", files=", ".join(plain)), err=True)
    if not settled:
        click.echo(unsettled_text(), err=True)


@passphrase_command.command("change")
@click.pass_context
def change_command(ctx: click.Context) -> None:
    """Puts another passphrase in the place of the one there; the recovery code stays. Backups made before open with the old one."""
    with _locked(ctx.obj) as book:
        passphrase = _new_passphrase()
        book.change_passphrase(passphrase)
    click.echo(tr("The passphrase was changed."))


@passphrase_command.command("remove")
@click.pass_context
def remove_command(ctx: click.Context) -> None:
    """Takes the passphrase off: the book is not encrypted any more."""
    with _locked(ctx.obj) as book:
        settled = passphrases.unlock(book, tr("The passphrase was taken off"))
    click.echo(tr("The book is not encrypted any more."))
    if not settled:
        click.echo(unsettled_text(), err=True)


def _typed_back() -> str:
    return str(click.prompt(tr("Type the code from the paper, to show that it is there"), err=True, default="", show_default=False))


def _locked(office: Office) -> RecordBook:
    book = existing_book(office, write=True)
    if not book.is_locked:
        book.close()
        raise click.UsageError(tr("The book has no passphrase: haulbook passphrase set."))
    return book


def _new_passphrase() -> str:
    """Returns a new passphrase: ``HAULBOOK_NEW_PASSPHRASE``, or one typed twice. Raises ``UsageError`` for one too short."""
    named = os.environ.get("HAULBOOK_NEW_PASSPHRASE")
    typed = named or str(click.prompt(tr("New passphrase"), hide_input=True, confirmation_prompt=tr("Once more"), err=True))
    if len(typed) < passphrases.LEAST_PASSPHRASE:
        raise click.UsageError(tr("A passphrase has at least {least} letters; several words are best.", least=passphrases.LEAST_PASSPHRASE))
    return typed
