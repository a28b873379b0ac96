"""``haulbook person``, ``erase`` and ``passphrase``: one person's data out, or gone for good; the book locked."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.records import Driver, Paper
from tests.storage.books import deleted, files_of, names, open_book
from tests.storage.journeys import trip
from tests.tui.running import Haulbook, Run
from tui.cli.context import passphrase_of

AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
SECRET = "верблюд у колодца"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The laptop's own book with two drivers, one backup of it on a stick."""
    with open_book(tmp_path / "home" / "book") as book:
        book.commit([AHMET, YUSUF, Paper(holder=AHMET.id, kind="passport", number="N12345678")], "новые")
        book.commit([trip(AHMET, "RU 01.03–10.03")], "рейс Ахметова")
    (tmp_path / "stick").mkdir()
    return tmp_path / "home" / "book"


class Terminal(io.StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def answering(haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Runs the program with what a person types at its questions."""

    def run(typed: str, *arguments: str, terminal: bool = False) -> Run:
        monkeypatch.setattr("sys.stdin", (Terminal if terminal else io.StringIO)(typed))
        passphrase_of.cache_clear()
        return haulbook(*arguments)

    return run


def test_a_drivers_data_in_a_file(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """All of him and nobody else, for its owner alone."""
    told = haulbook("person", "ахметов", str(tmp_path / "him.json"))
    assert (told.status, told.out) == (0, f"{tmp_path / 'him.json'}\n")
    tables = json.loads((tmp_path / "him.json").read_text(encoding="utf-8"))["tables"]
    assert [each["name"] for each in tables["drivers"]] == ["Ахметов Ерлан"] and len(tables["papers"]) == len(tables["trips"]) == 1
    assert (tmp_path / "him.json").stat().st_mode & 0o077 == 0
    assert haulbook("person", "Иванов", str(tmp_path / "x.json")).status == 2


def test_erasing_asks_for_the_name(answering: Callable[..., Run], folder: Path) -> None:
    """Only the name as it stands erases him; what will go is said before."""
    before = files_of(folder)
    told = answering("да\n", "erase", "ахметов")
    assert told.status == 2 and "Nothing was erased" in told.err and "1 trip of his" in told.err
    assert files_of(folder) == before
    told = answering("Ахметов  Ерлан\n", "erase", "ахметов")
    assert told.status == 0 and "Erased from the book" in told.out
    with open_book(folder) as book:
        assert names(book) == ["Юсупов Шерзод"]


def test_erasing_reaches_the_backups(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """The one on the stick is named; one that was made and is away ends with 1 and is named with its day."""
    (tmp_path / "away").mkdir()
    away = haulbook("backup", str(tmp_path / "away")).out.strip()
    path = haulbook("backup", str(tmp_path / "stick")).out.strip()
    Path(away).parent.rename(tmp_path / "drawer")
    told = haulbook("erase", "ахметов", "--yes")
    assert told.status == 1 and f"Erased: {path}" in told.out and f"Not erased: {away}" in told.err
    assert "Ахметов" not in haulbook("history").out


def test_one_who_was_taken_out_long_ago_is_erased_too(haulbook: Haulbook, folder: Path) -> None:
    """A driver who left and was taken out of the book still stands in it: his data are given out, and erased."""
    with open_book(folder) as book:
        book.commit([deleted(AHMET)], "уволен")
    assert haulbook("person", "ахметов", str(folder.parent / "him.json")).status == 0
    assert haulbook("erase", "ахметов", "--yes").status == 0
    assert all("Ахметов".encode() not in content for content in files_of(folder).values())


def locked(answering: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> str:
    """Sets a passphrase, types the code back as it was shown; returns the code."""
    shown: list[str] = []
    from storage import passphrases

    real = passphrases.new_recovery_code

    def noted() -> str:
        shown.append(real())
        monkeypatch.setattr("sys.stdin", io.StringIO(shown[-1] + "\n"))
        return shown[-1]

    monkeypatch.setattr(passphrases, "new_recovery_code", noted)
    monkeypatch.setenv("HAULBOOK_NEW_PASSPHRASE", SECRET)
    told = answering("", "passphrase", "set")
    assert told.status == 0 and shown[0] in told.out and "encrypted" in told.out, told.err
    monkeypatch.delenv("HAULBOOK_NEW_PASSPHRASE")
    return shown[0]


def test_a_locked_book_is_asked_for(answering: Callable[..., Run], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal the passphrase comes from the environment; missing or wrong, it is said, with 3; the recovery code opens too."""
    code = locked(answering, monkeypatch)
    assert "Ахметов".encode() not in b"".join(files_of(folder).values())
    told = answering("", "status")
    assert told.status == 3 and "HAULBOOK_PASSPHRASE" in told.err
    for secret, status in ((SECRET, 0), (code, 0), ("верблюд", 3)):
        monkeypatch.setenv("HAULBOOK_PASSPHRASE", secret)
        assert answering("", "status").status == status
    assert "does not open the book" in answering("", "status").err


def test_a_code_that_was_not_written_down_sets_nothing(
    answering: Callable[..., Run], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever cannot type the code back gets no encrypted book; neither does a passphrase of a few letters."""
    before = files_of(folder)
    monkeypatch.setenv("HAULBOOK_NEW_PASSPHRASE", SECRET)
    told = answering("12345\n\nnext\n", "passphrase", "set")
    assert told.status == 2 and re.search(r"(\d{5} ){7}\d{5}", told.out)
    monkeypatch.setenv("HAULBOOK_NEW_PASSPHRASE", "короче")
    assert answering("", "passphrase", "set").status == 2
    assert files_of(folder) == before
    assert answering("", "passphrase", "change").status == 2 and answering("", "passphrase", "remove").status == 2


def test_a_passphrase_is_changed_and_taken_off(answering: Callable[..., Run], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change the old one opens no more; taken off, the book is plain and its history whole."""
    locked(answering, monkeypatch)
    monkeypatch.setenv("HAULBOOK_PASSPHRASE", SECRET)
    assert answering("", "passphrase", "set").status == 2
    monkeypatch.setenv("HAULBOOK_NEW_PASSPHRASE", "новая фраза")
    assert answering("", "passphrase", "change").status == 0
    assert answering("", "passphrase", "remove").status == 3
    monkeypatch.setenv("HAULBOOK_PASSPHRASE", "новая фраза")
    assert answering("", "passphrase", "remove").status == 0
    monkeypatch.delenv("HAULBOOK_PASSPHRASE")
    with open_book(folder) as book:
        assert len(names(book)) == 2 and len(book.history()) == 4


def test_on_a_terminal_it_is_typed_three_times_at_most(
    answering: Callable[..., Run], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong ones are said at once and asked for again; after the third nothing is opened."""
    locked(answering, monkeypatch)
    typed: list[str] = []
    monkeypatch.setattr("click.prompt", lambda *_, **__: typed.pop(0))

    typed[:] = ["нет", SECRET]
    told = answering("", "status", terminal=True)
    assert told.status == 0 and told.err.count("does not open") == 1
    typed[:] = ["раз", "два", "три", SECRET]
    assert answering("", "status", terminal=True).status == 3 and typed == [SECRET]
