"""Grids: a driver a row, a date a column, the days marked by letters, colours or both, and a legend that says what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from storage.reading.cells import Cell, date_of, text_of
from storage.reading.table import Inks, Table, names_of
from storage.reading.words import Words
from storage.text import DateRefused, looks_like_name, month_of, word_key

HEADING_WITHIN = 12
"""The dates stand in one of so many first rows."""
FEWEST_DAYS, FEWEST_NUMBERS = 7, 28
"""So many dates in a row make a table a grid, or so many numbers of days: columns are often numbered too."""
MARK = 3
"""A mark has at most so many letters."""

Mark = tuple[str, ...] | None
"""The countries that a mark stands for, none for a day at home; None where nobody knows."""

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_SAID = re.compile(rf"(\S{{1,{MARK}}})\s*[-–—=:]\s*([^;,]{{3,}})")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a grid: the row of its dates (from 1), the column of the drivers, the date of each column, what each mark means.

    ``remembered``: some of that is as the office said of a grid before.
    """

    heading: int
    driver: int
    days: Mapping[int, date]
    marks: Mapping[str, Mark]
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class GridHints:
    """What is said of a grid: the row of its dates, names that the column of its drivers may have, marks with the words of a legend."""

    row: int | None = None
    drivers: frozenset[str] = frozenset()
    marks: Mapping[str, str] = field(default_factory=dict)


def grid_of(table: Table, words: Words, said: GridHints, before: GridHints, *, few: bool = False) -> Grid | None:
    """Returns a table as a grid, None where it is none.

    What is ``said`` now goes before what was said ``before``, and both before what the table tells; what was said before yields where
    the row has no dates, or the column no names. With ``few`` one date is enough in a row that is said to be that of the dates.
    """
    rows = (before.row or 1, *range(1, HEADING_WITHIN + 1)) if said.row is None else (said.row,)
    for number in rows:
        days = days_in(table, number, few=few and number == said.row)
        driver, kept = _driver_column(table, number, days, said, before) if days else (None, False)
        if driver is not None:
            marks = _marks(table, number - 1, driver, days, words, {**before.marks, **said.marks})
            remembered = kept or not marks.keys().isdisjoint(before.marks) or (said.row is None and number == before.row)
            return Grid(number, driver, days, marks, remembered)
    return None


def days_in(table: Table, number: int, *, few: bool = False) -> dict[int, date]:
    """Returns the dates of the columns as a row (counted from 1) gives them; none where they are too few to be a grid's."""
    if not 1 <= number <= len(table.rows):
        return {}
    days = _dates(table.rows[number - 1])
    if len(days) >= (1 if few else FEWEST_DAYS):
        return days
    days = _numbered(table, number - 1)
    return days if len(days) >= (1 if few else FEWEST_NUMBERS) else {}


def marks_in(row: int, cells: Sequence[Cell], days: Mapping[int, date], inks: Inks) -> Iterator[tuple[date, str, str]]:
    """Yields the days of a row (counted from 0) that are marked at all, each with its letters and its colour."""
    for column, day in days.items():
        letters, ink = text_of(cells[column]), inks.get((row, column), "")
        if letters or ink:
            yield day, letters, ink


def _dates(row: Sequence[Cell]) -> dict[int, date]:
    """Returns the columns of the longest beginning of a row's dates that follow each other."""
    days: dict[int, date] = {}
    for column, cell in enumerate(row):
        try:
            day = date_of(cell, on=date.max)
        except DateRefused:
            continue
        if days and day != max(days.values()) + _DAY:
            break
        days[column] = day
    return days


def _numbered(table: Table, index: int) -> dict[int, date]:
    """Returns the dates of a row of day numbers, of which a month and a year stand above them or in the name of the sheet."""
    days: dict[int, date] = {}
    last: int | None = None
    month: date | None = None
    for column, cell in enumerate(table.rows[index]):
        number = _number(cell)
        if number is None or not (number == 1 or (last is not None and number == last + 1)):
            continue
        if number == 1:
            month = _month(table, index, column, month)
        last = number
        if month and (day := month + timedelta(number - 1)).month == month.month:
            days[column] = day
    return days


