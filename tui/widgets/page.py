"""A page to be read: lines of pieces, wrapped into the width there is, moved with the arrows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.drawing import Line, Piece, plain
from tui.widgets.inks import Inked

_HANGING = 2
"""Cells by which the second line of a broken one stands further in."""


class Page(Inked, ScrollView, can_focus=True):
    """Draws lines, the long ones broken between words with the indent of their beginning."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._broken: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Draws these lines from now on."""
        self._lines = lines
        self._break()

    @property
    def text(self) -> str:
        """The words on the page."""
        return "\n".join("".join(text for text, _ink in line) for line in self._lines)

    def _break(self) -> None:
        width = self.scrollable_content_region.width - 1
        if width <= 0:
            return
        self._broken = [part for line in self._lines for part in broken(line, width)]
        self.virtual_size = Size(width, len(self._broken))
        self._scroll_update(self.virtual_size)  # a ScrollView learns of a change of its own making only so
        self.refresh()

    def on_resize(self) -> None:
        """Breaks the lines for the new width."""
        self._break()

    def render_line(self, y: int) -> Strip:
        """Returns the strip of a line in sight."""
        place = y + round(self.scroll_y)
        line = self._broken[place] if place < len(self._broken) else ()
        return self.strip(line, self.scrollable_content_region.width)

    def on_key(self, event: events.Key) -> None:
        """Takes the arrows, Home and End."""
        match event.key:
            case "up":
                self.scroll_up(animate=False)
            case "down":
                self.scroll_down(animate=False)
            case "home":
                self.scroll_home(animate=False)
            case "end":
                self.scroll_end(animate=False)
            case "space":
                self.scroll_page_down(animate=False)
            case _:
                return
        event.stop()


def broken(line: Line, width: int) -> Iterator[Line]:
    """Yields a line as several of at most ``width`` cells, each but the first indented like it and two more."""
    whole = "".join(plain(text) for text, _ink in line)
    indent = min(len(whole) - len(whole.lstrip()) + _HANGING, width // 2)
    part: list[Piece] = []
    filled = 0
    for text, ink in line:
        for word in _words(plain(text)):
            size = cell_len(word)
            if filled + cell_len(word.rstrip()) > width and part:
                yield part
                part, filled = [(" " * indent, "plain")], indent
                word = word.lstrip()
                size = cell_len(word)
            part.append((word, ink))
            filled += size
    yield part


def _words(text: str) -> Iterator[str]:
    """Yields the text in words, each with the blanks after it; blanks at the very beginning stand alone."""
    start = len(text) - len(text.lstrip(" "))
    if start:
        yield text[:start]
    word = ""
    for character in text[start:]:
        if character != " " and word.endswith(" "):
            yield word
            word = ""
        word += character
    if word:
        yield word
