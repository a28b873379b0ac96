"""The year ahead: how days run down to New Year, when the firm's run out, how many more trips they allow."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.planning import forecast
from storage.records import Absence, Driver, Paper, Route, RouteLeg, Trip
from storage.routes import planned_legs
from storage.year_ahead import driver_year, firm_year, round_trips
from tests.rules.oracle import Case, Span
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, ON, YUSUF
from tests.storage.test_planning import FIRM, GIA, fleet, journeys, plans

RUSSIA = Route(name="Самара", legs=(RouteLeg(country="RU", days=8),))
RULE = "union-state"


def test_planned_days_are_taken_as_they_come(tmp_path: Path) -> None:
    """30 days used, ten planned from 1 December: 60 left until the 30th, 59 on the 1st, 50 from the 10th to New Year's Eve."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.03–30.03"), trip(GIA, "RU 01.12?–10.12?")], "test")
        year = driver_year(book, GIA.id, ON, RULE)
    assert year.last == day("31.12") and len(year.left) == 39
    assert (year.left[0], year.left[7], year.left[8], year.left[17], year.left[38]) == (60, 60, 59, 50, 50)


def test_nothing_is_left_of_what_has_no_limit(tmp_path: Path) -> None:
    """A residence permit: no figure on any day, and he is not among the firm's drivers whose days are added up."""
    permit = Paper(holder=GIA.id, kind="residence-permit", country="RU", issued=day("01.01"))
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, AHMET, permit], "test")
        assert set(driver_year(book, GIA.id, ON, RULE).left) == {None}
        firm = firm_year(book, ON, RULE)
    assert (firm.drivers, firm.ahead.left[0]) == (1, 90)


def test_the_day_the_firm_runs_out(tmp_path: Path) -> None:
    """Two drivers with 5 and 3 days left, one day a day planned for the first five, 90 days driven in the last ninety.

    Worked by hand: the pace is one driver-day a day, as much as is planned; eight are left, so the ninth day from now is one too many.
    """
    gone = [trip(GIA, "RU 02.01–07.03"), trip(GIA, "RU 03.11–22.11"), trip(AHMET, "RU 01.01–17.01"), trip(AHMET, "RU 01.09–09.11")]
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, AHMET, *gone, trip(GIA, "RU 24.11?–28.11?")], "test")
        firm = firm_year(book, ON, RULE)
    assert (firm.ahead.left[0], firm.ahead.planned, firm.pace) == (5 + 3, 5, 90)
    assert firm.ahead.left[-1] == 3
    assert firm.runs_out == ON + timedelta(9)


def test_a_firm_that_rests_does_not_run_out(tmp_path: Path) -> None:
    """Nothing driven lately, nothing planned: the days last beyond New Year."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.01–20.03")], "test")
        assert firm_year(book, ON, RULE).runs_out is None


def test_how_many_more_trips(tmp_path: Path) -> None:
    """Eight days a trip from 24 November: four end by 25 December, a fifth would not by the 31st; with 20 days left two; when ill none."""
    used = trip(YUSUF, "RU 01.01–11.03")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, YUSUF, GIA, used, Absence(driver=GIA.id, first=day("01.11"))], "test")
        assert [round_trips(book, driver, RUSSIA, ON) for driver in (AHMET, YUSUF, GIA)] == [4, 2, 0]


def test_after_a_breach_there_are_none(tmp_path: Path) -> None:
    """Nobody has checked whether he may come back at all."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.01–20.04")], "test")
        assert round_trips(book, GIA, RUSSIA, ON) == 0


def test_who_is_inside_without_a_known_end_is_not_counted(tmp_path: Path) -> None:
    """Nobody knows when he is out; with a planned exit, or one that the next leg of his trip gives, he is."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, YUSUF, GIA, trip(AHMET, "RU 11.11–"), trip(YUSUF, "RU 11.11–25.11?")], "test")
        book.commit([trip(GIA, "RU 11.11–, BY 25.11?–25.11?")], "test")
        assert [round_trips(book, driver, RUSSIA, ON) for driver in (AHMET, YUSUF, GIA)] == [None, 4, 4]


@settings(max_examples=40, deadline=None)
@given(journeys, plans)
def test_what_is_left_is_that_of_plain_sets(driven: list[tuple[int, int]], planned: list[tuple[int, int]]) -> None:
    """On every day to New Year: 90 less the dates of the year up to it, each once."""
    records = fleet(GIA, driven, planned)
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        book.commit(records, "test")
        year = driver_year(book, GIA.id, ON, RULE)
    dates = Case([Span(leg.country, leg.entry, leg.exit) for one in records if isinstance(one, Trip) for leg in one.legs], ON).all_dates()
    for ahead, left in enumerate(year.left):
        assert left == 90 - sum(date(2026, 1, 1) <= one <= ON + timedelta(ahead) for one in dates)


@settings(max_examples=25, deadline=None)
@given(journeys, plans, st.integers(1, 20))
def test_as_many_trips_as_are_said_can_be_planned(driven: list[tuple[int, int]], planned: list[tuple[int, int]], days: int) -> None:
    """Taken one after the other, each from the first day that works, the said number stays within the rule, and no more begin in time."""
    route = Route(name="x", legs=(RouteLeg(country="RU", days=days),))
    driver = Driver(name="Водитель", citizenship="GE")
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        book.commit(fleet(driver, driven, planned), "test")
        said = round_trips(book, driver, route, ON)
        view, start, made = book.supposing([]), ON + timedelta(1), 0
        while start + timedelta(days - 1) <= date(2026, 12, 31):
            legs = planned_legs(route, start, driver.id)
            if forecast(view, driver, legs, ON).choice.can == "yes":
                view, made = view.supposing([Trip(legs=legs)]), made + 1
                start += timedelta(days - 1)
            start += timedelta(1)
        assert said == made
