"""The crash-safe folder that a book lies in: snapshot, journal, history and lock. Knows bytes and dicts, no records.

A commit is one line, synced before it is acknowledged; nothing that was acknowledged is lost, nothing damaged is read as sound.
"""

from storage.engine.errors import BookNotWritten, BookReadOnly, BookUnreadable
from storage.engine.journal import FORMAT, Change, Entry, Line, Place
from storage.engine.keys import UNLOCKED, Lock
from storage.engine.snapshot import CHECK_TABLE
from storage.engine.store import Store
from storage.engine.tables import JournalDB, JournalStorage, JournalTable, Shelf

__all__ = [
    "CHECK_TABLE",
    "FORMAT",
    "UNLOCKED",
    "BookNotWritten",
    "BookReadOnly",
    "BookUnreadable",
    "Change",
    "Entry",
    "JournalDB",
    "JournalStorage",
    "JournalTable",
    "Line",
    "Lock",
    "Place",
    "Shelf",
    "Store",
]
