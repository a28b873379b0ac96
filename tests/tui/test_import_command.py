"""``haulbook import``: what an office sees of its file, what a script gets, and the exit status of each ending."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from storage.reading import FileRefused, Problem
from storage.reading.results import EXPECTED
from storage.records import Trip, Unsettled
from tests.storage.books import files_of, open_book
from tests.storage.readings import DATA, OFFICE
from tests.tui.running import Haulbook, Run
from tui import reading_words
from tui.wording import use


@pytest.fixture
def command(folder: Path, haulbook: Haulbook) -> Haulbook:
    """Runs a command on the book as of 23 November 2026."""

    def run(name: str, *arguments: str) -> Run:
        return haulbook("--book", str(folder), name, "--on", "2026-11-23", *arguments)

    return run


def workbook(path: Path, *rows: tuple[str, ...]) -> str:
    """Writes a workbook of one sheet with these rows, and returns its path."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return str(path)


HEADINGS = ("Водитель", "Страна", "Въезд", "Выезд")


def test_the_office_sees_what_was_taken_and_each_row_that_was_not(command: Haulbook) -> None:
    """Counts first, then each refused row with its sheet, number, value and what was expected, then what was passed over."""
    run = command("import", str(OFFICE))
    assert run.status == 1
    assert run.err == ""
    lines = run.out.splitlines()
    counts = "364 rows taken; 0 rows known already; 0 rows changed; 5 rows could not be taken; 5 rows passed over"
    assert counts in lines
    refused = "Рейсы 2026, row 24 (Ахметов Ерлан Серикович): entry: there is no such date as “30.02.2026”. "
    assert f"  {refused}Expected: a date of the calendar from 1930 to 2100, such as 04.03.2026." in lines
    assert "  Рейсы 2026, row 18: says the same as row 15" in lines
    assert "  Рейсы 2026, row 322: line of totals: Итого рейсов:" in lines
    assert "  Рейсы 2026, rows 2, 44: empty" in lines
    assert any("104 dates between Russia and Belarus" in line for line in lines)


def test_where_a_grid_begins_with_drivers_inside_is_said_once(command: Haulbook) -> None:
    """Seven of the fourteen were inside when the grid begins: one line with their rows."""
    out = command("import", str(DATA / "grid-2026.xlsx")).out
    (line,) = [line for line in out.splitlines() if "the grid begins" in line]
    assert line.startswith("  2026, rows 5, 6, 7, 8, 10, 13, 17: the grid begins on 01.01.2026")


def test_a_script_gets_the_same_as_data(command: Haulbook, folder: Path) -> None:
    """With --json every refused and passed-over row is there with code, field and value; nothing else is printed."""
    run = command("import", str(OFFICE), "--json")
    report: dict[str, Any] = json.loads(run.out)
    assert (run.status, report["file"], report["on"], report["dry_run"]) == (1, "office-2026.xlsx", "2026-11-23", False)
    assert report["counts"] == {"taken": 364, "known": 0, "changed": 0, "refused": 5, "passed_over": 5}
    rows = {row["row"]: row["problem"] for row in report["refused"] + report["passed_over"]}
    assert sorted(problem["row"] for problem in json.loads((DATA / "problems.json").read_text())) == sorted(set(rows) - {1, 2, 44})
    atlantis = next(row for row in report["refused"] if row["row"] == 42)
    assert atlantis["drivers"] == ["Токтогулов Азамат"]
    assert (atlantis["problems"][0]["code"], atlantis["problems"][0]["value"]) == ("unknown-country", "Атлантида")
    assert report["told_between"] == 104
    with open_book(folder, read_only=True) as book:
        assert len(list(book.all(Unsettled))) == 4
        assert [commit.reason for commit in book.history()] == ["Import of office-2026.xlsx"]


def test_the_figures_of_every_driver_follow(command: Haulbook) -> None:
    """After the import ``status`` gives for each of the fourteen drivers the days that were counted by hand."""
    command("import", str(OFFICE))
    status = {line["driver"]: line for line in json.loads(command("status", "--json").out)}
    answers = json.loads((DATA / "answers.json").read_text(encoding="utf-8"))
    assert {name: line["used"] for name, line in status.items()} == {answer["driver"]: answer["used"] for answer in answers}


