"""What a person says of a file before it is read: which column means what, what a sheet is, what a mark of a grid means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hints:
    """``columns``: headings, as they are compared, with their fields, an empty one for a column to be passed over.

    ``kinds``: names of sheets with their kind, an empty one for a sheet to be passed over. ``headings``: names of sheets with the
    number of the row of their headings, counted from 1. ``marks``: letters or colours of grids with the words of a legend.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)


NO_HINTS = Hints()
