"""A field that takes one of several values: Up and Down go through them, letters find one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.drawing import fit
from tui.widgets.inks import Inked
from tui.widgets.searching import folded, matches, readings


class Choice(Inked, can_focus=True):
    """Shows the words of the value chosen; posts ``Chosen`` when it changes."""

    chosen = reactive("", init=False)
    """The value chosen, one of those offered; empty where none is offered."""

    class Chosen(Message):
        """Another value was chosen."""

    def __init__(self, options: Sequence[tuple[str, str]], chosen: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        """Takes values with their words, in the order they are gone through."""
        super().__init__(id=id, classes=classes)
        self._options = list(options)
        self._words = dict(options)
        self._typed = ""
        self.set_reactive(Choice.chosen, chosen if chosen in self._words else (self._options[0][0] if self._options else ""))

    def render_line(self, y: int) -> Strip:
        """Returns the words of the value, and the letters typed."""
        width = self.size.width
        words = self._words.get(self.chosen, "")
        ink = "chosen" if self.has_focus else "field"
        typed = f" {self._typed}_" if self._typed else ""
        return self.strip([(" ", ink), (fit(words, width - 3 - len(typed)), ink), (typed, ink), ("↕ ", ink)], width)

    def watch_chosen(self) -> None:
        """Draws the value and tells the form."""
        self.refresh()
        self.post_message(self.Chosen())

    def on_focus(self) -> None:
        """Draws the field as the one that takes the keys."""
        self.refresh()

    def on_blur(self) -> None:
        """Forgets the letters typed."""
        self._typed = ""
        self.refresh()

    def _step(self, by: int) -> None:
        if self._options:
            place = [value for value, _words in self._options].index(self.chosen)
            self._typed = ""
            self.chosen = self._options[(place + by) % len(self._options)][0]

    def _find(self, typed: str) -> None:
        sought = readings(typed)
        for value, words in self._options:
            if matches(sought, folded(words)):
                self._typed = typed
                self.chosen = value
                self.refresh()
                return

    def on_key(self, event: events.Key) -> None:
        """Takes Up, Down, letters and Backspace."""
        if event.key in ("up", "down"):
            self._step(-1 if event.key == "up" else 1)
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
            self.refresh()
        elif event.is_printable and event.character and not event.character.isspace():
            self._find(self._typed + event.character)
        else:
            return
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Goes to the next value when the arrows at the end are clicked."""
        if event.x >= self.size.width - 3:
            self._step(1)
