"""Cells that are not empty and still hold no value: formulas that no program has worked out, and errors. None is read as nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from storage.book import RecordBook
from storage.reading import FileRefused, NoBook, Reading, Source, open_file, read_file, read_source
from storage.reading.cells import Lost
from storage.reading.crossings import read_crossings
from storage.records import Trip
from tests.storage.books import open_book
from tests.storage.readings import DRIVERS, ON, legs_of, named, said, table, take
from tests.storage.test_reading_files import workbook

HEAD = ("Водитель", "Страна", "Въезд", "Выезд", "Тягач", "Дней")
KIM = "Ким Вячеслав Олегович"
DAY = datetime(2026, 3, 1)  # noqa: DTZ001  a cell has no zone


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[RecordBook]:
    """A book that knows three drivers."""
    with open_book(tmp_path / "book") as book:
        take(book, table(DRIVERS, "Водители"))
        yield book


def sheet_of(path: Path, cells: str, name: str = "Лист1") -> Path:
    """Writes a workbook of one sheet whose rows are given as they stand in its XML."""

    def titled(sheet: Worksheet) -> None:
        sheet.title = name

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(workbook(path, titled)) as made:
        parts = {part: made.read(part) for part in made.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


def texts(*cells: str) -> str:
    """Returns a row of texts as XML."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def refused(reading: Reading) -> list[tuple[int, str | None, str]]:
    """Returns the refused rows: number, what is wrong first of all, and in which cell."""
    return [(row.row, row.problem, row.problems[0].cell) for row in reading.of_outcome("refused")]


def test_a_formula_without_a_result_is_no_empty_cell(tmp_path: Path, staffed: RecordBook) -> None:
    """An exit that was never worked out would make an open stay: the row waits with its driver, the formula with it."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append((KIM, "РФ", DAY, "=C2+4"))
        sheet.append((KIM, "РБ", "=D2+1", DAY + timedelta(9)))
        sheet.append((KIM, "РФ", DAY + timedelta(20), DAY + timedelta(24), "=Лист2!B4"))
        sheet.append(('=cmd|"/C calc"!A1', "РФ", DAY, DAY))
        sheet.append((KIM, "РФ", DAY + timedelta(40), DAY + timedelta(44)))

    reading = read_file(workbook(tmp_path / "f.xlsx", fill), staffed, ON)
    assert refused(reading) == [(2, "no-result", "D2"), (3, "no-result", "C3"), (4, "no-result", "E4"), (5, "no-result", "A5")]
    assert [(row.who, len(row.problems)) for row in reading.of_outcome("refused")] == [*[((KIM,), 1)] * 3, ((), 1)]
    assert [spoilt.cells[3] for spoilt in reading.spoilt][:1] == ["=C2+4"]
    staffed.commit(reading.changes, "import")
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 10.04–14.04"]
    assert [row.problem for row in staffed.unsettled_of(named(staffed, "Ким").id)] == ["no-result"] * 3


def test_the_same_file_saved_with_its_results_settles_the_rows(tmp_path: Path, staffed: RecordBook) -> None:
    """What the sentence asks for helps: nothing waits any more, and the stay has its end."""
    row = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in (KIM, "РФ", "01.03.2026"))
    for value in ("", "<v>05.03.2026</v>"):
        path = sheet_of(tmp_path / "f.xlsx", texts(*HEAD[:4]) + f'<row>{row}<c t="str"><f>C2+4</f>{value}</c></row>')
        staffed.commit(read_file(path, staffed, ON).changes, "import")
    assert not staffed.unsettled_of(named(staffed, "Ким").id)
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 01.03–05.03"]


def test_a_formula_that_is_not_read_refuses_nothing(tmp_path: Path, staffed: RecordBook) -> None:
    """The number of a row and the days that nobody asked for may be formulas as they like."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(("№", *HEAD))
        sheet.append(("=ROW()-1", KIM, "РФ", DAY, DAY + timedelta(4), None, "=E2-D2+1"))
        sheet.append(("=ROW()-1", None, None, None, "=IF(D3=0,0,D3+4)", "=H3", "=E3-D3+1"))
        sheet.append(("Итого", None, None, None, "=MAX(E2:E3)", None, "=SUM(G2:G3)"))

    reading = read_file(workbook(tmp_path / "f.xlsx", fill), staffed, ON)
    assert [(row.outcome, row.problem) for row in reading.rows] == [("taken", None), ("passed-over", "formulas"), ("passed-over", "total")]
    (trip,) = [record for record in reading.changes if isinstance(record, Trip)]
    assert trip.note == ""


