"""What stands below a table and is no row of it: who drew it up, a signature, a date, sums, a legend."""

from __future__ import annotations

import re

from storage.reading.cells import Cell, Lost, text_of
from storage.reading.columns import DATES, Row, is_date
from storage.reading.words import Words
from storage.text import looks_like_name

_WHOSE = ("driver", "name")
_MEANS = re.compile(r"\s[-–—=]")
"""What stands in a legend between a mark and its meaning."""


def is_note(row: Row, words: Words) -> bool:
    """Tells whether a row below the last one of a table is a note and no row itself.

    One that names somebody in the column for it, or a country, a kind of paper or a direction, is a row whatever else it says. A note
    begins as notes do, and in that column may stand words of it; or there is nothing but numbers beside what cannot be a name.
    """
    named = next((text for name in _WHOSE if (text := row.text(name))), "")
    dated = any(is_date(row.get(name)) or isinstance(row.get(name), Lost) for name in DATES)

    def begins_one(text: str) -> bool:
        return words.is_note(text) or (not dated and ":" in text)

    first = next((text for cell in row.cells if (text := text_of(cell))), "")
    is_led = begins_one(first)
    may_name = looks_like_name(named) and not begins_one(named) and words.countries.find(named) is None
    is_named = may_name and (not is_led or dated or (named[0].isupper() and not _MEANS.search(named)))
    if is_named or any(isinstance(row.get(name), Lost) for name in _WHOSE) or _says_what(row, words):
        return False
    if is_led:
        return True
    whose = {row.sheet.columns.get(name) for name in _WHOSE}
    others = [cell for column, cell in enumerate(row.cells) if column not in whose]
    return not dated and all(_is_number(cell, words) for cell in others)


def texts_of(row: Row) -> str:
    """Returns all that a row says, in one line."""
    return " ".join(text for cell in row.cells if (text := text_of(cell)))


def _says_what(row: Row, words: Words) -> bool:
    tests = {
        "country": words.countries.find,
        "citizenship": words.countries.find,
        "kind": words.papers.meaning,
        "direction": words.direction,
    }
    return any(isinstance(row.get(name), Lost) or test(row.text(name)) for name, test in tests.items())


def _is_number(cell: Cell, words: Words) -> bool:
    text = text_of(cell)
    digits = text.replace(" ", "").replace(",", ".", 1).replace(".", "", 1).removeprefix("-")
    return not isinstance(cell, Lost) and (words.is_blank(text) or digits.isdecimal())
