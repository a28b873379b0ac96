"""What waits for a person in the records, and how it is settled: rows nobody could read, plans gone by, stays without news, told dates.

Pure functions over a book: they return the records as they are to stand, for one commit, and read no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import msgspec

from storage.book import RecordBook
from storage.border.happened import moved
from storage.records import UNSTAMPED, Basis, Leg, Record, Trip, Unsettled

Kind = Literal["row", "passed", "no-news", "open", "told"]
End = Literal["entry", "exit"]

KINDS: tuple[Kind, ...] = ("row", "passed", "no-news", "open", "told")
"""In the order they are listed."""

_A_MONTH = timedelta(31)  # until the end of January the dates of the old year are still looked after


class SettlingRefused(ValueError):
    """What cannot be settled so: ``code`` is ``day-needed``, ``still-to-come``, ``out-of-order``, ``reason-needed``, ``not-to-dismiss`` or
    ``row-to-mend``.
    """

    def __init__(self, code: str, matter: Matter) -> None:
        super().__init__(f"{code}: {matter.key}")
        self.code = code
        self.matter = matter


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing of a driver that waits.

    A ``row`` of a file; else a date of the leg at ``place`` of a trip: a planned entry that has ``passed``, a planned exit that has, with
    ``no-news`` of it, the exit of an ``open`` stay, a ``told`` date nobody has seen a mark of. ``day`` is the date in question; of an open
    stay the day on which he entered the next country, else None.
    """

    kind: Kind
    driver: str
    record: str
    country: str = ""
    day: date | None = None
    place: int = 0
    end: End = "entry"

    @property
    def key(self) -> str:
        """Returns what tells it from all others."""
        return f"{self.record}/{self.place}/{self.end}"

    @property
    def has_happened(self) -> bool:
        """Tells whether it is a fact, which is put right and never dismissed: a told date, a stay that ends some day."""
        return self.kind in ("open", "told")


def matters(book: RecordBook, on: date) -> list[Matter]:
    """Returns everything that waits on a date: by kind, told dates the newest first, all others the oldest first."""
    found = [matter for driver in book.drivers() for matter in matters_of(book, driver.id, on)]
    return sorted(found, key=order)


def order(matter: Matter) -> tuple[int, int, str, int]:
    """Returns a key: by kind, told dates the newest first, all others the oldest first."""
    day = (matter.day or date.max).toordinal()
    return KINDS.index(matter.kind), -day if matter.kind == "told" else day, matter.record, matter.place


def matters_of(book: RecordBook, driver_id: str, on: date) -> Iterator[Matter]:
    """Yields what waits of one driver."""
    for row in book.unsettled_of(driver_id):
        yield Matter("row", driver_id, row.id)
    trips = book.trips_of(driver_id)
    begun = sorted(leg.entry for trip in trips for leg in trip.legs if leg.driver == driver_id and leg.entry_basis is not Basis.PLANNED)
    since = date((on - _A_MONTH).year, 1, 1)
    for trip in trips:
        own = [(place, leg) for place, leg in enumerate(trip.legs) if leg.driver == driver_id]
        silent = list(_silent(trip, own, begun, on))
        yield from silent
        passed = next(((place, leg) for place, leg in own if leg.entry_basis is Basis.PLANNED and leg.entry < on), None)
        if passed and not trip.cancelled and not any(matter.kind == "no-news" for matter in silent):
            place, leg = passed
            yield Matter("passed", driver_id, trip.id, leg.country, leg.entry, place)
        yield from _told(trip, own, since)


