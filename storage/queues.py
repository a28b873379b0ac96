"""How long the queue to leave usually is at a crossing point, learned from the firm's own trips, and by which point a driver leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from math import ceil
from statistics import median
from typing import NamedTuple

from storage.records import Basis, Leg, Trip

FEWEST = 5
"""Waits at a point that must be known before one of them is called usual."""


def point_key(country: str, place: str) -> tuple[str, str]:
    """Returns what a crossing point out of a country is known by, however it was typed."""
    return country, " ".join(place.casefold().split())


class Wait(NamedTuple):
    """How long the queue out of a country is at a point, in days: the typical one (median), a bad one (nine of ten are no longer).

    ``known`` is how many waits these rest on.
    """

    typical: int
    bad: int
    known: int


def waits_at_points(trips: Iterable[Trip]) -> dict[tuple[str, str], Wait]:
    """Returns the waits at each point that enough crossings are known of: the days from queue to exit, halves rounded up."""
    waits: dict[tuple[str, str], list[int]] = {}
    for trip in trips:
        for leg in trip.legs:
            if leg.exit_queue and leg.exit and leg.exit_point and leg.exit_basis is not Basis.PLANNED:
                waits.setdefault(point_key(leg.country, leg.exit_point), []).append((leg.exit - leg.exit_queue).days)
    return {point: _wait(sorted(days)) for point, days in waits.items() if len(days) >= FEWEST}


def _wait(days: list[int]) -> Wait:
    return Wait(ceil(median(days)), days[ceil(len(days) * 0.9) - 1], len(days))


def way_out(trips: Iterable[Trip], driver_id: str, on: date, members: Collection[str]) -> tuple[str, str] | None:
    """Returns country and crossing point by which a driver inside leaves the countries of a rule; None outside, or where not known.

    The point planned for the last leg there of his trip, else the one by which he came into that country.
    """
    trip, place = max(
        ((trip, place) for trip in trips for place, leg in enumerate(trip.legs) if _is_on(leg, driver_id, on)),
        key=lambda each: each[0].legs[each[1]].entry,
        default=(None, 0),
    )
    if trip is None:
        return None
    own = [(leg, number >= place) for number, leg in enumerate(trip.legs) if leg.driver == driver_id]
    came = [leg for leg, after in own if not after]
    first = last = trip.legs[place]
    for leg in (leg for leg, after in own if after):
        if not any(country in members for country in leg.country.split("+")):
            break
        last = leg
    for leg in reversed(came):
        if leg.exit != first.entry or not any(country in members for country in leg.country.split("+")):
            break
        first = leg
    point = last.exit_point or (first.entry_point if first.country == last.country else "")
    return (last.country, point) if point else None


def _is_on(leg: Leg, driver_id: str, on: date) -> bool:
    began = leg.driver == driver_id and leg.entry_basis is not Basis.PLANNED and leg.entry <= on
    return began and (leg.exit is None or leg.exit > on or leg.exit_basis is Basis.PLANNED)
