"""Routes: those of the book, those that its trips show to be driven, when regular ones depart, and the legs that a departure plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil
from statistics import median

from storage.queues import Wait, point_key
from storage.records import Basis, Leg, Route, RouteLeg, Trip

FARTHEST = timedelta(3 * 366)
"""How far ahead the departures of a regular route are looked for."""


def route_key(name: str) -> str:
    """Returns what a route is known by, however its name was typed."""
    return "-".join(" ".join(part.split()) for part in re.split("[-–—]", name.casefold()))


def with_offered(kept: Iterable[Route], trips: Iterable[Trip], waits: Mapping[tuple[str, str], Wait]) -> dict[str, Route]:
    """Returns routes by their keys: those of the book, then those that finished trips show to be driven, each as it usually is."""
    found = {route_key(route.name): route for route in kept}
    driven: dict[str, list[Trip]] = {}
    for trip in trips:
        if trip.route and route_key(trip.route) not in found and _is_done(trip):
            driven.setdefault(route_key(trip.route), []).append(trip)
    return found | {key: _usual(driven[key], waits) for key in sorted(driven)}


def _is_done(trip: Trip) -> bool:
    return not trip.cancelled and bool(trip.legs) and all(leg.exit and leg.exit_basis is not Basis.PLANNED for leg in trip.legs)


def _usual(trips: Sequence[Trip], waits: Mapping[tuple[str, str], Wait]) -> Route:
    """Returns the route that trips of one name have in common: their most frequent countries, of each the median days and usual points."""
    ways = [trip.way for trip in trips]
    countries, _ = Counter(tuple(leg.country for leg in way) for way in ways).most_common(1)[0]
    alike = [way for way in ways if tuple(leg.country for leg in way) == countries]
    return Route(name=trips[-1].route, legs=tuple(_usual_leg([way[place] for way in alike], waits) for place in range(len(countries))))


def _usual_leg(legs: Sequence[Leg], waits: Mapping[tuple[str, str], Wait]) -> RouteLeg:
    entry_point = _frequent(leg.entry_point for leg in legs if leg.entry_point)
    exit_point = _frequent(leg.exit_point for leg in legs if leg.exit_point)
    days = [(leg.exit - leg.entry).days + 1 - ((leg.exit - leg.exit_queue).days if leg.exit_queue else 0) for leg in legs if leg.exit]
    wait = waits.get(point_key(legs[0].country, exit_point)) if any(leg.exit_queue for leg in legs) else None
    return RouteLeg(
        country=legs[0].country,
        days=max(1, ceil(median(days))),
        entry_point=entry_point,
        exit_point=exit_point,
        queue=wait.typical if wait else 0,
    )


def _frequent(texts: Iterable[str]) -> str:
    return next((text for text, _ in Counter(texts).most_common(1)), "")


def planned_legs(route: Route, first: date, driver: str = "", more: int = 0) -> tuple[Leg, ...]:
    """Returns the legs of a route planned from a day on: each country is entered on the day on which the one before is left.

    Each lasts its usual days and then its queue; ``more`` days of queue are put to every leg that has one, or to the last where none has.
    """
    queued = [leg.queue > 0 for leg in route.legs]
    legs = []
    for place, leg in enumerate(route.legs):
        waits = queued[place] or (not any(queued) and place == len(route.legs) - 1)
        last = first + timedelta(leg.days - 1 + leg.queue + (more if waits else 0))
        legs.append(
            Leg(
                driver=driver,
                country=leg.country,
                entry=first,
                entry_point=leg.entry_point,
                exit=last,
                exit_basis=Basis.PLANNED,
                exit_point=leg.exit_point,
            )
        )
        first = last
    return tuple(legs)


def departures(route: Route, after: date, until: date) -> list[date]:
    """Returns the dates on which a regular route departs from ``after`` to ``until``, both included; none where it is not regular.

    Raises ``ValueError`` where its recurrence is no RRULE.
    """
    if not route.recurs or route.begins is None:
        return []
    from dateutil.rrule import rrulestr

    rule = rrulestr(route.recurs, dtstart=datetime.combine(route.begins, time()))
    last = min(until, after + FARTHEST)
    found = rule.between(datetime.combine(after, time()), datetime.combine(last, time()), inc=True)
    return [moment.date() for moment in found if moment.date() not in route.skips]
