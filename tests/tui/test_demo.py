"""The demonstration firm looks right on whatever day it is started."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from storage.answers import RosterLine, roster
from storage.book import RecordBook
from storage.records import Basis, Driver, Leg, Paper, Record, Trip
from tests.storage.books import open_book
from tui import demo

DAYS = [
    date(2026, 11, 23),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 4, 10),
    date(2027, 7, 15),
    date(2027, 12, 14),
    date(2028, 2, 29),
]


def firm(folder: Path, on: date) -> RecordBook:
    book = open_book(folder / "book")
    demo.make(book, on)
    return book


def with_finding(lines: list[RosterLine], code: str) -> list[RosterLine]:
    return [line for line in lines if code in [finding.code for finding in line.findings]]


def legs(records: list[Record]) -> list[Leg]:
    return [leg for record in records if isinstance(record, Trip) for leg in record.legs]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_there_is_something_of_everything(tmp_path: Path, on: date) -> None:
    """14 drivers of five citizenships; one over, someone near, an open stay, a ban, a lifted limit, papers that end, a row not read."""
    with firm(tmp_path, on) as book:
        lines = roster(book, on)
        assert (len(lines), {line.driver.citizenship for line in lines}) == (14, {"KZ", "KG", "UZ", "AM", "AZ"})
        assert [line.driver.name for line in with_finding(lines, "over")] == ["Сейтқали Ерболат Маратұлы"]
        assert "Асанбеков Таалай" in [line.driver.name for line in with_finding(lines, "near")]
        for code in ("open-stay", "no-news", "planned-passed", "paper-blocks", "paper-expired", "paper-expiring", "unsettled-row"):
            assert with_finding(lines, code), code
        assert [line.driver.name for line in lines if line.standing.lifted] == ["Ковальчук Андрей Павлович"]
        assert sum(line.next_trip is not None for line in lines) >= 4
        assert [line.driver.name for line in lines if line.caution] == ["Сейтқали Ерболат Маратұлы"]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_nobody_else_breaks_the_rule_or_is_in_two_places(tmp_path: Path, on: date) -> None:
    """But for the one who is over, the firm keeps to the rule, and no two trips of a driver overlap."""
    with firm(tmp_path, on) as book:
        lines = roster(book, on)
        assert with_finding(lines, "overlap") == []
        for line in lines:
            violation = book.ledger(line.driver.id, "union-state").violation(on)
            assert (violation is None) == (line.caution is None), line.driver.name


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_what_is_to_come_is_planned_and_what_was_is_not(on: date) -> None:
    """No date after the day it is started is told or shown; between Russia and Belarus nothing is shown by a stamp."""
    found = legs(demo.records(on))
    assert {leg.entry_basis for leg in found if leg.entry > on} == {Basis.PLANNED}
    assert {leg.exit_basis for leg in found if leg.exit and leg.exit > on} == {Basis.PLANNED}
    over = [leg for leg, after in pairwise(found) if {leg.country, after.country} == {"RU", "BY"} and leg.exit == after.entry]
    assert over
    assert Basis.SHOWN not in {leg.exit_basis for leg in over}


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_year_of_trips_and_a_queue(on: date) -> None:
    """Trips reach back ten months and some weeks ahead; some wait at the border today."""
    found = legs(demo.records(on))
    assert min(leg.entry for leg in found) < on - timedelta(300)
    assert max(leg.entry for leg in found) > on + timedelta(20)
    assert [leg for leg in found if leg.entry_queue and leg.entry_queue < on < leg.entry]
    assert [leg for leg in found if leg.exit_queue and leg.exit is None]


def test_applications_are_filed_in_time() -> None:
    """Each ruID application is filed at least four days before the entry it is for, and none is filed on a day to come."""
    on = date(2026, 11, 23)
    records = demo.records(on)
    filed = [record for record in records if isinstance(record, Paper) and record.kind == "ruid-driver"]
    assert len(filed) > 10
    assert all(paper.issued and paper.issued <= on for paper in filed)
    for paper in filed:
        entries = [leg.entry for leg in legs(records) if leg.driver == paper.holder and paper.issued and leg.entry > paper.issued]
        assert paper.issued is not None
        assert min(entries) >= paper.issued + timedelta(4)


def test_the_same_day_makes_the_same_firm() -> None:
    """Two starts on one day show the same drivers, trips and papers, ids and all."""
    assert demo.records(date(2027, 3, 5)) == demo.records(date(2027, 3, 5))


@pytest.mark.parametrize("on", [date(2025, 6, 1), date(2026, 7, 1), date(2024, 2, 29)], ids=str)
def test_a_clock_set_wrong_does_not_stop_it(tmp_path: Path, on: date) -> None:
    """On a laptop whose clock stands in the past the demonstration still opens, under the rule as it was then."""
    with firm(tmp_path, on) as book:
        assert len(list(book.all(Driver))) == 14
        assert with_finding(roster(book, on), "near")


def test_it_is_one_commit(tmp_path: Path) -> None:
    """The whole firm is one entry of the history, sound record by record."""
    with firm(tmp_path, date(2026, 11, 23)) as book:
        assert len(book.history()) == 1
