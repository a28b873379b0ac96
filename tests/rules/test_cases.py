"""What is not known, as cases: both figures where they differ, one where they agree. Worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import Cases, Name, cases_of
from rules.ledger import Ledger, Room
from rules.papers import HeldPaper, held
from rules.reader import shipped
from rules.rulebook import Limit
from rules.stays import Stay
from tests.rules.literal import before, day, stays

ON = date(2026, 11, 23)
UNION = shipped().rule("union-state")
BELARUS = shipped().rule("belarus")

DATES: Name = (("ruid-covers", "dates"),)
YEAR: Name = (("ruid-covers", "year"),)
SINCE_JANUARY: Name = (("ruid-from", "2026-01"),)
ON_END: Name = (("ruid-continuous", "raised"),)
NOT_IN_BELARUS: Name = (("ruid-belarus", "not-taken-over"),)
AZ: Name = (("ruid-az", "raised"),)
LEFT_OUT: Name = (("joint", "left-out"),)


def ruid(first: str, last: str) -> HeldPaper:
    """An application that lets him in on these dates."""
    return HeldPaper(shipped().paper_kinds["ruid-driver"], "RU", day(first), day(last))


def union(text: str, *papers: HeldPaper, citizenship: str = "KZ", settled: dict[str, str] | None = None) -> Cases:
    return cases_of(UNION, citizenship, stays(text), papers, settled=settled)


def limits(cases: Cases, on: str) -> dict[Name, int | None]:
    return {name: cases.ledger(name).standing(day(on)).limit for name in cases.names}


# What is not touched


@pytest.mark.parametrize(
    ("citizenship", "papers"),
    [
        ("KZ", ()),
        ("KZ", (held("residence-permit", "RU", day("01.10"), None),)),
        ("GE", (ruid("01.09", "30.11"),)),
        ("RU", (ruid("01.09", "30.11"),)),
        (None, (ruid("01.09", "30.11"),)),
    ],
)
def test_where_nothing_in_doubt_touches_him_there_is_one_ledger(citizenship: str | None, papers: tuple[HeldPaper, ...]) -> None:
    """Without an application, or for a citizen whom none helps by any reading, there is one case and no second figure."""
    cases = cases_of(UNION, citizenship, stays("01.01-20.03 RU, 20.11- BY"), papers)
    assert cases.names == ((),)
    assert not cases.ask(lambda ledger: ledger.standing(ON)).disputed


def test_an_application_of_another_country_is_no_doubt_of_a_rule() -> None:
    """Under Schengen no reading speaks of applications, and a stay in Poland is wholly in it."""
    cases = cases_of(
        shipped().rule("schengen"), "KZ", stays("01.03-10.03 PL, 11.03-20.03 RU+BY"), [ruid("01.03", "30.04")], [before("01.02", 9)]
    )
    assert cases.names == ((),) and cases.main.standing(day("20.03")).used == 10


# Readings


def test_the_first_reading_of_each_question_is_the_rule_as_written() -> None:
    """Default readings change nothing: what is shown, and what `haulbook count` answers, is the rule as it stands in the file."""
    for rule in shipped().rules.values():
        for readings in rule.questions.values():
            assert len(readings) > 1 and rule.read_as(readings[0]) == rule
            assert all(rule.read_as(reading) != rule for reading in readings[1:])


def test_every_reading_says_its_source() -> None:
    """Each reading carries a source, how sure it is, and the date it was checked."""
    assert all(reading.source and reading.checked for rule in shipped().rules.values() for reading in rule.readings)


def test_readings_may_be_taken_in_any_order() -> None:
    """Covers the year, from January, on end and for Azerbaijan: the same rule in whatever order they are taken."""
    taken = [UNION.questions[name][-1] for name in UNION.questions]
    found = []
    for order in permutations(taken):
        rule = UNION
        for reading in order:
            rule = rule.read_as(reading)
        found.append(rule)
    assert len(taken) == 5 and all(rule == found[0] for rule in found)


def test_a_reading_speaks_of_its_own_paper_only() -> None:
    """A raise by another paper is left as it is."""
    reading = UNION.questions["ruid-covers"][-1]
    other = next(more for version in UNION.versions for limit in version.limits for more in limit.raises)
    limit = Limit(window="calendar-year", days=90, raises=(type(other)(paper="other", days=100),))
    assert reading.limits((limit,)) == (limit,)


def test_a_stay_entered_under_an_application_is_raised_to_its_end() -> None:
    """In on 5 September under an application that stood until the 10th: by the stay 180 until he is out, by its dates until the 10th."""
    cases = union("01.01-31.03 RU, 05.09-20.09 RU", ruid("05.09", "10.09"))
    found = cases.ask(lambda ledger: len(ledger.breached(ON)))
    by_case = {name: answer.value for answer in found.values for name in answer.cases}
    assert by_case[()] == 0 and by_case[DATES] == 10 and by_case[YEAR] == 0
    assert found.main == 0 and found.disputed


def test_an_application_that_covers_its_dates_covers_a_stay_entered_without_it() -> None:
    """In on 1 September without an application, one stood from the 5th to the 30th: by its dates the 5th to the 30th are raised."""
    cases = union("01.01-31.03 RU, 01.09-30.09 RU", ruid("05.09", "30.09"))
    assert (cases.main.standing(day("10.09")).limit, cases.ledger(DATES).standing(day("10.09")).limit) == (90, 180)
    broken = {name: list(cases.ledger(name).breached(ON)) for name in ((), DATES)}
    assert len(broken[()]) == 30 and broken[DATES] == [day(text) for text in ("01.09", "02.09", "03.09", "04.09")]


def test_an_application_that_covers_the_year_covers_every_stay_of_it() -> None:
    """In in September under an application and in October without one: by the whole year October is raised too, by the stay not."""
    cases = union("01.01-31.03 RU, 05.09-10.09 RU, 01.10-05.10 RU", ruid("05.09", "10.09"))
    assert (cases.main.standing(day("03.10")).limit, cases.ledger(YEAR).standing(day("03.10")).limit) == (90, 180)
    assert cases.main.standing(ON).over == 11 and cases.ledger(YEAR).standing(ON).over == 0
    assert cases.ledger(DATES).standing(ON).over == 11


def test_a_new_year_needs_a_new_application_where_one_covers_the_year() -> None:
    """In on 20 December 2026 under an application and still in on 10 January: by the year read 90 in 2027, by the stay 180."""
    cases = union("20.12-20.01.27 RU", ruid("10.12", "31.12"))
    assert cases.main.standing(day("10.01.27")).limit == 180
    assert cases.ledger(YEAR).standing(day("31.12")).limit == 180 and cases.ledger(YEAR).standing(day("10.01.27")).limit == 90
    assert cases.ledger(DATES).standing(day("31.12")).limit == 180 and cases.ledger(DATES).standing(day("10.01.27")).limit == 90


def test_belarus_after_new_year_was_entered_in_the_old_one() -> None:
    """Out of Russia on 31 December, over into Belarus on 1 January: the entry, and so the raised year, is the old one."""
    cases = union("20.12-31.12 RU, 01.01.27-05.01.27 BY", ruid("10.12", "31.12"))
    assert cases.main.standing(day("03.01.27")).limit == 180 and cases.ledger(YEAR).standing(day("03.01.27")).limit == 90


def test_what_happened_never_follows_from_a_stay_to_come() -> None:
    """Inside now without an application, a trip planned for December under one: today is 90 by every reading, the trip 180."""
    cases = union("20.11-25.11 RU, ?05.12-?10.12 RU", ruid("01.12", "31.12"))
    assert set(limits(cases, "23.11").values()) == {90}
    allowance = cases.ledger(YEAR).allowance
    limit = allowance.limits_on(ON)[0]
    assert [allowance.cap(limit, on, ON) for on in (ON, day("05.12"), day("20.12"))] == [90, 180, 180]
    assert not cases.ask(lambda ledger: ledger.standing(ON).limit).disputed


def test_a_planned_stay_that_never_was_raises_nothing() -> None:
    """Planned for October under an application and no news of it: November is 90 by every reading."""
    cases = union("?05.10-?10.10 RU, 20.11- RU", ruid("01.10", "31.10"))
    assert set(limits(cases, "23.11").values()) == {90}


def test_a_new_entry_is_asked_by_every_reading() -> None:
    """90 used, an application for entry from 1 to 10 December: the stay lasts to New Year and on, or 10 days by the paper's own dates."""
    cases = union("01.01-31.03 RU", ruid("01.12", "10.12"))
    entered = {name: cases.ledger(name).enter(day("01.12"), ON) for name in ((), DATES, YEAR, ON_END)}
    assert entered[()] == Room(90, day("28.02.27"), "continuous") and entered[DATES] == Room(10, day("10.12"), "calendar-year")
    assert entered[YEAR] == Room(90, day("28.02.27"), "continuous")
    assert entered[ON_END] == Room(180, day("29.05.27"), "continuous")
    assert cases.ledger(YEAR).enter(day("20.12"), ON).days == 0, "entered when the application has run out"


