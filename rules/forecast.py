"""Planned legs judged day by day against every limit, with all that is recorded and planned already: the peak decides, not the sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rules.allowance import Allowance
from rules.days import ONE_DAY, Days
from rules.ledger import LONGEST_STAY, Ledger
from rules.outlook import Outlook
from rules.papers import HeldPaper
from rules.stays import Stay
from rules.windows import used


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan does. ``peak_used`` and ``remaining_after`` are of the first limit, on the plan's dates and on its last.

    ``first_violation`` is the first date, of the plan or of another plan after it, that it puts over a limit, ``by`` that limit's window,
    ``of`` the days a rolling one looks at. ``slack`` is how many days longer the last stay could last. ``touched`` tells whether any leg
    lies in the rule's territory at all.
    """

    ok: bool
    touched: bool
    peak_used: int
    first_violation: date | None
    by: str | None
    remaining_after: int | None
    slack: int | None
    blocked_by: tuple[str, ...]
    of: int | None = None


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
            return Verdict(True, False, 0, None, None, None, None, ())
        legs = self.moved(timedelta(0))
        dates = self.ledger.dates(legs)
        ledger, outlook = self._with(legs, dates)
        allowance, counted = ledger.allowance, outlook.before
        first = (outlook.broken - self._known.broken).first
        last = max(leg.exit or leg.entry for leg in legs)
        peak = allowance.peak(counted, dates)
        limits = allowance.limits_on(last)
        lifted = allowance.lifted_on(last, legs[-1].countries)
        left = None if lifted or not limits else allowance.cap(limits[0], last, self.on) - used(limits[0], counted, last)
        if lifted and (by_visa := ledger.by_visa(last, legs[-1].countries)):
            left = min(visa.judge(last, last, self.on).remaining_after or 0 for visa in by_visa)
        blocked = tuple(dict.fromkeys(paper.kind.id for paper in _barring(allowance, legs, self.on)))
        slack = None if first else ledger.longer(legs[-1], outlook)
        by, of = self._window(ledger, outlook, first) if first else (None, None)
        return Verdict(first is None and not blocked, True, peak, first, by, left, slack, blocked, of)

    @cached_property
    def earliest_start(self) -> date | None:
        """The first entry date after the as-of date from which the same legs are within the rule; None within three years, or untouched."""
        return self.first_start(self.on + ONE_DAY) if self.mine else None

    def _with(self, legs: Sequence[Stay], dates: Days) -> tuple[Ledger, Outlook]:
        """Returns what is known with the legs and their dates, and the ledger that has them too where its papers ask for stays."""
        if self.ledger.allowance.asks_stays or not all(leg.ahead_of(self.on) for leg in legs):
            ledger = self.ledger.with_stays(legs)
            return ledger, ledger.outlook(self.on)
        return self.ledger, self._known.with_more(dates)

    def _window(self, ledger: Ledger, outlook: Outlook, day: date) -> tuple[str, int | None]:
        """Returns the window of the first limit that is exceeded on a date and the days it looks at; else that of a visa's own days is."""
        allowance = ledger.allowance
        if ledger.visas and day not in allowance.breached(outlook.base, self.on):
            return "visa", None
        over = (limit for limit in allowance.limits_on(day) if used(limit, outlook.before, day) > allowance.cap(limit, day, self.on))
        found = next(over)
        return found.window, found.of

    def moved(self, shift: timedelta) -> list[Stay]:
        """Returns the legs of the rule as planned so much later, as far apart as they are."""
        return [
            Stay(leg.country, entry, leg.exit and leg.exit + shift, entry >= self.on, entry >= self.on and leg.exit is not None, leg.ref)
            for leg in self.mine
            for entry in [leg.entry + shift]
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
        if self.ledger.allowance.asks_stays or self._known.broken:
            return start
        first, last = self._first_run
        entry = self.ledger.next_entry(start + (first - self.legs[0].entry), (last - first).days + 1, self.on)
        return start + timedelta(LONGEST_STAY) if entry is None else entry - (first - self.legs[0].entry)

    @cached_property
    def _first_run(self) -> tuple[date, date]:
        """The first and the last date of the first unbroken stay inside."""
        return self.ledger.dates(self.moved(timedelta(0))).runs()[0]

    def holds(self, start: date) -> bool:
        """Tells whether the trip, begun on ``start``, is within the rule and no paper blocks an entry."""
        legs = self.moved(start - self.legs[0].entry)
        if any(self.ledger.allowance.blocking(leg.entry) for leg in legs):
            return False
        ledger, outlook = self._with(legs, self.ledger.dates(legs))
        return not any(_barring(ledger.allowance, legs, self.on)) and not outlook.broken - self._known.broken

    @property
    def _known(self) -> Outlook:
        """What is recorded and planned without the plan."""
        return self.ledger.outlook(self.on)


def _barring(allowance: Allowance, legs: Sequence[Stay], on: date) -> Iterator[HeldPaper]:
    """Yields the papers against each entry of the legs."""
    for leg in legs:
        yield from allowance.barring(leg.entry, on, leg.countries, recorded=True)
