"""``haulbook sheet``: a PDF a driver, its path on the output, the rest beside it, and an exit status that tells what happened."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from storage.records import Driver
from tests.storage.books import files_of, open_book
from tests.storage.journeys import trip
from tests.tui.running import Haulbook, Run

AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
OTHER = Driver(name="Юсупов Тимур", citizenship="UZ")
LI = Driver(name="Ли 李明", citizenship="KZ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, YUSUF, OTHER, trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 01.12?–05.12?")], "test")
    return tmp_path / "book"


@pytest.fixture
def sheet(folder: Path, tmp_path: Path, haulbook: Haulbook) -> Haulbook:
    """Runs ``haulbook sheet`` as of 23 November 2026 into the folder ``out``."""

    def run(*arguments: str, out: Path = tmp_path / "out") -> Run:
        return haulbook("--book", str(folder), "sheet", "--on", "23.11.2026", "-o", str(out), *arguments)

    return run


def test_a_surname_is_enough_where_it_is_one(sheet: Haulbook, tmp_path: Path) -> None:
    """The path alone stands on the output; the page holds his name and his ten days, and no plan: it is the sheet for the road."""
    path = tmp_path / "out" / "Ахметов Ерлан Серикович 2026-11-23 road sheet.pdf"
    assert sheet("ахметов") == (0, f"{path}\n", "")
    text = PdfReader(path).pages[0].extract_text()
    assert "Ахметов Ерлан Серикович" in text
    assert "01.03.2026" in text and "01.12.2026" not in text


def test_the_office_sheet_is_another_file(sheet: Haulbook, tmp_path: Path) -> None:
    """Both can lie in one folder; the office's has the plans."""
    sheet("Ахметов")
    path = Path(sheet("Ахметов", "--for", "office").out.strip())
    assert path.name == "Ахметов Ерлан Серикович 2026-11-23 office sheet.pdf"
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert "01.12.2026" in PdfReader(path).pages[0].extract_text()


def test_a_sheet_in_another_language(sheet: Haulbook) -> None:
    """The file and the page are in Russian; what is said beside them stays in the program's language."""
    sheet("Ахметов", "--lang", "ru")
    run = sheet("Ахметов", "--lang", "ru")
    assert "took the place" in run.err
    text = PdfReader(Path(run.out.strip())).pages[0].extract_text()
    assert "Россия и Беларусь вместе" in text and "Выписка из записей перевозчика верна" in text


def test_two_drivers_of_one_surname(sheet: Haulbook, tmp_path: Path) -> None:
    """Both are named, nothing is written; with the given name it works."""
    run = sheet("Юсупов")
    assert run.status == 2
    assert "Юсупов Шерзод" in run.err and "Юсупов Тимур" in run.err
    assert not (tmp_path / "out").exists()
    assert sheet("Юсупов Т.").status == 0


def test_an_unknown_driver_stops_everything(sheet: Haulbook, tmp_path: Path) -> None:
    """The nearest name is offered; not even the known driver's sheet is written."""
    run = sheet("Ахметов", "Юсупав")
    assert (run.status, run.out) == (2, "")
    assert "Юсупов" in run.err
    assert not (tmp_path / "out").exists()


def test_a_sheet_for_every_driver(sheet: Haulbook, tmp_path: Path) -> None:
    """Three drivers, three files, three lines."""
    run = sheet("--all")
    assert run.status == 0
    assert sorted(run.out.splitlines()) == sorted(str(path) for path in (tmp_path / "out").iterdir())
    assert len(run.out.splitlines()) == 3


def test_a_driver_named_twice_has_one_sheet(sheet: Haulbook) -> None:
    """By surname and by full name he is the same."""
    assert len(sheet("Ахметов", "Ахметов Ерлан Серикович").out.splitlines()) == 1


