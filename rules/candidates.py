"""Who can go: drivers judged for one trip, best first, each with what stands against him and from when he could."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from rules.days import NO_DAYS, ONE_DAY, Days
from rules.forecast import Plan, Verdict
from rules.ledger import LONGEST_STAY, Ledger
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.rulebook import Rulebook
from rules.stays import Stay

Value = str | date | None


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of paper that the trip asks for, and the stretches on which the driver holds one; None: no beginning, no end."""

    kind: str
    held: tuple[tuple[date | None, date | None], ...] = ()

    def lacking(self, trip: Days) -> Days:
        """Returns the dates of a trip on which he holds none."""
        first, last = trip.first or date.min, trip.last or date.min
        return trip - Days.union(Days.between(max(begin or first, first), min(end or last, last)) for begin, end in self.held)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A driver who may be sent: his ledgers by rule, the most telling first, and what else decides.

    ``busy`` are the dates of his other trips, ``needs`` the papers that this one asks for. ``breach_open``: nobody has checked
    whether he is banned since he was over a limit.
    """

    driver: str
    ledgers: Mapping[str, Ledger]
    absences: Days = NO_DAYS
    busy: Days = NO_DAYS
    needs: tuple[Need, ...] = ()
    breach_open: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a driver cannot go, or what is to be done first: a code and its parameters.

    ``over`` (rule, window, day), ``paper-blocks`` (rule, paper), ``breach-open``, ``absent`` and ``on-trip`` (first, last),
    ``paper-missing`` (paper, from), ``paper-expired`` (paper, until), ``application-to-file`` (rule, paper, by: the last day to
    file), ``application-late`` (rule, paper, from: the first entry where it is filed on the day asked).
    """

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """What was found of one candidate. ``can``: ``yes``, ``if-filed`` (an application that is still in time), or ``no``.

    ``verdicts`` are by rule, those under an application as it will be when filed. ``slack`` is how many days longer he could be
    away, ``days_left`` what the trip leaves of the tightest rule (None: nothing limits), ``used`` his days by the first rule.
    """

    driver: str
    can: str
    verdicts: Mapping[str, Verdict]
    reasons: tuple[Reason, ...]
    slack: int
    days_left: int | None
    used: int
    _start: Callable[[], date | None] = field(repr=False, compare=False)

    @cached_property
    def earliest_start(self) -> date | None:
        """The first date after the one asked from which nothing stands against the same trip; None within three years, or ever."""
        return self._start()

    @property
    def rank(self) -> tuple[object, ...]:
        """Returns a key that sorts the best first: papers in order, slack, days left, fewest used; who cannot by when he could."""
        able = self.can != "no"
        left = LONGEST_STAY if self.days_left is None else self.days_left
        when = date.min if able else self.earliest_start or date.max
        return ("yes", "if-filed", "no").index(self.can), when, -self.slack, -left, self.used, self.driver


def candidates(drivers: Iterable[Candidate], legs: Sequence[Stay], on: date, book: Rulebook | None = None) -> list[Choice]:
    """Returns every driver judged for a trip, best first: its legs in order, to begin after ``on``, each with entry and exit.

    ``book`` tells what an application allows (default: the shipped rules).
    """
    return sorted((_Judgement(driver, legs, on, book or shipped()).choice() for driver in drivers), key=lambda choice: choice.rank)


