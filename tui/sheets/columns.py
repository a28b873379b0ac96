"""How the columns of a table share its width, whatever it is measured in: points on paper, letters on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from math import cbrt
from typing import NamedTuple


class Wish(NamedTuple):
    """What a column asks for: the width at which nothing in it wraps, the least it can do with, and the widths of all its texts squared."""

    natural: float
    least: float
    load: float


def shared(wishes: Sequence[Wish], room: float) -> list[float]:
    """Returns widths that fill ``room``, or are what the columns ask for where that is less; none below its least while all have theirs.

    The squares of the numbers of lines of all cells come to the least then: a column with long texts in many rows gets more than one with
    a single long text.
    """
    if sum(wish.natural for wish in wishes) <= room:
        return [wish.natural for wish in wishes]
    if (least := sum(wish.least for wish in wishes)) >= room:
        return [wish.least * max(0.0, room) / max(1e-9, least) for wish in wishes]
    low, high = 0.0, max(wish.natural / max(1e-9, cbrt(wish.load)) for wish in wishes)
    for _ in range(40):
        level = (low + high) / 2
        low, high = (low, level) if sum(_at(level, wish) for wish in wishes) > room else (level, high)
    return [_at(low, wish) for wish in wishes]


def _at(level: float, wish: Wish) -> float:
    return max(wish.least, min(wish.natural, level * cbrt(wish.load)))
