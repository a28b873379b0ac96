"""The arithmetic against plain sets of dates, on random drivers."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.cases import ask, inline_cases, line, union_state_cases
from tests.rules.oracle import Case

CASES = st.one_of(union_state_cases(), inline_cases())
MOST = 200


@settings(max_examples=300)
@given(CASES)
def test_figures_of_any_date(case: Case) -> None:
    """Used, limit, remaining and over are those that plain sets of dates give."""
    answer = ask(line(case))
    assert {key: answer[key] for key in ("used", "limit", "remaining", "over")} == case.standing()


@settings(max_examples=300)
@given(CASES)
def test_every_date_in_violation(case: Case) -> None:
    """The dates over a limit, of every year, are those found by judging each date on its own."""
    assert ask(line(case))["violation"] == case.violation()


@settings(max_examples=120)
@given(CASES)
def test_room(case: Case) -> None:
    """The open stay, or one entered tomorrow, may go on exactly as long as adding day after day breaks nothing."""
    expected = case.room(MOST)
    room = ask(line(case))["room"]
    if expected is None or expected[0] == MOST:
        assert room is None if expected is None else room["days"] >= MOST
        return
    days, by = expected
    until = case.on + timedelta(days)
    assert room == {"days": days, "until": until.isoformat() if days else None, "by": by}


@settings(max_examples=120)
@given(CASES, st.integers(-200, 400))
def test_stay_entered_on_a_date(case: Case, ahead: int) -> None:
    """A stay entered on any date may last as long as adding day after day breaks nothing."""
    entry = case.on + timedelta(ahead)
    days, _ = case.enter(entry, MOST)
    found = ask(line(case, enter=entry.isoformat()))["enter"]
    assert min(found["days"], MOST) == days


@settings(max_examples=40)
@given(CASES, st.integers(1, 40))
def test_first_date_to_come_back(case: Case, days: int) -> None:
    """The first date for a stay of N days is the first on which N days can be added without breaking anything."""
    start = case.on + timedelta(1)
    found = ask(line(case, **{"return": {"from": start.isoformat(), "days": days}}))["return"]["date"]
    assert found is None or case.enter(date.fromisoformat(found), days)[0] == days
    before = date.fromisoformat(found) if found else start + timedelta(300)
    tried = [start + timedelta(step) for step in range(0, (before - start).days, 7)]
    assert all(case.enter(day, days)[0] < days for day in [*tried, before - timedelta(1)] if start <= day < before)


@settings(max_examples=200)
@given(CASES, st.integers(-100, 300), st.integers(0, 120))
def test_plan(case: Case, ahead: int, length: int) -> None:
    """A plan is judged day by day on its own dates, with all that is recorded and planned already."""
    entry = case.on + timedelta(ahead)
    exit = entry + timedelta(length)
    assert ask(line(case, plan={"entry": entry.isoformat(), "exit": exit.isoformat()}))["plan"] == case.plan(entry, exit)
