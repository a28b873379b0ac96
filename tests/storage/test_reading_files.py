"""Files that are not what they should be: each is refused in words, before anything is opened that could do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from storage.reading import FileRefused, open_file
from storage.reading.package import UNPACKED_BYTES
from tests.storage.readings import OFFICE


def workbook(path: Path, fill: Callable[[Worksheet], None]) -> Path:
    """Writes a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    book.save(path)
    return path


def code_of(path: Path) -> str:
    """Returns the code with which a file is refused: by its name, one that cannot be opened by its whole path."""
    with pytest.raises(FileRefused) as refused:
        open_file(path)
    code = refused.value.code
    assert refused.value.params["file"] == (str(path) if code in ("missing", "unreadable") else path.name)
    return code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "not-a-table"),
        (b"a;b\0;c", "not-text"),
        (b"<html><table>", "other-format"),
        (b"PK\x03\x04 torn", "not-a-workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "not-a-workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "Workbook\0".encode("utf-16-le"), "old-workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "Book\0".encode("utf-16-le"), "old-workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "WordDocument\0".encode("utf-16-le"), "not-a-workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """An empty file, another kind of file, a torn one, a protected one: each is told apart."""
    path = tmp_path / "рейсы.xlsx"
    path.write_bytes(content)
    assert code_of(path) == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A slip in the name of the file is called so; a folder is no file."""
    assert code_of(tmp_path / "нет.xlsx") == "missing"
    assert code_of(tmp_path) == "unreadable"


@pytest.mark.parametrize(
    ("member", "code"), [("content.xml", "other-format"), ("xl/workbook.bin", "other-format"), ("a.txt", "not-a-workbook")]
)
def test_packages_of_other_programs(tmp_path: Path, member: str, code: str) -> None:
    """A table of another program can be saved as .xlsx; a mere archive cannot."""
    path = tmp_path / "рейсы.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(member, "x")
    assert code_of(path) == code


def test_a_torn_download_is_refused(tmp_path: Path) -> None:
    """Half of a real workbook, and one with a spoilt byte in the middle, are not workbooks."""
    whole = OFFICE.read_bytes()
    half, spoilt = tmp_path / "half.xlsx", tmp_path / "spoilt.xlsx"
    half.write_bytes(whole[: len(whole) // 2])
    middle = len(whole) // 3
    spoilt.write_bytes(whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :])
    assert code_of(half) == "not-a-workbook"
    assert code_of(spoilt) == "not-a-workbook"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A small file that would unpack to hundreds of megabytes is refused by what it says of itself."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(UNPACKED_BYTES // 1_000_000 + 1):
                part.write(bytes(1_000_000))
    assert path.stat().st_size < 5_000_000
    assert code_of(path) == "too-large"


def test_a_value_at_the_end_of_a_sheet_does_not_ask_for_all_memory(tmp_path: Path) -> None:
    """One cell in the last row and column of a sheet would need half a terabyte to be opened: it is found first."""

    def far(sheet: Worksheet) -> None:
        sheet["A1"] = "Водитель"
        sheet.cell(1_048_576, 16_384).value = "x"

    assert code_of(workbook(tmp_path / "far.xlsx", far)) == "too-far"


def test_a_coloured_cell_far_below_is_not_a_value(tmp_path: Path) -> None:
    """Formatting down to the last row, as spreadsheets leave it, is no reason to refuse."""

    def coloured(sheet: Worksheet) -> None:
        sheet.append(["Водитель", "Страна", "Въезд"])
        sheet.append(["Ким Вячеслав", "РФ", datetime(2026, 3, 1)])  # noqa: DTZ001  a cell has no zone
        sheet.cell(1_000_000, 2).number_format = "0.00"

    source = open_file(workbook(tmp_path / "ok.xlsx", coloured))
    assert [len(table.rows) for table in source.tables] == [2]


def test_an_empty_workbook(tmp_path: Path) -> None:
    """A workbook in which no cell says anything is empty."""
    assert code_of(workbook(tmp_path / "пусто.xlsx", lambda sheet: None)) == "empty"


def test_a_name_merged_down_over_its_rows_stands_in_each(tmp_path: Path) -> None:
    """Offices merge the cell of a driver over all his trips; a title merged across columns stays one cell."""

    def merged(sheet: Worksheet) -> None:
        sheet.append(["Журнал"])
        sheet.merge_cells("A1:C1")
        sheet.append(["Водитель", "Страна", "Въезд"])
        sheet.append(["Ким Вячеслав", "РФ", "01.03.2026"])
        sheet.append([None, "РБ", "05.03.2026"])
        sheet.merge_cells("A3:A4")

    (found,) = open_file(workbook(tmp_path / "рейсы.xlsx", merged)).tables
    assert [row[0] for row in found.rows] == ["Журнал", "Водитель", "Ким Вячеслав", "Ким Вячеслав"]
    assert found.rows[0][1:] == ["", ""]
