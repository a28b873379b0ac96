"""Days used before the book began: laid on dates, the latest and the earliest, with the figures of both. Worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rules.cases import Cases, Name, cases_of
from rules.days import Days
from rules.ledger import Ledger
from rules.openings import UsedBefore, recorded_before, stays_before
from rules.reader import shipped
from rules.rulebook import Limit, Member, Rule, Version
from rules.stays import Stay
from tests.rules.literal import before, day, stays

ON = date(2026, 11, 23)
UNION = shipped().rule("union-state")
BELARUS = shipped().rule("belarus")
LAST_90_OF_180 = Rule(
    id="looking-back",
    members=(Member(countries=frozenset({"RU"})), Member(countries=frozenset({"BY"}))),
    versions=(Version(limits=(Limit(window="rolling", days=90, of=180), Limit(window="continuous", days=90))),),
)

EARLIEST: Name = (("opening", "earliest"),)
LEFT_OUT: Name = (("joint", "left-out"),)


def laid(cases: Cases, name: Name = ()) -> Days:
    return Days.union(
        Days.between(stay.entry, stay.exit or stay.entry) for stay in cases.ledger(name).presence.stays if stay.ref == "opening"
    )


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
