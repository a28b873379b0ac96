"""What is said of applications that raise the limit: when to file for a planned entry, and what is wrong with those filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from storage.answers import line
from storage.book import RecordBook
from storage.findings.applications import Filing
from storage.records import Driver
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, ON, VUGAR, deleted, paper, said

GEORGE = Driver(name="Гелашвили Георгий", citizenship="GE")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        yield opened


def applications(found: Iterable[str]) -> set[str]:
    return {code for code in found if code.startswith("application-")}


def test_an_application_is_to_be_filed_four_dates_before_the_entry(book: RecordBook) -> None:
    """For an entry on 10 December the last day to file without a word is the 6th; once filed nothing is left to say."""
    found = said(book, trip(AHMET, "RU 10.12?–20.12?"))
    assert dict(found["application-to-file"].params) == {
        "paper": "ruid-driver",
        "country": "RU",
        "entry": day("10.12"),
        "by": day("06.12"),
    }
    assert applications(said(book, paper("ruid-driver", "23.11"))) == set()


def test_the_last_days_to_file(book: RecordBook) -> None:
    """On the 6th today is the last day without a word; on the 7th, 72 hours before the entry, today is the very last."""
    found = said(book, trip(AHMET, "RU 10.12?–20.12?"), on=day("06.12"))
    assert (applications(found), found["application-last-day"].params["by"]) == ({"application-last-day"}, day("06.12"))
    found = said(book, on=day("07.12"))
    assert (found["application-last-day"].severity, found["application-last-day"].params["by"]) == ("warning", day("07.12"))


def test_nothing_was_filed_and_it_is_too_late(book: RecordBook) -> None:
    """On the 8th nothing filed would do for the 10th: filed today, he may enter from the 12th; a trip put off is in time again."""
    planned = trip(AHMET, "RU 10.12?–20.12?")
    found = said(book, planned, on=day("08.12"))
    assert (applications(found), found["application-missed"].params["from"]) == ({"application-missed"}, day("12.12"))
    assert applications(said(book, deleted(planned), trip(AHMET, "RU 13.12?–20.12?"), on=day("08.12"))) == {"application-to-file"}


def test_an_application_filed_too_late(book: RecordBook) -> None:
    """Filed on the 8th, it serves an entry from the 12th, not that of the 10th."""
    found = said(book, trip(AHMET, "RU 10.12?–20.12?"), paper("ruid-driver", "08.12"), on=day("08.12"))
    assert applications(found) == {"application-late"}
    assert (found["application-late"].params["filed"], found["application-late"].params["from"]) == (day("08.12"), day("12.12"))
    assert applications(said(book, paper("ruid-driver", "01.12"), on=day("08.12"))) == set()


def test_an_application_filed_72_hours_before(book: RecordBook) -> None:
    """Filed on the 7th for the 10th it may do, if the hours do: a warning. Filed on the 6th it does."""
    close = paper("ruid-driver", "07.12")
    found = said(book, trip(AHMET, "RU 10.12?–20.12?"), close, on=day("08.12"))
    assert (applications(found), found["application-close"].params["filed"]) == ({"application-close"}, day("07.12"))
    assert applications(said(book, paper("ruid-driver", "06.12"), on=day("08.12"))) == set()


def test_an_application_that_runs_out_before_the_entry(book: RecordBook) -> None:
    """Filed on 1 September for a trip that was put off, it allows entry until 30 November, not on 10 December."""
    found = said(book, trip(AHMET, "RU 10.12?–20.12?"), paper("ruid-driver", "01.09"))
    assert applications(found) == {"application-run-out"}
    assert (found["application-run-out"].params["until"], found["application-run-out"].params["by"]) == (day("30.11"), day("06.12"))
    assert applications(said(book, paper("ruid-driver", "20.11"))) == set()


def test_an_application_that_was_used_did_not_run_out(book: RecordBook) -> None:
    """Under that of 1 September he went in October: for December another is to be filed, and the old one is of no more concern."""
    found = said(book, trip(AHMET, "RU 01.10–10.10"), trip(AHMET, "RU 10.12?–20.12?"), paper("ruid-driver", "01.09"))
    assert applications(found) == {"application-to-file"}


def test_nobody_files_more_than_ninety_days_ahead(book: RecordBook) -> None:
    """For 10 December nothing is said on 10 September, 91 days before; on the 11th an application would last until the entry."""
    assert applications(said(book, trip(AHMET, "RU 10.12?–20.12?"), on=day("10.09"))) == set()
    assert applications(said(book, on=day("11.09"))) == {"application-to-file"}


def test_an_entry_over_belarus_is_the_entry_that_counts(book: RecordBook) -> None:
    """Into Belarus on the 8th and over into Russia on the 12th is one entry, on the 8th: to be filed for by the 4th."""
    found = said(book, trip(AHMET, "PL 05.12?–08.12?, BY 08.12?–12.12?, RU 12.12?–15.12?"))
    assert found["application-to-file"].params["by"] == day("04.12")


def test_two_entries_of_one_trip_ask_twice(book: RecordBook) -> None:
    """Russia, Georgia and Russia again: once the first entry has its application, the second still asks for one that stands then."""
    found = said(book, trip(AHMET, "RU 01.12?–05.12?, GE 05.12?–09.12?, RU 09.12?–12.12?"))
    assert found["application-to-file"].params["entry"] == day("01.12")
    until_the_first = paper("ruid-driver", "20.11", "05.12")
    assert said(book, until_the_first)["application-run-out"].params["entry"] == day("09.12")


def test_whom_an_application_would_not_help(book: RecordBook) -> None:
    """Nothing is to be filed for a trip to Belarus alone, and none is asked of a driver who moves on from Belarus."""
    assert applications(said(book, trip(AHMET, "BY 10.12?–20.12?"))) == set()
    assert applications(said(book, trip(AHMET, "BY 20.11–25.11?, RU 25.11?–30.11?"))) == set()


def test_a_permit_makes_an_application_needless(book: RecordBook) -> None:
    """Under a Russian residence permit nothing limits him, and nothing is to be filed."""
    permit = paper("residence-permit", "01.06", "01.06.31", country="RU")
    assert applications(said(book, trip(AHMET, "RU 10.12?–20.12?"), permit)) == set()
    assert applications(said(book, deleted(permit))) == {"application-to-file"}


def test_a_doubtful_citizenship_files_all_the_same(book: RecordBook) -> None:
    """Whether the 180 days are for citizens of Azerbaijan is doubtful; filing costs nothing. Nobody says so of Georgia."""
    assert applications(said(book, trip(VUGAR, "RU 10.12?–20.12?"), driver=VUGAR)) == {"application-to-file"}
    assert applications(said(book, GEORGE, trip(GEORGE, "RU 10.12?–20.12?"), driver=GEORGE)) == set()


def test_an_entry_for_which_an_application_is_too_late_says_from_when_it_holds(book: RecordBook) -> None:
    """Outside, 20 days used: by the days he may enter tomorrow, under an application filed today from the 27th; filed yesterday from the
    26th; filed a week ago, or for one whose limit none raises, there is nothing to say. Far ahead there is time.
    """
    book.commit([AHMET, GEORGE, trip(AHMET, "RU 01.03–20.03"), trip(GEORGE, "RU 01.03–20.03")], "test")
    row = line(book, AHMET, ON)
    assert row.next_entry and row.next_entry[0] == day("24.11") and row.filing == Filing("ruid-driver", day("27.11"), None)
    assert line(book, GEORGE, ON).filing is None
    for filed, told in (("22.11", Filing("ruid-driver", day("26.11"), day("22.11"))), ("16.11", None)):
        book.commit([paper("ruid-driver", filed, id="filed")], "test")
        assert line(book, AHMET, ON).filing == told
    book.commit([deleted(paper("ruid-driver", "16.11", id="filed")), trip(AHMET, "RU 01.04–09.06")], "test")
    used_up = line(book, AHMET, ON)
    assert used_up.next_entry and used_up.next_entry[0] == day("01.01.27") and used_up.filing is None
