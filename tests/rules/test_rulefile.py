"""What a newer rule file says otherwise, and the office's corrections over the rules: whatever the pieces hold, nothing is passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.reader import load, shipped
from rules.rulebook import CONFIDENCES, Rulebook
from rules.rulefile import Plain, corrected, differences, pieces, plain, plain_piece, plain_values, singles, value_at
from tests.rules.test_rulebook import FULL

YEARLY = "rule/forest/version/2025-01-01/limit/calendar-year"
ROLLING = "rule/forest/version/2020-01-01/limit/rolling"
BASE = load(FULL, "base.toml")


@dataclass(frozen=True)
class Said:
    """A correction: where, what stands there now, what stood there."""

    path: str
    value: Plain
    was: Plain = None


def changed(old: str, new: str) -> Rulebook:
    """The rules with one line of the file written otherwise."""
    assert FULL.count(old) == 1
    return load(FULL.replace(old, new), "newer.toml")


def told(old: str, new: str) -> list[tuple[str, Any, Any]]:
    return [(one.path, one.old, one.new) for one in differences(BASE, changed(old, new))]


# differences


def test_the_same_file_says_nothing_otherwise() -> None:
    """No difference between a file and itself, nor where only the file's own date is another."""
    assert differences(BASE, BASE) == [] == told("dated = 2026-12-01", "dated = 2027-01-01")
    assert differences(shipped(), shipped()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days = 90", "days = 100", (f"{YEARLY}/days", 90, 100)),
        ('confidence = "law"', 'confidence = "check"', (f"{YEARLY}/confidence", "law", "check")),
        ("days = 180", "days = 120", (f"{YEARLY}/raise/letter/days", 180, 120)),
        ('for = ["KZ"]', 'for = ["KZ", "AM"]', (f"{YEARLY}/raise/letter/for", ("KZ",), ("AM", "KZ"))),
        ("since = 2025-01-11", "since = 2025-02-01", ("rule/forest/member/BY/since", "2025-01-11", "2025-02-01")),
        ("since = 2025-01-11", "", ("rule/forest/member/BY/since", "2025-01-11", None)),
        ("days_count = false", "", ("paper/permit/days_count", False, True)),
        ('not_for = ["RU"]', "counted_from = 2020-01-01\nnot_for = ['RU']", ("rule/forest/counted_from", None, "2020-01-01")),
    ],
)
def test_each_value_that_changed_is_named_with_both(old: str, new: str, said: tuple[str, Plain, Plain]) -> None:
    """One line of the file was changed: one difference, with its path, what was said and what is said now."""
    assert told(old, new) == [said]


def test_a_piece_that_came_or_went_stands_once_and_whole() -> None:
    """A limit that is new, a version that got another date, and a paper that is gone are said as pieces, not value by value."""
    more = changed("days = 45", 'days = 45\n[[rule.version.limit]]\nwindow = "continuous"\ndays = 30\nfor = ["AM"]')
    (new,) = differences(BASE, more)
    assert (new.path, new.old) == ("rule/steppe/version/ever/limit/continuous-2", None)
    assert new.new == {"window": "continuous", "days": 30, "for": ("AM",)}
    moved = [(one.path, one.old is None, one.new is None) for one in differences(BASE, changed("from = 2025-01-01", "from = 2025-06-01"))]
    assert moved == [("rule/forest/version/2025-06-01", True, False), ("rule/forest/version/2025-01-01", False, True)]
    (gone,) = differences(BASE, load(FULL[: FULL.index('[[paper]]\nkind = "permit"')], "newer.toml"))
    assert (gone.path, gone.new, gone.old) == ("paper/permit", None, {"kind": "permit", "effect": "lift", "days_count": False})


def test_a_whole_rule_that_came_holds_its_pieces() -> None:
    """A rule that only the newer file has: its versions and limits are in it."""
    new = {one.path: one.new for one in differences(Rulebook(rules={}, paper_kinds={}), BASE)}
    assert list(new) == ["rule/forest", "rule/steppe", "paper/letter", "paper/permit"]
    assert new["rule/steppe"] == {"id": "steppe", "version": [{"limit": [{"window": "continuous", "days": 45}]}]}


