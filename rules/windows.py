"""How many days of a limit are used on a date, and where an unbroken stretch of dates breaks it.

A window looks back from a date and takes it in: from 1 January of its year, over ``of`` days, or over the unbroken run that ends with
it; that of a visa's own days from the first of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from rules.days import Days
from rules.rulebook import Limit


def window_start(limit: Limit, counted: Days, day: date) -> date:
    """Returns the first date that the limit looks at from ``day``."""
    if limit.window == "calendar-year":
        return date(day.year, 1, 1)
    if limit.window == "visa":
        return date.min
    back = counted.run_ending(day) if limit.window == "continuous" else limit.of or 1
    return day - timedelta(max(back, 1) - 1)


def looks_back(reach: int, day: date) -> date:
    """Returns the first date that windows of up to ``reach`` days see from ``day``, 1 January at the latest; runs may go back further."""
    first = date(day.year, 1, 1)
    return min(first, day - timedelta(reach - 1)) if reach else first


def used(limit: Limit, counted: Days, day: date) -> int:
    """Returns how many of the ``counted`` dates the limit sees on ``day``, that day included."""
    if limit.window == "continuous":
        return counted.run_ending(day)
    return counted.count(window_start(limit, counted, day), day)


def first_breach(limit: Limit, counted: Days, first: date, last: date, cap: int) -> date | None:
    """Returns the first date from ``first`` to ``last`` with more than ``cap`` days used, or None.

    Every date of the stretch must be in ``counted`` and in one calendar year: then ``used`` never falls along it. It never rises
    by more than one a date, so that as many dates as there are days left need no look.
    """
    day = first
    while day <= last:
        left = cap - used(limit, counted, day)
        if left < 0:
            return day
        if limit.window == "rolling" and used(limit, counted, last) <= cap:
            return None
        day += timedelta(left + 1)
    return None


def first_date(first: date, last: date, holds: Callable[[date], bool]) -> date:
    """Returns the first date from ``first`` to ``last`` on which ``holds``, which once true stays true; the day after ``last`` if none."""
    base = first.toordinal()
    length = last.toordinal() - base + 1
    return date.fromordinal(base + bisect_left(range(length), True, key=lambda ahead: holds(date.fromordinal(base + ahead))))


def breaches(limit: Limit, counted: Days, caps: list[tuple[int, Days]], judged: Days) -> Days:
    """Returns the ``judged`` dates with more days used than allowed: ``caps`` are (days, dates) that raise ``limit.days`` there."""
    return Days.of(
        day for day, taken in _beyond(limit, counted, judged) if taken > max((days for days, dates in caps if day in dates), default=0)
    )


def _beyond(limit: Limit, counted: Days, judged: Days) -> Iterator[tuple[date, int]]:
    """Yields the dates of ``judged`` on which more than ``limit.days`` days are used, and how many.

    ``used`` never rises by more than one a date: after one with days left as many dates as there are need no look.
    """
    day = judged.first if len(counted) > limit.days else None
    while day:
        taken = used(limit, counted, day)
        if taken > limit.days:
            yield day, taken
        day = judged.first_from(day + timedelta(max(0, limit.days - taken) + 1))
