"""The same answers as ``haulbook count`` worked out a second way: plain sets of dates, day by day, nothing clever.

Knows ``union-state`` and inline rules by its own numbers, so that it is no copy of the rule data either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(1)
BELARUS_SINCE = date(2025, 1, 11)
YEARLY_SINCE = date(2025, 1, 1)
RAISED_FROM = date(2026, 7, 1)
RAISED_FOR = {"KZ", "KG", "AM", "UZ", "TJ"}


@dataclass(frozen=True)
class Span:
    """A stay: country, entry, exit or None."""

    country: str | None
    entry: date
    exit: date | None


@dataclass(frozen=True)
class Ceiling:
    """A limit: window, days, and the length of a rolling window."""

    window: str
    days: int
    of: int = 0


@dataclass
class Case:
    """A driver's case: ``filings`` are (first, last) of entry under an application, ``permits`` of residence permits, ``patents`` of papers
    that lift Russia alone, whose days count later or not.
    """

    spans: list[Span]
    on: date
    ceilings: list[Ceiling] | None = None
    citizenship: str | None = None
    filings: list[tuple[date, date]] = field(default_factory=list)
    permits: list[tuple[date, date]] = field(default_factory=list)
    counted_from: date = date.min
    patents: list[tuple[date, date]] = field(default_factory=list)
    patents_count: bool = True

    # dates

    def last(self, span: Span) -> date:
        if span.exit is not None:
            return span.exit
        return max(self.on, span.entry)

    def dates(self, span: Span) -> set[date]:
        found = set(days(span.entry, self.last(span)))
        if self.ceilings is None and span.country == "BY":
            found = {day for day in found if day >= BELARUS_SINCE}
        return found

    def all_dates(self) -> set[date]:
        return {day for span in self.spans for day in self.dates(span) if self.counts(day, {span.country})}

    def counts(self, day: date, countries: Collection[str | None] = ("RU",)) -> bool:
        return day >= self.counted_from and not self.permitted(day) and (self.patents_count or not self.lifted(day, countries))

    def permitted(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.permits)

    def lifted(self, day: date, countries: Collection[str | None]) -> bool:
        patented = any(first <= day <= last for first, last in self.patents)
        return self.permitted(day) or (patented and set(countries) <= {"RU"})

    def where(self, day: date) -> set[str | None]:
        return {span.country for span in self.spans if span.entry <= day <= self.last(span)} or {"RU"}

    def inside(self) -> set[date]:
        return {day for day in self.all_dates() if day <= self.on}

    # limits

    def limits(self, day: date) -> list[Ceiling]:
        if self.ceilings is not None:
            return self.ceilings if day >= self.counted_from else []
        if day < YEARLY_SINCE:
            return [Ceiling("rolling", 90, 180), Ceiling("continuous", 90)]
        return [Ceiling("calendar-year", 90), Ceiling("continuous", 90)]

    def came_in(self, span: Span) -> date:
        """The date of entry from a third state, followed back through the other member country."""
        reached, waiting = {span}, [span]
        while waiting:
            here = waiting.pop()
            for other in self.spans:
                follows = other.exit is not None and here.entry - DAY <= other.exit <= here.entry
                if follows and other.country != here.country and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return min(one.entry for one in reached)

    def allowed(self, limit: Ceiling, day: date, entered: Iterable[date] = ()) -> int:
        if self.ceilings is not None or limit.window != "calendar-year" or day < RAISED_FROM or self.citizenship not in RAISED_FOR:
            return limit.days
        origins = [self.came_in(span) for span in self.spans if span.entry <= day <= self.last(span)]
        raised = any(first <= origin <= last for origin in [*origins, *entered] for first, last in self.filings)
        return 180 if raised else limit.days

    def used(self, limit: Ceiling, held: set[date], day: date) -> int:
        if limit.window == "calendar-year":
            return sum(1 for one in held if one.year == day.year and one <= day)
        if limit.window == "rolling":
            return sum(1 for one in held if day - timedelta(limit.of) < one <= day)
        run = 0
        while day in held:
            run += 1
            day -= DAY
        return run

    def broken_limits(
        self, held: set[date], day: date, entered: Iterable[date] = (), countries: Collection[str | None] | None = None
    ) -> list[str]:
        if day not in held or self.lifted(day, self.where(day) if countries is None else countries):
            return []
        return [limit.window for limit in self.limits(day) if self.used(limit, held, day) > self.allowed(limit, day, entered)]

    # answers

    def standing(self) -> dict[str, object]:
        held = self.inside()
        present = {day for span in self.spans for day in self.dates(span) if day <= self.on}
        lifted = self.lifted(self.on, self.where(self.on))
        limits = self.limits(self.on)
        outside = () if any(span.entry <= self.on <= self.last(span) for span in self.spans) else (self.on,)
        used = self.used(limits[0], held, self.on) if limits else 0
        cap = self.allowed(limits[0], self.on, outside) if limits and not lifted else None
        over = 0
        if present and limits and not lifted:
            last = max(present)
            if last >= self.counted_from and not self.lifted(last, self.where(last)) and self.limits(last):
                over = max(0, used - self.allowed(self.limits(last)[0], last))
        return {"used": used, "limit": cap, "remaining": None if cap is None else cap - used, "over": over}

    def violation(self) -> dict[str, object] | None:
        held = self.inside()
        broken = sorted(day for day in held if self.broken_limits(held, day))
        if not broken:
            return None
        peak = max(self.used(self.limits(day)[0], held, day) for day in broken)
        return {"first_day": broken[0].isoformat(), "last_day": broken[-1].isoformat(), "days": len(broken), "peak_used": peak}

    def stretch(
        self, base: set[date], start: date, entered: Iterable[date], most: int, countries: Collection[str | None] = ("RU",)
    ) -> tuple[int, str | None]:
        """Days a stay may last from ``start``: each day is added and judged, and so is every date that was there already."""
        entered = list(entered)
        before = {day for day in base if self.broken_limits(base, day)}
        held = set(base)
        for step in range(most):
            day = start + step * DAY
            if self.counts(day, countries):
                held.add(day)
            broken = self.broken_limits(held, day, entered, countries)
            later = [window for one in sorted(base) if one > day and one not in before for window in self.broken_limits(held, one)]
            if broken or later:
                order = [limit.window for limit in self.limits(day)]
                return step, min(broken + later, key=order.index)
        return most, None

    def room(self, most: int = 1096) -> tuple[int, str | None] | None:
        if not self.limits(self.on) or self.lifted(self.on, self.where(self.on)):
            return None
        staying = [span for span in self.spans if span.entry <= self.on and (span.exit is None or span.exit > self.on)]
        others = [span for span in self.spans if span not in staying]
        base = {day for span in others for day in self.dates(span) if self.counts(day, {span.country})} | self.inside()
        entered = [self.came_in(span) for span in staying] or [self.on + DAY]
        return self.stretch(base, self.on + DAY, entered, most, {span.country for span in staying} or ("RU",))

    def enter(self, entry: date, most: int = 1096) -> tuple[int, str | None]:
        return self.stretch(self.all_dates(), entry, [entry], most)

    def first_return(self, start: date, length: int, most: int = 1096) -> date | None:
        return next((day for day in days(start, start + (most - 1) * DAY) if self.enter(day, length)[0] >= length), None)

    def plan(self, entry: date, exit: date) -> dict[str, object]:
        held = self.all_dates() | {day for day in days(entry, exit) if self.counts(day)}
        broken = [day for day in days(entry, exit) if self.broken_limits(held, day, [entry], ("RU",))]
        peak = max((self.used(self.limits(day)[0], held, day) for day in days(entry, exit) if self.limits(day)), default=0)
        limits = self.limits(exit)
        left = (
            self.allowed(limits[0], exit, [entry]) - self.used(limits[0], held, exit) if limits and not self.lifted(exit, ("RU",)) else None
        )
        first = broken[0].isoformat() if broken else None
        return {"ok": not broken, "peak_used": peak, "first_violation": first, "remaining_after": left}


def days(first: date, last: date) -> list[date]:
    """Every date from first to last, both included."""
    return [first + step * DAY for step in range((last - first).days + 1)]
