"""A block as rows: pieces of a page that are never cut. Here the blocks that are made of lines of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui.sheets.fonts import width_of
from tui.sheets.page import Fact, Facts, Figures, Heading, Parallel, Prose, Signature
from tui.sheets.pdf.pen import DARK, GREY, MIST, PALE, Pen, wrapped

LEADING = 1.24
"""The distance of two lines, as a multiple of the size of type."""

Draw = Callable[[Pen, float, float], None]
"""Draws a row whose top left corner is at the given x and y."""


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the page: its height in points, how to draw it, and the head that is drawn again where a page begins with it.

    ``joined`` says that it does not stay behind alone: it goes to the next page with the row after it.
    A row with no ``draw`` is space, and is left out at the top of a page.
    """

    height: float
    draw: Draw | None = None
    joined: bool = False
    head: tuple[Row, ...] = ()


def gap(size: float) -> Row:
    """Returns the space between two blocks."""
    return Row(size * 0.65)


def title_row(title: str, width: float, size: float) -> Row:
    """Returns the row of a block's title, in one line, with a thin line under it."""
    fitted = _common_size([title], width, size)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y + size, title, fitted, bold=True)
        pen.line(x, y + size * 1.3, x + width, y + size * 1.3, width=0.5, colour=GREY)

    return Row(size * 1.6, draw, joined=True)


def lines_row(lines: list[str], size: float, *, bold: bool = False, indent: float = 0.0, bullet: str = "") -> Row:
    """Returns lines of text as one row."""
    leading = size * LEADING

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y + size, bullet, size)
        for place, line in enumerate(lines):
            pen.text(x + indent, y + size + place * leading, line, size, bold=bold)

    return Row(leading * len(lines), draw)


def heading_rows(block: Heading, width: float, size: float) -> list[Row]:
    """Returns the sheet's title with what it is for on the right, and the name in large type beneath."""
    large = size * 1.25
    name_size = max(_common_size([block.name], width, size * 1.75), large)
    aside = width_of(block.aside, large)
    title = wrapped(block.title, width - aside - size, large, bold=True)
    name = wrapped(block.name, width, name_size, bold=True) if block.name else []

    def draw_title(pen: Pen, x: float, y: float) -> None:
        for place, line in enumerate(title):
            pen.text(x, y + large + place * large * LEADING, line, large, bold=True, colour=DARK)
        pen.text(x + width, y + large, block.aside, large, align="right", colour=DARK)

    def draw_name(pen: Pen, x: float, y: float) -> None:
        for place, line in enumerate(name):
            pen.text(x, y + name_size + place * name_size * LEADING, line, name_size, bold=True)

    rows = [Row(len(title) * large * LEADING + size * 0.2, draw_title, joined=True)]
    if name:
        rows.append(Row(len(name) * name_size * LEADING, draw_name))
    return rows


