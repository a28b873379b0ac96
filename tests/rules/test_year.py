"""The state of each day of a year, and how a figure explains itself."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.cases import cases_of
from rules.explain import explain
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.stays import Stay
from rules.year import DayState, day_states, year_of
from tests.rules.literal import day, ledger, stays

ON = date(2026, 11, 23)


def states(text: str, citizenship: str = "KZ", papers: tuple[HeldPaper, ...] = (), year: int = 2026, on: date = ON) -> dict[date, DayState]:
    return {state.day: state for state in day_states(ledger(text, citizenship, papers), year, on)}


def test_days_gone_by_say_what_happened() -> None:
    """Inside, outside, in both countries on one date, and the ninety-first day over the limit."""
    found = states("01.03-10.03 RU, 10.03-14.03 BY, 01.05-20.07 RU")
    assert found[day("05.03")].kind == "in" and found[day("05.03")].number == 5
    assert found[day("10.03")].countries == ("RU", "BY") and found[day("15.03")].kind == "out"
    assert found[day("15.07")].number == 90 and found[day("15.07")].kind == "in"
    assert found[day("16.07")].kind == "over" and found[day("16.07")].number == 91


def test_an_open_stay_runs_to_the_day_and_what_is_left_counts_down() -> None:
    """In since 20 November: the days to come count down to the last day within the rule, then nothing is left."""
    found = states("01.01-20.03 RU, 20.11- RU")
    assert [found[day(text)].kind for text in ("20.11", "23.11", "24.11")] == ["open", "open", "stay"]
    assert found[day("24.11")].left == 6 and found[day("30.11")].left == 0 and found[day("30.11")].kind == "stay"
    assert found[day("01.12")].kind == "free" and found[day("01.12")].left == 0


def test_planned_days_are_marked_and_those_over_the_limit_too() -> None:
    """Eighty-five days used: of ten planned the first five are within, the others over."""
    found = states("01.01-26.03 RU, ?01.12-?10.12 RU")
    assert found[day("05.12")].kind == "planned" and found[day("06.12")].kind == "planned-over"
    assert found[day("30.11")].left == 0, "a day more now would put the plan over"


def test_a_planned_stay_that_did_not_begin_is_not_drawn() -> None:
    """Planned for 1 October and nobody says that he went: those days are outside."""
    found = states("?01.10-?05.10 RU, 01.11-05.11 RU")
    assert found[day("02.10")].kind == "out" and found[day("02.10")].countries == ()
    assert found[day("05.11")].number == 5


def test_days_under_a_permit_are_not_counted_and_not_judged() -> None:
    """Under a residence permit past days are uncounted and days to come unjudged."""
    permit = HeldPaper(shipped().paper_kinds["residence-permit"], "RU", day("01.06"), None)
    found = states("20.05-10.06 RU", papers=(permit,))
    assert found[day("31.05")].kind == "in" and found[day("01.06")].kind == "uncounted" and found[day("01.12")].kind == "unjudged"


@given(st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 360), st.integers(0, 50), st.booleans()), max_size=6))
def test_the_drawing_agrees_with_the_figures(trips: list[tuple[str, int, int, bool]]) -> None:
    """Days drawn inside are as many as are used; a free day's number of days is what an entry that day would have."""
    first = date(2026, 1, 1)
    driver = ledger("").with_stays(
        Stay(country, first + timedelta(at), None if is_open else first + timedelta(at + length)) for country, at, length, is_open in trips
    )
    found = day_states(driver, 2026, ON)
    assert sum(state.kind in ("in", "open", "over") for state in found) == driver.standing(ON).used
    assert {state.day for state in found if state.kind == "over"} == set(driver.breached(ON))
    if not driver.presence.staying(ON):
        assert all(driver.enter(state.day, ON).days == state.left for state in found[-30:] if state.kind == "free")
    explained = explain(driver, ON)
    assert explained.used == driver.standing(ON).used


def test_an_explanation_names_every_date_and_why_it_is_left_out() -> None:
    """The second trip's first date was counted with the first; last year's days, planned ones and lifted ones each say why."""
    permit = HeldPaper(shipped().paper_kinds["residence-permit"], "RU", day("08.03"), day("09.03"))
    lines = explain(
        ledger("28.12.25-02.01.26 RU, 01.03-10.03 RU, 10.03-14.03 BY, ?01.11-?05.11 RU, 05.12-09.12 RU", papers=(permit,)), ON
    ).lines
    told = [(len(line.counted), len(line.shared), {reason: len(days) for reason, days in line.left_out}) for line in lines]
    assert told == [
        (2, 0, {"outside-window": 4}),
        (8, 0, {"lifted": 2}),
        (4, 1, {}),
        (0, 0, {"planned-passed": 5}),
        (0, 0, {"to-come": 5}),
    ]


def test_a_day_that_another_case_judges_otherwise_is_disputed() -> None:
    """Ninety-five days under a patent in spring: after it he is over where its days count, and not where they do not."""
    patent = HeldPaper(shipped().paper_kinds["patent"], "RU", day("01.01"), day("31.03"))
    cases = cases_of(shipped().rule("union-state"), "UZ", stays("01.01-05.04 RU, 01.05-03.05 BY"), [patent])
    found = {state.day: state for state in year_of(cases, 2026, ON)}
    disputed = [one for one, state in found.items() if state.disputed]
    assert disputed[0] == day("01.01") and found[day("01.01")].judgement == "within", "counted by the one, not by the other"
    assert (found[day("05.04")].kind, found[day("05.04")].disputed, found[day("05.04")].judgement) == ("over", True, "over")
    assert (found[day("24.11")].judgement, found[day("24.11")].disputed) == ("none", True)
    assert not found[day("10.06")].disputed
    unjudged = {state.day: state for state in year_of(cases, 2013, ON)}
    assert not any(state.disputed for state in unjudged.values())


def test_days_of_a_year_before_any_rule_are_uncounted_or_unjudged() -> None:
    """A day to come on which nothing limits him is not judged, and so no case can differ about it."""
    states = day_states(ledger("", "RU"), 2027, ON)
    assert {state.judgement for state in states} == {"uncounted"} and {state.kind for state in states} == {"unjudged"}
