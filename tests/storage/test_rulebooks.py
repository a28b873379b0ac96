"""The rules of a book: shipped or taken in from a stick, under the office's corrections; one change, one undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.reader import RulebookError, shipped
from rules.rulefile import Plain
from storage import rulebooks
from storage.answers import findings_of_firm, line
from storage.book import RecordBook, RecordRefused
from storage.records import Correction, Driver, RuleFile
from storage.rulebooks import CorrectionRefused, OlderRules, RulesLacking, correction, in_use, taking
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.storage.rulefiles import NEWER, SHIPPED, dated

YEARLY = "rule/union-state/version/2025-01-01/limit/calendar-year"
ON = date(2026, 11, 23)
DRIVER = Driver(name="Ахметов Ерлан", citizenship="KZ")


@pytest.fixture
def book(tmp_path: Path) -> RecordBook:
    """A book with a driver who was 30 days in Russia this spring."""
    book = open_book(tmp_path / "book")
    book.commit([DRIVER, trip(DRIVER, "RU 01.03–30.03")], "test")
    return book


def take(book: RecordBook, text: str, *, older: bool = False) -> None:
    found = taking(text, "stick.toml", book.rules_in_use, book.firm.rules, older=older)
    assert found.record is not None
    assert book.commit([found.record], "rules") is not None


def correct(book: RecordBook, path: str, value: Plain) -> None:
    assert book.commit([correction(book.rules_in_use, path, value, "a letter of the ministry")], "correction") is not None


def limit(book: RecordBook) -> int | None:
    return book.ledger(DRIVER.id, "union-state").standing(ON).limit


def codes(book: RecordBook) -> list[str]:
    return [finding.code for finding in rulebooks.findings(book.rules_in_use)]


# which rules


def test_a_new_book_goes_by_the_rules_of_the_program(book: RecordBook) -> None:
    """Nothing was taken in, nothing corrected."""
    assert book.rulebook == shipped() and book.rules_in_use.file is None and codes(book) == []
    assert book.rules_in_use.dated == shipped().dated


def test_a_rule_file_counts_at_once_and_is_undone_in_one(book: RecordBook) -> None:
    """The newer file allows 100 days: the ledger says so after taking it in, in another program too, and no more after an undo."""
    assert limit(book) == 90
    with open_book(book.folder, read_only=True) as reader:
        assert limit(reader) == 90
        take(book, NEWER)
        assert reader.refresh() and limit(reader) == 100
    assert limit(book) == 100 and book.rules_in_use.dated == date(2027, 1, 15)
    book.undo()
    assert limit(book) == 90 and book.rulebook == shipped()
    book.redo()
    book.close()
    with open_book(book.folder) as again:
        assert limit(again) == 100


def test_a_second_file_takes_the_place_of_the_first_and_undo_brings_that_back(book: RecordBook) -> None:
    """One record holds the file in use."""
    take(book, NEWER)
    take(book, dated(NEWER.replace("days = 100", "days = 120"), "2027-02-01"))
    assert limit(book) == 120 and len(list(book.all(RuleFile))) == 1
    book.undo()
    assert limit(book) == 100


def test_an_older_file_is_refused_unless_it_is_asked_for(book: RecordBook) -> None:
    """The office may go back to older rules, and stays with them; a file that is older than those but newer than nothing is refused too."""
    old = dated(SHIPPED.replace("days = 90\nconfidence", "days = 80\nconfidence"), "2026-01-01")
    with pytest.raises(OlderRules, match="2026-01-01 is before 2026-11-25"):
        taking(old, "stick.toml", book.rules_in_use, ())
    take(book, old, older=True)
    assert limit(book) == 80
    take(book, dated(old.replace("days = 80", "days = 85"), "2026-02-01"))
    assert limit(book) == 85


def test_rules_of_a_newer_program_take_the_place_of_a_file_they_are_newer_than() -> None:
    """A file is used while nothing newer ships than it, or than what it was taken over."""
    before = RuleFile(file="old.toml", text=dated(SHIPPED, "2026-01-01"), dated=date(2026, 1, 1), over=date(2026, 2, 1))
    rules = in_use([before], [])
    assert rules.file is None and rules.kept == before and rules.book == shipped()
    assert in_use([msgspec.structs.replace(before, over=shipped().dated)], []).file is not None


def test_a_kept_file_that_this_program_cannot_read_is_told_and_not_used() -> None:
    """A file that a newer program took in: the program's own rules are used, and that is a finding."""
    strange = RuleFile(file="new.toml", text="format = 2", dated=date(2027, 1, 1), over=date(2026, 11, 23))
    rules = in_use([strange], [])
    assert rules.book == shipped()
    (told,) = rulebooks.findings(rules)
    assert (told.code, told.subject, told.params) == (
        "rule-file-refused",
        strange.id,
        {"file": "new.toml", "table": "file", "key": "format"},
    )


def test_a_file_that_says_the_same_is_not_taken_again(book: RecordBook) -> None:
    """Nothing differs and the date is the same: there is nothing to commit. The same rules of a later day are taken."""
    assert taking(SHIPPED, "stick.toml", book.rules_in_use, ()).record is None
    found = taking(dated(SHIPPED, "2027-01-15"), "stick.toml", book.rules_in_use, ())
    assert found.record is not None and found.differences == ()


