"""Who can go: drivers judged for one trip, best first, each with what stands against him and from when he could."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from rules.days import NO_DAYS, ONE_DAY, Days
from rules.findings import Severity
from rules.forecast import Plan, Verdict
from rules.ledger import LONGEST_STAY, Ledger
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.rulebook import PaperKind, Rulebook
from rules.stays import Stay

Value = str | int | date | None


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
    whether he is banned since he was over a limit. ``unended`` are the stays that he is in of which no end is known, recorded or
    planned; ``going_on`` those that end, as it is planned, with the next leg of his trip, ended so.
    """

    driver: str
    ledgers: Mapping[str, Ledger]
    absences: Days = NO_DAYS
    busy: Days = NO_DAYS
    needs: tuple[Need, ...] = ()
    breach_open: bool = False
    unended: tuple[Stay, ...] = ()
    going_on: tuple[Stay, ...] = ()

    def until(self, ledger: Ledger, out: date | None) -> Ledger:
        """Returns one of his ledgers with the stays that he is in ended: on a date where no end is known (None: left open)."""
        # beside the open ones: they share entry and dates, so nothing counts twice, and what is laid out is kept
        ended = [replace(stay, exit=out, exit_planned=True) for stay in self.unended] if out else []
        return ledger.with_stays([*self.going_on, *ended]) if ended or self.going_on else ledger

    def last_days(self, on: date) -> Iterator[date]:
        """Yields for each rule that limits such a stay the last day on which it is within that rule; ``on`` where none is left."""
        for ledger in self.ledgers.values():
            if any(ledger.presence.is_of_rule(stay) for stay in self.unended) and (room := ledger.room(on)):
                yield room.until or on


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a driver cannot go, or what is to be done first: a code and its parameters.

    ``over`` (rule, window, of: the days of a rolling one, day), ``paper-blocks`` (rule, paper), ``breach-open``, ``absent`` and
    ``on-trip`` (first, last), ``paper-missing`` (paper, from), ``paper-expired`` (paper, until), ``application-to-file`` (rule, paper,
    by: the last day to file, day: over from it on without), ``application-last-day`` (the same, filed on ``by`` with no day to spare),
    ``application-late`` (rule, paper, from: the first entry where it is filed on the day asked), ``inside-open`` (country, since, by:
    the last day on which he may come out to go all the same; None where he cannot go in any case).
    """

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Returns how much it matters: an ``alarm`` keeps him home, of the others something can still be done in time."""
        return _CONDITIONS.get(self.code, "alarm")


_CONDITIONS: Mapping[str, Severity] = {
    "inside-open": "warning",
    "application-last-day": "warning",
    "application-to-file": "notice",
}


@dataclass(frozen=True)
class Choice:
    """What was found of one candidate. ``can``: ``yes``, ``if-filed`` (an application that is still in time), ``if-out`` (he is inside
    without a known end, and could go once he is out), or ``no``.

    ``verdicts`` are by rule, those under an application that is still in time as it will be when filed, and with the stay that he is
    in ended on ``out``. ``slack`` is how many days longer he could be away, ``days_left`` what the trip leaves of the tightest rule
    (None: nothing limits), ``used`` his days by the first rule.
    """

    driver: str
    can: str
    verdicts: Mapping[str, Verdict]
    reasons: tuple[Reason, ...]
    slack: int
    days_left: int | None
    used: int
    out: date | None
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
        return _CAN.index(self.can), when, -self.slack, -left, self.used, self.driver


_CAN = ("yes", "if-filed", "if-out", "no")


def candidates(drivers: Iterable[Candidate], legs: Sequence[Stay], on: date, book: Rulebook | None = None) -> list[Choice]:
    """Returns every driver judged for a trip, best first: its legs in order, to begin after ``on``, each with entry and exit.

    ``book`` tells what an application allows (default: the shipped rules).
    """
    return sorted((_choice(driver, legs, on, book or shipped()) for driver in drivers), key=lambda choice: choice.rank)


def _choice(driver: Candidate, legs: Sequence[Stay], on: date, book: Rulebook) -> Choice:
    """Returns what is found of a driver; of one who is inside without a known end, for the last day on which he may come out."""
    if not driver.unended:
        return _Judgement(driver, legs, on, book).choice()

    def leaving(day: date) -> Choice:
        return _Judgement(driver, legs, on, book, day).choice()

    last = max(on, min([legs[0].entry - ONE_DAY, *driver.last_days(on)]))
    latest = leaving(last)
    if last == on or latest.can != "no":
        return latest
    able, good, bad = leaving(on), on, last
    while able.can != "no" and (bad - good).days > 1:
        day = good + (bad - good) // 2
        found = leaving(day)
        able, good, bad = (able, good, day) if found.can == "no" else (found, day, bad)
    return able


