"""What is wrong with a book, found by reading all of it, and what of that can be put right without guessing.

Findings are values: a code, the file at fault, parameters. Nothing is ever deleted: what cannot be used is set aside beside the book, under
a name that ends in ``.damaged``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from storage import commits
from storage.book import BookUnreadable, RecordBook
from storage.engine import files, head, history, journal, mending, snapshot, successor
from storage.engine.cipher import PLAIN, Cipher
from storage.engine.ground import cloud
from storage.engine.keys import unlocked
from storage.engine.lock import BookLock
from storage.engine.names import BEFORE, HEAD, HISTORY, JOURNAL, KEY, SNAPSHOT
from storage.engine.store import Store
from storage.memory import Memory, people_of
from storage.records import TABLES, Record, Trip

_MENDABLE = frozenset(("snapshot-missing", "snapshot-damaged", "chain-broken", "commits-missing"))
_SHUT = frozenset(("no-book", "not-a-folder", "no-access", "newer-format", "passphrase-needed", "passphrase-wrong"))
"""Codes of books of which nothing more can be told."""

TROUBLES = (
    "cloud-folder",
    "line-cut-off",
    "history-damaged",
    "before-damaged",
    "head-damaged",
    "record-unsound",
    "holder-unknown",
    "id-twice",
)
"""The codes of what is wrong with a book that can be read; the others are those of ``BookUnreadable``."""

REPAIRS = ("snapshot-rebuilt", "line-cut-off", "history-set-aside", "before-set-aside", "head-rewritten")
"""The codes of what was put right."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong: a code of ``TROUBLES`` or of ``BookUnreadable``, the file, where in it, and whether a repair can put it right.

    Of a record ``where`` is ``<table> <id>`` and ``what`` what is wrong with it: codes, the id that nobody has, or the other tables.
    """

    code: str
    path: Path
    where: str = ""
    what: str = ""
    mendable: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was put right: a code of ``REPAIRS``, the file, and where the old one lies now (None: nothing was set aside)."""

    code: str
    path: Path
    aside: Path | None = None


def examined(folder: Path, passphrase: str | None = None) -> list[Trouble]:
    """Returns everything that is wrong with a book; changes nothing. Raises ``OSError`` where a file cannot be read at all."""
    root = successor.root_of(folder)
    try:
        book = _read(folder, passphrase)
    except BookUnreadable as error:
        found = Trouble(error.code, error.path, error.where, mendable=error.code in _MENDABLE and mending.way(root) is not None)
        return [found] if error.code in _SHUT else [found, *_beside(root)]
    return [*_beside(root), *_chained(book), *_of_records(book)]


def repaired(folder: Path, on: date, owner: str, wait: float = 5.0, passphrase: str | None = None) -> list[Repair]:
    """Puts right what can be put right without guessing, and returns what was done; ``on`` is the day that names what is set aside.

    Waits ``wait`` seconds for the lock. Raises ``LockHeld``, ``OSError`` where the disk does not take it (it may be done again), and
    ``BookUnreadable`` where the passphrase is missing or wrong.
    """
    lock = BookLock(folder)
    lock.take(owner, wait)
    try:
        successor.settle(folder)
        done = _snapshot_mended(folder, on, passphrase)
        with suppress(BookUnreadable):
            done += _line_cut(folder, on)
            done += _set_aside(folder, on)
            done += _head_rewritten(folder, on, passphrase)
        return done
    finally:
        lock.free()


def _read(folder: Path, passphrase: str | None) -> RecordBook:
    return RecordBook.open(folder, now=lambda: datetime(1, 1, 1, tzinfo=UTC), author="", laptop="", read_only=True, passphrase=passphrase)


def _beside(root: Path) -> Iterator[Trouble]:
    """Yields what is wrong with the folder and with the files that the records do not depend on."""
    if name := cloud(root):
        yield Trouble("cloud-folder", root, name)
    with suppress(journal.LineDamaged, FileNotFoundError):
        whole = journal.parse(files.read(root / JOURNAL))
        if whole.length < files.size(root / JOURNAL):
            yield Trouble("line-cut-off", root / JOURNAL, str(whole.length), mendable=True)
    for segment, error in _damaged_history(root):
        yield Trouble("history-damaged", segment, error.where, mendable=True)
    if _is_before_damaged(root):
        yield Trouble("before-damaged", root / BEFORE, mendable=True)
    if (root / HEAD).exists() and head.read(root / HEAD) is None:
        yield Trouble("head-damaged", root / HEAD, mendable=True)


def _damaged_history(root: Path) -> Iterator[tuple[Path, BookUnreadable]]:
    for segment in history.segments(root / HISTORY):
        try:
            history.read(segment)
        except BookUnreadable as error:
            if error.code == "no-access":
                raise
            yield segment.path, error


