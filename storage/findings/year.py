"""The year's turn, in December and January: dates to settle, drivers inside over New Year, applications to file anew, sheets to print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from rules.days import ONE_DAY, Days
from rules.findings import Finding
from storage.findings.applications import filed_on
from storage.findings.case import Case, finding
from storage.records import UNSTAMPED, Basis, Leg

_FROM, _UNTIL = 12, 1  # months


def findings(case: Case) -> Iterator[Finding]:
    """Yields what the turn of the year asks for, from December until the end of January; the year is the one that ends."""
    if case.on.month not in (_FROM, _UNTIL):
        return
    year = case.on.year if case.on.month == _FROM else case.on.year - 1
    yield from _dates(case, year)
    yield from _over_new_year(case, year)
    yield from _sheet(case, year)


def _dates(case: Case, year: int) -> Iterator[Finding]:
    """Yields how many dates of the year that could have been seen at a border are only told, and how many exits are not known."""
    last = min(case.on, date(year, 12, 31))
    told = 0
    for trip in case.trips:
        own = [leg for leg in trip.legs if leg.driver == case.driver.id]
        told += sum(first <= last and first.year == year for first in _told(own))
    unknown = sum(stay.entry.year <= year for stay in case.unended)
    if told or unknown:
        yield finding("year-dates", case.driver.id, date(year, 12, 31), year=year, told=told, open=unknown)


def _sheet(case: Case, year: int) -> Iterator[Finding]:
    """Yields that the sheet of a year that is over, in which he used days, was not written."""
    used = case.ledger.presence.inside(case.on).count(date(year, 1, 1), date(year, 12, 31))
    if case.on.year > year and used and year not in case.driver.sheets:
        yield finding("year-sheet", case.driver.id, date(year, 12, 31), year=year)


def _told(legs: list[Leg]) -> Iterator[date]:
    """Yields the dates of one driver's legs that are told, but for those of a crossing at which nobody puts a mark."""
    unstamped = {before.exit for before, leg in pairwise(legs) if before.exit == leg.entry and {before.country, leg.country} == UNSTAMPED}
    for leg in legs:
        if leg.entry_basis is Basis.TOLD and leg.entry not in unstamped:
            yield leg.entry
        if leg.exit_basis is Basis.TOLD and leg.exit and leg.exit not in unstamped:
            yield leg.exit


def _over_new_year(case: Case, year: int) -> Iterator[Finding]:
    """Yields both counters of a driver who is, or may be, inside on 31 December and on 1 January, as they stand then or now."""
    limit = case.ledger.allowance.shown_on(case.on)
    if limit is None or limit.window != "calendar-year" or case.standing.lifted or not case.ledger.allowance.limits_on(case.on):
        return
    if case.standing.limits[0].window == "visa":
        return
    presence, on = case.ledger.presence, case.on
    new_year = date(year + 1, 1, 1)
    inside = presence.inside(on) | presence.ahead(on)
    if on < new_year and any(stay.known_exit(on) is None for stay in presence.covering(on)):
        inside = inside | Days.between(on, new_year)
    if new_year not in inside or new_year - ONE_DAY not in inside:
        return
    until = max(on, new_year - ONE_DAY)
    counted = case.ledger.allowance.counted(inside, on)
    used, run = counted.count(date(until.year, 1, 1), until), counted.run_ending(until)
    if run <= (until - new_year).days + 1:
        return
    yield finding("year-inside", case.driver.id, new_year, rule=case.rule, year=until.year, used=used, run=run, until=until)
    yield from _to_file_anew(case, new_year)


def _to_file_anew(case: Case, new_year: date) -> Iterator[Finding]:
    """Yields the application of the old year that he came in under where he is inside over New Year and none was filed after it."""
    presence = case.ledger.presence
    spanning = [stay for stay in presence.stays if stay.entry < new_year and not stay.passed_by(case.on)]
    entered = {presence.entered[stay] for stay in spanning if (stay.known_exit(case.on) or new_year) >= new_year}
    raising = [(paper, filed) for paper in case.ledger.papers if paper.kind.effect == "raise" and (filed := filed_on(case, paper))]
    for entry in entered:
        under = [(paper, filed) for paper, filed in raising if paper.stands_on(entry) and filed < new_year]
        if under and not any(filed > entry for _, filed in raising):
            paper, filed = max(under, key=lambda each: each[1])
            number = next(record.number for record in case.papers if record.id == paper.ref)
            told = {"paper": paper.kind.id, "country": paper.country, "number": number, "filed": filed, "year": new_year.year}
            yield finding("year-application", paper.ref, new_year, **told)
