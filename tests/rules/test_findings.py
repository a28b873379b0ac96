"""Findings as values: how much each matters, and which comes first."""

from __future__ import annotations

from rules.findings import PARAMETERS, SEVERITIES, Finding
from tests.rules.literal import day


def test_the_most_urgent_comes_first() -> None:
    """Over before a block, before what is only near; of one code the earlier day first, one without a day last."""
    found = [
        Finding("near", "a", {}, day("01.12")),
        Finding("open-stay", "a"),
        Finding("near", "b", {}, day("28.11")),
        Finding("over", "a", {}, day("23.11")),
        Finding("near", "c"),
    ]
    assert [(one.code, one.subject) for one in sorted(found, key=lambda one: one.urgency)] == [
        ("over", "a"),
        ("near", "b"),
        ("near", "a"),
        ("near", "c"),
        ("open-stay", "a"),
    ]


def test_every_code_has_a_severity_and_names_its_parameters() -> None:
    """Alarms are said before warnings, warnings before notices; ``over`` needs a person today."""
    order = ["alarm", "warning", "notice"]
    assert sorted(SEVERITIES.values(), key=order.index) == list(SEVERITIES.values())
    assert SEVERITIES.keys() == PARAMETERS.keys() and Finding("over", "a").severity == "alarm"
