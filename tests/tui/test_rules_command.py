"""``haulbook rules``: what an office reads of the rules it goes by, and of a rule file that came on a stick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rules.reader import RulebookError, shipped
from rules.rulefile import singles
from storage.book import BookNotWritten, RecordBook
from storage.records import Correction, Firm, RuleFile
from storage.rulebooks import correction
from tests.storage.books import files_of, open_book
from tests.storage.rulefiles import NEWER, SHIPPED, dated
from tests.tui.running import Haulbook, Run
from tui.rule_words import _BROKEN, _CODES, _KEYS, broken_text, path_text, piece_text, value_text
from tui.wording import use

YEARLY = "rule/union-state/version/2025-01-01/limit/calendar-year"


@pytest.fixture
def rules(folder: Path, haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch) -> Haulbook:
    """Runs ``haulbook rules`` on the book, 100 columns wide."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> Run:
        return haulbook("--book", str(folder), "rules", *arguments)

    return run


def stick(folder: Path, text: str, name: str = "rules-2027.toml") -> str:
    """A rule file on a stick."""
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def correct(folder: Path, path: str, value: int | str) -> None:
    with open_book(folder) as book:
        book.commit([correction(book.rules_in_use, path, value, "letter of the ministry")], "test")


# show


def test_the_rules_are_shown_with_how_sure_they_are_and_their_sources(rules: Haulbook) -> None:
    """Members, versions, limits, raises, open questions, papers; without a book those of the program, and none is made."""
    run = rules("show")
    assert (run.status, run.err) == (0, "")
    for part in (
        "Rules in use: those of the program, dated 25.11.2026",
        "union-state: Russia and Belarus together",
        "days in: Belarus, since 11.01.2025 · by reports, checked 23.11.2026",
        "in force from 01.01.2025",
        "90 days per calendar year · by law, checked 23.11.2026",
        "115-FZ art. 5 p. 1 as amended by 260-FZ of 2024-08-08",
        "180 days with: ruID driver's application",
        "doubtful for citizens of: Azerbaijan",
        "open question, if an application covers the stay entered under it: as written",
        "60 days in any 120 days, for citizens of: Azerbaijan, Georgia, Moldova, Tajikistan",
        "in force from ever",
        "work patent: lifts the limit in its country on its dates",
        "days from filing to the last entry: 90",
        "registration: Russia (2): for citizens of: Tajikistan, Uzbekistan, days: 15",
    ):
        assert part in " ".join(run.out.split())
    assert all(len(row) <= 100 and row == row.rstrip() for row in run.out.splitlines())


def test_one_rule_is_shown_with_the_papers_that_act_on_it(rules: Haulbook) -> None:
    """Only that rule; a paper of Russia does nothing in Kazakhstan, a ban anywhere lets nobody in."""
    out = rules("show", "kazakhstan").out
    assert "kazakhstan: Kazakhstan" in out and "entry ban: no entry while it stands" in out
    assert not any(word in out for word in ("union-state", "patent", "ruID", "registration: Russia"))
    unknown = rules("show", "moon")
    assert unknown.status == 2 and "No rule “moon”. There are: union-state" in unknown.err


def test_scripts_get_the_rules_under_the_names_of_the_rule_file(rules: Haulbook) -> None:
    """Rules with their members, versions and limits as a rule file writes them, kinds of papers, registrations, ways by road."""
    run = rules("show", "--json")
    told = json.loads(run.out)
    assert (told["dated"], told["file"], told["corrections"], told["findings"]) == ("2026-11-25", None, [], [])
    assert [rule["id"] for rule in told["rule"]] == list(shipped().rules) and len(told["paper"]) == len(shipped().paper_kinds)
    limit = told["rule"][0]["version"][1]["limit"][0]
    assert (limit["days"], limit["confidence"], limit["checked"], limit["raise"][0]["for"]) == (
        90,
        "law",
        "2026-11-23",
        ["AM", "KG", "KZ", "TJ", "UZ"],
    )
    one = json.loads(rules("show", "belarus", "--json").out)
    assert [rule["id"] for rule in one["rule"]] == ["belarus"] and "ruid-driver" not in one["rule"][0]["papers"]


