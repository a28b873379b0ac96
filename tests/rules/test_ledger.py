"""What a driver's stays and papers mean, worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.days import Days
from rules.ledger import Ledger, Room
from rules.papers import HeldPaper, held
from rules.reader import shipped
from rules.rulebook import Limit, Rule, Version
from rules.stays import Stay
from rules.windows import look, used
from rules.year import day_states
from tests.rules.literal import day, ledger, stays

ON = date(2026, 11, 23)


def ruid(filed: str) -> HeldPaper:
    return held("ruid-driver", "RU", day(filed), None)


def test_a_date_in_two_countries_counts_once() -> None:
    """Russia 1-10 March, Belarus 10-14, Russia 14-20: twenty days, though 10 + 5 + 7 is 22."""
    standing = ledger("01.03-10.03 RU, 10.03-14.03 BY, 14.03-20.03 RU").standing(ON)
    assert standing.used == 20 and standing.by_country == {"RU": 17, "BY": 5}


def test_a_trip_over_new_year_is_the_sum_of_both_years() -> None:
    """20 December to 10 January is 12 days of one year and 10 of the next, not 22."""
    driver = ledger("20.12.25-10.01.26 RU")
    assert driver.standing(date(2025, 12, 31)).used == 12 and driver.standing(ON).used == 10


def test_days_in_belarus_count_from_11_january_2025() -> None:
    """Of 8 to 14 January 2025 in Belarus four days count together with Russia, all seven for Belarus alone."""
    assert ledger("08.01.25-14.01.25 BY").standing(day("01.02.25")).used == 4
    assert ledger("08.01.25-14.01.25 BY", rule="belarus").standing(day("01.02.25")).used == 7


def test_the_ninetieth_day_from_new_year_is_31_march() -> None:
    """In on 1 January: the last day within the rule is 31 March, in a leap year the 30th."""
    assert ledger("01.01- RU").room(day("01.01")) == Room(89, day("31.03"), "calendar-year")
    assert ledger("01.01.28- RU").room(day("01.01.28")) == Room(89, day("30.03.28"), "calendar-year")


def test_ninety_days_on_end_are_the_end_though_the_year_is_new() -> None:
    """In on 1 November 2025 and never out: 29 January 2026 is the last day, by the limit on one stay."""
    assert ledger("01.11.25- RU").room(day("31.12.25")) == Room(29, day("29.01"), "continuous")


def test_an_application_raises_the_year_for_the_stay_entered_under_it() -> None:
    """Ninety days used: an entry without an application has no room, one under it has 90 more."""
    spent = "01.01-31.03 RU"
    assert ledger(spent).enter(day("01.10"), day("30.09")).days == 0
    assert ledger(spent, papers=(ruid("20.09"),)).enter(day("01.10"), day("30.09")) == Room(90, day("29.12"), "calendar-year")


def test_entry_under_an_application_is_allowed_from_the_third_date_to_the_ninetieth() -> None:
    """Filed on 20 September: entry from the 23rd of September to the 19th of December."""
    paper = ruid("20.09")
    assert (paper.first, paper.last) == (day("23.09"), day("19.12"))


def test_going_over_into_belarus_keeps_what_russia_was_entered_under() -> None:
    """In Russia under an application, over into Belarus on the day after leaving, when the application has run out: still 180."""
    papers = (HeldPaper(shipped().paper_kinds["ruid-driver"], "RU", day("01.09"), day("05.09")),)
    over = ledger("01.01-31.03 RU, 05.09-10.09 RU, 11.09-14.09 BY", papers=papers)
    assert over.standing(day("12.09")).limit == 180 and over.violation(ON) is None
    again = ledger("01.01-31.03 RU, 05.09-10.09 RU, 12.09-14.09 BY", papers=papers)
    assert again.standing(day("12.09")).limit == 90 and again.violation(ON) is not None


def test_a_plan_enjoys_its_own_application_and_no_other_plan_does() -> None:
    """Ninety days used; the plan of 1 December is under an application, that of the 10th is not."""
    papers = (HeldPaper(shipped().paper_kinds["ruid-driver"], "RU", day("30.11"), day("02.12")),)
    driver = ledger("01.01-31.03 RU, ?01.12-?05.12 RU, ?10.12-?12.12 RU", papers=papers)
    found = {state.day: state.kind for state in day_states(driver, 2026, ON)}
    assert found[day("05.12")] == "planned" and found[day("10.12")] == "planned-over"


def test_what_happened_does_not_follow_from_what_was_only_planned() -> None:
    """A planned week in Russia under an application went by unseen: Belarus after it was entered on its own date."""
    papers = (HeldPaper(shipped().paper_kinds["ruid-driver"], "RU", day("01.10"), day("05.10")),)
    assert ledger("?03.10-?10.10 RU, 10.10- BY", papers=papers).standing(day("12.10")).limit == 90
    assert ledger("03.10-10.10 RU, 10.10- BY", papers=papers).standing(day("12.10")).limit == 180


def test_an_application_does_nothing_for_other_citizens_and_before_july_2026() -> None:
    """An Azerbaijani driver keeps 90 (doubtful), and so does a stay in June."""
    assert ledger("01.09-05.09 RU", "AZ", (ruid("20.08"),)).standing(day("05.09")).limit == 90
    assert ledger("01.06-05.06 RU", papers=(ruid("20.05"),)).standing(day("05.06")).limit == 90


def test_a_residence_permit_lifts_the_rule_and_its_days_do_not_count_later() -> None:
    """Thirty days before the permit count, those under it do not; on its dates there is no limit."""
    permit = HeldPaper(shipped().paper_kinds["residence-permit"], "RU", day("01.06"), None)
    standing = ledger("01.05-30.06 RU", papers=(permit,)).standing(ON)
    assert standing.used == 31 and standing.limit is None and standing.lifted and standing.over == 0
    assert ledger("01.05-30.06 RU", papers=(permit,)).room(ON) is None


def test_a_contract_with_an_employer_in_russia_lifts_russia_but_not_belarus() -> None:
    """Under a contract in Russia nothing limits days there; in Belarus the days there and before count and are judged."""
    contract = HeldPaper(shipped().paper_kinds["employment-contract"], "RU", day("01.01"), None)
    driver = ledger("01.01-30.04 RU, 01.05-02.05 BY", papers=(contract,))
    assert driver.standing(day("30.04")).limit is None and driver.standing(day("30.04")).used == 120
    violation = driver.violation(ON)
    assert violation and (violation.first_day, violation.days, violation.peak_used) == (day("01.05"), 2, 122)


def test_a_contract_at_home_and_papers_of_other_countries_change_nothing() -> None:
    """A residence permit of Kazakhstan or a contract whose country is not known lifts nothing in Russia."""
    papers = (held("residence-permit", "KZ", day("01.01"), None), held("employment-contract", None, day("01.01"), None))
    assert ledger("01.03-10.03 RU", papers=papers).standing(ON).limit == 90


def test_an_entry_ban_lets_nobody_in_whatever_the_days() -> None:
    """Under a ban there is no entry before its end, and a plan is blocked by it."""
    ban = HeldPaper(shipped().paper_kinds["entry-ban"], "RU", day("01.11"), day("01.12"))
    driver = ledger("01.03-10.03 RU", papers=(ban,))
    assert driver.room(ON) == Room(0, None, "entry-ban")
    assert driver.next_entry(day("24.11"), 1, ON) == day("02.12")
    assert driver.judge(day("30.11"), day("05.12"), ON).blocked_by == ("entry-ban",)


def test_a_check_of_the_register_blocks_only_where_he_is_listed() -> None:
    """ "Not found" lets him in, "listed" does not."""
    listed = held("register-check", "RU", day("01.11"), None, "listed")
    clean = held("register-check", "RU", day("01.11"), None, "not listed")
    assert ledger("", papers=(listed,)).room(ON) == Room(0, None, "register-check")
    assert ledger("", papers=(clean,)).room(ON) == Room(90, day("21.02.27"), "continuous")


def test_the_rule_is_not_for_citizens_of_its_own_countries() -> None:
    """For a Russian citizen days are counted but nothing limits them."""
    standing = ledger("01.01-30.06 RU", "RU").standing(ON)
    assert standing.used == 181 and standing.limit is None and standing.over == 0
    assert ledger("01.01-30.06 RU", "RU").violation(ON) is None


def test_before_2025_ninety_days_in_any_180_of_russia_alone() -> None:
    """Sixty days in Russia and sixty in Belarus in 2024: sixty count."""
    standing = ledger("01.07.24-29.08.24 RU, 30.08.24-28.10.24 BY").standing(day("31.10.24"))
    assert standing.used == 60 and standing.limits[0].window == "rolling"


def test_a_stay_over_the_change_of_versions_is_judged_each_day_by_its_own() -> None:
    """In from 5 November 2024: on 31 December 57 of any 180, on 1 January the year's first day, the unbroken stay goes on."""
    driver = ledger("05.11.24- RU")
    before, after = driver.standing(day("31.12.24")), driver.standing(day("01.01.25"))
    assert (before.used, after.used, after.limits[1].used) == (57, 1, 58)


