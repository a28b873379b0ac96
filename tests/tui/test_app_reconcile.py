"""A list of crossings beside the book: opened like any file, taken over with one key, undone with another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from storage.records import Basis, Leg, Trip
from tests.tui.office import AHMET, book_of, line_with, office, press, screen_of, worked
from tui.screens.importing import ImportScreen
from tui.screens.preview import PreviewScreen
from tui.screens.reconcile import DifferenceList, ReconcileScreen

WENT = Leg(driver=AHMET.id, country="RU", entry=date(2026, 3, 1), entry_basis=Basis.TOLD, exit=date(2026, 3, 5), exit_basis=Basis.TOLD)
ROWS = ("01.03.2026;въезд", "07.03.2026;выезд", "10.04.2026;въезд", "12.04.2026;выезд")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The border has him out two days later in March, and in again in April."""
    path = tmp_path / "справка.csv"
    path.write_text("\n".join(["Водитель;Дата;Направление;Страна", *(f"Ахметов Е.С.;{row};Россия" for row in ROWS)]), encoding="cp1251")
    return path


async def compare(pilot: Pilot[int], listed: Path) -> None:
    """Opens the comparison of a list of crossings from the screen where files are taken in."""
    pilot.app.push_screen(ImportScreen(pilot.app.desk, listed.parent))  # type: ignore[attr-defined]
    await pilot.pause()
    pilot.app.screen.go_to(listed)  # type: ignore[attr-defined]
    await pilot.pause()
    await worked(pilot)


async def test_a_list_of_crossings_is_compared_and_taken_over(tmp_path: Path, listed: Path) -> None:
    """Both differences with the days used before and after; Enter takes one, and it is gone from the list; Ctrl+Z brings it back."""
    async with office(tmp_path, AHMET, Trip(legs=(WENT,))) as pilot:
        await compare(pilot, listed)
        assert isinstance(pilot.app.screen, ReconcileScreen)
        shown = screen_of(pilot)
        assert "справка.csv: 1 date agrees" in shown
        assert "5→7" in shown and "5→8" in shown
        await press(pilot, "enter")
        assert "5→7" not in screen_of(pilot)
        assert "7→10" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert "5→7" in screen_of(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PreviewScreen)
        await worked(pilot)
        assert "Compare with the book" in line_with(pilot, "►")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReconcileScreen)


async def test_several_are_taken_over_at_once(tmp_path: Path, listed: Path) -> None:
    """Space selects both, Enter takes them over in one change, and nothing differs any more."""
    async with office(tmp_path, AHMET, Trip(legs=(WENT,))) as pilot:
        await compare(pilot, listed)
        await press(pilot, "space", "space", "enter")
        assert pilot.app.screen.query_one(DifferenceList).rows == []
        assert "Nothing differs." in screen_of(pilot)
        assert "the outer dates" not in screen_of(pilot)
        assert len(book_of(pilot).history()) == 2
        assert book_of(pilot).history()[-1].reason == "Taken over from справка.csv: Ахметов Ерлан Серикович"


async def test_the_count_stands_beside_the_difference_in_a_wide_window(tmp_path: Path, listed: Path) -> None:
    """Not at the far edge, where nobody could tell whose it is."""
    async with office(tmp_path, AHMET, Trip(legs=(WENT,)), size=(160, 50)) as pilot:
        await compare(pilot, listed)
        assert line_with(pilot, "5→7").index("5→7") < 110


async def test_of_whom_only_outer_dates_are_compared(tmp_path: Path, listed: Path) -> None:
    """He was in Belarus from 2 to 5 March, of which the list says nothing: he is named above the differences."""
    there = Leg(driver=AHMET.id, country="BY", entry=date(2026, 3, 2), entry_basis=Basis.TOLD, exit=date(2026, 3, 5), exit_basis=Basis.TOLD)
    here = Leg(driver=AHMET.id, country="RU", entry=date(2026, 3, 1), entry_basis=Basis.TOLD, exit=date(2026, 3, 2), exit_basis=Basis.TOLD)
    async with office(tmp_path, AHMET, Trip(legs=(here, there))) as pilot:
        await compare(pilot, listed)
        assert "Ахметов Ерлан Серикович: the list names no crossing" in " ".join(screen_of(pilot).split())
