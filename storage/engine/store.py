"""A book's folder as a whole: opening it, appending commits, snapshots, and following what another program appends.

``db.json`` is the snapshot, ``db.json.journal`` the commits since (it may begin before the snapshot), ``history/`` the journals of before,
``db.json.before`` the snapshot before this one, for when this one is damaged, ``db.head`` where the book stood when it was last closed,
``db.key`` the key of an encrypted book. At every moment snapshot and journal together hold every acknowledged commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from storage.engine import files, ground, head, history, journal, keys, rewriting, snapshot, successor
from storage.engine.cipher import PLAIN, Cipher
from storage.engine.errors import BookNotWritten, BookReadOnly, BookUnreadable
from storage.engine.journal import FORMAT, Entry, Line, LineDamaged, Place
from storage.engine.keys import UNLOCKED, Lock, Secret
from storage.engine.lock import OWNER, BookLock, LockHeld
from storage.engine.names import BEFORE, HEAD, HISTORY, JOURNAL, KEY, SNAPSHOT

_LEAST_JOURNAL = 4_000_000  # bytes; a shorter journal is not worth a snapshot while the book is open
_LOOKS = 5  # times a reader looks again while the writer puts a new snapshot in place


class Store:
    """An open folder. ``place`` is where the book stands, ``held_by`` who writes it when this program may not, if anyone does;
    ``newer`` the format of a newer program that wrote it, so that this one only reads it; ``format`` that of the snapshot's documents.

    What the documents are is the caller's: it takes the bytes and lines of ``load`` and hands back bytes for a snapshot.
    """

    def __init__(self, folder: Path, lock: BookLock | None, held_by: str | None, secret: Secret = None) -> None:
        self.folder = folder
        self.held_by = held_by
        self.newer: int | None = None
        self.format = FORMAT
        self.cipher: Cipher = PLAIN
        self._secret = secret
        self.place = Place()
        self._lock = lock
        self._look_in(folder)
        self._base = Place()
        self._signature = (0, 0, 0)
        self._first = 1  # number of the journal's first commit
        self._length = 0  # bytes of the journal that are whole
        self._file: files.Appendable | None = None
        self._snapshot_at = _LEAST_JOURNAL

    @property
    def read_only(self) -> bool:
        """Tells whether commits are refused."""
        return self._lock is None

    @classmethod
    def open(cls, folder: Path, *, owner: str, wait: float, read_only: bool, secret: Secret = None) -> Store:
        """Opens a folder, making it and an empty book when there is none; ``owner`` is the word left for others about who holds it.

        ``secret`` is what opens an encrypted book. Waits at most ``wait`` seconds for the lock, then opens read-only. Raises
        ``BookUnreadable``.
        """
        try:
            if folder.exists() and not folder.is_dir():
                raise BookUnreadable(folder, "not-a-folder")
        except OSError as error:
            raise _no_access(folder, error) from error
        if read_only:
            return cls(folder, None, None, secret)
        if share := ground.network_share(folder):
            raise BookUnreadable(folder, "network-share", share)
        try:
            files.make_folder(folder)
        except OSError as error:
            raise _no_access(folder, error) from error
        lock = BookLock(folder)
        try:
            lock.take(owner, wait)
        except LockHeld as error:
            return cls(folder, None, str(error), secret)
        except OSError:  # a folder or disk that may only be read
            return cls(folder, None, None, secret)
        try:
            successor.settle(folder)
        except OSError as error:
            lock.free()
            raise _no_access(folder, error) from error
        return cls(folder, lock, None, secret)

    def load(self) -> tuple[bytes, list[Line]]:
        """Returns the snapshot's bytes, found sound, and the commits since, and moves ``place`` to the last of them.

        A book of a newer format is read as far as it can be, and never written. Raises ``BookUnreadable``; nothing on disk is changed then.
        """
        if not self.read_only and self._is_new():
            self._create()
        known = head.read(successor.root_of(self.folder) / HEAD)  # before the rest, which another program may be adding to
        content, whole = self._read_both()
        self._base, self.format = self._place_of(content)
        self._look_for_newer(self.format, whole.lines)
        self.cipher = self._cipher_of(content)
        try:
            lines = journal.opened(journal.following(whole.lines, self._base), self.cipher)
            self.place = _after(lines, self._base)
        except LineDamaged as error:
            raise BookUnreadable(self._journal, error.code, str(error)) from error
        except msgspec.DecodeError as error:
            raise BookUnreadable(self._journal, *self.misread(error)) from error
        self._length = whole.length
        self._first = whole.lines[0].seq if whole.lines else self._base.seq + 1
        self._snapshot_at = max(_LEAST_JOURNAL, len(content) // 2)
        if head.is_beyond(known, self.place):
            raise BookUnreadable(self._snapshot, "commits-missing", f"change {self.place.seq}")
        if not self.read_only:
            self._remove_unfinished()
        return self._opened(content), lines

    def misread(self, error: Exception) -> tuple[str, str]:
        """Returns the code and the words for what is sound on disk and cannot be understood: written by a newer program, or by hand."""
        return ("record-damaged", str(error)) if self.newer is None else ("newer-format", str(self.newer))

    def follow(self) -> list[Line] | None:
        """Returns the commits another program has made since, and moves ``place``; None when all is to be loaded anew.

        Raises ``BookUnreadable``.
        """
        if not self.read_only:
            return []
        try:
            if self._snapshot.parent != successor.root_of(self.folder) or files.signature(self._snapshot) != self._signature:
                return None
            if files.size(self._journal) < self._length:
                return None
            whole = journal.parse(files.read(self._journal, self._length), self._length)
            lines = journal.opened(journal.following(whole.lines, self.place), self.cipher)
            self._look_for_newer(self.format, lines)
        except (LineDamaged, FileNotFoundError):
            return None
        except OSError as error:
            raise _no_access(self.folder, error) from error
        self._length = whole.length
        self.place = _after(lines, self.place)
        return lines

    def append(self, entry: Entry) -> int:
        """Writes and syncs a commit; returns its number. Raises ``BookNotWritten`` or ``BookReadOnly``, the book being as before."""
        if self.read_only:
            raise BookReadOnly(self.folder, self.held_by, self.newer)
        line, place = journal.encode(entry, self.place, self.cipher)
        try:
            self._appendable().append(line)
        except OSError as error:
            raise BookNotWritten(self._journal, error) from error
        self._length += len(line)
        self.place = place
        return place.seq

    def is_due(self) -> bool:
        """Tells whether the journal has grown so long that a snapshot is worth its time."""
        return not self.read_only and self._length > self._snapshot_at

    def write_snapshot(self, tables: bytes) -> bool:
        """Writes ``tables`` (a JSON object) as they stand at ``place`` and begins a new journal, the old one going to history.

        Returns False when the disk did not take it: the journal still holds everything, and it is tried again later.
        """
        content = snapshot.seal(tables, self.place, self.cipher)
        try:
            self._appendable()
            with suppress(OSError):  # without it the book is whole too
                files.keep(self._snapshot, self.folder / BEFORE)
            files.replace(self._snapshot, content)
            self._base = self.place
            self._snapshot_at = max(_LEAST_JOURNAL, len(content) // 2)
            self._begin_journal()
        except OSError:
            self._snapshot_at = self._length + _LEAST_JOURNAL
            return False
        return True

    def back(self) -> Iterator[list[Line]]:
        """Yields the commits up to ``place``, a file at a time, the newest file first, within each the oldest commit first.

        Raises ``BookUnreadable`` when one of the files is damaged.
        """
        seq, chain = self.place.seq, self.place.chain
        whole = self._read_journal()
        here = [line for line in whole.lines if line.seq <= seq]
        if here and (here[-1].seq, here[-1].check) == (seq, chain):
            yield self._opened_lines(here, self._journal)
            seq, chain = here[0].seq - 1, here[0].before
        for lines in history.back_from(self._history, seq, chain):
            yield self._opened_lines(lines, self._history)

    def find(self, seq: int) -> Line | None:
        """Returns the commit of that number, None when it is not kept any more. Raises ``BookUnreadable``."""
        for lines in self.back():
            if lines[0].seq <= seq:
                return lines[seq - lines[0].seq]
        return None

    def remake(self, tables: bytes, change: Callable[[bytes], bytes], lock: Lock, last: Entry) -> bool:
        """Puts in the book's place one of ``tables`` in which the body of each commit went through ``change``, ``last`` coming after them.

        The chain is made anew from its first line that is kept; the numbers of commits stay. Tells whether all lies in its place already;
        where not, it does at the next opening. After it, ``load`` reads the new book. Raises ``OSError`` or ``BookUnreadable``, the old
        book standing.
        """
        book = rewriting.rewritten(self.everything(), self.place, change, lock, last, tables)
        self._let_go()
        settled = successor.put(self.folder, book)
        self._secret = lock.secret
        return settled

    def everything(self) -> Iterator[list[Line]]:
        """Yields the lines of every journal there is, a file at a time, the oldest first: those of another course of events too.

        Raises ``BookUnreadable`` when one of the files is damaged.
        """
        for segment in history.segments(self._history):
            yield self._opened_lines(history.read(segment), segment.path)
        if lines := self._read_journal().lines:
            yield self._opened_lines(lines, self._journal)

    def change_lock(self, passphrase: str) -> None:
        """Puts another passphrase in the place of the one that the book was opened with. Raises ``OSError``, the old one standing."""
        path = self.folder / KEY
        files.replace(path, keys.changed(files.read(path), str(self._secret), passphrase))
        self._secret = passphrase

    @property
    def lock(self) -> Lock:
        """Returns what the book is locked with; ``UNLOCKED`` where it is not."""
        return Lock(files.read(self.folder / KEY), self.cipher, self._secret) if self.cipher.secret else UNLOCKED

    def close(self, tables: Callable[[], bytes]) -> None:
        """Writes a snapshot where there were commits since the last, notes where the book stands, and gives the lock back."""
        if self._lock is None:
            return
        try:
            if self.place.seq > self._base.seq:
                self.write_snapshot(tables())
            with suppress(OSError):
                head.write(self.folder / HEAD, self.place)
        finally:
            self.leave()

    def leave(self) -> None:
        """Gives the lock back without writing anything."""
        self._let_go()
        if self._lock is not None:
            self._lock.free()
            self._lock = None

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _look_in(self, root: Path) -> None:
        self._snapshot, self._journal, self._history = root / SNAPSHOT, root / JOURNAL, root / HISTORY

    def _is_new(self) -> bool:
        """Tells whether nothing of a book lies in the folder; raises ``BookUnreadable`` where only its snapshot is missing."""
        try:
            if self._snapshot.exists():
                return False
            if files.size(self._journal) or self._history.exists() or (self.folder / KEY).exists() or (self.folder / HEAD).exists():
                raise BookUnreadable(self._snapshot, "snapshot-missing")
        except OSError as error:
            raise _no_access(self.folder, error) from error
        return True

    def _create(self) -> None:
        """Makes an empty book, the snapshot last: a book has a snapshot only when it has a journal."""
        try:
            files.replace(self._journal, b"")
            files.replace(self._snapshot, snapshot.seal(b"{}", Place()))
        except OSError as error:
            raise _no_access(self.folder, error) from error

    def _read_both(self) -> tuple[bytes, journal.Reading]:
        """Returns snapshot and journal as they lay there at one moment."""
        for look in range(_LOOKS):
            self._look_in(successor.root_of(self.folder))
            try:
                self._signature = files.signature(self._snapshot)
                content = files.read(self._snapshot)
                whole = self._read_journal()
                settled = self._snapshot.parent == successor.root_of(self.folder)
                if (settled and files.signature(self._snapshot) == self._signature) or look == _LOOKS - 1:
                    break
            except FileNotFoundError as error:
                if self._snapshot.parent != successor.root_of(self.folder) and look < _LOOKS - 1:
                    continue  # a successor has just taken its place, or come
                if self._is_new():
                    raise BookUnreadable(self.folder, "no-book") from error
                raise BookUnreadable(self._snapshot, "snapshot-missing") from error
            except OSError as error:
                raise _no_access(self._snapshot, error) from error
        return content, whole

    def _read_journal(self) -> journal.Reading:
        """Returns the journal; an empty one while its successor is about to take its place. Raises ``BookUnreadable``."""
        try:
            if not self._journal.exists() and files.staged(self._journal).exists():
                return journal.Reading([], 0)
            return journal.parse(files.read(self._journal))
        except LineDamaged as error:
            raise BookUnreadable(self._journal, error.code, str(error)) from error
        except FileNotFoundError as error:
            raise BookUnreadable(self._journal, "journal-missing") from error
        except OSError as error:
            raise _no_access(self._journal, error) from error

    def _look_for_newer(self, format: int, lines: list[Line]) -> None:
        newest = max((line.format for line in lines), default=format)
        if max(newest, format) > FORMAT:
            self.newer = max(newest, format)
            self.leave()

    def _opened_lines(self, lines: list[Line], path: Path) -> list[Line]:
        try:
            return journal.opened(lines, self.cipher)
        except LineDamaged as error:
            raise BookUnreadable(path, error.code, str(error)) from error

    def _cipher_of(self, content: bytes) -> Cipher:
        """Returns what the book of this snapshot goes through. Raises ``BookUnreadable``."""
        path = self._snapshot.with_name(KEY)
        if not snapshot.is_sealed(content):
            return PLAIN
        try:
            key = files.read(path)
        except FileNotFoundError as error:
            raise BookUnreadable(path, "key-missing") from error
        except OSError as error:
            raise _no_access(path, error) from error
        return keys.unlocked(path, key, self._secret)

    def _opened(self, content: bytes) -> bytes:
        try:
            return snapshot.opened(content, self._base, self.cipher)
        except snapshot.SnapshotDamaged as error:
            raise BookUnreadable(self._snapshot, "snapshot-damaged") from error

    def _place_of(self, content: bytes) -> tuple[Place, int]:
        try:
            return snapshot.place_of(content)
        except snapshot.SnapshotDamaged as error:
            raise BookUnreadable(self._snapshot, "snapshot-damaged") from error
        except snapshot.SnapshotNewer as error:
            raise BookUnreadable(self._snapshot, "newer-format", str(error)) from error

    def _appendable(self) -> files.Appendable:
        if self._file is None:
            if not self._length and not self._journal.exists():  # the last snapshot had no room to put it there
                files.replace(self._journal, b"")
            self._file = files.Appendable(self._journal, self._length)
        return self._file

    def _begin_journal(self) -> None:
        """Moves the journal to history and puts an empty one in its place, which lies ready before the old one goes."""
        if not self._length:
            return
        successor = files.stage(self._journal, b"")
        files.sync_folder(self.folder)
        self._let_go()
        try:
            history.keep(self._journal, self._history, self._first, self.place.seq, self.place.chain)
        finally:
            if not self._journal.exists():  # it went, though perhaps the sync after it failed
                self._length, self._first = 0, self.place.seq + 1
                files.move(successor, self._journal)

    def _remove_unfinished(self) -> None:
        """Takes away what a program that died was writing; a journal that had no time to take its place takes it now."""
        with suppress(OSError):
            if not self._journal.exists():
                files.move(files.staged(self._journal), self._journal)
            for name in (SNAPSHOT, JOURNAL, HEAD, BEFORE, OWNER):
                files.remove(files.staged(self.folder / name))


def _after(lines: list[Line], place: Place) -> Place:
    """Returns the place after the last of ``lines``, or ``place`` when there are none."""
    if not lines:
        return place
    entry = lines[-1].entry()
    return Place(lines[-1].seq, lines[-1].check, entry.undo, entry.redo)


def _no_access(path: Path, error: OSError) -> BookUnreadable:
    return BookUnreadable(path, "no-access", error.strerror or str(error))
