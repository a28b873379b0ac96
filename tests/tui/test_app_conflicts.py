"""What two laptops changed at once: seen beside the driver's figures, both values with who wrote them, one of them chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from storage.records import Driver, Paper, Trip, Vehicle
from storage.sync.conflicts import waiting
from tests.storage.journeys import trip
from tests.storage.offices import CODE, Couch, Depot
from tests.tui.office import AHMET, FIRM, YUSUF, book_of, desk_of, line_with, press, program, screen_of, type_in
from tui.screens.conflicts import ConflictsScreen
from tui.screens.settling import SettlingScreen

PATENT = Paper(holder=AHMET.id, kind="patent", number="77 1")
TRUCK = Vehicle(plate="A 001")
JOURNEY = trip(AHMET, "RU 01.03–10.03")


class Two:
    """The office's laptop, on which the program runs, and the depot's; both have the same book to begin with."""

    def __init__(self, place: Path) -> None:
        self.server = Couch()
        self.office, self.depot = Depot(place / "office", "office"), Depot(place / "depot", "depot")
        for each in (self.office, self.depot):
            each.has_key(CODE)
        self.office.book.commit([FIRM, AHMET, YUSUF, JOURNEY, PATENT, TRUCK], "begun")
        self.meet()

    def meet(self) -> None:
        for _ in range(2):
            self.office.sync(self.server)
            self.depot.sync(self.server)

    def both(self, record: Driver | Trip | Paper | Vehicle, office: dict[str, object], depot: dict[str, object]) -> None:
        """Both change one record; the office reaches the server first, so that its value stands."""
        for laptop, fields in ((self.office, office), (self.depot, depot)):
            now = laptop.book.get(type(record), record.id)
            assert now is not None and laptop.book.commit([msgspec.structs.replace(now, **fields)], "changed")
        self.meet()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.office.book.close()
    made.depot.book.close()


async def open_conflicts(pilot: Pilot[int]) -> None:
    await press(pilot, "f9")
    await type_in(pilot, "changed")
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, ConflictsScreen)


async def test_it_stands_beside_the_figures_and_attention_leads_to_it(two: Two) -> None:
    """The fleet, the driver's page, the list of what needs attention: there it leads to both values, the one sought under the cursor."""
    two.both(AHMET, {"note": "на больничном"}, {"note": "в отпуске"})
    two.both(YUSUF, {"role": "старший"}, {"role": "механик"})
    async with program(two.office.book) as pilot:
        assert "≠2  as of" in line_with(pilot, "as of")
        await type_in(pilot, "юсу")
        await press(pilot, "enter")
        assert "two laptops changed role (driver): whose stands?" in screen_of(pilot)
        await press(pilot, "escape", "escape", "tab")
        await type_in(pilot, "юсу")
        assert "role (driver)" in line_with(pilot, "►")
        await press(pilot, "enter")
        assert "Юсупов" in line_with(pilot, "►")
        shown = screen_of(pilot)
        assert "office@office: role старший" in shown and "depot@depot: role механик" in shown and "found 23.11.2026 12:00" in shown


@pytest.mark.parametrize(("key", "stands"), [("down", "в отпуске"), ("up", "на больничном")])
async def test_a_person_chooses_and_can_take_it_back(two: Two, key: str, stands: str) -> None:
    """The other value or the one that stands: one commit, the finding goes, Ctrl+Z brings both back, and the depot gets what was chosen."""
    two.both(AHMET, {"note": "на больничном"}, {"note": "в отпуске"})
    async with program(two.office.book) as pilot:
        await open_conflicts(pilot)
        await press(pilot, "enter", key, "enter")
        found = two.office.book.get(Driver, AHMET.id)
        assert found is not None and found.note == stands and not waiting(two.office.book)
        assert "Nothing waits" in screen_of(pilot) and "≠" not in line_with(pilot, "as of")
        assert not {finding.code for line in desk_of(pilot).lines for finding in line.findings} & {"two-versions"}
        two.meet()
        there = two.depot.book.get(Driver, AHMET.id)
        assert there is not None and there.note == stands
        await press(pilot, "ctrl+z")
        assert len(waiting(two.office.book)) == 1 and "в отпуске" in screen_of(pilot)
        assert "two-versions" in {finding.code for line in desk_of(pilot).lines for finding in line.findings}


