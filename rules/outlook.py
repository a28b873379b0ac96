"""What may still be done: how long a new stay, or one that goes on, may last over all that is recorded and planned.

A stay may last until the day before the first date on which some limit is exceeded: a date of its own, or one already planned
that was within the rule without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rules.allowance import LONGEST_STAY, Allowance
from rules.days import ONE_DAY, Days
from rules.rulebook import Limit
from rules.windows import first_breach, first_date, used, window_start


@dataclass(frozen=True, slots=True)
class Room:
    """How long a stay may last: days, its last date (None where 0), and the window or paper that ends it (None: nothing does)."""

    days: int
    until: date | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A stay asked about: the most used of the first limit, the first date that breaks some limit and which, what is left after."""

    peak_used: int
    first_violation: date | None
    by: str | None
    remaining_after: int | None
    blocked_by: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tells whether every date is within every limit and no paper blocks the entry."""
        return self.first_violation is None and not self.blocked_by


@dataclass(frozen=True, slots=True)
class _Guard:
    """A date already taken that a new stay must not push over a limit: it leaves the stay ``spare`` days before it.

    ``first`` is the first date the limit looks at from it; ``place`` is that of the limit among those in force.
    """

    day: date
    limit: Limit
    place: int
    spare: int
    first: date


class Outlook:
    """The days a driver has as known on a date, recorded and planned. Made once, asked for any number of stays."""

    def __init__(
        self, allowance: Allowance, base: Days, ahead: Days, on: date, entries: Iterable[date] = (), visas: Iterable[Outlook] = ()
    ) -> None:
        """Takes the dates already taken, and those of them that are to come.

        ``entries`` are dates from which a driver who comes in may be allowed more than before, ``visas`` what visas of his leave by
        their own terms.
        """
        self.allowance = allowance
        self.base = base
        self.ahead = ahead
        self.on = on
        self.before = allowance.counted(base, on)
        self._visas = tuple(visas)
        self._entries = sorted(entries)
        self._guards: list[_Guard] = []
        self._guarded_from: date | None = None

    def with_more(self, days: Days) -> Outlook:
        """Returns the same with more dates to come, none of a visa."""
        return Outlook(self.allowance, self.base | days, self.ahead | days, self.on, self._entries)

    @cached_property
    def broken(self) -> Days:
        """Returns the dates to come on which some limit is exceeded, one of a visa's own among them."""
        return Days.union([self.allowance.breached(self.base, self.on, self.ahead), *(visa.broken for visa in self._visas)])

    def stretch(self, start: date, came_in: tuple[date, ...], countries: tuple[str, ...] = (), most: int = LONGEST_STAY) -> Room:
        """Returns how long a stay may last from ``start``, looking at most ``most`` days ahead.

        ``came_in`` are the dates of entry it counts from, ``countries`` those it lies in (none: the rule's first member).
        """
        last = start + timedelta(most - 1)
        counted = self.before | self.allowance.counted_anew(Days.between(start, last), countries)
        found = self._spoiled(counted, start, last)
        direct = self._first_breach(counted, start, last, came_in, countries)
        if direct:
            found.append(direct)
        for visa in self._visas_for(countries):
            room = visa.stretch(start, (), countries, most)
            if room.by:
                found.append((start + timedelta(room.days), LONGEST_STAY, room.by))
        if not found:
            return Room(most, last, None)
        broken, _, by = min(found)
        days = (broken - start).days
        return Room(days, broken - ONE_DAY if days else None, by)

    def _visas_for(self, countries: Iterable[str]) -> list[Outlook]:
        """Returns what the visas leave that are of some of those countries (none named: the rule's first member)."""
        entered: set[str | None] = set(countries) or {self.allowance.rule.first_country}
        return [visa for visa in self._visas if not entered.isdisjoint(visa.allowance.rule.since)]

    def next_entry(self, after: date, days: int) -> date | None:
        """Returns the first date from ``after`` on at which a stay of ``days`` days fits within the rule; None within three years."""
        entry, end = after, after + timedelta(LONGEST_STAY)
        while entry < end:
            blocks = self.allowance.barring(entry, self.on)
            if any(paper.last is None for paper in blocks):
                return None
            if blocks:
                entry = max(paper.last for paper in blocks if paper.last) + ONE_DAY
            elif self.stretch(entry, (entry,), most=days).days >= days:
                return entry
            else:
                entry = self._later_entry(entry, days)
        return None

    def judge(self, entry: date, exit: date) -> Judged:
        """Returns how a new stay from ``entry`` to ``exit`` fares, judged day by day on its own dates."""
        allowance = self.allowance
        counted = self.before | allowance.counted_anew(Days.between(entry, exit))
        by_visa = [visa.judge(entry, exit) for visa in self._visas_for(())]
        found = self._first_breach(counted, entry, exit, (entry,), ())
        breaks = [found] if found else []
        breaks += [(each.first_violation, LONGEST_STAY, each.by) for each in by_visa if each.first_violation and each.by]
        broken, _, by = min(breaks, default=(None, 0, None))
        peak = allowance.peak(counted, Days.between(entry, exit))
        limits = allowance.limits_on(exit)
        left = allowance.cap(limits[0], exit, self.on, (entry,)) - used(limits[0], counted, exit) if limits else None
        if allowance.lifted_on(exit):
            left = min((each.remaining_after for each in by_visa if each.remaining_after is not None), default=None)
        blocked = tuple(dict.fromkeys(paper.kind.id for paper in allowance.barring(entry, self.on)))
        return Judged(peak, broken, by, left, blocked)

    def _first_breach(
        self, counted: Days, first: date, last: date, came_in: tuple[date, ...], countries: tuple[str, ...]
    ) -> tuple[date, int, str] | None:
        """Returns the first date of an unbroken stretch that breaks a limit, with the place and the window of the first such limit."""
        for begin, end, caps in self.allowance.segments(first, last, self.on):
            if self.allowance.lifted_on(begin, countries):
                if any(visa.stay_days is None for visa in self.allowance.visas_on(begin, countries)):
                    return begin, LONGEST_STAY, "visa"
                continue
            found: list[tuple[date, int, str]] = []
            for place, (limit, days) in enumerate(caps):
                cap = max(days, self.allowance.cap(limit, begin, self.on, came_in, countries, only=True))
                broken = first_breach(limit, counted, begin, end, cap)
                if broken:
                    found.append((broken, place, limit.window))
            if found:
                return min(found)
        return None

    def _spoiled(self, counted: Days, start: date, last: date) -> list[tuple[date, int, str]]:
        """Returns (date, place, window) of each date on which a stay from ``start`` has newly spoiled a later date already taken."""
        taken = self.before.last
        if taken is None or taken <= start:
            return []
        guards = [guard for guard in self._guards_after(start) if guard.day > start]
        added = counted - self.before
        found: list[tuple[date, int, str]] = []
        for guard in guards:
            breaking = self._spends(guard, counted, added, start)
            if breaking and breaking <= last:
                found.append((breaking, guard.place, guard.limit.window))
        return found

    def _spends(self, guard: _Guard, counted: Days, added: Days, start: date) -> date | None:
        """Returns the date on which a stay from ``start`` has taken more days than a guard leaves it, or None."""
        day, spare = guard.day, guard.spare
        if guard.limit.window == "continuous":
            end = guard.first - ONE_DAY
            joined = counted.run_ending(end) if end >= start else 0
            return end if joined - self.before.run_ending(end) > spare else None
        first = max(start, guard.first)
        if added.count(first, day - ONE_DAY) <= spare:
            return None
        return first_date(first, day - ONE_DAY, lambda reached: added.count(first, reached) > spare)

    def _guards_after(self, start: date) -> list[_Guard]:
        """Returns the guards of the dates after ``start``, and perhaps of some before; dates already over a limit need none."""
        if self._guarded_from is None or start < self._guarded_from:
            self._guarded_from = start
            self._guards = self._worked_out(self.before.within(start + ONE_DAY, date.max))
        return self._guards

    def _worked_out(self, days: Days) -> list[_Guard]:
        least: dict[tuple[int, str, date], int] = {}
        found = []
        judged = self.allowance.outside(self.allowance.lifting, days, self.on) if self.allowance.lifts else days
        for day in reversed(list(judged)):
            limits = self.allowance.limits_on(day)
            spare = [self.allowance.cap(limit, day, self.on) - used(limit, self.before, day) for limit in limits]
            if min(spare, default=0) < 0:
                continue
            for place, limit in enumerate(limits):
                first = window_start(limit, self.before, day)
                shared = place, limit.window, first  # of dates with one window the last with the fewest days to spare stands for all
                if spare[place] < least.get(shared, spare[place] + 1):
                    least[shared] = spare[place]
                    found.append(_Guard(day, limit, place, spare[place], first))
        return found

    def _later_entry(self, entry: date, days: int) -> date:
        """Returns a later date for a stay of ``days`` days that does not fit from ``entry``: no date between them does.

        Up to ``end`` nothing changes and no date is taken yet, so that a calendar year only fills. Of a stay that begins by then
        ``days`` dates, or all up to ``end``, count anew; and a rolling window loses one day at most from a date to the next.
        """
        later = entry + ONE_DAY
        _, end, _ = next(self.allowance.segments(entry, entry + timedelta(LONGEST_STAY), self.on))
        taken = self.base.within(entry, end).first
        end = min([end, *(day - ONE_DAY for day in (taken, *self._entries) if day and day > entry)])
        length = (end - entry).days + 1
        if taken == entry or self.allowance.lifted_on(entry) or len(self.allowance.counted_anew(Days.between(entry, end))) < length:
            return later
        for limit in self.allowance.limits_on(entry):
            free = self.allowance.cap(limit, entry, self.on, (entry,))
            if limit.window == "calendar-year":
                free = max(0, free - used(limit, self.before, entry))
            width = min(days, limit.of or days)
            if width > free:
                later = max(later, end + timedelta(1 - free))
            elif limit.window == "rolling" and days <= length:
                excess = used(limit, self.before, entry + timedelta(days - 1)) + width - free
                later = max(later, entry + timedelta(min(excess, length - days + 1)))
        return later
