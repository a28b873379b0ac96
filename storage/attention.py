"""What needs attention on a date: the findings of the whole fleet and of the firm, the most urgent first, and where each is dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rules.findings import Finding
from storage.answers import RosterLine
from storage.records import Driver

Place = Literal["driver", "settling", "border", "papers", "settings"]

_TO_BE_KNOWN = frozenset(("open-stay", "wait-unknown", "registration-unknown", "no-rule", "rule-not-kept", "rule-uncertain"))
"""Findings that ask for nothing: they stand on the driver's own page."""

_PLACES: dict[str, Place] = {
    "join-queue": "border",
    "told-to-leave": "border",
    "told-to-leave-passed": "border",
    "queue-long": "border",
    "missing-exit": "settling",
    "no-news": "settling",
    "planned-passed": "settling",
    "unsettled-row": "settling",
    "year-dates": "settling",
    "paper-blocks": "papers",
    "paper-expired": "papers",
    "paper-expiring": "papers",
    "paper-missing": "papers",
    "paper-country-unknown": "papers",
    "application-to-file": "papers",
    "application-last-day": "papers",
    "application-missed": "papers",
    "application-late": "papers",
    "application-run-out": "papers",
    "application-close": "papers",
    "register-not-checked": "papers",
    "register-check-old": "papers",
    "registration-due": "papers",
    "year-application": "papers",
    "trip-paper-missing": "papers",
    "visa-terms-unknown": "papers",
    "visa-entries-used": "papers",
}
"""Where a finding of a driver is dealt with, where that is not his own page."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding that needs a person: of a driver, or of the firm (None)."""

    finding: Finding
    driver: Driver | None

    @property
    def place(self) -> Place:
        """Returns where it is dealt with."""
        return _PLACES.get(self.finding.code, "driver") if self.driver else "settings"

    @property
    def key(self) -> str:
        """Returns what tells it from all others."""
        return f"{self.driver.id if self.driver else ''}/{self.finding.code}/{self.finding.subject}/{self.finding.day}"


def attention(lines: Iterable[RosterLine], of_firm: Iterable[Finding]) -> list[Concern]:
    """Returns what needs a person, the most urgent first; of who must leave soon the days to join the queue and to be out, once."""
    concerns = [Concern(finding, None) for finding in of_firm]
    for line in lines:
        codes = {finding.code for finding in line.findings}
        for finding in line.findings:
            if finding.code not in _TO_BE_KNOWN and not (finding.code == "near" and "join-queue" in codes):
                concerns.append(Concern(finding, line.driver))
    return sorted(concerns, key=lambda concern: (concern.finding.urgency, concern.driver.name.casefold() if concern.driver else ""))
