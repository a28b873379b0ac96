"""``haulbook count`` with every question, whole processes: its rate against that of plain sets of dates over some of the same lines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.timing import line, say, timed

ROOT = Path(__file__).parents[2]
GOAL = 60
COUNT = (sys.executable, "-m", "tui", "count")
PLAIN = (sys.executable, "-m", "tests.bench.count_plain")


def questions(size: int) -> Iterator[dict[str, Any]]:
    """Yields that many drivers' cases: two years of stays, every third open at the end, half with an application; all asked everything."""
    chance = Random(size)
    for place in range(size):
        day = date(2025, 1, 1) + timedelta(chance.randrange(60))
        stays: list[dict[str, str | None]] = []
        for _ in range(chance.randrange(4, 13)):
            exit = day + timedelta(chance.randrange(25))
            stays.append({"country": chance.choice(["RU", "BY"]), "entry": day.isoformat(), "exit": exit.isoformat()})
            day = exit + timedelta(chance.choice([0, 1, 12, 45]))
        if chance.randrange(3) == 0:
            stays[-1]["exit"] = None
        on = date.fromisoformat(stays[-1]["entry"] or "") + timedelta(chance.randrange(-5, 30))
        filed = on - timedelta(chance.randrange(120))
        papers = [{"kind": "ruid-driver", "country": "RU", "from": filed.isoformat(), "until": (filed + timedelta(90)).isoformat()}]
        entry = on + timedelta(chance.randrange(1, 40))
        yield {
            "id": place,
            "rule": "union-state",
            "citizenship": chance.choice(["KZ", "KG", "UZ", "AZ"]),
            "on": on.isoformat(),
            "stays": stays,
            "papers": papers if chance.random() < 0.5 else [],
            "enter": entry.isoformat(),
            "return": {"from": (on + timedelta(1)).isoformat(), "days": chance.randrange(1, 21)},
            "plan": {"entry": entry.isoformat(), "exit": (entry + timedelta(chance.randrange(20))).isoformat()},
        }


def answers(command: tuple[str, ...], asked: Path) -> tuple[float, list[dict[str, Any]]]:
    """Returns the seconds a whole process takes to answer a file of questions, and its answers."""
    with asked.open("rb") as source:
        seconds, done = timed(lambda: subprocess.run(command, stdin=source, stdout=subprocess.PIPE, check=True, cwd=ROOT))
    return seconds, [json.loads(answer) for answer in done.stdout.splitlines()]


def measure(size: int = 10_000, plain: int = 100, rounds: int = 3) -> dict[str, Any]:
    """Returns the figure for ``size`` cases, ``plain`` of them by plain sets. Raises where the two ways differ in an answer."""
    lines = [json.dumps(question) + "\n" for question in questions(size)]
    ours, theirs = [], []
    with TemporaryDirectory() as folder:
        whole, some = Path(folder) / "whole", Path(folder) / "some"
        whole.write_text("".join(lines), encoding="utf-8")
        some.write_text("".join(lines[:plain]), encoding="utf-8")
        for _ in range(rounds):
            seconds, mine = answers(COUNT, whole)
            ours.append(seconds / size)
            seconds, other = answers(PLAIN, some)
            theirs.append(seconds / plain)
            if [{key: answer[key] for key in told} for answer, told in zip(mine, other, strict=False)] != other:
                raise ValueError("the two ways give different answers")
    against = f"{plain} of them through plain sets of dates, in this run, seconds a case"
    return line("haulbook count, every question", ours, theirs, goal=GOAL, against=against, cases=size, rate=round(rounds / sum(ours)))


if __name__ == "__main__":
    say(measure())
