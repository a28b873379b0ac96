"""A visa's own entries and days of stay, in place of the rule of its country or beside it. Worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.explain import explain
from rules.forecast import Plan
from rules.ledger import Room
from rules.papers import HeldPaper, held
from rules.reader import shipped
from rules.stays import Stay
from rules.year import day_states
from tests.rules.cases import ask
from tests.rules.literal import day, ledger

ON = date(2026, 11, 23)
TRIPS = "10.03-29.03 RU, 01.05-30.05 RU"


def visa(first: str, last: str | None, days: int | None = None, entries: int | None = None, country: str = "RU") -> HeldPaper:
    return held("visa", country, day(first), day(last) if last else None, entries=entries, stay_days=days)


def test_its_days_of_stay_are_the_limit_in_its_country() -> None:
    """Ninety days from March to August, 20 used in March: on 15 May 35 of 90, and 55 more until 9 July."""
    driver = ledger("01.01-31.01 RU, " + TRIPS, papers=(visa("01.03", "31.08", 90),))
    standing = driver.standing(day("15.05"))
    assert (standing.used, standing.limit, standing.remaining, standing.over, standing.lifted) == (35, 90, 55, 0, False)
    assert [(figure.window, figure.used) for figure in standing.limits] == [("visa", 35)]
    assert (standing.inside, standing.since, standing.by_country) == ("RU", day("01.05"), {"RU": 35})
    assert driver.longer(Stay("RU", day("01.05"), day("30.05")), driver.outlook(day("15.05"))) == 40


def test_an_open_stay_lasts_as_long_as_its_days() -> None:
    """In since 1 May without an end: 55 days left on 15 May, the last is 9 July; with 200 days until the visa ends."""
    text = "10.03-29.03 RU, 01.05- RU"
    assert ledger(text, papers=(visa("01.03", "31.08", 90),)).room(day("15.05")) == Room(55, day("09.07"), "visa")
    later = ledger(text, papers=(visa("01.03", "31.08", 200),)).room(day("15.05"))
    assert later == Room(108, day("31.08"), "calendar-year"), "123 days since May and 20 before are more than the rule's 90"


def test_after_it_ends_the_rule_counts_its_days() -> None:
    """Fifty days under a visa that is over: 50 of 90 of the year, and 40 left."""
    standing = ledger(TRIPS, papers=(visa("01.03", "31.08", 90),)).standing(ON)
    assert (standing.used, standing.limit, standing.limits[0].window) == (50, 90, "calendar-year")


def test_days_over_it_are_a_violation_though_the_rule_has_room() -> None:
    """Ten days of stay, twenty spent: the last ten are over."""
    driver = ledger("01.03-20.03 RU", papers=(visa("01.03", "31.03", 10),))
    broken = driver.violation(ON)
    assert broken and (broken.first_day, broken.last_day, broken.days, broken.peak_used) == (day("11.03"), day("20.03"), 10, 20)
    assert (driver.standing(day("20.03")).over, driver.standing(day("10.03")).over) == (10, 0)
    assert driver.violation(day("10.03")) is None


def test_no_entry_when_its_entries_are_used_up() -> None:
    """Two entries, both used: a third waits for the visa's end, then the rule has 40 days left."""
    driver = ledger(TRIPS, papers=(visa("01.03", "31.08", 90, entries=2),))
    on = day("10.06")
    assert driver.enter(day("01.07"), on) == Room(0, None, "visa")
    assert driver.next_entry(day("11.06"), 1, on) == day("01.09") and driver.enter(day("01.09"), on).days == 40
    assert driver.judge(day("01.07"), day("05.07"), on).blocked_by == ("visa",)
    assert ledger(TRIPS, papers=(visa("01.03", "31.08", 90, entries=3),)).enter(day("01.07"), on).days == 40


def test_what_is_one_entry() -> None:
    """Over into Belarus and back is one entry; out and in again is another; a stay noted within another is none."""
    papers = (visa("01.03", "31.08", 90, entries=9),)
    allowance = ledger("01.03-05.03 RU, 05.03-09.03 BY, 09.03-12.03 RU, 13.03-20.03 RU, 15.03-16.03 RU", papers=papers).allowance
    assert allowance.entries(papers[0], ON) == 2
    planned = ledger("?01.03-?05.03 RU, ?01.12-?05.12 RU", papers=(visa("01.03", None, 90, entries=9),)).allowance
    assert planned.entries(visa("01.03", None, 90, entries=9), ON) == 1, "what never was is none, what is planned is one"
    one_left = ledger("?01.12-?05.12 RU", papers=(visa("01.03", None, 90, entries=1),))
    assert one_left.enter(day("25.11"), ON).by == "visa", "the plan of December needs the only one"


