"""A sheet as plain text: the same sheet, on a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.journeys import trip
from tests.tui.sheeting import AHMET, sheet_of
from tui.sheets.breaking import broken
from tui.sheets.page import Cell, Column, Mark, Shade, Sheet, Table
from tui.sheets.plain import as_text, cell_text


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


@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_wider_than_asked(tmp_path: Path, width: int) -> None:
    """Columns wrap at 80 as at 140 columns; only the year is as wide as its days."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03", route="Алматы–Минск–Варшава–Берлин")], "office")
    assert max(map(len, as_text(sheet, width).splitlines())) <= max(width, 82)


def test_words_stay_whole_while_another_column_can_give_way() -> None:
    """A date is not broken in two while a route can break between its words, or a longer word in two; where nothing else helps it is."""
    row = ("24.11.2026", "Алматы Астана Москва Минск Варшава Берлин")
    table = Table("", (Column("from", wraps=True), Column("route", wraps=True)), (row,))
    sheet = Sheet("", "en", (table,))
    assert all("24.11.2026" in as_text(sheet, width) for width in (24, 17)) and "24.11.2026" not in as_text(sheet, 11)


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
