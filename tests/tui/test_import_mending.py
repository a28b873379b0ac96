"""``haulbook import``: setting right what was recognised, taking names as drivers one by one, and mending refused rows."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from storage.records import Layout, Trip, Unsettled
from tests.storage.books import open_book
from tests.storage.readings import OFFICE, legs_of, named, said
from tests.tui.running import Haulbook, Run
from tui.change_words import changes_text


@pytest.fixture
def command(folder: Path, haulbook: Haulbook) -> Haulbook:
    """Imports into the book as of 23 November 2026."""

    def run(*arguments: str) -> Run:
        return haulbook("--book", str(folder), "import", "--on", "2026-11-23", *arguments)

    return run


def csv(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_column_named_once_is_known_the_next_time(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """«Откуда» is how this office heads the country: said once, it is remembered with the import, and undone with it."""
    lines = ("Водитель;Куда ехал;Въезд;Выезд;Цена", "Ким Вячеслав;РФ;01.03.2026;05.03.2026;100")
    path = csv(tmp_path / "1.csv", *lines[:1], "Ким Вячеслав;нет данных;01.03.2026;05.03.2026;100")
    assert command(path).status == 3
    run = command(csv(tmp_path / "2.csv", *lines), "--column", "куда ехал=country", "--column", "Цена=-")
    assert (run.status, run.err) == (0, "")
    assert "Куда ехал = country" in run.out
    again = command(csv(tmp_path / "3.csv", lines[0], "Ким Вячеслав;РБ;07.03.2026;09.03.2026;5"), "--json")
    report = json.loads(again.out)
    assert (report["counts"]["taken"], report["sheets"][0]["remembered"]) == (1, True)
    with open_book(folder) as book:
        assert [said(leg)[:14] for leg in legs_of(book, "Ким")] == ["RU 01.03–05.03", "BY 07.03–09.03"]
        assert [layout.columns for layout in book.all(Layout)] == [{"куда ехал": "country", "цена": ""}]
        assert all(trip.note == "" for trip in book.all(Trip))
        book.undo()
        book.undo()
        assert (list(book.all(Trip)), list(book.all(Layout))) == ([], [])


def test_what_was_set_right_stands_in_the_history(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """How a table is read is a record like any other: the history says when it was set right, by its headings."""
    command(csv(tmp_path / "1.csv", "Водитель;Куда;Въезд", "Ким Вячеслав;РФ;01.03.2026"), "--column", "Куда=country")
    with open_book(folder, read_only=True) as book:
        (commit,) = book.history()
        assert "how a table is read водитель, куда, въезд: new" in list(changes_text(commit, lambda id: ""))


def test_headings_in_another_row_and_a_sheet_of_another_kind(command: Haulbook, tmp_path: Path) -> None:
    """The row of the headings and the kind of the sheet can be named where they were told wrongly."""
    path = csv(tmp_path / "1.csv", "Водитель;Страна;Въезд", "Водитель;Страна;Выезд", "Ким Вячеслав;РФ;01.03.2026")
    run = command(path, "--headings", "1.csv=2", "--dry-run", "--json")
    (sheet,) = json.loads(run.out)["sheets"]
    assert (sheet["heading_row"], [each["field"] for each in sheet["columns"]]) == (2, ["driver", "country", "exit"])
    for kind in ("-", "grid"):
        assert command(path, "--sheet", f"1.csv={kind}").status == 3


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--column", "Нету=driver", "There is no heading “Нету” in 1.csv."),
        ("--column", "Въезд=когда", "“когда” is no meaning of a column. There are: -, "),
        ("--column", "Въезд", "“Въезд”: write it as Name=meaning."),
        ("--sheet", "1.csv=цены", "“цены” is no kind of sheet."),
        ("--headings", "1.csv=два", "“два” is no number of a row."),
        ("--mark", "О=Атлантида", "“Атлантида” names no country."),
    ],
)
def test_what_cannot_be_set_right_is_said(command: Haulbook, folder: Path, tmp_path: Path, option: str, value: str, said: str) -> None:
    """Status 2, what is wrong and what there is; no book is made."""
    run = command(csv(tmp_path / "1.csv", "Водитель;Страна;Въезд", "Ким Вячеслав;РФ;01.03.2026"), option, value)
    assert run.status == 2
    assert said in " ".join(run.err.split())
    assert not folder.exists()


def test_one_name_is_taken_as_a_new_driver(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Of two strangers one is really new: he is named, the other stays refused."""
    command(str(OFFICE))
    path = csv(tmp_path / "1.csv", "Водитель;Страна;Въезд", "Новиков Олег;РФ;01.03.2026", "Кто Угодно;РФ;02.03.2026")
    run = command(path, "--new-driver", "новиков олег")
    assert (run.status, "New drivers, citizenship not known:\n  Новиков Олег\n" in run.out) == (1, True)
    with open_book(folder, read_only=True) as book:
        assert named(book, "Новиков").citizenship is None
        assert len(book.drivers()) == 15


