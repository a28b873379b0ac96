"""Rows of trips as they are read: each one country of one journey, for one driver or a crew."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date

from storage.reading.columns import Row
from storage.reading.people import People
from storage.reading.results import Problem, RowResult
from storage.reading.rows import Repeats, lost, read_date, with_lost
from storage.reading.words import Words
from storage.records import Basis, Driver
from storage.text import clean, plate_key, word_key


@dataclass(frozen=True, slots=True)
class TripRow:
    """A row that can be taken. A basis is what its word of proof for that date gives, or the one for both; None where it gives nothing."""

    row: Row
    drivers: tuple[Driver, ...]
    plate: str
    route: str
    country: str
    entry: date
    exit: date | None
    entry_point: str = ""
    exit_point: str = ""
    entry_queue: date | None = None
    exit_queue: date | None = None
    entry_basis: Basis | None = None
    exit_basis: Basis | None = None
    entry_proof: str = ""
    exit_proof: str = ""
    leave_by: date | None = None
    handed_over: date | None = None
    trip: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def who(self) -> tuple[str, ...]:
        """Returns the names of its drivers."""
        return tuple(driver.name for driver in self.drivers)

    @property
    def journey(self) -> Hashable:
        """Returns what the rows of one journey have in common: the number of the trip, or else its drivers; truck and route."""
        return self.trip or self._crew, plate_key(self.plate), word_key(self.route)

    @property
    def _crew(self) -> frozenset[str]:
        return frozenset(driver.id for driver in self.drivers)

    @property
    def says(self) -> Hashable:
        """Returns all that it says, to know a row that says it again."""
        points = word_key(self.entry_point), word_key(self.exit_point)
        dates = self.entry, self.exit, self.entry_queue, self.exit_queue, self.leave_by, self.handed_over
        proofs = self.entry_basis, self.exit_basis, self.entry_proof, self.exit_proof
        return self.journey, self._crew, self.country, dates, points, proofs, self.notes


@dataclass
class _Draft:
    """A row while it is read."""

    row: Row
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def names_in(row: Row, words: Words) -> list[str]:
    """Returns the names that stand in the cell for the driver; none where it says that nobody is on the trip yet."""
    cell = row.get("driver")
    if words.is_nobody(row.text("driver")):
        return []
    return [clean(name) for name in words.crew(cell if isinstance(cell, str) else row.text("driver"))]


class TripList:
    """Reads the rows of tables of trips."""

    def __init__(self, words: Words, people: People, on: date) -> None:
        self._words, self._people, self._on = words, people, on
        self._repeats = Repeats()

    def read(self, row: Row) -> tuple[TripRow | RowResult, tuple[str, ...]]:
        """Returns the row as it was read, or what became of it where it cannot be taken; and the ids of the known drivers it names."""
        read = _Draft(row, notes=list(row.notes()))
        drivers = self._drivers(read)
        ids = tuple(driver.id for driver in drivers if driver.id)
        sheet = row.sheet.table.name
        if not drivers and row.filled() == [row.sheet.columns["driver"]] and not lost(row):
            return RowResult(sheet, row.number, "passed-over", problems=(Problem("title", value=row.text("driver")),)), ()
        country = self._country(read)
        entry, exit_ = self._dates(read)
        queues = self._queues(read, entry, exit_)
        both = self._basis(read, "source")
        bases = self._basis(read, "entry_source") or both, self._basis(read, "exit_source") or both
        told = self._date(read, "leave_by"), self._date(read, "handed_over")
        if drivers and not ids and not self._is_planned(zip((entry, exit_), bases, strict=True)):
            read.problems.append(Problem("driver-missing", "driver"))
        if entry and told[1] and not entry <= told[1] <= (exit_ or told[1]):
            read.problems.append(Problem("handed-over-outside", "handed_over", row.text("handed_over")))
        read.problems = with_lost(row, read.problems)
        if read.problems or not entry:
            who = tuple(driver.name for driver in drivers)
            return RowResult(sheet, row.number, "refused", who, tuple(read.problems)), ids
        trip = TripRow(
            row,
            drivers,
            row.text("truck"),
            row.text("route"),
            country,
            entry,
            exit_,
            row.text("entry_point"),
            row.text("exit_point"),
            *queues,
            *bases,
            row.text("entry_proof"),
            row.text("exit_proof"),
            *told,
            row.text("trip"),
            tuple(read.notes),
            tuple(read.remarks),
        )
        return self._repeats.of(row, trip.says) or trip, ids

    def _drivers(self, read: _Draft) -> tuple[Driver, ...]:
        text = read.row.text("driver")
        if self._words.is_nobody(text):
            return (Driver(id="", name=text),)
        names = names_in(read.row, self._words)
        if not names or self._words.is_blank(text):
            read.problems.append(Problem("driver-missing", "driver"))
            return ()
        drivers, problems = self._people.crew(names)
        read.problems += problems
        return drivers

    def _is_planned(self, dates: Iterable[tuple[date | None, Basis | None]]) -> bool:
        """Tells whether dates with the bases that the row gives them are all still to come, as a trip for nobody must be."""
        return all(basis is Basis.PLANNED or (basis is None and day > self._on) for day, basis in dates if day)

    def _country(self, read: _Draft) -> str:
        text = read.row.text("country")
        country = self._words.countries.find(text)
        if not country:
            blank = self._words.is_blank(text)
            read.problems.append(Problem("country-missing", "country") if blank else Problem("unknown-country", "country", text))
        return country or ""

    def _dates(self, read: _Draft) -> tuple[date | None, date | None]:
        entry, exit_ = self._date(read, "entry"), self._date(read, "exit")
        if entry is None and not any(problem.field == "entry" for problem in read.problems):
            read.problems.append(Problem("entry-missing", "entry"))
        if entry and exit_ and exit_ < entry:
            read.problems.append(Problem("exit-before-entry", "exit", f"{read.row.text('entry')} – {read.row.text('exit')}"))
        return entry, exit_

    def _queues(self, read: _Draft, entry: date | None, exit_: date | None) -> tuple[date | None, date | None]:
        """Returns the day he joined the queue before the entry, and before the exit; one column serves both, the date tells which."""
        either = self._date(read, "queue")
        before_entry, before_exit = self._date(read, "entry_queue"), self._date(read, "exit_queue")
        if either and entry:
            before_entry, before_exit = (before_entry or either, before_exit) if either <= entry else (before_entry, before_exit or either)
        too_late = (entry and before_entry and before_entry > entry) or (exit_ and before_exit and before_exit > exit_)
        if too_late:
            name = next(each for each in ("queue", "entry_queue", "exit_queue") if read.row.text(each))
            read.problems.append(Problem("queue-after-exit", name, read.row.text(name)))
        return before_entry, before_exit

    def _basis(self, read: _Draft, name: str) -> Basis | None:
        text = read.row.text(name)
        if self._words.is_blank(text):
            return None
        basis = self._words.basis(text)
        if basis is None:
            read.remarks.append(Problem("unknown-source", name, text))
            read.notes.append(f"{read.row.sheet.heading_of(read.row.sheet.columns[name])}: {text}")
        return basis

    def _date(self, read: _Draft, name: str) -> date | None:
        found = read_date(read.row, name, self._words, on=self._on)
        if isinstance(found, Problem):
            read.problems.append(found)
            return None
        return found
