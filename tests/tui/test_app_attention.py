"""What needs attention, on opening and as a list of its own; each line leads to where it is dealt with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.records import Paper, Record
from tests.storage.journeys import day, trip
from tests.storage.telling import ready
from tests.tui.office import AHMET, GAGIK, YUSUF, line_with, office, press, screen_of, type_in


def papers(*drivers: Record) -> list[Record]:
    """The papers that everybody needs."""
    return [record for driver in drivers for record in ready(driver)[1:]]  # type: ignore[arg-type]


async def test_above_the_roster_stands_the_worst_of_each_driver(tmp_path: Path) -> None:
    """Yusupov over, Akhmetov to leave: one line each, the alarm first; what has no room is counted, and Tab shows it."""
    records = [*papers(AHMET, YUSUF), AHMET, YUSUF, trip(YUSUF, "RU 01.03–03.06"), trip(AHMET, "RU 01.03–22.05"), trip(AHMET, "RU 20.11–")]
    async with office(tmp_path, *records, size=(100, 30)) as pilot:
        lines = screen_of(pilot).split("\n")
        assert "Юсупов" in lines[1] and "over the limit by 5 d" in lines[1]
        assert "Ахметов" in lines[2] and "to be in the queue by 23.11.2026, out by 26.11.2026" in lines[2]
        assert "more: Tab" in lines[3]


async def test_tab_shows_all_of_it_and_goes_back(tmp_path: Path) -> None:
    """Every finding of every driver has a line of its own; Tab again is the fleet."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK, trip(YUSUF, "RU 01.03–03.06")) as pilot:
        await press(pilot, "tab")
        assert "What needs attention: 2 today, 5 in all" in screen_of(pilot)
        assert "not in the book: driving licence" in screen_of(pilot)
        await press(pilot, "tab")
        assert screen_of(pilot).startswith(" Fleet")


@pytest.mark.parametrize(
    ("records", "line", "shown"),
    [
        ([trip(AHMET, "RU 01.11–20.11?")], "planned exit", "Settling:"),
        ([trip(AHMET, "RU 01.03–22.05"), trip(AHMET, "RU 20.11–")], "in the queue by", "out: Russia"),
        ([trip(AHMET, "RU 01.03–03.06")], "over the limit", "To be seen to"),
        ([Paper(holder=AHMET.id, kind="adr", until=day("30.11"))], "ADR certificate ends", "Papers:"),
    ],
)
async def test_enter_goes_where_it_is_dealt_with(tmp_path: Path, records: list[Record], line: str, shown: str) -> None:
    """An exit without news to settling, a queue to the border line, a breach to the driver, a paper to the papers."""
    async with office(tmp_path, AHMET, YUSUF, *papers(AHMET, YUSUF), *records) as pilot:
        await press(pilot, "tab")
        place = next(at for at, text in enumerate(screen_of(pilot).split("\n")[2:]) if line in text)
        await press(pilot, *["down"] * place, "enter")
        assert shown in screen_of(pilot)
        assert "Ахметов" in (screen_of(pilot) if shown == "To be seen to" else line_with(pilot, "►"))


async def test_attention_is_searched_by_driver(tmp_path: Path) -> None:
    """юс leaves what is to be seen to of Yusupov."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        await press(pilot, "tab")
        await type_in(pilot, "юс")
        assert "Юсупов" in screen_of(pilot) and "Ахметов" not in screen_of(pilot)


async def test_nothing_to_be_seen_to_says_so(tmp_path: Path) -> None:
    """With every paper in the book and nobody away the list says that nothing needs attention."""
    async with office(tmp_path, AHMET, *papers(AHMET)) as pilot:
        await press(pilot, "tab")
        assert "Nothing needs attention on this date." in screen_of(pilot)


async def test_a_book_without_a_copy_elsewhere_is_said_and_leads_to_the_settings(tmp_path: Path) -> None:
    """Nine days after the book began nothing of it lies outside the laptop: the firm's own line, and Enter opens the settings."""
    async with office(tmp_path, AHMET, *papers(AHMET), today=lambda: date(2026, 12, 2)) as pilot:
        assert "the firm" in screen_of(pilot)
        await press(pilot, "tab", "enter")
        assert screen_of(pilot).startswith(" Settings")
