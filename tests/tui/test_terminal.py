"""The program as a person starts it: a process of its own in a pseudo-terminal, with its real bytes on the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals are of POSIX systems")

import pexpect
import pyte

from storage.records import Driver, Firm
from tests.storage.books import open_book
from tests.storage.journeys import trip

COLUMNS, ROWS = 80, 24
KEYS = {
    "F3": "\x1bOR",
    "F8": "\x1b[19~",
    "F10": "\x1b[21~",
    "Enter": "\r",
    "Esc": "\x1b",
    "Down": "\x1b[B",
}
AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")


class Terminal:
    """A window of 80 by 24 with the program in it."""

    def __init__(self, book: Path, home: Path, **environment: str) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "tui", "--book", str(book)],
            dimensions=(ROWS, COLUMNS),
            timeout=30,
            cwd=str(Path(__file__).parents[2]),
            env={**os.environ, "TERM": "xterm-256color", "HAULBOOK_HOME": str(home), "HAULBOOK_LANG": "ru", **environment},
        )

    @property
    def colours(self) -> set[str]:
        """The colours that stand in the window, of letters and of their ground; ``default`` are the terminal's own."""
        return {colour for row in self._screen.buffer.values() for cell in row.values() for colour in (cell.fg, cell.bg)}

    @property
    def text(self) -> str:
        """What stands in the window."""
        return "\n".join(self._screen.display)

    def wait_for(self, words: str) -> str:
        """Reads until the words stand in the window, and returns all that stands there."""
        while words not in self.text:
            try:
                self._stream.feed(self.process.read_nonblocking(65536, timeout=30))
            except (pexpect.EOF, pexpect.TIMEOUT) as end:
                raise AssertionError(f"“{words}” never came:\n{self.text}") from end
        return self.text

    def press(self, *keys: str) -> None:
        """Sends keys by name, or letters as they are."""
        for key in keys:
            self.process.send(KEYS.get(key, key))

    def left_with(self) -> int:
        """Waits for the end of the program and returns its status."""
        self.process.expect(pexpect.EOF)
        self._stream.feed(self.process.before or b"")
        self.process.close()
        assert self.process.exitstatus is not None
        return int(self.process.exitstatus)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    with open_book(folder) as opened:
        opened.commit([Firm(name="ТОО «Ұлы Дала Транс»"), AHMET, trip(AHMET, f"RU {date.today():%d.%m.%y}–")], "test")  # noqa: DTZ011
    return folder


@pytest.fixture
def terminal(book: Path, tmp_path: Path) -> Iterator[Terminal]:
    window = Terminal(book, tmp_path / "home")
    yield window
    window.process.close(force=True)


def test_a_morning_at_the_office(terminal: Terminal, book: Path) -> None:
    """The first frame comes in Russian; letters search, F3 shows the year, F8 and Enter write the exit down, F10 leaves with 0."""
    frame = terminal.wait_for("Водители: внутри 1 из 1")
    assert "Ахметов" in frame and "1Помощь 2Парк" in frame
    terminal.press("а", "х", "м")
    terminal.wait_for("Поиск: ахм")
    terminal.press("F3")
    assert "Январь" in terminal.wait_for("1-й день из 90")
    terminal.press("F8")
    terminal.wait_for("выезд: Россия")
    terminal.press("Enter")
    terminal.wait_for("Записано: Ахметов Ерлан Серикович")
    terminal.press("F10")
    assert terminal.left_with() == 0
    with open_book(book) as kept:
        (leg,) = kept.trips_of(AHMET.id)[0].legs
        assert leg.exit == leg.entry


@pytest.mark.parametrize(
    ("environment", "most"),
    [
        ({"NO_COLOR": "1"}, 1),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, 1),
        ({"TERM": "xterm", "COLORTERM": ""}, 16),
        ({"NO_COLOR": "", "COLORTERM": "truecolor"}, 99),
    ],
    ids=["no colour", "no colour though there were", "sixteen", "an empty NO_COLOR"],
)
def test_with_few_colours_or_none_it_reads_the_same(book: Path, tmp_path: Path, environment: dict[str, str], most: int) -> None:
    """The same letters stand in the window. NO_COLOR leaves not one colour; where it is empty they stay (no-color.org)."""
    window = Terminal(book, tmp_path / "home", **environment)
    frame = window.wait_for("►")
    assert "█" in frame and "Ахметов" in frame
    assert len(window.colours) <= most and (len(window.colours) == 1) == (most == 1)
    window.press("Esc")
    window.wait_for("Меню: Enter выполнить")
    window.press("Down", "Esc", "F10")
    assert window.left_with() == 0


def test_a_terminal_that_goes_away_loses_nothing(book: Path, tmp_path: Path) -> None:
    """The window is closed while the border line is open: the book opens again as it was, and can be written."""
    window = Terminal(book, tmp_path / "home")
    window.wait_for("10Выход")
    window.press("F8")
    window.wait_for("выезд: Россия")
    window.process.close(force=True)
    with open_book(book) as kept:
        assert not kept.read_only
        assert kept.trips_of(AHMET.id)[0].legs[0].exit is None
