"""A database in one file, for offices without a network: it goes from laptop to laptop on a stick, and is read and written as a whole.

It answers as a server does, so the exchange is the same. The file is a zip with ``haulbook.json``:
``{"haulbook": 1, "place": id, "seq": n, "docs": {_id: [seq, document]}}``. Each laptop finds in it what all others have put there; it
may go round in any order, and an older copy of it does no harm.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from storage.engine import files
from storage.sync.server import Answer, Json, Page, SyncFailed, number_of

_NAME = "haulbook.json"
_LARGEST = 2_000_000_000  # bytes unpacked; more is no exchange of ours


class _Content(msgspec.Struct):
    haulbook: int
    place: str
    seq: int
    docs: dict[str, tuple[int, Json]]


class Stick:
    """The file as a server; it is written, whole or not at all, each time documents are."""

    at_once = 1_000_000

    def __init__(self, path: Path) -> None:
        """Reads the file, or begins an empty one where there is none. Raises ``SyncFailed``."""
        self.path = path
        self._content = _read(path)

    @property
    def place(self) -> str:
        """The file's own id."""
        return self._content.place

    def changes(self, since: Any) -> Page:
        """Returns everything that has changed since."""
        from_seq = since if isinstance(since, int) and since <= self._content.seq else 0
        found = sorted((seq, id) for id, (seq, _) in self._content.docs.items() if seq > from_seq)
        return Page([self._content.docs[id][1] for _, id in found], self._content.seq, False)

    def bulk(self, docs: list[Json]) -> list[Answer]:
        """Writes documents; one that does not know the revision that stands is a conflict."""
        answers = [self._put(doc) for doc in docs]
        if any(answer.rev for answer in answers):
            self._save()
        return answers

    def get(self, id: str, rev: str = "") -> Json | None:
        """Returns a document; of revisions only the newest is kept."""
        _, doc = self._content.docs.get(id, (0, None))
        return doc if doc is None or rev in ("", doc["_rev"]) else None

    def _save(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_NAME, msgspec.json.encode(self._content))
        try:
            files.replace(self.path, packed.getvalue())
            if files.read(self.path) != packed.getvalue():
                raise SyncFailed("not-written", str(self.path))
        except OSError as error:
            raise SyncFailed("not-written", str(self.path), error.strerror or str(error)) from error

    def _put(self, doc: Json) -> Answer:
        id = doc["_id"]
        _, there = self._content.docs.get(id, (0, None))
        standing = there["_rev"] if there and not there.get("_deleted") else ""
        if doc.get("_rev", "") != standing:
            return Answer(error="conflict")
        number = number_of(there["_rev"]) if there else 0
        digest = sha256(msgspec.json.encode([doc, there and there["_rev"]], order="sorted")).hexdigest()[:32]
        rev = f"{number + 1}-{digest}"
        self._content.seq += 1
        self._content.docs[id] = (self._content.seq, doc | {"_rev": rev})
        return Answer(rev)


def _read(path: Path) -> _Content:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_NAME).file_size > _LARGEST:
                raise SyncFailed("not-an-exchange", str(path))
            content = msgspec.json.decode(archive.read(_NAME), type=_Content)
    except FileNotFoundError:
        return _Content(1, uuid4().hex, 0, {})
    except OSError as error:
        raise SyncFailed("no-access", str(path), error.strerror or str(error)) from error
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise SyncFailed("not-an-exchange", str(path), str(error)) from error
    if any((doc.get("_id"), type(doc.get("_rev"))) != (id, str) for id, (_, doc) in content.docs.items()):
        raise SyncFailed("not-an-exchange", str(path))
    if content.haulbook != 1:
        raise SyncFailed("too-new", str(path), str(content.haulbook))
    return content
