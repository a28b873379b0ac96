"""``haulbook history``, ``undo``, ``redo``: what was changed, in words, and taken back from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.records import Driver
from tests.storage.books import names, open_book, renamed
from tests.storage.journeys import trip
from tests.tui.running import Haulbook, Run

AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, YUSUF], "new drivers")
        book.commit([trip(YUSUF, "RU 01.03–10.03")], "a trip")
        book.commit([renamed(AHMET, "Ахметов Ерлан Серикович")], "full name")
    return tmp_path / "book"


def run(haulbook: Haulbook, folder: Path, *arguments: str) -> Run:
    return haulbook("--book", str(folder), *arguments)


def test_the_history_names_every_change(haulbook: Haulbook, folder: Path) -> None:
    """The oldest first, with the day, who made it and why; an undo says what it took back."""
    run(haulbook, folder, "undo")
    lines = run(haulbook, folder, "history").out.splitlines()
    assert [line.split("  ")[-1] for line in lines] == ["new drivers", "a trip", "full name", "undone: full name"]
    assert "23.11.2026 12:00" in lines[0] and "Айгуль@depot" in lines[0]


def test_the_history_of_a_driver_is_what_bears_on_him(haulbook: Haulbook, folder: Path) -> None:
    """A trip is its driver's, though the driver himself was not changed; another day has no change and says so."""
    told = json.loads(run(haulbook, folder, "history", "Юсупов", "--json").out)
    assert [each["reason"] for each in told] == ["new drivers", "a trip"]
    assert told[1]["changes"][0]["table"] == "trips" and told[1]["changes"][0]["new"]
    assert json.loads(run(haulbook, folder, "history", "--day", "23.11.2026", "--json").out)[2]["seq"] == 3
    other = run(haulbook, folder, "history", "--day", "22.11.2026")
    assert (other.out, other.err.strip(), other.status) == ("", "No change fits.", 0)


def test_undo_and_redo_say_what_they_did(haulbook: Haulbook, folder: Path) -> None:
    """Each names the change in its own words; where there is nothing more, that is said and nothing is changed."""
    assert run(haulbook, folder, "undo").out == "Undone: full name.\n"
    with open_book(folder) as book:
        assert names(book) == ["Ахметов Ерлан", "Юсупов Шерзод"]
    assert run(haulbook, folder, "redo").out == "Done again: full name.\n"
    with open_book(folder) as book:
        assert names(book)[0] == "Ахметов Ерлан Серикович"
    assert run(haulbook, folder, "redo").err == "There is nothing to redo.\n"
    assert run(haulbook, folder / "nowhere", "undo").status == 3


def test_undo_waits_for_nobody_for_ever(haulbook: Haulbook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the book nothing is undone, and its holder is named."""
    monkeypatch.setattr("storage.engine.lock.FileLock.acquire", _held)
    told = run(haulbook, folder, "undo")
    assert told.status == 3 and "in use" in told.err


def _held(*_: object, **__: object) -> None:
    from filelock import Timeout

    raise Timeout("db.lock")
