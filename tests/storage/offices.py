"""What the tests of the exchange share: a server as strict as CouchDB, wires that lose requests and replies, and laptops."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import msgspec

from storage.book import RecordBook
from storage.records import Driver
from storage.sync.exchange import Exchange, Outcome
from storage.sync.server import Answer, Json, Page, Server, SyncFailed
from storage.sync.talk import asked, exchanging, joining
from tests.storage.books import open_book

T = TypeVar("T")


@dataclass(frozen=True)
class Revision:
    """One revision of a document, and the one before it."""

    rev: str
    parent: str
    doc: Json

    @property
    def order(self) -> tuple[bool, int, str]:
        number, _, digest = self.rev.partition("-")
        return not self.doc.get("_deleted"), int(number), digest


class Couch:
    """A server in memory with revision trees, tombstones, 409 on them too, and sequences that mean nothing to anyone else."""

    at_once = 5

    def __init__(self, page: int = 7) -> None:
        self.place = uuid4().hex
        self.trees: dict[str, dict[str, Revision]] = {}
        self.seqs: dict[str, int] = {}
        self.seq = 0
        self.page = page
        self.refuses: set[str] = set()

    def leaves(self, id: str) -> list[Revision]:
        """Returns the leaves of a document, the winner first."""
        tree = self.trees.get(id, {})
        parents = {each.parent for each in tree.values()}
        return sorted((each for each in tree.values() if each.rev not in parents), key=lambda each: each.order, reverse=True)

    def changes(self, since: Any) -> Page:
        if since is None:
            begin = 0
        else:
            number, tag, place = since
            assert tag == sha256(f"{number}".encode()).hexdigest()[:9], "the sequence was not kept as it was given"
            begin = number if place == self.place else 0  # one from before a backup was restored is past all there is
        later = sorted((seq, id) for id, seq in self.seqs.items() if seq > begin)
        found = later[: self.page]
        end = found[-1][0] if found else max(begin, self.seq)
        docs = [self._shown(id) for _, id in found]
        return Page(docs, [end, sha256(f"{end}".encode()).hexdigest()[:9], self.place], len(later) > len(found))

    def bulk(self, docs: list[Json]) -> list[Answer]:
        return [self._put(msgspec.json.decode(msgspec.json.encode(doc))) for doc in docs]

    def get(self, id: str, rev: str = "") -> Json | None:
        if id not in self.trees:
            return None
        if not rev:
            return self._shown(id)
        tree = self.trees[id]
        if rev not in tree:
            return None
        line, at = [], rev
        while at:
            line.append(at.partition("-")[2])
            at = tree[at].parent if at in tree else ""
        return tree[rev].doc | {"_id": id, "_rev": rev, "_revisions": {"start": int(rev.partition("-")[0]), "ids": line}}

    def replicate_from(self, other: Couch) -> None:
        """Takes over every revision that the other has."""
        for id, tree in other.trees.items():
            mine = self.trees.setdefault(id, {})
            if new := {rev: each for rev, each in tree.items() if rev not in mine}:
                mine.update(new)
                self._touch(id)

    def content(self, id: str) -> Json:
        """Returns the winner."""
        return self.leaves(id)[0].doc

    def _shown(self, id: str) -> Json:
        winner, *others = self.leaves(id)
        losing = [each.rev for each in others if not each.doc.get("_deleted")]
        return winner.doc | {"_id": id, "_rev": winner.rev} | ({"_conflicts": losing} if losing else {})

    def _put(self, doc: Json) -> Answer:
        id, parent = doc.pop("_id"), doc.pop("_rev", "")
        assert not any(name.startswith("_") and name != "_deleted" for name in doc)
        if id in self.refuses:
            return Answer(error="forbidden", why="not today")
        leaves = self.leaves(id)
        living = [each.rev for each in leaves if not each.doc.get("_deleted")]
        if parent not in living if parent else living:
            return Answer(error="conflict")  # a tombstone's own revision too
        if not parent and leaves:
            parent = leaves[0].rev
        number = int(parent.partition("-")[0]) + 1 if parent else 1
        rev = f"{number}-{sha256(msgspec.json.encode([doc, parent], order='sorted')).hexdigest()[:32]}"
        self.trees.setdefault(id, {})[rev] = Revision(rev, parent, doc)
        self._touch(id)
        return Answer(rev)

    def _touch(self, id: str) -> None:
        self.seq += 1
        self.seqs[id] = self.seq


class Wire:
    """A server behind a line that loses a part of the requests, before or after the server acted."""

    at_once = 5

    def __init__(self, server: Server, dice: random.Random, lost: float = 0.25) -> None:
        self.place = server.place
        self._server, self._dice, self._lost = server, dice, lost

    def changes(self, since: Any) -> Page:
        return self._over(lambda: self._server.changes(since))

    def bulk(self, docs: list[Json]) -> list[Answer]:
        return self._over(lambda: self._server.bulk(docs))

    def get(self, id: str, rev: str = "") -> Json | None:
        return self._over(lambda: self._server.get(id, rev))

    def _over(self, ask: Callable[[], T]) -> T:
        before, after = self._dice.random() < self._lost / 2, self._dice.random() < self._lost / 2
        if before:
            raise SyncFailed("unreachable", self.place)
        answer = ask()
        if after:
            raise SyncFailed("unreachable", self.place)
        return answer


class OneReplyLost:
    """A server whose answer to the first ``bulk`` gets lost after it acted."""

    at_once = 1000

    def __init__(self, server: Server) -> None:
        self.place, self._server, self._lost = server.place, server, False
        self.changes, self.get = server.changes, server.get

    def bulk(self, docs: list[Json]) -> list[Answer]:
        answers = self._server.bulk(docs)
        if not self._lost:
            self._lost = True
            raise SyncFailed("unreachable", self.place)
        return answers


class Depot:
    """A laptop with its book, which exchanges with servers."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.id = name
        self.book: RecordBook = open_book(folder, author=name)
        self.book.write_as(name, name)

    def sync(self, server: Server) -> Outcome:
        """Exchanges with a server."""
        return asked(exchanging(self.begin(server)), server)

    def begin(self, server: Server) -> Exchange:
        return asked(joining(self.book, self.id, "exchange"), server)

    def restart(self) -> None:
        """Ends the program and begins it again."""
        self.book.close()
        self.book = open_book(self.folder, author=self.name)
        self.book.write_as(self.name, self.name)

    def has_key(self, code: str) -> None:
        """Has its firm's code typed in before it meets anyone."""
        from storage.records import Peer

        self.book.exchange([("peers", Peer(id="typed", key=code))], "code")


CODE = "12345 " * 8
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ", born=date(1980, 5, 17), phone="+7 701 555 01 02")
KIM = Driver(name="Ким Олег", citizenship="UZ")

Make = Callable[..., Depot]
"""Makes a laptop of a name, with the firm's code or another."""


def change(depot: Depot, id: str = AHMET.id, kind: type = Driver, **fields: object) -> None:
    record = depot.book.get(kind, id)
    assert record is not None
    assert depot.book.commit([msgspec.structs.replace(record, **fields)], "changed")


def driver(depot: Depot, id: str = AHMET.id) -> Driver:
    found = depot.book.get(Driver, id)
    assert isinstance(found, Driver)
    return found


def agree(server: Server, *depots: Depot) -> None:
    """Lets everyone exchange until nothing moves, and holds the books against each other."""
    for _ in range(3):
        for depot in depots:
            depot.sync(server)
    books = [{(table, record.id): record for table, record in depot.book.records()} for depot in depots]
    assert all(book == books[0] for book in books[1:])
