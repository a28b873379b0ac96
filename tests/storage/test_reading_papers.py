"""Lists of papers and of drivers: what each row becomes, and what it meets in the book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import Reading
from storage.records import Firm, Paper, Unsettled, Vehicle
from tests.storage.books import open_book
from tests.storage.readings import DRIVERS, named, outcomes, read, table, take

KNOWN = table(DRIVERS, "Водители")
HEADINGS = "Водитель | Документ | Номер | Выдан | Действует до | Результат | Страна | Тягач"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as book:
        take(book, KNOWN, file="водители.xlsx")
        yield book


def take_papers(book: RecordBook, *lines: str) -> Reading:
    """Reads rows of papers into the book; row 2 is the first."""
    return take(book, table("\n".join((HEADINGS, *lines)), "Документы"), table(DRIVERS, "Водители"), file="документы.xlsx")


def taken(book: RecordBook, line: str) -> Paper:
    """Returns the one paper that a row about Ким gives."""
    before = {paper.id for paper in book.all(Paper)}
    reading = take_papers(book, line)
    assert outcomes(reading, "Документы") == {2: "taken"}, reading.of_outcome("refused")
    (paper,) = [paper for paper in book.all(Paper) if paper.id not in before]
    return paper


@pytest.mark.parametrize(
    ("words", "kind", "country"),
    [
        ("ruID, заявление водителя", "ruid-driver", "RU"),
        ("Вид на жительство РФ", "residence-permit", "RU"),
        ("ВНЖ Республики Беларусь", "residence-permit", "BY"),
        ("Вид на жительство РК", "residence-permit", "KZ"),
        ("РВП РФ", "temporary-residence", "RU"),
        ("Заявление на РВП в РФ", "temporary-residence-application", "RU"),
        ("Патент (Россия)", "patent", "RU"),
        ("Трудовой договор", "employment-contract", None),
        ("Трудовой договор РФ", "employment-contract", "RU"),
        ("Трудовой договор РК", "home-contract", "KZ"),
        ("Виза (Польша, D)", "visa", "PL"),
        ("Виза LT", "visa", "LT"),
        ("Шенгенская виза", "visa", None),
        ("Продление срока пребывания РФ", "other-extension", "RU"),
        ("Запрет на въезд в РФ", "entry-ban", "RU"),
        ("Выдворение из России", "expulsion", "RU"),
        ("Отказ во въезде, РБ", "turned-back", "BY"),
        ("Регистрация РФ", "registration", "RU"),
        ("Водительское удостоверение", "licence", None),
        ("ВУ кат. CE", "licence", None),
        ("Жүргізуші куәлігі", "licence", None),
        ("Загранпаспорт", "passport", None),
        ("Төлқұжат", "passport", None),
        ("Карта квалификации водителя", "cpc", None),
        ("Свидетельство ДОПОГ (ADR)", "adr", None),
        ("Карта тахографа", "tachograph-card", None),
        ("Медицинская справка", "medical", None),
        ("Страховой полис", "insurance", None),
        ("Разрешение на перевозку", "carriage-permit", None),
        ("Карточка допуска", "admission", None),
        ("Tachograph card", "tachograph-card", None),
        ("Residence permit of Russia", "residence-permit", "RU"),
    ],
)
def test_the_words_of_a_paper_tell_its_kind_and_country(book: RecordBook, words: str, kind: str, country: str | None) -> None:
    """A residence permit of Kazakhstan lifts nothing in Russia: kind and country both come from the words."""
    paper = taken(book, f"Ким В.О. | {words} | 1 | 01.02.2026 | 01.02.2027")
    assert (paper.kind, paper.country, paper.holder) == (kind, country, named(book, "Ким").id)
    assert (paper.issued, paper.until) == (date(2026, 2, 1), date(2027, 2, 1))


def test_a_paper_whose_country_cannot_be_told_is_said(book: RecordBook) -> None:
    """It changes nothing until somebody says which country it is of; a licence needs none."""
    reading = take_papers(
        book,
        "Ким В.О. | Трудовой договор | ТД-1 | 01.01.2024 | бессрочно",
        "Ким В.О. | Трудовой договор РФ, РБ | ТД-2 | 01.01.2024 | бессрочно",
        "Ким В.О. | Водительское удостоверение | 59 | 01.01.2024 | 01.01.2034",
    )
    assert [(row.row, remark.code) for row in reading.rows for remark in row.remarks] == [
        (2, "paper-country-unknown"),
        (3, "paper-country-unknown"),
    ]


def test_the_home_of_a_contract_is_the_firms_own_country(book: RecordBook) -> None:
    """For a carrier of Kyrgyzstan a contract in Kyrgyzstan is the one at home."""
    book.commit([Firm(country="KG")], "firm")
    assert taken(book, "Ким В.О. | Трудовой договор КР | 1 | 01.01.2024 | бессрочно").kind == "home-contract"


def test_a_paper_without_an_end_says_so_in_words(book: RecordBook) -> None:
    """«Бессрочно» is no end; an empty cell is not: what may lift a limit is not taken for ever by an oversight."""
    assert taken(book, "Ким В.О. | Вид на жительство РФ | 1 | 01.01.2024 | бессрочно").until is None
    assert taken(book, "Ким В.О. | Запрет на въезд в РФ | 2 | 01.01.2024 | ").until is None
    assert outcomes(take_papers(book, "Ким В.О. | Вид на жительство РБ | 3 | 01.01.2024 | "), "Документы") == {2: "until-missing"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Ким В.О. | Талон | 1 | 01.01.2024 | 01.01.2027", "unknown-paper"),
        ("Ким В.О. | | 1 | 01.01.2024 | 01.01.2027", "kind-missing"),
        ("Ким В.О. | Паспорт | 1 | 31.02.2024 | 01.01.2027", "no-such-date"),
        ("Ким В.О. | Паспорт | 1 | 01.01.2024 | до лета", "unreadable"),
        ("Ким В.О. | Паспорт | 1 | 01.01.2024 | 01.01.2023", "until-before-issued"),
        ("Ким В.О. | Проверка реестра | 1 | 01.01.2024 | | неясно", "unknown-result"),
        ("Ким В.О. | Виза | 1 | 01.01.2024 | 01.01.2027 | | Атлантида", "unknown-country"),
    ],
)
def test_a_paper_that_cannot_be_taken_waits_with_its_driver(book: RecordBook, line: str, problem: str) -> None:
    """It is refused whole, with what was expected, and its driver has an unsettled row."""
    reading = take_papers(book, line)
    assert outcomes(reading, "Документы") == {2: problem}
    assert reading.of_outcome("refused")[0].problems[0].expected
    assert [row.driver for row in book.all(Unsettled)] == [named(book, "Ким").id]


def test_a_paper_of_nobody_is_refused(book: RecordBook) -> None:
    """Without a known driver or a truck there is nobody to hold it."""
    reading = take_papers(book, "Цой В.А. | Паспорт | 1 | | 01.01.2027", "| Паспорт | 1 | | 01.01.2027")
    assert outcomes(reading, "Документы") == {2: "unknown-driver", 3: "driver-missing"}
    assert list(book.all(Unsettled)) == []


def test_a_truck_may_hold_a_paper(book: RecordBook) -> None:
    """A line with a plate in place of a driver is the truck's."""
    paper = taken(book, "| Страховой полис | СП-1 | 01.01.2026 | 01.01.2027 | | | 886 AOH 03")
    assert [vehicle.id for vehicle in book.all(Vehicle)] == [paper.holder]


