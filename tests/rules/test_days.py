"""``Days`` is a set of calendar dates, and counts as one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days import NO_DAYS, Days

DATES = st.integers(0, 80).map(lambda ahead: date(2024, 2, 1) + timedelta(ahead))
SETS = st.sets(DATES, max_size=40)


@given(SETS, SETS)
def test_it_is_the_set_of_its_dates(one: set[date], other: set[date]) -> None:
    """Union, intersection and its size, difference, length, order and equality are those of a plain set."""
    a, b = Days.of(one), Days.of(other)
    assert set(a | b) == one | other and set(a & b) == one & other and set(a - b) == one - other
    assert a.shared(b) == len(one & other) and a.shared(a) == len(one)
    assert list(a) == sorted(one) and len(a) == len(one) and bool(a) == bool(one)
    assert (a == b) == (one == other) and (one != other or hash(a) == hash(b))
    assert Days.union([a, b, NO_DAYS]) == a | b
    assert (a.first, a.last) == (min(one, default=None), max(one, default=None))


@given(st.lists(st.tuples(DATES, st.integers(0, 30)), max_size=8))
def test_many_stays_at_once_are_the_union_of_each(stays: list[tuple[date, int]]) -> None:
    """Stays laid out together, in any order, give the dates they give one by one."""
    spans = [(first, first + timedelta(length)) for first, length in stays]
    assert Days.spans(spans) == Days.union(Days.between(first, last) for first, last in spans)


@given(SETS, DATES)
def test_the_last_date_up_to_a_day(dates: set[date], day: date) -> None:
    """It is the latest of those that do not come after the day, if there is one."""
    assert Days.of(dates).last_upto(day) == max((one for one in dates if one <= day), default=None)


@given(SETS, DATES, DATES)
def test_a_range_takes_in_both_its_ends(dates: set[date], first: date, last: date) -> None:
    """Counting, cutting and membership over a range include its first and its last date; a range backwards holds nothing."""
    found = Days.of(dates)
    expected = {day for day in dates if first <= day <= last}
    assert set(found.within(first, last)) == expected and found.count(first, last) == len(expected)
    assert len(Days.between(first, last)) == max(0, (last - first).days + 1)
    assert (first in found) == (first in dates)


@given(SETS, DATES)
def test_unbroken_runs(dates: set[date], day: date) -> None:
    """Runs put together give the set again; the run that ends with a day is found by walking."""
    found = Days.of(dates)
    runs = found.runs()
    assert Days.union(Days.between(first, last) for first, last in runs) == found
    assert all((after[0] - before[1]).days > 1 for before, after in pairwise(runs))
    back = day
    while back in dates:
        back -= timedelta(1)
    assert found.run_ending(day) == (day - back).days


def test_it_does_not_change_and_shows_its_dates() -> None:
    """Nothing can be set on it; its text names its runs; it is equal to no other kind of thing."""
    days = Days.of([date(2026, 3, 2), date(2026, 3, 1), date(2026, 5, 9)])
    with pytest.raises(AttributeError):
        days._bits = 1
    assert repr(days) == "Days(2026-03-01..2026-03-02, 2026-05-09)"
    assert days != {date(2026, 3, 1)}


def test_the_edges_of_a_set_of_dates() -> None:
    """What is cut off at either end, one date at a time, leaves the same set as one that never had it."""
    march = [date(2026, 3, place) for place in range(1, 6)]
    five = Days.between(march[0], march[4])
    assert five - Days.of(march[:1]) == five.within(march[1], date.max) == Days.between(march[1], march[4])
    assert (five - Days.of(march[:1])).first == march[1]
    assert five.within(march[0], march[0]) == five.within(date.min, march[0]) == Days.of(march[:1])
    assert five.within(march[4], date.max) == Days.of(march[4:]) and not five.within(date.min, date(2026, 2, 28))
    assert [five.last_upto(one) for one in (date(2026, 2, 28), march[0], march[2], date(2026, 4, 1))] == [
        None,
        march[0],
        march[2],
        march[4],
    ]
    assert len({five, Days.of(march), Days.of(march[1:])}) == 2 and hash(five) == hash(Days.of(reversed(march)))
    assert [hash(Days.of([one])) for one in march] != [hash(five)] * 5
    assert Days.spans([(march[3], march[4]), (march[0], march[1])]) == five - Days.of([march[2]])
    assert five | Days() == Days() | five == five and not five & Days() and five - Days() == five and not Days() - five
