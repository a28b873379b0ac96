"""What screens ask of the application: it alone commits, and it alone changes screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from storage.attention import Concern
    from storage.records import Record
    from tui.laptop import Laptop


class Wanted(Message):
    """A change of the book that a person asked for: the records as they are to stand, and why, in his words."""

    def __init__(self, changes: Sequence[Record], reason: str, said: str = "") -> None:
        """``said``: what is said once it is done, where that is more than the reason."""
        super().__init__()
        self.changes = changes
        self.reason = reason
        self.said = said


class OpenDriver(Message):
    """A driver is to be shown."""

    def __init__(self, driver: str) -> None:
        super().__init__()
        self.driver = driver


class LaptopWanted(Message):
    """The settings of this laptop as they are to be, and which of them was changed."""

    def __init__(self, laptop: Laptop, changed: str) -> None:
        super().__init__()
        self.laptop = laptop
        self.changed = changed


class OpenForm(Message):
    """A form is to be shown: of a kind of record, for the record of an id or for a new one.

    A new one may be for a driver, like another record (its id), on dates of which the first and the last are given, and begin with
    ``given`` answers.
    """

    def __init__(
        self,
        kind: str,
        id: str | None = None,
        *,
        driver: str | None = None,
        like: str | None = None,
        span: tuple[date, date] | None = None,
        given: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.kind = kind
        self.id = id
        self.driver = driver
        self.like = like
        self.span = span
        self.given = given or {}


class Removal(Message):
    """Records are to be taken out of the book; ``cancelled``: trips, so that what has happened stays."""

    def __init__(self, records: Sequence[Record], *, cancelled: bool = False) -> None:
        super().__init__()
        self.records = records
        self.cancelled = cancelled


class OpenConcern(Message):
    """The place is to be shown where something that needs attention is dealt with."""

    def __init__(self, concern: Concern) -> None:
        super().__init__()
        self.concern = concern
