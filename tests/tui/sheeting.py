"""What the tests of sheets share: a driver of a made-up carrier on 23 November 2026, and reading a sheet back from paper."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from storage.records import Driver, Firm, Record
from tests.storage.books import open_book
from tui.sheets import Purpose, status_sheet
from tui.sheets.page import Block, Facts, Figures, Prose, Sheet, Table, YearStrip
from tui.sheets.pdf.write import write_sheets

ON = date(2026, 11, 23)
FIRM = Firm(name="ТОО «Ұлы Дала Транс»")
AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ", born=date(1980, 11, 7))


def sheet_of(folder: Path, records: Iterable[Record], purpose: Purpose = "road", driver: Driver = AHMET, on: date = ON) -> Sheet:
    """Returns a driver's sheet as of a date, by default 23 November 2026, from a new book in ``folder`` with these records."""
    with open_book(folder / "book") as book:
        book.commit([FIRM, driver, *records], "test")
        return status_sheet(book, driver, on, purpose)


def said(sheet: Sheet) -> str:
    """Returns every text of a sheet, a line each."""
    return "\n".join(sheet.texts())


def blocks(sheet: Sheet) -> tuple[Block, ...]:
    """Returns the blocks of a sheet, those at its foot too."""
    return (*sheet.blocks, *sheet.closing)


def facts(sheet: Sheet) -> dict[str, str]:
    """Returns the labels and values of a sheet; of two with one label the first."""
    found: dict[str, str] = {}
    for block in blocks(sheet):
        for fact in block.facts if isinstance(block, Facts | Figures) else ():
            found.setdefault(fact.label, fact.value)
    return found


def stays(sheet: Sheet) -> list[tuple[str, ...]]:
    """Returns the rows of the table of stays."""
    return [row for block in blocks(sheet) if isinstance(block, Table) for row in block.rows]


def strip(sheet: Sheet) -> YearStrip:
    """Returns the year strip."""
    return next(block for block in blocks(sheet) if isinstance(block, YearStrip))


def prose(sheet: Sheet, title: str) -> str:
    """Returns what stands under a title, empty where there is no such title."""
    return "\n".join(text for block in blocks(sheet) if isinstance(block, Prose) and block.title == title for text in block.paragraphs)


def printed(*sheets: Sheet) -> PdfReader:
    """Returns the sheets as a PDF that is read back."""
    target = io.BytesIO()
    write_sheets(sheets, target)
    target.seek(0)
    return PdfReader(target)
