"""Border events as they are told by phone: which most likely comes next for a driver, and what it changes in the records.

Pure functions over records: nothing here commits, and nothing reads the clock. A date is ``told`` unless the caller says better;
between Russia and Belarus nobody stamps, so a date of that crossing is never ``shown``. A plan moves with what happened: when a driver
enters two days late, what is planned after it on the same trip moves by two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from storage.book import RecordBook
from storage.records import JOINT, Basis, Leg, Paper, Record, Trip

EventKind = Literal["in", "out", "over", "queue", "turned-back"]

UNSTAMPED = frozenset(JOINT.split("+"))
"""The two countries between which no mark is put into a passport."""

_SOON = timedelta(days=14)  # a plan that begins further off is not what a message of today is about
_FEW = 4  # a rule of more countries than these offers only those that he plans or has driven to


class EventRefused(ValueError):
    """An event that cannot be: ``code`` is ``inside-already``, ``not-inside``, ``before-entry``, ``on-trip`` or ``nowhere-to``."""

    def __init__(self, code: str, driver_id: str) -> None:
        super().__init__(f"{code}: {driver_id}")
        self.code = code
        self.driver_id = driver_id


@dataclass(frozen=True, slots=True)
class BorderEvent:
    """Something that happened at a border on ``day`` at the crossing ``place`` (empty: not known).

    ``country`` is the one entered (``in``, ``over``), left (``out``), queued for or out of (``queue``), that refused him (``turned-back``).
    ``trip`` is the trip it belongs to; None begins a new one, copied from his last route.
    """

    kind: EventKind
    country: str
    day: date
    place: str = ""
    basis: Basis = Basis.TOLD
    trip: Trip | None = None


@dataclass(frozen=True, slots=True)
class _Passage:
    """A leg that happened, with the countries he came from and went to (None: none that the records know)."""

    trip: Trip
    index: int
    came_from: str | None
    went_to: str | None

    @property
    def leg(self) -> Leg:
        return self.trip.legs[self.index]


def events(book: RecordBook, driver_id: str, on: date) -> list[BorderEvent]:
    """Returns what may come next for a driver at a border, dated ``on``, the most likely first."""
    trips = book.trips_of(driver_id)
    passages = _passages(trips, driver_id)
    members = _members(book)
    here = _inside(passages)
    crossings = list(_from_inside(here, passages, members, on) if here else _from_outside(trips, driver_id, passages, members, on))
    kept = list(dict.fromkeys(crossings))
    first = kept[0] if kept else None
    if here and here.leg.exit_queue is None:
        out = next((event for event in kept if event.kind == "out"), None)
        kept.append(BorderEvent("queue", here.leg.country, on, out.place if out else "", trip=here.trip))
    elif first and not here and not _queued(first, driver_id):
        kept.append(replace(first, kind="queue"))
    refusing = next((event for event in kept if event.kind in ("in", "over")), None)
    if refusing:
        kept.append(replace(refusing, kind="turned-back"))
    return kept


def apply(book: RecordBook, driver_id: str, event: BorderEvent) -> list[Record]:
    """Returns the records as they stand after the event, for one commit. Raises ``EventRefused`` where it cannot have been."""
    return apply_to(book, (driver_id,), event)


def apply_to(book: RecordBook, driver_ids: Iterable[str], event: BorderEvent) -> list[Record]:
    """Returns the records as they stand after the event for all of one crew, each record once.

    A trip that the event begins takes them all. Raises ``EventRefused`` for the first driver for whom it cannot have been.
    """
    changed: dict[str, Record] = {}
    for driver_id in driver_ids:
        trips = {trip.id: trip for trip in book.trips_of(driver_id)}
        trips |= {id: record for id, record in changed.items() if isinstance(record, Trip)}
        for record in _after(list(trips.values()), driver_id, event):
            changed[record.id] = record
            if isinstance(record, Trip) and (event.trip is None or event.trip.id == record.id):
                event = replace(event, trip=record)
    return list(changed.values())


def crew(book: RecordBook, driver_id: str, event: BorderEvent | None = None) -> tuple[str, ...]:
    """Returns the ids of those who share the event's trip with him; without an event, or where it begins one, his trip under way."""
    here = _inside(_passages(book.trips_of(driver_id), driver_id))
    trip = event.trip if event and event.trip else here.trip if here else None
    return tuple(id for id in trip.drivers if id != driver_id) if trip else ()


