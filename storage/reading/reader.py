"""A file into the book: its sheets recognised, its people known, its rows taken; everything else said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from storage.reading.cells import Lost, error_in
from storage.reading.columns import HEADING_WITHIN, Row, Sheet, recognised
from storage.reading.draft import BookView, Draft
from storage.reading.drivers import DriverList
from storage.reading.grids import GridList
from storage.reading.hints import NO_HINTS, Hints
from storage.reading.journeys import Journeys
from storage.reading.layouts import layouts_of, names_kept
from storage.reading.papers import PaperList
from storage.reading.people import People, strangers
from storage.reading.results import FileRefused, NewDriver, Reading, Refusal, RowResult, SheetResult
from storage.reading.rows import body, says_anything, titles
from storage.reading.shelf import Shelf
from storage.reading.sources import Source, open_file
from storage.reading.table import letters_of
from storage.reading.trips import TripList, TripRow, names_in
from storage.reading.unsettled import Judged, settle
from storage.reading.words import Words, shipped
from storage.records import Layout
from storage.text import is_full_name, name_key

TOLD_EVERY = 200
"""After so many rows it is told how far the reading is."""


Progress = Callable[[int, int], None]
"""Is told how many rows are read, and of how many."""


def sheets_of(source: Source, book: BookView, hints: Hints = NO_HINTS) -> tuple[Sheet, ...]:
    """Returns the tables of a source with their columns known: as they were set right now or before, else by their words."""
    layouts = list(book.all(Layout))
    return tuple(recognised(table, shipped(), hints, layouts) for table in source.tables)


def read_file(path: Path, book: BookView, on: date, *, new_drivers: bool | Collection[str] = False) -> Reading:
    """Returns what the file at ``path`` gives for ``book``, read on the date ``on``; changes nothing. As ``read_source``."""
    return read_source(open_file(path, layouts=book.all(Layout)), book, on, new_drivers=new_drivers)


def read_source(
    source: Source,
    book: BookView,
    on: date,
    *,
    new_drivers: bool | Collection[str] = False,
    hints: Hints = NO_HINTS,
    progress: Progress | None = None,
) -> Reading:
    """Returns what a source gives for ``book``, read on the date ``on``; changes nothing.

    ``new_drivers`` makes drivers of names that nobody knows: of all, or of those named. What ``hints`` set right is among the changes,
    so that the next file with these headings is read the same way. Raises ``FileRefused`` where nothing of the source can be taken.
    """
    return _Reader(source, usable_sheets(source, book, hints), book, on, hints, progress).read(new_drivers)


def usable_sheets(source: Source, book: BookView, hints: Hints = NO_HINTS) -> tuple[Sheet, ...]:
    """Returns the sheets of a source; raises ``FileRefused`` where they are not enough to take anything."""
    sheets = sheets_of(source, book, hints)
    if not any(_has_driver_country_date(sheet) for sheet in sheets):
        if any(sheet.kind == "crossings" for sheet in sheets):
            raise FileRefused("crossings", file=source.name)
        raise unrecognised("no-columns", source)
    if not any(says_anything(sheet, shipped()) for sheet in sheets if sheet.kind):
        raise FileRefused("empty", file=source.name)
    return sheets


def unrecognised(code: str, source: Source) -> FileRefused:
    """Returns why no sheet of a source will do: its headings may be formulas whose results are not stored; else ``code``."""
    for table in source.tables:
        for number, row in enumerate(table.rows[:HEADING_WITHIN], 1):
            for column, cell in enumerate(row):
                if isinstance(cell, Lost) and not error_in(cell):
                    return FileRefused("no-results", file=source.name, sheet=table.name, cell=f"{letters_of(column)}{number}")
    return FileRefused(code, file=source.name, sheets=", ".join(table.name for table in source.tables))


def _has_driver_country_date(sheet: Sheet) -> bool:
    """Tells whether a table is one of trips, a grid, or a list of drivers with citizenships and dates."""
    columns = sheet.columns
    listed = sheet.kind == "drivers" and "citizenship" in columns and not columns.keys().isdisjoint(("born", "passport_until"))
    return sheet.kind in ("trips", "grid", "papers") or listed


class _Reader:
    """One reading of one source."""

    def __init__(self, source: Source, sheets: Sequence[Sheet], book: BookView, on: date, hints: Hints, progress: Progress | None) -> None:
        self._source, self._all, self._book, self._on, self._hints = source, sheets, book, on, hints
        self._progress = progress
        self._words: Words = shipped()
        self._draft = Draft(book)
        self._shelf = Shelf(self._draft)
        self._results: list[RowResult] = []
        self._judged: list[Judged] = []
        self._rows: dict[str, list[Row]] = {}
        self._read = 0
        self._remembered = names_kept(sheets, book)
        for sheet in sheets:
            if sheet.kind:
                rows, passed = body(sheet, self._words)
                self._rows[sheet.table.name] = rows
                self._results += [*titles(sheet), *passed]

    def read(self, new_drivers: bool | Collection[str]) -> Reading:
        if not isinstance(new_drivers, bool):
            self._remembered = {name: driver for name, driver in self._remembered.items() if name not in map(name_key, new_drivers)}
        source = self._source
        self._read_drivers()
        made = self._newcomers(new_drivers)
        people = self._people()
        self._read_papers(people)
        told = self._read_trips(people)
        self._read_grids(people)
        settle(self._draft, self._source.name, self._judged)
        for layout in layouts_of(self._all, self._book, self._hints, self._meant(people), source.named):
            self._draft.put(layout)
        place = {sheet.table.name: at for at, sheet in enumerate(self._all)}
        rows = sorted([*self._results, *(each.result for each in self._judged)], key=lambda row: (place[row.sheet], row.row))
        sheets = [_result_of(sheet) for sheet in self._all]
        spoilt = tuple(self._spoilt(rows))
        unknown = (*strangers(rows), *(people.recalled(self._names_at()) if self._remembered else ()))
        return Reading(
            source.name,
            self._draft.changes(),
            rows,
            sheets,
            made,
            told,
            spoilt,
            source.encoding,
            source.doubts,
            unknown,
            source.separator,
            source.remembered,
        )

    def _spoilt(self, results: Iterable[RowResult]) -> Iterator[Refusal]:
        """Yields the refused rows as they stood."""
        read = {(row.sheet.table.name, row.number): row for rows in self._rows.values() for row in rows}
        for result in results:
            if result.outcome == "refused":
                row = read[result.sheet, result.row]
                yield Refusal(result, *row.to_save(), row.place(self._source.name))

    def _rows_of(self, kind: str) -> Iterator[Row]:
        """Yields the rows of all tables of a kind, telling how far the reading is."""
        total = sum(map(len, self._rows.values()))
        for sheet in self._all:
            for row in self._rows[sheet.table.name] if sheet.kind == kind else ():
                yield row
                self._read += 1
                if self._progress and (self._read % TOLD_EVERY == 0 or self._read == total):
                    self._progress(self._read, total)

    def _read_drivers(self) -> None:
        drivers = DriverList(self._draft, self._shelf, self._words, self._people(), self._on)
        self._results += [drivers.take(row) for row in self._rows_of("drivers")]

    def _newcomers(self, new_drivers: bool | Collection[str]) -> list[NewDriver]:
        """Makes drivers of unknown names where asked to, or of full names where neither file nor book says who is known."""
        nobody = not self._draft.drivers()
        if not nobody and not new_drivers:
            return []
        people = self._people()
        made = people.newcomers(self._names(), full_only=not new_drivers)
        if not isinstance(new_drivers, bool):
            wanted = set(map(name_key, new_drivers))
            made = [driver for driver in made if name_key(driver.name) in wanted or (nobody and is_full_name(driver.name))]
        for driver in made:
            self._draft.put(driver)
        return [NewDriver(driver.name, people.near(driver.name)) for driver in made]

    def _people(self) -> People:
        return People(self._draft.drivers(), self._hints.names, self._remembered)

    def _names(self) -> list[str]:
        """Returns the names that stand in the rows of trips, then those of papers and grids."""
        return [name for kinds in (("trips",), ("papers", "grid")) for name, _ in self._names_at(kinds)]

    def _names_at(self, kinds: Collection[str] = ("drivers", "trips", "papers", "grid")) -> Iterator[tuple[str, tuple[str, int]]]:
        """Yields the names that stand in the rows of tables of these kinds, each with its sheet and row."""
        for sheet in self._all:
            for row in self._rows[sheet.table.name] if sheet.kind in kinds else ():
                if sheet.kind == "trips":
                    names = names_in(row, self._words)
                else:
                    name = row.text("name" if sheet.kind == "drivers" else "driver")
                    names = [] if self._words.is_firm(name, self._draft.firm.name) else [name]
                yield from ((name, (sheet.table.name, row.number)) for name in names)

    def _meant(self, people: People) -> dict[str, dict[str, str]]:
        """Returns of each sheet the names in it of which it was said whom they mean, with the ids of the drivers, empty for nobody's."""
        meant: dict[str, dict[str, str]] = {}
        for name, (sheet, _) in self._names_at() if self._hints.names else ():
            said = self._hints.names.get(key := name_key(name))
            driver = people.match(name).driver if said else None
            if driver or said == "":
                meant.setdefault(sheet, {})[key] = driver.id if driver else ""
        return meant

    def _read_papers(self, people: People) -> None:
        papers = PaperList(self._draft, self._shelf, self._words, people, self._on)
        for row in self._rows_of("papers"):
            self._judged.append(Judged(row, *papers.take(row)))

    def _read_trips(self, people: People) -> int:
        """Reads and places the rows of trips; returns how many dates between Russia and Belarus were called seen."""
        trips = TripList(self._words, people, self._on)
        taken: list[TripRow] = []
        for row in self._rows_of("trips"):
            read, drivers = trips.read(row)
            if isinstance(read, TripRow):
                taken.append(read)
            else:
                self._judged.append(Judged(row, read, drivers))
        results = Journeys(self._draft, self._words, self._on).place(taken)
        for trip, result in zip(taken, results, strict=True):
            self._judged.append(Judged(trip.row, result, tuple(driver.id for driver in trip.drivers if driver.id)))
        return sum(remark.code == "told-between" for result in results for remark in result.remarks)

    def _read_grids(self, people: People) -> None:
        grids = GridList(self._draft, self._words, people, self._on)
        for row in self._rows_of("grid"):
            grids.take(row)
        self._judged += grids.place()


def _result_of(sheet: Sheet) -> SheetResult:
    days = (min(sheet.days.values()), max(sheet.days.values())) if sheet.days else None
    known = sorted(sheet.columns.items(), key=lambda item: item[1])
    names = sheet.names
    columns, marks = tuple((name, names[column]) for name, column in known), tuple(sheet.marks.items())
    unknown = tuple(names[column] for column in sheet.unknown)
    return SheetResult(sheet.table.name, sheet.kind, unknown, sheet.heading, columns, days, marks, sheet.remembered)