def test_results_that_are_stored_are_read(tmp_path: Path, staffed: RecordBook) -> None:
    """A date that a formula gave, and an empty text that one gave: the stay is open because the office's formula says so."""
    row = '<c t="inlineStr"><is><t>Ким В.О.</t></is></c><c t="str"><f>B9</f><v>РФ</v></c><c t="str"><f>T()</f><v>01.03.2026</v></c>'
    empty = '<c t="str"><f>IF(A9="","","x")</f><v></v></c>'
    cells = texts(*HEAD[:4]) + f"<row>{row}{empty}</row><row>{row}<c t='str'><f t='shared' si='0'/><v>03.03.2026</v></c></row>"
    (found,) = open_file(sheet_of(tmp_path / "f.xlsx", cells)).tables
    assert [each[3] for each in found.rows] == ["Выезд", "", "03.03.2026"]


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        ("<c r='D2'><f>C2+4</f></c>", Lost("=C2+4")),
        ("<c r='D2' s='3'><f>IF(C2&gt;1,C2+4,&quot;&quot;)</f><v/></c>", Lost('=IF(C2>1,C2+4,"")')),
        ("<c r='D2'><f t='shared' si='0'/><v></v></c>", Lost("=…")),
        ("<c r='D2' t='str'><f>C2</f></c>", Lost("=C2")),
        ('<c r="D2" t="e"><v>#REF!</v></c>', Lost("#REF!")),
        ("<c r='D2' t='e'><f>NA()</f><v>#N/A</v></c>", Lost("#N/A")),
        ("<c r='D2' t='e'><f>NA()</f></c>", Lost("=NA()")),
    ],
)
@pytest.mark.parametrize("name", ["Лист1", 'Рейсы & «O\'Neil» "2026"'])
def test_each_way_to_write_it_is_known(tmp_path: Path, cell: str, lost: Lost, name: str) -> None:
    """Programs write it in as many ways as there are; the sheet may have any name."""
    start = texts(*HEAD[:4]) + "<row><c t='inlineStr'><is><t>Ким В.О.</t></is></c><c/><c/>"
    (found,) = open_file(sheet_of(tmp_path / "f.xlsx", f"{start}{cell}</row>", name)).tables
    assert found.rows[1][3] == lost


def test_a_sheet_of_nothing_but_formulas_is_not_left_out(tmp_path: Path) -> None:
    """All of it looks into another sheet and nobody has worked it out: the file is refused with that reason, not as an empty one."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, 6):
            sheet.append([f"=Журнал!{column}{row}" for column in "ABCD"])

    for read in (read_file, lambda path, book, on: read_crossings(open_file(path), book, on)):
        with pytest.raises(FileRefused) as refusal:
            read(workbook(tmp_path / "f.xlsx", fill), NoBook(), ON)
        assert (refusal.value.code, refusal.value.params) == ("no-results", {"file": "f.xlsx", "sheet": "Sheet", "cell": "A1"})


def test_formulas_below_the_last_value_are_rows_too(tmp_path: Path, staffed: RecordBook) -> None:
    """Trips that are looked up from another sheet stand below those that were typed."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD[:4])
        sheet.append((KIM, "РФ", DAY, DAY))
        sheet.append([f"=Журнал!{column}9" for column in "ABCD"])

    reading = read_file(workbook(tmp_path / "f.xlsx", fill), staffed, ON)
    assert refused(reading) == [(3, "no-result", "A3")]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#ССЫЛКА!", "#Н/Д", "#ДЕЛ/0!", "#ЗНАЧ!", "Err:502"])
