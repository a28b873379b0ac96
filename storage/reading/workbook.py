"""Workbooks as tables of typed cells, guarded: what is not one, is protected or is absurdly large is refused before it is opened."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from storage.reading.cells import Cell
from storage.reading.package import LostCells, lost_cells
from storage.reading.results import FileRefused
from storage.reading.table import COLUMNS, ROWS, Inks, Table, is_sane

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color
    from python_calamine import CalamineSheet

_PACKAGE = b"PK\x03\x04"
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
"""What the part of an old workbook that holds its cells is called."""
_TORN = (
    *(LookupError, ArithmeticError, ValueError, TypeError, AttributeError, OSError, EOFError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What the reader of colours raises where a part is torn; a part that is no XML is a ``SyntaxError``, a number past all bounds an
``ArithmeticError``."""
_WHITE = frozenset(("#FFFFFF", "#theme0", "#indexed9", "#indexed64"))


def is_workbook(content: bytes) -> bool:
    """Tells whether bytes begin as an Excel workbook, old or new, does."""
    return content.startswith((_COMPOUND, _PACKAGE))


def workbook_tables(content: bytes, name: str) -> list[Table]:
    """Returns the sheets of an Excel workbook (.xlsx, .xlsm) that hold anything; raises ``FileRefused`` where that cannot be done.

    One of the old form (.xls) is refused: its reader gives neither colours nor errors, and painted days and dates would be lost.
    """
    if content.startswith(_COMPOUND):
        old = "old-workbook" if any(each in content for each in _OLD) else "not-a-workbook"
        raise FileRefused("protected" if _ENCRYPTED in content else old, file=name)
    tables = _tables(content, name, lost_cells(content, name))
    if not tables:
        raise FileRefused("empty", file=name)
    return [Table(each.name, each.rows, cache(partial(_inks, content, name, each.name))) for each in tables]


def _tables(content: bytes, name: str, lost: Mapping[str, LostCells]) -> list[Table]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    tables = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for index, about in enumerate(workbook.sheets_metadata):
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(index)
                if sheet.end and not is_sane(sheet.end[0] + 1, sheet.end[1] + 1):
                    raise FileRefused("too-large", file=name)
                tables.append(Table(about.name, _rows(sheet, lost.get(about.name, {}))))
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused("not-a-workbook", file=name) from error
    return [table for table in tables if any(cell != "" for row in table.rows for cell in row)]


def _rows(sheet: CalamineSheet, lost: LostCells) -> list[list[Cell]]:
    """Returns the cells of a sheet from its first row on; a value merged down a column stands in each of its rows."""
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)] if sheet.end else []
    if lost:
        width = max(len(rows[0]) if rows else 0, 1 + max(column for _, column in lost))
        rows += [[] for _ in range(len(rows), 1 + max(row for row, _ in lost))]
        rows = [row + [""] * (width - len(row)) for row in rows]
    for (at, column), cell in lost.items():
        rows[at][column] = cell
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def _inks(content: bytes, name: str, sheet: str) -> Inks:
    """Returns the colours of the cells of a sheet; raises ``FileRefused`` where they cannot be read: painted days would be lost."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
            rows = book[sheet].iter_rows(max_row=ROWS, max_col=COLUMNS)
            return {
                (at, column): _ink(cell.fill.fgColor)
                for at, row in enumerate(rows)
                for column, cell in enumerate(row)
                if getattr(cell, "has_style", False) and cell.fill.fill_type and _ink(cell.fill.fgColor) not in _WHITE
            }
    except _TORN as error:
        raise FileRefused("not-a-workbook", file=name) from error


def _ink(color: Color) -> str:
    """Returns a colour as ``#F4B183``, or by its place in the theme or the palette of the workbook."""
    if color.type == "rgb":
        return f"#{color.rgb[-6:]}"
    return f"#{color.type}{getattr(color, color.type)}" + (f"{color.tint:+.2f}" if color.tint else "")
