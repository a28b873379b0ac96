"""Whether a driver who stays on is to be registered with the migration authority: a question for each entry, each country apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rules.findings import Finding
from rules.stays import Stay
from storage.findings.case import Case, finding, trip_of

_KIND = "registration"


def findings(case: Case) -> Iterator[Finding]:
    """Yields a finding for each stay that lasts, or may last, longer than he may be without registration, from some days before that.

    A stay of which only the exit is missing is over, and is left out.
    """
    for stay in case.here:
        citizenship = case.driver.citizenship_on(stay.entry)
        if citizenship is None or (stay in case.unended and case.next_begun(stay)):
            continue
        for country in stay.countries:
            if country != citizenship and not _is_settled(case, stay, country):
                yield from _due(case, stay, country, citizenship)


def _due(case: Case, stay: Stay, country: str, citizenship: str) -> Iterator[Finding]:
    said = case.rulebook.registration(country, citizenship)
    if said is None or stay.exit == case.on:
        return
    if said.days is None:
        yield finding("registration-unknown", trip_of(stay), None, country=country, since=stay.entry, citizenship=citizenship)
        return
    by = stay.entry + timedelta(said.days - 1)
    leaves = stay.known_exit(case.on)
    left = (by - case.on).days
    if (leaves is None or leaves > by) and left <= min(case.firm.expiring, default=0):
        yield finding("registration-due", trip_of(stay), by, country=country, since=stay.entry, by=by, days=left)


def _is_settled(case: Case, stay: Stay, country: str) -> bool:
    """Tells whether he holds a registration of this entry, or a permit of that country that takes the place of one."""
    for paper in case.papers:
        kind = case.rulebook.paper_kinds.get(paper.kind)
        if paper.country not in (country, None) or (paper.until and paper.until < case.on) or (paper.issued and paper.issued > case.on):
            continue
        if paper.kind == _KIND and (paper.issued is None or paper.issued >= stay.entry):
            return True
        if kind and kind.effect == "lift" and paper.country == country:
            return True
    return False
