"""The package of a workbook before it is opened: whether it is one at all and of sane size, and which cells have no value in it.

A spreadsheet's reader makes room for every cell between the first and the last, so a single value far down a sheet of a few
bytes can ask for hundreds of gigabytes: the places of values are looked through first. It also gives a formula that nobody has worked
out, and an error, as an empty cell: an exit would be missing that only was not stored.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from html import unescape
from io import BytesIO

from storage.reading.cells import Lost
from storage.reading.results import FileRefused
from storage.reading.table import is_sane, letters_of

UNPACKED_BYTES = 150_000_000
"""The most that all parts of a workbook may unpack to."""

LostCells = Mapping[tuple[int, int], Lost]
"""The cells of a sheet that have no value, by row and column counted from 0."""

_PART = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>(?:\s*<(?:\w+:)?(f)\b)?")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_END = re.compile(rb"</(?:\w+:)?c\s*>")
_FORMULA = re.compile(rb"[^<>]*>([^<]*)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^<>]*>([^<]*)")
_ERROR, _TEXT = re.compile(rb"""\bt\s*=\s*["']e["']"""), re.compile(rb"""\bt\s*=\s*["'](?:str|inlineStr)["']""")


def lost_cells(content: bytes, name: str) -> dict[str, LostCells]:
    """Returns the cells without a value of each sheet that has any, by its name.

    Raises ``FileRefused`` unless ``content`` is an open Excel package of sane size whose parts are what its index says.
    """
    lost: dict[str, LostCells] = {}
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
                if b"sheetData" not in content_of_part:
                    continue
                found, far = _looked_through(content_of_part)
                if far:
                    raise FileRefused("too-far", file=name, sheet=_sheet_of(package, part.filename), cell=far)
                if found:
                    lost[_sheet_of(package, part.filename)] = found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused("not-a-workbook", file=name) from error
    return lost


def _looked_through(part: bytes) -> tuple[LostCells, str]:
    """Returns the lost cells of a sheet, and the place, such as ``A1048576``, of a value beyond sane rows and columns, if there is one."""
    row = column = 0
    lowest = rightmost = (0, 0)
    lost: dict[tuple[int, int], Lost] = {}
    for tag in _PART.finditer(part):
        kind, attributes, formula = tag.groups()
        place = _PLACE.search(attributes)
        if kind == b"row":
            row, column = (int(place[2] or 0) if place else row + 1), 0
            continue
        column += 1
        if place and place[1]:
            column, row = _column_number(place[1]), int(place[2] or 0)
        if attributes.endswith(b"/"):
            continue
        if row > lowest[0]:
            lowest = row, column
        if column > rightmost[1]:
            rightmost = row, column
        if (formula or b"e" in attributes) and row and (found := _lost(part, tag)):
            lost[row - 1, column - 1] = found
    if is_sane(lowest[0], rightmost[1]):
        return lost, ""
    row, column = rightmost if is_sane(lowest[0], 1) and not is_sane(1, rightmost[1]) else lowest
    return {}, f"{letters_of(column - 1)}{row}"


def _lost(part: bytes, tag: re.Match[bytes]) -> Lost | None:
    """Returns a cell that holds an error, or a formula without a result, None for any other; an empty text is a result."""
    is_error = _ERROR.search(tag[2])
    following = _PART.search(part, tag.end())
    inside = _END.split(part[tag.end() : following.start() if following else len(part)], 1)[0]
    value = _VALUE.search(inside)
    stored = value[1].strip() if value else b""
    if stored:
        return Lost(_text(stored)) if is_error else None
    formula = _FORMULA.match(inside)
    return Lost("=" + (_text(formula[1]) or "…")) if tag[3] and formula and not (value and _TEXT.search(tag[2])) else None


def _text(content: bytes) -> str:
    return unescape(content.decode("utf-8", "replace"))


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
    found = re.search(rb"\b" + attribute + rb"""\s*=\s*(["'])(.*?)\1""", tag, re.DOTALL)
    return _text(found[2]) if found else ""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
