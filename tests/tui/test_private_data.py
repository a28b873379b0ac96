"""Private data: masked in lists, left out of paper where the firm says so; the road sheet keeps the passport."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.papers import paper_lines
from storage.records import Driver, Firm, Paper, Record
from tests.storage.books import open_book
from tests.tui.office import office, press, screen_of
from tests.tui.sheeting import AHMET, FIRM, ON, said, stays
from tui.change_words import changes_text
from tui.sheets import Purpose, status_sheet
from tui.sheets.lists import papers_list
from tui.sheets.statement import statement_sheet
from tui.wording import listed_number, masked

PASSPORT = Paper(holder=AHMET.id, kind="passport", number="N12345678", until=date(2027, 1, 1))
LICENCE = Paper(holder=AHMET.id, kind="licence", number="AB987654", until=date(2027, 5, 1))
CAREFUL = Firm(id=FIRM.id, name=FIRM.name, keeps_private=True)


def test_only_the_end_of_a_passport_is_shown() -> None:
    """The last four signs tell two passports apart; a number too short to hide behind them is not shown at all."""
    assert [masked(number) for number in ("N12345678", "1234", "")] == ["••••5678", "••••", ""]
    assert listed_number("passport", "N12345678") == "••••5678" and listed_number("licence", "AB987654") == "AB987654"


async def test_the_list_of_papers_masks_passports(tmp_path: Path) -> None:
    """On F6 a passport shows its last four signs, a licence its number."""
    async with office(tmp_path, AHMET, PASSPORT, LICENCE, size=(120, 24)) as pilot:
        await press(pilot, "f6")
        assert "••••5678" in screen_of(pilot) and "N12345678" not in screen_of(pilot) and "AB987654" in screen_of(pilot)


def sheet(folder: Path, firm: Firm, purpose: Purpose) -> str:
    with open_book(folder) as book:
        book.commit([firm, AHMET, PASSPORT, LICENCE], "test")
        return said(status_sheet(book, AHMET, ON, purpose))


@pytest.mark.parametrize(
    ("firm", "purpose", "passport", "born"),
    [(FIRM, "office", True, True), (FIRM, "road", True, True), (CAREFUL, "office", False, False), (CAREFUL, "road", True, False)],
)
def test_what_sheets_leave_out(tmp_path: Path, firm: Firm, purpose: Purpose, passport: bool, born: bool) -> None:
    """Where the firm keeps private data to itself, no day of birth on any sheet, and the passport on the one for the road alone."""
    text = sheet(tmp_path / "book", firm, purpose)
    assert ("N12345678" in text, "07.11.1980" in text) == (passport, born)


def test_lists_and_statements_leave_them_out_too(tmp_path: Path) -> None:
    """The list of papers has no passport's number, the statement no day of birth."""
    for firm, shown in ((FIRM, "••••5678"), (CAREFUL, "")):
        with open_book(tmp_path / firm.name / str(firm.keeps_private)) as book:
            book.commit([firm, AHMET, PASSPORT, LICENCE], "test")
            rows = {row[1]: row[2] for row in stays(papers_list(book.firm, paper_lines(book), ON))}
        assert rows == {"passport": shown, "driving licence": "AB987654"}
        assert ("07.11.1980" in said(statement_sheet(firm, AHMET, ON))) is not firm.keeps_private


def test_the_history_masks_them(tmp_path: Path) -> None:
    """A corrected day of birth or passport is said without either being shown."""
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, PASSPORT], "new")
        changed: list[Record] = [
            Driver(id=AHMET.id, name=AHMET.name, citizenship="KZ", born=date(1981, 1, 1)),
            Paper(id=PASSPORT.id, holder=AHMET.id, kind="passport", number="N99994321", until=date(2027, 1, 1)),
        ]
        commit = book.commit(changed, "corrected")
    assert commit is not None
    text = "\n".join(changes_text(commit, lambda id: ""))
    assert "••.••.1980 → ••.••.1981" in text and "••••5678 → ••••4321" in text
    assert "N1234" not in text and "07.11" not in text
