"""A sheet as plain text: the same sheet, on a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.journeys import trip
from tests.tui.sheeting import AHMET, sheet_of
from tui.sheets.bilingual import in_languages
from tui.sheets.breaking import broken
from tui.sheets.page import Cell, Column, Fact, Facts, Mark, Shade, Sheet, Table
from tui.sheets.plain import as_text, cell_text
from tui.wording import language


def test_the_year_reads_in_letters_alone(tmp_path: Path) -> None:
    """Russia R, Belarus B, both X, outside a dot, the day of the sheet an arrow, sums at the end of each month."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03, RU 14.03–20.03")])
    lines = as_text(sheet).splitlines()
    days = next(line for line in lines if line.lstrip().startswith("1 2 3"))
    assert days.rstrip().endswith("27  29  31 days")
    assert next(line for line in lines if line.startswith("March")).split() == [
        *["March", *"RRRRRRRRRX", *"BBBX", *"RRRRRR", *"···········"],
        "20",
    ]
    assert "R Russia   B Belarus   X both countries   < date of this sheet" in lines


@pytest.mark.parametrize("code", ["en", "ru", "kk", "ru+kk", "ru+en"])
@pytest.mark.parametrize("width", [79, 100, 140])
def test_no_line_is_wider_than_asked(tmp_path: Path, width: int, code: str) -> None:
    """Everything is whole at 79 columns as at 140, the year too: its months and sums are shortened where they have to be."""
    records = [trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03", route="Алматы–Минск–Варшава–Берлин"), trip(AHMET, "RU 01.12?–10.12?")]
    sheet = in_languages(code, lambda: sheet_of(tmp_path / language(), records, "office"))
    lines = as_text(sheet, width).splitlines()
    assert max(map(len, lines)) <= width
    assert next(line for line in lines if line.startswith("Dec" if code == "en" else "Жел" if code == "kk" else "Дек")).endswith("10")


def test_a_place_to_write_is_as_long_as_there_is_room() -> None:
    """It ends at the edge: no piece of it goes on beneath."""
    lines = as_text(Sheet("", "en", (Facts((Fact("passports", "_" * 60),), columns=1),)), 40).splitlines()
    assert lines == ["passports  " + "_" * 29]


def test_words_stay_whole() -> None:
    """What does not fit side by side without breaking a word, or in three lines, stands beneath its row; a word too wide is broken."""
    row = ("24.11.2026", "Алматы Астана Москва Минск Варшава Берлин")
    table = Table("", (Column("from", wraps=True), Column("route", wraps=True)), (row,))
    sheet = Sheet("", "en", (table,))
    assert [line.split() for line in as_text(sheet, 26).splitlines()[2:]] == [
        *[["24.11.2026", "Алматы", "Астана"], ["Москва", "Минск"], ["Варшава", "Берлин"]]
    ]
    assert as_text(sheet, 24).splitlines()[2:] == ["24.11.2026", "   route: Алматы Астана", "   Москва Минск Варшава", "   Берлин"]
    assert as_text(sheet, 17).splitlines() == [
        *["from", "──────────", "24.11.2026"],
        *["   route: Алматы", "   Астана Москва", "   Минск Варшава", "   Берлин"],
    ]
    assert "24.11.2026" not in as_text(sheet, 9)


def test_what_is_beneath_a_row_is_what_it_has_most_of() -> None:
    """Nine columns of plans at 79: dates and figures side by side, the route and what needs attention in sentences beneath."""
    titles = ("Выезд", "Возврат", "Водитель", "Маршрут", "Оценка", "Остаток", "Запас", "В очередь не позднее", "Требует внимания")
    columns = tuple(Column(title, wraps=True, leads=title == "Водитель") for title in titles)
    name, route = "Жүнісбекқызы-Қожахмет Ынтымақ", "Петропавловск–Магнитогорск"
    said = "подать до 30.11.2026: ruID, заявление водителя, иначе сверх предела с 04.12.2026"
    rows = (
        ("04.12.2026", "16.12.2026", name, route, "в пределах правила", "84", "79", "25.02.2027", said),
        ("05.12.2026", "16.12.2026", "Пак Виктор", "", "спорно", "", "", "", ""),
    )
    lines = as_text(Sheet("", "ru", (Table("", columns, rows),)), 79).splitlines()
    assert lines[0].split() == ["Выезд", "Возврат", "Водитель", "Оценка", "Остаток", "Запас", "В", "очередь"]
    assert {*name.replace("-", "- ").split(), "пределах", "правила"} <= {word for line in lines for word in line.split()}
    beneath = " ".join(line.strip() for line in lines if line.startswith("   "))
    assert f"Маршрут: {route} · Требует внимания: {said}" in beneath
    assert lines[-1].startswith("05.12.2026")


def test_it_holds_every_text_of_the_sheet(tmp_path: Path) -> None:
    """Nothing that is printed is missing on the screen."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 20.11–28.11?")], "office")
    shown = "".join(as_text(sheet).split())
    for text in list(sheet.texts())[1:]:
        for word in text.split():
            assert word in shown or word.lower() in shown


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell("R", Shade.FIRST), "R"),
        (Cell("R", Shade.OVER), "R!"),
        (Cell("R", Shade.UNCOUNTED), "R-"),
        (Cell("Р", Shade.PLANNED), "р"),
        (Cell("Р", Shade.PLANNED_OVER), "р!"),
        (Cell("R", Shade.FIRST, frozenset({Mark.OPEN})), "R+"),
        (Cell("R", Shade.FIRST, frozenset({Mark.OPEN, Mark.TODAY})), "R<"),
        (Cell("", Shade.ENOUGH, frozenset({Mark.LAST})), "]"),
        (Cell("12", Shade.FEW), "12"),
    ],
)
def test_a_day_in_letters(cell: Cell, text: str) -> None:
    """Planned days are small letters; what is over, not counted or open has a sign."""
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Жайсан–Сагарчин", ["Жайсан–", "Сагарчин"]),
        ("Лиозно Кругловка", ["Лиозно", "Кругловка"]),
        ("RU-26-0041870", ["RU-26-", "0041870"]),
        ("Козловичикукурыки", ["Козловичик", "укурыки"]),
        ("", [""]),
        ("да\nнет", ["да", "нет"]),
    ],
)
def test_where_lines_are_broken(text: str, lines: list[str]) -> None:
    """At spaces and after dashes, within a word only where it is longer than a line of ten letters."""
    assert broken(text, lambda line: len(line) <= 10) == lines
