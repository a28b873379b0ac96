"""Planned legs judged day by day against every limit, with all that is recorded and planned already: the peak decides, not the sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from rules.days import ONE_DAY, Days
from rules.ledger import LONGEST_STAY, Ledger
from rules.papers import HeldPaper
from rules.stays import Stay
from rules.windows import used


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan does. ``peak_used`` and ``remaining_after`` are of the first limit, on the plan's dates and on its last.

    ``first_violation`` is the first date, of the plan or of another plan after it, that it puts over a limit, ``by`` that limit's window.
    ``slack`` is how many days longer the last stay could last. ``earliest_start`` is the first entry date after the as-of
    date on which the same legs are within the rule. ``touched`` tells whether any leg lies in the rule's territory at all.
    """

    ok: bool
    touched: bool
    peak_used: int
    first_violation: date | None
    by: str | None
    remaining_after: int | None
    slack: int | None
    earliest_start: date | None
    blocked_by: tuple[str, ...]


def judge(ledger: Ledger, legs: Sequence[Stay], on: date) -> Verdict:
    """Returns what planned legs do to a driver's days: stays that begin on ``on`` or later, in their order, each with entry and exit."""
    return Plan(ledger, legs, on).verdict


def judge_each(ledger: Ledger, trips: Mapping[str, Sequence[Stay]], on: date) -> dict[str, Verdict]:
    """Returns the verdict on each of a driver's planned trips, each judged as if it came on top of everything else he has planned.

    Takes the stays of each trip as they are in the ledger, all to come. A trip that he keeps takes nothing from another's figures
    but days: where it is within the rule and no paper raises a limit, no other has more slack for it.
    """
    others = {key: ledger.with_only(stay for stay in ledger.presence.stays if stay not in legs) for key, legs in trips.items()}
    return {key: judge(others[key], legs, on) for key, legs in trips.items()}


class Plan:
    """Legs planned for one driver under one rule, over all that is recorded and planned for him on a date."""

    def __init__(self, ledger: Ledger, legs: Sequence[Stay], on: date) -> None:
        """Takes the legs of one trip in their order, those outside the rule's territory among them."""
        self.ledger, self.legs, self.on = ledger, legs, on
        self.mine = [leg for leg in legs if ledger.presence.is_of_rule(leg)]

    @cached_property
    def verdict(self) -> Verdict:
        """Returns what the plan does on its own dates."""
        if not self.mine:
            return Verdict(True, False, 0, None, None, None, None, None, ())
        legs = self.moved(timedelta(0))
        with_plan = self.ledger.with_stays(legs)
        allowance, presence = with_plan.allowance, with_plan.presence
        counted = allowance.counted(presence.known(self.on), self.on)
        first = self._newly_broken(with_plan).first
        last = max(leg.exit or leg.entry for leg in legs)
        dates = [day for leg in legs for day in presence.dates(leg, leg.exit or leg.entry)]
        peak = max((used(shown, counted, day) for day in dates if (shown := allowance.shown_on(day))), default=0)
        limits = allowance.limits_on(last)
        lifted = allowance.lifted_on(last, legs[-1].countries)
        left = None if lifted or not limits else allowance.cap(limits[0], last, self.on) - used(limits[0], counted, last)
        if lifted and (by_visa := with_plan.by_visa(last, legs[-1].countries)):
            left = min(visa.judge(last, last, self.on).remaining_after or 0 for visa in by_visa)
        blocked = tuple(dict.fromkeys(paper.kind.id for paper in self._barring(with_plan, legs)))
        slack = None if first else with_plan.longer(legs[-1], self.on)
        by = self._window(with_plan, counted, first) if first else None
        start = self.first_start(self.on + ONE_DAY)
        return Verdict(first is None and not blocked, True, peak, first, by, left, slack, start, blocked)

    def _barring(self, with_plan: Ledger, legs: Sequence[Stay]) -> Iterator[HeldPaper]:
        """Yields the papers against each entry of the legs."""
        for leg in legs:
            yield from with_plan.allowance.barring(leg.entry, self.on, leg.countries, recorded=True)

    def _window(self, with_plan: Ledger, counted: Days, day: date) -> str:
        """Returns the window of the first limit that is exceeded on a date; else that of a visa's own days is."""
        allowance = with_plan.allowance
        if with_plan.visas and day not in allowance.breached(with_plan.presence.known(self.on), self.on):
            return "visa"
        return next(limit.window for limit in allowance.limits_on(day) if used(limit, counted, day) > allowance.cap(limit, day, self.on))

    def moved(self, shift: timedelta) -> list[Stay]:
        """Returns the legs of the rule as planned so much later, as far apart as they are."""
        return [
            replace(
                leg,
                entry=leg.entry + shift,
                exit=leg.exit + shift if leg.exit else None,
                entry_planned=leg.entry + shift >= self.on,
                exit_planned=leg.entry + shift >= self.on and leg.exit is not None,
            )
            for leg in self.mine
        ]

    def first_start(self, after: date) -> date | None:
        """Returns the first date from ``after`` on for the first leg from which all are within the rule; None within three years."""
        start, end = after, after + timedelta(LONGEST_STAY)
        while start < end:
            start = self._possible(start)
            if self.holds(start):
                return start
            start += ONE_DAY
        return None

    def _possible(self, start: date) -> date:
        """Returns a date from ``start`` on before which the trip cannot begin, since not even its first unbroken stay could.

        Where dates to come are over a limit already, or an entry may be allowed more for the stay before it, that tells nothing.
        """
        if self.ledger.allowance.asks_stays or self._broken:
            return start
        first, last = self._first_run
        entry = self.ledger.next_entry(start + (first - self.legs[0].entry), (last - first).days + 1, self.on)
        return start + timedelta(LONGEST_STAY) if entry is None else entry - (first - self.legs[0].entry)

    @cached_property
    def _first_run(self) -> tuple[date, date]:
        """The first and the last date of the first unbroken stay inside."""
        presence = self.ledger.presence
        return Days.union(presence.dates(leg, leg.exit or leg.entry) for leg in self.moved(timedelta(0))).runs()[0]

    def holds(self, start: date) -> bool:
        """Tells whether the trip, begun on ``start``, is within the rule and no paper blocks an entry."""
        legs = self.moved(start - self.legs[0].entry)
        if any(self.ledger.allowance.blocking(leg.entry) for leg in legs):
            return False
        if self.ledger.allowance.asks_stays:
            with_plan = self.ledger.with_stays(legs)
            return not any(self._barring(with_plan, legs)) and not self._newly_broken(with_plan)
        presence = self.ledger.presence
        mine = Days.union(presence.dates(leg, leg.exit or leg.entry) for leg in legs)
        ahead = self._ahead | mine
        return not self.ledger.allowance.breached(self._held | mine, self.on, ahead) - self._broken

    def _newly_broken(self, with_plan: Ledger) -> Days:
        """Returns the dates to come that are over a limit with the plan: its own, and those that are within the rule without it."""
        presence = with_plan.presence
        ahead = presence.ahead(self.on)
        return with_plan.broken(presence.inside(self.on) | ahead, self.on, ahead) - self._broken

    @cached_property
    def _ahead(self) -> Days:
        return self.ledger.presence.ahead(self.on)

    @cached_property
    def _held(self) -> Days:
        return self.ledger.presence.inside(self.on) | self._ahead

    @cached_property
    def _broken(self) -> Days:
        """The dates to come that are over a limit without the plan."""
        return self.ledger.broken(self._held, self.on, self._ahead)
