"""What is said of stays and trips: told to leave, exits forgotten, legs out of order, long queues, ways that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.book import RecordBook
from storage.records import Basis, Firm, Opening, OpeningYear
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, deleted, said, with_leg


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        yield opened


# Told to leave


def test_an_officers_word_is_a_warning_until_its_day(book: RecordBook) -> None:
    """Told in Russia to be out by 30 November, the driver has 7 days on the 23rd and none on the 30th: still a warning."""
    found = said(book, with_leg("RU 20.11–", leave_by=day("30.11")))
    assert (found["told-to-leave"].params["days"], found["told-to-leave"].params["until"]) == (7, day("30.11"))
    assert "told-to-leave" in said(book, on=day("30.11"))


def test_an_officers_word_gone_by_is_an_alarm(book: RecordBook) -> None:
    """On 2 December he is still inside, two days after the day he was told to be out by."""
    found = said(book, with_leg("RU 20.11–", leave_by=day("30.11")), on=day("02.12"))
    assert (found["told-to-leave-passed"].severity, found["told-to-leave-passed"].params["days"]) == ("alarm", 2)
    assert "told-to-leave" not in found


def test_who_is_out_has_done_what_he_was_told(book: RecordBook) -> None:
    """Once his exit is recorded the officer's word is of no more concern."""
    found = said(book, with_leg("RU 10.11–20.11", leave_by=day("30.11")))
    assert not {"told-to-leave", "told-to-leave-passed"} & found.keys()


# Missing exit


def test_a_later_entry_shows_that_an_exit_is_missing(book: RecordBook) -> None:
    """In Russia since the 10th without an exit, but in Belarus from the 15th: the exit from Russia was forgotten."""
    forgotten = trip(AHMET, "RU 10.11–, BY 15.11–20.11")
    found = said(book, forgotten)
    assert dict(found["missing-exit"].params) == {"country": "RU", "since": day("10.11"), "later_country": "BY", "later": day("15.11")}
    assert not {"open-stay", "overlap", "leg-order"} & found.keys()
    mended = msgspec.structs.replace(forgotten, legs=trip(AHMET, "RU 10.11–15.11, BY 15.11–20.11").legs)
    assert "missing-exit" not in said(book, mended)


def test_an_exit_that_was_planned_and_never_told_is_missing_too(book: RecordBook) -> None:
    """Out of Russia on the 20th by the plan, and in Georgia from the 21st: the plan alone is no exit."""
    found = said(book, trip(AHMET, "RU 10.11–20.11?"), trip(AHMET, "GE 21.11–"))
    assert found["missing-exit"].params["later_country"] == "GE"
    assert "no-news" not in found


def test_a_plan_to_go_on_shows_nothing(book: RecordBook) -> None:
    """He is in Russia and only planned to be in Belarus from tomorrow: his stay is open, nothing is missing."""
    assert "missing-exit" not in said(book, trip(AHMET, "RU 10.11–, BY 24.11?–26.11?"))


# Order of legs


def test_a_leg_before_the_one_before_it(book: RecordBook) -> None:
    """Belarus from the 1st stands on the trip after Russia from the 10th: the order or a date is wrong."""
    wrong = trip(AHMET, "RU 10.10–20.10, BY 01.10–05.10")
    found = said(book, wrong)
    assert dict(found["leg-order"].params) == {
        "country": "BY",
        "entry": day("01.10"),
        "before_country": "RU",
        "before": day("10.10"),
    }
    assert "leg-order" not in said(book, msgspec.structs.replace(wrong, legs=tuple(reversed(wrong.legs))))


def test_a_leg_within_the_one_before_it(book: RecordBook) -> None:
    """A day in Belarus in the midst of a stay in Russia is out of order; one date shared is no overlap, so that alone is said."""
    found = said(book, trip(AHMET, "RU 10.10–20.10, BY 15.10–15.10"))
    assert "leg-order" in found
    assert "overlap" not in found


