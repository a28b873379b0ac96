"""Refused rows as a file to be mended and imported again: their own cells, which row they were, and what is wrong."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from storage.reading import Reading
from storage.reading.cells import Cell, text_of
from storage.writing.delimited import csv_of
from storage.writing.listing import Listing, Value
from storage.writing.workbook import workbook_of
from tui.reading_words import problem_text
from tui.wording import tr

KINDS = (".xlsx", ".csv")


def refused_files(reading: Reading, path: Path) -> dict[Path, bytes]:
    """Returns the files that hold the refused rows: a workbook, or a CSV file for each sheet. None where no row was refused."""
    listings = _listings(reading)
    if not listings:
        return {}
    if path.suffix.lower() != ".csv":
        return {path: workbook_of(listings)}
    names = [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, len(listings) + 1))]
    return dict(zip(names, map(csv_of, listings), strict=True))


def _listings(reading: Reading) -> list[Listing]:
    rows: dict[tuple[str, tuple[Cell, ...]], list[list[Value]]] = {}
    for refusal in reading.spoilt:
        wrong = "; ".join(map(problem_text, refusal.result.problems))
        place = " | ".join(map(str, refusal.place))
        rows.setdefault((refusal.result.sheet, refusal.headings), []).append([*map(_value, refusal.cells), place, wrong])
    added = tr("Haulbook: row"), tr("Haulbook: what is wrong")
    return [Listing(sheet, [*map(_value, headings), *added], each) for (sheet, headings), each in rows.items()]


def _value(cell: Cell) -> Value:
    """Returns a cell as it is written again: dates and numbers as such, all else as text."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    if isinstance(cell, datetime):
        return text_of(cell)
    return cell if isinstance(cell, date | int | float) and not isinstance(cell, bool) else text_of(cell, 1000)
