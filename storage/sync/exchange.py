"""An exchange of one book with one database: what is taken in, what is sent, and how far both have come.

Everything of a pull is one commit, with how each record now stands with the peer; nothing depends on a clock. The book belongs to one
thread: ``take``, ``unsent``, ``note`` and ``acknowledge`` touch it, and ask nothing of the other side.

A reply that was lost does no harm: what was sent is noted before it goes, and known again when the other side shows it. With what is
sent goes a count; a place that shows a lower one than it confirmed was restored from a backup, and is sent again what it lost. A laptop
that goes from one office to another may find less there than it knows: it waits, since the offices replicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec

from storage.book import RecordBook
from storage.engine.keys import new_recovery_code
from storage.memory import decoded
from storage.records import Conflict, Firm, Peer, Record, Stamp, Synced, synced_id
from storage.records.documents import document
from storage.sync.merge import Document, Fields, differing, part, reconciled
from storage.sync.sealing import EMPTY, PRIVATE, SEALED, FirmKey, KeyMissing, opened, sealed
from storage.sync.server import ABOUT, Answer, Json, Leaf, Pulled, Server, SyncFailed, fetched

_ROUNDS = 8
"""How often it is pulled and sent again while others send too."""


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
    """

    taken: int = 0
    sent: int = 0
    conflicts: int = 0
    held: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    erased: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    copied: bool = False


class Exchange:
    """The book's side of an exchange with one database. ``laptop`` is this laptop's own id, ``reason`` what the history is to say."""

    def __init__(self, book: RecordBook, about: Json, place: str, laptop: str, reason: str) -> None:
        """Use ``begun``."""
        self.book = book
        self._place = place
        self._reason = reason
        self._again: set[str] = set()
        self.losing: list[Json] = []
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
    def again(self) -> tuple[str, ...]:
        """The documents that are to be asked for whether they changed or not."""
        return (self._counted_in, *self.peer.unread, *sorted(self._again))

    def take(self, pulled: Pulled) -> None:
        """Takes in what the other side has, in one commit. Raises as ``RecordBook.commit`` does; nothing is taken in then."""
        count: Json = next((doc for doc in pulled.docs if doc["_id"] == self._counted_in), {})
        self._count, self._count_rev = count.get("n", 0), count.get("_rev", "")
        if self._count < self.peer.counts.get(self._place, 0) and not self.went_back:
            since = {place: since for place, since in self.peer.since.items() if place != self._place}
            self.peer, self.went_back = msgspec.structs.replace(self.peer, since=since), True
            return
        taking = _Taking(self)
        for doc in pulled.docs:
            taking.take(doc, pulled.leaves.get(doc["_id"], []))
        taking.keep_one_firm()
        if self.went_back:
            taking.miss({doc["_id"] for doc in pulled.docs})
            self.went_back = False
        self.losing = taking.losing
        self._again.clear()
        self.outcome.unread = taking.unread
        known = self.peer
        peer = msgspec.structs.replace(
            known,
            since=known.since | {self._place: pulled.since},
            counts=known.counts | {self._place: self._count},
            unread=tuple(taking.unread),
        )
        if taking.changes or peer != self.book.record("peers", peer.id):
            self.book.exchange([*taking.changes, ("peers", peer)], self._reason)
        self.peer = peer

    def unsent(self) -> list[Sending]:
        """Returns what the other side does not have yet; what may not leave without the firm's key is counted in ``held``."""
        found: list[Sending] = []
        self.outcome.held = 0
        for table, record in self.book.records():
            known = self.known(table, record.id)
            if known.rev and known.stamp == record.stamp:
                continue
            try:
                doc = sealed(table, document(record), self.key)
            except KeyMissing:
                self.outcome.held += 1
                continue
            found.append(Sending(known, record, _addressed(doc, table, record.id, known)))
        return found + [Sending(known, None, {"_deleted": True} | address) for known, address in self._erased()]

    def note(self, sendings: Iterable[Sending]) -> None:
        """Notes what is about to be sent, in one commit."""
        noted = [
            msgspec.structs.replace(each.known, sent=(*each.known.sent, digest))
            for each in sendings
            if each.record is not None and (digest := digest_of(document(each.record))) not in each.known.sent
        ]
        if noted:
            self.book.exchange([("synced", each) for each in noted], self._reason)

    def count(self) -> Json:
        """Returns the count that goes with what is sent, as the last document."""
        return {"_id": self._counted_in, "n": self._count + 1} | ({"_rev": self._count_rev} if self._count_rev else {})

    def acknowledge(self, sendings: list[Sending], answers: list[Answer]) -> list[Json]:
        """Notes what the other side took, in one commit; returns the lost leaves that may be deleted there now.

        The last answer is that to the count.
        """
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
            self.book.exchange([*(("synced", each) for each in done), ("peers", self.peer)], self._reason)
        failed = {each.doc["_id"] for each, answer in zip(sendings, answers, strict=True) if answer.error}
        return [leaf for leaf in self.losing if leaf["_id"] not in failed]

    def take_key(self, code: str) -> bool:
        """Takes the firm's code, and opens what lies sealed in the book, in one commit; False, and nothing done, where it is another's."""
        key = FirmKey(code)
        if key.mark != self.peer.mark:
            return False
        self.key, self.peer = key, msgspec.structs.replace(self.peer, key=code)
        taking = _Taking(self)
        taking.open_sealed()
        self.book.exchange([*taking.changes, ("peers", self.peer)], self._reason)
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
            peer, table, id = known.id.split(":")
            if peer == self.peer.id and known.rev and not known.deleted and self.book.record(table, id) is None:
                yield known, {"_id": f"{table}:{id}", "_rev": known.rev}


