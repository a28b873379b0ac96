"""Asking for one date, such as the as-of date: typed, or reached with the arrows."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.forms.date_field import DateField
from tui.screens.overlays import Overlay
from tui.widgets.fixed import FixedLines
from tui.wording import tr


class AsOfScreen(Overlay):
    """One date; gives it back as ISO text, or nothing."""

    AUTO_FOCUS = "#as-of"

    def __init__(self, on: date, question: str = "") -> None:
        super().__init__()
        self._on = on
        self._question = question or tr("Show all figures as of which date?")

    def compose(self) -> ComposeResult:
        """Yields the field and what its keys do."""
        with Vertical(id="panel"):
            yield FixedLines(id="asked", grows=True)
            yield DateField(lambda: self._on, id="as-of")
            yield FixedLines(id="what")

    def on_mount(self) -> None:
        """Begins with the date that holds now."""
        self.query_one("#asked", FixedLines).show([(f" {self._question}", "head")])
        self.query_one(DateField).day = self._on
        keys = tr("Type day and month, or ↑↓ by a day, PageUp PageDown by a month.")
        self.query_one("#what", FixedLines).show([(f" {keys}", "dim")], [(f" {tr('Enter takes it · Esc leaves it as it is')}", "dim")])

    async def on_key(self, event: events.Key) -> None:
        """Takes Enter where there is a date."""
        day = self.query_one(DateField).day
        if event.key == "enter":
            event.stop()
            if day is not None:
                self.leave(day.isoformat())
        else:
            await super().on_key(event)
