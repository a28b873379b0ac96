"""What tests of a failing disk share: the calls that the program makes of ``os``, cut off at each in turn."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from storage.engine import files


class PowerCut(BaseException):
    """The power went: nothing after it is done, not even what the program does on an error."""


class Disk:
    """The calls of ``os`` that change something; the one numbered ``last`` raises, and so does each after it unless it fails ``once``.

    A write that fails gets half way; after a cut of power none begins. ``error`` is what is raised: ``PowerCut``, or an ``OSError`` as of a
    disk that is full or gone.
    """

    CALLS = frozenset({"write", "fsync", "ftruncate", "replace", "mkdir", "unlink", "rmdir", "open", "link"})

    def __init__(self, last: int, error: Callable[[], BaseException], *, once: bool = False) -> None:
        self.last = last
        self.once = once
        self.calls = 0
        self._error = error

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self.CALLS:
            return real

        def call(*arguments: Any) -> Any:
            if name == "open" and not arguments[1] & os.O_CREAT:
                return real(*arguments)
            self.calls += 1
            if self.calls == self.last or (self.calls > self.last and not self.once):
                if name == "write" and (self.calls == self.last or self._error is not PowerCut):
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                raise self._error()
            return real(*arguments)

        return call


def full() -> OSError:
    """Returns the error of a disk that is full."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def gone() -> OSError:
    """Returns the error of a stick that was pulled out."""
    return OSError(errno.EIO, os.strerror(errno.EIO))


def cut_off(
    source: Path, work: Path, act: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException] = PowerCut
) -> Iterator[Path]:
    """Yields a copy of the folder ``source`` in which ``act`` was cut off at its 1st, 2nd, ... call to the disk, until it needs no more."""
    number = 0
    while True:
        number += 1
        folder = work / str(number)
        shutil.copytree(source, folder)
        disk = Disk(number, error)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", disk)
            with suppress(PowerCut):
                act(folder)
        if disk.calls < number:
            assert number > 10
            return
        yield folder
        shutil.rmtree(folder, ignore_errors=True)
