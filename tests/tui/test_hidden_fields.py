"""A laptop without the firm's key: what came sealed is seen to be there, on screens, in forms and on sheets, and is never lost or shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.answers import line
from storage.papers import paper_lines
from storage.records import Driver, Paper
from storage.records.documents import document
from tests.storage.journeys import trip
from tests.storage.offices import AHMET, CODE, Couch, Depot
from tests.tui.office import FIRM, ON, press, program, screen_of, type_in
from tests.tui.running import Haulbook
from tests.tui.sheeting import said
from tui.sheets import Purpose, status_sheet
from tui.sheets.lists import papers_list
from tui.sheets.statement import statement_sheet

HIDDEN = "hidden: needs the firm's key"
PASSPORT = Paper(holder=AHMET.id, kind="passport", number="N12345678", until=date(2027, 1, 1))
JOURNEY = trip(AHMET, "RU 01.03–10.03")


@pytest.fixture
def guest(tmp_path: Path) -> Iterator[Depot]:
    """A laptop that took everything in and has no key."""
    server, office, made = Couch(), Depot(tmp_path / "office", "office"), Depot(tmp_path / "guest", "guest")
    office.has_key(CODE)
    office.book.commit([FIRM, AHMET, PASSPORT, JOURNEY], "begun")
    office.sync(server)
    office.book.close()
    made.sync(server)
    yield made
    made.book.close()


async def test_the_drivers_page_says_that_they_are_there(guest: Depot) -> None:
    """Day of birth, phone, number of the passport: each in its place, as hidden."""
    async with program(guest.book, size=(120, 40)) as pilot:
        await press(pilot, "enter")
        shown = screen_of(pilot)
        assert f"born {HIDDEN} · phone {HIDDEN}" in shown and f"passport {HIDDEN}" in shown
        await press(pilot, "f6")
        assert "hidden: n" in screen_of(pilot) and "••••" not in screen_of(pilot)


async def test_the_form_does_not_ask_for_them_and_keeps_them(guest: Depot) -> None:
    """They stand in the form without a field; a role typed in goes over, and what is sealed goes with it untouched."""
    before = document(guest.book.drivers()[0])
    async with program(guest.book) as pilot:
        await press(pilot, "ctrl+e")
        assert screen_of(pilot).count(HIDDEN) == 2
        await press(pilot, "tab", "tab")
        await type_in(pilot, "mechanic")
        await press(pilot, "ctrl+s")
        found = guest.book.drivers()[0]
        assert found.role == "mechanic" and (found.born, found.phone) == (None, "")
        assert {name: value for name, value in document(found).items() if name not in ("role", "stamp")} == {
            name: value for name, value in before.items() if name not in ("role", "stamp")
        }


async def test_the_form_of_a_paper_keeps_its_number(guest: Depot) -> None:
    """A note is written on the passport: its number stays sealed as it came."""
    sealed = document(guest.book.papers_of(AHMET.id)[0])["number_sealed"]
    async with program(guest.book) as pilot:
        await press(pilot, "f6", "enter")
        assert HIDDEN in screen_of(pilot)
        await press(pilot, "shift+tab")
        await type_in(pilot, "x")
        await press(pilot, "ctrl+s")
        found = guest.book.papers_of(AHMET.id)[0]
        assert found.note == "x" and document(found)["number_sealed"] == sealed


def test_sheets_say_it_too(guest: Depot) -> None:
    """Office and road sheet and the list of papers: hidden, not missing and not a mask; the statement leaves room to write by hand."""
    book = guest.book
    driver = book.get(Driver, AHMET.id)
    assert driver is not None
    purposes: tuple[Purpose, ...] = ("office", "road")
    for purpose in purposes:
        told = said(status_sheet(book, driver, ON, purpose))
        assert told.count(HIDDEN) >= 2, told
    assert HIDDEN in said(papers_list(book.firm, paper_lines(book), ON))
    assert "Born" in said(statement_sheet(book.firm, driver, ON)) and HIDDEN not in said(statement_sheet(book.firm, driver, ON))
    assert line(book, driver, ON).standing.used == 10


def test_an_export_says_what_it_leaves_out(guest: Depot, haulbook: Haulbook, tmp_path: Path) -> None:
    """A list for other programs has empty cells, no words in their place: how many is said beside it; the whole book is whole."""
    guest.book.close()
    done = haulbook("--book", str(guest.folder), "export", str(tmp_path / "drivers.csv"), "--list", "drivers")
    assert done.status == 0 and "3 private values are hidden on this laptop and left out" in done.err
    assert "hidden" not in (tmp_path / "drivers.csv").read_text(encoding="utf-8-sig")
    trips = haulbook("--book", str(guest.folder), "export", str(tmp_path / "trips.csv"))
    assert trips.status == 0 and trips.err == "", "trips hold no private value"
    whole = haulbook("--book", str(guest.folder), "export", "--json", str(tmp_path / "all.json"))
    assert whole.status == 0 and "hidden" not in whole.err and "phone_sealed" in (tmp_path / "all.json").read_text(encoding="utf-8")
