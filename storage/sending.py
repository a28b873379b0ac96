"""What decides whether a driver can be sent, out of the book: his ledgers, absences, other trips, and the papers that a trip asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from rules.allowance import LAST_DATE
from rules.candidates import Candidate, Need
from rules.days import Days
from rules.ledger import Ledger
from rules.stays import Stay
from storage.findings.case import trip_of
from storage.findings.limits import breach_is_open
from storage.reckoning import Reckoning
from storage.records import Absence, Driver, Route, Trip
from storage.routes import route_key


def candidate(
    book: Reckoning, driver: Driver, on: date, route: Route | None = None, vehicle: str | None = None, trip: str = ""
) -> Candidate:
    """Returns a driver as he is judged for a trip on a route, with a vehicle, or for the planned ``trip`` of that id.

    Absences without an end count without one. What he is to drive besides is what the book has from ``on``, that trip aside.
    """
    others = [stay for stay in book.stays_of(driver.id) if trip_of(stay) != trip]
    papers = book.papers_of(driver.id)
    ledgers = {rule: book.ledger(driver.id, rule) for rule in book.rules_kept}
    ends_unknown, going_on = unended(others, on, book.firm.country)
    breach_open = any(breach_is_open(ledger.violation(on), papers, on) for ledger in ledgers.values())
    return Candidate(
        driver=driver.id,
        ledgers={rule: without(ledger, trip) for rule, ledger in ledgers.items()},
        absences=absent_on(book.absences_of(driver.id)),
        busy=Days.union(_busy(others, on)),
        needs=needs_of(book, route.needs if route else (), driver.id, vehicle),
        breach_open=breach_open,
        unended=ends_unknown,
        going_on=going_on,
    )


def unended(stays: Iterable[Stay], on: date, home: str) -> tuple[tuple[Stay, ...], tuple[Stay, ...]]:
    """Returns the stays abroad that a driver is in without a known end, and those that end with the next planned leg of their trip, so
    ended. Where he has begun another stay since, the exit is only missing.
    """
    known = [stay for stay in stays if not stay.passed_by(on)]
    begun = max((stay.entry for stay in known if not stay.ahead_of(on)), default=on)
    open_now = [stay for stay in known if stay.entry == begun and stay.covers(on) and stay.known_exit(on) is None]
    follows = {trip_of(stay): stay.entry for stay in sorted(known, key=lambda stay: stay.entry, reverse=True) if stay.ahead_of(on)}
    going_on = [replace(stay, exit=follows[trip_of(stay)], exit_planned=True) for stay in open_now if trip_of(stay) in follows]
    return tuple(stay for stay in open_now if trip_of(stay) not in follows and stay.countries != (home,)), tuple(going_on)


def _busy(stays: Iterable[Stay], on: date) -> Iterator[Days]:
    """Yields the dates from ``on`` on which stays keep a driver; a trip that has begun, or was to, keeps him until its last date."""
    trips: dict[str, list[Stay]] = {}
    for stay in stays:
        trips.setdefault(trip_of(stay), []).append(stay)
    for legs in trips.values():
        if all(leg.ahead_of(on) for leg in legs):
            yield from (Days.between(leg.entry, leg.last_date(on)) for leg in legs)
        else:
            yield Days.between(on, max(leg.last_date(on) for leg in legs))


def without(ledger: Ledger, trip: str) -> Ledger:
    """Returns a ledger without the stays of one trip; as it is where it has none, or none is named."""
    kept = [stay for stay in ledger.presence.stays if trip_of(stay) != trip]
    return ledger.with_only(kept) if trip and len(kept) < len(ledger.presence.stays) else ledger


def absent_on(absences: Iterable[Absence]) -> Days:
    """Returns the dates on which a driver cannot be sent."""
    return Days.union(Days.between(absence.first, absence.last or LAST_DATE) for absence in absences)


def needs_by_trip(book: Reckoning, trips: Iterable[Trip], driver_id: str, on: date) -> dict[str, tuple[Need, ...]]:
    """Returns what the routes of trips ask for, by trip; those that follow no route of the book, or ended before ``on``, are left out."""
    asked = {route_key(route.name): route.needs for route in book.all(Route) if route.needs}
    if not asked:
        return {}
    coming = [(trip, route_key(trip.route)) for trip in trips if any((leg.exit or leg.entry) >= on for leg in trip.legs)]
    return {trip.id: needs_of(book, asked[key], driver_id, trip.vehicle) for trip, key in coming if key in asked}


def needs_of(book: Reckoning, kinds: Iterable[str], driver_id: str, vehicle: str | None) -> tuple[Need, ...]:
    """Returns kinds of paper, each with the stretches on which the driver, his truck or the firm holds one."""
    holders = [driver_id, book.firm.id, *([vehicle] if vehicle else [])]
    papers = [paper for holder in holders for paper in book.papers_of(holder)]
    return tuple(Need(kind, tuple((paper.issued, paper.until) for paper in papers if paper.kind == kind)) for kind in kinds)
