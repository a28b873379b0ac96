"""What the office says of a file: of a column, a sheet, a name; what is kept of it for the next file, and what is still lacking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import NO_HINTS, FileRefused, Hints, Reading, Source, read_source
from storage.reading.reader import sheets_of
from storage.reading.sources import source_of
from storage.reading.table import Table, names_of
from storage.records import Layout
from tests.storage.books import open_book
from tests.storage.readings import ON, legs_of, said, table

KIM = "Ким Вячеслав Олегович"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    """A new book."""
    with open_book(tmp_path / "book") as book:
        yield book


@pytest.fixture
def staffed(book: RecordBook) -> RecordBook:
    """A book that knows Ким and Ахметов."""
    drivers = table(f"ФИО | Гражданство | Дата рождения\n{KIM} | РК | 10.01.1986\nАхметов Ерлан Серикович | РК | 01.02.1980", "Люди")
    book.commit(read_source(Source("люди.xlsx", (drivers,)), book, ON).changes, "drivers")
    return book


def read(book: RecordBook, *tables: Table, hints: Hints = NO_HINTS, new_drivers: bool | tuple[str, ...] = False) -> Reading:
    """Reads tables with what is said of them."""
    return read_source(Source("ф.xlsx", tables), book, ON, hints=hints, new_drivers=new_drivers)


def test_each_column_has_a_name_of_its_own() -> None:
    """Without a heading, its letters; with that of an earlier one, in whatever case, its letters beside."""
    assert names_of(["Дата", "", "ДАТА", "Водитель", "дата"]) == ("Дата", "B", "ДАТА (C)", "Водитель", "дата (E)")


def test_columns_of_one_heading_are_set_right_apart(staffed: RecordBook) -> None:
    """«Дата» twice and a column without a heading: each is said by its own name, and remembered."""
    rows = table(f"Кто | | Дата | Дата\n{KIM} | РФ | 01.03.2026 | 05.03.2026\n{KIM} | РБ | 07.03.2026 | 09.03.2026")
    hints = Hints(columns={"дата": "entry", "дата (d)": "exit", "в": "country"})
    staffed.commit(read(staffed, rows, hints=hints).changes, "import")
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 01.03–05.03", "BY 07.03–09.03"]
    (sheet,) = sheets_of(Source("ф.xlsx", (rows,)), staffed)
    assert (sheet.columns, sheet.remembered) == ({"driver": 0, "country": 1, "entry": 2, "exit": 3}, True)


def test_what_is_said_now_takes_a_field_from_the_column_it_was_said_of_before(staffed: RecordBook) -> None:
    """The country stood under «Куда», from now on under «Откуда»: the column further right does not win for standing there."""
    rows = table(f"Водитель | Въезд | Откуда | Куда\n{KIM} | 01.03.2026 | РФ | РБ")
    staffed.commit(read(staffed, rows, hints=Hints(columns={"куда": "country"})).changes, "first")
    assert [leg.country for leg in legs_of(staffed, "Ким")] == ["BY"]
    reading = read(staffed, rows, hints=Hints(columns={"откуда": "country"}))
    (trip,) = [leg for record in reading.changes for leg in getattr(record, "legs", ()) if leg.country == "RU"]
    assert trip.entry.isoformat() == "2026-03-01"
    staffed.commit(reading.changes, "second")
    assert [layout.columns for layout in staffed.all(Layout)] == [{"откуда": "country"}]


def test_what_is_said_of_one_sheet_holds_in_no_other(staffed: RecordBook) -> None:
    """«Срок» ends a paper on one sheet; on the other it is a note, as it was."""
    papers = table(f"Водитель | Документ | Срок\n{KIM} | Паспорт | 01.01.2030", "Бумаги")
    trips = table(f"Водитель | Страна | Въезд | Срок\n{KIM} | РФ | 01.03.2026 | 3 дня", "Рейсы")
    reading = read(staffed, papers, trips, hints=Hints(within={"Бумаги": {"срок": "issued"}}))
    known = {sheet.name: dict(sheet.columns) for sheet in reading.sheets}
    assert known["Бумаги"]["issued"] == "Срок"
    assert [sheet.unknown for sheet in reading.sheets] == [(), ("Срок",)]


def test_a_field_that_a_kind_of_table_has_not_is_passed_by(staffed: RecordBook) -> None:
    """Said of both sheets at once, a meaning that only papers have leaves the column of trips what its heading says."""
    trips = table(f"Водитель | Страна | Въезд | Выезд\n{KIM} | РФ | 01.03.2026 | 05.03.2026")
    assert dict(read(staffed, trips, hints=Hints(columns={"выезд": "issued"})).sheets[0].columns)["exit"] == "Выезд"


def test_a_row_of_headings_once_said_is_found_again(staffed: RecordBook) -> None:
    """The row above would do too; said once which row it is, the next file of that layout is read by it."""
    text = "Водитель | Страна | Въезд\nВодитель | Страна | Выезд\n{} | РФ | {}"
    first = table(text.format(KIM, "01.03.2026"))
    reading = read(staffed, first, hints=Hints(headings={"Лист1": 2}))
    assert (reading.sheets[0].heading, reading.sheets[0].remembered) == (2, False)
    staffed.commit(reading.changes, "first")
    again = read(staffed, table(text.format(KIM, "02.03.2026")))
    assert (again.sheets[0].heading, again.sheets[0].remembered) == (2, True)


def test_a_table_without_headings_is_told_by_its_letters(staffed: RecordBook) -> None:
    """Three dates in a row are too many to guess by; said what each column is, the rows are trips, and nothing is remembered of letters."""
    rows = table(f"{KIM} | РФ | 27.02.2026 | 01.03.2026 | 05.03.2026\n{KIM} | РБ | 06.03.2026 | 07.03.2026 | 09.03.2026")
    with pytest.raises(FileRefused):
        read(staffed, rows)
    said_of = {"с": "entry_queue", "d": "entry", "е": "exit"}
    reading = read(staffed, rows, hints=Hints(headings={"Лист1": 0}, within={"Лист1": said_of}))
    staffed.commit(reading.changes, "import")
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 01.03–05.03", "BY 07.03–09.03"]
    assert list(staffed.all(Layout)) == []


def test_what_a_sheet_of_a_said_kind_still_lacks(staffed: RecordBook) -> None:
    """Said to be trips, «Кто, Когда, Зачем» lacks country and dates; the row with most known columns is taken for its headings."""
    rows = table(f"Отчёт за март\nКто | Когда | Зачем\n{KIM} | 01.03.2026 | лук\n{KIM} | 02.03.2026 | лук")
    source = Source("ф.xlsx", (rows,))
    assert sheets_of(source, staffed)[0].lacks == ()
    hints = Hints(kinds={"Лист1": "trips"}, headings={"Лист1": 2}, within={"Лист1": {"кто": "driver", "когда": "entry"}})
    (sheet,) = sheets_of(source, staffed, hints)
    assert (sheet.kind, sheet.meant, sheet.lacks, sheet.unknown) == (None, "trips", (("country",),), {2: "Зачем"})
    with pytest.raises(FileRefused):
        read_source(source, staffed, ON, hints=hints)


def test_a_name_is_said_to_mean_a_driver(staffed: RecordBook) -> None:
    """«Ахмедов» is nobody; said to be Ахметов, his rows are Ахметов's, in a list of drivers too."""
    trips = table("Водитель | Страна | Въезд\nАхмедов Е.С. | РФ | 01.03.2026", "Рейсы")
    people = table("ФИО | Телефон | Гражданство\nАхмедов Е.С. | 123 | РК", "Люди")
    hints = Hints(names={"ахмедов е с": "Ахметов Ерлан Серикович"})
    assert read(staffed, trips).of_outcome("refused")[0].problems[0].near == ("Ахметов Ерлан Серикович",)
    staffed.commit(read(staffed, trips, people, hints=hints).changes, "import")
    assert [driver.phone for driver in staffed.drivers()] == ["", "123"]
    assert len(legs_of(staffed, "Ахметов")) == 1


