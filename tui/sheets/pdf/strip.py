"""The year strip as rows: a month a row, a day a cell, sums on the right, and what each kind of cell means beneath.

Every kind of day has its own drawing besides its colour: plain, hatched, parted, dashed, black with a white letter.
"""

from __future__ import annotations

from tui.sheets.fonts import width_of
from tui.sheets.page import Cell, Mark, Month, Shade, YearStrip
from tui.sheets.pdf.pen import (
    BLACK,
    BLUE,
    DARK,
    DEEP_BLUE,
    DEEP_ORANGE,
    GREY,
    MIST,
    ORANGE,
    PALE,
    WHITE,
    Colour,
    Pen,
    wrapped,
)
from tui.sheets.pdf.rows import LEADING, Row, title_row

_DAYS = 31
_FILLS: dict[Shade, Colour] = {
    Shade.FIRST: BLUE,
    Shade.SECOND: ORANGE,
    Shade.BOTH: BLUE,
    Shade.OVER: BLACK,
    Shade.PLANNED_OVER: GREY,
    Shade.FEW: MIST,
    Shade.NOTHING_LEFT: PALE,
}
_INKS: dict[Shade, Colour] = {
    Shade.OUTSIDE: PALE,
    Shade.UNCOUNTED: GREY,
    Shade.OVER: WHITE,
    Shade.PLANNED: DEEP_BLUE,
    Shade.PLANNED_OVER: WHITE,
    Shade.ENOUGH: GREY,
    Shade.FEW: DARK,
}


def strip_rows(block: YearStrip, width: float, size: float) -> list[Row]:
    """Returns the title, the numbers of the days, twelve months, the totals and the legend."""
    small = size * 0.82
    names = max(width_of(month.name, size) for month in block.months) + size * 0.6
    sums = [max(width_of(text, small) for text in _sum_texts(block, place)) + size * 0.7 for place in range(len(block.sum_titles))]
    cell = (width - names - sum(sums)) / _DAYS
    height = min(size * 1.4, cell)
    lanes = _Lanes(names, cell, height, sums, size, small)
    rows = [title_row(block.title, width, size)] if block.title else []
    rows.append(lanes.numbers(block.sum_titles))
    rows += [lanes.month(month) for month in block.months]
    if block.totals:
        rows.append(lanes.totals(block.totals))
    rows += _legend_rows(block.legend, width, cell, height, small)
    return [Row(row.height, row.draw, joined=place < len(rows) - 1) for place, row in enumerate(rows)]


def _sum_texts(block: YearStrip, place: int) -> list[str]:
    return [block.sum_titles[place], *(month.sums[place] for month in block.months), *block.totals[place : place + 1]]


class _Lanes:
    """The measures of a strip: the width of its names, of a cell and of each sum, and the height of a month."""

    def __init__(self, names: float, cell: float, height: float, sums: list[float], size: float, small: float) -> None:
        self.names, self.cell, self.height, self.sums, self.size, self.small = names, cell, height, sums, size, small

    def numbers(self, titles: tuple[str, ...]) -> Row:
        tiny = self.size * 0.7

        def draw(pen: Pen, x: float, y: float) -> None:
            for day in range(1, _DAYS + 1):
                pen.text(x + self.names + (day - 0.5) * self.cell, y + tiny, str(day), tiny, align="centre", colour=GREY)
            self._sums(pen, x, y + tiny, titles, bold=False)

        return Row(tiny * 1.4, draw)

    def month(self, month: Month) -> Row:
        def draw(pen: Pen, x: float, y: float) -> None:
            base = y + self.height / 2 + self.size * 0.36
            pen.text(x, base, month.name, self.size)
            for place, cell in enumerate(month.cells):
                draw_cell(pen, cell, x + self.names + place * self.cell, y, self.cell, self.height)
            self._sums(pen, x, base, month.sums, bold=False)

        return Row(self.height + 0.6, draw)

    def totals(self, totals: tuple[str, ...]) -> Row:
        def draw(pen: Pen, x: float, y: float) -> None:
            self._sums(pen, x, y + self.size, totals, bold=True)

        return Row(self.size * 1.3, draw)

    def _sums(self, pen: Pen, x: float, y: float, texts: tuple[str, ...], bold: bool) -> None:
        right = x + self.names + _DAYS * self.cell
        for text, width in zip(texts, self.sums, strict=True):
            right += width
            pen.text(right, y, text, self.small, bold=bold, align="right")


