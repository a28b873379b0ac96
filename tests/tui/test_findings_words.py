"""Every code has words, in every language, and they ask for nothing that its findings do not have."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from rules.findings import PARAMETERS, SEVERITIES, Finding, Value
from tests.storage.journeys import day
from tui import finding_words, wording

_OF_FIRM = {"rule-file-refused", "rule-correction-lost", "rule-correction-differs", "copy-old", "nobody-went", "nobody-goes"}
"""Findings that no driver has."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    wording.use("en")


def value(name: str) -> Value:
    """A value of the kind that a parameter of that name has."""
    if name in ("days", "used", "limit", "without", "with", "row", "told", "open", "run", "year", "reserve", "stays", "peak", "threshold"):
        return 5
    known: dict[str, Value] = {
        "paper": "licence",
        "papers": "licence passport",
        "confidence": "reported",
        "part": "limit",
        "country": "RU",
        "through": "RU",
        "rule": "union-state",
    }
    known |= {
        "path": "rule/union-state/version/2025-01-01/limit/calendar-year/days",
        "value": 120,
        "was": 90,
        "says": 180,
        "reading": "opening:earliest",
    }
    return known.get(name, day("10.12"))


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("code", SEVERITIES)
def test_every_code_has_words_for_its_parameters(code: str, language: str) -> None:
    """A sentence in each language, whose fields are all among the parameters of the code."""
    wording.use(language)
    sentence = wording.tr(finding_words._FINDINGS[code])
    fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    assert fields <= PARAMETERS[code]
    assert "{" not in finding_words.finding_text(Finding(code, "driver", {name: value(name) for name in PARAMETERS[code]}))


def test_no_words_are_left_over() -> None:
    """There are no sentences for codes that nothing yields any more."""
    assert finding_words._FINDINGS.keys() == SEVERITIES.keys()


def test_what_is_not_known_is_worded() -> None:
    """A queue at a border nobody named, a rule never checked, a ban without an end."""
    assert "the border" in finding_words.finding_text(Finding("queue-long", "trip", {"place": "", "since": day("10.11"), "days": 9}))
    assert finding_words.finding_text(Finding("rule-old", "rule", {"checked": None})) == "rule last checked: never"
    assert "no end date" in finding_words.finding_text(Finding("paper-blocks", "paper", {"paper": "entry-ban", "until": None}))
    visa = Finding("visa-terms-unknown", "paper", {"country": "RU", "number": "", "until": None, "unknown": "entries days"})
    assert finding_words.finding_text(visa).startswith("visa of Russia: not typed in")
    assert "Belarus" in finding_words.finding_text(Finding("rule-uncertain", "driver", {"part": "BY", "confidence": "reported"}))


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_in_a_narrow_row_each_finding_is_a_word_that_fits(language: str) -> None:
    """Nine letters at most, with dates and days in it; only what is said of the firm has none."""
    wording.use(language)
    for code, names in PARAMETERS.items():
        params: dict[str, Value] = {name: 14 if name == "days" else day("24.12") for name in names}
        word = finding_words.finding_word(Finding(code, "x", params))
        assert 0 < len(word) <= 9, (code, word)
        assert (word == "…") == (code in _OF_FIRM), code
