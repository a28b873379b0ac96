"""Backups: a dated zip a day of everything that makes up a book, read again after it was written, on a stick or another disk.

An encrypted book is backed up as it lies on the disk: its backup opens with the passphrase of then. Beside the book lies a list of the
copies that were made and where (``copies.json``), so that the newest outside the laptop is known while the stick is in a drawer.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from storage import commits, disks
from storage.book import BookUnreadable, RecordBook
from storage.engine import FORMAT, files, journal, snapshot, successor
from storage.engine.cipher import PLAIN, Cipher
from storage.engine.lock import BookLock, LockHeld
from storage.engine.names import BEFORE, JOURNAL, KEY, SNAPSHOT
from storage.memory import Memory

KEPT = "kept"
"""The folder, in the book's own, of what a restore replaced."""

KEEP = 14
"""How many backups are kept where the laptop's settings do not say; of those before them one a month."""

_COPIES = "copies.json"
_MANIFEST = "manifest.json"
_NAME = re.compile(r"haulbook-(\d{4}-\d{2}-\d{2})-([0-9a-f]{8})\.zip")
_LOOKS = 5  # times it is looked again while another program puts a new snapshot in place
_LARGEST = 4_000_000_000  # bytes of a whole book; more is no book


class BackupRefused(Exception):
    """What could not be done, and to what: ``path``. The user interface words the code.

    ``no-place``: no such folder; ``not-written``, ``no-access``: the disk refused; ``not-verified``: what was read again differs;
    ``not-a-backup``, ``damaged``; ``several``: backups of several books; ``held``: by another program. ``where`` tells more.
    """

    def __init__(self, code: str, path: Path, where: str = "") -> None:
        super().__init__(f"{path}: {code} {where}".rstrip())
        self.code = code
        self.path = path
        self.where = where


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself: the day, the laptop, the newest commit, the files with their sha256, the records a table."""

    haulbook: int
    day: date
    laptop: str
    book: str
    seq: int
    files: dict[str, str]
    records: dict[str, int]
    locked: bool


class Copy(msgspec.Struct, frozen=True):
    """A copy that was made: where it lies, of which day, and whether that was outside the laptop."""

    path: str
    day: date
    outside: bool


class Backup(NamedTuple):
    """A backup file that is there, and the day it bears in its name."""

    day: date
    path: Path


def back_up(book: RecordBook, place: Path, day: date, *, laptop: str, keep: int = KEEP) -> Copy:
    """Puts a backup of an open book, or one just closed, into a folder, as that day's; takes away those that are not kept any more.

    Where that day's backup there is of this very state, nothing is written. Raises ``BackupRefused``; a backup that was there then stands,
    and nothing unfinished is left where the place can still be reached.
    """
    try:
        if not place.is_dir():
            raise BackupRefused("no-place", place)
        tag = tag_of(book.folder, laptop)
        path = place / f"haulbook-{day.isoformat()}-{tag}.zip"
        content, reckoning = _read(book.folder, book.cipher, _known(path))
        if reckoning is not None:
            _clear(place, tag)
            _write(path, _zipped(content, _manifest(content, day, laptop, tag, *reckoning)))
            prune(place, tag, keep)
        copy = Copy(str(path.absolute()), day, disks.is_other(book.folder, place))
    except OSError as error:  # the stick was pulled out between two looks at it
        raise BackupRefused("not-written", place, error.strerror or str(error)) from error
    _note(book.folder, copy)
    return copy


def tag_of(folder: Path, laptop: str) -> str:
    """Returns what tells the backups of one book on one laptop from all others in the same place: 8 letters of a hash."""
    return sha256(f"{laptop}\0{folder.absolute()}".encode()).hexdigest()[:8]


def found(place: Path, tag: str | None = None) -> list[Backup]:
    """Returns the backups in a folder by their names, those of one book or of all, the newest first."""
    there = []
    for path in place.glob("haulbook-*.zip"):
        if (name := _NAME.fullmatch(path.name)) and tag in (None, name[2]):
            with suppress(ValueError):  # a date that is none
                there.append(Backup(date.fromisoformat(name[1]), path))
    return sorted(there, reverse=True)


def prune(place: Path, tag: str, keep: int) -> None:
    """Takes away backups of one book: all but the newest ``keep`` and, of those before them, the newest of each month.

    A file that is not what its name says stays.
    """
    there = found(place, tag)
    months = {(backup.day.year, backup.day.month) for backup in there[:keep]}
    for backup in there[keep:]:
        month = (backup.day.year, backup.day.month)
        if month not in months:
            months.add(month)
        elif (said := manifest_of(backup.path)) is not None and said.book == tag:
            try:
                files.remove(backup.path)
            except OSError:
                return  # it is tried again the next day


def manifest_of(path: Path) -> Manifest | None:
    """Returns what a backup says of itself, None where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None


