"""The lock of a book: one program writes, any number read. The system frees it when its holder dies.

Beside the lock lies a file ``owner`` that says in words who holds it, since a locked file cannot be read everywhere.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from storage.engine import files

LOCK = "db.lock"
OWNER = "owner"

UNKNOWN_OWNER = "?"
"""Who holds the lock when its holder left no word."""

_LONGEST = 200  # characters of another program's word about itself


class LockHeld(Exception):
    """The lock is held by another program; the argument says by whom."""


class BookLock:
    """The lock on a book's folder, held from ``take`` to ``free``."""

    def __init__(self, folder: Path) -> None:
        self._owner = folder / OWNER
        self._lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)

    def take(self, owner: str, wait: float) -> None:
        """Takes the lock, waiting at most ``wait`` seconds, and leaves word of who holds it.

        Raises ``LockHeld`` when another program keeps it, ``OSError`` when the folder takes no lock.
        """
        try:
            self._lock.acquire(timeout=wait)
        except Timeout as error:
            raise LockHeld(self._held_by()) from error
        with suppress(OSError):  # a full disk must not keep the book from being opened
            files.replace(self._owner, owner.encode(errors="replace"))

    def free(self) -> None:
        """Gives the lock back and takes the word about its holder away."""
        with suppress(OSError):
            files.remove(self._owner)
        self._lock.release()

    def _held_by(self) -> str:
        try:
            text = files.read(self._owner).decode(errors="replace")
        except OSError:
            return UNKNOWN_OWNER
        return "".join(letter for letter in text if letter.isprintable())[:_LONGEST].strip() or UNKNOWN_OWNER
