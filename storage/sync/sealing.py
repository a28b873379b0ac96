"""Private fields of documents, encrypted on the laptop before they leave it, with a key of the firm.

The key is made of a code of 40 digits (132 bits) that is printed and typed in on each laptop. A field ``phone`` leaves as ``phone_sealed``;
a laptop without the key keeps that beside the fields it knows, as it keeps what a newer version wrote, and sends it back as it was. The
same value of the same field of the same record is sealed alike every time, so that what did not change does not look changed.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import msgspec

from storage.engine.cipher import NotOpened, Sealed
from storage.records import Record

PRIVATE: dict[str, tuple[str, ...]] = {
    "drivers": ("born", "phone"),
    "papers": ("number",),
    "slips": ("papers", "blocks"),
    "unsettled": ("cells",),
    "conflicts": ("mine", "theirs", "base"),
}
"""The fields that nobody but the firm's laptops may read, by table. A slip lists numbers of papers, a row of a file may hold anything."""

SEALED = "_sealed"

EMPTY: tuple[Any, ...] = (None, "", [], {})
"""What a field bears that says nothing."""


class KeyMissing(Exception):
    """A laptop has not the firm's key: what it typed into private fields cannot leave it, and what lies sealed cannot be chosen."""


class FirmKey:
    """The firm's key, made of the code that was printed."""

    def __init__(self, code: str) -> None:
        self.code = code
        key = sha256(b"haulbook firm " + re.sub(r"[^0-9]", "", code).encode()).digest()
        self._cipher = Sealed(key)
        self._alike = sha256(b"alike " + key).digest()
        self.mark = sha256(b"mark " + key).hexdigest()[:16]
        """What tells this key from another, and nothing about it."""

    def seal(self, value: Any, place: str) -> str:
        """Returns a value of JSON encrypted, so that it opens only in that place."""
        return self._cipher.shut(msgspec.json.encode(value, order="sorted"), place.encode(), self._alike).decode()

    def open(self, sealed: str, place: str) -> Any:
        """Returns the value that was sealed in that place. Raises ``NotOpened``."""
        return msgspec.json.decode(self._cipher.opened(sealed.encode(), place.encode()))


def hidden(table: str, record: Record) -> tuple[str, ...]:
    """Returns the private fields of a record that came sealed and that this laptop, without the firm's key, cannot read."""
    beyond = {} if record.beyond is msgspec.UNSET else record.beyond
    return tuple(name for name in PRIVATE.get(table, ()) if name + SEALED in beyond)


def sealed(table: str, document: dict[str, Any], key: FirmKey | None) -> dict[str, Any]:
    """Returns a document as it may leave the laptop. Raises ``KeyMissing``."""
    found = dict(document)
    for name in PRIVATE.get(table, ()):
        value = found.pop(name, None)
        if value in EMPTY:
            continue
        if key is None:
            raise KeyMissing
        found[name + SEALED] = key.seal(value, _place(table, document, name))
    return found


def opened(table: str, document: dict[str, Any], key: FirmKey | None) -> dict[str, Any]:
    """Returns a document that came from elsewhere with its private fields in their places, as far as the key opens them."""
    found = dict(document)
    for name in PRIVATE.get(table, ()):
        if key is not None and isinstance(value := found.get(name + SEALED), str):
            try:
                found[name] = key.open(value, _place(table, document, name))
            except NotOpened:
                continue
            del found[name + SEALED]
    return found


def _place(table: str, document: dict[str, Any], name: str) -> str:
    return f"{table}:{document['id']}:{name}"
