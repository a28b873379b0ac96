"""What one pull makes of a book: each document of the other side against the record here, and how both stand with each other then.

It writes nothing: records and standings are gathered for the next commit of the exchange.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from storage.memory import decoded
from storage.records import Conflict, Firm, Record, Stamp, Synced, synced_id
from storage.records.documents import document
from storage.sync.merge import Document, Fields, differing, part, reconciled
from storage.sync.sealing import EMPTY, PRIVATE, SEALED, opened
from storage.sync.server import Json, Leaf, number_of

if TYPE_CHECKING:
    from storage.sync.exchange import Exchange


class Taking:
    """What one pull brings: the records and standings of its commits, gathered document by document."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.book = exchange.book
        self._records: dict[tuple[str, str], Record] = {}
        self._standing: dict[str, Synced] = {}
        self.losing: list[Json] = []
        self.unread: list[str] = []

    def handed_over(self) -> list[tuple[str, Record]]:
        """Returns the records gathered since with their tables, for a commit, and gathers anew."""
        records = [(table, record) for (table, _), record in self._records.items()]
        found = [*records, *(("synced", each) for each in self._standing.values())]
        self._records.clear()
        self._standing.clear()
        return found

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
            if mine is not None and number_of(rev) < number_of(known.rev):
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


def digest_of(doc: Document) -> str:
    """Returns what tells one content of a record from another, whoever wrote it."""
    return sha256(msgspec.json.encode({name: value for name, value in doc.items() if name != "stamp"}, order="deterministic")).hexdigest()[
        :16
    ]
