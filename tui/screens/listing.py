"""Screens of one list of records: which of them are meant, and whose they are.

A list opens on the rows of the driver from whom one comes: a new record is for the one who was looked at, never for whoever happens to
stand on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on

from storage.records import Record
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.widgets.drawing import person
from tui.widgets.lines import LineList
from tui.wording import tr


class Listing(Frame):
    """A list of records of one kind. ``whom``: the driver it is opened for, until another row is looked at."""

    RECORD: ClassVar[type[Record]]

    def __init__(self, desk: Desk, whom: str | None = None) -> None:
        super().__init__(desk)
        self._whom = whom
        self._met = ""

    def drivers_of_row(self, row: Any) -> Sequence[str]:
        """Returns the ids of the drivers that a row is about."""
        raise NotImplementedError

    @property
    def listed(self) -> LineList[Any]:
        """The list."""
        return self.query_one(LineList)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows; the cursor stays, or goes to the first row of the driver that the list was opened for."""
        self.listed.set_rows(rows)
        if self.whom and not self._is_his(self.listed.current):
            own = next((row for row in self.listed.rows if self._is_his(row)), None)
            if own is not None:
                self.listed.go_to(self.listed.key_of(own))
            self._met = self._stands_on

    def _is_his(self, row: Any) -> bool:
        return row is not None and self._whom in self.drivers_of_row(row)

    @property
    def _stands_on(self) -> str:
        row = self.listed.current
        return self.listed.key_of(row) if row is not None else ""

    @property
    def whom(self) -> str | None:
        """The driver that the list was opened for, while nothing else in it has been looked at."""
        rows = self.listed
        is_left = rows.sought or rows.selected or (self._met and self._stands_on != self._met)
        return self._whom if self.desk.driver(self._whom or "") and not is_left else None

    @on(LineList.Moved)
    def _leave_him(self) -> None:
        if self._whom and not self.whom:
            self._whom = None
            self.say("")

    def hint(self) -> str:
        """Returns that the driver looked at has no row here, while that is so; else what the keys do."""
        driver = self.desk.driver(self.whom or "")
        if driver and not self._is_his(self.listed.current):
            return tr("{driver}: there is none yet. Insert makes the first one.", driver=person(driver.name, 24))
        return self.keys_hint()

    def keys_hint(self) -> str:
        """Returns what the keys do here."""
        raise NotImplementedError

    @property
    def current_record(self) -> Record | None:
        """The record under the cursor."""
        row = self.listed.current
        return self.desk.book.get(self.RECORD, row.id) if row else None

    @property
    def current_records(self) -> list[Record]:
        """The records selected, or the one under the cursor."""
        return [record for row in self.listed.chosen if (record := self.desk.book.get(self.RECORD, row.id))]

    @property
    def current_driver(self) -> str | None:
        """The driver looked at: the one the list was opened for, or the first of the row under the cursor."""
        row = self.listed.current
        return self.whom or (next(iter(self.drivers_of_row(row)), None) if row is not None else None)

    @property
    def current_drivers(self) -> list[str]:
        """The first drivers of the rows selected, or the driver looked at."""
        if not self.listed.selected:
            return super().current_drivers
        return list(dict.fromkeys(driver for row in self.listed.chosen for driver in self.drivers_of_row(row)[:1]))

    # order

    @property
    def order(self) -> str:
        """The order that was chosen."""
        return self.listed.order_name

    def action_sort(self) -> None:
        """Puts the rows in the next order there is."""
        self.listed.sort_on()

    @on(LineList.Sorted)
    def _show_order(self) -> None:
        self.draw_frame()

    # opening

    @on(LineList.Taken)
    def _open(self) -> None:
        self.open_taken()

    def open_taken(self) -> None:
        """Opens the form of the record under the cursor."""
        self.action_change()