def test_a_name_is_said_to_mean_a_driver(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """The near driver that was offered is meant: his row is taken, and nobody is made."""
    command(str(OFFICE))
    path = csv(tmp_path / "1.csv", "Водитель;Страна;Въезд", "Ахмедов Е.С.;Польша;01.03.2026")
    assert "near: Ахметов Ерлан Серикович" in command(path).out
    run = command(path, "--name", "ахмедов е.с.=Ахметов Ерлан Серикович")
    assert (run.status, "1 row taken" in run.out) == (0, True)
    with open_book(folder, read_only=True) as book:
        assert [leg.country for leg in legs_of(book, "Ахметов")].count("PL") == 1
        assert len(book.drivers()) == 14


def test_a_name_once_said_is_remembered_and_reported(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """The next file of the layout is read so, and says so; - forgets it; the history tells of whom it was said."""
    command(str(OFFICE))
    heads = "Водитель;Страна;Въезд"
    command(csv(tmp_path / "1.csv", heads, "Ахмедов Е.С.;Польша;01.03.2026"), "--name", "ахмедов е.с.=Ахметов Ерлан Серикович")
    second = csv(tmp_path / "2.csv", heads, "Ахмедов Е.С.;Литва;03.03.2026", "Ахмедов Е.С.;Литва;05.03.2026")
    run = command(second, "--dry-run")
    assert "they were said to mean before:\n  Ахмедов Е.С.: it is Ахметов Ерлан Серикович, 2 rows\n" in run.out
    names = json.loads(command(second, "--dry-run", "--json").out)["remembered_names"]
    assert names == [{"names": ["Ахмедов Е.С."], "driver": "Ахметов Ерлан Серикович", "rows": 2}]
    assert command(second, "--name", "Ахмедов Е.С.=-").status == 3
    assert command(second).status == 3
    with open_book(folder, read_only=True) as book:
        ahmetov = named(book, "Ахметов")
        told = [line for commit in book.history() for line in changes_text(commit, lambda id: ahmetov.name if id == ahmetov.id else "")]
    assert "how a table is read водитель, страна, въезд: whom names mean ахмедов е с Ахметов Ерлан Серикович → —" in told


def test_encoding_and_separator_once_named_are_remembered_and_reported(command: Haulbook, tmp_path: Path) -> None:
    """The second file of the layout needs no option, says what was taken from memory, and an option goes before it."""
    text = "Водитель, а, б, в, г;Страна;Въезд\nҚұрманов Әлібек, Ли Антон;Ресей;{}.03.2026\n"
    for day in ("01", "11"):
        (tmp_path / f"{day}.csv").write_bytes(text.format(day).encode("kz1048"))
    named = ("--encoding", "kz1048", "--separator", "semicolon", "--new-drivers")
    assert command(str(tmp_path / "01.csv"), *named).status == 0
    run = command(str(tmp_path / "11.csv"), "--dry-run")
    assert "Encoding kz1048, as set right before\nBetween two cells: semicolon, as set right before\n" in run.out
    report = json.loads(command(str(tmp_path / "11.csv"), "--dry-run", "--encoding", "cp1251", "--json").out)
    assert (report["encoding"], report["separator"], report["remembered"]) == ("cp1251", "semicolon", ["separator"])


def test_dates_and_drivers_of_a_grid_are_named(command: Haulbook, tmp_path: Path) -> None:
    """The row by its number, the column by its heading, as of any table; the next file of the office needs neither."""
    months = [";".join(f"{day:02}.03.2026" for day in range(first, first + 8)) for first in (1, 11)]
    lines = (f"План;;{months[0]}", f"Ответственный;Экипаж;{months[1]}", "Сергеева Анна;Ким Вячеслав;Р;Р;;;;;;")
    path = csv(tmp_path / "1.csv", *lines)
    assert command(path, "--headings", "1.csv=2", "--column", "Экипаж=driver").status == 0
    (sheet,) = json.loads(command(path, "--json").out)["sheets"]
    assert (sheet["heading_row"], sheet["columns"], sheet["remembered"]) == (2, [{"heading": "Экипаж", "field": "driver"}], True)


def test_a_column_of_one_sheet_without_headings(command: Haulbook, tmp_path: Path) -> None:
    """Row 0: there are no headings; a column goes by its letter, behind the name of its sheet where that matters."""
    path = csv(tmp_path / "1.csv", "Ким Вячеслав;РФ;27.02.2026;01.03.2026;05.03.2026")
    said = ("--headings", "1.csv=0", "--column", "1.csv!C=entry_queue", "--column", "D=entry", "--column", "E=exit")
    run = command(path, *said, "--separator", "semicolon", "--json")
    (sheet,) = json.loads(run.out)["sheets"]
    assert (run.status, sheet["heading_row"]) == (0, None)
    fields = [(each["heading"], each["field"]) for each in sheet["columns"]]
    assert fields == [("A", "driver"), ("B", "country"), ("C", "entry_queue"), ("D", "entry"), ("E", "exit")]


def test_a_table_pasted_as_text(command: Haulbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells copied from a spreadsheet come with tabs; - reads them from the standard input."""
    pasted = "Водитель\tСтрана\tВъезд\tВыезд\nКим Вячеслав\tРоссия\t01.03.2026\t05.03.2026\n"

    class Stdin:
        buffer = io.BytesIO(pasted.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    run = command("-")
    assert (run.status, run.out.splitlines()[0]) == (0, "pasted table, read on 23.11.2026")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_refused_rows_are_saved_mended_and_imported(command: Haulbook, folder: Path, tmp_path: Path, kind: str) -> None:
    """The five rows of the office's journal that could not be read: saved, mended in a spreadsheet, imported; nothing waits any more."""
    saved = tmp_path / f"исправить.{kind}"
    run = command(str(OFFICE), "--refused", str(saved))
    assert f"The refused rows are in {saved}" in run.err
    again = command(str(saved))
    assert (again.status, "0 rows taken; 0 rows known already; 0 rows changed; 5 rows could not be taken" in again.out) == (3, True)
    with open_book(folder, read_only=True) as book:
        assert sorted(row.row for row in book.all(Unsettled)) == [24, 30, 42, 49]
    mend(
        saved,
        {"30.02.2026": "28.02.2026", "Атлантида": "Россия", "?": "01.11.2026", "уточнить": "02.11.2026", "Неизвестный А.А.": "Ким В.О."},
    )
    mended = command(str(saved))
    assert mended.status in (0, 1), mended.out
    with open_book(folder, read_only=True) as book:
        assert [row.row for row in book.all(Unsettled)] == [30]
        assert {row.file for row in book.all(Unsettled)} == {"office-2026.xlsx"}


def mend(path: Path, words: dict[str, str]) -> None:
    """Changes cells of a saved file as an office would in a spreadsheet."""
    if path.suffix == ".csv":
        lines = [line.split(";") for line in path.read_text(encoding="utf-8-sig").splitlines()]
        path.write_text("\n".join(";".join(words.get(cell, cell) for cell in line) for line in lines), encoding="cp1251", errors="replace")
        return
    import openpyxl

    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value in words:
                cell.value = words[str(cell.value)]
    book.save(path)


def test_refused_rows_are_saved_as_tables_only(command: Haulbook, tmp_path: Path) -> None:
    """A name that ends otherwise is used wrongly, before anything is taken."""
    run = command(str(OFFICE), "--refused", str(tmp_path / "строки.txt"))
    assert (run.status, "refused rows are saved as .xlsx or .csv" in run.err) == (2, True)
