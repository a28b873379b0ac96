"""Breaking a text into lines: at spaces and after dashes, slashes, commas; within a word only where it is wider than a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_BREAKS = re.compile(r"(?<=[\s/,;–—-])")


@lru_cache(maxsize=20_000)
def pieces(text: str) -> tuple[str, ...]:
    """Returns the pieces of a text between which a line may end."""
    return tuple(_BREAKS.split(text))


def broken(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Returns ``text`` as lines each of which ``fits``, unless not even one letter does; one line at least, line feeds kept."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, fits)]


def _lines(text: str, fits: Callable[[str], bool]) -> list[str]:
    if fits(text):
        return [text]
    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        if line and not fits((line + piece).rstrip()):
            lines.append(line.rstrip())
            line = ""
        line += piece
        while len(line) > 1 and not fits(line.rstrip()):
            cut = _longest_start(line, fits)
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _longest_start(text: str, fits: Callable[[str], bool]) -> int:
    """Returns how many letters of ``text`` fit, one at least."""
    cut = 1
    while cut < len(text) and fits(text[: cut + 1]):
        cut += 1
    return cut
