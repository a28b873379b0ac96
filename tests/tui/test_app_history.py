"""The history: what was done, by whom, what it changed, and taking it back from there."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from storage.records import Paper
from tests.storage.journeys import day, trip
from tests.tui.office import AHMET, YUSUF, book_of, line_with, office, press, screen_of, shown, type_in
from tui.widgets.history import HistoryList


async def open_history(pilot, *before: str) -> None:  # type: ignore[no-untyped-def]
    """Opens the history from the menu, on the screen that some keys lead to."""
    await press(pilot, *before, "f9")
    await type_in(pilot, "hist")
    await press(pilot, "enter")


async def test_every_change_stands_there_the_newest_on_top(tmp_path: Path) -> None:
    """When, who and why; under the list the record that the change under the cursor was about, before and after."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        book_of(pilot).commit([replace(AHMET, phone="+7 701 000 00 00")], "Телефон Ахметова")
        book_of(pilot).commit([trip(AHMET, "RU 01.03–10.03")], "Рейс Ахметова")
        await open_history(pilot)
        rows = pilot.app.screen.query_one(HistoryList).rows
        assert [row.reason for row in rows] == ["Рейс Ахметова", "Телефон Ахметова", "test"]
        assert "Айгуль" in line_with(pilot, "Телефон Ахметова")
        await press(pilot, "down")
        assert "driver Ахметов Ерлан Серикович: phone — → +7 701 000 00 00" in screen_of(pilot)
        await press(pilot, "down", "enter")
        assert "driver Юсупов Шерзод: new" in screen_of(pilot)
        assert "23.11.2026 12:00 · " in screen_of(pilot)
        await press(pilot, "escape", "escape")
        assert "Fleet" in screen_of(pilot).split("\n")[0]


async def test_a_change_of_many_words_goes_on_in_the_next_lines(tmp_path: Path) -> None:
    """A long note is told whole under the list in a window of 80; of many records each has a line, and the others are counted."""
    async with office(tmp_path, AHMET, YUSUF, trip(YUSUF, "RU 01.03–10.03")) as pilot:
        await open_history(pilot)
        assert "and 2 more records" in screen_of(pilot)
        note = "на больничном до конца месяца, потом отпуск за свой счёт, вернётся к празднику"
        book_of(pilot).commit([replace(AHMET, note=note)], "Ахметов болен")
        await press(pilot, "escape")
        await open_history(pilot)
        assert f"driver {AHMET.name}: note — → {note}" in shown(screen_of(pilot))


async def test_the_newest_change_is_taken_back_and_brought_back_from_there(tmp_path: Path) -> None:
    """Undo and redo stand in the list as changes of their own: nothing is ever taken out of it."""
    async with office(tmp_path, AHMET) as pilot:
        book_of(pilot).commit([YUSUF], "Юсупов принят")
        await open_history(pilot)
        await press(pilot, "ctrl+z")
        assert "undone: Юсупов принят" in screen_of(pilot) and "History: 3 changes" in screen_of(pilot)
        await press(pilot, "ctrl+y")
        assert "done again: Юсупов принят" in screen_of(pilot)


async def test_the_history_of_one_driver(tmp_path: Path) -> None:
    """From his page: what bears on him, his paper too; Tab lists the whole book."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        book_of(pilot).commit([Paper(holder=AHMET.id, kind="licence", number="AB 1", until=day("01.12"))], "Права Ахметова")
        book_of(pilot).commit([trip(YUSUF, "RU 01.03–10.03")], "Рейс Юсупова")
        await type_in(pilot, "ахм")
        await open_history(pilot, "enter")
        shown = screen_of(pilot)
        assert "History of Ахметов Ерлан Серикович: 2 changes" in shown and "Рейс Юсупова" not in shown
        await press(pilot, "tab")
        assert "History: 3 changes" in screen_of(pilot)


async def test_a_day_of_the_history_is_searched_for(tmp_path: Path) -> None:
    """The date of the change, typed as it stands there."""
    async with office(tmp_path, AHMET) as pilot:
        await open_history(pilot)
        written = line_with(pilot, "test").split()[0].removeprefix("►")
        await type_in(pilot, written)
        assert "test" in screen_of(pilot)
        await type_in(pilot, "9")
        assert "Nothing matches" in screen_of(pilot)


async def test_what_a_page_says_takes_no_more_room_than_that(tmp_path: Path) -> None:
    """A change of three records lies over the list in a few lines; the help takes the window but for its edges, and is read to its end."""
    async with office(tmp_path, AHMET, YUSUF, size=(160, 50)) as pilot:
        await open_history(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#panel").size.height < 10
        await press(pilot, "escape", "f1")
        assert pilot.app.screen.query_one("#panel").size.height == 43
        await press(pilot, "end")
        assert "Esc closes this page." in screen_of(pilot)
