"""Lists of the forecast: planned trips as they are judged, and drivers as they could be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.planning import Forecast, PlannedTrip, State
from storage.records import Driver, Leg
from tui.forecast_words import can_text, left, reasons_text, short_state, spare, start_text
from tui.widgets.columns import Column, Table, joined
from tui.widgets.drawing import Line, Piece, fit, fit_right, person
from tui.widgets.tables import TableList
from tui.wording import mark, nobody_text, short_date, tr

INKS: dict[State, str] = {
    "within": "good",
    "to-file": "planned",
    "to-leave": "planned",
    "disputed": "disputed",
    "over": "over",
    "hindered": "warn",
}
"""The ink of each way a plan can stand; the words say it too."""

_LEFT = 3
"""Cells for the days left before the words, where something is supposed."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A planned trip of one driver as it is judged; ``other`` as it would be, where something is supposed.

    ``now`` is None where nobody is on it yet: ``who`` are all drivers then, best first, None until they are judged, and ``others`` as
    they would be.
    """

    plan: PlannedTrip
    now: Forecast | None
    other: Forecast | None = None
    who: Sequence[Forecast] | None = None
    others: Sequence[Forecast] | None = None

    @property
    def driver(self) -> Driver | None:
        """The driver, None where nobody is on it yet."""
        return self.now.driver if self.now else None

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of the driver, or those that wait for one."""
        return self.now.legs if self.now else self.plan.trip.legs


class PlanList(TableList[PlanRow]):
    """Planned trips by the day they depart; found by driver and route."""

    COLUMNS = (
        Column("first", mark("list|Start"), 8),
        Column("name", mark("Driver"), 16, most=30, turn=2),
        Column("route", mark("list|Route"), 12, most=34, turn=1),
        Column("state", mark("list|Judged"), 12),
        Column("spare", mark("list|Spare"), 5, right=True),
        Column("left", mark("list|Left"), 4, right=True),
        Column("queue", mark("list|Queue"), 8),
    )
    SUPPOSING = (*COLUMNS[:-1], Column("queue", mark("list|Queue"), 8, since=88), Column("if", mark("list|If"), 14))
    """The columns while something is supposed; the day to join the queue stands below too."""

    year = 0
    """The year whose dates are shown without it."""

    def key_of(self, row: PlanRow) -> str:
        """Returns trip and driver."""
        return f"{row.plan.trip.id}/{row.driver.id if row.driver else ''}"

    def name_of(self, row: PlanRow) -> str:
        """Returns the words a plan is found by."""
        return f"{row.driver.name if row.driver else nobody_text()} {row.plan.trip.route}"

    def set_rows(self, rows: Sequence[PlanRow]) -> None:
        """Shows these plans; the last column is there where something is supposed, else its room is the route's."""
        self._table = Table(self.SUPPOSING if any(row.other or row.others is not None for row in rows) else self.COLUMNS)
        super().set_rows(rows)

    def draw(self, row: PlanRow, width: int) -> Line:
        """Returns the line of a plan."""
        widths = self._table.widths(width)
        cells: dict[str, Piece] = {
            "first": (short_date(row.legs[0].entry, self.year), "plain"),
            "route": (row.plan.trip.route, "dim"),
            "if": (_other(row.other), INKS[row.other.state]) if row.other else _takers(row.others),
        }
        cells |= _judged(row.now, widths["name"]) if row.now else _waiting(row)
        right = {column.id for column in self.COLUMNS if column.right}
        return joined(
            [((fit_right if id in right else fit)(cells[id][0], size), cells[id][1]) if id in cells else (" " * size, "plain")]
            for id, size in widths.items()
        )


def _judged(now: Forecast, width: int) -> dict[str, Piece]:
    """Returns the cells of a driver's plan, his name in so many cells."""
    return {
        "name": (person(now.driver.name, width), "plain"),
        "state": (f"{short_state(now.state)} !", "warn") if now.warned else (short_state(now.state), INKS[now.state]),
        "spare": (spare(now), "plain"),
        "left": (left(now), "plain"),
        "queue": (short_date(now.queue_by, now.on.year) if now.queue_by else "", "plain"),
    }


def _waiting(row: PlanRow) -> dict[str, Piece]:
    """Returns the cells of a plan that nobody is on yet: how many can take it."""
    return {"name": (nobody_text(), "warn"), "state": ("…", "dim") if row.who is None else _takers(row.who)}


def _takers(who: Sequence[Forecast] | None) -> Piece:
    """Returns how many of those judged can take a plan; nothing of none judged."""
    if who is None:
        return "", "dim"
    able = sum(each.able for each in who)
    return tr("list|can: {n}", n=able).rpartition("|")[2], "good" if able else "over"


def _other(found: Forecast) -> str:
    return f"{fit_right(left(found), _LEFT)} {short_state(found.state)}"


class WhoList(TableList[Forecast]):
    """Drivers for a trip, best first; found by name, selected as a crew."""

    SELECTS = True
    COLUMNS = (
        Column("name", mark("Driver"), 16, most=30, turn=1),
        Column("can", mark("list|Can"), 12),
        Column("spare", mark("list|Spare"), 5, right=True),
        Column("left", mark("list|Left"), 4, right=True),
        Column("from", mark("list|Can from"), 8),
        Column("why", mark("list|Why"), 28, most=400, turn=2),
    )

    def key_of(self, row: Forecast) -> str:
        """Returns the driver."""
        return row.driver.id

    def name_of(self, row: Forecast) -> str:
        """Returns his name."""
        return row.driver.name

    def draw(self, row: Forecast, width: int) -> Line:
        """Returns the line of a driver."""
        widths = self._table.widths(width)
        cells = {
            "name": [(fit(person(row.driver.name, widths["name"]), widths["name"]), "strong" if row.able else "plain")],
            "can": [(fit(can_text(row), widths["can"]), INKS[row.state])],
            "spare": [(fit_right(spare(row), widths["spare"]), "plain")],
            "left": [(fit_right(left(row), widths["left"]), "plain")],
            "from": [(fit("" if row.able else start_text(row, brief=True), widths["from"]), "plain")],
            "why": [(fit(reasons_text(row, brief=True), widths["why"]), "dim")],
        }
        return joined(cells[id] for id in widths)
