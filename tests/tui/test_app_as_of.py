"""Figures as of another date than today, and the way back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.records import Route, RouteLeg
from tests.storage.journeys import told, trip
from tests.tui.office import AHMET, ON, YUSUF, book_of, journeys, line_with, office, press, roster_of, screen_of, type_in
from tui.app import Haulbook
from tui.screens.printing import ChoiceList


async def test_all_figures_as_of_a_date_that_is_typed(tmp_path: Path) -> None:
    """On 1 December he will have used 9 days, if he stays; a banner says that this is not today, Ctrl+T goes back."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 23.11–")) as pilot:
        assert " 1 " in line_with(pilot, "RU 23.11")
        await press(pilot, "ctrl+g", *["backspace"] * 10)
        await type_in(pilot, "1.12")
        await press(pilot, "enter")
        assert " 9 " in line_with(pilot, "RU 23.11")
        assert "as of 01.12.2026, not of today, 23.11.2026" in " ".join(screen_of(pilot).split())
        await press(pilot, "enter", "f3")
        assert "not of today" in screen_of(pilot)
        await press(pilot, "ctrl+е")
        assert "not of today" not in screen_of(pilot)
        await press(pilot, "escape", "escape")
        assert " 1 " in line_with(pilot, "RU 23.11")


async def test_the_as_of_date_is_reached_with_arrows_and_esc_leaves_it(tmp_path: Path) -> None:
    """A day on with Right, the month in sight; a month on with PageDown, then Esc: as it was."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 23.11–")) as pilot:
        await press(pilot, "ctrl+п", "right")
        assert "November 2026" in screen_of(pilot) and "16 17 18 19 20 21 22" in screen_of(pilot)
        await press(pilot, "enter")
        assert "24.11.2026" in screen_of(pilot).split("\n")[0]
        await press(pilot, "ctrl+g", "pagedown", "escape")
        assert "24.11.2026" in screen_of(pilot).split("\n")[0]


async def test_what_is_no_date_is_refused_in_words(tmp_path: Path) -> None:
    """The 32nd, or none at all: Enter says so and stays; the next key takes the words away."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "ctrl+g", "delete", "enter")
        assert "This is needed: date." in screen_of(pilot)
        await type_in(pilot, "32.12")
        assert "This is needed" not in screen_of(pilot)
        await press(pilot, "enter")
        assert "There is no day 32.12. Type day and month: 23.11" in screen_of(pilot)


async def test_midnight_leaves_another_as_of_date_as_it_is(tmp_path: Path) -> None:
    """Looking at 1 December when the day turns: still 1 December, and the banner names the new today."""
    days = [date(2026, 11, 23)]
    async with office(tmp_path, AHMET, today=lambda: days[0]) as pilot:
        await press(pilot, "ctrl+g", *["backspace"] * 10)
        await type_in(pilot, "1.12")
        await press(pilot, "enter")
        days[0] = date(2026, 11, 24)
        assert isinstance(pilot.app, Haulbook)
        pilot.app.look_at_clock()
        await pilot.pause()
        assert "as of 01.12.2026, not of today, 24.11.2026" in " ".join(screen_of(pilot).split())


async def test_a_message_of_today_is_of_today_whatever_date_is_looked_at(tmp_path: Path) -> None:
    """The figures are as of 1 December; who calls from the border is out today, the 23rd."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 20.11–")) as pilot:
        await press(pilot, "ctrl+g", "pagedown", "enter", "f8", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 20.11–23.11"]


async def test_drivers_are_selected_with_space_and_let_go_with_esc(tmp_path: Path) -> None:
    """Both are marked and counted; the next letter begins a new search; one Esc takes the selection away, not the program's menu."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "space")
        await type_in(pilot, "юсу")
        await press(pilot, "space")
        assert roster_of(pilot).selected == (AHMET.id, YUSUF.id)
        assert "2 selected" in screen_of(pilot)
        await press(pilot, "escape")
        assert line_with(pilot, "Ахметов").startswith("√")
        await press(pilot, "escape")
        assert roster_of(pilot).selected == () and "selected" not in screen_of(pilot)
        await press(pilot, "home", "space", "up", "space")
        assert roster_of(pilot).selected == ()


async def test_a_slip_is_of_today_whatever_date_is_looked_at(tmp_path: Path) -> None:
    """It proves that the days were checked before he left: one that is issued today cannot say that it was a week ago."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "ctrl+g", *["backspace"] * 10, *"16112026", "enter", "f7")
        choices = pilot.app.screen.query_one(ChoiceList)
        choices.go_to(next(choices.key_of(row) for row in choices.rows if row.what == "slip"))
        await press(pilot, "insert")
        (slip,) = book_of(pilot).slips_of(AHMET.id)
        assert slip.on == ON


async def test_a_plan_departs_after_today_whatever_date_is_looked_at(tmp_path: Path) -> None:
    """As of last week a route is planned: it departs tomorrow, and no day earlier."""
    route = Route(name="Алматы–Москва", legs=(RouteLeg(country="RU", days=5),))
    async with office(tmp_path, AHMET, route) as pilot:
        await press(pilot, "ctrl+g", *["backspace"] * 10, *"16112026", "enter", "f5", "insert", "enter")
        assert "24.11.2026" in screen_of(pilot)
        await press(pilot, "left")
        assert "A plan begins tomorrow or later." in screen_of(pilot) and "24.11.2026" in screen_of(pilot)


async def test_a_trip_that_has_happened_is_not_cancelled_by_looking_at_a_date_before_it(tmp_path: Path) -> None:
    """As of its middle it looks open; it has happened whole, so only Delete takes it away."""
    done = trip(AHMET, "RU 01.11–10.11")
    async with office(tmp_path, AHMET, done) as pilot:
        await press(pilot, "ctrl+g", *["backspace"] * 10, *"05112026", "enter", "f4", "ctrl+x")
        assert "has happened whole" in " ".join(screen_of(pilot).split())
        assert not book_of(pilot).trips_of(AHMET.id)[0].cancelled
