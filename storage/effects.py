"""What a change of the records would do to a driver's days, before it is committed: his line before and after, and where it breaks a limit.

Nothing here reads the clock or commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rules.findings import Finding
from rules.ledger import Ledger
from rules.windows import used
from storage.answers import RosterLine, line
from storage.memory import people_of
from storage.reckoning import Reckoning
from storage.records import Driver, Record


@dataclass(frozen=True, slots=True)
class Break:
    """A date on which a limit is first exceeded, its window (``visa``: a visa's own days), and the days ``of`` a rolling one."""

    day: date
    window: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """Under one rule of the firm what the dates to come hold: the first that newly breaks a limit (None: none does).

    ``disputed``: the cases differ in it. ``last`` is the last date inside that is recorded or planned, ``used`` and ``left`` are the
    figures of the first limit on it; None where nothing is to come, or nothing limits that date.
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

    ``blocked_by``: the kinds of paper that newly stand on a planned entry. ``news``: findings that were not there before.
    """

    driver: Driver
    before: RosterLine | None
    after: RosterLine | None
    ahead: tuple[Ahead, ...]
    blocked_by: tuple[str, ...]
    news: tuple[Finding, ...]

    @property
    def freed(self) -> int:
        """Returns how many days leave his count today; negative where some join it."""
        return (self.before.standing.used if self.before else 0) - (self.after.standing.used if self.after else 0)


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
    for id in drivers:
        before, after = book.get(Driver, id), there.get(Driver, id)
        driver = after or before
        if driver is not None:
            was = (known(id) if known else None) or (line(book, before, on) if before else None)
            yield _effect(book, there, driver, was, after, on)


def _effect(book: Reckoning, there: Reckoning, driver: Driver, was: RosterLine | None, after: Driver | None, on: date) -> Effect:
    will = line(there, after, on) if after else None
    known = {_named(finding) for finding in was.findings} if was else set()
    news = tuple(finding for finding in will.findings if _named(finding) not in known) if will else ()
    ahead = tuple(_ahead(book, there, driver.id, rule, on, known=was is not None) for rule in there.rules_kept) if after else ()
    blocked = _blocked(there.ledger(driver.id, will.rule), on) if will else set()
    if was:
        blocked -= _blocked(book.ledger(driver.id, was.rule), on)
    return Effect(driver, was, will, ahead, tuple(sorted(blocked)), news)


def _named(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.subject, *(value for name, value in finding.params.items() if isinstance(value, date | str))


def _ahead(book: Reckoning, there: Reckoning, driver: str, rule: str, on: date, *, known: bool) -> Ahead:
    cases = there.cases(driver, rule)
    before = book.ledger(driver, rule) if known and rule in book.rulebook.rules else None
    found = cases.ask(lambda ledger: _first_break(ledger, before, on))
    last, taken, left = _last(cases.main, on)
    return Ahead(rule, found.main, found.disputed, last, taken, left)


def _first_break(ledger: Ledger, before: Ledger | None, on: date) -> Break | None:
    """Returns the first date to come that is over a limit and was not so before."""
    ahead, held = ledger.presence.ahead(on), ledger.presence.known(on)
    broken = ledger.broken(held, on) & ahead
    if before is not None and broken:
        broken = broken - (before.broken(before.presence.known(on), on) & before.presence.ahead(on))
    day = broken.first
    if day is None:
        return None
    allowance = ledger.allowance
    counted = allowance.counted(held, on)
    over = (limit for limit in allowance.limits_on(day) if used(limit, counted, day) > allowance.cap(limit, day, on))
    limit = next(over, None) if day in allowance.breached(held, on) else None
    return Break(day, limit.window, limit.of) if limit else Break(day, "visa")


def _last(ledger: Ledger, on: date) -> tuple[date | None, int | None, int | None]:
    """Returns the last date to come, and what is used and left of the first limit on it."""
    ahead = ledger.presence.ahead(on)
    limits = ledger.allowance.limits_on(ahead.last) if ahead.last else ()
    if ahead.last is None or not limits or ledger.allowance.lifted_on(ahead.last):
        return None, None, None
    counted = ledger.allowance.counted(ledger.presence.known(on), on)
    taken = used(limits[0], counted, ahead.last)
    return ahead.last, taken, ledger.allowance.cap(limits[0], ahead.last, on) - taken


def _blocked(ledger: Ledger, on: date) -> set[str]:
    """Returns the kinds of paper that bar an entry to come."""
    ahead = [stay for stay in ledger.presence.stays if stay.ahead_of(on) and stay.entry >= on]
    return {paper.kind.id for stay in ahead for paper in ledger.allowance.barring(stay.entry, on, stay.countries, recorded=True)}
