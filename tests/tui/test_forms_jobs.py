"""What a dispatcher does in every form, at 80×24, without a mouse: adding, changing, taking away, going elsewhere and coming back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from storage.records import Driver
from tests.storage.books import open_book
from tests.storage.journeys import day, told, trip
from tests.tui.office import AHMET, FIRM, book_of, journeys, office, press, program, screen_of, shown, type_in


async def test_a_new_driver_is_typed_in_and_stands_in_the_fleet(tmp_path: Path) -> None:
    """Insert, his name, Tab, уз for Uzbekistan, his birth: Enter writes it, and undo takes it back."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов Бахтиёр")
        await press(pilot, "tab")
        await type_in(pilot, "uz")
        await press(pilot, "tab")
        await type_in(pilot, "5.3.84")
        await press(pilot, "enter")
        added = next(driver for driver in book_of(pilot).drivers() if driver.id != AHMET.id)
        assert (added.name, added.citizenship, added.born) == ("Каримов Бахтиёр", "UZ", day("05.03.84").replace(year=1984))
        assert "Written down: driver Каримов Бахтиёр" in shown(screen_of(pilot))
        await press(pilot, "ctrl+я")
        assert [driver.name for driver in book_of(pilot).drivers()] == [AHMET.name]


async def test_a_second_driver_of_one_name_is_written_down_only_on_a_second_enter(tmp_path: Path) -> None:
    """The same name and citizenship: the first Enter asks; typing asks anew, another citizenship does not."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "ахметов ерлан  серикович")
        await press(pilot, "enter")
        assert "is this another person? Enter again" in screen_of(pilot) and len(book_of(pilot).drivers()) == 1
        await type_in(pilot, "а")
        await press(pilot, "backspace", "enter")
        assert len(book_of(pilot).drivers()) == 1
        await press(pilot, "enter")
        assert len(book_of(pilot).drivers()) == 2
    async with office(tmp_path / "other", AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, AHMET.name)
        await press(pilot, "tab")
        await type_in(pilot, "uz")
        await press(pilot, "enter", "enter")
        assert [driver.citizenship for driver in book_of(pilot).drivers()] == ["KZ", "UZ"]


async def test_what_is_missing_or_wrong_is_said_at_its_field(tmp_path: Path) -> None:
    """No name: Enter says so and writes nothing. A birth to come, and leaving before joining, are said while they are typed."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert", "enter")
        assert "This is needed: name." in screen_of(pilot)
        await press(pilot, "tab", "tab")
        await type_in(pilot, "5.3.2084")
        assert "“5.3.2084” is no date of birth." in screen_of(pilot)
        await press(pilot, "delete", "up", "up")
        await type_in(pilot, "Каримов Б")
        await press(pilot, *["down"] * 5)
        await type_in(pilot, "1.11")
        await press(pilot, "down")
        await type_in(pilot, "1.10")
        assert "“1.10” does not go here: he leaves the firm before he joins it." in screen_of(pilot)
        await press(pilot, "enter")
        assert len(book_of(pilot).drivers()) == 1


async def test_what_was_typed_stays_while_one_looks_elsewhere(tmp_path: Path) -> None:
    """Half a driver typed, F2, F3: the program says that it is not written down; Ctrl+И goes back, all is there, and F10 asks."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "f2")
        assert "Not written down: New driver." in screen_of(pilot)
        await press(pilot, "f3")
        assert "January" in screen_of(pilot) and "Not written down: New driver." in screen_of(pilot)
        await press(pilot, "f10")
        assert "Leave?" in screen_of(pilot) and pilot.app.return_value is None
        await press(pilot, "escape", "ctrl+и")
        assert "Каримов" in screen_of(pilot) and "Your typing is still here." in screen_of(pilot)
        await type_in(pilot, " Бахтиёр")
        await press(pilot, "enter")
        assert [driver.name for driver in book_of(pilot).drivers()] == [AHMET.name, "Каримов Бахтиёр"]
        assert "Not written down" not in screen_of(pilot)


async def test_ctrl_z_in_a_form_takes_back_typing_not_the_book(tmp_path: Path) -> None:
    """Name and phone typed: Ctrl+Я takes the phone away, once more the name; the book's last change stands. Ctrl+Н brings both back."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "down", "down", "down")
        await type_in(pilot, "701")
        await press(pilot, "ctrl+я")
        assert "701" not in screen_of(pilot) and "Каримов" in screen_of(pilot)
        await press(pilot, "ctrl+z", "ctrl+z")
        assert "Каримов" not in screen_of(pilot)
        await press(pilot, "ctrl+н", "ctrl+y")
        assert "Каримов" in screen_of(pilot) and "701" in screen_of(pilot)
        assert len(book_of(pilot).drivers()) == 1 and journeys(pilot, AHMET, told) == ["RU 10.11–"]


async def test_typing_is_thrown_away_from_the_menu(tmp_path: Path) -> None:
    """F9, throw: the form says what the book says, nothing is left to write down, and Ctrl+Z brings the typing back."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "f9")
        await type_in(pilot, "throw")
        await press(pilot, "enter")
        assert "Каримов" not in screen_of(pilot) and "Thrown away." in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert "Каримов" in screen_of(pilot)
        await press(pilot, "ctrl+y", "escape")
        assert "Not written down" not in screen_of(pilot)


@pytest.mark.parametrize("name", ["Иван [/]", "[@click=app.quit]x[/]", "\u202eلاو", "👩‍🚛 Ай", "А" * 250])
async def test_names_that_would_harm_a_screen_are_shown_as_they_are(tmp_path: Path, name: str) -> None:
    """Markup, a link that quits, a mark that turns the line, emoji, 250 letters: typed, shown and kept, and the program goes on."""
    async with office(tmp_path, AHMET, Driver(name="[red]Боб[/]", citizenship="KZ")) as pilot:
        await press(pilot, "insert")
        pilot.app.screen.query_one("#asked").post_message(_paste(name))
        await press(pilot, "enter")
        assert len(book_of(pilot).drivers()) == 3 and len(book_of(pilot).drivers()[2].name) <= 200
        await press(pilot, "f4", "insert", "space")
        assert "[red]Боб[/]" in screen_of(pilot)
        await press(pilot, "escape", "escape")
        assert pilot.app.is_running


def _paste(text: str) -> events.Paste:
    return events.Paste(text)


async def test_a_driver_is_deleted_and_brought_back(tmp_path: Path) -> None:
    """Delete on the fleet takes him out without a question; Ctrl+Z brings him back with all that is his."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–05.03")) as pilot:
        await press(pilot, "delete")
        assert "Deleted: driver Ахметов Ерлан Серикович. Ctrl+Z brings it back." in shown(screen_of(pilot))
        assert book_of(pilot).drivers() == []
        await press(pilot, "ctrl+z")
        assert journeys(pilot, AHMET, told) == ["RU 01.03–05.03"]


async def test_a_book_that_is_only_read_says_so_and_keeps_the_typing(tmp_path: Path) -> None:
    """Enter cannot write; nothing is lost of what was typed."""
    with open_book(tmp_path / "book") as holder:
        holder.commit([FIRM, AHMET], "test")
        with open_book(tmp_path / "book", read_only=True) as book:
            async with program(book) as pilot:
                await press(pilot, "insert")
                await type_in(pilot, "Каримов")
                await press(pilot, "enter")
                assert "open for reading only" in screen_of(pilot) and "Каримов" in screen_of(pilot)
