"""Random days of a firm with five laptops and two offices: ``python -m tests.storage.sync_days 20000 [SEED]``.

Each step someone changes, deletes, undoes or settles, a laptop exchanges over a line that loses a quarter of the requests, or is restarted,
an office replicates, a stick goes round. An exchange goes by parts of five records, between which someone edits or the program ends. At the
end the lines are mended: every book must be the same, no acknowledged change missing, no private field in clear on a server, no losing leaf
on it.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TypeVar
from unittest.mock import patch

import msgspec

from storage.records import Driver, Leg, Paper, Record, Trip
from storage.sync import exchange
from storage.sync.conflicts import settled, waiting
from storage.sync.server import Server, SyncFailed, fetched
from storage.sync.talk import Steps, Talk, asked, exchanging
from tests.storage.offices import CODE, Couch, Depot, Wire

T = TypeVar("T")

PRIVATE = "+7-private-"


_KINDS: tuple[type[Record], ...] = (Driver, Trip, Paper)


class Firm:
    """Five laptops, two offices, and what everybody was told had been saved."""

    def __init__(self, place: Path, dice: random.Random, offices: Sequence[Server], replicate: Callable[[], None]) -> None:
        self.dice = dice
        self.offices = offices
        self.replicated = replicate
        self.laptops = [Depot(place / f"laptop{number}", f"laptop{number}") for number in range(5)]
        self.at = [0, 0, 0, 1, 1]
        for laptop in self.laptops:
            laptop.has_key(CODE)
        self.laptops[0].sync(self.offices[0])
        self.replicated()
        self.values: dict[str, int] = {}
        self.number = 0
        self.did: Counter[str] = Counter()

    def step(self) -> None:
        laptop = self.dice.choice(self.laptops)
        act = self.dice.choices(
            ["hire", "edit", "edit_trip", "delete", "undo", "settle", "exchange", "restart", "replicate", "move"],
            [6, 40, 10, 2, 3, 6, 25, 2, 5, 1],
        )[0]
        self.did[act] += 1
        getattr(self, act)(laptop)

    def value(self) -> str:
        self.number += 1
        return f"word {self.number}"

    def some(self, laptop: Depot, kind: type[Record]) -> Record | None:
        there = list(laptop.book.all(kind))
        return self.dice.choice(there) if there else None

    def hire(self, laptop: Depot) -> None:
        if len(laptop.book.drivers()) < 40:
            ids = [f"{self.dice.getrandbits(128):032x}" for _ in range(3)]
            new = Driver(id=ids[0], name=self.value(), phone=PRIVATE + self.value(), born=date(1980, 1, 1))
            journey = Trip(id=ids[1], legs=(Leg(driver=new.id, country="RU", entry=date(2026, 3, 1)),))
            laptop.book.commit([new, journey, Paper(id=ids[2], holder=new.id, kind="passport", number=PRIVATE + self.value())], "hired")

    def edit(self, laptop: Depot) -> None:
        if isinstance(driver := self.some(laptop, Driver), Driver):
            field = self.dice.choice(["note", "role", "phone", "name"])
            value = (PRIVATE if field == "phone" else "") + self.value()
            laptop.book.commit([msgspec.structs.replace(driver, **{field: value})], "edited")
            self.values[f"{driver.id} {field} {value}"] = self.number

    def edit_trip(self, laptop: Depot) -> None:
        if isinstance(trip := self.some(laptop, Trip), Trip):
            legs = (msgspec.structs.replace(trip.legs[0], entry_proof=self.value()),)
            laptop.book.commit([msgspec.structs.replace(trip, legs=legs)], "edited")

    def delete(self, laptop: Depot) -> None:
        if record := self.some(laptop, self.dice.choice(_KINDS)):
            laptop.book.commit([msgspec.structs.replace(record, deleted=True)], "deleted")

    def undo(self, laptop: Depot) -> None:
        laptop.book.undo()

    def settle(self, laptop: Depot) -> None:
        if found := waiting(laptop.book):
            laptop.book.commit(settled(laptop.book, [self.dice.choice(found)], self.dice.choice(["mine", "theirs"])), "settled")

    def exchange(self, laptop: Depot) -> None:
        with suppress(SyncFailed):
            wire = Wire(self.offices[self.at[self.laptops.index(laptop)]], self.dice)
            asked(self.disturbed(laptop, exchanging(laptop.begin(wire))), wire)
            self.did["exchanges that went through"] += 1

    def disturbed(self, laptop: Depot, steps: Steps[T]) -> Steps[T]:
        """The steps of a talk, between which someone now and then writes in the book, or ends the program."""
        talk = Talk(steps)
        while talk.question:
            what = self.dice.random()
            if what < 0.02:
                laptop.restart()
                raise SyncFailed("unreachable", "the program was ended")
            if what < 0.1:
                self.edit(laptop)
            talk.answer((yield talk.question))
        return talk.result

    def restart(self, laptop: Depot) -> None:
        laptop.restart()

    def move(self, laptop: Depot) -> None:
        number = self.laptops.index(laptop)
        self.at[number] = 1 - self.at[number]

    def replicate(self, laptop: Depot) -> None:
        self.replicated()

    def calm(self) -> int:
        """Mends the lines, and lets everyone exchange until nothing moves; returns how many rounds that took."""
        for round in range(1, 60):
            before = self.standing()
            for number, laptop in enumerate(self.laptops):
                laptop.sync(self.offices[self.at[number]])
            self.replicated()
            if before == self.standing():
                return round
        raise AssertionError("the laptops do not come to rest")

    def standing(self) -> list[object]:
        """Returns what stands on every server and in every book."""
        return [*({doc["_id"]: doc for doc in fetched(office, None).docs} for office in self.offices), *map(records_of, self.laptops)]

    def check(self) -> dict[str, int]:
        """Holds everything against everything; returns figures."""
        books = [records_of(laptop) for laptop in self.laptops]
        for book in books[1:]:
            assert book == books[0], "the books differ"
        for office in self.offices:
            docs = {doc["_id"]: doc for doc in fetched(office, None).docs}
            every = [each.doc for tree in office.trees.values() for each in tree.values()] if isinstance(office, Couch) else []
            kept = msgspec.json.encode([docs, every])
            assert PRIVATE.encode() not in kept and b"1980-01-01" not in kept, "a private field lies in clear"
            assert not any(doc.get("_conflicts") for doc in docs.values()), "a losing leaf is left"
            for (table, id), record in books[0].items():
                assert msgspec.json.encode(docs[f"{table}:{id}"]["stamp"]) == msgspec.json.encode(record.stamp)
        lost = self.lost(books[0])
        assert not lost, f"these acknowledged edits are nowhere: {lost}"
        return {
            "records": len(books[0]),
            "conflicts filed": sum(table == "conflicts" for table, _ in books[0]),
        }

    def lost(self, book: dict[tuple[str, str], Record]) -> list[str]:
        """Returns the acknowledged edits that can be found nowhere: neither standing, nor written over, nor waiting for a person.

        An edit was written over where a later commit of some laptop has its value before, or a conflict bears it.
        """
        seen: set[str] = set()
        for laptop in self.laptops:
            for commit in laptop.book.history():
                for change in commit.changes:
                    if isinstance(change.before, Driver) and isinstance(change.after, Driver) and commit.kind != "sync":
                        for field in ("note", "role", "phone", "name"):
                            if getattr(change.before, field) != getattr(change.after, field):
                                seen.add(f"{change.id} {field} {getattr(change.before, field)}")
        for (table, id), record in book.items():
            if table == "conflicts":
                sides = (record.mine, record.theirs)  # type: ignore[attr-defined]
                seen |= {f"{record.of} {name} {value}" for side in sides for name, value in side.items()}  # type: ignore[attr-defined]
            if isinstance(record, Driver):
                seen |= {f"{id} {field} {getattr(record, field)}" for field in ("note", "role", "phone", "name")}
        return sorted(self.values.keys() - seen)


def records_of(laptop: Depot) -> dict[tuple[str, str], Record]:
    """Returns every record of a laptop's book."""
    return {(table, record.id): record for table, record in laptop.book.records()}


def days(steps: int, seed: int) -> dict[str, object]:
    """Lives through so many steps on two servers in memory; returns and raises as ``lived``."""
    almaty, moscow = Couch(page=50), Couch(page=50)

    def replicate() -> None:
        almaty.replicate_from(moscow)
        moscow.replicate_from(almaty)

    with tempfile.TemporaryDirectory() as place:
        return lived(Firm(Path(place), random.Random(seed), [almaty, moscow], replicate), steps)


def lived(firm: Firm, steps: int) -> dict[str, object]:
    """Lives through so many steps; returns figures. Raises ``AssertionError`` where something does not hold."""
    begun = perf_counter()
    with patch.object(exchange, "PART", 5):
        for _ in range(steps):
            firm.step()
        rounds = firm.calm()
    found = firm.check()
    for laptop in firm.laptops:
        laptop.book.close()
    return {"steps": steps, "lost": 0, **firm.did, "rounds": rounds, **found, "seconds": round(perf_counter() - begun, 1)}


if __name__ == "__main__":
    print(json.dumps(days(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
