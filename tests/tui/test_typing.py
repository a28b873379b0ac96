"""Dates as they are typed on any layout, and names as they are searched for."""

from __future__ import annotations

from datetime import date

import pytest

from storage.text import DateRefused
from tests.storage.journeys import day
from tui.forms.dates import key_of_date, read_date
from tui.widgets.searching import folded, found, matches, readings

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", "12.11"),
        ("12.", "12.11"),
        ("1.12.", "01.12"),
        ("1.12", "01.12"),
        ("1,12", "01.12"),
        ("0112", "01.12"),
        ("5.1", "05.01.27"),
        ("30.6", "30.06"),
        ("01122026", "01.12"),
        ("011225", "01.12.25"),
        ("1.12.25", "01.12.25"),
        ("2026-12-01", "01.12"),
        ("29.2.28", "29.02.28"),
    ],
)
def test_short_dates_get_the_nearest_year(typed: str, meant: str) -> None:
    """In November 5.1 is next January; a year that is typed stands."""
    assert read_date(typed, ON) == day(meant)


@pytest.mark.parametrize("typed", ["31.02", "32", "0", "12.13", "1.1.1", "-", ".", "120", "2026", "99.99.9999", "1..2"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(DateRefused):
        read_date(typed, ON)


def test_letters_of_the_kazakh_layout_are_the_digits_they_stand_on() -> None:
    """ә і ң ғ ү ұ қ are 2 3 4 5 8 9 0, ө the minus; signs stay signs, other letters have no place in a date."""
    assert "".join(key_of_date(letter) or "" for letter in "әіңғүұқө") == "2345890-"
    assert [key_of_date(sign) for sign in ",.5"] == [",", ".", "5"]
    assert [key_of_date(letter) for letter in 'яA "٣'] == [None] * 5


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("f[v", "Ахметов Ерлан"),
        ("КАС", "Қасымов Әділет"),
        ("адил", "Қасымов Әділет"),
        ("йцу", "Йцуков"),
        ("ёл", "Елкин"),
        ("али", "Əliyev Али"),
    ],
)
def test_a_name_is_found_whatever_the_layout(typed: str, name: str) -> None:
    """Latin keys for Russian letters, Russian letters for Kazakh ones, е for ё."""
    assert matches(readings(typed), folded(name))


def test_letters_must_begin_a_word_of_the_name() -> None:
    """ме is no beginning of Ахметов; each of several words must be there."""
    assert not matches(readings("ме"), folded("Ахметов Ерлан"))
    assert matches(readings("ер ахм"), folded("Ахметов Ерлан"))
    assert not matches(readings("ахм юс"), folded("Ахметов Ерлан"))


ROUTES = ("Астана–Екатеринбург", "Алматы–Москва", "Катар")


@pytest.mark.parametrize(
    ("typed", "inside", "names"),
    [
        ("екат", False, ["Астана–Екатеринбург"]),
        ("trfn", False, ["Астана–Екатеринбург"]),
        ("астана-ека", False, ["Астана–Екатеринбург"]),
        ("кат", True, ["Катар", "Астана–Екатеринбург"]),
        ("кат", False, ["Катар"]),
        (",ehu", True, ["Астана–Екатеринбург"]),
        ("-", True, []),
        ("ъъ", True, []),
    ],
)
def test_words_of_a_route_are_found_behind_its_dash_and_letters_inside_them_come_after(typed: str, inside: bool, names: list[str]) -> None:
    """Екат begins a word of Астана–Екатеринбург; кат stands inside it, so it follows; among drivers it does not count."""
    assert found(typed, ROUTES, folded, inside=inside) == names
