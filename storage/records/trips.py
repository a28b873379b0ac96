"""Trips and the legs they are made of, and the routes they follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum

from storage.records.record import STAYS_IN, Part, Record


class Basis(StrEnum):
    """Where a date of a leg comes from, weakest first."""

    PLANNED = "planned"
    TOLD = "told"
    SHOWN = "shown"
    OFFICIAL = "official"


class Leg(Part, frozen=True, kw_only=True):
    """One country of a trip for one driver: entry and exit (both count), the basis and proof of each, and the queues before them.

    ``driver`` is empty in a trip that nobody is on yet.
    ``exit`` is None while no date is known. ``leave_by`` is the day an officer told him to be out by, if one did; ``handed_over`` the
    day he gave the truck to another driver, since when he is inside without it.
    """

    driver: str
    country: str
    entry: date
    entry_basis: Basis = Basis.PLANNED
    entry_proof: str = ""
    entry_point: str = ""
    entry_queue: date | None = None
    exit: date | None = None
    exit_basis: Basis | None = None
    exit_proof: str = ""
    exit_point: str = ""
    exit_queue: date | None = None
    leave_by: date | None = None
    handed_over: date | None = None

    def problems(self) -> Iterator[str]:
        """Yields a code for each thing that is wrong within this leg."""
        if not self.country:
            yield "country-missing"
        elif self.country not in STAYS_IN:
            yield "country-unknown"
        if self.exit and self.exit < self.entry:
            yield "exit-before-entry"
        if self.entry_queue and self.entry_queue > self.entry:
            yield "queue-after-entry"
        if self.exit_queue and self.exit and self.exit_queue > self.exit:
            yield "queue-after-exit"
        if self.handed_over and not self.entry <= self.handed_over <= (self.exit or date.max):
            yield "handed-over-outside"
        if (self.exit is None) != (self.exit_basis is None):
            yield "exit-basis"


class Trip(Record, frozen=True, kw_only=True):
    """One journey of a truck and its driver or crew; each driver has his own legs, in the order they are driven.

    One of which nothing has happened yet may be kept for nobody: all its legs are without a driver then.
    """

    vehicle: str | None = None
    route: str = ""
    legs: tuple[Leg, ...] = ()
    cancelled: bool = False

    def problems(self) -> Iterator[str]:
        """Adds: no legs, a driver missing, and what is wrong within each leg."""
        yield from super().problems()
        if not self.legs:
            yield "legs-missing"
        if any(not leg.driver for leg in self.legs) and (self.drivers or self.has_begun):
            yield "driver-missing"
        for leg in self.legs:
            yield from leg.problems()

    @property
    def drivers(self) -> tuple[str, ...]:
        """Returns the ids of its drivers, in the order they first appear; none where nobody is on it yet."""
        return tuple(dict.fromkeys(leg.driver for leg in self.legs if leg.driver))

    @property
    def for_nobody(self) -> bool:
        """Tells whether it waits for somebody to drive it."""
        return bool(self.legs) and not self.legs[0].driver

    @property
    def has_begun(self) -> bool:
        """Tells whether any date of it is more than planned."""
        return any(basis not in (None, Basis.PLANNED) for leg in self.legs for basis in (leg.entry_basis, leg.exit_basis))

    @property
    def way(self) -> tuple[Leg, ...]:
        """Returns the legs of the first of its crew, or those that wait for somebody."""
        return self.legs_of(self.legs[0].driver) if self.legs else ()

    def legs_of(self, driver: str) -> tuple[Leg, ...]:
        """Returns the legs of one driver of the crew; of an empty id those that wait for somebody."""
        return tuple(leg for leg in self.legs if leg.driver == driver)


class RouteLeg(Part, frozen=True, kw_only=True):
    """One country of a route: the usual days in it, both ends counted, and the crossing points.

    The usual days in the ``queue`` to leave it come on top of ``days``.
    """

    country: str
    days: int
    entry_point: str = ""
    exit_point: str = ""
    queue: int = 0


class Route(Record, frozen=True, kw_only=True):
    """A named pattern of legs that trips follow, and the kinds of paper that it asks for.

    A regular one departs by ``recurs`` (an iCalendar RRULE, empty: not regular) counted from ``begins``, but not on the dates of ``skips``.
    """

    name: str
    legs: tuple[RouteLeg, ...] = ()
    needs: tuple[str, ...] = ()
    recurs: str = ""
    begins: date | None = None
    skips: tuple[date, ...] = ()

    def problems(self) -> Iterator[str]:
        """Adds: no name, no legs, a leg without a country there is or of less than a day, a regular route without its beginning."""
        yield from super().problems()
        if not self.name.strip():
            yield "name-missing"
        if not self.legs:
            yield "legs-missing"
        if any(not leg.country for leg in self.legs):
            yield "country-missing"
        if any(leg.country and leg.country not in STAYS_IN for leg in self.legs):
            yield "country-unknown"
        if any(leg.days < 1 or leg.queue < 0 for leg in self.legs):
            yield "days-impossible"
        if self.recurs and self.begins is None:
            yield "begins-missing"
        if self.recurs and not _recurs(self.recurs):
            yield "recurs-impossible"


def _recurs(rule: str) -> bool:
    from dateutil.rrule import rrulestr

    try:
        rrulestr(rule, dtstart=datetime.combine(date(2000, 1, 3), time()))  # without a date it would read the clock
    except (ValueError, TypeError):  # a TypeError where it says no frequency
        return False
    return True
