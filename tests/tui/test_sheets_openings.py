"""Days used before the records begin, on paper; and words for every reading of a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.cases import JOINT, OPENING
from rules.reader import shipped
from storage.records import Opening, OpeningYear
from tests.storage.journeys import day, trip
from tests.tui.sheeting import AHMET, facts, prose, sheet_of, stays
from tui.sheets import Purpose
from tui.wording import case_text

BEFORE = Opening(driver=AHMET.id, as_of=day("01.06"), said_by="Ахметов", years=(OpeningYear(year=2026, both=40, russia=30, belarus=12),))


@pytest.mark.parametrize("purpose", ["road", "office"])
def test_days_used_before_are_told_and_no_dates_made_up(tmp_path: Path, purpose: Purpose) -> None:
    """40 days told as of 1 June and a trip of 5: 45 together, one dated stay, and a line that says where the 40 come from."""
    sheet = sheet_of(tmp_path, [BEFORE, trip(AHMET, "RU 10.06–14.06")], purpose)
    told = "Used in 2026 before 01.06.2026, dates not known, told by Ахметов: 40 days in Russia and Belarus together"
    assert prose(sheet, "Before the records") == f"{told} (Russia 30 days, Belarus 12 days)."
    assert facts(sheet)["Together, each date once"] == "45"
    (row,) = stays(sheet)
    assert (row[-3:], "10.06.2026" in row) == (("5", "5", "45"), True)


def test_without_such_days_there_is_no_such_block(tmp_path: Path) -> None:
    """A driver whose days are all dated has no word about the time before."""
    assert prose(sheet_of(tmp_path, [trip(AHMET, "RU 10.06–14.06")]), "Before the records") == ""


def test_every_case_has_words() -> None:
    """Each reading of the shipped rules, an opening and a joint stay are said in words, several with a comma between."""
    codes = [f"{reading.question}:{reading.id}" for rule in shipped().rules.values() for reading in rule.readings]
    codes += [f"{OPENING}:earliest", f"{JOINT}:left-out"]
    assert all(case_text(code).startswith("if ") for code in codes)
    assert case_text("ruid-az:raised a-new:reading").endswith(", a-new:reading")