def test_an_error_is_called_one(staffed: RecordBook, error: str) -> None:
    """In any column that is read, of a text table too: a truck is not called #N/A."""
    rows = table(f"Водитель | Страна | Въезд | Выезд | Тягач\n{KIM} | РФ | 01.03.2026 | {error} |\n{KIM} | РБ | 02.04.2026 | | {error}")
    reading = read_source(Source("р.csv", (rows,)), staffed, ON)
    assert refused(reading) == [(2, "error-value", "D2"), (3, "error-value", "E3")]
    assert {row.problems[0].value for row in reading.of_outcome("refused")} == {error}


def test_an_unknown_driver_is_said_beside_the_formula(tmp_path: Path, staffed: RecordBook) -> None:
    """What else is wrong with the row is not kept for the next time."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append(("Неизвестный Пётр", "Гондор", DAY, "=C2+4"))

    (row,) = read_file(workbook(tmp_path / "f.xlsx", fill), staffed, ON).rows
    assert [problem.code for problem in row.problems] == ["no-result", "unknown-driver", "unknown-country"]


def test_lists_of_drivers_papers_and_crossings_say_it_too(tmp_path: Path, staffed: RecordBook) -> None:
    """A passport's end, a permit's, a day of crossing: none is taken as not typed."""

    def drivers(sheet: Worksheet) -> None:
        sheet.append(("ФИО", "Гражданство", "Паспорт", "Паспорт до"))
        sheet.append(("Новиков Пётр", "РК", "N1", "=TODAY()"))

    def papers(sheet: Worksheet) -> None:
        sheet.append(("Водитель", "Документ", "Номер", "Действителен до"))
        sheet.append((KIM, "Водительское удостоверение", "1", "=TODAY()"))

    def crossings(sheet: Worksheet) -> None:
        sheet.append(("Водитель", "Дата", "Направление", "Страна", "Пункт"))
        sheet.append((KIM, DAY, "въезд", "РФ", "=A9"))

    for fill in (drivers, papers):
        reading = read_file(workbook(tmp_path / "f.xlsx", fill), staffed, ON)
        assert refused(reading) == [(2, "no-result", "D2")]
    listed = read_crossings(open_file(workbook(tmp_path / "f.xlsx", crossings)), staffed, ON)
    assert ([(row.row, row.problem) for row in listed.refused], listed.crossings) == ([(2, "no-result")], ())


def test_a_day_of_a_grid_is_no_day_at_home(tmp_path: Path, staffed: RecordBook) -> None:
    """A mark that a formula would give, and marks under a date that a formula would give; rows that are no driver's are none of it."""

    def fill(sheet: Worksheet) -> None:
        days = [date(2026, 11, 2) + timedelta(number) for number in range(8)]
        sheet.append(("Водитель", *days, "=I1+1"))
        sheet.append((KIM, "Р", "Р", "=C2", None, None, None, None, None, None))
        sheet.append(("Ахметов Ерлан Серикович", None, "Р", None, None, None, None, None, None, "Р"))
        sheet.append(("Нұрғалиев Бауыржан", None, "Р", None, None, None, None, None, None, None))
        sheet.append((None, "=COUNTA(B2:B4)", "=COUNTA(C2:C4)"))

    reading = read_file(workbook(tmp_path / "g.xlsx", fill), staffed, ON)
    assert refused(reading) == [(2, "no-result", "D2"), (3, "no-result", "J1")]
    assert [(row.row, row.outcome) for row in reading.rows[2:]] == [(4, "taken"), (5, "passed-over")]