def test_a_difference_names_its_source() -> None:
    """That of the newer file: of the piece; of a value that has its own, that one; of a version's date, its first limit's."""
    old = FULL.replace('confidence = "law"', 'confidence = "law"\nsource = "115-FZ"')
    new = old.replace("days = 90", "days = 91").replace('ends = "both"', 'ends_source = "practice"\nends_confidence = "law"')
    new = new.replace('not_for = ["RU"]', "counted_from = 2020-01-01").replace(
        "since = 2025-01-11", 'since = 2025-01-12\nsource = "treaty"'
    )
    assert {one.path: one.source for one in differences(load(old, "old"), load(new, "new"))} == {
        "rule/forest/member/BY/source": "treaty",
        "rule/forest/member/BY/since": "treaty",
        f"{YEARLY}/days": "115-FZ",
        "rule/forest/ends_confidence": "practice",
        "rule/forest/ends_source": "practice",
        "rule/forest/not_for": "treaty",
        "rule/forest/counted_from": "treaty",
    }


def test_the_shipped_rules_are_walked_whole() -> None:
    """Every value of every piece has a path of its own, questions left open, registrations and ways by road among them."""
    paths = [single.path for single in singles(shipped())]
    assert len(paths) == len(set(paths))
    assert {"rule/union-state/member/BY/since", "rule/kyrgyzstan/version/2024-09-05/limit/rolling-2/of"} <= set(paths)
    assert not any(path.endswith(("/union-state/id", "/visa/kind")) for path in paths)


def test_pieces_keep_their_paths_under_corrections() -> None:
    """A version that the office dated otherwise is still found under the date that the file gives it."""
    book, _ = corrected(BASE, [Said("rule/forest/version/2025-01-01/from", "2025-03-01")])
    forest = pieces(BASE, book)[0]
    assert [part.path for part in forest.parts if part.key == "version"] == [
        "rule/forest/version/2020-01-01",
        "rule/forest/version/2025-01-01",
    ]
    assert [part.piece.start for part in forest.parts if part.key == "version"] == [date(2020, 1, 1), date(2025, 3, 1)]
    assert plain_values(book.rule("forest")) == {"id": "forest", "not_for": ("RU",)}
    assert plain_piece(book.rule("steppe"))["version"] == [{"limit": [{"window": "continuous", "days": 45}]}]


# corrections


def states(*said: Said, over: Rulebook = BASE) -> list[str]:
    return [fit.state for fit in corrected(over, said)[1]]


@pytest.mark.parametrize(
    "said",
    [
        Said(f"{YEARLY}/days", 100, 90),
        Said(f"{YEARLY}/confidence", "check", "law"),
        Said(f"{YEARLY}/raise/letter/for", ("AM", "KZ"), ("KZ",)),
        Said(f"{YEARLY}/raise/letter/for", None, ("KZ",)),
        Said("rule/forest/not_for", (), ("RU",)),
        Said("rule/forest/member/BY/since", "2025-02-01", "2025-01-11"),
        Said("rule/forest/member/RU/since", "2020-02-01"),
        Said("rule/steppe/counted_from", "2020-02-01"),
        Said("paper/permit/days_count", True, False),
        Said("paper/letter/entry_until", 90),
    ],
)
def test_a_correction_lies_over_the_one_value_it_names(said: Said) -> None:
    """The value is the office's, everything else is as the file says."""
    book, (fit,) = corrected(BASE, [said])
    assert (fit.state, fit.says, value_at(book, said.path)) == ("holds", said.was, said.value)
    assert [one.path for one in differences(BASE, book)] == [said.path]


def test_a_newer_file_that_says_a_third_thing_does_not_undo_a_correction() -> None:
    """Corrected to 100 from 90: over 90 it holds, over 100 the file agrees, over 95 it holds and both are shown."""
    said = Said(f"{YEARLY}/days", 100, 90)
    assert states(said) == ["holds"] and states(said, over=changed("days = 90", "days = 100")) == ["agreed"]
    book, (fit,) = corrected(changed("days = 90", "days = 95"), [said])
    assert (fit.state, fit.says, value_at(book, said.path)) == ("differs", 95, 100)


