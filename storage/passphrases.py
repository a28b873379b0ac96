"""The passphrase of a book: setting one encrypts the whole book, history and all; changing it writes the key file alone."""

from __future__ import annotations

from storage.book import RecordBook
from storage.engine import UNLOCKED, Lock, keys
from storage.engine.keys import LEAST_PASSPHRASE, is_code, new_recovery_code

__all__ = ["LEAST_PASSPHRASE", "is_code", "lock", "new_recovery_code", "unlock"]


def lock(book: RecordBook, passphrase: str, code: str, reason: str) -> bool:
    """Encrypts a book that is not; ``code`` is the recovery code that was printed. Returns and raises as ``RecordBook.remake`` does."""
    content, cipher = keys.new(passphrase, code)
    return book.remake(reason, lock=Lock(content, cipher, passphrase))


def unlock(book: RecordBook, reason: str) -> bool:
    """Writes the book in plain again. Returns and raises as ``RecordBook.remake`` does."""
    return book.remake(reason, lock=UNLOCKED)