def facts_rows(block: Facts, width: float, size: float) -> list[Row]:
    """Returns facts in columns, each read downwards, each label beside its value; all of them are one row."""
    between = size * 1.5
    each = (width - between * (block.columns - 1)) / block.columns
    long = -(-len(block.facts) // block.columns)
    columns = [
        _set_facts(block.facts[start : start + long], each, size, size * block.roomy) for start in range(0, len(block.facts), long or 1)
    ]

    def draw(pen: Pen, x: float, y: float) -> None:
        for place, column in enumerate(columns):
            for fact in column:
                fact.draw(pen, x + place * (each + between), y, size)

    rows = [title_row(block.title, width, size)] if block.title else []
    return [*rows, Row(max((column[-1].foot for column in columns), default=0.0), draw)]


@dataclass(frozen=True, slots=True)
class _SetFact:
    """A fact broken into lines: how far down it begins and ends, and how far right its value stands."""

    top: float
    foot: float
    shift: float
    label: list[str]
    value: list[str]
    strong: bool

    def draw(self, pen: Pen, x: float, y: float, size: float) -> None:
        for place, line in enumerate(self.label):
            pen.text(x, y + self.top + size + place * size * LEADING, line, size, colour=GREY)
        for place, line in enumerate(self.value):
            pen.text(x + self.shift, y + self.top + size + place * size * LEADING, line, size, bold=self.strong)


def _set_facts(facts: tuple[Fact, ...], width: float, size: float, above: float) -> list[_SetFact]:
    shift = min(max(width_of(fact.label, size) for fact in facts) + size * 0.9, width * 0.5)
    found: list[_SetFact] = []
    top = above
    for fact in facts:
        label, value = wrapped(fact.label, shift - size * 0.5, size), wrapped(fact.value, width - shift, size, fact.strong)
        foot = top + max(len(label), len(value)) * size * LEADING + size * 0.15
        found.append(_SetFact(top, foot, shift, label, value, fact.strong))
        top = foot + above
    return found


def figures_rows(block: Figures, width: float, size: float) -> list[Row]:
    """Returns the figures in boxes side by side, the label small over each value."""
    if not block.facts:
        return []
    between = size * 0.6
    each = (width - between * (len(block.facts) - 1)) / len(block.facts)
    inner, small = each - size * 1.2, size * 0.9
    large = _common_size([fact.value for fact in block.facts], inner, size * 1.9)
    labels = [wrapped(fact.label, inner, small) for fact in block.facts]
    label_lines = max(map(len, labels))
    height = size * 0.6 + label_lines * small * LEADING + large * 1.35

    def draw(pen: Pen, x: float, y: float) -> None:
        for place, (fact, label) in enumerate(zip(block.facts, labels, strict=True)):
            left = x + place * (each + between)
            pen.box(left, y, each, height, fill=MIST, border=GREY if fact.strong else PALE, thick=1.0 if fact.strong else 0.5)
            for number, line in enumerate(label):
                pen.text(left + size * 0.6, y + size * 0.4 + small + number * small * LEADING, line, small, colour=DARK)
            pen.text(left + size * 0.6, y + height - large * 0.4, fact.value, large, bold=True)

    return [Row(height, draw)]


def _common_size(values: list[str], width: float, size: float) -> float:
    """Returns the size at which the widest of the values still fits, no larger than ``size``."""
    widest = max(width_of(value, size, bold=True) for value in values)
    return size if widest <= width else size * width / widest


def prose_rows(block: Prose, width: float, size: float) -> list[Row]:
    """Returns paragraphs, each a row; in small type where the block says so."""
    size = max(size * 0.85, SMALLEST) if block.small else size
    rows = [title_row(block.title, width, size)] if block.title else []
    indent = size * 1.1 if block.listed else 0.0
    bullet = "–" if block.listed else ""
    for paragraph in block.paragraphs:
        rows.append(lines_row(wrapped(paragraph, width - indent, size), size, indent=indent, bullet=bullet))
    return rows


def parallel_rows(block: Parallel, width: float, size: float) -> list[Row]:
    """Returns the rows of two texts side by side, each paragraph beside its twin."""
    between = size * 1.5
    each = (width - between) / 2
    left, right = prose_rows(block.first, each, size), prose_rows(block.second, each, size)
    return [_beside(one, other, each + between) for one, other in zip(left, right, strict=True)]


def _beside(left: Row, right: Row, shift: float) -> Row:
    def draw(pen: Pen, x: float, y: float) -> None:
        for row, at in ((left, x), (right, x + shift)):
            if row.draw:
                row.draw(pen, at, y)

    return Row(max(left.height, right.height), draw, joined=left.joined)


SMALLEST = 5.8
"""The smallest type of the foot, in points."""


def signature_rows(block: Signature, width: float, size: float) -> list[Row]:
    """Returns the statement, then a line to sign on over each caption and a frame for the stamp on the right."""
    small = max(size * 0.85, SMALLEST)
    stamp = width * 0.16 if block.stamp else 0.0
    each = (width - stamp) / len(block.captions)
    statement = wrapped(block.statement, width - stamp - size, size, bold=True)
    height = len(statement) * size * LEADING + size * 3.6

    def draw(pen: Pen, x: float, y: float) -> None:
        for place, line in enumerate(statement):
            pen.text(x, y + size + place * size * LEADING, line, size, bold=True)
        foot = y + height - size * 1.3
        for place, caption in enumerate(block.captions):
            pen.line(x + place * each, foot, x + (place + 1) * each - size, foot)
            pen.text(x + place * each, foot + small * 1.1, caption, small, colour=GREY)
        if block.stamp:
            pen.box(x + width - stamp, y, stamp, height, border=PALE, dashed=True)
            pen.text(x + width - stamp / 2, y + height / 2 + small / 3, block.stamp, small, align="centre", colour=GREY)

    return [Row(height, draw)]
