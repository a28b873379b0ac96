"""The forecast: a trip typed here is judged while it is typed, and kept with Enter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.records import Basis, Paper
from tests.storage.journeys import day, told, trip
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, journeys, office, press, screen_of, type_in


async def test_a_plan_is_judged_while_it_is_typed(tmp_path: Path) -> None:
    """80 days used: to 10 December it fits with nothing to spare, a day longer it is over from the 91st day on."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–19.05")) as pilot:
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "1.12")
        assert "an entry on 01.12.2026 could last 10 days" in screen_of(pilot)
        await press(pilot, "tab")
        await type_in(pilot, "10.12")
        shown = screen_of(pilot)
        assert "Russia and Belarus together: within the rule as we know it" in shown
        assert "peak 90 d used, 0 d left after it, could last 0 days longer" in shown
        await press(pilot, "up")
        shown = screen_of(pilot)
        assert "over from 11.12.2026 on, per calendar year" in shown
        assert "earliest start of the same trip: 22.12.2026" in shown
        assert "legal" not in shown.lower() and "lawful" not in shown.lower()


async def test_enter_keeps_the_plan_in_the_book(tmp_path: Path) -> None:
    """Two countries, the second entered on the day the first is left; kept it is a planned trip, and undo takes it back."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await type_in(pilot, "юс")
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "01.12.2026")
        await press(pilot, "tab")
        await type_in(pilot, "0512")
        await press(pilot, "insert", "tab", "tab")
        await type_in(pilot, "9.12")
        await press(pilot, "enter")
        assert journeys(pilot, YUSUF, told) == ["RU 01.12?–05.12?, BY 05.12?–09.12?"]
        assert all(leg.entry_basis is Basis.PLANNED for leg in book_of(pilot).trips_of(YUSUF.id)[0].legs)
        assert "Planned trip of Юсупов Шерзод: Russia, Belarus, 01.12.2026 to 09.12.2026" in " ".join(screen_of(pilot).split())
        await press(pilot, "f2")
        assert "+9" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert journeys(pilot, YUSUF, told) == []


async def test_nothing_changes_until_it_is_kept(tmp_path: Path) -> None:
    """Leaving with Esc leaves the book as it was."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "1.12")
        await press(pilot, "tab")
        await type_in(pilot, "5.12")
        await press(pilot, "escape")
        assert journeys(pilot, AHMET, told) == []


async def test_what_is_missing_or_wrong_is_said(tmp_path: Path) -> None:
    """No exit yet, an exit before the entry, a day gone by, no date at all: each in words, and Enter keeps nothing."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f5", "enter")
        assert "Country 1: type the day of entry and the day of exit." in screen_of(pilot)
        await press(pilot, "tab", "tab")
        await type_in(pilot, "10.12")
        await press(pilot, "tab")
        await type_in(pilot, "1.12")
        assert "Country 1: the exit is before the entry." in screen_of(pilot)
        await press(pilot, "shift+tab", "delete")
        await type_in(pilot, "1.11")
        assert "Country 1: a plan begins today or later." in screen_of(pilot)
        await press(pilot, "delete")
        await type_in(pilot, "31.02")
        assert "Country 1: that is no date." in screen_of(pilot)
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == []


async def test_a_driver_on_another_trip_is_not_planned_twice(tmp_path: Path) -> None:
    """He is in Russia from 1 to 10 December by another plan: that is said, and the trip is not kept."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.12?–10.12?")) as pilot:
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "5.12")
        await press(pilot, "tab")
        await type_in(pilot, "15.12")
        await press(pilot, "enter")
        assert "He is on another trip then: 01.12.2026 to 10.12.2026." in screen_of(pilot)
        assert journeys(pilot, AHMET, told) == ["RU 01.12?–10.12?"]


