"""The firm's records against a list of border crossings from elsewhere: what agrees, what differs, what either side lacks.

Both sides are compared as stretches of presence. A list that names no crossing between Russia and Belarus is compared on the outer
dates of the two together. Nothing is changed here: ``taken`` gives the records that take differences over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import msgspec

from rules.days import Days
from storage.answers import first_rule
from storage.book import RecordBook
from storage.reading.crossings import Crossing
from storage.reading.legs import OTHER_MEMBER, joins, merged
from storage.records import JOINT, Basis, Driver, Leg, Record, Trip

Verdict = Literal["agrees", "differs", "not-in-book", "not-in-list", "outside"]
"""Of one date: ``outside`` is one that lies outside the dates that the list is about, or that is not known on either side."""

_UNION = frozenset(("RU", "BY", JOINT))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in a country as one side has it; a date that it has not is None. ``legs`` are the book's: id of the trip, place in it."""

    country: str
    entry: date | None
    exit: date | None
    entry_point: str = ""
    exit_point: str = ""
    legs: tuple[tuple[str, int], ...] = ()
    planned: bool = False

    def days(self, on: date) -> Days:
        """Returns its dates; a side that is open ends on ``on``, one without a beginning is its last date."""
        first = self.entry or self.exit or on
        return Days.between(first, self.exit or max(first, on))

    @property
    def begins(self) -> date:
        """Returns the first date that it has."""
        return self.entry or self.exit or date.max


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking a difference over does to the days used under the firm's first rule, as of a date."""

    on: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of a driver on both sides. ``ours`` or ``theirs`` is None where that side has nothing like it."""

    driver: str
    country: str
    ours: Span | None
    theirs: Span | None
    entry: Verdict
    exit: Verdict
    effect: Effect | None = None

    @property
    def agrees(self) -> bool:
        """Tells whether there is nothing to settle."""
        return {self.entry, self.exit} <= {"agrees", "outside"}

    @property
    def can_be_taken(self) -> bool:
        """Tells whether the list's word can be taken over: where the book has nothing, the list must have an entry."""
        return self.effect is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One driver on both sides. ``outer``: only the outer dates of Russia and Belarus together were compared."""

    driver: Driver
    outer: bool
    lines: tuple[Line, ...]

    def dates(self, verdict: Verdict) -> int:
        """Returns how many dates have a verdict."""
        return sum((line.entry == verdict) + (line.exit == verdict) for line in self.lines)


def reconciled(book: RecordBook, crossings: Sequence[Crossing], on: date, drivers: Iterable[str] | None = None) -> list[Comparison]:
    """Returns the comparison of each driver whom the list names, or of those of ``drivers`` among them, in the order of the book."""
    listed: dict[str, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        listed[crossing.driver].append(crossing)
    if not crossings:
        return []
    window = min(each.day for each in crossings), max(each.day for each in crossings)
    chosen = set(listed) if drivers is None else set(listed) & set(drivers)
    return [_compared(book, driver, listed[driver.id], window, on) for driver in book.drivers() if driver.id in chosen]


def taken(book: RecordBook, lines: Iterable[Line], basis: Basis = Basis.TOLD) -> list[Record]:
    """Returns the records that take the list's word of these lines over: its dates, its stretch where the book has none, or none of ours.

    ``basis`` is how the list's dates are known. A line whose word cannot be taken over gives nothing.
    """
    chosen = list(lines)
    trips = {trip.id: trip for driver in {line.driver for line in chosen} for trip in book.trips_of(driver)}
    before = dict(trips)
    gone: dict[str, set[int]] = defaultdict(set)
    for line in chosen:
        if line.theirs is None:
            for trip, at in line.ours.legs if line.ours else ():
                gone[trip].add(at)
        elif found := _taken_over(trips, line, line.theirs, basis):
            trips |= {trip.id: trip for trip in found}
    for id, places in gone.items():
        trips[id] = _without(trips[id], places)
    return [trip for id, trip in trips.items() if trip != before.get(id)]


# --- both sides as stretches ---------------------------------------------------------------------------------------------


def _compared(book: RecordBook, driver: Driver, crossings: Sequence[Crossing], window: tuple[date, date], on: date) -> Comparison:
    outer = not _has_inner(crossings)
    ours: dict[str, list[Span]] = defaultdict(list)
    for span in _ours(book, driver.id, outer, on):
        ours[_group(span.country, outer)].append(span)
    theirs: dict[str, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        theirs[_group(crossing.country, outer)].append(crossing)
    lines = [
        line
        for group in dict.fromkeys((*ours, *theirs))
        for line in _lines(driver.id, *_alike(ours[group], list(_theirs(theirs[group]))), window, on)
    ]
    lines.sort(key=lambda line: min(span.begins for span in (line.ours, line.theirs) if span))
    return Comparison(driver, outer, tuple(line if line.agrees else replace(line, effect=_effect(book, line, on)) for line in lines))


def _group(country: str, outer: bool) -> str:
    return JOINT if outer and country in _UNION else country


def _has_inner(crossings: Sequence[Crossing]) -> bool:
    """Tells whether a list names a crossing between Russia and Belarus: out of one, into the other on that day or the next."""
    entered = {(each.country, each.day) for each in crossings if each.into}
    return any(
        other in OTHER_MEMBER.values() and any(country == other and joins(each.day, day) for country, day in entered)
        for each in crossings
        if not each.into and (other := OTHER_MEMBER.get(each.country))
    )


def _ours(book: RecordBook, driver: str, outer: bool, on: date) -> Iterator[Span]:
    """Yields the stretches of the book: a leg each, or in ``outer`` legs in Russia and Belarus that go on from each other as one."""
    legs = [
        (leg, trip.id, at)
        for trip in book.trips_of(driver)
        for at, leg in enumerate(trip.legs)
        if leg.driver == driver and not (leg.entry_basis is Basis.PLANNED and (trip.cancelled or leg.entry > on))
    ]
    chain: Span | None = None
    for leg, trip, at in sorted(legs, key=lambda each: (each[0].entry, each[0].exit or date.max)):
        span = _span_of(leg, trip, at)
        if not outer or leg.country not in _UNION:
            yield span
        elif chain and joins(chain.exit, leg.entry):
            country = chain.country if chain.country == leg.country else JOINT
            chain = replace(chain, country=country, exit=span.exit, exit_point=span.exit_point, legs=chain.legs + span.legs)
        else:
            if chain:
                yield chain
            chain = span
    if chain:
        yield chain


def _span_of(leg: Leg, trip: str, at: int) -> Span:
    planned = leg.entry_basis is Basis.PLANNED
    exit_ = None if leg.exit_basis is Basis.PLANNED else leg.exit
    return Span(leg.country, leg.entry, exit_, leg.entry_point, leg.exit_point, ((trip, at),), planned)


def _theirs(crossings: Iterable[Crossing]) -> Iterator[Span]:
    """Yields the stretches of a list: an entry with the exit after it; an entry or an exit alone where the other is missing."""
    inside: Span | None = None
    for crossing in _in_turn(crossings):
        if crossing.into:
            if inside:
                yield inside
            inside = Span(crossing.country, crossing.day, None, crossing.point)
        elif inside:
            country = inside.country if inside.country == crossing.country else JOINT
            yield replace(inside, country=country, exit=crossing.day, exit_point=crossing.point)
            inside = None
        else:
            yield Span(crossing.country, None, crossing.day, exit_point=crossing.point)
    if inside:
        yield inside


def _alike(ours: list[Span], theirs: list[Span]) -> tuple[list[Span], list[Span]]:
    """Returns both sides cut alike: what goes on without a break on one side, and is one stretch on the other, is one on both."""
    return _joined(ours, theirs), _joined(theirs, ours)


def _joined(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: each.begins):
        last = found[-1] if found else None
        if last and last.exit and span.entry and joins(last.exit, span.entry) and _run_across(last.exit, span.entry, others):
            found[-1] = replace(last, exit=span.exit, exit_point=span.exit_point, legs=last.legs + span.legs)
        else:
            found.append(span)
    return found


def _run_across(exit_: date, entry: date, others: Iterable[Span]) -> bool:
    """Tells whether a stretch of the other side began before an entry and went on after the exit before it."""
    return any(each.entry and each.entry < entry and (each.exit is None or each.exit > exit_) for each in others)


def _in_turn(crossings: Iterable[Crossing]) -> Iterator[Crossing]:
    """Yields crossings by date; those of one date in turn, so that who is inside goes out first."""
    by_day: dict[date, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        by_day[crossing.day].append(crossing)
    inside = False
    for day in sorted(by_day):
        waiting = list(by_day[day])
        while waiting:
            chosen = next((each for each in waiting if each.into is not inside), waiting[0])
            waiting.remove(chosen)
            inside = chosen.into
            yield chosen


# --- pairs and verdicts --------------------------------------------------------------------------------------------------


def _lines(driver: str, ours: list[Span], theirs: list[Span], window: tuple[date, date], on: date) -> Iterator[Line]:
    offers = [(_likeness(a, b, on), -i, -j) for i, a in enumerate(ours) for j, b in enumerate(theirs)]
    free_ours, free_theirs = set(range(len(ours))), set(range(len(theirs)))
    for likeness, i, j in sorted(offers, reverse=True):
        if likeness > (0, 1) and -i in free_ours and -j in free_theirs:
            free_ours.remove(-i)
            free_theirs.remove(-j)
            yield _line(driver, ours[-i], theirs[-j], window)
    for at in sorted(free_ours):
        line = _line(driver, ours[at], None, window)
        if not ours[at].planned and not line.agrees:
            yield line
    for at in sorted(free_theirs):
        yield _line(driver, None, theirs[at], window)


def _likeness(ours: Span, theirs: Span, on: date) -> tuple[int, int]:
    """Returns how many ends two stretches have in common, and how many dates; nothing where each is in one country, and in another."""
    if ours.country != theirs.country and JOINT not in (ours.country, theirs.country):
        return 0, 0
    same = (ours.entry == theirs.entry and ours.entry is not None) + (ours.exit == theirs.exit and ours.exit is not None)
    return same, len(ours.days(on) & theirs.days(on))


def _line(driver: str, ours: Span | None, theirs: Span | None, window: tuple[date, date]) -> Line:
    known = replace(ours, entry=None) if ours and ours.planned else ours
    entry = _verdict(known.entry if known else None, theirs.entry if theirs else None, window)
    exit_ = _verdict(known.exit if known else None, theirs.exit if theirs else None, window)
    if ours and theirs and _is_joint_to_us(ours, theirs):
        exit_ = "differs"
    return Line(driver, (theirs or ours or Span("", None, None)).country, ours, theirs, entry, exit_)


def _is_joint_to_us(ours: Span, theirs: Span) -> bool:
    """Tells whether the list has a driver in one of Russia and Belarus and out of the other, where the book has him in one alone."""
    return theirs.country == JOINT != ours.country


def _verdict(ours: date | None, theirs: date | None, window: tuple[date, date]) -> Verdict:
    if theirs is None:
        return "not-in-list" if ours and window[0] <= ours <= window[1] else "outside"
    if ours is None:
        return "not-in-book"
    return "agrees" if ours == theirs else "differs"


# --- taking over ---------------------------------------------------------------------------------------------------------


def _taken_over(trips: Mapping[str, Trip], line: Line, theirs: Span, basis: Basis) -> list[Trip]:
    """Returns the trips that have the list's dates of a line; none where it has no entry for a new one, or its dates cannot be."""
    if line.ours is None:
        changed = {trip.id: trip for trip in _new_trip(line.driver, theirs, basis)}
    else:
        changed = {trip: trips[trip] for trip, _ in line.ours.legs}
        said = replace(theirs, exit=None, exit_point=""), replace(theirs, entry=None, entry_point="")
        for (id, at), half in zip((line.ours.legs[0], line.ours.legs[-1]), said, strict=True):
            legs = list(changed[id].legs)
            legs[at] = merged(legs[at], _leg(line.driver, legs[at].country, half, basis, legs[at]))
            if _is_joint_to_us(line.ours, theirs):
                legs[at] = msgspec.structs.replace(legs[at], country=JOINT)
            changed[id] = msgspec.structs.replace(changed[id], legs=tuple(legs))
    return [] if any(problem for trip in changed.values() for problem in trip.problems()) else list(changed.values())


