"""Who can go: best first, with the reason each other one cannot and from when he could."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.candidates import Candidate, Choice, Need, Reason, candidates
from rules.days import NO_DAYS, Days
from rules.forecast import Plan
from rules.ledger import Ledger
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.stays import Stay
from tests.rules.literal import day, ledger, stays

ON = date(2026, 11, 23)
TRIP = "01.12-10.12 RU"


def driver(name: str, text: str, citizenship: str = "KG", **more: Any) -> Candidate:
    """A driver with those stays, judged by the Union State alone; of Kyrgyzstan, whom an application would help, or another."""
    return replace(Candidate(name, {"union-state": ledger(text, citizenship)}), **more)


def choose(*drivers: Candidate, trip: str = TRIP) -> list[Choice]:
    return candidates(drivers, stays(trip), ON)


def only(candidate: Candidate, trip: str = TRIP) -> Choice:
    (choice,) = choose(candidate, trip=trip)
    return choice


def paper(kind: str, first: str | None, last: str | None, country: str = "RU") -> HeldPaper:
    return HeldPaper(shipped().paper_kinds[kind], country, day(first) if first else None, day(last) if last else None)


def between(first: str, last: str) -> Days:
    return Days.between(day(first), day(last))


def test_the_best_stands_first_and_those_who_cannot_last() -> None:
    """Most days of queue to spare first (eighty: ninety in one go), then who can once he has filed, then who cannot, the soonest first."""
    choices = choose(
        driver("over", "01.01-31.03 RU", citizenship="GE"),
        driver("tired", "01.01-11.03 RU"),
        driver("files", "01.01-26.03 RU"),
        driver("fresh", "01.01-10.01 RU"),
        driver("away", "", absences=between("01.12", "05.12")),
    )
    assert [(choice.driver, choice.can) for choice in choices] == [
        ("fresh", "yes"),
        ("tired", "yes"),
        ("files", "if-filed"),
        ("away", "no"),
        ("over", "no"),
    ]
    assert [choice.slack for choice in choices[:2]] == [80, 10]
    assert [choice.days_left for choice in choices[:2]] == [70, 10]


def test_with_the_same_slack_he_who_has_driven_less_goes() -> None:
    """Both may be away until the end of the year's days; the one with fewer days used in it is named first."""
    ninety = "01.12-10.12 RU"
    earlier = driver("a", "01.02-05.02 RU", absences=between("20.12", "31.12"))
    rested = driver("b", "01.02-04.02 RU", absences=between("20.12", "31.12"))
    choices = choose(earlier, rested, trip=ninety)
    assert [choice.driver for choice in choices] == ["b", "a"]
    assert [choice.slack for choice in choices] == [9, 9]


def test_over_a_limit_names_the_day_and_when_he_could() -> None:
    """Eighty-five days used and no application helps a citizen of Georgia: over from 6 December, could go from the 27th."""
    choice = only(driver("a", "01.01-26.03 RU", citizenship="GE"))
    assert choice.can == "no"
    assert choice.reasons == (Reason("over", {"rule": "union-state", "window": "calendar-year", "day": day("06.12")}),)
    assert choice.earliest_start == day("27.12")


def test_an_application_still_in_time_is_named_with_its_last_day() -> None:
    """Filed by 27 November it covers an entry on 1 December; what is shown of him is under it."""
    choice = only(driver("a", "01.01-26.03 RU"))
    (reason,) = choice.reasons
    assert (choice.can, reason.code) == ("if-filed", "application-to-file")
    assert reason.params == {"rule": "union-state", "paper": "ruid-driver", "by": day("27.11")}
    assert choice.verdicts["union-state"].remaining_after == 85


def test_an_application_too_late_for_this_entry_says_from_when() -> None:
    """To enter on 25 November he had to file by the 21st; filed today he could enter on the 27th, and go from then."""
    choice = only(driver("a", "01.01-31.03 RU"), trip="25.11-30.11 RU")
    assert choice.can == "no"
    assert [reason.code for reason in choice.reasons] == ["over", "application-late"]
    assert choice.reasons[1].params == {"rule": "union-state", "paper": "ruid-driver", "from": day("27.11")}
    assert choice.earliest_start == day("27.11")


def test_an_application_that_would_not_help_is_not_named() -> None:
    """A trip of a hundred days is too long in one go, application or not."""
    choice = only(driver("a", ""), trip="01.12-10.03.27 RU")
    assert [reason.code for reason in choice.reasons] == ["over"]
    assert choice.earliest_start is None


def test_a_ban_blocks_and_says_which_paper() -> None:
    """Banned until 10 December: blocked, and could go from the 11th."""
    banned = Candidate("a", {"union-state": ledger("", papers=(paper("entry-ban", "01.11", "10.12"),))})
    choice = only(banned)
    assert choice.reasons == (Reason("paper-blocks", {"rule": "union-state", "paper": "entry-ban"}),)
    assert choice.earliest_start == day("11.12")


def test_a_breach_nobody_checked_keeps_him_home_without_a_date() -> None:
    """He was over a limit and no ban was looked for: no date is named."""
    choice = only(driver("a", "", breach_open=True))
    assert (choice.can, choice.reasons, choice.earliest_start) == ("no", (Reason("breach-open"),), None)


