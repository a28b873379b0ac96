"""How a driver's days run down: what is left of the first limit on each day to come, with all that is planned."""

from __future__ import annotations

from rules.burndown import left_by_day
from rules.papers import HeldPaper
from rules.reader import shipped
from tests.rules.literal import day, ledger

ON = day("23.11")


def test_planned_dates_are_used_as_they_come() -> None:
    """20 days used, five planned from 1 December: 70 left until 30 November, 69 on the 1st, 65 from the 5th on, 90 anew at New Year."""
    left = left_by_day(ledger("01.03-20.03 RU, 01.12-05.12 RU", "GE"), ON, day("02.01.27"))
    assert (left[0], left[7], left[8], left[12], left[38], left[39]) == (70, 70, 69, 65, 65, 90)


def test_an_entry_under_an_application_is_allowed_more_while_it_stands() -> None:
    """100 days used: below nothing without an application, 80 left on the days on which one stands."""
    kind = shipped().paper_kinds["ruid-driver"]
    driver = ledger("01.01-10.04 RU", "KZ").with_papers([HeldPaper(kind, "RU", day("27.11"), day("30.11"))])
    left = left_by_day(driver, ON, day("01.12"))
    assert left == [-10] * 4 + [80] * 4 + [-10]


def test_where_nothing_limits_there_is_no_figure() -> None:
    """A residence permit until 25 November: no figure until then; a citizen of Russia has none at all."""
    permit = HeldPaper(shipped().paper_kinds["residence-permit"], "RU", None, day("25.11"))
    assert left_by_day(ledger("", "KZ").with_papers([permit]), ON, day("26.11")) == [None, None, None, 90]
    assert left_by_day(ledger("", "RU"), ON, ON) == [None]
