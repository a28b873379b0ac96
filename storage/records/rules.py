"""What the office says of the rules: rule files taken in, and corrections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.records.record import Record


class RuleFile(Record, frozen=True, kw_only=True):
    """The rule file that the office took in, whole: its name, its text, the day it is dated.

    ``over``: the day that the rules it was taken over are dated; rules that come dated after both take its place.
    """

    file: str
    text: str
    dated: date
    over: date

    def problems(self) -> Iterator[str]:
        """Adds: no text."""
        yield from super().problems()
        if not self.text.strip():
            yield "text-missing"


class Correction(Record, frozen=True, kw_only=True):
    """What the office says instead of one value of the rules, and why; the stamp says who.

    ``path`` and plain values as in ``rules.rulefile``: dates are ISO text, sets sorted. ``was`` is the value that it corrected.
    """

    path: str
    value: bool | int | str | tuple[str, ...] | None
    was: bool | int | str | tuple[str, ...] | None
    reason: str

    def problems(self) -> Iterator[str]:
        """Adds: no path, no reason, nothing corrected."""
        yield from super().problems()
        if not self.path:
            yield "path-missing"
        if not self.reason.strip():
            yield "reason-missing"
        if self.value == self.was:
            yield "nothing-corrected"
