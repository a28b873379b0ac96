"""Names that try to be markup, keys or colours, and windows of every size: every screen shows them harmlessly and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from storage.records import Driver, Firm, Paper, Record, Unsettled, Vehicle
from tests.storage.journeys import day, trip
from tests.tui.office import book_of, office, press, screen_of
from tui.app import Haulbook

NAMES = (
    "Иван [/]",
    "[@click=app.quit]Пётр[/]",
    "[bold red on white]Олег",
    "Анна \x1b[2J\x1b]0;title\x07 Шаг",
    "Имя\u202eтянрО\u202c\u2066\u200f",
    "😀👨‍👩‍👧 Смайл 🚛",
    "字" * 40,
    "Длинный " + "ж" * 192,
    "\ttab\nline",
    "e\u0301\u0301\u0301\u0301 Zalgo",
    "{braces} %s $HOME",
)
"""As they may come from files, other laptops and people."""

SCREENS: dict[str, Sequence[str]] = {
    "fleet": (),
    "driver": ("enter",),
    "year": ("f3",),
    "fleet year": ("f3", "f3"),
    "trips": ("f4",),
    "plan": ("f5",),
    "papers": ("f6",),
    "print": ("f7",),
    "border line": ("f8",),
    "menu": ("f9",),
    "help": ("f1",),
    "history": ("f9", *"hist", "enter"),
    "settings": ("f9", *"sett", "enter"),
    "import": ("f9", *"file", "enter"),
}
"""The keys from the fleet to each screen."""

SIZES = ((1, 1), (2, 3), (5, 2), (20, 5), (20, 1), (1, 20), (40, 10), (200, 60), (80, 24))


def people() -> list[Record]:
    """A driver of each name with a trip and a paper; trucks, routes and rows of files of such names too."""
    found: list[Record] = [Firm(name=NAMES[0] + NAMES[3])]
    for number, name in enumerate(NAMES):
        driver = Driver(id=f"{number:032x}", name=name, citizenship="KZ", phone=name[:20], role=name[:20], note=name)
        found += [
            driver,
            trip(driver, "RU 01.03–10.03, BY 10.03–14.03", route=name),
            Vehicle(plate=name),
            Paper(holder=driver.id, kind="licence", number=name, country="KZ", until=day("01.12")),
            Unsettled(driver=driver.id, file=name, sheet=name, row=1, problem=name, cells={name: name}),
        ]
    return found


def is_harmless(pilot: Pilot[int]) -> bool:
    """Tells whether nothing but what prints stands on the screen, and every line is as wide as the window."""
    strips = pilot.app.screen._compositor.render_strips()
    texts = [segment.text for strip in strips for segment in strip]
    width = pilot.app.size.width
    return all(text.isprintable() for text in texts) and all(strip.cell_length == width for strip in strips)


@pytest.mark.parametrize("name", SCREENS)
async def test_a_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    """Markup is letters, control characters and right-to-left marks are gone, wide letters keep the columns; nobody quits."""
    async with office(tmp_path, *people(), size=(100, 30)) as pilot:
        await press(pilot, *SCREENS[name])
        assert is_harmless(pilot)
        await press(pilot, *["down"] * (len(NAMES) + 2), "end", "pageup")
        assert is_harmless(pilot)
        assert pilot.app.is_running and isinstance(pilot.app, Haulbook) and pilot.app.failure is None
        assert len(book_of(pilot).drivers()) == len(NAMES)


async def test_markup_stands_as_it_was_typed(tmp_path: Path) -> None:
    """The brackets are seen, and clicking them does nothing."""
    async with office(tmp_path, *people()) as pilot:
        shown = screen_of(pilot)
        assert "Иван [/]" in shown and "[@click" in shown and "\x1b" not in shown
        for row in range(2, 20):
            await pilot.click(offset=(8, row))
        assert pilot.app.is_running


@pytest.mark.parametrize("name", SCREENS)
async def test_a_window_of_any_size_does_no_harm(tmp_path: Path, name: str) -> None:
    """From one cell to a whole desk and back: the screen is drawn, keys are taken, nothing crashes."""
    async with office(tmp_path, *people()) as pilot:
        await press(pilot, *SCREENS[name])
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await press(pilot, "down", "up", "pagedown", "home")
            assert pilot.app.is_running and isinstance(pilot.app, Haulbook) and pilot.app.failure is None, (width, height)
            assert is_harmless(pilot), (width, height)


@pytest.mark.parametrize("size", [(1, 1), (7, 2), (20, 5)])
async def test_a_program_can_start_in_a_tiny_window(tmp_path: Path, size: tuple[int, int]) -> None:
    """Started there, every screen opens; made larger it is all there."""
    async with office(tmp_path, *people(), size=size) as pilot:
        for keys in SCREENS.values():
            await press(pilot, *keys, "escape", "escape", "f2")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "f2")
        assert "Fleet" in screen_of(pilot)
