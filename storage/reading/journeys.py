"""Rows of trips against the book: which legs it has, which have changed, and how new ones join into trips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from storage.reading.draft import Draft
from storage.reading.legs import DAY, Crossings, in_order, joins, leg_of, merged, shared_dates
from storage.reading.merging import changed_fields, with_lines
from storage.reading.results import FieldChange, Outcome, Problem, RowResult
from storage.reading.trips import TripRow
from storage.reading.words import Words
from storage.records import Basis, Leg, Trip
from storage.text import plate_key, word_key

_LEG_FIELDS = (
    "entry",
    "entry_basis",
    "entry_proof",
    "entry_point",
    "entry_queue",
    "exit",
    "exit_basis",
    "exit_proof",
    "exit_point",
    "exit_queue",
    "leave_by",
    "handed_over",
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A leg of the book: where it stands, and what it was before this import."""

    trip: Trip
    index: int

    @property
    def leg(self) -> Leg:
        return self.trip.legs[self.index]

    @property
    def place(self) -> tuple[str, int]:
        """Returns the id of its trip and its place in it."""
        return self.trip.id, self.index

    @property
    def dropped(self) -> bool:
        """Tells whether it was a plan that was cancelled."""
        return self.trip.cancelled and self.leg.entry_basis is Basis.PLANNED


@dataclass(eq=False)
class _Placing:
    """A row on its way into the book: the leg of each driver, the leg of the book that it is, what differs."""

    row: TripRow
    legs: dict[str, Leg]
    between: frozenset[str]
    kept: dict[str, _Kept] = field(default_factory=dict)
    changes: list[FieldChange] = field(default_factory=list)

    def open_legs(self) -> list[Leg]:
        """Returns the legs that the book does not have."""
        return [leg for driver, leg in self.legs.items() if driver not in self.kept]

    def joined(self, legs: Iterable[Leg]) -> list[FieldChange]:
        """Returns that the drivers of these legs are new on a journey that the book has."""
        names = {driver.id: driver.name for driver in self.row.drivers}
        return [FieldChange("driver", None, names[leg.driver]) for leg in legs]

    def result(self) -> RowResult:
        """Returns what became of the row."""
        outcome: Outcome = "taken" if not self.kept else "changed" if self.changes else "known"
        told = (Problem("told-between", name) for name in sorted(self.between))
        row = self.row
        changes = tuple(dict.fromkeys(self.changes))
        return RowResult(row.row.sheet.table.name, row.row.number, outcome, row.who, (), (*row.remarks, *told), changes)


class _Ends:
    """The trips of one driver by the dates on which they begin and end."""

    def __init__(self, driver: str, trips: Iterable[Trip]) -> None:
        self._driver = driver
        self._trips: dict[str, Trip] = {}
        self._places: dict[str, int] = {}
        self._on: dict[date | None, set[str]] = defaultdict(set)
        for trip in trips:
            self.put(trip)

    def put(self, trip: Trip) -> None:
        """Takes a trip that is new or changed; it keeps its place among the others."""
        self._trips[trip.id] = trip
        self._places.setdefault(trip.id, len(self._places))
        legs = in_order(trip.legs_of(self._driver))
        for day in (legs[0].entry, legs[-1].exit):
            self._on[day].add(trip.id)

    def at(self, *days: date) -> list[Trip]:
        """Returns the trips that begin or end on any of the days, in their order."""
        found = set[str]().union(*(self._on[day] for day in days))
        return [self._trips[id] for id in sorted(found, key=self._places.__getitem__)]


