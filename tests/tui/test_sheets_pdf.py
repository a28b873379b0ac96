"""Sheets on paper: one page of A4 where it can be, letters of every language right, nothing lost where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.records import Basis, Driver, Leg, Record, Trip
from tests.storage.books import open_book
from tests.tui.sheeting import AHMET, ON, printed, sheet_of
from tui import demo
from tui.sheets import Purpose, status_sheet
from tui.sheets.fonts import missing_glyphs
from tui.sheets.page import Column, Fact, Facts, Heading, Prose, Sheet, Table
from tui.sheets.pdf.pages import ROOM, SIZES, WIDTH, pages_of
from tui.sheets.pdf.pen import wrapped
from tui.sheets.pdf.table import Type, column_widths
from tui.wording import use

A4 = (595, 842)
KAZAKH = "Әбдіғали Құнанбайұлы Өміртай Ғаниұлы Ңұһ"
NAMES = ["Қасымов Әділет Өмірұлы", "Саргсян Սարգսյան Վահան", "Məmmədov Elçin Rəufoğlu", "გიორგი ბერიძე", "Oʻktam Gʻaniyev", KAZAKH]


def journeys(count: int) -> list[Record]:
    """A year of journeys from the third of January on, each with places and a proof."""
    first, span = date(2026, 1, 3), 320
    return [
        Trip(
            route="Шымкент–Казань",
            legs=(
                Leg(
                    driver=AHMET.id,
                    country="RU",
                    entry=first + timedelta(span * place // count),
                    entry_basis=Basis.SHOWN,
                    entry_proof="46 1234567",
                    entry_point="Жайсан–Сагарчин",
                    exit=first + timedelta(span * place // count + 2),
                    exit_basis=Basis.TOLD,
                    exit_point="Шарбакты–Кулунда",
                ),
            ),
        )
        for place in range(count)
    ]


@pytest.mark.parametrize("purpose", ["road", "office"])
@pytest.mark.parametrize("count", [0, 1, 20, 30])
def test_a_years_journeys_fit_one_page(tmp_path: Path, count: int, purpose: Purpose) -> None:
    """Up to thirty journeys with their places and proofs: one page of A4 with name, sum and every journey on it."""
    paper = printed(sheet_of(tmp_path, journeys(count), purpose))
    assert len(paper.pages) == 1
    assert (round(float(paper.pages[0].mediabox.width)), round(float(paper.pages[0].mediabox.height))) == A4
    text = paper.pages[0].extract_text()
    assert "Ахметов Ерлан Серикович" in text
    assert text.count("Жайсан–Сагарчин") == count
    assert "page 1 of 1" in text


def test_sixty_journeys_go_on_a_second_page_with_heading_and_number(tmp_path: Path) -> None:
    """No journey is lost, the second page says whose it is and repeats the head of the table, the signature stands once at the end."""
    pages = [page.extract_text() for page in printed(sheet_of(tmp_path, journeys(60))).pages]
    assert len(pages) == 2
    assert sum(page.count("Жайсан–Сагарчин") for page in pages) == 60
    assert pages[1].startswith("Driver sheet: Russia and Belarus together, Ахметов Ерлан Серикович, 23.11.2026")
    assert all("Entry at" in page for page in pages)
    assert "page 2 of 2" in pages[1]
    assert "True extract" not in pages[0] and "True extract" in pages[1]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_found_again_in_the_paper(tmp_path: Path, name: str) -> None:
    """Kazakh, Armenian, Azerbaijani, Georgian and Uzbek letters are printed as they are, and found by a search."""
    assert missing_glyphs(name) == ""
    driver = Driver(name=name, citizenship="KZ")
    assert name in printed(sheet_of(tmp_path, [], driver=driver)).pages[0].extract_text()


def test_a_name_of_sixty_letters_is_whole(tmp_path: Path) -> None:
    """It is set smaller, never cut."""
    name = "Абдрахманов-Нұрмұхамбетов Әбілқайыр Мұхаммедғалиұлы Ерзақұлы"
    assert len(name) == 60
    text = printed(sheet_of(tmp_path, [], driver=Driver(name=name))).pages[0].extract_text()
    assert name in text.replace("\n", " ")


def test_letters_that_cannot_be_printed_are_told(tmp_path: Path) -> None:
    """Chinese letters are not in the typeface: they are named, and a stand-in is printed for each."""
    assert missing_glyphs("Ли 李明, 李") == "李明"
    text = printed(sheet_of(tmp_path, [], driver=Driver(name="Ли 李明"))).pages[0].extract_text()
    assert "Ли \ufffd\ufffd" in text


def test_everything_the_trade_writes_can_be_printed() -> None:
    """Every letter of the three languages, their quotes, dashes, number and currency signs are in the typeface."""
    russian = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    kazakh = "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
    signs = "«»„“”‘’–—…№§°±×→←•·₸₽€$%"
    assert missing_glyphs(russian + kazakh + signs) == ""


def test_a_paper_describes_itself(tmp_path: Path) -> None:
    """Title, author and language stand in the document, and the typefaces are in it."""
    paper = printed(sheet_of(tmp_path, []))
    assert paper.metadata is not None
    assert paper.metadata.title == "Driver sheet: Russia and Belarus together, Ахметов Ерлан Серикович, 23.11.2026"
    assert paper.metadata.author == "ТОО «Ұлы Дала Транс»"
    assert str(paper.root_object["/Lang"]) == "en"


def test_many_sheets_in_one_document(tmp_path: Path) -> None:
    """Sheets follow one another, each with its own page numbers and its entry in the outline."""
    short, long = sheet_of(tmp_path / "a", []), sheet_of(tmp_path / "b", journeys(60))
    paper = printed(short, long, short)
    assert [page.extract_text().strip()[-11:] for page in paper.pages] == ["page 1 of 1", "page 1 of 2", "page 2 of 2", "page 1 of 1"]
    assert len(paper.outline) == 3


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("purpose", ["road", "office"])
def test_the_whole_demonstration_firm_prints(tmp_path: Path, purpose: Purpose, language: str) -> None:
    """A sheet a driver, a page a sheet, no letter missing, in each language."""
    use(language)
    with open_book(tmp_path / "book") as book:
        demo.make(book, ON)
        sheets = [status_sheet(book, driver, ON, purpose) for driver in book.drivers()]
    assert len(printed(*sheets).pages) == len(sheets) == 14
    assert missing_glyphs("".join(text for sheet in sheets for text in sheet.texts())) == ""


def small(*blocks: Heading | Facts | Table | Prose) -> Sheet:
    return Sheet(title="Лист", language="ru", blocks=blocks, numbering="стр. {page} из {pages}")


def test_type_is_as_large_as_it_can_be() -> None:
    """A short sheet is set in the wished size, a full one smaller, none in a size that is hard to read."""
    line = Prose(("Россия и Беларусь вместе",) * 60)
    for paragraphs, size in ((60, SIZES[0]), (75, SIZES[1]), (80, SIZES[2])):
        page = pages_of(small(Prose(line.paragraphs[:1] * paragraphs)))
        assert len(page) == 1
        assert round(page[0][0].row.height / 1.24, 1) == size


def test_nothing_stands_below_the_page() -> None:
    """However long a sheet is, every row of it lies within its page, and none is lost."""
    table = Table(
        "Рейсы",
        (Column("№", right=True), Column("Маршрут", wraps=True)),
        tuple((str(row), "Алматы–Москва " * (row % 9)) for row in range(400)),
    )
    pages = pages_of(small(Heading("Лист"), table, Prose(("конец",))))
    assert len(pages) > 3
    assert all(placed.y >= 0 and placed.y + placed.row.height <= ROOM + 0.01 for page in pages for placed in page if placed.row.draw)


def test_a_column_gives_way_before_a_line_runs_over_the_margin() -> None:
    """The widest column that may wrap is narrowed first; all together they are as wide as the page."""
    row = ("1", "Алматы–Москва", "Очень длинное описание того, откуда известна эта дата, с номером карточки 46 1234567 и многим другим")
    table = Table("", (Column("№"), Column("Маршрут", wraps=True), Column("Откуда известно", wraps=True)), (row,))
    narrow, route, known = column_widths(table, 300.0, Type(7.0))
    assert narrow + route + known == pytest.approx(300.0, abs=0.1)
    assert known > route > narrow
    assert "\n" not in row[1]


def test_the_column_with_long_texts_in_many_rows_gets_most_room() -> None:
    """Twelve sentences beside one long name: the list is lower than with columns of one width, and no title is a word a line for a date."""
    said = "ruID, заявление водителя на въезд 28.11.2026: подать не позднее 25.11.2026, въезд с 30.11.2026"
    rows = tuple(("Нұрмұхаммедқұлов Сейтжаппар Әбілмансұрұлы" if not row else "Пак Виктор", "01.12.2026", said) for row in range(12))
    title = "Последний день в пределах правила / Ереже шегіндегі соңғы күн"
    table = Table("", (Column("Водитель", wraps=True), Column(title, wraps=True), Column("Требует внимания", wraps=True)), rows)
    kind = Type(7.0)
    driver, day, attention = column_widths(table, 330.0, kind)
    assert attention > 1.5 * driver
    assert len(wrapped(title, day - 2 * kind.pad, kind.size * kind.narrow, bold=True)) <= 4
    alone = column_widths(replace(table, rows=rows[:1]), 330.0, kind)
    assert alone[0] > driver


def test_even_a_word_wider_than_the_page_is_whole() -> None:
    """A value without a space in it is broken within itself and stays on the page."""
    paper = printed(small(Facts((Fact("Номер", "Ы" * 400),), columns=1)))
    assert paper.pages[0].extract_text().count("Ы") == 400
    assert A4[0] > WIDTH
