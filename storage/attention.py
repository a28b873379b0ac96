"""What needs attention on a date: the findings of the whole fleet and of the firm, the most urgent first, and where each is dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.findings import Finding
from storage.answers import RosterLine
from storage.records import Driver

Place = Literal[
    "driver", "person", "settling", "border", "trip", "paper", "new-paper", "opening", "settings", "correction", "print", "versions"
]
"""Where a finding is dealt with: a list at its row, the border line, the form of a record; ``person`` is that of the driver himself."""

TO_BE_KNOWN = frozenset(("open-stay", "wait-unknown", "registration-unknown", "no-rule", "rule-not-kept", "rule-uncertain"))
"""Findings that ask for nothing: they stand on the driver's own page."""

CODES: dict[Place, str] = {
    "border": "join-queue told-to-leave told-to-leave-passed queue-long without-truck",
    "settling": "missing-exit no-news planned-passed unsettled-row year-dates",
    "trip": "overlap leg-order transit-missing nobody-went nobody-goes",
    "paper": "inside-while-blocked paper-blocks paper-country-unknown application-late application-close visa-terms-unknown "
    "visa-entries-used office-judged",
    "new-paper": "paper-expired paper-expiring paper-missing trip-paper-missing application-to-file application-last-day "
    "application-missed application-run-out year-application register-not-checked register-check-old breach-open registration-due",
    "opening": "opening-and-trips",
    "person": "citizenship-unknown",
    "settings": "rule-unknown-for copy-old rule-old rule-lost rule-file-refused",
    "correction": "rule-correction-lost rule-correction-differs",
    "print": "year-sheet",
    "versions": "two-versions",
}
"""The findings that are dealt with in each place; all others have the driver's own page."""

_PLACES = {code: place for place, codes in CODES.items() for code in codes.split()}

_SETTLED_BY = {
    "breach-open": "register-check",
    "register-not-checked": "register-check",
    "register-check-old": "register-check",
    "registration-due": "registration",
}
"""The kind of the new paper that settles a finding which names none itself."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding that needs a person: of a driver, or of the firm (None); ``alike`` are those that one of several stands for."""

    finding: Finding
    driver: Driver | None
    alike: tuple[Concern, ...] = ()

    @property
    def place(self) -> Place:
        """Returns where it is dealt with."""
        return _PLACES.get(self.finding.code, "driver")

    @property
    def new_paper(self) -> dict[str, str]:
        """Returns kind and country, as far as they are known, of the new paper that settles it: a renewal, one that is missing.

        The country in which a trip begins is not that of the papers that it asks for.
        """
        code, params = self.finding.code, self.finding.params
        kind = _SETTLED_BY.get(code) or str(params.get("paper") or params["papers"]).partition(" ")[0]
        country = params.get("country") if code != "trip-paper-missing" else None
        return {"kind": kind, "country": str(country)} if country else {"kind": kind}

    @property
    def key(self) -> str:
        """Returns what tells it from all others."""
        if self.alike:
            return f"alike/{self.alike[0].key}"
        return f"{self.driver.id if self.driver else ''}/{self.finding.code}/{self.finding.subject}/{self.finding.day}"


def attention(lines: Iterable[RosterLine], of_firm: Iterable[Finding]) -> list[Concern]:
    """Returns what needs a person, the most urgent first, of one kind those inside first, for whom each day counts.

    Of who must leave soon there are the days to join the queue and to be out, once.
    """
    concerns = [Concern(finding, None) for finding in of_firm]
    inside = set()
    for line in lines:
        if line.inside:
            inside.add(line.driver.id)
        codes = {finding.code for finding in line.findings}
        for finding in line.findings:
            if finding.code not in TO_BE_KNOWN and not (finding.code == "near" and "join-queue" in codes):
                concerns.append(Concern(finding, line.driver))

    def order(concern: Concern) -> tuple[int, bool, date, str]:
        (kind, day), driver = concern.finding.urgency, concern.driver
        return kind, driver is None or driver.id not in inside, day, driver.name.casefold() if driver else ""

    return sorted(concerns, key=order)
