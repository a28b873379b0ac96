"""How a driver's days run down: what is left of the first limit on each day to come, with all that is planned."""

from __future__ import annotations

from datetime import date, timedelta

from rules.days import Days
from rules.ledger import Ledger
from rules.windows import used


def left_by_day(ledger: Ledger, on: date, last: date) -> list[int | None]:
    """Returns what is left of the first limit on each day from ``on`` to ``last``, planned dates used as their days come.

    None where nothing limits him that day; below 0 where more is used, or planned, than an entry on that day would be allowed.
    """
    presence = ledger.presence
    counted = ledger.allowance.counted(presence.known(on), on)
    return [_left(ledger, counted, on + timedelta(ahead), on) for ahead in range((last - on).days + 1)]


def _left(ledger: Ledger, counted: Days, day: date, on: date) -> int | None:
    allowance = ledger.allowance
    limits = allowance.limits_on(day)
    if not limits or allowance.lifted_on(day):
        return None
    return allowance.cap(limits[0], day, on, (day,)) - used(limits[0], counted, day)
