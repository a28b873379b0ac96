"""What screens ask of the application: it alone commits, and it alone changes screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from storage.records import Record
    from tui.laptop import Laptop


class Wanted(Message):
    """A change of the book that a person asked for: the records as they are to stand, and why, in his words."""

    def __init__(self, changes: Sequence[Record], reason: str) -> None:
        super().__init__()
        self.changes = changes
        self.reason = reason


class OpenDriver(Message):
    """A driver is to be shown."""

    def __init__(self, driver: str) -> None:
        super().__init__()
        self.driver = driver


class PlanTrip(Message):
    """A trip of a driver is to be typed, from one date to another."""

    def __init__(self, driver: str, first: date, last: date) -> None:
        super().__init__()
        self.driver = driver
        self.first, self.last = first, last


class LaptopWanted(Message):
    """The settings of this laptop as they are to be, and which of them was changed."""

    def __init__(self, laptop: Laptop, changed: str) -> None:
        super().__init__()
        self.laptop = laptop
        self.changed = changed