class _Taking:
    """What one pull brings: the records and standings of its commit, gathered document by document."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.book = exchange.book
        self._records: dict[tuple[str, str], Record] = {}
        self._standing: dict[str, Synced] = {}
        self.losing: list[Json] = []
        self.unread: list[str] = []

    @property
    def changes(self) -> list[tuple[str, Record]]:
        """The records of the commit with their tables."""
        records = [(table, record) for (table, _), record in self._records.items()]
        return [*records, *(("synced", each) for each in self._standing.values())]

    def take(self, doc: Json, leaves: list[Leaf]) -> None:
        """Takes one document of the other side in, with the leaves that lost against it."""
        table, colon, id = doc["_id"].partition(":")
        if not colon or table.startswith("_"):
            return
        if ":" in id or doc.get("id", id) != id:  # written by hand: no record of ours is known by it
            self.unread.append(doc["_id"])
            return
        known, mine = self._exchange.known(table, id), self.book.record(table, id)
        if known.rev == doc["_rev"] and known.deleted == bool(doc.get("_deleted")) and not leaves:
            return
        if doc.get("_deleted"):
            self._take_tombstone(table, id, doc["_rev"], known, mine)
            return
        try:
            theirs = self._read(table, doc)
            lost = [(self._read(table, leaf.doc), self._read(table, leaf.ancestor) if leaf.ancestor else None) for leaf in leaves]
        except (msgspec.ValidationError, KeyError, TypeError):
            self.unread.append(doc["_id"])
            return
        self.losing += ({"_id": doc["_id"], "_rev": leaf.doc["_rev"], "_deleted": True} for leaf in leaves)
        if mine is None and known.rev and not known.deleted:  # erased here for good: the tombstone goes onto what came since
            self._stand(msgspec.structs.replace(known, rev=doc["_rev"], deleted=False))
            return
        target = theirs
        for leaf, ancestor in lost:
            target = self._merged(table, document(ancestor) if ancestor else None, leaf, target)
        self._settle(table, known, doc["_rev"], mine, theirs, target)

    def _settle(self, table: str, known: Synced, rev: str, mine: Record | None, theirs: Record, target: Record) -> None:
        """Makes of mine and the other side's version, which ``target`` is but for leaves merged into it, what is to stand."""
        went_back = self._exchange.went_back
        clean = mine is None or bool(known.rev and known.stamp == mine.stamp)
        if target is theirs and clean and not went_back:
            if mine is not None and _number(rev) < _number(known.rev):
                return  # this office has not got yet what another one has
            self._put(table, theirs, mine)
            self._stand(Synced(id=known.id, stamp=theirs.stamp, rev=rev))
            return
        known_as = digest_of(document(theirs))
        if mine is None:
            result = target
        elif went_back:
            result = self._merged(table, document(theirs) if (theirs.id, known_as) in self._passed else None, mine, target)
        elif clean:
            result = target
        elif known_as in known.sent:
            result = self._merged(table, document(theirs), mine, target)
        else:
            result = self._merged(table, known.base, mine, target)
        same = digest_of(document(result)) == known_as
        stamp = theirs.stamp
        if not same:
            stamp = result.stamp
            if mine is None or digest_of(document(result)) != digest_of(document(mine)) or stamp == theirs.stamp:
                number = max(stamp.revision, theirs.stamp.revision, mine.stamp.revision if mine else 0) + 1
                stamp = msgspec.structs.replace(stamp, revision=number)
        result = msgspec.structs.replace(result, stamp=stamp)
        self._put(table, result, mine)
        base = None if same else document(theirs)
        self._stand(Synced(id=known.id, stamp=theirs.stamp, rev=rev, base=base))

    def _take_tombstone(self, table: str, id: str, rev: str, known: Synced, mine: Record | None) -> None:
        """What was erased for good elsewhere is deleted here; where it was changed here since, it stays and a person is asked."""
        stands = Synced(id=known.id, rev=rev, deleted=True)
        if mine is None:
            self._stand(stands)
        elif known.rev and (known.stamp == mine.stamp or known.deleted):
            if known.stamp == mine.stamp and not mine.deleted:
                mine = msgspec.structs.replace(
                    mine, deleted=True, stamp=msgspec.structs.replace(mine.stamp, revision=mine.stamp.revision + 1)
                )
                self._put(table, mine, None)
                self._exchange.outcome.erased.append(f"{table}:{id}")
            self._stand(msgspec.structs.replace(stands, stamp=mine.stamp if not known.deleted else known.stamp))
        else:
            self._stand(stands)
            if not mine.deleted:
                self._dispute(table, [frozenset({"deleted"})], {"deleted": False}, {"deleted": True}, known.base, mine, Stamp())

    @cached_property
    def _passed(self) -> set[tuple[str, str]]:
        """Every version that a record has had in this book: its id and the digest of its content."""
        return {(change.id, digest_of(document(change.after))) for commit in self.book.history() for change in commit.changes}

    def keep_one_firm(self) -> None:
        """Lets a firm that only this laptop has give way to the one that came, so that all laptops go by the same settings."""
        came = {id: record for (table, id), record in self._records.items() if table == "firm"}
        living = [id for id, firm in ({firm.id: firm for firm in self.book.all(Firm)} | came).items() if not firm.deleted]
        peer = self._exchange.peer.id
        known = [id for id in living if synced_id(peer, "firm", id) in self._standing or self._exchange.known("firm", id).rev]
        for id in living:
            if id != (kept := min(known or living)):
                self._change("firm", id, deleted=True)
                for paper in self.book.papers_of(id):
                    self._change("papers", paper.id, holder=kept)

    def miss(self, there: set[str]) -> None:
        """Takes what the other side does not have any more, nor a tombstone of, for not sent yet."""
        for known in self.book.every(Synced):
            peer, table, id = known.id.split(":")
            if peer == self._exchange.peer.id and f"{table}:{id}" not in there:
                self._stand(Synced(id=known.id))

    def open_sealed(self) -> None:
        """Opens what the firm's key opens; where something was typed in over it meanwhile, a person is asked."""
        for table, record in self.book.records():
            doc = document(record)
            names = [name for name in PRIVATE.get(table, ()) if name + SEALED in doc]
            if names:
                theirs = opened(table, doc, self._exchange.key)
                mine = theirs | {name: doc[name] for name in names if doc.get(name) not in EMPTY}
                self._records[table, record.id] = self._merged(
                    table, None, decoded(table, msgspec.json.encode(mine)), decoded(table, msgspec.json.encode(theirs))
                )

    def _change(self, table: str, id: str, **fields: Any) -> None:
        """Changes a record, as this laptop's change that is to be sent."""
        record = self._records.get((table, id)) or self.book.record(table, id)
        assert record is not None
        known = self._standing.get(synced_id(self._exchange.peer.id, table, id))
        if known is not None and known.stamp == record.stamp:
            self._stand(msgspec.structs.replace(known, base=document(record)))
        stamp = msgspec.structs.replace(record.stamp, revision=record.stamp.revision + 1)
        self._records[table, id] = msgspec.structs.replace(record, stamp=stamp, **fields)

    def _read(self, table: str, doc: Json) -> Record:
        plain = {name: value for name, value in doc.items() if not name.startswith("_")}
        return decoded(table, msgspec.json.encode(opened(table, plain, self._exchange.key)))

    def _merged(self, table: str, base: Document | None, mine: Record, theirs: Record) -> Record:
        """Returns both merged, with my stamp where it is not theirs; files what a person has to settle."""
        ours, others = document(mine), document(theirs)
        result = reconciled(table, base, ours, others)
        stands, disputed = result.document, result.disputed
        record = decoded(table, msgspec.json.encode(stands))
        if not record.deleted and any(record.problems()) and (theirs.deleted or not any(theirs.problems())):
            record, disputed = theirs, differing(table, ours, others)
        if table != "conflicts":
            self._dispute(table, disputed, ours, others, base, mine, theirs.stamp)
        return msgspec.structs.replace(record, stamp=mine.stamp)

    def _dispute(
        self, table: str, disputed: Iterable[Fields], ours: Document, others: Document, base: Document | None, mine: Record, theirs: Stamp
    ) -> None:
        for fields in disputed:
            sides = [part(side, fields) for side in (ours, others, base or {})]
            name = sha256(msgspec.json.encode([table, mine.id, sides[:2]], order="sorted")).hexdigest()[:32]
            if self.book.record("conflicts", name) is None and ("conflicts", name) not in self._records:
                self._records["conflicts", name] = Conflict(
                    id=name,
                    stamp=msgspec.structs.replace(mine.stamp, revision=1),
                    table=table,
                    of=mine.id,
                    mine=sides[0],
                    theirs=sides[1],
                    base=sides[2],
                    by=mine.stamp,
                    theirs_by=theirs,
                    at=self.book.moment,
                )
                self._exchange.outcome.conflicts += 1

    def _put(self, table: str, record: Record, mine: Record | None) -> None:
        if record != mine:
            self._records[table, record.id] = record
            self._exchange.outcome.taken += 1

    def _stand(self, known: Synced) -> None:
        self._standing[known.id] = known


