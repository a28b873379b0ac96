"""What every record has: an id made once, who changed it last, and the checks that belong to it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import msgspec

from rules.countries import COUNTRIES

JOINT = "RU+BY"
"""The country of a leg of which only the outer dates of Russia and Belarus together are known."""

UNSTAMPED = frozenset(JOINT.split("+"))
"""The two countries between which no mark is put into a passport."""

STAYS_IN = COUNTRIES | {JOINT}
"""Where a leg may lie: the countries of ISO 3166-1, and both members of the Union State together."""


def new_id() -> str:
    """Returns a random id, unique over every laptop: the record's TinyDB ``doc_id``."""
    return uuid4().hex


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A record, or a value within one.

    ``beyond``: the fields that a newer version of the program wrote here and this one does not know. They go with the value wherever it
    goes (``storage.records.documents`` reads them in and writes them back); UNSET where there are none.
    """

    beyond: dict[str, Any] | msgspec.UnsetType = msgspec.field(default=msgspec.UNSET, name="_beyond")


class Stamp(Part, frozen=True, kw_only=True):
    """Who last changed a record: author, laptop, and the number of changes it has seen (1 when new)."""

    author: str = ""
    laptop: str = ""
    revision: int = 0


class Record(Part, frozen=True, kw_only=True):
    """What every record of the book has. ``deleted`` is an ordinary field: nothing is ever taken out of the book."""

    id: str = msgspec.field(default_factory=new_id)
    stamp: Stamp = Stamp()
    deleted: bool = False
    note: str = ""

    def problems(self) -> Iterator[str]:
        """Yields a code for each thing that is wrong within this record; nothing when it is sound."""
        if not self.id:
            yield "id-missing"
