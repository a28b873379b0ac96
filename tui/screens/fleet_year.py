"""The year of the whole fleet: where everybody was and will be, and who runs out of days when."""

from __future__ import annotations

from datetime import date
from time import monotonic

from dateutil.relativedelta import relativedelta
from textual import on
from textual.app import ComposeResult

from rules.year import year_of
from storage.answers import first_rule
from storage.text import FIRST_YEAR, LAST_YEAR
from tui.screens.between_keys import PAUSE
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.year import legend_lines, plain_line
from tui.widgets.days import Letters, MonthRow, legend, months
from tui.widgets.figures import spoken_date
from tui.widgets.fixed import FixedLines
from tui.widgets.fleet_year import FleetYear
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import mark, tr

_ZOOMS = {"day": mark("a day to a cell"), "week": mark("a week to a cell"), "month": mark("a month to a cell")}

_SLICE = 0.005
"""Seconds of working out between two looks at the keyboard: less than elsewhere, as a key held down moves through time."""


class FleetYearScreen(Frame):
    """One year of all drivers under the firm's first rule; the days of those in sight are worked out between two keys."""

    NAME = "fleet_year"
    AUTO_FOCUS = "#fleet-year"

    def __init__(self, desk: Desk, driver: str | None = None, day: date | None = None) -> None:
        super().__init__(desk)
        self._sought = driver
        self._day = day or desk.on
        self._year = self._day.year
        self._months: dict[str, list[MonthRow]] = {}
        self._is_working = False

    def body(self) -> ComposeResult:
        """Yields the list, the words on its cursor and the legend."""
        yield FleetYear(id="fleet-year")
        yield FixedLines(id="day", grows=True)
        yield FixedLines(id="legend", grows=True)

    @property
    def _list(self) -> FleetYear:
        return self.query_one(FleetYear)

    def heading(self) -> str:
        """Returns the year and how much time a cell takes."""
        return f"{tr('The fleet in {year}', year=self._year)}: {tr(_ZOOMS[self._list.zoom.id])}"

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("←→ time · Space days, weeks, months · letters search · Enter his year")

    @property
    def current_driver(self) -> str | None:
        """The driver under the cursor."""
        row = self._list.current
        return row.driver.id if row else None

    @property
    def current_day(self) -> date:
        """The date under the cursor."""
        return self._day

    def look_again(self) -> None:
        """Lists the fleet as the book is now; its days are worked out anew."""
        self._list.empty = tr("Nobody is in the book yet.")
        self._list.set_rows(self.desk.lines)
        if self._sought:
            self._list.go_to(self._sought)
            self._sought = None
        self._draw_year()

    def _draw_year(self) -> None:
        self._months = {}
        self._list.show(self._year, self._months, self._day)
        self._draw_legend()
        self.draw_frame()
        self._work()

    def _draw_legend(self) -> None:
        first = first_rule(self.desk.book)
        rule = self.desk.book.rulebook.rules.get(first)
        letters, few = Letters(list(rule.since) if rule else []), max(self.desk.book.firm.near, default=14)
        lines = {plain_line(self.desk.book.ledger(row.driver.id, first), self._year) for row in self.desk.lines[:1]}
        meanings = legend(letters, next(iter(lines), None), few)
        self.query_one("#legend", FixedLines).show(*legend_lines(meanings, self.size.width))

    def on_resize(self) -> None:
        """Draws the legend in the new width."""
        super().on_resize()
        if self.is_mounted:
            self._draw_legend()

    @on(LineList.Moved, "#fleet-year")
    def _work(self) -> None:
        """Draws what is known at once; works the year of drivers in sight out between the keys that follow."""
        self._draw_day()
        if self._waiting and not self._is_working:
            self._is_working = True
            self.set_timer(PAUSE, self._work_a_while)

    @property
    def _waiting(self) -> list[str]:
        return [row.driver.id for row in self._list.in_sight if row.driver.id not in self._months]

    def _work_a_while(self) -> None:
        """Works out the year of some drivers, for a moment."""
        self._is_working = False
        began = monotonic()
        done = []
        for driver in self._waiting:
            self._months[driver] = self._worked_out(driver)
            done.append(driver)
            if monotonic() - began > _SLICE:
                break
        self._list.draw_anew(done)
        self._work()

    def _worked_out(self, driver: str) -> list[MonthRow]:
        cases = self.desk.book.cases(driver, first_rule(self.desk.book))
        states = year_of(cases, self._year, self.desk.on)
        few = max(self.desk.book.firm.near, default=14)
        return months(states, Letters(list(cases.main.rule.since)), plain_line(cases.main, self._year), few, self.desk.on)

    @on(FleetYear.TimeMoved)
    def _go_to(self, moved: FleetYear.TimeMoved) -> None:
        self._jump(moved.day)

    def _jump(self, day: date) -> None:
        if not FIRST_YEAR < day.year < LAST_YEAR:
            return
        self._day = day
        if day.year != self._year:
            self._year = day.year
            self._draw_year()
        else:
            self._draw_day()

    def _draw_day(self) -> None:
        row = self._list.current
        month = self._months.get(row.driver.id) if row else None
        text = ""
        if row and month:
            days = month[self._day.month - 1]
            text = tr(
                "{driver}, {day}: {days} d in the month, {planned} d planned",
                driver=row.driver.name,
                day=spoken_date(self._day, self.desk.on.year),
                days=days.counted,
                planned=days.planned,
            )
        self.query_one("#day", FixedLines).show(*broken([(f" {text}", "strong")], self.size.width))

    @on(LineList.Taken, "#fleet-year")
    async def _open(self) -> None:
        await self.run_action("app.year")

    # commands

    def action_zoom(self) -> None:
        """Takes the next of days, weeks and months to a cell."""
        self._list.zoom_on()
        self.draw_frame()

    def action_year_before(self) -> None:
        """Shows the year before."""
        self._jump(self._day - relativedelta(years=1))

    def action_year_after(self) -> None:
        """Shows the year after."""
        self._jump(self._day + relativedelta(years=1))