async def test_dates_of_trips_and_papers_wait_for_a_person(two: Two) -> None:
    """Dates that stand were each written whole by one laptop; all that wait are settled at once where all are selected."""
    two.both(JOURNEY, {"legs": trip(AHMET, "RU 01.03–12.03").legs}, {"legs": trip(AHMET, "RU 02.03–10.03").legs})
    two.both(PATENT, {"issued": JOURNEY.legs[0].entry}, {"until": JOURNEY.legs[0].exit})
    async with program(two.office.book, size=(120, 30)) as pilot:
        await open_conflicts(pilot)
        shown = screen_of(pilot)
        assert "Russia 01.03.2026–12.03.2026" in shown and "Russia 02.03.2026–10.03.2026" in shown and "issued, stands until" in shown
        await press(pilot, "space", "space", "enter", "down", "enter")
        journey, patent = book_of(pilot).get(Trip, JOURNEY.id), book_of(pilot).get(Paper, PATENT.id)
        assert journey is not None and str(journey.legs[0].entry) == "2026-03-02" and str(journey.legs[0].exit) == "2026-03-10"
        assert patent is not None and patent.issued is None and patent.until == JOURNEY.legs[0].exit
        assert desk_of(pilot).lines[-1].standing.used == 9 or desk_of(pilot).lines[0].standing.used == 9
        await press(pilot, "ctrl+z")
        assert len(waiting(book_of(pilot))) == 2


async def test_one_of_no_driver_is_a_finding_of_the_firm(two: Two) -> None:
    """The plate of a truck: it needs attention too, and Enter leads to it."""
    two.both(TRUCK, {"plate": "A 002"}, {"plate": "A 003"})
    async with program(two.office.book) as pilot:
        await press(pilot, "tab")
        await type_in(pilot, "firm")
        assert "plate (truck)" in line_with(pilot, "►")
        await press(pilot, "enter")
        assert "A 003" in line_with(pilot, "►") and "►truck A 00" in screen_of(pilot)


async def test_values_take_the_room_of_a_large_window(two: Two) -> None:
    """Both stand whole in the row at 160 columns, beside the whole name."""
    told = ("на больничном до середины декабря", "в отпуске без содержания до 1 декабря")
    two.both(AHMET, {"note": told[0]}, {"note": told[1]})
    async with program(two.office.book, size=(160, 50)) as pilot:
        await open_conflicts(pilot)
        assert all(value in line_with(pilot, "►") for value in (AHMET.name, *told))


async def test_a_laptop_without_the_key_sees_that_they_exist(two: Two, tmp_path: Path) -> None:
    """Neither value is shown, none can be chosen there, and nothing is lost by trying."""
    two.both(AHMET, {"phone": "+7 701"}, {"phone": "+7 702"})
    guest = Depot(tmp_path / "guest", "guest")
    guest.sync(two.server)
    async with program(guest.book) as pilot:
        await open_conflicts(pilot)
        assert "hidden: needs the firm's key" in screen_of(pilot) and "+7 70" not in screen_of(pilot)
        await press(pilot, "enter", "enter")
        assert "type the firm's code in" in screen_of(pilot) and len(waiting(guest.book)) == 1
    guest.book.close()


async def test_where_none_wait_and_no_server_is_set_up_there_is_no_such_command(tmp_path: Path) -> None:
    """A firm with one laptop never meets it."""
    office = Depot(tmp_path / "office", "office")
    office.book.commit([FIRM, AHMET], "begun")
    async with program(office.book) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "changed")
        assert "Changed on two laptops" not in screen_of(pilot)
        await press(pilot, "escape", "escape", "ctrl+r")
        assert isinstance(pilot.app.screen, SettlingScreen)
    office.book.close()
