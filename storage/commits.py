"""Commits as values: what was changed, when, by whom and why; and how they become entries of the journal and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

import msgspec

from storage import engine
from storage.memory import decoded
from storage.records import Record

Kind = Literal["commit", "undo", "redo"]


class Change(msgspec.Struct, frozen=True):
    """One record of a commit before it, None where there was none, and after it."""

    table: str
    id: str
    before: Record | None
    after: Record


class Commit(msgspec.Struct, frozen=True, kw_only=True):
    """One commit: its number, when (ISO text), who on which laptop, why, and what it changed.

    ``kind`` is ``commit``, ``undo`` or ``redo``. An undo's ``of`` is the commit it took back, a redo's the undo; both bear its reason.
    """

    seq: int
    at: str
    author: str
    laptop: str
    reason: str
    kind: Kind = "commit"
    of: int | None = None
    changes: tuple[Change, ...] = ()


def stored(change: Change) -> engine.Change:
    """Returns a change as the journal keeps it. Raises ``UnicodeEncodeError`` or ``TypeError`` for what cannot be written."""
    before = msgspec.Raw(msgspec.json.encode(change.before))
    return engine.Change(change.table, change.id, before, msgspec.Raw(msgspec.json.encode(change.after)))


def typed(change: engine.Change) -> Change:
    """Returns a change of the journal with its records. Raises ``msgspec.DecodeError``, or ``KeyError`` for an unknown table."""
    before = None if bytes(change.before) == b"null" else decoded(change.table, change.before)
    return Change(change.table, change.id, before, decoded(change.table, change.after))


def commit_of(seq: int, entry: engine.Entry, changes: Iterable[Change] | None = None) -> Commit:
    """Returns a commit from its entry in the journal; ``changes`` where they are at hand already. Raises as ``typed`` does."""
    return Commit(
        seq=seq,
        at=entry.at,
        author=entry.author,
        laptop=entry.laptop,
        reason=entry.reason,
        kind=cast(Kind, entry.kind),
        of=entry.of or None,
        changes=tuple(map(typed, entry.changes) if changes is None else changes),
    )
