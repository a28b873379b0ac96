"""What the tests of screens share: the program on a small book on 23 November 2026, and reading what stands on its screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from storage.book import RecordBook
from storage.records import Driver, Firm, Record, Trip
from tests.storage.books import open_book
from tui.app import Haulbook
from tui.laptop import Laptop, Places
from tui.screens.desk import Desk
from tui.screens.fleet import FleetScreen
from tui.widgets.roster import Roster

ON = date(2026, 11, 23)
FIRM = Firm(name="ТОО «Ұлы Дала Транс»")
AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
GAGIK = Driver(name="Петросян Гагик", citizenship="AM")

_NOWHERE = Path("nowhere")
LAPTOP = Laptop(Places(_NOWHERE, _NOWHERE, _NOWHERE), "en")


@asynccontextmanager
async def program(
    book: RecordBook,
    *,
    size: tuple[int, int] = (80, 24),
    today: Callable[[], date] = lambda: ON,
    laptop: Laptop = LAPTOP,
    is_demo: bool = False,
) -> AsyncIterator[Pilot[int]]:
    """The program on a book, its first frame drawn."""
    app = Haulbook(lambda: book, laptop, today, is_demo=is_demo)
    async with app.run_test(size=size) as pilot:
        while not app.is_open:
            await pilot.pause()
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def office(
    folder: Path, *records: Record, size: tuple[int, int] = (80, 24), today: Callable[[], date] = lambda: ON
) -> AsyncIterator[Pilot[int]]:
    """The program on a new book with these records."""
    with open_book(folder / "book") as book:
        book.commit([FIRM, *records], "test")
        async with program(book, size=size, today=today) as pilot:
            yield pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Presses keys one by one; a word of letters is typed."""
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def worked(pilot: Pilot[int]) -> None:
    """Waits until what is done in threads is done and drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Types letters, digits and signs."""
    names = {".": "full_stop", " ": "space", "-": "minus", ",": "comma"}
    await press(pilot, *(names.get(character, character) for character in text))


def screen_of(pilot: Pilot[int]) -> str:
    """Returns what stands on the screen, a line each."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


def shown(text: str) -> str:
    """Returns a screen as one line of words: what is broken over lines stands whole."""
    return " ".join(text.split())


def line_with(pilot: Pilot[int], words: str) -> str:
    """Returns the first line on the screen that has these words in it."""
    return next(line for line in screen_of(pilot).split("\n") if words in line)


def desk_of(pilot: Pilot[int]) -> Desk:
    """Returns what all screens look at."""
    assert isinstance(pilot.app, Haulbook)
    return pilot.app.desk


def book_of(pilot: Pilot[int]) -> RecordBook:
    """Returns the book that the program has open."""
    return desk_of(pilot).book


def roster_of(pilot: Pilot[int]) -> Roster:
    """Returns the list of drivers."""
    fleet = pilot.app.screen
    assert isinstance(fleet, FleetScreen)
    return fleet.roster


def surnames(pilot: Pilot[int]) -> list[str]:
    """Returns the surnames in the list of drivers, from top to bottom."""
    return [row.driver.name.split()[0] for row in roster_of(pilot).shown]


def journeys(pilot: Pilot[int], driver: Driver, told: Callable[[Trip], str]) -> list[str]:
    """Returns the trips of a driver in the shorthand of ``tests.storage.journeys``."""
    return [told(trip) for trip in book_of(pilot).trips_of(driver.id)]
