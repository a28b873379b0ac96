"""The year of the whole fleet: a line a driver, time across, a day, a week or a month to a cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual import events
from textual.message import Message
from textual.reactive import reactive

from storage.answers import RosterLine
from tui.widgets.days import Cell, MonthRow
from tui.widgets.drawing import Line, Piece, fit, name_room, person
from tui.widgets.lines import LineList
from tui.widgets.year import day_number
from tui.wording import month_name

_RANK = {ink: place for place, ink in enumerate(("late", "disputed", "both", "second", "first", "ahead", "uncounted", "none", "few"))}
"""The ink that stands for several days: that of the day which must be seen first."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """How much time a cell takes: its least width and its most, where the whole year has the room; and the dates a year is cut at."""

    id: str
    width: int
    most: int

    def starts(self, year: int) -> list[date]:
        """Returns the first date of each cell of a year."""
        first = date(year, 1, 1)
        if self.id == "month":
            return [date(year, month, 1) for month in range(1, 13)]
        return [first + timedelta(day) for day in range(0, (date(year + 1, 1, 1) - first).days, 7 if self.id == "week" else 1)]


ZOOMS = (Zoom("week", 1, 2), Zoom("month", 4, 8), Zoom("day", 2, 2))
"""The first shows a whole year in a window of eighty columns."""


class FleetYear(LineList[RosterLine]):
    """Drivers with their year; Left and Right move through time. Posts ``TimeMoved``, also for dates of other years."""

    day: reactive[date | None] = reactive(None, init=False)
    """The date under the cursor: the first of its cell, or the very date sought."""

    class TimeMoved(Message):
        """The cursor went to a date, which may lie in another year than the one drawn."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.zoom = ZOOMS[0]
        self._year = 0
        self._months: Mapping[str, Sequence[MonthRow]] = {}
        self._starts: list[date] = []
        self._first = 0

    def show(self, year: int, months: Mapping[str, Sequence[MonthRow]], day: date) -> None:
        """Draws a year: the months of those drivers that are worked out, the others without days."""
        self._year, self._months, self._starts = year, months, self.zoom.starts(year)
        self.set_reactive(FleetYear.day, day)
        self._scroll_time()
        self.draw_anew()

    def draw_anew(self, drivers: Collection[str] | None = None) -> None:
        """Draws the lines of these drivers anew, whose year was worked out; those of all where none are named."""
        if drivers is None:
            self._strips = {}
        else:
            top = round(self.scroll_y)
            fresh = [place for place, row in enumerate(self.in_sight, top) if row.driver.id in drivers]
            self._strips = {at: strip for at, strip in self._strips.items() if at[0] not in fresh}
        self.refresh()

    def zoom_on(self) -> None:
        """Takes the next of days, weeks and months to a cell."""
        self.zoom = ZOOMS[(ZOOMS.index(self.zoom) + 1) % len(ZOOMS)]
        self._starts = self.zoom.starts(self._year)
        self._scroll_time()
        self.draw_anew()

    @property
    def in_sight(self) -> Sequence[RosterLine]:
        """The rows that stand in the window."""
        top = round(self.scroll_y)
        return self.shown[top : top + self._page]

    # what a list says about its rows

    def key_of(self, row: RosterLine) -> str:
        """Returns the driver's id."""
        return row.driver.id

    def name_of(self, row: RosterLine) -> str:
        """Returns the driver's name."""
        return row.driver.name

    def heading(self, width: int) -> Line:
        """Returns the year and the months over their cells; while days are cells, the numbers of the days too."""
        line: list[Piece] = [(fit(str(self._year), name_room(width) + 1), "head")]
        free, size = 0, self._cell_room(width)
        for start in self._in_window(width):
            named = start.day == 1 or (self.zoom.id == "week" and start.day <= 7) or len(line) == 1
            if free <= 0 and named:
                name = month_name(start.month)
                if self.zoom.id == "day":
                    name = f"{name} {start.day}"
                free = size * {"week": 4, "month": 1, "day": 10}[self.zoom.id]
                line.append((fit(name[:3] if self.zoom.id != "day" else name, free), "head"))
            elif free <= 0:
                free = size
                is_last = (start + timedelta(1)).day == 1  # the name of the next month begins right beside it
                line.append((fit("" if self.zoom.id != "day" or is_last else day_number(start.day, size), size), "head"))
            free -= size
        return line

    def draw(self, row: RosterLine, width: int) -> Line:
        """Returns the name and the cells of the window."""
        name = name_room(width)
        line: list[Piece] = [(fit(person(row.driver.name, name), name) + " ", "plain")]
        months, size = self._months.get(row.driver.id), self._cell_room(width)
        held = self._start_of(self.day) if row is self.current else None
        for start in self._in_window(width):
            text, ink = self._cell(months, start) if months else ("", "dim")
            text = text.ljust(size)
            ink = "here" if start == held else ink
            if line[-1][1] == ink:  # one piece for a stretch: a line of days is many of a kind
                line[-1] = (line[-1][0] + text, ink)
            else:
                line.append((text, ink))
        return line

    def _cell(self, months: Sequence[MonthRow], start: date) -> Piece:
        if self.zoom.id == "day":
            drawn = months[start.month - 1].cells[start.day - 1]
            return drawn.text, drawn.ink
        if self.zoom.id == "month":
            month = months[start.month - 1]
            drawn = _foremost(month.cells)
            days = month.counted + month.planned
            return f"{_one(drawn)}{days}" if days else _one(drawn), drawn.ink
        week = [start + timedelta(day) for day in range(7)]
        drawn = _foremost([months[day.month - 1].cells[day.day - 1] for day in week if day.year == self._year])
        return _one(drawn), drawn.ink

    # time

    def _in_window(self, width: int) -> Sequence[date]:
        return self._starts[self._first : self._first + self._fitting(width)]

    def _cell_room(self, width: int) -> int:
        """Returns the width of a cell in a window."""
        return max(self.zoom.width, min(self.zoom.most, (width - name_room(width) - 1) // max(1, len(self._starts))))

    def _fitting(self, width: int) -> int:
        return max(1, (width - name_room(width) - 1) // self._cell_room(width))

    def _start_of(self, day: date | None) -> date | None:
        return max((start for start in self._starts if day and start <= day), default=None)

    def _scroll_time(self) -> None:
        """Brings the cell of the cursor into the window."""
        start = self._start_of(self.day)
        if start is None:
            return
        place, fitting = self._starts.index(start), self._fitting(self._width - 1)
        if not self._first <= place < self._first + fitting:
            self._first = place - fitting // 2
        self._first = max(0, min(self._first, len(self._starts) - fitting))

    def watch_day(self, before: date | None, now: date | None) -> None:
        """Draws the line of the cursor anew, or all where time was scrolled, and tells the screen."""
        first = self._first
        self._scroll_time()
        if first != self._first:
            self.draw_anew()
        else:
            self._strips.pop((self.cursor, True), None)
            self.refresh_lines(self._headed + self.cursor)
        if now is not None:
            self.post_message(self.TimeMoved(now))

    def on_resize(self) -> None:
        """Draws anew in the new width."""
        super().on_resize()
        self._scroll_time()

    def _take(self, event: events.Key) -> bool:
        if event.key == "space":
            return False
        if event.key not in ("left", "right"):
            return super()._take(event)
        start = self._start_of(self.day)
        if start is not None:
            place = self._starts.index(start) + (1 if event.key == "right" else -1)
            if 0 <= place < len(self._starts):
                self.day = self._starts[place]
            else:
                beyond = date(self._year, 12, 31) + timedelta(1) if place > 0 else date(self._year, 1, 1) - timedelta(1)
                self.post_message(self.TimeMoved(beyond))
        return True


def _foremost(cells: Sequence[Cell]) -> Cell:
    """Returns the cell of the day that must be seen first, the earliest of them."""
    return min(cells, key=lambda cell: _RANK.get(cell.ink, len(_RANK)))


def _one(drawn: Cell) -> str:
    """Returns the one character that tells most."""
    return drawn.text[1] if drawn.ink in ("late", "disputed") and drawn.text[1] != " " else drawn.text[0]
