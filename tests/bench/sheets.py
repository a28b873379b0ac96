"""200 status sheets as one PDF, a whole process: seconds and memory, against an empty process that only imports the PDF library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from storage.book import RecordBook
from storage.records import Basis, Driver, Firm, Leg, Record, Trip
from tests.bench.timing import say, timed

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
GOAL_SECONDS, GOAL_MB = 6, 300
_MEASURED = (
    "import resource, runpy, sys; sys.argv = ['haulbook', *sys.argv[1:]]\n"
    "try: runpy.run_module('tui', run_name='__main__')\n"
    "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
)


def office(size: int, journeys: int = 20) -> list[Record]:
    """Returns that many drivers, each with a year of so many journeys into Russia and Belarus."""
    chance = Random(size)
    records: list[Record] = [Firm(name="ТОО «Караван-Пример»")]
    for number in range(size):
        driver = Driver(name=f"Водитель {number} Примерович", citizenship=chance.choice(["KZ", "KG", "AM"]))
        records.append(driver)
        day = date(2026, 1, 3)
        for _ in range(journeys):
            over, back = day + timedelta(chance.randrange(1, 4)), day + timedelta(chance.randrange(4, 8))
            russia = Leg(driver=driver.id, country="RU", entry=day, entry_basis=Basis.SHOWN, exit=over, exit_basis=Basis.TOLD)
            belarus = Leg(driver=driver.id, country="BY", entry=over, entry_basis=Basis.TOLD, exit=back, exit_basis=Basis.SHOWN)
            records.append(Trip(legs=(russia, belarus), route="Алматы–Минск"))
            day = back + timedelta(chance.randrange(5, 10))
    return records


@contextmanager
def opened(folder: Path, size: int, journeys: int = 20) -> Iterator[RecordBook]:
    """The book of an office of that many drivers."""
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with RecordBook.open(folder / "book", now=lambda: now, author="bench", laptop="bench") as book:
        book.commit(office(size, journeys), "bench")
        yield book


def measure(size: int = 200, rounds: int = 3) -> dict[str, Any]:
    """Returns the seconds and the memory of ``haulbook sheet --all --one-file`` for ``size`` drivers."""
    seconds, empty, memory = [], [], []
    with TemporaryDirectory() as folder:
        with opened(Path(folder), size):
            pass
        asked = ("--book", f"{folder}/book", "sheet", "--all", "--one-file", "--on", ON.isoformat(), "--lang", "ru", "-o", folder)
        for _ in range(rounds):
            spent, done = timed(
                lambda: subprocess.run([sys.executable, "-c", _MEASURED, *asked], capture_output=True, text=True, check=True, cwd=ROOT)
            )
            seconds.append(spent)
            memory.append(int(done.stderr.split()[-1]) / 1024)
            spent, _ = timed(lambda: subprocess.run([sys.executable, "-c", "import reportlab.pdfgen.canvas"], check=True, cwd=ROOT))
            empty.append(spent)
    took, peak = median(seconds), max(memory)
    return {
        "what": f"{size} status sheets as one PDF, whole process",
        "figure": round(took, 2),
        "goal": GOAL_SECONDS,
        "reached": took <= GOAL_SECONDS and peak <= GOAL_MB,
        "against": "a process that only imports the PDF library, in this run",
        "against_seconds": round(median(empty), 3),
        "times": round(took / median(empty), 1),
        "peak_mb": round(peak),
        "goal_mb": GOAL_MB,
        "rounds": rounds,
    }


if __name__ == "__main__":
    say(measure())
