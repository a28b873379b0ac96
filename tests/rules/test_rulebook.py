"""The law is data: what ships is whole and sourced, and a broken rule file says where it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from rules.papers import held
from rules.rulebook import RulebookError, Sourced, load, shipped

RULE = """
format = 1
[[rule]]
id = "test"
[[rule.version]]
[[rule.version.limit]]
window = "rolling"
days = 90
of = 180
"""


def sourced() -> Iterator[tuple[str, Sourced]]:
    for rule in shipped().rules.values():
        for member in rule.members:
            yield f"{rule.id} member", member
        for version in rule.versions:
            for limit in version.limits:
                yield f"{rule.id} {version.start} {limit.window}", limit
                for more in limit.raises:
                    yield f"{rule.id} {version.start} {limit.window} raise", more


@pytest.mark.parametrize(("name", "piece"), list(sourced()))
def test_every_piece_of_law_says_its_source(name: str, piece: Sourced) -> None:
    """Member, limit and raise each carry a source, the date it was checked, and how sure it is."""
    assert piece.source and piece.checked and piece.confidence in ("law", "reported", "draft", "check"), name


def test_papers_that_act_say_their_source() -> None:
    """Every kind that lifts, raises or replaces has a source; the kinds of paper offices keep are all there."""
    kinds = shipped().paper_kinds
    assert all(kind.source and kind.checked for kind in kinds.values() if kind.effect in ("lift", "lift-country", "raise", "replace"))
    assert {"residence-permit", "ruid-driver", "entry-ban", "visa", "passport", "adr"} <= kinds.keys()


def test_an_application_without_an_end_date_lets_in_until_the_ninetieth_day() -> None:
    """Only the filing date is known: the last entry date is filled in."""
    paper = held("ruid-driver", None, date(2026, 9, 1), None)
    assert (paper.country, paper.last) == ("RU", date(2026, 11, 30))


@pytest.mark.parametrize(
    ("old", "new", "table", "key", "code", "detail"),
    [
        ("days = 90", "dayz = 90", "rule 1, version 1, limit 1", "dayz", "key-unknown", "days"),
        ("days = 90", "days = '90'", "rule 1, version 1, limit 1", "days", "type-wrong", "int"),
        ('"rolling"', '"weekly"', "rule 1, version 1, limit 1", "window", "choice-unknown", "calendar-year, rolling, continuous"),
        ('id = "test"', "", "rule 1", "id", "key-missing", ""),
        ("format = 1", "format = 2", "file", "format", "format-unknown", "2"),
        ("format = 1", "format = 1\nrules = 1", "file", "rules", "key-unknown", "rule"),
    ],
)
def test_a_broken_rule_file_names_the_place(old: str, new: str, table: str, key: str, code: str, detail: str) -> None:
    """File, table, key and the nearest known key are named."""
    with pytest.raises(RulebookError) as refused:
        load(RULE.replace(old, new), "stick.toml")
    error = refused.value
    assert (error.file, error.table, error.key, error.code, error.detail) == ("stick.toml", table, key, code, detail)


def test_broken_toml_names_the_line() -> None:
    """What is no TOML at all is refused with the line."""
    with pytest.raises(RulebookError, match="line 3"):
        load("format = 1\n\n[[rule]\n", "stick.toml")


def test_a_sound_rule_file_loads() -> None:
    """A rule without members counts every country, and one without a start date is in force from ever."""
    rule = load(RULE, "stick.toml").rule("test")
    assert rule.first_country is None and not rule.countries and rule.versions[0].limits[0].of == 180