def test_a_file_without_a_rule_that_the_firm_keeps_is_refused(book: RecordBook) -> None:
    """Its drivers could not be judged any more. A rule that the rules in use have not either is nobody's loss."""
    with pytest.raises(RulesLacking, match="belarus"):
        taking(NEWER.replace('id = "belarus"', 'id = "minsk"'), "stick.toml", book.rules_in_use, ("union-state", "belarus", "moon"))


def test_a_broken_file_is_refused(book: RecordBook) -> None:
    """The error names the file as it was called on the stick."""
    with pytest.raises(RulebookError, match=r"stick\.toml: file: format: format-unknown 7"):
        taking("format = 7", "stick.toml", book.rules_in_use, ())
    with pytest.raises(RecordRefused, match="text-missing"):
        book.commit([RuleFile(file="stick.toml", text=" ", dated=ON, over=ON)], "test")


# corrections


def test_a_correction_counts_at_once_and_remembers_what_it_corrected(book: RecordBook) -> None:
    """The office says 100: the ledger and the roster say so; the record knows the 90, the reason, and who it was."""
    correct(book, f"{YEARLY}/days", 100)
    assert limit(book) == 100 and line(book, DRIVER, ON).standing.limit == 100
    (one,) = book.all(Correction)
    assert (one.was, one.value, one.reason, one.stamp.author) == (90, 100, "a letter of the ministry", "Айгуль")
    assert codes(book) == []
    book.undo()
    assert limit(book) == 90


def test_a_newer_file_that_says_otherwise_leaves_the_correction_and_tells_both(book: RecordBook) -> None:
    """Corrected to 95 from 90, the file says 100: 95 holds, and a finding shows all three until the office decides."""
    correct(book, f"{YEARLY}/days", 95)
    take(book, NEWER)
    assert limit(book) == 95
    (told,) = findings_of_firm(book, ON)
    assert (told.code, told.severity) == ("rule-correction-differs", "warning")
    assert told.params == {"path": f"{YEARLY}/days", "value": 95, "was": 90, "says": 100}
    correct(book, f"{YEARLY}/days", 97)
    assert codes(book) == [] and limit(book) == 97 and len(list(book.all(Correction))) == 1


def test_a_correction_whose_place_is_gone_is_told(book: RecordBook) -> None:
    """The newer file begins the version on another day: the correction is without effect, and says so."""
    correct(book, f"{YEARLY}/raise/ruid-driver/for", ("KG", "KZ"))
    take(book, NEWER.replace("from = 2025-01-01", "from = 2025-01-02"))
    (told,) = rulebooks.findings(book.rules_in_use)
    assert told.code == "rule-correction-lost"
    assert (told.params["value"], told.params["was"]) == ("KG, KZ", "AM, KG, KZ, TJ, UZ")


def test_a_correction_that_the_newer_file_agrees_with_is_at_rest(book: RecordBook) -> None:
    """The file says what the office said: nothing to tell."""
    correct(book, f"{YEARLY}/days", 100)
    take(book, NEWER)
    assert codes(book) == [] and limit(book) == 100


@pytest.mark.parametrize(
    ("path", "value", "code", "near"),
    [
        (f"{YEARLY}/dayz", 100, "path-unknown", f"{YEARLY}/days"),
        ("?", 100, "path-unknown", ""),
        (f"{YEARLY}/days", 90, "nothing-corrected", ""),
        (f"{YEARLY}/not_for", None, "nothing-corrected", ""),
        (f"{YEARLY}/days", "many", "unfit", ""),
        (f"{YEARLY}/window", "rolling", "unfit", ""),
    ],
)
def test_a_correction_that_cannot_stand_is_refused(book: RecordBook, path: str, value: Plain, code: str, near: str) -> None:
    """A place that there is not is told with the nearest one; so is a value that says nothing new or does not fit."""
    with pytest.raises(CorrectionRefused) as refused:
        correction(book.rules_in_use, path, value, "a reason")
    assert (refused.value.code, refused.value.near) == (code, near)


def test_a_correction_says_why(book: RecordBook) -> None:
    """Without a place, a reason or anything corrected it is not committed."""
    with pytest.raises(RecordRefused, match="path-missing, reason-missing, nothing-corrected"):
        book.commit([Correction(path="", value=1, was=1, reason=" ")], "test")


# laws

CORRECTIONS = st.dictionaries(
    st.sampled_from(["rolling", "continuous"]).map(lambda window: f"rule/union-state/version/2014-01-01/limit/{window}/days")
    | st.just(f"{YEARLY}/days"),
    st.integers(91, 3000),
)


@settings(max_examples=25)
@given(CORRECTIONS, st.integers(1, 28))
def test_taking_a_file_and_undoing_it_gives_the_same_rules(
    tmp_path_factory: pytest.TempPathFactory, corrections: dict[str, int], day: int
) -> None:
    """Whatever the office corrected before, and whatever the file says: after the undo the rules are as they were."""
    with open_book(tmp_path_factory.mktemp("rules") / "book") as book:
        for path, days in corrections.items():
            correct(book, path, days)
        before = book.rules_in_use
        take(book, dated(NEWER.replace("days = 100", f"days = {day}"), f"2027-03-{day:02}"))
        assert book.rules_in_use != before
        book.undo()
        assert book.rules_in_use.book == before.book and book.rules_in_use.fits == before.fits
