"""Which columns a table has: told by its headings and by what stands under them, never by the name or place of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from storage.reading.cells import Cell, Lost, date_of, text_of, unguarded
from storage.reading.grid import Grid, GridHints, Mark, grid_of
from storage.reading.hints import NO_HINTS, Hints
from storage.reading.table import Table, letters_of, names_of
from storage.reading.words import Words
from storage.records import Layout
from storage.text import DateRefused, clean, is_full_name, looks_like_name, name_key, word_key

HEADING_WITHIN = 40
"""The heading stands in one of so many first rows."""
LOOKED_AT = 60
"""So many rows under a heading are looked at to tell what a column holds."""
NOTE = 1000
"""The greatest length of a note, in characters."""

DATES = frozenset(
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
    office said to pass over, ``remembered`` tells whether it said something of such a table before. Of a grid ``days`` are the dates of
    its columns and ``marks`` what it means by letters and colours. Of a table that is said to be of a kind, ``meant``, and has not all
    that it takes, ``lacks`` are the groups of fields of which one is needed; its ``kind`` is None then.
    """

    table: Table
    kind: str | None = None
    heading: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    passed: frozenset[int] = frozenset()
    days: Mapping[int, date] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    meant: str | None = None
    lacks: tuple[tuple[str, ...], ...] = ()
    remembered: bool = False

    def rows(self) -> list[Row]:
        """Returns the rows under the headings."""
        return [Row(self, number, cells) for number, cells in enumerate(self.table.rows[self.heading :], self.heading + 1)]

    def heading_of(self, column: int) -> str:
        """Returns the heading of a column, its letters (``AB``) where it has none."""
        return (text_of(self.table.rows[self.heading - 1][column]) if self.heading else "") or letters_of(column)

    @property
    def headings(self) -> tuple[str, ...]:
        """Returns its headings as they are compared, an empty text where a column has none."""
        return headings_of(self.table.rows[self.heading - 1]) if self.heading else ()

    @property
    def names(self) -> tuple[str, ...]:
        """Returns what each column is called."""
        return names_of(self.table.rows[self.heading - 1] if self.heading else [""] * len(self.table.rows[0]))

    def samples(self, column: int, most: int = 3) -> list[str]:
        """Returns the first different texts under a heading."""
        texts: dict[str, None] = {}
        for row in self.table.rows[self.heading : self.heading + LOOKED_AT]:
            if len(texts) < most and (text := text_of(row[column])):
                texts[text] = None
        return list(texts)


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
            text = "" if column in (self.sheet.columns.get("origin"), self.sheet.columns.get("problem")) else text_of(_shown(cell))
            heading = self.sheet.heading_of(column)
            if text:
                cells[f"{heading} ({letters_of(column)})" if heading in cells else heading] = text
        return cells

    def to_save(self) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        """Returns the headings of its sheet and its cells, a painted one as its colour, without what an earlier refusal added."""
        inks = self.sheet.table.inks() if self.sheet.kind == "grid" else {}
        ours = {self.sheet.columns.get("origin"), self.sheet.columns.get("problem")}
        columns = [column for column in range(len(self.cells)) if column not in ours]
        above = self.sheet.table.rows[self.sheet.heading - 1] if self.sheet.heading else [""] * len(self.cells)
        cells = [_shown(self.cells[column]) or inks.get((self.number - 1, column), "") for column in columns]
        return tuple(_shown(above[column]) for column in columns), tuple(cells)

    def filled(self) -> list[int]:
        """Returns the columns whose cells say anything."""
        return [column for column, cell in enumerate(self.cells) if text_of(cell)]


def _shown(cell: Cell) -> Cell:
    """Returns a cell as it is shown: in place of a value that is not there its formula or error."""
    return cell.text if isinstance(cell, Lost) else cell


def headings_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """Returns the cells of a row as headings are compared."""
    return tuple(word_key(text_of(cell)) for cell in row)


def fields_of(kind: str, words: Words) -> frozenset[str]:
    """Returns what a column of a table of that kind may mean."""
    return words.headings[kind].meanings


