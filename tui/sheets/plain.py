"""A sheet as plain text: the same page model, drawn with letters alone, for a screen or a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len

from tui.sheets.breaking import broken, pieces
from tui.sheets.columns import Wish, shared
from tui.sheets.page import Block, Cell, Facts, Figures, Heading, Mark, Parallel, Prose, Shade, Sheet, Signature, Table, YearStrip

WIDTH = 100
"""The width in columns that a sheet is drawn to where no other is asked for; 80 is the least at which every block is whole."""

_MOST_LINES = 3
"""So many lines a text may take beside others; where one would take more, the column that holds most is said beneath."""
_BENEATH = "   "
"""What stands before that which is said beneath a row."""
_SHORT_NAME, _SHORT_TITLE = 3, 4
"""Letters of a month's name and of a sum's title where the year would be too wide with more: the name gives way first."""
_SUFFIXES = {Shade.UNCOUNTED: "-", Shade.OVER: "!", Shade.PLANNED_OVER: "!"}
_MARKS = ((Mark.LAST, "]"), (Mark.TODAY, "<"), (Mark.LINE, "["), (Mark.OPEN, "+"))


def as_text(sheet: Sheet, width: int = WIDTH) -> str:
    """Returns the sheet as lines of at most ``width`` columns (a year strip is as wide as its days, 76), each ended by a line feed."""
    parts = [lines for block in (*sheet.blocks, *sheet.closing) if (lines := _lines(block, width))]
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in parts) + "\n"


def _lines(block: Block, width: int) -> list[str]:
    match block:
        case Heading():
            return _heading(block, width)
        case Facts():
            return _titled(block.title, _facts(block, width), width)
        case Figures():
            return _facts(Facts(block.facts), width)
        case Table():
            return _titled(block.title, _table(block, width), width)
        case YearStrip():
            return _titled(block.title, _strip(block, width), width)
        case Prose():
            bullet = "– " if block.listed else ""
            return _titled(block.title, [line for text in block.paragraphs for line in _folded(text, width, bullet)], width)
        case Parallel():
            return [*_lines(block.first, width), *_lines(block.second, width)]
        case Signature():
            lines = [f"{caption}: {'_' * 24}" for caption in block.captions]
            return [*_folded(block.statement, width), *lines, *([block.stamp] if block.stamp else [])]


def _titled(title: str, lines: list[str], width: int) -> list[str]:
    said = _folded(title, width)
    return [*said, "─" * max(map(cell_len, said)), *lines] if title and lines else lines


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
        room = width - label - 2
        labels, values = _folded(fact.label, label), _folded(fact.value if fact.value.strip("_") else fact.value[:room], room)
        lines += [f"{_padded(name, label)}  {value}" for name, value in zip_longest(labels, values, fillvalue="")]
    return lines


def _table(block: Table, width: int) -> list[str]:
    if not block.rows:
        return [block.empty] if block.empty else []
    rows = [tuple(column.title for column in block.columns), *block.rows, *([block.total] if block.total else [])]
    places, widths = _side_by_side(block, rows, width)
    beneath = [place for place in range(len(block.columns)) if place not in places]
    lines = []
    for number, row in enumerate(rows):
        cells = [_folded(row[place], each) for place, each in zip(places, widths, strict=True)]
        for texts in zip_longest(*cells, fillvalue=""):
            shown = (_padded(text, each, block.columns[place].right) for place, text, each in zip(places, texts, widths, strict=True))
            lines.append(" ".join(shown))
        if number == 0:
            lines.append(" ".join("─" * each for each in widths))
        elif said := " · ".join(f"{block.columns[place].title}: {row[place]}" for place in beneath if row[place]):
            lines += [_BENEATH + line for line in _folded(said, width - len(_BENEATH))]
    return lines


def _side_by_side(block: Table, rows: list[tuple[str, ...]], width: int) -> tuple[list[int], list[int]]:
    """Returns the places of the columns that stand side by side, and their widths.

    Words stay whole: where those of all columns do not fit, or a text would take too many lines beside the others, the columns that hold
    most are said beneath their row, one after the other, the one that says what the row is about last. Where one is left that wraps, its
    words are broken, those of titles, dates and numbers last.
    """
    columns = list(zip(*rows, strict=True))
    wishes = [_wish(texts) for texts in columns]
    places = list(range(len(columns)))
    wrapping = [place for place in places if block.columns[place].wraps]

    def rest() -> int:
        return width - len(places) + 1 - sum(round(wishes[place].natural) for place in places if place not in wrapping)

    def lines() -> float:
        found = [wishes[place] for place in wrapping]
        return max(wish.natural / each for wish, each in zip(found, shared(found, rest()), strict=True))

    while len(wrapping) > 1 and (sum(wishes[place].least for place in wrapping) > rest() or lines() > _MOST_LINES):
        most = max(wrapping, key=lambda place: (not block.columns[place].leads, wishes[place].load))
        places.remove(most)
        wrapping.remove(most)
    given = dict(zip(wrapping, shared([wishes[place] for place in wrapping], rest()), strict=True))
    widths = {place: max(1, int(given.get(place, wishes[place].natural))) for place in places}
    spare = rest() - sum(widths[place] for place in wrapping)
    for place in sorted(wrapping, key=lambda place: widths[place] - given[place])[: max(0, spare)]:
        widths[place] = min(widths[place] + 1, round(wishes[place].natural))
    return places, [widths[place] for place in places]


def _wish(texts: Sequence[str]) -> Wish:
    """Returns what a column asks for whose title is the first of its texts: the title may stand in as many lines as it has words."""
    title, *cells = texts
    natural = max([*map(cell_len, cells), *(cell_len(word) for word in title.split())], default=1)
    least = max(cell_len(piece.rstrip()) for text in texts for piece in pieces(text))
    return Wish(natural, least, sum(cell_len(text) ** 2 for text in texts))


def cell_text(cell: Cell) -> str:
    """Returns a day of the strip as letters: small ones where it is only planned, with a sign for what else there is to see."""
    text = cell.text.lower() if cell.shade in (Shade.PLANNED, Shade.PLANNED_OVER) else cell.text
    sign = next((sign for mark, sign in _MARKS if mark in cell.marks), _SUFFIXES.get(cell.shade, ""))
    return text + sign


def _strip(block: YearStrip, width: int) -> list[str]:
    each = max(2, *(cell_len(cell_text(cell)) for month in block.months for cell in month.cells))
    for shortest_name, shortest_title in ((99, 99), (_SHORT_NAME, 99), (_SHORT_NAME, _SHORT_TITLE)):
        months = [month.name[:shortest_name] for month in block.months]
        titles = tuple(title[:shortest_title].rstrip() for title in block.sum_titles)
        names, sums = max(map(cell_len, months)), [max(cell_len(title), _SHORT_TITLE) for title in titles]
        if names + 31 * each + sum(sums) + len(sums) < width:
            break
    numbers = ["" if day > 9 and each < 3 and day % 2 == 0 else str(day) for day in range(1, 32)]  # those that touch cannot be read
    lines = [_strip_line("", [_padded(number, each) for number in numbers], titles, names, sums)]
    for name, month in zip(months, block.months, strict=True):
        cells = [_padded(cell_text(cell), each) for cell in month.cells]
        lines.append(_strip_line(name, cells, month.sums, names, sums))
    if block.totals:
        lines.append(_strip_line("", [" " * each] * 31, block.totals, names, sums))
    return [*lines, *_legend(block, width)]


def _legend(block: YearStrip, width: int) -> list[str]:
    """Returns what the kinds of days mean, as many to a line as fit."""
    lines: list[str] = []
    for cell, meaning in block.legend:
        said = f"{cell_text(cell) or '_'} {meaning}"
        if lines and cell_len(together := f"{lines[-1]}   {said}") <= width:
            lines[-1] = together
        else:
            lines += _folded(said, width)
    return lines


def _strip_line(name: str, cells: list[str], sums: tuple[str, ...], names: int, widths: list[int]) -> str:
    figures = " ".join(_padded(text, width, right=True) for text, width in zip(sums, widths, strict=True))
    return f"{_padded(name, names)} {''.join(cells)} {figures}"