def test_corrections_are_marked_where_they_stand(rules: Haulbook, folder: Path) -> None:
    """Who, what, instead of what, and why; in the object for scripts too."""
    correct(folder, f"{YEARLY}/days", 95)
    run = rules("show", "union-state")
    assert run.status == 0
    assert "95 days per calendar year" in run.out
    assert "* corrected by Айгуль: days 95 instead of 90 (letter of the ministry)" in run.out
    told = json.loads(rules("show", "--json").out)
    assert told["rule"][0]["version"][1]["limit"][0]["corrected"] == {"days": 90}
    (one,) = told["corrections"]
    assert (one["path"], one["value"], one["was"], one["says"], one["state"], one["author"]) == (
        f"{YEARLY}/days",
        95,
        90,
        90,
        "holds",
        "Айгуль",
    )


def test_a_correction_that_newer_rules_bear_on_ends_with_one(rules: Haulbook, folder: Path) -> None:
    """It still holds, both are shown, and somebody has to look."""
    correct(folder, f"{YEARLY}/days", 95)
    correct(folder, f"{YEARLY}/raise/ruid-driver/from", "2026-08-01")
    taken = rules("take", stick(folder, NEWER))
    place = "Russia and Belarus together, in force from 01.01.2025, limit per calendar year: days"
    sentence = f"{place}: corrected to 95 from 90, the rules now say 100"
    assert taken.status == 1 and "Corrections of the office" in taken.out
    shown = rules("show", "union-state")
    assert shown.status == 1 and "; the rules now say 100" in " ".join(shown.out.split())
    for run in (taken, shown):
        assert sentence in " ".join(run.out.split())
    assert "* corrected by Айгуль: from 01.08.2026 instead of 01.07.2026" in shown.out


def test_a_kept_file_that_cannot_be_read_any_more_is_said(rules: Haulbook, folder: Path) -> None:
    """The rules shown are the program's own; the sentence names the file."""
    with open_book(folder) as book:
        day = shipped().dated
        assert day is not None
        book.commit([RuleFile(file="other.toml", text="format = 9", dated=day, over=day)], "test")
    run = rules("show", "belarus")
    assert run.status == 1 and "the rule file other.toml cannot be read any more (file, format)" in run.out


# take


def test_a_newer_file_is_taken_in_one_change(rules: Haulbook, folder: Path) -> None:
    """What it says otherwise is shown with the source; the book goes by it from then on, until it is undone."""
    run = rules("take", stick(folder, NEWER))
    assert (run.status, run.err) == (0, "")
    assert run.out.splitlines() == [
        "rules-2027.toml, dated 15.01.2027; the rules in use are dated 25.11.2026",
        "",
        "Russia and Belarus together, in force from 01.01.2025, limit per calendar year",
        "  days: 90 → 100",
        "  source: 115-FZ art. 5 p. 1 as amended by 260-FZ of 2024-08-08",
        "",
        "Taken in one change, which can be undone.",
    ]
    with open_book(folder) as book:
        (commit,) = book.history()
        assert (commit.reason, len(commit.changes), book.rules_in_use.dated.isoformat()) == ("Rules of rules-2027.toml", 1, "2027-01-15")
        assert "Rules in use: rules-2027.toml, dated 15.01.2027" in rules("show", "belarus").out
        book.undo()
        assert book.rulebook == shipped()


def test_a_dry_run_shows_and_changes_nothing(rules: Haulbook, folder: Path) -> None:
    """No book is made where there was none, and one that is there stays as it is, byte for byte."""
    path = stick(folder, NEWER)
    run = rules("take", "--dry-run", path)
    assert run.status == 0 and "days: 90 → 100" in run.out and run.out.endswith("Nothing was changed: this was a dry run.\n")
    assert not folder.exists()
    open_book(folder).close()
    before = files_of(folder)
    assert json.loads(rules("take", "--dry-run", "--json", path).out)["taken"] is False
    assert files_of(folder) == before


def test_scripts_get_each_difference(rules: Haulbook, folder: Path) -> None:
    """Path, old, new and source of each; corrections with what becomes of them."""
    correct(folder, f"{YEARLY}/days", 100)
    told = json.loads(rules("take", "--json", stick(folder, NEWER)).out)
    assert (told["file"], told["dated"], told["in_use"], told["taken"]) == ("rules-2027.toml", "2027-01-15", "2026-11-25", True)
    source = "115-FZ art. 5 p. 1 as amended by 260-FZ of 2024-08-08"
    assert told["differences"] == [{"path": f"{YEARLY}/days", "old": 90, "new": 100, "source": source}]
    assert [each["state"] for each in told["corrections"]] == ["agreed"] and told["findings"] == []


