"""The forms of papers, absences, days before the book, trucks, routes and rules, at 80×24, without a mouse."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

import pytest

from storage.records import Correction, Driver, Opening, Paper, Route, Vehicle
from tests.storage.journeys import day, trip
from tests.tui.office import AHMET, FIRM, YUSUF, book_of, line_with, office, press, screen_of, shown, type_in
from tui.screens import between_keys


async def test_an_application_asks_for_its_filing_and_tells_its_entry_dates(tmp_path: Path) -> None:
    """Filed on 20 November: entry surely from the 24th, close on the 23rd, until 18 February; his limit goes from 90 to 180."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.12?–20.12?")) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        assert "filed on" in screen_of(pilot) and "entry allowed until" in screen_of(pilot) and "result" not in screen_of(pilot)
        await press(pilot, *["down"] * 4)
        await type_in(pilot, "20.11")
        screen = shown(screen_of(pilot))
        assert "Entry under it from 24.11.2026 (on 23.11.2026 close: check the hour) to 18.02.2027." in screen
        await press(pilot, "enter")
        (paper,) = book_of(pilot).papers_of(AHMET.id)
        assert (paper.kind, paper.country, paper.issued, paper.until) == ("ruid-driver", "RU", day("20.11"), None)


async def test_a_renewed_certificate_ends_as_its_kind_says(tmp_path: Path) -> None:
    """ADR ends 1 March 2027; renewed today it stands five years from the old end."""
    old = Paper(holder=AHMET.id, kind="adr", number="1", issued=day("02.03.22"), until=day("01.03.27"))
    async with office(tmp_path, AHMET, old) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        await type_in(pilot, "adr")
        await press(pilot, "enter", *["down"] * 4)
        await type_in(pilot, "today")
        await press(pilot, "enter")
        new = next(paper for paper in book_of(pilot).papers_of(AHMET.id) if paper.id != old.id)
        assert (new.kind, new.issued, new.until) == ("adr", day("23.11"), day("01.03.32"))


async def test_a_passport_is_of_its_holders_country_until_another_is_chosen(tmp_path: Path) -> None:
    """An application is of Russia, a passport of the holder's country, an ADR of none in particular; a country that was typed stays."""
    async with office(tmp_path, YUSUF) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        assert "Russia" in line_with(pilot, " country")
        await type_in(pilot, "passp")
        await press(pilot, "enter")
        assert "Uzbekistan" in line_with(pilot, " country")
        await type_in(pilot, "tacho")
        await press(pilot, "enter")
        assert line_with(pilot, " country").split() == ["country", "—"]
        await press(pilot, "down", "down")
        await type_in(pilot, "kz")
        await press(pilot, "enter", "up", "up")
        await type_in(pilot, "passp")
        await press(pilot, "enter")
        assert "Kazakhstan" in line_with(pilot, " country")


async def test_a_new_paper_is_of_the_truck_whose_paper_was_looked_at(tmp_path: Path) -> None:
    """F6 on the insurance of a truck: Insert begins with the truck as its holder."""
    truck = Vehicle(plate="A 123 BC")
    async with office(tmp_path, AHMET, truck, Paper(holder=truck.id, kind="insurance", number="7", until=day("01.03.27"))) as pilot:
        await press(pilot, "f6", "insert")
        assert "A 123 BC" in line_with(pilot, "holder")


async def test_a_check_of_the_register_asks_for_its_result(tmp_path: Path) -> None:
    """No number, no end; without a result it is not written down."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        await type_in(pilot, "check")
        await press(pilot, "enter", "down", "down", "down")
        await type_in(pilot, "today")
        await press(pilot, "enter")
        assert "This is needed: result." in screen_of(pilot) and "last day" not in screen_of(pilot)
        await press(pilot, "right", "enter")
        (paper,) = book_of(pilot).papers_of(AHMET.id)
        assert (paper.kind, paper.issued, paper.result) == ("register-check", day("23.11"), "clear")


async def test_an_absence_is_typed_in(tmp_path: Path) -> None:
    """On leave from 1 to 14 December; the end may stay open."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "insert", "down", "down", "enter", "down")
        await type_in(pilot, "1.12")
        await press(pilot, "down")
        await type_in(pilot, "+13")
        await press(pilot, "down")
        await type_in(pilot, "отпуск")
        await press(pilot, "enter")
        (absence,) = book_of(pilot).absences_of(AHMET.id)
        assert (absence.first, absence.last, absence.reason) == (day("01.12"), day("14.12"), "отпуск")


