"""The formats that documents of the book have had, and the steps from each to the next.

The number of the format that this program writes is ``engine.FORMAT``. A step is a pure function of a table's name and one of its
documents; a document of a newer format is read as it is, as far as it can be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from storage.engine import FORMAT

Document = dict[str, Any]

STEPS: Mapping[int, Callable[[str, Document], Document]] = {}
"""From each past format to the one after it. A frozen book of every past format lies beside the tests."""


def brought_up(table: str, document: Document, format: int) -> Document:
    """Returns a document of a past format as this program writes it; one of this format or a newer one as it is."""
    for past in range(format, FORMAT):
        document = STEPS[past](table, document)
    return document
