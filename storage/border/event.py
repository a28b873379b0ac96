"""What a border event is, and a driver's legs that happened, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from storage.records import UNSTAMPED, Basis, Leg, Trip

EventKind = Literal["in", "out", "over", "queue", "turned-back", "hand-over", "swap", "leave-by"]


class EventRefused(ValueError):
    """An event that cannot be, and for whom.

    ``code`` is ``inside-already``, ``not-inside``, ``before-entry``, ``on-trip``, ``nowhere-to``, and at a handing over or a swap
    ``nobody-to``, ``without-truck`` (he gave it away before), ``elsewhere`` (the other is in another country) or ``one-truck``.
    """

    def __init__(self, code: str, driver_id: str) -> None:
        super().__init__(f"{code}: {driver_id}")
        self.code = code
        self.driver_id = driver_id


@dataclass(frozen=True, slots=True)
class BorderEvent:
    """Something that happened at a border on ``day`` at the crossing ``place`` (empty: not known).

    ``country`` is the one entered (``in``, ``over``), left (``out``), queued for or out of (``queue``), that refused him
    (``turned-back``), in which the truck was handed over or swapped, or which he was told to leave; at ``leave-by`` ``day`` is the day
    to be out by. ``basis`` and ``proof`` are those of a crossing's date. ``over_night``: he crossed in the night that ends on ``day``.
    ``to`` is the driver who takes the truck over; at ``swap`` he gives his own for it. ``trip`` is the trip it belongs to; None begins
    a new one, copied from his last one: on that route, or on ``route`` where that is said.
    """

    kind: EventKind
    country: str
    day: date
    place: str = ""
    basis: Basis = Basis.TOLD
    proof: str = ""
    over_night: bool = False
    to: str = ""
    trip: Trip | None = None
    route: str | None = None

    @property
    def begins_trip(self) -> bool:
        """Tells whether a new trip begins with it."""
        return self.trip is None and self.kind in ("in", "queue")

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Returns what its date may come from: nobody stamps between Russia and Belarus."""
        seen = () if self.kind == "over" and self.country in UNSTAMPED else (Basis.SHOWN,)
        return (Basis.TOLD, *seen, Basis.OFFICIAL)

    @property
    def standing_day(self) -> date:
        """Returns the date that stands: of the two of a night crossing the one that makes the stay longer, until a mark is seen."""
        return self.day - timedelta(1) if self.over_night and self.kind == "in" and self.basis is Basis.TOLD else self.day


@dataclass(frozen=True, slots=True)
class Passage:
    """A leg that happened, with the countries he came from and went to (None: none that the records know)."""

    trip: Trip
    index: int
    came_from: str | None
    went_to: str | None

    @property
    def leg(self) -> Leg:
        """Returns the leg."""
        return self.trip.legs[self.index]


def passages_of(trips: Sequence[Trip], driver_id: str) -> list[Passage]:
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
        Passage(
            trip,
            index,
            came_from=legs[at - 1].country if at and meets[at - 1] else None,
            went_to=legs[at + 1].country if at < len(meets) and meets[at] else None,
        )
        for at, (_, _, _, index, trip) in enumerate(happened)
    ]


def inside_now(passages: Sequence[Passage]) -> Passage | None:
    """Returns the passage he is on: his last one, where it has no exit or only a planned one."""
    last = passages[-1] if passages else None
    return last if last and last.leg.exit_basis in (None, Basis.PLANNED) else None


def last_journey(passages: Sequence[Passage]) -> Passage | None:
    """Returns the passage with which his last journey began."""
    return next((passage for passage in reversed(passages) if passage.came_from is None), None)


def planned_after(trip: Trip, driver_id: str, index: int, country: str | None = None) -> int | None:
    """Returns the place in the trip of the driver's next planned leg after ``index`` (of that country, where one is named)."""
    for place in range(index + 1, len(trip.legs)):
        leg = trip.legs[place]
        if leg.driver == driver_id and leg.entry_basis is Basis.PLANNED and country in (None, leg.country):
            return place
    return None
