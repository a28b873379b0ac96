"""Dates as a dispatcher types them: every short form, on every layout, gives the day that was meant; laws on random days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text import DateRefused
from tests.storage.journeys import day
from tui.forms.dates import Lean, date_typed, key_of_date, read_date, weekday_from
from tui.forms.editors import editor_of
from tui.forms.fields import Day
from tui.forms.month import month_lines
from tui.forms.typed import DayEditor

ON = date(2026, 11, 25)  # a Wednesday
DAYS = st.dates(date(1981, 1, 1), date(2079, 12, 31))
KAZAKH = str.maketrans("234589 0-", "әіңғүұ қө")
LATIN = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")


def typed(text: str) -> str:
    """What stands in the field when the keys of a text are pressed one by one."""
    return date_typed(text)


@given(DAYS, DAYS)
def test_a_day_that_is_typed_whole_is_that_day_wherever_one_starts_from(meant: date, near: date) -> None:
    """12.03.2026, 12.3.26, 12032026, 120326, 2026-03-12 and the comma of a Cyrillic layout for the dot."""
    for text in (f"{meant:%d.%m.%Y}", f"{meant:%d.%m.%y}", f"{meant:%d%m%Y}", f"{meant:%d%m%y}", f"{meant:%d,%m,%Y}", meant.isoformat()):
        assert read_date(typed(text), near) == meant


@given(DAYS, st.integers(-170, 170))
def test_without_a_year_it_is_the_nearest(near: date, away: int) -> None:
    """12.03 and 1203 are the 12 March nearest to the date one starts from."""
    meant = near + timedelta(away)
    if (meant.day, meant.month) != (29, 2):
        assert read_date(typed(f"{meant:%d.%m}"), near) == read_date(typed(f"{meant:%d%m}"), near) == meant


@pytest.mark.parametrize(
    ("text", "meant"), [("12.03", "12.03.2026"), ("1203", "12.03.2026"), ("20.12", "20.12.2026"), ("31.12", "31.12.2025")]
)
def test_what_has_happened_is_of_the_year_gone_by(text: str, meant: str) -> None:
    """12.03 typed in November of a crossing is March gone by, nearest or not; some weeks ahead may be a slip, and is left to be refused."""
    assert f"{read_date(typed(text), ON, lean='back'):%d.%m.%Y}" == meant


@given(DAYS, st.integers(-400, 400))
def test_plus_and_minus_count_days(near: date, away: int) -> None:
    """-1 is the day before, +14 two weeks on; ө is the minus of a Kazakh layout."""
    assert read_date(typed(f"{away:+d}"), near) == near + timedelta(away)
    assert read_date(typed(f"{away:+d}".translate(KAZAKH)), near) == near + timedelta(away)


@given(DAYS)
def test_digits_of_a_kazakh_layout_are_digits(meant: date) -> None:
    """Letters where other layouts have 2 3 4 5 8 9 0 and the minus; 1, 6, 7 and the signs are where they always were."""
    for text in (f"{meant:%d.%m.%Y}", f"{meant:%d%m%y}", meant.isoformat()):
        assert typed(text.translate(KAZAKH)) == text


@given(DAYS, st.integers(0, 6), st.sampled_from(("near", "back", "ahead")))
def test_a_weekday_is_the_one_that_was_meant(near: date, weekday: int, lean: Lean) -> None:
    """The nearest one, the last one up to the day, or the first one from it on; never more than a week off."""
    found = weekday_from(near, weekday, lean)
    assert found.weekday() == weekday
    away = (found - near).days
    assert {"near": -3 <= away <= 3, "back": -6 <= away <= 0, "ahead": 0 <= away <= 6}[lean]


@pytest.mark.parametrize(
    ("text", "lean", "meant"),
    [
        ("чт", "ahead", "26.11"),
        ("чт", "back", "19.11"),
        ("чт", "near", "26.11"),
        ("бс", "ahead", "26.11"),
        ("бейсенбі", "back", "19.11"),
        ("th", "ahead", "26.11"),
        ("ср", "ahead", "25.11"),
        ("ср", "back", "25.11"),
        ("пн", "back", "23.11"),
        ("понед", "ahead", "30.11"),
        ("сегодня", "ahead", "25.11"),
        ("бүгін", "ahead", "25.11"),
        ("today", "back", "25.11"),
        ("вчера", "ahead", "24.11"),
        ("ертең", "back", "26.11"),
        ("Завтра", "back", "26.11"),
    ],
)
def test_words_in_three_languages(text: str, lean: Lean, meant: str) -> None:
    """On a Wednesday, also with the same keys pressed on a Latin layout."""
    assert read_date(typed(text), ON, lean=lean) == day(meant)
    keys = text.lower().translate(LATIN)
    if keys.isascii() and keys.isalpha():
        assert read_date(typed(keys), ON, lean=lean) == day(meant)


@pytest.mark.parametrize("text", ["ч", "с", "поз", "чтт", "то", "q"])
def test_what_is_no_word_of_a_date_is_not_taken_for_one(text: str) -> None:
    """A letter alone means several days; what begins no word does not even get into the field."""
    with pytest.raises(DateRefused):
        read_date(typed(text) if len(typed(text)) == len(text) else "?", ON)


def test_letters_that_begin_no_word_are_not_typed() -> None:
    """After a digit no letter stands, after a letter no other than one that goes on with a word."""
    assert key_of_date("ч", "1") is None and key_of_date("ю") is None and key_of_date("т", "ч") == "т" and key_of_date("ю", "ч") is None


def field(answer: str = "", *, near: date = ON) -> DayEditor:
    editor = editor_of(Day(id="day", near=near, today=ON, lean="ahead"), answer)
    assert isinstance(editor, DayEditor)
    return editor


def test_arrows_go_by_a_day_and_pages_by_a_month() -> None:
    """From an empty field the first arrow takes the day one starts from; 31 January and PageDown is 28 February."""
    editor = field(near=day("31.01"))
    seen = []
    for key in ("right", "right", "left", "left", "pagedown", "pageup"):
        assert editor.take(key, None)
        seen.append(editor.day)
    assert seen == [day(text) for text in ("31.01", "01.02", "31.01", "30.01", "28.02", "28.01")]


def test_space_opens_a_month_in_which_one_walks() -> None:
    """Down a week, Right a day, PageDown a month, Home today; Enter closes it and the day stands."""
    editor = field("10.11.2026")
    editor.take("space", " ")
    assert "November 2026" in editor.below(60)[0][0][0] and len(editor.below(60)) == 8
    for key in ("down", "right", "pagedown"):
        editor.take(key, None)
    assert editor.day == day("18.12")
    editor.take("home", None)
    assert editor.day == ON
    editor.take("enter", None)
    assert editor.below(60) == () and editor.answer == "25.11.2026"


def test_a_month_has_no_days_but_its_own() -> None:
    """November 2026 begins on a Sunday and ends on a Monday: each of its days once, in colours or without."""
    days = [text.strip() for line in month_lines(ON, ON)[2:] for text, _ink in line]
    assert [text for text in days if text] == [str(number) for number in range(1, 31)]


def test_the_year_is_seen_while_one_types() -> None:
    """5.1 in November reads as January next year before it is taken."""
    editor = field()
    for character in "5.1":
        editor.take(character, character)
    assert "5.1_→05.01.2027" in editor.cell(20)[0][0]


@pytest.mark.parametrize(
    ("text", "seen"), [("01.02.20", "01.02.20_→01.02.2020"), ("2027-02-01", "2027-02-01_→01.02.2027"), ("01.02.2027", "01.02.2027_")]
)
def test_the_date_that_is_meant_has_room_beside_what_is_typed(text: str, seen: str) -> None:
    """In the cells that a date has in a form nothing of it is cut; a whole date needs no other beside it."""
    editor = field()
    editor.paste(text)
    assert editor.cell(editor.field.width)[0][0].strip() == seen


@pytest.mark.parametrize("text", ["05031980", "050380", "05.03.80", "05,03,1980", "1980-03-05"])
def test_a_date_of_birth_may_be_typed_without_its_dots(text: str) -> None:
    """Eight digits or six are day, month and year; four are no date of birth."""
    born = Day(id="born", near=ON, today=ON, born=True)
    assert born.read(date_typed(text)) == date(1980, 3, 5)
    assert "05.03.1984" in born.problem("0503")


@given(st.text(max_size=40))
def test_whatever_is_pasted_leaves_a_field_that_can_be_read_or_says_why(text: str) -> None:
    """No text makes the field fail."""
    editor = field()
    editor.paste(text)
    assert editor.day is not None or not editor.answer or editor.field.problem(editor.answer)
