"""What is said of papers: missing ones, ends that follow from their kind, the register unchecked before he leaves, registration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from storage.book import RecordBook
from storage.records import Driver, Firm
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, VUGAR, YUSUF, deleted, paper, ready, said

IVAN = Driver(name="Иванов Пётр", citizenship="RU")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        yield opened


# Missing


def test_every_driver_needs_a_licence_and_a_passport(book: RecordBook) -> None:
    """Of a new driver both are missing in the book, then the licence, and once it is typed in nothing is."""
    book.commit([AHMET], "test")
    assert said(book)["paper-missing"].params["papers"] == "licence passport"
    assert said(book, paper("passport", until="01.01.30"))["paper-missing"].params["papers"] == "licence"
    assert "paper-missing" not in said(book, paper("licence", until="01.01.30"))


def test_who_left_the_firm_needs_no_papers(book: RecordBook) -> None:
    """Nobody asks for the licence of a driver who left last month."""
    gone = msgspec.structs.replace(AHMET, left=day("20.10"))
    book.commit([gone], "test")
    assert "paper-missing" not in said(book, driver=gone)


# Ends


def test_an_adr_certificate_without_an_end_ends_after_five_years(book: RecordBook) -> None:
    """Issued on 5 December 2021 with no end typed in, it ends on 4 December 2026: 11 days from the 23rd."""
    found = said(book, paper("adr", "05.12.21"))
    assert (found["paper-expiring"].params["until"], found["paper-expiring"].params["days"]) == (day("04.12"), 11)


def test_an_adr_certificate_renewed_in_time_runs_on_from_the_old_end(book: RecordBook) -> None:
    """The old one ends on 10 December 2021; renewed on 1 October 2021 it stands until 10 December 2026, not until 30 September."""
    found = said(book, paper("adr", "11.12.16", "10.12.21"), paper("adr", "01.10.21"))
    assert (found["paper-expiring"].params["until"], "paper-expired" in found) == (day("10.12"), False)


# The register


def test_a_departure_without_a_check_of_the_register(book: RecordBook) -> None:
    """He is to enter Russia on the 28th and nobody has ever looked the register up; a check today settles it."""
    found = said(book, trip(AHMET, "RU 28.11?–05.12?"))
    assert dict(found["register-not-checked"].params) == {"country": "RU", "entry": day("28.11")}
    found = said(book, paper("register-check", "23.11", country="RU", result="not-listed"))
    assert not {"register-not-checked", "register-check-old"} & found.keys()


def test_a_check_of_the_register_gets_old(book: RecordBook) -> None:
    """Checked on the 20th for an entry on the 28th: eight days, one too many; for the 27th it would do."""
    planned = trip(AHMET, "RU 28.11?–05.12?")
    check = paper("register-check", "20.11", country="RU", result="not-listed")
    found = said(book, planned, check)
    assert found["register-check-old"].params["checked"] == day("20.11")
    found = said(book, deleted(planned), trip(AHMET, "RU 27.11?–05.12?"))
    assert "register-check-old" not in found


def test_a_departure_far_ahead_or_elsewhere_asks_for_no_check(book: RecordBook) -> None:
    """Nothing is said more than a week before the departure, nor for a trip to Georgia, nor of who is inside already."""
    asked = {"register-not-checked", "register-check-old"}
    assert not asked & said(book, trip(AHMET, "RU 01.12?–05.12?")).keys()
    assert not asked & said(book, trip(AHMET, "GE 25.11?–26.11?")).keys()
    assert not asked & said(book, trip(AHMET, "RU 20.11–25.11?, BY 25.11?–27.11?")).keys()


# Registration


def test_registration_is_asked_about_ten_days_before_it_is_due(book: RecordBook) -> None:
    """A citizen of Kazakhstan in Russia since 3 November: the 30th day is 2 December. On the 21st nothing is said, on the 22nd it is."""
    assert "registration-due" not in said(book, trip(AHMET, "RU 03.11–"), on=day("21.11"))
    found = said(book, on=day("22.11"))
    assert dict(found["registration-due"].params) == {"country": "RU", "since": day("03.11"), "by": day("02.12"), "days": 10}
    assert found["registration-due"].severity == "warning"


def test_registration_is_due_sooner_for_others(book: RecordBook) -> None:
    """From the same 20 November an Uzbek citizen has 15 days, until 4 December, an Azerbaijani one 7, until the 26th."""
    said(book, trip(AHMET, "RU 20.11–"))
    book.commit([*ready(YUSUF), *ready(VUGAR), trip(YUSUF, "RU 20.11–"), trip(VUGAR, "RU 20.11–")], "test")
    assert "registration-due" not in said(book)
    assert said(book, driver=YUSUF, on=day("25.11"))["registration-due"].params["by"] == day("04.12")
    assert said(book, driver=VUGAR)["registration-due"].params["by"] == day("26.11")


def test_who_is_planned_to_leave_in_time_is_not_asked_about(book: RecordBook) -> None:
    """With an exit planned on the 30th day nothing is said; with one a day later it is; and again once the plan has passed without news."""
    planned = trip(AHMET, "RU 03.11–02.12?")
    assert "registration-due" not in said(book, planned, on=day("28.11"))
    assert "registration-due" in said(book, on=day("03.12"))
    assert "registration-due" in said(book, deleted(planned), trip(AHMET, "RU 03.11–03.12?"), on=day("28.11"))


def test_a_registration_stills_the_question(book: RecordBook) -> None:
    """A registration of this entry settles it; one of an earlier entry, or of the other country, does not."""
    said(book, trip(AHMET, "RU 03.11–"))
    assert "registration-due" in said(book, paper("registration", "10.09", country="RU"))
    assert "registration-due" in said(book, paper("registration", "10.11", country="BY"))
    assert "registration-due" not in said(book, paper("registration", "20.11", "01.02.27", country="RU"))


def test_each_country_asks_apart(book: RecordBook) -> None:
    """Over from Russia into Belarus on the 20th: the days in Belarus begin then, those in Russia are of no more concern."""
    found = said(book, trip(AHMET, "RU 25.10–20.11, BY 20.11–"), on=day("10.12"))
    assert (found["registration-due"].params["country"], found["registration-due"].params["by"]) == ("BY", day("19.12"))


def test_where_the_days_are_not_known_that_is_said(book: RecordBook) -> None:
    """Nobody knows the days of an Uzbek citizen in Belarus; a registration settles that too."""
    found = said(book, trip(YUSUF, "BY 20.11–"), driver=YUSUF)
    assert dict(found["registration-unknown"].params) == {"country": "BY", "since": day("20.11"), "citizenship": "UZ"}
    assert "registration-unknown" not in said(book, paper("registration", "21.11", country="BY", holder=YUSUF), driver=YUSUF)


def test_nobody_registers_at_home_or_with_a_residence_permit(book: RecordBook) -> None:
    """A Russian citizen in Russia and a holder of a Russian residence permit are not asked about."""
    assert "registration-due" not in said(book, trip(IVAN, "RU 01.10–"), driver=IVAN)
    book.commit(ready(), "test")
    found = said(book, trip(AHMET, "RU 01.10–"), paper("residence-permit", "01.06", "01.06.31", country="RU"))
    assert "registration-due" not in found


def test_a_stay_whose_exit_is_missing_asks_for_no_registration(book: RecordBook) -> None:
    """He went on to Georgia on the 20th: what is missing is the date he left Russia, not a registration there."""
    found = said(book, trip(AHMET, "RU 20.10–"), trip(AHMET, "GE 20.11–"))
    assert "missing-exit" in found
    assert "registration-due" not in found


def test_a_firm_sets_its_own_thresholds(book: RecordBook) -> None:
    """A firm that wants to hear of registration a month ahead says so with the days by which papers are named."""
    assert "registration-due" in said(book, Firm(expiring=(60, 30)), trip(AHMET, "RU 20.11–"))
