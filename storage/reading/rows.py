"""What all rows have in common: which are passed over, how a date is read, which repeat each other."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from storage.reading.cells import date_of, text_of
from storage.reading.columns import Row, Sheet
from storage.reading.results import Problem, RowResult
from storage.reading.words import Words
from storage.text import DateRefused


def titles(sheet: Sheet) -> list[RowResult]:
    """Returns what becomes of the rows above the headings: they are passed over and said."""
    above = [Row(sheet, number, cells) for number, cells in enumerate(sheet.table.rows[: max(sheet.heading - 1, 0)], 1)]
    return [_passed(row, Problem("title" if row.filled() else "empty", value=_first_text(row))) for row in above]


def body(sheet: Sheet, words: Words) -> tuple[list[Row], list[RowResult]]:
    """Returns the rows to be read, and those passed over: empty ones, totals, repeated headings, lone titles."""
    headings = tuple(sheet.table.rows[sheet.heading - 1]) if sheet.heading else ()
    rows, passed = [], []
    for row in sheet.rows():
        problem = _not_a_record(row, headings, words)
        if problem:
            passed.append(_passed(row, problem))
        else:
            rows.append(row)
    return rows, passed


def says_anything(sheet: Sheet, words: Words) -> bool:
    """Tells whether there is a row to be read at all."""
    headings = tuple(sheet.table.rows[sheet.heading - 1]) if sheet.heading else ()
    return any(_not_a_record(row, headings, words) is None for row in sheet.rows())


def _not_a_record(row: Row, headings: tuple[object, ...], words: Words) -> Problem | None:
    filled = row.filled()
    if not filled:
        return Problem("empty")
    first = _first_text(row)
    if tuple(row.cells) == headings:
        return Problem("heading", value=first)
    if words.is_total(first):
        return Problem("total", value=first)
    names = {row.sheet.columns.get(name) for name in ("driver", "name")}
    if (len(filled) == 1 and filled[0] not in names) or (row.sheet.kind == "grid" and not row.text("driver")):
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
