"""Settings: each changed where it stands, and holding at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from storage.records import Firm, Record
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.office import AHMET, FIRM, LAPTOP, ON, YUSUF, book_of, line_with, office, press, roster_of, screen_of, type_in
from tui import wording
from tui.app import Haulbook
from tui.laptop import Places
from tui.settings import Unfit, firm_with, settings


@asynccontextmanager
async def on_a_laptop(folder: Path, *records: Record) -> AsyncIterator[Pilot[int]]:
    """The program with its settings file in a folder of its own, on the settings, after which the language is English again."""
    here = replace(LAPTOP, places=Places(folder / "settings.toml", folder / "book", folder / "log"), author="Айгуль")
    with open_book(folder / "book") as book:
        book.commit([FIRM, *records], "test")
        app = Haulbook(lambda: book, here, lambda: ON)
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.is_open:
                await pilot.pause()
            await open_settings(pilot)
            yield pilot
    wording.use("en")


async def open_settings(pilot: Pilot[int]) -> None:
    """Opens the settings from the menu."""
    await press(pilot, "f9")
    await type_in(pilot, "settings")
    await press(pilot, "enter")


async def change(pilot: Pilot[int], searched: str, *keys: str) -> None:
    """Searches for a setting and presses keys on it."""
    await press(pilot, *["escape"] * bool(pilot.app.screen.query("#settings") and "Search" in screen_of(pilot)))
    await type_in(pilot, searched)
    await press(pilot, *keys)


async def test_another_language_holds_at_once_everywhere(tmp_path: Path) -> None:
    """Right on the language: Russian. Settings, key bar and the fleet under it are Russian, and the file says so."""
    async with on_a_laptop(tmp_path, AHMET) as pilot:
        await press(pilot, "right")
        shown = screen_of(pilot)
        assert "Настройки" in shown and "10Выход" in shown and "Русский" in line_with(pilot, "►")
        assert "ru" in (tmp_path / "settings.toml").read_text()
        await press(pilot, "escape")
        assert "Водители: внутри" in screen_of(pilot)
        await press(pilot, "f9")
        assert "Меню" in screen_of(pilot)


async def test_another_theme_holds_at_once(tmp_path: Path) -> None:
    """The colours change, and the next start begins with them."""
    async with on_a_laptop(tmp_path) as pilot:
        before = pilot.app.theme
        await press(pilot, "down", "right")
        assert pilot.app.theme != before
        assert 'theme = "light"' in (tmp_path / "settings.toml").read_text()


async def test_other_signs_hold_at_once_and_are_written_down(tmp_path: Path) -> None:
    """Left of “what the console shows” stand the plain ones: no line of a box is left on the screen."""
    async with on_a_laptop(tmp_path, AHMET) as pilot:
        await change(pilot, "signs", "left")
        assert "plain" in line_with(pilot, "Signs") and 'glyphs = "plain"' in (tmp_path / "settings.toml").read_text()
        assert "►" not in "".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_who_writes_here_stamps_the_next_change(tmp_path: Path) -> None:
    """The name is typed; the commit after it bears it."""
    async with on_a_laptop(tmp_path, AHMET) as pilot:
        await press(pilot, "down", "down", "down", "enter", "delete")
        await type_in(pilot, "Данияр")
        await press(pilot, "enter")
        assert "Данияр" in line_with(pilot, "Who writes here")
        book_of(pilot).commit([trip(AHMET, "RU 01.03–10.03")], "рейс")
        newest = book_of(pilot).newest
        assert newest is not None and newest.author == "Данияр"


async def test_the_firm_keeps_another_rule_first_and_undo_takes_it_back(tmp_path: Path) -> None:
    """Belarus alone becomes number 1: the fleet shows its figures; Ctrl+Z brings Russia and Belarus together back."""
    async with on_a_laptop(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03")) as pilot:
        await change(pilot, "alone", "enter")
        await press(pilot, "home", "enter")
        assert book_of(pilot).firm.rules == ("belarus", "union-state")
        await press(pilot, "escape", "escape")
        assert roster_of(pilot).rows[0].standing.used == 5
        await press(pilot, "ctrl+z")
        assert book_of(pilot).firm.rules == ("union-state", "belarus")
        assert roster_of(pilot).rows[0].standing.used == 14


async def test_a_number_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    """The reserve: “many” is refused and said; 5 is taken, and the day to join the queue moves."""
    async with on_a_laptop(tmp_path, AHMET, trip(AHMET, "RU 20.11–")) as pilot:
        await change(pilot, "reserve", "enter", "delete", "m", "enter")
        assert "“m” is no number of days from 0 to 366." in screen_of(pilot)
        await press(pilot, "enter", "delete", "5", "enter")
        assert book_of(pilot).firm.reserve == 5


async def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Broken settings are never written over: the change holds for now, and that is said."""
    async with on_a_laptop(tmp_path) as pilot:
        (tmp_path / "settings.toml").write_text("theme = [")
        await press(pilot, "down", "right")
        assert "It holds until the program is left" in screen_of(pilot).replace("\n", " ")
        assert (tmp_path / "settings.toml").read_text() == "theme = ["


async def test_the_number_drivers_call_is_seen_in_the_smallest_window(tmp_path: Path) -> None:
    """Its answer begins further left than the others, since it is longer than their room."""
    called = "диспетчер Айгуль, +7 700 000 01 00"
    async with on_a_laptop(tmp_path, msgspec.structs.replace(FIRM, contact=called)) as pilot:
        assert called in line_with(pilot, "Whom drivers call")


async def test_settings_are_found_by_letters(tmp_path: Path) -> None:
    """“azer” leaves the reading on Azerbaijan; the letters stand above it, and where nothing matches too."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await open_settings(pilot)
        await type_in(pilot, "azer")
        assert "Whether 180 days are for Azerbaijan too" in screen_of(pilot) and "Theme" not in screen_of(pilot)
        assert "Search: azer_" in screen_of(pilot).split("\n")[1]
        await type_in(pilot, "z")
        assert "Search: azerz_" in screen_of(pilot) and "Nothing matches" in screen_of(pilot)
        await press(pilot, "escape")
        assert "Search:" not in screen_of(pilot) and "►This laptop" in screen_of(pilot).split("\n")[1]


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_every_setting_says_what_it_is(language: str) -> None:
    """Words, answer and explanation in three languages; an answer that is one of several is one of them."""
    wording.use(language)
    from rules.reader import shipped

    found = settings(Firm(), shipped().rules, LAPTOP)
    assert len({setting.id for setting in found}) == len(found) >= 25
    for setting in found:
        assert setting.label and setting.about and setting.group
        assert not setting.options or setting.answer in {value for value, _words in setting.options}
    wording.use("en")


def test_what_the_firm_answers() -> None:
    """A reading settled and left open again; thresholds in any order; the last rule cannot be given up."""
    firm = firm_with(Firm(), "reading:ruid-covers", "year")
    assert firm.readings == {"ruid-covers": "year"} and firm_with(firm, "reading:ruid-covers", "").readings == {}
    assert firm_with(firm, "near", "1, 5 20").near == (20, 5, 1)
    assert firm_with(firm, "rule:kazakhstan", "2").rules == ("union-state", "kazakhstan", "belarus")
    with pytest.raises(Unfit):
        firm_with(Firm(rules=("union-state",)), "rule:union-state", "")
    with pytest.raises(Unfit):
        firm_with(firm, "near", "1 x")