@pytest.mark.parametrize("arguments", [(), ("Ахметов", "--all"), ("Ахметов", "--for", "police"), ("Ахметов", "--lang", "de")])
def test_used_wrongly(sheet: Haulbook, arguments: tuple[str, ...]) -> None:
    """Nobody named, somebody and everybody, an unknown kind or language: status 2, nothing on the output."""
    run = sheet(*arguments)
    assert (run.status, run.out) == (2, "")
    assert run.err


def test_a_date_that_is_none(sheet: Haulbook) -> None:
    """31 February is refused."""
    assert sheet("Ахметов", "--on", "31.02.2026").status == 2


def test_an_older_file_is_not_replaced_in_silence(sheet: Haulbook) -> None:
    """The same command again writes the same file, and says so."""
    first, again = sheet("Ахметов"), sheet("Ахметов")
    assert first.out == again.out
    assert "took the place of an older file" in again.err


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked this way on Windows")
def test_a_folder_that_cannot_be_written_to(sheet: Haulbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the file and what is wrong; status 3."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    run = sheet("Ахметов")
    assert (run.status, run.out) == (3, "")
    assert "road sheet.pdf cannot be written: access is denied. Name another folder with -o." in run.err


def test_a_file_where_the_folder_should_be(sheet: Haulbook, tmp_path: Path) -> None:
    """A file is no folder: status 2 for the folder itself, 3 where one above it is a file; no traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert sheet("Ахметов", out=tmp_path / "file").status == 2
    run = sheet("Ахметов", out=tmp_path / "file" / "deeper")
    assert run.status == 3
    assert "cannot be written" in run.err and "Traceback" not in run.err


def test_letters_that_cannot_be_printed_are_said(sheet: Haulbook, folder: Path) -> None:
    """The sheet is written, the letters are named, and status 1 asks a person to look."""
    with open_book(folder) as book:
        book.commit([LI], "test")
    run = sheet("Ли")
    assert run.status == 1
    assert run.out.endswith("road sheet.pdf\n")
    assert "李 明" in run.err


def test_printing_changes_nothing_in_the_book(sheet: Haulbook, folder: Path) -> None:
    """The book is read, not written."""
    before = files_of(folder)
    sheet("--all")
    assert files_of(folder) == before


def test_no_book(sheet: Haulbook, folder: Path, tmp_path: Path) -> None:
    """A folder without a book is said, and none is made."""
    folder.rename(tmp_path / "elsewhere")
    run = sheet("--all")
    assert run.status == 3
    assert not folder.exists()


def test_the_sheets_of_a_year_that_is_over_are_noted_once(folder: Path, tmp_path: Path, haulbook: Haulbook) -> None:
    """One commit for those who had none yet; as text, or of a day within the year, nothing is noted."""

    def sheets(*arguments: str) -> list[tuple[int, ...]]:
        assert haulbook("--book", str(folder), "sheet", "-o", str(tmp_path / "out"), *arguments).status == 0
        with open_book(folder) as book:
            return [driver.sheets for driver in book.drivers()]

    assert sheets("ахметов", "--on", "30.12.2025") == [(), (), ()]
    assert sheets("ахметов", "--year", "2025", "--text") == [(), (), ()]
    assert sheets("ахметов", "--year", "2025") == [(2025,), (), ()]
    assert sheets("--all", "--on", "31.12.2025") == [(2025,), (2025,), (2025,)]
    told = haulbook("--book", str(folder), "history").out
    assert "Sheet of 2025 written for 1 driver" in told and "Sheets of 2025 written for 2 drivers" in told


def test_in_a_book_that_is_in_use_they_are_written_all_the_same(folder: Path, tmp_path: Path, haulbook: Haulbook) -> None:
    """The paper is what was asked for; that it could not be noted is said beside it."""
    with open_book(folder) as held:
        run = haulbook("--book", str(folder), "sheet", "ахметов", "--year", "2025", "-o", str(tmp_path / "out"))
        assert run.status == 0 and "it was not noted" in run.err and Path(run.out.strip()).exists()
        assert not any(driver.sheets for driver in held.drivers())
