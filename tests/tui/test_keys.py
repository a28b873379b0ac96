"""Keys as the bytes that terminals send, on a Latin and on a Cyrillic layout, with the locks on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from storage.book import RecordBook
from storage.records import Driver
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.office import AHMET, FIRM, LAPTOP, ON, YUSUF, book_of, office, press, roster_of, screen_of, surnames
from tui.app import Haulbook
from tui.keeper import Keeper
from tui.screens.cover import Cover
from tui.screens.messages import Wanted

QURBAN = Driver(name="Qurbonov Йўлдош", citizenship="UZ")


async def send(pilot: Pilot[int], sequence: str) -> None:
    """Lets the program have what a terminal sends, through Textual's own parser; a wait like that of a person ends it."""
    parser = XTermParser()
    for message in [*parser.feed(sequence), *parser.feed("")]:
        pilot.app.post_message(message)
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("sequence", ["q", "й", "\x1b[1081;;1081u", "\x1b[1081;2;1049u", "\x1b[1081;65;1049u", "\x1b[1081;65u"])
async def test_a_letter_searches_on_either_layout(tmp_path: Path, sequence: str) -> None:
    """Q, Й plain, as Kitty sends it, with Shift and with Caps Lock: the one driver with such a name is left."""
    async with office(tmp_path, AHMET, YUSUF, QURBAN) as pilot:
        await send(pilot, sequence)
        assert surnames(pilot) == ["Qurbonov"]


@pytest.mark.parametrize("sequence", ["\x1a", "\x1b[122;5u", "\x1b[1103;5u", "\x1b[1103;133u", "\x1b[1103;69u"])
async def test_undo_on_either_layout(tmp_path: Path, sequence: str) -> None:
    """Ctrl+Z and Ctrl+Я, with Num Lock and with Caps Lock too, take the last change back."""
    async with office(tmp_path, AHMET) as pilot:
        assert isinstance(pilot.app, Keeper)
        pilot.app.post_message(Wanted([YUSUF], "Юсупов"))
        await pilot.pause()
        assert len(book_of(pilot).drivers()) == 2
        await send(pilot, sequence)
        assert [driver.id for driver in book_of(pilot).drivers()] == [AHMET.id]


@pytest.mark.parametrize("sequence", ["\x11", "\x1b[113;5u", "\x1b[1081;5u", "\x1b[1081;133u"])
async def test_leaving_on_either_layout(tmp_path: Path, sequence: str) -> None:
    """Ctrl+Q and Ctrl+Й leave with status 0."""
    async with office(tmp_path, AHMET) as pilot:
        await send(pilot, sequence)
        assert pilot.app.return_value == 0


async def test_a_shift_key_alone_does_nothing(tmp_path: Path) -> None:
    """Kitty tells of Shift itself: no letter is searched for, and the screen stays as it was."""
    async with office(tmp_path, AHMET) as pilot:
        before = screen_of(pilot)
        await send(pilot, "\x1b[57441;2u")
        assert screen_of(pilot) == before and not roster_of(pilot).sought


@pytest.mark.parametrize("sequence", ["\x1bOR", "\x1b[13~", "\x1b[13;129~", "\x1b[1;129R", "\x1b[1;65R", "\x1b[1;193R", "\x1b[1;1R"])
async def test_f3_however_it_is_sent(tmp_path: Path, sequence: str) -> None:
    """With Num Lock F3 comes as ESC[1;129R, which looks like a report of where the cursor is: the year opens all the same."""
    async with office(tmp_path, AHMET) as pilot:
        await send(pilot, sequence)
        assert "January" in screen_of(pilot)


@pytest.mark.parametrize("sequence", ["\x1b[1;2R", "\x1b[1;5R", "\x1b[1;133R", "\x1b[7;129R"])
async def test_what_is_not_f3_opens_nothing(tmp_path: Path, sequence: str) -> None:
    """F3 with Shift or Ctrl, and a real report of the cursor, are no F3."""
    async with office(tmp_path, AHMET) as pilot:
        await send(pilot, sequence)
        assert "January" not in screen_of(pilot)


@pytest.mark.parametrize(
    ("sequence", "key"), [("\x1b[1;129P", "f1"), ("\x1b[1;129S", "f4"), ("\x1b[17;129~", "f6"), ("\x1b[20;129~", "f9")]
)
async def test_other_f_keys_with_num_lock(tmp_path: Path, sequence: str, key: str) -> None:
    """They do what they do without it."""
    async with office(tmp_path / "1", AHMET) as pilot:
        await press(pilot, key)
        wanted = screen_of(pilot)
    async with office(tmp_path / "2", AHMET) as pilot:
        await send(pilot, sequence)
        assert screen_of(pilot) == wanted


async def test_keys_pressed_before_the_book_is_open_are_not_lost(tmp_path: Path) -> None:
    """Letters and F3 typed on the cover are done as soon as the drivers are there."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, YUSUF, trip(YUSUF, "RU 01.03–10.03")], "test")

        def opening() -> RecordBook:
            assert isinstance(app.screen, Cover)
            for key in ("ю", "с", "f3"):
                app.simulate_key(key)
            return book

        app = Haulbook(opening, LAPTOP, lambda: ON)
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.is_open:
                await pilot.pause()
            await press(pilot)
            assert "Юсупов" in screen_of(pilot).split("\n")[0] and "January" in screen_of(pilot)
