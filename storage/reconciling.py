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
from storage.reading.legs import merged
from storage.records import JOINT, Basis, Driver, Leg, Record, Trip
from storage.stretches import UNION, Span, beside, group, has_inner, inside_since, of_book, suits

Verdict = Literal["agrees", "differs", "not-in-book", "not-in-list", "outside"]
"""Of one date: ``outside`` is one that lies outside the dates that the list is about, or that is not known on either side."""

Hindrance = Literal["no-entry", "no-exit", "inside", "dates"]
"""Why the list's word cannot be taken over: it has an exit without its entry, an entry without its exit, another stay on
the dates that would be taken out, or dates that cannot be."""


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
    hindrance: Hindrance | None = None
    effect: Effect | None = None

    @property
    def agrees(self) -> bool:
        """Tells whether there is nothing to settle."""
        return {self.entry, self.exit} <= {"agrees", "outside"}

    @property
    def can_be_taken(self) -> bool:
        """Tells whether the list's word can be taken over."""
        return self.hindrance is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One driver on both sides. ``outer``: only the outer dates of Russia and Belarus together were compared.

    ``over``: he is known to have gone over between the two. ``apart``: countries of the book that the list is not about; nothing of them
    was compared.
    """

    driver: Driver
    outer: bool
    over: bool
    apart: tuple[str, ...]
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
    chosen = set(listed) if drivers is None else set(listed) & set(drivers)
    return [_compared(book, driver, listed[driver.id], crossings, on) for driver in book.drivers() if driver.id in chosen]


def taken(book: RecordBook, lines: Iterable[Line], basis: Basis = Basis.TOLD) -> list[Record]:
    """Returns the records that take the list's word of these lines over: its dates, its stretch where the book has none, or none of ours.

    ``basis`` is how the list's dates are known. A line whose word cannot be taken over gives nothing.
    """
    chosen = list(lines)
    trips = {trip.id: trip for driver in {line.driver for line in chosen} for trip in book.trips_of(driver)}
    before = dict(trips)
    gone: dict[str, set[int]] = defaultdict(set)
    for line in chosen:
        if not line.can_be_taken:
            continue
        if line.theirs is None:
            for trip, at in line.ours.legs if line.ours else ():
                gone[trip].add(at)
        elif found := _taken_over(trips, line, line.theirs, basis):
            trips |= {trip.id: trip for trip in found}
    for id, places in gone.items():
        trips[id] = _without(trips[id], places)
    return [trip for id, trip in trips.items() if trip != before.get(id)]


# --- pairs and verdicts --------------------------------------------------------------------------------------------------


def _compared(book: RecordBook, driver: Driver, crossings: Sequence[Crossing], everyone: Sequence[Crossing], on: date) -> Comparison:
    window = min(each.day for each in everyone), max(each.day for each in everyone)
    outer = not has_inner(book, driver.id, crossings, on)
    ours = of_book(book, driver.id, outer, on)
    theirs: dict[str, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        theirs[group(crossing.country, outer)].append(crossing)
    busy = max((span.bounds[1] for spans in ours.values() for span in spans if not span.planned), default=date.min)
    lines: list[Line] = []
    about = {*theirs, *(group(each.country, outer) for each in everyone if outer or each.country not in UNION)}
    apart = [country for country in ours if country not in about and any(_in_list(span, window) for span in ours[country])]
    for country in dict.fromkeys((*(country for country in ours if country in about), *theirs)):
        elsewhere = [crossing for crossing in crossings if group(crossing.country, outer) != country]
        agreed, left, listed = beside(ours.get(country, ()), theirs[country], elsewhere, inside_since(crossings))
        pairs = [*agreed, *_matched(left, listed)]
        there = [span for _, span in pairs if span and span.whole]
        for line in (_line(driver.id, *pair, window, busy) for pair in pairs):
            if line and line.ours and line.theirs is None and _loses(line.ours, ours[country], there, on):
                lines.append(replace(line, hindrance="inside"))
            elif line:
                lines.append(line)
    lines.sort(key=lambda line: min(span.begins for span in (line.ours, line.theirs) if span))
    over = any(span.country == JOINT for line in lines for span in (line.ours, line.theirs) if span)
    return Comparison(driver, outer, over, tuple(apart), tuple(line if line.agrees else _settled(book, line, on) for line in lines))


def _loses(span: Span, ours: Iterable[Span], theirs: Iterable[Span], on: date) -> bool:
    """Tells whether the book without a stretch would have him out of the country on dates on which he is there by the list."""
    others = (each for each in ours if set(each.legs).isdisjoint(span.legs))
    there = Days.union(_days(each, on) for each in theirs if suits(span.country, each) or each.country == JOINT)
    return bool((_days(span, on) & there) - Days.union(_days(each, on) for each in others))


def _days(span: Span, on: date) -> Days:
    first, last = span.bounds
    return Days.between(first, min(last, max(first, on)))


def _in_list(span: Span, window: tuple[date, date]) -> bool:
    """Tells whether a stretch of the book would have a date in a list, if that were about its country."""
    return not span.planned and any(day and window[0] <= day <= window[1] for day in (span.entry, span.exit))


def _matched(ours: Sequence[Span], theirs: Sequence[Span]) -> Iterator[tuple[Span | None, Span | None]]:
    """Yields the stretches of both sides that are most alike together, and those that are like no other."""
    offers = [(likeness, -i, -j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if any(likeness := _likeness(a, b))]
    free_ours, free_theirs = dict(enumerate(ours)), dict(enumerate(theirs))
    for _, i, j in sorted(offers, reverse=True):
        if -i in free_ours and -j in free_theirs:
            yield free_ours.pop(-i), free_theirs.pop(-j)
    yield from ((span, None) for span in free_ours.values())
    yield from ((None, span) for span in free_theirs.values())


def _likeness(ours: Span, theirs: Span) -> tuple[int, int]:
    """Returns how many ends two stretches have in common, and how many dates, where these are more than one.

    A crossing alone is like a stretch that has it as an end, or in its midst. A stretch in one country is like none in another.
    """
    if ours.country != theirs.country and JOINT not in (ours.country, theirs.country):
        return 0, 0
    same = (ours.entry == theirs.entry and ours.entry is not None) + (ours.exit == theirs.exit and ours.exit is not None)
    first, last = ours.bounds
    if theirs.whole:
        begin, end = theirs.bounds
        shared = (min(last, end) - max(first, begin)).days + 1
    else:
        shared = 2 if first < theirs.begins < last or (ours.open and theirs.open and theirs.begins >= ours.room[0]) else 0
    return same, shared if shared > 1 else 0


def _line(driver: str, ours: Span | None, theirs: Span | None, window: tuple[date, date], busy: date) -> Line | None:
    """Returns a line, ``busy`` being the last date of the book; None for what the book has outside the list's dates, or planned only."""
    known = replace(ours, entry=None) if ours and ours.planned else ours
    entry = _verdict(known.entry if known else None, theirs.entry if theirs else None, window)
    exit_ = _verdict(known.exit if known else None, theirs.exit if theirs else None, window)
    if ours and theirs and _is_joint_to_us(ours, theirs):
        exit_ = "differs"
    line = Line(driver, (theirs or ours or Span("", None, None)).country, ours, theirs, entry, exit_)
    if theirs is None:
        return None if line.agrees or (ours and ours.planned) else line
    return replace(line, hindrance=_hindrance(line, known, theirs, busy))


