"""Laws of the comparison with a list of crossings, over random books and lists made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.days import Days
from storage.answers import first_rule
from storage.book import RecordBook
from storage.reading.crossings import Crossing
from storage.reconciling import Comparison, Line, reconciled, taken
from storage.records import Basis, Driver, Leg, Trip
from tests.storage.books import open_book
from tests.storage.readings import ON

DAY0 = date(2026, 1, 1)
DRIVER = Driver(name="Ким Вячеслав", citizenship="KZ")
OTHERS = [Crossing("другой", country, day, into) for country in ("RU", "PL") for day, into in ((DAY0 - timedelta(30), True), (ON, False))]
Piece = tuple[str, int, int]
"""A leg of a journey: country, length in days, days (0 or 1) after the leg before it."""

piece = st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 5), st.integers(0, 1))
elsewhere = st.tuples(st.just("PL"), st.integers(0, 5), st.just(0)).map(lambda each: [each])
journeys = st.lists(st.tuples(st.integers(2, 12), st.one_of(st.lists(piece, min_size=1, max_size=4), elsewhere)), max_size=5)
crossing = st.builds(
    lambda country, day, into: Crossing(DRIVER.id, country, DAY0 + timedelta(day), into, "лишнее"),
    st.sampled_from(["RU", "BY"]),
    st.integers(0, 120),
    st.booleans(),
)


def trips_of(found: Sequence[tuple[int, Sequence[Piece]]], is_open: bool) -> list[Trip]:
    """Returns journeys two days or more apart, each of legs that go on from each other; the last may be open."""
    made: list[list[Leg]] = []
    day = DAY0
    for gap, pieces in found:
        day += timedelta(gap)
        legs: list[Leg] = []
        for at, (country, length, after) in enumerate(pieces):
            same = bool(at) and pieces[at - 1][0] == country
            first = day + timedelta(max(after, same) if at else 0)
            day = first + timedelta(length)
            legs.append(Leg(driver=DRIVER.id, country=country, entry=first, entry_basis=Basis.TOLD, exit=day, exit_basis=Basis.TOLD))
        made.append(legs)
    if is_open and made:
        made[-1][-1] = Leg(driver=DRIVER.id, country=made[-1][-1].country, entry=made[-1][-1].entry, entry_basis=Basis.TOLD)
    return [Trip(legs=tuple(legs)) for legs in made]


def rows_of(trips: Sequence[Trip], *, outer: bool = False) -> list[Crossing]:
    """Returns the crossings of trips, each at a place of its own; in ``outer`` none between Russia and Belarus."""
    rows: list[Crossing] = []
    for number, trip in enumerate(trips):
        for at, leg in enumerate(trip.legs):
            if not outer or at == 0:
                rows.append(Crossing(leg.driver, leg.country, leg.entry, True, f"{number}-{at} въезд"))
            if leg.exit and (not outer or at == len(trip.legs) - 1):
                rows.append(Crossing(leg.driver, leg.country, leg.exit, False, f"{number}-{at} выезд"))
    return rows


def compared(book: RecordBook, rows: Sequence[Crossing]) -> Comparison | None:
    """Compares the book with a list that others stand in too, of the whole year."""
    found = reconciled(book, [*rows, *OTHERS], ON)
    return found[0] if found else None


def differing(book: RecordBook, rows: Sequence[Crossing]) -> list[Line]:
    """Returns the lines that do not agree."""
    found = compared(book, rows)
    return [line for line in found.lines if not line.agrees] if found else []


def ends_of(line: Line) -> list[date]:
    """Returns the dates of a line that do not agree."""
    spans = [span for span in (line.ours, line.theirs) if span]
    entries = [span.entry for span in spans if line.entry in ("differs", "not-in-book", "not-in-list")]
    return [day for day in (*entries, *(span.exit for span in spans if line.exit in ("differs", "not-in-book", "not-in-list"))) if day]


def days_of(legs: Iterable[Leg]) -> Days:
    """Returns the dates of legs, whatever the country."""
    return Days.union(Days.between(leg.entry, leg.exit or ON) for leg in legs)


def used(book: RecordBook, day: date) -> int:
    """Returns the days used under the firm's first rule."""
    return book.ledger(DRIVER.id, first_rule(book)).standing(day).used


def settled(data: st.DataObject, book: RecordBook, rows: Sequence[Crossing]) -> list[Line]:
    """Takes over one difference after another, in any order; returns those that cannot be."""
    for _ in range(30):
        lines = [line for line in differing(book, rows) if line.can_be_taken]
        if not lines:
            return differing(book, rows)
        line = lines[data.draw(st.integers(0, len(lines) - 1))]
        assert line.effect is not None
        assert used(book, line.effect.on) == line.effect.before
        book.commit(taken(book, [line]), "taken")
        assert used(book, line.effect.on) == line.effect.after
    pytest.fail("there is no end to the differences")


@settings(max_examples=100, deadline=None)
@given(journeys, st.booleans(), st.booleans())
def test_a_list_made_from_the_book_agrees_with_it(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, list[Piece]]], is_open: bool, outer: bool
) -> None:
    """With every crossing, or with the outer ones only."""
    trips = trips_of(found, is_open)
    with open_book(tmp_path_factory.mktemp("law")) as book:
        book.commit([DRIVER, *trips], "book")
        assert differing(book, rows_of(trips, outer=outer)) == []


