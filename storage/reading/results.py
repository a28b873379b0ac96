"""What reading a file gives: what becomes of each row, what is wrong with it, and the records to commit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from storage.reading.cells import Cell
from storage.records import Record

Outcome = Literal["taken", "known", "changed", "refused", "passed-over"]
OUTCOMES: tuple[Outcome, ...] = ("taken", "known", "changed", "refused", "passed-over")


class FileRefused(Exception):
    """A file of which nothing can be taken.

    ``code`` is one of ``missing``, ``unreadable``, ``empty``, ``not-a-workbook``, ``old-workbook``, ``not-a-table``, ``not-text``,
    ``other-format``, ``other-encoding``, ``protected``, ``too-large``, ``too-far``, ``no-columns``, ``no-results``, ``crossings``,
    ``no-crossings``; ``params`` holds what a sentence about it needs (``file``; ``sheet`` and ``cell`` for ``too-far`` and
    ``no-results``, ``sheets`` for the ones about columns, ``why`` for ``unreadable``, ``encoding``).
    """

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


EXPECTED = {
    "driver-missing": "driver",
    "unknown-driver": "known-driver",
    "near-driver": "known-driver",
    "ambiguous-driver": "one-driver",
    "name-twice": "one-driver",
    "not-a-name": "driver",
    "country-missing": "country",
    "unknown-country": "country",
    "entry-missing": "date",
    "unreadable": "date",
    "no-such-date": "calendar-date",
    "exit-before-entry": "order",
    "queue-after-exit": "queue",
    "handed-over-outside": "handed-over",
    "not-a-number": "number",
    "kind-missing": "paper",
    "unknown-paper": "paper",
    "until-missing": "end",
    "until-before-issued": "paper-order",
    "unknown-citizenship": "country",
    "unknown-source": "source",
    "unknown-result": "result",
    "new-near": "one-driver",
    "unknown-mark": "mark",
    "direction-missing": "direction",
    "unknown-direction": "direction",
    "date-missing": "date",
    "no-result": "stored",
    "error-value": "no-error",
}
"""What would have been right in place of each problem, as a code that the user interface words."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row: a code, the field and the value it is about, the near names, the row it repeats, the day it is about.

    ``cell`` is the cell that it is about, such as ``D2``, where its value alone does not tell.
    """

    code: str
    field: str = ""
    value: str = ""
    near: tuple[str, ...] = ()
    row: int | None = None
    day: date | None = None
    cell: str = ""

    @property
    def expected(self) -> str | None:
        """Returns the code of what was expected instead, None where nothing was."""
        return EXPECTED.get(self.code)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record of the book that the file has otherwise."""

    field: str
    old: date | str | int | None
    new: date | str | int | None


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row.

    ``who`` are the names of the drivers it is about. A refused or passed-over row has ``problems``; a row that was taken may have
    ``remarks``: what was taken otherwise than it was written. ``changes`` are those of a ``changed`` row.
    """

    sheet: str
    row: int
    outcome: Outcome
    who: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    changes: tuple[FieldChange, ...] = ()

    @property
    def problem(self) -> str | None:
        """Returns the code of what is wrong with it first of all."""
        return self.problems[0].code if self.problems else None


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What a sheet was taken for (``trips``, ``drivers``, ``papers``, ``grid``, ``crossings`` or None), and what of it is known.

    ``heading`` is the row of the headings (0: there are none), ``columns`` the field and the heading of each column that is known,
    ``unknown`` the headings that nobody knows. ``remembered``: it is read as the office set such a table right before. Of a grid ``days``
    are its first and last date, ``marks`` what it means by each mark.
    """

    name: str
    kind: str | None
    unknown: tuple[str, ...] = ()
    heading: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    days: tuple[date, date] | None = None
    marks: tuple[tuple[str, tuple[str, ...] | None], ...] = ()
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class NewDriver:
    """A name that became a driver for want of a list of drivers, citizenship unknown, and the known names that it is near to."""

    name: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name that no driver has, or several have: as it is written most fully and in every way it is, the ``near`` known names, its rows.

    ``is_new``: a list of drivers makes a new driver of it. ``can_be_new``: it has the shape of a name and is not that of several.
    ``remembered`` is the driver whom it was said to mean in such a table before, empty where nobody said so.
    """

    name: str
    spellings: tuple[str, ...]
    near: tuple[str, ...]
    rows: int
    is_new: bool
    can_be_new: bool
    remembered: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was refused as it stood: its result, the headings of its sheet, its cells, and its file, sheet and number at first."""

    result: RowResult
    headings: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    place: tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: ``changes`` are the records to commit in one commit, ``rows`` what became of each row.

    ``new_drivers`` are those whom no list names, only the rows of trips and papers.
    ``spoilt`` are the refused rows with their cells, to be saved and mended.
    ``encoding`` and ``separator`` are those of a text, empty for a workbook; ``remembered`` tells which of them (by these names) stand as
    they were said before. ``doubts`` are the codes of what is doubtful about it.
    ``strangers`` are the names that no driver has, or several have, those too whose driver was remembered.
    ``told_between`` is the number of dates between Russia and Belarus that the file calls seen and that were taken as told.
    """

    file: str
    changes: list[Record] = field(default_factory=list)
    rows: list[RowResult] = field(default_factory=list)
    sheets: list[SheetResult] = field(default_factory=list)
    new_drivers: list[NewDriver] = field(default_factory=list)
    told_between: int = 0
    spoilt: tuple[Refusal, ...] = ()
    encoding: str = ""
    doubts: tuple[str, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    separator: str = ""
    remembered: frozenset[str] = frozenset()

    @property
    def counts(self) -> dict[Outcome, int]:
        """Returns how many rows had each outcome."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def nothing_read(self) -> bool:
        """Tells whether not a single row could be taken or was known."""
        counts = self.counts
        return not (counts["taken"] or counts["known"] or counts["changed"])

    def of_outcome(self, *outcomes: Outcome) -> list[RowResult]:
        """Returns the rows with these outcomes, in the order of the file."""
        return [row for row in self.rows if row.outcome in outcomes]