def test_a_dry_run_shows_the_same_and_changes_nothing(command: Haulbook, folder: Path) -> None:
    """Before there is a book, and on a book, a dry run prints what the import would, and not a byte is written."""
    dry = command("import", str(OFFICE), "--dry-run")
    assert not folder.exists()
    assert dry.out.endswith("Nothing was changed: this was a dry run.\n")
    real = command("import", str(OFFICE))
    assert dry.out.splitlines()[:-1] == real.out.splitlines()
    before = files_of(folder)
    assert "364 rows known already" in command("import", str(OFFICE), "--dry-run").out
    assert files_of(folder) == before


def test_a_second_import_makes_no_commit(command: Haulbook, folder: Path) -> None:
    """Everything is known: the book has one commit, and the rows with mistakes are listed again."""
    command("import", str(OFFICE))
    again = command("import", str(OFFICE))
    assert again.status == 1
    assert "0 rows taken; 364 rows known already" in again.out
    with open_book(folder, read_only=True) as book:
        assert len(book.history()) == 1


def test_one_undo_takes_an_import_back(command: Haulbook, folder: Path) -> None:
    """The whole file is one change."""
    command("import", str(OFFICE))
    with open_book(folder) as book:
        book.undo()
        assert (book.drivers(), list(book.all(Trip)), list(book.all(Unsettled))) == ([], [], [])


def test_a_file_in_which_all_is_well_ends_with_0(command: Haulbook, tmp_path: Path) -> None:
    """No list of drivers and none in the book: the full name makes a driver, and that is said."""
    path = workbook(tmp_path / "рейсы.xlsx", HEADINGS, ("Ким Вячеслав", "РФ", "01.03.2026", "05.03.2026"))
    run = command("import", path)
    assert (run.status, run.err) == (0, "")
    assert "New drivers, citizenship not known:\n  Ким Вячеслав" in run.out


def test_names_that_are_not_known_are_taken_on_demand(command: Haulbook, tmp_path: Path) -> None:
    """--new-drivers takes the stranger that was refused without it."""
    command("import", str(OFFICE))
    path = workbook(tmp_path / "ещё.xlsx", HEADINGS, ("Неизвестный А.А.", "РФ", "01.03.2026", "05.03.2026"))
    refused = command("import", path)
    assert refused.status == 3
    assert "--new-drivers" in refused.out
    assert "Not a single row of ещё.xlsx could be taken" in refused.err
    assert command("import", path, "--new-drivers").status == 0


def test_changes_are_shown_old_and_new(command: Haulbook, tmp_path: Path) -> None:
    """A later file with another exit: the line says which date was and which is now."""
    command("import", workbook(tmp_path / "1.xlsx", HEADINGS, ("Ким Вячеслав", "РФ", "01.03.2026", "05.03.2026")))
    path = workbook(tmp_path / "2.xlsx", (*HEADINGS, "Груз"), ("Ким В.", "РФ", "01.03.2026", "07.03.2026", "лук"))
    run = command("import", path)
    assert run.status == 0
    assert "  Sheet, row 2 (Ким Вячеслав): exit: 05.03.2026 → 07.03.2026" in run.out.splitlines()
    assert "  Sheet: Груз" in run.out.splitlines()
    assert "  Водитель = driver; Страна = country; Въезд = entry; Выезд = exit" in run.out.splitlines()
    changed = json.loads(
        command("import", workbook(tmp_path / "3.xlsx", HEADINGS, ("Ким В.", "РФ", "01.03.2026", "08.03.2026")), "--json").out
    )
    assert changed["changed"][0]["changes"] == [{"field": "exit", "old": "2026-03-07", "new": "2026-03-08"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file {path}."),
        (b"", "There are no rows in рейсы.xlsx. Looked for: columns for a driver, a country and a date"),
        (b"no table", "No sheet of рейсы.xlsx (рейсы.xlsx) has what is looked for"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook\0".encode("utf-16-le"), "рейсы.xlsx is a workbook of the old kind (.xls)"),
        (b"a;b\0;c", "рейсы.xlsx is damaged or no text"),
        (b"%PDF-1.4", "рейсы.xlsx is neither a workbook nor a text of a table."),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "рейсы.xlsx is protected by a password."),
    ],
)
def test_a_file_of_which_nothing_can_be_taken(command: Haulbook, folder: Path, tmp_path: Path, content: bytes | None, said: str) -> None:
    """A clear sentence on the error output, status 3, and no book is made or touched."""
    path = tmp_path / "рейсы.xlsx"
    if content is not None:
        path.write_bytes(content)
    run = command("import", str(path))
    assert (run.status, run.out) == (3, "")
    assert run.err.startswith(said.format(path=path))
    assert not folder.exists()


