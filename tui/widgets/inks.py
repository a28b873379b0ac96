"""Turning pieces with inks into strips, with the colours the style sheet gives to this widget."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.css.styles import StylesBase
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.widget import Widget

from tui.widgets.drawing import Line, plain


class Inked(Widget):
    """A widget that draws lines of pieces. The styles of its inks are looked up once and again only after the style sheet changed.

    The inks are component classes of its screen (``INK_CLASSES``): resolving them for each widget anew would hold up the first frame.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._ink_styles: dict[tuple[str, ...], Style] = {}

    def notify_style_update(self) -> None:
        """Forgets the looked-up styles: the theme or the focus changed."""
        self._ink_styles = {}
        self.inks_changed()
        super().notify_style_update()

    def inks_changed(self) -> None:
        """Called when colours may have changed; a widget that keeps strips drops them here."""

    def ink(self, *names: str) -> Style:
        """Returns the style of inks laid over each other, the last one on top."""
        style = self._ink_styles.get(names)
        if style is None:
            laid = self.visual_style
            for name in names:
                own = _own(self.screen.get_component_styles(f"ink-{name}"))
                laid += own + _UPRIGHT if own.reverse and laid.reverse else own  # reversed twice it would not be seen in a reversed row
            style = self._ink_styles[names] = laid.rich_style
        return style

    def strip(self, line: Line, width: int, *under: str) -> Strip:
        """Returns a line as a strip of exactly ``width`` cells; the inks ``under`` lie beneath all of it.

        Here every text that reaches the terminal is made harmless.
        """
        segments = [Segment(plain(text), self.ink(*under, name)) for text, name in line]
        filled = sum(cell_len(segment.text) for segment in segments)
        if filled < width:
            segments.append(Segment(" " * (width - filled), self.ink(*under, "plain")))
        strip = Strip(segments, max(filled, width))
        return strip if filled <= width else strip.crop(0, width)


_UPRIGHT = VisualStyle(reverse=False)


def _own(styles: StylesBase) -> VisualStyle:
    """Returns what a component class sets itself; Textual's own partial style loses the background."""
    text = styles.text_style
    return VisualStyle(
        styles.background if styles.has_rule("background") else None,
        styles.color if styles.has_rule("color") else None,
        bold=text.bold,
        italic=text.italic,
        underline=text.underline,
        reverse=text.reverse,
    )
