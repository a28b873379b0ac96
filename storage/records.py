"""The firm's records: frozen typed values, and the checks that belong to one record alone.

Dates are calendar dates of the border's own country; both ends of a stay count. Nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from uuid import uuid4

import msgspec

JOINT = "RU+BY"
"""The country of a leg of which only the outer dates of Russia and Belarus together are known."""


class Basis(StrEnum):
    """Where a date of a leg comes from, weakest first."""

    PLANNED = "planned"
    TOLD = "told"
    SHOWN = "shown"
    OFFICIAL = "official"


def new_id() -> str:
    """Returns a random id, unique over every laptop: the record's TinyDB ``doc_id``."""
    return uuid4().hex


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Who last changed a record: author, laptop, and the number of changes it has seen (1 when new)."""

    author: str = ""
    laptop: str = ""
    revision: int = 0


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record of the book has. ``deleted`` is an ordinary field: nothing is ever taken out of the book."""

    id: str = msgspec.field(default_factory=new_id)
    stamp: Stamp = Stamp()
    deleted: bool = False
    note: str = ""

    def problems(self) -> Iterator[str]:
        """Yields a code for each thing that is wrong within this record; nothing when it is sound."""
        if not self.id:
            yield "id-missing"


class Firm(Record, frozen=True, kw_only=True):
    """The carrier: its country (ISO 3166), the rules it keeps (the first is the one shown), thresholds in days.

    ``queue_long``: how long a queue may last without news; ``check_age``: how old a check of the register may be at a departure;
    ``rule_age``: how old the newest check of a rule may be. ``readings``: the questions about rules that the firm holds for settled,
    each with the id of the reading it goes by.
    """

    name: str = ""
    country: str = "KZ"
    rules: tuple[str, ...] = ("union-state", "belarus")
    near: tuple[int, ...] = (14, 7, 3, 1)
    expiring: tuple[int, ...] = (60, 30, 10)
    reserve: int = 3
    queue_long: int = 7
    check_age: int = 7
    rule_age: int = 45
    readings: dict[str, str] = {}

    def problems(self) -> Iterator[str]:
        """Adds: a reserve below 0 days."""
        yield from super().problems()
        if self.reserve < 0:
            yield "reserve-negative"


class Driver(Record, frozen=True, kw_only=True):
    """A person who drives for the firm. ``citizenship`` is an ISO 3166 code, or None when not known."""

    name: str
    citizenship: str | None = None
    born: date | None = None
    phone: str = ""
    joined: date | None = None
    left: date | None = None

    def problems(self) -> Iterator[str]:
        """Adds: no name, left before he joined."""
        yield from super().problems()
        if not self.name.strip():
            yield "name-missing"
        if self.joined and self.left and self.left < self.joined:
            yield "left-before-joined"


class Vehicle(Record, frozen=True, kw_only=True):
    """A truck, known by its plate."""

    plate: str

    def problems(self) -> Iterator[str]:
        """Adds: no plate."""
        yield from super().problems()
        if not self.plate.strip():
            yield "plate-missing"


