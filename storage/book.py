"""``RecordBook``: a firm's records, read from memory, changed only by commits that outlast a cut of power and can be undone.

Everything is loaded once; reads copy nothing. Nothing here reads the clock: ``now`` is given when the book is opened, and order is
the journal's, never a time's. A book belongs to one thread at a time.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from rules.cases import Cases, cases_of
from rules.ledger import Ledger
from rules.papers import held
from rules.rulebook import Rulebook
from rules.stays import Stay
from storage.commits import Change, Commit, Kind, commit_of, stored
from storage.engine import BookNotWritten, BookReadOnly, BookUnreadable, Entry, JournalDB, Line, Store
from storage.engine.store import SNAPSHOT
from storage.memory import TABLE_OF, Memory, RecordShelf, decoded, people_of
from storage.openings import used_before
from storage.queues import point_key, usual_waits
from storage.records import Absence, Basis, Correction, Driver, Firm, Opening, Paper, Record, RuleFile, Slip, Stamp, Trip, Unsettled
from storage.rulebooks import RulesInUse, in_use

__all__ = ["BookNotWritten", "BookReadOnly", "BookUnreadable", "Change", "Commit", "RecordBook", "RecordRefused"]

R = TypeVar("R", bound=Record)


class RecordRefused(ValueError):
    """A record that may not be committed: ``codes`` say what is wrong with it. Nothing of the commit was taken.

    Besides the codes of its own ``problems()``: ``wrong-type`` for a field of another type than it should be, ``not-text`` for a
    text that is no Unicode.
    """

    def __init__(self, record: Record, codes: Iterable[str]) -> None:
        self.record = record
        self.codes = tuple(codes)
        super().__init__(f"{type(record).__name__} {record.id}: {', '.join(self.codes)}")


class RecordBook:
    """A book that is open. ``folder`` is where it lies; a context manager that closes it."""

    def __init__(self, store: Store, now: Callable[[], datetime], author: str, laptop: str) -> None:
        """Use ``RecordBook.open``."""
        self.folder = store.folder
        self._store = store
        self._now = now
        self._author = author
        self._laptop = laptop
        self._firm = Firm()
        self._rules: RulesInUse | None = None
        self._cases: dict[str, dict[str, Cases]] = {}
        self._waits: dict[tuple[str, str], int] | None = None
        self._memory = self._loaded()

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
    ) -> RecordBook:
        """Opens a book, making the folder and an empty book when there is none (not when ``read_only``).

        Where another program holds it, waits ``wait`` seconds, then opens it read-only; ``held_by`` says who. Raises
        ``BookUnreadable`` for a book that cannot be read, and leaves it as it is.
        """
        owner = f"{author}@{laptop}, pid {os.getpid()}, since {now():%Y-%m-%d %H:%M}"
        store = Store.open(folder, owner=owner, wait=wait, read_only=read_only)
        try:
            return cls(store, now, author, laptop)
        except BookUnreadable:
            store.leave()
            raise

    @property
    def read_only(self) -> bool:
        """Tells whether commits are refused."""
        return self._store.read_only

    @property
    def held_by(self) -> str | None:
        """Returns who holds the book, in the words that its holder left, where that is why it is read-only; else None."""
        return self._store.held_by

    @property
    def firm(self) -> Firm:
        """Returns the firm; a default one when none was committed yet, the same each time."""
        return next(self.all(Firm), self._firm)

    @property
    def rules_in_use(self) -> RulesInUse:
        """Returns the rules that the book goes by, where they come from, and how the office's corrections lie over them."""
        if self._rules is None:
            self._rules = in_use(self.all(RuleFile), self.all(Correction))
        return self._rules

    @property
    def rulebook(self) -> Rulebook:
        """Returns the rules in use: the program's or those of a file taken in, the newer, with the office's corrections."""
        return self.rules_in_use.book

    def all(self, kind: type[R]) -> Iterator[R]:
        """Yields the records of a kind that are not deleted, in the order they were first committed."""
        return self._memory.living(kind)

    def get(self, kind: type[R], id: str) -> R | None:
        """Returns a record by its id, None when there is none or it is deleted."""
        record = self._memory.table(kind).get(id)
        return None if record is None or record.deleted else record

    def drivers(self) -> list[Driver]:
        """Returns all drivers, in the order they were first committed."""
        return list(self.all(Driver))

    def trips_of(self, driver_id: str) -> list[Trip]:
        """Returns the trips that a driver has a leg of, cancelled ones too."""
        return self._memory.of(Trip, driver_id)

    def papers_of(self, holder_id: str) -> list[Paper]:
        """Returns the papers of a driver, vehicle or firm."""
        return self._memory.of(Paper, holder_id)

    def unsettled_of(self, driver_id: str) -> list[Unsettled]:
        """Returns the rows of imports that name a driver and could not be taken."""
        return self._memory.of(Unsettled, driver_id)

    def stays_of(self, driver_id: str) -> list[Stay]:
        """Returns a driver's stays as the arithmetic takes them, a leg each; ``ref`` is ``<trip id>/<number of the leg in its trip>``.

        Of a cancelled trip only what happened: a leg that was still planned is left out, an exit that was still planned is open.
        """
        return list(_stays(self.trips_of(driver_id), driver_id))

    def absences_of(self, driver_id: str) -> list[Absence]:
        """Returns the stretches of dates on which a driver cannot be sent."""
        return self._memory.of(Absence, driver_id)

    def slips_of(self, driver_id: str) -> list[Slip]:
        """Returns the dispatch slips issued to a driver."""
        return self._memory.of(Slip, driver_id)

    def openings_of(self, driver_id: str) -> list[Opening]:
        """Returns what is recorded of the days that a driver had used before the book began."""
        return self._memory.of(Opening, driver_id)

    def cases(self, driver_id: str, rule_id: str) -> Cases:
        """Returns a driver's ledgers under a rule in use, one for each case where something is not known; the first is the one shown.

        Kept until a record that bears on him changes, or the rules or the firm's readings of them do. Raises ``KeyError`` when there
        is no such driver or rule. A paper of a kind that the rulebook does not know acts on nothing.
        """
        driver = self.get(Driver, driver_id)
        if driver is None:
            raise KeyError(driver_id)
        kept = self._cases.setdefault(driver_id, {})
        if rule_id not in kept:
            book = self.rulebook
            papers = [
                held(paper.kind, paper.country, paper.issued, paper.until, paper.result, paper.id, book)
                for paper in self.papers_of(driver_id)
                if paper.kind in book.paper_kinds
            ]
            before = used_before(self.openings_of(driver_id))
            kept[rule_id] = cases_of(book.rule(rule_id), driver.citizenship, self.stays_of(driver_id), papers, before, self.firm.readings)
        return kept[rule_id]

    def ledger(self, driver_id: str, rule_id: str) -> Ledger:
        """Returns a driver's ledger under a rule in use: of his cases the one shown. Raises ``KeyError`` as ``cases`` does."""
        return self.cases(driver_id, rule_id).main

    def usual_wait(self, country: str, place: str) -> int | None:
        """Returns how many days the firm's trucks usually queue to leave a country at a crossing point; None where too few waits are known.

        Learned from all trips, and kept until a trip changes.
        """
        if self._waits is None:
            self._waits = usual_waits(self.all(Trip))
        return self._waits.get(point_key(country, place))

    def commit(self, changes: Iterable[Record], reason: str) -> Commit | None:
        """Commits records, new or changed, all or none; deleting is changing to ``deleted=True``. Returns None when nothing differs.

        Each is stamped with author, laptop and its next revision. Of two with one id the later counts. Once this returns, the commit
        outlasts a cut of power. Raises ``RecordRefused``, ``BookReadOnly`` or ``BookNotWritten``; nothing is changed then.
        """
        self._check_writable()
        wanted = {(TABLE_OF[type(record)], record.id): record for record in changes}
        differing = [self._stamped(record) for record in wanted.values() if not self._stands(record)]
        for change in differing:
            if not change.after.deleted and (codes := tuple(change.after.problems())):
                raise RecordRefused(change.after, codes)
        if not differing:
            return None
        place = self._store.place
        return self._append(differing, reason, "commit", of=0, undo=place.seq + 1, redo=0, under=place.undo)

    def take_in(self, records: Iterable[Record], reason: str) -> Commit:
        """Commits the records of another book, stamps and all, into one in which nothing was ever written; all or none.

        Raises ``ValueError`` where something was, and as ``commit`` does.
        """
        self._check_writable()
        if self._store.place.seq:
            raise ValueError(f"{self.folder}: the book is not empty")
        changes = [Change(TABLE_OF[type(record)], record.id, None, record) for record in records]
        return self._append(changes, reason, "commit", of=0, undo=1, redo=0, under=0)

    def undo(self) -> Commit | None:
        """Takes the newest commit back that was not, by a commit of its own; returns it, None when there is nothing to undo.

        Raises as ``commit`` does, and ``BookUnreadable`` when the history that it needs is damaged.
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

    def history(self, id: str | None = None) -> list[Commit]:
        """Returns every commit that is kept, or those that changed the record of an id, the oldest first.

        Raises ``BookUnreadable`` when a file of the history is damaged.
        """
        commits: list[Commit] = []
        for lines in self._store.back():
            for line in reversed(lines):
                if id is None or id.encode() in line.body:
                    commit = self._commit_of(line)
                    if id is None or any(change.id == id for change in commit.changes):
                        commits.append(commit)
        return commits[::-1]

    def refresh(self) -> bool:
        """Takes in the commits that another program has made since; tells whether there were any. Raises ``BookUnreadable``."""
        before = self._store.place
        lines = self._store.follow()
        if lines is None:
            self._memory = self._loaded()
            self._forget_rules()
            self._waits = None
            return self._store.place != before
        for line in lines:
            self._take(self._memory, line)
        return bool(lines)

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
                memory = Memory(content)
            except msgspec.DecodeError as error:
                raise BookUnreadable(self.folder / SNAPSHOT, "record-damaged", str(error)) from error
            for line in lines:
                self._take(memory, line)
            return memory

    def _take(self, memory: Memory, line: Line) -> None:
        for change in self._commit_of(line).changes:
            self._put(memory, change)

    def _put(self, memory: Memory, change: Change) -> None:
        memory.put(change.table, change.after)
        if isinstance(change.after, RuleFile | Correction):
            self._forget_rules()
        if isinstance(change.after, Firm):
            self._cases.clear()
        if isinstance(change.after, Trip):
            self._waits = None
        for record in (change.before, change.after):
            for person in people_of(record) if record else ():
                self._cases.pop(person, None)

    def _forget_rules(self) -> None:
        """Throws away the rules in use and everything that was worked out by them."""
        self._rules = None
        self._cases.clear()

    def _check_writable(self) -> None:
        if self.read_only:
            raise BookReadOnly(self.folder, self.held_by)

    def _stands(self, record: Record) -> bool:
        """Tells whether a record stands in the book as it is, its stamp aside."""
        before = self._memory.table(type(record)).get(record.id)
        return before is not None and msgspec.structs.replace(record, stamp=before.stamp) == before

    def _append(self, changes: list[Change], reason: str, kind: Kind, *, of: int, undo: int, redo: int, under: int) -> Commit:
        """Writes a commit, then takes it into memory."""
        entry = Entry(
            at=self._now().isoformat(timespec="seconds"),
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
        seq = self._store.append(entry)
        for change in changes:
            self._put(self._memory, change)
        if self._store.is_due():
            self._store.write_snapshot(self.encoded())
        return commit_of(seq, entry, changes)

    def _turned_round(self, commit: Commit) -> list[Change]:
        """Returns what takes a commit back: each record as it was before it, one that it brought marked deleted."""
        return [self._stamped(change.before or msgspec.structs.replace(change.after, deleted=True)) for change in reversed(commit.changes)]

    def _stamped(self, record: Record) -> Change:
        """Returns the change to a record, with its stamp, as it will be read back. Raises ``RecordRefused`` when it could not be."""
        table = TABLE_OF[type(record)]
        before = self._memory.table(type(record)).get(record.id)
        stamp = Stamp(author=self._author, laptop=self._laptop, revision=before.stamp.revision + 1 if before else 1)
        try:
            after = decoded(table, msgspec.json.encode(msgspec.structs.replace(record, stamp=stamp)))
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
            return commit_of(line.seq, line.entry())
        except (msgspec.DecodeError, KeyError) as error:
            raise BookUnreadable(self.folder, "record-damaged", f"change {line.seq}: {error}") from error


def _stays(trips: Iterable[Trip], driver_id: str) -> Iterator[Stay]:
    for trip in trips:
        for number, leg in enumerate(trip.legs):
            entry_planned = leg.entry_basis is Basis.PLANNED
            if leg.driver != driver_id or (trip.cancelled and entry_planned):
                continue
            exit_planned = leg.exit_basis is Basis.PLANNED
            yield Stay(
                country=leg.country,
                entry=leg.entry,
                exit=None if trip.cancelled and exit_planned else leg.exit,
                entry_planned=entry_planned,
                exit_planned=exit_planned and not trip.cancelled,
                ref=f"{trip.id}/{number}",
            )


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
