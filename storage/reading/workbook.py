"""Workbooks as tables of typed cells, guarded: what is not one, is protected or is absurdly large is refused before it is opened.

A spreadsheet's reader makes room for every cell between the first and the last, so a single value far down a sheet of a few
bytes can ask for hundreds of gigabytes: the places of values are looked through first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from storage.reading.cells import Cell
from storage.reading.results import FileRefused

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

FILE_BYTES = 50_000_000
"""The greatest file that is read."""
UNPACKED_BYTES = 150_000_000
"""The most that all parts of a workbook may unpack to."""
ROWS, COLUMNS, CELLS = 100_000, 1_000, 4_000_000
"""The most rows and columns of a sheet, and the most cells between its first and last value."""

_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PART = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a source: its name and its rows, all of one length, the first of them row 1."""

    name: str
    rows: list[list[Cell]]


def workbook_tables(path: Path) -> list[Table]:
    """Returns the sheets of an Excel workbook (.xlsx, .xlsm, .xls) that hold anything; raises ``FileRefused`` where that cannot be done."""
    content = _content(path)
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise FileRefused("protected", file=path.name)
    else:
        _check_package(content, path.name)
    tables = _tables(content, path.name)
    if not tables:
        raise FileRefused("empty", file=path.name)
    return tables


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES:
            raise FileRefused("too-large", file=path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileRefused("missing", file=path.name) from None
    except OSError as error:
        raise FileRefused("unreadable", file=path.name, why=error.strerror or str(error)) from error
    if not content:
        raise FileRefused("empty", file=path.name)
    return content


def _check_package(content: bytes, name: str) -> None:
    """Raises ``FileRefused`` unless ``content`` is an open Excel package of sane size whose parts are what its index says."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > UNPACKED_BYTES:
                raise FileRefused("too-large", file=name)
            if any(part.flag_bits & 1 for part in parts):
                raise FileRefused("protected", file=name)
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                other = names & {"xl/workbook.bin", "content.xml", "Index/Document.iwa"}
                raise FileRefused("other-format" if other else "not-a-workbook", file=name)
            for part in parts:
                if not _fits(package.read(part)):
                    raise FileRefused("too-large", file=name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused("not-a-workbook", file=name) from error


def _fits(part: bytes) -> bool:
    """Tells whether the values of a part of a workbook, where it is a sheet, lie within sane rows and columns."""
    if b"sheetData" not in part:
        return True
    row = column = last_row = last_column = 0
    for found in _PART.finditer(part):
        kind, attributes = found.groups()
        place = _PLACE.search(attributes)
        if kind == b"row":
            row, column = (int(place[2] or 0) if place else row + 1), 0
            continue
        column += 1
        if place and place[1]:
            column, row = _column_number(place[1]), int(place[2] or 0)
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)
    return _sane(last_row, last_column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _sane(rows: int, columns: int) -> bool:
    return rows <= ROWS and columns <= COLUMNS and rows * columns <= CELLS


def _tables(content: bytes, name: str) -> list[Table]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    tables = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for index, about in enumerate(workbook.sheets_metadata):
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(index)
                if sheet.end is None:
                    continue
                if not _sane(sheet.end[0] + 1, sheet.end[1] + 1):
                    raise FileRefused("too-large", file=name)
                tables.append(Table(about.name, _rows(sheet)))
    except PasswordError as error:
        raise FileRefused("protected", file=name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused("not-a-workbook", file=name) from error
    return [table for table in tables if any(cell != "" for row in table.rows for cell in row)]


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    """Returns the cells of a sheet from its first row on; a value merged down a column stands in each of its rows."""
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows
