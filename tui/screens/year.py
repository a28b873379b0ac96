"""A driver's year: every day coloured and lettered, sums, a legend, and the day under the cursor in words."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from textual import on
from textual.app import ComposeResult

from rules.ledger import Ledger
from rules.year import DayState, day_states
from storage.answers import first_rule
from storage.text import FIRST_YEAR, LAST_YEAR
from tui.screens.desk import Desk
from tui.screens.one_driver import OneDriver
from tui.widgets.days import Cell, Letters, legend, months
from tui.widgets.drawing import Line, Piece, width_of
from tui.widgets.figures import days_text, spoken_date, trip_name
from tui.widgets.fixed import FixedLines
from tui.widgets.page import broken
from tui.widgets.year import YearGrid
from tui.wording import country_name, rule_name, tr, trn


class YearScreen(OneDriver):
    """One year of one driver under the firm's first rule."""

    NAME = "year"
    AUTO_FOCUS = "#year"

    def __init__(self, desk: Desk, driver: str) -> None:
        super().__init__(desk, driver)
        self._cursor = desk.on
        self._year = desk.on.year
        self._states: list[DayState] = []

    def body(self) -> ComposeResult:
        """Yields figures, grid, the day in words and the legend."""
        yield FixedLines(id="figures", grows=True)
        yield YearGrid(id="year")
        yield FixedLines(id="day")
        yield FixedLines(id="legend", grows=True)

    def heading(self) -> str:
        """Returns the driver's name and the year."""
        return f"{self.driver_name} · {self._year}"

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Arrows name a day · Tab the next year · PageUp PageDown driver · Esc back")

    @property
    def _ledger(self) -> Ledger:
        return self.desk.book.ledger(self._driver, first_rule(self.desk.book))

    def look_again(self) -> None:
        """Draws the year as the book is now."""
        row = self.desk.line_of(self._driver)
        if row is None:
            return
        ledger = self._ledger
        self._states = day_states(ledger, self._year, self.desk.on)
        letters = Letters(list(ledger.rule.since))
        line = self._line(ledger)
        few = max(self.desk.book.firm.near, default=14)
        rows = months(self._states, letters, line, few, self.desk.on)
        self.query_one(YearGrid).show(self._year, rows, self.desk.on, self._cursor)
        figures: Line = [(f" {rule_name(row.rule)}: ", "dim"), (days_text(row), "strong")]
        self.query_one("#figures", FixedLines).show(*list(broken(figures, self.size.width))[:2])
        self._draw_legend(legend(letters, line, few))
        self._draw_day()
        self.draw_frame()

    def _line(self, ledger: Ledger) -> int | None:
        """Returns the number of the first day beyond the plain limit: the 91st."""
        limits = ledger.allowance.limits_on(date(self._year, 12, 31))
        return limits[0].days + 1 if limits else None

    def _draw_legend(self, meanings: list[tuple[Cell, str]]) -> None:
        lines: list[list[Piece]] = [[(" ", "plain")]]
        for cell, words in meanings:
            sample: list[Piece] = [(cell.text, cell.ink), (f" {words}  ", "dim")]
            if width_of(lines[-1]) + width_of(sample) - 1 > self.size.width:
                lines.append([(" ", "plain")])
            lines[-1] += sample
        shown: list[Line] = list(lines)
        self.query_one("#legend", FixedLines).show(*shown)

    def on_resize(self) -> None:
        """Draws the legend in the new width."""
        super().on_resize()
        if self.is_mounted:
            self.look_again()

    # the day under the cursor

    @on(YearGrid.DayMoved)
    def _go_to(self, moved: YearGrid.DayMoved) -> None:
        self._show_day(moved.day)

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
        state = self._states[self._cursor.timetuple().tm_yday - 1]
        self.query_one("#day", FixedLines).show([(" " + self.day_text(state), "strong")])

    def day_text(self, state: DayState) -> str:
        """Returns what a day is, in words: ``12 March: day 47 of 90, Almaty–Moscow``."""
        return f"{spoken_date(state.day, self.desk.on.year)}: {self._what(state)}"

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
