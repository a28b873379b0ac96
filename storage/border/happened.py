"""What a border event changes in the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from storage.book import RecordBook
from storage.border.event import BorderEvent, EventRefused, Passage, inside_now, last_journey, passages_of, planned_after
from storage.records import UNSTAMPED, Basis, Leg, Paper, Record, Trip


def apply(book: RecordBook, driver_id: str, event: BorderEvent) -> list[Record]:
    """Returns the records as they stand after the event, for one commit. Raises ``EventRefused`` where it cannot have been."""
    return apply_to(book, (driver_id,), event)


def apply_to(book: RecordBook, driver_ids: Iterable[str], event: BorderEvent) -> list[Record]:
    """Returns the records as they stand after the event for all of one crew, each record once.

    A trip that the event begins takes them all. Raises ``EventRefused`` for the first driver for whom it cannot have been.
    """
    return apply_each(book, [(tuple(driver_ids), event)])


def apply_each(book: RecordBook, told: Iterable[tuple[Sequence[str], BorderEvent]]) -> list[Record]:
    """Returns the records as they stand after several events, each of one crew, for one commit. Raises as ``apply_to`` does."""
    changed: dict[str, Record] = {}
    for driver_ids, event in told:
        for driver_id in driver_ids:
            known = driver_id, event.to
            trips = {trip.id: trip for id in known if id for trip in book.trips_of(id)}
            trips |= {id: record for id, record in changed.items() if isinstance(record, Trip)}
            for record in _after(list(trips.values()), driver_id, event):
                changed[record.id] = record
                if isinstance(record, Trip) and (event.trip is None or event.trip.id == record.id):
                    event = replace(event, trip=record)
    return list(changed.values())


def _after(trips: Sequence[Trip], driver_id: str, event: BorderEvent) -> list[Record]:
    """Returns the records of one driver that the event changes."""
    event = replace(event, day=event.standing_day, over_night=False)
    passages = passages_of(trips, driver_id)
    here = inside_now(passages)
    if here and event.day < here.leg.entry:
        raise EventRefused("before-entry", driver_id)
    if event.kind == "turned-back":
        return _turned_back(trips, driver_id, event)
    if event.kind in ("out", "leave-by", "hand-over", "swap") or (event.kind == "queue" and here):
        if not here:
            raise EventRefused("not-inside", driver_id)
        if here.leg.country != event.country:
            raise EventRefused("elsewhere", driver_id)
        return _at(here, trips, event)
    if here:
        if here.leg.country == event.country:
            raise EventRefused("inside-already", driver_id)
        return [_crossed(here.trip, driver_id, here.index, event.country, event)]
    if event.kind == "over":
        raise EventRefused("not-inside", driver_id)
    return [_entered(trips, passages, driver_id, event)]


def _at(here: Passage, trips: Sequence[Trip], event: BorderEvent) -> list[Record]:
    """Returns the records after an event in the country that the driver is in."""
    match event.kind:
        case "out":
            return [_crossed(here.trip, here.leg.driver, here.index, None, event)]
        case "queue":
            return [_queue_joined(here, event)]
        case "leave-by":
            legs = list(here.trip.legs)
            legs[here.index] = _changed(here.leg, leave_by=event.day)
            return [_with_legs(here.trip, legs)]
        case "swap":
            return _swapped(here, trips, event)
        case _:
            return _handed_over(here, trips, event)


def _handed_over(here: Passage, trips: Sequence[Trip], event: BorderEvent) -> list[Record]:
    """Returns the trip as the other driver goes on with it, and the trip that he came with, where there is one.

    The first keeps an open leg and nothing of the plan: what was planned for him is the other's now. A stay that the other has begun in
    this country becomes a leg of this trip, with the dates he came in; a trip of which nothing is left by that is cancelled, as it was.
    Who was outside by the book comes in on that day.
    """
    giver, leg = here.leg.driver, here.leg
    his = passages_of(trips, event.to)
    there = _taker(here, his, event)
    if there is None and any((passage.leg.exit or date.max) > event.day for passage in his):
        raise EventRefused("on-trip", event.to)

    legs = list(here.trip.legs)
    legs[here.index] = _changed(leg, handed_over=event.day, exit=None, exit_basis=None, exit_queue=None)
    onward = [each for place, each in enumerate(legs) if place > here.index and each.driver == giver and each.entry_basis is Basis.PLANNED]
    kept = [each for each in legs if each not in onward]
    his_own = [_changed(each, driver=event.to) for each in onward]
    if there and there.trip.id == here.trip.id:
        kept = [_changed(each, handed_over=None) if each is there.leg else each for each in kept]
        goes_on = planned_after(there.trip, event.to, there.index) is not None
        return [_with_legs(here.trip, kept if goes_on else [*kept, *his_own])]
    new = Leg(driver=event.to, country=leg.country, entry=event.day, entry_basis=Basis.TOLD, entry_point=event.place)
    came = _changed(there.leg, handed_over=None) if there else new
    if leg.exit and leg.exit >= event.day:
        came = _changed(came, exit=leg.exit, exit_basis=leg.exit_basis)
    changed: list[Record] = [_with_legs(here.trip, [*kept, came, *his_own])]
    if there:
        left = [each for place, each in enumerate(there.trip.legs) if not _goes_along(there, place)]
        changed.append(_with_legs(there.trip, left) if left else _given_up(there.trip))
    return changed


def _taker(here: Passage, his: Sequence[Passage], event: BorderEvent) -> Passage | None:
    """Returns the passage of the driver who takes the truck over; None where he is outside by the book. Raises where he cannot."""
    giver, there = here.leg.driver, inside_now(his)
    if here.leg.handed_over:
        raise EventRefused("without-truck", giver)
    if not event.to or event.to == giver:
        raise EventRefused("nobody-to", giver)
    if there and there.leg.country != here.leg.country:
        raise EventRefused("elsewhere", event.to)
    if there and there.leg.entry > event.day:
        raise EventRefused("before-entry", event.to)
    return there


def _given_up(trip: Trip) -> Trip:
    """Returns a trip whose driver went on with another one: cancelled, its dates planned ones, for his stay stands on the other."""
    legs = (_changed(leg, entry_basis=Basis.PLANNED, entry_proof="", leave_by=None, handed_over=None) for leg in trip.legs)
    return msgspec.structs.replace(trip, legs=tuple(legs), cancelled=True)


def _swapped(here: Passage, trips: Sequence[Trip], event: BorderEvent) -> list[Record]:
    """Returns both trips as they go on: each driver has the other's place in them, with the dates on which he himself came in."""
    there = _taker(here, passages_of(trips, event.to), event)
    if there is None:
        raise EventRefused("not-inside", event.to)
    if there.trip.id == here.trip.id:
        raise EventRefused("one-truck", event.to)
    if there.leg.handed_over:
        raise EventRefused("without-truck", event.to)
    return [_going_on(here, there.leg, event.day), _going_on(there, here.leg, event.day)]


