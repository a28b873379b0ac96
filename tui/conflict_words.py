"""Values that two laptops changed at once, in words: whose record it is, both values, who wrote them and when it was found."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from storage.book import RecordBook
from storage.memory import decoded
from storage.records import Conflict, Driver, Stamp, Vehicle
from storage.records.documents import document
from tui.change_words import record_text, values_text
from tui.wording import tr


def conflict_lines(book: RecordBook, conflict: Conflict, number: int) -> Iterator[str]:
    """Yields a heading and a line for each of the two values of a conflict."""
    record = book.record(conflict.table, conflict.of)
    if record is None:
        return

    def name(id: str) -> str:
        driver, truck = book.get(Driver, id), book.get(Vehicle, id)
        return driver.name if driver else truck.plate if truck else ""

    yield f"{number}. {record_text(conflict.table, record, name)}"
    for place, (side, by) in enumerate(((conflict.mine, conflict.by), (conflict.theirs, conflict.theirs_by)), 1):
        there = decoded(conflict.table, msgspec.json.encode(document(record) | side))
        words = tr("to be deleted") if side.get("deleted") else values_text(there, side, name) or tr("to be kept")
        yield f"   {place}: {words} ({_who(by)})"


def _who(stamp: Stamp) -> str:
    return f"{stamp.author}@{stamp.laptop}"
