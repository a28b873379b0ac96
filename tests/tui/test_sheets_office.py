"""The office sheet: everything that is known of a driver's days, on one page."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from storage.records import Driver, Paper, Trip, Unsettled
from tests.storage.journeys import day, trip
from tests.tui.sheeting import AHMET, facts, prose, sheet_of, stays, strip
from tui.sheets.page import Figures, Mark, Shade, Sheet


def key_figures(sheet: Sheet) -> dict[str, str]:
    return {fact.label: fact.value for block in sheet.blocks if isinstance(block, Figures) for fact in block.facts}


def test_a_driver_inside_sees_when_to_be_out_and_when_to_queue(tmp_path: Path) -> None:
    """60 days in spring and inside since 15 November: 21 left, the last day 14 December, in the queue three days before."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 10.01–10.03"), trip(AHMET, "RU 15.11–")], "office")
    assert key_figures(sheet) == {
        "used": "69 of 90",
        "left": "21 days",
        "last day within the rule": "14.12.2026",
        "join the queue by": "11.12.2026",
    }
    assert facts(sheet)["Now in"] == "Russia, since 15.11.2026"
    assert facts(sheet)["May stay on"] == "21 days; the limit: per calendar year"


def test_a_driver_outside_sees_when_he_may_return_and_for_how_long(tmp_path: Path) -> None:
    """60 days used: from tomorrow; 30 days are left this year, and New Year brings more up to 90 without a break."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 10.01–10.03")], "office")
    assert key_figures(sheet) == {"used": "60 of 90", "left": "30 days", "earliest return": "24.11.2026", "and then for": "30 days"}
    assert facts(sheet)["Earliest return"] == "24.11.2026, for 30 days; ruID driver's application filed today: from 27.11.2026"


def test_after_a_breach_the_check_stands_before_the_date(tmp_path: Path) -> None:
    """Over the limit and out: the return is not known, ban and register come first, the date by the days alone after them."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 10.01–25.04")], "office")
    assert key_figures(sheet) == {"used": "106 of 90", "over the limit by": "16 days", "earliest return": "not known"}
    assert facts(sheet)["Earliest return"] == ("not known: check entry ban and register first (by the days alone 01.01.2027, for 90 days)")
    assert "check entry ban and register" in prose(sheet, "Needs attention")


def test_inside_after_a_breach_no_return_is_promised(tmp_path: Path) -> None:
    """Inside and over: the last day has passed, and the return is not known."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 10.01–25.04"), trip(AHMET, "RU 20.11–")], "office")
    assert key_figures(sheet)["last day within the rule"] == "gone by"
    assert facts(sheet)["Earliest return"] == "not known: check entry ban and register first"


def test_who_left_today_is_outside_and_may_come_back_tomorrow(tmp_path: Path) -> None:
    """The date he left counts, but he is there no more: the figures above and the facts below say the same of him."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 20.11–23.11")], "office")
    assert key_figures(sheet)["earliest return"] == "24.11.2026"
    assert facts(sheet)["Now in"] == "outside"
    assert facts(sheet)["Earliest return"].startswith("24.11.2026, for ")
    assert "May stay on" not in facts(sheet)


def test_an_application_raises_the_limit_and_its_number_stands_among_the_papers(tmp_path: Path) -> None:
    """Filed on 16 November and entered on the 20th: 180 days, with the source of both limits and how sure each is."""
    filed = Paper(holder=AHMET.id, kind="ruid-driver", number="RU-26-0041870", country="RU", issued=day("16.11"))
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 20.11–"), filed], "office")
    assert key_figures(sheet)["used"] == "4 of 180"
    assert "ruID driver's application RU-26-0041870, Russia, filed 16.11.2026" in prose(sheet, "Papers")
    grounds = prose(sheet, "Counted by")
    assert "90 days per calendar year: 115-FZ art. 5 p. 1 as amended by 260-FZ of 2024-08-08 (by law, checked 23.11.2026)" in grounds
    assert "180 days for a stay entered under: ruID driver's application: 115-FZ art. 5.1" in grounds
    assert "(by reports, checked 23.11.2026)" in grounds


