"""Both sides of a comparison with a list of crossings as stretches of presence: of the book its legs, of a list an entry and its exit.

Where a list is in order, each of its entries is followed by its exit. Where it is not, what agrees with the book is set aside first, so
that a row that is missing or too many is seen where it stands: a crossing without its other half stays alone, and stands for nothing
but itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from storage.book import RecordBook
from storage.reading.crossings import Crossing
from storage.reading.legs import DAY, OTHER_MEMBER, joins
from storage.records import JOINT, Basis, Leg

UNION = frozenset(("RU", "BY", JOINT))
_ANYWHERE = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in a country as one side has it; a date that it has not is None. ``legs`` are the book's: id of the trip, place in it.

    ``room``: the dates of the crossings before and after it on its side. ``open``: an entry after which its side has nothing.
    """

    country: str
    entry: date | None
    exit: date | None
    entry_point: str = ""
    exit_point: str = ""
    legs: tuple[tuple[str, int], ...] = ()
    planned: bool = False
    room: tuple[date, date] = field(default=_ANYWHERE, compare=False)
    open: bool = field(default=False, compare=False)

    @property
    def begins(self) -> date:
        """Returns the first date that it has."""
        return self.entry or self.exit or date.max

    @property
    def bounds(self) -> tuple[date, date]:
        """Returns the dates between which it can lie; where it has no entry or no exit, those of the crossing next to it."""
        return self.entry or self.room[0], self.exit or self.room[1]

    @property
    def whole(self) -> bool:
        """Tells whether it has an entry and an exit."""
        return self.entry is not None and self.exit is not None


def of_book(book: RecordBook, driver: str, outer: bool, on: date) -> dict[str, list[Span]]:
    """Returns the stretches of the book by country: a leg each, or in ``outer`` those of Russia and Belarus that go on from each other."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for span in _stretches(book, driver, outer, on):
        spans[group(span.country, outer)].append(span)
    return {country: _with_room(found) for country, found in spans.items()}


def group(country: str, outer: bool) -> str:
    """Returns where a country is compared: in ``outer`` Russia and Belarus are one."""
    return JOINT if outer and country in UNION else country


def has_inner(book: RecordBook, driver: str, crossings: Sequence[Crossing], on: date) -> bool:
    """Tells whether a list names a crossing between Russia and Belarus: one of the book's, or out of one, into the other within a day."""
    legs = {span.legs[0]: span for span in _stretches(book, driver, False, on)}
    begun = {(span.country, span.entry) for span in legs.values() if span.entry}
    ended = {(span.country, span.exit) for span in legs.values() if span.exit}
    inner = {(country, day, False) for country, day in ended if not begun.isdisjoint(_other_side(country, day, DAY))}
    inner |= {(country, day, True) for country, day in begun if not ended.isdisjoint(_other_side(country, day, -DAY))}
    chains = list(_stretches(book, driver, True, on))
    outer = {(legs[chain.legs[0]].country, chain.entry, True) for chain in chains}
    outer |= {(legs[chain.legs[-1]].country, chain.exit, False) for chain in chains}
    listed = [(each.country, each.day, each.into) for each in _in_turn(each for each in crossings if each.country in UNION)]
    return not (inner - outer).isdisjoint(listed) or any(
        not out[2] and into[2] and into[:2] in _other_side(*out[:2], DAY) and not {out, into} <= outer for out, into in pairwise(listed)
    )


def _other_side(country: str, day: date, step: timedelta) -> set[tuple[str, date]]:
    """Returns what a crossing between Russia and Belarus is on its other side: the other country, that day or the one a step on."""
    other = OTHER_MEMBER.get(country, "")
    return {(other, day), (other, day + step)}


def _stretches(book: RecordBook, driver: str, outer: bool, on: date) -> Iterator[Span]:
    legs = [
        (leg, trip.id, at)
        for trip in book.trips_of(driver)
        for at, leg in enumerate(trip.legs)
        if leg.driver == driver and not (leg.entry_basis is Basis.PLANNED and (trip.cancelled or leg.entry > on))
    ]
    chain: Span | None = None
    within: list[Leg] = []
    for leg, trip, at in sorted(legs, key=lambda each: (each[0].entry, each[0].exit or date.max)):
        span = _span_of(leg, trip, at)
        if not outer or leg.country not in UNION:
            yield span
        elif not (chain and chain.exit and leg.entry <= chain.exit + DAY):
            if chain:
                yield chain
            chain, within = span, [leg]
        elif any(_overlap(other, leg) for other in within):
            yield span
        else:
            chain = _longer(chain, span)
            within.append(leg)
    if chain:
        yield chain