def test_whether_ninety_days_on_end_hold_with_it() -> None:
    """In since 1 September under an application: out by 29 November, or by New Year's count where 180 may be on end."""
    cases = union("01.09- RU", ruid("01.09", "10.09"), settled={"ruid-covers": "stay", "ruid-belarus": "taken-over"})
    found = cases.ask(lambda ledger: ledger.room(ON))
    assert found.main == Room(6, day("29.11"), "continuous")
    assert [(answer.value, answer.cases) for answer in found.others] == [(Room(96, day("27.02.27"), "continuous"), (ON_END,))]


def test_whether_it_dates_back_to_january() -> None:
    """A hundred days by 30 June, the last stay entered in May under an application: 10 days over, or none if it holds from January."""
    cases = union("01.01-21.03 RU, 11.06-30.06 RU", ruid("01.05", "30.06"))
    assert {name: cases.ledger(name).standing(day("30.06")).over for name in ((), SINCE_JANUARY)} == {(): 10, SINCE_JANUARY: 0}
    assert not [name for name in union("05.09-10.09 RU", ruid("05.09", "10.09")).names if name == SINCE_JANUARY], "no stay before July"


def test_whether_belarus_takes_over_180_days() -> None:
    """A hundred days by the application, the last in Belarus: within 180, or over the 90 that hold there; out of it nothing is over."""
    cases = union("01.01-26.03 RU, 05.09-15.09 RU, 15.09-20.09 BY, 20.09-25.09 RU", ruid("05.09", "10.09"))
    over = {name: cases.ledger(name).standing(day("18.09")).over for name in ((), NOT_IN_BELARUS)}
    assert over == {(): 0, NOT_IN_BELARUS: 9}
    broken = cases.ledger(NOT_IN_BELARUS).breached(ON)
    assert list(broken) == [day("16.09"), day("17.09"), day("18.09"), day("19.09")], "the crossing dates are in Russia too"
    inside = union("01.01-26.03 RU, 05.09-08.09 RU, 08.09- BY", ruid("05.09", "10.09"))
    rooms = {name: inside.ledger(name).room(day("08.09")) for name in ((), NOT_IN_BELARUS)}
    assert rooms == {(): Room(86, day("03.12"), "continuous"), NOT_IN_BELARUS: Room(1, day("09.09"), "calendar-year")}