class _Judgement:
    """One driver and one trip."""

    def __init__(self, driver: Candidate, legs: Sequence[Stay], on: date, book: Rulebook) -> None:
        self.driver, self.legs, self.on, self.book = driver, legs, on, book
        self.trip = Days.between(legs[0].entry, max(leg.exit or leg.entry for leg in legs))
        self.taken = driver.absences | driver.busy
        self.plans: list[Plan] = []
        self.verdicts: dict[str, Verdict] = {}

    def choice(self) -> Choice:
        """Returns what was found."""
        reasons = [reason for rule, ledger in self.driver.ledgers.items() for reason in self._by_rule(rule, ledger)]
        reasons += self._otherwise()
        touched = [verdict for verdict in self.verdicts.values() if verdict.touched]
        hindered = any(reason.code != "application-to-file" for reason in reasons)
        slack = min((verdict.slack or 0 for verdict in touched), default=LONGEST_STAY)
        left = [verdict.remaining_after for verdict in touched if verdict.remaining_after is not None]
        first = next(iter(self.driver.ledgers.values()), None)
        return Choice(
            driver=self.driver.driver,
            can="no" if hindered else "if-filed" if reasons else "yes",
            verdicts=self.verdicts,
            reasons=tuple(reasons),
            slack=min(slack, self._free_after()),
            days_left=min(left, default=None),
            used=first.standing(self.on).used if first else 0,
            _start=self._earliest_start,
        )

    def _by_rule(self, rule: str, ledger: Ledger) -> Iterator[Reason]:
        """Yields what a rule has against the trip; an application that would do away with it is taken as filed."""
        plan = bare = Plan(ledger, self.legs, self.on)
        verdict = bare.verdict
        late = None
        if verdict.first_violation and not verdict.blocked_by:
            for paper in self._applications(ledger, plan.mine[0].entry):
                filed = Plan(ledger.with_papers([paper]), self.legs, self.on)
                told: dict[str, Value] = {"rule": rule, "paper": paper.kind.id}
                if filed.verdict.ok:
                    by = plan.mine[0].entry - timedelta(paper.kind.entry_surely_after)
                    yield Reason("application-to-file", told | {"by": by})
                    plan = filed
                elif filed.earliest_start and filed.earliest_start < (bare.earliest_start or date.max):
                    late = Reason("application-late", told | {"from": paper.first})
                    plan = filed
        self.plans.append(plan)
        self.verdicts[rule] = plan.verdict
        if plan.verdict.first_violation:
            yield Reason("over", {"rule": rule, "window": plan.verdict.by, "day": plan.verdict.first_violation})
        if late:
            yield late
        for kind in verdict.blocked_by:
            yield Reason("paper-blocks", {"rule": rule, "paper": kind})

    def _applications(self, ledger: Ledger, entry: date) -> list[HeldPaper]:
        """Returns the applications he could file from ``on`` on that raise a limit for him, each as if one stood whenever he enters."""
        raises = [more for limit in ledger.allowance.limits_on(entry) for more in limit.raises]
        kinds = dict.fromkeys(more.paper for more in raises if more.is_for(ledger.who.citizenship_on(entry)))
        found = [self.book.paper_kinds[kind] for kind in kinds]
        return [HeldPaper(kind, kind.default_country, self.on + timedelta(kind.entry_surely_after)) for kind in found]

    def _otherwise(self) -> Iterator[Reason]:
        """Yields what stands against the trip whatever the days."""
        if self.driver.breach_open:
            yield Reason("breach-open")
        for code, days in (("absent", self.driver.absences & self.trip), ("on-trip", self.driver.busy & self.trip)):
            if days:
                yield Reason(code, {"first": days.first, "last": days.last})
        for need in self.driver.needs:
            lacking = need.lacking(self.trip)
            if lacking:
                yield _paper(need, lacking)

    def _free_after(self) -> int:
        """Returns how many days longer the trip could last before he is away or on another one."""
        last = self.trip.last or self.on
        following = self.taken.within(last + ONE_DAY, last + timedelta(LONGEST_STAY)).first
        return (following - last).days - 1 if following else LONGEST_STAY

    def _earliest_start(self) -> date | None:
        """Returns the first date after ``on`` from which nothing stands against the same trip; None within three years, or ever."""
        if self.driver.breach_open or any(not need.held for need in self.driver.needs):
            return None
        starts = [plan.earliest_start for plan in self.plans if plan.verdict.touched]
        if None in starts:
            return None
        least = max((start for start in starts if start), default=self.on + ONE_DAY)
        return next((start for start in (least + timedelta(ahead) for ahead in range(LONGEST_STAY)) if self._can_start(start)), None)

    def _can_start(self, start: date) -> bool:
        trip = Days.between(start, start + timedelta(len(self.trip) - 1))
        if self.taken & trip or any(need.lacking(trip) for need in self.driver.needs):
            return False
        return all(plan.holds(start) for plan in self.plans)


def _paper(need: Need, lacking: Days) -> Reason:
    """Returns what is wrong with a needed paper: none that has begun by then, or one that has run out."""
    ends = [end for _, end in need.held if end and end < (lacking.last or end)]
    if ends:
        return Reason("paper-expired", {"paper": need.kind, "until": max(ends)})
    return Reason("paper-missing", {"paper": need.kind, "from": min((begin for begin, _ in need.held if begin), default=None)})
