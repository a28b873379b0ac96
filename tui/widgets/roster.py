"""The fleet: a line a driver, with his gauge and the figures beside it."""

from __future__ import annotations

from datetime import date

from storage.answers import RosterLine
from tui.finding_words import finding_text, finding_word
from tui.leave_words import last_day_text, left_text, may_enter, planned_text
from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, Piece, fit, fit_right, label, person
from tui.widgets.figures import next_trip_text
from tui.widgets.gauge import gauge
from tui.widgets.tables import TableList
from tui.wording import country_name, mark, short_date, tr

SIGNS = {"alarm": ("!!", "over"), "warning": ("! ", "warn"), "notice": ("· ", "dim")}
"""The sign and the ink of each severity."""

COLUMNS = (
    Column("sign", "", 2, drawn=True),
    Column("name", mark("Driver"), 13, most=30, turn=2),
    Column("where", mark("list|Inside"), 8, most=18, turn=5),
    Column("gauge", mark("list|Days"), 5, most=24, turn=3, since=74, drawn=True),
    Column("used", mark("list|Used"), 4, right=True),
    Column("planned", mark("list|Plan"), 4, right=True),
    Column("left", mark("list|Left"), 4, right=True),
    Column("until", mark("list|Out/back"), 9, most=10, turn=0),
    Column("queue", mark("list|Queue"), 5, most=8, turn=0),
    Column("next", mark("list|Next"), 5, most=26, turn=6, since=66),
    Column("finding", mark("list|Seen to"), 9, most=48, turn=1, since=70),
)

_SENTENCE = 24
"""Cells from which on the worst finding is a sentence; below that a word."""

_WITH_COUNTRIES = 10
"""Cells from which on the next trip is shown with its countries; below that its date alone."""


class Roster(TableList[RosterLine]):
    """Drivers with where each is, used, planned and left days, last day and queue, next trip, worst finding."""

    COLUMNS = COLUMNS

    SELECTS = True

    def key_of(self, row: RosterLine) -> str:
        """Returns the driver's id."""
        return row.driver.id

    def name_of(self, row: RosterLine) -> str:
        """Returns the driver's name."""
        return row.driver.name

    def draw(self, row: RosterLine, width: int) -> Line:
        """Returns the line of one driver."""
        return joined(self._cell(row, column, room) for column, room in self._table.widths(width).items())

    def _cell(self, row: RosterLine, column: str, width: int) -> Line:
        match column:
            case "sign":
                return [_sign(row)]
            case "name":
                name = fit(person(row.driver.name, width), width)
                return [(name, "strong" if row.is_inside else "plain")]
            case "where":
                return [(fit(where_text(row, width), width), "plain" if row.is_inside else "dim")]
            case "gauge":
                return _gauge(row, width)
            case "used":
                return [(fit_right(f"{row.standing.used}{'*' if not_counted(row) else ''}", width), "used")]
            case "planned":
                return [(fit_right(planned_text(row), width), "planned")]
            case "left":
                return [_left(row, width)]
            case "until":
                return [_until(row, width)]
            case "queue":
                return [(fit(_queue_by(row, width), width), "plain")]
            case "next":
                return [(_next(row, width), "plain")]
            case _:
                return [_finding(row, width)]


def _sign(row: RosterLine) -> Piece:
    return SIGNS[row.findings[0].severity] if row.findings else ("  ", "plain")


def _next(row: RosterLine, width: int) -> str:
    text = next_trip_text(row.next_trip, row.driver.id, row.standing.on)
    return fit(text if width >= _WITH_COUNTRIES else text.partition(" ")[0], width)


def _finding(row: RosterLine, width: int) -> Piece:
    if not row.findings:
        return fit("", width), "plain"
    worst = row.findings[0]
    text = finding_text(worst) if width >= _SENTENCE else finding_word(worst)
    return fit(text, width), SIGNS[worst.severity][1]


def not_counted(row: RosterLine) -> int:
    """Returns how many rows of imports wait of a driver: his figures are without them, and bear a star."""
    return sum(finding.code == "unsettled-row" for finding in row.findings)


def where_text(row: RosterLine, width: int) -> str:
    """Returns the country a driver is in and since when, in at most ``width`` cells where that can be."""
    if not row.inside or row.left_today:
        return "—"
    since = short_date(row.since)
    whole = f"{country_name(row.inside)} {since}"
    if len(whole) <= width:
        return whole
    short = f"{row.inside} {since}"
    return short if len(short) <= width else row.inside


def _gauge(row: RosterLine, width: int) -> Line:
    standing = row.standing
    if standing.limit is None or row.room is None:
        word, sign = (tr("not in force"), "—") if standing.lifted else (tr("no figure"), "?")
        return [(fit(word if len(word) <= width else sign, width), "dim")]
    return gauge(standing.used, row.planned, max(0, row.room.days), standing.limit, width)


def _left(row: RosterLine, width: int) -> Piece:
    ink = "dim" if row.room is None or row.room.by is None else "strong" if row.room.days else "warn"
    return fit_right(left_text(row), width), "over" if row.standing.over else ink


def _until(row: RosterLine, width: int) -> Piece:
    if row.is_inside:
        return fit(last_day_text(row, lambda day: _day("≤", day, row, width)) or "—", width), "strong" if row.last_day else "over"
    if row.caution:
        return fit(label(mark("list|not known")), width), "over"
    entry = may_enter(row)
    if entry:
        return _day("≥", entry[0], row, width), "plain"
    return fit("—" if row.room is not None else "", width), "dim"


def _day(sign: str, day: date, row: RosterLine, width: int) -> str:
    """Returns a day behind a sign, of another year with it, close together where there is no room for a blank."""
    text = short_date(day, row.standing.on.year)
    return fit(f"{sign} {text}" if len(text) + 2 <= width else f"{sign}{text}", width)


def _queue_by(row: RosterLine, width: int) -> str:
    """Returns the day to join the queue; where there is no room for its year that is the one of the last day beside it."""
    whole = short_date(row.queue_by, row.standing.on.year) if row.queue_by else ""
    return whole if len(whole) <= width else short_date(row.queue_by)