def _overlap(leg: Leg, later: Leg) -> bool:
    """Tells whether two legs cannot both be of one stretch: in one country on the same dates, or in both from the same date on."""
    if leg.exit is not None and later.entry >= leg.exit:
        return (leg.country, leg.entry, leg.exit) == (later.country, later.entry, later.exit)
    return leg.country == later.country or JOINT in (leg.country, later.country) or leg.entry == later.entry


def _longer(chain: Span, span: Span) -> Span:
    """Returns a chain with what goes on from it, or lies within it; its first and last leg are those of its entry and its exit."""
    within = chain.exit is not None and span.exit is not None and span.exit < chain.exit
    last = chain if within else span
    legs = (*chain.legs, *span.legs, *(chain.legs[-1:] if within else ()))
    country = chain.country if chain.country == span.country else JOINT
    return replace(chain, country=country, exit=last.exit, exit_point=last.exit_point, legs=legs)


def _span_of(leg: Leg, trip: str, at: int) -> Span:
    planned = leg.entry_basis is Basis.PLANNED
    exit_ = None if leg.exit_basis is Basis.PLANNED else leg.exit
    return Span(leg.country, leg.entry, exit_, leg.entry_point, leg.exit_point, ((trip, at),), planned)


def _with_room(spans: Sequence[Span]) -> list[Span]:
    days = sorted(day for span in spans for day in (span.entry, span.exit) if day)
    found = [replace(span, room=_room(days, span.begins)) for span in spans]
    return [replace(span, open=span.exit is None and span.room[1] == date.max) for span in found]


def _room(days: Sequence[date], day: date) -> tuple[date, date]:
    before, after = bisect_left(days, day), bisect_right(days, day)
    return days[before - 1] if before else date.min, days[after] if after < len(days) else date.max


# --- a list beside the book ----------------------------------------------------------------------------------------------


def beside(
    ours: Sequence[Span], crossings: Sequence[Crossing], elsewhere: Sequence[Crossing], since: date | None
) -> tuple[list[tuple[Span, Span]], list[Span], list[Span]]:
    """Returns the stretches on which a list agrees with the book, and what else either side has, cut alike.

    ``elsewhere`` are the driver's crossings that are compared apart; ``since`` the date of an entry after which the list has no other.
    """
    listed = _without_cuts(ours, crossings)
    agreed, reserved = _agreed(ours, listed)
    gone = {leg for span, _ in agreed for leg in span.legs}
    days = sorted(each.day for each in listed)
    away = list(_away(elsewhere))
    found = _pairs(listed, reserved, lambda first, last: _in_two(ours, first, last) or any(first < a and b < last for a, b in away))
    theirs = [replace(span, room=_room(days, span.begins), open=span.exit is None and span.entry == since) for span in found]
    rest = [span for span in ours if gone.isdisjoint(span.legs)]
    return agreed, _joined(rest, theirs), theirs


def inside_since(crossings: Sequence[Crossing]) -> date | None:
    """Returns the date of a driver's last crossing where that is an entry; None where that day he entered or left it besides."""
    *_, last = _in_turn(crossings)
    same_day = [each for each in crossings if each.day == last.day and each != last]
    return last.day if last.into and not any(each.into or each.country == last.country for each in same_day) else None


def _without_cuts(ours: Sequence[Span], crossings: Sequence[Crossing]) -> list[Crossing]:
    """Returns a list without going out and in again that day or the next in the midst of a stretch that the book does not cut there."""
    ends = {(span.exit, False) for span in ours} | {(span.entry, True) for span in ours}
    unknown = [each for each in crossings if (each.day, each.into) not in ends]
    cuts: list[Crossing] = []
    for out in (each for each in unknown if not each.into):
        back = next((each for each in unknown if each.into and each not in cuts and joins(out.day, each.day)), None)
        if back and _run_across(out.day, back.day, ours):
            cuts += [out, back]
    return [each for each in crossings if each not in cuts]


def _agreed(ours: Sequence[Span], listed: Sequence[Crossing]) -> tuple[list[tuple[Span, Span]], set[Crossing]]:
    """Returns the stretches whose entry and exit both stand in the list, and these crossings; the shorter first, each crossing once."""
    found: list[tuple[Span, Span]] = []
    reserved: set[Crossing] = set()
    legs: set[tuple[str, int]] = set()
    for span in sorted(_runs(ours, listed), key=_length):
        if not legs.isdisjoint(span.legs):
            continue
        free = [each for each in listed if each not in reserved]
        into = next((each for each in free if each.into and each.day == span.entry), None)
        out = next((each for each in free if not each.into and each.day == span.exit), None)
        if into and out and suits(span.country, theirs := _stay(into, out)) and not _interrupted(free, into.day, out.day):
            found.append((span, theirs))
            reserved |= {into, out}
            legs.update(span.legs)
    return found, reserved


