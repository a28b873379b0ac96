"""A book written anew: the same commits with other bodies, under a chain of their own, and another snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from storage.engine import head, history, journal, snapshot
from storage.engine.journal import Entry, Line, Place
from storage.engine.keys import Lock
from storage.engine.names import HEAD, HISTORY, JOURNAL, KEY, SNAPSHOT


def rewritten(
    journals: Iterable[list[Line]], place: Place, change: Callable[[bytes], bytes], lock: Lock, last: Entry, tables: bytes
) -> dict[str, bytes]:
    """Returns the files of a book that stood at ``place``, with ``tables`` and ``last`` after all its commits.

    The body of each commit goes through ``change``; its number stays. ``journals`` are those of the book, the oldest first.
    """
    book: dict[str, bytes] = {}
    checks = {place.chain: place.chain}
    for lines in journals:
        at, contents = Place(lines[0].seq - 1, checks.get(lines[0].before, lines[0].before)), []
        for line in lines:
            content, at = journal.written(change(line.body), at, lock.cipher, line.format)
            contents.append(content)
            checks[line.check] = at.chain
        book[f"{HISTORY}/{history.name(lines[0].seq, at)}"] = b"".join(contents)
    content, end = journal.encode(last, Place(place.seq, checks[place.chain]), lock.cipher)
    book[f"{HISTORY}/{history.name(end.seq, end)}"] = content
    key = {KEY: lock.key} if lock.key else {}
    return book | key | {JOURNAL: b"", SNAPSHOT: snapshot.seal(tables, end, lock.cipher), HEAD: head.written(end)}