def test_a_workbook_without_the_columns_names_what_was_looked_for(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """The sentence names the sheets that were seen and the columns that none of them has."""
    command("import", str(OFFICE))
    before = files_of(folder)
    run = command("import", workbook(tmp_path / "прайс.xlsx", ("Товар", "Цена"), ("Хлеб", "100")))
    assert run.status == 3
    wanted = "columns for a driver, a country and a date of entry or exit, such as Driver, Country, Entry, Exit"
    assert run.err.startswith(f"No sheet of прайс.xlsx (Sheet) has what is looked for: {wanted}.")
    assert run.err.endswith("The book was not changed.\n")
    assert files_of(folder) == before


def test_a_file_whose_every_row_is_refused_still_leaves_them_with_their_drivers(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Not one row could be taken: status 3, but the journey of a driver we know is not forgotten; it waits as not counted."""
    command("import", str(OFFICE))
    path = workbook(tmp_path / "плохой.xlsx", HEADINGS, ("Ким В.О.", "РФ", "?", "?"))
    run = command("import", path)
    assert (run.status, "wait with them as not counted" in run.err) == (3, True)
    assert "row 2 (Ким Вячеслав Олегович)" in run.out
    with open_book(folder, read_only=True) as book:
        assert [row.file for row in book.all(Unsettled)].count("плохой.xlsx") == 1
        assert len(book.history()) == 2


def test_a_file_of_strangers_leaves_the_book_alone(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Where not one row is a known driver's there is nothing to keep."""
    command("import", str(OFFICE))
    before = files_of(folder)
    run = command("import", workbook(tmp_path / "чужой.xlsx", HEADINGS, ("Неизвестный А.А.", "РФ", "?", "?")))
    assert (run.status, "The book was not changed." in run.err) == (3, True)
    assert files_of(folder) == before


def test_a_dry_run_needs_no_lock(command: Haulbook, folder: Path) -> None:
    """While the full-screen program is open, a file can still be tried."""
    command("import", str(OFFICE))
    with open_book(folder):
        assert "364 rows known already" in command("import", str(OFFICE), "--dry-run").out


@pytest.mark.parametrize(
    "code",
    [
        *(
            "missing",
            "unreadable",
            "empty",
            "not-a-workbook",
            "old-workbook",
            "not-a-table",
            "not-text",
            "other-format",
            "other-encoding",
            "protected",
            "too-large",
        ),
        *("too-far", "no-columns", "no-results", "crossings", "no-crossings"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_refusal_of_a_file_has_its_sentence(code: str, language: str) -> None:
    """In each language the sentence names the file, and nothing in it is left unfilled."""
    use(language)
    text = reading_words.refusal_text(
        FileRefused(code, file="рейсы.xlsx", sheets="Лист1", why="нет доступа", encoding="utf-8", sheet="Лист1", cell="A9")
    )
    assert "рейсы.xlsx" in text
    assert "{" not in text


@pytest.mark.parametrize("code", sorted({*EXPECTED, "duplicate", "total", "title", "heading", "note", "empty", "formulas"}))
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_problem_of_a_row_has_its_words(code: str, language: str) -> None:
    """Each problem is worded in each language, and each that a person can mend says what was expected."""
    use(language)
    problem = Problem(code, "entry", "[red]30.02[/]", ("Ким",), 7)
    assert reading_words.problem_text(problem)
    assert (reading_words.expected_text(problem) is not None) == (code in EXPECTED)
