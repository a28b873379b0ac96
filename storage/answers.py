"""The questions a dispatcher asks of the book, answered as values for a date: who stands how, and who needs attention first.

Screens, sheets and commands only word and draw these values. Nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rules.days import Days
from rules.findings import Finding
from rules.ledger import Ledger, LimitFigure, Room, Standing
from storage.book import RecordBook
from storage.findings import Case, breach_is_open, of_driver, over_by, over_finding
from storage.records import Basis, Driver, Trip

_NO_ROOM_KNOWN = 10_000  # sorts a driver whom nothing limits after all whom something does


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What the fleet list says of one driver under one rule on one date.

    ``last_day`` is the last day within the rule where he is inside (an officer's "leave by" brings it forward), ``queue_by`` that day less
    the firm's reserve; ``next_entry`` where he is outside the first date on which a day's stay is possible and how long it could last.
    ``planned`` counts the days to come, planned in the window of the first limit. Findings: worst first.
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

    @property
    def alarmed(self) -> bool:
        """Tells whether a finding needs a person today."""
        return any(finding.severity == "alarm" for finding in self.findings)

    def urgency(self) -> tuple[bool, bool, int, str]:
        """Returns a key that sorts who needs attention first: alarms, then the least room, then the name; who left the firm comes last."""
        gone = self.driver.left is not None and self.driver.left < self.standing.on
        return gone, not self.alarmed, self.room.days if self.room else _NO_ROOM_KNOWN, self.driver.name.casefold()


def roster(book: RecordBook, on: date, rule_id: str | None = None) -> list[RosterLine]:
    """Returns a line for every driver, who needs attention first. Raises ``KeyError`` for a rule that the rulebook has not."""
    return sorted((line(book, driver, on, rule_id) for driver in book.drivers()), key=RosterLine.urgency)


def line(book: RecordBook, driver: Driver, on: date, rule_id: str | None = None) -> RosterLine:
    """Returns what the fleet list says of one driver under a rule (default: the firm's first).

    Without a named rule he is also said to be over where another rule that the firm keeps is exceeded.
    Raises ``KeyError`` for a rule that the rulebook has not.
    """
    firm = book.firm
    ledger = book.ledger(driver.id, rule_id or first_rule(book))
    standing, room, violation = ledger.standing(on), ledger.room(on), ledger.violation(on)
    papers = book.papers_of(driver.id)
    case = Case(driver, on, firm, ledger, standing, room, violation, book.stays_of(driver.id), papers, book.unsettled_of(driver.id))
    others = () if rule_id else firm.rules[1:]
    findings = (*of_driver(case), *(over for other in others for over in _over_elsewhere(book, driver, on, other)))
    trips = book.trips_of(driver.id)
    last_day = _last_day(standing, room, _told_to_leave(trips, driver.id, on))
    return RosterLine(
        driver=driver,
        rule=ledger.rule.id,
        standing=standing,
        room=room,
        inside=standing.inside,
        since=standing.since,
        last_day=last_day,
        queue_by=last_day - timedelta(firm.reserve) if last_day else None,
        next_entry=_next_entry(ledger, standing, room),
        caution="breach-open" if breach_is_open(violation, papers, on) else None,
        planned=_planned_days(ledger, on),
        next_trip=_next_trip(trips, driver.id, on),
        findings=tuple(sorted(findings, key=lambda finding: finding.urgency)),
    )


def first_rule(book: RecordBook) -> str:
    """Returns the id of the rule that the firm keeps first, ``union-state`` where it names none."""
    return book.firm.rules[0] if book.firm.rules else "union-state"


def status_json(line: RosterLine) -> dict[str, Any]:
    """Returns a line as ``haulbook status --json`` gives it: the names are fixed, dates are ISO text."""
    standing, room = line.standing, line.room
    until = min(filter(None, (room.until if room else None, line.last_day)), default=None) if line.inside and room and room.until else None
    return {
        "driver": line.driver.name,
        "id": line.driver.id,
        "citizenship": line.driver.citizenship,
        "on": standing.on.isoformat(),
        "rule": line.rule,
        "used": standing.used,
        "limit": standing.limit,
        "remaining": standing.remaining,
        "over": standing.over,
        "by_country": dict(standing.by_country),
        "limits": [_limit_json(figure) for figure in standing.limits],
        "room": {"days": room.days, "until": _iso(room.until), "by": room.by} if room else None,
        "inside": line.inside,
        "since": _iso(line.since),
        "last_lawful_day": _iso(until),
        "next_entry": {"date": line.next_entry[0].isoformat(), "days": line.next_entry[1]} if line.next_entry else None,
        "caution": line.caution,
        "planned": line.planned,
        "findings": [finding_json(finding) for finding in line.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Returns a finding with its code, severity, subject, day and parameters; dates are ISO text."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "subject": finding.subject,
        "day": _iso(finding.day),
        "params": _plain(finding.params),
    }


def _limit_json(figure: LimitFigure) -> dict[str, Any]:
    shown = {"window": figure.window, "used": figure.used, "limit": figure.limit, "remaining": figure.remaining}
    return shown | ({"of": figure.of} if figure.of else {})


def _plain(params: Mapping[str, str | int | date | None]) -> dict[str, str | int | None]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in params.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _over_elsewhere(book: RecordBook, driver: Driver, on: date, rule_id: str) -> list[Finding]:
    """Returns the finding that a driver is over another rule that the firm keeps, where he is."""
    standing = book.ledger(driver.id, rule_id).standing(on)
    return [over_finding(driver.id, standing)] if over_by(standing) else []


def _last_day(standing: Standing, room: Room | None, told: date | None) -> date | None:
    """Returns the last day within the rule of a driver inside: today itself where nothing is left, none where he is over already."""
    if not standing.inside or room is None:
        return told if standing.inside else None
    if room.until is None and over_by(standing):
        return None
    last = room.until or standing.on
    return min(last, told) if told else last


def _told_to_leave(trips: list[Trip], driver_id: str, on: date) -> date | None:
    """Returns the earliest day by which an officer told him to leave, of the legs that he is on."""
    return min(
        (
            leg.leave_by
            for trip in trips
            for leg in trip.legs_of(driver_id)
            if leg.leave_by and leg.entry_basis is not Basis.PLANNED and leg.entry <= on
            if leg.exit is None or leg.exit >= on or leg.exit_basis is Basis.PLANNED
        ),
        default=None,
    )


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
    to_come: Days = ledger.allowance.counted(ledger.presence.ahead(on) - ledger.presence.inside(on))
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