def _hindrance(line: Line, known: Span | None, theirs: Span, busy: date) -> Hindrance | None:
    """Returns what is missing for the list's word to be taken over: a crossing alone is never stretched to one that the list has not.

    It moves a stay whose other end the list's dates leave out, closes one that is open in the book, or opens one that nothing follows.
    """
    new = known is None or known.planned
    if theirs.exit is None:
        return None if (theirs.open and theirs.begins >= busy if new else line.exit == "outside") else "no-exit"
    if theirs.entry is None:
        return None if known and not new and (line.entry == "outside" or known.exit is None) else "no-entry"
    return None


def _is_joint_to_us(ours: Span, theirs: Span) -> bool:
    """Tells whether the list has a driver in one of Russia and Belarus and out of the other, where the book has him in one alone."""
    return not suits(ours.country, theirs)


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


def _settled(book: RecordBook, line: Line, on: date) -> Line:
    """Returns a line with what taking it over does to the count, at its year's end or on ``on`` where that is earlier."""
    changed = taken(book, [line])
    if not changed:
        return replace(line, hindrance=line.hindrance or "dates")
    span = line.theirs or line.ours
    assert span is not None
    day = min(on, date((span.exit or span.entry or on).year, 12, 31))
    before, after = (view.ledger(line.driver, first_rule(view)).standing(day).used for view in (book, book.supposing(changed)))
    return replace(line, effect=Effect(day, before, after))
