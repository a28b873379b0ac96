"""What the office judges, types in or leaves out: choices for papers, visas, citizenships with dates, copies, sheets, who can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from storage import answers
from storage.book import RecordBook
from storage.records import Absence, Driver, Firm, FormerCitizenship, Route, RouteLeg
from storage.sending import candidate
from storage.status_json import status_json
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, ON, YUSUF, paper, ready, said, with_leg


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        yield opened


# Papers


def test_days_under_a_patent_are_given_both_ways_until_the_office_chooses(book: RecordBook) -> None:
    """Forty of his sixty days lie under a patent: 60 used, or 20; the office's choice leaves one figure, says so and why."""
    patent = paper("patent", "01.03", "09.04", holder=YUSUF, country="RU")
    book.commit([*ready(YUSUF), trip(YUSUF, "RU 01.03–29.04"), patent], "test")
    line = answers.line(book, YUSUF, ON)
    assert (line.standing.used, [other.figures.used for other in line.disputed]) == (60, [20])
    assert line.disputed[0].cases == ((("patent", "not-counted"),),)
    chosen = msgspec.structs.replace(patent, days_count=False, because="ответ юриста от 12.05")
    found = said(book, chosen, driver=YUSUF)
    line = answers.line(book, YUSUF, ON)
    assert (line.standing.used, line.disputed) == (20, ())
    assert found["office-judged"].params["because"] == "ответ юриста от 12.05"
    assert found["office-judged"].subject == patent.id


def test_a_choice_about_days_long_gone_is_not_said(book: RecordBook) -> None:
    """A patent of last year bears on nothing that is shown today."""
    old = paper("patent", "01.03.25", "09.04.25", holder=YUSUF, country="RU", days_count=False, because="ответ юриста")
    assert "office-judged" not in said(book, *ready(YUSUF), trip(YUSUF, "RU 01.03.25–09.04.25"), old, driver=YUSUF)


def test_an_extension_lifts_where_the_office_says_so(book: RecordBook) -> None:
    """Over since the tenth of November: an act in words changes nothing until the office confirms it, which is said."""
    act = paper("other-extension", "01.11", "31.12", country="RU")
    assert "over" in said(book, trip(AHMET, "RU 10.08–"), act)
    found = said(book, msgspec.structs.replace(act, confirmed=True, because="письмо МВД"))
    assert "over" not in found and found["office-judged"].params["because"] == "письмо МВД"


def test_a_visa_without_its_days_and_one_without_entries_left(book: RecordBook) -> None:
    """What is not typed in is said; two entries of two are used; the days are judged by the visa; nothing once it is over."""
    visa = paper("visa", "01.10", "31.12", country="RU", number="77")
    found = said(book, trip(AHMET, "RU 01.11–10.11"), trip(AHMET, "RU 20.11–"), visa)
    assert found["visa-terms-unknown"].params["unknown"] == "entries days" and "visa-entries-used" not in found
    found = said(book, msgspec.structs.replace(visa, entries=2, days=30))
    assert "visa-terms-unknown" not in found and found["visa-entries-used"].params["entries"] == 2
    line = answers.line(book, AHMET, ON)
    assert (line.standing.used, line.standing.limit, line.room and line.room.by) == (14, 30, "visa")
    assert found["rule-uncertain"].params["part"] == "visa"
    later = said(book, on=day("05.01.27"))
    assert "visa-entries-used" not in later


def test_days_over_a_visa_are_over(book: RecordBook) -> None:
    """Ten days of stay, fourteen spent: over by four."""
    found = said(book, trip(AHMET, "RU 10.11–"), paper("visa", "01.10", "31.12", country="RU", entries=5, days=10))
    assert (found["over"].params["days"], found["over"].params["limit"]) == (4, 10)


def test_new_year_under_a_visa_asks_no_counter_of_the_rule(book: RecordBook) -> None:
    """Inside over New Year under a visa: the two counters of the rule are not what judges him."""
    open_stay = trip(AHMET, "RU 10.11–")
    assert "year-inside" in said(book, open_stay, on=day("10.12"))
    assert "year-inside" not in said(book, paper("visa", "01.10", "31.03.27", country="RU", entries=5, days=150), on=day("10.12"))


def test_a_route_asks_for_papers_that_he_his_truck_or_the_firm_lacks(book: RecordBook) -> None:
    """Almaty-Moscow asks for ADR and insurance: the driver's ADR ends before the trip does, the insurance of the firm covers it."""
    route = Route(name="Алматы–Москва", needs=("adr", "insurance"), legs=(RouteLeg(country="RU", days=9),))
    planned = trip(AHMET, "RU 10.12?–20.12?", route="Алматы–Москва")
    adr = paper("adr", "01.01.22", "15.12")
    insurance = msgspec.structs.replace(paper("insurance", "01.01", "31.12"), holder=book.firm.id)
    found = said(book, route, planned, adr, insurance)
    assert (found["trip-paper-missing"].params["paper"], found["trip-paper-missing"].day) == ("adr", day("16.12"))
    assert said(book, msgspec.structs.replace(planned, route="алматы - москва"))["trip-paper-missing"] == found["trip-paper-missing"]
    assert "trip-paper-missing" not in said(book, msgspec.structs.replace(adr, until=day("31.12")))
    assert "trip-paper-missing" not in said(book, on=day("11.12")), "a plan that has passed asks for nothing"


# Citizenship, carrier