def settled(
    book: RecordBook, waiting: Iterable[Matter], on: date, *, day: date | None = None, basis: Basis | None = None, proof: str = ""
) -> list[Record]:
    """Returns the records with these matters settled, for one commit. Raises ``SettlingRefused`` for the first that cannot be so.

    Without a ``day`` it happened as planned, or as told. ``basis`` is told where the date was planned or not known, and shown where it was
    told, unless another is given.
    """
    trips: dict[str, Trip] = {}
    for matter in _from_behind(waiting):
        trip = _trip_of(book, trips, matter)
        when = day or matter.day
        if when is None:
            raise SettlingRefused("day-needed", matter)
        if when > on:
            raise SettlingRefused("still-to-come", matter)
        legs = _settled_legs(trip, matter, when, basis or (Basis.SHOWN if matter.kind == "told" else Basis.TOLD), proof)
        if day is None and matter.kind in ("passed", "no-news"):
            legs = _driven_as_planned(legs, matter, on, basis or Basis.TOLD)
        if any(code in ("exit-before-entry", "queue-after-entry", "queue-after-exit") for code in legs[matter.place].problems()):
            raise SettlingRefused("out-of-order", matter)
        trips[trip.id] = msgspec.structs.replace(trip, legs=tuple(legs))
    return list(trips.values())


def dismissed(book: RecordBook, waiting: Iterable[Matter], reason: str) -> list[Record]:
    """Returns the records with these matters dismissed: a row is no journey, an entry was not, an exit has not been yet.

    Raises ``SettlingRefused`` for a row without a reason, and for what is no plan: a told date is put right, an open stay ends some day.
    """
    changed: dict[str, Record] = {}
    trips: dict[str, Trip] = {}
    for matter in _from_behind(waiting):
        if matter.kind == "row":
            if not reason.strip():
                raise SettlingRefused("reason-needed", matter)
            row = book.get(Unsettled, matter.record)
            if row:
                changed[row.id] = msgspec.structs.replace(row, settled="dismissed", because=reason)
        elif matter.has_happened:
            raise SettlingRefused("not-to-dismiss", matter)
        else:
            trip = _trip_of(book, trips, matter)
            trips[trip.id] = _without(trip, matter, reason)
    return [*changed.values(), *trips.values()]


def mended(row: Unsettled, country: str, entry: date, exit: date | None) -> list[Record]:
    """Returns the journey that a row meant, told, as a trip of its driver, and the row as settled by it."""
    leg = Leg(driver=row.driver, country=country, entry=entry, entry_basis=Basis.TOLD, exit=exit, exit_basis=Basis.TOLD if exit else None)
    source = f"{row.file}, {row.sheet}, {row.row}"
    return [Trip(legs=(leg,), note=source), msgspec.structs.replace(row, settled="mended")]


# what waits


def _silent(trip: Trip, own: Sequence[tuple[int, Leg]], begun: Sequence[date], on: date) -> Iterator[Matter]:
    """Yields the stays of a trip that have begun and of which no exit is known."""
    for place, leg in own:
        if leg.entry_basis is Basis.PLANNED or leg.entry > on:
            continue
        later = next((entry for entry in begun if entry > leg.entry), None)
        if leg.exit_basis is Basis.PLANNED and leg.exit and leg.exit < on and not trip.cancelled:
            yield Matter("no-news", leg.driver, trip.id, leg.country, leg.exit, place, "exit")
        elif leg.exit is None or (leg.exit_basis is Basis.PLANNED and trip.cancelled):
            yield Matter("open", leg.driver, trip.id, leg.country, later, place, "exit")


def _told(trip: Trip, own: Sequence[tuple[int, Leg]], since: date) -> Iterator[Matter]:
    """Yields the told dates from ``since`` on that a mark could be seen of."""
    for number, (place, leg) in enumerate(own):
        if leg.entry_basis is Basis.TOLD and leg.entry >= since:
            before = own[number - 1][1] if number else None
            if not (before and before.exit == leg.entry and _unstamped(before, leg)):
                yield Matter("told", leg.driver, trip.id, leg.country, leg.entry, place)
        if leg.exit_basis is Basis.TOLD and leg.exit and leg.exit >= since:
            after = own[number + 1][1] if number + 1 < len(own) else None
            if not (after and after.entry == leg.exit and _unstamped(leg, after)):
                yield Matter("told", leg.driver, trip.id, leg.country, leg.exit, place, "exit")