@settings(max_examples=150, deadline=None)
@given(journeys.filter(bool), st.booleans(), st.booleans(), st.data())
def test_a_missing_row_is_one_difference_and_nothing_can_be_taken_over(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, list[Piece]]], is_open: bool, outer: bool, data: st.DataObject
) -> None:
    """It stands at the missing crossing, or at the one that it cuts a stretch with; an open stay without its entry can be taken out."""
    trips = trips_of(found, is_open)
    rows = rows_of(trips, outer=outer)
    missing = data.draw(st.sampled_from(rows))
    rows.remove(missing)
    with open_book(tmp_path_factory.mktemp("law")) as book:
        book.commit([DRIVER, *trips], "book")
        lines = differing(book, rows)
        assert len(lines) == 1 or (not lines and (not rows or is_open))
        for line in lines:
            assert any(abs(missing.day - day) <= timedelta(1) for day in ends_of(line))
            assert not line.can_be_taken or (line.ours is not None and line.ours.exit is None)


@settings(max_examples=150, deadline=None)
@given(journeys.filter(bool), st.booleans(), crossing)
def test_a_row_too_many_is_one_difference_and_is_stretched_over_nothing(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, list[Piece]]], is_open: bool, lone: Crossing
) -> None:
    """Only an entry that nothing follows on either side opens a stay, and only an exit closes one that is open."""
    trips = trips_of(found, is_open)
    rows = rows_of(trips)
    if any((each.country, each.day, each.into) == (lone.country, lone.day, lone.into) for each in rows):
        return
    with open_book(tmp_path_factory.mktemp("law")) as book:
        book.commit([DRIVER, *trips], "book")
        (line,) = differing(book, [*rows, lone])
        assert line.theirs is not None
        assert lone.day == (line.theirs.entry if lone.into else line.theirs.exit)
        last = max(each.day for each in rows)
        if line.can_be_taken:
            assert lone.day >= last
            assert lone.into is not (is_open and trips[-1].legs[-1].exit is None)


@settings(max_examples=150, deadline=None)
@given(journeys.filter(bool), st.booleans(), st.booleans(), st.data())
def test_one_after_another_taken_over_changes_the_count_as_said_and_comes_to_an_end(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, list[Piece]]], is_open: bool, outer: bool, data: st.DataObject
) -> None:
    """Rows moved, missing and too many: what is left cannot be taken over, and no date was written that neither side has."""
    trips = trips_of(found, is_open)
    shifts = st.sampled_from([0, 0, 0, 0, -3, -1, 1, 2])
    rows = [replace(each, day=each.day + timedelta(data.draw(shifts))) for each in rows_of(trips, outer=outer)]
    rows = [each for each in rows if data.draw(st.integers(0, 7))] + data.draw(st.lists(crossing, max_size=2))
    with open_book(tmp_path_factory.mktemp("law")) as book:
        book.commit([DRIVER, *trips], "book")
        before = days_of(leg for trip in trips for leg in trip.legs)
        left = settled(data, book, rows)
        assert not any(line.can_be_taken for line in left)
        assert all(line.hindrance for line in left)
        assert not days_of(leg for trip in book.trips_of(DRIVER.id) for leg in trip.legs) - before - said_by(rows)


def said_by(rows: Sequence[Crossing]) -> Days:
    """Returns the dates from each entry of a list to the next crossing of its country, or of Russia or Belarus; without one, to ``ON``."""
    found = []
    for countries in ({"PL"}, {"RU"}, {"BY"}, {"RU", "BY"}):
        here = [each for each in rows if each.country in countries]
        days = {each.day for each in here}
        found += [Days.between(each.day, min((day for day in days if day > each.day), default=ON)) for each in here if each.into]
    return Days.union(found)


stays = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from(["RU", "BY", "PL"])), max_size=6)


def apart(found: list[tuple[int, int, str]]) -> list[Leg]:
    """Returns stays that do not touch each other, in order."""
    made, free = [], DAY0
    for at, length, country in sorted(found):
        first = max(free, DAY0 + timedelta(at))
        last = first + timedelta(length)
        made.append(Leg(driver=DRIVER.id, country=country, entry=first, entry_basis=Basis.TOLD, exit=last, exit_basis=Basis.TOLD))
        free = last + timedelta(2)
    return made


@settings(max_examples=60, deadline=None)
@given(stays, stays)
def test_taking_everything_over_leaves_the_list_s_own_days(
    tmp_path_factory: pytest.TempPathFactory, ours: list[tuple[int, int, str]], listed: list[tuple[int, int, str]]
) -> None:
    """Whatever the two sides have: once every line is taken over, the book has the list's days, no more and no less.

    But for a stay of the list that has the entry of one of the book's and the exit of another, where rows are missing between the two, and
    for legs that go on from each other, of which the list would cut off the first or the last.
    """
    theirs, mine = apart(listed), apart(ours)
    begun = {(leg.country == "PL", leg.entry): at for at, leg in enumerate(mine)}
    ended = {(leg.country == "PL", leg.exit): at for at, leg in enumerate(mine)}
    for leg in theirs:
        first, last = begun.get((leg.country == "PL", leg.entry)), ended.get((leg.country == "PL", leg.exit))
        assume(first is None or last is None or first == last)
    rows = rows_of([Trip(legs=(leg,)) for leg in theirs])
    with open_book(tmp_path_factory.mktemp("law")) as book:
        book.commit([DRIVER, *(Trip(legs=(leg,)) for leg in mine)], "book")
        for _ in range(3):
            book.commit(taken(book, [line for line in differing(book, rows) if line.can_be_taken]), "taken")
        left = differing(book, rows)
        assert all(line.hindrance == "dates" and line.ours and len(line.ours.legs) > 1 for line in left)
        kept = [leg for trip in book.trips_of(DRIVER.id) for leg in trip.legs]
        for poland in (True, False):
            here, there = (days_of(leg for leg in each if (leg.country == "PL") is poland) for each in (kept, theirs))
            assert left or not rows or here == there
