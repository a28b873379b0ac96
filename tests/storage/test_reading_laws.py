"""What holds for every file, whatever stands in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.book import RecordBook
from storage.reading import FileRefused, Reading, Source, read_source
from storage.reading.cells import Cell
from storage.reading.table import Table
from tests.storage.books import open_book

ON = date(2026, 1, 10)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))
NIGHT = datetime(2026, 1, 3, 5, 0)  # noqa: DTZ001  a cell has no zone

people = ["Ахметов Ерлан Серикович", "Ахметов Е.С.", "Axмeтoв E.C.", "Ким Вячеслав", "Ким В.", "Ким В. / Ахметов Е.С.", "Ким"]
nobody = ["Неизвестный А.А.", "Н?рғалиев Б.", "Нұрғалиев Бауыржан", "Итого", "?", "-", ""]
names = st.sampled_from([*people, *nobody])
countries = st.sampled_from(["РФ", "RU", "РБ", "Польша", "РФ/РБ", "Атлантида", ""])
odd: list[Cell] = ["", "?", "-", "30.02.2026", 46000.0, NIGHT]
dates: st.SearchStrategy[Cell] = st.one_of(DAYS, DAYS.map(lambda day: f"{day:%d.%m.%y}"), st.sampled_from(odd))
words = st.sampled_from(["", "отметка", "план", "со слов", "пломба"])
notes = st.sampled_from(["", "прим", "a\x1b[2J"])
kinds = st.sampled_from(["ВНЖ РФ", "ВУ", "Виза (Польша, D)", "Паспорт", "ruID", "Талон", "Трудовой договор РК", "Трудовой договор", ""])


def rows(*cells: st.SearchStrategy[Cell]) -> st.SearchStrategy[list[list[Cell]]]:
    return st.lists(st.tuples(*cells).map(list), max_size=8)


plates = st.sampled_from(["", "123 ABC", "123ABC", "5"])
routes = st.sampled_from(["", "Алматы–Москва", "Актобе–Самара"])
points = st.sampled_from(["", "Лиозно"])
trip_rows = rows(names, plates, routes, countries, dates, dates, points, dates, words, notes, notes)
paper_rows = rows(names, kinds, st.sampled_from(["", "1", "2", 7.0]), dates, st.one_of(dates, st.just("бессрочно")), countries)
driver_rows = rows(names, countries, dates, st.sampled_from(["", "1", "N2"]), dates, notes)
TRIPS: list[Cell] = [
    "Водитель",
    "Тягач",
    "Маршрут",
    "Страна",
    "Очередь",
    "Въезд",
    "Пункт въезда",
    "Выезд",
    "Источник",
    "Прицеп",
    "Примечание",
]
PAPERS: list[Cell] = ["Водитель", "Документ", "Номер", "Выдан", "Действует до", "Страна"]
DRIVERS: list[Cell] = ["ФИО", "Гражданство", "Дата рождения", "Паспорт", "Паспорт до", "Примечание"]


@contextmanager
def new_book() -> Iterator[RecordBook]:
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        yield book


def take(book: RecordBook, tables: list[Table], new_drivers: bool) -> Reading:
    reading = read_source(Source("рейсы.xlsx", tuple(tables)), book, ON, new_drivers=new_drivers)
    book.commit(reading.changes, "import")
    return reading


@settings(max_examples=150)
@given(trip_rows, paper_rows, driver_rows, trip_rows, st.booleans())
def test_reading_again_changes_nothing_and_no_row_is_lost(
    trips: list[list[Cell]], papers: list[list[Cell]], drivers: list[list[Cell]], later: list[list[Cell]], new_drivers: bool
) -> None:
    """Whatever an office types: every row has one outcome, and the same file read again, then a longer one twice, adds nothing twice."""
    with new_book() as book:
        for journal in (trips, [*trips, *later]):
            tables = [Table("Рейсы", [TRIPS, *journal]), Table("Документы", [PAPERS, *papers]), Table("Водители", [DRIVERS, *drivers])]
            try:
                reading = take(book, tables if drivers else tables[:2], new_drivers)
            except FileRefused:
                continue
            places = [(row.sheet, row.row) for row in reading.rows]
            assert len(places) == len(set(places)) == len(journal) + len(papers) + len(drivers)
            again = take(book, tables if drivers else tables[:2], new_drivers)
            assert again.changes == []
            assert again.counts["taken"] == again.counts["changed"] == 0
