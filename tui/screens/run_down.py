"""How the days run down to New Year, plans included: the firm's as a drawing, each driver's in figures with the trips they still allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from textual.app import ComposeResult

from storage.answers import first_rule
from storage.records import Driver, Route
from storage.year_ahead import FirmYear, YearAhead, driver_year, firm_year, round_trips
from tui.forecast_words import not_counted, trips_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.widgets.columns import Column, Table, joined
from tui.widgets.drawing import NAMES, Line, fit, fit_right, person
from tui.widgets.page import Page
from tui.wording import date_text, mark, rule_name, short_date, tr

_HEIGHT = 6
"""Rows of the drawing."""
COLUMNS = (
    Column("name", mark("Driver"), 18, most=NAMES, turn=1),
    Column("left", mark("left now"), 11, right=True),
    Column("planned", mark("planned"), 11, right=True),
    Column("last", mark("at New Year"), 14, right=True),
    Column("trips", mark("trips"), 6, right=True),
)


class RunDownScreen(Frame):
    """A page: the firm's driver-days as columns, what they come to, then a line a driver."""

    NAME = "run_down"
    AUTO_FOCUS = "#page"

    def __init__(self, desk: Desk, route: Route | None = None) -> None:
        """``route``: how many more trips of it each driver can make."""
        super().__init__(desk)
        self._route = route
        self._lines: list[Line] = []
        self._trips = self._uncounted = 0
        self._table = Table(COLUMNS if route else COLUMNS[:-1])

    def body(self) -> ComposeResult:
        """Yields the page."""
        yield Page(id="page")

    @property
    def _room(self) -> int:
        """Cells of a driver's line: beside it the margins of the page and its bar."""
        return self.size.width - 4

    def heading(self) -> str:
        """Returns the title."""
        return tr("Days to New Year, {rule}", rule=rule_name(first_rule(self.desk.book)))

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("↑↓ read on · Esc back")

    def look_again(self) -> None:
        """Draws the firm's year, then works out each driver's between keys."""
        book, on, rule = self.desk.book, self.desk.on, first_rule(self.desk.book)
        firm = firm_year(book, on, rule)
        self._lines = [*firm_lines(firm, max(30, self.size.width - 12)), []]
        if self._route:
            self._lines.append([(f"  {tr('trips: how many more of {route}, one after the other', route=self._route.name)}", "dim")])
        self._lines.append([("  ", "head"), *self._table.heading(self._room)])
        self._trips = self._uncounted = 0
        self.work_between_keys(self._add_lines(sorted(book.drivers(), key=lambda driver: driver.name)), self._show_lines)

    def _add_lines(self, drivers: list[Driver]) -> Iterator[None]:
        for driver in drivers:
            year = driver_year(self.desk.book, driver.id, self.desk.on, first_rule(self.desk.book))
            self._lines.append(self._line(driver, year))
            if year.raise_ends:
                day, days = year.raise_ends
                text = tr(
                    "from {day} on the limit is raised no more: {days} d left for an entry",
                    day=short_date(day, year.first.year),
                    days=max(0, days),
                )
                self._lines.append([(f"    {text}", "dim")])
            yield

    def _show_lines(self, done: bool) -> None:
        if done and self._route:
            self._lines += [[], [(f"  {tr('The firm: {n} more trips of {route}', n=self._trips, route=self._route.name)}", "strong")]]
            self._lines += [[(f"  {sentence}", "dim")] for sentence in not_counted(self._uncounted)]
        self.query_one("#page", Page).show(self._lines)

    def _line(self, driver: Driver, year: YearAhead) -> Line:
        trips = ""
        if self._route:
            made = round_trips(self.desk.book, driver, self._route, self.desk.on)
            self._trips += made or 0
            self._uncounted += made is None
            trips = trips_text(made)
        now, last = year.left[0], year.left[-1]
        ink = "over" if last is not None and last < 0 else "plain"
        widths = self._table.widths(self._room)
        texts = {"left": (_left(now), ink), "planned": (str(year.planned), ink), "last": (_left(last), ink), "trips": (trips, "strong")}
        cells = ([(fit_right(text, widths[column]), ink)] for column, (text, ink) in texts.items() if column in widths)
        name = [(f"  {fit(person(driver.name, widths['name']), widths['name'])}", "plain")]
        return joined([name, *cells])


def _left(days: int | None) -> str:
    return tr("no limit") if days is None else str(max(0, days))


def firm_lines(firm: FirmYear, width: int) -> Iterator[Line]:
    """Yields the drawing of the firm's driver-days and what they come to."""
    yield from _columns(firm.ahead, width)
    yield []
    yield [
        (
            "  "
            + tr(
                "{left} driver-days left of {drivers} drivers, {planned} planned",
                left=firm.ahead.left[0],
                drivers=firm.drivers,
                planned=firm.ahead.planned,
            ),
            "strong",
        )
    ]
    if firm.runs_out:
        yield [(f"  {tr('at the pace of the last 90 days they run out on {day}', day=date_text(firm.runs_out))}", "over")]
    else:
        yield [(f"  {tr('at the pace of the last 90 days they last beyond New Year')}", "good")]


def _columns(ahead: YearAhead, width: int) -> Iterator[Line]:
    """Yields what is left as columns over the days, the most on top; a column stands for as many days as there must."""
    each = -(-len(ahead.left) // width)
    heights = [left or 0 for left in ahead.left[::each]]
    most = max(heights, default=0) or 1
    wide = max(1, min(3, width // max(1, len(heights))))
    for row in range(_HEIGHT, 0, -1):
        label = fit_right(str(most) if row == _HEIGHT else "", 6)
        bars = "".join(("█" if height * _HEIGHT >= most * (row - 0.5) else " ") * wide for height in heights)
        yield [(f"  {label} ", "dim"), (bars, "left")]
    first, last = short_date(ahead.first), short_date(ahead.first + timedelta(len(ahead.left) - 1))
    gap = " " * max(1, len(heights) * wide - len(first) - len(last))
    yield [(f"         {first}{gap}{last}", "dim")]
