"""The bottom line: the F-keys and their commands, eight columns a key as in two-panel file managers; fewer in a small window."""

from __future__ import annotations

from rich.cells import set_cell_size
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.commands import Command, key_bar
from tui.widgets.drawing import Piece, label
from tui.widgets.inks import Inked

COLUMNS, _LEAST = 8, 4
"""Cells of one key: its number, its label of at most six letters, a blank; and those it has at least."""

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
            pieces += [(digits, "key"), *_label(label(command.label), self._columns - len(digits))]
        return self.strip([*pieces, (" " * max(0, self.size.width - self._columns * len(self._keys)), "key")], self.size.width)

    @property
    def _columns(self) -> int:
        return max(_LEAST, min(COLUMNS, self.size.width // len(self._keys)))

    def on_click(self, event: events.Click) -> None:
        """Presses the key under the pointer."""
        place = event.x // self._columns
        if place < len(self._keys):
            self.post_message(self.Pressed(self._keys[place][1]))


def _label(text: str, width: int) -> list[Piece]:
    """Returns a label in its cells, with a blank before the next key where it leaves one."""
    short = set_cell_size(text, min(width, _LETTERS))
    return [(short, "label"), (" " * (width - len(short)), "key")]
