"""The firm's year: how its drivers' days run down to New Year with all that is planned, and how many more trips they allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rules.burndown import left_by_day
from rules.days import Days
from rules.forecast import Plan
from rules.ledger import Ledger
from storage.planning import stays_of
from storage.reckoning import Reckoning
from storage.records import Driver, Route
from storage.routes import planned_legs
from storage.sending import candidate

PACE = 90
"""Days back over which the firm's pace is taken."""


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What is left on each day from the as-of date to 31 December, plans included; None where nothing limits.

    ``planned`` are the days planned by then.
    """

    first: date
    left: tuple[int | None, ...]
    planned: int

    @property
    def last(self) -> date:
        """The last day: 31 December."""
        return self.first + timedelta(len(self.left) - 1)

    @property
    def raise_ends(self) -> tuple[date, int] | None:
        """Returns the first day on which less is left by more than a day that is used, and how much: a limit is raised no more."""
        for ahead, (before, after) in enumerate(pairwise(self.left), 1):
            if before is not None and after is not None and before - after > 1:
                return self.first + timedelta(ahead), after
        return None


@dataclass(frozen=True, slots=True)
class FirmYear:
    """The driver-days of the whole firm: those left on each day, of how many ``drivers`` (those whom nothing limits are not among them).

    ``pace`` are those driven in the last 90 days. ``runs_out`` is the day on which
    the driver-days of the year are used up where each day takes what is planned for it or, where that is more, a day of that pace.
    """

    ahead: YearAhead
    drivers: int
    pace: int
    runs_out: date | None


def driver_year(book: Reckoning, driver_id: str, on: date, rule_id: str) -> YearAhead:
    """Returns how the days of one driver run down under a rule."""
    ledger, last = book.ledger(driver_id, rule_id), date(on.year, 12, 31)
    return YearAhead(on, tuple(left_by_day(ledger, on, last)), _planned(ledger, on).count(on, last))


def firm_year(book: Reckoning, on: date, rule_id: str) -> FirmYear:
    """Returns how the days of all drivers that the firm has on ``on`` run down under a rule."""
    last = date(on.year, 12, 31)
    ledgers = [book.ledger(driver.id, rule_id) for driver in book.drivers() if driver.left is None or driver.left >= on]
    limited = [(ledger, left) for ledger in ledgers if None not in (left := left_by_day(ledger, on, last))]
    total = tuple(sum(max(0, each[place] or 0) for _, each in limited) for place in range((last - on).days + 1))
    pace = sum(ledger.presence.inside(on).count(on - timedelta(PACE - 1), on) for ledger, _ in limited)
    planned = [_planned(ledger, on) for ledger, _ in limited]
    by_day = [sum(day in ahead for ahead in planned) for day in _days(on, last)]
    return FirmYear(YearAhead(on, total, sum(by_day)), len(limited), pace, _runs_out(total[0], by_day, pace, on))


def _planned(ledger: Ledger, on: date) -> Days:
    """Returns the dates to come, after those that are used by ``on``, on which a driver is planned to be inside."""
    return ledger.presence.ahead(on) - ledger.presence.inside(on)


def _days(on: date, last: date) -> list[date]:
    return [on + timedelta(ahead) for ahead in range(1, (last - on).days + 1)]


def _runs_out(left: int, planned: Sequence[int], pace: int, on: date) -> date | None:
    """Returns the first day of the year on which more would be used than is left."""
    used = 0  # in ninetieths of a driver-day, so that nothing is rounded
    for ahead, days in enumerate(planned, 1):
        used += max(days * PACE, pace)
        if used > left * PACE:
            return on + timedelta(ahead)
    return None


def round_trips(book: Reckoning, driver: Driver, route: Route, on: date) -> int | None:
    """Returns how many more times a driver can make a route, one after the other, and be back by 31 December.

    Each is judged day by day under every rule that the firm keeps, over all that is recorded and planned for him, with the papers he
    has now; none where a breach was not cleared. None, not counted, while he is inside without a known end.
    """
    sent = candidate(book, driver, on, route)
    if sent.breach_open:
        return 0
    if sent.unended:
        return None
    legs = stays_of(planned_legs(route, on + timedelta(1)))
    length = (max(leg.exit or leg.entry for leg in legs) - legs[0].entry).days + 1
    ledgers = [sent.until(ledger, None) for ledger in sent.ledgers.values()]
    taken, start, made = sent.absences | sent.busy, on + timedelta(1), 0
    final = date(on.year, 12, 31) - timedelta(length - 1)
    while True:
        plans = [Plan(ledger, legs, on) for ledger in ledgers]
        begin = _next_start(plans, taken, length, start, final)
        if begin is None:
            return made
        ledgers = [plan.ledger.with_stays(plan.moved(begin - legs[0].entry)) for plan in plans]
        start, made = begin + timedelta(length), made + 1


def _next_start(plans: Sequence[Plan], taken: Days, length: int, start: date, final: date) -> date | None:
    """Returns the first date from ``start`` to ``final`` on which the trip is within every rule and on no other date that is taken."""
    while start <= final:
        clash = (taken & Days.between(start, start + timedelta(length - 1))).last
        if clash:
            start = clash + timedelta(1)
        elif all(plan.holds(start) for plan in plans):
            return start
        else:
            start += timedelta(1)
    return None
