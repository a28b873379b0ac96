"""Who can go, for 200 drivers: a change of one date judges them all anew; against the same in plain sets of dates, in one run.

As on the panel, what decides besides the dates is asked of the book once.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from rules.candidates import Candidate
from storage.book import RecordBook
from storage.planning import Forecast, asked_drivers, judged
from storage.records import Basis, Driver, Leg
from tests.bench.sheets import ON, opened
from tests.bench.timing import say, timed
from tests.rules.oracle import Case, Span

GOAL_SECONDS = 0.05


def measure(size: int = 200, rounds: int = 5) -> dict[str, Any]:
    """Returns the seconds that one date changed takes, the panel's drawing aside; raises where plain sets find another able driver."""
    ours, theirs = [], []
    with TemporaryDirectory() as folder, opened(Path(folder), size, journeys=11) as book:
        drivers = book.drivers()
        spans = {
            driver.id: [Span(leg.country, leg.entry, leg.exit) for trip in book.trips_of(driver.id) for leg in trip.legs]
            for driver in drivers
        }
        asked = asked_drivers(book, _legs(ON + timedelta(1)), ON)
        _judged(book, asked, _legs(ON + timedelta(1)))
        for place in range(rounds):
            legs = _legs(ON + timedelta(2 + place))
            spent, found = timed(partial(_judged, book, asked, legs))
            ours.append(spent)
            spent, able = timed(partial(_able, drivers, spans, legs))
            theirs.append(spent)
            if {each.driver.id for each in found if each.choice.can == "yes"} != able:
                raise ValueError("the two ways find other drivers able")
    took = median(ours)
    return {
        "what": f"who can go, {size} drivers, one date changed",
        "figure": round(took, 4),
        "goal": GOAL_SECONDS,
        "reached": took <= GOAL_SECONDS,
        "against": "only whether each can go, through plain sets of dates, in this run",
        "against_seconds": round(median(theirs), 4),
        "times": round(median(theirs) / took, 1),
        "rounds": rounds,
    }


def _judged(book: RecordBook, asked: list[tuple[Driver, Candidate]], legs: tuple[Leg, ...]) -> list[Forecast]:
    return sorted((judged(book, driver, sent, legs, ON) for driver, sent in asked), key=lambda each: each.rank)


def _legs(first: date) -> tuple[Leg, ...]:
    def leg(country: str, entry: date, exit: date) -> Leg:
        return Leg(driver="", country=country, entry=entry, exit=exit, exit_basis=Basis.PLANNED)

    return leg("RU", first, first + timedelta(5)), leg("BY", first + timedelta(5), first + timedelta(8))


def _able(drivers: list[Driver], spans: dict[str, list[Span]], legs: tuple[Leg, ...]) -> set[str]:
    return {driver.id for driver in drivers if _holds(spans[driver.id], legs, driver.citizenship)}


def _holds(spans: list[Span], legs: tuple[Leg, ...], citizenship: str | None) -> bool:
    case = Case([*spans, *(Span(leg.country, leg.entry, leg.exit) for leg in legs)], ON, citizenship=citizenship)
    held = case.all_dates()
    broken = [day for day in held if day <= ON and case.broken_limits(held, day)]
    return not broken and not any(case.broken_limits(held, day) for day in held if day > ON)


if __name__ == "__main__":
    say(measure())
