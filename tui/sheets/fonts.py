"""The typeface of the sheets: a subset of DejaVu Sans and its bold, shipped beside this file with its licence.

It holds Latin with its extensions and phonetic letters (the Azerbaijani ``ə``), Cyrillic with the Kazakh letters, Armenian,
Georgian, punctuation, currency and number signs, arrows, mathematical signs, lines, blocks and geometric shapes.

Cut from DejaVu 2.37 with fontTools' ``pyftsubset``, without hints and layout tables; the names and the licence are in the files too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import as_file, files

REGULAR = "HaulbookSans"
BOLD = "HaulbookSans-Bold"
STAND_IN = "\ufffd"
"""What is drawn for a letter that the typeface does not have."""

_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}


@cache
def letters() -> frozenset[int]:
    """Returns the code points that both weights can draw, and makes both known to ReportLab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    held: list[frozenset[int]] = []
    for name, file in _FILES.items():
        with as_file(files("tui.sheets") / "fonts" / file) as path:
            font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        held.append(frozenset(font.face.charToGlyph))
    return held[0] & held[1]


def missing_glyphs(text: str) -> str:
    """Returns the letters of ``text`` that the typeface cannot draw, each once, in the order they first appear; empty where it has all."""
    held = letters()
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in held and not letter.isspace()))


def missing_in(texts: Iterable[str]) -> str:
    """Returns the letters missing for all of the texts together, each once."""
    return missing_glyphs("".join(texts))


@lru_cache(maxsize=20_000)
def drawable(text: str) -> str:
    """Returns ``text`` with a stand-in for each letter that the typeface does not have, and with plain spaces for any other."""
    held = letters()
    absent = {letter for letter in text if ord(letter) not in held}
    return text.translate({ord(letter): " " if letter.isspace() else STAND_IN for letter in absent}) if absent else text


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(drawable(text), BOLD if bold else REGULAR, 1000.0))


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Returns how wide ``text`` is drawn at ``size`` points, in points."""
    return _width(text, bold) * size / 1000.0
