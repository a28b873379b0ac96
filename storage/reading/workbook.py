"""Workbooks as tables of typed cells, guarded: what is not one, is protected or is absurdly large is refused before it is opened.

A spreadsheet's reader makes room for every cell between the first and the last, so a single value far down a sheet of a few
bytes can ask for hundreds of gigabytes: the places of values are looked through first.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from functools import cache, partial
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from storage.reading.cells import Cell
from storage.reading.results import FileRefused
from storage.reading.table import COLUMNS, ROWS, Inks, Table, is_sane, letters_of

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color
    from python_calamine import CalamineSheet

UNPACKED_BYTES = 150_000_000
"""The most that all parts of a workbook may unpack to."""

_PACKAGE = b"PK\x03\x04"
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TORN = (LookupError, ValueError, TypeError, AttributeError, OSError, EOFError, SyntaxError, zipfile.BadZipFile, zlib.error)
"""What the reader of colours raises where a part is torn; a part that is no XML is a ``SyntaxError``."""
_WHITE = frozenset(("#FFFFFF", "#theme0", "#indexed9", "#indexed64"))
_PART = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")


def is_workbook(content: bytes) -> bool:
    """Tells whether bytes begin as an Excel workbook, old or new, does."""
    return content.startswith((_COMPOUND, _PACKAGE))


def workbook_tables(content: bytes, name: str) -> list[Table]:
    """Returns the sheets of an Excel workbook (.xlsx, .xlsm, .xls) that hold anything; raises ``FileRefused`` where that cannot be done."""
    painted = not content.startswith(_COMPOUND)
    if painted:
        _check_package(content, name)
    elif _ENCRYPTED in content:
        raise FileRefused("protected", file=name)
    tables = _tables(content, name)
    if not tables:
        raise FileRefused("empty", file=name)
    return [Table(each.name, each.rows, cache(partial(_inks, content, name, each.name))) for each in tables] if painted else tables


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
                content_of_part = package.read(part)
                if b"<!DOCTYPE" in content_of_part[:1000]:
                    raise FileRefused("not-a-workbook", file=name)
                if far := _too_far(content_of_part):
                    raise FileRefused("too-far", file=name, sheet=_sheet_of(package, part.filename), cell=far)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused("not-a-workbook", file=name) from error


def _too_far(part: bytes) -> str:
    """Returns the place, such as ``A1048576``, of a value beyond sane rows and columns of a part that is a sheet; empty: there is none."""
    if b"sheetData" not in part:
        return ""
    row = column = 0
    lowest = rightmost = (0, 0)
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
            if row > lowest[0]:
                lowest = row, column
            if column > rightmost[1]:
                rightmost = row, column
    if is_sane(lowest[0], rightmost[1]):
        return ""
    row, column = rightmost if is_sane(lowest[0], 1) and not is_sane(1, rightmost[1]) else lowest
    return f"{letters_of(column - 1)}{row}"


def _sheet_of(package: zipfile.ZipFile, part: str) -> str:
    """Returns the name of the sheet that a part of the package holds; the name of the part where the package does not say."""
    own = part.rpartition("/")[2]
    names = {_quoted(b"id", sheet): _quoted(b"name", sheet) for sheet in _tags(package, "xl/workbook.xml", b"sheet")}
    for link in _tags(package, "xl/_rels/workbook.xml.rels", b"Relationship"):
        if _quoted(b"Target", link).rpartition("/")[2] == own and _quoted(b"Id", link) in names:
            return names[_quoted(b"Id", link)]
    return own


def _tags(package: zipfile.ZipFile, part: str, tag: bytes) -> list[bytes]:
    content = package.read(part) if part in package.namelist() else b""
    return re.findall(rb"<(?:\w+:)?" + tag + rb"\b[^<>]*>", content)


def _quoted(attribute: bytes, tag: bytes) -> str:
    found = re.search(rb"\b" + attribute + rb"""\s*=\s*["']([^"']*)["']""", tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


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
                if not is_sane(sheet.end[0] + 1, sheet.end[1] + 1):
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
