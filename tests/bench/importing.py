"""A workbook of 20,000 rows into a book, a whole process: seconds and memory, against a process that only reads the cells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from storage.writing.listing import Listing, Value
from storage.writing.workbook import workbook_of
from tests.bench.timing import say, timed

ROOT = Path(__file__).parents[2]
GOAL_SECONDS = 10
DRIVERS = 200
_MEASURED = (
    "import resource, runpy, sys; sys.argv = ['haulbook', *sys.argv[1:]]\n"
    "try: runpy.run_module('tui', run_name='__main__')\n"
    "finally:\n"
    "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "    print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)"
)
_CELLS = "import sys; from python_calamine import load_workbook; load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()"


def journal(size: int) -> bytes:
    """Returns a workbook of that many rows of trips of 200 drivers, written as offices do: dates now real, now text, names now short."""
    chance = Random(size)
    names = [f"Водителев{number} Пример Иванович" for number in range(DRIVERS)]
    names = [name.translate(str.maketrans("0123456789", "абвгдежзик")) for name in names]
    rows: list[list[Value]] = []
    day = date(2021, 1, 1)
    for number in range(size):
        name = names[number % DRIVERS]
        if number % DRIVERS == 0:
            day += timedelta(18)
        last = day + timedelta(chance.randrange(2, 9))
        crossings = chance.choice(["Маштаково", "Сагарчин"]), chance.choice(["Бугристое", "Петухово"])
        entry: Value = day if number % 2 else day.strftime("%d.%m.%y")
        country, word = chance.choice(["РФ", "Россия", "RU", "Беларусь"]), chance.choice(["отметка", "со слов", ""])
        rows.append([name, f"{number % DRIVERS:03} ABC 01", "Алматы–Москва", country, entry, crossings[0], last, crossings[1], word])
    headings = ("Водитель", "Тягач", "Маршрут", "Страна", "Въезд", "Пункт въезда", "Выезд", "Пункт выезда", "Источник")
    return workbook_of([Listing("Рейсы", headings, rows)])


def _run(asked: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _MEASURED, *asked], capture_output=True, text=True, check=True, cwd=ROOT)


def measure(size: int = 20_000, rounds: int = 3) -> dict[str, Any]:
    """Returns seconds and memory of ``haulbook import`` of a journal of ``size`` rows into a new book. Raises where a row is lost."""
    seconds, busy, cells, memory = [], [], [], []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "журнал.xlsx"
        path.write_bytes(journal(size))
        for turn in range(rounds):
            asked = ("--book", f"{folder}/book-{turn}", "import", "--on", "2026-11-23", "--json", str(path))
            spent, done = timed(partial(_run, asked))
            if f'"taken": {size},' not in done.stdout:
                raise ValueError("a row was not taken")
            seconds.append(spent)
            used = done.stderr.split()
            busy.append(float(used[-2]))
            memory.append(int(used[-1]) / 1024)
            spent, _ = timed(lambda: subprocess.run([sys.executable, "-c", _CELLS, str(path)], check=True))
            cells.append(spent)
    took = median(seconds)
    return {
        "what": f"import of a workbook of {size} rows, whole process",
        "figure": round(took, 2),
        "goal": GOAL_SECONDS,
        "reached": took <= GOAL_SECONDS,
        "against": "a process that only reads the cells, in this run",
        "against_seconds": round(median(cells), 3),
        "times": round(took / median(cells), 1),
        "processor_seconds": round(median(busy), 2),
        "peak_mb": round(max(memory)),
        "rounds": rounds,
    }


if __name__ == "__main__":
    say(measure())
