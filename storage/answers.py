"""The questions a dispatcher asks of the book, answered as values for a date: who stands how, and who needs attention first.

Screens, sheets and commands only word and draw these values. Nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.days import Days
from rules.findings import Finding
from rules.ledger import Ledger, Room, Standing
from storage import rulebooks
from storage.doubts import Figures, OtherFigures, State, disputed_finding, figures_of, others_of, over_is_disputed, state_of
from storage.findings import Case, Queue, breach_is_open, of_driver, of_firm, over_by, over_finding, told_to_leave
from storage.findings.applications import Filing, too_late
from storage.findings.versions import of_conflicts
from storage.findings.waiting import of_trips
from storage.queues import way_out
from storage.reckoning import Reckoning
from storage.records import Basis, Driver, Trip
from storage.sending import needs_by_trip

_NO_ROOM_KNOWN = 10_000  # sorts a driver whom nothing limits after all whom something does


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What the fleet list says of one driver under one rule on one date.

    ``last_day`` is the last day within the rule where he is inside (an officer's "leave by" brings it forward), ``queue_by`` that day less
    the firm's reserve and the ``usual_wait`` in days at the crossing point he ``leaves_by`` (empty, None: not known); ``next_entry`` where
    he is outside the first date on which a day's stay is possible and how long it could last, ``filing`` an application that is too late
    for that date.
    ``left_today``: inside only because the date he left counts too, so he has no last day.
    ``planned`` counts the days to come, planned in the window of the first limit. Findings: worst first.
    ``disputed``: figures that differ from these where something is not known, and in what cases they hold; ``state`` is ``disputed`` where
    such cases differ in whether he is over a limit or in his room.
    ``lifted_by``: the kinds of papers that lift the rule on the date.
    """

    driver: Driver
    rule: str
    standing: Standing
    room: Room | None
    inside: str | None
    since: date | None
    last_day: date | None
    queue_by: date | None
    next_entry: tuple[date, int] | None
    caution: str | None
    planned: int
    next_trip: Trip | None
    findings: tuple[Finding, ...]
    left_today: bool = False
    leaves_by: str = ""
    usual_wait: int | None = None
    disputed: tuple[OtherFigures, ...] = ()
    state: State = "within"
    lifted_by: tuple[str, ...] = ()
    filing: Filing | None = None

    @property
    def alarmed(self) -> bool:
        """Tells whether a finding needs a person today."""
        return any(finding.severity == "alarm" for finding in self.findings)

    @property
    def is_inside(self) -> bool:
        """Tells whether he is inside to stay: one who left today is there no more, though the date counts."""
        return self.inside is not None and not self.left_today

    def urgency(self) -> tuple[bool, bool, bool, int, str]:
        """Returns a key that sorts who needs attention first: alarms, of those who is inside, then the least room, then the name.

        Who left the firm comes last.
        """
        gone = self.driver.left is not None and self.driver.left < self.standing.on
        room = self.room.days if self.room else _NO_ROOM_KNOWN
        return gone, not self.alarmed, self.alarmed and self.inside is None, room, self.driver.name.casefold()


def roster(book: Reckoning, on: date, rule_id: str | None = None) -> list[RosterLine]:
    """Returns a line for every driver, who needs attention first. Raises ``KeyError`` for a rule that the rulebook has not."""
    return sorted((line(book, driver, on, rule_id) for driver in book.drivers()), key=RosterLine.urgency)


def line(book: Reckoning, driver: Driver, on: date, rule_id: str | None = None) -> RosterLine:
    """Returns what the fleet list says of one driver under a rule (default: the firm's first).

    Without a named rule he is also said to be over where another rule that the firm keeps is exceeded.
    Raises ``KeyError`` for a rule that the rulebook has not.
    """
    firm = book.firm
    cases = book.cases(driver.id, rule_id or first_rule(book))
    ledger = cases.main
    standing, room, violation = ledger.standing(on), ledger.room(on), ledger.violation(on)
    papers = book.papers_of(driver.id)
    trips = book.trips_of(driver.id)
    left_today = standing.inside is not None and not ledger.presence.staying(on)
    last_day = None if left_today else _last_day(standing, room, next((told[0] for told in told_to_leave(trips, driver.id, on)), None))
    queue = _queue(book, trips, ledger, driver.id, last_day, on) if last_day else None
    case = Case(
        driver=driver,
        on=on,
        firm=firm,
        rulebook=book.rulebook,
        ledger=ledger,
        standing=standing,
        room=room,
        violation=violation,
        stays=book.stays_of(driver.id),
        trips=trips,
        papers=papers,
        unsettled=book.unsettled_of(driver.id),
        openings=book.openings_of(driver.id),
        conflicts=book.conflicts_of(driver.id),
        queue=queue,
        needs=needs_by_trip(book, trips, driver.id, on),
    )
    next_entry = _next_entry(ledger, standing, room)
    lifting = ledger.allowance.lifting_on(on, ledger.countries_on(on)) if standing.lifted else ()
    others = () if rule_id else book.rules_kept[1:]
    shown = figures_of(standing, room)
    disputed = others_of(cases, shown, on)
    findings = (
        *_as_disputed(case, shown, disputed, of_driver(case)),
        *(over for other in others for over in _over_elsewhere(book, driver, on, other)),
    )
    return RosterLine(
        driver=driver,
        rule=ledger.rule.id,
        standing=standing,
        room=room,
        inside=standing.inside,
        since=standing.since,
        last_day=last_day,
        queue_by=queue.by if queue else None,
        next_entry=next_entry,
        caution="breach-open" if breach_is_open(violation, papers, on) else None,
        planned=_planned_days(ledger, on),
        next_trip=_next_trip(trips, driver.id, on),
        findings=tuple(sorted(findings, key=lambda finding: finding.urgency)),
        left_today=left_today,
        leaves_by=queue.place if queue else "",
        usual_wait=queue.usual_wait if queue else None,
        disputed=disputed,
        state=state_of(shown, disputed),
        lifted_by=tuple(dict.fromkeys(paper.kind.id for paper in lifting)),
        filing=too_late(case, next_entry[0]) if next_entry else None,
    )


