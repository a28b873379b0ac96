"""A table as rows: columns as wide as their texts ask for, its heading drawn again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui.sheets.columns import Wish, shared
from tui.sheets.fonts import width_of
from tui.sheets.page import Table
from tui.sheets.pdf.pen import GREY, MIST, PALE, Pen, widest_word, wrapped
from tui.sheets.pdf.rows import Row, title_row

_PAD = 0.32
"""The space left and right of a cell's text, as a multiple of the size of type; right of a figure it is twice that."""
_LEADING = 1.14
"""The distance of two lines of a cell, as a multiple of the size of type."""
LARGEST, SMALLEST = 7.4, 6.2
"""The largest type of a table, and the smallest that it is brought down to for keeping every cell on one line, in points."""
_TITLE, _TITLE_LEAST = 0.6, 0.3
"""The shares of its width that the title of a column that wraps asks for: it may stand in two lines, in four where room is short."""
WIDEST, NARROWEST = 0.88, 0.78
"""How wide the letters of a table are, as a multiple of their width elsewhere, and to what they are narrowed to save lines."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a table is set: its size in points, and the width of its letters as a multiple of their width elsewhere."""

    size: float
    narrow: float = WIDEST

    @property
    def pad(self) -> float:
        """Returns the space left and right of a cell's text."""
        return self.size * _PAD

    def widths(self, measured: Sequence[float]) -> list[float]:
        """Returns how wide columns are of which the texts are ``measured`` at one point."""
        return [text * self.size * self.narrow + 2 * self.pad for text in measured]


def table_rows(block: Table, width: float, size: float) -> list[Row]:
    """Returns the title, the heading, a row for each row, and the total."""
    title = [title_row(block.title, width, size)] if block.title else []
    if not block.rows:
        return [*title, _said(block.empty, size)]
    kind = type_of(block, width, min(size, LARGEST))
    widths = column_widths(block, width, kind)
    heading = _table_row(block, [column.title for column in block.columns], widths, kind, bold=True)
    heading = Row(heading.height, heading.draw, joined=True)
    head = (heading,)
    rows = [_table_row(block, row, widths, kind, shaded=place % 2 == 1, head=head) for place, row in enumerate(block.rows)]
    if block.total:
        rows.append(_table_row(block, block.total, widths, kind, bold=True, head=head))
    return [*title, heading, *rows]


def _said(text: str, size: float) -> Row:
    return Row(size * _LEADING, lambda pen, x, y: pen.text(x, y + size, text, size))


def type_of(block: Table, width: float, size: float) -> Type:
    """Returns the type in which no cell has to wrap: narrower letters first, then smaller ones; where that is not enough the narrow."""
    pads = 2 * Type(size).pad * len(block.columns)
    letters = sum(_measured(block)[0]) * size * WIDEST
    narrow = WIDEST * (width - pads) / letters
    if narrow >= NARROWEST:
        return Type(size, min(narrow, WIDEST))
    smaller = size * width / (pads + letters * NARROWEST / WIDEST)
    return Type(smaller if smaller >= SMALLEST else size, NARROWEST)


def column_widths(block: Table, width: float, kind: Type) -> list[float]:
    """Returns the width of each column: what its longest text asks for, less where columns wrap and there is not room for all.

    None that wraps is below its longest word as long as there is room for those; what is left over is shared among them.
    """
    natural, least = map(kind.widths, _measured(block)[:2])
    wrapping = [place for place, column in enumerate(block.columns) if column.wraps]
    spare = width - sum(natural)
    if spare >= 0:
        takers = wrapping or range(len(block.columns))
        return [each + (spare / len(takers) if place in takers else 0.0) for place, each in enumerate(natural)]
    room = width - sum(each for place, each in enumerate(natural) if place not in wrapping)
    loads = _measured(block)[2]
    given = iter(shared([Wish(natural[place], least[place], loads[place]) for place in wrapping], room))
    return [next(given) if place in wrapping else each for place, each in enumerate(natural)]


@lru_cache(maxsize=32)
def _measured(block: Table) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Returns for each column the width at which nothing in it wraps, the least it can do with, and its load, at a size of one point."""
    natural, least, loads = [], [], []
    for place, column in enumerate(block.columns):
        cells = [*((row[place], False) for row in block.rows), *((text, True) for text in block.total[place : place + 1])]
        texts = [width_of(text, 1.0, bold) for text, bold in cells]
        words = [widest_word(text, 1.0, bold) for text, bold in cells] if column.wraps else texts
        title, word = width_of(column.title, 1.0, True), widest_word(column.title, 1.0, True)
        space = _PAD if column.right else 0.0
        natural.append(max(word, _TITLE * title if column.wraps else 0.0, *texts) + space)
        least.append(max(word, _TITLE_LEAST * title if column.wraps else 0.0, *words) + space)
        loads.append(sum(text**2 for text in (title, *texts)))
    return tuple(natural), tuple(least), tuple(loads)


def _table_row(
    block: Table,
    texts: Sequence[str],
    widths: list[float],
    kind: Type,
    *,
    bold: bool = False,
    shaded: bool = False,
    head: tuple[Row, ...] = (),
) -> Row:
    size, pad, leading = kind.size, kind.pad, kind.size * _LEADING
    cells = [wrapped(text, each - 2 * pad + 0.01, size * kind.narrow, bold) for text, each in zip(texts, widths, strict=True)]
    height = max(map(len, cells)) * leading + size * 0.22

    def draw(pen: Pen, x: float, y: float) -> None:
        if shaded:
            pen.box(x, y, sum(widths), height, fill=MIST)
        for column, cell, each in zip(block.columns, cells, widths, strict=True):
            for place, line in enumerate(cell):
                at = x + each - 2 * pad if column.right else x + pad
                side = "right" if column.right else "left"
                pen.text(at, y + size + place * leading, line, size, bold=bold, align=side, narrow=kind.narrow)
            x += each
        pen.line(x - sum(widths), y + height, x, y + height, width=0.6 if bold else 0.3, colour=GREY if bold else PALE)

    return Row(height, draw, head=head)
