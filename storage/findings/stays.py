"""What there is to say about a driver's stays: open ones, plans gone by, dates that cannot all be true, rows nobody could read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from rules.days import Days
from rules.findings import Finding, Value
from rules.stays import Stay
from storage.findings.case import Case, finding, trip_of
from storage.openings import counted_twice
from storage.records import Basis


def findings(case: Case) -> Iterator[Finding]:
    """Yields what there is to say about his stays in any country, and about rows of imports that name him."""
    yield from _unended(case)
    yield from _overlaps(case)
    yield from _order_of_legs(case)
    yield from _planned_passed(case)
    yield from _in_queue(case)
    yield from _without_truck(case)
    yield from _ways(case)
    for opening, counted in counted_twice(case.openings, case.stays) if case.openings else ():
        first = min(stay.entry for stay in counted)
        yield finding("opening-and-trips", opening.id, first, as_of=opening.as_of, first=first, stays=len(counted))
    for row in case.unsettled:
        yield finding("unsettled-row", row.id, file=row.file, sheet=row.sheet, row=row.row, problem=row.problem)


def _unended(case: Case) -> Iterator[Finding]:
    """Yields one finding a stay without a known exit: one forgotten where he has begun another since, else open or without news."""
    for stay in case.unended:
        later = case.next_begun(stay)
        if later:
            told: dict[str, Value] = {"later_country": later.country, "later": later.entry}
            yield finding("missing-exit", trip_of(stay), later.entry, country=stay.country, since=stay.entry, **told)
        else:
            code = "no-news" if stay.exit else "open-stay"
            yield finding(code, trip_of(stay), stay.exit or stay.entry, country=stay.country, since=stay.entry, day=stay.exit)


def _overlaps(case: Case) -> Iterator[Finding]:
    """Yields one finding a stay that shares more than one date with later ones of another trip or country.

    One whose exit is missing is left out: until the next began it shares nothing.
    """
    forgotten = [stay for stay in case.unended if case.next_begun(stay)]
    shared: dict[int, tuple[Stay, Days]] = {}
    reach: tuple[int, Stay, date] | None = None
    spans = [(stay, stay.last_date(case.on)) for stay in case.stays if not stay.passed_by(case.on) and stay not in forgotten]
    for place, (stay, last) in enumerate(sorted(spans, key=lambda span: (span[0].entry, span[1]))):
        if reach:
            earlier, before, _ = reach
            common = before.overlap(stay, case.on)
            if common and (trip_of(before) != trip_of(stay) or before.country != stay.country):
                shared[earlier] = before, shared.get(earlier, (before, Days()))[1] | common
        if reach is None or last > reach[2]:
            reach = place, stay, last
    for stay, days in shared.values():
        yield finding("overlap", trip_of(stay), days.first, country=stay.country, days=len(days), first=days.first, last=days.last)


def _order_of_legs(case: Case) -> Iterator[Finding]:
    """Yields one finding a leg that begins before the one before it on its trip began, or ended where that is no overlap."""
    for before, stay in pairwise(case.stays):
        if stay.entry > before.entry and (before.exit is None or stay.entry >= before.exit):
            continue
        if trip_of(before) != trip_of(stay) or stay.passed_by(case.on) or before.passed_by(case.on):
            continue
        ended = before.known_exit(case.on)
        if stay.entry < before.entry or (ended and stay.entry < ended and not before.overlap(stay, case.on)):
            told: dict[str, Value] = {"before_country": before.country, "before": before.entry}
            yield finding("leg-order", trip_of(stay), stay.entry, country=stay.country, entry=stay.entry, **told)


def _planned_passed(case: Case) -> Iterator[Finding]:
    """Yields one finding a trip whose planned entry went by, with the days used without it and as if driven as planned.

    A trip without news of an exit is left out: that he has not gone on is the same news.
    """
    passed: dict[str, list[Stay]] = {}
    for stay in case.stays:
        if stay.entry_planned and stay.passed_by(case.on):
            passed.setdefault(trip_of(stay), []).append(stay)
    for silent in {trip_of(stay) for stay in case.unended if stay.exit}:
        passed.pop(silent, None)
    for trip, missed in passed.items():
        refs = {stay.ref for stay in missed}
        ledger = case.ledger
        driven = (_as_driven(stay, case.on) if stay.ref in refs else stay for stay in ledger.presence.stays)
        used = ledger.with_only(driven).standing(case.on).used
        first = min(missed, key=lambda stay: stay.entry)
        both: dict[str, Value] = {"without": case.standing.used, "with": used}
        yield finding("planned-passed", trip, first.entry, rule=case.rule, day=first.entry, country=first.country, **both)


def _as_driven(stay: Stay, on: date) -> Stay:
    return replace(stay, entry_planned=False, exit_planned=stay.exit is not None and stay.exit >= on)


def _in_queue(case: Case) -> Iterator[Finding]:
    """Yields one finding a queue that he joined long ago, to leave or to enter, without news of the crossing."""
    for trip in case.trips:
        if trip.cancelled:
            continue
        for leg in trip.legs:
            if leg.driver != case.driver.id:
                continue
            left = leg.exit_basis not in (None, Basis.PLANNED) or leg.handed_over is not None
            if leg.exit_queue and not left and leg.entry_basis is not Basis.PLANNED:
                yield from _queue_long(case, trip.id, leg.country, leg.exit_point, leg.exit_queue)
            elif leg.entry_queue and leg.entry_basis is Basis.PLANNED:
                yield from _queue_long(case, trip.id, leg.country, leg.entry_point, leg.entry_queue)


def _without_truck(case: Case) -> Iterator[Finding]:
    """Yields one finding a leg that he is still in and on which he gave the truck to another driver."""
    here = {stay.ref for stay in case.here}
    for trip in case.trips:
        for number, leg in enumerate(trip.legs):
            if leg.handed_over and leg.handed_over <= case.on and leg.driver == case.driver.id and f"{trip.id}/{number}" in here:
                yield finding("without-truck", trip.id, leg.handed_over, country=leg.country, since=leg.handed_over)


def _queue_long(case: Case, trip: str, country: str, place: str, since: date) -> Iterator[Finding]:
    days = (case.on - since).days
    if days > case.firm.queue_long:
        yield finding("queue-long", trip, since, country=country, place=place, since=since, days=days)


def _ways(case: Case) -> Iterator[Finding]:
    """Yields one finding a trip to come that goes where no road leads but through a country that it has no leg in."""
    for road in case.rulebook.roads:
        if case.firm.country not in road.carriers:
            continue
        goals = {trip_of(stay): stay for stay in reversed(case.ahead) if stay.country in road.to and stay.entry_planned}
        for trip, goal in goals.items():
            driven = [stay for stay in case.stays if trip_of(stay) == trip]
            if not any(road.through in stay.countries for stay in driven):
                yield finding("transit-missing", trip, goal.entry, country=goal.country, through=road.through, entry=goal.entry)
