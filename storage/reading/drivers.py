"""Rows of a list of drivers: each a driver, and his passport where its number and end stand there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import msgspec

from storage.reading.columns import Row
from storage.reading.draft import Draft
from storage.reading.merging import changed_fields, with_lines
from storage.reading.people import People
from storage.reading.results import FieldChange, Outcome, Problem, RowResult
from storage.reading.rows import Repeats, lost, read_date
from storage.reading.shelf import Shelf
from storage.reading.words import Words
from storage.records import JOINT, Driver, Paper
from storage.text import looks_like_name, name_key, straightened


@dataclass
class DriverRow:
    """A row of the list as it was read; what could not be read is said in ``remarks`` and kept in ``notes`` as it stood."""

    row: Row
    name: str
    citizenship: str | None = None
    born: date | None = None
    phone: str = ""
    role: str = ""
    joined: date | None = None
    left: date | None = None
    passport: str = ""
    passport_issued: date | None = None
    passport_until: date | None = None
    notes: list[str] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def doubt(self, problem: Problem) -> None:
        """Notes what a cell said that could not be taken."""
        self.remarks.append(problem)
        heading = self.row.sheet.heading_of(self.row.sheet.columns[problem.field])
        self.notes.append(f"{heading}: {problem.value}")


class DriverList:
    """Takes the rows of lists of drivers into a draft."""

    def __init__(self, draft: Draft, shelf: Shelf, words: Words, people: People, on: date) -> None:
        self._draft, self._shelf, self._words, self._people, self._on = draft, shelf, words, people, on
        self._claimed: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._repeats = Repeats()

    def take(self, row: Row) -> RowResult:
        """Takes one row and returns what became of it."""
        name = straightened(row.text("name"))
        if missing := lost(row):
            return _refused(row, name, *missing)
        if not looks_like_name(name):
            return _refused(row, name, Problem("not-a-name" if name else "driver-missing", "name", name))
        read = self._read(row, name)
        says = (
            name_key(name),
            read.citizenship,
            read.born,
            read.phone,
            read.role,
            read.joined,
            read.left,
            read.passport,
            read.passport_until,
            tuple(read.notes),
        )
        repeated = self._repeats.of(row, says)
        if repeated:
            return repeated
        before = self._names.setdefault(name_key(name), row.number)
        if before != row.number:
            return _refused(row, name, Problem("name-twice", "name", name, row=before))
        match = self._people.match(name)
        if match.ambiguous or (match.driver and match.driver.id in self._claimed):
            near = match.near or ((match.driver,) if match.driver else ())
            return _refused(row, name, Problem("ambiguous-driver", "name", name, tuple(driver.name for driver in near)))
        if match.driver:
            self._claimed[match.driver.id] = row.number
        elif match.near:
            read.remarks.append(Problem("new-near", "name", name, tuple(driver.name for driver in match.near)))
        return self._place(read, match.driver)

    def _read(self, row: Row, name: str) -> DriverRow:
        read = DriverRow(row, name, phone=row.text("phone"), role=row.text("role"), notes=list(row.notes()))
        citizenship = row.text("citizenship")
        if not self._words.is_blank(citizenship):
            read.citizenship = self._words.countries.find(citizenship)
            if read.citizenship in (None, JOINT):
                read.citizenship = None
                read.doubt(Problem("unknown-citizenship", "citizenship", citizenship))
        read.born = self._date(read, "born", past=True)
        read.joined, read.left = self._date(read, "joined"), self._date(read, "left")
        if read.joined and read.left and read.left < read.joined:
            read.doubt(Problem("until-before-issued", "left", row.text("left")))
            read.left = None
        number = row.text("passport")
        if not self._words.is_blank(number):
            self._read_passport(read, number)
        return read

    def _read_passport(self, read: DriverRow, number: str) -> None:
        """Takes a passport only with a readable end: without one it would never be said to run out."""
        read.passport_issued = self._date(read, "passport_issued")
        read.passport_until = self._date(read, "passport_until")
        if read.passport_until:
            read.passport = number
        else:
            read.doubt(Problem("until-missing", "passport", number))

    def _date(self, read: DriverRow, name: str, *, past: bool = False) -> date | None:
        found = read_date(read.row, name, self._words, on=self._on, past=past)
        if isinstance(found, date) and past and found > self._on:
            found = Problem("no-such-date", name, read.row.text(name))
        if isinstance(found, Problem):
            read.doubt(found)
            return None
        return found

    def _place(self, read: DriverRow, known: Driver | None) -> RowResult:
        old = known or Driver(name=read.name)
        new = msgspec.structs.replace(
            old,
            citizenship=read.citizenship or old.citizenship,
            born=read.born or old.born,
            phone=read.phone or old.phone,
            role=read.role or old.role,
            joined=read.joined or old.joined,
            left=read.left or old.left,
            note=with_lines(old.note, read.notes),
        )
        changes = changed_fields(old, new, ("citizenship", "born", "phone", "role", "joined", "left", "note"))
        if new != known:
            self._draft.put(new)
        if read.passport:
            paper = Paper(holder=new.id, kind="passport", number=read.passport, issued=read.passport_issued, until=read.passport_until)
            placed, differing = self._shelf.place(paper)
            changes += differing if placed != "taken" else (FieldChange("passport", None, read.passport),)
        outcome: Outcome = "taken" if known is None else "changed" if changes else "known"
        return RowResult(
            read.row.sheet.table.name,
            read.row.number,
            outcome,
            (new.name,),
            remarks=tuple(read.remarks),
            changes=changes if known else (),
        )


def _refused(row: Row, name: str, *problems: Problem) -> RowResult:
    return RowResult(row.sheet.table.name, row.number, "refused", (name,) if name else (), problems)
