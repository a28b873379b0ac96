"""Asking for one date, such as the as-of date: typed, or chosen in its month, which lies open."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.forms.fields import Day
from tui.forms.typed import DayEditor
from tui.screens.overlays import Overlay
from tui.widgets.fixed import FixedLines
from tui.wording import date_text, tr


class AsOfScreen(Overlay):
    """One date; gives it back as ISO text, or nothing."""

    def __init__(self, on: date, today: date, question: str = "") -> None:
        super().__init__()
        self._question = question or tr("Show all figures as of which date?")
        self._editor = DayEditor(Day(id="day", label=tr("date"), near=on, today=today, lean="ahead", needed=True), date_text(on))
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Yields the question with the date, its month and what the keys do."""
        with Vertical(id="panel"):
            yield FixedLines(id="day-asked", grows=True)

    def on_mount(self) -> None:
        """Begins with the date that holds now."""
        self._draw()

    def _draw(self) -> None:
        self._editor.open()
        self.query_one("#day-asked", FixedLines).show(
            [(f" {self._question}", "head")],
            (),
            [(" ", "plain"), *self._editor.cell(_CELLS)],
            *([(" ", "plain"), *week] for week in self._editor.below(_CELLS)),
            [(f" {tr('Type day and month · Home today · Esc leaves it as it is')}", "dim")],
            [(f" {self._problem or self._editor.hint()}", "over" if self._problem else "dim")],
        )

    async def on_key(self, event: events.Key) -> None:
        """Takes Enter, which says why where there is no date, and what changes it."""
        day, self._problem = self._editor.day, ""
        if event.key == "enter":
            self._problem = self._editor.field.problem(self._editor.answer)
            if day is not None:
                self.leave(day.isoformat())
        elif not self._editor.take(event.key, event.character if event.is_printable else None):
            await super().on_key(event)
            return
        event.stop()
        self._draw()

    def on_paste(self, event: events.Paste) -> None:
        """Takes the date in a pasted text."""
        self._editor.paste(event.text)
        event.stop()
        self._draw()


_CELLS = 22
"""Cells of the date, as wide as its month."""