def synchronise(exchange: Exchange, server: Server) -> Outcome:
    """Takes in what the other side has and sends what it lacks, until both have the same. Raises ``SyncFailed`` and as ``commit`` does."""
    for _ in range(_ROUNDS):
        exchange.take(fetched(server, exchange.since, exchange.again))
        if exchange.went_back:
            continue
        sendings = exchange.unsent()
        if sendings:
            exchange.note(sendings)
            sent(server, exchange.acknowledge(sendings, sent(server, [*(each.doc for each in sendings), exchange.count()])))
        else:
            sent(server, exchange.losing)
        if exchange.is_done:
            break
    return exchange.outcome


def take_key(book: RecordBook, code: str, reason: str) -> bool:
    """Takes the firm's code for every database it was made for, and opens what lies sealed; False where it is for none of them."""
    peers = [peer for peer in book.all(Peer) if peer.mark == FirmKey(code).mark]
    for peer in peers:
        Exchange(book, {"database": peer.id, "key": peer.mark}, "", peer.laptop, reason).take_key(code)
    return bool(peers)


def unsent(book: RecordBook, peer: Peer) -> int:
    """Returns how many records a peer does not have as they are now."""
    known = {each.id: each.stamp for each in book.every(Synced) if each.rev}
    return sum(known.get(synced_id(peer.id, table, record.id)) != record.stamp for table, record in book.records())


