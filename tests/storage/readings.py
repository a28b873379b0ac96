"""What the tests of reading share: tables written as text, and taking them into a book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.book import RecordBook
from storage.reading import Reading, Source, read_source
from storage.reading.cells import Cell
from storage.reading.table import Table
from storage.records import Driver, Leg, Trip

DATA = Path(__file__).parent / "data"
OFFICE = DATA / "office-2026.xlsx"
ON = date(2026, 11, 23)
"""The day of every import unless a test names another."""

DRIVERS = """
ФИО | Гражданство | Дата рождения | Паспорт | Паспорт до | Телефон
Ахметов Ерлан Серикович | РК | 01.02.1980 | N100 | 01.01.2030 | +7 701 000 00 01
Ким Вячеслав Олегович | Казахстан | 10.01.1986 | N200 | 13.01.2029 | +7 701 000 00 02
Нұрғалиев Бауыржан | KZ | 04.06.73 | N300 | 02.03.28 |
"""

HEADINGS = "Водитель | Тягач | Маршрут | Страна | В очереди с | Въезд | Пункт въезда | Выезд | Пункт выезда | Источник | Примечание"


def table(text: str, name: str = "Лист1") -> Table:
    """Returns a table of the lines of a text, cells between ``|``; the first line of the text is row 1."""
    rows: list[list[Cell]] = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    return Table(name, [row + [""] * (width - len(row)) for row in rows])


def trips(*lines: str, name: str = "Рейсы") -> Table:
    """Returns a table of trips whose row 2 is the first line: driver, country, entry, exit, and if need be source, truck, route."""
    rows = ["Водитель | Страна | Въезд | Выезд | Откуда известно | Тягач | Маршрут", *lines]
    return table("\n".join(rows), name)


def read(book: RecordBook, *tables: Table, on: date = ON, new_drivers: bool = False, file: str = "рейсы.xlsx") -> Reading:
    """Reads tables as one file against a book and changes nothing."""
    return read_source(Source(file, tables), book, on, new_drivers=new_drivers)


def take(book: RecordBook, *tables: Table, on: date = ON, new_drivers: bool = False, file: str = "рейсы.xlsx") -> Reading:
    """Reads tables as one file into a book."""
    reading = read(book, *tables, on=on, new_drivers=new_drivers, file=file)
    book.commit(reading.changes, "import")
    return reading


def named(book: RecordBook, surname: str) -> Driver:
    """Returns the one driver whose name begins so."""
    (driver,) = [driver for driver in book.drivers() if driver.name.startswith(surname)]
    return driver


def trips_of(book: RecordBook, surname: str) -> list[Trip]:
    """Returns the trips of a driver."""
    return book.trips_of(named(book, surname).id)


def legs_of(book: RecordBook, surname: str) -> list[Leg]:
    """Returns the legs of a driver, trip after trip."""
    driver = named(book, surname)
    return [leg for trip in book.trips_of(driver.id) for leg in trip.legs_of(driver.id)]


def said(leg: Leg) -> str:
    """Returns a leg in one line: ``RU 01.03–10.03 shown/told``."""
    last = leg.exit.strftime("%d.%m") if leg.exit else "…"
    return f"{leg.country} {leg.entry:%d.%m}–{last} {leg.entry_basis}/{leg.exit_basis or '-'}"


def outcomes(reading: Reading, sheet: str = "Рейсы") -> dict[int, str]:
    """Returns what became of each row of a sheet: ``taken``, ``known``, ``changed``, or its problem."""
    return {row.row: row.problem or row.outcome for row in reading.rows if row.sheet == sheet}
