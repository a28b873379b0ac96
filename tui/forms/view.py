"""A form drawn: one field has the cursor, its editor takes the keys, what is wrong stands under the field it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import with_twins
from tui.forms.draft import Answers, Draft
from tui.forms.editor import Editor
from tui.forms.editors import editor_of
from tui.forms.fields import Day, Field, FormLine, Pick, Tick, Unfit
from tui.forms.form import Form, Problems
from tui.forms.typed import day_text
from tui.widgets.drawing import Line, Piece, fit
from tui.widgets.inks import Inked
from tui.widgets.page import broken
from tui.wording import tr

_UNDO = frozenset(with_twins(("ctrl+z",)).split(","))
_REDO = frozenset(with_twins(("ctrl+y",)).split(","))
_LEAST, _ROUND = 40, 5
"""Cells that what lies open under a field takes at least, and those round its words."""
_STEPS = {"tab": 1, "shift+tab": -1}
_LINES = {"up": -1, "down": 1}


class FormView(Inked, ScrollView, can_focus=True):
    """Draws a form and takes its keys; posts ``Typed`` when an answer changed."""

    class Typed(Message):
        """An answer has changed, or another field has the cursor."""

    def __init__(self, form: Form, draft: Draft, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form = form
        self._draft = draft
        self._lines: Sequence[FormLine] = ()
        self._problems: Problems = {}
        self._at = ""
        self._editor: Editor | None = None
        self._insists = False
        self._drawn: list[Line] = []
        self._spots: list[tuple[int, int, int, str]] = []
        self.ask()

    # what it says

    @property
    def answers(self) -> Answers:
        """The answers as they stand."""
        return self._draft.answers

    @property
    def problems(self) -> Problems:
        """What is wrong now; empty where the form can be kept."""
        return self._problems

    @property
    def group(self) -> str:
        """The group of rows that the cursor stands in; that of the form's last rows where it stands in none."""
        groups = [line.group for line in self._lines if line.group]
        mine = next((line.group for line in self._lines if any(cell.id == self._at for cell in line.cells)), "")
        return mine or (groups[-1] if groups else "")

    @property
    def at(self) -> str:
        """The id of the field with the cursor."""
        return self._at

    @property
    def is_open(self) -> bool:
        """Whether something lies open under the field, which takes Enter and Esc for itself."""
        return bool(self._editor and self._editor.below(_LEAST))

    @property
    def hint(self) -> str:
        """What the keys do in the field."""
        return self._editor.hint() if self._editor else ""

    @property
    def refusal(self) -> str:
        """Why the field cannot be left as it is typed now; an empty text where it can."""
        return self._editor.refusal() if self._editor else ""

    # asking

    def ask(self) -> None:
        """Asks anew: the answers, or the book under them, have changed."""
        self._lines = self._form.lines(self.answers)
        self._problems = self._form.problems(self.answers)
        fields = {cell.id: cell for line in self._lines for cell in line.cells}
        if self._at not in fields:
            self._at = next(iter(fields), "")
            self._editor = None
        field = fields.get(self._at)
        answer = self.answers.get(self._at, "")
        if field is None:
            return
        if self._editor is None or self._editor.answer != answer:
            self._editor = editor_of(field, answer)
        self._editor.field = field
        self._draw()

    def go_to(self, id: str) -> None:
        """Puts the cursor into a field; it stays where what is typed in this one is nothing that can be."""
        if id != self._at and not self.refusal:
            self._settle()
            self._at, self._editor = id, None
        self.ask()
        self.post_message(self.Typed())

    def insist(self) -> str:
        """Goes to the first field in which something is wrong and returns the sentence; an empty text where nothing is."""
        if self.refusal:
            return self.refusal
        self._settle()
        self._insists = True
        self.ask()
        for field in self._form.fields(self.answers):
            if field.id in self._problems:
                self.go_to(field.id)
                return self._problems[field.id]
        return next(iter(self._problems.values()), "")

    def put(self, answers: Answers, at: str) -> None:
        """Takes new answers that were not typed, and goes to a field."""
        self._settle()
        self._draft.put(answers, at)
        self._draft.pause()
        self._at, self._editor = at, None
        self.ask()

    def _settle(self) -> None:
        """Makes a short form that was typed the whole answer; the typing in this field ends."""
        if self._editor is not None:
            self._editor.accept()
            self._answer(self._editor.field.settled(self._editor.answer))
            self._draft.pause()

    def _answer(self, answer: str) -> None:
        if answer != self.answers.get(self._at, ""):
            answers = {**self.answers, self._at: answer}
            self._draft.put(self._form.settled(self.answers, answers, self._at), self._at)

    # keys

    def on_key(self, event: events.Key) -> None:
        """Takes the keys of the field, then those of the form; all others go on to the commands."""
        if self._take(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Takes a pasted text into the field."""
        if self._editor is not None:
            self._editor.paste(event.text)
            self._typed()
            event.stop()

    def _take(self, key: str, character: str | None) -> bool:
        editor = self._editor
        if editor is None:
            return False
        if key in _UNDO or key in _REDO:
            self._turn(key)
        elif key == "escape":
            if not editor.close():
                return False
            self._typed()
        elif editor.take(key, character):
            self._typed()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in _LINES:
            self._line(_LINES[key])
        else:
            return False
        return True

    def _typed(self) -> None:
        if self._editor is not None:
            self._answer(self._editor.answer)
        self.ask()
        self.post_message(self.Typed())

    def _turn(self, key: str) -> None:
        if self._editor is not None:
            self._editor.close()
        at = self._draft.undo() if key in _UNDO else self._draft.redo()
        if at is not None:
            self._at, self._editor = at, None
        self.ask()
        self.post_message(self.Typed())

    def _step(self, by: int) -> None:
        ids = [cell.id for line in self._lines for cell in line.cells]
        self.go_to(ids[(ids.index(self._at) + by) % len(ids)])

    def _line(self, by: int) -> None:
        """Goes to the line above or below, to the field that stands where this one does."""
        lines = [[cell.id for cell in line.cells] for line in self._lines if line.cells]
        place = next(place for place, ids in enumerate(lines) if self._at in ids)
        there = lines[(place + by) % len(lines)]
        starts = {id: first for _, first, _, id in self._spots}
        self.go_to(min(there, key=lambda id: abs(starts.get(id, 0) - starts.get(self._at, 0))))

    def on_click(self, event: events.Click) -> None:
        """Goes to the field that is clicked; one that has the cursor opens what Space opens."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        y = offset.y + round(self.scroll_y)
        for line, first, last, id in self._spots:
            if line == y and first <= offset.x < last:
                if id != self._at:
                    self.go_to(id)
                elif self._editor is not None and isinstance(self._editor.field, Day | Pick | Tick):
                    self._take("space", None)

    # drawing

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._drawn, self._spots = [], []
        top = bottom = 0
        for line in self._lines:
            first = len(self._drawn)
            self._drawn.append(self._line_of(line, width))
            mine = any(cell.id == self._at for cell in line.cells)
            if mine and self._editor is not None:
                self._drawn += self._below(width)
            self._drawn += self._wrong_with(line, width)
            if mine:
                top, bottom = first, len(self._drawn)
        self.virtual_size = Size(0, len(self._drawn))
        self._scroll_update(self.virtual_size)  # a ScrollView learns of a change of its own making only so
        self._follow(top, bottom)
        self.refresh()

    def _below(self, width: int) -> Iterator[Line]:
        """Yields what lies open under the field: beneath it, or further left where it is too wide for that."""
        wanted = max((len(words) for words in self._editor.listed()), default=0) + _ROUND if self._editor else 0
        indent = max(0, min(self._start(self._at), width - max(wanted, _LEAST)))
        for below in self._editor.below(width - indent) if self._editor else ():
            yield [(" " * indent, "plain"), *below]

    def _follow(self, top: int, bottom: int) -> None:
        """Scrolls so that the line of the cursor, and what lies open under it, are in sight."""
        height, seen = self.scrollable_content_region.height, round(self.scroll_y)
        if bottom > seen + height:
            seen = bottom - height
        self.scroll_to(y=min(seen, top), animate=False, force=True)

    def _start(self, id: str) -> int:
        return next((first for _, first, _, known in self._spots if known == id), self._form.LABEL)

    def _line_of(self, line: FormLine, width: int) -> Line:
        mine = any(cell.id == self._at for cell in line.cells)
        if line.heading:
            return [(" " + line.label, "heading")]
        pieces: list[Piece] = [(" " + fit(line.label, self._form.LABEL - 2) + " ", "strong" if mine else "dim")]
        pieces += [(" " + line.told, "dim")] if line.told else []
        x = self._form.LABEL
        for cell in line.cells:
            size = min(cell.width or width, width - x - 1)
            if size <= 0:
                break
            self._spots.append((len(self._drawn), x, x + size, cell.id))
            pieces += [*self._cell(cell, size), (" ", "plain")]
            x += size + 1
        return pieces

    def _cell(self, field: Field, size: int) -> Line:
        if field.id == self._at and self._editor is not None and self.has_focus:
            return self._editor.cell(size)
        answer = self.answers.get(field.id, "")
        text = _read(field, answer)
        if not text:
            return [(" " + fit(field.label or "—", size - 1), "empty")]
        return [(" " + fit(text, size - 1), "wrong" if field.id in self._problems else "field")]

    def _wrong_with(self, line: FormLine, width: int) -> Iterator[Line]:
        for cell in line.cells:
            sentence = self._problems.get(cell.id, "")
            if sentence and (self._insists or self.answers.get(cell.id, "")):
                yield from broken([(" " * 3 + sentence, "over")], width - 1)
            if cell.id in self._draft.elsewhere:
                theirs = _read(cell, self._draft.elsewhere[cell.id]) or "—"
                text = tr("Changed meanwhile: the book now says {value}. Enter writes yours over it.", value=theirs)
                yield from broken([(" " * 3 + text, "over")], width - 1)

    def render_line(self, y: int) -> Strip:
        """Returns the strip of a line in sight."""
        place = y + round(self.scroll_y)
        return self.strip(self._drawn[place] if place < len(self._drawn) else (), self.scrollable_content_region.width)

    def on_resize(self) -> None:
        """Draws anew in the new width."""
        self._draw()

    def on_focus(self) -> None:
        """Draws the field that takes the keys."""
        self._draw()

    def on_blur(self) -> None:
        """Draws no field as the one that takes the keys."""
        self._draw()


def _read(field: Field, answer: str) -> str:
    """Returns an answer as one reads it: dates with their weekday."""
    if isinstance(field, Day):
        try:
            day = field.read(answer)
        except Unfit:
            return answer
        return day_text(day) if day else ""
    return field.shown(answer)
