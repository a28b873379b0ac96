"""What draws on a page, in points from its top left corner, and the breaking of texts into lines.

ReportLab is reached only through here and through ``tui.sheets.fonts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.sheets.breaking import broken, pieces
from tui.sheets.fonts import BOLD, REGULAR, drawable, width_of

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Colour(NamedTuple):
    """A colour by its red, green and blue, each 0 to 1."""

    red: float
    green: float
    blue: float


BLACK = Colour(0, 0, 0)
DARK = Colour(0.25, 0.25, 0.25)
GREY = Colour(0.45, 0.45, 0.45)
PALE = Colour(0.78, 0.78, 0.78)
MIST = Colour(0.95, 0.95, 0.95)
WHITE = Colour(1, 1, 1)
BLUE = Colour(0.66, 0.81, 0.93)
DEEP_BLUE = Colour(0.0, 0.3, 0.55)
ORANGE = Colour(1.0, 0.84, 0.55)
DEEP_ORANGE = Colour(0.72, 0.4, 0.0)


class _Line(NamedTuple):
    """A line of text waiting to be written."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: Colour
    narrow: float


class Pen:
    """Draws on one page of a canvas, in points; ``y`` counts down from the top of the page, and a text stands on its ``y``.

    What is drawn is kept until ``finish``: first lines and boxes in their order, then all texts over them.
    """

    def __init__(self, page_height: float) -> None:
        self._height = page_height
        self._drawn: list[str] = []
        self._state: dict[str, str] = {}
        self._lines: list[_Line] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: str = "left",
        colour: Colour = BLACK,
        narrow: float = 1.0,
    ) -> None:
        """Writes one line; ``align`` says which side of it ``x`` is: ``left``, ``right`` or ``centre``. ``narrow`` sets it narrower."""
        if not text:
            return
        if align != "left":
            x -= width_of(text, size * narrow, bold) / (1 if align == "right" else 2)
        self._lines.append(_Line(x, self._height - y, drawable(text), round(size, 2), bold, colour, narrow))

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.4, colour: Colour = BLACK) -> None:
        """Draws a straight line."""
        self._set("RG", colour)
        self._set("w", (width,))
        self._drawn.append(f"{x1:.2f} {self._height - y1:.2f} m {x2:.2f} {self._height - y2:.2f} l S")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        border: Colour | None = None,
        thick: float = 0.4,
        dashed: bool = False,
    ) -> None:
        """Draws a box whose top left corner is at ``x``, ``y``: filled, with a border, or both."""
        if fill:
            self._set("rg", fill)
        if border:
            self._set("RG", border)
            self._set("w", (thick,))
        painted = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(fill), bool(border)), "n")
        path = f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re {painted}"
        self._drawn.append(f"[1.2 1] 0 d {path} [] 0 d" if dashed else path)

    def hatch(self, x: float, y: float, width: float, height: float, *, step: float, colour: Colour, thick: float = 0.35) -> None:
        """Fills a box with lines that rise to the right, ``step`` points apart."""
        self._set("RG", colour)
        self._set("w", (thick,))
        top = self._height - y
        along = step / 2
        while along < width + height:
            left, right = max(0.0, along - height), min(along, width)
            self._drawn.append(f"{x + left:.2f} {top - along + left:.2f} m {x + right:.2f} {top - along + right:.2f} l S")
            along += step

    def _set(self, operator: str, numbers: tuple[float, ...]) -> None:
        """Sets a colour or a width for what is drawn next, where it is not the one that stands."""
        value = " ".join(f"{number:.3g}" for number in numbers)
        if self._state.get(operator) != value:
            self._state[operator] = value
            self._drawn.append(f"{value} {operator}")

    def finish(self, canvas: Canvas) -> None:
        """Puts everything on the current page of ``canvas``."""
        canvas.addLiteral("\n".join(["q", *self._drawn, "Q"]))
        writer = canvas.beginText(0, 0)
        before: _Line | None = None
        for line in self._lines:
            if before is None or (line.bold, line.size) != (before.bold, before.size):
                writer.setFont(BOLD if line.bold else REGULAR, line.size)
            if before is None or line.colour != before.colour:
                writer.setFillColorRGB(*line.colour)
            if before is None or line.narrow != before.narrow:
                writer.setHorizScale(100 * line.narrow)
            writer.setTextOrigin(line.x, line.y)
            writer.textOut(line.text)
            before = line
        canvas.drawText(writer)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Returns ``text`` as lines no wider than ``width`` points; one line at least."""
    if width_of(text, size, bold) <= width and "\n" not in text:
        return [text]
    return broken(text, lambda line: width_of(line, size, bold) <= width)


def widest_word(text: str, size: float, bold: bool = False) -> float:
    """Returns the width of the longest piece of ``text`` that is not broken of its own accord."""
    return max(width_of(piece.rstrip(), size, bold) for piece in pieces(text))
