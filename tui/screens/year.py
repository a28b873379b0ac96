"""A driver's year: every day coloured and lettered, sums, a legend, and the day under the cursor in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta
from textual import on
from textual.app import ComposeResult

from rules.ledger import Ledger
from rules.year import DayState, year_of
from storage.answers import first_rule
from storage.text import FIRST_YEAR, LAST_YEAR
from tui.screens.desk import Desk
from tui.screens.messages import OpenForm
from tui.screens.one_driver import OneDriver
from tui.widgets.days import Cell, Letters, legend, months
from tui.widgets.drawing import Line, Piece, width_of
from tui.widgets.figures import days_text, spoken_date, trip_name
from tui.widgets.fixed import FixedLines
from tui.widgets.page import broken
from tui.widgets.year import YearGrid
from tui.wording import country_name, date_text, rule_name, tr, trn

_FIGURES = 3
"""Lines at most of what is used and left: all that a window of twenty-four has beside months, day and legend."""
_DAY = 2
"""Lines at most of the day under the cursor."""


class YearScreen(OneDriver):
    """One year of one driver under the firm's first rule."""

    NAME = "year"
    AUTO_FOCUS = "#year"

    def __init__(self, desk: Desk, driver: str, day: date | None = None) -> None:
        super().__init__(desk, driver)
        self._cursor = day or desk.on
        self._year = self._cursor.year
        self._states: list[DayState] = []

    def body(self) -> ComposeResult:
        """Yields figures, grid, the day in words and the legend."""
        yield FixedLines(id="figures", grows=True)
        yield YearGrid(id="year")
        yield FixedLines(id="day", grows=True)
        yield FixedLines(id="legend", grows=True)

    @property
    def current_day(self) -> date:
        """The date under the cursor."""
        return self._cursor

    def heading(self) -> str:
        """Returns the driver's name and the year."""
        return f"{self.driver_name} · {self._year}"

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Arrows a day · Space a span · Enter a trip of it · Tab next year · F3 fleet")

    def look_again(self) -> None:
        """Draws the year as the book is now."""
        row = self.desk.line_of(self._driver)
        if row is None:
            return
        cases = self.desk.book.cases(self._driver, first_rule(self.desk.book))
        ledger = cases.main
        self._states = year_of(cases, self._year, self.desk.on)
        letters = Letters(list(ledger.rule.since))
        line = plain_line(ledger, self._year)
        few = max(self.desk.book.firm.near, default=14)
        rows = months(self._states, letters, line, few, self.desk.on)
        self.query_one(YearGrid).show(self._year, rows, self.desk.on, self._cursor)
        words = days_text(row) if self._year == self.desk.on.year else self._days_of_year(ledger)
        figures: Line = [(f" {rule_name(row.rule)}: ", "dim"), (words, "strong")]
        self.query_one("#figures", FixedLines).show(*list(broken(figures, self.size.width))[:_FIGURES])
        self.query_one("#legend", FixedLines).show(*legend_lines(legend(letters, line, few), self.size.width))
        self._draw_day()
        self.draw_frame()

    def _days_of_year(self, ledger: Ledger) -> str:
        """Returns the figures of a year that is not that of the as-of date: how it ended, or what is planned in it."""
        end = date(self._year, 12, 31)
        if end > self.desk.on:
            planned = sum(state.number is not None for state in self._states)
            return trn("{n} day of {year} is planned", "{n} days of {year} are planned", planned, year=self._year)
        standing = ledger.standing(end)
        if standing.limit is None:
            return tr("{used} d used on {day}", used=standing.used, day=date_text(end))
        return tr("{used} of {limit} d used on {day}", used=standing.used, limit=standing.limit, day=date_text(end))

    def on_resize(self) -> None:
        """Draws the legend in the new width."""
        super().on_resize()
        if self.is_mounted:
            self.look_again()

    # the day under the cursor

    @on(YearGrid.DayMoved)
    def _go_to(self, moved: YearGrid.DayMoved) -> None:
        self._show_day(moved.day)

    @on(YearGrid.SpanTaken)
    def _plan(self, taken: YearGrid.SpanTaken) -> None:
        self.query_one(YearGrid).drop_span()
        self._draw_day()
        self.post_message(OpenForm("trip", driver=self._driver, span=(taken.first, taken.last)))

    def _show_day(self, day: date) -> None:
        if not FIRST_YEAR < day.year < LAST_YEAR:
            return
        self._cursor = day
        if day.year != self._year:
            self._year = day.year
            self.look_again()
        else:
            self._draw_day()

    def _draw_day(self) -> None:
        span = self.query_one(YearGrid).span
        text = self._span_text(*span) if span else self.day_text(self._state(self._cursor))
        self.query_one("#day", FixedLines).show(*list(broken([(f" {text}", "strong")], self.size.width))[:_DAY])

    def _state(self, day: date) -> DayState:
        return self._states[day.timetuple().tm_yday - 1]

    def _span_text(self, first: date, last: date) -> str:
        """Returns a span in words: its dates, how many they are, and what Enter does."""
        year = self.desk.on.year
        days = trn("{n} day", "{n} days", (last - first).days + 1)
        return tr(
            "{first} – {last}: {days}. Enter makes a trip of them.", first=spoken_date(first, year), last=spoken_date(last, year), days=days
        )

    def day_text(self, state: DayState) -> str:
        """Returns what a day is, in words: ``12 March: day 47 of 90, Almaty–Moscow``."""
        return f"{spoken_date(state.day, self.desk.on.year)}: {self._what(state)}{self._disputed(state)}"

    def _what(self, state: DayState) -> str:
        match state.kind:
            case "out":
                return tr("outside")
            case "unjudged":
                return tr("nothing limits this day")
            case "stay" if state.left:
                return trn("if he stays in, {n} more day after it", "if he stays in, {n} more days after it", state.left)
            case "stay":
                return tr("the last day within the rule if he stays in")
            case "free" if state.left:
                return trn("an entry on this day could last {n} day", "an entry on this day could last {n} days", state.left)
            case "free":
                return tr("no entry within the rule on this day")
        return ", ".join(filter(None, (self._number(state), self._whereabouts(state), self._note(state))))

    def _disputed(self, state: DayState) -> str:
        return tr(" · disputed: not every reading of the rule says so") if state.disputed else ""

    def _number(self, state: DayState) -> str:
        if state.number is None:
            return tr("inside, not counted")
        if state.limit is None:
            return tr("day {number}", number=state.number)
        return tr("day {number} of {limit}", number=state.number, limit=state.limit)

    def _whereabouts(self, state: DayState) -> str:
        trip = self.desk.trip_of(state.ref)
        named = trip_name(trip, self._driver) if trip else ""
        countries = tr(" and ").join(country_name(code) for code in state.countries)
        return f"{countries}, {named}" if named and named != countries else countries

    def _note(self, state: DayState) -> str:
        notes = {
            "open": tr("no exit date yet"),
            "over": tr("over the limit"),
            "planned": tr("planned"),
            "planned-over": tr("planned, over the limit"),
        }
        return notes.get(state.kind, "")

    # commands

    def action_today(self) -> None:
        """Puts the cursor on the as-of date."""
        self._jump(self.desk.on)

    def action_year_before(self) -> None:
        """Shows the year before."""
        self._jump(self._cursor - relativedelta(years=1))

    def action_year_after(self) -> None:
        """Shows the year after."""
        self._jump(self._cursor + relativedelta(years=1))

    def _jump(self, day: date) -> None:
        if not FIRST_YEAR < day.year < LAST_YEAR:
            return
        self._cursor, self._year = day, day.year
        self.look_again()


def plain_line(ledger: Ledger, year: int) -> int | None:
    """Returns the number of the first day of a year beyond the plain limit: the 91st."""
    limits = ledger.allowance.limits_on(date(year, 12, 31))
    return limits[0].days + 1 if limits else None


def legend_lines(meanings: Sequence[tuple[Cell, str]], width: int) -> list[Line]:
    """Returns the legend as lines of at most ``width`` cells."""
    lines: list[list[Piece]] = [[(" ", "plain")]]
    for cell, words in meanings:
        sample: list[Piece] = [(cell.text, cell.ink), (f" {words}  ", "dim")]
        if width_of(lines[-1]) + width_of(sample) - 1 > width:
            lines.append([(" ", "plain")])
        lines[-1] += sample
    return list(lines)
