"""Lists as the sheets of an Excel workbook: real dates, filters, colours, and no text that could become a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from storage.writing.listing import Listing, Value, harmless, is_formula

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NAME = 31
"""Characters that the name of a sheet may have."""
_WIDEST, _LOOKED_AT = 40, 200
"""The widest column, and how many rows are looked at to tell the width."""


def workbook_of(listings: Iterable[Listing]) -> bytes:
    """Returns lists as the bytes of an .xlsx file, a sheet each."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        pens = _Pens(book)
        taken: set[str] = set()
        for listing in listings:
            _write(book.add_worksheet(_sheet_name(listing.name, taken)), listing, pens)
    return target.getvalue()


class _Pens:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.date = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
        self.heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.heading_date = book.add_format({"bold": True, "bottom": 1, "num_format": "dd.mm.yyyy", "rotation": 90})
        self.plain = book.add_format({"num_format": "@"})
        self.quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self._inks: dict[str, Format] = {}

    def ink(self, colour: str) -> Format:
        """Returns the format of a cell filled with a colour."""
        if colour not in self._inks:
            self._inks[colour] = self._book.add_format({"bg_color": colour, "align": "center"})
        return self._inks[colour]


def _write(sheet: Worksheet, listing: Listing, pens: _Pens) -> None:
    for column, value in enumerate(listing.headings):
        _put(sheet, 0, column, value, pens.heading, pens.heading_date, pens)
    for number, row in enumerate(listing.rows, 1):
        for column, value in enumerate(row):
            ink = listing.inks.get(value) if isinstance(value, str) else None
            _put(sheet, number, column, value, pens.ink(ink) if ink else pens.plain, pens.date, pens)
    sheet.freeze_panes(1, 1)
    for column in range(len(listing.headings)):
        narrow = listing.narrow is not None and column >= listing.narrow
        sheet.set_column(column, column, 3 if narrow else _width(listing, column))
    if listing.rows and listing.narrow is None:
        sheet.autofilter(0, 0, len(listing.rows), len(listing.headings) - 1)


def _put(sheet: Worksheet, row: int, column: int, value: Value, plain: Format, dated: Format, pens: _Pens) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, dated)
    elif isinstance(value, str):
        text = harmless(value) if value.startswith("'") else value
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        sheet.write_string(row, column, text, pens.quoted if is_formula(text) else plain)
    else:
        sheet.write_number(row, column, value)


def _width(listing: Listing, column: int) -> int:
    texts = [listing.headings[column], *(row[column] for row in listing.rows[:_LOOKED_AT])]
    return min(_WIDEST, 2 + max(10 if isinstance(text, date) else len(str(text or "")) for text in texts))


def _sheet_name(name: str, taken: set[str]) -> str:
    """Returns a name that Excel takes, and that no other sheet has."""
    bare = _NOT_IN_NAMES.sub(" ", name).strip(" '")[:_NAME] or "1"
    candidate, number = bare, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{bare[: _NAME - len(str(number)) - 1]} {number}"
    taken.add(candidate.casefold())
    return candidate
