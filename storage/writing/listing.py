"""Lists that are written into files: headings and typed rows, and what in them a spreadsheet could take for a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | date | None
"""What a cell may hold; dates stay dates."""

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its name, the headings, its rows. ``inks`` are the colours (``#F4B183``) that cells of these texts are filled with.

    ``narrow`` columns, from that number on, hold a letter or two.
    """

    name: str
    headings: Sequence[Value]
    rows: Sequence[Sequence[Value]]
    inks: Mapping[str, str] = field(default_factory=dict)
    narrow: int | None = None


def is_formula(text: str) -> bool:
    """Tells whether a spreadsheet could take a text for a formula, or has an apostrophe of ours before one that it could."""
    return _FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """Returns a text that no spreadsheet takes for a formula: an apostrophe is put before one that it would. Reading takes it off."""
    return f"'{text}" if is_formula(text) else text
