"""Stays, and when a driver was inside: what happened by a date, and what is ahead of it.

Entry and exit dates both count. A planned entry that has passed is not counted; a planned exit that has passed leaves the stay open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rules.days import NO_DAYS, Days
from rules.rulebook import Rule
from rules.windows import ONE_DAY


@dataclass(frozen=True, slots=True)
class Stay:
    """The dates a driver was, or will be, in one country; ``RU+BY`` where only the outer dates of both are known.

    ``exit`` None: not known to have left. ``ref`` names where it was recorded.
    """

    country: str | None
    entry: date
    exit: date | None
    entry_planned: bool = False
    exit_planned: bool = False
    ref: str = ""

    @property
    def countries(self) -> tuple[str, ...]:
        """Returns the countries it lies in; none where no country is named."""
        return tuple(self.country.split("+")) if self.country else ()

    def known_exit(self, on: date) -> date | None:
        """Returns its exit as known on a date: None where it has none, or only a planned one that has passed."""
        return None if self.exit_planned and self.exit and self.exit < on else self.exit

    def last_date(self, on: date) -> date:
        """Returns its last date as known on a date: where no exit is known that date itself, or its entry where it is to come."""
        return self.known_exit(on) or max(on, self.entry)

    def passed_by(self, on: date) -> bool:
        """Tells whether it was only planned and its entry date has gone by."""
        return self.entry_planned and self.entry < on

    def ahead_of(self, on: date) -> bool:
        """Tells whether it begins after a date, or is planned to begin on it."""
        return self.entry > on or (self.entry_planned and self.entry == on)

    def covers(self, on: date) -> bool:
        """Tells whether the driver is known to be in it on a date."""
        if self.passed_by(on) or self.ahead_of(on):
            return False
        known = self.known_exit(on)
        return known is None or known >= on

    def goes_on_after(self, on: date) -> bool:
        """Tells whether it covers a date and is not known to end with it."""
        return self.covers(on) and self.known_exit(on) != on


class Presence:
    """The stays of one driver that lie in a rule's territory, from the dates on which its members count."""

    def __init__(self, rule: Rule, stays: Iterable[Stay]) -> None:
        """Takes stays in any order, overlapping or repeated, in whatever countries; those outside the rule are left aside."""
        self.rule = rule
        self._any = not rule.since
        self.stays: tuple[Stay, ...] = tuple(sorted((stay for stay in stays if self.is_of_rule(stay)), key=_order))
        settled: dict[str | None, list[Days]] = {}
        self._loose: list[Stay] = []
        for stay in self.stays:
            if stay.exit is None or stay.entry_planned or stay.exit_planned:
                self._loose.append(stay)
            else:
                settled.setdefault(stay.country, []).append(self.dates(stay, stay.exit))
        self._settled = {country: Days.union(parts) for country, parts in settled.items()}

    def is_of_rule(self, stay: Stay) -> bool:
        """Tells whether a stay lies, at least in part, in a country of the rule."""
        return self._any or any(country in self.rule.since for country in stay.countries)

    def dates(self, stay: Stay, last: date) -> Days:
        """Returns the dates of a stay up to ``last``, from the day its country became a member."""
        first = stay.entry
        starts = [self.rule.since[country] for country in stay.countries if country in self.rule.since]
        if starts and None not in starts:
            first = max(first, min(start for start in starts if start))
        return Days.between(first, last)

    def inside(self, on: date) -> Days:
        """Returns every date inside up to ``on``, counted or not; open stays up to ``on`` itself."""
        return Days.union(self.inside_by_country(on).values())

    def inside_by_country(self, on: date) -> dict[str | None, Days]:
        """Returns the dates inside up to ``on`` in each country; a date in two countries stands under both."""
        found = {country: days.within(date.min, on) for country, days in self._settled.items()}
        for stay in self._loose:
            if not stay.passed_by(on) and not stay.ahead_of(on):
                last = min(stay.last_date(on), on)
                found[stay.country] = found.get(stay.country, NO_DAYS) | self.dates(stay, last)
        return found

    def ahead(self, on: date, *, staying: bool = False) -> Days:
        """Returns the dates inside that are to come after ``on`` (a stay planned to begin on ``on`` itself included).

        With ``staying`` the dates still recorded of a stay that covers ``on`` are left out: that stay is asked to go on.
        """
        parts = []
        for stay in self.stays:
            if stay.ahead_of(on):
                parts.append(self.dates(stay, stay.exit or stay.entry))
            elif not staying and stay.exit and stay.exit > on and stay.covers(on):
                parts.append(self.dates(stay, stay.exit).within(on + ONE_DAY, stay.exit))
        return Days.union(parts)

    def covering(self, on: date) -> tuple[Stay, ...]:
        """Returns the stays the driver is in on a date, in order of entry."""
        return tuple(stay for stay in self.stays if stay.entry <= on and stay.covers(on))

    def staying(self, on: date) -> tuple[Stay, ...]:
        """Returns the stays that cover a date and are not known to end with it."""
        return tuple(stay for stay in self.stays if stay.entry <= on and stay.goes_on_after(on))

    @cached_property
    def entered(self) -> dict[Stay, date]:
        """Returns for each stay the date the driver came in.

        A stay that begins in one member country on the date, or the day after, a stay in the other ended was entered when
        that one was (RU-BY agreement of 2020-06-19, art. 2: the term runs from entry into either from a third state).
        What has happened never follows from what was only planned.
        """
        found = {stay: stay.entry for stay in self.stays}
        settled = False
        while not settled:
            earlier = _came_in(self.stays, found)
            settled = earlier == found
            found = earlier
        return found


def _order(stay: Stay) -> tuple[date, date, str, str]:
    return stay.entry, stay.exit or date.max, stay.country or "", stay.ref


def _came_in(stays: Sequence[Stay], known: dict[Stay, date]) -> dict[Stay, date]:
    ended: dict[date, list[Stay]] = {}
    for stay in stays:
        if stay.exit and stay.country:
            ended.setdefault(stay.exit, []).append(stay)
    return {
        stay: min(
            (
                known[before]
                for day in (stay.entry, stay.entry - ONE_DAY)
                for before in ended.get(day, ())
                if stay.country and before.country != stay.country and (stay.entry_planned or not before.entry_planned)
            ),
            default=stay.entry,
        )
        for stay in stays
    }
