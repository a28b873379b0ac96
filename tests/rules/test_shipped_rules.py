"""Every rule that ships works, each worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from rules.ledger import Room
from rules.papers import held
from rules.reader import shipped
from tests.rules.literal import day, ledger

ON = date(2026, 11, 23)


def test_belarus_counts_its_own_days_alone() -> None:
    """Twenty days in Belarus, fifty in Russia: twenty of 90."""
    standing = ledger("01.03-20.03 BY, 01.05-19.06 RU", rule="belarus").standing(ON)
    assert (standing.used, standing.limit, standing.by_country) == (20, 90, {"BY": 20})


def test_kazakhstan_ninety_of_180_and_thirty_on_end_outside_the_union() -> None:
    """A citizen of Uzbekistan has 30 days on end, one of Kyrgyzstan 90 of any 180; its own citizens are not limited."""
    assert ledger("01.11- KZ", "UZ", rule="kazakhstan").room(ON) == Room(7, day("30.11"), "continuous")
    assert ledger("01.11- KZ", "KG", rule="kazakhstan").room(ON) == Room(67, day("29.01.27"), "rolling")
    assert ledger("01.11- KZ", "KZ", rule="kazakhstan").room(ON) is None


def test_kyrgyzstan_by_citizenship() -> None:
    """90 of 180 for a citizen of Kazakhstan, 60 of 120 for one of Azerbaijan, not known for one of Uzbekistan."""
    found = {citizen: ledger("01.11-10.11 KG", citizen, rule="kyrgyzstan").standing(ON) for citizen in ("KZ", "AZ", "UZ")}
    assert {citizen: (standing.used, standing.limit) for citizen, standing in found.items()} == {
        "KZ": (10, 90),
        "AZ": (10, 60),
        "UZ": (10, None),
    }


def test_schengen_ninety_of_any_180_over_all_its_states() -> None:
    """Poland and Germany count together, and a date in both once; a citizen of Poland is not limited."""
    assert ledger("01.09-10.09 PL, 10.09-19.09 DE", rule="schengen").standing(ON).used == 19
    assert ledger("01.09-10.09 PL", "PL", rule="schengen").standing(ON).limit is None


@pytest.mark.parametrize(("rule", "asks"), [("union-state", False), ("kazakhstan", True), ("kyrgyzstan", True), ("schengen", False)])
def test_which_rules_ask_for_a_citizenship(rule: str, asks: bool) -> None:
    """A rule with limits for some citizens only cannot judge without knowing whose days they are."""
    assert shipped().rule(rule).asks_citizenship == asks


def test_a_contract_in_russia_does_nothing_for_citizens_outside_the_union() -> None:
    """For a citizen of Azerbaijan it lifts nothing; a patent lifts for him, and nothing for a citizen of Kazakhstan."""
    contract, patent = (held(kind, "RU", day("01.01"), None) for kind in ("employment-contract", "patent"))
    lifted = {
        (kind.kind.id, citizen): ledger("", citizen, (kind,)).standing(ON).lifted for kind in (contract, patent) for citizen in ("KZ", "AZ")
    }
    assert lifted == {
        ("employment-contract", "KZ"): True,
        ("employment-contract", "AZ"): False,
        ("patent", "KZ"): False,
        ("patent", "AZ"): True,
    }


def test_a_visa_replaces_the_rule_of_its_country() -> None:
    """While it stands nothing is judged there, and no limit is stated; its own terms are not known here."""
    assert ledger("01.11- RU", papers=(held("visa", "RU", day("01.10"), day("31.12")),)).standing(ON).limit is None


def test_days_to_registration_by_country_and_citizenship() -> None:
    """In Russia 30 days for citizens of Kazakhstan, 15 for those of Uzbekistan, 7 for others; in Belarus only Kazakhstan is known."""
    book = shipped()
    found = {(country, citizen): book.registration(country, citizen) for country in ("RU", "BY") for citizen in ("KZ", "UZ", "AZ")}
    assert {key: said.days if said else None for key, said in found.items()} == {
        ("RU", "KZ"): 30,
        ("RU", "UZ"): 15,
        ("RU", "AZ"): 7,
        ("BY", "KZ"): 30,
        ("BY", "UZ"): None,
        ("BY", "AZ"): None,
    }
