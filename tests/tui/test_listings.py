"""The book written into a workbook and read again: in every language nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.reader import shipped as rules
from storage.book import RecordBook
from storage.reading import read_file, read_source, source_of
from storage.reading.words import shipped
from storage.records import JOINT, Basis, Driver, Leg, Paper, Record, Trip, Vehicle
from storage.writing.delimited import csv_of
from storage.writing.workbook import workbook_of
from tests.storage.books import open_book
from tests.storage.readings import OFFICE, ON
from tui.listings import LISTS, all_listings, drivers_listing, papers_listing, trips_listing
from tui.reminders import reminders
from tui.sheets.words import basis_text
from tui.wording import LANGUAGES, paper_name, use


@pytest.fixture(params=list(LANGUAGES))
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use(request.param)
    yield request.param
    use("en")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    """The office's journal, and what it cannot say: proofs, an order to leave, a visa's entries, a formula for a note, a stay in both."""
    with open_book(tmp_path / "book") as book:
        book.commit(read_file(OFFICE, book, ON).changes, "import")
        kim = next(driver for driver in book.drivers() if driver.name.startswith("Ким"))
        others = [driver for driver in book.drivers() if driver != kim]
        truck = Vehicle(plate="777 XYZ 01")
        leg = Leg(
            driver=kim.id,
            country="RU",
            entry=date(2026, 11, 18),
            entry_basis=Basis.OFFICIAL,
            entry_proof="МК 12345",
            entry_point="Маштаково",
            exit=date(2026, 11, 20),
            exit_basis=Basis.SHOWN,
            exit_queue=date(2026, 11, 19),
            exit_proof="4512",
            leave_by=date(2026, 11, 21),
            handed_over=date(2026, 11, 19),
        )
        joint = Leg(
            driver=kim.id, country=JOINT, entry=date(2026, 6, 20), entry_basis=Basis.TOLD, exit=date(2026, 6, 22), exit_basis=Basis.TOLD
        )
        records: list[Record] = [
            msgspec.structs.replace(kim, role="старший", joined=date(2020, 1, 1), note="=1+1\n-звонить\n'+7 701"),
            truck,
            Trip(vehicle=truck.id, route="=cmd|' /C calc'!A1", legs=(leg,), note="первая строка\nвторая"),
            Trip(legs=(joint,)),
            Trip(vehicle=truck.id, route="Алматы–Омск", legs=_crew(kim, others[0]), note="сменный экипаж"),
            Paper(holder=book.firm.id, kind="admission", number="KZ-77", until=date(2027, 5, 1)),
            Paper(
                holder=kim.id,
                kind="visa",
                number="+77",
                country="PL",
                issued=date(2026, 1, 1),
                until=date(2026, 12, 31),
                entries=2,
                days=90,
            ),
            Paper(holder=kim.id, kind="register-check", issued=date(2026, 11, 1), result="clear", country="RU"),
            Paper(holder=truck.id, kind="insurance", number="007", until=date(2026, 12, 31)),
        ]
        book.commit(records, "more")
        yield book


def _crew(first: Driver, second: Driver) -> tuple[Leg, ...]:
    """Returns the legs of two drivers of one truck in December 2025: the second came in later, and went home on his own."""
    return tuple(
        Leg(
            driver=driver.id,
            country="RU",
            entry=date(2025, 12, entry),
            entry_basis=Basis.TOLD,
            exit=date(2025, 12, exit),
            exit_basis=Basis.TOLD,
        )
        for driver, entry, exit in ((first, 1, 5), (second, 3, 4), (first, 9, 12))
    )


def facts(book: RecordBook) -> list[object]:
    """Returns all that a workbook says, by names in place of ids."""
    names = {driver.id: driver.name for driver in book.drivers()} | {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)}
    names[book.firm.id] = "firm"
    drivers = sorted(msgspec.json.encode(msgspec.structs.replace(each, id="", stamp=None)) for each in book.drivers())
    papers = sorted(
        msgspec.json.encode(msgspec.structs.replace(each, id="", stamp=None, holder=names[each.holder])) for each in book.all(Paper)
    )
    trips = sorted(
        msgspec.json.encode([names.get(trip.vehicle or ""), trip.route, trip.note, sorted(_leg(leg, names) for leg in trip.legs)])
        for trip in book.all(Trip)
    )
    return [drivers, papers, trips]


def _leg(leg: Leg, names: Mapping[str, str]) -> str:
    return msgspec.json.encode(msgspec.structs.replace(leg, driver=names[leg.driver])).decode()


def test_a_workbook_of_the_book_read_into_an_empty_one_is_the_same_book(book: RecordBook, tmp_path: Path, language: str) -> None:
    """Drivers, papers, every leg with dates, bases and proofs, notes line by line; the grids bring nothing that the trips have not."""
    content = workbook_of(all_listings(book, ON))
    with open_book(tmp_path / "other") as other:
        reading = read_source(source_of("книга.xlsx", content), other, ON)
        assert [row for row in reading.rows if row.outcome == "refused"] == []
        assert [(sheet.kind, sheet.unknown) for sheet in reading.sheets] == [
            ("drivers", ()),
            ("papers", ()),
            ("trips", ()),
            ("grid", ()),
            ("grid", ()),
        ]
        assert {row.outcome for row in reading.rows if row.sheet in [sheet.name for sheet in reading.sheets if sheet.kind == "grid"]} == {
            "known",
            "passed-over",
        }
        other.commit(reading.changes, "import")
        assert facts(other) == facts(book)


def test_a_workbook_of_the_book_brings_nothing_new_to_it(book: RecordBook, language: str) -> None:
    """Written, mended nowhere and read again: not one change."""
    reading = read_source(source_of("книга.xlsx", workbook_of(all_listings(book, ON))), book, ON)
    assert reading.changes == []
    assert reading.counts["taken"] == reading.counts["changed"] == reading.counts["refused"] == 0


def test_a_grid_alone_has_every_day_that_was_counted(book: RecordBook, tmp_path: Path, language: str) -> None:
    """Letters and colours give the same days in both countries to an empty book."""
    grids = [each for each in all_listings(book, ON) if each.narrow]
    with open_book(tmp_path / "other") as other:
        other.commit(read_source(source_of("график.xlsx", workbook_of(grids)), other, ON, new_drivers=True).changes, "import")
        for driver in book.drivers():
            twin = next(each for each in other.drivers() if each.name == driver.name)
            ours, theirs = (records.ledger(each.id, "union-state").standing(ON) for records, each in ((book, driver), (other, twin)))
            if driver.name != "Сидоренко Пётр Иванович":  # his residence permit is no part of a grid
                assert (theirs.used, theirs.by_country) == (ours.used, ours.by_country), driver.name


@pytest.mark.parametrize("name", [name for name in LISTS if name != "plans"])
def test_a_csv_list_is_read_again(book: RecordBook, language: str, name: str) -> None:
    """The same list as text, with semicolons: nothing in it is new to the book."""
    content = csv_of(LISTS[name](book, ON))
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") > 10
    assert read_source(source_of(f"{name}.csv", content), book, ON).changes == []


def test_the_words_that_are_written_are_read_again(language: str) -> None:
    """Every kind of paper and every basis, in each language, means the same when it comes back."""
    words = shipped()
    kinds = list(rules().paper_kinds)
    assert {kind: words.papers.meaning(paper_name(kind)) for kind in kinds} == {kind: kind for kind in kinds}
    assert [kind for kind in kinds if words.unsaid(paper_name(kind), kind)] == []
    assert {basis: words.basis(basis_text(basis)) for basis in Basis} == {basis: basis for basis in Basis}


def test_private_data_stays_in_the_book_where_the_firm_says_so(book: RecordBook) -> None:
    """No day of birth and no number of a passport leaves the office; read again, such a file takes nothing away."""
    book.commit([msgspec.structs.replace(book.firm, keeps_private=True)], "private")
    listings = all_listings(book, ON)
    passports = [paper.number for paper in book.all(Paper) if paper.kind == "passport"]
    birthdays = {driver.born for driver in book.drivers()}
    cells = {value for listing in listings[:2] for row in listing.rows for value in row}
    assert passports and not cells & {*passports, *birthdays}
    assert not {reminder.text for reminder in reminders(book, ON)} & {*passports}
    assert read_source(source_of("книга.xlsx", workbook_of(listings)), book, ON).changes == []


def test_no_cell_is_a_formula(book: RecordBook, tmp_path: Path) -> None:
    """A route and a note that begin like one are text, in the workbook and in the list."""
    import openpyxl

    path = tmp_path / "книга.xlsx"
    path.write_bytes(workbook_of(all_listings(book, ON)))
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert any(cell.value == "=cmd|' /C calc'!A1" and cell.quotePrefix for cell in cells)
    assert b";'=cmd|" in csv_of(trips_listing(book))


def test_dates_in_a_workbook_are_dates(book: RecordBook, tmp_path: Path) -> None:
    """A Russian and an English spreadsheet show the same day: it is a date with a format of its own, day first."""
    import openpyxl

    path = tmp_path / "книга.xlsx"
    path.write_bytes(workbook_of([trips_listing(book)]))
    cell = openpyxl.load_workbook(path).worksheets[0]["F2"]
    assert (cell.data_type, cell.number_format) == ("d", "dd.mm.yyyy")


def test_a_cancelled_plan_is_not_written(tmp_path: Path) -> None:
    """What was called off never happened; what happened of a cancelled trip is written."""
    with open_book(tmp_path / "book") as book:
        kim = Driver(name="Ким Вячеслав")
        went = Leg(driver=kim.id, country="RU", entry=date(2026, 3, 1), entry_basis=Basis.TOLD)
        plan = Leg(driver=kim.id, country="BY", entry=date(2026, 3, 5))
        book.commit([kim, Trip(legs=(went, plan), cancelled=True)], "trip")
        assert len(trips_listing(book).rows) == 1


def test_plans_are_listed_as_they_are_judged(book: RecordBook) -> None:
    """A row a driver of each planned trip: dates as dates, days as numbers, the reason in words; a calendar holds the departures."""
    plans = LISTS["plans"](book, ON)
    assert len(plans.rows) == len({(row[0], row[2]) for row in plans.rows}) > 5
    assert all(isinstance(row[0], date) and row[4] for row in plans.rows)
    departing = [each for each in reminders(book, ON) if each.uid.endswith("-departs")]
    assert len(departing) == len(plans.rows)


def test_a_plan_for_nobody_comes_back_as_one(tmp_path: Path, language: str) -> None:
    """The words for nobody are read again; two that depart on one day stay two, and read once more nothing is new.

    Plans and calendar tell who could go.
    """
    kim = Driver(name="Ким Вячеслав", citizenship="KZ")
    legs = tuple(
        Leg(driver="", country=code, entry=ON + timedelta(5), exit=ON + timedelta(5), exit_basis=Basis.PLANNED) for code in ("RU", "BY")
    )
    waiting = [Trip(route=route, legs=legs) for route in ("Алматы–Минск", "Алматы–Брест", "Алматы–Брест")]
    with open_book(tmp_path / "book") as book, open_book(tmp_path / "other") as other:
        book.commit([kim, *waiting], "plans")
        sheet = workbook_of([drivers_listing(book), trips_listing(book)])
        other.commit(read_source(source_of("книга.xlsx", sheet), other, ON).changes, "import")
        assert [(each.route, each.legs) for each in other.all(Trip)] == [(each.route, each.legs) for each in waiting]
        assert [driver.name for driver in other.drivers()] == [kim.name]
        assert not read_source(source_of("книга.xlsx", sheet), other, ON).changes
        plans = LISTS["plans"](book, ON)
        assert len(plans.rows) == 3 and all(kim.name in str(row[-1]) for row in plans.rows)
        calendar = [each for each in reminders(book, ON) if each.uid.endswith("-departs")]
        assert [kim.name in each.text for each in calendar] == [True] * 3


def test_a_row_for_nobody_that_has_begun_is_refused(tmp_path: Path) -> None:
    """Somebody must have driven it: a date up to the day of import is told, so its driver is missing."""
    text = f"Водитель;Страна;Въезд;Выезд\nникого;Россия;{ON:%d.%m.%Y};{ON + timedelta(9):%d.%m.%Y}\n"
    with open_book(tmp_path / "book") as book:
        reading = read_source(source_of("рейсы.csv", text.encode()), book, ON)
        assert [row.problem for row in reading.of_outcome("refused")] == ["driver-missing"] and not list(reading.of_outcome("taken"))


# --- whatever the trips are ----------------------------------------------------------------------------------------------

_DRIVERS = [Driver(name=name, citizenship="KZ") for name in ("Ахметов Ерлан Серикович", "Ким Вячеслав Олегович", "Юсупов Тимур")]
_TRUCKS = [Vehicle(plate="111 AAA 01"), Vehicle(plate="222 BBB 02")]
_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 20))


@st.composite
def _legs(draw: st.DrawFn) -> Leg:
    entry, long = draw(_DAYS), draw(st.none() | st.integers(0, 40))
    basis = draw(st.sampled_from([Basis.PLANNED, Basis.TOLD, Basis.OFFICIAL]))
    exit_ = None if long is None else entry + timedelta(long)
    return Leg(
        driver=draw(st.sampled_from(_DRIVERS)).id,
        country=draw(st.sampled_from(["RU", "BY", "KG", JOINT])),
        entry=entry,
        entry_basis=basis,
        exit=exit_,
        exit_basis=basis if exit_ else None,
        entry_point=draw(st.sampled_from(["", "Маштаково"])),
    )


_TRIPS = st.builds(
    Trip,
    vehicle=st.none() | st.sampled_from([truck.id for truck in _TRUCKS]),
    route=st.sampled_from(["", "Алматы–Москва"]),
    legs=st.lists(_legs(), min_size=1, max_size=4, unique_by=lambda leg: (leg.driver, leg.country, leg.entry)).map(tuple),
    note=st.sampled_from(["", "звонить"]),
)
_PAPERS = st.builds(
    Paper,
    holder=st.sampled_from([*(each.id for each in (*_DRIVERS, *_TRUCKS)), "firm"]),
    kind=st.sampled_from(["insurance", "admission", "carriage-permit"]),
    number=st.integers(1, 10**6).map(str),
    until=st.none() | _DAYS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TRIPS, min_size=1, max_size=4), st.lists(_PAPERS, max_size=3, unique_by=lambda paper: paper.number))
def test_every_book_comes_back_trip_by_trip(trips: list[Trip], papers: list[Paper]) -> None:
    """Crews with legs of their own, trips that touch or overlap, papers of drivers, trucks and the firm; and again nothing is new."""
    with TemporaryDirectory() as folder, open_book(Path(folder) / "book") as book, open_book(Path(folder) / "other") as other:
        owned = [msgspec.structs.replace(each, holder=book.firm.id) if each.holder == "firm" else each for each in papers]
        driven = {trip.vehicle for trip in trips} | {paper.holder for paper in papers}
        book.commit([*_DRIVERS, *(truck for truck in _TRUCKS if truck.id in driven), *trips, *owned], "test")
        content = workbook_of([drivers_listing(book), papers_listing(book), trips_listing(book)])
        other.commit(read_source(source_of("книга.xlsx", content), other, ON).changes, "import")
        assert facts(other) == facts(book)
        assert read_source(source_of("книга.xlsx", content), book, ON).changes == []