def suits(country: str, theirs: Span) -> bool:
    """Tells whether a stretch of a list says no more of the country than the book."""
    return country in (theirs.country, JOINT)


def _length(span: Span) -> int:
    first, last = span.bounds
    return (last - first).days


def _runs(ours: Sequence[Span], listed: Sequence[Crossing]) -> Iterator[Span]:
    """Yields the whole stretches of the book, and those that go on from each other as one where the list has no crossing between them."""
    known = {(each.day, each.into) for each in listed}
    spans = sorted((span for span in ours if span.whole and not span.planned), key=lambda each: each.bounds)
    for at, span in enumerate(spans):
        yield span
        for other in spans[at + 1 :]:
            if not joins(span.exit, other.begins) or known & {(span.exit, False), (other.entry, True)}:
                break
            span = _end_to_end(span, other)
            yield span


def _interrupted(free: Iterable[Crossing], entry: date, exit_: date) -> bool:
    """Tells whether a list has a driver out and in again between an entry and an exit, whole days or more, and all of it in order."""
    between = sorted((each for each in free if entry < each.day < exit_), key=lambda each: (each.day, each.into))
    return bool(between) and len(between) % 2 == 0 and all(each.into is bool(at % 2) for at, each in enumerate(between))


def _away(elsewhere: Iterable[Crossing]) -> Iterator[tuple[date, date]]:
    """Yields the dates from an entry elsewhere to the exits after it, where that is more than a day over there and back."""
    first: date | None = None
    out = False
    for crossing in _in_turn(elsewhere):
        if crossing.into and (out or first is None):
            first, out = crossing.day, False
        elif first and not crossing.into:
            out = True
            if not joins(first, crossing.day):
                yield first, crossing.day


def _in_two(ours: Iterable[Span], entry: date, exit_: date) -> bool:
    """Tells whether an entry is that of one stretch of the book, and an exit that of another."""
    begun = {span.legs for span in ours if span.entry == entry}
    ended = {span.legs for span in ours if span.exit == exit_}
    return bool(begun and ended) and begun.isdisjoint(ended)


def _pairs(listed: Sequence[Crossing], reserved: set[Crossing], broken: Callable[[date, date], bool]) -> Iterator[Span]:
    """Yields an entry with the exit that follows it, an entry or an exit alone where the other is missing; nothing of ``reserved``.

    The other is missing, too, where what lies between the two is ``broken``.
    """
    inside: Crossing | None = None
    for crossing in _in_turn(listed):
        free = crossing not in reserved
        if inside and free and not crossing.into and not broken(inside.day, crossing.day):
            yield _stay(inside, crossing)
            inside = None
            continue
        if inside:
            yield Span(inside.country, inside.day, None, inside.point)
        if free and not crossing.into:
            yield Span(crossing.country, None, crossing.day, exit_point=crossing.point)
        inside = crossing if free and crossing.into else None
    if inside:
        yield Span(inside.country, inside.day, None, inside.point)


def _stay(into: Crossing, out: Crossing) -> Span:
    country = into.country if into.country == out.country else JOINT
    return Span(country, into.day, out.day, into.point, out.point)


def _in_turn(crossings: Iterable[Crossing]) -> Iterator[Crossing]:
    """Yields crossings by date; those of one date in turn, so that as few as can be are without their other half."""
    by_day: dict[date, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        by_day[crossing.day].append(crossing)
    days = sorted(by_day)
    balances = [sum(1 if each.into else -1 for each in by_day[day]) for day in days]
    inside = False
    for day, more, following in zip(days, balances, [*balances[1:], 0], strict=False):
        waiting = by_day[day]
        into = more > 0 or (more == 0 and not inside and following >= 0)
        while waiting:
            chosen = next((each for each in waiting if each.into is into), waiting[0])
            waiting.remove(chosen)
            inside, into = chosen.into, not chosen.into
            yield chosen


def _joined(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """Returns stretches as one where they go on from each other and the other side runs on without a break."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.begins, each.bounds[1])):
        last = found[-1] if found else None
        if last and last.exit and span.entry and joins(last.exit, span.entry) and _run_across(last.exit, span.entry, others):
            found[-1] = _end_to_end(last, span)
        else:
            found.append(span)
    return found


def _end_to_end(span: Span, other: Span) -> Span:
    room = span.room[0], other.room[1]
    return replace(span, exit=other.exit, exit_point=other.exit_point, legs=span.legs + other.legs, room=room, open=other.open)


def _run_across(exit_: date, entry: date, others: Iterable[Span]) -> bool:
    """Tells whether a stretch of the other side began before an entry and went on after the exit before it."""
    return any(each.bounds[0] < entry and each.bounds[1] > exit_ for each in others)
