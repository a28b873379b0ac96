"""How many days of a limit are used on a date, and where an unbroken stretch of dates breaks it.

A window looks back from a date and takes it in: from 1 January of its year, over ``of`` days, or over the unbroken run that ends with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta

from rules.days import NO_DAYS, Days
from rules.rulebook import Limit

ONE_DAY = timedelta(1)


def window_start(limit: Limit, counted: Days, day: date) -> date:
    """Returns the first date that the limit looks at from ``day``."""
    if limit.window == "calendar-year":
        return date(day.year, 1, 1)
    back = counted.run_ending(day) if limit.window == "continuous" else limit.of or 1
    return day - timedelta(max(back, 1) - 1)


def used(limit: Limit, counted: Days, day: date) -> int:
    """Returns how many of the ``counted`` dates the limit sees on ``day``, that day included."""
    if limit.window == "continuous":
        return counted.run_ending(day)
    return counted.count(window_start(limit, counted, day), day)


def first_breach(limit: Limit, counted: Days, first: date, last: date, cap: int) -> date | None:
    """Returns the first date from ``first`` to ``last`` with more than ``cap`` days used, or None.

    Every date of the stretch must be in ``counted`` and in one calendar year: then ``used`` never falls along it.
    """
    if used(limit, counted, last) <= cap:
        return None
    return first_date(first, last, lambda day: used(limit, counted, day) > cap)


def first_date(first: date, last: date, holds: Callable[[date], bool]) -> date:
    """Returns the first date from ``first`` to ``last`` on which ``holds``, which once true stays true; the day after ``last`` if none."""
    base = first.toordinal()
    length = last.toordinal() - base + 1
    return date.fromordinal(base + bisect_left(range(length), True, key=lambda ahead: holds(date.fromordinal(base + ahead))))


def breaches(limit: Limit, counted: Days, caps: list[tuple[int, Days]], judged: Days) -> Days:
    """Returns the ``judged`` dates with more days used than allowed: ``caps`` are (days, dates) that raise ``limit.days`` there."""
    if not judged or _is_never_reached(limit, counted):
        return NO_DAYS
    return Days.of(
        day
        for day in judged
        if (taken := used(limit, counted, day)) > limit.days and taken > max((days for days, dates in caps if day in dates), default=0)
    )


def _is_never_reached(limit: Limit, counted: Days) -> bool:
    """Tells at a glance, without a look at each date, that the limit cannot be broken anywhere."""
    if limit.window == "continuous":
        return all((last - first).days < limit.days for first, last in counted.runs())
    if limit.window == "rolling":
        return len(counted) <= limit.days
    first, last = counted.first, counted.last
    return not (first and last) or all(
        counted.count(date(year, 1, 1), date(year, 12, 31)) <= limit.days for year in range(first.year, last.year + 1)
    )
