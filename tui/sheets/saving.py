"""Sheets as PDF files in a folder: names that every system takes, each file whole or not there at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tui.sheets.fonts import missing_in
from tui.sheets.page import Sheet

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
_LONGEST = 120
"""Bytes of a name that is put into a file's name: file systems take 255 for the whole."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written: its pages, the letters it could not draw, and whether it took the place of an older one."""

    path: Path
    pages: int
    missing: str
    replaced: bool


def file_name(driver: str, on: date, *words: str) -> str:
    """Returns the name of a driver's sheet: his name, the date, further words; safe on Windows, at most 255 bytes."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", driver).split()).strip(". ")
    while len(name.encode()) > _LONGEST:
        name = name[:-1].rstrip(". ")
    if not name or _DEVICES.match(name):
        name = f"_{name}"
    return " ".join([name, on.isoformat(), *words]) + ".pdf"


def distinct(names: Sequence[str]) -> list[str]:
    """Returns the names with a number put to those that are, but for capital letters, the same as an earlier one."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, kind = name.rpartition(".")
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem} ({number}){dot}{kind}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def save(sheets: Iterable[Sheet], path: Path) -> Saved:
    """Writes sheets as one PDF to ``path``, making its folder.

    Raises ``OSError`` with that path as its file's name where it cannot be; an older file then stands.
    """
    from tui.sheets.pdf.write import write_sheets

    replaced = path.exists()
    unfinished = path.with_name(f".haulbook-{os.getpid()}.part")
    missing: dict[str, None] = {}

    def checked() -> Iterator[Sheet]:
        for sheet in sheets:
            missing.update(dict.fromkeys(missing_in(sheet.texts())))
            yield sheet

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as target:
            pages = write_sheets(checked(), target)
        unfinished.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return Saved(path, pages, "".join(missing), replaced)