def test_citizens_of_azerbaijan() -> None:
    """A hundred days under an application: over by 10 as it is written, within 180 where Azerbaijan is meant too."""
    cases = union("01.01-31.03 RU, 05.09-14.09 RU", ruid("05.09", "10.09"), citizenship="AZ")
    found = cases.ask(lambda ledger: (ledger.standing(ON).over, ledger.standing(day("14.09")).limit))
    assert found.main == (10, 90)
    assert next(answer.value for answer in found.values if AZ in answer.cases) == (0, 180)
    assert not union("01.01-31.03 RU", citizenship="AZ").ask(lambda ledger: ledger.standing(ON)).disputed


def test_readings_that_agree_are_one_figure() -> None:
    """Two weeks under an application and long gone: used and over are the same by every reading, so there is one figure."""
    found = union("05.09-18.09 RU", ruid("01.09", "30.09")).ask(lambda ledger: (ledger.standing(ON).used, ledger.standing(ON).over))
    assert found.main == (14, 0) and not found.disputed and not found.others
    assert found.values[0].cases[0] == ()


def test_a_firm_that_has_settled_a_reading_sees_one_figure() -> None:
    """Settled on the year: that is what is shown, and of the other readings only the open questions are still judged."""
    text, paper = "01.01-31.03 RU, 05.09-10.09 RU, 01.10-05.10 RU", ruid("05.09", "10.09")
    settled = {"ruid-covers": "year", "ruid-from": "2026-07", "ruid-continuous": "holds", "ruid-belarus": "taken-over"}
    cases = union(text, paper, settled=settled)
    assert cases.names == ((),) and cases.main.standing(day("03.10")).limit == 180
    assert union(text, paper, settled=settled | {"ruid-covers": "stay"}).main.standing(ON).over == 11
    unknown = {"ruid-covers": "decade", "nothing": "known"}
    assert union(text, paper, settled=unknown).names == union(text, paper).names


