"""The first frame of the program on a book of 200 drivers and 12,000 trips, whole process in a pseudo-terminal, against an empty app."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.bench.made_book import make
from tests.bench.timing import line, say

ROOT = Path(__file__).parents[2]
GOAL = 1.4
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("10Quit")
Empty().run()
"""


def seconds_to(words: tuple[str, ...], command: list[str], home: Path) -> list[float]:
    """Returns the seconds from the start of a process to the moment each of the words has come to its terminal, in their order."""
    import pexpect

    environment = {**os.environ, "TERM": "xterm-256color", "HAULBOOK_HOME": str(home), "HAULBOOK_LANG": "en"}
    found, come = [], b""
    begun = perf_counter()
    process = pexpect.spawn(sys.executable, command, dimensions=(24, 80), timeout=60, cwd=str(ROOT), env=environment)
    for word in words:
        while word.encode() not in come:
            come += process.read_nonblocking(65536, timeout=60)
        found.append(perf_counter() - begun)
    process.close(force=True)
    return found


def measure(trips: int = 12_000, rounds: int = 9) -> dict[str, Any]:
    """Returns the figure: title and key bar are there; beside it how long it takes until the drivers stand there with their figures."""
    ours, drivers, theirs = [], [], []
    with TemporaryDirectory() as place:
        book = Path(place) / "book"
        book.mkdir()
        make(book, trips)
        for _ in range(rounds):
            theirs += seconds_to(("10Quit",), ["-c", EMPTY], Path(place))
            frame, rows = seconds_to(("Quit", "►"), ["-m", "tui", "--book", str(book)], Path(place))
            ours.append(frame)
            drivers.append(rows)
    against = "an empty Textual app in a process of its own, in this run"
    return line("first frame", ours, theirs, goal=GOAL, against=against, at_most=True, trips=trips) | {
        "drivers_seconds": round(median(drivers), 3)
    }


if __name__ == "__main__":
    say(measure())
