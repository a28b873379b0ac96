"""``db.head``: where the book stood when it was last closed, so that an older copy in its place is noticed.

It only bears witness: when it is missing or itself damaged, nothing is concluded from it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from storage.engine import files
from storage.engine.journal import Place

_WORDS = re.compile(rb"(H1 (\d{1,15}) ([0-9a-f]{16}) )([0-9a-f]{16})\n")


def write(path: Path, place: Place) -> None:
    """Writes where the book stands. Raises ``OSError``."""
    files.replace(path, written(place))


def written(place: Place) -> bytes:
    """Returns the content of the file."""
    words = b"H1 %d %s " % (place.seq, place.chain.encode())
    return words + _check(words) + b"\n"


def read(path: Path) -> tuple[int, str] | None:
    """Returns the number and the check of the commit where the book stood, None when nothing can be told."""
    try:
        words = _WORDS.fullmatch(files.read(path))
    except OSError:
        return None
    if words is None or _check(words[1]) != words[4]:
        return None
    return int(words[2]), words[3].decode()


def is_beyond(known: tuple[int, str] | None, place: Place) -> bool:
    """Tells whether the book was once kept up to a later commit than ``place``, or to another one of its number."""
    return known is not None and (known[0] > place.seq or (known[0] == place.seq and known[1] != place.chain))


def _check(words: bytes) -> bytes:
    return sha256(words).hexdigest()[:16].encode()
