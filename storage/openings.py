"""Days used before the book began, as the arithmetic takes them."""

from __future__ import annotations

from collections.abc import Iterable

from rules.openings import UsedBefore, recorded_before
from rules.stays import Stay
from storage.records import Opening


def used_before(openings: Iterable[Opening]) -> list[UsedBefore]:
    """Returns what openings say of each year; ``ref`` is the opening's id."""
    return [
        UsedBefore(opening.as_of, each.year, {"RU": each.russia, "BY": each.belarus}, each.both, opening.id)
        for opening in openings
        for each in opening.years
    ]


def counted_twice(openings: Iterable[Opening], stays: Iterable[Stay]) -> list[tuple[Opening, tuple[Stay, ...]]]:
    """Returns each opening that has stays recorded on dates it speaks for, with them: their days may be in its number already."""
    known = {opening.id: opening for opening in openings}
    return [(known[id], recorded) for id, recorded in recorded_before(used_before(known.values()), stays).items()]