def test_a_correction_of_what_is_no_longer_there_is_left_out() -> None:
    """The version got another date, or the path was never one: the rules stay as they are."""
    book, fits = corrected(changed("from = 2025-01-01", "from = 2025-06-01"), [Said(f"{YEARLY}/days", 100, 90), Said("rule/moon/days", 1)])
    assert [fit.state for fit in fits] == ["gone", "gone"] and book == changed("from = 2025-01-01", "from = 2025-06-01")
    with pytest.raises(KeyError):
        value_at(BASE, "rule/moon/days")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{YEARLY}/days", "many"),
        (f"{YEARLY}/days", None),
        (f"{YEARLY}/days", -1),
        (f"{YEARLY}/window", "weekly"),
        (f"{YEARLY}/window", "rolling"),
        (f"{ROLLING}/of", None),
        ("rule/forest/member/BY/since", "soon"),
        ("rule/forest/member/BY/since", 2025),
        ("rule/forest/member/BY/countries", ("BY", "RU")),
        ("rule/forest/member/BY/countries", ("Belarus",)),
        ("rule/forest/version/2025-01-01/from", "2019-01-01"),
        (f"{YEARLY}/raise/letter/paper", "permit"),
        ("paper/letter/effect", "lift"),
    ],
)
def test_a_correction_that_does_not_go_with_the_rest_is_left_out(path: str, value: Plain) -> None:
    """A value of another kind, or one that would leave the rules unsound, changes nothing and is told."""
    book, (fit,) = corrected(BASE, [Said(path, value)])
    assert (fit.state, fit.says, book) == ("unfit", value_at(BASE, path), BASE)


def test_corrections_that_need_each_other_are_taken_in_their_order() -> None:
    """A yearly limit becomes a rolling one: first of how many days, then the window. Of two at one place the last counts."""
    length, window = Said(f"{YEARLY}/of", 365), Said(f"{YEARLY}/window", "rolling", "calendar-year")
    assert states(length, window) == ["holds", "holds"] and states(window, length) == ["unfit", "holds"]
    book, _ = corrected(BASE, [Said(f"{YEARLY}/days", 100, 90), Said(f"{YEARLY}/days", 110, 90)])
    assert value_at(book, f"{YEARLY}/days") == 110


# laws

PLACES = [single for single in singles(shipped()) if not single.path.endswith("/ends")]
PLAINS: st.SearchStrategy[Plain] = (
    st.none()
    | st.booleans()
    | st.integers(-5, 400)
    | st.sampled_from([*CONFIDENCES, "2031-05-01", "2032-01-01", "rolling", "lift", "a text"])
    | st.lists(st.sampled_from(["KZ", "AM", "XX"]), unique=True).map(lambda codes: tuple(sorted(codes)))
)
NAMING = {"from", "countries", "window", "paper", "question", "id", "country", "to", "through", "carriers"}
CORRECTIONS = st.lists(
    st.builds(lambda single, value: Said(single.path, value, plain(single.value)), st.sampled_from(PLACES), PLAINS), max_size=6
)


@given(CORRECTIONS)
def test_correcting_what_is_corrected_already_changes_nothing(said: list[Said]) -> None:
    """Over the same rules the same corrections give the same, however often; over the corrected ones they are all agreed or left out."""
    fitting = [fit.correction for fit in corrected(shipped(), said)[1] if fit.state == "holds"]
    last = list({one.path: one for one in fitting}.values())
    book, _ = corrected(shipped(), last)
    assert corrected(book, last)[0] == book
    assert set(states(*last, over=book)) <= {"agreed", "gone"}


@given(CORRECTIONS)
def test_only_what_was_corrected_differs(said: list[Said]) -> None:
    """Where no piece got another name, each difference from the shipped rules is at the path of a correction that holds."""
    book, fits = corrected(shipped(), [one for one in said if one.path.rpartition("/")[2] not in NAMING])
    assert {one.path for one in differences(shipped(), book)} <= {fit.correction.path for fit in fits if fit.state == "holds"}


@given(CORRECTIONS)
def test_going_back_is_the_same_as_going_forth(said: list[Said]) -> None:
    """What the newer says otherwise than the older, the older says otherwise than the newer, the other way round."""
    book, _ = corrected(shipped(), said)
    there = {(one.path, str(one.old), str(one.new)) for one in differences(shipped(), book)}
    back = {(one.path, str(one.new), str(one.old)) for one in differences(book, shipped())}
    assert there == back and bool(there) == (book != shipped())


def test_an_exemption_is_corrected_like_any_other_piece() -> None:
    """The office says that the exemption is for carriers from outside Kazakhstan and Kyrgyzstan."""
    path = "rule/kazakhstan/exemption/KZ/carriers_not_of"
    assert value_at(shipped(), path) == ("KZ",)
    book, (fit,) = corrected(shipped(), [Said(path, ("KG", "KZ"), ("KZ",))])
    assert fit.state == "holds" and book.rule("kazakhstan").exemptions[0].carriers_not_of == {"KG", "KZ"}
