"""Plans judged day by day: within or not, how much slack, from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.forecast import Plan
from rules.ledger import Ledger
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.stays import Stay
from tests.rules.literal import day, ledger, stays

ON = date(2026, 11, 23)


def test_a_plan_within_the_rule_says_what_is_left() -> None:
    """Seventy days used, ten planned: eighty at the peak, ten left, ten more days of queue."""
    plan = Plan(ledger("01.01-11.03 RU"), stays("01.12-10.12 RU"), ON)
    verdict = plan.verdict
    assert verdict.ok and (verdict.peak_used, verdict.remaining_after, verdict.slack) == (80, 10, 10)
    assert plan.earliest_start == day("24.11")


def test_a_plan_over_the_limit_names_the_day_and_the_first_start_that_works() -> None:
    """Eighty-five used, ten planned: the sixth day breaks the year; six days of December or all of it from 27 December fit."""
    plan = Plan(ledger("01.01-26.03 RU"), stays("01.12-10.12 RU"), ON)
    verdict = plan.verdict
    assert not verdict.ok and (verdict.first_violation, verdict.by) == (day("06.12"), "calendar-year")
    assert verdict.slack is None and plan.earliest_start == day("27.12")


def test_a_plan_that_spoils_a_later_plan_is_not_within() -> None:
    """It is the December trip, planned before, that would go over."""
    verdict = Plan(ledger("01.01-21.03 RU, ?20.12-?29.12 RU"), stays("01.12-05.12 RU"), ON).verdict
    assert not verdict.ok and verdict.first_violation == day("25.12")


def test_a_trip_over_several_countries_counts_those_of_the_rule() -> None:
    """Russia, Belarus, Poland and back: seventeen dates in the Union State, the Polish week is not among them."""
    verdict = Plan(ledger(""), stays("01.12-05.12 RU, 05.12-08.12 BY, 08.12-15.12 PL, 15.12-17.12 BY, 17.12-23.12 RU"), ON).verdict
    assert verdict.ok and verdict.peak_used == 17
    assert not Plan(ledger(""), stays("01.12-05.12 PL"), ON).verdict.touched


def test_a_ban_blocks_a_plan_and_moves_its_earliest_start() -> None:
    """Banned until 10 December: blocked, and from the 11th it works."""
    ban = HeldPaper(shipped().paper_kinds["entry-ban"], "RU", day("01.11"), day("10.12"))
    plan = Plan(ledger("", papers=(ban,)), stays("01.12-05.12 RU"), ON)
    verdict = plan.verdict
    assert not verdict.ok and verdict.blocked_by == ("entry-ban",) and plan.earliest_start == day("11.12")


def test_a_plan_that_takes_all_that_is_left_can_begin_tomorrow() -> None:
    """Eighty-five used and five planned: no day of them need wait; of six the first fits the turn of the year."""
    driver = ledger("01.01-26.03 RU")
    assert Plan(driver, stays("01.12-05.12 RU"), ON).earliest_start == day("24.11")
    assert Plan(driver, stays("01.12-06.12 RU"), ON).earliest_start == day("27.12")


def test_the_days_before_the_first_border_are_part_of_the_plan() -> None:
    """Three days at home before the entry: from 27 December he may be inside, so the trip begins on the 24th."""
    plan = Plan(ledger("01.01-26.03 RU"), stays("28.11-01.12 KZ, 01.12-10.12 RU"), ON)
    assert plan.verdict.first_violation == day("06.12") and plan.earliest_start == day("24.12")


TRIPS = st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 400), st.integers(0, 40)), max_size=5)


@given(TRIPS, st.integers(1, 60), st.integers(0, 60))
def test_laws_of_plans(trips: list[tuple[str, int, int]], ahead: int, length: int) -> None:
    """A plan with slack S holds with S more days and breaks with S + 1; it works on its earliest start and not on the day before."""
    first = date(2026, 1, 1)
    driver = Ledger(
        shipped().rule("union-state"),
        "KZ",
        [Stay(country, first + timedelta(at), first + timedelta(at + days)) for country, at, days in trips],
    )
    plan = Stay("RU", ON + timedelta(ahead), ON + timedelta(ahead + length))
    made = Plan(driver, [plan], ON)
    verdict = made.verdict
    assert plan.exit
    if verdict.ok:
        assert verdict.slack is not None
        assert Plan(driver, [replace(plan, exit=plan.exit + timedelta(verdict.slack))], ON).verdict.ok
        assert not Plan(driver, [replace(plan, exit=plan.exit + timedelta(verdict.slack + 1))], ON).verdict.ok
    if made.earliest_start:
        shift = made.earliest_start - plan.entry
        moved = replace(plan, entry=plan.entry + shift, exit=plan.exit + shift)
        assert Plan(driver, [moved], ON).verdict.ok
        if made.earliest_start > ON + timedelta(1):
            before = replace(moved, entry=moved.entry - timedelta(1), exit=plan.exit + shift - timedelta(1))
            assert not Plan(driver, [before], ON).verdict.ok


def test_each_plan_is_judged_on_top_of_all_the_others() -> None:
    """Seventy used and two plans of ten days: each fits with nothing to spare, the second ends at ninety."""
    first = Plan(ledger("01.01-11.03 RU, ?20.12-?29.12 RU"), stays("?01.12-?10.12 RU"), ON).verdict
    second = Plan(ledger("01.01-11.03 RU, ?01.12-?10.12 RU"), stays("?20.12-?29.12 RU"), ON).verdict
    assert (first.ok, first.peak_used, first.remaining_after, first.slack) == (True, 80, 10, 0)
    assert (second.ok, second.peak_used, second.remaining_after, second.slack) == (True, 90, 0, 0)


def test_the_limit_named_is_the_one_that_is_exceeded() -> None:
    """In on 31 December and planned on to 31 March: ninety in the new year hold, ninety-one on end do not."""
    verdict = Plan(ledger("31.12.25-31.12.25 RU"), stays("01.01-31.03 RU"), day("31.12.25")).verdict
    assert (verdict.first_violation, verdict.by) == (day("31.03"), "continuous")


def test_a_plan_that_begins_today_is_judged_from_today() -> None:
    """Ninety days used and off today: the first day over the limit is today."""
    verdict = Plan(ledger("01.01-31.03 RU"), [Stay("RU", ON, day("25.11"))], ON).verdict
    assert (verdict.first_violation, verdict.ok, verdict.peak_used) == (ON, False, 93)


def test_a_ban_is_waited_for_with_an_application_too() -> None:
    """With an application each start is tried: none does until the ban has ended, the day after it does."""
    kinds = shipped().paper_kinds
    ban = HeldPaper(kinds["entry-ban"], "RU", day("01.11"), day("10.12"))
    filed = HeldPaper(kinds["ruid-driver"], "RU", day("01.11"), day("31.12"))
    plan = Plan(ledger("").with_papers([ban, filed]), stays("01.12-05.12 RU"), day("23.11"))
    assert plan.verdict.blocked_by == ("entry-ban",) and plan.earliest_start == day("11.12")
