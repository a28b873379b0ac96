"""Signs for weak consoles: each that an old font or code page may lack gives way to one of CP866 in the same cell."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = str.maketrans(
    dict(zip("►↑↓←→↕≤≥≠×—–…“”„’«»Σ", '>^v<>|<>#x--."""\'""=', strict=True))
    | dict.fromkeys("╭╮╰╯┏┓┗┛", "+")
    | dict.fromkeys("▁▂▃▄▅▆▇▔▎▊▌▐", " ")
)
"""Bars, shades, straight lines, the raised dot and № are in CP866 itself and stay."""


class PlainGlyphs(LineFilter):
    """Changes the signs of every line just before it goes to the terminal, those of borders and scroll bars too."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Returns the line with plain signs."""
        return [Segment(text.translate(PLAIN), style, control) for text, style, control in segments]