def test_not_typed_in_is_not_known_and_not_unlimited() -> None:
    """Days of stay that nobody typed in: no figure while it stands, no room, and no entry can be said to be possible."""
    driver = ledger("01.11- RU", papers=(visa("01.10", "31.12"),))
    standing = driver.standing(ON)
    assert (standing.limit, standing.remaining, standing.lifted, driver.room(ON)) == (None, None, True, None)
    outside = ledger("01.11-05.11 RU", papers=(visa("01.12", "31.12"),))
    assert outside.enter(day("05.12"), ON) == Room(0, None, "visa")
    assert outside.enter(day("25.11"), ON) == Room(6, day("30.11"), "visa"), "until the day before it begins"
    plan = Plan(outside, [Stay("RU", day("05.12"), day("08.12"))], ON)
    assert (plan.verdict.ok, plan.verdict.blocked_by, plan.earliest_start) == (False, ("visa",), day("24.11"))


def test_a_limit_of_the_rule_is_named_though_he_had_a_visa() -> None:
    """A visa of March, eighty-seven days after it: it is the year that the fourth day of December breaks."""
    driver = ledger("01.04-26.06 RU", papers=(visa("01.03", "31.03", 30),))
    verdict = Plan(driver, [Stay("RU", day("01.12"), day("10.12"))], ON).verdict
    assert (verdict.first_violation, verdict.by) == (day("04.12"), "calendar-year")


def test_belarus_is_judged_by_the_rule_under_a_russian_visa() -> None:
    """Five days in Belarus while a Russian visa stands: of 90 as ever, and none of the visa's days."""
    driver = ledger("01.03-05.03 RU, 05.03-09.03 BY", papers=(visa("01.03", "31.08", 90),))
    assert (driver.standing(day("08.03")).limits[0].window, driver.standing(day("08.03")).used) == ("calendar-year", 9 - 1)
    crossing = driver.standing(day("05.03"))
    assert [figure.window for figure in crossing.limits] == ["calendar-year", "continuous", "visa"], "in both: both hold"
    assert (crossing.inside, crossing.limit, explain(driver, day("05.03")).used) == ("BY", 90, 5)
    assert driver.standing(day("04.03")).used == 4 and driver.room(day("08.03")) == Room(82, day("29.05"), "calendar-year")


def test_a_visa_of_belarus_is_one_of_belarus() -> None:
    """Sixty days of a Belarusian visa, twenty spent by the 20th: 40 more there, and a Russian entry is the rule's."""
    driver = ledger("01.03- BY", papers=(visa("01.03", "30.06", 60, 1, "BY"),))
    assert driver.room(day("20.03")) == Room(40, day("29.04"), "visa") and explain(driver, day("20.03")).limit.window == "visa"  # type: ignore[union-attr]
    assert driver.enter(day("01.05"), day("20.03")).by != "visa"


def test_its_days_go_back_over_new_year() -> None:
    """From November to March: 31 days of December and 10 of January are 41 of 60."""
    driver = ledger("01.12.25-31.12.25 RU, 11.01- RU", papers=(visa("01.11.25", "31.03", 60),))
    assert (driver.standing(day("20.01")).used, driver.standing(day("20.01")).remaining) == (41, 19)
    assert driver.room(day("20.01")) == Room(19, day("08.02"), "visa")


def test_two_visas_on_one_date_leave_what_the_tighter_one_does() -> None:
    """In Russia under two visas of 90 and of 30 days: 20 of 30."""
    driver = ledger("01.03-20.03 RU", papers=(visa("01.03", "31.08", 90), visa("01.03", "30.06", 30)))
    assert driver.standing(day("20.03")).limit == 30 and explain(driver, day("20.03")).limit.days == 30  # type: ignore[union-attr]
    later = ledger("01.03-20.03 RU", papers=(visa("15.03", "31.08", 30), visa("01.03", "30.06", 40)))
    assert (later.standing(day("20.03")).used, later.standing(day("20.03")).remaining) == (20, 20), "20 left of the one, 24 of the other"
    unknown = ledger("01.03-20.03 RU", papers=(visa("01.03", "31.08", 90), visa("01.03", "30.06")))
    assert unknown.standing(day("20.03")).limit is None