def test_legs_that_meet_are_in_order(book: RecordBook) -> None:
    """Out of one country and into the next on one date is as it should be, also when nobody knows the exit yet."""
    assert "leg-order" not in said(book, trip(AHMET, "RU 10.10–15.10, BY 15.10–15.10, RU 15.10–20.10"), trip(AHMET, "RU 20.11–"))


# Queues


def test_a_queue_of_a_week_is_asked_about(book: RecordBook) -> None:
    """In the queue to leave since the 15th and no word by the 23rd: 8 days, one more than the firm lets pass."""
    queued = with_leg("RU 01.11–", exit_queue=day("15.11"), exit_point="Маштаково")
    found = said(book, queued)
    assert dict(found["queue-long"].params) == {"country": "RU", "place": "Маштаково", "since": day("15.11"), "days": 8}
    assert "queue-long" not in said(book, on=day("22.11"))
    out = msgspec.structs.replace(queued, legs=(msgspec.structs.replace(queued.legs[0], exit=day("23.11"), exit_basis=Basis.TOLD),))
    assert "queue-long" not in said(book, out)


def test_a_queue_to_enter_is_asked_about_too(book: RecordBook) -> None:
    """He joined the queue into Russia on the 10th, and his entry, planned for tomorrow, has not been told."""
    queued = with_leg("RU 24.11?–30.11?", entry_queue=day("10.11"))
    assert said(book, queued)["queue-long"].params["days"] == 13
    assert "queue-long" not in said(book, msgspec.structs.replace(queued, cancelled=True))


def test_a_firm_may_let_a_queue_last_longer(book: RecordBook) -> None:
    """Where three weeks at the border are nothing new, the firm says so once."""
    assert "queue-long" not in said(book, Firm(queue_long=21), with_leg("BY 01.11–", exit_queue=day("05.11")))


# Ways


def test_georgia_without_russia_is_asked_about(book: RecordBook) -> None:
    """A trip planned to Georgia and back without a leg in Russia: from Kazakhstan there is no other road."""
    planned = trip(AHMET, "GE 01.12?–05.12?")
    found = said(book, planned)
    assert dict(found["transit-missing"].params) == {"country": "GE", "through": "RU", "entry": day("01.12")}
    through = msgspec.structs.replace(planned, legs=trip(AHMET, "RU 27.11?–01.12?, GE 01.12?–05.12?, RU 05.12?–08.12?").legs)
    assert "transit-missing" not in said(book, through)


def test_an_armenian_carrier_reaches_georgia_by_itself(book: RecordBook) -> None:
    """What is asked of a carrier from Kazakhstan is not asked of one from Armenia."""
    assert "transit-missing" not in said(book, Firm(country="AM"), trip(AHMET, "GE 01.12?–05.12?"))


# Openings


def test_an_opening_and_trips_of_the_same_days(book: RecordBook) -> None:
    """40 days of this year typed in as used before 1 July, and a trip of May beside them: its days may be counted twice."""
    opening = Opening(
        driver=AHMET.id, as_of=day("01.07"), said_by="водитель", years=(OpeningYear(year=2026, both=40, russia=40, belarus=0),)
    )
    early = trip(AHMET, "RU 10.05–20.05")
    found = said(book, opening, early, trip(AHMET, "RU 10.07–20.07"))
    assert dict(found["opening-and-trips"].params) == {"as_of": day("01.07"), "first": day("10.05"), "stays": 1}
    assert "opening-and-trips" not in said(book, deleted(early))


def test_nothing_is_said_of_stays_in_order(book: RecordBook) -> None:
    """Two trips done and one planned for next month leave nothing to be settled about dates."""
    found = said(book, trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03, RU 14.03–20.03"), trip(AHMET, "RU 01.10–10.10"), on=date(2026, 11, 1))
    assert found.keys() <= {"rule-uncertain"}
