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

from tests.storage.books import open_book
from tests.tui.office import LAPTOP, ON, program
from tui import wording
from tui.demo import make
from tui.screens.frame import Frame

FRAMES = Path(__file__).parent / "data" / "frames"

SCREENS: dict[str, tuple[str, ...]] = {
    "fleet": ("f2",),
    "border": ("f2", "down", "down", "f8"),
    "driver": ("f2", "down", "down", "enter"),
    "year": ("f2", "down", "down", "f3"),
    "trips": ("f4",),
    "forecast": ("f2", "down", "f5"),
    "papers": ("f6",),
    "print": ("f2", "down", "f7"),
    "help": ("f2", "f1"),
    "menu": ("f2", "f9"),
}
"""The keys that lead to each screen."""


async def walked(
    folder: Path, language: str, size: tuple[int, int] = (80, 24), theme: str = "dark"
) -> AsyncIterator[tuple[str, Pilot[int]]]:
    """Goes from screen to screen and yields the name of each when it is drawn."""
    wording.use(language)
    with open_book(folder / "book") as book:
        make(book, ON)
        async with program(book, size=size, laptop=replace(LAPTOP, language=language, theme=theme)) as pilot:
            for name, keys in SCREENS.items():
                await pilot.press(*keys)
                await pilot.pause()
                yield name, pilot
                if not isinstance(pilot.app.screen, Frame):
                    await pilot.press("escape")


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
    for theme in ("mono", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            async for name, pilot in walked(Path(folder), language, theme=theme):
                lines = lines_of(pilot)
                found[f"{name}.{language}.{theme}.txt"] = colours_of(lines) if theme == "dark" else text_of(lines)
    return found


def kept() -> Iterator[Path]:
    """Yields the files of frames that are kept."""
    return FRAMES.glob("*.txt")


def main() -> None:
    """Writes every frame anew and takes away those of screens that are gone."""
    FRAMES.mkdir(parents=True, exist_ok=True)
    for path in kept():
        path.unlink()
    for language in wording.LANGUAGES:
        for name, text in asyncio.run(frames(language)).items():
            (FRAMES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
