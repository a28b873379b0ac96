"""Lists of records: all trips, and all papers by the day they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, fit, fit_right, gone_name, label, person
from tui.widgets.tables import TableList
from tui.wording import date_text, hidden_text, listed_number, mark, paper_name, tr

_WHOLE_DATE = 10
"""Cells of a date with all four digits of its year."""

TRIP_STATES = {
    "under-way": (mark("under way"), "strong"),
    "planned": (mark("planned"), "planned"),
    "done": (mark("done"), "plain"),
    "cancelled": (mark("cancelled"), "dim"),
}
"""The words and the ink of what a trip can be, in the order they are listed."""


@dataclass(frozen=True, slots=True)
class TripRow:
    """One trip as listed: ``last`` is None while no exit is known; ``driver`` is the first of its crew, empty for none.

    ``gone``: all of its crew were deleted.
    """

    id: str
    driver: str
    state: str
    first: date
    last: date | None
    countries: str
    route: str
    plate: str
    names: tuple[str, ...]
    gone: bool = False


class TripList(TableList[TripRow]):
    """All trips; found by driver, route, plate and country."""

    SELECTS = True
    ORDERS = (
        (mark("by date"), lambda row: -row.first.toordinal()),
        (mark("by driver"), lambda row: [name.casefold() for name in row.names]),
        (mark("by route"), lambda row: row.route.casefold()),
    )

    COLUMNS = (
        Column("state", mark("list|State"), 9, most=14, turn=3),
        Column("first", mark("list|From"), 8, most=10, turn=5),
        Column("last", mark("list|To"), 8, most=10, turn=5),
        Column("names", mark("Driver"), 20, most=34, turn=2),
        Column("countries", mark("list|Countries"), 9, most=14, turn=4, since=70),
        Column("route", mark("list|Route"), 12, most=34, turn=1),
        Column("plate", mark("list|Truck"), 10, since=90),
    )

    def key_of(self, row: TripRow) -> str:
        """Returns the trip's id."""
        return row.id

    def name_of(self, row: TripRow) -> str:
        """Returns the words a trip is found by."""
        return f"{' '.join(row.names)} {row.route} {row.plate} {row.countries}"

    def draw(self, row: TripRow, width: int) -> Line:
        """Returns the line of a trip."""
        words, ink = TRIP_STATES[row.state]
        widths = self._table.widths(width)
        texts = {
            "state": tr(words),
            "first": _date(row.first, widths["first"]),
            "last": _date(row.last, widths["last"]),
            "names": gone_name(", ".join(row.names), widths["names"]) if row.gone else _crew(row.names, widths["names"]),
            "countries": row.countries,
            "route": row.route,
            "plate": row.plate,
        }
        return joined([(fit(texts[id], size), ink)] for id, size in widths.items())


def _date(day: date | None, width: int) -> str:
    """Returns a date, its year in two digits where there is no room for four."""
    return day.strftime("%d.%m.%y") if day and width < _WHOLE_DATE else date_text(day)


def _crew(names: Sequence[str], width: int) -> str:
    """Returns the names of a crew: whole where they fit, else surnames alone."""
    whole = ", ".join(names)
    if len(names) < 2 or len(whole) <= width:
        return person(whole, width)
    return ", ".join(name.partition(" ")[0] for name in names)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper as listed: ``left`` days until it ends, None where it has no end; below 0 it has ended. ``gone``: its holder was deleted.

    ``state``: ``blocks`` where it stands in the driver's way; ``missing`` where a planned trip asks for one that is not there: ``until`` is
    the first date without it then, and ``id`` no record's. ``hidden``: it has a number that cannot be read on this laptop.
    """

    id: str
    holder: str
    driver: str | None
    kind: str
    number: str
    country: str
    until: date | None
    left: int | None
    state: str = ""
    gone: bool = False
    hidden: bool = False


PAPER_STATES = {"blocks": mark("list|blocks"), "missing": mark("list|lacks"), "": ""}
"""The words for what a paper's row is about, in the order they are listed."""


class PaperList(TableList[PaperRow]):
    """All papers; found by holder, kind and number."""

    SELECTS = True
    ORDERS = (
        (mark("by holder"), lambda row: (row.holder.casefold(), row.until or date.max)),
        (mark("by kind"), lambda row: (paper_name(row.kind).casefold(), row.until or date.max)),
    )

    COLUMNS = (
        Column("until", mark("list|Ends"), 10),
        Column("left", mark("list|Days"), 6, right=True),
        Column("holder", mark("list|Holder"), 16, most=40, turn=1),
        Column("kind", mark("list|Paper"), 26, most=48, turn=2),
        Column("country", "", 2),
        Column("number", mark("list|Number"), 13, most=20, turn=3),
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
        ink = "over" if row.state or (row.left is not None and row.left < 0) else "dim" if row.left is None else "plain"
        if ink == "plain" and row.left is not None and row.left <= self._soon:
            ink = "warn"
        left = "" if row.left is None else tr("ended") if row.left < 0 else str(row.left)
        left = label(PAPER_STATES[row.state]) if row.state else left
        return joined(
            [
                [(fit(date_text(row.until) if row.until else tr("no end"), widths["until"]), ink)],
                [(fit_right(left, widths["left"]), ink)],
                [(fit((gone_name if row.gone else person)(row.holder, widths["holder"]), widths["holder"]), "plain")],
                [(fit(paper_name(row.kind), widths["kind"]), ink)],
                [(fit(row.country, widths["country"]), ink)],
                [(fit(hidden_text() if row.hidden else listed_number(row.kind, row.number), widths["number"]), "dim")],
            ]
        )