# What comes next


def _from_inside(here: _Passage, passages: Sequence[_Passage], members: Sequence[str], on: date) -> Iterator[BorderEvent]:
    """Yields the crossings a driver inside a country may make, the most likely first."""
    country, planned = here.leg.country, _planned_after(here.trip, here.leg.driver, here.index)
    if planned is not None:
        likely: str | None = here.trip.legs[planned].country
    else:
        likely = _went_to_before(here, passages)
    inside_rule = country in members or country == JOINT
    others = [member for member in members if member != country and country != JOINT]

    def onward(to: str) -> BorderEvent:
        kind: EventKind = "over" if inside_rule else "in"
        named = here.trip.legs[planned].entry_point if planned is not None and here.trip.legs[planned].country == to else ""
        return BorderEvent(kind, to, on, named or _place(passages, country, to), trip=here.trip)

    out = BorderEvent("out", country, on, here.leg.exit_point or _place(passages, country, None), trip=here.trip)
    if likely in others:
        yield onward(likely)
    yield out
    for member in others:
        yield onward(member)


def _from_outside(
    trips: Sequence[Trip], driver_id: str, passages: Sequence[_Passage], members: Sequence[str], on: date
) -> Iterator[BorderEvent]:
    """Yields the entries a driver outside may make: planned ones about now, a copy of his last route, other members, later plans."""
    planned = []
    for trip in trips:
        after = max((passage.index for passage in passages if passage.trip.id == trip.id), default=-1)
        index = None if trip.cancelled else _planned_after(trip, driver_id, after)
        if index is not None:
            leg = trip.legs[index]
            planned.append((abs(leg.entry - on), BorderEvent("in", leg.country, on, leg.entry_point, trip=trip)))
    planned.sort(key=lambda near: near[0])
    yield from (event for far, event in planned if far <= _SOON)
    last = _last_journey(passages)
    if last:
        yield BorderEvent("in", last.leg.country, on, last.leg.entry_point)
    for member in members:
        if not last or member != last.leg.country:
            yield BorderEvent("in", member, on, _place(passages, None, member))
    yield from (event for far, event in planned if far > _SOON)


def _members(book: RecordBook) -> list[str]:
    """Returns the countries to offer at a border: those of the firm's first rule, none where they are many."""
    rules = book.rulebook.rules
    first = next((rules[id] for id in book.firm.rules if id in rules), None)
    return list(first.since) if first and len(first.since) <= _FEW else []


def _passages(trips: Sequence[Trip], driver_id: str) -> list[_Passage]:
    """Returns the driver's legs that happened, in order of time, each with where he came from and went to."""
    happened = sorted(
        (leg.entry, leg.exit or date.max, trip.id, index, trip)
        for trip in trips
        for index, leg in enumerate(trip.legs)
        if leg.driver == driver_id and leg.entry_basis is not Basis.PLANNED
    )
    legs = [trip.legs[index] for _, _, _, index, trip in happened]
    meets = [before.exit == after.entry and before.exit_basis is not Basis.PLANNED for before, after in pairwise(legs)]
    return [
        _Passage(
            trip,
            index,
            came_from=legs[at - 1].country if at and meets[at - 1] else None,
            went_to=legs[at + 1].country if at < len(meets) and meets[at] else None,
        )
        for at, (_, _, _, index, trip) in enumerate(happened)
    ]


def _inside(passages: Sequence[_Passage]) -> _Passage | None:
    """Returns the passage he is on: his last one, where it has no exit or only a planned one."""
    last = passages[-1] if passages else None
    return last if last and last.leg.exit_basis in (None, Basis.PLANNED) else None


def _last_journey(passages: Sequence[_Passage]) -> _Passage | None:
    """Returns the passage with which his last journey began."""
    return next((passage for passage in reversed(passages) if passage.came_from is None), None)