def _new_trip(driver: str, said: Span, basis: Basis) -> list[Trip]:
    return [Trip(legs=(_leg(driver, said.country, said, basis),))] if said.entry else []


def _leg(driver: str, country: str, said: Span, basis: Basis, old: Leg | None = None) -> Leg:
    """Returns what a list says of a leg; an entry that it leaves open is as in ``old``."""
    return Leg(
        driver=driver,
        country=country,
        entry=said.entry or (old.entry if old else date.max),
        entry_basis=basis if said.entry or old is None else old.entry_basis,
        entry_point=said.entry_point,
        exit=said.exit,
        exit_basis=basis if said.exit else None,
        exit_point=said.exit_point,
    )


def _without(trip: Trip, places: set[int]) -> Trip:
    """Returns a trip without the legs in these places; deleted where it has no other."""
    legs = tuple(leg for at, leg in enumerate(trip.legs) if at not in places)
    return msgspec.structs.replace(trip, **({"legs": legs} if legs else {"deleted": True}))


def _effect(book: RecordBook, line: Line, on: date) -> Effect | None:
    """Returns what taking a line over does to the count at its year's end, or on ``on`` where that is earlier."""
    changed = taken(book, [line])
    if not changed:
        return None
    span = line.theirs or line.ours
    assert span is not None
    day = min(on, date((span.exit or span.entry or on).year, 12, 31))
    before, after = (view.ledger(line.driver, first_rule(view)).standing(day).used for view in (book, book.supposing(changed)))
    return Effect(day, before, after)
