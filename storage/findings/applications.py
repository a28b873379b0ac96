"""What there is to say about applications that raise a limit: to file for a planned entry, filed too late, run out before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rules.findings import Finding, Value
from rules.ledger import Ledger
from rules.papers import HeldPaper
from rules.rulebook import PaperKind, Raise, Rulebook
from rules.stays import Stay
from storage.findings.case import Case, finding, trip_of
from storage.records import Driver, Paper


@dataclass(frozen=True, slots=True)
class Asked:
    """A driver and his ledger, with whatever is planned for him among its stays, on a date; ``papers`` as they are recorded."""

    driver: Driver
    ledger: Ledger
    papers: Sequence[Paper]
    rulebook: Rulebook
    on: date


def findings(case: Case | Asked) -> Iterator[Finding]:
    """Yields a finding for each planned entry for which an application would raise a limit and none stands as it should."""
    for entry, stays in _entries(case).items():
        countries = {country for stay in stays for country in stay.countries}
        if case.ledger.allowance.lifted_on(entry, stays[0].countries):
            continue
        for kind in _kinds(case, entry):
            if not kind.countries or kind.countries & countries:
                yield from _for_entry(case, kind, entry, stays[0])


@dataclass(frozen=True, slots=True)
class Filing:
    """An application that is too late for an entry: the kind of paper, from when it lets him in, and when it was ``filed`` (None: it is
    not yet, and would be on the day asked); ``ref`` is the record of one that is filed.
    """

    paper: str
    first: date
    filed: date | None
    ref: str = field(default="", compare=False)


def too_late(asked: Case | Asked, entry: date) -> Filing | None:
    """Returns the application by which a driver could come in later than on ``entry``; None where it is in time, or raises nothing."""
    if asked.ledger.allowance.lifted_on(entry):
        return None
    for kind in _kinds(asked, entry):
        held = [paper for paper in asked.ledger.papers if paper.kind.id == kind.id]
        if any(paper.stands_on(entry) for paper in held):
            continue
        if found := _late(asked, kind, held, entry):
            return found
    return None


def _late(asked: Case | Asked, kind: PaperKind, held: Iterable[HeldPaper], entry: date) -> Filing | None:
    """Returns the application of a kind that is too late for an entry: the first filed so, or one filed on the day asked."""
    wait, last = timedelta(kind.entry_surely_after), entry - timedelta(kind.entry_after)
    late = [(filed, paper.ref) for paper in held if (filed := filed_on(asked, paper)) and last < filed <= min(entry, asked.on)]
    if late:
        filed, ref = min(late)
        return Filing(kind.id, filed + wait, filed, ref)
    return Filing(kind.id, asked.on + wait, None) if asked.on > last else None


def _entries(case: Case | Asked) -> dict[date, list[Stay]]:
    """Returns the dates of planned entries into the rule's territory, each with the stays that follow from it."""
    presence = case.ledger.presence
    planned = [stay for stay in presence.stays if stay.entry >= case.on and stay.entry_planned]
    if not planned:
        return {}
    entered = presence.entered
    found: dict[date, list[Stay]] = {}
    for stay in planned:
        found.setdefault(entered[stay], []).append(stay)
    return {entry: stays for entry, stays in found.items() if stays[0].entry == entry}


def _kinds(case: Case | Asked, entry: date) -> list[PaperKind]:
    """Returns the kinds of applications that raise a limit for him, or may do so, on a date."""
    kinds = {
        more.paper
        for limit in case.ledger.allowance.limits_on(entry)
        for more in limit.raises
        if (more.start is None or more.start <= entry) and _is_for(more, case.driver.citizenship_on(entry))
    }
    return [case.rulebook.paper_kinds[kind] for kind in sorted(kinds)]


def _is_for(more: Raise, citizenship: str | None) -> bool:
    return more.citizens is None or citizenship in more.citizens or citizenship in more.doubtful_for


def _for_entry(case: Case | Asked, kind: PaperKind, entry: date, stay: Stay) -> Iterator[Finding]:
    held = [paper for paper in case.ledger.papers if paper.kind.id == kind.id]
    told: dict[str, Value] = {"paper": kind.id, "country": kind.default_country or stay.country, "entry": entry}
    standing = [paper for paper in held if paper.stands_on(entry)]
    if standing:
        yield from _close(case, kind, entry, standing, told)
        return
    late = _late(case, kind, held, entry)
    if late and late.filed:
        yield finding("application-late", late.ref, entry, **told, **{"filed": late.filed, "from": late.first})
    elif late:
        yield finding("application-missed", trip_of(stay), entry, **told, **{"from": late.first})
    else:
        last, surely = entry - timedelta(kind.entry_after), entry - timedelta(kind.entry_surely_after)
        yield from _to_file(case, kind, entry, stay, held, told | {"by": surely if case.on <= surely else last})


def _to_file(
    case: Case | Asked, kind: PaperKind, entry: date, stay: Stay, held: list[HeldPaper], told: dict[str, Value]
) -> Iterator[Finding]:
    by = entry - timedelta(kind.entry_surely_after)
    unused = [paper for paper in held if paper.last and paper.last < entry and _is_unused(case, paper)]
    if kind.entry_until is not None and case.on < entry - timedelta(kind.entry_until):
        return
    if unused:
        paper = max(unused, key=lambda each: each.last or date.min)
        yield finding("application-run-out", paper.ref, entry, until=paper.last, **told)
    elif case.on < by:
        yield finding("application-to-file", trip_of(stay), by, **told)
    else:
        yield finding("application-last-day", trip_of(stay), case.on, **told)


def _close(case: Case | Asked, kind: PaperKind, entry: date, standing: list[HeldPaper], told: dict[str, Value]) -> Iterator[Finding]:
    """Yields the finding that an application was filed on the last date that may do, where no other that stands was filed before."""
    filed = [(filed_on(case, paper), paper) for paper in standing]
    if any(day is None or day + timedelta(kind.entry_surely_after) <= entry for day, _ in filed):
        return
    day, paper = filed[0]
    yield finding("application-close", paper.ref, entry, filed=day, **told)


def _is_unused(case: Case | Asked, paper: HeldPaper) -> bool:
    """Tells whether nobody entered while a paper stood: it was filed for an entry that has not been."""
    entered = case.ledger.presence.entered.values()
    return not any(paper.stands_on(entry) for entry in entered if entry <= case.on)


def filed_on(case: Case | Asked, paper: HeldPaper) -> date | None:
    """Returns the date on which an application was filed, as recorded."""
    return next((record.issued for record in case.papers if record.id == paper.ref), None)