def test_a_planned_exit_that_has_passed_leaves_the_stay_open() -> None:
    """Planned out on 20 November, no news by the 23rd: he is still inside, four days more."""
    driver = ledger("10.11-?20.11 RU")
    assert driver.standing(ON).used == 14 and driver.standing(ON).inside == "RU"
    assert driver.standing(day("18.11")).used == 9


def test_a_planned_entry_that_has_passed_is_not_counted() -> None:
    """Planned in on 10 November, no news: nothing is used, and nothing is planned any more."""
    driver = ledger("?10.11-?20.11 RU")
    assert driver.standing(ON).used == 0 and driver.standing(ON).inside is None and not driver.presence.ahead(ON)


def test_what_is_planned_bounds_what_may_be_done_now() -> None:
    """Seventy days used, ten planned for December: a stay now may take ten days, not twenty."""
    assert ledger("01.01-11.03 RU, ?10.12-?19.12 RU").enter(day("24.11"), ON) == Room(10, day("03.12"), "calendar-year")


def test_next_entry_after_the_year_is_used_up_is_new_year() -> None:
    """Ninety days used by 20 June: the first entry is on 1 January, for ninety days."""
    driver = ledger("23.03-20.06 RU")
    assert driver.next_entry(day("21.06"), 1, day("20.06")) == day("01.01.27")
    assert driver.enter(day("01.01.27"), ON).days == 90


