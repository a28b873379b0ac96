"""Columns of a drawn list: least widths, some that come only where there is room, and whose turn it is to grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui.widgets.drawing import Line, Piece, fit, fit_right, label


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id, its heading (a message id) and its least width.

    It grows up to ``most``, those with the lowest ``turn`` first, and is there from a list of ``since`` cells on. One that is
    ``drawn`` holds a picture, nothing to be copied.
    """

    id: str
    title: str
    width: int
    most: int = 0
    turn: int = 9
    since: int = 0
    right: bool = False
    drawn: bool = False


WHOLE = 100_000
"""A room in which no text of a row is cut."""

_UNCUT = 400
"""Cells of each column of text there."""


class Table:
    """The widths of columns in a list, worked out anew when its width changes."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._room = -1
        self._widths: dict[str, int] = {}

    def widths(self, room: int) -> Mapping[str, int]:
        """Returns the width of each column that is there in ``room`` cells, in order; a blank stands between two of them."""
        room = max(0, room)
        if room != self._room:
            self._room, self._widths = room, _widths(self._columns, room)
        return self._widths

    def heading(self, room: int) -> Line:
        """Returns the heading line."""
        found = self.widths(room)
        titles = (
            fit_right(label(column.title), found[column.id])
            if column.right
            else fit(label(column.title) if column.title else "", found[column.id])
            for column in self._columns
            if column.id in found
        )
        return [(" ".join(titles), "head")]

    def texts(self, line: Line) -> list[str]:
        """Returns the texts in a line that was drawn in a room of ``WHOLE``, one a column."""
        text = "".join(piece for piece, _ink in line)
        found, start = [], 0
        for column, width in zip(self._columns, self.widths(WHOLE).values(), strict=True):
            if not column.drawn:
                found.append(text[start : start + width].strip())
            start += width + 1
        return found


def _widths(columns: Sequence[Column], room: int) -> dict[str, int]:
    if room == WHOLE:
        return {column.id: column.width if column.drawn else _UNCUT for column in columns}
    there = [column for column in columns if column.since <= room]
    found = {column.id: column.width for column in there}
    spare = room - sum(found.values()) - max(0, len(there) - 1)
    for column in sorted(there, key=lambda column: column.turn):
        more = max(0, min(spare, column.most - column.width))
        found[column.id] += more
        spare -= more
    return found


def joined(cells: Iterable[Iterable[Piece]]) -> Line:
    """Returns cells as one line with a blank between them."""
    line: list[Piece] = []
    for cell in cells:
        if line:
            line.append((" ", "plain"))
        line.extend(cell)
    return line
