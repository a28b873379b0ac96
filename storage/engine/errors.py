"""What can go wrong with a book on disk: values with a code, the file at fault and the place in it."""

from __future__ import annotations

from pathlib import Path

UNREADABLE = (
    "no-book",
    "not-a-folder",
    "no-access",
    "network-share",
    "newer-format",
    "snapshot-missing",
    "snapshot-damaged",
    "journal-missing",
    "journal-damaged",
    "chain-broken",
    "commits-missing",
    "record-damaged",
    "passphrase-needed",
    "passphrase-wrong",
    "key-damaged",
    "key-missing",
)
"""The codes of a book that cannot be read; the user interface words them."""


class BookUnreadable(Exception):
    """A book that cannot be read. Nothing on disk was changed.

    ``path`` is the file at fault, ``code`` one of ``UNREADABLE``, ``where`` where in the file or the system's words, or "".
    """

    def __init__(self, path: Path, code: str, where: str = "") -> None:
        super().__init__(f"{path}: {code} {where}".rstrip())
        self.path = path
        self.code = code
        self.where = where


class BookNotWritten(Exception):
    """A commit that the disk did not take (full, read-only, pulled out). The book in memory and on disk is as it was before it.

    ``path`` is the file that was written, ``cause`` the system's error. The same commit may be tried again.
    """

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(f"{path}: the change was not saved: {cause.strerror or cause}. The book is as it was before it.")
        self.path = path
        self.cause = cause


class BookReadOnly(Exception):
    """A commit to a book that was opened read-only.

    ``held_by`` tells which program holds the lock, None when none does; ``newer`` the format of a newer program that wrote it, or None.
    """

    def __init__(self, path: Path, held_by: str | None, newer: int | None) -> None:
        held = "" if held_by is None else f", held by {held_by}"
        newer_text = "" if newer is None else f", written by a newer version (format {newer})"
        super().__init__(f"{path}: the book is open for reading only{held}{newer_text}.")
        self.path = path
        self.held_by = held_by
        self.newer = newer
