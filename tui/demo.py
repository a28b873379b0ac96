"""A made-up carrier to look at: 14 drivers and a year of their trips around the day it is started.

The same day gives the same firm: nothing here is random and nothing reads the clock. Past trips are put in one by one, back in time, each
only where the rule still holds with it, so that the firm looks right on any day, also when a year has just begun.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain
from uuid import NAMESPACE_OID, uuid5

import msgspec
from dateutil.relativedelta import relativedelta

from rules.ledger import Ledger
from rules.reader import shipped
from rules.rulebook import Rule
from rules.stays import Stay
from storage.book import RecordBook
from storage.findings import over_by
from storage.reckoning import held_as
from storage.records import UNSTAMPED, Basis, Driver, Firm, Leg, Paper, Record, Trip, Unsettled, Vehicle
from tui.demo_cast import CAST, Document, Journey, Part, Route
from tui.wording import tr

_HISTORY = 330  # days of past trips before the day it is started
_STANDSTILL = 120  # the most days that a stay which is sought may have lasted
_OVER_BY = 6
_ROOM_LEFT = 5
_FILED_BEFORE = 6  # days between filing an application and the entry
_NOT_YET_SEEN = 6  # days after which the office has seen the mark of a border


def make(book: RecordBook, on: date) -> None:
    """Fills an empty book with the demonstration firm as it stands on ``on``, in one commit."""
    book.commit(records(on), tr("demonstration firm"))


def records(on: date) -> list[Record]:
    """Returns all records of the demonstration firm as it stands on ``on``."""
    firm = Firm(id=_id("firm"), name="ТОО «Караван-Пример»", purpose="служебная", contact="диспетчер Айгуль, +7 700 000 01 00")
    vehicles = [Vehicle(id=_id(plate), plate=plate) for plate in sorted({part.plate for part in CAST})]
    under_way = [_journey_trip(part, journey, number, on) for part in CAST for number, journey in enumerate(part.journeys)]
    own = {part.key: _all_trips(part, [trip for trip in under_way if _driver_id(part) in trip.drivers], on) for part in CAST}
    trips = {trip.id: trip for trip in chain.from_iterable(own.values())}
    papers = [paper for part in CAST for paper in (*_papers(part, on), *_applications(part, own[part.key], on))]
    return [firm, *vehicles, *(_driver(part) for part in CAST), *papers, *trips.values(), _unread_row()]


def _id(name: str) -> str:
    """Returns the id of a record, the same in every run."""
    return uuid5(NAMESPACE_OID, f"haulbook demonstration: {name}").hex


def _driver_id(part: Part) -> str:
    return _id(part.key)


def _driver(part: Part) -> Driver:
    return Driver(id=_driver_id(part), name=part.name, citizenship=part.citizenship, born=part.born, phone=part.phone)


def _unread_row() -> Unsettled:
    """Returns a row of a made-up workbook that could not be taken."""
    cells = {"Водитель": "Гулиев В.Н.", "Страна": "РФ", "Въезд": "31.11", "Выезд": "?"}
    return Unsettled(id=_id("row"), driver=_id("guliyev"), file="рейсы.xlsx", sheet="Рейсы", row=49, problem="unreadable", cells=cells)


# Trips


def _all_trips(part: Part, under_way: Sequence[Trip], on: date) -> list[Trip]:
    """Returns all trips of a driver: what he is doing and planning, and his history, with a standstill of the length sought."""
    if not part.sought:
        return [*under_way, *_history(part, under_way, on)]

    def with_standstill(days: int) -> list[Trip]:
        still = _standstill(part, days, on)
        kept = [] if part.sought == "over" else [still]
        return [still, *_history(part, kept, on, before=still.legs[0].entry)]

    def is_enough(days: int) -> bool:
        ledger = _ledger(part, with_standstill(days), on)
        room = ledger.room(on)
        return over_by(ledger.standing(on)) >= _OVER_BY if part.sought == "over" else room is not None and room.days <= _ROOM_LEFT

    lengths = range(6, _STANDSTILL)
    return with_standstill(lengths[0] + bisect_left(lengths, True, key=is_enough))


def _history(part: Part, under_way: Sequence[Trip], on: date, before: date | None = None) -> list[Trip]:
    """Returns the past trips of a driver, the last first: his routes in turn, each only where the rule holds with it."""
    begun = [leg.entry for trip in under_way for leg in trip.legs if leg.entry <= on]
    first = before or min(begun, default=None)
    end = first - timedelta(part.rest) if first else on - timedelta(part.home)
    found: list[Trip] = []
    number = 0
    while (end - on).days > -_HISTORY:
        route = part.routes[number % len(part.routes)]
        entry = end - timedelta(route.days)
        trip = _trip(part, route, entry, on, name=f"history {number}")
        if _holds(part, [*under_way, *found, trip], on):
            found.append(trip)
        end = entry - timedelta(part.rest + number * 3 % 5)
        number += 1
    return found


def _holds(part: Part, trips: Sequence[Trip], on: date) -> bool:
    """Tells whether the rule holds through all of these trips, the planned ones driven as planned."""
    last = max((day for trip in trips for leg in trip.legs for day in (leg.entry, leg.exit) if day), default=on)
    return _ledger(part, trips, on, driven=True).violation(max(last, on)) is None


def _ledger(part: Part, trips: Sequence[Trip], on: date, *, driven: bool = False) -> Ledger:
    """Returns his ledger; with ``driven`` every plan is taken as driven, and an open stay as ended on ``on``."""
    stays = [
        Stay(leg.country, leg.entry, leg.exit or (max(on, leg.entry) if driven else None))
        for trip in trips
        for leg in trip.legs_of(_driver_id(part))
    ]
    papers = (*_papers(part, on), *_applications(part, trips, on))
    return Ledger(_rule(), part.citizenship, stays, [held_as(paper, shipped()) for paper in papers])


def _rule() -> Rule:
    return shipped().rule(Firm().rules[0])


def _journey_trip(part: Part, journey: Journey, number: int, on: date) -> Trip:
    """Returns a trip under way or to come, with the legs of the second driver where there is one."""
    entry = on + timedelta(journey.begins)
    trip = _trip(part, journey.route, entry, on, f"journey {number}", news_until=on + timedelta(journey.news_until), hops=journey.hops)
    legs = list(trip.legs)
    if journey.queue is not None:
        queued = on + timedelta(journey.queue)
        here = {"exit_queue": queued} if entry <= on else {"entry_queue": queued}
        legs[0] = msgspec.structs.replace(legs[0], **here)
    if journey.mate:
        legs += [msgspec.structs.replace(leg, driver=_id(journey.mate)) for leg in legs]
    return msgspec.structs.replace(trip, legs=tuple(legs))


def _standstill(part: Part, days: int, on: date) -> Trip:
    """Returns a trip that broke off inside and has stood there, ``days`` days before ``on`` when it began."""
    assert part.standstill
    route = part.standstill
    trip = _trip(part, route, on - timedelta(days), on, "standstill", hops=len(route.hops))
    return msgspec.structs.replace(trip, note=part.remark)


def _trip(part: Part, route: Route, entry: date, on: date, name: str, news_until: date | None = None, hops: int | None = None) -> Trip:
    """Returns a trip on a route; dates after ``news_until`` (default ``on``) are planned, a trip cut to ``hops`` ends open."""
    known = on if news_until is None else news_until
    legs: list[Leg] = []
    kept = route.hops[:hops]
    for place, hop in enumerate(kept):
        onward = route.hops[place + 1] if place + 1 < len(route.hops) else None
        left = None if hops == place + 1 else entry + timedelta(hop.days)
        came_from = route.hops[place - 1].country if place else None
        entry_basis = _basis(came_from, hop.country, entry, known, on)
        exit_basis = _basis(hop.country, onward.country if onward else None, left, known, on) if left else None
        legs.append(
            Leg(
                driver=_driver_id(part),
                country=hop.country,
                entry=entry,
                entry_basis=entry_basis,
                entry_proof=_proof(part, entry, entry_basis),
                entry_point=hop.point,
                exit=left,
                exit_basis=exit_basis,
                exit_proof=_proof(part, left, exit_basis),
                exit_point=onward.point if onward else route.out,
            )
        )
        entry = left or entry
    legs[0] = msgspec.structs.replace(legs[0], entry_queue=_joined_queue(legs[0].entry, known))
    legs[-1] = msgspec.structs.replace(legs[-1], exit_queue=_joined_queue(legs[-1].exit, known))
    return Trip(id=_id(f"{part.key} {name}"), vehicle=_id(part.plate), route=route.name, legs=tuple(legs))


def _joined_queue(crossed: date | None, known: date) -> date | None:
    """Returns the day he joined the queue before an outer border, up to three days before he crossed it; None where there was no queue."""
    waited = crossed.toordinal() % 4 if crossed else 0
    return crossed - timedelta(waited) if crossed and waited and crossed <= known else None


def _basis(out_of: str | None, into: str | None, day: date, known: date, on: date) -> Basis:
    """Returns where the date of a crossing comes from: a mark only some days later, and none between Russia and Belarus."""
    if day > known:
        return Basis.PLANNED
    if {out_of, into} == UNSTAMPED or (on - day).days < _NOT_YET_SEEN or day.toordinal() % 5 == 0:
        return Basis.TOLD
    return Basis.OFFICIAL if day.toordinal() % 11 == 0 else Basis.SHOWN


def _proof(part: Part, day: date | None, basis: Basis | None) -> str:
    """Returns the number of the migration card that shows a date."""
    return f"МК 00{part.plate[:3]} {day.toordinal():07d}" if day and basis is Basis.SHOWN else ""


# Papers


def _papers(part: Part, on: date) -> list[Paper]:
    """Returns the papers of a driver; the day they were issued and the day they end lie whole years apart."""
    contract = Document("home-contract", f"ТД-{part.plate[:3]}", issued=-700, country="KZ")
    return [_paper(part, document, number, on) for number, document in enumerate((*part.papers, contract))]


def _paper(part: Part, document: Document, number: int, on: date) -> Paper:
    years = relativedelta(years=document.years)
    until = on + timedelta(document.until) if document.until is not None else None
    issued = on + timedelta(document.issued) if document.issued is not None else until - years if until else None
    if until is None and issued and document.years:
        until = issued + years
    return Paper(
        id=_id(f"{part.key} paper {number}"),
        holder=_driver_id(part),
        kind=document.kind,
        number=document.number,
        country=document.country or (part.citizenship if document.until is not None else None),
        issued=issued,
        until=until,
        result=document.result,
    )


def _applications(part: Part, trips: Iterable[Trip], on: date) -> list[Paper]:
    """Returns the ruID applications filed for a driver by ``on``: one for each entry that none before covers, once they raise the limit."""
    kind = shipped().paper_kinds["ruid-driver"]
    starts = [more.start or date.min for version in _rule().versions for limit in version.limits for more in limit.raises]
    filed: list[Paper] = []
    for entry in sorted(_entries(part, trips)) if part.applies else ():
        day = entry - timedelta(_FILED_BEFORE)
        until = day + timedelta(kind.entry_until or 0)
        if entry < min(starts, default=date.max) or day > on or (filed and filed[-1].until and entry <= filed[-1].until):
            continue
        number = f"RU-{day:%y}-{day.toordinal() % 10_000_000:07d}"
        paper_id = _id(f"{part.key} application {day}")
        filed.append(Paper(id=paper_id, holder=_driver_id(part), kind=kind.id, number=number, country="RU", issued=day, until=until))
    return filed


def _entries(part: Part, trips: Iterable[Trip]) -> list[date]:
    """Returns the dates on which a driver came, or will come, into the rule's territory from outside."""
    found = []
    for trip in trips:
        outside = True
        for leg in trip.legs_of(_driver_id(part)):
            member = leg.country in _rule().countries
            if member and outside:
                found.append(leg.entry)
            outside = not member
    return found
