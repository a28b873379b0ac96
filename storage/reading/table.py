"""A sheet of a source as rows of typed cells, how large it may be, and the bytes of the file it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage.reading.cells import Cell, text_of
from storage.reading.results import FileRefused
from storage.text import word_key

FILE_BYTES = 50_000_000
"""The greatest file that is read."""
ROWS, COLUMNS, CELLS = 100_000, 1_000, 4_000_000
"""The most rows and columns of a sheet, and the most cells between its first and last value."""

Inks = Mapping[tuple[int, int], str]
"""The colours that cells are filled with, by row and column counted from 0."""


def _unpainted() -> Inks:
    return {}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a source: its name and its rows, all of one length, the first of them row 1.

    ``inks`` looks the colours of its cells up, which takes far longer than the values: only grids ask for them.
    """

    name: str
    rows: list[list[Cell]]
    inks: Callable[[], Inks] = field(default=_unpainted, compare=False)


def is_sane(rows: int, columns: int) -> bool:
    """Tells whether a sheet may have so many rows and columns."""
    return rows <= ROWS and columns <= COLUMNS and rows * columns <= CELLS


def letters_of(column: int) -> str:
    """Returns the letters of a column counted from 0: A, B … Z, AA."""
    letters, column = "", column + 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def names_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """Returns what each column is called by a row of headings: its letters where it has none, with its letters where an earlier has it."""
    names: dict[int, str] = {}
    seen: set[str] = set()
    for column, cell in enumerate(row):
        heading, key = text_of(cell), word_key(text_of(cell))
        names[column] = letters_of(column) if not heading else f"{heading} ({letters_of(column)})" if key in seen else heading
        seen.add(key)
    return tuple(names.values())


def content_of(path: Path) -> bytes:
    """Returns the bytes of a file; raises ``FileRefused`` where it is missing, unreadable, empty or far too large."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise FileRefused("too-large", file=path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileRefused("missing", file=str(path.absolute())) from None
    except OSError as error:
        raise FileRefused("unreadable", file=str(path.absolute()), why=error.strerror or str(error)) from error
    if not content:
        raise FileRefused("empty", file=path.name)
    return content
