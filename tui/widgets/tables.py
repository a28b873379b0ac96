"""A list that draws its own lines in columns."""

from __future__ import annotations

from typing import ClassVar

from tui.widgets.columns import WHOLE, Column, Table
from tui.widgets.drawing import Line
from tui.widgets.lines import LineList, Row


class TableList(LineList[Row]):
    """A list in columns under their headings."""

    COLUMNS: ClassVar[tuple[Column, ...]]

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self._table = Table(self.COLUMNS)

    def heading(self, width: int) -> Line:
        """Returns the headings of the columns."""
        return self._table.heading(width)

    def texts(self, row: Row) -> list[str]:
        """Returns the texts of a row, one a column."""
        return self._table.texts(self.draw(row, WHOLE))