def test_no_entry_within_three_years_is_none() -> None:
    """Under a ban without end there is no date to come back."""
    ban = HeldPaper(shipped().paper_kinds["entry-ban"], "RU", day("01.11"), None)
    assert ledger("", papers=(ban,)).next_entry(ON, 1, ON) is None


def test_over_is_by_the_limit_of_the_last_day_inside() -> None:
    """A hundred days, none under an application: ten over, also long after he has left."""
    standing = ledger("01.01-10.04 RU").standing(ON)
    assert (standing.used, standing.over, standing.remaining) == (100, 10, -10)


HORIZON = date(2028, 1, 1)
COUNTRIES = st.sampled_from(["RU", "BY"])
ENTRIES = st.integers(1, 300)


@given(st.lists(st.tuples(COUNTRIES, ENTRIES, st.integers(0, 40)), max_size=8), st.integers(1, 39))
def test_laws_of_counting(trips: list[tuple[str, int, int]], cut: int) -> None:
    """The order of trips does not matter; a trip written twice or cut in two counts the same; one more trip never lowers what is used."""
    rule = shipped().rule("union-state")
    made = [
        Stay(country, date(2026, 1, 1) + timedelta(entry), date(2026, 1, 1) + timedelta(entry + length)) for country, entry, length in trips
    ]

    def used(some: list[Stay]) -> int:
        return Ledger(rule, "KZ", some).standing(ON).used

    assert used(made) == used(made[::-1]) == used(made + made)
    halves = []
    for stay in made:
        assert stay.exit
        middle = min(stay.entry + timedelta(cut), stay.exit)
        halves += [Stay(stay.country, stay.entry, middle), Stay(stay.country, middle, stay.exit)]
    assert used(halves) == used(made)
    assert all(used(made[:some]) <= used(made[: some + 1]) for some in range(len(made)))


