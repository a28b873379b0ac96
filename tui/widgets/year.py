"""A driver's year: twelve rows of days, or month blocks in a large window; a cursor that the screen names each day by, and a span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.days import Cell, MonthRow
from tui.widgets.drawing import Line, Piece, fit, fit_right, width_of
from tui.widgets.inks import Inked
from tui.wording import weekday_short

NAME, SUM, DAYS = 11, 5, 31
_WEEK, _BLOCK_DAY, _GAP, _ABREAST, _BLOCK = 7, 6, 2, 3, 8
"""Days of a week, cells of a day and between two blocks, blocks side by side, lines of a block: its name, the weekdays, six weeks."""
_WIDE, _TALL = _ABREAST * (_WEEK * _BLOCK_DAY + _GAP), 44
"""The window from which on months are drawn as blocks."""


class YearGrid(Inked, can_focus=True):
    """Draws months of cells; arrows move the cursor, which is a date, Space or Shift+arrows stretch a span from where it stood.

    Posts ``DayMoved``, also for dates of other years, and ``SpanTaken`` where Enter takes the span.
    """

    cursor: reactive[date | None] = reactive(None, init=False)
    """The date under the cursor, within the year shown."""

    class DayMoved(Message):
        """The cursor went to a date, which may lie in another year than the one drawn."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class SpanTaken(Message):
        """Enter was pressed on a span: its first and its last date."""

        def __init__(self, first: date, last: date) -> None:
            super().__init__()
            self.first, self.last = first, last

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._year = 0
        self._today: date | None = None
        self._rows: Sequence[MonthRow] = ()
        self._strips: dict[int, Strip] = {}
        self._begun: date | None = None

    def show(self, year: int, rows: Sequence[MonthRow], today: date, cursor: date) -> None:
        """Draws a year with the cursor on one of its dates."""
        self._year, self._rows, self._today = year, rows, today
        self.set_reactive(YearGrid.cursor, cursor)
        self._draw_anew()

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last date of the span; None where none was begun."""
        if self._begun is None or self.cursor is None:
            return None
        return min(self._begun, self.cursor), max(self._begun, self.cursor)

    def drop_span(self) -> None:
        """Takes the span away; the cursor stays."""
        self._begun = None
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._strips = {}
        self.refresh()

    def inks_changed(self) -> None:
        """Drops the kept strips."""
        self._strips = {}

    def on_resize(self) -> None:
        """Draws anew in the new width."""
        self._strips = {}

    # measures

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Returns the lines: numbers of the days and one a month, or a row of blocks a quarter."""
        return 1 + (_BLOCK * 12 // _ABREAST if self._in_blocks(width) else 12)

    def _in_blocks(self, width: int) -> bool:
        return width >= _WIDE and self.screen.size.height >= _TALL

    @property
    def _blocks(self) -> bool:
        return self._in_blocks(self.size.width)

    @property
    def _cell(self) -> int:
        """Cells of the screen for one day: two, more where the window is wide."""
        return max(2, min(4, (self.size.width - NAME - SUM) // DAYS))

    def _line_of(self, day: date) -> int:
        """Returns the line that a day of this year stands on."""
        if not self._blocks:
            return day.month
        return 1 + (day.month - 1) // _ABREAST * _BLOCK + 2 + (day.day - 1 + day.replace(day=1).weekday()) // _WEEK

    # drawing

    def render_line(self, y: int) -> Strip:
        """Returns the strip of the heading or of a line of months."""
        strip = self._strips.get(y)
        if strip is None:
            line = self._heading() if y == 0 else self._blocks_at(y - 1) if self._blocks else self._month(y)
            strip = self._strips[y] = self.strip(line, self.size.width)
        return strip

    def _heading(self) -> Line:
        total = sum(row.counted for row in self._rows)
        whole = f"Σ{total}" if total else "Σ"
        if self._blocks:
            return [(fit(f" {self._year}", _WIDE - _GAP - SUM) + fit_right(whole, SUM) + " " * (self.size.width - _WIDE + _GAP), "head")]
        size = self._cell
        numbers = "".join(fit(day_number(day, size), size) for day in range(1, DAYS + 1))
        beyond = max(0, self.size.width - NAME - SUM - DAYS * size)
        return [(" " + fit(str(self._year), NAME - 1) + numbers + fit_right(whole, SUM) + " " * beyond, "head")]

    def _month(self, month: int) -> Line:
        if month > len(self._rows):
            return ()
        row, size = self._rows[month - 1], self._cell
        line: list[Piece] = [(" " + fit(row.name, NAME - 2) + " ", "plain")]
        line += [(fit(drawn.text, size), self._ink(date(self._year, month, day), drawn)) for day, drawn in enumerate(row.cells, 1)]
        line.append((" " * (NAME + DAYS * size - width_of(line)), "plain"))
        return [*line, *_sum(row)]

    def _blocks_at(self, y: int) -> Line:
        """Returns a line through the blocks that stand side by side."""
        line: list[Piece] = []
        first = y // _BLOCK * _ABREAST
        for month in range(first + 1, first + _ABREAST + 1):
            line += self._block_at(month, y % _BLOCK) if month <= len(self._rows) else []
            line.append((" " * _GAP, "plain"))
        return line

    def _block_at(self, month: int, y: int) -> list[Piece]:
        row, first = self._rows[month - 1], date(self._year, month, 1)
        if y == 0:
            return [(fit(f" {row.name}", _WEEK * _BLOCK_DAY - SUM), "heading"), *_sum(row)]
        if y == 1:
            monday = first - timedelta(first.weekday())
            return [(fit(f" {weekday_short(monday + timedelta(day)):>2}", _BLOCK_DAY), "dim") for day in range(_WEEK)]
        found: list[Piece] = []
        begin = (y - 2) * _WEEK - first.weekday()
        for place in range(begin, begin + _WEEK):
            if 0 <= place < len(row.cells):
                drawn = row.cells[place]
                found.append((f" {place + 1:>2} {drawn.text}", self._ink(first + timedelta(place), drawn)))
            else:
                found.append((" " * _BLOCK_DAY, "plain"))
        return found

    def _ink(self, day: date, drawn: Cell) -> str:
        span = self.span
        if day == self.cursor or (span and span[0] <= day <= span[1]):
            return "here"
        return "today" if day == self._today else drawn.ink

    # moving

    def watch_cursor(self, before: date | None, now: date | None) -> None:
        """Draws the lines of both dates anew, all of them while a span is stretched, and tells the screen."""
        if self._begun is not None:
            self._draw_anew()
        else:
            for day in (before, now):
                if day is not None and day.year == self._year:
                    line = self._line_of(day)
                    self._strips.pop(line, None)
                    self.refresh(Region(0, line, self.size.width, 1))
        if now is not None:
            self.post_message(self.DayMoved(now))

    def _moved_to(self, key: str, day: date) -> date | None:
        upright = timedelta(_WEEK) if self._blocks else relativedelta(months=1)
        match key:
            case "left":
                return day - timedelta(1)
            case "right":
                return day + timedelta(1)
            case "up":
                return day - upright
            case "down":
                return day + upright
            case "end":
                return day + relativedelta(day=31)
        return None

    def on_key(self, event: events.Key) -> None:
        """Takes the arrows, and the keys of a span."""
        if self.cursor is not None and self._take(event.key, self.cursor):
            event.stop()

    def _take(self, key: str, cursor: date) -> bool:
        day = self._moved_to(key.removeprefix("shift+"), cursor)
        if day is not None:
            if key.startswith("shift+") and self._begun is None:
                self._begun = cursor
            self._go(day)
        elif key in ("space", "escape") and self._begun is not None:
            self.drop_span()
            self.post_message(self.DayMoved(cursor))
        elif key == "space":
            self._begun = cursor
            self.post_message(self.DayMoved(cursor))
        elif key == "enter":
            self.post_message(self.SpanTaken(*(self.span or (cursor, cursor))))
        else:
            return False
        return True

    def _go(self, day: date) -> None:
        if day.year == self._year:
            self.cursor = day
        else:
            self.post_message(self.DayMoved(day))

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor on the day clicked."""
        offset = event.get_content_offset(self)
        day = self._day_at(offset.x, offset.y) if offset is not None else None
        if day is not None:
            self._go(day)

    def _day_at(self, x: int, y: int) -> date | None:
        """Returns the date drawn at a place, None where there is none."""
        if self._blocks:
            month = (y - 1) // _BLOCK * _ABREAST + x // (_WEEK * _BLOCK_DAY + _GAP) + 1
            week, weekday = (y - 1) % _BLOCK - 2, x % (_WEEK * _BLOCK_DAY + _GAP) // _BLOCK_DAY
            if not 1 <= month <= len(self._rows) or not 0 <= weekday < _WEEK:
                return None
            day = week * _WEEK + weekday - date(self._year, month, 1).weekday() + 1
        else:
            month, day = y, (x - NAME) // self._cell + 1
        if not 1 <= month <= len(self._rows) or not 1 <= day <= len(self._rows[month - 1].cells):
            return None
        return date(self._year, month, day)


def day_number(day: int, size: int) -> str:
    """Returns the number over a day's cells; of those of two digits, where they would touch, every second one."""
    return str(day) if size > len(str(day)) or day % 2 else ""


def _sum(row: MonthRow) -> list[Piece]:
    """Returns the days of a month counted so far, and those planned, in ``SUM`` cells."""
    planned = f"+{row.planned}" if row.planned else ""
    return [(fit_right(str(row.counted) if row.counted or not planned else "", SUM - len(planned)), "strong"), (planned, "planned")]
