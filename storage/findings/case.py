"""What all findings of one driver on one date rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rules.candidates import Need
from rules.findings import Finding, Value
from rules.ledger import Ledger, Room, Standing, Violation
from rules.rulebook import Rulebook
from rules.stays import Stay
from storage.records import Conflict, Driver, Firm, Opening, Paper, Trip, Unsettled


@dataclass(frozen=True, slots=True)
class Queue:
    """When a driver inside should join the queue to be ``out_by`` his last day, at which crossing point (empty: not known), and its usual
    wait in days.
    """

    by: date
    out_by: date
    place: str
    usual_wait: int | None


@dataclass(frozen=True)
class Case:
    """All that the findings of one driver on one date rest on. ``ledger`` and the figures are of one rule, ``stays`` of every country.

    ``needs`` are the papers that his planned trips ask for, by trip.
    """

    driver: Driver
    on: date
    firm: Firm
    rulebook: Rulebook
    ledger: Ledger
    standing: Standing
    room: Room | None
    violation: Violation | None
    stays: Sequence[Stay]
    trips: Sequence[Trip]
    papers: Sequence[Paper]
    unsettled: Sequence[Unsettled]
    openings: Sequence[Opening] = ()
    conflicts: Sequence[Conflict] = ()
    queue: Queue | None = None
    needs: Mapping[str, Sequence[Need]] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        """Returns the id of the rule in question."""
        return self.ledger.rule.id

    @cached_property
    def here(self) -> list[Stay]:
        """Returns the stays that he is known to be in, of every country."""
        return [stay for stay in self.stays if stay.entry <= self.on and stay.covers(self.on)]

    @cached_property
    def unended(self) -> list[Stay]:
        """Returns those of them of which no exit is known: none recorded, or a planned one that has passed."""
        return [stay for stay in self.here if stay.known_exit(self.on) is None]

    @cached_property
    def ahead(self) -> list[Stay]:
        """Returns the stays that are to come, of every country."""
        return [stay for stay in self.stays if stay.entry >= self.on and stay.ahead_of(self.on)]

    def next_begun(self, stay: Stay) -> Stay | None:
        """Returns the first stay that has begun after one did, None where that is his latest."""
        begun = (other for other in self.stays if other.entry > stay.entry and not other.ahead_of(self.on) and not other.passed_by(self.on))
        return min(begun, key=lambda other: other.entry, default=None)


def finding(code: str, subject: str, day: date | None = None, /, **params: Value) -> Finding:
    """Returns a finding; ``subject`` is the id of the record or driver it is about, ``day`` the one it matters on."""
    return Finding(code, subject, params, day)


def trip_of(stay: Stay) -> str:
    """Returns the id of the trip that a stay was recorded in."""
    return stay.ref.partition("/")[0]
