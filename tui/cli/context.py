"""What a command works with: this laptop's settings, the folder of the book, and opening it with every failure worded."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui import laptop as laptops
from tui.book_words import holder_text, unreadable_text
from tui.laptop import Laptop
from tui.system_words import system_text
from tui.wording import tr

if TYPE_CHECKING:
    from storage.book import RecordBook


class Failure(Exception):
    """The data could not be read or written: the sentence says what happened, to what, and what to do. Exit status 3."""


@dataclass(frozen=True, slots=True)
class Office:
    """This laptop and the folder of the book that is worked on."""

    laptop: Laptop
    folder: Path

    @property
    def owner(self) -> str:
        """Returns the word that is left for others while this program holds a book."""
        return f"{self.laptop.author}@{self.laptop.name}, pid {os.getpid()}"

    @property
    def backup_place(self) -> Path | None:
        """Returns the folder that this laptop backs up to, None where there is none."""
        return Path(self.laptop.backup_place).expanduser() if self.laptop.backup_place else None

    def open_book(self, *, write: bool, hold: bool = False) -> RecordBook:
        """Opens the book, and makes an empty one where there is none.

        ``write``: the lock is waited for, and a book held by another program is a failure. ``hold``: the lock is taken where it is
        free, else the book is opened to be read only. Neither: it is only read. Raises ``Failure`` where it cannot be had.
        """
        from storage.book import BookUnreadable, RecordBook

        try:
            book = RecordBook.open(
                self.folder,
                passphrase=passphrase_of(self.folder),
                now=lambda: datetime.now().astimezone(),
                author=self.laptop.author,
                laptop=self.laptop.name,
                wait=5.0 if write else 0.0,
                read_only=not (write or hold),
            )
        except BookUnreadable as error:
            raise Failure(book_failure(error)) from error
        except OSError as error:
            raise Failure(tr("The book in {folder} cannot be opened: {reason}.", folder=self.folder, reason=system_text(error))) from error
        if write and book.read_only:
            book.close()
            raise Failure(_held_text(book))
        return book


def _held_text(book: RecordBook) -> str:
    if book.held_by:
        return tr(
            "The book in {folder} is in use by {owner}. Close that program, or try again later.",
            folder=book.folder,
            owner=holder_text(book.held_by),
        )
    if book.newer:
        return tr(
            "The book in {folder} was written by a newer version (format {format}). Nothing was changed; install that version here.",
            folder=book.folder,
            format=book.newer,
        )
    return tr("The book in {folder} cannot be written to: the folder or the disk is read-only.", folder=book.folder)


@cache
def passphrase_of(folder: Path) -> str | None:
    """Returns what opens the book in a folder, None where it is not locked: ``HAULBOOK_PASSPHRASE``, or what is typed, three times at most.

    Raises ``Failure`` where there is nobody to ask, or what was typed does not open it.
    """
    if not any(folder.glob("**/db.key")):  # so that the book of an office without a passphrase waits for no engine
        return None
    from storage.engine import keys, successor
    from storage.engine.names import KEY

    path = successor.root_of(folder) / KEY
    if not path.exists():
        return None
    if named := os.environ.get("HAULBOOK_PASSPHRASE"):
        return named
    if not sys.stdin.isatty():
        raise Failure(tr("The book in {folder} is locked with a passphrase: give it in HAULBOOK_PASSPHRASE.", folder=folder))
    for _ in range(3):
        typed = str(click.prompt(tr("Passphrase or recovery code"), hide_input=True, err=True))
        try:
            keys.opened(path.read_bytes(), typed)
        except keys.WrongPassphrase:
            click.echo(tr("This passphrase does not open the book."), err=True)
        except keys.KeyDamaged as error:
            raise Failure(unreadable_text(path, "key-damaged", "")) from error
        else:
            return typed
    raise Failure(unreadable_text(path, "passphrase-wrong", ""))


@cache
def office(folder: Path | None) -> Office:
    """Returns this laptop's settings with the book in ``folder``, or the laptop's own book where none is named."""
    laptop = laptops.read()
    return Office(laptop, folder or laptop.places.book)


def book_failure(error: Exception) -> str:
    """Returns what kept the book from being read or written, empty where it was something else: no command need word it itself."""
    from storage.engine.errors import BookNotWritten, BookUnreadable

    match error:
        case BookUnreadable():
            return unreadable_text(error.path, error.code, error.where)
        case BookNotWritten():
            return str(error)
    return ""


def log_unforeseen() -> str:
    """Writes the exception being handled to this laptop's log, and returns the sentence that names the log."""
    place = office(None).laptop.places.log
    log = logging.getLogger("haulbook")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        log.addHandler(logging.FileHandler(place, encoding="utf-8"))
    except OSError:
        log.addHandler(logging.NullHandler())
    log.exception("unforeseen")
    return tr("Something went wrong that the program did not foresee. Details are in {place}.", place=place)
