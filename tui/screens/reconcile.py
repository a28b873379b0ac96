"""The book against a list of crossings: every difference with what it does to the count; Enter takes one over, or those selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from storage.reading.crossings import CrossingList
from storage.reconciling import Line as Difference
from storage.reconciling import reconciled, taken
from tui.reading_words import unread_text
from tui.reconcile_words import apart_text, effect_text, line_text, outer_text, taken_text
from tui.record_words import names_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.widgets.drawing import Line, fit, fit_right, name_room, person
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import tr, trn

_COUNT, _HEADING = 9, 24


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference as listed: whose, and what it is."""

    driver: str
    difference: Difference

    @property
    def key(self) -> str:
        """What the list knows the row by: whose stretch it is, and its first date on either side."""
        sides = (self.difference.ours, self.difference.theirs)
        return "/".join([self.difference.driver, self.difference.country, *(str(side and (side.entry, side.exit)) for side in sides)])


class DifferenceList(LineList[DifferenceRow]):
    """The differences, driver by driver; found by driver."""

    HEADED = True
    SELECTS = True
    _longest = _HEADING
    """Cells of the longest difference: the count stands beside it, however wide the window is."""

    def set_rows(self, rows: Sequence[DifferenceRow]) -> None:
        """Shows these differences."""
        self._longest = max((cell_len(line_text(row.difference)) for row in rows), default=_HEADING)
        super().set_rows(rows)

    def key_of(self, row: DifferenceRow) -> str:
        """Returns what the row is known by."""
        return row.key

    def name_of(self, row: DifferenceRow) -> str:
        """Returns the driver's name."""
        return row.driver

    def heading(self, width: int) -> Line:
        """Returns the heading."""
        words = fit(f"{fit(tr('Driver'), name_room(width))} {tr('Book and list')}", name_room(width) + 1 + self._words(width))
        return [(f"{words} {fit_right(tr('Days used'), _COUNT)}", "head")]

    def draw(self, row: DifferenceRow, width: int) -> Line:
        """Returns both sides and the count before and after."""
        effect = row.difference.effect
        count = f"{effect.before}→{effect.after}" if effect else "—"
        name = name_room(width)
        words = fit(line_text(row.difference), self._words(width))
        return [
            (fit(person(row.driver, name), name) + " ", "strong"),
            (words + " ", "plain" if effect else "dim"),
            (fit_right(count, _COUNT), "warn" if effect and effect.before != effect.after else "dim"),
        ]

    def _words(self, width: int) -> int:
        """Returns the cells for both sides of a difference in a window of that width."""
        return max(0, min(self._longest, width - name_room(width) - _COUNT - 2))


class ReconcileScreen(Frame):
    """A list of crossings held against the book."""

    NAME = "reconcile"
    AUTO_FOCUS = "#differences"

    def __init__(self, desk: Desk, listed: CrossingList) -> None:
        super().__init__(desk)
        self._listed = listed
        self._agree = 0
        self._outer: list[str] = []
        self._apart: list[str] = []

    def body(self) -> ComposeResult:
        """Yields the list, and the difference under the cursor in full."""
        yield DifferenceList(id="differences", empty=tr("Nothing differs."))
        yield FixedLines(id="what", grows=True)

    @property
    def _list(self) -> DifferenceList:
        return self.query_one(DifferenceList)

    def heading(self) -> str:
        """Returns the title with the file and how many dates agree."""
        return trn("{file}: {n} date agrees", "{file}: {n} dates agree", self._agree, file=self._listed.file)

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Enter takes the list's word over · Space selects · Esc back")

    @property
    def banners(self) -> list[str]:
        """Adds the rows of the list that could not be read, and those of whom only outer dates were compared."""
        unread = list(map(unread_text, self._listed.refused[:2]))
        more = len(self._listed.refused) - len(unread)
        others = [trn("and {n} row more", "and {n} rows more", more)] if more > 0 else []
        outer = [f"{names_text(self._outer)}: {outer_text()}"] if self._outer else []
        return [*super().banners, *unread, *others, *outer, *self._apart]

    @property
    def current_driver(self) -> str | None:
        """The driver of the difference under the cursor."""
        row = self._list.current
        return row.difference.driver if row else None

    def look_again(self) -> None:
        """Compares the list with the book as it is now."""
        found = reconciled(self.desk.book, self._listed.crossings, self.desk.on)
        self._agree = sum(compared.dates("agrees") for compared in found)
        self._outer = [compared.driver.name for compared in found if compared.outer and compared.over]
        names = [compared.driver.name for compared in found if compared.apart]
        countries = [country for compared in found for country in compared.apart]
        self._apart = [f"{names_text(names)}: {apart_text(countries)}"] if names else []
        rows = [DifferenceRow(each.driver.name, line) for each in found for line in each.lines if not line.agrees]
        self._list.set_rows(rows)
        self._explain()

    @on(LineList.Moved, "#differences")
    def _explain(self) -> None:
        row = self._list.current
        texts = [line_text(row.difference), effect_text(row.difference)] if row else []
        width = max(20, self.size.width - 1)
        self.query_one("#what", FixedLines).show(*(part for text in texts for part in broken([(f" {text}", "plain")], width)))

    @on(LineList.Taken, "#differences")
    def _take(self) -> None:
        rows = self._list.chosen
        chosen = [row.difference for row in rows]
        if not all(line.can_be_taken for line in chosen):
            self.say(tr("Not everything that is chosen can be taken over."), warning=True)
            return
        self._list.select(())
        reason = taken_text(self._listed.file, (row.driver for row in rows))
        self.post_message(Wanted(taken(self.desk.book, chosen), reason))
