"""Who can go, for 200 drivers: a change of one date judges them all anew and draws the panel; against the same in plain sets of dates.

The figure is that of the panel in the app, from the key to the ranking drawn. Of it ``judging_seconds`` are the arithmetic: as on the
panel, what decides besides the dates is asked of the book once.
"""

from __future__ import annotations

import asyncio
import gc
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from rich.console import RenderableType
from textual.events import Key
from textual.screen import Screen

from rules.candidates import Candidate
from storage.book import RecordBook
from storage.planning import Forecast, asked_drivers, judged
from storage.records import Basis, Driver, Leg
from tests.bench.key_to_frame import SIZE
from tests.bench.sheets import ON, opened
from tests.bench.timing import say, timed
from tests.rules.oracle import Case, Span
from tui.app import Haulbook
from tui.laptop import Laptop, Places
from tui.screens.who import WhoScreen

GOAL_SECONDS = 0.05


def measure(size: int = 200, rounds: int = 5) -> dict[str, Any]:
    """Returns the seconds that one date changed takes; raises where plain sets find another able driver."""
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
        panel = asyncio.run(_panel(book, rounds))
    took = median(panel)
    return {
        "what": f"who can go, {size} drivers, one date changed, the whole panel",
        "figure": round(took, 4),
        "goal": GOAL_SECONDS,
        "reached": took <= GOAL_SECONDS,
        "against": "only whether each can go, through plain sets of dates, in this run",
        "against_seconds": round(median(theirs), 4),
        "judging_seconds": round(median(ours), 4),
        "times": round(median(theirs) / median(ours), 1),
        "rounds": rounds,
    }


async def _panel(book: RecordBook, rounds: int) -> list[float]:
    """Returns the seconds from a key that moves the departure to the frame in which everybody is ranked."""
    nowhere = Path("nowhere")
    app = Haulbook(lambda: book, Laptop(Places(nowhere, nowhere, nowhere), "en"), lambda: ON)
    seconds: list[float] = []
    display, drawn = app._display, asyncio.Event()

    def displayed(screen: Screen[Any], renderable: RenderableType | None) -> None:
        display(screen, renderable)
        drawn.set()

    app._display = displayed  # type: ignore[method-assign]  # Textual tells nobody that a frame was written
    async with app.run_test(size=SIZE) as pilot:
        while not app.is_open or not app.desk.is_ready:
            await pilot.pause()
        screen = WhoScreen(app.desk, _legs(ON + timedelta(1)))
        app.show(screen)
        for _ in range(rounds):
            while not screen.rankings:
                await pilot.pause()
            gc.collect(0)
            drawn.clear()
            begun, before = perf_counter(), screen.rankings
            app.post_message(Key("right", None))
            while screen.rankings == before:
                drawn.clear()
                await asyncio.sleep(0)
            await asyncio.wait_for(drawn.wait(), 5)
            seconds.append(perf_counter() - begun)
    return seconds


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