def needed_of(kind: str) -> frozenset[str]:
    """Returns those of them without which a table is not of that kind, all that may stand for each other."""
    return frozenset(name for group in _NEEDED[kind] for name in group)


def recognised(table: Table, words: Words, hints: Hints = NO_HINTS, layouts: Iterable[Layout] = ()) -> Sheet:
    """Returns the table with its columns known: by the first row of headings that will do, of the kind that explains most of it.

    What the office said of its columns, now (``hints``) or before (``layouts``), goes before what their words say, and a row of headings
    of which it said something before any other.
    """
    said = {layout.headings: layout for layout in layouts}
    rows = table.rows[:HEADING_WITHIN]
    known = next((index for index, row in enumerate(rows) if any(keys := headings_of(row)) and keys in said), None)
    kind = hints.kinds.get(table.name, said[headings_of(rows[known])].kind or None if known is not None else None)
    if kind == "":
        return Sheet(table)
    row_said, own = hints.headings.get(table.name), hints.of_columns(table.name)
    if kind in (None, "grid"):
        before, now = said.get((), Layout()), GridHints(row_said, drivers_of(own), hints.marks)
        grid = grid_of(table, words, now, GridHints(before.heading or None, drivers_of(before.columns), before.marks), few=kind == "grid")
        if grid:
            beside = _beside_the_days(table, grid, words)
            return Sheet(table, "grid", grid.heading, beside, days=grid.days, marks=grid.marks, meant="grid", remembered=grid.remembered)
    if kind == "grid":
        return Sheet(table, meant="grid")
    if row_said == 0:
        return _by_content(table, words, kind or "trips", own)
    likely = [index for index, row in enumerate(rows) if index != known and _may_be_headings(row)]
    likely = likely if known is None else [known, *likely]
    short: list[Sheet] = []
    for index in likely if row_said is None else [row_said - 1] if row_said <= len(table.rows) else []:
        keys = headings_of(table.rows[index])
        sheet = _under(table, index, words, _with_layout(said.get(keys), own), [kind] if kind else [*_NEEDED])
        if sheet.kind:
            return replace(sheet, remembered=keys in said)
        short.append(sheet)
    if row_said is None and kind in (None, "trips") and (sheet := _by_content(table, words)).kind:
        return sheet
    is_said = row_said is not None or kind is not None or hints.within.get(table.name)
    return max(short, key=lambda sheet: len(sheet.columns)) if short and is_said else Sheet(table, meant=kind)


def drivers_of(columns: Mapping[str, str]) -> frozenset[str]:
    """Returns the columns that are said to name drivers."""
    return frozenset(name for name, meaning in columns.items() if meaning == "driver")


def _may_be_headings(row: Sequence[Cell]) -> bool:
    return sum(bool(text_of(cell)) and isinstance(cell, str) for cell in row) > 1


def _with_layout(layout: Layout | None, said: Mapping[str, str]) -> dict[str, str]:
    """Returns what is said of columns, and what was said before; a field that another column is given now is taken from its old one."""
    return {**kept_of(layout, said), **said} if layout else dict(said)


def kept_of(layout: Layout, said: Mapping[str, str]) -> dict[str, str]:
    """Returns what was said of columns before and still holds beside what is said now; a grid has one column of drivers alone."""
    own = {said[key] for key in said if not layout.headings or key in map(word_key, names_of(layout.headings))}
    return {key: name for key, name in layout.columns.items() if not name or name not in own}


def _beside_the_days(table: Table, grid: Grid, words: Words) -> dict[str, int]:
    """Returns the columns of a grid that hold no day: its drivers, and where a row was refused before."""
    headings = [text_of(cell) if isinstance(cell, str) else "" for cell in table.rows[grid.heading - 1]]
    found = {column: words.headings["trips"].meaning(heading) for column, heading in enumerate(headings) if column not in grid.days}
    return {**{name: column for column, name in found.items() if name in ("origin", "problem")}, "driver": grid.driver}