async def test_dates_without_digits(tmp_path: Path) -> None:
    """On a Kazakh layout the digit keys give letters: ә0.ә is not needed, arrows and PageUp reach any date."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f5", "tab", "tab", "up", "pageup", "down", "tab", "up", "up")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 23.12?–24.12?"]


async def test_letters_choose_driver_and_country(tmp_path: Path) -> None:
    """пет chooses Petrosyan in the list of drivers, bel Belarus in that of countries."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        await press(pilot, "f5", "home")
        await type_in(pilot, "пет")
        await press(pilot, "tab")
        await type_in(pilot, "bel")
        await press(pilot, "tab")
        await type_in(pilot, "1.12")
        await press(pilot, "tab")
        await type_in(pilot, "5.12")
        shown = screen_of(pilot)
        assert "Петросян Гагик  Armenia" in shown
        assert "Belarus alone: within the rule as we know it" in shown
        await press(pilot, "enter")
        assert journeys(pilot, GAGIK, told) == ["BY 01.12?–05.12?"]


async def test_after_a_breach_the_verdict_begins_with_what_is_not_known(tmp_path: Path) -> None:
    """93 days this year and no check of the register: the answer for January is "not known" first."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–01.06")) as pilot:
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "10.01.2027")
        await press(pilot, "tab")
        await type_in(pilot, "20.01.2027")
        shown = screen_of(pilot)
        assert shown.index("not known: check entry ban and register first") < shown.index("within the rule")


async def test_a_ban_blocks_whatever_the_days(tmp_path: Path) -> None:
    """With an entry ban to the end of the year the plan is blocked, and starts on 1 January at the earliest."""
    ban = Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=day("01.06"), until=date(2026, 12, 31))
    async with office(tmp_path, AHMET, ban) as pilot:
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "1.12")
        await press(pilot, "tab")
        await type_in(pilot, "5.12")
        shown = screen_of(pilot)
        assert "blocked by: entry ban" in shown
        assert "earliest start of the same trip: 01.01.2027" in shown


async def test_a_country_without_a_rule_is_said_so(tmp_path: Path) -> None:
    """Georgia: no rule is kept for it, and no figure is shown."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f5", "tab")
        await type_in(pilot, "geo")
        await press(pilot, "tab")
        await type_in(pilot, "1.12")
        await press(pilot, "tab")
        await type_in(pilot, "5.12")
        assert "no rule is kept for these countries" in screen_of(pilot)


async def test_a_country_more_and_one_less(tmp_path: Path) -> None:
    """Insert adds Belarus from the day of exit on; the menu takes it away again."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f5", "insert")
        assert "2 Country Belarus" in " ".join(screen_of(pilot).split())
        await press(pilot, "f9")
        await type_in(pilot, "one")
        await press(pilot, "enter")
        assert "2 Country" not in screen_of(pilot)


async def test_a_plan_that_readings_differ_on_is_disputed(tmp_path: Path) -> None:
    """85 days used, an application stands: a plan with ten days of Belarus is within 180, or over the 90 that may hold there."""
    paper = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("16.11"))
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.01–26.03"), paper) as pilot:
        await press(pilot, "f5", "tab")
        await type_in(pilot, "bel")
        await press(pilot, "tab")
        await type_in(pilot, "1.12")
        await press(pilot, "tab")
        await type_in(pilot, "10.12")
        shown = screen_of(pilot)
        assert "Russia and Belarus together: disputed: neither within nor over" in shown
        assert "as the rule is read first: within the rule as we know it" in shown
        assert "if 180 days do not hold in Belarus: over a limit" in shown


async def test_a_plan_that_spoils_a_later_one_says_so_and_starts_where_he_is_free(tmp_path: Path) -> None:
    """80 days used, ten planned from 20 December: five on the 1st put those over; the same trip fits from New Year on."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.01–21.03"), trip(AHMET, "RU 20.12?–29.12?")) as pilot:
        await press(pilot, "f5", "tab", "tab")
        await type_in(pilot, "1.12")
        await press(pilot, "tab")
        await type_in(pilot, "5.12")
        shown = screen_of(pilot)
        assert "a later planned trip goes over on 25.12.2026" in shown
        assert "earliest start of the same trip: 01.01.2027" in shown
