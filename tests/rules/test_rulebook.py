"""The law is data: what ships is whole and sourced, and a broken rule file says where it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from rules.papers import held
from rules.reader import RulebookError, load, shipped
from rules.rulebook import Sourced
from rules.traveller import Traveller

RULE = """
format = 1
dated = 2026-11-23
[[rule]]
id = "test"
[[rule.version]]
[[rule.version.limit]]
window = "rolling"
days = 90
of = 180
"""

FULL = """
format = 1
dated = 2026-12-01

[[rule]]
id = "forest"
ends = "both"
not_for = ["RU"]
[[rule.member]]
countries = ["RU"]
[[rule.member]]
countries = ["BY"]
since = 2025-01-11
[[rule.version]]
from = 2020-01-01
[[rule.version.limit]]
window = "rolling"
days = 30
of = 60
[[rule.version]]
from = 2025-01-01
[[rule.version.limit]]
window = "calendar-year"
days = 90
confidence = "law"
[[rule.version.limit.raise]]
paper = "letter"
days = 180
for = ["KZ"]

[[rule]]
id = "steppe"
[[rule.version]]
[[rule.version.limit]]
window = "continuous"
days = 45

[[paper]]
kind = "letter"
effect = "raise"
default_country = "RU"
entry_after = 3

[[paper]]
kind = "permit"
effect = "lift"
days_count = false
"""
"""A sound rule file with one of everything."""


def sourced() -> Iterator[tuple[str, Sourced]]:
    for rule in shipped().rules.values():
        for piece in (*rule.members, *rule.exemptions, *rule.readings):
            yield f"{rule.id} {type(piece).__name__}", piece
        for version in rule.versions:
            for limit in version.limits:
                yield f"{rule.id} {version.start} {limit.window}", limit
                for more in limit.raises:
                    yield f"{rule.id} {version.start} {limit.window} raise", more


@pytest.mark.parametrize(("name", "piece"), list(sourced()))
def test_every_piece_of_law_says_its_source(name: str, piece: Sourced) -> None:
    """Member, limit and raise each carry a source, the date it was checked, and how sure it is."""
    assert piece.source and piece.checked and piece.confidence in ("law", "reported", "draft", "check"), name


def test_an_exemption_and_a_question_without_a_paper_are_read() -> None:
    """Drivers of carriers from elsewhere are exempt by one reading and not by the other; a raise still has to name its paper."""
    text = FULL.replace(
        'id = "steppe"\n',
        'id = "steppe"\nvisa = "beside"\n[[rule.exemption]]\ncarriers_not_of = ["KZ"]\n'
        '[[rule.reading]]\nquestion = "who"\nid = "exempt"\n[[rule.reading]]\nquestion = "who"\nid = "none"\nnot_exempt = true\n',
    )
    rule = load(text, "mine.toml").rule("steppe")
    exempt, none = rule.questions["who"]
    assert [rule.read_as(reading).exemption(Traveller("UZ", carrier="UZ")) for reading in (exempt, none)] == [rule.exemptions[0], None]
    assert rule.visa == "beside" and rule.exemption(Traveller("UZ", carrier="KZ")) is None
    with pytest.raises(RulebookError) as raised:
        load(text.replace('paper = "letter"', 'paper = ""'), "mine.toml")
    assert (raised.value.code, raised.value.key) == ("paper-unknown", "paper")
    with pytest.raises(RulebookError) as raised:
        load(text.replace("carriers_not_of", "carrier_not_of"), "mine.toml")
    assert (raised.value.code, raised.value.key, raised.value.detail) == ("key-unknown", "carrier_not_of", "carriers_not_of")


def test_papers_that_act_say_their_source() -> None:
    """Every kind that lifts, raises or replaces has a source; the kinds of paper offices keep are all there."""
    kinds = shipped().paper_kinds
    assert all(kind.source and kind.checked for kind in kinds.values() if kind.effect in ("lift", "lift-country", "raise", "replace"))
    assert {"residence-permit", "ruid-driver", "entry-ban", "visa", "passport", "adr"} <= kinds.keys()


def test_an_application_without_an_end_date_lets_in_until_the_ninetieth_day() -> None:
    """Only the filing date is known: the last entry date is filled in."""
    paper = held("ruid-driver", None, date(2026, 9, 1), None)
    assert (paper.country, paper.last) == ("RU", date(2026, 11, 30))


def test_the_shipped_rules_say_of_what_day_they_are() -> None:
    """Of two rule files the one dated later is the newer, so the shipped one is dated, and no piece was checked after that day."""
    dated = shipped().dated
    assert dated is not None and all(piece.checked <= dated for _, piece in sourced() if piece.checked)


BROKEN = [
    # what stands in the file, what stands there instead, and what is said: table, key, code, what was known
    ("format = 1", "format = 2", "file", "format", "format-unknown", "2"),
    ("format = 1", "", "file", "format", "format-unknown", ""),
    ("format = 1", "format = 2\nlaws = 1", "file", "format", "format-unknown", "2"),
    ("format = 1", "format = 1\nrules = 1", "file", "rules", "key-unknown", "rule"),
    ("dated = 2026-12-01", "", "file", "dated", "key-missing", ""),
    ("dated = 2026-12-01", "dated = '2026-12-01'", "file", "dated", "type-wrong", "date"),
    ("dated = 2026-12-01", "dated = 2026-12-01T10:00:00", "file", "dated", "type-wrong", "date"),
    ("dated = 2026-12-01", "dated = 0026-12-01", "file", "dated", "out-of-range", "0026-12-01"),
    ('id = "forest"', "", "rule 1", "id", "key-missing", ""),
    ('id = "forest"', 'id = ""', "rule 1", "id", "empty", ""),
    ('id = "steppe"', 'id = "forest"', "rule 2", "id", "repeated", "forest"),
    ('id = "steppe"', 'id = "steppe"\nreading = 3', "rule 2", "reading", "type-wrong", "table"),
    ('id = "steppe"', 'id = "steppe"\nmember = ["RU"]', "rule 2", "member", "type-wrong", "table"),
    ('id = "steppe"', 'id = "steppe"\nmembers = []', "rule 2", "members", "key-unknown", "member"),
    ('ends = "both"', 'ends = "first"', "rule 1", "ends", "choice-unknown", "both"),
    ('not_for = ["RU"]', 'not_for = "RU"', "rule 1", "not_for", "type-wrong", "list"),
    ('not_for = ["RU"]', "not_for = [7]", "rule 1", "not_for", "type-wrong", "list"),
    ('not_for = ["RU"]', 'not_for = ["Russia"]', "rule 1", "not_for", "country-unknown", "Russia"),
    ('not_for = ["RU"]', "not_for = []", "rule 1", "not_for", "empty", ""),
    ("since = 2025-01-11", "sinse = 2025-01-11", "rule 1, member 2", "sinse", "key-unknown", "since"),
    ("since = 2025-01-11", "since = 2025", "rule 1, member 2", "since", "type-wrong", "date"),
    ('countries = ["BY"]', 'countries = ["BY", "RU"]', "rule 1, member 2", "countries", "repeated", "RU"),
    ('countries = ["BY"]', "", "rule 1, member 2", "countries", "key-missing", ""),
    ("from = 2025-01-01", "from = 2020-01-01", "rule 1, version 2", "from", "disordered", "2020-01-01"),
    ("from = 2025-01-01", "", "rule 1, version 2", "from", "disordered", "2020-01-01"),
    ("from = 2025-01-01", "from = 1025-01-01", "rule 1, version 2", "from", "out-of-range", "1025-01-01"),
    ("days = 30", "dayz = 30", "rule 1, version 1, limit 1", "dayz", "key-unknown", "days"),
    ("days = 30", "days = '30'", "rule 1, version 1, limit 1", "days", "type-wrong", "int"),
    ("days = 30", "days = true", "rule 1, version 1, limit 1", "days", "type-wrong", "int"),
    ("days = 30", "days = -30", "rule 1, version 1, limit 1", "days", "out-of-range", "-30"),
    ("of = 60", "", "rule 1, version 1, limit 1", "of", "key-missing", ""),
    ("of = 60", "of = 0", "rule 1, version 1, limit 1", "of", "key-missing", ""),
    ('"rolling"', '"weekly"', "rule 1, version 1, limit 1", "window", "choice-unknown", "calendar-year, rolling, continuous"),
    ('"law"', '"rumour"', "rule 1, version 2, limit 1", "confidence", "choice-unknown", "law, reported, draft, check"),
    ('paper = "letter"', 'paper = "leter"', "rule 1, version 2, limit 1, raise 1", "paper", "paper-unknown", "letter"),
    ('paper = "letter"', 'paper = "permit"', "rule 1, version 2, limit 1, raise 1", "paper", "paper-unknown", ""),
    ("days = 180", "day = 180", "rule 1, version 2, limit 1, raise 1", "day", "key-unknown", "days"),
    ('for = ["KZ"]', 'for = ["kz"]', "rule 1, version 2, limit 1, raise 1", "for", "country-unknown", "kz"),
    ('kind = "permit"', 'kind = "letter"', "paper 2", "kind", "repeated", "letter"),
    ('kind = "permit"', "", "paper 2", "kind", "key-missing", ""),
    ('effect = "lift"', 'effect = "left"', "paper 2", "effect", "choice-unknown", "lift, lift-country, replace, raise, block, warn, none"),
    ("days_count = false", "days_count = 0", "paper 2", "days_count", "type-wrong", "bool"),
    ('default_country = "RU"', 'default_country = "R"', "paper 1", "default_country", "country-unknown", "R"),
    ("entry_after = 3", "entry_after = 3.5", "paper 1", "entry_after", "type-wrong", "int"),
]


@pytest.mark.parametrize(("old", "new", "table", "key", "code", "detail"), BROKEN)
def test_a_broken_rule_file_names_the_place(old: str, new: str, table: str, key: str, code: str, detail: str) -> None:
    """File, table, key and the nearest known key are named."""
    assert FULL.count(old) == 1
    with pytest.raises(RulebookError) as refused:
        load(FULL.replace(old, new), "stick.toml")
    error = refused.value
    assert (error.file, error.table, error.key, error.code, error.detail) == ("stick.toml", table, key, code, detail)
    assert error.line is None and str(error) == f"stick.toml: {table}: {key}: {code} {detail}".rstrip()


@pytest.mark.parametrize("key", ["rule", "paper"])
def test_a_file_with_no_tables_where_tables_belong_is_refused(key: str) -> None:
    """A single table in place of a list of them, and a file without a rule, are refused at the file itself."""
    with pytest.raises(RulebookError, match=f"file: {key}: type-wrong table"):
        load(f"format = 1\ndated = 2026-12-01\n{'rule = []' if key == 'paper' else ''}\n[{key}]\nid = 'one'\n", "stick.toml")
    with pytest.raises(RulebookError, match="file: rule: key-missing"):
        load("format = 1\ndated = 2026-12-01\n", "stick.toml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("format = 1\n\n[[rule]\n", 3),
        ("format = 1\nformat = 1\n", 2),
        ("format = 1\ndated = 2026-02-30\n", 2),
        ("format = 1\ndated =", 2),
        ("format = 1\ndated = 23.11.2026\nrule = 1\n", 2),
        ("format = 1\nid = 'open", 2),
        ("days = " + "9" * 5000, None),
        ("days = " + "[" * 100_000, None),
    ],
)
def test_broken_toml_names_the_line(text: str, line: int | None) -> None:
    """What is no TOML at all is refused with the line, where the reader can tell it."""
    with pytest.raises(RulebookError) as refused:
        load(text, "stick.toml")
    assert (refused.value.code, refused.value.line) == ("toml-broken", line)


def test_a_sound_rule_file_loads() -> None:
    """A rule without members counts every country, and one without a start date is in force from ever."""
    rule = load(RULE, "stick.toml").rule("test")
    assert rule.first_country is None and not rule.countries and rule.versions[0].limits[0].of == 180
    assert load(FULL, "stick.toml").dated == date(2026, 12, 1)
