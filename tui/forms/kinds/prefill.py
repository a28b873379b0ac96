"""What a new trip begins with: the driver's last one, with dates from the day on which he can go."""

from __future__ import annotations

from datetime import date, timedelta

from storage.reckoning import Reckoning
from storage.records import Basis, Leg, Trip

_LOOKED_AT = 400
"""Days ahead within which a planned stay moves the first day on which a new trip begins."""


def last_trip(book: Reckoning, driver: str | None) -> Trip | None:
    """Returns the trip that a driver began last, or will; None where he has none."""
    trips = [trip for trip in book.trips_of(driver or "") if not trip.cancelled and trip.legs_of(driver or "")]
    return max(trips, key=lambda trip: trip.legs_of(driver or "")[0].entry, default=None)


def begin(book: Reckoning, driver: str, on: date) -> date:
    """Returns the day on which a new trip of a driver may begin: tomorrow, or the day after all that is recorded or planned for him."""
    ends = [stay.exit or stay.entry for stay in book.stays_of(driver) if not stay.passed_by(on)]
    near = [day for day in ends if day <= on + timedelta(_LOOKED_AT)]
    return max([on, *near]) + timedelta(1)


def shifted(trip: Trip, driver: str, first: date) -> list[Leg]:
    """Returns the legs of one driver (where he has none, of the first of the crew) planned anew from a day on, as far apart as they are."""
    legs = trip.legs_of(driver) or trip.way
    by = first - legs[0].entry
    return [
        Leg(
            driver=driver,
            country=leg.country,
            entry=leg.entry + by,
            entry_point=leg.entry_point,
            exit=leg.exit + by if leg.exit else None,
            exit_basis=Basis.PLANNED if leg.exit else None,
            exit_point=leg.exit_point,
        )
        for leg in legs
    ]
