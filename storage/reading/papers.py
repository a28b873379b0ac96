"""Rows of a list of papers: each a paper of a driver, of a truck or of the firm, of the kind and country that its words name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import msgspec

from storage.reading.columns import Row
from storage.reading.draft import Draft
from storage.reading.merging import with_lines
from storage.reading.people import People
from storage.reading.results import Problem, RowResult
from storage.reading.rows import Repeats, read_date, with_lost
from storage.reading.shelf import Shelf
from storage.reading.words import Words
from storage.records import JOINT, Driver, Paper
from storage.text import plate_key, word_key

_NEEDS_COUNTRY = frozenset(
    (
        "residence-permit",
        "temporary-residence",
        "temporary-residence-application",
        "patent",
        "employment-contract",
        "visa",
        "other-extension",
        "entry-ban",
        "expulsion",
        "turned-back",
    )
)
"""Kinds that act in one country: where it cannot be told the paper changes nothing."""
_ENDLESS = frozenset(("ruid-driver", "entry-ban", "expulsion", "turned-back", "register-check", "registration", "other-extension"))
"""Kinds that may be without an end: it follows from the filing, or they stand until somebody says otherwise."""
_OF = {"ruid-driver": "RU"}


@dataclass
class _PaperRow:
    """A row while it is read."""

    row: Row
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


class PaperList:
    """Takes the rows of lists of papers into a draft."""

    def __init__(self, draft: Draft, shelf: Shelf, words: Words, people: People, on: date) -> None:
        self._draft, self._shelf, self._words, self._people, self._on = draft, shelf, words, people, on
        self._repeats = Repeats()

    def take(self, row: Row) -> tuple[RowResult, tuple[str, ...]]:
        """Takes one row; returns what became of it, and the ids of the known drivers whose row it is."""
        read = _PaperRow(row)
        is_firms = self._words.is_firm(row.text("driver"), self._draft.firm.name)
        driver, plate = None if is_firms else self._driver(read), row.text("truck")
        paper, endless = self._paper(read)
        sheet, drivers, who = row.sheet.table.name, (driver.id,) if driver else (), (driver.name,) if driver else ()
        read.problems = with_lost(row, read.problems)
        if read.problems:
            return RowResult(sheet, row.number, "refused", who, tuple(read.problems)), drivers
        holder = driver.id if driver else "" if is_firms else plate_key(plate)
        says = (
            holder,
            paper.kind,
            word_key(paper.number),
            paper.country,
            paper.issued,
            paper.until,
            paper.result,
            paper.entries,
            paper.days,
            paper.note,
        )
        repeated = self._repeats.of(row, says)
        if repeated:
            return repeated, drivers
        vehicle = None if driver or is_firms else self._draft.vehicle(plate)
        held = msgspec.structs.replace(paper, holder=driver.id if driver else vehicle or self._draft.firm.id)
        outcome, changes = self._shelf.place(held, endless=endless)
        return RowResult(sheet, row.number, outcome, who, remarks=tuple(read.remarks), changes=changes), drivers

    def _driver(self, read: _PaperRow) -> Driver | None:
        """Returns the driver who holds the paper; None where a truck does, or where there is a problem with the name."""
        name, plate = read.row.text("driver"), read.row.text("truck")
        if self._words.is_blank(name):
            if not plate_key(plate):
                read.problems.append(Problem("driver-missing", "driver"))
            return None
        found = self._people.find(name)
        if isinstance(found, Problem):
            read.problems.append(found)
            return None
        return found

    def _paper(self, read: _PaperRow) -> tuple[Paper, bool]:
        """Returns the paper, its holder left open, and whether its row says outright that it has no end."""
        row, words = read.row, self._words
        text = row.text("kind")
        kind = words.papers.meaning(text) or ""
        if not kind:
            read.problems.append(Problem("unknown-paper" if text else "kind-missing", "kind", text))
        country = self._country(read, kind, text)
        if kind == "employment-contract" and country == self._draft.firm.country:
            kind = "home-contract"
        if kind in _NEEDS_COUNTRY and country is None:
            read.remarks.append(Problem("paper-country-unknown", "kind", text))
        issued = self._date(read, "issued")
        until, endless = self._until(read, kind)
        if issued and until and until < issued:
            read.problems.append(Problem("until-before-issued", "until", row.text("until")))
        notes = (*row.notes(), *((text,) if kind and words.unsaid(text, kind) else ()))
        paper = Paper(
            holder="",
            kind=kind,
            number=row.text("number"),
            country=country,
            issued=issued,
            until=until,
            result=self._result(read, kind),
            entries=self._number(read, "entries"),
            days=self._number(read, "days"),
            note=with_lines("", notes),
        )
        return paper, endless

    def _country(self, read: _PaperRow, kind: str, text: str) -> str | None:
        said = read.row.text("country")
        if not self._words.is_blank(said):
            country = self._words.countries.find(said)
            if country in (None, JOINT):
                read.problems.append(Problem("unknown-country", "country", said))
            return country
        named, _ = self._words.countries.within(text)
        return named.pop() if len(named) == 1 else _OF.get(kind)

    def _until(self, read: _PaperRow, kind: str) -> tuple[date | None, bool]:
        text = read.row.text("until")
        if self._words.is_no_end(text):
            return None, True
        until = self._date(read, "until")
        if self._words.is_blank(text) and kind not in _ENDLESS:
            read.problems.append(Problem("until-missing", "until"))
        return until, False

    def _result(self, read: _PaperRow, kind: str) -> str:
        text = read.row.text("result")
        if kind != "register-check" or self._words.is_blank(text):
            return ""
        result = self._words.result(text)
        if not result:
            read.problems.append(Problem("unknown-result", "result", text))
        return result or ""

    def _number(self, read: _PaperRow, name: str) -> int | None:
        text = read.row.text(name)
        if self._words.is_blank(text):
            return None
        if not (text.isascii() and text.isdigit() and int(text)):
            read.problems.append(Problem("not-a-number", name, text))
            return None
        return int(text)

    def _date(self, read: _PaperRow, name: str) -> date | None:
        found = read_date(read.row, name, self._words, on=self._on)
        if isinstance(found, Problem):
            read.problems.append(found)
            return None
        return found
