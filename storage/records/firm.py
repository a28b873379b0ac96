"""The carrier and its trucks."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rules.countries import COUNTRIES
from storage.records.record import Record


class Firm(Record, frozen=True, kw_only=True):
    """The carrier: its country (ISO 3166), the rules it keeps (the first is the one shown), thresholds in days.

    ``queue_long``: how long a queue may last without news; ``check_age``: how old a check of the register may be at a departure;
    ``rule_age``: how old the newest check of a rule may be; ``copy_age``: how old the newest copy of the book outside the laptop may be.
    ``readings``: the questions about rules that the firm holds for settled,
    each with the id of the reading it goes by. ``purpose`` is what drivers are to write as the purpose of entry, ``contact`` whom they
    call: both stand on dispatch slips. ``keeps_private``: passport numbers and birth dates are left out of sheets and exports; only the
    road sheet keeps the passport.
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
    copy_age: int = 7
    readings: dict[str, str] = msgspec.field(default_factory=dict)
    purpose: str = ""
    contact: str = ""
    keeps_private: bool = False

    def problems(self) -> Iterator[str]:
        """Adds: no country there is, a reserve below 0 days."""
        yield from super().problems()
        if self.country not in COUNTRIES:
            yield "country-unknown"
        if self.reserve < 0:
            yield "reserve-negative"


class Vehicle(Record, frozen=True, kw_only=True):
    """A truck, known by its plate."""

    plate: str

    def problems(self) -> Iterator[str]:
        """Adds: no plate."""
        yield from super().problems()
        if not self.plate.strip():
            yield "plate-missing"
