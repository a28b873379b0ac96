"""What there is to say about one driver's records on a date: his findings, worst first.

Each function looks at one kind of trouble and yields values with a code (``rules.findings``); the words are made in the user interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.days import Days
from rules.findings import Finding, Value
from rules.ledger import Ledger, Room, Standing, Violation
from rules.papers import held
from rules.rulebook import PaperKind, shipped
from rules.stays import Stay
from storage.records import Driver, Firm, Paper, Unsettled

_NO_RENEWAL = frozenset({"raise", "block", "none"})
"""Effects of papers whose end is nothing to act on: an application serves one trip, a ban that ends is no loss."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that the findings of one driver on one date rest on. ``ledger`` and the figures are of one rule, ``stays`` of every country."""

    driver: Driver
    on: date
    firm: Firm
    ledger: Ledger
    standing: Standing
    room: Room | None
    violation: Violation | None
    stays: Sequence[Stay]
    papers: Sequence[Paper]
    unsettled: Sequence[Unsettled]

    @property
    def rule(self) -> str:
        """Returns the id of the rule in question."""
        return self.ledger.rule.id


def of_driver(case: Case) -> tuple[Finding, ...]:
    """Returns everything there is to say about the driver, the most urgent first."""
    parts = (_limits(case), _papers(case), _stays(case), _planned_passed(case), _rows(case), _unknown(case))
    return tuple(sorted((finding for part in parts for finding in part), key=lambda finding: finding.urgency))


def breach_is_open(violation: Violation | None, papers: Iterable[Paper], on: date) -> bool:
    """Tells whether a limit was broken and nobody has recorded since that ban and register were checked and he was not listed."""
    return violation is not None and not any(
        paper.kind == "register-check" and paper.issued and violation.last_day < paper.issued <= on and paper.result != "listed"
        for paper in papers
    )


def over_by(standing: Standing) -> int:
    """Returns by how many days a limit is exceeded: what stands over the first, or inside over any other; 0 where none is."""
    beyond = [-figure.remaining for figure in standing.limits if figure.remaining is not None] if standing.inside else []
    return max(0, standing.over, *beyond)


def over_finding(driver_id: str, standing: Standing) -> Finding:
    """Returns the finding that a limit of the rule is exceeded, for a standing in which one is."""
    days = over_by(standing)
    return _finding("over", driver_id, standing.on, rule=standing.rule, days=days, used=standing.used, limit=standing.limit)


def _finding(code: str, subject: str, day: date | None = None, /, **params: Value) -> Finding:
    return Finding(code, subject, params, day)


# Limits


def _limits(case: Case) -> Iterator[Finding]:
    standing, room, driver = case.standing, case.room, case.driver
    blocks = case.ledger.allowance.blocking(case.on)
    if over_by(standing):
        yield over_finding(driver.id, standing)
    elif room and not blocks and room.days <= max(case.firm.near, default=-1):
        threshold = min(near for near in case.firm.near if room.days <= near)
        day = room.until or case.on
        yield _finding("near", driver.id, day, rule=case.rule, days=room.days, threshold=threshold, until=room.until, by=room.by)
    if case.violation and breach_is_open(case.violation, case.papers, case.on):
        first, last = case.violation.first_day, case.violation.last_day
        days, peak = case.violation.days, case.violation.peak_used
        yield _finding("breach-open", driver.id, first, rule=case.rule, first=first, last=last, days=days, peak=peak)
    if standing.inside:
        for block in blocks:
            subject = block.ref or driver.id
            told: dict[str, Value] = {"paper": block.kind.id, "country": block.country, "until": block.last}
            yield _finding("inside-while-blocked", subject, case.on, inside=standing.inside, **told)


def _unknown(case: Case) -> Iterator[Finding]:
    if case.driver.citizenship is None:
        yield Finding("citizenship-unknown", case.driver.id)
    elif case.driver.citizenship not in case.ledger.rule.not_for and not case.ledger.allowance.limits_on(case.on):
        yield _finding("rule-unknown-for", case.driver.id, case.on, rule=case.rule, citizenship=case.driver.citizenship)


def _rows(case: Case) -> Iterator[Finding]:
    for row in case.unsettled:
        yield _finding("unsettled-row", row.id, file=row.file, sheet=row.sheet, row=row.row, problem=row.problem)


# Papers


def _papers(case: Case) -> Iterator[Finding]:
    kinds = shipped().paper_kinds
    for paper in case.papers:
        kind = kinds.get(paper.kind)
        params: dict[str, Value] = {"paper": paper.kind, "country": paper.country, "number": paper.number, "until": paper.until}
        if _needs_renewal(kind):
            yield from _ending(case, paper, kind, params)
        if kind is None or kind.only_result not in (None, paper.result):
            continue
        if kind.effect == "block" and held(paper.kind, paper.country, paper.issued, paper.until).stands_on(case.on):
            yield _finding("paper-blocks", paper.id, paper.issued, **params)
        if kind.needs_country and kind.effect != "none" and not (paper.country or kind.default_country):
            yield _finding("paper-country-unknown", paper.id, None, **params)


