"""What an exchange asks of the other side, whichever it is: a CouchDB server, or a file on a stick. Documents are JSON as CouchDB has it.

``_id`` is ``<table>:<id>``, ``_rev`` the other side's revision, ``_deleted`` stands in a tombstone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
Json = dict[str, Any]

_TRIES = 3

ABOUT = "haulbook"
"""The ``_id`` of the document that a database is known by: ``database``, a random id, and ``key``, the mark of the firm's key."""


class SyncFailed(Exception):
    """The exchange could not go on. Nothing is lost: what was not answered is sent again next time.

    ``code``: ``not-an-address``, ``unreachable``, ``refused`` (user or password), ``forbidden`` (no right), ``no-database``,
    ``not-couchdb``, ``too-old``, ``unexpected``; of a file ``not-an-exchange``, ``too-new``, ``not-written``, ``no-access``. ``where`` is
    what was asked, ``why`` the words of the other side.
    """

    def __init__(self, code: str, where: str, why: str = "") -> None:
        super().__init__(f"{where}: {code} {why}".rstrip())
        self.code = code
        self.where = where
        self.why = why


class Page(NamedTuple):
    """Documents that have changed, in the order of the other side, and where it is to be asked on from: kept as it came."""

    docs: list[Json]
    since: Any
    more: bool


class Answer(NamedTuple):
    """What became of one document that was sent: its new revision, or the error (``conflict``, ``forbidden``) and why, in words."""

    rev: str = ""
    error: str = ""
    why: str = ""


class Server(Protocol):
    """The other side."""

    at_once: int
    """How many records are sent in one request, and taken from the book for it."""

    @property
    def place(self) -> str:
        """Returns what tells this place from another one that the same database lies in."""
        ...

    def changes(self, since: Any) -> Page:
        """Returns what has changed since, each document once, with ``_conflicts`` where it has other leaves. Raises ``SyncFailed``."""
        ...

    def bulk(self, docs: list[Json]) -> list[Answer]:
        """Writes documents, each on its own; returns an answer for each. Raises ``SyncFailed``: all, some or none may be written then."""
        ...

    def get(self, id: str, rev: str = "") -> Json | None:
        """Returns a document, or a revision of it with ``_revisions``; tombstones too; None where it has none. Raises ``SyncFailed``."""
        ...


@dataclass(frozen=True, slots=True)
class Leaf:
    """A version of a document that lost against another when two offices replicated, and what both came from, None where not kept."""

    doc: Json
    ancestor: Json | None


@dataclass(frozen=True, slots=True)
class Pulled:
    """What the other side has that was not taken in yet.

    ``newest``: id and revision of the last that changed, the server's own aside; ``is_older``: it lacks the one that was the newest before.
    """

    docs: list[Json]
    since: Any
    leaves: dict[str, list[Leaf]] = field(default_factory=dict)
    newest: tuple[str, str] | None = None
    is_older: bool = False


def fetched(server: Server, since: Any, again: tuple[str, ...] = (), newest: tuple[str, str] | None = None) -> Pulled:
    """Asks for every change since, and for the documents of ``again`` whether changed or not; ``newest`` as in the pull before.

    Raises ``SyncFailed``.
    """
    if newest and not _has(server, *newest):
        return Pulled([], since, is_older=True)
    docs: dict[str, Json] = {id: doc for id in again if (doc := _got(server, id)) is not None}
    more = True
    while more:
        page = _tried(partial(server.changes, since))
        docs |= {doc["_id"]: doc for doc in page.docs}
        newest = next(((doc["_id"], doc["_rev"]) for doc in reversed(page.docs) if doc["_id"][0] != "_"), newest)
        since, more = page.since, page.more
    leaves = {id: _leaves(server, doc) for id, doc in docs.items() if doc.get("_conflicts")}
    return Pulled(list(docs.values()), since, leaves, newest)


def _has(server: Server, id: str, rev: str) -> bool:
    """Tells whether the other side still has a revision, or one that came after it: what was restored from a backup may not.

    Where another line of revisions won since, it is said not to: then all is compared, which does no harm.
    """
    doc = _got(server, id)
    if doc is None or doc.get("_deleted") or doc["_rev"] == rev:
        return doc is not None
    line = _line(_got(server, id, doc["_rev"]) or {})
    return rev in line if line else number_of(doc["_rev"]) > number_of(rev)


def _leaves(server: Server, doc: Json) -> list[Leaf]:
    id, found = doc["_id"], []
    standing = _got(server, id, doc["_rev"])
    for rev in doc["_conflicts"]:
        leaf = _got(server, id, rev)
        if leaf is not None and standing is not None:
            theirs = set(_line(standing))
            common = next((old for old in _line(leaf) if old in theirs), "")
            found.append(Leaf(leaf, _got(server, id, common) if common else None))
    return found


def _got(server: Server, id: str, rev: str = "") -> Json | None:
    return _tried(partial(server.get, id, rev))


def _tried(ask: Callable[[], T]) -> T:
    """Asks, and asks again where a bad line lost the question or the answer; for questions that change nothing."""
    for _ in range(_TRIES - 1):
        try:
            return ask()
        except SyncFailed as error:
            if error.code != "unreachable":
                raise
    return ask()


def number_of(rev: str) -> int:
    """Returns how many revisions a document has come through."""
    return int(rev.partition("-")[0])


def _line(doc: Json) -> list[str]:
    """Returns the revisions that a document came through, the newest first."""
    known = doc.get("_revisions", {"start": 0, "ids": []})
    return [f"{known['start'] - number}-{digest}" for number, digest in enumerate(known["ids"])]
