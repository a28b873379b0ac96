"""Papers that lift Russia's limit alone, whose days count later or not, and an act that the office has to confirm. Worked by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.cases import Cases, Name, cases_of
from rules.explain import explain
from rules.ledger import Ledger, Room
from rules.papers import HeldPaper, held
from rules.reader import shipped
from rules.stays import Stay
from tests.rules.literal import day, ledger, stays

ON = date(2026, 11, 23)
UNION = shipped().rule("union-state")
NOT_COUNTED: Name = (("patent", "not-counted"),)


def patent(first: str, last: str, *, days_count: bool | None = None, kind: str = "patent") -> HeldPaper:
    return held(kind, "RU", day(first), day(last), days_count=days_count)


def of(text: str, *papers: HeldPaper, citizenship: str = "UZ") -> Cases:
    return cases_of(UNION, citizenship, stays(text), papers)


def test_the_sources_disagree_whether_days_under_a_patent_count_later() -> None:
    """Ninety days under a patent in spring: 90 of 90 are used as shown, 0 where they do not count; both are given."""
    cases = of("01.01-31.03 RU", patent("01.01", "31.03"))
    assert cases.main.standing(day("15.02")).lifted and cases.main.violation(ON) is None
    used = cases.ask(lambda ledger: ledger.standing(ON).used)
    assert [(answer.value, answer.cases) for answer in used.values] == [(90, ((),)), (0, (NOT_COUNTED,))]
    room = cases.ask(lambda ledger: ledger.room(ON))
    assert room.main == Room(0, None, "calendar-year") and room.others[0].value == Room(90, day("21.02.27"), "continuous")


def test_the_office_settles_it_for_its_paper() -> None:
    """Once the office has chosen there is one figure: 90 where the days count, 0 where they do not."""
    for choice, used in ((True, 90), (False, 0)):
        cases = of("01.01-31.03 RU", patent("01.01", "31.03", days_count=choice))
        assert (cases.names, cases.main.standing(ON).used) == (((),), used)


def test_a_choice_for_one_patent_leaves_the_other_in_doubt() -> None:
    """Ten days under a patent that the office took out, ten under another: 10 used, or none."""
    cases = of("01.02-10.02 RU, 01.05-10.05 RU", patent("01.02", "28.02", days_count=False), patent("01.05", "31.05"))
    assert [answer.value for answer in cases.ask(lambda ledger: ledger.standing(ON).used).values] == [10, 0]


def test_each_kind_of_paper_is_a_question_of_its_own() -> None:
    """Ten days under an application, twenty under a patent: 30, or 20, or 10, or none."""
    papers = (patent("01.02", "28.02", kind="temporary-residence-application"), patent("01.05", "31.05"))
    used = of("01.02-10.02 RU, 01.05-20.05 RU", *papers).ask(lambda ledger: ledger.standing(ON).used)
    assert sorted(answer.value for answer in used.values) == [0, 10, 20, 30] and used.main == 30


def test_a_paper_that_no_day_lies_under_leaves_nothing_in_doubt() -> None:
    """A patent of last year, one for a citizen of Kazakhstan, or one whose days are all in Poland: one figure."""
    assert of("01.01-31.03 RU", patent("01.05", "31.05")).names == ((),)
    assert of("01.01-31.03 RU", patent("01.01", "31.03"), citizenship="KZ").names == ((),)
    assert of("01.01-31.03 PL", patent("01.01", "31.03")).names == ((),)
    assert len(of("01.01- RU", patent("01.05", "31.05")).names) == 2, "an open stay reaches it"


def test_a_patent_of_russia_leaves_belarus_as_it_is() -> None:
    """Five days in Belarus under a Russian patent are judged, and count even where the office has its days taken out."""
    driver = ledger("01.03-10.03 RU, 11.03-15.03 BY", "UZ", (patent("01.03", "31.03", days_count=False),))
    assert driver.standing(day("12.03")).limit == 90 and driver.standing(day("05.03")).limit is None
    assert driver.standing(ON).used == 5 and driver.standing(ON).by_country == {"BY": 5}


def test_a_date_in_both_countries_is_lifted_only_where_both_are() -> None:
    """Over into Belarus on 10 March: that date counts, and with papers of both countries it does not."""
    russian, belarusian = (held("patent", country, day("01.03"), day("31.03"), days_count=False) for country in ("RU", "BY"))
    text = "01.03-10.03 RU, 10.03-15.03 BY"
    assert ledger(text, "UZ", (russian,)).standing(ON).used == 6
    assert ledger(text, "UZ", (russian, belarusian)).standing(ON).used == 0
    assert ledger("01.03-10.03 RU+BY", "UZ", (russian,)).standing(ON).used == 10
    assert ledger("01.03-10.03 RU+BY", "UZ", (russian, belarusian)).standing(ON).used == 0


def test_a_stay_to_come_under_it_costs_nothing() -> None:
    """Ninety days used, a patent for December: a stay lasts to its end, and one of ten days is within the rule."""
    driver = ledger("01.01-31.03 RU", "UZ", (patent("01.12", "20.12", days_count=False),))
    assert driver.enter(day("01.12"), ON) == Room(20, day("20.12"), "calendar-year")
    assert driver.next_entry(day("24.11"), 10, ON) == day("01.12") and driver.judge(day("05.12"), day("10.12"), ON).ok


def test_a_plan_in_belarus_is_guarded_though_russia_is_lifted() -> None:
    """Eighty days used, ten planned in Belarus for December under a Russian patent: not a day more can be spent before it."""
    driver = ledger("01.01-21.03 RU, ?10.12-?19.12 BY", "UZ", (patent("01.12", "31.12"),))
    assert driver.enter(day("24.11"), ON) == Room(0, None, "calendar-year")


def test_days_under_it_say_so_in_the_explanation() -> None:
    """Of 40 days 31 lie under the patent of March: they count, and taken out they are left out as lifted."""
    text = "01.03-09.04 RU"
    (under,) = explain(ledger(text, "UZ", (patent("01.03", "31.03"),)), ON).papers
    assert (len(under.counted), len(under.left_out)) == (31, 0)
    explained = explain(ledger(text, "UZ", (patent("01.03", "31.03", days_count=False),)), ON)
    assert (explained.used, len(explained.papers[0].counted), len(explained.papers[0].left_out)) == (9, 0, 31)
    assert [(reason, len(days)) for reason, days in explained.lines[0].left_out] == [("lifted", 31)]
    assert explain(ledger(text, "UZ", (patent("01.05", "31.05"),)), ON).papers == ()


def test_an_extension_lifts_only_where_the_office_confirms_it() -> None:
    """Told that stays are prolonged: nothing changes until the office says it holds; then Russia is lifted on its dates, and days count."""
    text = "01.01-20.04 RU"
    told, confirmed = (held("other-extension", "RU", day("25.03"), day("30.04"), confirmed=word) for word in (False, True))
    assert ledger(text, papers=(told,)).violation(ON) is not None and told.effect == "none"
    driver = ledger(text, papers=(confirmed,))
    assert driver.violation(ON) is None and driver.standing(day("01.04")).lifted and driver.standing(ON).used == 110
    assert cases_of(UNION, "KZ", stays(text), [confirmed]).names == ((),)


def test_confirming_does_nothing_to_a_paper_that_needs_no_word() -> None:
    """A ban is a ban, whatever the office confirms."""
    assert held("entry-ban", "RU", day("01.01"), None, confirmed=True).effect == "block"


@given(
    st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 300), st.integers(0, 20)), max_size=5),
    st.tuples(st.integers(0, 300), st.integers(0, 90)),
)
def test_taking_days_out_never_adds_any(trips: list[tuple[str, int, int]], under: tuple[int, int]) -> None:
    """What is used with a patent's days taken out is what is used with them, less the dates that lie under it in Russia alone."""
    first = date(2026, 1, 1).toordinal()
    recorded = [Stay(where, date.fromordinal(first + at), date.fromordinal(first + at + length)) for where, at, length in trips]
    begins, ends = date.fromordinal(first + under[0]), date.fromordinal(first + sum(under))
    on = date(2026, 12, 31)
    counting, taken_out = (
        Ledger(UNION, "UZ", recorded, [held("patent", "RU", begins, ends, days_count=choice)]).standing(on).used for choice in (True, False)
    )
    dates = [
        {where for where, at, length in trips if at <= place <= at + length} for place in range(under[0], min(364, under[0] + under[1]) + 1)
    ]
    assert counting - taken_out == sum(where == {"RU"} for where in dates)


def test_those_papers_are_named_that_lift_the_rule_where_he_is() -> None:
    """A patent lifts Russia alone, a residence permit of Belarus the whole rule: each is named where it does, on its own dates."""
    russia, both = patent("01.01", "31.03"), held("residence-permit", "BY", day("01.01"), day("31.05"))
    allowance = ledger("01.02- RU", "UZ", (russia, both)).allowance
    asked = [("15.02", "RU"), ("15.02", "BY"), ("15.04", "RU"), ("15.06", "RU")]
    assert [allowance.lifting_on(day(on), [country]) for on, country in asked] == [[both, russia], [both], [both], []]
