"""The path of a file, typed as people type: from the folder that is looked at, with Tab, with what is wrong said and nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from tests.tui.office import AHMET, office, press, screen_of, type_in, worked
from tui.screens.importing import ImportScreen
from tui.screens.paths import PathScreen, begun_anew
from tui.screens.preview import PreviewScreen

TRIPS = "Водитель;Страна;Въезд\nАхметов Е.С.;РФ;01.03.2026\n"


@asynccontextmanager
async def asked(folder: Path) -> AsyncIterator[Pilot[int]]:
    """The program with the path asked for, over a folder with two journals, a picture and a folder in it."""
    files = folder / "files"
    (files / "архив").mkdir(parents=True)
    for name in ("журнал 2025.csv", "журнал 2026.csv", "архив/старый.csv"):
        (files / name).write_text(TRIPS, encoding="utf-8")
    (files / "photo.jpg").touch()
    async with office(folder, AHMET) as pilot:
        pilot.app.push_screen(ImportScreen(pilot.app.desk, files))  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, "insert")
        yield pilot


def typed(pilot: Pilot[int]) -> str:
    """Returns what stands in the line."""
    assert isinstance(pilot.app.screen, PathScreen)
    return pilot.app.screen.editor.answer


async def test_tab_completes_what_is_there(tmp_path: Path) -> None:
    """The line begins in the folder, its files are offered; Tab writes what the two journals have in common, then the one."""
    async with asked(tmp_path) as pilot:
        assert "архив/" in screen_of(pilot) and "журнал 2026.csv" in screen_of(pilot) and "photo" not in screen_of(pilot)
        await press(pilot, "ж", "tab")
        assert typed(pilot).endswith("files/журнал 202")
        await press(pilot, "6", "tab")
        assert typed(pilot).endswith("files/журнал 2026.csv")
        await press(pilot, "enter")
        await worked(pilot)
        assert isinstance(pilot.app.screen, PreviewScreen) and "1 row taken" in screen_of(pilot)


async def test_arrows_choose_and_enter_goes_into_a_folder(tmp_path: Path) -> None:
    """↓ stands on the folder, Enter goes into it, ↓ Enter takes the file in it."""
    async with asked(tmp_path) as pilot:
        await press(pilot, "down", "enter")
        assert typed(pilot).endswith("files/архив/") and "старый.csv" in screen_of(pilot)
        await press(pilot, "down", "enter")
        await worked(pilot)
        assert "Taking in старый.csv" in screen_of(pilot)


async def test_a_file_that_is_not_there_is_named_whole_and_the_typing_stays(tmp_path: Path) -> None:
    """The sentence has the folder in it; what was typed is mended, not typed again."""
    async with asked(tmp_path) as pilot:
        await type_in(pilot, "журнал 2027.csv")
        await press(pilot, "enter")
        shown = "".join(line.partition("│")[2].partition("│")[0].strip() for line in screen_of(pilot).split("\n"))
        assert f"There is no such file or folder:{tmp_path}/files/журнал 2027.csv" in shown
        assert typed(pilot).endswith("files/журнал 2027.csv")
        await press(pilot, "left", "left", "left", "left", "backspace", "5", "enter")
        await worked(pilot)
        assert "Taking in журнал 2025.csv" in screen_of(pilot)


@pytest.mark.parametrize("key", ["ctrl+u", "ctrl+г"])
async def test_the_line_is_cleared_with_one_key(tmp_path: Path, key: str) -> None:
    """Ctrl+U on either layout; a name alone is then one in the folder that is looked at."""
    async with asked(tmp_path) as pilot:
        await press(pilot, key)
        assert typed(pilot) == ""
        await press(pilot, "а", "tab")
        assert typed(pilot) == "архив/"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ImportScreen) and "старый.csv" in screen_of(pilot)


async def test_a_whole_path_takes_the_place_of_what_stands_there(tmp_path: Path) -> None:
    """Typed from its root or pasted with quotation marks round it, it is not written behind the folder."""
    async with asked(tmp_path) as pilot:
        await press(pilot, "slash")
        assert typed(pilot) == "/"
        pilot.app.post_message(events.Paste(f'"{tmp_path}/files/журнал 2025.csv"\n'))
        await press(pilot, "enter")
        await worked(pilot)
        assert "Taking in журнал 2025.csv" in screen_of(pilot)


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        ("/home/a/", "/home/a//", "/"),
        ("/home/a/", "/home/a/~", "~"),
        ("C:\\Users\\a\\", "C:\\Users\\a\\D:", "D:"),
        ("/home/a/", "/home/a/ж", "/home/a/ж"),
        ("/home/a/", "/home/", "/home/"),
    ],
)
def test_a_path_of_its_own_begins_anew(before: str, now: str, line: str) -> None:
    """A root, a home, the letter of a disk: what follows is no name in the folder."""
    assert begun_anew(before, now) == line
