"""What is said of the rules behind a figure, of countries nobody counts, of waits nobody knows, and of the year's turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.answers import findings_of_firm, line
from storage.book import RecordBook
from storage.planning import who_can_go
from storage.records import Basis, Firm
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, ON, YUSUF, deleted, paper, said, with_leg, with_legs


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        yield opened


# Grounds


def test_days_in_russia_alone_rest_on_law(book: RecordBook) -> None:
    """90 days a year in Russia are a text of law: nothing is uncertain about 10 of them."""
    assert "rule-uncertain" not in said(book, trip(AHMET, "RU 01.03–10.03"))


def test_days_in_belarus_rest_on_reports(book: RecordBook) -> None:
    """That days in Belarus add up with Russia's is practice; with no such days it is of no concern."""
    over = trip(AHMET, "BY 01.03–10.03")
    assert dict(said(book, over)["rule-uncertain"].params) == {"rule": "union-state", "part": "BY", "confidence": "reported"}
    assert "rule-uncertain" not in said(book, deleted(over))


def test_the_higher_limit_rests_on_reports(book: RecordBook) -> None:
    """In Russia under an application his limit is 180, which nobody has read in a decree."""
    found = said(book, paper("ruid-driver", "10.11"), trip(AHMET, "RU 20.11–"))
    assert found["rule-uncertain"].params["part"] == "raise"


def test_rules_nobody_has_looked_at_for_long(book: RecordBook) -> None:
    """The rules were last checked on 23 November 2026: 45 days later, on 7 January, nothing is said; on the 8th it is, once a rule."""
    firm = Firm(rules=("union-state",))
    said(book, firm)
    assert findings_of_firm(book, date(2027, 1, 7)) == ()
    (found,) = findings_of_firm(book, date(2027, 1, 8))
    assert (found.code, found.subject, found.params["checked"]) == ("rule-old", "union-state", day("23.11"))
    said(book, msgspec.structs.replace(firm, rule_age=60))
    assert findings_of_firm(book, date(2027, 1, 8)) == ()


def test_a_country_under_no_rule_is_said_so(book: RecordBook) -> None:
    """In Georgia no days are counted, and that is said while he is there or is to be there."""
    there = trip(AHMET, "GE 20.11–25.11?")
    assert said(book, there)["no-rule"].params["country"] == "GE"
    assert "no-rule" in said(book, deleted(there), trip(AHMET, "RU 25.11?–28.11?, GE 28.11?–30.11?"))
    assert "no-rule" not in said(book, on=day("05.12"))


def test_a_rule_the_firm_does_not_keep(book: RecordBook) -> None:
    """An Uzbek driver in Kazakhstan: there is a rule, whose days this firm does not keep. A citizen of Kazakhstan is at home there."""
    found = said(book, trip(YUSUF, "KZ 20.11–"), trip(AHMET, "KZ 20.11–"), driver=YUSUF)
    assert (found["rule-not-kept"].params["country"], found["rule-not-kept"].params["of_rule"]) == ("KZ", "kazakhstan")
    book.commit([AHMET], "test")
    assert "rule-not-kept" not in said(book)
    assert "rule-not-kept" not in said(book, Firm(rules=("union-state", "belarus", "kazakhstan")), driver=YUSUF)


@pytest.mark.parametrize(
    ("kept", "shown"), [(("union-state", "gone"), "union-state"), (("gone", "belarus"), "belarus"), (("gone",), "union-state")]
)
def test_a_rule_kept_that_the_rules_in_use_do_not_have_any_more(book: RecordBook, kept: tuple[str, ...], shown: str) -> None:
    """A rule file brought it, the program's newer rules do not: that is said, and his days are counted and forecast under the others."""
    said(book, Firm(rules=kept), YUSUF, trip(AHMET, "RU 20.11–"))
    assert line(book, AHMET, ON).rule == shown
    assert [found.params["rule"] for found in findings_of_firm(book, ON) if found.code == "rule-lost"] == ["gone"]
    (yusuf,) = [each for each in who_can_go(book, trip(YUSUF, "RU 01.12?–31.05.27?").legs, ON) if each.driver.id == YUSUF.id]
    assert list(yusuf.choice.verdicts) == [shown]


def test_a_citizenship_the_rule_does_not_name(book: RecordBook) -> None:
    """The rule of Kyrgyzstan names no citizens of Uzbekistan: no figure, and that is said; of a citizen of Kazakhstan it has one."""
    found = said(book, Firm(rules=("kyrgyzstan",)), AHMET, trip(YUSUF, "KG 20.11–"), driver=YUSUF)
    assert dict(found["rule-unknown-for"].params) == {"rule": "kyrgyzstan", "citizenship": "UZ"}
    assert "rule-unknown-for" not in said(book)


