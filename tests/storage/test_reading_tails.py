"""What stands below a table: sums, signatures, dates, legends are passed over and said; a row of the table never is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import FileRefused, NoBook, Source, read_source
from storage.reading.crossings import read_crossings
from storage.reading.results import RowResult
from storage.reading.table import Table
from tests.storage.books import open_book
from tests.storage.readings import DRIVERS, ON, outcomes, table, take, trips

KIM = "Ким Вячеслав Олегович"
NUMBERED = f"№ | Водитель | Тягач | Страна | Въезд | Выезд | Дней | Примечание\n1 | {KIM} | 405 | РФ | 01.03.2026 | 05.03.2026 | 5 |"


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[RecordBook]:
    """A book that knows three drivers."""
    with open_book(tmp_path / "book") as book:
        take(book, table(DRIVERS, "Водители"))
        yield book


def rows_of(book: RecordBook | NoBook, tail: str, above: str = NUMBERED) -> list[RowResult]:
    """Returns what becomes of the rows below a table."""
    first = len(above.splitlines())
    return [row for row in read_source(Source("ф.xlsx", (table(f"{above}\n{tail}"),)), book, ON).rows if row.row > first]


@pytest.mark.parametrize(
    "tail",
    [
        " | Составил: | | Иванова А.А. | | | |",
        " | Составил: Иванова А.А. | | | | | |",
        "Составил | | Иванова Анна Петровна | | | | |",
        " | Диспетчер ____________ Иванова А.А. | | М.П. | | | |",
        " | Директор ТОО «Караван» | | | | Сериков Б.Т. | |",
        " | | | Директор | | Сериков Б.Т. | |",
        " | Дата составления: | | | 23.11.2026 | | |",
        " | Дата | | | 23.11.2026 | | |",
        " | | | | | | 5 | 120",
        "1 | | | | | | 5 |",
        " | В том числе РФ | | | | | 5 |",
        " | из них в Беларуси | | | | | 0 | 12",
        " | Россия | 120 | | | | 5 |",
        " | Приложение № 3 к приказу | 12 | | | | |",
        "* | со слов водителя, отметка не показана | | | | | |",
        " | РФ – Россия: | РБ – Беларусь | | | | |",
        "Условные обозначения | РФ - Россия | | | | | |",
        "Примечание | даты со слов | водителей | | | | |",
        " | Отчёт сделала: Иванова А.А. | дисп. | | | | |",
        " | Құрастырған: | | Иванова А.А. | | | |",
        " | Күні | | | 23.11.2026 | | |",
        " | Prepared by | | A. Ivanova | | | |",
        " | Date: | | | 23.11.2026 | | |",
        " | — | — | | | | — |",
        " | Принял(а) _______ / Иванова А.А. / | 1 | | | | |",
    ],
)
def test_a_note_below_is_passed_over_and_said(staffed: RecordBook, tail: str) -> None:
    """Alone, and as the first of several with an empty row between: what it says is said in full."""
    for below in (tail, f" \n{tail}\n | Подпись: | | ________ | | | |\nИтого | | | | | | 5 |"):
        rows = [row for row in rows_of(staffed, below) if row.problem not in ("empty", "total")]
        assert {(row.outcome, row.problem) for row in rows} <= {("passed-over", "note"), ("passed-over", "title")}
        assert rows[0].problems[0].value == " ".join(text for cell in tail.split("|") if (text := cell.strip()))


@pytest.mark.parametrize(
    ("tail", "problem"),
    [
        (f" | {KIM} | | | | | |", "country-missing"),
        (f"Составил: | {KIM} | | | | | |", "country-missing"),
        ("Составил | Иванова А.А. | | | | | |", "unknown-driver"),
        ("Подпись | ахметов | | | 01.03.2026 | | |", "country-missing"),
        (f" | {KIM} | | | | | 45 |", "country-missing"),
        (" | Неизвестный | 405 | | | | |", "unknown-driver"),
        (" | ахметов | | | 01.03.2026 | | |", "country-missing"),
        (" | Экипаж: Ким, Ахметов | | | 01.03.2026 | | |", "country-missing"),
        (" | | 405 ABC 01 | | 01.03.2026 | | |", "driver-missing"),
        (" | | 405 ABC 01 | | | | | Алматы–Москва", "driver-missing"),
        (" | | | РФ | 01.03.2026 | | |", "driver-missing"),
        ("Составил: | | | РФ | | | |", "driver-missing"),
        (" | | | | 01.03.2026 | 05.03.2026 | |", "driver-missing"),
    ],
)
def test_what_may_be_a_row_is_refused_with_its_reason(staffed: RecordBook, tail: str, problem: str) -> None:
    """A driver, a country, a date with a truck: half a row is a row, below which notes may stand."""
    for below in (tail, f"{tail}\n | Составил: | | Иванова А.А. | | | |"):
        row = rows_of(staffed, below)[0]
        assert (row.outcome, problem in [each.code for each in row.problems]) == ("refused", True)


def test_what_stands_between_rows_is_no_note(staffed: RecordBook) -> None:
    """Only below the last row of a table is it passed over: higher up it may be a row that somebody spoilt."""
    above = f"{NUMBERED}\n | Составил: | | Иванова А.А. | | | |\n2 | {KIM} | 405 | РФ | 10.03.2026 | 12.03.2026 | 3 |"
    rows = read_source(Source("ф.xlsx", (table(above),)), staffed, ON).rows
    assert [row.outcome for row in rows] == ["taken", "refused", "taken"]


def test_who_signed_is_no_new_driver() -> None:
    """In a new book every full name is a driver: not that of the person who drew the table up."""
    tail = table(f"{NUMBERED}\n | Составила: Иванова Анна Петровна | | Иванова Анна | | | |")
    people = table(f"ФИО | Гражданство | Дата рождения\n{KIM} | РК | 10.01.1986\nОтчёт сделала: Иванова Анна | |\n2 | |", "Люди")
    reading = read_source(Source("ф.xlsx", (people, tail)), NoBook(), ON)
    assert [row.outcome for row in reading.rows] == ["taken", "passed-over", "passed-over", "taken", "passed-over"]
    assert not reading.new_drivers


def test_below_lists_of_papers_and_crossings(staffed: RecordBook) -> None:
    """A kind of paper, a direction, a country make a row; a signature does not."""
    lines = ("Водитель | Документ | Номер | До", f"{KIM} | Загранпаспорт | N1 | 01.01.2030", " | Загранпаспорт | N2 | ", " | | 12 | 1")
    papers = table("\n".join((*lines, "Директор | | Сериков |")), "П")
    rows = read_source(Source("ф.xlsx", (papers,)), staffed, ON).rows
    assert [(row.row, row.outcome) for row in rows] == [(2, "taken"), (3, "refused"), (4, "passed-over"), (5, "passed-over")]
    crossings = table(
        f"Водитель | Дата | Направление | Страна\n{KIM} | 01.03.2026 | въезд | РФ\n | | выезд | РФ\nПодпись | 02.03.2026 | Сериков |", "С"
    )
    listed = read_crossings(Source("ф.xlsx", (crossings,)), staffed, ON)
    assert [(row.row, row.outcome) for row in sorted(listed.rows, key=lambda row: row.row)][1:] == [(3, "refused"), (4, "passed-over")]


def test_below_a_grid(staffed: RecordBook) -> None:
    """Counts of the day beside a country or a total: none of it is a mark; and a signature with something in a day's column."""
    days = " | ".join(date(2026, 11, day).strftime("%d.%m.%Y") for day in range(2, 12))
    marked = " | ".join("РРР-------").replace("-", "")
    tail = "Россия | 1 | 1 | 1 | 0\nИтого | 1 | 1 | 1 | 0\nСоставил: | Иванова | | |\nПетров Пётр | Р | | |"
    grid = table(f"Водитель | {days}\n{KIM} | {marked}\n{tail}", "Г")
    reading = read_source(Source("г.xlsx", (Table("Г", grid.rows[:-1]),)), staffed, ON)
    assert list(outcomes(reading, "Г").values()) == ["taken", "note", "total", "note"]
    assert reading.sheets[0].marks == (("Р", ("RU",)), ("Иванова", None))
    assert list(outcomes(read_source(Source("г.xlsx", (grid,)), staffed, ON), "Г").values())[-1] == "unknown-driver"


def test_a_table_of_nothing_but_notes_is_empty(staffed: RecordBook) -> None:
    """A form that nobody has filled in: headings and a place to sign."""
    form = table("№ | Водитель | Страна | Въезд | Выезд\n | Составил: | ________ | |")
    for read in (read_source, read_crossings):
        with pytest.raises(FileRefused) as refused:
            read(Source("ф.xlsx", (form,)), staffed, ON)
        assert refused.value.code == "empty"


def test_a_stray_value_below_the_table_of_trips(staffed: RecordBook) -> None:
    """One number or one date that somebody left in a column."""
    lines = (f"{KIM} | РФ | 01.03.2026 | 05.03.2026", " | | | 7", " | | 09.03.2026", " | 12 | 13", "23.11.2026", "7")
    reading = read_source(Source("ф.xlsx", (trips(*lines),)), staffed, ON)
    assert list(outcomes(reading).values()) == ["taken", "title", "title", "note", "note", "note"]
