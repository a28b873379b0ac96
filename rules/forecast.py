"""Planned legs judged day by day against every limit, with all that is recorded and planned already: the peak decides, not the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.ledger import LONGEST_STAY, Ledger
from rules.stays import Stay
from rules.windows import ONE_DAY, used


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
    mine = [_planned(leg, on) for leg in legs if ledger.presence.is_of_rule(leg)]
    if not mine:
        return Verdict(True, False, 0, None, None, None, None, None, ())
    verdict = _judge(ledger, mine, on)
    return replace(verdict, earliest_start=_earliest_start(ledger, legs, on))


def _judge(ledger: Ledger, legs: Sequence[Stay], on: date) -> Verdict:
    with_plan = ledger.with_stays(legs)
    allowance, presence = with_plan.allowance, with_plan.presence
    inside = presence.inside(on) | presence.ahead(on)
    counted = allowance.counted(inside)
    broken = _newly_broken(ledger, with_plan, on)
    first = broken[0] if broken else None
    last = max(leg.exit or leg.entry for leg in legs)
    dates = [day for leg in legs for day in presence.dates(leg, leg.exit or leg.entry)]
    peak = max((used(shown, counted, day) for day in dates if (shown := allowance.shown_on(day))), default=0)
    limits = allowance.limits_on(last)
    lifted = allowance.lifted_on(last, legs[-1].countries)
    left = None if lifted or not limits else allowance.cap(limits[0], last, on) - used(limits[0], counted, last)
    blocked = tuple(dict.fromkeys(paper.kind.id for leg in legs for paper in allowance.blocking(leg.entry)))
    slack = with_plan.longer(legs[-1], on)
    return Verdict(
        first is None and not blocked, True, peak, first, broken[1] if broken else None, left, None if first else slack, None, blocked
    )


def _newly_broken(ledger: Ledger, with_plan: Ledger, on: date) -> tuple[date, str] | None:
    """Returns the first date to come that the plan puts over a limit, and the window of the first such limit."""
    before = ledger.allowance.breached(ledger.presence.inside(on) | ledger.presence.ahead(on), on)
    inside = with_plan.presence.inside(on) | with_plan.presence.ahead(on)
    broken = with_plan.allowance.breached(inside, on) & with_plan.presence.ahead(on)
    own = with_plan.presence.ahead(on) - ledger.presence.ahead(on)
    fresh = (broken - before) | (broken & own)
    first = fresh.first
    if first is None:
        return None
    counted = with_plan.allowance.counted(inside)
    windows = [
        limit.window
        for limit in with_plan.allowance.limits_on(first)
        if used(limit, counted, first) > with_plan.allowance.cap(limit, first, on)
    ]
    return first, windows[0]


def _planned(leg: Stay, on: date) -> Stay:
    return replace(leg, entry_planned=leg.entry >= on, exit_planned=leg.entry >= on and leg.exit is not None)


def _earliest_start(ledger: Ledger, legs: Sequence[Stay], on: date) -> date | None:
    """Returns the first date after ``on`` for the first leg from which all legs, as far apart as they are, are within the rule."""
    mine = [leg for leg in legs if ledger.presence.is_of_rule(leg)]
    lead = mine[0].entry - legs[0].entry
    for ahead in range(LONGEST_STAY):
        shift = on + ONE_DAY + timedelta(ahead) - legs[0].entry
        moved = [_planned(replace(leg, entry=leg.entry + shift, exit=leg.exit + shift if leg.exit else None), on) for leg in mine]
        if any(ledger.allowance.blocking(leg.entry) for leg in moved):
            continue
        if _newly_broken(ledger, ledger.with_stays(moved), on) is None:
            return moved[0].entry - lead
    return None
