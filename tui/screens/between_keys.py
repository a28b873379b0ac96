"""Work that would hold a key up: done a slice at a time, with a look at the keyboard between two slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic

from textual.screen import Screen

SLICE, PAUSE = 0.03, 0.001
"""Seconds of work between two looks at the keyboard, and seconds given to it."""

_DONE = object()


class WorksBetweenKeys(Screen[None]):
    """A screen that has one such work at most: what it begins later takes the place of what it has not ended."""

    _steps: Iterator[object] = iter(())

    def work_between_keys(self, steps: Iterator[object], shown: Callable[[bool], None]) -> None:
        """Takes step after step; ``shown`` is called after each slice, with whether the work is done."""
        self._steps = steps
        self._work_on(steps, shown)

    def _work_on(self, steps: Iterator[object], shown: Callable[[bool], None]) -> None:
        if steps is not self._steps or not self.is_attached:
            return
        begun = monotonic()
        while monotonic() - begun < SLICE:
            if next(steps, _DONE) is _DONE:
                shown(True)
                return
        self.set_timer(PAUSE, partial(self._work_on, steps, shown))
        shown(False)
