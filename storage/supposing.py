"""What if, as records: another reading, another limit, a paper granted or lost, a driver ill, more days in every queue.

Each returns the records as they would stand over the book that it is asked of, which may itself only be supposed: so one follows on the
other. ``Reckoning.supposing`` reads them, committing them keeps them; nothing here does either.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from rules.rulefile import value_at
from storage.reckoning import Reckoning
from storage.records import Absence, Basis, Correction, Driver, Leg, Paper, Record, Trip


def another_reading(book: Reckoning, question: str, reading: str) -> list[Record]:
    """Returns the firm as it would go by another reading of a rule. Raises ``KeyError`` where no rule has that question and reading."""
    known = {(each.question, each.id) for rule in book.rulebook.rules.values() for each in rule.readings}
    if (question, reading) not in known:
        raise KeyError(f"{question}={reading}")
    return [msgspec.structs.replace(book.firm, readings={**book.firm.readings, question: reading})]


def another_limit(book: Reckoning, rule_id: str, days: int, on: date, because: str) -> list[Record]:
    """Returns the correction by which the first limit of a rule in force on a date would be another number of days.

    None where it is that already. Raises ``KeyError`` where there is no such rule or it has no limit then.
    """
    version = book.rulebook.rule(rule_id).version_on(on)
    limit = next(iter(version.limits), None) if version else None
    if version is None or limit is None:
        raise KeyError(rule_id)
    path = f"rule/{rule_id}/version/{version.start.isoformat() if version.start else 'ever'}/limit/{limit.window}/days"
    was = value_at(book.rules_in_use.base, path)
    kept = next((each for each in book.all(Correction) if each.path == path), None)
    if limit.days == days:
        return []
    if kept is not None:
        changed = msgspec.structs.replace(kept, value=days, reason=because)
        return [changed if changed.value != changed.was else msgspec.structs.replace(kept, deleted=True)]
    return [Correction(path=path, value=days, was=was, reason=because)]


def paper_granted(book: Reckoning, driver: Driver, kind: str, first: date, last: date | None = None) -> list[Record]:
    """Returns a paper that a driver does not have yet, of the first country it may be of; a ``ruid-driver`` is filed on ``first``.

    Raises ``KeyError`` for a kind that the rules do not know.
    """
    known = book.rulebook.paper_kinds[kind]
    country = known.default_country or next(iter(known.countries), None)
    return [Paper(holder=driver.id, kind=kind, country=country, issued=first, until=last)]


def papers_lost(book: Reckoning, driver: Driver, kind: str) -> list[Record]:
    """Returns a driver's papers of a kind as if he had them no more."""
    return [msgspec.structs.replace(paper, deleted=True) for paper in book.papers_of(driver.id) if paper.kind == kind]


def driver_ill(driver: Driver, first: date, last: date | None, reason: str) -> list[Record]:
    """Returns an absence of a driver."""
    return [Absence(driver=driver.id, first=first, last=last, reason=reason)]


def longer_queues(book: Reckoning, days: int, on: date) -> list[Record]:
    """Returns every trip under way or to come as it would be with so many more days in the queue at the end of each planned leg.

    What is planned after a leg moves with it; a leg whose exit has happened stays.
    """
    return [changed for trip in book.all(Trip) if not trip.cancelled and (changed := _queued(trip, days, on)) != trip]


def _queued(trip: Trip, days: int, on: date) -> Trip:
    return msgspec.structs.replace(trip, legs=tuple(_legs(trip, days, on)))


def _legs(trip: Trip, days: int, on: date) -> Iterator[Leg]:
    """Yields the legs in their order, those of each driver moved by the queues of his own legs before them."""
    late = dict.fromkeys((leg.driver for leg in trip.legs), timedelta(0))
    for leg in trip.legs:
        entry = leg.entry + late[leg.driver] if leg.entry_basis is Basis.PLANNED else leg.entry
        if leg.exit and leg.exit_basis is Basis.PLANNED and leg.exit >= on:
            late[leg.driver] += timedelta(days)
            yield msgspec.structs.replace(leg, entry=entry, exit=leg.exit + late[leg.driver])
        else:
            yield msgspec.structs.replace(leg, entry=entry)