# Waits


def test_a_wait_nobody_knows_is_said_when_the_queue_is_near(book: RecordBook) -> None:
    """80 days used: out by 3 December, in the queue by 30 November for the reserve alone, until five waits are known there."""
    found = said(book, trip(AHMET, "RU 01.03–18.05"), with_leg("RU 23.11–", entry_point="Маштаково"))
    assert dict(found["wait-unknown"].params) == {"place": "Маштаково", "by": day("30.11"), "reserve": 3}
    waited = [
        with_leg(f"RU 0{month}.0{month}.25–10.0{month}.25", YUSUF, exit_queue=day(f"09.0{month}.25"), exit_point="Маштаково")
        for month in range(1, 6)
    ]
    assert "wait-unknown" not in said(book, YUSUF, *waited)


def test_a_wait_nobody_knows_is_no_matter_while_there_is_time(book: RecordBook) -> None:
    """With 80 days left nobody asks how long the queue is."""
    assert "wait-unknown" not in said(book, with_leg("RU 20.11–", entry_point="Маштаково"))


# The year's turn


def test_dates_only_told_are_asked_for_in_december(book: RecordBook) -> None:
    """Four dates at the outer border are only told, the crossing into Belarus has no mark; in November nothing is said of that."""
    told = trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03"), trip(AHMET, "RU 01.10–05.10")
    assert "year-dates" not in said(book, *told, on=day("30.11"))
    found = said(book, on=day("01.12"))
    assert dict(found["year-dates"].params) == {"year": 2026, "told": 4, "open": 0}
    assert said(book, on=date(2027, 1, 15))["year-dates"].params["year"] == 2026
    assert "year-dates" not in said(book, on=date(2027, 2, 1))


def test_dates_that_were_seen_settle_the_year(book: RecordBook) -> None:
    """With every mark seen nothing is left to ask; a stay still open is."""
    found = said(book, with_legs("RU 01.10–05.10", entry_basis=Basis.SHOWN, exit_basis=Basis.OFFICIAL), on=day("10.12"))
    assert "year-dates" not in found
    found = said(book, with_leg("RU 01.12–", entry_basis=Basis.SHOWN), on=day("10.12"))
    assert (found["year-dates"].params["told"], found["year-dates"].params["open"]) == (0, 1)


def test_who_is_inside_over_new_year_has_two_counters(book: RecordBook) -> None:
    """In since 1 December with 10 days before: 41 of this year and 31 without a break by the 31st; on 5 January 5 and 36."""
    found = said(book, trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 01.12–"), on=day("10.12"))
    counters = {"rule": "union-state", "year": 2026, "used": 41, "run": 31, "until": day("31.12")}
    assert dict(found["year-inside"].params) == counters
    found = said(book, on=date(2027, 1, 5))
    assert dict(found["year-inside"].params) == counters | {"year": 2027, "used": 5, "run": 36, "until": date(2027, 1, 5)}


def test_a_trip_planned_over_new_year_has_two_counters_too(book: RecordBook) -> None:
    """Planned from 28 December to 10 January: 4 days of this year. One that ends on the 31st is no matter."""
    planned = trip(AHMET, "RU 28.12?–10.01.27?")
    assert said(book, planned, on=day("10.12"))["year-inside"].params["used"] == 4
    assert "year-inside" not in said(book, deleted(planned), trip(AHMET, "RU 28.12?–31.12?"), on=day("10.12"))


def test_who_came_back_in_january_was_not_inside_over_new_year(book: RecordBook) -> None:
    """Out on 5 January and in again on the 15th: on the 20th the stay over New Year is over."""
    stays = trip(AHMET, "RU 20.12–05.01.27"), trip(AHMET, "RU 15.01.27–")
    assert "year-inside" not in said(book, *stays, on=date(2027, 1, 20))


def test_an_application_of_the_old_year_is_to_be_filed_anew(book: RecordBook) -> None:
    """In since 1 December under an application of 20 November, and inside over New Year: does it hold in 2027? A new one settles that."""
    found = said(book, paper("ruid-driver", "20.11", number="77"), trip(AHMET, "RU 01.12–"), on=day("10.12"))
    told = {"paper": "ruid-driver", "country": "RU", "number": "77", "filed": day("20.11"), "year": 2027}
    assert dict(found["year-application"].params) == told
    assert "year-application" not in said(book, paper("ruid-driver", "28.12"), on=day("29.12"))


def test_without_an_application_nothing_is_to_be_filed_anew(book: RecordBook) -> None:
    """Who came in without one has two counters over New Year, and no application."""
    found = said(book, trip(AHMET, "RU 01.12–"), on=day("10.12"))
    assert ("year-inside" in found, "year-application" in found) == (True, False)