def _under(table: Table, index: int, words: Words, said: Mapping[str, str], kinds: Iterable[str]) -> Sheet:
    """Returns the table with its headings in the row of that index: of the kind that explains most of it, or with what it lacks."""
    below = table.rows[index + 1 : index + 1 + LOOKED_AT]
    headings = [text_of(cell) if isinstance(cell, str) else "" for cell in table.rows[index]]
    wishes = {column: said[key] for column, name in enumerate(names_of(table.rows[index])) if (key := word_key(name)) in said}
    found = {kind: _columns(below, headings, kind, words, wishes) for kind in kinds}
    kind = max(found, key=lambda each: (not _lacking(found[each], each), len(found[each])))
    return _as(table, kind, index + 1, found[kind], wishes)


def _as(table: Table, kind: str, heading: int, columns: dict[str, int], wishes: Mapping[int, str]) -> Sheet:
    passed = frozenset(column for column, name in wishes.items() if not name)
    lacks = _lacking(columns, kind)
    sheet = Sheet(table, None if lacks else kind, heading, columns, passed=passed, meant=kind, lacks=lacks)
    return replace(sheet, unknown=_unknown(sheet))


def _by_content(table: Table, words: Words, kind: str = "trips", said: Mapping[str, str] | None = None) -> Sheet:
    """Returns a table without headings as one of trips, where its cells alone tell driver, country, entry and exit.

    Its first row must be one of them: under headings that nobody knows dates may mean anything. Where the office says that there are no
    headings, ``said`` is what it says of its columns, by their letters; what cells alone cannot tell is then lacking.
    """
    below = table.rows[:LOOKED_AT]
    width = len(below[0]) if below else 0
    names = map(word_key, names_of([""] * width))
    wishes = {column: said[key] for column, key in enumerate(names) if said and key in said}
    columns = _wished(wishes, kind, words)
    dated = [column for column in range(width) if column not in wishes and _share(below, column, is_date) >= SURE]
    if kind == "trips" and 1 <= len(dated) <= 2 and is_date(below[0][dated[0]]):
        columns |= zip([name for name in ("entry", "exit") if name not in columns], dated, strict=False)
    elif said is None:
        return Sheet(table)
    if kind == "trips":
        _add_by_content(columns, below, width, words, wishes)
    sheet = _as(table, kind, 0, columns, wishes)
    return sheet if sheet.kind or said is not None else Sheet(table)


def _share(below: list[list[Cell]], column: int, test: Callable[[Cell], bool]) -> float:
    """Returns the share of the cells of a column that say anything and pass a test."""
    cells = [row[column] for row in below if text_of(row[column])]
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def is_date(cell: Cell) -> bool:
    """Tells whether a cell holds a date, whatever the day it is read on."""
    try:
        return bool(date_of(cell, on=date.max))
    except DateRefused:
        return False


def _lacking(columns: dict[str, int], kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(group for group in _NEEDED[kind] if not any(name in columns for name in group))


def _wished(wishes: Mapping[int, str], kind: str, words: Words) -> dict[str, int]:
    """Returns the column of each field that the office named, of those that a table of that kind has."""
    return {name: column for column, name in wishes.items() if name in fields_of(kind, words)}


def _columns(below: list[list[Cell]], headings: list[str], kind: str, words: Words, wishes: Mapping[int, str]) -> dict[str, int]:
    """Returns the column of each field: those that the office named, then the fullest said heading first."""
    columns = _wished(wishes, kind, words)
    held = {column for column, name in wishes.items() if not name or name in columns}
    offers = []
    for column, heading in enumerate(headings):
        if not heading or column in held:
            continue
        for name, fit in words.headings[kind].fits(heading).items():
            offered: str | None = name
            if name in DATES and _never_dates(below, column):
                offered = _POINT_OF.get(name)
            if offered:
                offers.append((fit, -column, offered))
    for _, place, name in sorted(offers, reverse=True):
        if name not in columns and -place not in columns.values():
            columns[name] = -place
    if kind == "trips" and ("entry" in columns or "exit" in columns):
        _add_by_content(columns, below, len(headings), words, held)
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