async def test_days_before_the_book_are_checked_and_change_the_count(tmp_path: Path) -> None:
    """34 together, 20 and 10 in each do not add up and are refused in words; 14 in Belarus do. The count goes from 0 to 34 at once.

    What is missing is called as it stands before its field, not by the hint in it.
    """
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "insert", "down", "down", "down", "enter", "enter")
        assert "This is needed: in both, together." in screen_of(pilot) and "This is needed: who said so." in screen_of(pilot)
        await press(pilot, "up", "up")
        await type_in(pilot, "1.7")
        await press(pilot, "down", "down")
        await type_in(pilot, "34")
        await press(pilot, "down")
        await type_in(pilot, "20")
        await press(pilot, "down")
        await type_in(pilot, "10")
        await press(pilot, "down")
        await type_in(pilot, "он сам")
        assert "“34” does not go here: the days in both do not go with those in each country." in shown(screen_of(pilot))
        await press(pilot, "up", "backspace")
        await type_in(pilot, "4")
        assert "used 0 → 34 of 90" in screen_of(pilot)
        await press(pilot, "enter")
        (opening,) = book_of(pilot).openings_of(AHMET.id)
        assert isinstance(opening, Opening) and opening.said_by == "он сам" and opening.years[0].belarus == 14


async def test_trucks_and_routes_have_lists_of_their_own(tmp_path: Path) -> None:
    """From the menu: a truck added with Insert, changed with Enter, deleted with Delete; a route of two countries."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "trucks")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "209 krv")
        await press(pilot, "enter", "enter")
        await type_in(pilot, " 01")
        await press(pilot, "enter")
        assert [vehicle.plate for vehicle in book_of(pilot).all(Vehicle)] == ["209 krv 01"]
        await press(pilot, "delete")
        assert not list(book_of(pilot).all(Vehicle)) and "Deleted: truck 209 krv 01" in screen_of(pilot)
        await press(pilot, "f9")
        await type_in(pilot, "routes")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "Алматы-Минск")
        await press(pilot, "down", "down")
        await type_in(pilot, "5")
        await press(pilot, "insert", "down")
        await type_in(pilot, "4")
        await press(pilot, "enter")
        (route,) = book_of(pilot).all(Route)
        assert [(leg.country, leg.days) for leg in route.legs] == [("RU", 5), ("BY", 4)]


async def test_a_correction_of_a_rule_shows_what_it_corrects_and_whom_it_moves(tmp_path: Path) -> None:
    """The yearly 90 of the joint rule put to 100, with a reason: his limit is seen to grow before it is written."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03"), size=(120, 30)) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "corrections")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "together 01.01.2025 year days")
        await press(pilot, "enter", "down")
        await press(pilot, "end", "backspace", "backspace")
        await type_in(pilot, "100")
        await press(pilot, "down")
        await type_in(pilot, "письмо")
        screen = shown(screen_of(pilot))
        assert "the rules say 90." in screen and "used 10 of 90 → 100" in screen
        await press(pilot, "enter")
        (correction,) = book_of(pilot).all(Correction)
        assert (correction.path, correction.value, correction.was) == (
            "rule/union-state/version/2025-01-01/limit/calendar-year/days",
            100,
            90,
        )


async def test_whom_a_correction_moves_is_not_lost_between_two_looks_at_the_keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver at a time: the first, a Russian, has no limit to move; that nothing is found yet swallows nobody who comes after him."""
    clock = count(step=0.02)
    monkeypatch.setattr(between_keys, "monotonic", lambda: next(clock))
    ivan = Driver(name="Абрамов Иван", citizenship="RU")
    async with office(tmp_path, ivan, AHMET, trip(AHMET, "RU 01.03–10.03"), size=(120, 30)) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "corrections")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "together 01.01.2025 year days")
        await press(pilot, "enter", "down", "end", "backspace", "backspace")
        await type_in(pilot, "100")
        await press(pilot, "down")
        await type_in(pilot, "письмо")
        async with asyncio.timeout(5):
            while "used 10 of 90 → 100" not in shown(screen_of(pilot)):
                await pilot.pause()


async def test_the_firm_chooses_how_an_open_question_is_read(tmp_path: Path) -> None:
    """The first question is answered with an arrow; the firm goes by it from then on."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "readings")
        await press(pilot, "enter", "right", "enter")
        assert book_of(pilot).firm.readings == {"ruid-covers": "stay"} and book_of(pilot).firm.name == FIRM.name