def test_what_his_citizenship_was_on_the_day(book: RecordBook) -> None:
    """Of Uzbekistan until October: the entry of 20 October had 15 days to registration, not the 30 of Kazakhstan."""
    one = msgspec.structs.replace(AHMET, formerly=(FormerCitizenship(country="UZ", until=day("31.10")),))
    found = said(book, *ready(one), trip(one, "RU 20.10–"), driver=one)
    assert found["registration-due"].params["by"] == day("03.11")
    assert status_json(answers.line(book, one, day("30.10")))["citizenship"] == "UZ"
    assert status_json(answers.line(book, one, ON))["citizenship"] == "KZ"


def test_a_firm_from_outside_kazakhstan_is_exempt_there(book: RecordBook) -> None:
    """An Uzbek firm: no limit in Kazakhstan, known by reports; both figures are given, and a firm of Kazakhstan has the limit."""
    book.commit([*ready(YUSUF), Firm(country="UZ", rules=("kazakhstan",)), trip(YUSUF, "KZ 01.10–20.10")], "test")
    line = answers.line(book, YUSUF, ON)
    assert (line.standing.used, line.standing.limit, [other.figures.limit for other in line.disputed]) == (20, None, [90])
    told = {finding.code: finding for finding in line.findings}
    assert told["rule-uncertain"].params == {"rule": "kazakhstan", "part": "exemption", "confidence": "reported"}
    assert "rule-unknown-for" not in told
    book.commit([msgspec.structs.replace(book.firm, country="KZ")], "test")
    assert answers.line(book, YUSUF, ON).standing.limit == 90


# The firm


def test_a_book_without_a_copy_outside_the_laptop(book: RecordBook) -> None:
    """Copied eight days ago is a finding, seven days ago is none, and where nobody knows nothing is said."""
    found = {
        age: {f.code for f in answers.findings_of_firm(book, ON, copied)}
        for age, copied in ((8, day("15.11")), (7, day("16.11")), (0, None))
    }
    assert {age: "copy-old" in codes for age, codes in found.items()} == {8: True, 7: False, 0: False}


def test_sheets_of_the_old_year_not_printed(book: RecordBook) -> None:
    """In January the sheet of a driver who used days last year is asked for until it is written; in December it is too early."""
    book.commit([*ready(), *ready(YUSUF), trip(AHMET, "RU 01.03–10.03")], "test")

    def asked(on: str) -> set[str]:
        return {line.driver.name for line in answers.roster(book, day(on)) if "year-sheet" in {f.code for f in line.findings}}

    assert asked("05.01.27") == {AHMET.name} and not asked("05.12") and not asked("05.02.27")
    book.commit([msgspec.structs.replace(AHMET, sheets=(2025,))], "test")
    assert asked("05.01.27") == {AHMET.name}, "the sheet of another year"
    book.commit([msgspec.structs.replace(AHMET, sheets=(2025, 2026))], "test")
    assert not asked("05.01.27")


# Sending


def test_who_handed_the_truck_over_is_inside_without_it(book: RecordBook) -> None:
    """He gave the truck away on the 15th and waits for a train: said, and the truck's queue is not his any more."""
    found = said(book, with_leg("RU 01.11–", handed_over=day("15.11"), exit_queue=day("10.11"), exit_point="Маштаково"))
    assert found["without-truck"].params == {"country": "RU", "since": day("15.11")} and "queue-long" not in found
    assert "without-truck" not in said(book, on=day("14.11"))


def test_absences_other_trips_and_papers_decide_who_can_be_sent(book: RecordBook) -> None:
    """On leave from 1 December, on a trip from the 20th, ADR until the 10th; his planned trip itself is not in its own way."""
    planned = trip(AHMET, "RU 20.12?–28.12?")
    book.commit(
        [*ready(), planned, paper("adr", "01.01.22", "10.12"), Absence(driver=AHMET.id, first=day("01.12"), last=day("05.12"))], "test"
    )
    route = Route(name="Москва", needs=("adr",))
    found = candidate(book, AHMET, ON, route)
    assert list(found.ledgers) == ["union-state", "belarus"] and not found.breach_open
    assert found.absences.runs() == [(day("01.12"), day("05.12"))] and found.busy.runs() == [(day("20.12"), day("28.12"))]
    assert found.needs[0].kind == "adr" and found.needs[0].held == ((day("01.01.22"), day("10.12")),)
    own = candidate(book, AHMET, ON, trip=planned.id)
    assert not own.busy and not own.ledgers["union-state"].presence.stays and own.needs == ()


def test_an_absence_without_an_end_goes_on(book: RecordBook) -> None:
    """Ill since Monday, nobody knows how long: he cannot be sent in spring either."""
    book.commit([*ready(), Absence(driver=AHMET.id, first=day("23.11"))], "test")
    assert day("01.05.27") in candidate(book, AHMET, ON).absences


# Trips that nobody is on yet


@pytest.mark.parametrize(
    ("journey", "found"),
    [
        ("RU 01.12?–10.12?", []),
        ("RU 30.11?–10.12?", [("nobody-goes", 7)]),
        ("RU 23.11?–10.12?", [("nobody-goes", 0)]),
        ("RU 22.11?–10.12?", [("nobody-went", 1)]),
    ],
)
def test_a_departure_for_nobody_is_said_a_week_before_and_once_it_has_passed(
    book: RecordBook, journey: str, found: list[tuple[str, int]]
) -> None:
    """Eight days before nothing; seven days before and on the day itself that it is near; the day after that nobody went."""
    plan = trip(Driver(id="", name=""), journey)
    book.commit([*ready(), plan], "test")
    told = [finding for finding in answers.findings_of_firm(book, ON) if finding.subject == plan.id]
    assert [(finding.code, finding.params["days"]) for finding in told] == found
    assert all(finding.params["route"] == "RU" for finding in told)
    book.commit([msgspec.structs.replace(plan, cancelled=True)], "cancelled")
    assert not any(finding.subject == plan.id for finding in answers.findings_of_firm(book, ON))
