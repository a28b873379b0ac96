"""How a figure came about, as a value: what each stay adds, what was counted once though it appears twice, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.days import NO_DAYS, Days
from rules.ledger import Ledger
from rules.papers import HeldPaper
from rules.rulebook import Exemption, Limit
from rules.stays import Stay
from rules.windows import window_start


@dataclass(frozen=True, slots=True)
class Line:
    """What one stay adds: the dates counted here, those an earlier line has counted, and those left out, each with the reason.

    Reasons: ``outside-window``, ``lifted``, ``before-member``, ``planned-passed``, ``to-come``.
    """

    stay: Stay
    counted: Days
    shared: Days
    left_out: tuple[tuple[str, Days], ...]


@dataclass(frozen=True, slots=True)
class Under:
    """A paper that lifts the rule on some dates of the window: those he was inside on that count all the same, and those left out."""

    paper: HeldPaper
    counted: Days
    left_out: Days


@dataclass(frozen=True, slots=True)
class Explanation:
    """The days used on a date: the limit they are counted by (None: no version was in force), its window, a line for each stay.

    ``papers``: those that lift the rule on some of the dates; ``exempt``: what exempts him from every limit.
    """

    on: date
    rule: str
    limit: Limit | None
    first: date
    last: date
    lines: tuple[Line, ...]
    papers: tuple[Under, ...] = ()
    exempt: Exemption | None = None

    @property
    def used(self) -> int:
        """Returns the sum of the lines: each date once."""
        return sum(len(line.counted) for line in self.lines)


def explain(ledger: Ledger, on: date) -> Explanation:
    """Returns how the days used on ``on`` came about, stay by stay in order of entry: by a visa's own terms where they rule that day."""
    ledger = ledger.instead(on, ledger.countries_on(on)) or ledger
    inside = ledger.presence.inside(on)
    counted = ledger.allowance.counted(inside, on)
    limit = ledger.allowance.shown_on(on)
    first = window_start(limit, counted, on) if limit else on
    if first == date.min:
        first = ledger.rule.counted_from or counted.first or on
    window = Days.between(first, on) if limit else NO_DAYS
    lines = []
    seen = NO_DAYS
    for stay in ledger.presence.stays:
        line = _line(ledger, stay, on, counted & window, window, seen)
        seen = seen | line.counted
        lines.append(line)
    return Explanation(
        on=on,
        rule=ledger.rule.id,
        limit=limit,
        first=first,
        last=on,
        lines=tuple(lines),
        papers=tuple(_under(ledger, inside & window, counted, on)),
        exempt=ledger.rule.exemption(ledger.who),
    )


def _under(ledger: Ledger, inside: Days, counted: Days, on: date) -> Iterator[Under]:
    for paper in ledger.allowance.lifting:
        under = inside - ledger.allowance.outside([paper], inside, on)
        if under:
            yield Under(paper, under & counted, under - counted)


def _line(ledger: Ledger, stay: Stay, on: date, taken: Days, window: Days, seen: Days) -> Line:
    last = stay.last_date(on)
    whole = Days.between(stay.entry, last)
    if stay.passed_by(on):
        return Line(stay, NO_DAYS, NO_DAYS, (("planned-passed", Days.between(stay.entry, stay.exit or stay.entry)),))
    to_come = whole if stay.ahead_of(on) else whole - Days.between(stay.entry, on)
    happened = whole - to_come
    member = ledger.presence.dates(stay, last)
    mine = happened & member & taken
    reasons = (
        ("before-member", happened - member),
        ("outside-window", (happened & member) - window),
        ("lifted", (happened & member & window) - taken),
        ("to-come", to_come),
    )
    return Line(stay, mine - seen, mine & seen, tuple((reason, days) for reason, days in reasons if days))
