"""What there is to say about a driver's papers: ended or ending, missing, in his way, of a country nobody knows; the register unchecked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rules.days import Days
from rules.findings import Finding, Value
from rules.papers import held, renewed_until
from rules.rulebook import PaperKind
from rules.windows import looks_back
from storage.findings.case import Case, finding, trip_of
from storage.records import Basis, Paper

_NO_RENEWAL = frozenset({"raise", "block", "none"})
"""Effects of papers whose end is nothing to act on: an application serves one trip, a ban that ends is no loss."""

_CHECK = "register-check"


def findings(case: Case) -> Iterator[Finding]:
    """Yields what there is to say about his papers."""
    kinds = case.rulebook.paper_kinds
    for paper in case.papers:
        kind = kinds.get(paper.kind)
        until = _until(case, paper)
        params: dict[str, Value] = {"paper": paper.kind, "country": paper.country, "number": paper.number, "until": until}
        if until and (kind is None or kind.effect not in _NO_RENEWAL):
            yield from _ending(case, paper, kind, until, params)
        if kind is None or kind.only_result not in (None, paper.result):
            continue
        if kind.effect == "block" and held(paper.kind, paper.country, paper.issued, paper.until, book=case.rulebook).stands_on(case.on):
            yield finding("paper-blocks", paper.id, paper.issued, **params)
        if kind.needs_country and kind.effect != "none" and not (paper.country or kind.default_country):
            yield finding("paper-country-unknown", paper.id, None, **params)
    yield from _missing(case)
    yield from _trips_lacking(case)
    yield from _unchecked(case)
    yield from _visas(case)
    yield from _judged_by_office(case)


def _until(case: Case, paper: Paper) -> date | None:
    """Returns the last day of a paper: the one recorded, else what its kind's period says, else None."""
    kind = case.rulebook.paper_kinds.get(paper.kind)
    if paper.until or paper.issued is None or kind is None or kind.years is None:
        return paper.until
    before = [other.until for other in case.papers if other.kind == paper.kind and other.until and other.until >= paper.issued]
    return renewed_until(paper.kind, min(before, default=None), paper.issued, case.rulebook)


def _ending(case: Case, paper: Paper, kind: PaperKind | None, until: date, params: dict[str, Value]) -> Iterator[Finding]:
    """Yields what there is to say about the end of a paper that no later one of its kind has taken over from.

    A paper that every driver needs is expired until it is renewed; one that only helps, for as long as the firm looks ahead.
    """
    left = (until - case.on).days
    if left > max(case.firm.expiring, default=0) or (paper.issued and paper.issued > case.on):
        return
    if any(_renews(case, later, paper, until) for later in case.papers):
        return
    ahead = [days for days in case.firm.expiring if 0 <= left <= days]
    if ahead:
        yield finding("paper-expiring", paper.id, until, days=left, threshold=min(ahead), **params)
    always_needed = kind is None or kind.effect == "warn"
    if left < 0 and (always_needed or -left <= max(case.firm.expiring, default=0)):
        yield finding("paper-expired", paper.id, until, days=-left, **params)


def _renews(case: Case, later: Paper, paper: Paper, until: date) -> bool:
    """Tells whether a paper takes over from another of its kind, which ends on ``until``, without a gap that reaches the as-of date."""
    if later is paper or later.kind != paper.kind or not (later.country == paper.country or None in (later.country, paper.country)):
        return False
    end = _until(case, later)
    begins_in_time = later.issued is None or later.issued <= max(case.on, until + timedelta(1))
    return begins_in_time and (end is None or end > until)


def _missing(case: Case) -> Iterator[Finding]:
    """Yields the kinds of paper that every driver needs and the book has none of for him, while he is with the firm."""
    if case.driver.left and case.driver.left < case.on:
        return
    has = {paper.kind for paper in case.papers}
    missing = [kind.id for kind in case.rulebook.paper_kinds.values() if kind.needed and kind.id not in has]
    if missing:
        yield finding("paper-missing", case.driver.id, papers=" ".join(missing))


def _trips_lacking(case: Case) -> Iterator[Finding]:
    """Yields the papers that a planned trip's route asks for and that he, his truck and the firm lack on some of its dates."""
    for trip in case.trips:
        legs = trip.legs_of(case.driver.id)
        if trip.cancelled or not legs or legs[0].entry_basis is not Basis.PLANNED or legs[0].entry < case.on:
            continue
        dates = Days.between(legs[0].entry, max(leg.exit or leg.entry for leg in legs))
        for need in case.needs.get(trip.id, ()):
            lacking = need.lacking(dates).first
            if lacking:
                yield finding("trip-paper-missing", trip.id, lacking, paper=need.kind, country=legs[0].country, entry=legs[0].entry)


def _visas(case: Case) -> Iterator[Finding]:
    """Yields the visas of which entries or days of stay are not known, and those whose entries are used up, until they end."""
    numbers = {paper.id: paper.number for paper in case.papers}
    for visa in case.ledger.allowance.visas:
        if visa.last and visa.last < case.on:
            continue
        told: dict[str, Value] = {"country": visa.country, "number": numbers[visa.ref], "until": visa.last}
        unknown = [name for name, known in (("entries", visa.entries), ("days", visa.stay_days)) if known is None]
        if unknown:
            yield finding("visa-terms-unknown", visa.ref, visa.first, **told, unknown=" ".join(unknown))
        if visa.entries is not None and case.ledger.allowance.entries(visa, case.on) >= visa.entries:
            yield finding("visa-entries-used", visa.ref, visa.first, **told, entries=visa.entries)


def _judged_by_office(case: Case) -> Iterator[Finding]:
    """Yields the papers that act on today's figures as they do because the office judged so: that one lifts, whether its days count."""
    reasons = {paper.id: paper.because for paper in case.papers}
    first = looks_back(case.ledger.allowance.terms_on(case.on).reach, case.on)
    for paper in case.ledger.allowance.lifting:
        chosen = paper.days_count is not None and paper.touches(first, case.on)
        if chosen or (paper.effect != paper.kind.effect and paper.stands_on(case.on)):
            told: dict[str, Value] = {"paper": paper.kind.id, "country": paper.country, "until": paper.last}
            yield finding("office-judged", paper.ref, paper.first, **told, because=reasons[paper.ref])


def _unchecked(case: Case) -> Iterator[Finding]:
    """Yields a finding where he is to depart soon into the rule's countries and the register was last checked long before, or never."""
    soon = case.on + timedelta(case.firm.check_age)
    planned = [stay for stay in case.ahead if stay.entry_planned and stay.entry <= soon and case.ledger.presence.is_of_rule(stay)]
    if not planned or case.standing.inside:
        return
    departure = min(planned, key=lambda stay: stay.entry)
    dates = (paper.issued for paper in case.papers if paper.kind == _CHECK and paper.issued)
    checked = max((day for day in dates if day <= case.on), default=None)
    told: dict[str, Value] = {"country": departure.country, "entry": departure.entry}
    if checked is None:
        yield finding("register-not-checked", trip_of(departure), departure.entry, **told)
    elif checked < departure.entry - timedelta(case.firm.check_age):
        yield finding("register-check-old", trip_of(departure), departure.entry, checked=checked, **told)