class Paper(Record, frozen=True, kw_only=True):
    """Anything with a number and dates. ``holder`` is the id of a driver, vehicle or firm.

    ``kind`` is one of the rulebook's; ``country`` the country it is of (None: not known). ``issued`` is the filing date of a
    ``ruid-driver``. ``until`` is the last day it stands, None when it has no end; ``result`` is that of a ``register-check``.
    """

    holder: str
    kind: str
    number: str = ""
    country: str | None = None
    issued: date | None = None
    until: date | None = None
    result: str = ""

    def problems(self) -> Iterator[str]:
        """Adds: no holder, an end before the issue."""
        yield from super().problems()
        if not self.holder:
            yield "holder-missing"
        if self.issued and self.until and self.until < self.issued:
            yield "until-before-issued"


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """One country of a trip for one driver: entry and exit (both count), the basis and proof of each, and the queues before them.

    ``exit`` is None while no date is known. ``leave_by`` is the day an officer told him to be out by, if one did.
    """

    driver: str
    country: str
    entry: date
    entry_basis: Basis = Basis.PLANNED
    entry_proof: str = ""
    entry_point: str = ""
    entry_queue: date | None = None
    exit: date | None = None
    exit_basis: Basis | None = None
    exit_proof: str = ""
    exit_point: str = ""
    exit_queue: date | None = None
    leave_by: date | None = None

    def problems(self) -> Iterator[str]:
        """Yields a code for each thing that is wrong within this leg."""
        if not self.driver:
            yield "driver-missing"
        if not self.country:
            yield "country-missing"
        if self.exit and self.exit < self.entry:
            yield "exit-before-entry"
        if self.entry_queue and self.entry_queue > self.entry:
            yield "queue-after-entry"
        if self.exit_queue and self.exit and self.exit_queue > self.exit:
            yield "queue-after-exit"
        if (self.exit is None) != (self.exit_basis is None):
            yield "exit-basis"


class Trip(Record, frozen=True, kw_only=True):
    """One journey of a truck and its driver or crew; each driver has his own legs, in the order they are driven."""

    vehicle: str | None = None
    route: str = ""
    legs: tuple[Leg, ...] = ()
    cancelled: bool = False

    def problems(self) -> Iterator[str]:
        """Adds: no legs, and what is wrong within each leg."""
        yield from super().problems()
        if not self.legs:
            yield "legs-missing"
        for leg in self.legs:
            yield from leg.problems()

    @property
    def drivers(self) -> tuple[str, ...]:
        """Returns the ids of its drivers, in the order they first appear."""
        return tuple(dict.fromkeys(leg.driver for leg in self.legs))

    def legs_of(self, driver: str) -> tuple[Leg, ...]:
        """Returns the legs of one driver of the crew."""
        return tuple(leg for leg in self.legs if leg.driver == driver)


class OpeningYear(msgspec.Struct, frozen=True, kw_only=True):
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


class Unsettled(Record, frozen=True, kw_only=True):
    """An imported row that could not be taken but names a known driver: it stays his until mended or dismissed.

    ``row`` counts from 1 as spreadsheets do; ``cells`` are its cells as text beside their headings; ``problem`` is a code.
    """

    driver: str
    file: str
    sheet: str
    row: int
    problem: str
    cells: dict[str, str] = {}


class RuleFile(Record, frozen=True, kw_only=True):
    """The rule file that the office took in, whole: its name, its text, the day it is dated.

    ``over``: the day that the rules it was taken over are dated; rules that come dated after both take its place.
    """

    file: str
    text: str
    dated: date
    over: date

    def problems(self) -> Iterator[str]:
        """Adds: no text."""
        yield from super().problems()
        if not self.text.strip():
            yield "text-missing"


class Correction(Record, frozen=True, kw_only=True):
    """What the office says instead of one value of the rules, and why; the stamp says who.

    ``path`` and plain values as in ``rules.rulefile``: dates are ISO text, sets sorted. ``was`` is the value that it corrected.
    """

    path: str
    value: bool | int | str | tuple[str, ...] | None
    was: bool | int | str | tuple[str, ...] | None
    reason: str

    def problems(self) -> Iterator[str]:
        """Adds: no path, no reason, nothing corrected."""
        yield from super().problems()
        if not self.path:
            yield "path-missing"
        if not self.reason.strip():
            yield "reason-missing"
        if self.value == self.was:
            yield "nothing-corrected"


Kind = Firm | Driver | Vehicle | Paper | Trip | Unsettled | RuleFile | Correction | Opening

TABLES: dict[str, type[Record]] = {
    "firm": Firm,
    "drivers": Driver,
    "vehicles": Vehicle,
    "papers": Paper,
    "trips": Trip,
    "unsettled": Unsettled,
    "openings": Opening,
    "rulefiles": RuleFile,
    "corrections": Correction,
}
"""The TinyDB table of each kind of record."""
