"""The records of a book in memory, typed: tables by id, and who they belong to. Knows no file and no journal.

Tables of a newer version of the program, which this one has no kind of record for, are kept too: as plain ``Record``s.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar, cast

import msgspec

from storage.engine import CHECK_TABLE, FORMAT
from storage.formats import brought_up
from storage.records import TABLES, Absence, Driver, Opening, Paper, Record, Slip, Trip, Unsettled, documents

R = TypeVar("R", bound=Record)

TABLE_OF: dict[type[Record], str] = {kind: table for table, kind in TABLES.items()}
"""The table of each kind of record."""

_Snapshot = msgspec.defstruct(
    "_Snapshot",
    [(CHECK_TABLE, msgspec.Raw, msgspec.Raw())]
    + [(table, types.GenericAlias(dict, (str, kind)), msgspec.field(default_factory=dict)) for table, kind in TABLES.items()],
    forbid_unknown_fields=True,
)
_SNAPSHOT: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_Snapshot)
_DOCUMENTS = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])

_OF_PEOPLE: tuple[type[Record], ...] = (Trip, Paper, Unsettled, Opening, Absence, Slip)


def decoded(table: str, document: bytes | msgspec.Raw, format: int = FORMAT) -> Record:
    """Returns a record from its JSON, which is of a format. Raises ``msgspec.DecodeError`` when it is none of that table."""
    if format < FORMAT:
        document = msgspec.json.encode(brought_up(table, msgspec.json.decode(document), format))
    return documents.decoded(TABLES.get(table, Record), document)


def people_of(record: Record) -> tuple[str, ...]:
    """Returns the ids of those whose figures a record bears on: its drivers or, for a paper, its holder."""
    match record:
        case Trip():
            return record.drivers
        case Paper():
            return (record.holder,)
        case Unsettled() | Opening() | Absence() | Slip():
            return (record.driver,)
        case Driver():
            return (record.id,)
    return ()


class Index(Generic[R]):
    """The living records of one table by those they belong to, made when first asked for and kept up to date from then on."""

    def __init__(self, table: Mapping[str, R]) -> None:
        self._table = table
        self._by_person: dict[str, dict[str, R]] | None = None

    def of(self, person: str) -> list[R]:
        """Returns the records of one person, in the order they were first committed."""
        if self._by_person is None:
            self._by_person = self._made()
        return list(self._by_person.get(person, {}).values())

    def put(self, before: R | None, after: R) -> None:
        """Takes in that ``after`` now stands in the table where ``before`` stood, or nothing."""
        if self._by_person is None:
            return
        old = people_of(before) if before and not before.deleted else ()
        new = people_of(after) if not after.deleted else ()
        if new and before is not None and old != new:
            self._by_person = None  # its place among the others is found when they are asked for next
            return
        for person in old:
            if not new:
                del self._by_person[person][after.id]
        for person in new:
            self._by_person.setdefault(person, {})[after.id] = after

    def _made(self) -> dict[str, dict[str, R]]:
        made: dict[str, dict[str, R]] = {}
        for record in self._table.values():
            if not record.deleted:
                for person in people_of(record):
                    made.setdefault(person, {})[record.id] = record
        return made


class Memory:
    """Every record of a book, deleted ones too, each table in the order its records were first committed."""

    def __init__(self, snapshot: bytes, format: int = FORMAT) -> None:
        """Takes the bytes of a snapshot, or of tables alone, of a format. Raises ``msgspec.DecodeError`` when they are not records."""
        try:
            self._hold(_tables(snapshot, format))
        except UnicodeDecodeError as error:
            raise msgspec.DecodeError(str(error)) from error  # msgspec lets it through where a key is not UTF-8

    def copied(self) -> Memory:
        """Returns the same records in tables of their own: what is put here later is not there."""
        there = Memory.__new__(Memory)
        there._hold({name: dict(table) for name, table in self._tables.items()})
        return there

    def _hold(self, tables: dict[str, dict[str, Record]]) -> None:
        self._tables = tables
        self._indexes: dict[str, Index[Record]] = {TABLE_OF[kind]: Index(tables[TABLE_OF[kind]]) for kind in _OF_PEOPLE}

    def table(self, kind: type[R]) -> Mapping[str, R]:
        """Returns the records of one kind by their ids."""
        return cast("Mapping[str, R]", self._tables[TABLE_OF[kind]])

    def names(self) -> Iterable[str]:
        """Returns the names of the tables."""
        return self._tables

    def named(self, table: str) -> Mapping[str, Record]:
        """Returns the records of a table by its name, none where there is no such table."""
        return self._tables.get(table, {})

    def living(self, kind: type[R]) -> Iterator[R]:
        """Yields the records of one kind that are not deleted."""
        return (record for record in self.table(kind).values() if not record.deleted)

    def of(self, kind: type[R], person: str) -> list[R]:
        """Returns the living records of one kind that belong to a person, in the order they were first committed."""
        return cast("list[R]", self._indexes[TABLE_OF[kind]].of(person))

    def put(self, table: str, record: Record) -> None:
        """Puts a record in the place of the one of its id, or as a new one."""
        records = self._tables.setdefault(table, {})
        before = records.get(record.id)
        records[record.id] = record
        if index := self._indexes.get(table):
            index.put(before, record)

    def encoded(self) -> bytes:
        """Returns every table as one JSON object."""
        return documents.encoded(self._tables)


def _tables(snapshot: bytes, format: int) -> dict[str, dict[str, Record]]:
    if format == FORMAT:
        with suppress(msgspec.ValidationError):
            read = _SNAPSHOT.decode(snapshot)
            return {table: getattr(read, table) for table in TABLES}
    found = _DOCUMENTS.decode(snapshot)  # a newer version's, an older one's, or damaged: one by one
    found.pop(CHECK_TABLE, None)
    return {table: {id: _named(table, id, content, format) for id, content in found.get(table, {}).items()} for table in TABLES | found}


def _named(table: str, id: str, content: msgspec.Raw, format: int) -> Record:
    try:
        return decoded(table, content, format)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{table} {id}: {error}") from error


class LivingDocuments(Mapping[str, dict[str, Any]]):
    """The living records of a table as documents, made when they are asked for: what is done to one changes nothing in the book."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records

    def __getitem__(self, id: str) -> dict[str, Any]:
        record = self._records[id]
        if record.deleted:
            raise KeyError(id)
        return documents.document(record)

    def __iter__(self) -> Iterator[str]:
        return (id for id, record in self._records.items() if not record.deleted)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class RecordShelf:
    """A book's records as the documents of its TinyDB tables, and documents put there as records to commit."""

    def __init__(self, memory: Callable[[], Memory], commit: Callable[[Iterable[Record]], object]) -> None:
        self._memory = memory
        self._commit = commit

    def tables(self) -> dict[str, Mapping[str, dict[str, Any]]]:
        """Returns every table by its name."""
        return {table: LivingDocuments(self._memory().named(table)) for table in TABLES}

    def put(self, puts: list[tuple[str, str, dict[str, Any] | None]]) -> None:
        """Commits documents as records; None marks the record deleted.

        Raises ``ValueError`` for a table or field that no record has and for a value of the wrong type.
        """
        self._commit([self._record(*put) for put in puts])

    def _record(self, table: str, id: str, document: dict[str, Any] | None) -> Record:
        if table not in TABLES:
            raise ValueError(f"no table {table}: a book has {', '.join(TABLES)}")
        if document is None:
            return msgspec.structs.replace(self._memory().named(table)[id], deleted=True)
        record = decoded(table, msgspec.json.encode(document | {"id": id}))
        there = self._memory().named(table).get(id)
        if unknown := _beyond(record) - (_beyond(there) if there else set()):
            raise ValueError(f"no field {', '.join(sorted(unknown))} in {table}")
        return record


def _beyond(record: Record) -> set[str]:
    return set() if record.beyond is msgspec.UNSET else set(record.beyond)
