"""A list as a CSV file that Russian and English spreadsheets open alike: semicolons, CRLF, UTF-8 with a mark, day first in dates."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from storage.writing.listing import Listing, Value, harmless


def csv_of(listing: Listing) -> bytes:
    """Returns a list as the bytes of a CSV file."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_text(value) for value in row] for row in (listing.headings, *listing.rows)])
    return text.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return harmless(value) if isinstance(value, str) else str(value)
