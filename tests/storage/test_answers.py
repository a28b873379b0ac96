"""The fleet list: who stands how on a date, who needs attention first, and what there is to say about each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.findings import SEVERITIES
from storage import answers, attention
from storage.answers import RosterLine, roster
from storage.book import RecordBook
from storage.records import Driver, Firm, Paper, Record, Trip, Unsettled
from storage.status_json import status_json
from tests.storage.books import open_book
from tests.storage.journeys import crewed, day, legs, trip

ON = date(2026, 11, 23)
AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
GAGIK = Driver(name="Петросян Гагик", citizenship="AM")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        yield opened


def line_of(book: RecordBook, *records: Record, driver: Driver = AHMET, on: date = ON, rule: str | None = None) -> RosterLine:
    """The driver's line once these records are in the book."""
    book.commit([driver, *records], "test")
    return answers.line(book, driver, on, rule)


def codes(line: RosterLine) -> list[str]:
    """What is said, but for what the book lacks and rules that are only reported: those have tests of their own."""
    return [finding.code for finding in line.findings if finding.code not in ("paper-missing", "rule-uncertain", "wait-unknown")]


def params(line: RosterLine, code: str) -> dict[str, Any]:
    (found,) = (finding for finding in line.findings if finding.code == code)
    return dict(found.params)


def paper(kind: str, issued: str | None = None, until: str | None = None, **fields: Any) -> Paper:
    holder = fields.pop("holder", AHMET.id)
    return Paper(holder=holder, kind=kind, issued=day(issued) if issued else None, until=day(until) if until else None, **fields)


# Figures


def test_a_driver_inside_has_a_last_day_and_a_day_to_join_the_queue(book: RecordBook) -> None:
    """75 days used and inside: 15 more days, so out by 8 December, in the queue three days before."""
    line = line_of(book, trip(AHMET, "RU 01.03–14.05"), trip(AHMET, "RU 23.11–"), on=day("22.11"))
    assert (line.inside, line.standing.used) == (None, 75)
    line = answers.line(book, AHMET, ON)
    assert (line.inside, line.since, line.standing.used) == ("RU", ON, 76)
    assert (line.last_day, line.queue_by, line.next_entry) == (day("07.12"), day("04.12"), None)


def test_on_the_ninetieth_day_today_is_the_last_one(book: RecordBook) -> None:
    """With nothing left after today the fleet list names today; scripts get the room of the next day, which has no end."""
    line = line_of(book, trip(AHMET, "RU 01.03–28.05"), trip(AHMET, "RU 23.11–"))
    assert line.room is not None
    assert (line.standing.used, line.room.days, line.last_day, codes(line)) == (90, 0, ON, ["near", "join-queue", "open-stay"])
    assert status_json(line)["last_lawful_day"] is None


def test_a_driver_over_the_limit_has_no_last_day(book: RecordBook) -> None:
    """On the 91st day there is no day left to be out by."""
    line = line_of(book, trip(AHMET, "RU 01.03–28.05"), trip(AHMET, "RU 22.11–"))
    assert (line.standing.used, line.standing.over, line.last_day, line.queue_by) == (91, 1, None, None)


def test_an_officers_word_brings_the_last_day_forward(book: RecordBook) -> None:
    """Told to leave by 30 November, the driver has no later last day, whatever is left of his 90."""
    stay = legs(AHMET, "RU 20.11–")[0]
    line = line_of(book, Trip(legs=(msgspec.structs.replace(stay, leave_by=day("30.11")),)))
    assert (line.last_day, status_json(line)["last_lawful_day"]) == (day("30.11"), "2026-11-30")


def test_a_driver_outside_may_come_back_at_new_year(book: RecordBook) -> None:
    """With 90 of 90 used the first day he may enter is 1 January; after 60 of 90 it is tomorrow, for the 30 days left."""
    line = line_of(book, trip(AHMET, "RU 01.03–29.05"))
    assert line.next_entry == (date(2027, 1, 1), 90)
    line = line_of(book, trip(YUSUF, "RU 01.03–29.04"), trip(YUSUF, "RU 10.12?–19.12?"), driver=YUSUF)
    assert (line.next_entry, line.planned) == ((day("24.11"), 30), 10)


