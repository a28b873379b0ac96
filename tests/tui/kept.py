"""The frames of every screen as they are kept: the demonstration firm on a fixed day, a window of 80 by 24, three languages.

``python -m tests.tui.kept`` writes them anew; look at what changed before you keep it.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from storage.records import Conflict, Stamp
from tests.storage.books import open_book
from tests.tui.office import LAPTOP, ON, program
from tui import wording
from tui.demo import make
from tui.guide import Guide
from tui.keeper import Keeper
from tui.screens.frame import Frame
from tui.screens.importing import ImportScreen
from tui.widgets.themes import THEMES

FRAMES = Path(__file__).parent / "data" / "frames"

SCREENS: dict[str, tuple[str, ...]] = {
    "fleet": ("f2",),
    "attention": ("f2", "tab"),
    "settling": ("f2", "ctrl+r"),
    "border": ("f2", "down", "down", "f8"),
    "driver": ("f2", "down", "down", "enter"),
    "year": ("f2", "down", "down", "f3"),
    "fleet-year": ("f2", "f3", "f3"),
    "trips": ("f2", "f4"),
    "forecast": ("f2", "down", "f5"),
    "papers": ("f2", "f6"),
    "new-driver": ("f2", "!new_driver"),
    "new-trip": ("f2", "down", "!new_trip"),
    "routes": ("f2", "!routes"),
    "trucks": ("f2", "!vehicles"),
    "who-can-go": ("f2", "f5", "insert", "enter"),
    "run-down": ("f2", "f5", "right"),
    "what-if": ("f2", "f5", "space"),
    "print": ("f2", "down", "down", "f7"),
    "as-of": ("f2", "ctrl+g"),
    "import": ("f2", "@files"),
    "preview": ("f2", "@files", "down", "enter"),
    "reconcile": ("f2", "@crossings", "down", "enter"),
    "history": ("f2", "!history"),
    "settings": ("f2", "!settings"),
    "help": ("f2", "f1"),
    "menu": ("f2", "f9"),
    "conflicts": ("f2", "@changed-twice", "!conflicts"),
}
"""What leads to each screen: keys, commands of the menu after a ``!``, what is prepared here after an ``@``."""

NAMES = (*SCREENS, "welcome")
"""Every screen that is kept; the welcome is that of a book in which nobody is yet."""

SHEET = """Водитель;Тягач;Маршрут;Страна;Въезд;Выезд;Цена
Асанбеков Таалай;052 KRV 13;Алматы–Самара;РФ;01.02.2026;09.02.2026;100
Каримов Д.Р.;;Алматы–Москва;РФ;31.02.2026;;90
Кто-то;;Алматы–Москва;РБ;03.03.2026;05.03.2026;
"""
"""A table of the office: a row that can be taken, one with a date that is none, one of a driver nobody knows."""

CROSSINGS = """Водитель;Дата;Направление;Страна
Асанбеков Таалай;20.10.2026;въезд;Россия
Турсунов Отабек;11.11.2026;въезд;Россия
Каримов Дилшод Рустамович;10.01.2026;въезд;Россия
Каримов Дилшод Рустамович;12.01.2026;выезд;Россия
"""
"""What the border has: a day more, a date that agrees, a trip that the book does not know."""


async def walked(
    folder: Path, language: str, size: tuple[int, int] = (80, 24), theme: str = "dark"
) -> AsyncIterator[tuple[str, Pilot[int]]]:
    """Goes from screen to screen and yields the name of each when it is drawn."""
    wording.use(language)
    laptop = replace(LAPTOP, language=language)
    with open_book(folder / "book") as book:
        make(book, ON)
        async with program(book, size=size, laptop=laptop) as pilot:
            for name, keys in SCREENS.items():
                for key in keys:
                    await _do(pilot, key, folder)
                await _settled(pilot)
                yield name, pilot
                if not isinstance(pilot.app.screen, Frame):
                    await pilot.press("escape")
    with open_book(folder / "new") as book:
        async with program(book, size=size, laptop=laptop) as pilot:
            await _settled(pilot)
            yield "welcome", pilot


async def _do(pilot: Pilot[int], key: str, folder: Path) -> None:
    match key:
        case "@files":
            await _show_file(pilot, folder / "files" / "рейсы.csv", SHEET)
        case "@crossings":
            await _show_file(pilot, folder / "border" / "справка.csv", CROSSINGS)
        case "@changed-twice":
            book = _guide(pilot).desk.book
            driver = next(each for each in book.drivers() if each.name.startswith("Асанбеков"))
            conflict = Conflict(
                table="drivers",
                of=driver.id,
                mine={"note": "на больничном"},
                theirs={"note": "в отпуске до 1 декабря"},
                by=Stamp(author="Айгуль", laptop="office"),
                theirs_by=Stamp(author="Болат", laptop="depot"),
                at="2026-11-22T17:40:00+00:00",
            )
            book.commit([conflict], "changed twice")
            _guide(pilot).desk.renew_all()
        case _ if key.startswith("!"):
            await front_of(pilot).run_action(f"app.{key[1:]}")
        case _:
            await pilot.press(key)


async def _show_file(pilot: Pilot[int], path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    _guide(pilot).show(ImportScreen(_guide(pilot).desk, path.parent))
    await pilot.pause()


async def _settled(pilot: Pilot[int]) -> None:
    """Waits until all that is worked out in threads and between keys stands there: the same frame ten times."""
    await pilot.app.workers.wait_for_complete()
    before, same = "", 0
    while same < 10:
        await pilot.pause()
        now = text_of(lines_of(pilot))
        before, same = now, same + 1 if now == before else 0


def _guide(pilot: Pilot[int]) -> Guide:
    assert isinstance(pilot.app, Guide)
    return pilot.app


def front_of(pilot: Pilot[int]) -> Frame:
    """Returns the screen in front."""
    assert isinstance(pilot.app, Keeper)
    return pilot.app.front


def lines_of(pilot: Pilot[int]) -> list[list[Segment]]:
    """Returns the segments of each line that stands in the window."""
    return [list(strip) for strip in pilot.app.screen._compositor.render_strips()]


def text_of(lines: list[list[Segment]]) -> str:
    """Returns the letters of a frame, a line each."""
    return "".join("".join(segment.text for segment in line).rstrip() + "\n" for line in lines)


def colours_of(lines: list[list[Segment]]) -> str:
    """Returns the colours of a frame: a letter a cell, then what each letter stands for."""
    letters: dict[str, str] = {}
    drawn = "".join("".join(_lettered(segment, letters) for segment in line) + "\n" for line in lines)
    return drawn + "\n" + "".join(f"{letter} {named}\n" for named, letter in letters.items())


def _lettered(segment: Segment, letters: dict[str, str]) -> str:
    named = str(segment.style or Style())
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters.setdefault(named, alphabet[len(letters)]) * segment.cell_length


async def frames(language: str) -> dict[str, str]:
    """Returns every frame of a language by the name of its file: letters without colour, and the colours of the dark theme."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        async for name, pilot in walked(Path(folder), language):
            for theme, told in (("dark", colours_of), ("mono", text_of)):
                pilot.app.theme = THEMES[theme].name
                await pilot.pause()
                found[f"{name}.{language}.{theme}.txt"] = told(lines_of(pilot)).replace(folder, "~")
    return found


def kept() -> Iterator[Path]:
    """Yields the files of frames that are kept."""
    return FRAMES.glob("*.txt")


def main() -> None:
    """Writes every frame anew and takes away those of screens that are gone."""
    FRAMES.mkdir(parents=True, exist_ok=True)
    drawn = {name: text for language in wording.LANGUAGES for name, text in asyncio.run(frames(language)).items()}
    for path in kept():
        if path.name not in drawn:
            path.unlink()
    for name, text in drawn.items():
        (FRAMES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
