"""What there is to say about the firm's records on a date: the findings of one driver, worst first, and those of the firm.

Each module looks at one kind of trouble and yields values with a code (``rules.findings``); the words are made in the user interface.
"""

from __future__ import annotations

from rules.findings import Finding
from storage.findings import applications, grounds, limits, papers, registration, stays, versions, year
from storage.findings.case import Case, Queue
from storage.findings.grounds import of_firm
from storage.findings.limits import breach_is_open, over_by, over_finding, told_to_leave

__all__ = ["Case", "Queue", "breach_is_open", "of_driver", "of_firm", "over_by", "over_finding", "told_to_leave"]

_PARTS = (
    limits.findings,
    papers.findings,
    stays.findings,
    versions.findings,
    applications.findings,
    registration.findings,
    grounds.findings,
    year.findings,
)


def of_driver(case: Case) -> tuple[Finding, ...]:
    """Returns everything there is to say about the driver, the most urgent first."""
    return tuple(sorted((finding for part in _PARTS for finding in part(case)), key=lambda finding: finding.urgency))