def test_a_ban_moves_the_next_entry(book: RecordBook) -> None:
    """Nobody enters while a ban stands, whatever days he has left."""
    line = line_of(book, paper("entry-ban", "03.11", "05.12", country="RU"))
    assert line.next_entry == (day("06.12"), 90)
    assert codes(line) == ["paper-blocks"]


def test_a_residence_permit_leaves_no_figure_to_be_near(book: RecordBook) -> None:
    """Under a Russian residence permit nothing limits the driver that day: no limit, nothing remaining, no room."""
    line = line_of(book, trip(AHMET, "RU 01.03–30.04"), paper("residence-permit", "01.06", "01.06.31", country="RU"))
    assert (line.standing.limit, line.standing.remaining, line.room, line.last_day) == (None, None, None, None)
    assert codes(line) == []


def test_planned_days_are_those_to_come_this_year(book: RecordBook) -> None:
    """Of a trip planned over New Year the days of this year are planned in this year's window; the rest of a stay counts too."""
    line = line_of(book, trip(AHMET, "RU 20.11–25.11?"), trip(AHMET, "RU 29.12?–10.01.27?"))
    assert line.planned == 2 + 3


def test_the_next_trip_is_the_first_not_begun(book: RecordBook) -> None:
    """The next trip is the nearest one to come, not one under way and not a cancelled one."""
    under_way, later = trip(AHMET, "RU 20.11–25.11?"), trip(AHMET, "RU 15.12?–20.12?")
    cancelled = msgspec.structs.replace(trip(AHMET, "RU 01.12?–05.12?"), cancelled=True)
    line = line_of(book, under_way, cancelled, later)
    assert line.next_trip is not None
    assert line.next_trip.id == later.id


# Findings


def test_near_begins_at_fourteen_days(book: RecordBook) -> None:
    """With 15 days left nothing is said; with 14 it is, with the threshold that was reached."""
    assert codes(line_of(book, trip(AHMET, "RU 01.03–14.05"))) == []
    line = line_of(book, trip(AHMET, "RU 16.05–16.05"), trip(AHMET, "RU 20.05–29.05"))
    assert (params(line, "near")["days"], params(line, "near")["threshold"]) == (4, 7)


def test_over_by_a_long_stay_over_new_year(book: RecordBook) -> None:
    """A driver inside since October is over the 90 unbroken days in January though the new year's count is small."""
    line = line_of(book, trip(AHMET, "RU 10.10–"), on=date(2027, 1, 10))
    assert (line.standing.used, line.standing.over, codes(line)) == (
        10,
        0,
        ["over", "breach-open", "registration-due", "open-stay", "year-inside", "year-dates", "year-sheet"],
    )
    assert params(line, "over")["days"] == 3


def test_a_breach_stays_open_until_the_register_was_checked(book: RecordBook) -> None:
    """A check before the breach ended, or one that found him listed, settles nothing; a clean one after it does."""
    broke = trip(AHMET, "RU 01.03–05.06")
    assert line_of(book, broke).caution == "breach-open"
    assert line_of(book, paper("register-check", "05.06", country="RU")).caution == "breach-open"
    assert line_of(book, paper("register-check", "10.06", country="RU", result="listed")).caution == "breach-open"
    assert line_of(book, paper("register-check", "30.11", country="RU")).caution == "breach-open"
    line = line_of(book, paper("register-check", "11.06", country="RU", result="not-listed"))
    assert (line.caution, "breach-open" in codes(line)) == (None, False)


def test_an_open_stay_and_one_without_news(book: RecordBook) -> None:
    """A stay without an exit date is open; one whose planned exit has passed is a warning with that date."""
    assert codes(line_of(book, trip(AHMET, "RU 20.11–"))) == ["open-stay"]
    line = line_of(book, trip(YUSUF, "RU 10.11–20.11?, BY 20.11?–22.11?"), driver=YUSUF)
    assert codes(line) == ["no-news", "registration-due"]
    assert (params(line, "no-news")["day"], line.standing.used) == (day("20.11"), 14)
    assert codes(line_of(book, trip(GAGIK, "RU 20.11–23.11?"), driver=GAGIK)) == []


