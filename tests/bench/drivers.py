"""A fleet of made-up drivers who cross between Russia and Belarus all year, the same each time it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rules.ledger import Ledger
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.stays import Stay
from tests.rules.oracle import Case, Span

AS_OF = date(2026, 11, 23)
TRIPS = 45
DAYS_A_TRIP = 40.5
"""Nine trips a year for five years, the last of them begun in the six weeks before the date the figures are for."""
COUNTRIES = ("RU", "BY", "RU")
RULE = "union-state"


@dataclass(frozen=True)
class Driver:
    """A driver's stays, in order, and the applications he filed."""

    citizenship: str
    stays: tuple[Stay, ...]
    papers: tuple[HeldPaper, ...]

    def ledger(self) -> Ledger:
        """Returns him as the program judges him."""
        return Ledger(shipped().rule(RULE), self.citizenship, self.stays, self.papers)

    def case(self, on: date) -> Case:
        """Returns him as plain sets of dates are made of him."""
        spans = [Span(stay.country, stay.entry, stay.exit) for stay in self.stays]
        filings = [(paper.first, paper.last) for paper in self.papers if paper.first and paper.last]
        return Case(spans, on, citizenship=self.citizenship, filings=filings)


def fleet(size: int) -> list[Driver]:
    """Returns that many drivers with five years of nine trips, each trip three stays of one to nine days; a third with applications."""
    chance = Random(size)
    return [_driver(chance, chance.choice(["KZ", "KG", "UZ"]), has_application=chance.random() < 1 / 3) for _ in range(size)]


def _driver(chance: Random, citizenship: str, *, has_application: bool) -> Driver:
    stays = []
    last = AS_OF - timedelta(chance.randrange(40))
    for trip in reversed(range(TRIPS)):
        day = last - timedelta(int(DAYS_A_TRIP * trip) - chance.randrange(-4, 5) if trip else 0)
        for country in COUNTRIES:
            exit = day + timedelta(chance.randrange(9))
            stays.append(Stay(country, day, exit, ref=f"{trip}"))
            day = exit
    kind = shipped().paper_kinds["ruid-driver"]
    filed = [date(2026, 7, 1) + timedelta(chance.randrange(60)) for _ in range(2)] if has_application else []
    return Driver(citizenship, tuple(stays), tuple(HeldPaper(kind, "RU", day, day + timedelta(90)) for day in filed))
