"""What the program has to say about the records: values with a code, never sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Severity = Literal["alarm", "warning", "notice"]
Value = str | int | date | None

_CODES: dict[Severity, dict[str, str]] = {
    "alarm": {
        "over": "rule days used limit",
        "told-to-leave-passed": "country until days",
        "inside-while-blocked": "inside paper country until",
        "breach-open": "rule first last days peak",
        "paper-blocks": "paper country number until",
    },
    "warning": {
        "disputed": "rule used limit left other_used other_limit other_left reading",
        "near": "rule days threshold until by",
        "join-queue": "by until days threshold",
        "told-to-leave": "country until days",
        "missing-exit": "country since later_country later",
        "no-news": "country since day",
        "planned-passed": "rule day country without with",
        "nobody-went": "route entry days",
        "nobody-goes": "route entry days",
        "overlap": "country days first last",
        "leg-order": "country entry before_country before",
        "queue-long": "country place since days",
        "unsettled-row": "file sheet row problem",
        "two-versions": "table fields",
        "opening-and-trips": "as_of first stays",
        "application-missed": "paper country entry from",
        "application-late": "paper country entry filed from",
        "application-run-out": "paper country entry until by",
        "application-last-day": "paper country entry by",
        "application-close": "paper country entry filed",
        "register-not-checked": "country entry",
        "register-check-old": "country entry checked",
        "registration-due": "country since by days",
        "paper-expired": "paper country number until days",
        "trip-paper-missing": "paper country entry",
        "visa-terms-unknown": "country number until unknown",
        "visa-entries-used": "country number until entries",
        "transit-missing": "country through entry",
        "copy-old": "since days",
        "rule-file-refused": "file table key",
        "rule-correction-lost": "path value was",
        "rule-correction-differs": "path value was says",
        "rule-lost": "rule",
        "rule-old": "rule checked",
        "rule-unknown-for": "rule citizenship",
        "citizenship-unknown": "",
    },
    "notice": {
        "open-stay": "country since day",
        "without-truck": "country since",
        "wait-unknown": "place by reserve",
        "application-to-file": "paper country entry by",
        "paper-expiring": "paper country number until days threshold",
        "year-inside": "rule year used run until",
        "year-application": "paper country number filed year",
        "year-dates": "year told open",
        "year-sheet": "year",
        "office-judged": "paper country until because",
        "registration-unknown": "country since citizenship",
        "paper-country-unknown": "paper country number until",
        "no-rule": "country",
        "rule-not-kept": "country of_rule",
        "rule-uncertain": "rule part confidence",
        "paper-missing": "papers",
    },
}

SEVERITIES: dict[str, Severity] = {code: severity for severity, codes in _CODES.items() for code in codes}
"""Every code there is, and how much it matters: ``alarm`` needs a person today, ``warning`` soon, ``notice`` is to be known.

The order is that of urgency.
"""

PARAMETERS: dict[str, frozenset[str]] = {code: frozenset(names.split()) for codes in _CODES.values() for code, names in codes.items()}
"""The names of the parameters that a finding of each code has."""

_ORDER = {code: place for place, code in enumerate(SEVERITIES)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say: its ``code``, the record or driver it is about, its parameters, and the day it matters on."""

    code: str
    subject: str
    params: Mapping[str, Value] = field(default_factory=dict)
    day: date | None = None

    @property
    def severity(self) -> Severity:
        """Returns how much it matters."""
        return SEVERITIES[self.code]

    @property
    def urgency(self) -> tuple[int, date]:
        """Returns a key that sorts the most urgent first: by code, then by day."""
        return _ORDER[self.code], self.day or date.max
