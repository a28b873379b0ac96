"""TinyDB over a book, through its own extension points: a ``Storage`` and a ``Table`` of which only public methods are overridden.

Reading goes straight to what the book holds; writing hands over only the documents that changed, as one commit. Document ids are
random strings. There is no query cache: the documents may change without TinyDB's doing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from copy import deepcopy
from typing import Any, Protocol, cast
from uuid import uuid4

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

Documents = Mapping[str, dict[str, Any]]
"""The documents of a table by their ids."""

Put = tuple[str, str, dict[str, Any] | None]
"""A table, an id, and the document that is to stand there; None takes it away."""

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]
"""What to set in a document: fields and their values, or what changes it in place."""


class Shelf(Protocol):
    """What holds the documents."""

    def tables(self) -> dict[str, Documents]:
        """Returns every table by its name."""
        ...

    def put(self, puts: list[Put]) -> None:
        """Commits all of ``puts`` or none of them."""
        ...


class JournalStorage(Storage):
    """A TinyDB storage that reads from a shelf and writes only what differs."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def read(self) -> dict[str, Any]:
        """Returns every table by its name, none of them a copy."""
        return dict(self._shelf.tables())

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Makes the tables what ``data`` says, in one commit: what TinyDB asks for when tables are dropped."""
        puts: list[Put] = []
        for name, table in self._shelf.tables().items():
            wanted = data.get(name, {})
            puts += ((name, id, None) for id in table if id not in wanted)
        for name, wanted in data.items():
            there = self._shelf.tables().get(name, {})
            puts += ((name, str(id), dict(document)) for id, document in wanted.items() if there.get(str(id)) != document)
        self.put(puts)

    def put(self, puts: list[Put]) -> None:
        """Commits documents, all or none; nothing at all when there are none."""
        if puts:
            self._shelf.put(puts)


class JournalTable(Table):
    """A TinyDB table that writes one commit an operation, whatever its size."""

    document_id_class = str  # type: ignore[assignment]  # ids are random strings; TinyDB's own types only know numbers
    default_query_cache_capacity = 0

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        if persist_empty:
            raise ValueError("persist_empty would empty the table")
        super().__init__(storage, name, cache_size=cache_size)

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]  # a string id, as said above
        """Adds a document under its own id or, when it has none, a new one; returns the id. Raises ``ValueError`` when the id is taken."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:  # type: ignore[override]
        """Adds documents in one commit; returns their ids. Raises ``ValueError``, none of them being added."""
        there = self._documents()
        new: dict[str, dict[str, Any]] = {}
        for document in documents:
            if not isinstance(document, Mapping):
                raise ValueError("Document is not a Mapping")
            id = str(document.doc_id) if isinstance(document, Document) else uuid4().hex
            if id in there or id in new:
                raise ValueError(f"Document with ID {id} already exists")
            new[id] = deepcopy(dict(document))
        self._commit(new)
        return list(new)

    def update(  # type: ignore[override]
        self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        """Changes the documents of ``doc_ids``, or that ``cond`` fits, or all; returns their ids. Ids not there are passed over."""
        there = self._documents()
        changed = {id: _changed(there[id], fields) for id in self._chosen(there, cond, doc_ids)}
        self._commit(changed)
        return list(changed)

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[str]:  # type: ignore[override]
        """Does several updates in one commit, each seeing what those before it did; returns the ids in the order they were changed."""
        there = self._documents()
        changed: dict[str, dict[str, Any]] = {}
        order: list[str] = []
        for fields, cond in updates:
            for id, document in there.items():
                current = changed.get(id, document)
                if cond(current):
                    changed[id] = _changed(current, fields)
                    order.append(id)
        self._commit(changed)
        return order

    def remove(  # type: ignore[override]
        self, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        """Takes documents away by their ids or by a query; returns the ids of those that were there."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        chosen = self._chosen(self._documents(), cond, doc_ids)
        self._commit(dict.fromkeys(chosen))
        return chosen

    def truncate(self) -> None:
        """Takes every document of the table away, in one commit."""
        self._commit(dict.fromkeys(self._documents()))

    def _documents(self) -> Documents:
        return cast(Documents, (self.storage.read() or {}).get(self.name, {}))

    def _chosen(self, there: Documents, cond: QueryLike | None, doc_ids: Iterable[str] | None) -> list[str]:
        if doc_ids is not None:
            return [id for id in dict.fromkeys(map(str, doc_ids)) if id in there]
        return [id for id, document in there.items() if cond is None or cond(document)]

    def _commit(self, documents: Mapping[str, dict[str, Any] | None]) -> None:
        cast(JournalStorage, self.storage).put([(self.name, id, document) for id, document in documents.items()])


class JournalDB(TinyDB):
    """A TinyDB over a shelf: ``JournalDB(shelf)``. Closing it leaves the book open."""

    table_class = JournalTable

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf, storage=JournalStorage)

    def table(self, name: str, **kwargs: Any) -> JournalTable:
        """Returns a table by its name; ``kwargs`` as TinyDB takes them."""
        return cast(JournalTable, super().table(name, **kwargs))


def _changed(document: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    copy = deepcopy(dict(document))
    if callable(fields):
        fields(copy)
    else:
        copy.update(fields)
    return copy
