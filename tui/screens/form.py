"""A form on the screen: what is asked, and below it what the answers would change for drivers' days before they are written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from storage.effects import Effect, drivers_of, effects
from storage.records import Correction, Firm, Record
from tui.forms.draft import Answers, Draft
from tui.forms.effect import changes_days, effect_lines, fitting
from tui.forms.fields import Unfit
from tui.forms.form import Form
from tui.forms.view import FormView
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.widgets.drawing import Line
from tui.widgets.fixed import FixedLines
from tui.wording import tr, trn


class FormScreen(Frame):
    """Asks for one record. What is typed is kept on the desk until it is written down or thrown away, whatever is looked at meanwhile."""

    NAME = "form"
    AUTO_FOCUS = "#asked"

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__(desk)
        self.form = form
        found = desk.drafts.get(form.key)
        self._is_found = found is not None and found.is_typed
        self.draft = desk.drafts.setdefault(form.key, Draft(form.title(), form.start()))
        self._told = False
        self._news = False
        self._found: list[Effect] = []
        self._whole = False
        self._told_of: list[list[Line]] = []
        self._weighing = False

    def body(self) -> ComposeResult:
        """Yields the form and what it does."""
        yield FormView(self.form, self.draft, id="asked")
        yield FixedLines(id="effect", grows=True)

    @property
    def view(self) -> FormView:
        """The form."""
        return self.query_one(FormView)

    def heading(self) -> str:
        """Returns what the form is for."""
        return self.form.title()

    def hint(self) -> str:
        """Returns what the keys do in the field, and in every form."""
        field = self.view.hint if self.is_mounted else ""
        if self.is_mounted and self.view.is_open:
            return field
        every = (tr("Enter writes it · Tab next · Esc back, typing is kept"), tr("Enter writes it · Tab next"), tr("Enter writes it"))
        hints = [f"{field} · {all}" for all in every] if field else [every[0]]
        return next((hint for hint in hints if cell_len(hint) < self.size.width - 1), field)

    @property
    def current_driver(self) -> str | None:
        """The driver that the form is about."""
        return self.form.whom(self.draft.answers)

    @property
    def current_record(self) -> Record | None:
        """The record as the book has it."""
        return self.form.record

    def drafts_left(self) -> list[Draft]:
        """Returns what is typed in other forms."""
        return [draft for draft in super().drafts_left() if draft is not self.draft]

    def on_mount(self) -> None:
        """Says that earlier typing is still here."""
        if self._is_found and not self._news:
            self._tell(tr("Your typing is still here. Enter writes it down; the menu (F9) throws it away."))

    def on_unmount(self) -> None:
        """Forgets a form in which nothing is typed."""
        if not self.draft.is_typed and self.desk.drafts.get(self.form.key) is self.draft:
            del self.desk.drafts[self.form.key]

    def look_again(self) -> None:
        """Takes in what has changed in the book, and tells of it where it touches this form."""
        if self.form.id is not None:
            if self.form.record is None:
                self._tell(tr("Meanwhile this was deleted. Enter writes it into the book again."), news=True)
            elif self.draft.rebase(self.form.start()) and self.draft.is_typed:
                self._told = False
                self._tell(tr("Meanwhile this was changed in the book: what you typed is kept, all else is as it is now."), news=True)
        self.form.forget()
        self.view.ask()
        self._weigh()

    def _tell(self, text: str, *, news: bool = False) -> None:
        """Says something once the screen stands; ``news``: that the book has changed."""
        self._news = news
        self.once_drawn(partial(self.say, text, warning=news))

    @on(FormView.Typed)
    def _typed(self) -> None:
        self._told = False
        self.say("")
        self._weigh()

    # what it does to the days

    def _weigh(self) -> None:
        """Begins to work out what the form does, once the key has been drawn."""
        if not self._weighing:
            self._weighing = True
            self.once_drawn(self._begin)

    def _begin(self) -> None:
        self._weighing = False
        self._found, self._whole = [], False
        found: Iterator[Effect] = iter(())
        changes = self._changes(self.draft.answers)
        if changes:
            book = self.desk.book
            self._whole = any(isinstance(record, Firm | Correction) for record in changes)
            drivers = [driver.id for driver in book.drivers()] if self._whole else drivers_of(book, changes)
            found = effects(book, changes, drivers, self.desk.on, self.desk.line_of)
        self.work_between_keys(self._keep_changes(found), self._draw_effect)

    def _keep_changes(self, found: Iterator[Effect]) -> Iterator[None]:
        for effect in found:
            if not self._whole or changes_days(effect):
                self._found.append(effect)
            yield

    def _most(self) -> int:
        return max(5, self.size.height // 4)

    def _draw_effect(self, done: bool) -> None:
        """Draws what the form does, as far as it is known, always in as many lines, so that nothing above moves."""
        width, most = max(20, self.size.width - 1), self._most()
        self._told_of = [[[(f" {text}", "warn")] for text in self.form.cautions(self.draft.answers)]]
        self._told_of += (list(effect_lines(effect, self.desk.on)) for effect in self._found)
        if done and self._whole and not self._found:
            self._told_of.append([[(f" {tr('No figure of any driver changes.')}", "plain")]])
        lines, left = fitting(self._told_of, most, width)
        if left:
            lines.append([(f" {trn('{n} line more: Ctrl+D shows all', '{n} lines more: Ctrl+D shows all', left)}", "dim")])
        self.query_one("#effect", FixedLines).show(*lines, *[[]] * (most - len(lines)))

    def action_effect(self) -> None:
        """Shows all that the form does to the days, as far as it is known."""
        from tui.screens.overlays import PageScreen

        self.app.push_screen(PageScreen([line for block in self._told_of for line in block]))

    def _changes(self, answers: Answers) -> Sequence[Record]:
        """Returns what would be written down, nothing while something is wrong."""
        if self.view.problems:
            return ()
        try:
            return self.form.changes(answers)
        except Unfit:
            return ()

    # commands

    def action_write(self) -> None:
        """Asks for the form to be written down, or goes to what is wrong in it."""
        wrong = self.view.insist()
        if wrong:
            self.say(wrong, warning=True)
            return
        doubt = self.form.doubt(self.draft.answers)
        if self.draft.elsewhere:
            doubt = tr("Meanwhile the book has changed here: look first. Enter again writes yours.")
        if doubt and not self._told:
            self._told = True
            self.say(doubt, warning=True)
            return
        changes = self._changes(self.draft.answers)
        self.post_message(Wanted(changes, self.form.reason(changes)))

    async def written_down(self) -> None:
        """Goes: what was typed stands in the book."""
        self.desk.drafts.pop(self.form.key, None)
        if self.app.screen is self:
            self.app.pop_screen()

    def _stays(self) -> bool:
        """Says why the field cannot be left as it is typed, and tells whether that is so."""
        if self.view.refusal:
            self.say(self.view.refusal, warning=True)
        return bool(self.view.refusal)

    def _put(self, answers: Answers, at: str = "") -> None:
        """Takes new answers that were not typed and goes to a field; what was said of those before holds no more."""
        self.view.put(answers, at or self.view.at)
        self._typed()

    def action_row_add(self) -> None:
        """Adds a row to the group that the cursor stands in."""
        if self._stays():
            return
        grown = self.form.grown(self.draft.answers, self.view.group, self.view.at)
        if grown is None:
            self.say(tr("Nothing is added here."), warning=True)
        else:
            self._put(*grown)

    def action_row_remove(self) -> None:
        """Takes the row of the cursor away."""
        if self._stays():
            return
        shrunk = self.form.shrunk(self.draft.answers, self.view.group, self.view.at)
        if shrunk is None:
            self.say(tr("That one stays: there is no other."), warning=True)
        else:
            self._put(shrunk)

    def action_copy_last(self) -> None:
        """Fills the form like the driver's last trip."""
        if self._stays():
            return
        copied = self.form.copied(self.draft.answers)
        if copied is None:
            self.say(tr("There is no earlier trip to go by."), warning=True)
        else:
            self._put(copied)

    def action_discard(self) -> None:
        """Puts back what the book says."""
        self._put(dict(self.draft.start))
        self.draft.elsewhere.clear()
        self.say(tr("Thrown away. Ctrl+Z brings the typing back."))