@given(st.lists(st.tuples(COUNTRIES, ENTRIES, st.integers(0, 40)), max_size=6))
def test_the_last_day_within_the_rule_is_within_and_the_next_is_not(trips: list[tuple[str, int, int]]) -> None:
    """A stay that ends on the last day breaks nothing; one day more breaks a limit."""
    new_year = date(2026, 1, 1)
    driver = ledger("").with_stays(
        Stay(country, new_year + timedelta(at), new_year + timedelta(at + length)) for country, at, length in trips
    )
    entry = ON + timedelta(1)
    room = driver.enter(entry, ON)
    if room.days:
        assert room.until
        kept = driver.with_stays([Stay("RU", entry, room.until)])
        assert kept.breached(HORIZON) == driver.breached(HORIZON)
    if room.by:
        one_more = entry + timedelta(room.days)
        broken = driver.with_stays([Stay("RU", entry, one_more)]).breached(HORIZON)
        assert one_more in broken or broken - driver.breached(HORIZON)


def test_stays_read_as_they_are_written() -> None:
    """The tests' own shorthand: both dates, a country, planned marks."""
    first, second = stays("01.03-10.03 RU, ?20.11- BY")
    assert (first.entry, first.exit, first.country) == (day("01.03"), day("10.03"), "RU")
    assert second.entry_planned and second.exit is None


def test_the_limit_outside_is_what_an_entry_that_day_would_have() -> None:
    """Outside under an application: 180 while entry under it is allowed, 90 before and after."""
    driver = ledger("01.01-31.03 RU", papers=(ruid("01.09"),))
    assert [driver.standing(day(text)).limit for text in ("03.09", "04.09", "30.11", "01.12")] == [90, 180, 180, 90]


def test_a_standing_says_its_date_where_he_is_and_since_when() -> None:
    """In Russia on the 1st, over into Belarus on the 5th: on the 6th he is in Belarus since the 5th; out, nowhere."""
    driver = ledger("01.11-05.11 RU, 05.11-08.11 BY")
    inside, outside = driver.standing(day("06.11")), driver.standing(ON)
    assert (inside.on, inside.rule, inside.inside, inside.since, inside.lifted) == (day("06.11"), "union-state", "BY", day("05.11"), False)
    assert (outside.inside, outside.since, outside.used) == (None, None, 8)


def test_a_rolling_figure_says_of_how_many_days() -> None:
    """In 2024 the window is 180 days long; the continuous one has no length."""
    assert [figure.of for figure in ledger("01.07.24-29.08.24 RU").standing(day("31.08.24")).limits] == [180, None]


def test_where_he_is_decides_whether_a_contract_lifts_the_day() -> None:
    """Under a contract in Russia, in Belarus today: the day is limited, how long he may stay is counted; back in Russia it is not."""
    contract = HeldPaper(shipped().paper_kinds["employment-contract"], "RU", day("01.01"), None)
    driver = ledger("01.01-20.02 RU, 20.02- BY", papers=(contract,))
    assert driver.standing(day("21.02")).limit == 90 and not driver.standing(day("21.02")).lifted
    assert driver.room(day("21.02")) == Room(38, day("31.03"), "calendar-year")
    assert ledger("01.01-20.02 BY, 20.02- RU", papers=(contract,)).room(day("21.02")) is None


def test_a_stay_that_goes_on_is_asked_without_its_own_planned_exit() -> None:
    """Sixty days used, inside, ten planned from 20 December: he may stay on till the 13th, whatever exit was planned, and drive it."""
    driver = ledger("01.01-25.02 RU, 20.11-?10.12 RU, ?20.12-?29.12 RU")
    assert driver.standing(ON).used == 60
    assert driver.room(ON) == Room(20, day("13.12"), "calendar-year")


def test_how_much_longer_a_stay_may_last_depends_on_where_it_lies() -> None:
    """Eighty days used: under a contract in Russia a planned stay there has no end, one in Belarus five days more."""
    contract = HeldPaper(shipped().paper_kinds["employment-contract"], "RU", day("01.01"), None)
    for country, days in (("BY", 5), ("RU", 1096)):
        driver = ledger(f"01.01-21.03 BY, ?01.12-?05.12 {country}", papers=(contract,))
        assert driver.longer(driver.presence.stays[-1], driver.outlook(ON)) == days