@pytest.mark.parametrize(
    ("words", "result"), [("включён в реестр", "listed"), ("не состоит", "clear"), ("нет", "clear"), ("есть", "listed")]
)
def test_the_result_of_a_check_of_the_register_is_read(book: RecordBook, words: str, result: str) -> None:
    """Whether he is in the register of controlled persons decides whether he may go."""
    paper = taken(book, f"Ким В.О. | Проверка реестра контролируемых лиц РФ | | 01.11.2026 | | {words}")
    assert (paper.kind, paper.result) == ("register-check", result)


def test_a_passport_in_both_lists_is_one(book: RecordBook) -> None:
    """The list of drivers has number and end; the list of papers adds the day of issue to the same passport."""
    reading = take_papers(book, "Ким В.О. | Паспорт | n 200 | 13.01.2019 | 13.01.2029")
    assert outcomes(reading, "Документы") == {2: "changed"}
    passports = [paper for paper in book.papers_of(named(book, "Ким").id) if paper.kind == "passport"]
    assert [(paper.number, paper.issued, paper.until) for paper in passports] == [("N200", date(2019, 1, 13), date(2029, 1, 13))]


def test_a_known_paper_with_another_end_is_changed(book: RecordBook) -> None:
    """The same number with a later end is the same paper, prolonged; old and new are shown."""
    take_papers(book, "Ким В.О. | Карта тахографа | KZ-T 1 | 01.11.2021 | 31.10.2026")
    reading = take_papers(book, "Ким В.О. | Карта тахографа | kz-t1 | 01.11.2021 | 31.12.2026")
    (row,) = reading.of_outcome("changed")
    assert [(change.field, change.old, change.new) for change in row.changes] == [("until", date(2026, 10, 31), date(2026, 12, 31))]


