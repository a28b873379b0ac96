"""``RecordBook``: a firm's records, read from memory, changed only by commits that outlast a cut of power and can be undone.

Everything is loaded once; reads copy nothing. Nothing here reads the clock: ``now`` is given when the book is opened, and order is
the journal's, never a time's. A book belongs to one thread at a time.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

import msgspec

from storage.commits import Change, Commit, Kind, commit_of, read, stored
from storage.engine import BookNotWritten, BookReadOnly, BookUnreadable, Entry, JournalDB, Line, Lock, Store
from storage.engine.cipher import Cipher, Sealed
from storage.engine.ground import cloud
from storage.engine.names import SNAPSHOT
from storage.memory import TABLE_OF, Memory, RecordShelf, decoded
from storage.reckoning import R, Reckoning
from storage.records import Peer, Record, Stamp, Synced, synced_id
from storage.records.documents import document, encoded
from storage.sync.merge import merged

__all__ = ["NOT_COMMITTED", "BookNotWritten", "BookReadOnly", "BookUnreadable", "Change", "Commit", "RecordBook", "RecordRefused"]


class RecordRefused(ValueError):
    """A record that may not be committed: ``codes`` say what is wrong with it. Nothing of the commit was taken.

    Besides the codes of its own ``problems()``: ``wrong-type`` for a field of another type than it should be, ``not-text`` for a
    text that is no Unicode.
    """

    def __init__(self, record: Record, codes: Iterable[str]) -> None:
        self.record = record
        self.codes = tuple(codes)
        super().__init__(f"{type(record).__name__} {record.id}: {', '.join(self.codes)}")


NOT_COMMITTED = (BookReadOnly, BookNotWritten, BookUnreadable, RecordRefused)
"""What a change of a book may raise; the book is as it was then."""


class RecordBook(Reckoning):
    """A book that is open. ``folder`` is where it lies, ``cloud`` the program that copies this folder elsewhere, None where none is known.

    A context manager that closes it.
    """

    def __init__(self, store: Store, now: Callable[[], datetime], author: str, laptop: str) -> None:
        """Use ``RecordBook.open``."""
        self.folder = store.folder
        self.cloud = cloud(store.folder)
        self._store = store
        self._now = now
        self._author = author
        self._laptop = laptop
        super().__init__(self._loaded())

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: Callable[[], datetime],
        author: str,
        laptop: str,
        wait: float = 5.0,
        read_only: bool = False,
        passphrase: str | None = None,
    ) -> RecordBook:
        """Opens a book, making the folder and an empty book when there is none (not when ``read_only``).

        ``passphrase`` (or the recovery code) opens an encrypted one. Where another program holds it, waits ``wait`` seconds, then opens it
        read-only; ``held_by`` says who. Raises ``BookUnreadable`` for a book that cannot be read, and leaves it as it is.
        """
        owner = f"{author}@{laptop}, pid {os.getpid()}, since {now():%Y-%m-%d %H:%M}"
        store = Store.open(folder, owner=owner, wait=wait, read_only=read_only, secret=passphrase)
        try:
            return cls(store, now, author, laptop)
        except BookUnreadable:
            store.leave()
            raise

    @property
    def is_new(self) -> bool:
        """Tells whether nothing was ever written into it."""
        return not self._store.place.seq

    def write_as(self, author: str, laptop: str) -> None:
        """Stamps every commit from now on with another author and laptop."""
        self._author, self._laptop = author, laptop

    @property
    def moment(self) -> str:
        """Returns what the clock that the book was opened with says, as ISO text."""
        return self._now().isoformat(timespec="seconds")

    @property
    def read_only(self) -> bool:
        """Tells whether commits are refused."""
        return self._store.read_only

    @property
    def held_by(self) -> str | None:
        """Returns who holds the book, in the words that its holder left, where that is why it is read-only; else None."""
        return self._store.held_by

    @property
    def newer(self) -> int | None:
        """Returns the format of a newer version of the program that wrote the book, where that is why it is read-only; else None."""
        return self._store.newer

    def commit(self, changes: Iterable[Record], reason: str) -> Commit | None:
        """Commits records, new or changed, all or none; deleting is changing to ``deleted=True``. Returns None when nothing differs.

        Each is stamped with author, laptop and its next revision. Of two with one id the later counts. Once this returns, the commit
        outlasts a cut of power. Raises ``RecordRefused``, ``BookReadOnly`` or ``BookNotWritten``; nothing is changed then.
        """
        self._check_writable()
        wanted = {(TABLE_OF[type(record)], record.id): self._whole(record) for record in self.with_firm(changes)}
        differing = [self._stamped(table, record) for (table, _), record in wanted.items() if not self._stands(record)]
        for change in differing:
            if not change.after.deleted and (codes := tuple(change.after.problems())):
                raise RecordRefused(change.after, codes)
        if not differing:
            return None
        place = self._store.place
        return self._append(differing, reason, "commit", of=0, undo=place.seq + 1, redo=0, under=place.undo)

    def take_in(self, records: Iterable[tuple[str, Record]], reason: str) -> Commit:
        """Commits the records of another book with their tables, stamps and all, into one in which nothing was ever written.

        Raises ``ValueError`` where something was, and as ``commit`` does.
        """
        self._check_writable()
        if not self.is_new:
            raise ValueError(f"{self.folder}: the book is not empty")
        changes = [Change(table, record.id, None, record) for table, record in records]
        return self._append(changes, reason, "commit", of=0, undo=1, redo=0, under=0)

    def exchange(self, records: Iterable[tuple[str, Record]], reason: str) -> Commit:
        """Commits what an exchange with other laptops brought: records with their tables and stamps as they are. Undo passes over it.

        Raises as ``commit`` does, but refuses no record.
        """
        self._check_writable()
        changes = [Change(table, record.id, self._memory.named(table).get(record.id), record) for table, record in records]
        place = self._store.place
        return self._append(changes, reason, "sync", of=0, undo=place.undo, redo=place.redo, under=0)

    def undo(self) -> Commit | None:
        """Takes the newest commit back that was not, by a commit of its own; returns it, None when there is nothing to undo.

        What others have made of other fields of the same records since stays. Raises as ``commit`` does, and ``BookUnreadable`` when the
        history that it needs is damaged.
        """
        self._check_writable()
        place = self._store.place
        found = self._find(place.undo)
        if found is None:
            return None
        commit, below = found
        return self._append(
            self._turned_round(commit), commit.reason, "undo", of=commit.seq, undo=below, redo=place.seq + 1, under=place.redo
        )

    def redo(self) -> Commit | None:
        """Takes the newest undo back, by a commit of its own; None when there is none, or a commit came since. Raises as ``undo``."""
        self._check_writable()
        place = self._store.place
        found = self._find(place.redo)
        if found is None:
            return None
        commit, below = found
        return self._append(
            self._turned_round(commit), commit.reason, "redo", of=commit.seq, undo=place.seq + 1, redo=below, under=place.undo
        )

    @property
    def newest(self) -> Commit | None:
        """Returns the newest commit, None where there is none. Raises ``BookUnreadable`` when the file that holds it is damaged."""
        line = self._store.find(self._store.place.seq)
        return self._commit_of(line) if line else None

    def history(self, id: str | None = None, day: date | None = None) -> list[Commit]:
        """Returns every commit that is kept, or those that changed the record of an id, or were made on a day, the oldest first.

        The order is that in which they were made; the day is the laptop's of then. Exchanges that brought nothing are left out.
        Raises ``BookUnreadable`` when a file of the history is damaged.
        """
        commits: list[Commit] = []
        for lines in self._store.back():
            for line in reversed(lines):
                if id is None or id.encode() in line.body:
                    commit = self._commit_of(line)
                    if commit.kind == "sync" and not commit.changes:
                        continue
                    if (id is None or any(change.id == id for change in commit.changes)) and (day is None or commit.day == day):
                        commits.append(commit)
        return commits[::-1]

    def refresh(self) -> bool:
        """Takes in the commits that another program has made since; tells whether there were any. Raises ``BookUnreadable``."""
        before = self._store.place
        lines = self._store.follow()
        if lines is None:
            self._load_again()
            return self._store.place != before
        for change in self._changes_of(lines):
            self._memory.put(change.table, change.after)
            self._forget(change)
        return bool(lines)

    def remake(
        self, reason: str, *, tables: bytes | None = None, change: Callable[[bytes], bytes] | None = None, lock: Lock | None = None
    ) -> bool:
        """Writes the whole book anew, history and all, with ``reason`` as its newest commit, which undo passes over.

        ``tables`` are to stand instead of the records, ``change`` makes of the body of each commit another, ``lock`` is the one to go
        through; what is not given stays. Tells whether all lies in its place already, else it does after the next opening. Raises as
        ``commit`` and ``undo`` do; the book is as before then.
        """
        self._check_writable()
        last = self._entry((), reason, "commit", of=0, undo=self._store.place.undo, redo=0, under=0)
        try:
            settled = self._store.remake(tables or self.encoded(), change or (lambda body: body), lock or self._store.lock, last)
        except OSError as error:
            raise BookNotWritten(self.folder, error) from error
        self._load_again()
        return settled

    @property
    def cipher(self) -> Cipher:
        """Returns what the book goes through on its way to the disk."""
        return self._store.cipher

    @property
    def is_locked(self) -> bool:
        """Tells whether the book is encrypted."""
        return self.cipher.secret

    def every(self, kind: type[R]) -> Iterator[R]:
        """Yields the records of a kind, deleted ones too, in the order they were first committed."""
        return iter(self._memory.table(kind).values())

    @property
    def began(self) -> date | None:
        """Returns the day of the oldest change that is kept, None where there is none. Raises ``BookUnreadable``."""
        lines = next(self._store.everything(), [])
        return self._commit_of(lines[0]).day if lines else None

    def bodies(self) -> Iterator[bytes]:
        """Yields the JSON of every commit that lies in a journal, the oldest first. Raises ``BookUnreadable``."""
        return (line.body for lines in self._store.everything() for line in lines)

    def beside(self, folder: Path) -> RecordBook:
        """Opens another folder with the book of a backup of this one, with this one's key and author. Raises as ``open`` does."""
        store = Store.open(
            folder, owner=self._author, wait=0.0, read_only=False, secret=self.cipher if isinstance(self.cipher, Sealed) else None
        )
        try:
            return RecordBook(store, self._now, self._author, self._laptop)
        except BookUnreadable:
            store.leave()
            raise

    def change_passphrase(self, passphrase: str) -> None:
        """Puts another passphrase in the place of the one that the book was opened with; nothing else is written. Raises as ``commit``."""
        self._check_writable()
        try:
            self._store.change_lock(passphrase)
        except OSError as error:
            raise BookNotWritten(self.folder, error) from error

    def tinydb(self, reason: str = "TinyDB") -> JournalDB:
        """Returns the living records as TinyDB tables by the names of ``records.TABLES``.

        Each writing operation on them is one commit with that reason; removing marks a record deleted. Raises as ``commit`` does, and
        ``ValueError`` for a field that no record has.
        """
        return JournalDB(RecordShelf(lambda: self._memory, lambda records: self.commit(records, reason)))

    def encoded(self) -> bytes:
        """Returns every record, deleted ones too, as one JSON object of tables."""
        return self._memory.encoded()

    def close(self) -> None:
        """Writes a snapshot and lets others write the book. Nothing is lost where the disk does not take the snapshot."""
        self._store.close(self.encoded)

    def __enter__(self) -> RecordBook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _loaded(self) -> Memory:
        with _collector_paused():
            content, lines = self._store.load()
            try:
                memory = Memory(content, self._store.format)
            except msgspec.DecodeError as error:
                raise BookUnreadable(self.folder / SNAPSHOT, *self._store.misread(error)) from error
            for change in self._changes_of(lines):
                memory.put(change.table, change.after)
            return memory

    def _load_again(self) -> None:
        self._memory = self._loaded()
        self._forget_all()

    def _changes_of(self, lines: list[Line]) -> Iterator[Change]:
        return (change for line in lines for commit in [self._commit_of(line)] for change in commit.changes + commit.standing)

    def _check_writable(self) -> None:
        if self.read_only:
            raise BookReadOnly(self.folder, self.held_by, self.newer)

    def _whole(self, record: R) -> R:
        """Returns a record that was made anew with what a newer version of the program keeps in the one whose place it takes."""
        before = self._memory.table(type(record)).get(record.id)
        return record if before is None or record.beyond else msgspec.structs.replace(record, beyond=before.beyond)

    def _stands(self, record: Record) -> bool:
        """Tells whether a record stands in the book as it is, its stamp aside."""
        before = self._memory.table(type(record)).get(record.id)
        return before is not None and msgspec.structs.replace(record, stamp=before.stamp) == before

    def _append(self, changes: list[Change], reason: str, kind: Kind, *, of: int, undo: int, redo: int, under: int) -> Commit:
        """Writes a commit, then takes it into memory."""
        changes = [*changes, *self._left_behind(changes)]
        entry = self._entry(changes, reason, kind, of=of, undo=undo, redo=redo, under=under)
        seq = self._store.append(entry)
        for change in changes:
            self._memory.put(change.table, change.after)
            self._forget(change)
        if self._store.is_due():
            self._store.write_snapshot(self.encoded())
        return commit_of(seq, entry, changes)

    def _entry(self, changes: Iterable[Change], reason: str, kind: Kind, *, of: int, undo: int, redo: int, under: int) -> Entry:
        return Entry(
            at=self.moment,
            author=self._author,
            laptop=self._laptop,
            reason=reason,
            kind=kind,
            of=of,
            undo=undo,
            redo=redo,
            under=under,
            changes=tuple(map(stored, changes)),
        )

    def _turned_round(self, commit: Commit) -> list[Change]:
        """Returns what takes a commit back: each record as it was before it, one that it brought marked deleted."""
        return [self._stamped(change.table, self._without(change)) for change in reversed(commit.changes)]

    def _without(self, change: Change) -> Record:
        """Returns a record as it would be without a change of it; what was made of other fields since stays."""
        before = change.before or msgspec.structs.replace(change.after, deleted=True)
        now = self._memory.named(change.table).get(change.id)
        if now is None or now == change.after:
            return before
        left = merged(change.table, document(change.after), document(before), document(now)).document
        return decoded(change.table, encoded(left))

    def _left_behind(self, changes: list[Change]) -> Iterator[Change]:
        """Yields, for each peer that a record was the same with until now, the change that keeps what it was."""
        noted = {change.id for change in changes if change.table == "synced"}
        for peer in self._memory.table(Peer):
            for change in changes:
                known = self._memory.table(Synced).get(synced_id(peer, change.table, change.id))
                if known and change.before and known.id not in noted and known.stamp == change.before.stamp and not known.deleted:
                    yield Change("synced", known.id, known, msgspec.structs.replace(known, base=document(change.before)))

    def _stamped(self, table: str, record: Record) -> Change:
        """Returns the change to a record, with its stamp, as it will be read back. Raises ``RecordRefused`` when it could not be."""
        before = self._memory.named(table).get(record.id)
        last = before.stamp if before else Stamp()
        stamp = msgspec.structs.replace(last, author=self._author, laptop=self._laptop, revision=last.revision + 1)
        try:
            after = decoded(table, encoded(msgspec.structs.replace(record, stamp=stamp)))
        except UnicodeEncodeError as error:
            raise RecordRefused(record, ["not-text"]) from error
        except (msgspec.ValidationError, TypeError) as error:
            raise RecordRefused(record, ["wrong-type"]) from error
        return Change(table, record.id, before, after)

    def _find(self, seq: int) -> tuple[Commit, int] | None:
        """Returns a commit and the one that lies under it on its pile; None where it is not kept."""
        line = self._store.find(seq) if seq else None
        return None if line is None else (self._commit_of(line), line.entry().under)

    def _commit_of(self, line: Line) -> Commit:
        try:
            return read(line)
        except msgspec.DecodeError as error:
            code, where = self._store.misread(error)
            raise BookUnreadable(self.folder, code, where if self.newer else f"change {line.seq}: {where}") from error


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keeps the garbage collector from walking through records that are just being made, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
