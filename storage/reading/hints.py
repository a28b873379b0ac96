"""What a person says of a file before it is read: which column means what, what a sheet is, what a mark means, whom a name means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hints:
    """``columns``: names of columns, as they are compared, with their fields, an empty one for a column to be passed over.

    ``within``: the same of one sheet alone, by its name; it goes before. ``kinds``: names of sheets with their kind, an empty one for a
    sheet to be passed over. ``headings``: names of sheets with the number of the row of their headings, counted from 1, 0 for none.
    ``marks``: letters or colours of grids with the words of a legend. ``names``: names, as they are compared, with those of the drivers
    whom they mean, an empty one for a name of nobody.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def of_columns(self, sheet: str) -> dict[str, str]:
        """Returns what is said of the columns of a sheet."""
        return {**self.columns, **self.within.get(sheet, {})}


NO_HINTS = Hints()