class Journeys:
    """Places all the rows of trips of a file at once, so that what is equal in the book is found before what is only like it."""

    def __init__(self, draft: Draft, words: Words, on: date) -> None:
        self._draft, self._words, self._on = draft, words, on
        self._ends: dict[str, _Ends] = {}
        self._numbered: dict[Hashable, tuple[str, str]] = {}

    def place(self, rows: Sequence[TripRow]) -> list[RowResult]:
        """Puts the rows into the draft and returns what became of each, in their order."""
        placings = self._placings(rows)
        self._find_in_book(placings)
        self._numbered = {
            placing.row.journey: (kept.trip.id, kept.leg.driver)
            for placing in placings
            for kept in placing.kept.values()
            if placing.row.trip and not kept.dropped
        }
        self._change_kept(placings)
        self._join_new([placing for placing in placings if placing.open_legs()])
        return [placing.result() for placing in placings]

    def _placings(self, rows: Sequence[TripRow]) -> list[_Placing]:
        crossings = Crossings(self._words)
        for driver in {driver.id for row in rows for driver in row.drivers}:
            for trip in self._draft.trips_of(driver):
                for leg in () if trip.cancelled else trip.legs_of(driver):
                    crossings.add(driver, leg.country, leg.entry, leg.exit)
        for row in rows:
            for person in row.drivers:
                crossings.add(person.id, row.country, row.entry, row.exit)
        placings = []
        for row in rows:
            made = {driver.id: leg_of(row, driver.id, crossings, self._on) for driver in row.drivers}
            between = frozenset[str]().union(*(told for _, told in made.values()))
            placings.append(_Placing(row, {driver: leg for driver, (leg, _) in made.items()}, between))
        return placings

    # --- what the book has -----------------------------------------------------------------------------------------------

    def _find_in_book(self, placings: Sequence[_Placing]) -> None:
        """Gives each leg the one leg of the book that it is: equal ones first, then same entries, then those sharing most dates."""
        book: dict[tuple[str, str], list[_Kept]] = defaultdict(list)
        entered: dict[tuple[str, str, date], list[_Kept]] = defaultdict(list)
        for driver in {driver for placing in placings for driver in placing.legs}:
            for trip in self._draft.trips_of(driver):
                for index, leg in enumerate(trip.legs):
                    if leg.driver == driver:
                        book[driver, leg.country].append(_Kept(trip, index))
                        entered[driver, leg.country, leg.entry].append(_Kept(trip, index))
        claimed: set[tuple[str, int]] = set()

        def claim(test: Callable[[_Kept, Leg], int], offered: Callable[[Leg], list[_Kept]]) -> None:
            for placing in placings:
                for leg in placing.open_legs():
                    same = [kept for kept in offered(leg) if leg.driver or word_key(kept.trip.route) == word_key(placing.row.route)]
                    free = [kept for kept in same if kept.place not in claimed and test(kept, leg)]
                    if free:
                        best = max(free, key=lambda kept: test(kept, leg))
                        placing.kept[leg.driver] = best
                        claimed.add(best.place)

        claim(_is_equal, lambda leg: entered[leg.driver, leg.country, leg.entry])
        claim(_is_live, lambda leg: entered[leg.driver, leg.country, leg.entry])
        claim(self._shares_dates, lambda leg: book[leg.driver, leg.country])

    def _shares_dates(self, kept: _Kept, leg: Leg) -> int:
        """Returns how many dates two legs share, 0 for one date alone: legs that only meet are two, as are any two of nobody's."""
        shared = 0 if kept.dropped or not leg.driver else shared_dates(kept.leg, leg, self._on)
        return shared if shared > 1 else 0

    def _change_kept(self, placings: Iterable[_Placing]) -> None:
        by_trip: dict[str, list[_Placing]] = defaultdict(list)
        for placing in placings:
            for kept in placing.kept.values():
                if not kept.dropped and placing not in by_trip[kept.trip.id]:
                    by_trip[kept.trip.id].append(placing)
        for trip_id, about in by_trip.items():
            old = next(kept.trip for kept in about[0].kept.values() if kept.trip.id == trip_id)
            new = self._with_truck_and_route(self._with_legs(old, about), about)
            if new != old:
                self._draft.put(new)

    def _with_legs(self, trip: Trip, about: Sequence[_Placing]) -> Trip:
        legs, note = list(trip.legs), trip.note
        for placing in about:
            for driver, kept in placing.kept.items():
                if kept.trip.id == trip.id and not kept.dropped:
                    legs[kept.index] = merged(kept.leg, placing.legs[driver])
                    placing.changes += changed_fields(kept.leg, legs[kept.index], _LEG_FIELDS)
            added = placing.open_legs()
            legs += added
            placing.kept |= {leg.driver: _Kept(trip, len(legs) - 1) for leg in added}
            placing.changes += placing.joined(added)
            noted = with_lines(note, placing.row.notes)
            if noted != note:
                placing.changes.append(FieldChange("note", note, noted))
                note = noted
        return msgspec.structs.replace(trip, legs=tuple(legs), note=note)

    def _with_truck_and_route(self, trip: Trip, about: Sequence[_Placing]) -> Trip:
        """Returns the trip under the truck and the route that all rows about it name; rows that differ among themselves change nothing."""
        plates = {plate_key(placing.row.plate): placing.row.plate for placing in about if placing.row.plate}
        routes = {word_key(placing.row.route): placing.row.route for placing in about if placing.row.route}
        vehicle, route = trip.vehicle, trip.route
        if len(plates) == 1:
            vehicle = self._draft.vehicle(next(iter(plates.values())))
        if len(routes) == 1 and word_key(route) not in routes:
            route = next(iter(routes.values()))
        for placing in about:
            if vehicle != trip.vehicle:
                placing.changes.append(FieldChange("truck", self._draft.plate(trip.vehicle), self._draft.plate(vehicle)))
            if route != trip.route:
                placing.changes.append(FieldChange("route", trip.route, route))
        return msgspec.structs.replace(trip, vehicle=vehicle, route=route)

    # --- what is new -----------------------------------------------------------------------------------------------------

    def _join_new(self, placings: Sequence[_Placing]) -> None:
        journeys: dict[Hashable, list[_Placing]] = defaultdict(list)
        for placing in placings:
            self._draft.vehicle(placing.row.plate)
            journeys[placing.row.journey].append(placing)
        for about in journeys.values():
            for chain in [_in_turn(about)] if about[0].row.trip else _chains(about):
                self._put_chain(chain)

    def _put_chain(self, chain: Sequence[_Placing]) -> None:
        row = chain[0].row
        for placing in chain:
            placing.changes += placing.joined(placing.open_legs()) if placing.kept else ()
        legs = tuple(leg for placing in chain for leg in placing.open_legs())
        notes = [line for placing in chain for line in placing.row.notes]
        vehicle = self._draft.vehicle(row.plate)
        trip = self._continued(chain, vehicle)
        if trip is None:
            trip = Trip(vehicle=vehicle, route=row.route, legs=legs, note=with_lines("", notes))
        else:
            trip = msgspec.structs.replace(trip, legs=tuple(in_order((*trip.legs, *legs))), note=with_lines(trip.note, notes))
        self._draft.put(trip)
        for driver in trip.drivers:
            self._ends_of(driver).put(trip)

    def _ends_of(self, driver: str) -> _Ends:
        if driver not in self._ends:
            self._ends[driver] = _Ends(driver, self._draft.trips_of(driver))
        return self._ends[driver]

    def _continued(self, chain: Sequence[_Placing], vehicle: str | None) -> Trip | None:
        """Returns the trip of the book that these legs go on from, or that goes on from them: same drivers, truck and route.

        Of rows that bear a number it is the one that others of that number are of.
        """
        row = chain[0].row
        if row.trip:
            return self._draft.trip(*self._numbered[row.journey]) if row.journey in self._numbered else None
        driver, end = row.drivers[0].id, chain[-1].row.exit
        for trip in self._ends_of(driver).at(row.entry - DAY, row.entry, *((end, end + DAY) if end else ())):
            same = trip.vehicle == vehicle and word_key(trip.route) == word_key(row.route)
            if trip.cancelled or not same or set(trip.drivers) != {each.id for each in row.drivers}:
                continue
            legs = in_order(trip.legs_of(driver))
            if joins(legs[-1].exit, row.entry) or joins(end, legs[0].entry):
                return trip
        return None


def _is_equal(kept: _Kept, leg: Leg) -> bool:
    """Tells whether a leg of the book has all that the file says of it. A cancelled plan is known again only as a plan."""
    return leg.entry_basis is Basis.PLANNED if kept.dropped else merged(kept.leg, leg) == kept.leg


def _is_live(kept: _Kept, leg: Leg) -> bool:
    return not kept.dropped and kept.leg.entry == leg.entry


def _in_turn(placings: Iterable[_Placing]) -> list[_Placing]:
    return sorted(placings, key=lambda each: (each.row.entry, each.row.exit or date.max))


def _chains(placings: Iterable[_Placing]) -> list[list[_Placing]]:
    """Returns the rows of one journey's drivers, truck and route cut where a leg does not go on from the one before."""
    chains: list[list[_Placing]] = []
    for placing in _in_turn(placings):
        if chains and joins(chains[-1][-1].row.exit, placing.row.entry):
            chains[-1].append(placing)
        else:
            chains.append([placing])
    return chains
