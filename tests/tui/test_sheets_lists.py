"""Lists of the whole office on paper: who stands how, which papers end first; headings on every page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from storage.answers import roster
from storage.papers import paper_lines
from storage.records import Driver, Paper
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.running import Haulbook
from tests.tui.sheeting import AHMET, FIRM, ON, printed, said, stays
from tui.listings import plans_listing
from tui.sheets.lists import fleet_list, papers_list, plan_list
from tui.sheets.orders import list_job


def test_the_fleet_says_what_the_screen_says(tmp_path: Path) -> None:
    """Inside since 20 November with 4 of 90 days: the last day and the day to queue; one outside, ten planned, may enter tomorrow."""
    other = Driver(name="Юсупов Шерзод", citizenship="UZ")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, other, trip(AHMET, "RU 20.11–"), trip(other, "RU 01.12?–10.12?")], "test")
        sheet = fleet_list(book.firm, roster(book, ON), ON)
    rows = {row[1]: row for row in stays(sheet)}
    assert rows[AHMET.name][2:8] == ("Russia, since 20.11", "4/90", "", "86", "17.02.2027", "14.02.2027")
    assert rows[other.name][2:9] == (
        "outside",
        "0/90",
        "+10",
        "90",
        "",
        "",
        "24.11.2026; ruID driver's application filed today: from 27.11.2026",
    )
    assert FIRM.name in said(sheet)


def test_after_a_breach_no_date_of_return_is_named(tmp_path: Path) -> None:
    """100 days in one year: ten too many, and the list says that it is not known, not "1 January"."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.03–08.06")], "test")
        (row,) = stays(fleet_list(book.firm, roster(book, ON), ON))
    assert row[5:9] == ("-10", "", "", "not known")


def test_in_two_languages_what_is_to_be_seen_to_is_a_word(tmp_path: Path) -> None:
    """The most urgent thing and how many more there are: as a sentence it is too long for the column twice over."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.03–08.06")], "test")
        (alone,) = stays(list_job(book, "fleet", ON, "ru").make())
        (pair,) = stays(list_job(book, "fleet", ON, "ru+en").make())
        more = len(roster(book, ON)[0].findings) - 1
    assert alone[9] == f"сверх предела на 10 дн. (и ещё {more})"
    assert f"over 10 d (and {more} more)" in pair[9] and len(pair[9]) < 45


def test_papers_by_the_day_they_end(tmp_path: Path) -> None:
    """The first to end on top; of two of one kind the older is left out; one without an end comes last."""
    papers = [
        Paper(holder=AHMET.id, kind="licence", number="L", until=date(2026, 12, 1)),
        Paper(holder=AHMET.id, kind="passport", number="N-2016", until=date(2026, 1, 1)),
        Paper(holder=AHMET.id, kind="passport", number="N-2026", until=date(2026, 11, 30)),
        Paper(holder=AHMET.id, kind="home-contract", number="C"),
    ]
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, *papers], "test")
        rows = stays(papers_list(book.firm, paper_lines(book), ON))
    assert [(row[2], row[5]) for row in rows] == [("••••2026", "7"), ("L", "8"), ("C", "")]


def test_a_long_list_has_its_heading_and_number_on_every_page(tmp_path: Path) -> None:
    """Two hundred drivers: several pages, each with the heading of the table and its number."""
    drivers = [Driver(name=f"Водитель {number:03}", citizenship="KZ") for number in range(200)]
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, *drivers, *(trip(driver, "RU 01.03–10.03") for driver in drivers)], "test")
        pages = printed(fleet_list(book.firm, roster(book, ON), ON)).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) > 2
    assert all(
        "Last day within the rule" in " ".join(text.split()) and f"page {place} of {len(pages)}" in text
        for place, text in enumerate(texts, 1)
    )
    assert sum(text.count("Водитель") for text in texts) == 200


def test_plans_on_paper(tmp_path: Path) -> None:
    """Departure, driver, how it is judged and why; without any plan the sheet says so."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.03–10.03")], "test")
        assert "No trip is planned." in said(plan_list(book.firm, plans_listing(book, ON), ON))
        book.commit([trip(AHMET, "RU 01.12?–10.12?")], "plan")
        (row,) = stays(plan_list(book.firm, plans_listing(book, ON), ON))
    assert row[:3] == ("01.12.2026", "10.12.2026", AHMET.name) and row[4:7] == ("within the rule", "70", "80")


def test_from_the_command_line(tmp_path: Path, haulbook: Haulbook) -> None:
    """Each list is a file; as text it comes out here; a list that is none is refused."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, Paper(holder=AHMET.id, kind="licence", number="L 1", until=ON + timedelta(9))], "test")
    asked = ("--book", str(tmp_path / "book"), "list")
    for what in ("fleet", "papers", "plans"):
        run = haulbook(*asked, what, "--on", "23.11.2026", "-o", str(tmp_path / "out"))
        assert (run.status, Path(run.out.strip()).name) == (0, f"{what} 2026-11-23.pdf")
    assert "L 1" in haulbook(*asked, "papers", "--text").out
    assert haulbook(*asked, "cargo").status == 2