def test_absent_or_on_another_trip_says_when() -> None:
    """On leave to 3 December and on the road from the 9th: could go from the 21st, when the other trip is over."""
    choice = only(driver("a", "", absences=between("20.11", "03.12"), busy=between("09.12", "20.12")))
    assert choice.reasons == (
        Reason("absent", {"first": day("01.12"), "last": day("03.12")}),
        Reason("on-trip", {"first": day("09.12"), "last": day("10.12")}),
    )
    assert choice.earliest_start == day("21.12")


def test_papers_the_trip_asks_for() -> None:
    """A passport that never ends is in order; an ADR certificate ran out, a visa begins too late, a permit was never there."""
    visa = Need("visa", ((day("05.12"), day("31.12")),))
    needs = (Need("passport", ((None, None),)), Need("adr", ((day("01.01"), day("05.12")), (None, day("01.02")))), visa, Need("permit"))
    choice = only(driver("a", "", needs=needs))
    assert choice.reasons == (
        Reason("paper-expired", {"paper": "adr", "until": day("05.12")}),
        Reason("paper-missing", {"paper": "visa", "from": day("05.12")}),
        Reason("paper-missing", {"paper": "permit", "from": None}),
    )
    assert choice.earliest_start is None
    assert only(driver("a", "", needs=(visa,))).earliest_start == day("05.12")


def test_countries_under_no_rule_leave_every_day() -> None:
    """A trip to Georgia touches nothing: he can go tomorrow, and nothing is counted."""
    choice = only(driver("a", "01.01-31.03 RU"), trip="01.12-05.12 GE")
    assert (choice.can, choice.days_left, choice.earliest_start) == ("yes", None, day("24.11"))
    assert only(Candidate("b", {})).used == 0


def test_a_trip_fits_up_to_the_day_before_leave() -> None:
    """Five days from 24 November end the day before leave without an end; of six none ever fit. His days so far are told."""
    away = driver("a", "01.01-31.01 RU", absences=between("29.11", "31.12.30"))
    assert only(away, trip="01.12-05.12 RU").earliest_start == day("24.11")
    longer = only(away, trip="01.12-06.12 RU")
    assert (longer.earliest_start, longer.can, longer.used) == (None, "no", 31)


TRIPS = st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 420), st.integers(0, 30)), max_size=6)
PLANS = st.tuples(st.integers(1, 60), st.integers(0, 40))


def recorded(trips: list[tuple[str, int, int]]) -> Ledger:
    first = date(2026, 1, 1)
    found = [Stay(country, first + timedelta(at), first + timedelta(at + days)) for country, at, days in trips]
    return Ledger(shipped().rule("union-state"), "GE", found)


def planned(plan: tuple[int, int]) -> Stay:
    ahead, length = plan
    return Stay("RU", ON + timedelta(ahead), ON + timedelta(ahead + length), entry_planned=True, exit_planned=True, ref=str(plan))


def over_to_come(ledger: Ledger) -> Days:
    presence = ledger.presence
    ahead = presence.ahead(ON)
    return ledger.allowance.breached(presence.inside(ON) | ahead, ON) & ahead


@given(TRIPS, PLANS)
def test_who_can_go_breaks_nothing_by_going(trips: list[tuple[str, int, int]], plan: tuple[int, int]) -> None:
    """A driver listed as able has no date over a limit, once the trip is kept, that was not so before."""
    driver = recorded(trips)
    (choice,) = candidates([Candidate("a", {"union-state": driver})], [planned(plan)], ON)
    kept = over_to_come(driver.with_stays([planned(plan)]))
    assert (choice.can == "yes") == (not kept - over_to_come(driver))


@given(TRIPS, PLANS, st.integers(0, 90), st.integers(0, 40))
def test_earliest_start_works_and_the_day_before_does_not(
    trips: list[tuple[str, int, int]], plan: tuple[int, int], away: int, length: int
) -> None:
    """Moved to the date named he can go; moved to the day before he cannot, be it for days or for leave."""
    leave = Days.between(ON + timedelta(away), ON + timedelta(away + length)) if length else NO_DAYS
    one = Candidate("a", {"union-state": recorded(trips)}, absences=leave)
    leg = planned(plan)
    start = candidates([one], [leg], ON)[0].earliest_start
    assert start is not None and leg.exit
    for at, can in ((start, "yes"), (start - timedelta(1), "no")):
        moved = replace(leg, entry=at, exit=leg.exit + (at - leg.entry))
        if at > ON:
            assert candidates([one], [moved], ON)[0].can == can


@given(TRIPS, PLANS, PLANS)
def test_a_plan_more_never_gives_another_slack(trips: list[tuple[str, int, int]], mine: tuple[int, int], other: tuple[int, int]) -> None:
    """What is kept beside a trip, within the rule, can only take from the days that trip could last longer."""
    driver = recorded(trips)
    with_mine, with_other = (driver.with_stays([planned(plan)]) for plan in (mine, other))
    slack, left = (Plan(ledger, [planned(mine)], ON).verdict.slack for ledger in (driver, with_other))
    if mine != other and Plan(with_mine, [planned(other)], ON).verdict.ok and left is not None:
        assert slack is not None and left <= slack
