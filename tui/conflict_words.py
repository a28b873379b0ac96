"""Values that two laptops changed at once, in words: whose record it is, both values, who wrote them and when it was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from storage.memory import decoded
from storage.reckoning import Reckoning
from storage.records import Conflict, Driver, Stamp, Vehicle
from storage.records.documents import document
from storage.sync.sealing import hidden
from tui.change_words import field_names, record_text, table_name, values_text
from tui.wording import hidden_text, moment_text, tr


class Versions(NamedTuple):
    """A conflict in words: the record, its fields, both values, who wrote each on which laptop, and when it was found."""

    record: str
    fields: str
    mine: str
    theirs: str
    mine_by: str
    theirs_by: str
    found: str


def versions(book: Reckoning, conflict: Conflict) -> Versions:
    """Returns a conflict in words; a value that lies sealed here is said to be hidden."""
    record = book.record(conflict.table, conflict.of)

    def name(id: str) -> str:
        driver, truck = book.get(Driver, id), book.get(Vehicle, id)
        return driver.name if driver else truck.plate if truck else ""

    def value(side: Mapping[str, Any]) -> str:
        if hidden("conflicts", conflict):
            return hidden_text()
        if record is None:
            return "—"
        if side.get("deleted"):
            return tr("to be deleted")
        try:
            there = decoded(conflict.table, msgspec.json.encode(document(record) | dict(side)))
        except msgspec.ValidationError:
            return tr("written by a newer version of the program")
        return values_text(there, conflict.fields, name) or tr("to be kept")

    return Versions(
        record_text(conflict.table, record, name) if record else table_name(conflict.table),
        field_names(conflict.fields) or hidden_text(),
        value(conflict.mine),
        value(conflict.theirs),
        _who(conflict.by),
        _who(conflict.theirs_by),
        tr("found {moment}", moment=moment_text(conflict.at)) if conflict.at else "",
    )


def conflict_lines(book: Reckoning, conflict: Conflict, number: int) -> Iterator[str]:
    """Yields a heading and a line for each of the two values of a conflict."""
    told = versions(book, conflict)
    yield f"{number}. {told.record}" + (f" ({told.found})" if told.found else "")
    yield f"   1: {told.mine} ({told.mine_by})"
    yield f"   2: {told.theirs} ({told.theirs_by})"


def _who(stamp: Stamp) -> str:
    return f"{stamp.author}@{stamp.laptop}" if stamp.laptop else tr("another laptop")
