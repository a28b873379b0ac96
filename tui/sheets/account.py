"""What a driver's sheet is made from: one value with his figures, days, journeys and papers on a date.

Taken from the book once; everything after it is words and drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.days import Days
from rules.explain import Explanation, Line, explain
from rules.ledger import Standing
from rules.rulebook import PaperKind, Rule
from rules.stays import Stay
from rules.year import DayState, day_states
from storage.answers import RosterLine, line
from storage.records import JOINT, Firm, Leg, Opening, Paper, Trip, Unsettled

if TYPE_CHECKING:
    from storage.book import RecordBook
    from storage.records import Driver


@dataclass(frozen=True, slots=True)
class Journey:
    """A stay with the leg and trip it was recorded as: the dates counted, those counted before it, those left out, the sum up to it.

    ``happened`` is false of what is only planned, ``ended`` tells whether its exit is known to have been.
    """

    number: int
    stay: Stay
    leg: Leg
    trip: Trip
    counted: int
    shared: int
    total: int
    left_out: tuple[tuple[str, Days], ...]
    happened: bool
    ended: bool

    @property
    def days(self) -> int:
        """Returns how many dates the stay has, counted or not."""
        return self.counted + self.shared + sum(len(days) for _, days in self.left_out)


@dataclass(frozen=True, slots=True)
class Account:
    """A driver's figures, days and records on a date, as the sheets need them.

    ``days`` are those of the whole year of ``on``; ``beside`` are his figures under the other rules the firm keeps;
    ``elsewhere`` the days up to ``on``, in that year, in countries that this rule does not count. Days of ``openings`` are in the figures
    and in the running sums, but not among the dated ``days`` and journeys: on which dates they lay is not known.
    """

    on: date
    firm: Firm
    line: RosterLine
    rule: Rule
    explanation: Explanation
    days: tuple[DayState, ...]
    journeys: tuple[Journey, ...]
    kinds: Mapping[str, PaperKind]
    papers: tuple[Paper, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    beside: tuple[Standing, ...] = ()
    elsewhere: tuple[tuple[str, int], ...] = ()
    openings: tuple[Opening, ...] = ()

    @property
    def standing(self) -> Standing:
        """Returns his figures under the rule of the sheet."""
        return self.line.standing

    @property
    def countries(self) -> tuple[str, ...]:
        """Returns the countries to be told apart: those of the rule, or those he was in where there are more than a few."""
        members = tuple(self.rule.since)
        seen = {country for state in self.days for name in state.countries for country in name.split("+")}
        return members if 0 < len(members) <= _FEW_COUNTRIES else tuple(sorted(seen))

    @property
    def past(self) -> tuple[Journey, ...]:
        """Returns the journeys that have begun."""
        return tuple(journey for journey in self.journeys if journey.happened)

    def of_kind(self, kind: str) -> tuple[Paper, ...]:
        """Returns his papers of a kind, the latest first."""
        return tuple(sorted((paper for paper in self.papers if paper.kind == kind), key=_lateness, reverse=True))

    def taking_out(self, days: Days) -> tuple[Paper, ...]:
        """Returns the papers that take dates out of the count and stand on some of ``days``."""
        return tuple(
            paper
            for paper in self.papers
            if paper.kind in self.kinds and not self.kinds[paper.kind].days_count and paper.country in self.rule.since
            if days.count(paper.issued or date.min, paper.until or date.max)
        )


_FEW_COUNTRIES = 4


def account_of(book: RecordBook, driver: Driver, on: date, rule_id: str | None = None) -> Account:
    """Returns what the book says of a driver on a date, under a rule (default: the firm's first)."""
    roster_line = line(book, driver, on, rule_id)
    ledger = book.ledger(driver.id, roster_line.rule)
    firm, explanation = book.firm, explain(ledger, on)
    trips = book.trips_of(driver.id)
    openings = tuple(book.openings_of(driver.id))
    return Account(
        on=on,
        firm=firm,
        line=roster_line,
        rule=ledger.rule,
        explanation=explanation,
        days=tuple(_undated(state, openings) for state in day_states(ledger, on.year, on)),
        journeys=journeys(explanation, legs_by_ref(trips)),
        kinds=book.rulebook.paper_kinds,
        papers=tuple(book.papers_of(driver.id)),
        unsettled=tuple(book.unsettled_of(driver.id)),
        beside=tuple(book.ledger(driver.id, other).standing(on) for other in book.rules_kept if other != roster_line.rule),
        elsewhere=days_elsewhere(book.stays_of(driver.id), ledger.rule, on),
        openings=openings,
    )


def _undated(state: DayState, openings: Iterable[Opening]) -> DayState:
    """Returns the state of a day, empty where days of an opening were only laid on it."""
    return DayState(state.day, "out") if any(state.ref == opening.id for opening in openings) else state


def legs_by_ref(trips: Iterable[Trip]) -> dict[str, tuple[Trip, Leg]]:
    """Returns the trip and leg that each stay's ``ref`` names."""
    return {f"{trip.id}/{place}": (trip, leg) for trip in trips for place, leg in enumerate(trip.legs)}


def journeys(explanation: Explanation, legs: Mapping[str, tuple[Trip, Leg]]) -> tuple[Journey, ...]:
    """Returns the stays that count on the explanation's date or touch its year, and plans, by entry, numbered from 1, with running sums."""
    found: list[Journey] = []
    total = 0
    for entry in explanation.lines:
        total += len(entry.counted)
        if entry.stay.ref in legs and _belongs(entry, explanation):
            found.append(_journey(entry, len(found) + 1, total, explanation.on, legs))
    return tuple(found)


def _belongs(entry: Line, explanation: Explanation) -> bool:
    year = explanation.on.year
    stay = entry.stay
    last = stay.last_date(explanation.on)
    planned = stay.entry_planned and stay.entry > explanation.on
    return bool(entry.counted or entry.shared) or (stay.entry.year <= year <= last.year) or planned


def _journey(entry: Line, number: int, total: int, on: date, legs: Mapping[str, tuple[Trip, Leg]]) -> Journey:
    stay = entry.stay
    trip, leg = legs[stay.ref]
    happened = not stay.passed_by(on) and not stay.ahead_of(on)
    known = stay.known_exit(on)
    ended = happened and known is not None and known <= on and not stay.exit_planned
    return Journey(number, stay, leg, trip, len(entry.counted), len(entry.shared), total, entry.left_out, happened, ended)


def days_elsewhere(stays: Sequence[Stay], rule: Rule, on: date) -> tuple[tuple[str, int], ...]:
    """Returns how many dates he was in each country that the rule does not count, in the year of ``on`` up to it."""
    found: dict[str, Days] = {}
    for stay in stays if rule.since else ():
        if not stay.country or stay.country == JOINT or stay.country in rule.since or stay.passed_by(on) or stay.ahead_of(on):
            continue
        dates = Days.between(max(stay.entry, date(on.year, 1, 1)), min(stay.last_date(on), on))
        found[stay.country] = found.get(stay.country, Days()) | dates
    return tuple((country, len(days)) for country, days in sorted(found.items()) if days)


def _lateness(paper: Paper) -> tuple[date, date]:
    return paper.until or date.max, paper.issued or date.min
