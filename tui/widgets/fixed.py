"""A few lines that stand still: the title, what needs attention, the words under a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.strip import Strip

from tui.widgets.drawing import Line
from tui.widgets.inks import Inked


class FixedLines(Inked):
    """Draws the lines it was last given. With ``grows`` its height is that of its lines (none: it is not there)."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, grows: bool = False) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()
        self._grows = grows
        self.display = not grows

    def show(self, *lines: Line) -> None:
        """Draws these lines from now on."""
        if lines == self._lines:
            return
        taller = len(lines) != len(self._lines)
        self._lines = lines
        if self._grows and taller:
            self.display = bool(lines)
            self.refresh(layout=True)
        else:
            self.refresh()

    @property
    def text(self) -> str:
        """The words that stand there now."""
        return "\n".join("".join(text for text, _ink in line) for line in self._lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Returns the number of lines."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Returns the strip of a line."""
        return self.strip(self._lines[y] if y < len(self._lines) else (), self.size.width)
