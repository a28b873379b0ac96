"""Rows of files that could not be taken in and wait for a person."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from storage.records.record import Record


class Unsettled(Record, frozen=True, kw_only=True):
    """An imported row that could not be taken but names a known driver: it stays his until mended or dismissed.

    ``row`` counts from 1 as spreadsheets do; ``cells`` are its cells as text beside their headings; ``problem`` is a code.
    """

    driver: str
    file: str
    sheet: str
    row: int
    problem: str
    cells: dict[str, str] = msgspec.field(default_factory=dict)

    def problems(self) -> Iterator[str]:
        """Adds: no driver."""
        yield from super().problems()
        if not self.driver:
            yield "driver-missing"
