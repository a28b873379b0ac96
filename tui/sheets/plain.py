"""A sheet as plain text: the same page model, drawn with letters alone, for a screen or a pipe."""

from __future__ import annotations

from itertools import zip_longest

from rich.cells import cell_len

from tui.sheets.breaking import broken
from tui.sheets.page import Block, Cell, Facts, Figures, Heading, Mark, Parallel, Prose, Shade, Sheet, Signature, Table, YearStrip

WIDTH = 100
"""The width in columns that a sheet is drawn to where no other is asked for; 80 is the least at which every block is whole."""

_BROKEN = 6
"""Columns that a broken word keeps as long as there is another to be broken."""
_SUFFIXES = {Shade.UNCOUNTED: "-", Shade.OVER: "!", Shade.PLANNED_OVER: "!"}
_MARKS = ((Mark.LAST, "]"), (Mark.TODAY, "<"), (Mark.LINE, "["), (Mark.OPEN, "+"))


def as_text(sheet: Sheet, width: int = WIDTH) -> str:
    """Returns the sheet as lines of at most ``width`` columns (a year strip is as wide as its days), each ended by a line feed."""
    parts = [lines for block in (*sheet.blocks, *sheet.closing) if (lines := _lines(block, width))]
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in parts) + "\n"


def _lines(block: Block, width: int) -> list[str]:
    match block:
        case Heading():
            return _heading(block, width)
        case Facts():
            return _titled(block.title, _facts(block, width))
        case Figures():
            return _facts(Facts(block.facts), width)
        case Table():
            return _titled(block.title, _table(block, width))
        case YearStrip():
            return _titled(block.title, _strip(block, width))
        case Prose():
            bullet = "– " if block.listed else ""
            return _titled(block.title, [line for text in block.paragraphs for line in _folded(text, width, bullet)])
        case Parallel():
            return [*_lines(block.first, width), *_lines(block.second, width)]
        case Signature():
            lines = [f"{caption}: {'_' * 24}" for caption in block.captions]
            return [*_folded(block.statement, width), *lines, *([block.stamp] if block.stamp else [])]


def _titled(title: str, lines: list[str]) -> list[str]:
    return [title, "─" * cell_len(title), *lines] if title and lines else lines


def _heading(block: Heading, width: int) -> list[str]:
    room = width - cell_len(block.title) - cell_len(block.aside)
    first = [block.title + " " * room + block.aside] if room > 0 else [*_folded(block.title, width), block.aside]
    return [*first, *(_folded(block.name, width) if block.name else [])]


def _folded(text: str, width: int, bullet: str = "") -> list[str]:
    lines = broken(text, lambda line: cell_len(line) <= width - len(bullet))
    return [(bullet if place == 0 else " " * len(bullet)) + line for place, line in enumerate(lines)]


def _padded(text: str, width: int, right: bool = False) -> str:
    space = " " * max(0, width - cell_len(text))
    return space + text if right else text + space


def _facts(block: Facts, width: int) -> list[str]:
    label = min(max((cell_len(fact.label) for fact in block.facts), default=0), width // 2)
    lines = []
    for fact in block.facts:
        labels, values = _folded(fact.label, label), _folded(fact.value, width - label - 2)
        lines += [f"{_padded(name, label)}  {value}" for name, value in zip_longest(labels, values, fillvalue="")]
    return lines


def _table(block: Table, width: int) -> list[str]:
    if not block.rows:
        return [block.empty] if block.empty else []
    rows = [tuple(column.title for column in block.columns), *block.rows, *([block.total] if block.total else [])]
    widths = _column_widths(block, rows, width)
    lines = []
    for place, row in enumerate(rows):
        cells = [_folded(text, each) for text, each in zip(row, widths, strict=True)]
        for pieces in zip_longest(*cells, fillvalue=""):
            shown = (_padded(text, each, column.right) for text, each, column in zip(pieces, widths, block.columns, strict=True))
            lines.append(" ".join(shown))
        if place == 0:
            lines.append(" ".join("─" * each for each in widths))
    return lines


def _column_widths(block: Table, rows: list[tuple[str, ...]], width: int) -> list[int]:
    """Returns the columns' widths: what they ask for, those that wrap giving way one column at a time, the widest first.

    Words stay whole as long as another column can give way between words, those of titles, dates and numbers longer than all others.
    """
    widths = [max(1, *(cell_len(row[place]) for row in rows[1:])) for place in range(len(block.columns))]
    widths = [max(each, max(map(cell_len, column.title.split()), default=1)) for each, column in zip(widths, block.columns, strict=True)]
    wrapping = [place for place, column in enumerate(block.columns) if column.wraps]
    words = [[word for row in rows for word in row[place].split()] for place in range(len(block.columns))]
    whole = [max(map(cell_len, each), default=1) for each in words]
    figures = [max((cell_len(word) for word in each if word[0].isdigit()), default=_BROKEN) for each in words]
    titled = [max(each, *map(cell_len, column.title.split()), 1) for each, column in zip(figures, block.columns, strict=True)]
    for least in (whole, titled, figures, [1] * len(words)):
        while sum(widths) + len(widths) - 1 > width and (giving := [place for place in wrapping if widths[place] > least[place]]):
            widths[max(giving, key=lambda place: widths[place])] -= 1
    return widths


def cell_text(cell: Cell) -> str:
    """Returns a day of the strip as letters: small ones where it is only planned, with a sign for what else there is to see."""
    text = cell.text.lower() if cell.shade in (Shade.PLANNED, Shade.PLANNED_OVER) else cell.text
    sign = next((sign for mark, sign in _MARKS if mark in cell.marks), _SUFFIXES.get(cell.shade, ""))
    return text + sign


def _strip(block: YearStrip, width: int) -> list[str]:
    names = max(cell_len(month.name) for month in block.months)
    each = max(2, *(cell_len(cell_text(cell)) for month in block.months for cell in month.cells))
    sums = [max(cell_len(title), 4) for title in block.sum_titles]
    numbers = ["" if day > 9 and each < 3 and day % 2 == 0 else str(day) for day in range(1, 32)]  # those that touch cannot be read
    lines = [_strip_line("", [_padded(number, each) for number in numbers], block.sum_titles, names, sums)]
    for month in block.months:
        cells = [_padded(cell_text(cell), each) for cell in month.cells]
        lines.append(_strip_line(month.name, cells, month.sums, names, sums))
    if block.totals:
        lines.append(_strip_line("", [" " * each] * 31, block.totals, names, sums))
    legend = "   ".join(f"{cell_text(cell) or '_'} {meaning}" for cell, meaning in block.legend)
    return [*lines, *_folded(legend, width)] if legend else lines


def _strip_line(name: str, cells: list[str], sums: tuple[str, ...], names: int, widths: list[int]) -> str:
    figures = " ".join(_padded(text, width, right=True) for text, width in zip(sums, widths, strict=True))
    return f"{_padded(name, names)} {''.join(cells)} {figures}"
