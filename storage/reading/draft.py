"""The records as they would be after an import: those of the book, with what the file adds and changes on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from storage.records import Driver, Firm, Layout, Paper, Record, Trip, Unsettled, Vehicle
from storage.text import plate_key

R = TypeVar("R", bound=Record)


class BookView(Protocol):
    """What of a ``RecordBook`` an import reads."""

    @property
    def firm(self) -> Firm:
        """Returns the firm whose book it is."""

    def all(self, kind: type[R]) -> Iterator[R]:
        """Yields the living records of a kind."""

    def drivers(self) -> list[Driver]:
        """Returns the living drivers."""

    def trips_of(self, driver: str) -> list[Trip]:
        """Returns the trips with a leg of this driver, cancelled ones too."""

    def papers_of(self, holder: str) -> list[Paper]:
        """Returns the papers of a driver, vehicle or firm."""

    def rows_of(self, driver: str) -> list[Unsettled]:
        """Returns the driver's rows that could not be taken, settled ones too."""


class NoBook:
    """A book that was never made: a dry run reads a file against it."""

    firm = Firm()

    def all(self, kind: type[R]) -> Iterator[R]:
        """Yields nothing."""
        return iter(())

    def drivers(self) -> list[Driver]:
        """Returns nobody."""
        return []

    def trips_of(self, driver: str) -> list[Trip]:
        """Returns nothing."""
        return []

    def papers_of(self, holder: str) -> list[Paper]:
        """Returns nothing."""
        return []

    def rows_of(self, driver: str) -> list[Unsettled]:
        """Returns nothing."""
        return []


class Draft:
    """A book and what is to be committed to it. A record put here takes the place of the book's one of the same id."""

    def __init__(self, book: BookView) -> None:
        self._book = book
        self._put: dict[str, Record] = {}
        self._new_papers: dict[str, list[str]] = {}
        self._new_trips: dict[str, dict[str, None]] = {}
        self._known = {driver.id for driver in book.drivers()}
        self._drivers = book.drivers()
        self._vehicles = {plate_key(vehicle.plate): vehicle for vehicle in book.all(Vehicle)}

    @property
    def firm(self) -> Firm:
        """Returns the firm whose book it is."""
        return self._book.firm

    def put(self, record: Record) -> None:
        """Takes a record that is new or changed."""
        new = record.id not in self._put
        self._put[record.id] = record
        if isinstance(record, Driver):
            self._drivers = [*(each for each in self._drivers if each.id != record.id), record]
        elif isinstance(record, Vehicle):
            self._vehicles[plate_key(record.plate)] = record
        elif isinstance(record, Paper) and new:
            self._new_papers.setdefault(record.holder, []).append(record.id)
        elif isinstance(record, Trip):
            for driver in record.drivers or ("",):
                self._new_trips.setdefault(driver, {})[record.id] = None

    def drivers(self) -> list[Driver]:
        """Returns the drivers, those of the book first."""
        return self._drivers

    def vehicle(self, plate: str) -> str | None:
        """Returns the id of the vehicle with this plate, made where nobody knows it; None for no plate."""
        if not plate_key(plate):
            return None
        if plate_key(plate) not in self._vehicles:
            self.put(Vehicle(plate=plate))
        return self._vehicles[plate_key(plate)].id

    def plate(self, vehicle: str | None) -> str:
        """Returns the plate of a vehicle, an empty text for none."""
        return next((each.plate for each in self._vehicles.values() if each.id == vehicle), "")

    def trip(self, trip: str, driver: str) -> Trip:
        """Returns a trip of a driver as it is now; KeyError where he has none of that id."""
        return {each.id: each for each in self.trips_of(driver)}[trip]

    def papers_of(self, holder: str) -> list[Paper]:
        """Returns the papers of a driver or vehicle."""
        kept = self._book.papers_of(holder)
        return self._with_put(Paper, kept, self._new_papers.get(holder, ()))

    def trips_of(self, driver: str) -> list[Trip]:
        """Returns the trips of a driver, cancelled ones too; of an empty id those that nobody is on yet."""
        kept = self._book.trips_of(driver) if driver in self._known else []
        if not driver:
            kept = [trip for trip in self._book.all(Trip) if trip.for_nobody]
        return self._with_put(Trip, kept, self._new_trips.get(driver, ()))

    def rows_of(self, driver: str) -> list[Unsettled]:
        """Returns the rows of a driver that wait in the book to be settled."""
        return self._book.rows_of(driver) if driver in self._known else []

    def changes(self) -> list[Record]:
        """Returns the records to commit: drivers and vehicles before what names them."""
        order = (Driver, Vehicle, Paper, Trip, Unsettled, Layout)
        return sorted(self._put.values(), key=lambda record: next(at for at, kind in enumerate(order) if isinstance(record, kind)))

    def _with_put(self, kind: type[R], kept: list[R], new: Iterable[str]) -> list[R]:
        ids = {record.id: record for record in kept} | {each: found for each in new if isinstance(found := self._put[each], kind)}
        current = [self._put.get(each, record) for each, record in ids.items()]
        return [record for record in current if isinstance(record, kind) and not record.deleted]