def test_where_a_paper_lifts_the_rule_no_limit_is_made_up(tmp_path: Path) -> None:
    """Under a residence permit there is no limit, no rest and no last day."""
    permit = Paper(holder=AHMET.id, kind="residence-permit", number="83 1204417", country="RU", issued=day("01.06"), until=day("01.06.31"))
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 10.03–20.03"), permit], "office")
    assert key_figures(sheet) == {"used": "11", "limit": "lifted by a paper on this date"}


@pytest.mark.parametrize(("citizenship", "said"), [("RU", "not for citizens of this country"), (None, None)])
def test_whom_the_rule_is_not_for(tmp_path: Path, citizenship: str | None, said: str | None) -> None:
    """A citizen of Russia has no limit; one whose citizenship nobody wrote down is counted by the limit that is for everyone."""
    driver = msgspec.structs.replace(AHMET, citizenship=citizenship)
    figures = key_figures(sheet_of(tmp_path, [trip(driver, "RU 10.03–20.03")], "office", driver))
    assert figures.get("limit") == said
    assert figures["used"] == ("11" if said else "11 of 90")


def test_plans_stand_in_the_table_and_are_not_counted(tmp_path: Path) -> None:
    """What is planned follows what happened, with no count; an exit that is planned is shown as such."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 20.11–28.11?", route="Алматы–Москва"), trip(AHMET, "RU 10.12?–12.12?")], "office")
    first, second = stays(sheet)
    assert first[1:] == ("Алматы–Москва", "Russia", "20.11.2026", "", "told", "28.11.2026", "", "planned", "9", "4", "4")
    assert second[5:] == ("planned", "12.12.2026", "", "planned", "3", "–", "–")
    assert facts(sheet)["Planned to come"] == "8 days"
    assert "№ 1: 5 days still to come" in prose(sheet, "Not counted")


def test_an_exit_that_passed_without_news_is_said(tmp_path: Path) -> None:
    """The planned exit is shown, and that the stay is counted to the date all the same."""
    row = stays(sheet_of(tmp_path, [trip(AHMET, "RU 10.11–20.11?")], "office"))[0]
    assert row[6:] == ("20.11.2026", "", "planned, no news; calculated, to 23.11.2026", "14", "14", "14")


def test_rows_nobody_could_read_are_named(tmp_path: Path) -> None:
    """An imported row that stands unsettled is said with its file, sheet and row."""
    row = Unsettled(driver=AHMET.id, file="office-2026.xlsx", sheet="Рейсы 2026", row=49, problem="no-such-date")
    sheet = sheet_of(tmp_path, [row], "office")
    assert prose(sheet, "Not counted") == "1 journey that could not be read: office-2026.xlsx, Рейсы 2026, row 49."
    assert "office-2026.xlsx" not in prose(sheet, "Needs attention")


def test_many_unread_rows_are_counted_and_the_first_named(tmp_path: Path) -> None:
    """Of forty rows six are named."""
    rows = [Unsettled(driver=AHMET.id, file="a.xlsx", sheet="1", row=number, problem="no-such-date") for number in range(1, 41)]
    text = prose(sheet_of(tmp_path, rows, "office"), "Not counted")
    assert text.startswith("40 journeys that could not be read: a.xlsx, 1, row 1;")
    assert text.endswith("row 6 (and 34 more).")


def test_days_elsewhere_are_said_and_not_counted(tmp_path: Path) -> None:
    """Seven days in Poland stand beside the count, planned ones do not."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "PL 01.05–07.05"), trip(AHMET, "DE 01.12?–05.12?")], "office")
    assert prose(sheet, "Not counted") == "In countries that this rule does not count: Poland 7 days."


