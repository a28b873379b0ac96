"""Whom a rule is for, day by day: citizenships that changed, and the country of the carrier. Worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cases import cases_of
from rules.explain import explain
from rules.ledger import Ledger, Room
from rules.papers import HeldPaper, held
from rules.reader import shipped
from rules.rulebook import CONFIDENCES
from rules.stays import Stay
from rules.traveller import Period, Traveller
from tests.rules.literal import day, stays

ON = date(2026, 11, 23)
NOT_EXEMPT = (("kz-carriers", "not-exempt"),)


def formerly(country: str, until: str, now: str = "KZ") -> Traveller:
    return Traveller(now, ((country, day(until)),))


def driver(who: Traveller, text: str, papers: tuple[HeldPaper, ...] = (), rule: str = "union-state") -> Ledger:
    return Ledger(shipped().rule(rule), who, stays(text), papers)


# citizenships


def test_the_citizenship_of_a_day_is_the_one_he_then_had() -> None:
    """A citizen of Tajikistan until 2020, of Uzbekistan until June 2026, of Kazakhstan since; the order they are told in is nothing."""
    who = Traveller("KZ", (("UZ", day("30.06")), ("TJ", day("31.12.20"))))
    assert [who.citizenship_on(day(text)) for text in ("31.12.20", "01.01.21", "30.06", "01.07")] == ["TJ", "UZ", "UZ", "KZ"]
    assert who.periods() == (
        Period("TJ", None, day("31.12.20")),
        Period("UZ", day("01.01.21"), day("30.06")),
        Period("KZ", day("01.07"), None),
    )
    assert (
        Traveller.of(who) is who and Traveller.of("KZ") == Traveller("KZ") and Traveller.of(None).periods() == (Period(None, None, None),)
    )


def test_whom_the_rule_is_for_changes_on_the_day() -> None:
    """A citizen of Russia until May: nothing limits him then; from 1 June 90 a year, his days of before counted."""
    one = driver(formerly("RU", "31.05"), "01.01-30.06 RU")
    assert (one.standing(day("31.05")).limit, one.standing(day("01.06")).limit, one.standing(day("01.06")).used) == (None, 90, 152)
    broken = one.violation(ON)
    assert broken and (broken.first_day, broken.days) == (day("01.06"), 30)


def test_limits_for_some_citizens_hold_while_he_is_one() -> None:
    """In Kazakhstan a citizen of Uzbekistan has 30 days on end, of Kyrgyzstan from 21 March on he has 90 of any 180."""
    one = driver(formerly("UZ", "20.03", "KG"), "01.03- KZ", rule="kazakhstan")
    assert [figure.window for figure in one.standing(day("20.03")).limits] == ["rolling", "continuous"]
    assert [figure.window for figure in one.standing(day("21.03")).limits] == ["rolling"]
    assert one.room(day("20.03")) == Room(70, day("29.05"), "rolling"), "the ninetieth day; nothing holds on end any more"
    the_other_way = driver(formerly("KG", "20.03", "UZ"), "01.03- KZ", rule="kazakhstan")
    assert the_other_way.room(day("20.03")) == Room(10, day("30.03"), "continuous")


def test_a_raise_holds_while_he_is_a_citizen_it_is_for() -> None:
    """Of Georgia until 20 September, in under an application since the 5th: 90 until the 20th, 180 from the 21st, by any reading."""
    application = held("ruid-driver", "RU", day("01.09"), day("10.12"))
    who = formerly("GE", "20.09")
    for covers in ("stay", "dates", "year"):
        rule = shipped().rule("union-state")
        reading = next(reading for reading in rule.questions["ruid-covers"] if reading.id == covers)
        one = Ledger(rule.read_as(reading), who, stays("01.01-31.03 RU, 05.09-30.09 RU"), [application])
        assert [one.standing(day(text)).limit for text in ("20.09", "21.09")] == [90, 180], covers
        assert len(one.breached(ON)) == 16, covers
    assert driver(who, "01.01-31.03 RU", (application,)).enter(day("15.09"), day("10.09")).days == 0
    fresh = driver(who, "01.01-26.03 RU", (application,))
    assert fresh.enter(day("18.09"), day("10.09")).days > 5, "the 91st day falls on the day he is a citizen of Kazakhstan"


def test_a_paper_acts_while_he_is_a_citizen_it_acts_for() -> None:
    """A patent does nothing for a citizen of Kazakhstan: of Uzbekistan until May he is lifted until May."""
    patent = held("patent", "RU", day("01.03"), day("31.08"))
    one = driver(formerly("UZ", "31.05"), "01.03- RU", (patent,))
    assert [one.standing(day(text)).lifted for text in ("31.05", "01.06")] == [True, False]
    other = driver(formerly("KZ", "31.05", "UZ"), "01.03- RU", (patent,))
    assert [other.standing(day(text)).lifted for text in ("31.05", "01.06")] == [False, True]
    gone = driver(formerly("UZ", "28.02"), "01.03- RU", (patent,))
    assert not gone.allowance.lifts and not patent.acting_for(Traveller("KZ"), gone.rule)
    assert patent.acting_for(Traveller("UZ"), gone.rule) == [patent]


def test_a_reading_for_azerbaijan_touches_who_was_its_citizen() -> None:
    """Of Azerbaijan until October, with an application in September: whether it is for Azerbaijan is asked."""
    application = held("ruid-driver", "RU", day("01.09"), day("10.12"))
    who = formerly("AZ", "31.10")
    cases = cases_of(shipped().rule("union-state"), who, stays("01.01-31.03 RU, 05.09-30.09 RU"), [application])
    limit = {name: cases.ledger(name).standing(day("20.09")).limit for name in cases.names}
    assert limit[()] == 90 and limit[(("ruid-az", "raised"),)] == 180


@given(
    st.lists(st.tuples(st.sampled_from(["RU", "BY"]), st.integers(0, 300), st.integers(0, 60)), max_size=5),
    st.integers(0, 330),
    st.sampled_from(["KZ", "GE", "RU"]),
    st.sampled_from(["KZ", "GE", "RU"]),
)
def test_each_day_is_judged_as_of_a_man_who_always_was_what_he_is_then(
    trips: list[tuple[str, int, int]], changed: int, before: str, after: str
) -> None:
    """Which dates are over, and what limits a date, is what it would be for a man of that one citizenship all along."""
    first = date(2026, 1, 1)
    recorded = [Stay(country, first + timedelta(at), first + timedelta(at + length)) for country, at, length in trips]
    until, on = first + timedelta(changed), date(2026, 12, 31)
    rule = shipped().rule("union-state")
    papers = [held("ruid-driver", "RU", day("01.07"), None)]
    both = Ledger(rule, Traveller(after, ((before, until),)), recorded, papers)
    always = {who: Ledger(rule, who, recorded, papers) for who in (before, after)}
    expected = [one for one in always[before].breached(on) if one <= until] + [one for one in always[after].breached(on) if one > until]
    assert list(both.breached(on)) == expected
    for one in (until, until + timedelta(1), on):
        assert both.standing(one)[:4] == always[before if one <= until else after].standing(one)[:4]


# carriers


def test_drivers_of_carriers_from_outside_kazakhstan_are_exempt() -> None:
    """Forty days on end for a firm of Uzbekistan: nothing limits him as reported; the other figure is 40 of 90 and over the 30 on end."""
    rule = shipped().rule("kazakhstan")
    cases = cases_of(rule, Traveller("UZ", carrier="UZ"), stays("01.10-09.11 KZ"))
    assert cases.names == ((), NOT_EXEMPT)
    assert (cases.main.standing(ON).used, cases.main.standing(ON).limit, cases.main.room(ON)) == (40, None, None)
    other = cases.ledger(NOT_EXEMPT)
    assert (other.standing(ON).limit, len(other.breached(ON)), len(cases.main.breached(ON))) == (90, 10, 0)


@pytest.mark.parametrize("carrier", ["KZ", None])
def test_drivers_of_carriers_of_kazakhstan_are_not(carrier: str | None) -> None:
    """A firm of Kazakhstan, or one of which nobody knows (as `haulbook count` asks): the limits hold, and there is one figure."""
    cases = cases_of(shipped().rule("kazakhstan"), Traveller("UZ", carrier=carrier), stays("01.10-09.11 KZ"))
    assert cases.names == ((),) and cases.main.standing(ON).limit == 90 and len(cases.main.breached(ON)) == 10


def test_the_firm_may_settle_it() -> None:
    """The firm holds that it is not exempt, or that it is: one figure either way."""
    rule, who = shipped().rule("kazakhstan"), Traveller("UZ", carrier="UZ")
    found = {answer: cases_of(rule, who, stays("01.10-09.11 KZ"), settled={"kz-carriers": answer}) for answer in ("exempt", "not-exempt")}
    assert {answer: (cases.names, cases.main.standing(ON).limit) for answer, cases in found.items()} == {
        "exempt": (((),), None),
        "not-exempt": (((),), 90),
    }


def test_the_exemption_says_how_sure_it_is() -> None:
    """It is reported, with source and date, and the explanation carries it."""
    explained = explain(Ledger(shipped().rule("kazakhstan"), Traveller("UZ", carrier="UZ"), stays("01.10-09.11 KZ")), ON)
    assert explained.exempt and explained.exempt.confidence == "reported" and explained.exempt.source and explained.exempt.checked
    assert explained.exempt.confidence in CONFIDENCES and explained.used == 40
    assert explain(Ledger(shipped().rule("kazakhstan"), "UZ", stays("01.10-09.11 KZ")), ON).exempt is None


def test_an_exemption_is_of_its_own_rule() -> None:
    """It does nothing in Russia and Belarus."""
    assert Ledger(shipped().rule("union-state"), Traveller("UZ", carrier="UZ"), stays("01.10-09.11 RU")).standing(ON).limit == 90