def draw_cell(pen: Pen, cell: Cell, x: float, y: float, width: float, height: float) -> None:
    """Draws one day: its fill, its frame, its letter and its marks."""
    if cell.shade is Shade.NONE and not cell.marks:
        return
    pen.box(x, y, width, height, fill=_FILLS.get(cell.shade), border=PALE, thick=0.3)
    if cell.shade is Shade.SECOND:
        pen.hatch(x, y, width, height, step=height / 3.2, colour=DEEP_ORANGE)
    if cell.shade is Shade.BOTH:
        pen.box(x + width / 2, y, width / 2, height, fill=ORANGE)
        pen.hatch(x + width / 2, y, width / 2, height, step=height / 3.2, colour=DEEP_ORANGE)
    if cell.shade is Shade.PLANNED:
        pen.box(x + 0.7, y + 0.7, width - 1.4, height - 1.4, border=DEEP_BLUE, thick=0.6, dashed=True)
    _draw_marks(pen, cell, x, y, width, height)
    if cell.shade is Shade.OUTSIDE:
        return
    size = min(height * 0.72, width * 0.78 / max(1, len(cell.text)) * 1.35)
    pen.text(
        x + width / 2,
        y + height / 2 + size * 0.36,
        cell.text,
        size,
        bold=cell.shade in _BOLD,
        align="centre",
        colour=_INKS.get(cell.shade, BLACK),
    )


_DARK = {Shade.OVER, Shade.PLANNED_OVER}
_BOLD = {Shade.FIRST, Shade.SECOND, Shade.BOTH, Shade.OVER}


def _draw_marks(pen: Pen, cell: Cell, x: float, y: float, width: float, height: float) -> None:
    if Mark.OPEN in cell.marks:
        pen.box(x, y + height - 1.3, width, 1.3, fill=BLACK)
    if Mark.TODAY in cell.marks:
        frame = WHITE if cell.shade in _DARK else BLACK
        pen.box(x + 0.8, y + 0.8, width - 1.6, height - 1.6, border=frame, thick=1.0)
    if Mark.LAST in cell.marks:
        pen.box(x + width - 2.0, y, 2.0, height, fill=BLACK)
    if Mark.LINE in cell.marks:
        pen.box(x, y, 2.0, height, fill=BLACK)


def _legend_rows(legend: tuple[tuple[Cell, str], ...], width: float, cell: float, height: float, size: float) -> list[Row]:
    """Returns samples of the kinds of cells, each with its meaning, as many to a row as fit."""
    rows: list[list[tuple[float, Cell, list[str], float]]] = []
    left = width
    for sample, meaning in legend:
        lines = wrapped(meaning, width - cell - size, size)
        room = cell + size * 0.5 + max(width_of(line, size) for line in lines) + size * 1.3
        if left + room - size * 1.3 > width:
            rows.append([])
            left = 0.0
        rows[-1].append((left, sample, lines, room))
        left += room
    return [_legend_row(row, cell, height, size) for row in rows]


def _legend_row(row: list[tuple[float, Cell, list[str], float]], cell: float, height: float, size: float) -> Row:
    lines = max(len(texts) for _, _, texts, _ in row)

    def draw(pen: Pen, x: float, y: float) -> None:
        for left, sample, texts, _ in row:
            draw_cell(pen, sample, x + left, y + size * 0.3, cell, height)
            for place, text in enumerate(texts):
                pen.text(x + left + cell + size * 0.4, y + size * 0.3 + height / 2 + size * 0.36 + place * size * LEADING, text, size)

    return Row(max(height, lines * size * LEADING) + size * 0.5, draw)
