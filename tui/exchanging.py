"""This laptop and the office's server: the line to it, its password in the system's keyring, and how the exchange stands. No screen.

Asking the server may be done in any thread; what touches the book is done in the one that the book belongs to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

from storage.book import RecordBook
from storage.commits import Change
from storage.records import Peer
from storage.sync.exchange import is_unsent, unsent
from tui.laptop import Laptop
from tui.wording import tr

if TYPE_CHECKING:
    from storage.sync.couch import CouchServer

_SERVICE = "haulbook"  # what passwords are kept under in the system's keyring
PASSWORD = "HAULBOOK_SYNC_PASSWORD"
"""What names the password where a system has no keyring."""


class NotReady(Exception):
    """This laptop cannot ask the server: the sentence says what is missing and what to do."""


def server_of(laptop: Laptop) -> CouchServer:
    """Opens the line to the server that was set up. Raises ``NotReady``, and ``SyncFailed`` where it does not answer."""
    return line_to(laptop.sync_url, laptop.sync_user, password_of(laptop.sync_url, laptop.sync_user) if laptop.sync_user else "")


def line_to(url: str, user: str, password: str) -> CouchServer:
    """Opens the line to a server. Raises ``NotReady`` where the program's part for it is missing, and ``SyncFailed``."""
    from storage.sync.couch import CouchServer

    try:
        return CouchServer(url, user, password)
    except ImportError as error:
        raise NotReady(_part_missing()) from error


def password_of(url: str, user: str) -> str:
    """Returns a user's password: what ``PASSWORD`` names, or what the keyring keeps. Raises ``NotReady``."""
    if named := os.environ.get(PASSWORD):
        return named
    keyring = _keyring()
    try:
        kept: str | None = keyring.get_password(_SERVICE, f"{user} {url}")
    except keyring.errors.KeyringError as error:
        raise NotReady(no_keyring_text()) from error
    if kept is None:
        raise NotReady(tr("No password of {user} is kept on this laptop: haulbook sync setup {url} --user {user}.", user=user, url=url))
    return kept


def keep_password(url: str, user: str, password: str) -> bool:
    """Puts a password into the system's keyring; False where there is none. Raises ``NotReady``."""
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, f"{user} {url}", password)
    except keyring.errors.KeyringError:
        return False
    return True


def _keyring() -> ModuleType:
    """Returns the library of the system's keyring. Raises ``NotReady`` where it is not installed."""
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise NotReady(_part_missing()) from error
    return keyring


def no_keyring_text() -> str:
    """Returns how to give a password where it cannot be kept."""
    return tr("This system has no keyring that passwords can be kept in: give the password in HAULBOOK_SYNC_PASSWORD each time.")


def reason() -> str:
    """Returns what the history says of an exchange."""
    return tr("Exchanged with other laptops")


def _part_missing() -> str:
    return tr("The exchange with a server needs more: pip install haulbook[sync].")


@dataclass
class Exchanges:
    """How a book stands with the office's server, kept up to date while the program runs.

    ``unsent`` are the records that the server does not have as they are now. ``done`` says what the last exchange since the start that
    went through did, ``done_at`` when (ISO text, the laptop's clock), ``concerns`` what a person should know of it; ``failed`` why the
    last one did not go through.
    """

    address: str
    peer: str
    unsent: set[tuple[str, str]] = field(default_factory=set)
    done: str = ""
    done_at: str = ""
    failed: str = ""
    concerns: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """What stands in the title: how much is not sent, that the last exchange failed, that there is more to know; often nothing."""
        parts = (f"↑{len(self.unsent)}" if self.unsent else "", "×" if self.failed else "", "!" if self.concerns else "")
        return " ".join(filter(None, parts))

    def count(self, book: RecordBook) -> None:
        """Counts anew what is not sent."""
        self.unsent = set(unsent(book, self.peer))

    def look_at(self, book: RecordBook, changes: Iterable[Change]) -> None:
        """Takes in a commit: what it changed is not sent, or is as the server has it again."""
        for change in changes:
            key = (change.table, change.id)
            (self.unsent.add if is_unsent(book, self.peer, *key) else self.unsent.discard)(key)


def exchanges_of(book: RecordBook, laptop: Laptop) -> Exchanges | None:
    """Returns how a book stands with the server of this laptop; None where none was set up for this book.

    A book that another laptop's server, or none, was set up for (the demonstration, a copy of another firm's) has nothing to send there.
    """
    if not laptop.sync_url:
        return None
    of_server = [peer for peer in book.all(Peer) if peer.note == laptop.sync_url]  # the last: a database may have been made anew there
    return Exchanges(laptop.sync_url, of_server[-1].id, set(unsent(book, of_server[-1].id))) if of_server else None
