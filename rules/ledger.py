"""One driver under one rule: his figures on any date, and what he may still do.

The date a figure is for is always an argument. What has not happened by then is ahead of it: never used, but it bounds
what may still be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.allowance import Allowance
from rules.days import Days
from rules.explain import Explanation, explain
from rules.papers import HeldPaper
from rules.rulebook import Limit, Rule
from rules.stays import Presence, Stay
from rules.windows import ONE_DAY, first_breach, first_date, used, window_start
from rules.year import DayState, day_states

LONGEST_STAY = 1096
"""Days looked ahead: three years with a leap day."""


@dataclass(frozen=True, slots=True)
class LimitFigure:
    """One limit on one date: days used, allowed and left (None where nothing limits that day)."""

    window: str
    used: int
    limit: int | None
    remaining: int | None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A driver's figures on a date; ``used``, ``limit``, ``remaining`` and ``by_country`` are those of the rule's first limit.

    ``over`` is what is used beyond the limit that stood on the last date inside. ``inside`` is the country he is in that day,
    ``since`` the date he entered it; ``lifted`` tells that papers lift or replace the rule that day.
    """

    on: date
    rule: str
    used: int
    limit: int | None
    remaining: int | None
    over: int
    by_country: Mapping[str, int]
    limits: tuple[LimitFigure, ...]
    inside: str | None
    since: date | None
    lifted: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How long a stay may last: days, its last date (None where 0), and the window or paper that ends it (None: nothing does)."""

    days: int
    until: date | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Violation:
    """The dates inside on which some limit is exceeded: first, last, how many; and the most used of the first limit on any of them."""

    first_day: date
    last_day: date
    days: int
    peak_used: int


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


class Ledger:
    """The stays and papers of one driver under one rule. Built once, asked for any date."""

    def __init__(self, rule: Rule, citizenship: str | None, stays: Iterable[Stay], papers: Iterable[HeldPaper] = ()) -> None:
        """Takes a driver's stays and papers in any order, overlapping or repeated; what is not of this rule is left aside."""
        self.rule = rule
        self.citizenship = citizenship
        self.papers = tuple(papers)
        self.presence = Presence(rule, stays)
        self.allowance = Allowance(rule, citizenship, self.presence, self.papers)

    def with_stays(self, more: Iterable[Stay]) -> Ledger:
        """Returns the ledger of the same driver with more stays, such as those of a plan."""
        return self.with_only((*self.presence.stays, *more))

    def with_only(self, stays: Iterable[Stay]) -> Ledger:
        """Returns the ledger of the same driver with other stays in place of his."""
        return Ledger(self.rule, self.citizenship, stays, self.papers)

    # Figures

    def standing(self, on: date) -> Standing:
        """Returns the driver's figures on a date; planned dates never count as used."""
        by_country = self.presence.inside_by_country(on)
        inside = Days.union(by_country.values())
        counted = self.allowance.counted(inside)
        here = self.presence.covering(on)
        lifted = self._is_lifted(on)
        figures = tuple(self._figure(limit, counted, on, lifted, bool(here)) for limit in self.allowance.limits_on(on))
        shown = self.allowance.shown_on(on)
        taken = used(shown, counted, on) if shown else 0
        first = window_start(shown, counted, on) if shown else on
        tally = {country: self.allowance.counted(days).count(first, on) for country, days in by_country.items() if country}
        return Standing(
            on=on,
            rule=self.rule.id,
            used=taken,
            limit=figures[0].limit if figures else None,
            remaining=figures[0].remaining if figures else None,
            over=0 if lifted else self._over(inside.last, taken, on),
            by_country={country: days for country, days in sorted(tally.items()) if days},
            limits=figures,
            inside=here[-1].country if here else None,
            since=here[-1].entry if here else None,
            lifted=lifted,
        )

    def _figure(self, limit: Limit, counted: Days, on: date, lifted: bool, is_inside: bool) -> LimitFigure:
        taken = used(limit, counted, on)
        if lifted:
            return LimitFigure(limit.window, taken, None, None, limit.of)
        cap = self.allowance.cap(limit, on, on, () if is_inside else (on,))
        return LimitFigure(limit.window, taken, cap, cap - taken, limit.of)

    def _over(self, last_inside: date | None, taken: int, on: date) -> int:
        if last_inside is None or self._is_lifted(last_inside):
            return 0
        limits = self.allowance.limits_on(last_inside)
        return max(0, taken - self.allowance.cap(limits[0], last_inside, on)) if limits else 0

    def _is_lifted(self, on: date) -> bool:
        """Tells whether papers lift or replace the rule on a date, where the driver then is."""
        return self.allowance.lifted_on(on, [country for stay in self.presence.covering(on) for country in stay.countries])

    def breached(self, on: date) -> Days:
        """Returns every date inside up to ``on``, of any year, on which some limit is exceeded."""
        return self.allowance.breached(self.presence.inside(on), on)

    def violation(self, on: date) -> Violation | None:
        """Returns the dates inside up to ``on`` on which some limit is exceeded, of every year; None where there is none."""
        broken = self.breached(on)
        if broken.first is None or broken.last is None:
            return None
        counted = self.allowance.counted(self.presence.inside(on))
        peak = max(used(limits[0], counted, day) for day in broken if (limits := self.allowance.limits_on(day)))
        return Violation(broken.first, broken.last, len(broken), peak)

    def day_states(self, year: int, on: date) -> list[DayState]:
        """Returns the state of every day of a year as known on ``on``, for colouring."""
        return day_states(self, year, on)

    def explain(self, on: date) -> Explanation:
        """Returns how ``used`` on ``on`` came about: what each stay adds, what was counted once, what was left out and why."""
        return explain(self, on)

    # What may still be done

    def room(self, on: date) -> Room | None:
        """Returns how long the stay that is open on ``on`` may go on from the next day, or else a stay entered on the next day.

        None where nothing limits the driver on ``on``.
        """
        if not self.allowance.limits_on(on) or self._is_lifted(on):
            return None
        here = self.presence.staying(on)
        if not here:
            return self.enter(on + ONE_DAY, on)
        base = self.presence.inside(on) | self.presence.ahead(on, staying=True)
        came_in = tuple(self.presence.entered[stay] for stay in here)
        return self._stretch(base, on + ONE_DAY, on, came_in, tuple(country for stay in here for country in stay.countries))

    def enter(self, entry: date, on: date) -> Room:
        """Returns how long a new stay entered on ``entry`` may last, over all that is recorded and planned on ``on``."""
        blocks = self.allowance.blocking(entry)
        if blocks:
            return Room(0, None, blocks[0].kind.id)
        return self._stretch(self.presence.inside(on) | self.presence.ahead(on), entry, on, (entry,))

    def longer(self, stay: Stay, on: date) -> int:
        """Returns how many more days a stay of his with an exit may last, over all else that is recorded and planned on ``on``."""
        base = self.presence.inside(on) | self.presence.ahead(on)
        start = (stay.exit or on) + ONE_DAY
        return self._stretch(base, start, on, (self.presence.entered[stay],), stay.countries).days

    def next_entry(self, after: date, days: int, on: date) -> date | None:
        """Returns the first date from ``after`` on at which a stay of ``days`` days fits within the rule; None within three years."""
        base = self.presence.inside(on) | self.presence.ahead(on)
        for entry in (after + timedelta(ahead) for ahead in range(LONGEST_STAY)):
            if not self.allowance.blocking(entry) and self._stretch(base, entry, on, (entry,), most=days).days >= days:
                return entry
        return None

    def judge(self, entry: date, exit: date, on: date) -> Judged:
        """Returns how a new stay from ``entry`` to ``exit`` fares, judged day by day on its own dates."""
        base = self.presence.inside(on) | self.presence.ahead(on)
        counted = self.allowance.counted(base | Days.between(entry, exit))
        broken, by = self._first_breach(counted, entry, exit, on, (entry,), ())
        ends = [day for segment in self.allowance.segments(entry, exit, on) for day in segment]
        peak = max((used(shown, counted, day) for day in ends if (shown := self.allowance.shown_on(day))), default=0)
        limits = self.allowance.limits_on(exit)
        left = self.allowance.cap(limits[0], exit, on, (entry,)) - used(limits[0], counted, exit) if limits else None
        blocked = tuple(dict.fromkeys(paper.kind.id for paper in self.allowance.blocking(entry)))
        return Judged(peak, broken, by, None if self.allowance.lifted_on(exit) else left, blocked)

    def _stretch(
        self, base: Days, start: date, on: date, came_in: tuple[date, ...], countries: tuple[str, ...] = (), most: int = LONGEST_STAY
    ) -> Room:
        """Returns how long a stay may last from ``start`` over what is in ``base``, looking at most ``most`` days ahead."""
        last = start + timedelta(most - 1)
        before = self.allowance.counted(base)
        counted = self.allowance.counted(base | Days.between(start, last))
        found = self._breaks_ahead(before, counted, start, last, on)
        broken, by = self._first_breach(counted, start, last, on, came_in, countries)
        if broken and by:
            found.append((broken, self._place(by, broken), by))
        if not found:
            return Room(most, last, None)
        broken, _, by = min(found)
        days = (broken - start).days
        return Room(days, broken - ONE_DAY if days else None, by)

    def _place(self, window: str, day: date) -> int:
        return next(place for place, limit in enumerate(self.allowance.limits_on(day)) if limit.window == window)

    def _first_breach(
        self, counted: Days, first: date, last: date, on: date, came_in: tuple[date, ...], countries: tuple[str, ...]
    ) -> tuple[date | None, str | None]:
        """Returns the first date of an unbroken stretch that breaks a limit, and the window of the first such limit."""
        for begin, end in self.allowance.segments(first, last, on):
            if self.allowance.lifted_on(begin, countries):
                continue
            found = []
            for place, limit in enumerate(self.allowance.limits_on(begin)):
                broken = first_breach(limit, counted, begin, end, self.allowance.cap(limit, begin, on, came_in))
                if broken:
                    found.append((broken, place, limit.window))
            if found:
                broken, _, window = min(found)
                return broken, window
        return None, None

    def _breaks_ahead(self, before: Days, counted: Days, start: date, last: date, on: date) -> list[tuple[date, int, str]]:
        """Returns (date, place, window): when a stay from ``start`` newly breaks a limit on some later date that is in ``before``."""
        added = counted - before
        found: list[tuple[date, int, str]] = []
        for day in before.within(start + ONE_DAY, before.last or start):
            limits = () if self.allowance.lifted_on(day) else self.allowance.limits_on(day)
            spare = [self.allowance.cap(limit, day, on) - used(limit, before, day) for limit in limits]
            if min(spare, default=0) >= 0:
                for place, limit in enumerate(limits):
                    breaking = _spends(limit, before, counted, added, start, day, spare[place])
                    if breaking and breaking <= last:
                        found.append((breaking, place, limit.window))
        return found


def _spends(limit: Limit, before: Days, counted: Days, added: Days, start: date, day: date, spare: int) -> date | None:
    """Returns the date on which a stay from ``start`` has taken more than ``spare`` days from what the limit leaves on ``day``, or None."""
    if limit.window == "continuous":
        run_first = day - timedelta(before.run_ending(day) - 1)
        joined = counted.run_ending(run_first - ONE_DAY) if run_first > start else 0
        grown = joined - before.run_ending(run_first - ONE_DAY)
        return run_first - ONE_DAY if grown > spare else None
    first = max(start, window_start(limit, before, day))
    if added.count(first, day - ONE_DAY) <= spare:
        return None
    return first_date(first, day - ONE_DAY, lambda reached: added.count(first, reached) > spare)
