"""What is not known, as cases: both figures where they differ, one where they agree. Worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import Cases, Name, cases_of
from rules.days import Days
from rules.ledger import Ledger, Room
from rules.openings import UsedBefore, recorded_before, stays_before
from rules.papers import HeldPaper, held
from rules.reader import shipped
from rules.rulebook import Limit, Member, Rule, Version
from rules.stays import Stay
from tests.rules.literal import day, stays

ON = date(2026, 11, 23)
UNION = shipped().rule("union-state")
BELARUS = shipped().rule("belarus")
LAST_90_OF_180 = Rule(
    id="looking-back",
    members=(Member(countries=frozenset({"RU"})), Member(countries=frozenset({"BY"}))),
    versions=(Version(limits=(Limit(window="rolling", days=90, of=180), Limit(window="continuous", days=90))),),
)

DATES: Name = (("ruid-covers", "dates"),)
YEAR: Name = (("ruid-covers", "year"),)
SINCE_JANUARY: Name = (("ruid-from", "2026-01"),)
ON_END: Name = (("ruid-continuous", "raised"),)
NOT_IN_BELARUS: Name = (("ruid-belarus", "not-taken-over"),)
AZ: Name = (("ruid-az", "raised"),)
EARLIEST: Name = (("opening", "earliest"),)
LEFT_OUT: Name = (("joint", "left-out"),)


def ruid(first: str, last: str) -> HeldPaper:
    """An application that lets him in on these dates."""
    return HeldPaper(shipped().paper_kinds["ruid-driver"], "RU", day(first), day(last))


def union(text: str, *papers: HeldPaper, citizenship: str = "KZ", settled: dict[str, str] | None = None) -> Cases:
    return cases_of(UNION, citizenship, stays(text), papers, settled=settled)


def before(as_of: str, together: int, russia: int | None = None, belarus: int | None = None, year: int = 2026) -> UsedBefore:
    return UsedBefore(day(as_of), year, {"RU": russia, "BY": belarus}, together, "opening")


def limits(cases: Cases, on: str) -> dict[Name, int | None]:
    return {name: cases.ledger(name).standing(day(on)).limit for name in cases.names}


def laid(cases: Cases, name: Name = ()) -> Days:
    return Days.union(
        Days.between(stay.entry, stay.exit or stay.entry) for stay in cases.ledger(name).presence.stays if stay.ref == "opening"
    )


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


# Days used before the book began


def test_an_opening_counts_in_its_own_year() -> None:
    """40 days of 2025 and 30 of 2026 told as of 1 June 2026: 30 in 2026, 40 at the end of 2025, by both placements."""
    openings = [before("01.06", 30, 20, 12), before("01.06", 40, year=2025)]
    cases = cases_of(UNION, "KZ", stays("10.06-14.06 RU"), openings=openings)
    assert cases.names == ((), EARLIEST)
    this_year = cases.ask(lambda ledger: ledger.standing(ON).used)
    last_year = cases.ask(lambda ledger: ledger.standing(date(2025, 12, 31)).used)
    assert (this_year.main, this_year.disputed, last_year.main, last_year.disputed) == (35, False, 40, False)
    assert cases.main.standing(ON).by_country == {"RU": 25, "BY": 12}


def test_an_opening_lies_on_the_latest_dates_or_on_the_earliest() -> None:
    """30 days of 2026 as of 1 June: 1 to 30 May with the eve left free, or the first 30 days of the year."""
    cases = cases_of(UNION, "KZ", (), openings=[before("01.06", 30)])
    assert laid(cases).runs() == [(day("01.05"), day("30.05"))]
    assert laid(cases, EARLIEST).runs() == [(day("01.01"), day("30.01"))]


def test_an_opening_in_a_window_that_looks_back_is_a_range() -> None:
    """Of any 180: on 27 October 1 to 30 May all count, on 10 November 15 to 30 May, of January none; by 30 November none at all."""
    cases = cases_of(LAST_90_OF_180, "KZ", (), openings=[before("01.06", 30)])
    assert [answer.value for answer in cases.ask(lambda ledger: ledger.standing(day("27.10")).used).values] == [30, 0]
    assert [answer.value for answer in cases.ask(lambda ledger: ledger.standing(day("10.11")).used).values] == [16, 0]
    assert not cases.ask(lambda ledger: ledger.standing(day("30.11")).used).disputed
    assert not cases.ask(lambda ledger: ledger.standing(day("20.06")).used).disputed


def test_an_opening_neither_makes_nor_lengthens_a_stay_that_nobody_knows_of() -> None:
    """80 days used before 1 June and inside since that day: 10 more days by the year, not by a run of 90, and entered on 1 June."""
    cases = cases_of(UNION, "KZ", stays("01.06-02.06 RU, 03.06- BY"), openings=[before("01.06", 80, 80, 0)])
    standing = cases.main.standing(day("03.06"))
    assert [figure.used for figure in standing.limits] == [83, 3]
    assert cases.main.presence.entered[cases.main.presence.stays[-1]] == day("01.06")


def test_a_run_of_days_before_is_never_longer_than_one_stay_may_be() -> None:
    """150 days used before October: on the latest dates they lie 90 and 60 with a day between, and no stay of theirs is too long."""
    cases = cases_of(UNION, "KZ", (), openings=[before("01.10", 150)])
    runs = laid(cases).runs()
    assert [(last - first).days + 1 for first, last in runs] == [60, 90] and (runs[1][0] - runs[0][1]).days == 2
    assert runs[1][1] == day("29.09")


def test_an_opening_keeps_off_the_dates_of_recorded_trips() -> None:
    """A trip of 10 to 20 May is recorded, 20 days told as of 1 June: they lie before and after it, with a day between."""
    cases = cases_of(UNION, "KZ", stays("10.05-20.05 RU, ?01.05-?04.05 RU"), openings=[before("01.06", 20)])
    assert laid(cases).runs() == [(day("28.04"), day("08.05")), (day("22.05"), day("30.05"))]
    assert cases.main.standing(ON).used == 31


def test_a_trip_in_another_country_takes_its_dates_too() -> None:
    """In Poland from 20 to 31 May he was not in Russia."""
    cases = cases_of(UNION, "KZ", stays("20.05- PL"), openings=[before("01.06", 5)])
    assert laid(cases).runs() == [(day("14.05"), day("18.05"))]


def test_a_full_year_leaves_no_day_between() -> None:
    """25 days used of the 31 before 1 February with a recorded trip of 5: beside it and on the eve, but not upon it."""
    cases = cases_of(UNION, "KZ", stays("10.01-14.01 RU"), openings=[before("01.02", 25)])
    assert laid(cases).runs() == [(day("01.01"), day("08.01")), (day("15.01"), day("31.01"))]
    assert cases.main.standing(ON).used == 30
    fuller = cases_of(UNION, "KZ", stays("10.01-14.01 RU"), openings=[before("01.02", 30)])
    assert len(laid(fuller)) == 30 and fuller.main.standing(ON).used == 31, "where they must lie upon it, a date still counts once"


def test_the_years_of_an_opening_keep_apart() -> None:
    """The whole of January 2026 and 10 days of 2025: those of 2025 end on 30 December."""
    openings = [before("01.02", 31), before("01.02", 10, year=2025)]
    cases = cases_of(UNION, "KZ", (), openings=openings)
    assert laid(cases).runs() == [(day("21.12.25"), day("30.12.25")), (day("01.01"), day("31.01"))]


def test_an_opening_of_which_the_countries_are_not_known_is_a_range_for_belarus() -> None:
    """50 days together, nobody knows where: in Belarus 50 at most and none at least; with 35 in Russia, 15 at least."""
    found = cases_of(BELARUS, "KZ", (), openings=[before("01.06", 50)]).ask(lambda ledger: ledger.standing(ON).used)
    assert [answer.value for answer in found.values] == [50, 0]
    found = cases_of(BELARUS, "KZ", (), openings=[before("01.06", 50, 35)]).ask(lambda ledger: ledger.standing(ON).used)
    assert [answer.value for answer in found.values] == [50, 15]
    found = cases_of(BELARUS, "KZ", (), openings=[before("01.06", 50, 35, 17)]).ask(lambda ledger: ledger.standing(ON).used)
    assert [answer.value for answer in found.values] == [17]


def test_an_opening_of_2024_counts_russia_alone() -> None:
    """Before 2025 Belarus was no member: of 50 days, 35 of them in Russia, 35 count; of 2025 they lie from 11 January on."""
    cases = cases_of(UNION, "KZ", (), openings=[before("01.06.24", 50, 35, 17, year=2024)])
    assert len(laid(cases)) == 35 and {stay.country for stay in cases.main.presence.stays} == {"RU"}
    cases = cases_of(UNION, "KZ", (), openings=[before("01.06.25", 50, 0, 50, year=2025)])
    assert laid(cases, EARLIEST).first == day("11.01.25") and cases.ledger(EARLIEST).standing(day("31.12.25")).used == 50


def test_opening_and_joint_stay_together() -> None:
    """Both doubts at once give the whole range: 30 days before and 20 joint, in Belarus 50 at most and none at least."""
    cases = cases_of(BELARUS, "KZ", stays("01.07-20.07 RU+BY"), openings=[before("01.06", 30)])
    found = cases.ask(lambda ledger: ledger.standing(ON).used)
    assert sorted(answer.value for answer in found.values) == [0, 20, 30, 50] and found.main == 50


def test_trips_of_the_time_before_are_told() -> None:
    """Recorded trips on dates an opening speaks for are named: not those after it, planned, of another year or of another country."""
    recorded = stays("01.03-10.03 RU, 28.05-05.06 BY, 01.06-02.06 RU, 01.03.25-02.03.25 RU, 01.04-02.04 PL, ?01.05-?02.05 RU")
    openings = [before("01.06", 30), before("01.06", 9, year=2024), UsedBefore(day("01.02"), 2026, {"RU": None}, 3, "other")]
    assert recorded_before(openings, recorded) == {"opening": (recorded[0], recorded[1])}


@given(
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 20)), max_size=4),
    st.integers(100, 240),
    st.integers(0, 364),
    st.randoms(use_true_random=False),
)
def test_what_is_true_lies_between_the_two_figures(
    days: int, trips: list[tuple[int, int]], begins: int, ahead: int, chance: Random
) -> None:
    """Wherever the days before the book truly lay, what is used is between the two figures; looking back, but for the eve left free."""
    first = date(2026, 1, 1)
    as_of, on = first + timedelta(begins), first + timedelta(max(ahead, begins))
    recorded = [Stay("RU", as_of + timedelta(at), as_of + timedelta(at + length)) for at, length in trips]
    free = [first + timedelta(place) for place in range(begins)]
    truly = chance.sample(free, days)
    for rule, slack in ((UNION, 0), (LAST_90_OF_180, 1)):
        cases = cases_of(rule, "KZ", recorded, openings=[UsedBefore(as_of, 2026, {"RU": days, "BY": 0}, days, "opening")])
        true = Ledger(rule, "KZ", [*recorded, *(Stay("RU", one, one) for one in truly)]).standing(on).used
        found = [cases.ledger(name).standing(on).used for name in cases.names]
        assert min(found) <= true <= max(found) + slack
        assert all(len(laid(cases, name)) == days for name in cases.names)


def test_nothing_told_lays_nothing() -> None:
    """An opening of no days, or of a rule of other countries, brings no stay."""
    assert stays_before(UNION, [before("01.06", 0, 0, 0)], [], latest=True) == []
    assert stays_before(shipped().rule("kazakhstan"), [before("01.06", 30)], [], latest=True) == []
