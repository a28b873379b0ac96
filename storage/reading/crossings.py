"""Lists of border crossings from elsewhere: a border certificate retyped, a driver's own list, any table of trips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.reading.columns import Row, Sheet
from storage.reading.draft import BookView
from storage.reading.hints import NO_HINTS, Hints
from storage.reading.people import People
from storage.reading.reader import sheets_of, unrecognised
from storage.reading.results import FileRefused, Problem, RowResult
from storage.reading.rows import body, read_date, titles, with_lost
from storage.reading.sources import Source
from storage.reading.trips import TripList, TripRow, names_in
from storage.reading.words import Words, shipped
from storage.records import JOINT, Driver


@dataclass(frozen=True, slots=True)
class Crossing:
    """A driver (by his id) came into a country, or out of it, on a day."""

    driver: str
    country: str
    day: date
    into: bool
    point: str = ""


@dataclass(frozen=True, slots=True)
class CrossingList:
    """A file as a list of crossings, and what became of its rows: ``taken``, ``refused`` or ``passed-over``."""

    file: str
    crossings: tuple[Crossing, ...]
    rows: tuple[RowResult, ...]

    @property
    def refused(self) -> list[RowResult]:
        """Returns the rows that could not be read."""
        return [row for row in self.rows if row.outcome == "refused"]


def read_crossings(source: Source, book: BookView, on: date, hints: Hints = NO_HINTS) -> CrossingList:
    """Returns the crossings that a source lists of the book's drivers; raises ``FileRefused`` where it has no such table."""
    sheets = [sheet for sheet in sheets_of(source, book, hints) if sheet.kind in ("crossings", "trips")]
    if not sheets:
        raise unrecognised("no-crossings", source)
    reader = _Reader(book, on, hints)
    for sheet in sheets:
        reader.read(sheet)
    if not any(row.outcome != "passed-over" for row in reader.rows):
        raise FileRefused("empty", file=source.name)
    return CrossingList(source.name, tuple(dict.fromkeys(reader.crossings)), tuple(reader.rows))


class _Reader:
    """One reading of lists of crossings."""

    def __init__(self, book: BookView, on: date, hints: Hints) -> None:
        self._words: Words = shipped()
        self._on = on
        self._people = People(book.drivers(), hints.names, {})
        self._trips = TripList(self._words, self._people, on)
        self.crossings: list[Crossing] = []
        self.rows: list[RowResult] = []

    def read(self, sheet: Sheet) -> None:
        rows, passed = body(sheet, self._words)
        self.rows += [*titles(sheet), *passed]
        self.rows += [self._trip(row) if sheet.kind == "trips" else self._crossing(row) for row in rows]

    def _trip(self, row: Row) -> RowResult:
        read, _ = self._trips.read(row)
        if not isinstance(read, TripRow):
            return read
        for driver in read.drivers:
            self.crossings.append(Crossing(driver.id, read.country, read.entry, True, read.entry_point))
            if read.exit:
                self.crossings.append(Crossing(driver.id, read.country, read.exit, False, read.exit_point))
        return RowResult(row.sheet.table.name, row.number, "taken", read.who)

    def _crossing(self, row: Row) -> RowResult:
        problems: list[Problem] = []
        drivers = self._drivers(row, problems)
        day = read_date(row, "date", self._words, on=self._on)
        if not isinstance(day, date):
            problems.append(day or Problem("date-missing", "date"))
        direction, text = self._words.direction(row.text("direction")), row.text("direction")
        if direction is None:
            problems.append(Problem("unknown-direction" if text else "direction-missing", "direction", text))
        country = self._words.countries.find(row.text("country"))
        if country is None:
            problems.append(Problem("unknown-country" if row.text("country") else "country-missing", "country", row.text("country")))
        who, sheet = tuple(driver.name for driver in drivers), row.sheet.table.name
        problems = with_lost(row, problems)
        if problems or not isinstance(day, date):
            return RowResult(sheet, row.number, "refused", who, tuple(problems))
        for driver in drivers:
            self.crossings.append(Crossing(driver.id, country or JOINT, day, direction == "in", row.text("point")))
        return RowResult(sheet, row.number, "taken", who)

    def _drivers(self, row: Row, problems: list[Problem]) -> tuple[Driver, ...]:
        names = names_in(row, self._words)
        drivers, wrong = self._people.crew(names)
        problems += wrong if names else (Problem("driver-missing", "driver"),)
        return drivers
