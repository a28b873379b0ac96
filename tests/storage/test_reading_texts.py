"""Tables written as text: whatever program saved them, the rows and letters are those that were there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.reading import FileRefused, Source, source_of
from storage.reading.table import ROWS
from storage.writing.delimited import csv_of
from storage.writing.listing import Listing
from tests.storage.books import open_book
from tests.storage.readings import legs_of, read, said, table

ROW = ["Ким Вячеслав", "РФ", "01.03.2026", "05.03.2026"]
LINES = [["Водитель", "Страна", "Въезд", "Выезд"], ROW]


def cells(source: Source) -> list[list[object]]:
    return [list(row) for row in source.tables[0].rows]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_program_s_text_is_the_same_table(separator: str, encoding: str, end: str) -> None:
    """Semicolons, commas or tabs; UTF-8 with and without its mark, UTF-16, Windows-1251; the line ends of every system."""
    text = end.join(separator.join(line) for line in LINES) + end
    assert cells(source_of("рейсы.csv", text.encode(encoding))) == LINES


def test_the_kazakh_page_is_offered_and_never_guessed() -> None:
    """«Қасымов Әділет» saved in the Kazakh page reads as other letters in the Russian one: that is said; named, it is read rightly."""
    content = "Водитель;Страна;Въезд\nҚасымов Әділет;РФ;01.03.2026\n".encode("kz1048")
    source = source_of("рейсы.csv", content)
    assert (source.encoding, source.doubts) == ("cp1251", ("maybe-kz1048",))
    assert cells(source_of("рейсы.csv", content, encoding="kz1048"))[1][0] == "Қасымов Әділет"
    assert source_of("рейсы.csv", "Водитель;Ёлкин Пётр".encode("cp1251")).doubts == ()


def test_letters_lost_on_saving_are_said() -> None:
    """«Н?р?алиев»: the letters are gone from the file, and the office is told how to keep them next time."""
    content = "Водитель;Страна\nН?р?алиев Бауыржан;РФ\n".encode("cp1251")
    assert source_of("рейсы.csv", content).doubts == ("letters-lost",)


def test_a_wrong_encoding_is_refused_in_words() -> None:
    """Named as UTF-8, a Windows-1251 file is not read with other letters."""
    with pytest.raises(FileRefused) as refused:
        source_of("рейсы.csv", "Водитель".encode("cp1251"), encoding="utf-8")
    assert (refused.value.code, refused.value.params["encoding"]) == ("other-encoding", "utf-8")


def test_cells_with_separators_quotes_and_line_ends_stay_one_cell() -> None:
    """A crew in two lines of one cell, a firm in quotation marks."""
    content = 'Водитель;Страна;Въезд\n"Ким В.\nАхметов Е.";РФ;01.03.2026\n"ТОО ""Путь""";РБ;\n'.encode()
    assert cells(source_of("рейсы.csv", content))[1:] == [["Ким В.\nАхметов Е.", "РФ", "01.03.2026"], ['ТОО "Путь"', "РБ", ""]]


def test_a_quotation_mark_that_is_never_closed_swallows_no_row() -> None:
    """One stray mark would make one cell of all that follows: the lines are read as they stand instead."""
    content = 'Водитель;Страна;Въезд\n"Ким В.;РФ;01.03.2026\nАхметов Е.;РФ;02.03.2026\n'.encode()
    assert [row[1] for row in cells(source_of("рейсы.csv", content))] == ["Страна", "РФ", "РФ"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b";;;\n;;;\n", "empty"),
        (b" ; ;\n\t\n", "empty"),
        (b"\x00\x01\x02" * 50, "not-text"),
        (b"a;b\n" * (ROWS + 5), "too-large"),
        (b"a;" * 3_000, "too-large"),
        (b"<?xml version='1.0'?><Workbook/>", "other-format"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    """Nothing in it, no text, far too many rows or columns, a spreadsheet saved as XML: a code for each."""
    with pytest.raises(FileRefused) as refused:
        source_of("рейсы.csv", content)
    assert refused.value.code == code


def test_two_million_empty_lines_are_no_table() -> None:
    """They are refused at once, without room being made for them."""
    with pytest.raises(FileRefused) as refused:
        source_of("рейсы.csv", b"\n" * 2_000_000)
    assert refused.value.code == "too-large"


def test_a_table_pasted_without_headings_is_known_by_its_cells(tmp_path: Path) -> None:
    """Rows copied out of the middle of a workbook: names, countries and two columns of dates tell themselves."""
    with open_book(tmp_path / "book") as book:
        reading = read(book, table("Ким Вячеслав | Россия | 01.03.2026 | 05.03.2026\nАхметов Ерлан | РБ | 07.03.26 | 09.03.26"))
        assert reading.sheets[0].heading == 0
        assert dict(reading.sheets[0].columns) == {"driver": "A", "country": "B", "entry": "C", "exit": "D"}
        book.commit(reading.changes, "import")
        assert [said(leg) for leg in legs_of(book, "Ким")] == ["RU 01.03–05.03 told/told"]


def test_dates_under_headings_that_nobody_knows_are_no_stays(tmp_path: Path) -> None:
    """A list of visas has names, countries and two dates as well: under headings of its own nothing of it is guessed."""
    with open_book(tmp_path / "book") as book, pytest.raises(FileRefused) as refused:
        read(
            book,
            table(
                "Кто | Чья | Откр | Закр\nКим Вячеслав | Польша | 01.01.2026 | 31.12.2026\nАхметов Ерлан | Литва | 01.02.2026 | 30.06.2026"
            ),
        )
    assert refused.value.code == "no-columns"


text_cells = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ;,\t\"'=+-@\n"), max_size=12)


@given(st.lists(st.lists(text_cells, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_we_write_is_read_again_cell_by_cell(rows: list[list[str]]) -> None:
    """Whatever stands in the cells, formulas included: the apostrophe that keeps a spreadsheet from running them comes off again."""
    from storage.reading.cells import text_of
    from storage.text import clean

    width = max(map(len, rows))
    rows = [["Раз", "Два", "Три", "Четыре"][:width], *([*row, *[""] * (width - len(row))] for row in rows), ["конец"] * width]
    found = cells(source_of("x.csv", csv_of(Listing("x", rows[0], rows[1:]))))
    assert [[text_of(str(cell)) for cell in row] for row in found] == [[clean(cell) for cell in row] for row in rows]
