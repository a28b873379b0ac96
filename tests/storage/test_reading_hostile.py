"""Workbooks that are made to do harm, or that a program has spoilt: read for what they say, or refused in a word, never half taken."""

from __future__ import annotations

import zipfile
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from storage.reading import FileRefused, NoBook, open_file, read_file
from tests.storage.readings import DATA, OFFICE, ON
from tests.storage.test_reading_files import code_of, workbook

HEAD = ("Водитель", "Страна", "Въезд", "Выезд", "Примечание")
DAY = datetime(2026, 3, 1)  # noqa: DTZ001  a cell has no zone


def refitted(path: Path, part: str, content: bytes) -> Path:
    """Returns the office's workbook with one part changed or added."""
    with zipfile.ZipFile(OFFICE) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sound.namelist():
            made.writestr(name, content if name == part else sound.read(name))
        if part not in sound.namelist():
            made.writestr(part, content)
    return path


def test_two_million_empty_rows_are_refused(tmp_path: Path) -> None:
    """A sheet of nothing but rows, with a value after the last: far more than a journal has."""
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 2_000_001))
    sheet = b"<worksheet><sheetData>" + rows + b'<row r="2000001"><c r="A2000001"><v>1</v></c></row></sheetData></worksheet>'
    assert code_of(refitted(tmp_path / "rows.xlsx", "xl/worksheets/sheet1.xml", sheet)) == "too-far"


@pytest.mark.parametrize("cell", ["A1048576", "C1048576", "XFD2", "ALM7"])
def test_a_stray_cell_is_named(tmp_path: Path, cell: str) -> None:
    """Something typed by mistake at the end of a sheet: the refusal says in which sheet and cell it is."""

    def stray(sheet: Worksheet) -> None:
        sheet.title = "Рейсы «2026»"
        sheet.append(HEAD)
        sheet[cell] = " "

    with pytest.raises(FileRefused) as refused:
        open_file(workbook(tmp_path / "stray.xlsx", stray))
    assert refused.value.code == "too-far"
    assert refused.value.params == {"file": "stray.xlsx", "sheet": "Рейсы «2026»", "cell": cell}


def test_two_million_empty_rows_without_a_value_change_nothing(tmp_path: Path) -> None:
    """Rows that say nothing at all are as good as none: the other sheets are read."""
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 2_000_001))
    path = refitted(tmp_path / "rows.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    assert [table.name for table in open_file(path).tables] == ["Водители", "Документы"]


@pytest.mark.parametrize("entity", ['<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_entities_are_not_resolved(tmp_path: Path, entity: str) -> None:
    """A part that declares a document type of its own may grow without end, or fetch a file: no spreadsheet writes one."""
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [{entity}]><worksheet><sheetData/></worksheet>'.encode()
    assert code_of(refitted(tmp_path / "entity.xlsx", "xl/worksheets/sheet1.xml", sheet)) == "not-a-workbook"


def test_links_to_other_workbooks_are_left_alone(tmp_path: Path) -> None:
    """A workbook may name files elsewhere; they are not looked at, and what stands in its own cells is read."""
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    path = refitted(tmp_path / "link.xlsx", "xl/externalLinks/externalLink1.xml", link)
    assert read_file(path, NoBook(), ON).counts["taken"] == 364


def test_cells_of_a_wrong_type_are_refused_one_by_one(tmp_path: Path) -> None:
    """True, a number, a time, a length of time, an error where a date should stand: each row with its reason, the sound one is taken."""

    def odd(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        for cell in (True, 45720, time(5, 0), timedelta(hours=30), "#REF!", datetime(2026, 3, 1, 4, 30), 1e300, DAY):  # noqa: DTZ001
            sheet.append(("Ким Вячеслав", "РФ", cell, None, None))

    reading = read_file(workbook(tmp_path / "odd.xlsx", odd), NoBook(), ON)
    assert [row.outcome for row in reading.rows] == ["refused"] * 7 + ["taken"]
    assert [row.problem for row in reading.of_outcome("refused")] == [*["unreadable"] * 4, "error-value", *["unreadable"] * 2]


def test_control_characters_never_reach_a_record(tmp_path: Path) -> None:
    """Escapes that clear a screen, marks that turn the writing round, zeros: gone or shown as what they are."""
    path = tmp_path / "c.csv"
    path.write_text("Водитель;Страна;Въезд;Примечание\nКим\x1b[2J Вячеслав;РФ;01.03.2026;\u202eтекст\x07\x9b31m", encoding="utf-8")
    reading = read_file(path, NoBook(), ON, new_drivers=True)
    said = "".join(str(record) for record in reading.changes)
    assert not any(sign in said for sign in ("\x1b", "\u202e", "\x07", "\x9b"))


def test_a_workbook_that_spoils_its_own_package_is_refused(tmp_path: Path) -> None:
    """Wrong content where a part should stand is no workbook; nothing of it is taken."""
    path = refitted(tmp_path / "p.xlsx", "xl/workbook.xml", b"<workbook><sheets><sheet")
    with pytest.raises(FileRefused):
        read_file(path, NoBook(), ON)


@pytest.mark.parametrize("styles", [b"<styleSheet><fills><fill>", b"", b"\xff\xfe", b"a number past all bounds"])
def test_colours_that_cannot_be_read_are_no_colours_left_out(tmp_path: Path, styles: bytes) -> None:
    """Days that are only painted would be lost without a word: a grid with torn styles is refused."""
    with zipfile.ZipFile(DATA / "grid-2026.xlsx") as sound, zipfile.ZipFile(tmp_path / "torn.xlsx", "w") as made:
        if styles.startswith(b"a number"):
            styles = sound.read("xl/styles.xml").replace(b'fillId="2"', b'fillId="99999999999999999999"')
        for name in sound.namelist():
            made.writestr(name, styles if name == "xl/styles.xml" else sound.read(name))
    with pytest.raises(FileRefused) as refused:
        read_file(tmp_path / "torn.xlsx", NoBook(), ON)
    assert refused.value.code == "not-a-workbook"
