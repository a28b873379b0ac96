"""What stands in forms fits into eighty columns in every language, in every form, new and of a record of the demonstration firm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from storage.records import Absence, Correction, Driver, Opening, Paper, Route, RouteLeg, Trip, Vehicle
from tests.storage.books import open_book
from tui import wording
from tui.demo import make
from tui.forms.fields import YES, FormLine, Tick
from tui.forms.form import Form
from tui.forms.kinds import form_of
from tui.forms.picking import TickEditor
from tui.screens.desk import Desk

ON = date(2026, 11, 23)
PATH = "rule/union-state/version/2025-01-01/limit/calendar-year/days"
KINDS = ("driver", "absence", "opening", "paper", "vehicle", "trip", "route", "correction", "readings")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_book(tmp_path / "book") as book:
        make(book, ON)
        route = Route(name="Алматы–Минск", legs=(RouteLeg(country="RU", days=5),), recurs="FREQ=WEEKLY", begins=ON)
        first = next(book.all(Driver)).id
        absence = Absence(driver=first, first=ON)
        book.commit([route, absence, Correction(path=PATH, value=100, was=90, reason="письмо")], "test")
        yield Desk(book, ON)


def forms(desk: Desk) -> Iterator[tuple[Form, dict[str, str]]]:
    """Yields every form with its answers: new ones, one of each record of the firm, a paper of each kind."""
    driver = next(desk.book.all(Driver)).id
    for kind in KINDS:
        form = form_of(kind)(desk, driver=driver)
        yield form, form.start()
    for record in (Driver, Absence, Opening, Paper, Vehicle, Trip, Route, Correction):
        for each in desk.book.all(record):
            form = form_of(record.__name__.lower())(desk, each.id)
            yield form, form.start()
    for kind in desk.book.rulebook.paper_kinds:
        form = form_of("paper")(desk, driver=driver)
        yield form, form.start() | {"kind": kind, "days_count": "no", "confirmed": "yes"}


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_no_label_and_no_line_is_cut_at_80_columns(desk: Desk, language: str) -> None:
    """Labels fit before their fields, words of empty fields into them, and the fields of a line beside each other."""
    wording.use(language)
    cut = {text for form, answers in forms(desk) for line in form.lines(answers) for text in _cut(form, line)}
    assert not cut


def _cut(form: Form, line: FormLine) -> Iterator[str]:
    if line.heading:
        if cell_len(line.label) > 77:
            yield line.label
        return
    if cell_len(line.label) > form.LABEL - 2:
        yield line.label
    x = form.LABEL
    for cell in line.cells:
        width = cell.width or 79 - x
        words = cell.shown("yes") if isinstance(cell, Tick) else cell.label
        if cell_len(words) > width - 1 or x + width > 79:
            yield f"{line.label}: {words}"
        x += width + 1


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_every_form_opened_on_a_record_says_nothing_is_wrong_and_changes_nothing(desk: Desk, language: str) -> None:
    """Whatever the firm has in its book can be opened and written down again: the records come back as they are."""
    wording.use(language)
    for form, answers in forms(desk):
        if form.record is not None and form.KIND != "readings":
            assert form.problems(answers) == {}, (form.KIND, form.problems(answers))
            assert form.changes(answers)[-1] == form.record


@pytest.mark.parametrize(
    ("key", "before", "after"), [("y", "", YES), ("Д", "", YES), ("и", "", YES), ("н", YES, ""), ("ж", YES, ""), ("n", "", "")]
)
def test_a_box_takes_the_first_letters_of_yes_and_no(key: str, before: str, after: str) -> None:
    """Yes, да, иә tick it, no, нет, жоқ take the tick away, whichever language is in use; a letter of neither is nobody's."""
    editor = TickEditor(Tick(id="same"), before)
    assert editor.take(key, key) and editor.answer == after
    assert not editor.take("щ", "щ") and editor.answer == after
