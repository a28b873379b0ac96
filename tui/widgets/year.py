"""A driver's year: twelve rows of days with a cursor that the screen names each day by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.days import Cell, MonthRow
from tui.widgets.drawing import Line, Piece, fit, fit_right, width_of
from tui.widgets.inks import Inked

NAME, SUM, DAYS = 11, 5, 31


class YearGrid(Inked, can_focus=True):
    """Draws months of cells; arrows move the cursor, which is a date. Posts ``DayMoved``, also for dates of other years."""

    cursor: reactive[date | None] = reactive(None, init=False)
    """The date under the cursor, within the year shown."""

    class DayMoved(Message):
        """The cursor went to a date, which may lie in another year than the one drawn."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._year = 0
        self._today: date | None = None
        self._rows: Sequence[MonthRow] = ()
        self._strips: dict[int, Strip] = {}

    def show(self, year: int, rows: Sequence[MonthRow], today: date, cursor: date) -> None:
        """Draws a year with the cursor on one of its dates."""
        self._year, self._rows, self._today = year, rows, today
        self._strips = {}
        self.set_reactive(YearGrid.cursor, cursor)
        self.refresh()

    def inks_changed(self) -> None:
        """Drops the kept strips."""
        self._strips = {}

    def on_resize(self) -> None:
        """Draws anew in the new width."""
        self._strips = {}

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Returns a line for the numbers of the days and one a month."""
        return 13

    @property
    def _cell(self) -> int:
        """Cells of the screen for one day: two, more where the window is wide."""
        return max(2, min(4, (self.size.width - NAME - SUM) // DAYS))

    def render_line(self, y: int) -> Strip:
        """Returns the strip of the heading or of a month."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self.strip(self._heading() if y == 0 else self._month(y), self.size.width)
        return strip

    def _heading(self) -> Line:
        size = self._cell
        total = sum(row.counted for row in self._rows)
        numbers = "".join(fit(f"{day:<2}", size) for day in range(1, DAYS + 1))
        return [
            (" " + fit(str(self._year), NAME - 1) + numbers + fit_right(f"Σ{total}" if total else "Σ", SUM) + " " * self._beyond, "head")
        ]

    @property
    def _beyond(self) -> int:
        return max(0, self.size.width - NAME - SUM - DAYS * self._cell)

    def _month(self, month: int) -> Line:
        if month > len(self._rows):
            return ()
        row, size = self._rows[month - 1], self._cell
        line: list[Piece] = [(" " + fit(row.name, NAME - 2) + " ", "plain")]
        for day, drawn in enumerate(row.cells, 1):
            line += self._day(date(self._year, month, day), drawn, size)
        line.append((" " * (NAME + DAYS * size - width_of(line)), "plain"))
        planned = f"+{row.planned}" if row.planned else ""
        line += [(fit_right(str(row.counted) if row.counted or not planned else "", SUM - len(planned)), "strong"), (planned, "planned")]
        return line

    def _day(self, day: date, drawn: Cell, size: int) -> list[Piece]:
        ink = "chosen" if day == self.cursor else drawn.ink
        if day == self._today and day != self.cursor:
            return [(fit(drawn.text, size), "today")]
        return [(fit(drawn.text, size), ink)]

    def watch_cursor(self, before: date | None, now: date | None) -> None:
        """Draws the rows of both dates anew and tells the screen."""
        for day in (before, now):
            if day is not None:
                self._strips.pop(day.month, None)
        self.refresh()
        if now is not None:
            self.post_message(self.DayMoved(now))

    def _moved_to(self, key: str, day: date) -> date | None:
        match key:
            case "left":
                return day - timedelta(1)
            case "right":
                return day + timedelta(1)
            case "up":
                return day - relativedelta(months=1)
            case "down":
                return day + relativedelta(months=1)
            case "end":
                return day + relativedelta(day=31)
        return None

    def on_key(self, event: events.Key) -> None:
        """Takes the arrows."""
        if self.cursor is None:
            return
        day = self._moved_to(event.key, self.cursor)
        if day is None:
            return
        event.stop()
        self._go(day)

    def _go(self, day: date) -> None:
        if day.year == self._year:
            self.cursor = day
        else:
            self.post_message(self.DayMoved(day))

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor on the day clicked."""
        offset = event.get_content_offset(self)
        if offset is None or not 1 <= offset.y <= len(self._rows):
            return
        day = (offset.x - NAME) // self._cell + 1
        if 1 <= day <= len(self._rows[offset.y - 1].cells):
            self._go(date(self._year, offset.y, day))
