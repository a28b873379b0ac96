"""Pieces of text with an ink, and fitting them into columns. People's text becomes harmless here: no markup, no control characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from tui.wording import tr

Piece = tuple[str, str]
"""A text and the name of its ink (the component class ``ink-<name>``)."""

Line = Sequence[Piece]

INKS = (
    "plain",
    "dim",
    "strong",
    "head",
    "used",
    "planned",
    "left",
    "over",
    "warn",
    "cursor",
    "match",
    "inset",
    "key",
    "label",
    "first",
    "late",
    "disputed",
    "ahead",
    "second",
    "both",
    "uncounted",
    "plenty",
    "few",
    "none",
    "today",
    "chosen",
    "here",
    "title",
    "heading",
    "field",
    "empty",
    "wrong",
    "good",
)
"""The inks there are; ``app.tcss`` gives each its colours through theme variables."""

INK_CLASSES = frozenset(f"ink-{name}" for name in INKS)


def plain(text: str) -> str:
    """Returns text that is safe to draw: every character that does not print becomes a space (line ends too)."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)


def label(message: str) -> str:
    """Returns the text of a message id that begins with the place it stands in: ``list|Days`` reads ``Days``."""
    return tr(message).rpartition("|")[2]


_BOTH_ENDS = 8
"""Cells that are too few for both ends of a text."""


def fit(text: str, width: int) -> str:
    """Returns text in exactly ``width`` cells: padded on the right, or cut with an ellipsis."""
    text = plain(text)
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"


def fit_ends(text: str, width: int) -> str:
    """Returns text in exactly ``width`` cells: padded, or its beginning and its end with an ellipsis between them.

    For names that begin alike and are told apart by how they end.
    """
    text = plain(text)
    if width <= _BOTH_ENDS or cell_len(text) <= width:
        return fit(text, width)
    end = text[-(width // 3) :]
    while cell_len(end) > width // 3:
        end = end[1:]
    return set_cell_size(text, width - 1 - cell_len(end)) + "…" + end


def fit_right(text: str, width: int) -> str:
    """Returns text in exactly ``width`` cells against the right edge."""
    short = plain(text)
    room = width - cell_len(short)
    return " " * room + short if room >= 0 else fit(short, width)


def width_of(pieces: Iterable[Piece]) -> int:
    """Returns the cells that pieces take."""
    return sum(cell_len(text) for text, _ink in pieces)


_ROOMY = 24
"""Cells beyond which words beside a name are not shortened."""


def gone_name(name: str, width: int) -> str:
    """Returns the name of a driver, or a plate, with the words that it was deleted, in at most ``width`` cells."""
    words = tr("(deleted)") if width > _ROOMY else label("list|(del.)")
    return f"{person(name, max(1, width - cell_len(words) - 1))} {words}"


NAMES = 30
"""Cells in which nearly every name stands whole."""
_NARROW_NAMES, _WIDE = 18, 110


def name_room(width: int) -> int:
    """Returns the cells for names beside other words in a window of ``width``: the same on every screen, so that a name looks the same."""
    return NAMES if width >= _WIDE else _NARROW_NAMES


def person(name: str, width: int) -> str:
    """Returns a driver's name in at most ``width`` cells: whole, or surname and initials, or surname, or cut."""
    whole = plain(name).strip()
    surname, *rest = whole.split() or [""]
    initials = [f"{part[0]}." for part in rest]
    for short in (whole, f"{surname} {''.join(initials)}", f"{surname} {''.join(initials[:1])}", surname):
        if cell_len(short) <= width:
            return short.rstrip()
    return fit(surname, width).rstrip()
