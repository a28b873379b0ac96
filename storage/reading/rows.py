"""What all rows have in common: which are passed over, how a date is read, which repeat each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from itertools import chain

from storage.reading.cells import Cell, Lost, date_of, error_in, text_of
from storage.reading.columns import Row, Sheet
from storage.reading.results import Problem, RowResult
from storage.reading.table import letters_of
from storage.reading.tail import is_note, texts_of
from storage.reading.words import Words
from storage.text import DateRefused

_UNREAD = ("ordinal", "problem")
"""Fields of which nothing is taken."""


def titles(sheet: Sheet) -> list[RowResult]:
    """Returns what becomes of the rows above the headings: they are passed over and said."""
    above = [Row(sheet, number, cells) for number, cells in enumerate(sheet.table.rows[: max(sheet.heading - 1, 0)], 1)]
    return [_passed(row, Problem("title" if row.filled() else "empty", value=_first_text(row))) for row in above]


def body(sheet: Sheet, words: Words) -> tuple[list[Row], list[RowResult]]:
    """Returns the rows to be read, and those passed over: empty ones, totals, repeated headings, lone titles, notes below the last row."""
    headings = tuple(sheet.table.rows[sheet.heading - 1]) if sheet.heading else ()
    rows, passed = [], []
    for row in sheet.rows():
        problem = _not_a_record(row, headings, words)
        if problem:
            passed.append(_passed(row, problem))
        else:
            rows.append(row)
    while rows and is_note(rows[-1], words):
        row = rows.pop()
        passed.append(_passed(row, Problem("note", value=texts_of(row))))
    return rows, passed


def says_anything(sheet: Sheet, words: Words) -> bool:
    """Tells whether there is a row to be read at all."""
    headings = tuple(sheet.table.rows[sheet.heading - 1]) if sheet.heading else ()
    return any(_not_a_record(row, headings, words) is None and not is_note(row, words) for row in sheet.rows())


def lost(row: Row) -> tuple[Problem, ...]:
    """Returns the cells of a row that are read and whose value the file does not hold: it may be any, and so may what the row says.

    In a grid, or where nobody said what a column is, that is also a heading without a value over a cell that says something.
    """
    sheet = row.sheet
    headings = sheet.table.rows[sheet.heading - 1] if sheet.heading else ()
    if not any(isinstance(cell, Lost) or error_in(cell) for cell in chain(row.cells, headings)):
        return ()
    fields = {**dict.fromkeys(sheet.days, "mark"), **{column: name for name, column in sheet.columns.items() if name not in _UNREAD}}
    found = [_lost_one(row.cells[column], name, row.number, column) for column, name in fields.items()]
    inks = sheet.table.inks() if sheet.kind == "grid" else {}
    for column, heading in enumerate(headings):
        if isinstance(heading, Lost) and column not in fields and column not in sheet.passed:
            cell = row.cells[column]
            if text_of(cell) or isinstance(cell, Lost) or (row.number - 1, column) in inks:
                found.append(_lost_one(heading, "", sheet.heading, column))
    return tuple(filter(None, found))


def with_lost(row: Row, problems: Iterable[Problem]) -> list[Problem]:
    """Returns what is wrong with a row: the cells whose value the file does not hold first, then what is wrong with others."""
    missing = lost(row)
    fields = {problem.field for problem in missing}
    return [*missing, *(problem for problem in problems if problem.field not in fields)]


def _lost_one(cell: Cell, name: str, row: int, column: int) -> Problem | None:
    error = error_in(cell)
    if not error and not isinstance(cell, Lost):
        return None
    return Problem("error-value" if error else "no-result", name, error, cell=f"{letters_of(column)}{row}")


def _not_a_record(row: Row, headings: tuple[object, ...], words: Words) -> Problem | None:
    filled = row.filled()
    is_grid = row.sheet.kind == "grid"
    whose = {"driver", "name", "truck"} if row.sheet.kind == "papers" else {"driver", "name"}
    if not filled and whose.isdisjoint(problem.field for problem in lost(row)):
        return Problem("formulas" if any(isinstance(cell, Lost) for cell in row.cells) else "empty")
    first = _first_text(row)
    if tuple(row.cells) == headings:
        return Problem("heading", value=first)
    if words.is_total(first):
        return Problem("total", value=first)
    names = {row.sheet.columns.get(name) for name in ("driver", "name")}
    is_lone = len(filled) == 1 and filled[0] not in names and not lost(row)
    if is_lone or (is_grid and not row.text("driver") and not isinstance(row.get("driver"), Lost)):
        return Problem("title", value=first)
    return None


def _first_text(row: Row) -> str:
    return next((text for cell in row.cells if (text := text_of(cell))), "")


def _passed(row: Row, problem: Problem) -> RowResult:
    return RowResult(row.sheet.table.name, row.number, "passed-over", problems=(problem,))


def read_date(row: Row, name: str, words: Words, *, on: date, past: bool = False) -> date | Problem | None:
    """Returns the date in the cell of a field, None where the cell says nothing, or what is wrong with it."""
    cell = row.get(name)
    if isinstance(cell, str) and words.is_blank(text_of(cell)):
        return None
    try:
        return date_of(cell, on=on, past=past)
    except DateRefused as refused:
        return Problem(refused.code, name, refused.text)


class Repeats:
    """Rows that were read already in this file, by all that they say."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, int] = {}

    def of(self, row: Row, says: Hashable) -> RowResult | None:
        """Returns what becomes of a row that says again what another one said; None for the first that says it."""
        first = self._seen.setdefault(says, row.number)
        return None if first == row.number else _passed(row, Problem("duplicate", row=first))
