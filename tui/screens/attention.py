"""Everything that needs attention on the as-of date, each line leading to the place where it is dealt with."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from storage.answers import findings_of_firm
from storage.attention import Concern, attention
from storage.records import Trip
from tui.screens.border import BorderFrame
from tui.screens.desk import Desk
from tui.screens.messages import OpenConcern
from tui.widgets.concerns import ConcernList, gathered, whole_concern
from tui.widgets.drawing import Line
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import tr


def concerns_of(desk: Desk) -> list[Concern]:
    """Returns what needs attention by the figures of a desk."""
    return attention(desk.lines, findings_of_firm(desk.book, desk.on, desk.copied))


class AttentionScreen(BorderFrame):
    """The list of it, the most urgent first."""

    NAME = "attention"
    AUTO_FOCUS = "#concerns"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._concerns: list[Concern] = []
        self._opened: set[str] = set()

    def body(self) -> ComposeResult:
        """Yields the list and the whole sentence of the row under the cursor."""
        yield ConcernList(id="concerns")
        yield FixedLines(id="about")

    def heading(self) -> str:
        """Returns the title with how many are alarms."""
        alarms = sum(concern.finding.severity == "alarm" for concern in self._concerns)
        return tr("What needs attention: {alarms} today, {all} in all", alarms=alarms, all=len(self._concerns))

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Enter goes where it is dealt with · Letters search a driver · Esc back")

    @property
    def current_driver(self) -> str | None:
        """The driver of the row under the cursor."""
        row = self.query_one(ConcernList).current
        return row.driver.id if row and row.driver else None

    def border_list(self) -> ConcernList:
        """Returns the list: the border line opens under the row."""
        return self.query_one(ConcernList)

    def border_drivers(self) -> Sequence[str]:
        """Returns the driver of the row under the cursor."""
        return self.current_drivers

    def border_trips(self) -> Sequence[str]:
        """Returns the trip that the row is about, where it is about one."""
        row = self.query_one(ConcernList).current
        return [row.finding.subject] if row and self.desk.book.get(Trip, row.finding.subject) else []

    def look_again(self) -> None:
        """Lists what needs attention as the figures are now."""
        rows = self.query_one(ConcernList)
        if self.waits_for_figures(rows):
            return
        rows.empty = tr("Nothing needs attention on this date.")
        self._concerns = concerns_of(self.desk)
        self._list_them()
        self.draw_frame()

    def _list_them(self) -> None:
        self.query_one(ConcernList).set_rows(gathered(self._concerns, self._opened))

    @on(LineList.Moved, "#concerns")
    def _draw_about(self) -> None:
        concerns = self.query_one(ConcernList)
        row = concerns.current
        text: Line = whole_concern(row, concerns.name_of(row)) if row else ()
        self.query_one("#about", FixedLines).show(*list(broken(text, max(20, self.size.width - 1)))[:3])

    @on(LineList.Taken, "#concerns")
    def _open(self) -> None:
        row = self.query_one(ConcernList).current
        if row and row.alike:
            self._opened ^= {row.key}
            self._list_them()
        elif row:
            self.post_message(OpenConcern(row))

    async def action_attention(self) -> None:
        """Goes back to where it was asked for."""
        await self.run_action("app.back")
