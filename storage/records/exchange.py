"""What the exchange between laptops leaves in the book: fields that wait for a person, and how far each exchange has come.

``Peer`` and ``Synced`` are this copy's own and never leave it; a ``Conflict`` is a record like any other, so that every laptop sees it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from storage.records.record import Record, Stamp


class Conflict(Record, frozen=True, kw_only=True):
    """The same fields of one record changed on two laptops: the record ``of`` in ``table`` bears ``theirs`` until a person chooses.

    ``mine`` is what ``by`` (author, laptop) made of the fields, ``theirs`` what ``theirs_by`` made of them, ``base`` what they were
    before both, empty where that is not known. ``at`` (ISO text) is when it was found, by the clock of the laptop that found it.
    ``deleted`` once it is settled.
    """

    table: str
    of: str
    mine: dict[str, Any] = msgspec.field(default_factory=dict)
    theirs: dict[str, Any] = msgspec.field(default_factory=dict)
    base: dict[str, Any] = msgspec.field(default_factory=dict)
    by: Stamp = Stamp()
    theirs_by: Stamp = Stamp()
    at: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Returns the names of the fields that differ; none where they lie sealed on this laptop."""
        return tuple(sorted(name for name in self.mine.keys() | self.theirs.keys() if self.mine.get(name) != self.theirs.get(name)))


class Peer(Record, frozen=True, kw_only=True):
    """A database that this book exchanges changes with, known by an id that the database bears.

    ``since``: for each place that the database lies in (a server, a file), how far its changes were taken in, in the place's own words.
    ``counts``: for each place, how often something was sent there; a place that knows of less was restored from a backup.
    ``newest``: for each place, id and revision of the last document seen to change there; one that has it no more was restored too.
    ``laptop`` is the id of the laptop that exchanged last, which a copied book brings along. ``mark`` tells the firm's key for private
    fields from others, ``key`` is its code, empty where it was not typed in yet. ``unread``: documents that this version of the program
    cannot read, to be asked for again. ``coming``: how many documents of a pull that was begun are not taken in yet. ``note`` is what
    people know it by: an address or a file.
    """

    since: dict[str, Any] = msgspec.field(default_factory=dict)
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    newest: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    laptop: str = ""
    mark: str = ""
    key: str = ""
    unread: tuple[str, ...] = ()
    coming: int = 0


class Synced(Record, frozen=True, kw_only=True):
    """How one record stands with one peer; ``id`` is ``<peer>:<table>:<record>``.

    ``stamp`` is that of the record when both sides were last the same: one that bears another has changes to send, and ``base`` is
    what it was then (None where it is the same, or not known). ``rev`` is the peer's revision of it; ``deleted`` where the peer keeps
    only a tombstone. ``sent``: digests of what was sent and not answered yet.
    """

    rev: str = ""
    base: dict[str, Any] | None = None
    sent: tuple[str, ...] = ()


def synced_id(peer: str, table: str, record: str) -> str:
    """Returns the id of what is known of a record's standing with a peer."""
    return f"{peer}:{table}:{record}"