def test_a_correction_that_the_file_agrees_with_is_said(rules: Haulbook, folder: Path) -> None:
    """So that the office knows its letter has become the rule."""
    correct(folder, f"{YEARLY}/days", 100)
    run = rules("take", stick(folder, NEWER))
    assert run.status == 0
    assert "limit per calendar year: days: the file says the same as the correction" in " ".join(run.out.split())
    assert "the rules say the same by now" in " ".join(rules("show", "union-state").out.split())


def test_pieces_that_came_or_went_are_shown_whole_and_checks_are_counted(rules: Haulbook, folder: Path) -> None:
    """A new rule, a paper that is gone; of three pieces only the day of the last check is another."""
    text = dated(SHIPPED, "2027-01-15").replace("checked = 2026-11-23", "checked = 2027-01-10", 3)
    text = text[: text.index('[[paper]]\nkind = "home-contract"')] + text[text.index('[[paper]]\nkind = "licence"') :]
    text += '\n[[rule]]\nid = "moon"\n[[rule.version]]\n[[rule.version.limit]]\nwindow = "continuous"\ndays = 3\nsource = "a poem"\n'
    out = rules("take", stick(folder, text)).out
    assert "moon\n  new: name: moon, [[window: without a break, days: 3]]\n  source: a poem" in out
    assert "employment contract at home\n  no longer there: kind: employment contract at home, effect: changes nothing" in out
    assert "pieces were only checked anew." in out


def test_the_same_rules_again_are_nothing_to_take(rules: Haulbook, folder: Path) -> None:
    """Said, and no commit is made."""
    run = rules("take", stick(folder, SHIPPED))
    assert run.status == 0 and run.out.endswith("The rules in use say just the same. Nothing was changed.\n")
    assert not folder.exists()


def test_an_older_file_needs_a_word(rules: Haulbook, folder: Path) -> None:
    """Refused with both dates and the way to take it; with ``--older`` it is taken."""
    path = stick(folder, dated(NEWER, "2026-01-01"))
    run = rules("take", path)
    assert run.status == 3 and run.out == "" and not folder.exists()
    assert run.err == (
        "rules-2027.toml is dated 01.01.2026, before the rules in use (25.11.2026). Nothing was changed. --older takes it all the same.\n"
    )
    assert rules("take", "--older", path).status == 0
    assert "100 days per calendar year" in rules("show", "union-state").out


def test_a_file_without_a_rule_that_the_firm_keeps_is_refused(rules: Haulbook, folder: Path) -> None:
    """It names the rule; the book stays as it is."""
    with open_book(folder) as book:
        book.commit([Firm(rules=("union-state", "schengen"))], "test")
    before = files_of(folder)
    run = rules("take", stick(folder, NEWER.replace('id = "schengen"', 'id = "europe"')))
    assert run.status == 3 and "has no rule schengen (Schengen area), which the firm keeps. Nothing was changed." in run.err
    assert files_of(folder) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "dated = 2027-01-15",
            "dated = 2027-01-15\n[[rule]",
            "rules-2027.toml, line 6: from there on it cannot be read as TOML. What the reader says of it: ",
        ),
        ("days = 100", "dayz = 100", "rule 1, version 2, limit 1: the key “dayz” is not known. Did you mean “days”?"),
        ("days = 100", "qq = 100", "rule 1, version 2, limit 1: the key “qq” is not known. Nothing was changed."),
        ("days = 100", "", "rule 1, version 2, limit 1: the key “days” is missing."),
        ("days = 100", "days = '100'", "rule 1, version 2, limit 1, key “days”: a whole number, such as 90 belongs here."),
        ('id = "kazakhstan"', 'id = "belarus"', "rule 3, key “id”: “belarus” stands there twice."),
        ("format = 1", "format = 2", "its format “2” is not known; this program reads format 1."),
        ("dated = 2027-01-15", "", "at its top: the key “dated” is missing."),
        ('not_for = ["KG"]', 'not_for = ["\\u001b[2J"]', "key “not_for”: “\ufffd[2J” is no country code, such as KZ."),
    ],
)
def test_a_broken_file_says_where(rules: Haulbook, folder: Path, old: str, new: str, said: str) -> None:
    """Status 3; file, table and key with the nearest known key, or the line; nothing is changed, and nothing steers the terminal."""
    assert NEWER.count(old) == 1
    run = rules("take", stick(folder, NEWER.replace(old, new)))
    assert (
        (run.status, run.out) == (3, "")
        and said in run.err
        and run.err.startswith("rules-2027.toml, " if "format" not in old else "rules-2027.toml: ")
    )
    assert run.err.endswith("Nothing was changed.\n") and not folder.exists()


