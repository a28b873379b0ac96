"""The three languages are complete, and what is compiled is what is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rules.findings import SEVERITIES
from rules.reader import shipped
from storage.engine.errors import UNREADABLE
from tui import book_words, finding_words, wording

ROOT = Path(__file__).parents[2]


def test_nothing_is_left_untranslated() -> None:
    """Every text has its Russian and its Kazakh, with the same fields, and the compiled catalogues match their sources."""
    checked = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "catalogues"), "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("language", list(wording.LANGUAGES))
def test_every_code_has_its_words(language: str) -> None:
    """Findings, papers, rules, windows and books that cannot be read are never shown as codes."""
    wording.use(language)
    book = shipped()
    assert set(wording._PAPERS) == set(book.paper_kinds) and set(wording._RULES) == set(book.rules)
    assert set(finding_words._FINDINGS) == set(SEVERITIES)
    assert all("/book" in book_words.unreadable_text("/book", code, "line 3") for code in UNREADABLE)


def test_another_language_takes_effect_at_once_and_an_unknown_one_is_english() -> None:
    """Russian, then Kazakh, then a language there is not."""
    wording.use("ru")
    assert wording.month_name(3) == "Март" and wording.trn("{n} driver", "{n} drivers", 2)
    wording.use("kk")
    assert wording.month_name(3) == "Наурыз"
    wording.use("xx")
    assert wording.language() == "en" and wording.month_name(3) == "March"
