"""Opening a book of 100,000 trips, whole process, against decoding the same bytes into the same records alone; peak of memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.made_book import make
from tests.bench.timing import line, say, timed

ROOT = Path(__file__).parents[2]
GOAL = 1.6
MOST_MEMORY = 300  # MB

OPEN = """
import sys
from pathlib import Path
from tests.bench.made_book import opened
book = opened(Path(sys.argv[1]))
print(sum(1 for _ in book._memory.named("trips")))
"""
DECODE = """
import gc, sys
from pathlib import Path
import msgspec
from storage.records import Driver, Trip
gc.disable()
class Whole(msgspec.Struct):
    drivers: dict[str, Driver]
    trips: dict[str, Trip]
print(len(msgspec.json.decode((Path(sys.argv[1]) / "db.json").read_bytes(), type=Whole).trips))
"""
PEAK = """
status = Path("/proc/self/status")  # Linux only; getrusage would count what the process that started this one had
print(int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024 if status.exists() else 0)
"""


def run(script: str, folder: Path) -> tuple[float, int, int]:
    """Returns the seconds a whole process takes, how many trips it read, and its peak of memory in MB (0: not known)."""
    command = [sys.executable, "-c", script + PEAK, str(folder)]
    seconds, done = timed(lambda: subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True))
    trips, peak = map(int, done.stdout.split())
    return seconds, trips, peak


def measure(trips: int = 100_000, rounds: int = 7) -> dict[str, Any]:
    """Returns the figure for a book of ``trips`` trips. Raises where the two do not read as many."""
    ours, theirs, peak = [], [], 0
    with TemporaryDirectory() as place:
        make(Path(place), trips)
        size = (Path(place) / "db.json").stat().st_size
        for _ in range(rounds):
            seconds, read, memory = run(OPEN, Path(place))
            ours.append(seconds)
            peak = max(peak, memory)
            seconds, decoded, _ = run(DECODE, Path(place))
            theirs.append(seconds)
            if read != decoded or read != trips:
                raise ValueError("not every trip was read")
    against = "decoding the same bytes into the same records, collector paused, whole process, in this run"
    told = line("open a book", ours, theirs, goal=GOAL, against=against, at_most=True, trips=trips, bytes=size, memory=peak)
    return told | {"reached": told["reached"] and peak <= MOST_MEMORY, "memory_goal": MOST_MEMORY}


if __name__ == "__main__":
    say(measure())
