"""Rows that could not be taken but name a known driver: they wait as his, and go when their row is read at last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec

from storage.reading.cells import date_of
from storage.reading.columns import Row
from storage.reading.draft import Draft
from storage.reading.results import RowResult
from storage.reading.words import shipped
from storage.records import Unsettled
from storage.text import DateRefused

ALIKE = 0.5
"""The share of its cells that a row must have kept to be the one that was refused before."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, what became of it, and the ids of the known drivers it names."""

    row: Row
    result: RowResult
    drivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """What can be read of a row of a journey; None where it cannot. ``is_inside``: it names an entry and says nothing of an exit."""

    country: str | None = None
    entry: date | None = None
    exit: date | None = None
    is_inside: bool = False


def meant(row: Unsettled, on: date) -> Meant:
    """Returns what the cells of a row say under headings that are known, read on a date; a day after it says nothing."""
    words = shipped()
    cells = {words.headings["trips"].meaning(heading): value for heading, value in row.cells.items()}
    entry, exit_ = (_day(cells.get(name, ""), on) for name in ("entry", "exit"))
    return Meant(words.countries.find(cells.get("country", "")), entry, exit_, "entry" in cells and words.is_blank(cells.get("exit", "")))


def _day(text: str, on: date) -> date | None:
    try:
        day = date_of(text, on=on)
    except DateRefused:
        return None
    return day if day <= on else None


def settle(draft: Draft, file: str, judged: Iterable[Judged]) -> None:
    """Puts into the draft what waits to be settled after this import.

    A refused row is added once, however often its file is read; where it was mended in the file and is still refused, its record
    takes the new cells and waits again; where it could be taken, its record goes. One that was settled stays so while it is as it was.
    """
    for each in judged:
        if each.result.outcome == "passed-over":
            continue
        for driver in each.drivers:
            _settle_one(draft, file, each, driver)


def _settle_one(draft: Draft, file: str, judged: Judged, driver: str) -> None:
    place = judged.row.place(file)
    waiting = [each for each in draft.rows_of(driver) if (each.file, each.sheet, each.row) == place]
    if not waiting and judged.result.outcome != "refused":
        return
    cells = judged.row.as_text()
    if not judged.row.text("origin"):
        waiting = [each for each in waiting if _alike(each.cells, cells)]
    if judged.result.outcome != "refused":
        for each in waiting:
            draft.put(msgspec.structs.replace(each, deleted=True))
        return
    problem = judged.result.problem or ""
    if not waiting:
        draft.put(Unsettled(driver=driver, file=place[0], sheet=place[1], row=place[2], problem=problem, cells=cells))
    elif waiting[0].cells != cells:
        draft.put(msgspec.structs.replace(waiting[0], cells=cells, problem=problem, settled="", because=""))


def _alike(one: dict[str, str], other: dict[str, str]) -> bool:
    same = len(one.items() & other.items())
    return same >= ALIKE * max(len(one), len(other))
