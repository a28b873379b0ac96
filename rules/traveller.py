"""Whom a rule judges: the citizenship he has on each day, and the country of the carrier he drives for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rules.days import ONE_DAY


class Period(NamedTuple):
    """A citizenship (None: not known) from a first to a last date, both included; None: no beginning, no end."""

    citizenship: str | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Traveller:
    """A driver's citizenship, those he had before it, each up to and with a date, and where his carrier is from (None: not known)."""

    citizenship: str | None = None
    formerly: tuple[tuple[str, date], ...] = ()
    carrier: str | None = None

    @classmethod
    def of(cls, who: Traveller | str | None) -> Traveller:
        """Returns a citizen of one country for all his days, of whom no more is known, where only a country is given."""
        return who if isinstance(who, Traveller) else cls(who)

    def citizenship_on(self, day: date) -> str | None:
        """Returns the citizenship that he has on a day."""
        if not self.formerly:
            return self.citizenship
        return min(((until, country) for country, until in self.formerly if day <= until), default=(day, self.citizenship))[1]

    def periods(self) -> tuple[Period, ...]:
        """Returns his citizenships in order of time."""
        found: list[Period] = []
        first = None
        for until, country in sorted((until, country) for country, until in self.formerly):
            found.append(Period(country, first, until))
            first = until + ONE_DAY
        return (*found, Period(self.citizenship, first, None))
