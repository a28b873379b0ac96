"""Several rows at once: selected with Space, deleted, cancelled or printed together, taken back with one undo."""

from __future__ import annotations

from pathlib import Path

from storage.records import Absence, Driver, Paper, Trip
from tests.storage.journeys import day, trip
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, office, press, screen_of
from tui.screens.printing import ChoiceList


async def test_several_trips_are_deleted_at_once(tmp_path: Path) -> None:
    """Space on two, Delete: both are gone, the days that leave the count are said, one Ctrl+Z brings both back."""
    async with office(
        tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 01.04–05.04"), trip(AHMET, "RU 01.05–02.05")
    ) as pilot:
        await press(pilot, "f4", "space", "space", "delete")
        assert len(list(book_of(pilot).all(Trip))) == 1
        assert "leave the count" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert len(list(book_of(pilot).all(Trip))) == 3


async def test_several_plans_are_cancelled_and_what_has_happened_is_left(tmp_path: Path) -> None:
    """Two plans and a finished trip selected: the plans are cancelled in one commit, the finished one stays as it is."""
    async with office(
        tmp_path, AHMET, trip(AHMET, "RU 01.12?–05.12?"), trip(AHMET, "RU 10.12?–12.12?"), trip(AHMET, "RU 01.03–10.03")
    ) as pilot:
        await press(pilot, "f4", "space", "space", "space", "ctrl+x")
        assert sorted(each.cancelled for each in book_of(pilot).all(Trip)) == [False, True, True]
        assert len(book_of(pilot).history()) == 2


async def test_several_papers_and_absences_are_deleted_at_once(tmp_path: Path) -> None:
    """On the papers and on the lists of the menu the same keys do the same."""
    papers = [Paper(holder=AHMET.id, kind=kind, until=day("01.12")) for kind in ("licence", "passport")]
    async with office(tmp_path, AHMET, *papers, *(Absence(driver=AHMET.id, first=day(f"0{n}.12")) for n in (1, 2, 3))) as pilot:
        await press(pilot, "f6", "space", "space", "delete")
        assert not list(book_of(pilot).all(Paper))
        await pilot.app.run_action("absences")
        await press(pilot, "space", "space", "delete")
        assert len(list(book_of(pilot).all(Absence))) == 1


async def test_sheets_of_those_selected(tmp_path: Path) -> None:
    """Two of three drivers selected on the fleet: F7 offers the sheets of two, and Delete would take both."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        await press(pilot, "space", "space", "f7")
        titles = [row.title for row in pilot.app.screen.query_one(ChoiceList).rows]
        assert "Status sheet for the road: 2 drivers" in titles and "Status sheet for the road: 3 drivers" in titles
        await press(pilot, "escape", "delete")
        assert len(list(book_of(pilot).all(Driver))) == 1
