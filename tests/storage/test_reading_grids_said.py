"""What the office says of a grid: the row of its dates, the column of its drivers; what is remembered of it for the next grid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import NO_HINTS, Hints, Reading, Source, read_source
from storage.reading.reader import sheets_of
from storage.reading.table import Table
from storage.records import Driver, Layout
from storage.text import word_key
from tests.storage.books import open_book
from tests.storage.readings import ON, legs_of, said, table

KIM = Driver(name="Ким Вячеслав")
CLERKS = Hints(within={"График": {"экипаж": "driver"}})
FACT = Hints(headings={"График": 2})


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    """A book that knows Ким."""
    with open_book(tmp_path / "book") as book:
        book.commit([KIM], "driver")
        yield book


def days(month: int, first: int = 1, fewer: int = 0) -> str:
    return " | ".join(f"{day:02}.{month:02}.2026" for day in range(first, first + 8 - fewer))


def clerks(month: int = 2) -> Table:
    """A grid in which the clerk stands left of the driver: a name too."""
    return table(f"Ответственный | Экипаж | {days(month)}\nСергеева Анна | {KIM.name} | Р | Р" + " | " * 6, "График")


def planned(month: int = 2) -> Table:
    """A grid with the dates that were planned above those that came true."""
    return table(f"План | {days(month)}\nФакт | {days(month, 11)}\n{KIM.name} | Р | Р" + " | " * 6, "График")


def read(book: RecordBook, *tables: Table, hints: Hints = NO_HINTS) -> Reading:
    return read_source(Source("график.xlsx", tables), book, ON, hints=hints)


def stays(book: RecordBook, *tables: Table, hints: Hints = NO_HINTS) -> list[str]:
    """Takes tables in; returns Ким's stays."""
    book.commit(read(book, *tables, hints=hints).changes, "import")
    return [said(leg)[:14] for leg in legs_of(book, "Ким")]


def test_the_column_of_the_drivers_is_said_and_remembered(book: RecordBook) -> None:
    """The clerk's column is taken, standing first; said once that it is the other, the grid of the next month is read so."""
    assert dict(read(book, clerks()).sheets[0].columns) == {"driver": "Ответственный"}
    assert stays(book, clerks(), hints=CLERKS) == ["RU 01.02–02.02"]
    assert [(layout.headings, layout.columns) for layout in book.all(Layout)] == [((), {"экипаж": "driver"})]
    again = read(book, clerks(3))
    assert (dict(again.sheets[0].columns), again.sheets[0].remembered) == ({"driver": "Экипаж"}, True)
    assert again.counts["taken"] == 1
    back = read(book, clerks(3), hints=Hints(within={"График": {"ответственный": "driver"}}))
    assert (dict(back.sheets[0].columns), back.sheets[0].remembered) == ({"driver": "Ответственный"}, False)
    book.commit(back.changes, "back")
    assert [layout.columns for layout in book.all(Layout)] == [{"ответственный": "driver"}]


def test_a_column_remembered_without_a_name_in_it_yields(book: RecordBook) -> None:
    """In the grid of another office «Экипаж» has numbers: the names are looked for as before."""
    stays(book, clerks(), hints=CLERKS)
    other = table(f"Водитель | Экипаж | {days(3)}\n{KIM.name} | 2 | Р | Р" + " | " * 6, "График")
    (sheet,) = read(book, other).sheets
    assert (dict(sheet.columns), sheet.remembered) == ({"driver": "Водитель"}, False)


def test_the_drivers_may_stand_right_of_the_days(book: RecordBook) -> None:
    """Nobody is looked for there; said by the letter of its column, they are found."""
    right = table(f"{days(2)} |\nР | Р" + " | " * 7 + KIM.name, "График")
    assert read(book, right, hints=Hints(within={"График": {word_key("I"): "driver"}})).counts["taken"] == 1


def test_the_row_of_the_dates_is_said_and_remembered(book: RecordBook) -> None:
    """The first row of dates is taken; said once that it is the second, the grid of the next month is read so."""
    assert read(book, planned()).sheets[0].days == (date(2026, 2, 1), date(2026, 2, 8))
    assert stays(book, planned(), hints=FACT) == ["RU 11.02–12.02"]
    assert [layout.heading for layout in book.all(Layout)] == [2]
    (sheet,) = read(book, planned(3)).sheets
    assert (sheet.heading, sheet.days, sheet.remembered) == (2, (date(2026, 3, 11), date(2026, 3, 18)), True)
    (sheet,) = read(book, planned(3), hints=Hints(headings={"График": 1})).sheets
    assert (sheet.heading, sheet.remembered) == (1, False)


def test_a_row_remembered_without_dates_yields(book: RecordBook) -> None:
    """Where that row is a driver's the dates are looked for as before, and nothing is said to be of before."""
    stays(book, planned(), hints=FACT)
    (sheet,) = read(book, table(f"| {days(3)}\n{KIM.name} | Р | Р" + " | " * 6, "График")).sheets
    assert (sheet.heading, sheet.remembered) == (1, False)


def test_a_week_is_a_grid_where_it_is_said_to_be_one(book: RecordBook) -> None:
    """Five dates make no grid by themselves; said to be one, with their row, they do. A row without a date makes none."""
    week = table(f"Неделя\n | {days(2, fewer=3)}\n{KIM.name} | Р | Р | | |", "График")
    source = Source("график.xlsx", (week,))
    assert sheets_of(source, book)[0].kind is None
    assert sheets_of(source, book, Hints(kinds={"График": "grid"}))[0].kind is None
    assert len(sheets_of(source, book, Hints(kinds={"График": "grid"}, headings={"График": 2}))[0].days) == 5
    for row in (0, 1, 3, 99):
        assert sheets_of(source, book, Hints(kinds={"График": "grid"}, headings={"График": row}))[0].kind is None


def test_marks_column_and_row_are_remembered_together(book: RecordBook) -> None:
    """One layout for the grids of the office: what is said later is added."""
    stays(book, clerks(), hints=CLERKS)
    stays(book, planned(), hints=FACT)
    stays(book, clerks(4), hints=Hints(marks={"Р": "Беларусь"}))
    (layout,) = book.all(Layout)
    assert (layout.columns, layout.heading, layout.marks) == ({"экипаж": "driver"}, 2, {"Р": "Беларусь"})
