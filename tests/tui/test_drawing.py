"""What the line-drawn widgets are made of: texts that fit, gauges that read without colour, lines broken between words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.columns import Column, Table
from tui.widgets.drawing import fit, fit_ends, fit_right, person, plain, width_of
from tui.widgets.gauge import gauge
from tui.widgets.page import broken
from tui.widgets.roster import COLUMNS


@given(st.text(max_size=40), st.integers(0, 30))
def test_a_text_takes_exactly_its_cells(text: str, width: int) -> None:
    """Padded or cut, on the left or on the right, in letters of any width, with nothing in it that does not print."""
    for fitted in (fit(text, width), fit_right(text, width), fit_ends(text, width)):
        assert cell_len(fitted) == width
        assert plain(fitted) == fitted


def test_of_long_names_that_begin_alike_both_ends_are_seen() -> None:
    """In a list two limits of one rule are told apart; what fits stands whole."""
    names = [f"Россия и Беларусь вместе, в силе с 01.01.2025, предел за год: {what}" for what in ("дней", "источник")]
    cut = [fit_ends(name, 30) for name in names]
    assert (
        cut[0].endswith("дней") and cut[1].endswith("источник") and all(name.startswith("Россия и Белар") and "…" in name for name in cut)
    )
    assert fit_ends("дней", 6) == "дней  "


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, "Ахметов Ерлан Серикович"), (14, "Ахметов Е.С."), (11, "Ахметов Е."), (8, "Ахметов"), (6, "Ахмет…"), (1, "…")],
)
def test_a_name_is_shortened_to_initials_before_it_is_cut(width: int, shown: str) -> None:
    """Whole where there is room, then surname and initials."""
    assert person("Ахметов Ерлан Серикович", width) == shown


@given(st.integers(0, 400), st.integers(0, 100), st.integers(0, 400), st.integers(1, 200), st.integers(4, 40))
def test_a_gauge_always_fills_its_cells_and_shows_every_share(used: int, planned: int, left: int, limit: int, width: int) -> None:
    """A single day has a cell of its own, whatever the rest is; what is over the limit has a glyph of its own."""
    pieces = gauge(used, planned, left, limit, width)
    drawn = "".join(text for text, _ink in pieces)
    assert len(drawn) == width
    assert ("█" in drawn) == (min(used, limit) > 0)
    assert ("▓" in drawn) == (used > limit)
    assert ("▒" in drawn) == (planned > 0)
    assert ("░" in drawn) == (left > 0)


def test_half_of_the_limit_is_half_of_the_gauge() -> None:
    """45 of 90 days used, 45 left."""
    assert gauge(45, 0, 45, 90, 10) == [("█████", "used"), ("░░░░░", "left")]


@given(st.text(alphabet="ab я", max_size=60), st.integers(8, 30))
@example(" Записано: " + "a" * 50, 20)
def test_a_broken_line_loses_no_word(text: str, width: int) -> None:
    """Every word that fits the width comes out whole and in its order, a longer one in pieces, and no line is wider."""
    parts = list(broken([(text, "plain")], width))
    words = " ".join("".join(piece for piece, _ink in part) for part in parts).split()
    assert "".join(words) == "".join(text.split())
    if all(len(word) <= width // 2 - 2 for word in text.split()):
        assert words == text.split()
    assert all(len("".join(piece for piece, _ink in part).rstrip()) <= width for part in parts)


def test_a_line_is_broken_however_narrow_the_window_is() -> None:
    """No room at all: a letter a line, and nothing ends the program."""
    for width in (-1, 0, 1, 2, 3):
        drawn = "".join(piece for part in broken([(" Записано", "plain")], width) for piece, _ink in part)
        assert drawn.replace(" ", "") == "Записано"


@pytest.mark.parametrize("room", [78, 79, 99, 119, 158, 240])
def test_columns_never_take_more_than_there_is(room: int) -> None:
    """At every width of the window the columns of the fleet fit, with a blank between them."""
    widths = Table(COLUMNS).widths(room)
    assert sum(widths.values()) + len(widths) - 1 <= room


def test_columns_grow_in_turn_and_some_need_room() -> None:
    """The name grows first; the text of the finding is there from 98 columns on."""
    table = Table((Column("a", "", 5, most=10, turn=1), Column("b", "", 5, most=9, turn=2), Column("c", "", 4, since=30)))
    assert table.widths(13) == {"a": 7, "b": 5}
    assert table.widths(20) == {"a": 10, "b": 9}
    assert table.widths(30) == {"a": 10, "b": 9, "c": 4}
    assert width_of([("ab", "plain"), ("я", "dim")]) == 3
