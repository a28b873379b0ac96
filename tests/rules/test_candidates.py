"""Who can go: best first, with the reason each other one cannot and from when he could."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from rules.rulebook import Raise
from rules.stays import Stay
from tests.rules.literal import day, ledger, stays
from tests.rules.oracle import Case, Span

ON = date(2026, 11, 23)
YEAR = date(2026, 1, 1)
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
    assert choice.reasons == (Reason("over", {"rule": "union-state", "window": "calendar-year", "of": None, "day": day("06.12")}),)
    assert choice.earliest_start == day("27.12")


def test_over_a_rolling_limit_tells_what_it_looks_at() -> None:
    """Ninety days within 180 in Kazakhstan, six too many from the fifth on."""
    used = Candidate("a", {"kazakhstan": ledger("01.09-23.11 KZ", "GE", rule="kazakhstan")})
    over = next(reason for reason in only(used, trip="01.12-12.12 KZ").reasons if reason.code == "over")
    assert (over.params["window"], over.params["of"], over.params["day"]) == ("rolling", 180, day("07.12"))


def test_an_application_still_in_time_is_named_with_its_last_day() -> None:
    """Filed by 27 November it covers an entry on 1 December; what is shown of him is under it."""
    choice = only(driver("a", "01.01-26.03 RU"))
    (reason,) = choice.reasons
    assert (choice.can, reason.code) == ("if-filed", "application-to-file")
    assert reason.params == {"rule": "union-state", "paper": "ruid-driver", "by": day("27.11"), "day": day("06.12")}
    assert choice.verdicts["union-state"].remaining_after == 85


def test_an_application_too_late_for_this_entry_says_from_when() -> None:
    """To enter on 25 November he had to file by the 21st; filed today he could enter on the 27th, and go from then."""
    choice = only(driver("a", "01.01-31.03 RU"), trip="25.11-30.11 RU")
    assert choice.can == "no"
    assert [reason.code for reason in choice.reasons] == ["over", "application-late"]
    assert choice.reasons[1].params == {"rule": "union-state", "paper": "ruid-driver", "from": day("27.11")}
    assert choice.earliest_start == day("27.11")


def test_an_application_filed_on_its_very_last_day_is_a_warning() -> None:
    """Filed today it lets in on the 27th without a word; on the 26th, 72 hours after, today is the last day that may do."""
    used = driver("a", "01.01-31.03 RU")
    for trip, code, by in (("27.11-30.11 RU", "application-to-file", "23.11"), ("26.11-30.11 RU", "application-last-day", "23.11")):
        (reason,) = only(used, trip=trip).reasons
        assert (reason.code, reason.params["by"]) == (code, day(by))
    assert (only(used, trip="26.11-30.11 RU").can, reason.severity) == ("if-filed", "warning")


def test_an_application_is_asked_for_the_entry_that_needs_it() -> None:
    """In tomorrow and again on 5 December: only the second entry needs one, filed by the 1st; for one that had to be in time for the
    first it is too late. In on the 1st for eight days and again later: over in the first stay already, so by 27 November.
    """
    twice = only(driver("a", "01.01-26.03 RU"), trip="24.11-25.11 RU, 26.11-04.12 GE, 05.12-12.12 RU")
    assert (twice.can, [reason.params["by"] for reason in twice.reasons]) == ("if-filed", [day("01.12")])
    sooner = only(driver("a", "01.01-26.03 RU"), trip="01.12-08.12 RU, 09.12-15.12 GE, 16.12-20.12 RU")
    assert (sooner.can, [reason.params["by"] for reason in sooner.reasons]) == ("if-filed", [day("27.11")])
    at_once = only(driver("a", "01.01-26.03 RU"), trip="24.11-29.11 RU, 30.11-04.12 GE, 05.12-12.12 RU")
    assert (at_once.can, [reason.code for reason in at_once.reasons]) == ("no", ["over", "application-late"])


def test_of_two_applications_that_would_help_one_is_asked_for() -> None:
    """Another kind that raises the same limit: once the first is filed the trip is within the rule, and nothing more is needed."""
    rule, kinds = shipped().rule("union-state"), shipped().paper_kinds
    versions = [
        replace(version, limits=tuple(replace(limit, raises=tuple(_both(limit.raises))) for limit in version.limits))
        for version in rule.versions
    ]
    book = replace(shipped(), paper_kinds={**kinds, "second": replace(kinds["ruid-driver"], id="second")})
    used = Candidate("a", {"union-state": Ledger(replace(rule, versions=tuple(versions)), "KG", stays("01.01-26.03 RU"))})
    (choice,) = candidates([used], stays(TRIP), ON, book)
    assert (choice.can, [reason.params["paper"] for reason in choice.reasons]) == ("if-filed", ["ruid-driver"])
    assert choice.reasons[0].params["day"] == day("06.12")


def _both(raises: Iterable[Raise]) -> Iterator[Raise]:
    for more in raises:
        yield from (more, replace(more, paper="second"))


def test_an_application_that_covers_its_own_dates_still_needs_an_entry() -> None:
    """Read so that it raises its own dates however he came in, filed today it would cover the sixth day of a trip that begins tomorrow:
    that entry is before it allows any, so it is no way to go tomorrow; on the 27th it is.
    """
    rule = shipped().rule("union-state")
    read = rule.read_as(next(each for each in rule.readings if (each.question, each.id) == ("ruid-covers", "dates")))
    used = Candidate("a", {"union-state": Ledger(read, "KG", stays("01.01-26.03 RU"))})
    assert [reason.code for reason in only(used, trip="24.11-30.11 RU").reasons] == ["over"]
    assert [reason.code for reason in only(used, trip="27.11-03.12 RU").reasons] == ["application-to-file"]


def test_who_is_late_with_his_application_is_shown_without_it() -> None:
    """He cannot go on the 25th: what he would have left, or could last longer, under an application is not his."""
    choice = only(driver("a", "01.01-26.03 RU"), trip="25.11-30.11 RU")
    assert (choice.can, choice.slack, choice.days_left) == ("no", 0, -1)
    assert choice.verdicts["union-state"].first_violation == day("30.11")


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


def inside(text: str, **more: Any) -> Candidate:
    """A citizen of Georgia who came in as written last and is not known to have left."""
    return driver("a", text, "GE", unended=(stays(text)[-1],), **more)


def test_who_is_inside_without_a_known_end_is_not_among_the_able() -> None:
    """In since the 20th, four days used: out by the day before he departs, and he can; nobody knows when he could otherwise."""
    choice = only(inside("20.11- RU"))
    assert (choice.can, choice.out, choice.earliest_start) == ("if-out", day("30.11"), None)
    assert choice.reasons == (Reason("inside-open", {"country": "RU", "since": day("20.11"), "by": day("30.11")}),)
    assert choice.reasons[0].severity == "warning" and choice.days_left == 90 - 11 - 10
    assert [each.driver for each in choose(inside("20.11- RU"), driver("b", "01.01-20.03 RU"))] == ["b", "a"]


def test_the_longer_he_stays_the_less_is_left_for_the_trip() -> None:
    """Seventy-seven days used by today and ten planned: of three more he may stay all, out by the 26th; of none more he can never go."""
    assert only(inside("01.01-14.03 RU, 20.11- RU")).out == day("26.11")
    full = only(inside("01.01-20.03 RU, 20.11- RU"))
    assert (full.can, [reason.code for reason in full.reasons]) == ("no", ["inside-open", "over"])
    assert full.reasons[0].params["by"] is None
    over = only(inside("01.01-31.03 RU, 20.11- RU"))
    assert (over.can, over.out) == ("no", ON), "he has no day left to come out on but today"


def test_a_stay_outside_the_rule_costs_no_days() -> None:
    """In Georgia since the 1st without a known exit: he is not at home, but could stay until the eve of his departure."""
    choice = only(inside("01.11- GE"))
    assert (choice.can, choice.out, choice.days_left) == ("if-out", day("30.11"), 80)
    assert only(inside("01.11- GE", breach_open=True)).can == "no"


TRIPS = st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 420), st.integers(0, 30)), max_size=6)
PLANS = st.tuples(st.integers(1, 60), st.integers(0, 40))


def recorded(trips: list[tuple[str, int, int]]) -> Ledger:
    found = [Stay(country, YEAR + timedelta(at), YEAR + timedelta(at + days)) for country, at, days in trips]
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


@given(TRIPS, st.integers(0, 100), PLANS)
def test_the_last_day_to_come_out_is_that_of_plain_sets(trips: list[tuple[str, int, int]], since: int, plan: tuple[int, int]) -> None:
    """Out by the date named no date to come is over a limit; a day later one is, or he would be inside as he departs."""
    gone = [Span(country, entry, min(entry + timedelta(days), ON)) for country, at, days in trips if (entry := YEAR + timedelta(at)) <= ON]
    came, leg = ON - timedelta(since), planned(plan)

    def holds(out: date) -> bool:
        case = Case([*gone, Span("RU", came, out), Span("RU", leg.entry, leg.exit)], ON, citizenship="GE")
        held = case.all_dates()
        return not any(day > ON and case.broken_limits(held, day) for day in held)

    open_stay = Stay("RU", came, None)
    ledger = Ledger(shipped().rule("union-state"), "GE", [*(Stay(one.country, one.entry, one.exit) for one in gone), open_stay])
    (choice,) = candidates([Candidate("a", {"union-state": ledger}, unended=(open_stay,))], [leg], ON)
    assert choice.can == ("if-out" if holds(ON) else "no") and choice.out
    if choice.can == "if-out":
        assert holds(choice.out) and (choice.out == leg.entry - timedelta(1) or not holds(choice.out + timedelta(1)))


@given(TRIPS, PLANS, PLANS)
def test_a_plan_more_never_gives_another_slack(trips: list[tuple[str, int, int]], mine: tuple[int, int], other: tuple[int, int]) -> None:
    """What is kept beside a trip, within the rule, can only take from the days that trip could last longer."""
    driver = recorded(trips)
    with_mine, with_other = (driver.with_stays([planned(plan)]) for plan in (mine, other))
    slack, left = (Plan(ledger, [planned(mine)], ON).verdict.slack for ledger in (driver, with_other))
    if mine != other and Plan(with_mine, [planned(other)], ON).verdict.ok and left is not None:
        assert slack is not None and left <= slack
