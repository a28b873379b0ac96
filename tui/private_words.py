"""Private fields as people read them: what is known, or that they are there and hidden where they came sealed without the firm's key."""

from __future__ import annotations

from storage.memory import TABLE_OF
from storage.reckoning import Reckoning
from storage.records import Driver, Paper, Record, Unsettled
from storage.sync.sealing import hidden
from tui.wording import date_text, hidden_text, listed_number, tr, trn


def is_hidden(record: Record, field: str) -> bool:
    """Tells whether a field of a record is there but cannot be read on this laptop, nor was anything typed in over it."""
    return field in hidden(TABLE_OF[type(record)], record) and not getattr(record, field)


def left_out_text(book: Reckoning) -> str:
    """Returns how many private values a list of this laptop lacks, empty where it lacks none."""
    records: list[Record] = [*book.all(Driver), *book.all(Paper)]
    number = sum(is_hidden(record, field) for record in records for field in hidden(TABLE_OF[type(record)], record))
    text = trn(
        "{n} private value is hidden on this laptop and left out: it needs the firm's key.",
        "{n} private values are hidden on this laptop and left out: they need the firm's key.",
        number,
    )
    return text if number else ""


def number_text(paper: Paper) -> str:
    """Returns the number of a paper, empty where it has none."""
    return hidden_text() if is_hidden(paper, "number") else paper.number


def listed_number_of(paper: Paper) -> str:
    """Returns the number of a paper as lists show it: a passport's masked."""
    return hidden_text() if is_hidden(paper, "number") else listed_number(paper.kind, paper.number)


def born_text(driver: Driver) -> str:
    """Returns a driver's day of birth, empty where it is not known."""
    return hidden_text() if is_hidden(driver, "born") else date_text(driver.born) if driver.born else ""


def phone_text(driver: Driver) -> str:
    """Returns a driver's phone; of one that is hidden that it is the phone."""
    return f"{tr('phone')} {hidden_text()}" if is_hidden(driver, "phone") else driver.phone


def cells_text(row: Unsettled) -> str:
    """Returns the cells of a row of a file with their headings."""
    if is_hidden(row, "cells"):
        return hidden_text()
    return "; ".join(f"{heading}: {value}" for heading, value in row.cells.items() if value)