def test_a_residence_permit_goes_before_a_visa() -> None:
    """Where the rule is lifted as a whole the visa limits nothing, whichever country's permit it is."""
    for country in ("RU", "BY"):
        papers = (visa("01.03", "31.08", 5), held("residence-permit", country, day("01.03"), None))
        driver = ledger("01.03-20.03 RU, ?10.12-?20.12 RU", papers=papers)
        assert driver.judge(day("01.12"), day("05.12"), ON).ok
        assert driver.standing(day("20.03")).lifted and driver.violation(ON) is None
    contract = ledger("01.03-20.03 RU", papers=(visa("01.03", "31.08", 5), held("employment-contract", "RU", day("01.03"), None)))
    assert contract.standing(day("20.03")).lifted and contract.violation(ON) is None


def test_in_schengen_it_holds_beside_the_rule_in_every_state() -> None:
    """A Polish visa of 30 days, 20 spent in Germany: 20 of 90 in any 180 and 20 of 30, so 10 days are left."""
    driver = ledger("01.03-20.03 DE, 01.04- PL", rule="schengen", papers=(visa("01.02", "31.12", 30, 2, "PL"),))
    standing = driver.standing(day("05.04"))
    assert [(figure.window, figure.used, figure.limit) for figure in standing.limits] == [("rolling", 25, 90), ("visa", 25, 30)]
    assert (standing.used, standing.limit, driver.room(day("05.04"))) == (25, 90, Room(5, day("10.04"), "visa"))
    assert driver.enter(day("01.06"), day("05.04")).by == "visa", "both entries are used"
    assert explain(driver, day("05.04")).limit.window == "rolling"  # type: ignore[union-attr]
    unknown = ledger("01.03-20.03 DE", rule="schengen", papers=(visa("01.02", "31.12", country="PL"),))
    assert unknown.standing(day("05.04")).limit == 90 and unknown.enter(day("06.04"), day("05.04")).days == 70


def test_a_visa_of_kazakhstan_and_of_kyrgyzstan() -> None:
    """30 days on end become the visa's 60; a citizen of Uzbekistan, whom no source names in Kyrgyzstan, has the visa's days there."""
    kazakh = ledger("01.11- KZ", "UZ", (visa("01.10", "31.12", 60, country="KZ"),), "kazakhstan")
    assert kazakh.room(ON) == Room(37, day("30.12"), "visa")
    kyrgyz = ledger("01.11- KG", "UZ", (visa("01.10", "31.12", 60, country="KG"),), "kyrgyzstan")
    assert (kyrgyz.standing(ON).limit, kyrgyz.room(ON)) == (60, Room(37, day("30.12"), "visa"))
    assert ledger("01.11- KG", "UZ", rule="kyrgyzstan").room(ON) is None


def test_a_breach_before_the_rule_was_in_force_is_the_visas_alone() -> None:
    """Of 2022 Kazakhstan has no rule here: twelve days on a visa of ten are over by the visa, and no day of a limit is known."""
    broken = ledger("01.03.22-12.03.22 KZ", "UZ", (visa("01.03.22", "31.03.22", 10, country="KZ"),), "kazakhstan").violation(ON)
    assert broken and (broken.days, broken.peak_used) == (2, 0)


def test_a_plan_is_judged_by_it() -> None:
    """Ten days of stay, six spent: a plan of five breaks it on its last, and a later one begins when the visa is over."""
    driver = ledger("01.11-06.11 RU", papers=(visa("01.11", "31.12", 10, 3),))
    plan = Plan(driver, [Stay("RU", day("01.12"), day("05.12"))], ON)
    assert (plan.verdict.first_violation, plan.verdict.by, plan.earliest_start) == (day("05.12"), "visa", day("28.12"))
    assert driver.judge(day("01.12"), day("05.12"), ON).first_violation == day("05.12")
    shorter = Plan(driver, [Stay("RU", day("01.12"), day("03.12"))], ON).verdict
    assert (shorter.ok, shorter.remaining_after, shorter.slack) == (True, 1, 1)
    assert driver.judge(day("01.12"), day("03.12"), ON).remaining_after == 1
    one_entry = ledger("01.11-06.11 RU", papers=(visa("01.11", "31.12", 10, 1),))
    assert Plan(one_entry, [Stay("RU", day("01.12"), day("03.12"))], ON).verdict.blocked_by == ("visa",)
    two_entries = ledger("01.11-06.11 RU", papers=(visa("01.11", "31.12", 10, 2),))
    assert Plan(two_entries, [Stay("RU", day("01.12"), day("03.12"))], ON).verdict.ok, "it takes the second"
    for papers in ((visa("01.11", "31.12", 10, 1),), (visa("01.11", "31.12"),)):
        assert Plan(ledger("01.11-06.11 RU", papers=papers), [Stay("BY", day("01.12"), day("03.12"))], ON).verdict.ok


