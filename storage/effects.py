"""What a change of the records would do to a driver's days, before it is committed: his line before and after, and where it breaks a limit.

Nothing here reads the clock or commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rules.days import NO_DAYS, Days
from rules.findings import Finding
from rules.ledger import Ledger
from rules.windows import used
from storage.answers import RosterLine, line
from storage.findings.case import trip_of
from storage.memory import people_of
from storage.planning import Forecast, is_planned, judged, stays_of
from storage.reckoning import Reckoning
from storage.records import Driver, Record, Trip
from storage.sending import candidate


@dataclass(frozen=True, slots=True)
class Break:
    """A date on which a limit is first exceeded, its window (``visa``: a visa's own days), and the days ``of`` a rolling one."""

    day: date
    window: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """Under one rule of the firm what the dates hold: the first that newly breaks a limit (None: none does).

    ``disputed``: the cases differ in it. ``last`` is the last date inside that is recorded or planned, ``used`` and ``left`` are the
    figures of the first limit on it; None where nothing is to come, or nothing limits that date. Of one planned trip all is as the
    forecast judges it.
    """

    rule: str
    broken: Break | None
    disputed: bool
    last: date | None = None
    used: int | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one driver. ``before`` is None for a new driver, ``after`` for one who is deleted.

    ``blocked_by``: the kinds of paper that newly stand on a planned entry. ``news``: findings that were not there before. ``plan``: the
    forecast of the planned trip, where the change is one. ``gone``: the dates inside so far that counted and then do not.
    """

    driver: Driver
    before: RosterLine | None
    after: RosterLine | None
    ahead: tuple[Ahead, ...]
    blocked_by: tuple[str, ...]
    news: tuple[Finding, ...]
    plan: Forecast | None = None
    gone: Days = NO_DAYS


def drivers_of(book: Reckoning, changes: Iterable[Record]) -> list[str]:
    """Returns the ids of those drivers whose figures some records bear on, as they stand in the book and as they would; each once."""
    found: dict[str, None] = {}
    for record in changes:
        before = book.get(type(record), record.id)
        for person in (*people_of(record), *(people_of(before) if before else ())):
            found[person] = None
    return list(found)


def effects(
    book: Reckoning, changes: Iterable[Record], drivers: Iterable[str], on: date, known: Callable[[str], RosterLine | None] | None = None
) -> Iterator[Effect]:
    """Yields what changed records would do to each of these drivers; one driver is worked out at a time.

    ``known`` gives the line of a driver as the book is, where somebody has worked it out already.
    """
    wanted = list(changes)
    there = book.supposing(wanted)
    changed = [record for record in wanted if isinstance(record, Trip) and _moves(book, record)]
    for id in drivers:
        before, after = book.get(Driver, id), there.get(Driver, id)
        driver = after or before
        if driver is not None:
            was = (known(id) if known else None) or (line(book, before, on) if before else None)
            yield _effect(book, there, driver, was, after, changed, on)


def _moves(book: Reckoning, trip: Trip) -> bool:
    """Tells whether a trip is another than in the book by its legs."""
    was = book.get(Trip, trip.id)
    return was is None or was.legs != trip.legs or was.cancelled != trip.cancelled


def _effect(
    book: Reckoning, there: Reckoning, driver: Driver, was: RosterLine | None, after: Driver | None, changed: list[Trip], on: date
) -> Effect:
    will = line(there, after, on) if after else None
    known = {_named(finding) for finding in was.findings} if was else set()
    news = tuple(finding for finding in will.findings if _named(finding) not in known) if will else ()
    plans = [trip for trip in changed if driver.id in trip.drivers and is_planned(trip, on)]
    plan: Forecast | None = None
    ahead: tuple[Ahead, ...] = ()
    if after and len(plans) == 1:
        plan, ahead = _planned(there, after, plans[0], on)
    elif after:
        others = {trip.id for trip in changed}
        ahead = tuple(_ahead(book, there, driver.id, rule, on, others, known=was is not None) for rule in there.rules_kept)
    blocked = _blocked(there.ledger(driver.id, will.rule), on) if will else set()
    if was:
        blocked -= _blocked(book.ledger(driver.id, was.rule), on)
    gone = _counted(book.ledger(driver.id, was.rule), on) - _counted(there.ledger(driver.id, will.rule), on) if was and will else NO_DAYS
    return Effect(driver, was, will, ahead, tuple(sorted(blocked)), news, plan, gone)


def _counted(ledger: Ledger, on: date) -> Days:
    """Returns the dates inside so far that count, of every year."""
    return ledger.allowance.counted(ledger.presence.inside(on), on)


def _named(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.subject, *(value for name, value in finding.params.items() if isinstance(value, date | str))


def _planned(there: Reckoning, driver: Driver, trip: Trip, on: date) -> tuple[Forecast, tuple[Ahead, ...]]:
    """Returns what the forecast says of a planned trip, and the same by rule."""
    legs, route = trip.legs_of(driver.id), there.route_named(trip.route) if trip.route else None
    sent = candidate(there, driver, on, route, trip.vehicle, trip.id)
    found = judged(there, driver, sent, legs, on, trip)
    disputed = {rule for rule, _ in found.disputed}
    ahead = []
    for rule, verdict in found.choice.verdicts.items():
        broken = Break(verdict.first_violation, verdict.by, verdict.of) if verdict.first_violation and verdict.by else None
        ledger = sent.until(there.ledger(driver.id, rule), found.choice.out)
        inside = [stay.exit or stay.entry for stay in stays_of(legs) if ledger.presence.is_of_rule(stay)]
        last, taken, _ = _figures(ledger, max(inside, default=None), on)
        ahead.append(Ahead(rule, broken, rule in disputed, last, taken, verdict.remaining_after))
    return found, tuple(ahead)


def _ahead(book: Reckoning, there: Reckoning, driver: str, rule: str, on: date, others: set[str], *, known: bool) -> Ahead:
    """Returns what the dates hold; ``others`` are the trips that change: what they break now counts as new."""
    cases = there.cases(driver, rule)
    before = book.ledger(driver, rule) if known and rule in book.rulebook.rules else None
    if before is not None and others:
        before = before.with_only(stay for stay in before.presence.stays if trip_of(stay) not in others)
    found = cases.ask(lambda ledger: _first_break(ledger, before, on))
    last, taken, left = _figures(cases.main, cases.main.presence.ahead(on).last, on)
    return Ahead(rule, found.main, found.disputed, last, taken, left)


def _first_break(ledger: Ledger, before: Ledger | None, on: date) -> Break | None:
    """Returns the first date that is over a limit and was not so before."""
    held = ledger.presence.known(on)
    broken = ledger.broken(held, on)
    if before is not None and broken:
        broken = broken - before.broken(before.presence.known(on), on)
    day = broken.first
    if day is None:
        return None
    allowance = ledger.allowance
    counted = allowance.counted(held, on)
    over = (limit for limit in allowance.limits_on(day) if used(limit, counted, day) > allowance.cap(limit, day, on))
    limit = next(over, None) if day in allowance.breached(held, on) else None
    return Break(day, limit.window, limit.of) if limit else Break(day, "visa")


def _figures(ledger: Ledger, last: date | None, on: date) -> tuple[date | None, int | None, int | None]:
    """Returns a date to come, and what is used and left of the first limit on it; None where there is none, or nothing limits it."""
    limits = ledger.allowance.limits_on(last) if last else ()
    if last is None or not limits or ledger.allowance.lifted_on(last):
        return None, None, None
    counted = ledger.allowance.counted(ledger.presence.known(on), on)
    taken = used(limits[0], counted, last)
    return last, taken, ledger.allowance.cap(limits[0], last, on) - taken


def _blocked(ledger: Ledger, on: date) -> set[str]:
    """Returns the kinds of paper that bar an entry to come."""
    ahead = [stay for stay in ledger.presence.stays if stay.ahead_of(on) and stay.entry >= on]
    return {paper.kind.id for stay in ahead for paper in ledger.allowance.barring(stay.entry, on, stay.countries, recorded=True)}
