"""Every touch of the disk: reading, atomic replacing, appending, syncing. Nothing else in the engine reads or writes a file of a book.

A file that is replaced is whole at every moment: temporary file, sync, rename, sync of the folder. Files are their owner's alone
(0600) where the system allows it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import sleep

_BINARY = getattr(os, "O_BINARY", 0)
_WINDOWS = sys.platform == "win32"
_LEAST_READ = 65_536  # bytes asked for at a time, where the file's size says less
_RETRIES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
"""Seconds between tries where a virus scanner or indexer holds the target of a rename (Windows)."""


def make_folder(folder: Path) -> None:
    """Makes a folder that only its owner may enter, with those above it. One that is there already is left as it is.

    Raises ``OSError``.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:  # else it is a drive that is not there (Windows)
        make_folder(folder.parent)
    with suppress(FileExistsError):  # another program was faster
        os.mkdir(folder, 0o700)
    sync_folder(folder.parent)


def read(path: Path, start: int = 0) -> bytes:
    """Returns the bytes of a file from ``start`` to its end. Raises ``OSError``."""
    handle = os.open(path, os.O_RDONLY | _BINARY)
    try:
        return _read_from(handle, start)
    finally:
        os.close(handle)


def signature(path: Path) -> tuple[int, int, int]:
    """Returns what tells one version of a replaced file from another: inode, size in bytes, time of change. Raises ``OSError``."""
    status = os.stat(path)
    return status.st_ino, status.st_size, status.st_mtime_ns


def size(path: Path) -> int:
    """Returns how many bytes a file has, 0 when there is none. Raises ``OSError``."""
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


def stage(path: Path, content: bytes) -> Path:
    """Writes and syncs ``content`` beside a file that it will take the place of; returns where. Raises ``OSError``, leaving nothing."""
    temporary = staged(path)
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
        try:
            _write_all(handle, content)
            _sync(handle)
        finally:
            os.close(handle)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def staged(path: Path) -> Path:
    """Returns where the unfinished successor of a file lies."""
    return path.with_name(path.name + ".tmp")


def replace(path: Path, content: bytes) -> None:
    """Puts ``content`` in the place of a file, or of none: after a cut of power there is the old file or the new one.

    Raises ``OSError`` when the disk does not take it; the file is then the old one or, where only the last sync failed, the new one.
    """
    temporary = stage(path, content)
    try:
        move(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def move(source: Path, target: Path) -> None:
    """Moves a file within one disk, in the place of one that is there, and syncs both folders. Raises ``OSError``."""
    _retried(lambda: os.replace(source, target))
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def keep(path: Path, name: Path) -> None:
    """Gives a file a second name, in the place of what bears it, so that replacing the file leaves it there. Raises ``OSError``."""
    remove(name)
    try:
        os.link(path, name)
    except OSError:  # a disk on which a file has one name, such as a stick
        replace(name, read(path))


def aside(path: Path, on: date) -> Path:
    """Returns a name beside a damaged file, by the day, that nothing bears yet."""
    names = (path.with_name(f"{path.name}.{on}{number}.damaged") for number in ("", *(f"-{each}" for each in range(2, 1000))))
    return next(name for name in names if not name.exists())


def remove(path: Path) -> None:
    """Takes a file away; none there is as good. Raises ``OSError`` when it cannot be taken away."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def remove_folder(folder: Path) -> None:
    """Takes a folder away with all that is in it; none there is as good. Raises ``OSError``."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir():
            remove_folder(path)
        else:
            remove(path)
    os.rmdir(folder)


def sync_folder(folder: Path) -> None:
    """Makes names in a folder outlast a cut of power. Windows does this by itself."""
    if _WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Appendable:
    """A file that grows only at its end and is synced at each step. ``length`` is what is known to be whole, in bytes.

    A step that failed is cut off again, at once or, where the disk refuses even that, before the next step. Raises ``OSError`` when the
    file is not there or cannot be written.
    """

    def __init__(self, path: Path, length: int) -> None:
        self.length = length
        self._path = path
        self._whole = False
        self._handle = os.open(path, os.O_RDWR | _BINARY)
        try:
            if os.fstat(self._handle).st_size < length:
                raise OSError(errno.EIO, "the file is shorter than it was when it was read")
            self._cut()  # also syncs what a program that died had written and not synced
        except OSError:
            os.close(self._handle)
            raise

    def append(self, content: bytes) -> None:
        """Writes ``content`` at the end and syncs it. On ``OSError`` the file is as before."""
        if not _WINDOWS and not os.path.samestat(
            os.fstat(self._handle), os.stat(self._path)
        ):  # else written into a file that nobody finds again
            raise OSError(errno.ESTALE, "another file has taken its place")
        if not self._whole:
            self._cut()
        self._whole = False
        try:
            os.lseek(self._handle, self.length, os.SEEK_SET)
            _write_all(self._handle, content)
            _sync(self._handle)
        except OSError:
            with suppress(OSError):
                self._cut()
            raise
        self.length += len(content)
        self._whole = True

    def _cut(self) -> None:
        os.ftruncate(self._handle, self.length)
        _sync(self._handle)
        self._whole = True

    def close(self) -> None:
        """Cuts off what failed, if that could not be done before, and lets the file go."""
        try:
            if not self._whole:
                with suppress(OSError):
                    self._cut()
        finally:
            os.close(self._handle)


def _read_from(handle: int, start: int) -> bytes:
    os.lseek(handle, start, os.SEEK_SET)
    parts: list[bytes] = []
    while part := os.read(handle, max(os.fstat(handle).st_size - start, _LEAST_READ)):
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _write_all(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _sync(handle: int) -> None:
    if sys.platform == "darwin":  # there, fsync leaves the bytes in the drive's cache
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        return
    os.fsync(handle)


def _retried(step: Callable[[], None]) -> None:
    """Does a rename, on Windows again and again for about 2.5 seconds while another program holds the target."""
    for pause in _RETRIES if _WINDOWS else ():
        try:
            return step()
        except PermissionError:
            sleep(pause)
    return step()
