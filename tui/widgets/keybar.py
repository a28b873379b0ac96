"""The bottom line: the F-keys and their commands, eight columns a key, in the manner of the two-panel file managers."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.commands import Command, key_bar
from tui.widgets.drawing import Piece, fit, label
from tui.widgets.inks import Inked

COLUMNS = 8
"""Cells of one key: its number, its label of at most six letters, a blank."""

_LETTERS = 6


class KeyBar(Inked):
    """Draws the labels of the F-keys; a click posts ``Pressed``."""

    class Pressed(Message):
        """A label was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys = list(key_bar())

    def render_line(self, y: int) -> Strip:
        """Returns the one line."""
        pieces: list[Piece] = []
        for number, command in self._keys:
            digits = str(number)
            pieces += [(digits, "key"), *_label(label(command.label), COLUMNS - len(digits))]
        return self.strip([*pieces, (" " * max(0, self.size.width - COLUMNS * len(self._keys)), "key")], self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Presses the key under the pointer."""
        place = event.x // COLUMNS
        if place < len(self._keys):
            self.post_message(self.Pressed(self._keys[place][1]))


def _label(text: str, width: int) -> list[Piece]:
    """Returns a label in its cells, with a blank before the next key where it leaves one."""
    short = fit(text, min(width, _LETTERS))
    return [(short, "label"), (" " * (width - len(short)), "key")]
