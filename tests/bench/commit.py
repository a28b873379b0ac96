"""A durable commit in a book of 100,000 trips against one bare append and sync of the same bytes, and against TinyDB as it comes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from tinydb import TinyDB

from storage.records.documents import document
from tests.bench.made_book import make, opened, trip
from tests.bench.timing import line, say, timed

GOAL = 3
GOAL_DEFAULT = 1000
WARM = 20  # the first commits, before the disk has found its pace


def measure(trips: int = 100_000, commits: int = 500, inserts: int = 3) -> dict[str, Any]:
    """Returns the figure against the bare append, and within it ``default``: how many times slower TinyDB's default storage is."""
    with TemporaryDirectory() as place:
        there = make(Path(place), trips)
        ours, bare = _commits(Path(place), commits)
        default = _inserts(
            Path(place) / "default.json", [msgspec.json.decode(msgspec.json.encode(document(each))) for each in there], inserts
        )
    against = "one bare append and sync of the same bytes, in turn with it"
    told = line("durable commit", ours, bare, goal=GOAL, against=against, at_most=True, records=trips)
    other = line("durable commit", ours, default, goal=GOAL_DEFAULT, against="an insert with TinyDB's default storage, in this run")
    return told | {"reached": told["reached"] and other["reached"], "default": other}


def _commits(folder: Path, number: int) -> tuple[list[float], list[float]]:
    """Returns the seconds that each commit of a new trip took, and each append of the same bytes to a file beside it."""
    chance = Random(number)
    ours, bare = [], []
    journal = folder / "db.json.journal"
    handle = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with opened(folder) as book:
        for each in range(WARM + number):
            new = trip(chance, each)
            before = journal.stat().st_size
            ours.append(timed(lambda new=new: book.commit([new], "typed in"))[0])  # type: ignore[misc]
            content = journal.read_bytes()[before:]

            def append(content: bytes = content) -> None:
                os.write(handle, content)
                os.fsync(handle)

            bare.append(timed(append)[0])
        book._store.leave()
    os.close(handle)
    return ours[WARM:], bare[WARM:]


def _inserts(file: Path, documents: list[Any], number: int) -> list[float]:
    """Returns the seconds that each insert of a trip takes with TinyDB's default storage, so many being there."""
    file.write_text(json.dumps({"trips": {str(number): each for number, each in enumerate(documents, 1)}}, ensure_ascii=False), "utf-8")
    with TinyDB(str(file), encoding="utf-8", ensure_ascii=False) as default:
        new = msgspec.json.decode(msgspec.json.encode(document(trip(Random(1), 1))))
        return [timed(lambda: default.table("trips").insert(new))[0] for _ in range(number)]


if __name__ == "__main__":
    say(measure())
