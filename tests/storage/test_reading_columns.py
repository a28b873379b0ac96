"""Tables as offices make them: headings in three languages, in any order, titles above, totals below; and the words in their cells."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from storage.reading import FileRefused, NoBook, Source, read_source
from storage.reading.cells import Cell, date_of, text_of
from storage.reading.columns import recognised
from storage.reading.rows import body
from storage.reading.table import Table
from storage.reading.words import shipped
from storage.text import DateRefused
from tests.storage.readings import ON, table

WORDS = shipped()


def columns(text: str) -> dict[str, int]:
    """Returns the columns that are recognised in a table written as text."""
    return recognised(table(text), WORDS).columns


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Водитель | Тягач | Страна | Въезд | Выезд", "Ким В.О. | 886 AOH 03 | РФ | 01.03.2026 | 05.03.2026"),
        ("ФИО водителя | Гос. номер | Страна пребывания | Дата въезда | Дата выезда", "Ким В.О. | 886 | РФ | 01.03.2026 | 05.03.2026"),
        ("Жүргізуші | Көлік | Ел | Кіру күні | Шығу күні", "Ким В.О. | 886 | Ресей | 01.03.2026 | 05.03.2026"),
        ("Driver | Truck | Country | Date of entry | Date of exit", "Kim V. | 886 | Russia | 2026-03-01 | 2026-03-05"),
        ("ВОДИТЕЛЬ | ТС | ГОСУДАРСТВО | С | ПО", "Ким В.О. | 886 | РФ | 01.03.2026 | 05.03.2026"),
        ("Boдитeль | Тягач | Cтpaнa | Bъeзд | Bыeзд", "Ким В.О. | 886 | РФ | 01.03.2026 | 05.03.2026"),
    ],
)
def test_headings_are_known_in_three_languages(headings: str, row: str) -> None:
    """A table is one of trips whatever the office calls its columns."""
    assert columns(f"{headings}\n{row}") == {"driver": 0, "truck": 1, "country": 2, "entry": 3, "exit": 4}


def test_columns_may_stand_in_any_order_under_titles() -> None:
    """Neither the name of the sheet, nor the place of a column, nor lines above the headings matter."""
    sheet = recognised(table("Журнал\n\nВыезд | Въезд | № п/п | Страна | Водитель\n05.03.26 | 01.03.26 | 1 | РФ | Ким В.О."), WORDS)
    assert (sheet.kind, sheet.heading) == ("trips", 3)
    assert sheet.columns == {"exit": 0, "entry": 1, "ordinal": 2, "country": 3, "driver": 4}
    assert sheet.unknown == {}


def test_what_stands_under_a_heading_tells_dates_from_places() -> None:
    """«Въезд» over names of crossings is the crossing, «Дата въезда» over dates the date."""
    rows = "\n".join(f"Ким В.О. | РФ | Маштаково | 0{day}.03.2026 | Петухово | 09.03.2026" for day in range(1, 5))
    found = columns(f"Водитель | Страна | Въезд | Дата въезда | Выезд | Дата выезда\n{rows}")
    assert found == {"driver": 0, "country": 1, "entry_point": 2, "entry": 3, "exit_point": 4, "exit": 5}


def test_driver_and_country_are_known_by_their_cells() -> None:
    """A column headed «Кто» that holds names, and one without a heading that holds countries, are what they hold."""
    rows = "\n".join(f"Ким В.О. | {country} | 01.03.2026 | 05.03.2026 | 12 т" for country in ("РФ", "РБ", "Польша"))
    sheet = recognised(table(f"Кто | | Въезд | Выезд | Груз\n{rows}"), WORDS)
    assert sheet.columns == {"driver": 0, "country": 1, "entry": 2, "exit": 3}
    assert sheet.unknown == {4: "Груз"}


@pytest.mark.parametrize(
    "text",
    [
        "Товар | Цена | Дата\nХлеб | 100 | 01.03.2026",
        "Водитель | Въезд | Выезд\nКим В.О. | 01.03.2026 | 05.03.2026",
        "Водитель | Страна | Груз\nКим В.О. | РФ | 20 т",
        "Страна | Въезд | Выезд\nРФ | 01.03.2026 | 05.03.2026",
        "одно слово",
    ],
)
def test_a_file_without_driver_country_and_date_is_refused(text: str) -> None:
    """Where no sheet has the three, nothing is guessed."""
    with pytest.raises(FileRefused) as refused:
        read_source(Source("прайс.xlsx", (table(text, "Лист1"),)), NoBook(), ON)
    assert refused.value.code == "no-columns"
    assert refused.value.params == {"file": "прайс.xlsx", "sheets": "Лист1"}


def test_headings_with_nothing_under_them_are_an_empty_file() -> None:
    """A form that nobody filled in holds nothing to take."""
    with pytest.raises(FileRefused) as refused:
        read_source(Source("бланк.xlsx", (table("Водитель | Страна | Въезд | Выезд\n | | | \nИтого | 0 | | "),)), NoBook(), ON)
    assert refused.value.code == "empty"


def test_titles_totals_and_repeated_headings_are_passed_over() -> None:
    """A journal printed page by page repeats its headings and adds up; none of that is a row."""
    rows = "Водитель | Страна | Въезд | Выезд\nКим В.О. | РФ | 01.03.2026 | 05.03.2026\n\n | Март | | \n"
    rows += "Водитель | Страна | Въезд | Выезд\nВсего дней: | 5 | | "
    read, passed = body(recognised(table(rows), WORDS), WORDS)
    assert [row.number for row in read] == [2]
    assert {row.row: row.problem for row in passed} == {3: "empty", 4: "title", 5: "heading", 6: "total"}


def test_a_surname_that_begins_like_a_total_is_no_total() -> None:
    """Всеволодов and Итоговский are drivers."""
    rows = "Водитель | Страна | Въезд\nВсеволодов Иван | РФ | 01.03.2026\nИтоговский Иван | РФ | 01.03.2026"
    assert [row.number for row in body(recognised(table(rows), WORDS), WORDS)[0]] == [2, 3]


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("RU", ["РФ", "рф ", "Россия", "RU", "rus", "Российская Федерация", "Ресей", "Р.Ф.", "PФ", "Russia"]),
        ("BY", ["РБ", "Беларусь", "Белоруссия", "BY", "Республика Беларусь", "Belarus"]),
        ("KZ", ["РК", "Казахстан", "Қазақстан", "KZ", "KAZ"]),
        ("KG", ["КР", "Кыргызстан", "Киргизия", "KG", "Қырғызстан"]),
        ("UZ", ["РУз", "Узбекистан", "UZ", "Өзбекстан"]),
        ("AM", ["РА", "Армения", "AM"]),
        ("AZ", ["АР", "Азербайджан", "AZ"]),
        ("PL", ["Польша", "PL", "POL", "Poland"]),
        ("BR", ["BR", "BRA"]),
        ("RU+BY", ["РФ/РБ", "Россия и Беларусь", "BY+RU", "Союзное государство"]),
    ],
)
def test_countries_are_known_by_names_short_names_and_codes(code: str, written: list[str]) -> None:
    """In a cell for a country any usual word for it will do."""
    assert {text: WORDS.countries.find(text) for text in written} == dict.fromkeys(written, code)


@pytest.mark.parametrize("text", ["", "Атлантида", "PK", "KP", "PA", "РФ, Польша", "РФ Самара", "R"])
def test_a_word_for_two_countries_or_none_is_not_guessed(text: str) -> None:
    """PK in Latin letters is Pakistan to a machine and РК to the one who typed it: it is asked about."""
    assert WORDS.countries.find(text) is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Ким\xa0В. ", "Ким В."),
        (311.0, "311"),
        (12.5, "12.5"),
        (True, "TRUE"),
        (date(2026, 3, 4), "04.03.2026"),
        (datetime(2026, 3, 4), "04.03.2026"),  # noqa: DTZ001  a cell has no zone
        ("'+7 701", "+7 701"),
        ("'тест", "'тест"),
    ],
)
def test_cells_as_text(cell: Cell, text: str) -> None:
    """Numbers come without a useless point, dates as the trade writes them, guarded texts without their guard."""
    assert text_of(cell) == text


def test_cells_as_dates() -> None:
    """A real date, with or without midnight beside it, is one; a number, a time of day and the year 1900 are not."""
    midnight, night = datetime(2026, 3, 4), datetime(2026, 3, 4, 23, 50)  # noqa: DTZ001  a cell has no zone
    assert date_of(date(2026, 3, 4), on=ON) == date_of(midnight, on=ON) == date_of("04.03.26", on=ON) == date(2026, 3, 4)
    cells: list[tuple[Cell, str]] = [(46000.0, "unreadable"), (night, "unreadable"), (timedelta(1), "unreadable")]
    for cell, code in [*cells, (date(1900, 1, 1), "no-such-date")]:
        with pytest.raises(DateRefused) as refused:
            date_of(cell, on=ON)
        assert refused.value.code == code


def test_unknown_columns_go_by_their_letters() -> None:
    """A column without a heading that holds something is named as the spreadsheet names it."""
    sheet = recognised(Table("Л", [["Водитель", "Страна", "Въезд", "", ""], ["Ким В.О.", "РФ", "01.03.2026", "", "срочно"]]), WORDS)
    assert sheet.unknown == {4: "E"}
    assert sheet.rows()[0].notes() == ("E: срочно",)
