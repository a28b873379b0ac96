"""A table as rows: columns as wide as their texts ask for, its heading drawn again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui.sheets.fonts import width_of
from tui.sheets.page import Column, Table
from tui.sheets.pdf.pen import GREY, MIST, PALE, Pen, widest_word, wrapped
from tui.sheets.pdf.rows import Row, title_row

_PAD = 0.32
"""The space left and right of a cell's text, as a multiple of the size of type."""
_LEADING = 1.14
"""The distance of two lines of a cell, as a multiple of the size of type."""
LARGEST, SMALLEST = 7.4, 6.2
"""The largest type of a table, and the smallest that it is brought down to for keeping every cell on one line, in points."""
_TITLE = 0.6
"""The share of its width that the title of a column that wraps asks for: it may stand in two lines, so that cells need not."""
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

    The widest gives way first, none below its longest word; what is left over is shared among them.
    """
    natural, least = map(kind.widths, _measured(block))
    return _fitted(block.columns, natural, least, width)


@lru_cache(maxsize=32)
def _measured(block: Table) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Returns for each column the width at which nothing in it wraps, and the least it can do with, both at a size of one point."""
    natural, least = [], []
    for place, column in enumerate(block.columns):
        cells = [*((row[place], False) for row in block.rows), *((text, True) for text in block.total[place : place + 1])]
        texts = [width_of(text, 1.0, bold) for text, bold in cells]
        words = [widest_word(text, 1.0, bold) for text, bold in cells] if column.wraps else texts
        title = widest_word(column.title, 1.0, True)
        natural.append(max(title, _TITLE * width_of(column.title, 1.0, True) if column.wraps else 0.0, *texts))
        least.append(max(title, *words))
    return tuple(natural), tuple(least)


def _fitted(columns: tuple[Column, ...], natural: list[float], least: list[float], width: float) -> list[float]:
    spare = width - sum(natural)
    wrapping = [place for place, column in enumerate(columns) if column.wraps]
    if spare >= 0:
        takers = wrapping or range(len(columns))
        return [each + (spare / len(takers) if place in takers else 0.0) for place, each in enumerate(natural)]
    fixed = sum(natural[place] for place in range(len(columns)) if place not in wrapping)
    if sum(least[place] for place in wrapping) >= width - fixed:
        share = max(0.0, width - fixed) / max(1e-9, sum(least[place] for place in wrapping))
        return [least[place] * share if place in wrapping else each for place, each in enumerate(natural)]
    level = _level([(natural[place], least[place]) for place in wrapping], width - fixed)
    return [max(least[place], min(each, level)) if place in wrapping else each for place, each in enumerate(natural)]


def _level(spans: list[tuple[float, float]], room: float) -> float:
    """Returns the width to which the widest columns are brought down so that all, each no less than its least, fill ``room``."""
    low, high = 0.0, max(full for full, _ in spans)
    for _ in range(40):
        level = (low + high) / 2
        if sum(max(small, min(full, level)) for full, small in spans) > room:
            high = level
        else:
            low = level
    return low


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
                at = x + each - pad if column.right else x + pad
                side = "right" if column.right else "left"
                pen.text(at, y + size + place * leading, line, size, bold=bold, align=side, narrow=kind.narrow)
            x += each
        pen.line(x - sum(widths), y + height, x, y + height, width=0.6 if bold else 0.3, colour=GREY if bold else PALE)

    return Row(height, draw, head=head)
