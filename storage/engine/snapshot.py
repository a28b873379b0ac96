"""The snapshot's bytes: one JSON object of tables that TinyDB opens, whose last key ``_check`` vouches for all before it.

``{"drivers": {"<id>": {...}}, ..., "_check": {"1": {"format", "seq", "chain", "undo", "redo", "sha256"}}}``; the hash is over every byte
before its own value, so format and seq are covered too. The tables of an encrypted book are one text:
``{"_sealed": "<base64>", "_check": ...}``.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

from storage.engine.cipher import PLAIN, Cipher, NotOpened
from storage.engine.journal import FORMAT, Place

CHECK_TABLE = "_check"

_SEALED = b'{"_sealed":"'
_END = b'"}}}\n'
_TAIL = 64 + len(_END)  # the hash in hex and what closes the object
_LONGEST_CHECK = 400  # bytes; all of the last key and its value


class SnapshotDamaged(Exception):
    """A snapshot whose bytes do not fit its hash."""


class SnapshotNewer(Exception):
    """A snapshot of so much newer a format that this program cannot even tell where it stands; the argument is its number."""


class _Format(msgspec.Struct):
    format: int


class _Check(_Format):
    seq: int
    chain: str
    undo: int
    redo: int
    sha256: str


def seal(tables: bytes, place: Place, cipher: Cipher = PLAIN) -> bytes:
    """Returns the bytes of a snapshot of ``tables`` (a JSON object) as they stand after ``place``."""
    if cipher.secret:
        tables = b'%s%s"}' % (_SEALED, cipher.shut(tables, _standing(place)))
    check = b'"%s":{"1":{"format":%d,"seq":%d,"chain":"%s","undo":%d,"redo":%d,"sha256":"' % (
        CHECK_TABLE.encode(),
        FORMAT,
        place.seq,
        place.chain.encode(),
        place.undo,
        place.redo,
    )
    comma = b"" if tables == b"{}" else b","
    content = b"".join((tables[:-1], comma, check))
    return b"".join((content, sha256(content).hexdigest().encode(), _END))


def is_sealed(content: bytes) -> bool:
    """Tells whether a snapshot is that of an encrypted book."""
    return content.startswith(_SEALED)


def opened(content: bytes, place: Place, cipher: Cipher) -> bytes:
    """Returns a sound snapshot as if it were not encrypted, though without what vouches for it. Raises ``SnapshotDamaged``."""
    if not cipher.secret:
        return content
    sealed = content[len(_SEALED) : content.find(b'"', len(_SEALED))]
    try:
        tables = cipher.opened(sealed, _standing(place))
    except NotOpened as error:
        raise SnapshotDamaged from error
    comma = b"" if tables == b"{}" else b","
    return b'%s%s"%s":{}}' % (tables[:-1], comma, CHECK_TABLE.encode())


def place_of(content: bytes) -> tuple[Place, int]:
    """Returns where the book stood at a snapshot, and the format of its documents, once its hash is found right.

    Raises ``SnapshotDamaged`` or ``SnapshotNewer``.
    """
    covered = memoryview(content)[: -_TAIL or None]
    digest = content[-_TAIL : -len(_END)]
    if len(content) < _TAIL or content[-len(_END) :] != _END or sha256(covered).hexdigest().encode() != digest:
        raise SnapshotDamaged
    tail = content[-_LONGEST_CHECK:]
    try:
        said = tail[tail.rindex(b'{"1":{"format":') : -2]
        format = msgspec.json.decode(said, type=dict[str, _Format])["1"].format
    except (ValueError, KeyError) as error:
        raise SnapshotDamaged from error
    try:
        check = msgspec.json.decode(said, type=dict[str, _Check])["1"]
    except msgspec.ValidationError as error:
        raise (SnapshotNewer(format) if format > FORMAT else SnapshotDamaged()) from error
    return Place(check.seq, check.chain, check.undo, check.redo), format


def _standing(place: Place) -> bytes:
    return b"%d %s %d %d" % (place.seq, place.chain.encode(), place.undo, place.redo)