def test_the_year_names_its_days_by_the_visa() -> None:
    """5 March is day 5 of 30 by the visa, 5 September day 6 of 90 by the rule."""
    found = {
        state.day: state for state in day_states(ledger("01.03-05.03 RU, 05.09-06.09 RU", papers=(visa("01.03", "31.08", 30),)), 2026, ON)
    }
    assert [(found[day(text)].number, found[day(text)].limit) for text in ("05.03", "05.09")] == [(5, 30), (6, 90)]


def test_its_explanation_is_of_its_own_days() -> None:
    """On 15 May: 35 days by the visa, those of January are outside its dates, Belarus is not in it."""
    explained = explain(
        ledger("01.01-31.01 RU, 10.03-29.03 RU, 29.03-02.04 BY, 01.05- RU", papers=(visa("01.03", "31.08", 90),)), day("15.05")
    )
    assert explained.limit and (explained.limit.window, explained.limit.days, explained.used) == ("visa", 90, 35)
    assert [len(line.counted) for line in explained.lines] == [0, 20, 15]


@settings(max_examples=150)
@example([(0, 0, False), (0, 0, True)], 0, 10, 1, 0)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 30), st.booleans()), max_size=5),
    st.integers(0, 100),
    st.integers(10, 200),
    st.integers(1, 90),
    st.integers(0, 250),
)
def test_a_visa_judges_as_a_rule_of_that_many_days_from_its_first_date_would(
    trips: list[tuple[int, int, bool]], begins: int, length: int, days: int, ahead: int
) -> None:
    """While it stands its figures in Russia are those of a rule that counts Russia from its first date and looks back over all of it.

    On a date in Belarus the rule's own figures go first; on one in both countries those of the visa stand beside them.
    """
    new_year = date(2026, 1, 1)
    first, last = new_year + timedelta(begins), new_year + timedelta(begins + length)
    on = min(max(new_year + timedelta(ahead), first), last)
    recorded: list[dict[str, Any]] = []
    for at, more, over in trips:
        entry, exit = new_year + timedelta(at), new_year + timedelta(at + more)
        recorded.append({"country": "BY" if over else "RU", "entry": entry.isoformat(), "exit": exit.isoformat()})
    paper = {"kind": "visa", "from": first.isoformat(), "until": last.isoformat(), "days": days}
    question = {"stays": recorded, "on": on.isoformat()}
    found = ask(question | {"rule": "union-state", "citizenship": "KZ", "papers": [paper]})
    here = {stay["country"] for stay in recorded if stay["entry"] <= on.isoformat() <= stay["exit"]}
    if "BY" in here:
        assert found["limits"][0]["window"] == "calendar-year"
        if here == {"BY"}:
            return
    inline = {"limits": [{"window": "rolling", "days": days, "of": length + 1}], "counted_from": first.isoformat(), "territory": ["RU"]}
    same = ask(question | {"rule": inline})
    figure, keys = (
        (found["limits"][-1], ("used", "limit", "remaining")) if "BY" in here else (found, ("used", "limit", "remaining", "over"))
    )
    assert {key: figure[key] for key in keys} == {key: same[key] for key in keys}
    if "BY" not in here and found["room"]["by"] == "visa" and all(stay["exit"] <= last.isoformat() for stay in recorded):
        assert min(found["room"]["days"], (last - on).days) == min(same["room"]["days"], (last - on).days)


def test_its_kind_says_where_its_terms_come_from() -> None:
    """The limit that is shown carries the source of the kind of paper."""
    limit = explain(ledger("01.03- RU", papers=(visa("01.03", "31.08", 90),)), day("15.05")).limit
    kind = shipped().paper_kinds["visa"]
    assert limit and (limit.source, limit.confidence, limit.checked) == (kind.source, kind.confidence, kind.checked)
