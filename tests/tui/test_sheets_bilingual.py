"""A sheet in two languages side by side: everything is there in both, figures once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.records import Basis, Driver, Leg, Trip
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.sheeting import AHMET, FIRM, ON, blocks, facts, printed, said, stays
from tui.sheets import PURPOSES, Purpose, status_sheet
from tui.sheets.bilingual import PAIRS, in_languages
from tui.sheets.lists import papers_list
from tui.sheets.page import Figures, Heading, Parallel, Sheet
from tui.sheets.statement import statement_sheet
from tui.wording import language

LONG = Driver(name="Қожахметұлы-Нұрмұхаммедов Әбдіғаппар Сейітқасымұлы-Өтегенов", citizenship="KZ")


def made(folder: Path, code: str, purpose: Purpose, driver: Driver = AHMET) -> Sheet:
    """Returns the sheet of a driver with a stay of ten days, one open, and one planned."""
    with open_book(folder / "book") as book:
        book.commit([FIRM, driver, *(trip(driver, text) for text in ("RU 01.03–10.03", "RU 20.11–", "RU 01.12?–05.12?"))], "test")
        return in_languages(code, lambda: status_sheet(book, driver, ON, purpose))


@pytest.mark.parametrize("code", PAIRS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_text_of_both_languages_is_on_it(tmp_path: Path, code: str, purpose: Purpose) -> None:
    """What either sheet alone says, the two together say too; the language of the program is as before."""
    before = language()
    together = said(made(tmp_path / "both", code, purpose))
    for each in code.split("+"):
        for text in made(tmp_path / each, each, purpose).texts():
            assert text in together or any(letter.isdigit() for letter in text)
    assert language() == before


def test_a_date_both_begin_with_stands_once(tmp_path: Path) -> None:
    """Of "24.11.2026, на 90 дней / 24.11.2026, for 90 days" the second date is left out; words and whole texts are not cut."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET], "test")
        sheet = in_languages("ru+en", lambda: status_sheet(book, AHMET, ON, "office"))
    assert facts(sheet)["Возвращение не раньше / Earliest return"].startswith("24.11.2026, на 90 дней; ")
    assert " / for 90 days; " in facts(sheet)["Возвращение не раньше / Earliest return"]
    assert facts(sheet)["Сейчас / Now in"] == "вне территории / outside"


def test_figures_stand_once(tmp_path: Path) -> None:
    """The label is in two languages, the number is one."""
    (figures,) = (block for block in blocks(made(tmp_path, "ru+kk", "road")) if isinstance(block, Figures))
    assert [fact.value for fact in figures.facts] == ["14", "14"]
    assert figures.facts[0].label == "Россия / Ресей"


@pytest.mark.parametrize("code", PAIRS)
def test_a_proof_and_the_name_of_the_firm_stand_once(tmp_path: Path, code: str) -> None:
    """What is the same in both languages is not said twice: the number of a card, the firm under the name of a list, driver and date."""
    shown = Leg(
        driver=AHMET.id,
        country="RU",
        entry=date(2026, 3, 1),
        entry_basis=Basis.SHOWN,
        entry_proof="МК 4621",
        exit=date(2026, 3, 3),
        exit_basis=Basis.TOLD,
    )
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, Trip(legs=(shown,))], "test")
        sheet = in_languages(code, lambda: status_sheet(book, AHMET, ON, "road"))
        papers = in_languages(code, lambda: papers_list(book.firm, [], ON))
    assert said(sheet).count("МК 4621") == 1
    assert sheet.title.count(AHMET.name) == 1 and sheet.title.endswith(f", {AHMET.name}, 23.11.2026")
    (heading, *_) = papers.blocks
    assert isinstance(heading, Heading) and heading.title.count(FIRM.name) == 1


def test_the_foot_stands_side_by_side(tmp_path: Path) -> None:
    """Prose is not run together: each language has its own column."""
    (foot,) = (block for block in made(tmp_path, "ru+kk", "road").closing if isinstance(block, Parallel))
    assert foot.first.paragraphs[0].startswith("Составлено перевозчиком") and foot.second.paragraphs[0].startswith("Тасымалдаушы")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_it_is_one_page_with_a_long_name(tmp_path: Path, purpose: Purpose) -> None:
    """Sixty letters of a name in two languages fit A4; dates stand once in each row."""
    sheet = made(tmp_path, "ru+kk", purpose, LONG)
    page = printed(sheet)
    assert len(page.pages) == 1
    assert "Сейітқасымұлы" in page.pages[0].extract_text()
    assert all("01.03.2026 / " not in cell for row in stays(sheet) for cell in row)


def test_a_statement_leaves_what_he_says_to_him() -> None:
    """The form for a new driver names carrier and driver; everything else is for his own hand."""
    sheet = in_languages("ru+kk", lambda: statement_sheet(FIRM, AHMET, date(2026, 11, 23)))
    text = said(sheet)
    assert "Дней в России с 1 января 2026 г." in text and "2026 ж. 1 қаңтардан бері Ресейде" in text
    assert AHMET.name in text and FIRM.name in text
    assert len(printed(sheet).pages) == 1
