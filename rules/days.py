"""Sets of calendar dates: the one way of counting in Haulbook.

A ``Days`` holds its dates as the bits of one ``int``, the lowest bit being its first date. One date counts once,
however often it is put in; a span counts both its ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final

ONE_DAY: Final = timedelta(1)
_day = date.fromordinal


class Days:
    """An immutable set of calendar dates: ``|``, ``&``, ``-``, ``in``, ``len`` and ``==`` are a set's; it is walked in order of time."""

    __slots__ = ("_base", "_bits")

    _base: int
    _bits: int

    def __init__(self, base: int = 0, bits: int = 0) -> None:
        """Takes dates as ``bits`` counted from the proleptic ordinal ``base``; kept so that the lowest bit is set."""
        if not bits:
            base = 0
        elif not bits & 1:
            empty = (bits & -bits).bit_length() - 1
            base, bits = base + empty, bits >> empty
        _set_base(self, base)
        _set_bits(self, bits)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Days does not change")

    @classmethod
    def between(cls, first: date, last: date) -> Days:
        """Returns the dates from ``first`` to ``last``, both included; none where ``last`` is the earlier."""
        base = first.toordinal()
        length = last.toordinal() - base + 1
        return cls(base, (1 << length) - 1) if length > 0 else NO_DAYS

    @classmethod
    def spans(cls, spans: Sequence[tuple[date, date]]) -> Days:
        """Returns all the dates of many stretches, each from a first to a last date, both included and in this order."""
        base = spans[0][0].toordinal() if spans else 0
        bits = 0
        for first, last in spans:
            begin = first.toordinal()
            if begin < base:
                base, bits = begin, bits << base - begin
            bits |= (1 << last.toordinal() - begin + 1) - 1 << begin - base
        return cls(base, bits)

    @classmethod
    def of(cls, dates: Iterable[date]) -> Days:
        """Returns the set of the given dates, in whatever order and however often they are given."""
        ordinals = [day.toordinal() for day in dates]
        if not ordinals:
            return NO_DAYS
        base = min(ordinals)
        return cls(base, reduce(or_, (1 << ordinal - base for ordinal in ordinals)))

    @classmethod
    def union(cls, parts: Iterable[Days]) -> Days:
        """Returns all the dates of all the parts."""
        base = bits = 0
        for part in parts:
            if not bits:
                base, bits = part._base, part._bits
            elif part._bits:
                if part._base < base:
                    base, bits = part._base, bits << base - part._base
                bits |= part._bits << part._base - base
        return cls(base, bits)

    def _aligned(self, other: Days) -> tuple[int, int, int]:
        base = min(self._base, other._base)
        return base, self._bits << self._base - base, other._bits << other._base - base

    def __or__(self, other: Days) -> Days:
        if not self._bits or not other._bits:
            return self if self._bits else other
        base, mine, theirs = self._aligned(other)
        return Days(base, mine | theirs)

    def __and__(self, other: Days) -> Days:
        if not self._bits or not other._bits:
            return NO_DAYS
        base, mine, theirs = self._aligned(other)
        return Days(base, mine & theirs)

    def __sub__(self, other: Days) -> Days:
        if not self._bits or not other._bits:
            return self
        base, mine, theirs = self._aligned(other)
        return Days(base, mine & ~theirs)

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __bool__(self) -> bool:
        return self._bits != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Days) and self._base == other._base and self._bits == other._bits

    def __hash__(self) -> int:
        return hash((self._base, self._bits))

    def __contains__(self, day: date) -> bool:
        place = day.toordinal() - self._base
        return place >= 0 and bool(self._bits >> place & 1)

    def __iter__(self) -> Iterator[date]:
        for base, length in self._stretches():
            yield from map(_day, range(base, base + length))

    def __repr__(self) -> str:
        return f"Days({', '.join(f'{first}' if first == last else f'{first}..{last}' for first, last in self.runs())})"

    @property
    def first(self) -> date | None:
        """Returns the earliest date, or None where there is none."""
        return _day(self._base) if self._bits else None

    @property
    def last(self) -> date | None:
        """Returns the latest date, or None where there is none."""
        return _day(self._base + self._bits.bit_length() - 1) if self._bits else None

    def within(self, first: date, last: date) -> Days:
        """Returns its dates from ``first`` to ``last``, both included."""
        base, bits = self._base, self._bits
        cut = first.toordinal() - base
        length = last.toordinal() - base + 1  # a last date far ahead must not cost a mask of that length
        if cut <= 0 and length >= bits.bit_length():
            return self
        if length < bits.bit_length():
            bits = bits & (1 << length) - 1 if length > 0 else 0
        return Days(base + cut, bits >> cut) if cut > 0 else Days(base, bits)

    def count(self, first: date, last: date) -> int:
        """Returns how many of its dates lie from ``first`` to ``last``, both included."""
        bits = self._bits
        begin, length = first.toordinal() - self._base, last.toordinal() - self._base + 1
        if begin > 0:
            bits >>= begin
            length -= begin
        if length < bits.bit_length():
            bits = bits & (1 << length) - 1 if length > 0 else 0
        return bits.bit_count()

    def shared(self, other: Days) -> int:
        """Returns how many dates it shares with another."""
        ahead = other._base - self._base
        if ahead >= 0:
            return (self._bits >> ahead & other._bits).bit_count()
        return (self._bits & other._bits >> -ahead).bit_count()

    def run_ending(self, day: date) -> int:
        """Returns how many dates in unbroken order end with ``day``; 0 where ``day`` is not in it."""
        place = day.toordinal() - self._base
        if place < 0 or not self._bits >> place & 1:
            return 0
        absent = ~self._bits & (1 << place) - 1
        return place + 1 - absent.bit_length()

    def runs(self) -> list[tuple[date, date]]:
        """Returns its unbroken runs, each as its first and last date, in order of time."""
        return [(_day(base), _day(base + length - 1)) for base, length in self._stretches()]

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Yields the ordinal of the first date and the length of each unbroken run."""
        bits, base = self._bits, self._base
        while bits:
            gap = (bits & -bits).bit_length() - 1
            bits >>= gap
            base += gap
            length = (bits + 1 & ~bits).bit_length() - 1
            yield base, length
            bits >>= length
            base += length

    def last_upto(self, day: date) -> date | None:
        """Returns its nearest date up to ``day``, that day included, or None where it begins later."""
        length = day.toordinal() - self._base + 1
        if length <= 0 or not self._bits:
            return None
        return _day(self._base + (self._bits & (1 << length) - 1).bit_length() - 1)

    def first_from(self, day: date) -> date | None:
        """Returns its nearest date from ``day`` on, that day included, or None where it ends earlier."""
        place = max(0, day.toordinal() - self._base)
        bits = self._bits >> place
        return _day(self._base + place + (bits & -bits).bit_length() - 1) if bits else None


_set_base = Days.__dict__["_base"].__set__  # what is set past the guard above, without a search by name
_set_bits = Days.__dict__["_bits"].__set__

NO_DAYS: Final = Days()
"""The empty set of dates."""