def test_an_answer_of_the_simplest_case_comes_first() -> None:
    """Cases are named by what they take otherwise, those that take least first."""
    names = union("01.01-31.03 RU, 05.09-10.09 RU", ruid("05.09", "10.09")).names
    assert names[0] == () and [len(name) for name in names] == sorted(len(name) for name in names)
    with pytest.raises(KeyError):
        union("").ledger(DATES)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 400), st.integers(0, 80), st.booleans()), max_size=5),
    st.lists(st.tuples(st.integers(-20, 400), st.integers(0, 90)), max_size=2),
    st.sampled_from(["KZ", "AZ", "GE"]),
    st.integers(0, 420),
)
def test_no_case_is_left_out_and_none_is_disputed_that_agrees(
    trips: list[tuple[str, int, int, bool]], filings: list[tuple[int, int]], citizenship: str, ahead: int
) -> None:
    """The distinct answers are those of all 24 combinations of readings, each judged by a ledger of its own."""
    first = date(2026, 1, 1)
    held_stays = [
        Stay(country, first + timedelta(at), None if is_open else first + timedelta(at + length)) for country, at, length, is_open in trips
    ]
    kind = shipped().paper_kinds["ruid-driver"]
    papers = [HeldPaper(kind, "RU", first + timedelta(at), first + timedelta(at + length)) for at, length in filings]
    on = first + timedelta(ahead)
    combined = [UNION]
    for readings in UNION.questions.values():
        combined = [rule.read_as(reading) for rule in combined for reading in readings]

    def figures(ledger: Ledger) -> object:
        return ledger.standing(on), ledger.violation(on), ledger.room(on)

    expected: list[object] = []
    for rule in combined:
        value = figures(Ledger(rule, citizenship, held_stays, papers))
        expected += [value] if value not in expected else []
    found = cases_of(UNION, citizenship, held_stays, papers).ask(figures)
    assert found.main == expected[0]
    assert len(found.values) == len(expected) and all(answer.value in expected for answer in found.values)
    assert found.disputed == (len(expected) > 1)


# Stays of which only the outer dates are known


def test_a_joint_stay_is_whole_for_both_and_a_range_for_one() -> None:
    """In at Маштаково on 1 March, out at Козловичи on the 20th: 20 days together; in Belarus 20 at most, none at least."""
    text = "01.03-20.03 RU+BY, 01.05-05.05 BY"
    assert cases_of(UNION, "KZ", stays(text)).names == ((),)
    cases = cases_of(BELARUS, "KZ", stays(text))
    found = cases.ask(lambda ledger: ledger.standing(ON).used)
    assert [(answer.value, answer.cases) for answer in found.values] == [(25, ((),)), (5, (LEFT_OUT,))]


def test_a_joint_stay_of_an_earlier_year_disputes_nothing() -> None:
    """Days of last year fall out of both cases: one figure."""
    cases = cases_of(BELARUS, "KZ", stays("01.03.25-20.03.25 RU+BY, 01.05-05.05 BY"))
    assert not cases.ask(lambda ledger: ledger.standing(ON).used).disputed