def sent(server: Server, docs: list[Json]) -> list[Answer]:
    """Sends documents; returns an answer for each. Raises ``SyncFailed``."""
    answers: list[Answer] = []
    for at in range(0, len(docs), server.at_once):
        answers += server.bulk(docs[at : at + server.at_once])
    return answers


def begun(book: RecordBook, server: Server, laptop: str, reason: str, name: str = "") -> Exchange:
    """Returns the exchange of a book with a database, which people know by ``name``: an address or a file.

    One that nobody has used yet is given an id, and the mark of the firm's key.

    The key is the one that the book has, or a new one. Raises ``SyncFailed``.
    """
    codes = [peer.key for peer in book.all(Peer) if peer.key] or [new_recovery_code()]
    about = server.get(ABOUT)
    if about is None:
        sent(server, [{"_id": ABOUT, "database": uuid4().hex, "key": FirmKey(codes[0]).mark}])
        about = server.get(ABOUT)
    if about is None or not isinstance(about.get("database"), str):
        raise SyncFailed("not-an-exchange", server.place)
    exchange = Exchange(book, about, server.place, laptop, reason)
    exchange.peer = msgspec.structs.replace(exchange.peer, note=name or exchange.peer.note)
    fitting = next((code for code in codes if FirmKey(code).mark == about.get("key")), None)
    if exchange.key is None and fitting:
        exchange.take_key(fitting)
    return exchange


def digest_of(doc: Document) -> str:
    """Returns what tells one content of a record from another, whoever wrote it."""
    return sha256(msgspec.json.encode({name: value for name, value in doc.items() if name != "stamp"}, order="deterministic")).hexdigest()[
        :16
    ]


def _addressed(doc: Json, table: str, id: str, known: Synced) -> Json:
    rev = {"_rev": known.rev} if known.rev and not known.deleted else {}
    return {"_id": f"{table}:{id}"} | rev | doc


def _number(rev: str) -> int:
    return int(rev.partition("-")[0])
