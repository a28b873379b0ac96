"""Lists of records that have no screen of their own: trucks, routes, absences, days used before the book, corrections of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult

from storage.records import Absence, Correction, Driver, Opening, Record, Route, Vehicle
from tui.rule_words import path_text, value_text
from tui.screens.desk import Desk
from tui.screens.listing import Listing
from tui.screens.messages import OpenForm
from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, fit
from tui.widgets.lines import LineList
from tui.widgets.tables import TableList
from tui.wording import country_name, date_text, mark, tr


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record as listed: what it is called, and the rest of it in words."""

    id: str
    name: str
    about: str


class RecordList(TableList[RecordRow]):
    """Records by name; found by all their words."""

    SELECTS = True
    COLUMNS = (Column("name", mark("list|Name"), 30, most=60, turn=2), Column("about", mark("list|About it"), 30, most=200, turn=1))

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


_KINDS: dict[str, tuple[type[Record], str]] = {
    "vehicle": (Vehicle, mark("Trucks")),
    "route": (Route, mark("Routes")),
    "absence": (Absence, mark("Absences")),
    "opening": (Opening, mark("Days used before the book")),
    "correction": (Correction, mark("Corrections of rules")),
}


class RecordsScreen(Listing):
    """All records of one kind."""

    NAME = "records"
    AUTO_FOCUS = "#records"

    def __init__(self, desk: Desk, kind: str, whom: str | None = None) -> None:
        super().__init__(desk, whom if kind in ("absence", "opening") else None)
        self.ADDS = kind  # type: ignore[misc]
        self.RECORD, self._title = _KINDS[kind]  # type: ignore[misc]

    def body(self) -> ComposeResult:
        """Yields the list."""
        yield RecordList(id="records", empty=tr("There is none yet. Insert makes the first one."))

    def heading(self) -> str:
        """Returns the title with how many there are."""
        return f"{tr(self._title)}: {len(self.query_one(RecordList).rows)}"

    def keys_hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Letters search · Space selects · Enter changes · Insert new · Delete · Esc")

    def drivers_of_row(self, row: RecordRow) -> Sequence[str]:
        """Returns the driver whose record it is."""
        record = self.desk.book.get(self.RECORD, row.id)
        return (record.driver,) if isinstance(record, Absence | Opening) else ()

    def look_again(self) -> None:
        """Lists the records as they are now."""
        rows = [_row(self.desk, record) for record in self.desk.book.all(self.RECORD)]
        self.show_rows(sorted(rows, key=lambda row: row.name.casefold()))
        self.draw_frame()

    @on(LineList.Taken, "#records")
    def _change(self, taken: LineList.Taken) -> None:
        self.post_message(OpenForm(self.ADDS, taken.key))


def _row(desk: Desk, record: Record) -> RecordRow:
    """Returns a record as listed."""
    name, about = "", record.note
    match record:
        case Vehicle():
            name = record.plate
        case Route():
            name = record.name
            about = " – ".join(f"{country_name(leg.country)} {leg.days}" for leg in record.legs)
        case Absence():
            name = _name(desk, record.driver)
            about = f"{date_text(record.first)} – {date_text(record.last)}  {record.reason}"
        case Opening():
            name = _name(desk, record.driver)
            years = ", ".join(f"{each.year}: {each.both}" for each in record.years)
            about = tr("{days}, before {day}, said by {who}", days=years, day=date_text(record.as_of), who=record.said_by)
        case Correction():
            name = path_text(record.path)
            value, was = value_text(record.value), value_text(record.was)
            about = tr("{value} instead of {was}: {reason}", value=value, was=was, reason=record.reason)
    return RecordRow(record.id, name, about)


def _name(desk: Desk, driver: str) -> str:
    found = desk.book.get(Driver, driver)
    return found.name if found else "—"
