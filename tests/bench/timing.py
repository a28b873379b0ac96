"""Two ways to the same answers, timed in turn in one run, and the line of JSON that tells the ratio."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Returns the seconds that ``work`` takes, and its answer. Garbage is collected before, not meanwhile."""
    gc.collect()
    gc.disable()
    begun = perf_counter()
    answer = work()
    seconds = perf_counter() - begun
    gc.enable()
    return seconds, answer


def line(
    what: str, ours: list[float], theirs: list[float], *, goal: float, against: str, at_most: bool = False, **more: Any
) -> dict[str, Any]:
    """Returns what one benchmark has to say: ``figure`` is how many times faster ``ours`` are than ``theirs``, medians of both.

    With ``at_most`` it is how many times slower they are, and the goal is the most it may be.
    """
    mine, other = median(ours), median(theirs)
    figure = mine / other if at_most else other / mine
    return {
        "what": what,
        "figure": round(figure, 2 if at_most else 1),
        "goal": goal,
        "reached": figure <= goal if at_most else figure >= goal,
        "against": against,
        "seconds": round(mine, 6),
        "against_seconds": round(other, 6),
        "rounds": len(ours),
    } | more


def say(figures: dict[str, Any]) -> None:
    """Prints one line of JSON."""
    print(json.dumps(figures, ensure_ascii=False), flush=True)