def test_how_much_longer_a_stay_under_an_application_may_last_goes_by_its_entry() -> None:
    """Eighty days used and an exit that is sure: under an application ninety days on end, without one the ninety of the year."""
    for papers, days in (((ruid("20.11"),), 85), ((), 5)):
        driver = ledger("01.01-21.03 RU, 01.12-05.12 RU", papers=papers)
        assert driver.longer(driver.presence.stays[-1], driver.outlook(ON)) == days


def test_a_paper_counts_from_its_own_first_date_when_the_next_entry_is_sought() -> None:
    """The year is used up; an application filed on 1 December lets him in from the 4th, long before New Year."""
    assert ledger("01.01-31.03 RU", papers=(ruid("01.12"),)).next_entry(day("24.11"), 5, ON) == day("04.12")


def test_a_plan_that_his_own_planned_exit_would_spoil_still_bounds_how_long_he_stays() -> None:
    """68 used, inside with an exit planned for 10 December, ten days planned from the 20th: out by the 5th, or that trip goes over."""
    driver = ledger("01.01-05.03 RU, 20.11-?10.12 RU, ?20.12-?29.12 RU")
    assert driver.room(ON) == Room(12, day("05.12"), "calendar-year")


def test_a_rolling_window_looks_back_over_new_year() -> None:
    """In Poland all of December: 31 of 90 on 5 January, when nothing of this year is used, and none on 30 June."""
    driver = ledger("01.12.25-31.12.25 PL", rule="schengen")
    assert [driver.standing(day(text)).used for text in ("05.01", "29.05", "30.05", "30.06")] == [31, 31, 30, 0]


def test_before_the_first_version_nothing_is_counted() -> None:
    """Belarus's own limit is known from 2018 on: days of 2017 are of no window."""
    standing = ledger("01.03.17-10.03.17 BY", rule="belarus").standing(day("10.03.17"))
    assert (standing.used, standing.limit, standing.limits, standing.by_country) == (0, None, (), {})


def test_one_is_where_one_came_latest_of_stays_within_stays() -> None:
    """In Russia all summer, a week of it in Belarus too, another stay over before: on each date the stay that began last is shown."""
    driver = ledger("01.06-31.08 RU, 10.07-16.07 BY, 20.06-09.07 RU")
    where = [driver.standing(day(text)) for text in ("19.06", "09.07", "10.07", "17.07", "01.09")]
    assert [(standing.inside, standing.since) for standing in where] == [
        ("RU", day("01.06")),
        ("RU", day("20.06")),
        ("BY", day("10.07")),
        ("RU", day("01.06")),
        (None, None),
    ]


def test_a_fleet_looks_at_one_and_the_same_dates() -> None:
    """What limits see from a date hangs on rule and citizenship: it is the same object for two drivers, and another for other citizens."""
    one, two, other = (ledger("01.06-05.06 RU", citizenship=citizenship).allowance.terms for citizenship in ("KZ", "KZ", "RU"))
    assert look(one, ON) is look(two, ON) and look(one, ON) != look(other, ON)


LIMITS = st.sampled_from(
    [Limit(window="calendar-year", days=9), Limit(window="rolling", days=9, of=20), Limit(window="continuous", days=9)]
)
DATES = st.sets(st.integers(0, 120).map(lambda ahead: date(2025, 11, 20) + timedelta(ahead)), max_size=60).map(Days.of)


@settings(max_examples=300)
@given(LIMITS, LIMITS, DATES, DATES)
def test_the_peak_is_the_most_on_any_of_the_dates(old: Limit, new: Limit, counted: Days, dates: Days) -> None:
    """Over a New Year and a change of the rule, on dates that count and on others: as if each date were looked at."""
    changing = Rule(id="changing", versions=(Version(limits=(old,)), Version(limits=(new,), start=date(2026, 1, 20))))
    allowance = Ledger(changing, "KZ", ()).allowance
    each = [used(new if day >= date(2026, 1, 20) else old, counted, day) for day in dates]
    assert allowance.peak(counted, dates) == max(each, default=0)