def findings_of_firm(book: Reckoning, on: date, copied: date | None = None) -> tuple[Finding, ...]:
    """Returns what there is to say of no driver in particular: about the rules, the office's corrections of them, the book, and trips
    that nobody is on yet.

    The worst comes first. ``copied`` is the day of the newest copy of the book outside this laptop, or the day it began where there is
    none (None: not known).
    """
    found = (
        *rulebooks.findings(book.rules_in_use),
        *of_firm(book.firm, book.rulebook, on, copied),
        *of_conflicts(book.conflicts_of("")),
        *of_trips(book.all(Trip), on),
    )
    return tuple(sorted(found, key=lambda finding: finding.urgency))


def first_rule(book: Reckoning) -> str:
    """Returns the id of the rule that is shown: the first that the firm keeps."""
    return book.rules_kept[0]


def _as_disputed(case: Case, shown: Figures, others: Sequence[OtherFigures], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yields the findings with both figures where they are disputed; who is over in some cases only is not said to be over."""
    if state_of(shown, others) == "disputed":
        yield disputed_finding(case.driver.id, case.rule, shown, others, case.on)
    for finding in findings:
        if finding.code != "over" or not over_is_disputed(shown, others):
            yield finding


def _over_elsewhere(book: Reckoning, driver: Driver, on: date, rule_id: str) -> list[Finding]:
    """Returns the finding that a driver is over another rule that the firm keeps, where he is, or may be."""
    cases = book.cases(driver.id, rule_id)
    standing = cases.main.standing(on)
    if len(cases.names) > 1:
        shown = figures_of(standing, cases.main.room(on))
        others = others_of(cases, shown, on)
        if over_is_disputed(shown, others):
            return [disputed_finding(driver.id, rule_id, shown, others, on)]
    return [over_finding(driver.id, standing)] if over_by(standing) else []


def _last_day(standing: Standing, room: Room | None, told: date | None) -> date | None:
    """Returns the last day within the rule of a driver inside: today itself where nothing is left, none where he is over already."""
    if not standing.inside or room is None:
        return told if standing.inside else None
    if room.until is None and over_by(standing):
        return None
    last = room.until or standing.on
    return min(last, told) if told else last


def _queue(book: Reckoning, trips: list[Trip], ledger: Ledger, driver_id: str, last_day: date, on: date) -> Queue:
    """Returns when he should join the queue to be out by his last day: before the firm's reserve and the usual wait, where it is known."""
    way = way_out(trips, driver_id, on, ledger.rule.since)
    wait = book.usual_wait(*way) if way else None
    return Queue(last_day - timedelta(book.firm.reserve + (wait or 0)), last_day, way[1] if way else "", wait)


def _next_entry(ledger: Ledger, standing: Standing, room: Room | None) -> tuple[date, int] | None:
    """Returns the first date after ``on`` on which a driver outside may stay a day, and for how long; None inside or where not known."""
    tomorrow = standing.on + timedelta(1)
    if standing.inside or not ledger.allowance.limits_on(standing.on):
        return None
    if room and room.days:
        return tomorrow, room.days
    entry = ledger.next_entry(tomorrow, 1, standing.on)
    if entry is None:
        return None
    return entry, ledger.enter(entry, standing.on).days


def _planned_days(ledger: Ledger, on: date) -> int:
    """Returns how many days to come are planned in the window of the first limit, as it will lie ahead of ``on``."""
    limit = next(iter(ledger.allowance.limits_on(on)), None)
    last = date(on.year, 12, 31)
    if limit and limit.window != "calendar-year":
        last = on + timedelta((limit.of or limit.days) - 1)
    to_come: Days = ledger.allowance.counted(ledger.presence.ahead(on) - ledger.presence.inside(on), on)
    return to_come.count(on, last)


def _next_trip(trips: list[Trip], driver_id: str, on: date) -> Trip | None:
    """Returns the first trip that he is still to begin, today or later."""
    begins = [
        (legs[0].entry, trip.id, trip)
        for trip in trips
        if not trip.cancelled and (legs := trip.legs_of(driver_id))
        if legs[0].entry > on or (legs[0].entry == on and legs[0].entry_basis is Basis.PLANNED)
    ]
    return min(begins, key=lambda begin: begin[:2])[2] if begins else None