def _number(cell: Cell) -> int | None:
    text = text_of(cell)
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 31 else None


def _month(table: Table, index: int, column: int, before: date | None) -> date | None:
    """Returns the first of the month that begins in a column: as named above it, else the one after ``before``, else the sheet's own."""
    above = next((found for row in reversed(table.rows[:index]) if (found := _named_month(text_of(row[column])))), None)
    if before and (above is None or above == before.month % 12 + 1):
        return (before + timedelta(32)).replace(day=1)
    titles = [table.name, *(text_of(cell) for row in table.rows[:index] for cell in row)]
    month = above or next((found for title in titles if (found := _named_month(title))), None)
    year = next((int(said[1]) for title in titles if (said := _YEAR.search(title))), None)
    return date(year, month, 1) if year and month else None


def _named_month(text: str) -> int | None:
    return next((month for word in re.findall(r"[^\W\d_]{3,}", text) if (month := month_of(word))), None)


def _driver_column(table: Table, number: int, days: Mapping[int, date], said: GridHints, before: GridHints) -> tuple[int | None, bool]:
    """Returns the column of the drivers, and whether it was remembered: as it is said, or the one left of the dates with the most names."""
    rows = table.rows[number:]
    named = {word_key(name): column for column, name in enumerate(names_of(table.rows[number - 1])) if column not in days}
    if now := [column for name, column in named.items() if name in said.drivers]:
        return now[0], False
    if kept := [column for name, column in named.items() if name in before.drivers and _names_in(rows, column)]:
        return kept[0], True
    best = max(range(min(days)), key=lambda column: _names_in(rows, column), default=None)
    return best if best is not None and _names_in(rows, best) else None, False


def _names_in(rows: Sequence[Sequence[Cell]], column: int) -> int:
    return sum(_is_name(row[column]) for row in rows)


def _is_name(cell: Cell) -> bool:
    text = text_of(cell)
    return len(text) > MARK and looks_like_name(text)


def _is_driver(cell: Cell, words: Words) -> bool:
    """Tells whether a row that begins with this cell may be a driver's: none of totals or of a country."""
    text = text_of(cell)
    return _is_name(cell) and not (words.is_total(text) or words.countries.find(text))


def _marks(table: Table, index: int, driver: int, days: Mapping[int, date], words: Words, said: Mapping[str, str]) -> dict[str, Mark]:
    """Returns what each mark of the grid means: as it was said, by the legend, by its letters; None for one that nobody knows."""
    inks = table.inks()
    headed = {inks.get((index, column), "") for column in days}
    legend = {mark: text for mark, text in _legend(table, index, driver, days, inks).items() if words.mark(text) is not None}
    legend |= said
    used: dict[str, None] = {}
    for at, row in enumerate(table.rows[index + 1 :], index + 1):
        if _is_driver(row[driver], words):
            for _, letters, ink in marks_in(at, row, days, inks):
                known = [mark for mark in (letters, ink) if mark in legend]
                used.update(dict.fromkeys(known or [mark for mark in (letters or ink,) if mark and mark not in headed]))
    meant = {mark: words.mark(text) for mark, text in legend.items() if mark in used}
    meant |= {mark: (code,) for mark in used if mark not in meant and (code := words.letter(mark))}
    return {mark: meant.get(mark) for mark in used}


def _legend(table: Table, index: int, driver: int, days: Mapping[int, date], inks: Inks) -> dict[str, str]:
    """Returns what the rows that are no driver's say of marks: a mark with the words beside it, or both in one cell."""
    legend: dict[str, str] = {}
    for at, row in enumerate(table.rows):
        if at == index or (at > index and _is_name(row[driver]) and any(marks_in(at, row, days, inks))):
            continue
        filled = [(column, text_of(cell), inks.get((at, column), "")) for column, cell in enumerate(row)]
        filled = [each for each in filled if each[1] or each[2]]
        for _, text, _ in filled:
            legend |= {mark: meaning.strip() for mark, meaning in _SAID.findall(text)}
        for (_, mark, ink), (_, text, _) in pairwise(filled):
            if len(text) > MARK and len(mark) <= MARK and not mark.isdigit():
                legend |= {each: text for each in (mark, ink) if each}
    return legend