def unpacked(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """Returns a backup's manifest and the files of the book, each found as it was written. Raises ``BackupRefused``."""
    try:
        content = files.read(path)
    except OSError as error:
        raise BackupRefused("no-access", path, error.strerror or str(error)) from error
    return _unpacked(path, content)


def copies(folder: Path) -> list[Copy]:
    """Returns the copies that were made of the book in a folder, the newest first; none where nothing is known."""
    try:
        noted = msgspec.json.decode(files.read(folder / _COPIES), type=list[Copy])
    except (OSError, msgspec.DecodeError):
        return []
    return sorted(noted, key=lambda copy: copy.day, reverse=True)


def of(folder: Path, laptop: str, places: Iterable[Path]) -> list[Path]:
    """Returns the backups of the book in a folder that can be reached: in these places, where copies are known to lie, and those kept."""
    known = [Path(copy.path) for copy in copies(folder)]
    tags = {tag_of(folder, laptop), *(name[2] for path in known if (name := _NAME.fullmatch(path.name)))}
    there = [backup.path for place in {*places, *(path.parent for path in known)} for tag in tags for backup in found(place, tag)]
    return sorted({path for path in (*known, *there, *(folder / KEPT).glob("*.zip")) if path.exists()})


def rewrite(path: Path, manifest: Manifest, book: Mapping[str, bytes]) -> None:
    """Puts another content in the place of a backup's, of the same day and laptop. Raises ``BackupRefused``, the old one standing."""
    try:
        seq, records = reckoned(book, None if KEY in book else PLAIN)
    except ValueError as error:
        raise BackupRefused("damaged", path, str(error)) from error
    _write(path, _zipped(book, _manifest(book, manifest.day, manifest.laptop, manifest.book, seq, records or manifest.records)))


def newest_outside(folder: Path) -> date | None:
    """Returns the day of the newest copy of a book outside the laptop, None where there is none that is known."""
    return max((copy.day for copy in copies(folder) if copy.outside), default=None)


def last_outside(book: RecordBook) -> date | None:
    """Returns the day of the newest copy of a book outside the laptop, or the day it began; None where neither is known."""
    try:
        return newest_outside(book.folder) or book.began
    except BookUnreadable:
        return None


def restored(folder: Path, source: Path, day: date, *, laptop: str, owner: str) -> tuple[Path | None, bool]:
    """Puts the book of a backup, or of a copy of a book's folder, in the place of the one in ``folder``, whole or not at all.

    What it replaces is kept first, as a backup in ``kept/`` of that folder; returns where (None where no book was there), and whether the
    new book lies in its place already, else it does after the next opening. ``source`` may be a folder with backups: the newest one
    counts where all are of one book. Raises ``BackupRefused``, the book being as before.
    """
    try:
        book = _source(source)
    except OSError as error:
        raise BackupRefused("no-access", source, error.strerror or str(error)) from error
    lock = BookLock(folder)
    try:
        files.make_folder(folder)
        lock.take(owner, 0.0)
    except LockHeld as error:
        raise BackupRefused("held", folder, str(error)) from error
    except OSError as error:
        raise BackupRefused("no-access", folder, error.strerror or str(error)) from error
    try:
        kept = _kept(folder, day, laptop)
        return kept, successor.put(folder, book)
    except OSError as error:
        raise BackupRefused("not-written", folder, error.strerror or str(error)) from error
    finally:
        lock.free()


def reckoned(book: Mapping[str, bytes], cipher: Cipher | None) -> tuple[int, dict[str, int]]:
    """Returns the number of a book's newest commit and its records a table, found in its files; None as ``cipher``: no records.

    Raises ``ValueError`` where the files are no sound book.
    """
    try:
        place, format = snapshot.place_of(book[SNAPSHOT])
        lines = journal.following(journal.parse(book.get(JOURNAL, b"")).lines, place)
        seq = lines[-1].seq if lines else place.seq
        if cipher is None:
            return seq, {}
        memory = Memory(snapshot.opened(book[SNAPSHOT], place, cipher), format)
        for line in journal.opened(lines, cipher):
            for change in commits.read(line).changes:
                memory.put(change.table, change.after)
    except (KeyError, journal.LineDamaged, snapshot.SnapshotDamaged, snapshot.SnapshotNewer, msgspec.DecodeError) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    return seq, {table: len(memory.named(table)) for table in memory.names()}


def _read(folder: Path, cipher: Cipher, known: Mapping[str, str]) -> tuple[dict[str, bytes], tuple[int, dict[str, int]] | None]:
    """Returns the files of the book in a folder, which another program may be adding to, and what is reckoned in them.

    None in the place of the latter where their hashes are those that are known. Raises ``BackupRefused``.
    """
    for look in range(_LOOKS):
        try:
            book = {name: content for name, content in successor.contents(folder).items() if name != BEFORE}
            return book, None if _hashes(book) == known else reckoned(book, cipher)
        except OSError as error:
            if look == _LOOKS - 1:
                raise BackupRefused("no-access", folder, error.strerror or str(error)) from error
        except ValueError as error:  # a snapshot was just taking the place of another, or the book is damaged
            if look == _LOOKS - 1:
                raise BackupRefused("damaged", folder, str(error)) from error
    raise AssertionError


def _manifest(book: Mapping[str, bytes], day: date, laptop: str, tag: str, seq: int, records: dict[str, int]) -> Manifest:
    locked = KEY in book
    return Manifest(haulbook=FORMAT, day=day, laptop=laptop, book=tag, seq=seq, files=_hashes(book), records=records, locked=locked)


def _hashes(book: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in book.items()}


def _zipped(book: Mapping[str, bytes], manifest: Manifest) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        for name, content in book.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _unpacked(path: Path, content: bytes) -> tuple[Manifest, dict[str, bytes]]:
    if path.suffix.lower() != ".zip" and not content.startswith(b"PK"):
        raise BackupRefused("not-a-backup", path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise BackupRefused("not-a-backup", path)
            manifest = msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
            book = {name: archive.read(name) for name in manifest.files}
    except (KeyError, msgspec.DecodeError) as error:
        raise BackupRefused("not-a-backup", path) from error
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise BackupRefused("damaged", path, str(error)) from error
    for name, said in manifest.files.items():
        if sha256(book[name]).hexdigest() != said:
            raise BackupRefused("damaged", path, name)
    return manifest, book


def _known(path: Path) -> Mapping[str, str]:
    """Returns the hashes of the files in a backup that is there and sound, none where there is none."""
    try:
        return unpacked(path)[0].files if path.exists() else {}
    except BackupRefused:
        return {}


def _write(path: Path, content: bytes) -> None:
    """Writes a backup beside its place, reads it again, and only then puts it there. Raises ``BackupRefused``."""
    staged = files.staged(path)
    try:
        files.stage(path, content)
        if files.read(staged) != content:
            raise BackupRefused("not-verified", path)
        _unpacked(path, content)
        files.move(staged, path)
    except OSError as error:
        raise BackupRefused("not-written", path, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            files.remove(staged)


def _clear(place: Path, tag: str) -> None:
    """Takes away what a backup that was cut off left unfinished."""
    with suppress(OSError):
        for path in place.glob(f"haulbook-*-{tag}.zip.tmp"):
            files.remove(path)


def _note(folder: Path, copy: Copy) -> None:
    """Adds a copy to the list beside the book; of those in a place that can be reached, only the ones that are still there stay."""
    others = [
        each for each in copies(folder) if each.path != copy.path and (Path(each.path).exists() or not Path(each.path).parent.is_dir())
    ]
    with suppress(OSError):
        files.replace(folder / _COPIES, msgspec.json.encode([copy, *others]))


def _source(source: Path) -> dict[str, bytes]:
    """Returns the files of the book that is to be restored, found sound. Raises ``BackupRefused`` or ``OSError``."""
    if source.is_dir() and (successor.root_of(source) / SNAPSHOT).exists():
        book = successor.contents(source)
    else:
        source = _newest(source) if source.is_dir() else source
        book = unpacked(source)[1]
    try:
        reckoned(book, None if KEY in book else PLAIN)
    except ValueError as error:
        raise BackupRefused("damaged", source, str(error)) from error
    return book


def _newest(place: Path) -> Path:
    there = found(place)
    if len({backup.path.stem[-8:] for backup in there}) != 1:
        raise BackupRefused("several" if there else "not-a-backup", place, ", ".join(backup.path.name for backup in there[:5]))
    return there[0].path


def _kept(folder: Path, day: date, laptop: str) -> Path | None:
    """Keeps the book that lies in a folder, sound or not, as a backup in its ``kept`` folder; None where there is none."""
    book = successor.contents(folder)
    if not book:
        return None
    try:
        seq, records = reckoned(book, None if KEY in book else PLAIN)
    except ValueError:  # it is damaged: kept all the same, as it is
        seq, records = 0, {}
    tag = tag_of(folder, laptop)
    path = folder / KEPT / f"haulbook-{day.isoformat()}-{tag}.zip"
    number = 1
    while path.exists():
        number += 1
        path = folder / KEPT / f"haulbook-{day.isoformat()}-{tag}-{number}.zip"
    files.make_folder(path.parent)
    _write(path, _zipped(book, _manifest(book, day, laptop, tag, seq, records)))
    return path