def _going_on(place: Passage, leg: Leg, day: date) -> Trip:
    """Returns a trip with the driver of ``leg`` in the place of the one who was on it, from his own entry to the exit that is planned."""
    was = place.leg
    planned = was.exit if was.exit and was.exit >= day else None
    queue = was.exit_queue if was.exit_queue and was.exit_queue >= leg.entry else None
    legs = [
        _changed(each, driver=leg.driver) if at > place.index and each.driver == was.driver and each.entry_basis is Basis.PLANNED else each
        for at, each in enumerate(place.trip.legs)
    ]
    basis = was.exit_basis if planned else None
    legs[place.index] = _changed(leg, exit=planned, exit_basis=basis, exit_point=was.exit_point, exit_queue=queue)
    return _with_legs(place.trip, legs)


def _goes_along(there: Passage, place: int) -> bool:
    """Tells whether a leg of the trip that a driver came with leaves it with him: the one he is on, and what was planned for him after."""
    leg = there.trip.legs[place]
    return place == there.index or (place > there.index and leg.driver == there.leg.driver and leg.entry_basis is Basis.PLANNED)


def _entered(trips: Sequence[Trip], passages: Sequence[Passage], driver_id: str, event: BorderEvent) -> Trip:
    """Returns the trip of a driver who comes in from outside, or joins the queue to do so; a new one where the event names none."""
    if not event.country:
        raise EventRefused("nowhere-to", driver_id)
    trip = next((trip for trip in trips if event.trip and trip.id == event.trip.id), event.trip)
    if trip is None:
        last = last_journey(passages)
        trip = Trip(vehicle=last.trip.vehicle, route=last.trip.route) if last else Trip()
        trip = msgspec.structs.replace(trip, route=trip.route if event.route is None else event.route)
    if any((passage.leg.exit or date.max) > event.day for passage in passages):
        raise EventRefused("on-trip", driver_id)
    after = max((passage.index for passage in passages if passage.trip.id == trip.id), default=-1)
    if event.kind == "in":
        return _crossed(trip, driver_id, None, event.country, event, after)
    place = planned_after(trip, driver_id, after, event.country)
    if place is None:
        queued = Leg(driver=driver_id, country=event.country, entry=event.day, entry_point=event.place, entry_queue=event.day)
        slot = _slot(trip, driver_id, after)
        return _with_legs(trip, (*trip.legs[:slot], queued, *trip.legs[slot:]))
    late = max(event.day - trip.legs[place].entry, timedelta())
    legs = moved(trip.legs, driver_id, after, late)
    legs[place] = _changed(legs[place], entry_queue=event.day, entry_point=event.place or legs[place].entry_point)
    return _with_legs(trip, legs)