def test_strangers_are_people_not_spellings(staffed: RecordBook) -> None:
    """Two spellings of one man are one stranger under the fuller; what is no name is none; near drivers are offered."""
    names = ("Новиков О.", "Новиков Олег", "12345", "Ахмедов Е.С.", "Новиков О.")
    trips = table("Водитель | Страна | Въезд\n" + "\n".join(f"{name} | РФ | 0{day}.03.2026" for day, name in enumerate(names, 1)))
    reading = read(staffed, trips)
    found = [(each.name, each.rows, each.near, each.can_be_new) for each in reading.strangers]
    assert found == [
        ("Новиков Олег", 3, (), True),
        ("12345", 1, (), False),
        ("Ахмедов Е.С.", 1, ("Ахметов Ерлан Серикович",), True),
    ]
    taken = read(staffed, trips, new_drivers=("Новиков Олег",))
    assert (taken.counts["taken"], [each.name for each in taken.strangers]) == (3, ["12345", "Ахмедов Е.С."])


def test_a_name_taken_in_a_book_of_nobody_leaves_the_full_names_taken(book: RecordBook) -> None:
    """Full names make drivers where neither book nor file knows any; an initial asked for comes beside them, not instead."""
    trips = table(f"Водитель | Страна | Въезд\n{KIM} | РФ | 01.03.2026\nНовиков О. | РФ | 02.03.2026")
    assert [each.name for each in read(book, trips).new_drivers] == [KIM]
    assert [each.name for each in read(book, trips, new_drivers=("Новиков О.",)).new_drivers] == [KIM, "Новиков О."]


def test_what_separates_the_cells_can_be_named() -> None:
    """Commas in most cells and one semicolon a line: told wrongly, it is named."""
    text = "Водитель, экипаж, смена;Страна\nКим, Ахметов, Юсупов;РФ\n".encode()
    assert source_of("a.csv", text).separator == "comma"
    source = source_of("a.csv", text, separator="semicolon")
    assert (source.separator, source.tables[0].rows[1]) == ("semicolon", ["Ким, Ахметов, Юсупов", "РФ"])


def test_another_thread_may_read_the_book_while_it_goes_on(staffed: RecordBook) -> None:
    """What is committed afterwards is not there; what was stands by its people."""
    there = staffed.as_it_stands()
    trips = table(f"Водитель | Страна | Въезд\n{KIM} | РФ | 01.03.2026")
    staffed.commit(read(staffed, trips).changes, "later")
    kim = next(driver.id for driver in there.drivers() if driver.name == KIM)
    assert (len(there.trips_of(kim)), len(staffed.trips_of(kim))) == (0, 1)
