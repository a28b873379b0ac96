"""Sheets that are made while a pull from other laptops is only half in: the office must not take their figures for whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from storage.book import RecordBook
from storage.records import Peer
from storage.slips import slip_for
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.sheeting import AHMET, FIRM, ON, said
from tui.sheets.batch import Job
from tui.sheets.orders import list_job, slip_job, statement_jobs, status_jobs
from tui.sheets.plain import as_text

PLANNED = trip(AHMET, "RU 01.12?–10.12?")
SAID: dict[str, tuple[str, ...]] = {
    "en": ("3 records of other laptops are still to be taken in",),
    "ru": ("Ещё не приняты 3 записи с других ноутбуков",),
    "kk": ("Басқа ноутбуктерден 3 жазба әлі қабылданған жоқ",),
}
SAID["ru+kk"] = SAID["ru"] + SAID["kk"]

Order = Callable[[RecordBook, str], Job]
ORDERS: dict[str, Order] = {
    "road": lambda book, code: status_jobs(book, [AHMET], ON, "road", code)[0],
    "office": lambda book, code: status_jobs(book, [AHMET], ON, "office", code)[0],
    "slip": lambda book, code: slip_job(book, AHMET, slip_for(book, PLANNED, AHMET, ON), code),
    "fleet": lambda book, code: list_job(book, "fleet", ON, code),
    "papers": lambda book, code: list_job(book, "papers", ON, code),
    "plans": lambda book, code: list_job(book, "plans", ON, code),
}


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_what_is_made_of_half_a_pull_says_so(tmp_path: Path, order: Order, code: str) -> None:
    """Each sheet with figures says it once in each of its languages, on paper and as text, as long as records are still to come."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, PLANNED], "test")
        peer = Peer(coming=3)
        book.exchange([("peers", peer)], "half")
        half = order(book, code).make()
        book.exchange([("peers", replace(peer, coming=0))], "whole")
        whole = order(book, code).make()
    for text in SAID[code]:
        assert said(half).count(text) == 1 and text in " ".join(as_text(half, 300).split())
        assert text not in said(whole)


def test_a_statement_holds_no_figures_of_the_book(tmp_path: Path) -> None:
    """What a new driver fills in by hand is whole whatever is still to come."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET], "test")
        book.exchange([("peers", Peer(coming=3))], "half")
        assert "still to be taken in" not in said(statement_jobs(book, [AHMET], ON, "en")[0].make())