def _queue_joined(here: Passage, event: BorderEvent) -> Trip:
    """Returns the trip of a driver inside who stands in the queue to leave; an exit planned before that day moves to it."""
    leg = here.leg
    late = max(event.day - leg.exit, timedelta()) if leg.exit else timedelta()
    legs = moved(here.trip.legs, leg.driver, here.index, late)
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
    place = planned_after(trip, driver_id, after, to)
    if to is None and place is not None and (left is None or trip.legs[place].entry != left.exit):
        place = None
    due = trip.legs[place].entry if place is not None else left.exit if left else None
    legs = moved(trip.legs, driver_id, after, event.day - due if due else timedelta())
    entered = to or (legs[place].country if place is not None else None)
    basis = event.basis
    if basis is Basis.SHOWN and left and {left.country, entered} == UNSTAMPED:
        basis = Basis.TOLD
    if place is not None:
        legs[place] = _begun(legs[place], event, basis)
    if here is not None and left is not None:
        legs[here] = _ended(left, event, basis)
    if place is None and to is not None:
        new = Leg(driver=driver_id, country=to, entry=event.day, handed_over=event.day if left and left.handed_over else None)
        legs.insert(_slot(trip, driver_id, after), _begun(new, event, basis))
    return _with_legs(trip, legs)


def _turned_back(trips: Sequence[Trip], driver_id: str, event: BorderEvent) -> list[Record]:
    """Returns the paper that says he was turned back, and his trip without what was still planned for him."""
    refusal = Paper(holder=driver_id, kind="turned-back", country=event.country, issued=event.day, note=event.place)
    trip = next((trip for trip in trips if event.trip and trip.id == event.trip.id), None)
    if trip is None or inside_now(passages_of([trip], driver_id)):
        return [refusal]
    kept = tuple(leg for leg in trip.legs if leg.driver != driver_id or leg.entry_basis is not Basis.PLANNED)
    if not kept:
        return [refusal, msgspec.structs.replace(trip, cancelled=True)]
    return [refusal, _with_legs(trip, kept)]


def _slot(trip: Trip, driver_id: str, after: int) -> int:
    """Returns the place for a new leg of the driver: behind his leg at ``after``, or before his first, or last where he has none."""
    return after + 1 if after >= 0 else next((place for place, leg in enumerate(trip.legs) if leg.driver == driver_id), len(trip.legs))


def moved(legs: Sequence[Leg], driver_id: str, after: int, by: timedelta) -> list[Leg]:
    """Returns the legs with the driver's planned dates that come after the place ``after`` moved."""
    return [
        _changed(leg, entry=leg.entry + by, exit=leg.exit + by if leg.exit else None, entry_queue=None if by else leg.entry_queue)
        if place > after and leg.driver == driver_id and leg.entry_basis is Basis.PLANNED
        else leg
        for place, leg in enumerate(legs)
    ]


def _begun(leg: Leg, event: BorderEvent, basis: Basis) -> Leg:
    queue = leg.entry_queue if leg.entry_queue and leg.entry_queue <= event.day else None
    point, proof = event.place or leg.entry_point, event.proof or leg.entry_proof
    return _changed(leg, entry=event.day, entry_basis=basis, entry_proof=proof, entry_point=point, entry_queue=queue)


def _ended(leg: Leg, event: BorderEvent, basis: Basis) -> Leg:
    queue = leg.exit_queue if leg.exit_queue and leg.exit_queue <= event.day else None
    point, proof = event.place or leg.exit_point, event.proof or leg.exit_proof
    return _changed(leg, exit=event.day, exit_basis=basis, exit_proof=proof, exit_point=point, exit_queue=queue)


def _changed(leg: Leg, **fields: object) -> Leg:
    return msgspec.structs.replace(leg, **fields)


def _with_legs(trip: Trip, legs: Iterable[Leg]) -> Trip:
    return msgspec.structs.replace(trip, legs=tuple(legs))
