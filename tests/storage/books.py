"""What the tests of the book share: opening one at a fixed moment, and saying in one line what stands in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from storage.book import RecordBook
from storage.records import Driver

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def open_book(folder: Path, *, author: str = "Айгуль", wait: float = 0.0, read_only: bool = False) -> RecordBook:
    """Opens a book at noon on 23 November 2026 on the laptop ``depot``."""
    return RecordBook.open(folder, now=lambda: NOON, author=author, laptop="depot", wait=wait, read_only=read_only)


def driver(name: str) -> Driver:
    """Returns a new driver."""
    return Driver(name=name)


def renamed(driver: Driver, name: str) -> Driver:
    """Returns the same driver under another name."""
    return msgspec.structs.replace(driver, name=name)


def deleted(driver: Driver) -> Driver:
    """Returns the same driver, deleted."""
    return msgspec.structs.replace(driver, deleted=True)


def names(book: RecordBook) -> list[str]:
    """Returns the names of the drivers in the book, in its order."""
    return [driver.name for driver in book.drivers()]


def files_of(folder: Path) -> dict[str, bytes]:
    """Returns the files of a book by their names, without the lock and the word about its holder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"db.lock", "owner"}
    }