def test_a_renewal_under_the_old_number_is_a_paper_of_its_own(book: RecordBook) -> None:
    """What begins after the old one ended does not overwrite it."""
    take_papers(book, "Ким В.О. | Карта тахографа | KZ-T 1 | 01.11.2021 | 31.10.2026")
    reading = take_papers(book, "Ким В.О. | Карта тахографа | KZ-T 1 | 01.11.2026 | 31.10.2031")
    assert outcomes(reading, "Документы") == {2: "taken"}


def test_two_rows_that_contradict_each_other_are_two_papers(book: RecordBook) -> None:
    """One file, one number, two ends: neither overwrites the other, and reading it again changes nothing."""
    rows = ("Ким В.О. | Карта тахографа | 1 | | 31.10.2026", "Ким В.О. | Карта тахографа | 1 | | 31.12.2026")
    assert outcomes(take_papers(book, *rows), "Документы") == {2: "taken", 3: "taken"}
    again = take_papers(book, *rows)
    assert (outcomes(again, "Документы"), again.changes) == ({2: "known", 3: "known"}, [])


# --- drivers -------------------------------------------------------------------------------------------------------------


def test_the_list_of_drivers_fills_what_the_book_does_not_know(tmp_path: Path) -> None:
    """Citizenship and date of birth that come later are filled in; what the new list leaves empty stays."""
    with open_book(tmp_path / "other") as book:
        take(book, table("ФИО | Гражданство | Паспорт | Паспорт до\nКим Вячеслав Олегович | | N1 | 01.01.2030", "В"))
        assert named(book, "Ким").citizenship is None
        reading = take(book, table("ФИО | Гражданство | Дата рождения | Телефон\nКим В.О. | КР | 10.01.86 | ", "В"))
        (row,) = reading.of_outcome("changed")
        assert [(change.field, change.new) for change in row.changes] == [("citizenship", "KG"), ("born", date(1986, 1, 10))]
        assert len(book.drivers()) == 1


def test_what_cannot_be_read_of_a_driver_is_noted_and_the_driver_taken(tmp_path: Path) -> None:
    """A driver is known even where his citizenship or a date cannot be read: it is said, and what stood there is his note."""
    with open_book(tmp_path / "other") as book:
        row = "Ким Вячеслав | Атлантида | 31.02.1980 | N1 | скоро"
        reading = take(book, table(f"ФИО | Гражданство | Дата рождения | Паспорт | Паспорт до\n{row}", "В"))
        assert [(remark.code, remark.field) for remark in reading.of_outcome("taken")[0].remarks] == [
            ("unknown-citizenship", "citizenship"),
            ("no-such-date", "born"),
            ("unreadable", "passport_until"),
            ("until-missing", "passport"),
        ]
        driver = named(book, "Ким")
        assert (driver.citizenship, driver.born) == (None, None)
        assert driver.note == "Гражданство: Атлантида\nДата рождения: 31.02.1980\nПаспорт до: скоро\nПаспорт: N1"
        assert list(book.all(Paper)) == []


def test_one_name_twice_in_the_list_is_asked_about(book: RecordBook) -> None:
    """Two lines of one name with different facts may be two people: the second is refused; the same line again is passed over."""
    rows = "Цой Виктор | РК | 01.01.1980\nЦой Виктор | РК | 02.02.1982\nЦой Виктор | Казахстан | 01.01.1980\n123 | РК |"
    reading = read(book, table(f"ФИО | Гражданство | Дата рождения\n{rows}", "В"))
    assert outcomes(reading, "В") == {2: "taken", 3: "name-twice", 4: "duplicate", 5: "not-a-name"}


@pytest.mark.parametrize("holder", ["фирма", "Our firm", "біздің фирма", "Перевозчик", "ТОО «Жол»"])
def test_a_paper_of_the_firm_by_a_word_or_by_its_name(book: RecordBook, holder: str) -> None:
    """The holder is the firm, and nobody of that name becomes a driver; a truck that is named beside it does not hold it."""
    book.commit([Firm(id=book.firm.id, name="ТОО «Жол»")], "firm")
    list_ = table(f"Держатель | Документ | Номер | Действует до | Тягач\n{holder} | Допуск | KZ-9 | 01.05.2027 | 111 AAA 01", "Документы")
    reading = take(book, list_, file="документы.xlsx", new_drivers=True)
    assert (reading.counts["taken"], reading.new_drivers) == (1, [])
    assert [(paper.kind, paper.number) for paper in book.papers_of(book.firm.id)] == [("admission", "KZ-9")]
    assert not list(book.all(Vehicle))


def test_a_list_of_papers_alone_is_taken(book: RecordBook) -> None:
    """The drivers are known: the list needs no other sheet beside it."""
    reading = take(book, table(f"{HEADINGS}\nКим В.О. | Права | 7 | 01.01.2020 | 01.01.2030", "Документы"), file="документы.csv")
    assert outcomes(reading, "Документы") == {2: "taken"}
