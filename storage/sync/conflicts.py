"""Fields that two laptops changed to different values, and what a person makes of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from storage.memory import decoded
from storage.reckoning import Reckoning
from storage.records import Conflict, Record
from storage.records.documents import document
from storage.sync.sealing import KeyMissing, hidden


def waiting(book: Reckoning) -> list[Conflict]:
    """Returns what waits to be settled, in the order it was found here."""
    return list(book.all(Conflict))


def settled(book: Reckoning, conflicts: Iterable[Conflict], side: str) -> list[Record]:
    """Returns the records to commit so that the values of one side, ``mine`` or ``theirs``, stand, and the conflicts are settled.

    Raises ``KeyMissing`` where a value lies sealed on this laptop, and ``ValueError`` for one that this version of the program cannot read.
    """
    changed: dict[tuple[str, str], Record] = {}
    done: list[Record] = []
    for conflict in conflicts:
        if hidden("conflicts", conflict):
            raise KeyMissing
        record = changed.get((conflict.table, conflict.of)) or book.record(conflict.table, conflict.of)
        chosen = conflict.mine if side == "mine" else conflict.theirs
        if record is not None:
            changed[conflict.table, conflict.of] = decoded(conflict.table, msgspec.json.encode(document(record) | chosen))
        done.append(msgspec.structs.replace(conflict, deleted=True))
    return [*changed.values(), *done]
