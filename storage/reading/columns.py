"""Which columns a table has: told by its headings and by what stands under them, never by the name or place of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.reading.cells import Cell, text_of
from storage.reading.words import Words
from storage.reading.workbook import Table
from storage.text import is_full_name, looks_like_name, name_key

HEADING_WITHIN = 40
"""The heading stands in one of so many first rows."""
LOOKED_AT = 60
"""So many rows under a heading are looked at to tell what a column holds."""
NOTE = 1000
"""The greatest length of a note, in characters."""

_DATES = frozenset(("entry", "exit", "queue", "entry_queue", "exit_queue", "born", "issued", "passport_until", "passport_issued"))
_POINT_OF = {"entry": "entry_point", "exit": "exit_point"}
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "trips": (("driver",), ("country",), ("entry", "exit")),
    "papers": (("driver", "truck"), ("kind",), ("number", "issued", "until")),
    "drivers": (("name",), ("citizenship", "born", "passport")),
}
"""Of each group one column must be there, or a table is not of that kind."""
SURE = 0.6
"""The share of the cells of a column without a known heading that must tell what it holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose columns are known: its kind (None: nobody knows them), the column of each field, the headings left over.

    ``heading`` is the number of the row of the headings, counted from 1; 0 where there is none.
    """

    table: Table
    kind: str | None = None
    heading: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        """Returns the rows under the headings."""
        return [Row(self, number, cells) for number, cells in enumerate(self.table.rows[self.heading :], self.heading + 1)]

    def heading_of(self, column: int) -> str:
        """Returns the heading of a column, its letters (``AB``) where it has none."""
        return (text_of(self.table.rows[self.heading - 1][column]) if self.heading else "") or _letters(column)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet; ``number`` counts from 1, as spreadsheets do."""

    sheet: Sheet
    number: int
    cells: Sequence[Cell]

    def get(self, name: str) -> Cell:
        """Returns the cell of a field as it was typed, an empty text where there is no such column."""
        column = self.sheet.columns.get(name)
        return "" if column is None else self.cells[column]

    def text(self, name: str) -> str:
        """Returns the cell of a field as cleaned text."""
        return text_of(self.get(name))

    def notes(self) -> tuple[str, ...]:
        """Returns what a record keeps as its note: the cell for notes, and each cell of a column nobody knows beside its heading."""
        noted = [text_of(self.get("note"), NOTE)]
        for column, heading in self.sheet.unknown.items():
            text = text_of(self.cells[column], NOTE)
            noted.append(f"{heading}: {text}" if text else "")
        return tuple(line for line in noted if line)

    def as_text(self) -> dict[str, str]:
        """Returns its cells that say anything as text, beside their headings."""
        cells: dict[str, str] = {}
        for column, cell in enumerate(self.cells):
            text = text_of(cell)
            heading = self.sheet.heading_of(column)
            if text:
                cells[f"{heading} ({_letters(column)})" if heading in cells else heading] = text
        return cells

    def filled(self) -> list[int]:
        """Returns the columns whose cells say anything."""
        return [column for column, cell in enumerate(self.cells) if text_of(cell)]


def recognised(table: Table, words: Words) -> Sheet:
    """Returns the table with its columns known: by the first row of headings that will do, of the kind that explains most of it."""
    for index, row in enumerate(table.rows[:HEADING_WITHIN]):
        headings = [text_of(cell) if isinstance(cell, str) else "" for cell in row]
        if sum(map(bool, headings)) < 2:
            continue
        below = table.rows[index + 1 : index + 1 + LOOKED_AT]
        found = {kind: columns for kind in _NEEDED if _enough(columns := _columns(below, headings, kind, words), kind)}
        if found:
            kind = max(found, key=lambda each: len(found[each]))
            return Sheet(table, kind, index + 1, found[kind], _unknown(table, index + 1, found[kind]))
    return Sheet(table)


def _enough(columns: dict[str, int], kind: str) -> bool:
    return all(any(name in columns for name in group) for group in _NEEDED[kind])


def _columns(below: list[list[Cell]], headings: list[str], kind: str, words: Words) -> dict[str, int]:
    """Returns the column of each field, the fullest said heading first."""
    offers = []
    for column, heading in enumerate(headings):
        if not heading:
            continue
        for name, fit in words.headings[kind].fits(heading).items():
            offered: str | None = name
            if name in _DATES and _never_dates(below, column):
                offered = _POINT_OF.get(name)
            if offered:
                offers.append((fit, -column, offered))
    columns: dict[str, int] = {}
    for _, place, name in sorted(offers, reverse=True):
        if name not in columns and -place not in columns.values():
            columns[name] = -place
    if kind == "trips" and ("entry" in columns or "exit" in columns):
        _add_by_content(columns, below, len(headings), words)
    return columns


def _never_dates(below: list[list[Cell]], column: int) -> bool:
    texts = [text for row in below if (text := text_of(row[column]))]
    return len(texts) >= 3 and not any(letter.isdigit() for text in texts for letter in text)


def _add_by_content(columns: dict[str, int], below: list[list[Cell]], width: int, words: Words) -> None:
    """Adds the columns for country and driver that no heading names but their cells do."""
    tests = {"country": lambda text: words.countries.find(text) is not None, "driver": lambda text: _is_crew(text, words)}
    for name, test in tests.items():
        if name in columns:
            continue
        shares = []
        for column in set(range(width)) - set(columns.values()):
            texts = [text for row in below if (text := text_of(row[column]))]
            if texts:
                shares.append((sum(map(test, texts)) / len(texts), -column))
        if shares and max(shares)[0] >= SURE:
            columns[name] = -max(shares)[1]


def _is_crew(text: str, words: Words) -> bool:
    names = words.crew(text)
    return bool(names) and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    """Tells whether a text has the shape of a surname with names or initials."""
    return (is_full_name(text) or (looks_like_name(text) and " " in name_key(text))) and text[0].isupper()


def _unknown(table: Table, heading: int, columns: dict[str, int]) -> dict[int, str]:
    """Returns the columns that hold something and that nobody knows, with their headings."""
    known = set(columns.values())
    return {
        column: text_of(text) or _letters(column)
        for column, text in enumerate(table.rows[heading - 1])
        if column not in known and any(text_of(row[column]) for row in table.rows[heading:])
    }


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
