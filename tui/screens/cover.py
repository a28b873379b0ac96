"""What is seen until the book is open: the fleet's frame without its drivers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui.screens.frame import title_line
from tui.widgets.drawing import INK_CLASSES
from tui.widgets.fixed import FixedLines
from tui.widgets.keybar import KeyBar
from tui.wording import tr


class Cover(Screen[None]):
    """Title, a word on what is going on, key bar."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(INK_CLASSES)

    def __init__(self, on: date) -> None:
        super().__init__()
        self._on = on

    def compose(self) -> ComposeResult:
        """Yields the three."""
        yield FixedLines(id="title")
        yield FixedLines(id="opening")
        yield KeyBar()

    def on_resize(self) -> None:
        """Draws them in the width there is."""
        self.query_one("#title", FixedLines).show(title_line(tr("Fleet"), self._on, self.size.width))
        self.query_one("#opening", FixedLines).show((), [("  " + tr("Opening the book…"), "dim")])
