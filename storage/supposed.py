"""A book's records as they would be with some changed, for looking ahead: nothing is copied but what differs."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, cast

from storage.memory import TABLE_OF, Memory, people_of
from storage.records import Record

R = TypeVar("R", bound=Record)


class Supposed(Memory):
    """The records of a memory with others in place of some; the memory beneath stays as it is."""

    def __init__(self, under: Memory, changed: Iterable[Record]) -> None:
        self._under = under
        self._changed: dict[str, dict[str, Record]] = {table: {} for table in under.names()}
        for record in changed:
            self._changed[TABLE_OF[type(record)]][record.id] = record

    def table(self, kind: type[R]) -> Mapping[str, R]:
        """Returns the records of one kind by their ids."""
        return ChainMap(self._of(kind), cast("dict[str, R]", self._under.table(kind)))

    def names(self) -> Iterable[str]:
        """Returns the names of the tables."""
        return self._under.names()

    def named(self, table: str) -> Mapping[str, Record]:
        """Returns the records of a table by its name."""
        return ChainMap(self._changed.get(table, {}), cast("dict[str, Record]", self._under.named(table)))

    def living(self, kind: type[R]) -> Iterator[R]:
        """Yields the records of one kind that are not deleted."""
        changed, known = self._of(kind), self._under.table(kind)
        yield from (record for each in known.values() if not (record := changed.get(each.id, each)).deleted)
        yield from (record for record in changed.values() if record.id not in known and not record.deleted)

    def of(self, kind: type[R], person: str) -> list[R]:
        """Returns the living records of one kind that belong to a person."""
        changed = self._of(kind)
        kept = [record for record in self._under.of(kind, person) if record.id not in changed]
        return kept + [record for record in changed.values() if not record.deleted and person in people_of(record)]

    def _of(self, kind: type[R]) -> dict[str, R]:
        return cast("dict[str, R]", self._changed[TABLE_OF[kind]])
