"""From a damaged book what is sound, and the way from a sound snapshot over the commits that are kept to the newest of them.

Each commit bears the check of the one before it, so the way is found or not found, never guessed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from storage.engine import files, head, history, journal, snapshot
from storage.engine.errors import BookUnreadable
from storage.engine.journal import FORMAT, Line, LineDamaged, Place
from storage.engine.names import BEFORE, HEAD, HISTORY, JOURNAL, SNAPSHOT

Point = tuple[int, str]
"""The number of a commit and its check."""


class Base(NamedTuple):
    """A sound snapshot: its bytes, where the book stood, the format of its documents."""

    content: bytes
    place: Place
    format: int


class Way(NamedTuple):
    """A sound snapshot and the commits from it to the newest that is kept, in order."""

    base: Base
    lines: list[Line]


EMPTY = Base(snapshot.seal(b"{}", Place()), Place(), FORMAT)
"""What every book began as."""


def way(folder: Path) -> Way | None:
    """Returns the way to the newest commit of a book, None where there is none, or none that is sure. Raises ``OSError``."""
    try:
        newest = journal.parse(files.read(folder / JOURNAL)).lines
    except (LineDamaged, FileNotFoundError):
        return None
    kept = {line.check: line for line in (*_history(folder / HISTORY), *newest)}
    bases = {base.place.chain: base for base in (EMPTY, *_snapshots(folder))}
    known = head.read(folder / HEAD)
    end = _end(newest, kept, bases, known)
    if end is None or any(line.format > FORMAT for line in kept.values()):
        return None
    lines: list[Line] = []
    check = end[1]
    while check not in bases:
        if check not in kept:
            return None
        lines.append(kept[check])
        check = kept[check].before
    base = bases[check]
    points = {_point(base.place), *((line.seq, line.check) for line in lines)}
    if known and known[0] >= base.place.seq and known not in points:
        return None
    return Way(base, lines[::-1])


def _end(newest: list[Line], kept: dict[str, Line], bases: dict[str, Base], known: Point | None) -> Point | None:
    """Returns the commit at which the book ends: the journal's last or, where it has none, the last of all, if there is but one."""
    if newest:
        return newest[-1].seq, newest[-1].check
    points = {(line.seq, line.check) for line in kept.values()} | {_point(base.place) for base in bases.values()}
    if known:
        points.add(known)
    last = {point for point in points if point[0] == max(points)[0]}
    if known in last:
        return known
    return last.pop() if len(last) == 1 and max(points)[0] > 0 else None


def _history(folder: Path) -> list[Line]:
    lines: list[Line] = []
    for segment in history.segments(folder):
        with suppress(BookUnreadable):
            lines += history.read(segment)
    return lines


def _snapshots(folder: Path) -> list[Base]:
    found: list[Base] = []
    for name in (BEFORE, SNAPSHOT):
        with suppress(OSError, snapshot.SnapshotDamaged, snapshot.SnapshotNewer):
            content = files.read(folder / name)
            found.append(Base(content, *snapshot.place_of(content)))
    return found


def _point(place: Place) -> Point:
    return place.seq, place.chain
