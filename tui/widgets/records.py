"""Lists of records: all trips, and all papers by the day they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, fit, fit_right, person
from tui.widgets.lines import TableList
from tui.wording import date_text, listed_number, mark, paper_name, tr

TRIP_STATES = {
    "under-way": (mark("under way"), "strong"),
    "planned": (mark("planned"), "planned"),
    "done": (mark("done"), "plain"),
    "cancelled": (mark("cancelled"), "dim"),
}
"""The words and the ink of what a trip can be, in the order they are listed."""


@dataclass(frozen=True, slots=True)
class TripRow:
    """One trip as listed: ``last`` is None while no exit is known; ``driver`` is the first of its crew."""

    id: str
    driver: str
    state: str
    first: date
    last: date | None
    countries: str
    route: str
    plate: str
    names: tuple[str, ...]


class TripList(TableList[TripRow]):
    """All trips; found by driver, route, plate and country."""

    COLUMNS = (
        Column("state", mark("list|State"), 9, most=14, turn=3),
        Column("first", mark("list|From"), 10),
        Column("last", mark("list|To"), 10),
        Column("names", mark("Driver"), 19, most=34, turn=2),
        Column("countries", mark("list|Countries"), 9, most=14, turn=4),
        Column("route", mark("list|Route"), 12, most=34, turn=1),
        Column("plate", mark("list|Truck"), 10, since=90),
    )

    def key_of(self, row: TripRow) -> str:
        """Returns the trip's id."""
        return row.id

    def name_of(self, row: TripRow) -> str:
        """Returns the words a trip is found by."""
        return f"{' '.join(row.names)} {row.route.replace('–', ' ').replace('-', ' ')} {row.plate} {row.countries.replace('-', ' ')}"

    def draw(self, row: TripRow, width: int) -> Line:
        """Returns the line of a trip."""
        words, ink = TRIP_STATES[row.state]
        widths = self._table.widths(width)
        each = max(8, (widths["names"] - 2 * (len(row.names) - 1)) // max(1, len(row.names)))
        texts = {
            "state": tr(words),
            "first": date_text(row.first),
            "last": date_text(row.last),
            "names": ", ".join(person(name, each) for name in row.names),
            "countries": row.countries,
            "route": row.route,
            "plate": row.plate,
        }
        return joined([(fit(texts[id], size), ink)] for id, size in widths.items())


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper as listed: ``left`` days until it ends, None where it has no end; below 0 it has ended."""

    id: str
    holder: str
    driver: str | None
    kind: str
    number: str
    country: str
    until: date | None
    left: int | None


class PaperList(TableList[PaperRow]):
    """All papers; found by holder, kind and number."""

    COLUMNS = (
        Column("until", mark("list|Ends"), 10),
        Column("left", mark("list|Days"), 6, right=True),
        Column("holder", mark("list|Holder"), 22, most=40, turn=1),
        Column("kind", mark("list|Paper"), 24, most=48, turn=2),
        Column("number", mark("list|Number"), 12, most=20, turn=3),
    )

    def __init__(self, *, id: str | None = None, empty: str = "", soon: int = 30) -> None:
        """``soon``: from how many days before its end on a paper is drawn as one to be seen to."""
        super().__init__(id=id, empty=empty)
        self._soon = soon

    def key_of(self, row: PaperRow) -> str:
        """Returns the paper's id."""
        return row.id

    def name_of(self, row: PaperRow) -> str:
        """Returns the words a paper is found by."""
        return f"{row.holder} {paper_name(row.kind)} {row.number}"

    def draw(self, row: PaperRow, width: int) -> Line:
        """Returns the line of a paper."""
        widths = self._table.widths(width)
        ink = "dim" if row.left is None else "over" if row.left < 0 else "warn" if row.left <= self._soon else "plain"
        kind = f"{paper_name(row.kind)} ({row.country})" if row.country else paper_name(row.kind)
        left = "" if row.left is None else tr("ended") if row.left < 0 else str(row.left)
        return joined(
            [
                [(fit(date_text(row.until) if row.until else tr("no end"), widths["until"]), ink)],
                [(fit_right(left, widths["left"]), ink)],
                [(fit(person(row.holder, widths["holder"]), widths["holder"]), "plain")],
                [(fit(kind, widths["kind"]), ink)],
                [(fit(listed_number(row.kind, row.number), widths["number"]), "dim")],
            ]
        )