def test_what_is_no_rule_file_at_all_is_refused(rules: Haulbook, folder: Path) -> None:
    """No such file, a folder, bytes that are no text, a file as large as a film."""
    assert "There is no file" in rules("take", str(folder.parent / "none.toml")).err
    assert "cannot be read" in rules("take", str(folder.parent)).err
    path = folder.parent / "film.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "it is not text in UTF-8" in rules("take", str(path)).err
    path.write_bytes(b"#" * 1_000_001)
    run = rules("take", str(path))
    assert run.status == 3 and "far too large for a rule file" in run.err


def test_a_book_that_cannot_be_written_or_read_is_said(rules: Haulbook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full: the sentence of the book, status 3. A book that is damaged is no reason to show the program's own rules."""
    open_book(folder).close()

    def full(self: RecordBook, changes: object, reason: str) -> None:
        raise BookNotWritten(folder, OSError("disk full"))

    with monkeypatch.context() as patch:
        patch.setattr(RecordBook, "commit", full)
        assert rules("take", stick(folder, NEWER)).status == 3
    (folder / "db.json").write_bytes(b"{")
    assert rules("show").status == 3


# words


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_place_and_every_value_of_the_rules_has_its_words(language: str) -> None:
    """No path of the shipped rules, no key and no code is shown as it is written in the file."""
    use(language)
    for single in singles(shipped()):
        key = single.path.rpartition("/")[2]
        assert key in _KEYS
        assert "/" not in path_text(single.path)
    assert all(value_text(code) != code for code in _CODES if code not in ("listed",))
    for code in _BROKEN:
        assert broken_text(RulebookError("f.toml", "file", "key", code, "int")).startswith("f.toml")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (f"{YEARLY}/raise/ruid-driver/for", "more days with: ruID driver's application: for citizens of"),
        ("rule/schengen/version/ever/limit/rolling/of", "Schengen area, in force from ever, limit in a moving window: of how many days"),
        ("rule/kyrgyzstan/version/2024-09-05/limit/rolling-2", "limit in a moving window (2)"),
        (
            "rule/union-state/reading/ruid-az/raised/also_doubtful",
            "reading if 180 days are for citizens of Azerbaijan too: also for those it is doubtful for",
        ),
        ("paper/patent/of", "work patent: of which countries"),
        ("road/AM/RU/KG", "road: Armenia – Russia – Kyrgyzstan"),
        ("rule/moon/wine", "moon: wine"),
    ],
)
def test_a_place_in_the_rules_is_said_in_words(path: str, text: str) -> None:
    """Rule, version, limit and what of it, in the order in which one asks."""
    assert path_text(path).endswith(text)


def test_values_are_said_in_words() -> None:
    """Dates, countries, yes and no; a piece alone by its last name."""
    said = [value_text(value) for value in (True, False, None, (), ("KZ", "AM"), "KZ, AM", "2026-07-01", "law", 90, "some text")]
    assert said == ["yes", "no", "—", "—", "Kazakhstan, Armenia", "Kazakhstan, Armenia", "01.07.2026", "by law", "90", "some text"]
    assert piece_text("rule/belarus/member/BY") == "days in: Belarus"


def test_a_correction_left_without_effect_is_said(rules: Haulbook, folder: Path) -> None:
    """A value that the newer rules cannot hold: at its place, and at the top."""
    with open_book(folder) as book:
        book.commit([Correction(path=f"{YEARLY}/window", value="rolling", was="calendar-year", reason="by mistake")], "test")
    run = rules("show", "union-state")
    assert run.status == 1
    assert "correction without effect: Russia and Belarus together" in run.out
    assert "* correction by Айгуль without effect: window in a moving window instead of per calendar year (by mistake)" in " ".join(
        run.out.split()
    )
