"""The office's own workbook, whole: what it gives must equal what was worked out for it by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import Reading, read_file
from storage.records import Basis, Paper, Trip, Unsettled, Vehicle
from tests.storage.books import open_book
from tests.storage.readings import DATA, OFFICE, ON, legs_of, named, outcomes

SHEET = "Рейсы 2026"
KINDS = {
    "duplicate": "duplicate",
    "no such date": "no-such-date",
    "exit before entry": "exit-before-entry",
    "unknown driver": "unknown-driver",
    "unknown country": "unknown-country",
    "unreadable dates": "unreadable",
    "total line, to be passed over": "total",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as book:
        book.commit(read_file(OFFICE, book, ON).changes, "import")
        yield book


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[Reading]:
    with open_book(tmp_path / "empty") as empty:
        yield read_file(OFFICE, empty, ON)


def days_in(book: RecordBook, driver: str, country: str) -> set[date]:
    """Counts the plain way: every date from entry to exit, an open stay up to the day of import, plans left out."""
    days: set[date] = set()
    for leg in legs_of(book, driver):
        if leg.country == country and leg.entry_basis is not Basis.PLANNED:
            last = min(leg.exit or ON, ON)
            days |= {leg.entry + timedelta(n) for n in range((last - leg.entry).days + 1)}
    return days


def test_the_days_of_each_driver_equal_those_counted_by_hand(book: RecordBook) -> None:
    """Every day in Russia and Belarus of all fourteen drivers is in the book, in this year and in the last."""
    for answer in json.loads((DATA / "answers.json").read_text(encoding="utf-8")):
        driver = named(book, answer["driver"])
        russia, belarus = days_in(book, driver.name, "RU"), days_in(book, driver.name, "BY")
        by_year = {year: {day for day in russia | belarus if day.year == year} for year in (2025, 2026)}
        assert driver.citizenship == answer["citizenship"]
        assert len(by_year[2026]) == answer["days_inside_2026"], driver.name
        assert len(by_year[2026] & russia) == answer["RU"], driver.name
        assert len(by_year[2026] & belarus) == answer["BY"], driver.name
        assert len(by_year[2025]) == answer["used_2025"], driver.name
        assert (ON in by_year[2026]) == answer["inside_on_the_day"], driver.name


def test_the_rows_that_cannot_be_taken_are_those_with_mistakes_in_them(reading: Reading) -> None:
    """The seven rows that were spoilt on purpose are named with what is wrong; besides them only the title and empty rows are left."""
    wrong = {row: outcome for row, outcome in outcomes(reading, SHEET).items() if outcome not in ("taken", "title", "empty")}
    problems = json.loads((DATA / "problems.json").read_text(encoding="utf-8"))
    assert wrong == {problem["row"]: KINDS[problem["kind"]] for problem in problems}
    passed = {row.row for row in reading.of_outcome("passed-over")}
    assert passed == {1, 2, 18, 44, 322}
    assert reading.counts == {"taken": 364, "known": 0, "changed": 0, "refused": 5, "passed-over": 5}


def test_every_row_of_the_file_is_accounted_for(reading: Reading) -> None:
    """Nothing is skipped in silence: each row but the headings has its outcome, once."""
    rows = [(row.sheet, row.row) for row in reading.rows]
    assert len(rows) == len(set(rows))
    assert set(outcomes(reading, SHEET)) == set(range(1, 323)) - {3}
    assert set(outcomes(reading, "Водители")) == set(range(2, 16))
    assert set(outcomes(reading, "Документы")) == set(range(2, 41))


def test_refused_rows_of_known_drivers_wait_as_their_unsettled_journeys(book: RecordBook) -> None:
    """Ахметов, Қасымов, Токтогулов and Абдыкадыров each have a journey that is not counted; it stands beside their figures."""
    waiting = {row.row: row for row in book.all(Unsettled)}
    assert sorted(waiting) == [24, 30, 42, 49]
    assert book.unsettled_of(named(book, "Абдыкадыров").id) == [waiting[49]]
    assert (waiting[49].file, waiting[49].sheet, waiting[49].problem) == ("office-2026.xlsx", SHEET, "unreadable")
    assert waiting[49].cells["Въезд"] == "?"
    assert waiting[49].cells["Выезд"] == "уточнить"


def test_a_second_import_adds_nothing(book: RecordBook) -> None:
    """Taking the same file in twice gives not one new record, and says that all of it is known."""
    again = read_file(OFFICE, book, ON)
    assert again.changes == []
    assert again.counts == {"taken": 0, "known": 364, "changed": 0, "refused": 5, "passed-over": 5}


def test_a_later_import_turns_what_was_not_proven_into_told(book: RecordBook) -> None:
    """Read again a month later the file says nothing new; plans are still plans, since the file calls them so."""
    again = read_file(OFFICE, book, date(2026, 12, 24))
    assert again.counts["changed"] == 0
    assert again.changes == []


def test_plans_stay_plans_and_open_stays_stay_open(book: RecordBook) -> None:
    """The seventeen planned rows are plans in the book; the three drivers who are inside have no exit."""
    legs = [leg for driver in book.drivers() for leg in legs_of(book, driver.name)]
    planned = [leg for leg in legs if leg.entry_basis is Basis.PLANNED]
    assert len(planned) == 17
    assert all(leg.entry > ON and leg.exit_basis is Basis.PLANNED for leg in planned)
    inside = {leg.driver for leg in legs if leg.exit is None}
    assert inside == {named(book, surname).id for surname in ("Ахметов", "Токтогулов", "Петросян")}


def test_two_names_in_one_cell_are_a_crew(book: RecordBook) -> None:
    """Рахимов and Петросян drove to Minsk together: one trip, three legs each."""
    (trip,) = [trip for trip in book.all(Trip) if len(trip.drivers) == 2]
    assert trip.drivers == (named(book, "Рахимов").id, named(book, "Петросян").id)
    assert [leg.country for leg in trip.legs_of(trip.drivers[0])] == ["RU", "BY", "RU"]
    assert [leg.country for leg in trip.legs_of(trip.drivers[1])] == ["RU", "BY", "RU"]
    assert trip.legs[0].entry_queue == date(2026, 5, 2)


def test_rows_of_one_journey_are_one_trip(book: RecordBook) -> None:
    """Қасымов's way to Warsaw and back over New Year is one trip of five legs in one truck."""
    (trip,) = [trip for trip in book.trips_of(named(book, "Қасымов").id) if trip.legs[0].entry == date(2025, 12, 21)]
    assert [(leg.country, leg.entry.isoformat(), leg.exit and leg.exit.isoformat()) for leg in trip.legs] == [
        ("RU", "2025-12-21", "2025-12-26"),
        ("BY", "2025-12-26", "2025-12-26"),
        ("PL", "2025-12-26", "2026-01-01"),
        ("BY", "2026-01-01", "2026-01-04"),
        ("RU", "2026-01-04", "2026-01-07"),
    ]
    vehicle = book.get(Vehicle, trip.vehicle or "")
    assert vehicle is not None
    assert (vehicle.plate, trip.route) == ("747 HHT 11", "Алматы–Минск–Варшава")
    assert trip.legs[2].entry_queue == date(2025, 12, 24)


