"""A book's folder as one value, read whole and replaced whole: after a cut of power there is the old book or the new one.

The new files are written into ``next.tmp``, which is renamed to ``next`` once all of them are synced. From that moment the book is the new
one: readers read it there, and who next opens the book for writing finishes putting the files in their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from storage.engine import files
from storage.engine.lock import LOCK
from storage.engine.names import HISTORY

NEXT = "next"
WORK = "next.work"
"""The folder of work that is begun anew where it was cut off: taken away at the next opening."""

_OURS = "db."


def contents(folder: Path) -> dict[str, bytes]:
    """Returns the files that make up the book in a folder, by their names in it. Raises ``OSError``."""
    root = root_of(folder)
    return {path.relative_to(root).as_posix(): files.read(path) for path in _files_of(root)}


def root_of(folder: Path) -> Path:
    """Returns where the book of a folder is to be read: a successor that has not taken its place yet goes before it."""
    return folder / NEXT if (folder / NEXT).is_dir() else folder


def put(folder: Path, book: Mapping[str, bytes]) -> bool:
    """Puts a book of these files in the place of the one in a folder whose lock is held. Raises ``OSError``, the old book standing.

    Tells whether all of them lie in their places; where not, the new book stands all the same, and they do after the next opening.
    """
    unfinished = files.staged(folder / NEXT)
    files.remove_folder(unfinished)
    try:
        for name, content in book.items():
            files.make_folder((unfinished / name).parent)
            files.replace(unfinished / name, content)
        files.move(unfinished, folder / NEXT)
    except OSError:
        if not (folder / NEXT).is_dir():
            with suppress(OSError):
                files.remove_folder(unfinished)
            raise
    try:
        settle(folder)
    except OSError:
        return False
    return True


def settle(folder: Path) -> None:
    """Puts the files of a successor in their places and takes away those of the book before; does nothing where there is no successor.

    It may be cut off anywhere and done again. Raises ``OSError``.
    """
    successor, unfinished = folder / NEXT, files.staged(folder / NEXT)
    files.remove_folder(folder / WORK)
    if successor.is_dir():
        wanted = contents(folder)
        for name, content in wanted.items():
            files.make_folder((folder / name).parent)
            files.replace(folder / name, content)
        for path in _files_of(folder):
            if path.relative_to(folder).as_posix() not in wanted:
                files.remove(path)
        files.sync_folder(folder)
        files.remove_folder(unfinished)
        files.move(successor, unfinished)  # a successor is there as a whole or not at all
    files.remove_folder(unfinished)


def _files_of(root: Path) -> list[Path]:
    """Returns the files of the engine in a folder; others that a person may have put there are none of ours."""
    found = [path for path in root.glob(f"{_OURS}*") if path.name != LOCK]
    return sorted(path for path in [*found, *(root / HISTORY).glob("*")] if path.is_file())
