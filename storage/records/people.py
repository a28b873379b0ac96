"""Drivers: who they are, when they cannot be sent, and the days they had used before the book began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.countries import COUNTRIES
from rules.traveller import Traveller
from storage.records.record import Part, Record


class FormerCitizenship(Part, frozen=True, kw_only=True):
    """A citizenship that a driver had up to and with the date ``until``; ``country`` is an ISO 3166 code."""

    country: str
    until: date


class Driver(Record, frozen=True, kw_only=True):
    """A person who drives for the firm. ``citizenship`` is an ISO 3166 code, or None when not known; ``formerly`` those before it.

    ``joined`` and ``left`` are his first and last day with the firm; ``role`` what he is there, in the office's own word. ``sheets`` are
    the years of which his status sheet was written once they were over.
    """

    name: str
    citizenship: str | None = None
    formerly: tuple[FormerCitizenship, ...] = ()
    born: date | None = None
    phone: str = ""
    role: str = ""
    joined: date | None = None
    left: date | None = None
    sheets: tuple[int, ...] = ()

    def traveller(self, carrier: str | None = None) -> Traveller:
        """Returns him as the rules judge him, at the wheel for a carrier from a country."""
        return Traveller(self.citizenship, tuple((former.country, former.until) for former in self.formerly), carrier)

    def citizenship_on(self, day: date) -> str | None:
        """Returns the citizenship that he has on a day, None where it is not known."""
        return self.traveller().citizenship_on(day)

    def problems(self) -> Iterator[str]:
        """Adds: no name, a citizenship of no country, left before he joined."""
        yield from super().problems()
        if not self.name.strip():
            yield "name-missing"
        if not {self.citizenship, *(former.country for former in self.formerly)} <= COUNTRIES | {None}:
            yield "country-unknown"
        if self.joined and self.left and self.left < self.joined:
            yield "left-before-joined"


class Absence(Record, frozen=True, kw_only=True):
    """Dates on which a driver cannot be sent, both included (``last`` None: no end is known), and why, in the office's words."""

    driver: str
    first: date
    last: date | None = None
    reason: str = ""

    def problems(self) -> Iterator[str]:
        """Adds: no driver, an end before the beginning."""
        yield from super().problems()
        if not self.driver:
            yield "driver-missing"
        if self.last and self.last < self.first:
            yield "last-before-first"


class OpeningYear(Part, frozen=True, kw_only=True):
    """Days of one year that a driver had used before the book began.

    ``both``: in Russia and Belarus together, a date in both counted once; ``russia`` and ``belarus``: in each, None where not known.
    """

    year: int
    both: int
    russia: int | None = None
    belarus: int | None = None


class Opening(Record, frozen=True, kw_only=True):
    """The days a driver had used before ``as_of``, the first date that the book covers, and who said so."""

    driver: str
    as_of: date
    said_by: str
    years: tuple[OpeningYear, ...] = ()

    def problems(self) -> Iterator[str]:
        """Adds: no driver, nobody who said so, no year or one twice, and what is wrong within a year.

        A year may have no more days than it has before ``as_of``; both together no fewer than either country and no more than their sum.
        """
        yield from super().problems()
        if not self.driver:
            yield "driver-missing"
        if not self.said_by.strip():
            yield "said-by-missing"
        if not self.years:
            yield "years-missing"
        if len({each.year for each in self.years}) < len(self.years):
            yield "year-twice"
        for each in self.years:
            yield from self._problems_of(each)

    def _problems_of(self, each: OpeningYear) -> Iterator[str]:
        told = [days for days in (each.russia, each.belarus) if days is not None]
        if not date.min.year < each.year < date.max.year:
            yield "year-impossible"
            return
        end = min(self.as_of, date(each.year + 1, 1, 1))
        if min((each.both, *told)) < 0:
            yield "days-negative"
            return
        if each.both > max(0, (end - date(each.year, 1, 1)).days):
            yield "days-too-many"
        if max(told, default=0) > each.both or (len(told) == 2 and sum(told) < each.both):
            yield "days-disagree"
