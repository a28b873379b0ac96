"""What every record has: an id made once, who changed it last, and the checks that belong to it alone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import msgspec


def new_id() -> str:
    """Returns a random id, unique over every laptop: the record's TinyDB ``doc_id``."""
    return uuid4().hex


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Who last changed a record: author, laptop, and the number of changes it has seen (1 when new)."""

    author: str = ""
    laptop: str = ""
    revision: int = 0


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record of the book has. ``deleted`` is an ordinary field: nothing is ever taken out of the book."""

    id: str = msgspec.field(default_factory=new_id)
    stamp: Stamp = Stamp()
    deleted: bool = False
    note: str = ""

    def problems(self) -> Iterator[str]:
        """Yields a code for each thing that is wrong within this record; nothing when it is sound."""
        if not self.id:
            yield "id-missing"
