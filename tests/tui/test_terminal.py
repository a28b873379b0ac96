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
    "Right": "\x1b[C",
    "Delete": "\x1b[3~",
    "F2": "\x1bOQ",
    "F5": "\x1b[15~",
    "F7": "\x1b[18~",
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


def test_the_whole_first_morning(tmp_path: Path) -> None:
    """Nothing on the laptop: who writes, a workbook, the year, a trip, a border, a forecast, a sheet; at the next start all is there."""
    home, book = tmp_path / "home", tmp_path / "book"
    downloads = tmp_path / "user" / "Downloads"
    downloads.mkdir(parents=True)
    _workbook(downloads / "office.xlsx")
    window = Terminal(book, home, HOME=str(downloads.parent))
    window.wait_for("Кто здесь пишет")
    window.press("Enter")
    window.wait_for("Enter принять")
    window.press("Delete", "Айгуль", "Enter")
    window.wait_for("Кто здесь пишет: Айгуль")
    window.press("Down", "Enter")
    window.wait_for("office.xlsx")
    window.press("off", "Enter")
    window.wait_for("Enter выполнить")
    window.press("Enter")
    assert "Ахметов" in window.wait_for("Записано: Загрузка файла office.xlsx")
    window.press("ахм", "F3")
    window.wait_for("Январь")
    window.press("Right", " ", "Right", "Right", "Enter")
    window.wait_for("Новый рейс")
    window.press("Enter")
    window.wait_for("Записано")
    window.press("F2")
    window.wait_for("Водители: внутри 0 из 2")
    window.press("ахм", "F8")
    window.wait_for("въезд: Россия")
    window.press("Enter")
    window.wait_for("Водители: внутри 1 из 2")
    window.press("ахм", "F5")
    window.wait_for("Прогноз")
    window.press("F2")
    window.wait_for("Водители: внутри 1 из 2")
    window.press("ахм", "F7")
    window.wait_for("PDF")
    window.press("Enter")
    window.wait_for("Записано:")
    window.press("F10")
    assert window.left_with() == 0
    assert [sheet.read_bytes()[:4] for sheet in book.glob("sheets/*.pdf")] == [b"%PDF"]
    again = Terminal(book, home)
    again.wait_for("Юсупов")
    again.wait_for("Водители: внутри 1 из 2")
    again.press("F10")
    assert again.left_with() == 0
    with open_book(book) as kept:
        assert [commit.author for commit in kept.history()] == ["Айгуль"] * 3
        ahmet = next(driver for driver in kept.drivers() if driver.name.startswith("Ахметов"))
        assert sorted(trip.legs[0].entry for trip in kept.trips_of(ahmet.id)) == [date(2026, 3, 1), date.today()]  # noqa: DTZ011


def _workbook(path: Path) -> None:
    """A list of two drivers and their trips, as an office has it."""
    from openpyxl import Workbook

    book = Workbook()
    people, trips = book.active, book.create_sheet("Рейсы")
    assert people is not None
    people.title = "Водители"
    for row in (("ФИО", "Гражданство"), ("Ахметов Ерлан Серикович", "Казахстан"), ("Юсупов Шерзод", "Узбекистан")):
        people.append(row)
    for journey in (
        ("Водитель", "Страна", "Въезд", "Выезд", "Основание"),
        ("Ахметов Ерлан Серикович", "Россия", "01.03.2026", "10.03.2026", "штамп"),
        ("Юсупов Шерзод", "Россия", "01.04.2026", "09.04.2026", "со слов"),
    ):
        trips.append(journey)
    book.save(path)


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
