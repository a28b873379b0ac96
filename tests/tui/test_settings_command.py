"""``haulbook settings``: shown, changed with one undo, refused in words; what the office sets for slips stands on slip and message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.records import Driver
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.running import Haulbook

AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")


@pytest.fixture
def firm(folder: Path) -> Path:
    """A book with a driver and a trip to come."""
    with open_book(folder / "book") as book:
        book.commit([AHMET, trip(AHMET, "RU 01.12?–10.12?")], "test")
    return folder / "book"


def test_what_is_set_stands_on_the_message_and_one_undo_takes_it_back(firm: Path, haulbook: Haulbook) -> None:
    """Purpose and contact in one commit, as everything else of the firm; the message of a slip has both."""
    run = haulbook("--book", str(firm), "settings", "purpose=служебная", "contact=Айгуль, +7 700 000 00 00", "near=10 5", "--json")
    held = json.loads(run.out)
    assert (run.status, held["purpose"], held["contact"], held["near"]) == (0, "служебная", "Айгуль, +7 700 000 00 00", "10 5")
    message = haulbook("--book", str(firm), "slip", "Ахметов", "--on", "23.11.2026", "--message").out
    assert "служебная" in message and "+7 700 000 00 00" in message
    haulbook("--book", str(firm), "undo")
    haulbook("--book", str(firm), "undo")
    held = json.loads(haulbook("--book", str(firm), "settings", "--json").out)
    assert (held["purpose"], held["contact"], held["near"]) == ("", "", "14 7 3 1")


def test_what_cannot_be_is_refused_and_changes_nothing(firm: Path, haulbook: Haulbook) -> None:
    """An unknown name, a value that is none of those there are, a number that is none: status 2, what there is, nothing written."""
    for wrong, said in (("porpose=x", "purpose"), ("country=ZZ", "KZ"), ("reserve=three", "reserve"), ("purpose", "name=value")):
        run = haulbook("--book", str(firm), "settings", "contact=Айгуль", wrong)
        assert run.status == 2 and said in run.err, wrong
    assert json.loads(haulbook("--book", str(firm), "settings", "--json").out)["contact"] == ""


def test_a_mistyped_folder_makes_no_book(folder: Path, haulbook: Haulbook) -> None:
    """Neither a setting nor a slip begins a new book: status 3, where it was looked for, no folder made."""
    for order in (("settings", "contact=Айгуль"), ("slip", "Ахметов")):
        run = haulbook("--book", str(folder / "bok"), *order)
        assert run.status == 3 and "bok" in run.err and not (folder / "bok").exists()


def test_every_setting_is_listed_with_what_it_is_for(firm: Path, haulbook: Haulbook) -> None:
    """The name to write, the value, the words of both."""
    out = haulbook("--book", str(firm), "settings").out
    assert "rule:union-state = 1  (kept, number 1)" in out and "contact = \n    Whom drivers call. Stands on dispatch slips." in out


def test_settings_of_the_laptop_are_written_into_its_file(firm: Path, haulbook: Haulbook) -> None:
    """The theme is no matter of the book: nothing is committed."""
    held = json.loads(haulbook("--book", str(firm), "settings", "theme=light", "--json").out)
    assert held["theme"] == "light"
    with open_book(firm, read_only=True) as book:
        assert len(list(book.history())) == 1
