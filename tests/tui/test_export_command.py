"""``haulbook export --json`` and ``import`` of it: the same book comes out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from storage.records import Driver, Firm, Paper, Unsettled
from tests.storage.books import deleted, files_of, names, open_book, renamed
from tests.storage.journeys import trip
from tests.tui.running import Haulbook
from tui import demo

AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_book(tmp_path / "book") as book:
        book.commit([Firm(name="ТОО «Дала»"), AHMET, YUSUF, Paper(holder=AHMET.id, kind="passport", number="N1")], "new")
        book.commit([renamed(AHMET, "Ахметов Ерлан Серикович"), deleted(YUSUF), trip(AHMET, "RU 01.03–10.03")], "changed")
    return tmp_path / "book"


def test_the_same_book_comes_out_again(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Every record with its id and stamp, deleted ones too, byte for byte; the history is one change, which can be undone."""
    file = tmp_path / "whole.json"
    told = haulbook("--book", str(folder), "export", str(file), "--json")
    assert (told.status, told.out) == (0, f"{file}\n")
    assert haulbook("--book", str(tmp_path / "other"), "import", str(file)).out == "5 records in whole.json\n"
    with open_book(folder, read_only=True) as book, open_book(tmp_path / "other", read_only=True) as other:
        assert other.encoded() == book.encoded()
        assert next(iter(other.drivers())).stamp.revision == 2 and len(other.history()) == 1
    haulbook("--book", str(tmp_path / "other"), "export", str(tmp_path / "again.json"), "--json")
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()
    with open_book(tmp_path / "other") as other:
        other.undo()
        assert names(other) == []


def test_every_kind_of_record_comes_through(haulbook: Haulbook, tmp_path: Path) -> None:
    """The demonstration firm, with papers, routes, openings, unsettled rows, trips of every kind: byte for byte the same."""
    with open_book(tmp_path / "demo") as book:
        demo.make(book, date(2026, 11, 23))
        whole = book.encoded()
    haulbook("--book", str(tmp_path / "demo"), "export", str(tmp_path / "whole.json"), "--json")
    assert haulbook("--book", str(tmp_path / "other"), "import", str(tmp_path / "whole.json")).status == 0
    with open_book(tmp_path / "other", read_only=True) as other:
        assert other.encoded() == whole


def test_a_list_says_which_rows_of_an_import_are_not_in_it(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Two rows that could not be read, one of them dismissed since: a workbook and a CSV say that one is left behind; all else does not."""
    waiting = Unsettled(driver=AHMET.id, file="рейсы.xlsx", sheet="Лист1", row=7, problem="entry-missing")
    with open_book(folder) as book:
        book.commit([waiting, Unsettled(driver=AHMET.id, file="рейсы.xlsx", sheet="Лист1", row=8, problem="entry-missing")], "import")
        second = next(row for row in book.all(Unsettled) if row.row == 8)
        book.commit([replace(second, settled="dismissed", because="Не наш рейс")], "dismissed")
    said = {
        name: haulbook("--book", str(folder), "export", str(tmp_path / name), *more).err
        for name, *more in (("a.xlsx",), ("a.csv",), ("a.ics",), ("a.json", "--json"))
    }
    sentence = "1 row that could not be read is not in the file: it waits in this book to be settled. export --json takes it along.\n"
    assert said == {"a.xlsx": sentence, "a.csv": sentence, "a.ics": "", "a.json": ""}


def test_a_whole_book_goes_into_an_empty_one_only(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """A book in which anything was written is left as it is."""
    haulbook("--book", str(folder), "export", str(tmp_path / "whole.json"), "--json")
    before = files_of(folder)
    told = haulbook("--book", str(folder), "import", str(tmp_path / "whole.json"))
    assert told.status == 3 and "not empty" in told.err and files_of(folder) == before


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-100], "no book"),
        (lambda text: "[]", "no book"),
        (lambda text: text.replace('"haulbook": 1', '"haulbook": 999'), "newer version"),
        (lambda text: text.replace('"name": "Ахметов Ерлан Серикович"', '"name": ""'), "name-missing"),
        (lambda text: text.replace('"name": "Ахметов Ерлан Серикович"', '"name": 7'), "cannot be understood"),
    ],
)
def test_what_is_no_whole_book_is_not_half_taken(
    haulbook: Haulbook, folder: Path, tmp_path: Path, spoil: Callable[[str], str], said: str
) -> None:
    """A file cut off, of another kind, of a newer program, or with a record that no book takes: said, and no book is made."""
    file = tmp_path / "whole.json"
    haulbook("--book", str(folder), "export", str(file), "--json")
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    told = haulbook("--book", str(tmp_path / "other"), "import", str(file))
    assert told.status == 3 and said in told.err and not (tmp_path / "other").exists()


def test_an_export_is_its_owners_alone_and_whole(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Valid JSON for other programs; one that was there before is replaced, and that is said; a folder that is not there is said."""
    file = tmp_path / "whole.json"
    haulbook("--book", str(folder), "export", str(file), "--json")
    assert haulbook("--book", str(folder), "export", str(file), "--json").err == f"{file} took the place of an older one.\n"
    assert json.loads(file.read_text(encoding="utf-8"))["tables"]["drivers"][AHMET.id]["name"] == "Ахметов Ерлан Серикович"
    assert file.stat().st_mode & 0o077 == 0
    assert haulbook("--book", str(folder), "export", str(tmp_path / "no" / "x.json"), "--json").status == 3
    assert haulbook("--book", str(folder), "export", str(file)).status == 2
