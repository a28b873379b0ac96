"""Rows of grids: the days a driver is marked on, and of those the ones that the book lacks, as trips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rules.days import Days
from storage.reading.columns import Row
from storage.reading.draft import Draft
from storage.reading.grid import marks_in
from storage.reading.legs import DAY, in_order, joins
from storage.reading.people import People
from storage.reading.results import Problem, RowResult
from storage.reading.rows import lost, with_lost
from storage.reading.unsettled import Judged
from storage.reading.words import Words
from storage.records import JOINT, Basis, Leg, Trip

_MEMBERS = ("RU", "BY")
_KEPT_UP = timedelta(31)
"""A grid whose last mark is so near was kept up to it: its empty columns after that are not filled in yet."""


@dataclass
class _Marked:
    """What a row says: the days in each country, and what is wrong."""

    days: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    problems: list[Problem] = field(default_factory=list)


class GridList:
    """Takes the rows of grids; ``place`` then makes trips of what all of them say together.

    Where a grid ends nobody has marked that he left: a stay that its last column still has is open, or, where later ones are known,
    taken as ended on that day; one to come is planned to that day. That is said, and so is a stay that the first column has already.
    Columns ruled for later, in which nobody has a mark yet, are no part of it.
    """

    def __init__(self, draft: Draft, words: Words, people: People, on: date) -> None:
        self._draft, self._words, self._people, self._on = draft, words, people, on
        self._new: dict[str, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        self._covered: dict[str, set[date]] = defaultdict(set)
        self._latest, self._filled = date.min, date.max
        self._judged: list[Judged] = []

    def take(self, row: Row) -> None:
        """Takes one row. Of a date that the book has nothing is new."""
        self._judged.append(Judged(row, *self._taken(row)))

    def _taken(self, row: Row) -> tuple[RowResult, tuple[str, ...]]:
        sheet, marked = row.sheet.table.name, self._marked(row)
        self._latest = max([self._latest, *(max(days) for days in marked.days.values())])
        found = self._people.find(row.text("driver"))
        if isinstance(found, Problem):
            if not (marked.days or marked.problems):
                return RowResult(sheet, row.number, "passed-over", problems=(Problem("title", value=row.text("driver")),)), ()
            return RowResult(sheet, row.number, "refused", problems=tuple(with_lost(row, (found, *marked.problems)))), ()
        if marked.problems:
            return RowResult(sheet, row.number, "refused", (found.name,), tuple(with_lost(row, marked.problems))), (found.id,)
        fresh = {country: days - self._held(found.id, country) for country, days in marked.days.items()}
        for country, days in fresh.items():
            self._new[found.id][country] |= days
        self._covered[found.id].update(row.sheet.days.values())
        return RowResult(sheet, row.number, "taken" if any(fresh.values()) else "known", (found.name,)), (found.id,)

    def place(self) -> list[Judged]:
        """Puts the trips that the new days make into the draft, legs that go on from each other as one; returns what became of the rows."""
        ruled = max(set[date]().union(*self._covered.values()), default=self._on)
        if self._on - _KEPT_UP <= self._latest < self._on < ruled:
            self._filled = self._latest
        judged = [self._with_ends(each) if each.result.outcome == "taken" else each for each in self._judged]
        for driver, countries in self._new.items():
            entered = [leg.entry for leg in self._legs(driver) if leg.entry_basis is not Basis.PLANNED]
            latest = max((*entered, *set[date]().union(*countries.values())), default=date.min)
            legs = in_order(
                self._leg(driver, country, first, last, latest) for country, days in countries.items() for first, last in _runs(days)
            )
            for chain in _chains(legs):
                self._draft.put(Trip(legs=tuple(chain)))
        return judged

    def _with_ends(self, judged: Judged) -> Judged:
        """Returns a row with what is not known of the stays that its first or last column has."""
        (driver,), days = judged.drivers, [day for day in judged.row.sheet.days.values() if day <= self._filled]
        new = set[date]().union(*self._new[driver].values())
        remarks = []
        if min(days) in new and self._nothing_on(driver, min(days) - DAY):
            remarks.append(Problem("grid-begins", "mark", day=min(days)))
        if max(days) in new and max(days) != self._on and self._nothing_on(driver, max(days) + DAY):
            remarks.append(Problem("grid-ends", "mark", day=max(days)))
        return replace(judged, result=replace(judged.result, remarks=(*judged.result.remarks, *remarks)))

    def _nothing_on(self, driver: str, day: date) -> bool:
        """Tells whether neither a grid nor the book says anything of a driver's day."""
        return (day > self._filled or day not in self._covered[driver]) and day not in self._held(driver)

    def _legs(self, driver: str) -> Iterator[Leg]:
        return (leg for trip in self._draft.trips_of(driver) for leg in trip.legs_of(driver))

    def _marked(self, row: Row) -> _Marked:
        sheet, marked = row.sheet, _Marked()
        unknown: dict[str, date] = {}
        for day, letters, ink in marks_in(row.number - 1, row.cells, sheet.days, sheet.table.inks()):
            meant = {sheet.marks[mark] for mark in (letters, ink) if mark in sheet.marks}
            if len(meant) > 1 or None in meant:
                unknown.setdefault(letters or ink, day)
                continue
            for country in {code for countries in meant for code in countries or ()}:
                marked.days[country].add(day)
        marked.problems = [*lost(row), *(Problem("unknown-mark", "mark", mark, day=day) for mark, day in unknown.items())]
        return marked

    def _held(self, driver: str, country: str | None = None) -> set[date]:
        """Returns the dates that the book has a driver in a country, or in any; what is planned is had only where it is still to come."""
        held: set[date] = set()
        for trip in self._draft.trips_of(driver):
            for leg in trip.legs_of(driver):
                if country not in (None, leg.country) and not (leg.country == JOINT and country in _MEMBERS):
                    continue
                planned = leg.entry_basis is Basis.PLANNED
                if planned and trip.cancelled:
                    continue
                days = set(Days.between(leg.entry, leg.exit or max(leg.entry, self._on)))
                held |= {day for day in days if day > self._on} if planned else days
        return held

    def _leg(self, driver: str, country: str, first: date, last: date, latest: date) -> Leg:
        """Returns a stretch of marked days as a leg: to the day of the import it is told, beyond it planned.

        On that day it is open still, and so is the ``latest`` that is known of him where no grid says what came after it.
        """
        is_open = last == self._on or (last == latest and last < self._on and self._nothing_on(driver, last + DAY))
        exit_ = None if is_open else last
        return Leg(
            driver=driver,
            country=country,
            entry=first,
            entry_basis=self._basis(first),
            exit=exit_,
            exit_basis=self._basis(exit_) if exit_ else None,
        )

    def _basis(self, day: date) -> Basis:
        return Basis.TOLD if day <= self._on else Basis.PLANNED


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    return Days.of(days).runs()


def _chains(legs: Iterable[Leg]) -> Iterator[list[Leg]]:
    chain: list[Leg] = []
    for leg in legs:
        if chain and not joins(chain[-1].exit, leg.entry):
            yield chain
            chain = []
        chain.append(leg)
    if chain:
        yield chain