def test_the_other_rules_the_firm_keeps(tmp_path: Path) -> None:
    """Belarus alone is counted beside the sum."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03")], "office")
    assert facts(sheet)["Belarus alone"] == "5 of 90, 85 days left"


def test_notes_of_the_driver_and_of_his_journeys(tmp_path: Path) -> None:
    """What the office wrote down is printed for the office."""
    driver = msgspec.structs.replace(AHMET, note="Звонить жене")
    noted = msgspec.structs.replace(trip(driver, "RU 01.03–10.03"), note="Груз: станки")
    assert prose(sheet_of(tmp_path, [noted], "office", driver), "Notes") == "Звонить жене. № 1: Груз: станки."


def test_a_note_on_a_trip_of_several_stays_is_said_once(tmp_path: Path) -> None:
    """The stays it belongs to stand before it together."""
    noted = msgspec.structs.replace(trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03, RU 14.03–20.03"), note="Ремонт тягача.")
    assert prose(sheet_of(tmp_path, [noted], "office"), "Notes") == "№ 1, 2, 3: Ремонт тягача."


def test_the_strip_says_what_is_left_and_where_the_line_is(tmp_path: Path) -> None:
    """The 91st day is marked and black, the days to come of a driver outside say that nothing is left, months and plans are summed."""
    year = strip(sheet_of(tmp_path, [trip(AHMET, "RU 01.01–05.04"), trip(AHMET, "RU 10.12?–12.12?")], "office"))
    april, december = year.months[3], year.months[11]
    assert (april.cells[0].shade, april.cells[0].marks) == (Shade.OVER, frozenset({Mark.LINE}))
    assert year.months[2].cells[30].shade is Shade.FIRST
    assert december.cells[0].shade is Shade.NOTHING_LEFT
    assert december.cells[9].shade is Shade.PLANNED_OVER
    assert (year.sum_titles, year.totals) == (("days", "planned"), ("95", "3"))
    assert (april.sums, december.sums) == (("5", ""), ("", "3"))


def test_the_strip_counts_down_the_last_days_of_who_stays_in(tmp_path: Path) -> None:
    """Inside with 9 days left: 8, 7, … 0, the last day marked, then nothing."""
    year = strip(sheet_of(tmp_path, [trip(AHMET, "RU 01.01–13.03"), trip(AHMET, "RU 15.11–")], "office"))
    ahead = [*year.months[10].cells[23:30], *year.months[11].cells[:4]]
    assert [cell.text for cell in ahead] == ["8", "7", "6", "5", "4", "3", "2", "1", "0", "×", "×"]
    assert Mark.LAST in ahead[8].marks
    assert Mark.OPEN in year.months[10].cells[14].marks


def test_a_country_that_only_counts_not_is_in_the_legend(tmp_path: Path) -> None:
    """Where Belarus was only visited under a permit, its letter is explained all the same."""
    permit = Paper(holder=AHMET.id, kind="residence-permit", country="RU", issued=day("01.01"))
    year = strip(sheet_of(tmp_path, [trip(AHMET, "BY 01.03–03.03"), permit], "office"))
    assert [meaning for _, meaning in year.legend] == ["Belarus", "inside, not counted", "no limit known", "date of this sheet"]


def test_a_stay_known_only_by_its_outer_dates(tmp_path: Path) -> None:
    """Russia and Belarus together is one stay: its days stand under both, and are named so."""
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU+BY 01.06–12.06")], "office")
    assert stays(sheet)[0][2] == "Russia + Belarus"
    assert strip(sheet).months[5].cells[0].shade is Shade.BOTH


def test_a_trip_elsewhere_by_another_driver_of_the_crew_is_none_of_his(tmp_path: Path) -> None:
    """The days of the second driver stay out of the first one's sheet."""
    other = Driver(name="Юсупов Шерзод")
    crew = Trip(legs=(*trip(AHMET, "RU 01.03–02.03").legs, *trip(other, "PL 03.03–09.03").legs))
    assert prose(sheet_of(tmp_path, [other, crew], "office"), "Not counted") == ""


def test_a_year_that_is_over_lists_no_later_journeys(tmp_path: Path) -> None:
    """What he drove afterwards is no stay of that year; a plan over New Year stands on the sheet of the day it is made."""
    trips = [trip(AHMET, "RU 10.11.25–10.12.25"), trip(AHMET, "RU 10.01–20.01"), trip(AHMET, "RU 05.01.27?–09.01.27?")]
    assert len(stays(sheet_of(tmp_path / "then", trips[:2], "office", on=day("31.12.25")))) == 1
    assert [row[3] for row in stays(sheet_of(tmp_path / "now", trips[1:], "office"))] == ["10.01.2026", "05.01.2027"]