def test_no_date_between_russia_and_belarus_is_called_seen(book: RecordBook, reading: Reading) -> None:
    """Nobody stamps between the two, so such dates are told, and the report says how many were called seen."""
    inner = ("Лиозно–Кругловка", "Езерище–Невель", "Звенчатка–Дубовичка", "Редьки–Красная Горка", "Юховичи–Долосцы")
    legs = [leg for driver in book.drivers() for leg in legs_of(book, driver.name)]
    entries = [leg.entry_basis for leg in legs if leg.entry_point in inner]
    exits = [leg.exit_basis for leg in legs if leg.exit_point in inner]
    assert entries
    assert exits
    assert set(entries) | set(exits) == {Basis.TOLD, Basis.PLANNED}
    assert reading.told_between == 104
    assert Basis.SHOWN in {leg.entry_basis for leg in legs}


def test_papers_are_of_the_kinds_and_countries_that_their_words_say(book: RecordBook) -> None:
    """Residence permits, bans, visas and applications count only for the country they are of; a bare contract is of none."""
    papers = {(paper.kind, paper.number): paper for paper in book.all(Paper)}
    assert papers["residence-permit", "83 1204417"].country == "RU"
    assert papers["residence-permit", "031552 KZ"].country == "KZ"
    assert papers["visa", "PL 9912043"].country == "PL"
    assert papers["visa", "PL 9912043"].note == "Виза (Польша, D)"
    assert papers["entry-ban", "реш. 114/26"].country == "RU"
    filed = papers["ruid-driver", "RU-26-0041873"]
    assert (filed.country, filed.issued, filed.until) == ("RU", date(2026, 11, 16), date(2027, 2, 14))
    contract = papers["employment-contract", "ТД-1"]
    assert (contract.country, contract.issued, contract.until) == (None, date(2024, 1, 1), None)
    assert {kind for kind, _ in papers} == {
        "residence-permit",
        "visa",
        "entry-ban",
        "ruid-driver",
        "employment-contract",
        "licence",
        "passport",
        "tachograph-card",
        "adr",
    }
    assert len(papers) == 53


def test_a_driver_may_have_two_passports(book: RecordBook) -> None:
    """Юсупов has the passport of the list of drivers and another one among the papers; a new passport never hides the old."""
    passports = [paper for paper in book.papers_of(named(book, "Юсупов").id) if paper.kind == "passport"]
    assert [(paper.number, paper.until) for paper in passports] == [
        ("N95092875", date(2028, 1, 7)),
        ("FA 7781203", date(2026, 12, 9)),
    ]


def test_the_list_of_drivers_is_taken_whole(book: RecordBook) -> None:
    """Fourteen drivers with citizenship, date of birth and telephone, whatever short name their country has in the list."""
    assert len(book.drivers()) == 14
    driver = named(book, "Токтогулов")
    assert (driver.citizenship, driver.born, driver.phone) == ("KG", date(1969, 2, 16), "+7 741 198 17 21")
    assert named(book, "Петросян").born == date(1990, 5, 25)
    assert len(list(book.all(Vehicle))) == 14
