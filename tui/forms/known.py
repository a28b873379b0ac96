"""What the firm's own records know: texts that were typed before, offered while one types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from storage.records import Trip
from tui.widgets.searching import folded, found, readings

_FEWEST = 2
"""Letters that a text must have to be taken for the beginning of another."""


def going_on(texts: Callable[[], Iterable[str]]) -> Callable[[str], Sequence[str]]:
    """Returns what offers, of some texts, those that go on from what was typed: the most frequent first.

    The texts are gathered when they are first asked for.
    """
    gathered: list[tuple[str, str]] = []

    def offer(typed: str) -> Sequence[str]:
        if not typed:
            return ()
        if not gathered:
            common = Counter(filter(None, texts())).most_common()
            gathered.extend((text, folded(text)) for text, _ in common)
        return [text for text, _ in found(typed, gathered, itemgetter(1))]

    return offer


def completed(typed: str, known: Callable[[str], Sequence[str]]) -> str:
    """Returns the one known text that has a word which begins with what was typed, on either layout; else what was typed."""
    begun = {folded(text): text for text in reversed(found(typed, known(typed), folded, inside=False))}
    exact = next((text for whole, text in begun.items() if whole in readings(typed)), None)
    if exact or len(begun) != 1 or len(typed) < _FEWEST:
        return exact or typed
    return next(iter(begun.values()))


def crossing_points(trips: Iterable[Trip]) -> Iterator[str]:
    """Yields every crossing point of some trips, as often as it was passed."""
    return (point for trip in trips for leg in trip.legs for point in (leg.entry_point, leg.exit_point))
