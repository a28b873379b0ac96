"""Two drivers at the border, for the tests of what happens there."""

from __future__ import annotations

from datetime import date

from storage.book import RecordBook
from storage.border import BorderEvent, apply
from storage.records import Driver, Trip

ON = date(2026, 11, 23)
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")


def happens(book: RecordBook, event: BorderEvent, driver: Driver = AHMET) -> Trip:
    """The driver's trip after the event was committed."""
    changed = apply(book, driver.id, event)
    book.commit(changed, "border")
    (found,) = (record for record in changed if isinstance(record, Trip))
    return found
