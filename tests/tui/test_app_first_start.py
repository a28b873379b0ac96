"""The first start, and taking a file in from within the program."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from textual import events
from textual.pilot import Pilot

from tests.storage.books import open_book
from tests.tui.office import AHMET, LAPTOP, ON, book_of, line_with, office, press, program, screen_of, type_in, worked
from tui import laptop
from tui.app import DEMO, Haulbook
from tui.laptop import Places
from tui.screens.importing import ImportScreen
from tui.screens.paths import rows_of

ROWS = [
    ("Водитель", "Гражданство", "Страна", "Въезд", "Выезд", "Основание"),
    ("Ахметов Ерлан Серикович", "Казахстан", "Россия", "01.03.2026", "10.03.2026", "штамп"),
    ("Юсупов Шерзод", "Узбекистан", "Россия", "01.04.2026", "31.02.2026", "штамп"),
]


@asynccontextmanager
async def first_start(folder: Path) -> AsyncIterator[Pilot[int]]:
    """The program on a laptop that has no book and no settings yet."""
    here = replace(LAPTOP, places=Places(folder / "settings.toml", folder / "book", folder / "log"), author="office")
    with open_book(folder / "book") as book:
        app = Haulbook(lambda: book, here, lambda: ON)
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.is_open:
                await pilot.pause()
            await press(pilot)
            yield pilot


def workbook(path: Path) -> Path:
    """A small workbook with one row that is right and one that is not."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    book.save(path)
    return path


async def test_the_first_start_asks_who_writes_and_where_copies_go_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name, a stick that is there, and three ways to begin; what was answered stands in the settings."""
    stick = Path("/stick")
    monkeypatch.setattr("tui.screens.welcome.places_for_copies", lambda: [stick])
    async with first_start(tmp_path) as pilot:
        shown = screen_of(pilot)
        assert "Who writes here: office" in shown and "Look at a made-up firm first" in shown
        await press(pilot, "enter", "delete")
        await type_in(pilot, "Айгуль")
        await press(pilot, "enter", "enter")
        assert "/stick" in screen_of(pilot)
        await press(pilot, "enter")
        assert "Copies of the book go to: /stick" in screen_of(pilot)
        assert laptop.read({"HAULBOOK_HOME": str(tmp_path)}).backup_place == str(stick)
        assert laptop.read({"HAULBOOK_HOME": str(tmp_path)}).author == "Айгуль"
        await press(pilot, "escape")
        assert "Nobody is in the book yet." in screen_of(pilot)


async def test_without_a_stick_the_folder_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is plugged in: a line to type the folder in."""
    monkeypatch.setattr("tui.screens.welcome.places_for_copies", list)
    async with first_start(tmp_path) as pilot:
        await press(pilot, "down", "enter")
        await type_in(pilot, "copies")
        await press(pilot, "enter")
        assert "Copies of the book go to: copies" in screen_of(pilot)


async def test_the_demonstration_is_asked_of_who_started_the_program(tmp_path: Path) -> None:
    """The program is left with the word that the demonstration is wanted."""
    async with first_start(tmp_path) as pilot:
        await press(pilot, "end", "enter")
        assert pilot.app.return_code == DEMO


async def test_every_screen_of_the_demonstration_says_that_nothing_is_kept(tmp_path: Path) -> None:
    """Whoever takes it for his own book would type drivers into it, and lose them."""
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET], "test")
        async with program(book, is_demo=True) as pilot:
            for key in ("f2", "f4", "f5"):
                await press(pilot, key)
                assert "nothing that is done here is kept" in screen_of(pilot), key
        async with program(book) as pilot:
            assert "nothing that is done here is kept" not in screen_of(pilot)


async def test_a_book_with_something_in_it_is_opened_without_a_welcome(tmp_path: Path) -> None:
    """Only the very first start asks."""
    async with office(tmp_path) as pilot:
        assert "Who writes here" not in screen_of(pilot)


async def test_a_workbook_is_chosen_seen_and_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the welcome: the file under the cursor, what would be taken row by row, Enter; the driver is in the fleet."""
    folder = tmp_path / "Downloads"
    folder.mkdir()
    workbook(folder / "office 2026.xlsx")
    (folder / "photo.jpg").touch()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    async with first_start(tmp_path) as pilot:
        await press(pilot, "down", "down", "enter")
        shown = screen_of(pilot)
        assert "office 2026.xlsx" in shown and "photo" not in shown
        await type_in(pilot, "office")
        await press(pilot, "enter")
        await worked(pilot)
        assert "Take it in" in line_with(pilot, "►") and not book_of(pilot).drivers()
        await press(pilot, "enter")
        assert "Ахметов" in line_with(pilot, "►") or "Ахметов" in screen_of(pilot)
        assert "Written down: Import of office 2026.xlsx" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert not book_of(pilot).drivers()


async def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    """What was looked for is said; the book stays as it was."""
    wrong = tmp_path / "letter.xlsx"
    wrong.write_bytes(b"Dear colleagues")
    async with office(tmp_path, AHMET) as pilot:
        await pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await press(pilot, "insert", "delete")
        pilot.app.post_message(events.Paste(f'"{wrong}"\n'))
        await press(pilot, "enter")
        await worked(pilot)
        assert "No sheet of letter.xlsx has what is looked for" in screen_of(pilot)
        await press(pilot, "ctrl+s")
        assert "Nothing in this file is new" in screen_of(pilot) and len(book_of(pilot).history()) == 1


def test_only_what_can_be_read_is_listed(tmp_path: Path) -> None:
    """Folders first, then workbooks and texts; no hidden file, none of Excel's own; of a folder that is gone its parent."""
    for name in ("b.xlsx", "A.csv", "~$b.xlsx", ".secret.csv", "c.pdf"):
        (tmp_path / name).touch()
    (tmp_path / "2025").mkdir()
    assert [row.name for row in rows_of(tmp_path)] == ["..", "2025/", "A.csv", "b.xlsx"]
    assert [row.name for row in rows_of(tmp_path / "gone")] == [".."]


async def test_a_path_that_leads_nowhere_is_said_and_the_program_goes_on(tmp_path: Path) -> None:
    """A home of nobody, a name longer than a disk can have: each is said to be not there."""
    async with office(tmp_path) as pilot:
        await pilot.app.run_action("import")
        await pilot.pause()
        for typed in ("~nobody_of_that_name/list.xlsx", "я" * 400):
            await press(pilot, "insert", "delete")
            pilot.app.screen.post_message(events.Paste(typed))
            await press(pilot, "enter")
            assert typed[-9:] in screen_of(pilot).replace("\n", "")
            await press(pilot, "escape")
