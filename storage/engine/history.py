"""The journals of before the snapshot, kept so that undo and history reach back over restarts.

Each lies in a file of its own, named by its first and last commit and the check of the last: ``000000000001-000000000040-<check>.journal``.
Files of another course of events (left when an older copy was put back) do not join on by their checks, and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from storage.engine import files
from storage.engine.errors import BookUnreadable
from storage.engine.journal import Line, LineDamaged, Place, parse

_NAME = re.compile(r"(\d{12})-(\d{12})-([0-9a-f]{16})\.journal")


class Segment(NamedTuple):
    """One kept journal: the numbers of its first and last commit, the check of the last, and its file."""

    first: int
    last: int
    check: str
    path: Path


def keep(journal: Path, folder: Path, first: int, last: int, check: str) -> None:
    """Moves a journal of at least one line into the history folder. Raises ``OSError``."""
    files.make_folder(folder)
    files.move(journal, folder / name(first, Place(last, check)))


def name(first: int, last: Place) -> str:
    """Returns the name of a kept journal from its first commit to the one after which the book stood at ``last``."""
    return f"{first:012d}-{last.seq:012d}-{last.chain}.journal"


def segments(folder: Path) -> list[Segment]:
    """Returns the kept journals, the newest last; none when there is no history folder."""
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.glob("*.journal"))
    return sorted(Segment(int(name[1]), int(name[2]), name[3], path) for path, name in named if name)


def back_from(folder: Path, seq: int, check: str) -> Iterator[list[Line]]:
    """Yields the lines of each kept journal up to the commit ``seq`` with that check, newest journal first, as far back as they are kept.

    Raises ``BookUnreadable`` naming the file when one of them is damaged.
    """
    kept = segments(folder)
    while lines := _upto(kept, seq, check):
        yield lines
        seq, check = lines[0].seq - 1, lines[0].before


def _upto(kept: list[Segment], seq: int, check: str) -> list[Line]:
    """Returns the lines of the kept journal that holds a commit, up to it; none when it is not kept."""
    holding = [segment for segment in kept if segment.first <= seq <= segment.last]
    for segment in [segment for segment in holding if (segment.last, segment.check) == (seq, check)] or holding:
        lines = read(segment)[: seq - segment.first + 1]
        if lines[-1].check == check:
            return lines
    return []


def read(segment: Segment) -> list[Line]:
    """Returns the lines of one kept journal. Raises ``BookUnreadable`` when it is damaged or cut off."""
    try:
        reading = parse(files.read(segment.path))
    except LineDamaged as error:
        raise BookUnreadable(segment.path, error.code, str(error)) from error
    except OSError as error:
        raise BookUnreadable(segment.path, "no-access", error.strerror or str(error)) from error
    ends = [(line.seq, line.check) for line in reading.lines[-1:]]
    if ends != [(segment.last, segment.check)] or reading.lines[0].seq != segment.first:
        raise BookUnreadable(segment.path, "journal-damaged", f"byte {reading.length}")
    return reading.lines