def _unstamped(before: Leg, after: Leg) -> bool:
    return {before.country, after.country} == UNSTAMPED


# settling


def _from_behind(waiting: Iterable[Matter]) -> list[Matter]:
    """Returns matters so that legs taken out of a trip leave the places of those still to be settled as they are."""
    return sorted(waiting, key=lambda matter: (-matter.place, matter.end == "entry"))


def _trip_of(book: RecordBook, trips: dict[str, Trip], matter: Matter) -> Trip:
    if matter.kind == "row":
        raise SettlingRefused("row-to-mend", matter)
    trip = trips.get(matter.record) or book.get(Trip, matter.record)
    if trip is None or matter.place >= len(trip.legs):
        raise SettlingRefused("day-needed", matter)
    return trip


def _settled_legs(trip: Trip, matter: Matter, day: date, basis: Basis, proof: str) -> list[Leg]:
    """Returns the legs with one date settled; what was planned after it moves as far, a leg planned to begin with the exit has begun."""
    leg, place = trip.legs[matter.place], matter.place
    by = day - matter.day if matter.day and matter.kind in ("passed", "no-news") else timedelta()
    legs = moved(trip.legs, matter.driver, place - 1 if matter.kind == "passed" else place, by)
    leg = legs[place]
    if matter.end == "entry":
        queue = leg.entry_queue if leg.entry_queue and leg.entry_queue <= day else None
        legs[place] = _changed(leg, entry=day, entry_basis=basis, entry_proof=proof or leg.entry_proof, entry_queue=queue)
        return legs
    queue = leg.exit_queue if leg.exit_queue and leg.exit_queue <= day else None
    following = next((at for at in range(place + 1, len(legs)) if legs[at].driver == matter.driver), None)
    onward = matter.kind == "no-news" and following is not None and legs[following].entry == day
    if following is not None and legs[following].entry == day and basis is Basis.SHOWN and _unstamped(leg, legs[following]):
        basis = Basis.TOLD
    legs[place] = _changed(leg, exit=day, exit_basis=basis, exit_proof=proof or leg.exit_proof, exit_queue=queue)
    if onward and following is not None and legs[following].entry_basis is Basis.PLANNED:
        legs[following] = _changed(legs[following], entry_basis=basis)
    return legs


def _driven_as_planned(legs: Sequence[Leg], matter: Matter, on: date, basis: Basis) -> list[Leg]:
    """Returns the legs with every planned date of the driver from the matter on that has passed taken as it was planned."""
    driven = list(legs)
    for place in range(matter.place, len(legs)):
        leg = driven[place]
        if leg.driver != matter.driver:
            continue
        if leg.entry_basis is Basis.PLANNED and leg.entry < on:
            leg = _changed(leg, entry_basis=basis)
        if leg.entry_basis is not Basis.PLANNED and leg.exit_basis is Basis.PLANNED and leg.exit and leg.exit < on:
            leg = _changed(leg, exit_basis=basis)
        driven[place] = leg
    return driven


def _without(trip: Trip, matter: Matter, reason: str) -> Trip:
    """Returns a trip without the plan that did not come true; with nothing left it is cancelled."""
    note = "\n".join(filter(None, (trip.note, reason)))
    if matter.kind == "no-news":
        legs = list(trip.legs)
        legs[matter.place] = _changed(legs[matter.place], exit=None, exit_basis=None)
        return msgspec.structs.replace(trip, legs=tuple(legs), note=note)
    kept = tuple(
        leg
        for place, leg in enumerate(trip.legs)
        if leg.driver != matter.driver or place < matter.place or leg.entry_basis is not Basis.PLANNED
    )
    return msgspec.structs.replace(trip, legs=kept, note=note) if kept else msgspec.structs.replace(trip, cancelled=True, note=note)


def _changed(leg: Leg, **fields: object) -> Leg:
    return msgspec.structs.replace(leg, **fields)
