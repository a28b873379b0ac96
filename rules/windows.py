"""How many days of a limit are used on a date, and where an unbroken stretch of dates breaks it.

A window looks back from a date and takes it in: from 1 January of its year, over ``of`` days, or over the unbroken run that ends with
it; that of a visa's own days from the first of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from rules.days import NO_DAYS, Days
from rules.rulebook import NO_TERMS, Limit, Terms


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


class Look(NamedTuple):
    """What is seen from a date under some terms: each limit with the dates it looks at, and the limit that is shown with its own.

    ``first`` is the first date of all. Dates are None where they hang on the driver's own, and where no limit is shown.
    """

    first: date
    limits: tuple[tuple[Limit, Days | None], ...]
    shown: Limit | None
    seen: Days | None


@lru_cache(maxsize=64)
def look(course: tuple[Terms, ...], day: date) -> Look:
    """Returns what is seen from a day under those of the terms, the latest first, that hold on it: the same for a whole fleet."""
    terms = terms_on(course, day)
    limits = tuple((limit, _dates(limit, day)) for limit in terms.limits)
    return Look(looks_back(terms.reach, day), limits, terms.shown, _dates(terms.shown, day) if terms.shown else None)


def terms_on(course: tuple[Terms, ...], day: date) -> Terms:
    """Returns those of the terms, the latest first, that hold on a day; nothing before the first version of the rule."""
    for terms in course:
        if terms.first <= day:
            return terms
    return NO_TERMS


def _dates(limit: Limit, day: date) -> Days | None:
    return Days.between(window_start(limit, NO_DAYS, day), day) if limit.window in ("calendar-year", "rolling") else None


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
