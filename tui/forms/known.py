"""What the firm's own records know: texts that were typed before, offered while one types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from storage.records import Trip
from tui.widgets.searching import folded, matches, readings


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
            gathered.extend((text, _words(text)) for text, _ in common)
        wanted = readings(_parted(typed))
        return [text for text, name in gathered if matches(wanted, name)]

    return offer


def crossing_points(trips: Iterable[Trip]) -> Iterator[str]:
    """Yields every crossing point of some trips, as often as it was passed."""
    return (point for trip in trips for leg in trip.legs for point in (leg.entry_point, leg.exit_point))


def _words(text: str) -> str:
    return folded(_parted(text))


def _parted(text: str) -> str:
    """Returns a text in which dashes part words as blanks do."""
    return text.replace("–", " ").replace("-", " ")
