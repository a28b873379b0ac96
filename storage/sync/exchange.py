"""An exchange of one book with one database: what is taken in, what is sent, and how far both have come.

A pull is taken in by parts, what others refer to first, each one commit with how its records now stand with the peer; how far the changes
were taken in is noted with the last one. Where it breaks off in the middle the parts stand, and the next pull passes over them. Nothing
depends on a clock. The book belongs to one thread: ``take``, ``unsent``, ``note`` and ``acknowledge`` touch it, never for long, and ask
nothing of the other side; between two of their parts others may write in the book.

A reply that was lost does no harm: what was sent is noted before it goes, and known again when the other side shows it. With what is
sent goes a count; a place that shows a lower one than it confirmed, or lacks the last change that was seen there, was restored from a
backup: all is compared anew, and it is sent again what it lost. A laptop
that goes from one office to another may find less there than it knows: it waits, since the offices replicate.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

import msgspec

from storage.book import Change, RecordBook
from storage.records import TABLES, Peer, Record, Synced, synced_id
from storage.records.documents import document
from storage.sync.sealing import FirmKey, KeyMissing, sealed
from storage.sync.server import Answer, Json, Pulled
from storage.sync.taking import Taking, digest_of

T = TypeVar("T")

PART = 250
"""How many documents of a pull are taken in at once: a key that is pressed meanwhile waits for no more."""

_ORDER = {table: number for number, table in enumerate(TABLES)}


class Sending(NamedTuple):
    """A record that is sent as it is now, None where it was erased here: its document, and how it stood with the peer before."""

    known: Synced
    record: Record | None
    doc: Json


@dataclass(slots=True)
class Outcome:
    """What an exchange did: records taken in and sent, conflicts found, records kept back for want of the firm's key.

    ``refused``: what the other side did not take, with its words; ``erased``: records that were erased on another laptop for good;
    ``unread``: documents that this version of the program cannot read; ``copied``: another laptop has used this copy of the book before.
    ``changes``: what it did to the firm's records, so that what was made of them is looked at again.
    """

    taken: int = 0
    sent: int = 0
    conflicts: int = 0
    held: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    erased: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    copied: bool = False
    changes: list[Change] = field(default_factory=list)


class Exchange:
    """The book's side of an exchange with one database. ``laptop`` is this laptop's own id, ``reason`` what the history is to say."""

    def __init__(self, book: RecordBook, about: Json, place: str, laptop: str, reason: str) -> None:
        """Use ``storage.sync.talk``. ``about`` is the document that the database is known by."""
        self.book = book
        self._place = place
        self._reason = reason
        self._again: set[str] = set()
        self._losing: list[Json] = []
        self.went_back = False
        self._count = 0
        self._count_rev = ""
        known = book.record("peers", about["database"])
        before = known if isinstance(known, Peer) else Peer(id=about["database"])
        self.outcome = Outcome(copied=before.laptop not in ("", laptop))
        self.peer = msgspec.structs.replace(before, laptop=laptop, mark=about.get("key", ""))
        self._counted_in = f"count-{sha256(f'{laptop} {place}'.encode()).hexdigest()[:16]}"
        self.key = FirmKey(before.key) if before.key else None

    @property
    def since(self) -> Any:
        """How far the changes of the place were taken in, as it said; None at first."""
        return self.peer.since.get(self._place)

    @property
    def newest(self) -> tuple[str, str] | None:
        """Id and revision of the last document that was seen to change there; None where all is taken in from the beginning."""
        return self.peer.newest.get(self._place) if self.since is not None else None

    @property
    def again(self) -> tuple[str, ...]:
        """The documents that are to be asked for whether they changed or not."""
        return (self._counted_in, *self.peer.unread, *sorted(self._again))

    def take(self, pulled: Pulled) -> Iterator[None]:
        """Takes in what the other side has, a commit a part, and yields after each. Raises as ``RecordBook.commit`` does."""
        count: Json = next((doc for doc in pulled.docs if doc["_id"] == self._counted_in), {})
        self._count, self._count_rev = count.get("n", 0), count.get("_rev", "")
        if (pulled.is_older or self._count < self.peer.counts.get(self._place, 0)) and not self.went_back:
            since = {place: since for place, since in self.peer.since.items() if place != self._place}
            self.peer, self.went_back = msgspec.structs.replace(self.peer, since=since), True
            return
        taking = Taking(self)
        parts = parted(sorted(pulled.docs, key=_order), PART)
        for number, docs in enumerate(parts, 1):
            for doc in docs:
                taking.take(doc, pulled.leaves.get(doc["_id"], []))
            taking.keep_one_firm()
            if number < len(parts):
                if changes := taking.handed_over():
                    self._write([*changes, ("peers", self._still(len(pulled.docs) - number * PART))], f" {number}/{len(parts)}")
                yield
        if self.went_back:
            taking.miss({doc["_id"] for doc in pulled.docs})
            self.went_back = False
        self._losing = taking.losing
        self._again.clear()
        self.outcome.unread = taking.unread
        known = self.peer
        peer = msgspec.structs.replace(
            known,
            since=known.since | {self._place: pulled.since},
            counts=known.counts | {self._place: self._count},
            newest=known.newest | ({self._place: pulled.newest} if pulled.newest else {}),
            unread=tuple(taking.unread),
            coming=0,
        )
        changes = taking.handed_over()
        if changes or peer != self.book.record("peers", peer.id):
            self._write([*changes, ("peers", peer)], f" {len(parts)}/{len(parts)}" if len(parts) > 1 else "")
        self.peer = peer
        yield

    def unsent(self, at_once: int) -> Iterator[list[Sending]]:
        """Yields what the other side does not have yet, as it is when its turn comes, at most ``at_once`` records at a time.

        What may not leave without the firm's key is counted in ``held``.
        """
        self.outcome.held = 0
        for keys in parted(unsent(self.book, self.peer.id), at_once):
            if found := [each for each in itertools.starmap(self._sending, keys) if each is not None]:
                yield found
        erased = [Sending(known, None, {"_deleted": True} | address) for known, address in self._erased()]
        yield from parted(erased, at_once)

    def note(self, sendings: Iterable[Sending]) -> None:
        """Notes what is about to be sent, in one commit."""
        noted = [
            msgspec.structs.replace(each.known, sent=(*each.known.sent, digest))
            for each in sendings
            if each.record is not None and (digest := digest_of(document(each.record))) not in each.known.sent
        ]
        if noted:
            self._write([("synced", each) for each in noted])

    def count(self) -> Json:
        """Returns the count that goes with what is sent, as the last document."""
        return {"_id": self._counted_in, "n": self._count + 1} | ({"_rev": self._count_rev} if self._count_rev else {})

    def acknowledge(self, sendings: list[Sending], answers: list[Answer]) -> None:
        """Notes what the other side took, in one commit. The last answer is that to the count."""
        *answers, counted = answers
        done: list[Synced] = []
        for each, answer in zip(sendings, answers, strict=True):
            id = each.doc["_id"]
            if answer.error == "conflict":
                self._again.add(id)
            elif answer.error:
                self.outcome.refused[id] = answer.why or answer.error
            else:
                self.outcome.refused.pop(id, None)
                self.outcome.sent += 1
                done.append(self._answered(each, answer.rev))
        if counted.rev:
            self._count, self._count_rev = self._count + 1, counted.rev
            self.peer = msgspec.structs.replace(self.peer, counts=self.peer.counts | {self._place: self._count})
        if done:
            self._write([*(("synced", each) for each in done), ("peers", self.peer)])

    @property
    def losing(self) -> list[Json]:
        """The lost leaves that may be deleted there now: those of records that stand there as here."""
        return [leaf for leaf in self._losing if not is_unsent(self.book, self.peer.id, *leaf["_id"].split(":"))]

    def remember(self) -> None:
        """Notes in the book that it knows this database, before anything was exchanged."""
        if self.peer != self.book.record("peers", self.peer.id):
            self._write([("peers", self.peer)])

    def take_key(self, code: str) -> bool:
        """Takes the firm's code, and opens what lies sealed in the book, in one commit; False, and nothing done, where it is another's."""
        key = FirmKey(code)
        if key.mark != self.peer.mark:
            return False
        self.key, self.peer = key, msgspec.structs.replace(self.peer, key=code)
        taking = Taking(self)
        taking.open_sealed()
        self._write([*taking.handed_over(), ("peers", self.peer)])
        return True

    @property
    def is_done(self) -> bool:
        """Tells whether nothing is left that another round would bring further."""
        return not self._again and not self.went_back

    def known(self, table: str, id: str) -> Synced:
        """Returns how a record stands with the peer."""
        name = synced_id(self.peer.id, table, id)
        found = self.book.record("synced", name)
        return found if isinstance(found, Synced) else Synced(id=name)

    def _write(self, records: Iterable[tuple[str, Record]], part: str = "") -> None:
        self.outcome.changes += self.book.exchange(records, self._reason + part).changes

    def _still(self, coming: int) -> Peer:
        """Returns the peer as the book knows it, so that a pull that breaks off here begins anew, with what is still to be taken in."""
        there = self.book.record("peers", self.peer.id)
        return msgspec.structs.replace(there if isinstance(there, Peer) else self.peer, coming=coming)

    def _sending(self, table: str, id: str) -> Sending | None:
        """Returns a record as it is to be sent; None where it may not leave, or was erased meanwhile."""
        known, record = self.known(table, id), self.book.record(table, id)
        if record is None:
            return None
        try:
            doc = sealed(table, document(record), self.key)
        except KeyMissing:
            self.outcome.held += 1
            return None
        return Sending(known, record, _addressed(doc, table, id, known))

    def _answered(self, each: Sending, rev: str) -> Synced:
        if each.record is None:
            return msgspec.structs.replace(each.known, rev=rev, deleted=True, base=None, sent=())
        _, table, id = each.known.id.split(":")
        now = self.book.record(table, id)
        base = None if now is not None and now.stamp == each.record.stamp else document(each.record)
        return Synced(id=each.known.id, stamp=each.record.stamp, rev=rev, base=base)

    def _erased(self) -> Iterator[tuple[Synced, Json]]:
        """Yields what was erased here for good and still stands there."""
        for known in self.book.every(Synced):
            if not known.rev or known.deleted:
                continue
            peer, table, id = known.id.split(":")
            if peer == self.peer.id and self.book.record(table, id) is None:
                yield known, {"_id": f"{table}:{id}", "_rev": known.rev}


def take_key(book: RecordBook, code: str, reason: str) -> bool:
    """Takes the firm's code for every database it was made for, and opens what lies sealed; False where it is for none of them."""
    peers = [peer for peer in book.all(Peer) if peer.mark == FirmKey(code).mark]
    for peer in peers:
        Exchange(book, {"database": peer.id, "key": peer.mark}, "", peer.laptop, reason).take_key(code)
    return bool(peers)


def unsent(book: RecordBook, peer: str) -> list[tuple[str, str]]:
    """Returns the table and id of every record that a peer, named by its id, does not have as it is now."""
    known = {each.id: each.stamp for each in book.every(Synced) if each.rev}
    return [(table, each.id) for table, each in book.records() if known.get(synced_id(peer, table, each.id)) != each.stamp]


def is_unsent(book: RecordBook, peer: str, table: str, id: str) -> bool:
    """Tells whether a peer does not have a record as it is now."""
    record, known = book.record(table, id), book.record("synced", synced_id(peer, table, id))
    return record is not None and not (isinstance(known, Synced) and known.rev and known.stamp == record.stamp)


def parted(every: list[T], most: int) -> list[list[T]]:
    """Returns what is given in parts of at most so many, in its order."""
    return [every[at : at + most] for at in range(0, len(every), most)]


def _order(doc: Json) -> int:
    """Returns where a document comes in a pull: what others refer to before them."""
    return _ORDER.get(doc["_id"].partition(":")[0], len(_ORDER))


def _addressed(doc: Json, table: str, id: str, known: Synced) -> Json:
    rev = {"_rev": known.rev} if known.rev and not known.deleted else {}
    return {"_id": f"{table}:{id}"} | rev | doc