def _needs_renewal(kind: PaperKind | None) -> bool:
    return kind is None or kind.effect not in _NO_RENEWAL


def _ending(case: Case, paper: Paper, kind: PaperKind | None, params: dict[str, Value]) -> Iterator[Finding]:
    """Yields what there is to say about the end of a paper that no later one of its kind has taken over from.

    A paper that every driver needs is expired until it is renewed; one that only helps, for as long as the firm looks ahead.
    """
    until = paper.until
    if until is None or (paper.issued and paper.issued > case.on) or any(_renews(later, paper, case.on) for later in case.papers):
        return
    left = (until - case.on).days
    ahead = [days for days in case.firm.expiring if 0 <= left <= days]
    if ahead:
        yield _finding("paper-expiring", paper.id, until, days=left, threshold=min(ahead), **params)
    always_needed = kind is None or kind.effect == "warn"
    if left < 0 and (always_needed or -left <= max(case.firm.expiring, default=0)):
        yield _finding("paper-expired", paper.id, until, days=-left, **params)


def _renews(later: Paper, paper: Paper, on: date) -> bool:
    """Tells whether a paper takes over from another of its kind without a gap that reaches ``on``."""
    assert paper.until
    alike = later.kind == paper.kind and (later.country == paper.country or None in (later.country, paper.country))
    longer = later.until is None or later.until > paper.until
    begins_in_time = later.issued is None or later.issued <= max(on, paper.until + timedelta(1))
    return alike and longer and begins_in_time


# Stays


def _stays(case: Case) -> Iterator[Finding]:
    on = case.on
    for stay in case.stays:
        if stay.covers(on) and stay.known_exit(on) is None:
            code = "no-news" if stay.exit else "open-stay"
            yield _finding(code, _trip(stay), stay.exit or stay.entry, country=stay.country, since=stay.entry, day=stay.exit)
    yield from _overlaps(case)


def _overlaps(case: Case) -> Iterator[Finding]:
    """Yields one finding a stay that shares more than one date with later ones of another trip or country."""
    shared: dict[int, tuple[Stay, Days]] = {}
    reach: tuple[int, Stay, date] | None = None
    spans = [(stay, last) for stay in case.stays if (last := _last_date(stay, case.on))]
    for place, (stay, last) in enumerate(sorted(spans, key=lambda span: (span[0].entry, span[1]))):
        if reach:
            earlier, before, until = reach
            common = Days.between(stay.entry, min(until, last))
            if len(common) > 1 and (_trip(before) != _trip(stay) or before.country != stay.country):
                shared[earlier] = before, shared.get(earlier, (before, Days()))[1] | common
        if reach is None or last > reach[2]:
            reach = place, stay, last
    for stay, days in shared.values():
        yield _finding("overlap", _trip(stay), days.first, country=stay.country, days=len(days), first=days.first, last=days.last)


def _last_date(stay: Stay, on: date) -> date | None:
    """Returns the last date that a stay takes up as known on ``on``; None for a plan whose day has passed."""
    if stay.passed_by(on):
        return None
    if stay.ahead_of(on):
        return stay.exit or stay.entry
    return stay.known_exit(on) or on


def _planned_passed(case: Case) -> Iterator[Finding]:
    """Yields one finding a trip whose planned entry went by, with the days used without it and as if driven as planned.

    A trip without news of an exit is left out: that he has not gone on is the same news.
    """
    silent = {_trip(stay) for stay in case.stays if stay.exit and stay.covers(case.on) and stay.known_exit(case.on) is None}
    passed: dict[str, list[Stay]] = {}
    for stay in case.stays:
        if stay.passed_by(case.on) and _trip(stay) not in silent:
            passed.setdefault(_trip(stay), []).append(stay)
    for trip, missed in passed.items():
        refs = {stay.ref for stay in missed}
        ledger = case.ledger
        driven = (_as_driven(stay, case.on) if stay.ref in refs else stay for stay in ledger.presence.stays)
        used = Ledger(ledger.rule, ledger.citizenship, driven, ledger.papers).standing(case.on).used
        first = min(missed, key=lambda stay: stay.entry)
        both: dict[str, Value] = {"without": case.standing.used, "with": used}
        yield _finding("planned-passed", trip, first.entry, rule=case.rule, day=first.entry, country=first.country, **both)


def _as_driven(stay: Stay, on: date) -> Stay:
    return replace(stay, entry_planned=False, exit_planned=stay.exit is not None and stay.exit >= on)


def _trip(stay: Stay) -> str:
    """Returns the id of the trip that a stay was recorded in."""
    return stay.ref.partition("/")[0]
