"""What there is to say about a driver's days: over a limit, near one, a breach nobody has looked into, told to leave, blocked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rules.findings import Finding, Value
from rules.ledger import Standing, Violation
from storage.findings.case import Case, finding
from storage.records import Basis, Leg, Paper, Trip


def findings(case: Case) -> Iterator[Finding]:
    """Yields what there is to say about the limits of the rule and about an officer's word."""
    standing, room, driver = case.standing, case.room, case.driver
    blocks = case.ledger.allowance.blocking(case.on)
    if over_by(standing):
        yield over_finding(driver.id, standing)
    elif room and not blocks and room.days <= max(case.firm.near, default=-1):
        threshold = min(near for near in case.firm.near if room.days <= near)
        day = room.until or case.on
        yield finding("near", driver.id, day, rule=case.rule, days=room.days, threshold=threshold, until=room.until, by=room.by)
    if case.violation and breach_is_open(case.violation, case.papers, case.on):
        first, last = case.violation.first_day, case.violation.last_day
        days, peak = case.violation.days, case.violation.peak_used
        yield finding("breach-open", driver.id, first, rule=case.rule, first=first, last=last, days=days, peak=peak)
    if standing.inside:
        for block in blocks:
            subject = block.ref or driver.id
            told: dict[str, Value] = {"paper": block.kind.id, "country": block.country, "until": block.last}
            yield finding("inside-while-blocked", subject, case.on, inside=standing.inside, **told)
    yield from _join_queue(case)
    yield from _told_to_leave(case)
    yield from _wait(case)
    yield from _unknown(case)


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
    return finding("over", driver_id, standing.on, rule=standing.rule, days=days, used=standing.used, limit=standing.limit)


def told_to_leave(trips: Iterable[Trip], driver_id: str, on: date) -> list[tuple[date, Trip, Leg]]:
    """Returns the days by which officers told him to leave, of the legs that he is on, the earliest first."""
    told = [
        (leg.leave_by, trip, leg)
        for trip in trips
        for leg in trip.legs
        if leg.leave_by and leg.driver == driver_id and leg.entry_basis is not Basis.PLANNED and leg.entry <= on
        if leg.exit is None or leg.exit > on or leg.exit_basis is Basis.PLANNED
    ]
    return sorted(told, key=lambda each: each[0])


def _told_to_leave(case: Case) -> Iterator[Finding]:
    if not case.here:
        return
    for until, trip, leg in told_to_leave(case.trips, case.driver.id, case.on):
        left = (until - case.on).days
        code = "told-to-leave" if left >= 0 else "told-to-leave-passed"
        yield finding(code, trip.id, until, country=leg.country, until=until, days=abs(left))


def _join_queue(case: Case) -> Iterator[Finding]:
    """Yields by when he should join the queue, and be out, where that is near; ``days`` below 0: that day has gone by."""
    queue, near = case.queue, case.firm.near
    if queue is None or (queue.by - case.on).days > max(near, default=-1):
        return
    days = (queue.by - case.on).days
    threshold = min(each for each in near if days <= each)
    yield finding("join-queue", case.driver.id, queue.by, by=queue.by, until=queue.out_by, days=days, threshold=threshold)


def _wait(case: Case) -> Iterator[Finding]:
    """Yields that the usual wait at the border is not known, where the day to join the queue is near: only the reserve is taken off."""
    queue = case.queue
    if queue and queue.usual_wait is None and (queue.by - case.on).days <= max(case.firm.near, default=-1):
        yield finding("wait-unknown", case.driver.id, queue.by, place=queue.place, by=queue.by, reserve=case.firm.reserve)


def _unknown(case: Case) -> Iterator[Finding]:
    rule, citizenship = case.ledger.rule, case.driver.citizenship_on(case.on)
    if citizenship is None:
        yield finding("citizenship-unknown", case.driver.id)
    elif citizenship not in rule.not_for and not rule.exemption(case.ledger.who) and not case.ledger.allowance.limits_on(case.on):
        yield finding("rule-unknown-for", case.driver.id, case.on, rule=case.rule, citizenship=citizenship)