def _went_to_before(here: _Passage, passages: Sequence[_Passage]) -> str | None:
    """Returns where he went the last time that he came into this country from the same side."""
    alike = (earlier for earlier in reversed(passages) if earlier is not here and earlier.leg.country == here.leg.country)
    return next((earlier.went_to for earlier in alike if earlier.came_from == here.came_from), None)


def _place(passages: Sequence[_Passage], out_of: str | None, into: str | None) -> str:
    """Returns the crossing point he used last between two countries (None: outside what the records know); empty where none."""
    for passage in reversed(passages):
        if passage.leg.country == into and passage.came_from == out_of and passage.leg.entry_point:
            return passage.leg.entry_point
        if passage.leg.country == out_of and passage.went_to == into and passage.leg.exit_point:
            return passage.leg.exit_point
    return ""


def _planned_after(trip: Trip, driver_id: str, index: int, country: str | None = None) -> int | None:
    """Returns the place in the trip of the driver's next planned leg after ``index`` (of that country, where one is named)."""
    for place in range(index + 1, len(trip.legs)):
        leg = trip.legs[place]
        if leg.driver == driver_id and leg.entry_basis is Basis.PLANNED and country in (None, leg.country):
            return place
    return None


def _queued(event: BorderEvent, driver_id: str) -> bool:
    """Tells whether he stands already in the queue before the entry that the event is about."""
    return event.trip is not None and any(
        leg.entry_queue for leg in event.trip.legs_of(driver_id) if leg.entry_basis is Basis.PLANNED and leg.country == event.country
    )


# What an event changes


def _after(trips: Sequence[Trip], driver_id: str, event: BorderEvent) -> list[Record]:
    """Returns the records of one driver that the event changes."""
    passages = _passages(trips, driver_id)
    here = _inside(passages)
    if here and event.day < here.leg.entry:
        raise EventRefused("before-entry", driver_id)
    if event.kind == "turned-back":
        return _turned_back(trips, driver_id, event)
    if event.kind == "queue":
        return [_queue_joined(here, driver_id, event) if here else _entered(trips, passages, driver_id, event)]
    if event.kind == "out":
        if not here:
            raise EventRefused("not-inside", driver_id)
        return [_crossed(here.trip, driver_id, here.index, None, event)]
    if here:
        if here.leg.country == event.country:
            raise EventRefused("inside-already", driver_id)
        return [_crossed(here.trip, driver_id, here.index, event.country, event)]
    if event.kind == "over":
        raise EventRefused("not-inside", driver_id)
    return [_entered(trips, passages, driver_id, event)]


def _entered(trips: Sequence[Trip], passages: Sequence[_Passage], driver_id: str, event: BorderEvent) -> Trip:
    """Returns the trip of a driver who comes in from outside, or joins the queue to do so; a new one where the event names none."""
    if not event.country:
        raise EventRefused("nowhere-to", driver_id)
    trip = next((trip for trip in trips if event.trip and trip.id == event.trip.id), event.trip)
    if trip is None:
        last = _last_journey(passages)
        trip = Trip(vehicle=last.trip.vehicle, route=last.trip.route) if last else Trip()
    if any((passage.leg.exit or date.max) > event.day for passage in passages):
        raise EventRefused("on-trip", driver_id)
    after = max((passage.index for passage in passages if passage.trip.id == trip.id), default=-1)
    if event.kind == "in":
        return _crossed(trip, driver_id, None, event.country, event, after)
    place = _planned_after(trip, driver_id, after, event.country)
    if place is None:
        queued = Leg(driver=driver_id, country=event.country, entry=event.day, entry_point=event.place, entry_queue=event.day)
        slot = _slot(trip, driver_id, after)
        return _with_legs(trip, (*trip.legs[:slot], queued, *trip.legs[slot:]))
    late = max(event.day - trip.legs[place].entry, timedelta())
    legs = _moved(trip.legs, driver_id, after, late)
    legs[place] = _changed(legs[place], entry_queue=event.day, entry_point=event.place or legs[place].entry_point)
    return _with_legs(trip, legs)


