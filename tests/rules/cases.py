"""Random drivers' cases for hypothesis, and the way from a case to a line for ``haulbook count``."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.rules.oracle import Case, Ceiling, Span
from tui.cli.count import answer_line

START = date(2024, 10, 1)
LIFTS_RUSSIA = "temporary-residence-application"  # for citizens of every country


def dates(first: date = START, length: int = 600) -> st.SearchStrategy[date]:
    return st.integers(0, length).map(lambda ahead: first + timedelta(ahead))


@st.composite
def spans(draw: st.DrawFn, countries: tuple[str | None, ...] = ("RU", "BY"), most: int = 4, first: date = START) -> list[Span]:
    found = []
    for _ in range(draw(st.integers(0, most))):
        entry = draw(dates(first))
        length = draw(st.one_of(st.none(), st.integers(0, 70)))
        found.append(Span(draw(st.sampled_from(countries)), entry, None if length is None else entry + timedelta(length)))
    return found


@st.composite
def windows(draw: st.DrawFn) -> list[Ceiling]:
    limits = []
    for window in draw(st.lists(st.sampled_from(["calendar-year", "rolling", "continuous"]), min_size=1, max_size=3, unique=True)):
        limits.append(Ceiling(window, draw(st.integers(0, 60)), draw(st.integers(1, 120)) if window == "rolling" else 0))
    return limits


@st.composite
def filings(draw: st.DrawFn, first: date = date(2026, 5, 1)) -> tuple[date, date]:
    begins = draw(dates(first, 250))
    return begins, begins + timedelta(draw(st.integers(0, 90)))


@st.composite
def union_state_cases(draw: st.DrawFn) -> Case:
    first = draw(st.sampled_from([START, date(2026, 3, 1)]))
    return Case(
        spans=draw(spans(first=first)),
        on=draw(dates(first)),
        citizenship=draw(st.sampled_from([None, "KZ", "UZ", "AZ", "GE"])),
        filings=draw(st.lists(filings(), max_size=2)),
        permits=draw(st.lists(filings(first), max_size=1)),
        patents=draw(st.lists(filings(first), max_size=2)),
        patents_count=draw(st.booleans()),
    )


@st.composite
def inline_cases(draw: st.DrawFn) -> Case:
    return Case(
        spans=draw(spans((None, "RU", "PL"))),
        on=draw(dates()),
        ceilings=draw(windows()),
        counted_from=draw(st.one_of(st.just(date.min), dates(length=300))),
    )


def line(case: Case, **questions: Any) -> dict[str, Any]:
    """The case as ``haulbook count`` takes it."""
    rule: object = "union-state"
    if case.ceilings is not None:
        limits = [{"window": limit.window, "days": limit.days} | ({"of": limit.of} if limit.of else {}) for limit in case.ceilings]
        rule = {"limits": limits} | ({"counted_from": case.counted_from.isoformat()} if case.counted_from > date.min else {})
    papers = [
        {"kind": kind, "country": "RU", "from": first.isoformat(), "until": last.isoformat()}
        | ({} if kind != LIFTS_RUSSIA or case.patents_count else {"days_count": False})
        for kind, held in (("ruid-driver", case.filings), ("residence-permit", case.permits), (LIFTS_RUSSIA, case.patents))
        for first, last in held
    ]
    stays = [
        {"country": span.country, "entry": span.entry.isoformat(), "exit": span.exit.isoformat() if span.exit else None}
        for span in case.spans
    ]
    return {"rule": rule, "citizenship": case.citizenship, "on": case.on.isoformat(), "stays": stays, "papers": papers} | questions


def ask(question: dict[str, Any]) -> dict[str, Any]:
    """The answer that ``haulbook count`` gives to one question."""
    return answer_line(json.dumps(question).encode())