def test_a_planned_entry_that_has_passed_gives_both_figures(book: RecordBook) -> None:
    """A trip planned for last week was driven or not: 10 days without it, 15 with it."""
    line = line_of(book, trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 10.11?–14.11?"))
    assert line.standing.used == 10
    assert (params(line, "planned-passed")["without"], params(line, "planned-passed")["with"]) == (10, 15)


def test_a_trip_planned_for_today_is_still_to_come(book: RecordBook) -> None:
    """On its own day a planned entry has not passed."""
    line = line_of(book, trip(AHMET, "RU 23.11?–27.11?"))
    assert "planned-passed" not in codes(line)
    assert line.planned == 5
    assert line.next_trip is not None


def test_stays_that_overlap_by_more_than_a_date(book: RecordBook) -> None:
    """Legs that meet on a date are no overlap; a trip entered twice with other dates is."""
    assert "overlap" not in codes(line_of(book, trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03, RU 14.03–20.03")))
    line = line_of(book, trip(AHMET, "RU 18.03–25.03"))
    found = params(line, "overlap")
    assert (found["days"], found["first"], found["last"]) == (3, day("18.03"), day("20.03"))


def test_a_forgotten_exit_overlaps_nothing(book: RecordBook) -> None:
    """A stay of October left open runs into every later one: one finding tells what is missing, and no overlap is said beside it."""
    line = line_of(book, trip(AHMET, "RU 25.10–"), trip(AHMET, "RU 01.11–05.11"), trip(AHMET, "RU 10.11–12.11"))
    assert codes(line) == ["missing-exit"]


def test_a_row_that_could_not_be_read_is_seen_with_his_figures(book: RecordBook) -> None:
    """An imported row that names a known driver stays with his figures until it is mended."""
    row = Unsettled(driver=AHMET.id, file="office-2026.xlsx", sheet="Рейсы 2026", row=49, problem="unreadable")
    assert params(line_of(book, row), "unsettled-row")["row"] == 49


def test_papers_that_end(book: RecordBook) -> None:
    """Papers are named 60 days before they end and after they ended; a renewed one stills the old one."""
    assert codes(line_of(book, paper("licence", until="23.01.27"))) == []
    line = line_of(book, paper("passport", until="22.01.27"), paper("adr", until="22.11"))
    assert codes(line) == ["paper-expired", "paper-expiring"]
    assert (params(line, "paper-expiring")["threshold"], params(line, "paper-expiring")["days"]) == (60, 60)
    line = line_of(book, paper("passport", "01.10", "01.10.36"), paper("adr", "20.11", "22.11.31"))
    assert codes(line) == []


def test_a_renewal_that_begins_too_late_does_not_still(book: RecordBook) -> None:
    """A licence that ended on the 20th and its successor issued on the 30th leave a gap today."""
    line = line_of(book, paper("licence", "20.11.16", "20.11"), paper("licence", "30.11", "30.11.36"))
    assert codes(line) == ["paper-expired"]


def test_applications_and_bans_that_ended_are_no_expired_papers(book: RecordBook) -> None:
    """An old ruID application, an old ban and an old check of the register are of no more concern."""
    papers = [paper("ruid-driver", "02.07", "30.09"), paper("entry-ban", "01.01", "01.02", country="RU"), paper("register-check", "01.02")]
    assert codes(line_of(book, *papers)) == []


def test_a_permit_that_helped_is_named_only_while_it_is_news(book: RecordBook) -> None:
    """A residence permit that ended last month is said; one that ended years ago is not."""
    assert codes(line_of(book, paper("residence-permit", "01.11.21", "01.11", country="RU"))) == ["paper-expired"]
    old = paper("residence-permit", "01.11.15", "01.11.20", country="RU", holder=YUSUF.id)
    assert codes(line_of(book, old, driver=YUSUF)) == []


def test_a_check_that_found_him_listed_blocks(book: RecordBook) -> None:
    """Only a check of the register with the result listed blocks, and inside it is an alarm of its own."""
    assert codes(line_of(book, paper("register-check", "10.11", country="RU", result="not-listed"))) == []
    line = line_of(book, paper("register-check", "12.11", country="RU", result="listed"), trip(AHMET, "RU 20.11–25.11?"))
    assert codes(line) == ["inside-while-blocked", "paper-blocks"]
    assert line.alarmed


def test_a_permit_of_an_unknown_country_changes_nothing_and_is_said(book: RecordBook) -> None:
    """A residence permit whose country the workbook did not tell neither lifts the rule nor is passed over in silence."""
    line = line_of(book, paper("residence-permit", "01.06", "01.06.31"), paper("licence", until="01.01.30"))
    assert (codes(line), line.standing.limit) == (["paper-country-unknown"], 90)


def test_an_unknown_citizenship_is_said(book: RecordBook) -> None:
    """A driver made by an import without a list of drivers has no citizenship: it is asked for."""
    stranger = Driver(name="Ким Вячеслав")
    assert codes(line_of(book, driver=stranger)) == ["citizenship-unknown"]


def test_the_rule_is_not_for_citizens_of_russia(book: RecordBook) -> None:
    """A Russian citizen has no figure under the rule, and nothing is wrong with that."""
    ivan = Driver(name="Иванов Пётр", citizenship="RU")
    line = line_of(book, trip(ivan, "RU 01.01–23.11"), driver=ivan)
    assert (line.standing.limit, line.room, line.next_entry, codes(line)) == (None, None, None, [])


def test_over_another_rule_that_the_firm_keeps(book: RecordBook) -> None:
    """95 days in Belarus under raised joint days are over Belarus's own 90: the fleet list says so beside the joint figure."""
    gagik = msgspec.structs.replace(GAGIK, citizenship="AM")
    papers = [paper("ruid-driver", "20.07", country="RU", holder=gagik.id), paper("ruid-driver", "01.10", country="RU", holder=gagik.id)]
    line = line_of(book, *papers, trip(gagik, "BY 01.08–29.09"), trip(gagik, "BY 10.10–13.11"), driver=gagik)
    assert (line.standing.used, line.standing.limit) == (95, 180)
    assert params(line, "over")["rule"] == "belarus"
    assert "over" not in codes(answers.line(book, gagik, ON, "union-state"))


def test_what_lifts_the_rule_is_named_where_he_is(book: RecordBook) -> None:
    """In Russia, residence applied for there, and a contract in Belarus, which lifts nothing in Russia: only the first is named."""
    applied = paper("temporary-residence-application", "01.06", "31.12", country="RU")
    line = line_of(book, applied, paper("employment-contract", "01.06", "31.12", country="BY"), trip(AHMET, "RU 01.11–"))
    assert (line.standing.lifted, line.lifted_by) == (True, (applied.kind,))


# Order and contract


def test_who_needs_attention_comes_first(book: RecordBook) -> None:
    """Alarms first, of those who is inside, then least room, then name; who left the firm last. Findings of a kind go so too."""
    inside = Driver(name="Ястребов Ян", citizenship="KZ")
    over, near = Driver(name="Яковлев Яков", citizenship="KZ"), Driver(name="Ершов Егор", citizenship="KZ")
    free, second = Driver(name="Борисов Борис", citizenship="KZ"), Driver(name="Абаев Абай", citizenship="KZ")
    gone = Driver(name="Аман Аман", citizenship="KZ", left=day("01.11"))
    trips = [trip(over, "RU 01.03–05.06"), trip(near, "RU 01.03–20.05"), trip(inside, "RU 20.08–")]
    book.commit([over, free, gone, second, near, inside, *trips], "test")
    lines = roster(book, ON)
    assert [line.driver.name.split()[0] for line in lines] == ["Ястребов", "Яковлев", "Ершов", "Абаев", "Борисов", "Аман"]
    of_kind = [concern.driver and concern.driver.id for concern in attention.attention(lines, ()) if concern.finding.code == "over"]
    assert of_kind == [inside.id, over.id]


def test_each_driver_of_a_crew_has_his_own_figure(book: RecordBook) -> None:
    """Two drivers of one trip each use its days."""
    book.commit([AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 01.03–10.03")], "test")
    assert [line.standing.used for line in roster(book, ON)] == [10, 10]


def test_status_json_is_what_scripts_rest_on(book: RecordBook) -> None:
    """Every field of the fixed form is there, dates as ISO text, the name in full as recorded."""
    papers = [paper("licence", until="01.03.30"), paper("passport", until="01.03.30")]
    told = status_json(line_of(book, *papers, trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03"), trip(AHMET, "RU 20.11–")))
    assert told == {
        "driver": "Ахметов Ерлан Серикович",
        "id": AHMET.id,
        "citizenship": "KZ",
        "on": "2026-11-23",
        "rule": "union-state",
        "used": 18,
        "limit": 90,
        "remaining": 72,
        "over": 0,
        "by_country": {"BY": 5, "RU": 14},
        "limits": [
            {"window": "calendar-year", "used": 18, "limit": 90, "remaining": 72},
            {"window": "continuous", "used": 4, "limit": 90, "remaining": 86},
        ],
        "room": {"days": 86, "until": "2027-02-17", "by": "continuous"},
        "inside": "RU",
        "since": "2026-11-20",
        "last_lawful_day": "2027-02-17",
        "next_entry": None,
        "filing": None,
        "caution": None,
        "planned": 0,
        "state": "within",
        "disputed": None,
        "findings": [
            {
                "code": "open-stay",
                "severity": "notice",
                "subject": book.trips_of(AHMET.id)[1].id,
                "day": "2026-11-20",
                "params": {"country": "RU", "since": "2026-11-20", "day": None},
            },
            {
                "code": "rule-uncertain",
                "severity": "notice",
                "subject": AHMET.id,
                "day": None,
                "params": {"rule": "union-state", "part": "BY", "confidence": "reported"},
            },
        ],
    }


def test_status_json_of_a_driver_outside(book: RecordBook) -> None:
    """Outside there is no last day, but a next entry with its length: the unbroken 90, a new year coming before the 80 are used."""
    told = status_json(line_of(book, trip(AHMET, "RU 01.03–10.03")))
    assert (told["inside"], told["last_lawful_day"], told["next_entry"]) == (None, None, {"date": "2026-11-24", "days": 90})


def test_an_application_that_ran_out_leaves_fewer_than_no_days_and_nobody_over(book: RecordBook) -> None:
    """120 days under applications, the last run out: remaining below 0, but nobody is over and nothing was broken."""
    papers = [paper("ruid-driver", "27.06", country="RU"), paper("ruid-driver", "10.08", country="RU")]
    line = line_of(book, *papers, trip(AHMET, "RU 03.07–20.08"), trip(AHMET, "RU 01.09–31.10"), trip(AHMET, "RU 05.11–14.11"), on=ON)
    told = status_json(line)
    assert (told["used"], told["limit"], told["remaining"], told["over"], told["caution"]) == (120, 90, -30, 0, None)


def test_a_rule_the_firm_keeps_first_is_the_one_shown(book: RecordBook) -> None:
    """A firm that keeps Belarus first sees Belarus; a rule may also be asked for by name."""
    firm = Firm(rules=("belarus", "union-state"))
    line = line_of(book, firm, trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03"))
    assert (line.rule, line.standing.used) == ("belarus", 5)
    assert answers.line(book, AHMET, ON, "union-state").standing.used == 14
    with pytest.raises(KeyError):
        answers.line(book, AHMET, ON, "atlantis")


def test_what_is_said_to_be_dealt_with_somewhere_is_a_finding_there_is() -> None:
    """No code is named twice or misspelt; those that are left to the driver's own page are few, and known."""
    named = [code for codes in attention.CODES.values() for code in codes.split()]
    assert len(named) == len(set(named)) and set(named) <= SEVERITIES.keys()
    assert SEVERITIES.keys() - set(named) - attention.TO_BE_KNOWN == {"over", "disputed", "near", "year-inside"}
