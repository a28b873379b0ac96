"""Stays, and when a driver was inside: what happened by a date, and what is ahead of it.

Entry and exit dates both count. A planned entry that has passed is not counted; a planned exit that has passed leaves the stay open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from rules.days import NO_DAYS, ONE_DAY, Days
from rules.rulebook import Rule


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

    def overlap(self, other: Stay, on: date) -> Days:
        """Returns the dates shared with another stay as known on a date: none where they meet on one date only, or one never began."""
        if self.passed_by(on) or other.passed_by(on):
            return NO_DAYS
        shared = Days.between(max(self.entry, other.entry), min(self.last_date(on), other.last_date(on)))
        return shared if len(shared) > 1 else NO_DAYS


class Inside(NamedTuple):
    """The dates a driver was inside: in each country, in the order of their names, and altogether."""

    by_country: Mapping[str | None, Days]
    together: Days


NOWHERE = Inside({}, NO_DAYS)


class Presence:
    """The stays of one driver that lie in a rule's territory, from the dates on which its members count.

    Stays are laid out as ``Days`` when they are first asked for, the latest first: a figure of this year needs no older ones.
    """

    def __init__(self, rule: Rule, stays: Iterable[Stay]) -> None:
        """Takes stays in any order, overlapping or repeated, in whatever countries; those outside the rule are left aside."""
        self.rule = rule
        self._any = not rule.since
        self._given = list(stays)
        self._laid_from: date | None = None
        self._certain: list[tuple[date, date, Stay]] = []
        self._loose: list[Stay] = []
        self._anywhere = NO_DAYS
        self._settled = NOWHERE

    def with_more(self, stays: Iterable[Stay]) -> Presence:
        """Returns the same with more stays; what is laid out already is not laid out anew."""
        self._lay_out(date.min)
        found, more = copy(self), list(stays)
        found._given, found._certain, found._loose = self._given + more, self._certain, list(self._loose)
        for worked_out in ("stays", "entered"):
            vars(found).pop(worked_out, None)
        found._place(more)
        return found

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """Returns the stays of the rule in order of entry."""
        return tuple(sorted((stay for stay in self._given if self.is_of_rule(stay)), key=_order))

    def is_of_rule(self, stay: Stay) -> bool:
        """Tells whether a stay lies, at least in part, in a country of the rule."""
        since = self.rule.since
        return stay.country in since or self._any or any(country in since for country in stay.countries)

    def dates(self, stay: Stay, last: date) -> Days:
        """Returns the dates of a stay up to ``last``, from the day its country became a member."""
        start = self._member_since(stay.country)
        return Days.between(max(stay.entry, start) if start else stay.entry, last)

    def _member_since(self, country: str | None) -> date | None:
        """Returns the date from which stays in a country, or in several known only together, count; None: from ever."""
        since = self.rule.since
        if country is None or country in since:
            return since.get(country or "")
        starts = [since[part] for part in country.split("+") if part in since]
        return min((start for start in starts if start), default=None) if None not in starts else None

    def _lay_out(self, first: date) -> None:
        """Lays out the stays that reach ``first``, or a later date, and are not yet."""
        laid_from = self._laid_from
        if laid_from is None:
            near = [stay for stay in self._given if stay.exit is None or stay.exit >= first or stay.exit_planned]
        elif first < laid_from:
            near = [stay for stay in self._given if stay.exit and first <= stay.exit < laid_from and not stay.exit_planned]
        else:
            return
        self._laid_from = first
        self._place(near)

    def _place(self, stays: Iterable[Stay]) -> None:
        """Adds stays to what is laid out."""
        since = self.rule.since
        settled: list[Stay] = []
        for stay in stays:
            if stay.country in since or self.is_of_rule(stay):
                loose = stay.exit is None or stay.entry_planned or stay.exit_planned
                (self._loose if loose else settled).append(stay)
        if settled:
            self._settle(settled)

    def _settle(self, stays: list[Stay]) -> None:
        """Adds stays of which both dates have been, or are to come and sure."""
        laid = dict(self._settled.by_country)
        fresh = [(stay.entry, stay.exit, stay) for stay in stays if stay.exit]
        self._certain = sorted(self._certain + fresh, key=_exit)
        for country in {stay.country for stay in stays}:
            days = Days.spans([(entry, exit) for entry, exit, stay in fresh if stay.country == country])
            start = self._member_since(country)
            self._anywhere |= days
            laid[country] = laid.get(country, NO_DAYS) | (days.within(start, date.max) if start else days)
        self._settled = Inside(_by_name(laid), Days.union(laid.values()))

    def seen(self, first: date, on: date) -> Inside:
        """Returns the dates inside as known on ``on``: from ``first`` to ``on`` all of them, and those in an unbroken run with them.

        Of other dates, before and after, it holds whatever is at hand: it is to be counted up to ``on`` only.
        """
        if self._laid_from is None or first < self._laid_from:
            self._lay_out(first)
        inside = self._as_known(on) if self._loose else self._settled
        if self._laid_from != date.min and inside.together.run_ending(on) > (on - first).days:
            self._lay_out(date.min)
            return self._as_known(on)
        return inside

    def _as_known(self, on: date) -> Inside:
        """Returns what is laid out, with the stays that are open or planned as far as they have come by ``on``."""
        come = [stay for stay in self._loose if not stay.passed_by(on) and not stay.ahead_of(on)]
        laid = dict(self._settled.by_country)
        for stay in come:
            laid[stay.country] = laid.get(stay.country, NO_DAYS) | self.dates(stay, min(stay.last_date(on), on))
        return Inside(_by_name(laid), Days.union(laid.values()))

    def inside(self, on: date) -> Days:
        """Returns every date inside up to ``on``, counted or not; open stays up to ``on`` itself."""
        return self.seen(date.min, on).together.within(date.min, on)

    def known(self, on: date) -> Days:
        """Returns every date inside that has been or is to come, as known on ``on``."""
        return self.inside(on) | self.ahead(on)

    def ahead(self, on: date, *, staying: bool = False) -> Days:
        """Returns the dates inside that are to come after ``on`` (a stay planned to begin on ``on`` itself included).

        With ``staying`` the dates still recorded of a stay that covers ``on`` are left out: that stay is asked to go on.
        """
        self._lay_out(on)
        parts = [] if staying else [self._settled.together.within(on + ONE_DAY, date.max)]
        if staying:
            parts += [self.dates(stay, exit) for entry, exit, stay in self._certain if entry > on]
        for stay in self._loose:
            if stay.ahead_of(on):
                parts.append(self.dates(stay, stay.exit or stay.entry))
            elif not staying and stay.exit and stay.exit > on and stay.covers(on):
                parts.append(self.dates(stay, stay.exit).within(on + ONE_DAY, stay.exit))
        return Days.union(parts)

    def covering(self, on: date) -> tuple[Stay, ...]:
        """Returns the stays the driver is in on a date, in order of entry."""
        if self._laid_from is None or on < self._laid_from:
            self._lay_out(on)
        found = [stay for stay in self._loose if stay.covers(on)] if self._loose else []
        if on in self._anywhere:
            not_over = self._certain[bisect_left(self._certain, on, key=_exit) :]
            found += [stay for entry, _, stay in not_over if entry <= on]
        return tuple(found if len(found) < 2 else sorted(found, key=_order))

    def staying(self, on: date) -> tuple[Stay, ...]:
        """Returns the stays that cover a date and are not known to end with it."""
        return tuple(stay for stay in self.covering(on) if stay.goes_on_after(on))

    @cached_property
    def entered(self) -> dict[Stay, date]:
        """Returns for each stay the date the driver came in, as ``came_in`` does."""
        return {stay: self.came_in(stay) for stay in self.stays}

    def entered_from(self, first: date | None) -> list[tuple[Stay, date]]:
        """Returns the stays that begin on ``first`` or later (None: all), each with the date the driver came in."""
        self._lay_out(first or date.min)
        stays = [stay for _, _, stay in self._certain] + self._loose
        return [(stay, self.came_in(stay)) for stay in stays if first is None or stay.entry >= first]

    def came_in(self, stay: Stay) -> date:
        """Returns the date the driver came in for a stay.

        A stay that begins in one member country on the date, or the day after, a stay in the other ended was entered when
        that one was (RU-BY agreement of 2020-06-19, art. 2: the term runs from entry into either from a third state).
        What has happened never follows from what was only planned.
        """
        reached = [stay]
        for here in reached:
            for before in self._ending(here.entry):
                if _follows(here, before) and before not in reached:
                    reached.append(before)
        return min([one.entry for one in reached])

    def _ending(self, entry: date) -> list[Stay]:
        """Returns the stays that end on a date or the day before it."""
        eve = entry - ONE_DAY
        self._lay_out(eve)
        certain = self._certain
        ended = certain[bisect_left(certain, eve, key=_exit) : bisect_right(certain, entry, key=_exit)]
        return [stay for _, _, stay in ended] + [stay for stay in self._loose if stay.exit in (entry, eve)]


_exit = itemgetter(1)


def _order(stay: Stay) -> tuple[date, date, str, str]:
    return stay.entry, stay.exit or date.max, stay.country or "", stay.ref


def _by_name(laid: Mapping[str | None, Days]) -> Mapping[str | None, Days]:
    return dict(sorted(laid.items(), key=lambda item: item[0] or ""))


def _follows(stay: Stay, before: Stay) -> bool:
    """Tells whether a stay goes on from one that ended as it began."""
    return (
        before.country != stay.country and None not in (stay.country, before.country) and (stay.entry_planned or not before.entry_planned)
    )
