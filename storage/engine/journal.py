"""The journal's bytes: one line a commit, each with its own checksum and that of the line before it.

A line reads ``J<format> <length of body> <seq> <check before> <check> <body>``; the check is over all the rest of it. A last line that is
shorter than it says was cut off while it was written, so it was never acknowledged; every other fault is damage. The body of an
encrypted book is shut by its cipher, with number and check before as its place; the check is over what is shut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256

import msgspec

from storage.engine.cipher import PLAIN, Cipher, NotOpened

FORMAT = 1
"""The number of the form of documents that this program writes, in lines and snapshots."""

ORIGIN = "0" * 16
"""The check that the first commit of a book stands on."""

_SECTOR = 512  # bytes that a disk writes at once
_HEADER = re.compile(rb"J(\d{1,4}) (\d{1,10}) (\d{1,15}) ([0-9a-f]{16}) ([0-9a-f]{16}) ")


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One document of a commit: JSON before it (``null`` where there was none) and after it."""

    table: str
    id: str
    before: msgspec.Raw
    after: msgspec.Raw


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a line: who changed what, when and why.

    ``kind`` is ``commit``, ``undo`` or ``redo``; ``of`` the commit that an undo or redo turns round. ``undo`` and ``redo`` are the
    commits that would be turned round next after this one, 0 for none: the tops of two piles. ``under`` is what this one lies on.
    """

    at: str
    author: str
    laptop: str
    reason: str
    kind: str = "commit"
    of: int = 0
    undo: int = 0
    redo: int = 0
    under: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a book stands after a commit: its number, its check, and what undo and redo would turn round next (0: nothing)."""

    seq: int = 0
    chain: str = ORIGIN
    undo: int = 0
    redo: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A sound line: number, check before, own check, the body as bytes, where in the file it begins, the format of its documents."""

    seq: int
    before: str
    check: str
    body: bytes
    start: int
    format: int = FORMAT

    def entry(self) -> Entry:
        """Returns the body decoded. Raises ``msgspec.DecodeError`` when it is no entry."""
        return _DECODER.decode(self.body)


class LineDamaged(Exception):
    """A line that was whole once and no longer is, or does not follow the one before it. ``code`` is of ``errors.UNREADABLE``."""

    def __init__(self, code: str, number: int, start: int) -> None:
        super().__init__(f"line {number}, byte {start}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a journal, and how many bytes of it are whole: less than its size where the last line was cut off."""

    lines: list[Line]
    length: int


def encode(entry: Entry, place: Place, cipher: Cipher = PLAIN) -> tuple[bytes, Place]:
    """Returns the line of a commit that follows ``place``, newline included, and the place after it."""
    line, after = written(msgspec.json.encode(entry), place, cipher, FORMAT)
    return line, replace(after, undo=entry.undo, redo=entry.redo)


def written(body: bytes, place: Place, cipher: Cipher, format: int) -> tuple[bytes, Place]:
    """Returns the line with this body that follows ``place``, and the place after it but for what undo and redo would turn round."""
    seq = place.seq + 1
    body = cipher.shut(body, _standing(seq, place.chain))
    head = b"J%d %d %d %s " % (format, len(body), seq, place.chain.encode())
    check = _check(head, body)
    return b"%s%s %s\n" % (head, check.encode(), body), Place(seq, check)


def parse(content: bytes, start: int = 0) -> Reading:
    """Returns the lines of ``content``, which begins at byte ``start`` of its file, up to one that was cut off.

    Raises ``LineDamaged`` for the first line that is damaged or does not follow the one before it.
    """
    lines: list[Line] = []
    at = 0
    while at < len(content):
        found = _line_at(content, at, start)
        if found is None:
            if _was_cut_off(content[at:], start + at):
                break
            raise LineDamaged("journal-damaged", len(lines) + 1, start + at)
        line, end = found
        if lines and (line.seq != lines[-1].seq + 1 or line.before != lines[-1].check):
            raise LineDamaged("chain-broken", len(lines) + 1, start + at)
        lines.append(line)
        at = end
    return Reading(lines, start + at)


def opened(lines: list[Line], cipher: Cipher) -> list[Line]:
    """Returns lines with their bodies opened. Raises ``LineDamaged`` for the first that does not open."""
    if not cipher.secret:
        return lines
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(replace(line, body=cipher.opened(line.body, _standing(line.seq, line.before))))
        except NotOpened as error:
            raise LineDamaged("journal-damaged", number, line.start) from error
    return found


def following(lines: list[Line], place: Place) -> list[Line]:
    """Returns those of ``lines`` that come after ``place``. Raises ``LineDamaged`` where they do not join on to it."""
    if not lines:
        return []
    skipped = place.seq - lines[0].seq + 1
    joint = lines[0].before if skipped == 0 else lines[skipped - 1].check if 0 < skipped <= len(lines) else None
    if joint != place.chain:
        raise LineDamaged("chain-broken", 1, lines[0].start)
    return lines[skipped:]


def _standing(seq: int, before: str) -> bytes:
    return b"%d %s" % (seq, before.encode())


def _check(head: bytes, body: bytes) -> str:
    return sha256(head + body).hexdigest()[:16]


def _line_at(content: bytes, at: int, start: int) -> tuple[Line, int] | None:
    """Returns the line that begins at byte ``at`` and where it ends, or None when there is no sound one."""
    header = _HEADER.match(content, at)
    if header is None:
        return None
    end = header.end() + int(header[2])
    if content[end : end + 1] != b"\n":
        return None
    body = content[header.end() : end]
    if header[5].decode() != _check(content[at : header.start(5)], body):
        return None
    return Line(int(header[3]), header[4].decode(), header[5].decode(), body, start + at, int(header[1])), end + 1


def _was_cut_off(rest: bytes, start: int) -> bool:
    """Tells whether ``rest``, which begins at byte ``start`` of its file, is a last line that the disk got only a part of.

    That is one shorter than it says, or one of which a whole sector was never written: a sound line never has a zero byte.
    """
    header = _HEADER.match(rest)
    says = header.end() + int(header[2]) + 1 if header else None
    if b"\n" in rest[:-1] or (says is not None and len(rest) > says):
        return False
    if rest[-1:] != b"\n" and (says is None or len(rest) < says):
        return True
    return _lacks_a_sector(rest, start)


def _lacks_a_sector(rest: bytes, start: int) -> bool:
    for zeros in re.finditer(rb"\0+", rest):
        begin, end = zeros.span()
        first = begin + (-(start + begin) % _SECTOR if begin else 0)
        last = end - ((start + end) % _SECTOR if end < len(rest) else 0)
        if first < last:
            return True
    return False


_DECODER = msgspec.json.Decoder(Entry)
