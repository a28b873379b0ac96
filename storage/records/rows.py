"""What imports leave in the book beside the records they bring: rows that wait for a person, and how the office's tables are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from storage.records.record import Part, Record


class Unsettled(Record, frozen=True, kw_only=True):
    """An imported row that could not be taken but names a known driver: it waits as his until it is ``settled``, mended or dismissed.

    ``row`` counts from 1 as spreadsheets do; ``cells`` are its cells as text beside their headings; ``problem`` is a code.
    ``because`` is the office's reason to dismiss it.
    """

    driver: str
    file: str
    sheet: str
    row: int
    problem: str
    cells: dict[str, str] = msgspec.field(default_factory=dict)
    settled: Literal["", "mended", "dismissed"] = ""
    because: str = ""

    def problems(self) -> Iterator[str]:
        """Adds: no driver, dismissed without a reason."""
        yield from super().problems()
        if not self.driver:
            yield "driver-missing"
        if self.settled == "dismissed" and not self.because.strip():
            yield "reason-missing"


class NameMeant(Part, frozen=True, kw_only=True):
    """A name as it stands in tables of the office, in the form in which names are compared, and the driver (by his id) whom it means."""

    name: str
    driver: str


class Layout(Record, frozen=True, kw_only=True):
    """How tables with these headings are to be read, as the office set it right once; of grids there is one, without headings.

    ``kind`` is what the table is, empty where that was not said. ``columns`` gives a heading its meaning, an empty one for a column
    to be passed over; ``marks`` gives a letter or colour of a grid the words of its legend. ``names`` are those of which somebody had to
    say whom they mean. ``encoding`` and ``separator`` are those of a text that did not tell them rightly. Headings are as they are
    compared. Of grids ``heading`` is the number of the row of their dates, 0 where that was not said.
    """

    headings: tuple[str, ...] = ()
    kind: str = ""
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    marks: dict[str, str] = msgspec.field(default_factory=dict)
    names: tuple[NameMeant, ...] = ()
    heading: int = 0
    encoding: str = ""
    separator: str = ""
