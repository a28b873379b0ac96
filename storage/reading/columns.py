"""Which columns a table has: told by its headings and by what stands under them, never by the name or place of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from storage.reading.cells import Cell, date_of, text_of, unguarded
from storage.reading.grid import Grid, Mark, grid_of
from storage.reading.hints import NO_HINTS, Hints
from storage.reading.table import Table
from storage.reading.words import Words
from storage.records import Layout
from storage.text import DateRefused, clean, is_full_name, looks_like_name, name_key, word_key

HEADING_WITHIN = 40
"""The heading stands in one of so many first rows."""
LOOKED_AT = 60
"""So many rows under a heading are looked at to tell what a column holds."""
NOTE = 1000
"""The greatest length of a note, in characters."""

_DATES = frozenset(
    (
        *("entry", "exit", "queue", "entry_queue", "exit_queue", "leave_by", "handed_over", "date"),
        *("born", "joined", "left", "passport_until", "passport_issued", "issued"),
    )
)
_POINT_OF = {"entry": "entry_point", "exit": "exit_point"}
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "trips": (("driver",), ("country",), ("entry", "exit")),
    "papers": (("driver", "truck"), ("kind",), ("number", "issued", "until")),
    "drivers": (("name",), ("citizenship", "born", "passport")),
    "crossings": (("driver",), ("date",), ("direction",), ("country",)),
}
"""Of each group one column must be there, or a table is not of that kind."""
SURE = 0.6
"""The share of the cells of a column without a known heading that must tell what it holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose columns are known: its kind (None: nobody knows them), the column of each field, the headings left over.

    ``heading`` is the number of the row of the headings, counted from 1; 0 where there is none. ``passed`` are the columns that the
    office said to pass over. Of a grid ``days`` are the dates of its columns and ``marks`` what it means by letters and colours.
    """

    table: Table
    kind: str | None = None
    heading: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    passed: frozenset[int] = frozenset()
    days: Mapping[int, date] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        """Returns the rows under the headings."""
        return [Row(self, number, cells) for number, cells in enumerate(self.table.rows[self.heading :], self.heading + 1)]

    def heading_of(self, column: int) -> str:
        """Returns the heading of a column, its letters (``AB``) where it has none."""
        return (text_of(self.table.rows[self.heading - 1][column]) if self.heading else "") or _letters(column)

    @property
    def headings(self) -> tuple[str, ...]:
        """Returns its headings as they are compared, an empty text where a column has none."""
        return headings_of(self.table.rows[self.heading - 1]) if self.heading else ()


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
        cell = self.get("note")
        noted = [clean(line, NOTE) for line in unguarded(cell).splitlines()] if isinstance(cell, str) else [text_of(cell, NOTE)]
        for column, heading in self.sheet.unknown.items():
            text = text_of(self.cells[column], NOTE)
            noted.append(f"{heading}: {text}" if text else "")
        return tuple(line for line in noted if line)

    def place(self, file: str) -> tuple[str, str, int]:
        """Returns file, sheet and number of the row; those that it had when it was refused, where it says so."""
        parts = [part.strip() for part in self.text("origin").split("|")]
        if len(parts) == 3 and parts[2].isascii() and parts[2].isdigit():
            return parts[0], parts[1], int(parts[2])
        return file, self.sheet.table.name, self.number

    def as_text(self) -> dict[str, str]:
        """Returns its cells that say anything as text, beside their headings."""
        cells: dict[str, str] = {}
        for column, cell in enumerate(self.cells):
            text = "" if column in (self.sheet.columns.get("origin"), self.sheet.columns.get("problem")) else text_of(cell)
            heading = self.sheet.heading_of(column)
            if text:
                cells[f"{heading} ({_letters(column)})" if heading in cells else heading] = text
        return cells

    def to_save(self) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        """Returns the headings of its sheet and its cells, a painted one as its colour, without what an earlier refusal added."""
        inks = self.sheet.table.inks() if self.sheet.kind == "grid" else {}
        ours = {self.sheet.columns.get("origin"), self.sheet.columns.get("problem")}
        columns = [column for column in range(len(self.cells)) if column not in ours]
        above = self.sheet.table.rows[self.sheet.heading - 1] if self.sheet.heading else [""] * len(self.cells)
        cells = [self.cells[column] or inks.get((self.number - 1, column), "") for column in columns]
        return tuple(above[column] for column in columns), tuple(cells)

    def filled(self) -> list[int]:
        """Returns the columns whose cells say anything."""
        return [column for column, cell in enumerate(self.cells) if text_of(cell)]


def headings_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """Returns the cells of a row as headings are compared."""
    return tuple(word_key(text_of(cell)) for cell in row)


def fields_of(kind: str, words: Words) -> frozenset[str]:
    """Returns what a column of a table of that kind may mean."""
    return words.headings[kind].meanings


def recognised(table: Table, words: Words, hints: Hints = NO_HINTS, layouts: Iterable[Layout] = ()) -> Sheet:
    """Returns the table with its columns known: by the first row of headings that will do, of the kind that explains most of it.

    What the office said of its columns, now (``hints``) or before (``layouts``), goes before what their words say.
    """
    kind = hints.kinds.get(table.name)
    if kind == "":
        return Sheet(table)
    said = {layout.headings: layout for layout in layouts}
    if kind in (None, "grid") and (grid := grid_of(table, words, {**_marks(said.get(())), **hints.marks})):
        return Sheet(table, "grid", grid.heading, _beside_the_days(table, grid, words), days=grid.days, marks=grid.marks)
    if kind == "grid":
        return Sheet(table)
    row_said = hints.headings.get(table.name)
    for index, row in enumerate(table.rows[: row_said or HEADING_WITHIN]):
        if index + 1 != (row_said or index + 1) or sum(bool(text_of(cell)) and isinstance(cell, str) for cell in row) < 2:
            continue
        layout = said.get(headings_of(row))
        wanted = kind or (layout.kind if layout else "")
        sheet = _under(table, index, words, {**(layout.columns if layout else {}), **hints.columns}, [wanted] if wanted else [*_NEEDED])
        if sheet.kind:
            return sheet
    return _by_content(table, words) if kind in (None, "trips") and table.name not in hints.headings else Sheet(table)


def _beside_the_days(table: Table, grid: Grid, words: Words) -> dict[str, int]:
    """Returns the columns of a grid that hold no day: its drivers, and where a row was refused before."""
    headings = [text_of(cell) if isinstance(cell, str) else "" for cell in table.rows[grid.heading - 1]]
    found = {column: words.headings["trips"].meaning(heading) for column, heading in enumerate(headings) if column not in grid.days}
    return {**{name: column for column, name in found.items() if name in ("origin", "problem")}, "driver": grid.driver}


def _marks(layout: Layout | None) -> Mapping[str, str]:
    return layout.marks if layout else {}


def _under(table: Table, index: int, words: Words, said: Mapping[str, str], kinds: Iterable[str]) -> Sheet:
    """Returns the table as it is where its headings stand in the row of that index; of no kind where they will not do."""
    below = table.rows[index + 1 : index + 1 + LOOKED_AT]
    headings = [text_of(cell) if isinstance(cell, str) else "" for cell in table.rows[index]]
    wishes = {column: said[key] for column, key in enumerate(headings_of(table.rows[index])) if key in said}
    found = {kind: columns for kind in kinds if _enough(columns := _columns(below, headings, kind, words, wishes), kind)}
    if not found:
        return Sheet(table)
    kind = max(found, key=lambda each: len(found[each]))
    passed = frozenset(column for column, name in wishes.items() if not name)
    sheet = Sheet(table, kind, index + 1, found[kind], passed=passed)
    return replace(sheet, unknown=_unknown(sheet))


def _by_content(table: Table, words: Words) -> Sheet:
    """Returns a table without headings as one of trips, where its cells alone tell driver, country, entry and exit.

    Its first row must be one of them: under headings that nobody knows dates may mean anything.
    """
    below = table.rows[:LOOKED_AT]
    width = len(below[0]) if below else 0
    dated = [column for column in range(width) if _share(below, column, _is_date) >= SURE]
    if not 1 <= len(dated) <= 2 or not all(_is_date(below[0][column]) for column in dated[:1]):
        return Sheet(table)
    columns = dict(zip(("entry", "exit"), dated, strict=False))
    _add_by_content(columns, below, width, words)
    return Sheet(table, "trips", 0, columns) if _enough(columns, "trips") else Sheet(table)


def _share(below: list[list[Cell]], column: int, test: Callable[[Cell], bool]) -> float:
    """Returns the share of the cells of a column that say anything and pass a test."""
    cells = [row[column] for row in below if text_of(row[column])]
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _is_date(cell: Cell) -> bool:
    try:
        return bool(date_of(cell, on=date.max))
    except DateRefused:
        return False


def _enough(columns: dict[str, int], kind: str) -> bool:
    return all(any(name in columns for name in group) for group in _NEEDED[kind])


def _columns(below: list[list[Cell]], headings: list[str], kind: str, words: Words, wishes: Mapping[int, str]) -> dict[str, int]:
    """Returns the column of each field: those that the office named, then the fullest said heading first."""
    columns = {name: column for column, name in wishes.items() if name in fields_of(kind, words)}
    offers = []
    for column, heading in enumerate(headings):
        if not heading or column in wishes:
            continue
        for name, fit in words.headings[kind].fits(heading).items():
            offered: str | None = name
            if name in _DATES and _never_dates(below, column):
                offered = _POINT_OF.get(name)
            if offered:
                offers.append((fit, -column, offered))
    for _, place, name in sorted(offers, reverse=True):
        if name not in columns and -place not in columns.values():
            columns[name] = -place
    if kind == "trips" and ("entry" in columns or "exit" in columns):
        _add_by_content(columns, below, len(headings), words, wishes)
    return columns


def _never_dates(below: list[list[Cell]], column: int) -> bool:
    texts = [text for row in below if (text := text_of(row[column]))]
    return len(texts) >= 3 and not any(letter.isdigit() for text in texts for letter in text)


def _add_by_content(columns: dict[str, int], below: list[list[Cell]], width: int, words: Words, taken: Iterable[int] = ()) -> None:
    """Adds the columns for country and driver that no heading names but their cells do."""
    tests: dict[str, Callable[[Cell], bool]] = {
        "country": lambda cell: words.countries.find(text_of(cell)) is not None,
        "driver": lambda cell: _is_crew(text_of(cell), words),
    }
    for name, test in tests.items():
        if name in columns:
            continue
        free = set(range(width)) - set(columns.values()) - set(taken)
        shares = [(_share(below, column, test), -column) for column in free]
        if shares and max(shares)[0] >= SURE:
            columns[name] = -max(shares)[1]


def _is_crew(text: str, words: Words) -> bool:
    names = words.crew(text)
    return bool(names) and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    """Tells whether a text has the shape of a surname with names or initials."""
    return (is_full_name(text) or (looks_like_name(text) and " " in name_key(text))) and text[0].isupper()


def _unknown(sheet: Sheet) -> dict[int, str]:
    """Returns the columns that hold something and that nobody knows, with their headings."""
    known = {*sheet.columns.values(), *sheet.passed}
    rows = sheet.table.rows
    return {
        column: sheet.heading_of(column)
        for column in range(len(rows[0]))
        if column not in known and any(text_of(row[column]) for row in rows[sheet.heading :])
    }


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
