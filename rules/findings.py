"""What the program has to say about the records: values with a code, never sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Severity = Literal["alarm", "warning", "notice"]
Value = str | int | date | None

SEVERITIES: dict[str, Severity] = {
    "over": "alarm",
    "inside-while-blocked": "alarm",
    "breach-open": "alarm",
    "paper-blocks": "alarm",
    "near": "warning",
    "no-news": "warning",
    "planned-passed": "warning",
    "overlap": "warning",
    "unsettled-row": "warning",
    "paper-expired": "warning",
    "rule-unknown-for": "warning",
    "citizenship-unknown": "warning",
    "open-stay": "notice",
    "paper-expiring": "notice",
    "paper-country-unknown": "notice",
}
"""Every code there is, and how much it matters: ``alarm`` needs a person today, ``warning`` soon, ``notice`` is to be known.

The order is that of urgency within a severity.
"""

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
