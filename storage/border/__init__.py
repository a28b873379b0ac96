"""Border events as they are told by phone: which most likely comes next for a driver, and what it changes in the records.

Pure functions over records: nothing here commits, and nothing reads the clock. A date is ``told`` unless the caller says better;
between Russia and Belarus nobody stamps, so a date of that crossing is never ``shown``. A plan moves with what happened: when a driver
enters two days late, what is planned after it on the same trip moves by two days.
"""

from __future__ import annotations

from storage.border.coming import alike, crew, events, last_route, swapping, taking_over
from storage.border.event import BorderEvent, EventKind, EventRefused
from storage.border.happened import apply, apply_each, apply_to

__all__ = [
    "BorderEvent",
    "EventKind",
    "EventRefused",
    "alike",
    "apply",
    "apply_each",
    "apply_to",
    "crew",
    "events",
    "last_route",
    "swapping",
    "taking_over",
]
