"""Lists of records that have no screen of their own: trucks, routes, absences, days used before the book, corrections of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from storage.records import Absence, Correction, Opening, Record, Route, Vehicle
from tui.record_words import holder_name
from tui.rule_words import path_text, value_text
from tui.screens.desk import Desk
from tui.screens.listing import Listing
from tui.widgets.columns import Column, Table, joined
from tui.widgets.drawing import Line, fit
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.widgets.tables import TableList
from tui.wording import country_name, date_text, mark, span_text, tr


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record as listed: what it is called, the rest of it in words, whose it is, and the day that it is known by."""

    id: str
    name: str
    about: str
    driver: str | None = None
    day: date | None = None


_NAME = 12
"""The least cells for the names of records."""


class RecordList(TableList[RecordRow]):
    """Records by name; found by all their words."""

    SELECTS = True
    COLUMNS = (Column("name", mark("list|Name"), 30, turn=1), Column("about", mark("list|About it"), 30, most=200, turn=2))

    def __init__(self, second: str, *, id: str | None = None, empty: str = "") -> None:
        """``second`` is what the order by the rest of a record is called: the newest first, or else by its words."""
        super().__init__(id=id, empty=empty)
        self.ORDERS = ((second, lambda row: (-row.day.toordinal() if row.day else 0, row.about.casefold())),)

    def set_rows(self, rows: Sequence[RecordRow]) -> None:
        """Shows these records; names take the cells of the longest, where there is room, and what is said of them stands beside."""
        name, about = self.COLUMNS
        longest = max((cell_len(row.name) for row in rows), default=0)
        self._table = Table((replace(name, width=max(_NAME, min(longest, name.width)), most=longest), about))
        super().set_rows(rows)

    def key_of(self, row: RecordRow) -> str:
        """Returns the record's id."""
        return row.id

    def name_of(self, row: RecordRow) -> str:
        """Returns the words a record is found by."""
        return f"{row.name} {row.about}"

    def draw(self, row: RecordRow, width: int) -> Line:
        """Returns the line of a record."""
        widths = self._table.widths(width)
        return joined([[(fit(row.name, widths["name"]), "plain")], [(fit(row.about, widths["about"]), "dim")]])


_KINDS: dict[str, tuple[type[Record], str, str]] = {
    "vehicle": (Vehicle, mark("Trucks"), mark("by note")),
    "route": (Route, mark("Routes"), mark("by countries")),
    "absence": (Absence, mark("Absences"), mark("by date")),
    "opening": (Opening, mark("Days used before the book"), mark("by date")),
    "correction": (Correction, mark("Corrections of rules"), mark("by value")),
}
"""The records, what their list is called, and its order beside that by name."""

_ABOUT = 3
"""Lines at most for the record under the cursor."""


class RecordsScreen(Listing):
    """All records of one kind."""

    NAME = "records"
    AUTO_FOCUS = "#records"

    def __init__(self, desk: Desk, kind: str, whom: str | None = None) -> None:
        super().__init__(desk, whom if kind in ("absence", "opening") else None)
        self.ADDS = kind  # type: ignore[misc]
        self.RECORD, self._title, self._second = _KINDS[kind]  # type: ignore[misc]

    def body(self) -> ComposeResult:
        """Yields the list and the whole of the record under the cursor."""
        yield RecordList(self._second, id="records", empty=tr("There is none yet. Insert makes the first one."))
        yield FixedLines(id="about")

    def heading(self) -> str:
        """Returns the title with how many there are."""
        return f"{tr(self._title)}: {len(self.query_one(RecordList).rows)}"

    def keys_hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Letters search · Tab sorts · Space selects · Enter changes · Insert · Delete")

    @on(LineList.Moved, "#records")
    def _draw_about(self) -> None:
        row = self.query_one(RecordList).current
        line: Line = [(f" {row.name}", "strong"), (f"  {row.about}", "plain")] if row else ()
        self.query_one("#about", FixedLines).show(*list(broken(line, max(20, self.size.width - 1)))[:_ABOUT])

    def drivers_of_row(self, row: RecordRow) -> Sequence[str]:
        """Returns the driver whose record it is."""
        return (row.driver,) if row.driver and self.desk.driver(row.driver) else ()

    def look_again(self) -> None:
        """Lists the records as they are now."""
        rows = [_row(self.desk, record) for record in self.desk.book.all(self.RECORD)]
        self.show_rows(sorted(rows, key=lambda row: row.name.casefold()))
        self.draw_frame()


def _row(desk: Desk, record: Record) -> RecordRow:
    """Returns a record as listed."""
    name, about, driver, day = "", record.note, None, None
    match record:
        case Vehicle():
            name = record.plate
        case Route():
            name = record.name
            about = " – ".join(f"{country_name(leg.country)} {leg.days}" for leg in record.legs)
        case Absence():
            name, driver, day = holder_name(desk.book, record.driver), record.driver, record.first
            about = f"{span_text(record.first, record.last):<25}{record.reason}".rstrip()
        case Opening():
            name, driver, day = holder_name(desk.book, record.driver), record.driver, record.as_of
            years = ", ".join(f"{each.year}: {each.both}" for each in record.years)
            about = tr("{days}, before {day}, said by {who}", days=years, day=date_text(record.as_of), who=record.said_by)
        case Correction():
            name = path_text(record.path)
            value, was = value_text(record.value), value_text(record.was)
            about = tr("{value} instead of {was}: {reason}", value=value, was=was, reason=record.reason)
    return RecordRow(record.id, name, about, driver, day)
