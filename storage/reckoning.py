"""The records of a book in memory, read without a copy, and what is worked out from them: rules in use, ledgers, usual waits.

What was worked out is kept until a record that bears on it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rules.cases import Cases, cases_of
from rules.ledger import Ledger
from rules.papers import HeldPaper, held
from rules.rulebook import Rulebook
from rules.stays import Stay
from storage.commits import Change
from storage.memory import TABLE_OF, Memory, people_of
from storage.openings import used_before
from storage.queues import Wait, point_key, waits_at_points
from storage.records import (
    OWN_TABLES,
    Absence,
    Basis,
    Conflict,
    Correction,
    Driver,
    Firm,
    Opening,
    Paper,
    Record,
    Route,
    RuleFile,
    Slip,
    Trip,
    Unsettled,
)
from storage.routes import route_key, with_offered
from storage.rulebooks import RulesInUse, in_use
from storage.supposed import Supposed

R = TypeVar("R", bound=Record)


class Reckoning:
    """What is read of a book; ``RecordBook`` adds what changes it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._firm = Firm()
        self._rules: RulesInUse | None = None
        self._cases: dict[str, dict[str, Cases]] = {}
        self._waits: dict[tuple[str, str], Wait] | None = None
        self._routes: dict[str, Route] | None = None
        self._conflicts: dict[str, list[Conflict]] | None = None

    @property
    def firm(self) -> Firm:
        """Returns the firm; a default one when none was committed yet, the same each time."""
        return next(self.all(Firm), self._firm)

    def with_firm(self, records: Iterable[Record]) -> list[Record]:
        """Returns records to commit, the firm with them where one is of it and it was never committed: its id would be lost otherwise."""
        found = list(records)
        lacks = not any(isinstance(record, Firm) for record in (*self.all(Firm), *found))
        if lacks and any(isinstance(record, Paper) and record.holder == self._firm.id for record in found):
            return [self._firm, *found]
        return found

    @property
    def rules_in_use(self) -> RulesInUse:
        """Returns the rules that the book goes by, where they come from, and how the office's corrections lie over them."""
        if self._rules is None:
            self._rules = in_use(self.all(RuleFile), self.all(Correction))
        return self._rules

    @property
    def rulebook(self) -> Rulebook:
        """Returns the rules in use: the program's or those of a file taken in, the newer, with the office's corrections."""
        return self.rules_in_use.book

    @property
    def rules_kept(self) -> tuple[str, ...]:
        """Returns the ids of the rules that the firm keeps, the one shown first; where the rules in use have none of them, their first."""
        known = self.rulebook.rules
        return tuple(id for id in dict.fromkeys(self.firm.rules) if id in known) or tuple(known)[:1]

    def all(self, kind: type[R]) -> Iterator[R]:
        """Yields the records of a kind that are not deleted, in the order they were first committed."""
        return self._memory.living(kind)

    def get(self, kind: type[R], id: str) -> R | None:
        """Returns a record by its id, None when there is none or it is deleted."""
        record = self._memory.table(kind).get(id)
        return None if record is None or record.deleted else record

    def ever(self, kind: type[R], id: str) -> R | None:
        """Returns a record by its id, deleted or not; None where there never was one."""
        return self._memory.table(kind).get(id)

    def knows(self, id: str) -> bool:
        """Tells whether the book has a record of an id, deleted or not."""
        return any(id in self._memory.named(table) for table in self._memory.names())

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yields every record of the firm with its table, deleted ones too, and those of a newer version of the program."""
        for table in self._memory.names():
            if table not in OWN_TABLES:
                yield from ((table, record) for record in self._memory.named(table).values())

    def record(self, table: str, id: str) -> Record | None:
        """Returns a record by table and id, deleted or not; None where there is none."""
        return self._memory.named(table).get(id)

    def drivers(self) -> list[Driver]:
        """Returns all drivers, in the order they were first committed."""
        return list(self.all(Driver))

    def trips_of(self, driver_id: str) -> list[Trip]:
        """Returns the trips that a driver has a leg of, cancelled ones too."""
        return self._memory.of(Trip, driver_id)

    def papers_of(self, holder_id: str) -> list[Paper]:
        """Returns the papers of a driver, vehicle or firm."""
        return self._memory.of(Paper, holder_id)

    def rows_of(self, driver_id: str) -> list[Unsettled]:
        """Returns the rows of imports that name a driver and could not be taken, settled ones too."""
        return self._memory.of(Unsettled, driver_id)

    def unsettled_of(self, driver_id: str) -> list[Unsettled]:
        """Returns those of them that wait to be settled."""
        return [row for row in self.rows_of(driver_id) if not row.settled]

    def stays_of(self, driver_id: str) -> list[Stay]:
        """Returns a driver's stays as the arithmetic takes them, a leg each; ``ref`` is ``<trip id>/<number of the leg in its trip>``.

        Of a cancelled trip only what happened: a leg that was still planned is left out, an exit that was still planned is open.
        """
        return list(stays_in(self.trips_of(driver_id), driver_id))

    def absences_of(self, driver_id: str) -> list[Absence]:
        """Returns the stretches of dates on which a driver cannot be sent."""
        return self._memory.of(Absence, driver_id)

    def slips_of(self, driver_id: str) -> list[Slip]:
        """Returns the dispatch slips issued to a driver."""
        return self._memory.of(Slip, driver_id)

    def openings_of(self, driver_id: str) -> list[Opening]:
        """Returns what is recorded of the days that a driver had used before the book began."""
        return self._memory.of(Opening, driver_id)

    def conflicts_of(self, driver_id: str) -> list[Conflict]:
        """Returns the values that two laptops changed at once in records that bear on a driver; of an empty id those that bear on none.

        They wait to be settled. Kept until one is found or settled, or a record changes while some wait.
        """
        if self._conflicts is None:
            self._conflicts = {}
            for conflict in self.all(Conflict):
                for person in self.touched_by(conflict) or ("",):
                    self._conflicts.setdefault(person, []).append(conflict)
        return self._conflicts.get(driver_id, [])

    def touched_by(self, record: Record) -> tuple[str, ...]:
        """Returns the ids of those whose figures or findings a record bears on; a conflict bears on the drivers of its record."""
        if not isinstance(record, Conflict):
            return people_of(record)
        about = self.record(record.table, record.of)
        return tuple(person for person in people_of(about) if self.get(Driver, person)) if about else ()

    def cases(self, driver_id: str, rule_id: str) -> Cases:
        """Returns a driver's ledgers under a rule in use, one for each case where something is not known; the first is the one shown.

        Kept until a record that bears on him changes, or the rules or the firm's readings of them do. Raises ``KeyError`` when there
        is no such driver or rule. A paper of a kind that the rulebook does not know acts on nothing.
        """
        driver = self.get(Driver, driver_id)
        if driver is None:
            raise KeyError(driver_id)
        kept = self._cases.setdefault(driver_id, {})
        if rule_id not in kept:
            book = self.rulebook
            papers = [held_as(paper, book) for paper in self.papers_of(driver_id) if paper.kind in book.paper_kinds]
            who, before = driver.traveller(self.firm.country), used_before(self.openings_of(driver_id))
            kept[rule_id] = cases_of(book.rule(rule_id), who, self.stays_of(driver_id), papers, before, self.firm.readings)
        return kept[rule_id]

    def ledger(self, driver_id: str, rule_id: str) -> Ledger:
        """Returns a driver's ledger under a rule in use: of his cases the one shown. Raises ``KeyError`` as ``cases`` does."""
        return self.cases(driver_id, rule_id).main

    @property
    def waits(self) -> dict[tuple[str, str], Wait]:
        """The waits to leave a country at a crossing point, by ``queues.point_key``, where enough are known.

        Learned from all trips, and kept until a trip changes.
        """
        if self._waits is None:
            self._waits = waits_at_points(self.all(Trip))
        return self._waits

    def usual_wait(self, country: str, place: str) -> int | None:
        """Returns how many days trucks usually queue to leave a country at a crossing point; None where too few waits are known."""
        wait = self.waits.get(point_key(country, place))
        return wait.typical if wait else None

    @property
    def routes(self) -> dict[str, Route]:
        """The routes by ``routes.route_key``: those of the book, then those that its finished trips show; kept until one changes."""
        if self._routes is None:
            self._routes = with_offered(self.all(Route), self.all(Trip), self.waits)
        return self._routes

    def route_named(self, name: str) -> Route | None:
        """Returns the route of a name, however it is typed; None where there is none."""
        return self.routes.get(route_key(name))

    def as_it_stands(self) -> Reckoning:
        """Returns the records as they are now: another thread may read them while the book goes on."""
        there = Reckoning(self._memory.copied())
        there._firm = self._firm
        return there

    def supposing(self, changes: Iterable[Record]) -> Reckoning:
        """Returns the records as they would be with these; the book itself stays as it is.

        What they do not bear on is not worked out anew; usual waits are taken to be those of the book.
        """
        wanted = list(changes)
        there = Reckoning(Supposed(self._memory, wanted))
        there._firm = self._firm
        there._rules, there._cases, there._routes = self.rules_in_use, dict(self._cases), self._routes
        there._conflicts = self._conflicts
        for record in wanted:
            table = TABLE_OF[type(record)]
            there._forget(Change(table, record.id, self._memory.table(type(record)).get(record.id), record))
        there._waits = self.waits
        return there

    def _forget(self, change: Change) -> None:
        """Throws away what was worked out from a record that has changed."""
        if isinstance(change.after, RuleFile | Correction):
            self._forget_rules()
        if isinstance(change.after, Firm):
            self._cases.clear()
        if self._conflicts or isinstance(change.after, Conflict):
            self._conflicts = None
        if isinstance(change.after, Trip):
            self._waits = None
        if isinstance(change.after, Trip | Route):
            self._routes = None
        for record in (change.before, change.after):
            for person in people_of(record) if record else ():
                self._cases.pop(person, None)

    def _forget_rules(self) -> None:
        """Throws away the rules in use and everything that was worked out by them."""
        self._rules = None
        self._cases.clear()

    def _forget_all(self) -> None:
        """Throws away everything that was worked out."""
        self._forget_rules()
        self._waits = self._routes = self._conflicts = None


def held_as(paper: Paper, book: Rulebook) -> HeldPaper:
    """Returns a paper as the arithmetic takes it. Raises ``KeyError`` for a kind that the rulebook has not."""
    return held(
        paper.kind,
        paper.country,
        paper.issued,
        paper.until,
        paper.result,
        paper.id,
        book,
        days_count=paper.days_count,
        confirmed=paper.confirmed,
        entries=paper.entries,
        stay_days=paper.days,
    )


def stays_in(trips: Iterable[Trip], driver_id: str) -> Iterator[Stay]:
    """Yields a driver's stays in these trips, as ``stays_of`` gives them."""
    for trip in trips:
        for number, leg in enumerate(trip.legs):
            entry_planned = leg.entry_basis is Basis.PLANNED
            if leg.driver != driver_id or (trip.cancelled and entry_planned):
                continue
            exit_planned = leg.exit_basis is Basis.PLANNED
            yield Stay(
                country=leg.country,
                entry=leg.entry,
                exit=None if trip.cancelled and exit_planned else leg.exit,
                entry_planned=entry_planned,
                exit_planned=exit_planned and not trip.cancelled,
                ref=f"{trip.id}/{number}",
            )