def _is_before_damaged(root: Path) -> bool:
    try:
        snapshot.place_of(files.read(root / BEFORE))
    except snapshot.SnapshotDamaged:
        return True
    except (FileNotFoundError, snapshot.SnapshotNewer):
        return False
    return False


def _chained(book: RecordBook) -> Iterator[Trouble]:
    """Yields what in the history cannot be understood though its bytes are sound."""
    try:
        book.history()
    except BookUnreadable as error:
        if error.path.suffix != ".journal":  # a damaged file of the history was named already
            yield Trouble(error.code, error.path, error.where)


def _of_records(book: RecordBook) -> Iterator[Trouble]:
    """Yields what is wrong with the living records: each within itself, in what it refers to, ids that stand twice."""
    tables: dict[str, list[str]] = {}
    for table, kind in TABLES.items():
        for record in book.all(kind):
            where = f"{table} {record.id}"
            tables.setdefault(record.id, []).append(table)
            if codes := tuple(dict.fromkeys(record.problems())):
                yield Trouble("record-unsound", book.folder, where, ", ".join(codes))
            for id in dict.fromkeys(_refers_to(record)):
                if not book.knows(id):
                    yield Trouble("holder-unknown", book.folder, where, id)
    for id, found in tables.items():
        if len(found) > 1:
            yield Trouble("id-twice", book.folder, f"{found[0]} {id}", ", ".join(found[1:]))


def _refers_to(record: Record) -> Iterable[str]:
    """Returns the ids of the drivers, trucks and firms that a record is about."""
    truck = (record.vehicle,) if isinstance(record, Trip) and record.vehicle else ()
    return (*people_of(record), *truck)


def _snapshot_mended(folder: Path, on: date, passphrase: str | None) -> list[Repair]:
    """Makes the snapshot anew where the book cannot be read and the way to its newest commit is kept."""
    try:
        _read(folder, passphrase)
    except BookUnreadable as error:
        if error.code in _SHUT:
            raise
        found = mending.way(folder) if error.code in _MENDABLE else None
    else:
        return []
    if found is None:
        return []
    cipher = _cipher(folder, found.base, passphrase)
    try:
        content = _gone(found, cipher)
    except (msgspec.DecodeError, journal.LineDamaged, snapshot.SnapshotDamaged):
        return []
    path = folder / SNAPSHOT
    aside = _moved_aside(path, on) if path.exists() else None
    files.replace(path, content)
    return [Repair("snapshot-rebuilt", path, aside)]


def _gone(way: mending.Way, cipher: Cipher) -> bytes:
    """Returns the snapshot at the end of a way."""
    place = way.base.place
    memory = Memory(snapshot.opened(way.base.content, place, cipher), way.base.format)
    for line in journal.opened(way.lines, cipher):
        for change in commits.read(line).changes:
            memory.put(change.table, change.after)
        entry = line.entry()
        place = journal.Place(line.seq, line.check, entry.undo, entry.redo)
    return snapshot.seal(memory.encoded(), place, cipher)


def _moved_aside(path: Path, on: date) -> Path:
    aside = files.aside(path, on)
    files.move(path, aside)
    return aside


def _cipher(folder: Path, base: mending.Base, passphrase: str | None) -> Cipher:
    key = folder / KEY
    return unlocked(key, files.read(key), passphrase) if snapshot.is_sealed(base.content) else PLAIN


def _line_cut(folder: Path, on: date) -> list[Repair]:
    """Cuts off a last line that the disk got only a part of, and keeps the part."""
    path = folder / JOURNAL
    content = files.read(path)
    try:
        whole = journal.parse(content).length
    except journal.LineDamaged:
        return []
    if whole == len(content):
        return []
    aside = files.aside(path, on)
    files.replace(aside, content[whole:])
    files.Appendable(path, whole).close()  # opening it cuts it
    return [Repair("line-cut-off", path, aside)]


def _set_aside(folder: Path, on: date) -> list[Repair]:
    done = [Repair("history-set-aside", path, _moved_aside(path, on)) for path, _ in list(_damaged_history(folder))]
    if _is_before_damaged(folder):
        done.append(Repair("before-set-aside", folder / BEFORE, _moved_aside(folder / BEFORE, on)))
    return done


def _head_rewritten(folder: Path, on: date, passphrase: str | None) -> list[Repair]:
    path = folder / HEAD
    if not path.exists() or head.read(path) is not None:
        return []
    store = Store.open(folder, owner="", wait=0, read_only=True, secret=passphrase)
    store.load()
    aside = _moved_aside(path, on)
    head.write(path, store.place)
    return [Repair("head-rewritten", path, aside)]
