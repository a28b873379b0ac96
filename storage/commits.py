"""Commits as values: what was changed, when, by whom and why; and how they become entries of the journal and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, cast

import msgspec

from storage import engine
from storage.memory import decoded
from storage.records import OWN_TABLES, Record
from storage.records.documents import encoded

Kind = Literal["commit", "undo", "redo", "sync"]


class Change(msgspec.Struct, frozen=True):
    """One record of a commit before it, None where there was none, and after it."""

    table: str
    id: str
    before: Record | None
    after: Record


class Commit(msgspec.Struct, frozen=True, kw_only=True):
    """One commit: its number, when (ISO text), who on which laptop, why, and what it changed.

    ``kind`` is ``commit``, ``undo``, ``redo`` or ``sync``: what an exchange with other laptops brought, each record stamped by those who
    changed it. An undo's ``of`` is the commit it took back, a redo's the undo; both bear its reason. ``standing`` is what it noted in
    the copy's own tables beside.
    """

    seq: int
    at: str
    author: str
    laptop: str
    reason: str
    kind: Kind = "commit"
    of: int | None = None
    changes: tuple[Change, ...] = ()
    standing: tuple[Change, ...] = ()

    @property
    def day(self) -> date:
        """Returns the day on which it was made, by the laptop's clock of then."""
        return datetime.fromisoformat(self.at).date()


def stored(change: Change) -> engine.Change:
    """Returns a change as the journal keeps it. Raises ``UnicodeEncodeError`` or ``TypeError`` for what cannot be written."""
    return engine.Change(change.table, change.id, msgspec.Raw(encoded(change.before)), msgspec.Raw(encoded(change.after)))


def typed(change: engine.Change, format: int) -> Change:
    """Returns a change of the journal, whose documents are of a format, with its records. Raises ``msgspec.DecodeError``."""
    before = None if bytes(change.before) == b"null" else decoded(change.table, change.before, format)
    return Change(change.table, change.id, before, decoded(change.table, change.after, format))


def read(line: engine.Line) -> Commit:
    """Returns a commit from its line in the journal. Raises ``msgspec.DecodeError``."""
    entry = line.entry()
    return commit_of(line.seq, entry, [typed(change, line.format) for change in entry.changes])


def commit_of(seq: int, entry: engine.Entry, changes: Iterable[Change]) -> Commit:
    """Returns a commit from its entry in the journal and what it changed."""
    every = tuple(changes)
    return Commit(
        seq=seq,
        at=entry.at,
        author=entry.author,
        laptop=entry.laptop,
        reason=entry.reason,
        kind=cast(Kind, entry.kind),
        of=entry.of or None,
        changes=tuple(change for change in every if change.table not in OWN_TABLES),
        standing=tuple(change for change in every if change.table in OWN_TABLES),
    )
