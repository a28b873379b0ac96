"""From a sheet to pages: the largest type at which it fits one page; else as many pages as it needs, at a type easy to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tui.sheets.page import Block, Facts, Figures, Heading, Parallel, Prose, Sheet, Signature, Table, YearStrip
from tui.sheets.pdf.pen import GREY, Pen
from tui.sheets.pdf.rows import (
    Row,
    facts_rows,
    figures_rows,
    gap,
    heading_rows,
    parallel_rows,
    prose_rows,
    signature_rows,
    title_row,
)
from tui.sheets.pdf.strip import strip_rows
from tui.sheets.pdf.table import table_rows

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP, BOTTOM = 12 * MM, 9 * MM, 11 * MM
WIDTH = PAGE_WIDTH - 2 * LEFT
ROOM = PAGE_HEIGHT - TOP - BOTTOM

SIZES = (8.4, 8.0, 7.6, 7.2, 6.8, 6.5, 6.2, 6.0)
"""Sizes of type, in points, from the one that is wished for down to the smallest that is read with ease."""
SIZES_OF_MANY = (7.6, 7.2, 6.8, 6.5)
"""Sizes of type of a sheet that does not fit one page: the one that needs the fewest pages is taken, the largest of those."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and how far below the top margin it stands, in points."""

    y: float
    row: Row


def pages_of(sheet: Sheet) -> list[list[Placed]]:
    """Returns the pages of a sheet, each as its rows and where they stand."""
    low, high = 0, len(SIZES)
    fitting: list[Placed] = []
    while low < high:
        place = (low + high) // 2
        if page := _one_page(sheet, SIZES[place]):
            fitting, high = page, place
        else:
            low = place + 1
    return [fitting] if fitting else min((_many_pages(sheet, size) for size in SIZES_OF_MANY), key=len)


def _one_page(sheet: Sheet, size: float) -> list[Placed]:
    """Returns the rows of a sheet on one page, none where they do not fit at that size of type."""
    main, closing = _rows(sheet.blocks, size), _rows(sheet.closing, size)
    fits = _height(main) + _height(closing) + gap(size).height <= ROOM
    return _stacked(main) + _at_bottom(closing) if fits else []


def _many_pages(sheet: Sheet, size: float) -> list[list[Placed]]:
    return _parted(_rows(sheet.blocks, size), _rows(sheet.closing, size), (title_row(sheet.title, WIDTH, size),))


def _rows(blocks: Iterable[Block], size: float) -> list[Row]:
    """Returns the rows of blocks, with space between them."""
    parts = [part for block in blocks if (part := _block_rows(block, size))]
    return list(chain.from_iterable([gap(size), *part] if place else part for place, part in enumerate(parts)))


def _block_rows(block: Block, size: float) -> list[Row]:
    match block:
        case Heading():
            return heading_rows(block, WIDTH, size)
        case Facts():
            return facts_rows(block, WIDTH, size)
        case Figures():
            return figures_rows(block, WIDTH, size)
        case Table():
            return table_rows(block, WIDTH, size)
        case YearStrip():
            return strip_rows(block, WIDTH, size)
        case Prose():
            return prose_rows(block, WIDTH, size)
        case Parallel():
            return parallel_rows(block, WIDTH, size)
        case Signature():
            return signature_rows(block, WIDTH, size)


def _height(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def _stacked(rows: Iterable[Row], y: float = 0.0) -> list[Placed]:
    placed = []
    for row in rows:
        placed.append(Placed(y, row))
        y += row.height
    return placed


def _at_bottom(rows: Sequence[Row]) -> list[Placed]:
    return _stacked(rows, ROOM - _height(rows))


def _parted(main: Sequence[Row], closing: Sequence[Row], running: tuple[Row, ...]) -> list[list[Placed]]:
    """Returns rows over several pages: later ones begin with the running title and with the head of the table they go on with."""
    pages: list[list[Row]] = [[]]
    for group in _groups(main):
        if pages[-1] and _height([*pages[-1], *group]) > ROOM:
            pages.append([*running, *group[0].head])
        if group[0].draw or len(pages[-1]) > (len(running) if len(pages) > 1 else 0):
            pages[-1] += group
    if _height([*pages[-1], *closing]) > ROOM:
        pages.append([*running])
    return [_stacked(page) for page in pages[:-1]] + [_stacked(pages[-1]) + _at_bottom(closing)]


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Returns rows in groups that stay on one page: those joined to the next one with it."""
    groups: list[list[Row]] = [[]]
    for row in rows:
        groups[-1].append(row)
        if not row.joined:
            groups.append([])
    return [group for group in groups if group]


def draw_page(pen: Pen, page: Sequence[Placed], number: str) -> None:
    """Draws one page and its number."""
    for placed in page:
        if placed.row.draw:
            placed.row.draw(pen, LEFT, TOP + placed.y)
    pen.text(LEFT + WIDTH, PAGE_HEIGHT - BOTTOM * 0.55, number, 6.2, align="right", colour=GREY)