def _queue_joined(here: _Passage, driver_id: str, event: BorderEvent) -> Trip:
    """Returns the trip of a driver inside who stands in the queue to leave; an exit planned before that day moves to it."""
    leg = here.leg
    late = max(event.day - leg.exit, timedelta()) if leg.exit else timedelta()
    legs = _moved(here.trip.legs, driver_id, here.index, late)
    legs[here.index] = _changed(
        leg, exit=leg.exit + late if leg.exit else None, exit_queue=event.day, exit_point=event.place or leg.exit_point
    )
    return _with_legs(here.trip, legs)


def _crossed(trip: Trip, driver_id: str, here: int | None, to: str | None, event: BorderEvent, after: int = -1) -> Trip:
    """Returns the trip with its leg at ``here`` ended on the day, and one in ``to`` begun on the same day: a planned one, or one put in.

    Leaving for nowhere (``to`` None) begins a planned leg too where that was to begin on the planned day of this exit.
    """
    after = here if here is not None else after
    left = trip.legs[here] if here is not None else None
    place = _planned_after(trip, driver_id, after, to)
    if to is None and place is not None and (left is None or trip.legs[place].entry != left.exit):
        place = None
    due = trip.legs[place].entry if place is not None else left.exit if left else None
    legs = _moved(trip.legs, driver_id, after, event.day - due if due else timedelta())
    entered = to or (legs[place].country if place is not None else None)
    basis = event.basis
    if basis is Basis.SHOWN and left and {left.country, entered} == UNSTAMPED:
        basis = Basis.TOLD
    if place is not None:
        legs[place] = _begun(legs[place], event, basis)
    if here is not None and left is not None:
        legs[here] = _ended(left, event, basis)
    if place is None and to is not None:
        legs.insert(_slot(trip, driver_id, after), _begun(Leg(driver=driver_id, country=to, entry=event.day), event, basis))
    return _with_legs(trip, legs)


def _turned_back(trips: Sequence[Trip], driver_id: str, event: BorderEvent) -> list[Record]:
    """Returns the paper that says he was turned back, and his trip without what was still planned for him."""
    refusal = Paper(holder=driver_id, kind="turned-back", country=event.country, issued=event.day, note=event.place)
    trip = next((trip for trip in trips if event.trip and trip.id == event.trip.id), None)
    if trip is None or _inside(_passages([trip], driver_id)):
        return [refusal]
    kept = tuple(leg for leg in trip.legs if leg.driver != driver_id or leg.entry_basis is not Basis.PLANNED)
    if not kept:
        return [refusal, msgspec.structs.replace(trip, cancelled=True)]
    return [refusal, _with_legs(trip, kept)]


def _slot(trip: Trip, driver_id: str, after: int) -> int:
    """Returns the place for a new leg of the driver: behind his leg at ``after``, or before his first, or last where he has none."""
    return after + 1 if after >= 0 else next((place for place, leg in enumerate(trip.legs) if leg.driver == driver_id), len(trip.legs))


def _moved(legs: Sequence[Leg], driver_id: str, after: int, by: timedelta) -> list[Leg]:
    """Returns the legs with the driver's planned dates that come after the place ``after`` moved."""
    return [
        _changed(leg, entry=leg.entry + by, exit=leg.exit + by if leg.exit else None, entry_queue=None if by else leg.entry_queue)
        if place > after and leg.driver == driver_id and leg.entry_basis is Basis.PLANNED
        else leg
        for place, leg in enumerate(legs)
    ]


def _begun(leg: Leg, event: BorderEvent, basis: Basis) -> Leg:
    queue = leg.entry_queue if leg.entry_queue and leg.entry_queue <= event.day else None
    return _changed(leg, entry=event.day, entry_basis=basis, entry_point=event.place or leg.entry_point, entry_queue=queue)


def _ended(leg: Leg, event: BorderEvent, basis: Basis) -> Leg:
    queue = leg.exit_queue if leg.exit_queue and leg.exit_queue <= event.day else None
    return _changed(leg, exit=event.day, exit_basis=basis, exit_point=event.place or leg.exit_point, exit_queue=queue)


def _changed(leg: Leg, **fields: object) -> Leg:
    return msgspec.structs.replace(leg, **fields)


def _with_legs(trip: Trip, legs: Iterable[Leg]) -> Trip:
    return msgspec.structs.replace(trip, legs=tuple(legs))
