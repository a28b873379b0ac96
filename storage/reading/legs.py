"""From rows of trips to legs: the basis of each date, and what the file says of a leg that the book has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from storage.reading.trips import TripRow
from storage.reading.words import Words
from storage.records import Basis, Leg

OTHER_MEMBER = {"RU": "BY", "BY": "RU"}
DAY = timedelta(days=1)
_STRENGTH = {basis: strength for strength, basis in enumerate(Basis)}


class Crossings:
    """When each driver left and entered Russia and Belarus, to know which dates lie between these two: nobody stamps there."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._left: set[tuple[str, str, date]] = set()
        self._entered: set[tuple[str, str, date]] = set()

    def add(self, driver: str, country: str, entry: date, exit_: date | None) -> None:
        """Takes note of a stay."""
        self._entered.add((driver, country, entry))
        if exit_:
            self._left.add((driver, country, exit_))

    def entry_is_between(self, driver: str, country: str, day: date, point: str) -> bool:
        """Tells whether an entry came from the other of the two: over a crossing between them, or a day at most after leaving it."""
        other = OTHER_MEMBER.get(country)
        left = {(driver, other, day), (driver, other, day - DAY)}
        return other is not None and (self._words.is_between_members(point) or not self._left.isdisjoint(left))

    def exit_is_between(self, driver: str, country: str, day: date, point: str) -> bool:
        """Tells whether an exit went into the other of the two."""
        other = OTHER_MEMBER.get(country)
        entered = {(driver, other, day), (driver, other, day + DAY)}
        return other is not None and (self._words.is_between_members(point) or not self._entered.isdisjoint(entered))


def leg_of(row: TripRow, driver: str, crossings: Crossings, on: date) -> tuple[Leg, frozenset[str]]:
    """Returns the leg of one driver of a row, and its dates (``entry``, ``exit``) that the row calls seen where nobody stamps."""
    between = set()
    entry_basis = _basis(row.entry_basis, row.entry, on)
    if entry_basis is Basis.SHOWN and crossings.entry_is_between(driver, row.country, row.entry, row.entry_point):
        entry_basis = Basis.TOLD
        between.add("entry")
    exit_basis = _basis(row.exit_basis, row.exit, on) if row.exit else None
    if row.exit and exit_basis is Basis.SHOWN and crossings.exit_is_between(driver, row.country, row.exit, row.exit_point):
        exit_basis = Basis.TOLD
        between.add("exit")
    leg = Leg(
        driver=driver,
        country=row.country,
        entry=row.entry,
        entry_basis=entry_basis,
        entry_proof=row.entry_proof,
        entry_point=row.entry_point,
        entry_queue=row.entry_queue,
        exit=row.exit,
        exit_basis=exit_basis,
        exit_proof=row.exit_proof if row.exit else "",
        exit_point=row.exit_point,
        exit_queue=row.exit_queue,
        leave_by=row.leave_by,
        handed_over=row.handed_over,
    )
    return leg, frozenset(between)


def _basis(word: Basis | None, day: date, on: date) -> Basis:
    return word or (Basis.TOLD if day <= on else Basis.PLANNED)


def merged(old: Leg, new: Leg) -> Leg:
    """Returns a leg of the book with what the file says of it.

    What the file leaves open stays as it is. A plan never takes the place of what happened, and a date that stays the same
    keeps the stronger of its two bases.
    """
    entry, entry_basis = _later_word(old.entry, old.entry_basis, new.entry, new.entry_basis)
    exit_, exit_basis = _later_word(old.exit, old.exit_basis, new.exit, new.exit_basis)
    entry_queue = new.entry_queue if new.entry_queue and entry and new.entry_queue <= entry else old.entry_queue
    exit_queue = new.exit_queue if new.exit_queue and not (exit_ and new.exit_queue > exit_) else old.exit_queue
    return msgspec.structs.replace(
        old,
        entry=entry,
        entry_basis=entry_basis,
        entry_proof=new.entry_proof or old.entry_proof,
        entry_point=new.entry_point or old.entry_point,
        entry_queue=None if entry_queue and entry and entry_queue > entry else entry_queue,
        exit=exit_,
        exit_basis=exit_basis,
        exit_proof=new.exit_proof or old.exit_proof,
        exit_point=new.exit_point or old.exit_point,
        exit_queue=None if exit_queue and exit_ and exit_queue > exit_ else exit_queue,
        leave_by=new.leave_by or old.leave_by,
        handed_over=_within(new.handed_over, entry, exit_) or _within(old.handed_over, entry, exit_),
    )


def _within(day: date | None, first: date | None, last: date | None) -> date | None:
    """Returns a day where it lies within a leg, None otherwise."""
    return day if day and first and first <= day <= (last or day) else None


def _later_word(old: date | None, old_basis: Basis | None, new: date | None, new_basis: Basis | None) -> tuple[date | None, Basis | None]:
    if new is None or new_basis is None:
        return old, old_basis
    if old is None or old_basis is None:
        return new, new_basis
    if new == old:
        return old, max(old_basis, new_basis, key=_STRENGTH.__getitem__)
    if new_basis is Basis.PLANNED and old_basis is not Basis.PLANNED:
        return old, old_basis
    return new, new_basis


def shared_dates(one: Leg, other: Leg, on: date) -> int:
    """Returns how many dates two legs have in common; one without an exit lasts to ``on``."""
    last = min(_last(one, on), _last(other, on))
    return max(0, (last - max(one.entry, other.entry)).days + 1)


def _last(leg: Leg, on: date) -> date:
    return leg.exit or max(leg.entry, on)


def joins(earlier: date | None, later: date) -> bool:
    """Tells whether a leg entered on ``later`` goes on from one that ended on ``earlier``: that day or the next."""
    return earlier is not None and 0 <= (later - earlier).days <= 1


def in_order(legs: Iterable[Leg]) -> list[Leg]:
    """Returns legs in the order they are driven."""
    return sorted(legs, key=lambda leg: (leg.entry, leg.exit or date.max))
