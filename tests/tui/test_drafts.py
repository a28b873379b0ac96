"""What is typed into a form: undone step by step, kept when the book changes, and never mixed with it in silence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.forms.draft import Draft
from tui.forms.form import count, with_row, without_row

FIELDS = st.sampled_from(("name", "phone", "leg.0.exit", "leg.1.entry"))
ANSWERS = st.text("абв12", max_size=3)
START = {"name": "Ахметов", "leg.count": "2", "leg.0.exit": "1.12", "leg.1.entry": "1.12"}


@given(st.lists(st.tuples(FIELDS, ANSWERS, st.booleans()), max_size=12))
def test_undo_leads_back_to_the_beginning_and_redo_to_the_end(keys: list[tuple[str, str, bool]]) -> None:
    """Whatever was typed and left: as many steps back as there are end where one began, as many forward where one was."""
    draft = Draft("", START)
    for id, answer, leaves in keys:
        draft.put({**draft.answers, id: answer}, id)
        if leaves:
            draft.pause()
    end = draft.answers
    while draft.undo() is not None:
        pass
    assert draft.answers == START and not draft.is_typed
    while draft.redo() is not None:
        pass
    assert draft.answers == end


@given(st.dictionaries(FIELDS, ANSWERS), st.dictionaries(FIELDS, ANSWERS))
def test_nothing_typed_is_lost_and_nothing_of_the_book_is_overwritten_unsaid(mine: dict[str, str], theirs: dict[str, str]) -> None:
    """After the book changed, each field says what was typed, or what the book says where nothing was; where both differ it is told."""
    draft = Draft("", START)
    for id, answer in mine.items():
        draft.put({**draft.answers, id: answer}, id)
    typed = draft.changed
    now = START | theirs
    draft.rebase(now)
    for id in {*START, *mine, *theirs}:
        wanted = (START | mine).get(id, "") if id in typed else now.get(id, "")
        assert draft.answers.get(id, "") == wanted
        overwrites = id in typed and now.get(id, "") not in (START.get(id, ""), wanted)
        assert (id in draft.elsewhere) == overwrites


def test_rows_that_moved_in_the_book_make_every_row_typed_here_doubtful() -> None:
    """A leg was put in between: the exit point typed for the second leg may now stand at another; it is told, not written."""
    draft = Draft("", START)
    draft.put({**draft.answers, "leg.1.exit_point": "Козловичи"}, "leg.1.exit_point")
    draft.rebase(START | {"leg.count": "3", "leg.2.entry": "5.12"})
    assert draft.elsewhere == {"leg.1.exit_point": ""}


def test_a_row_taken_away_moves_those_after_it_up() -> None:
    """Of three countries the second goes: the third is the second now."""
    answers = with_row(with_row(with_row({"leg.count": "0"}, "leg", {"country": "RU"}), "leg", {"country": "BY"}), "leg", {"country": "PL"})
    left = without_row(answers, "leg", 1)
    assert count(left, "leg") == 2 and [left[f"leg.{place}.country"] for place in range(2)] == ["RU", "PL"]
    assert "leg.2.country" not in left