class _Judgement:
    """One driver and one trip; the stay that he is in ends on ``out`` where its end is not known."""

    def __init__(self, driver: Candidate, legs: Sequence[Stay], on: date, book: Rulebook, out: date | None = None) -> None:
        self.driver, self.legs, self.on, self.book, self.out = driver, legs, on, book, out
        self.trip = Days.between(legs[0].entry, max(leg.exit or leg.entry for leg in legs))
        self.taken = driver.absences | driver.busy
        self.plans: list[Plan] = []
        self.verdicts: dict[str, Verdict] = {}

    def choice(self) -> Choice:
        """Returns what was found."""
        ledgers = {rule: self.driver.until(ledger, self.out) for rule, ledger in self.driver.ledgers.items()}
        reasons = [*self._inside(), *(reason for rule, ledger in ledgers.items() for reason in self._by_rule(rule, ledger))]
        reasons += self._otherwise()
        touched = [verdict for verdict in self.verdicts.values() if verdict.touched]
        can = max((self._can(reason) for reason in reasons), key=_CAN.index, default="yes")
        slack = min((verdict.slack or 0 for verdict in touched), default=LONGEST_STAY)
        left = [verdict.remaining_after for verdict in touched if verdict.remaining_after is not None]
        first = next(iter(self.driver.ledgers.values()), None)
        return Choice(
            driver=self.driver.driver,
            can=can,
            verdicts=self.verdicts,
            reasons=tuple(_without_end(reason) if can == "no" else reason for reason in reasons),
            slack=min(slack, self._free_after()),
            days_left=min(left, default=None),
            used=first.standing(self.on).used if first else 0,
            out=self.out,
            _start=self._earliest_start,
        )

    @staticmethod
    def _can(reason: Reason) -> str:
        """Returns whether he can go in spite of a reason."""
        return "no" if reason.severity == "alarm" else "if-out" if reason.code == "inside-open" else "if-filed"

    def _inside(self) -> Iterator[Reason]:
        """Yields that he is inside and no end of it is known."""
        if self.driver.unended:
            stay = max(self.driver.unended, key=lambda stay: stay.entry)
            yield Reason("inside-open", {"country": stay.country, "since": stay.entry, "by": self.out})

    def _by_rule(self, rule: str, ledger: Ledger) -> Iterator[Reason]:
        """Yields what a rule has against the trip; an application that would do away with it in time is taken as filed."""
        plan = start = Plan(ledger, self.legs, self.on)
        late = None
        if plan.verdict.first_violation and not plan.verdict.blocked_by:
            for kind in self._applications(ledger, plan.mine[0].entry):
                told: dict[str, Value] = {"rule": rule, "paper": kind.id}
                surely = self.on + timedelta(kind.entry_surely_after)
                under = self._under(ledger, kind, surely)
                if found := self._filed(ledger, kind, under):
                    filed, code, by = found
                    yield Reason(code, told | {"by": by, "day": plan.verdict.first_violation})
                    plan = start = filed
                    late = None
                    break
                if (begins := self._starts_under(under, surely)) and begins < (plan.earliest_start or date.max):
                    late = Reason("application-late", told | {"from": surely})
                    start = under
        self.plans.append(start)
        self.verdicts[rule] = plan.verdict
        if plan.verdict.first_violation:
            shown = plan.verdict
            yield Reason("over", {"rule": rule, "window": shown.by, "of": shown.of, "day": shown.first_violation})
        if late:
            yield late
        for paper in plan.verdict.blocked_by:
            yield Reason("paper-blocks", {"rule": rule, "paper": paper})

    def _applications(self, ledger: Ledger, entry: date) -> list[PaperKind]:
        """Returns the kinds of applications that raise a limit for him on a date."""
        raises = [more for limit in ledger.allowance.limits_on(entry) for more in limit.raises]
        kinds = dict.fromkeys(more.paper for more in raises if more.is_for(ledger.who.citizenship_on(entry)))
        return [self.book.paper_kinds[kind] for kind in kinds]

    def _under(self, ledger: Ledger, kind: PaperKind, first: date) -> Plan:
        """Returns the plan as it is under an application that allows entry from a date."""
        return Plan(ledger.with_papers([HeldPaper(kind, kind.default_country, first)]), self.legs, self.on)

    def _filed(self, ledger: Ledger, kind: PaperKind, surely: Plan) -> tuple[Plan, str, date] | None:
        """Returns the plan under an application filed on ``on``, the code that asks for it, and the last day on which it is to be filed.

        ``surely`` is the plan where it allows entry without a word. None where it has gone by, or the trip is over a limit all the same.
        """
        for code, wait in (("application-to-file", kind.entry_surely_after), ("application-last-day", kind.entry_after)):
            first = self.on + timedelta(wait)
            plan = surely if wait == kind.entry_surely_after else self._under(ledger, kind, first)
            for entry in sorted({leg.entry for leg in plan.mine if leg.entry >= first}, reverse=True) if plan.verdict.ok else ():
                if entry == first or self._under(ledger, kind, entry).verdict.ok:
                    return plan, code, entry - timedelta(wait)
        return None

    def _starts_under(self, filed: Plan, first: date) -> date | None:
        """Returns the first start of the trip under an application that allows entry from a date, if some entry is then allowed by it."""
        start = filed.earliest_start
        return start if start and start + (filed.mine[-1].entry - self.legs[0].entry) >= first else None

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
        if self.driver.breach_open or self.driver.unended or any(not need.held for need in self.driver.needs):
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


def _without_end(reason: Reason) -> Reason:
    """Returns a reason of one who cannot go in any case: no day on which he came out would change that."""
    return Reason(reason.code, {**reason.params, "by": None}) if reason.code == "inside-open" else reason


def _paper(need: Need, lacking: Days) -> Reason:
    """Returns what is wrong with a needed paper: none that has begun by then, or one that has run out."""
    ends = [end for _, end in need.held if end and end < (lacking.last or end)]
    if ends:
        return Reason("paper-expired", {"paper": need.kind, "until": max(ends)})
    return Reason("paper-missing", {"paper": need.kind, "from": min((begin for begin, _ in need.held if begin), default=None)})
