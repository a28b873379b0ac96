"""Random days in the office: commits, undo, redo, restarts, crashes; the book equals a plain model after every step."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from unittest.mock import patch

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from storage.book import RecordBook
from storage.engine import store
from storage.records import Driver, Leg, Paper, Record, Trip
from tests.storage.books import open_book

World = dict[str, Record]
"""Every living record by its id, in the order they were first committed; stamps left out."""


def unstamped(record: Record) -> Record:
    return msgspec.structs.replace(record, stamp=Record().stamp)


class OfficeDays(RuleBasedStateMachine):
    """The model: the worlds one can undo to, the worlds one can redo to, and how many commits there were."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.folder = self.place / "0"
        self.often = patch.object(store, "_LEAST_JOURNAL", 3000)  # a snapshot every few commits
        self.often.start()
        self.book: RecordBook = open_book(self.folder)
        self.reader: RecordBook = open_book(self.folder, read_only=True)
        self.worlds: list[World] = [{}]
        self.undone: list[World] = []
        self.order: list[str] = []
        self.commits = 0
        self.crashes = 0

    def teardown(self) -> None:
        """Lets the book go and takes its folder away."""
        self.book.close()
        self.often.stop()
        shutil.rmtree(self.place)

    def commit(self, *records: Record) -> None:
        world = dict(self.worlds[-1])
        for record in records:
            if record.id not in self.order:
                self.order.append(record.id)
            world.pop(record.id, None)
            if not record.deleted:
                world[record.id] = record
        done = self.book.commit(records, "act")
        assert done is not None and len(done.changes) == len(records)
        self.worlds.append(world)
        self.undone.clear()
        self.commits += 1

    def some(self, kind: type[Record], number: int) -> Record | None:
        there = [record for record in self.worlds[-1].values() if isinstance(record, kind)]
        return there[number % len(there)] if there else None

    @rule(crew=st.integers(1, 3))
    def hires_drivers(self, crew: int) -> None:
        self.commit(*(Driver(name=f"driver {self.commits}.{number}") for number in range(crew)))

    @rule(one=st.integers(0, 9), other=st.integers(0, 9))
    def adds_a_trip_of_a_crew(self, one: int, other: int) -> None:
        crew = [mate for mate in (self.some(Driver, one), self.some(Driver, other)) if mate]
        if crew:
            self.commit(Trip(legs=tuple(Leg(driver=mate.id, country="RU", entry=date(2026, 3, 1)) for mate in crew)))

    @rule(number=st.integers(0, 9), to=st.integers(0, 9))
    def hands_a_trip_over(self, number: int, to: int) -> None:
        trip, driver = self.some(Trip, number), self.some(Driver, to)
        if trip and driver:
            legs = (Leg(driver=driver.id, country="BY", entry=date(2026, 4, 1), exit_proof=str(self.commits)),)
            self.commit(msgspec.structs.replace(trip, legs=legs))

    @rule(number=st.integers(0, 9))
    def adds_a_paper(self, number: int) -> None:
        if driver := self.some(Driver, number):
            self.commit(Paper(holder=driver.id, kind="licence"))

    @rule(number=st.integers(0, 9), kind=st.sampled_from([Driver, Trip, Paper]))
    def deletes(self, number: int, kind: type[Record]) -> None:
        if record := self.some(kind, number):
            self.commit(msgspec.structs.replace(record, deleted=True))

    @rule()
    def undoes(self) -> None:
        done = self.book.undo()
        assert (done is None) == (len(self.worlds) == 1)
        if done:
            self.undone.append(self.worlds.pop())
            self.commits += 1

    @rule()
    def redoes(self) -> None:
        done = self.book.redo()
        assert (done is None) == (not self.undone)
        if done:
            self.worlds.append(self.undone.pop())
            self.commits += 1

    @rule()
    def starts_the_program_again(self) -> None:
        self.book.close()
        self.book = open_book(self.folder)

    @rule()
    def has_its_plug_pulled(self) -> None:
        self.crashes += 1
        after = self.place / str(self.crashes)
        shutil.copytree(self.folder, after)
        self.book.close()
        self.folder = after
        self.book = open_book(self.folder)
        self.reader = open_book(self.folder, read_only=True)

    @rule()
    def is_looked_at_by_a_reader(self) -> None:
        self.reader.refresh()
        self.equals_the_model(self.reader)

    @invariant()
    def stands_as_the_model_says(self) -> None:
        self.equals_the_model(self.book)

    @invariant()
    def keeps_every_act(self) -> None:
        assert [commit.seq for commit in self.book.history()] == list(range(1, self.commits + 1))

    def equals_the_model(self, book: RecordBook) -> None:
        world = self.worlds[-1]
        living = [world[id] for id in self.order if id in world]
        for kind in (Driver, Trip, Paper):
            assert [unstamped(record) for record in book.all(kind)] == [record for record in living if isinstance(record, kind)]
        for record in living:
            if isinstance(record, Driver):
                trips = [trip.id for trip in living if isinstance(trip, Trip) and record.id in trip.drivers]
                assert [trip.id for trip in book.trips_of(record.id)] == trips
                papers = [paper.id for paper in living if isinstance(paper, Paper) and paper.holder == record.id]
                assert [paper.id for paper in book.papers_of(record.id)] == papers


TestOfficeDays = OfficeDays.TestCase
TestOfficeDays.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
