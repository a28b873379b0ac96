"""A file into the book: its sheets recognised, its people known, its rows taken; everything else said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from storage.reading.columns import Row, Sheet, recognised
from storage.reading.draft import BookView, Draft
from storage.reading.drivers import DriverList
from storage.reading.journeys import Journeys
from storage.reading.papers import PaperList
from storage.reading.people import People
from storage.reading.results import FileRefused, NewDriver, Reading, RowResult, SheetResult
from storage.reading.rows import body, titles
from storage.reading.shelf import Shelf
from storage.reading.trips import TripList, TripRow, names_in
from storage.reading.unsettled import Judged, settle
from storage.reading.words import Words, shipped
from storage.reading.workbook import Table, workbook_tables
from storage.text import clean


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose sheets are known, ready to be read into a book."""

    name: str
    sheets: tuple[Sheet, ...]


def open_workbook(path: Path) -> Source:
    """Returns the workbook at ``path`` with its sheets recognised; raises ``FileRefused`` where nothing of it can be taken."""
    return source_of(clean(path.name), workbook_tables(path))


def source_of(name: str, tables: Iterable[Table]) -> Source:
    """Returns tables of cells as a source; raises ``FileRefused`` where none has columns for a driver, a country and a date."""
    words = shipped()
    sheets = tuple(recognised(table, words) for table in tables)
    if not any(_has_driver_country_date(sheet) for sheet in sheets):
        raise FileRefused("no-columns", file=name, sheets=", ".join(sheet.table.name for sheet in sheets))
    if not any(body(sheet, words)[0] for sheet in sheets if sheet.kind):
        raise FileRefused("empty", file=name)
    return Source(name, sheets)


def _has_driver_country_date(sheet: Sheet) -> bool:
    """Tells whether a table is one of trips, or a list of drivers with citizenships and dates."""
    columns = sheet.columns
    return sheet.kind == "trips" or ("citizenship" in columns and not columns.keys().isdisjoint(("born", "passport_until")))


def read_workbook(path: Path, book: BookView, on: date, *, new_drivers: bool = False) -> Reading:
    """Returns what the workbook at ``path`` gives for ``book``, read on the date ``on``; changes nothing.

    ``new_drivers`` makes drivers of names that nobody knows. Raises ``FileRefused`` where nothing of the file can be taken.
    """
    return read_source(open_workbook(path), book, on, new_drivers=new_drivers)


def read_source(source: Source, book: BookView, on: date, *, new_drivers: bool = False) -> Reading:
    """Returns what a source gives for ``book``, as ``read_workbook`` does."""
    return _Reader(source, book, on).read(new_drivers=new_drivers)


class _Reader:
    """One reading of one source."""

    def __init__(self, source: Source, book: BookView, on: date) -> None:
        self._source, self._on = source, on
        self._words: Words = shipped()
        self._draft = Draft(book)
        self._shelf = Shelf(self._draft)
        self._results: list[RowResult] = []
        self._judged: list[Judged] = []
        self._rows: dict[str, list[Row]] = {}
        for sheet in source.sheets:
            if sheet.kind:
                rows, passed = body(sheet, self._words)
                self._rows[sheet.table.name] = rows
                self._results += [*titles(sheet), *passed]

    def read(self, *, new_drivers: bool) -> Reading:
        self._read_drivers()
        made = self._newcomers(new_drivers=new_drivers)
        people = People(self._draft.drivers())
        self._read_papers(people)
        told = self._read_trips(people)
        settle(self._draft, self._source.name, self._judged)
        place = {sheet.table.name: at for at, sheet in enumerate(self._source.sheets)}
        rows = sorted([*self._results, *(each.result for each in self._judged)], key=lambda row: (place[row.sheet], row.row))
        sheets = [SheetResult(each.table.name, each.kind, tuple(each.unknown.values())) for each in self._source.sheets]
        return Reading(self._source.name, self._draft.changes(), rows, sheets, made, told)

    def _sheets(self, kind: str) -> list[Sheet]:
        return [sheet for sheet in self._source.sheets if sheet.kind == kind]

    def _read_drivers(self) -> None:
        drivers = DriverList(self._draft, self._shelf, self._words, self._on)
        for sheet in self._sheets("drivers"):
            self._results += [drivers.take(row) for row in self._rows[sheet.table.name]]

    def _newcomers(self, *, new_drivers: bool) -> list[NewDriver]:
        """Makes drivers of unknown names where asked to, or of full names where neither file nor book says who is known."""
        if self._draft.drivers() and not new_drivers:
            return []
        trips = [name for sheet in self._sheets("trips") for row in self._rows[sheet.table.name] for name in names_in(row, self._words)]
        papers = [row.text("driver") for sheet in self._sheets("papers") for row in self._rows[sheet.table.name]]
        people = People(self._draft.drivers())
        made = people.newcomers([*trips, *papers], full_only=not new_drivers)
        for driver in made:
            self._draft.put(driver)
        return [NewDriver(driver.name, people.near(driver.name)) for driver in made]

    def _read_papers(self, people: People) -> None:
        papers = PaperList(self._draft, self._shelf, self._words, people, self._on)
        for sheet in self._sheets("papers"):
            for row in self._rows[sheet.table.name]:
                result, drivers = papers.take(row)
                self._judged.append(Judged(row, result, drivers))

    def _read_trips(self, people: People) -> int:
        """Reads and places the rows of trips; returns how many dates between Russia and Belarus were called seen."""
        trips = TripList(self._words, people, self._on)
        taken: list[TripRow] = []
        for sheet in self._sheets("trips"):
            for row in self._rows[sheet.table.name]:
                read, drivers = trips.read(row)
                if isinstance(read, TripRow):
                    taken.append(read)
                else:
                    self._judged.append(Judged(row, read, drivers))
        results = Journeys(self._draft, self._words, self._on).place(taken)
        for trip, result in zip(taken, results, strict=True):
            self._judged.append(Judged(trip.row, result, tuple(driver.id for driver in trip.drivers)))
        return sum(remark.code == "told-between" for result in results for remark in result.remarks)
