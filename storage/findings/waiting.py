"""What there is to say of planned trips that nobody is on yet: the departure is near, or has passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rules.findings import Finding
from storage.findings.case import finding
from storage.records import Trip

NEAR = 7
"""Days before a departure from which on it is said that nobody is named."""


def of_trips(trips: Iterable[Trip], on: date) -> Iterator[Finding]:
    """Yields one finding a trip for nobody that departs within ``NEAR`` days of ``on``, or was to depart before it."""
    for trip in trips:
        if trip.for_nobody and not trip.cancelled and (trip.legs[0].entry - on).days <= NEAR:
            entry = trip.legs[0].entry
            route = trip.route or "-".join(dict.fromkeys(leg.country for leg in trip.legs))
            code = "nobody-went" if entry < on else "nobody-goes"
            yield finding(code, trip.id, entry, route=route, entry=entry, days=abs((entry - on).days))
