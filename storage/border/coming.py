"""What comes next for a driver at a border, the most likely first, and who crosses or takes over with him."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from storage.book import RecordBook
from storage.border.event import BorderEvent, EventKind, Passage, inside_now, last_journey, passages_of, planned_after
from storage.records import JOINT, Basis, Driver, Trip

_SOON = timedelta(days=14)  # a plan that begins further off is not what a message of today is about
_OF_TRUCKS: tuple[EventKind, ...] = ("swap", "hand-over")
_FEW = 4  # a rule of more countries than these offers only those that he plans or has driven to


def events(book: RecordBook, driver_id: str, on: date) -> list[BorderEvent]:
    """Returns what may come next for a driver at a border, dated ``on``, the most likely first."""
    trips = book.trips_of(driver_id)
    passages = passages_of(trips, driver_id)
    members = _members(book)
    here = inside_now(passages)
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
    if here:
        kept.append(BorderEvent("leave-by", here.leg.country, on, trip=here.trip))
        if here.leg.handed_over is None and any(other.id != driver_id and not other.left for other in book.all(Driver)):
            kept += [BorderEvent(kind, here.leg.country, on, trip=here.trip) for kind in _OF_TRUCKS]
    return kept


def last_route(book: RecordBook, driver_id: str) -> str:
    """Returns the route of the last journey of a driver, on which a new trip of his begins unless another is said; empty where none."""
    last = last_journey(passages_of(book.trips_of(driver_id), driver_id))
    return last.trip.route if last else ""


def alike(book: RecordBook, driver_id: str, event: BorderEvent, trips: Sequence[str] = ()) -> BorderEvent:
    """Returns the same event for another driver: on the trip of his own that it most likely belongs to, a new one where there is none.

    Where it may belong to one of ``trips`` (ids), that is the most likely.
    """
    own = [each.trip for each in events(book, driver_id, event.day) if (each.kind, each.country) == (event.kind, event.country)]
    return replace(event, trip=next((trip for trip in own if trip and trip.id in trips), own[0] if own else None))


def taking_over(book: RecordBook, driver_id: str) -> list[str]:
    """Returns the ids of those who may take the truck over from a driver inside: his crew, others in that country, then those outside."""
    here = inside_now(passages_of(book.trips_of(driver_id), driver_id))
    if here is None:
        return []
    crew, near, outside = [], [], []
    for driver in book.drivers():
        there = inside_now(passages_of(book.trips_of(driver.id), driver.id))
        if driver.id == driver_id or driver.left:
            continue
        if there and there.trip.id == here.trip.id and there.leg.country == here.leg.country:
            crew.append(driver.id)
        elif there is None:
            outside.append(driver.id)
        elif there.leg.country == here.leg.country:
            near.append(driver.id)
    return [*crew, *near, *outside]


def swapping(book: RecordBook, driver_id: str) -> list[str]:
    """Returns the ids of those with whom a driver inside may swap trucks: who has another truck in the same country."""
    here = inside_now(passages_of(book.trips_of(driver_id), driver_id))
    if here is None or here.leg.handed_over:
        return []
    met = ((driver, inside_now(passages_of(book.trips_of(driver.id), driver.id))) for driver in book.drivers() if not driver.left)
    return [
        driver.id
        for driver, there in met
        if there and there.leg.country == here.leg.country and there.trip.id != here.trip.id and there.leg.handed_over is None
    ]


def crew(book: RecordBook, driver_id: str, event: BorderEvent | None = None) -> tuple[str, ...]:
    """Returns the ids of those who share the event's trip with him; without an event, or where it begins one, his trip under way.

    Who has handed the truck over travels with nobody; who takes one over does so alone.
    """
    here = inside_now(passages_of(book.trips_of(driver_id), driver_id))
    trip = event.trip if event and event.trip else here.trip if here else None
    if trip is None or (event and event.kind in _OF_TRUCKS):
        return ()
    afoot = {leg.driver for leg in trip.legs if leg.handed_over}
    return () if driver_id in afoot else tuple(id for id in trip.drivers if id != driver_id and id not in afoot)


def _from_inside(here: Passage, passages: Sequence[Passage], members: Sequence[str], on: date) -> Iterator[BorderEvent]:
    """Yields the crossings a driver inside a country may make, the most likely first."""
    country, planned = here.leg.country, planned_after(here.trip, here.leg.driver, here.index)
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
    trips: Sequence[Trip], driver_id: str, passages: Sequence[Passage], members: Sequence[str], on: date
) -> Iterator[BorderEvent]:
    """Yields the entries a driver outside may make: planned ones about now, a copy of his last route, other members, later plans."""
    planned = []
    for trip in trips:
        after = max((passage.index for passage in passages if passage.trip.id == trip.id), default=-1)
        index = None if trip.cancelled else planned_after(trip, driver_id, after)
        if index is not None:
            leg = trip.legs[index]
            planned.append((abs(leg.entry - on), BorderEvent("in", leg.country, on, leg.entry_point, trip=trip)))
    planned.sort(key=lambda near: near[0])
    yield from (event for far, event in planned if far <= _SOON)
    last = last_journey(passages)
    if last:
        yield BorderEvent("in", last.leg.country, on, last.leg.entry_point)
    for member in members:
        if not last or member != last.leg.country:
            yield BorderEvent("in", member, on, _place(passages, None, member))
    yield from (event for far, event in planned if far > _SOON)


def _members(book: RecordBook) -> list[str]:
    """Returns the countries to offer at a border: those of the firm's first rule, none where they are many."""
    first = book.rulebook.rule(book.rules_kept[0])
    return list(first.since) if len(first.since) <= _FEW else []


def _went_to_before(here: Passage, passages: Sequence[Passage]) -> str | None:
    """Returns where he went the last time that he came into this country from the same side."""
    alike = (earlier for earlier in reversed(passages) if earlier is not here and earlier.leg.country == here.leg.country)
    return next((earlier.went_to for earlier in alike if earlier.came_from == here.came_from), None)


def _place(passages: Sequence[Passage], out_of: str | None, into: str | None) -> str:
    """Returns the crossing point he used last between two countries (None: outside what the records know); empty where none."""
    for passage in reversed(passages):
        if passage.leg.country == into and passage.came_from == out_of and passage.leg.entry_point:
            return passage.leg.entry_point
        if passage.leg.country == out_of and passage.went_to == into and passage.leg.exit_point:
            return passage.leg.exit_point
    return ""


def _queued(event: BorderEvent, driver_id: str) -> bool:
    """Tells whether he stands already in the queue before the entry that the event is about."""
    return event.trip is not None and any(
        leg.entry_queue for leg in event.trip.legs_of(driver_id) if leg.entry_basis is Basis.PLANNED and leg.country == event.country
    )
