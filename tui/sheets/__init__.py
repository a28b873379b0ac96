"""Sheets on paper: a frozen page model (``page``), made from a driver's account, then PDF or plain text from the same model."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from storage.book import RecordBook
    from storage.records import Driver
    from tui.sheets.page import Sheet

Purpose = Literal["road", "office"]
PURPOSES: tuple[Purpose, ...] = ("road", "office")
"""Whom a sheet is for; the first is for what leaves the office, and the default."""


def status_sheet(book: RecordBook, driver: Driver, on: date, purpose: Purpose = "road", rule_id: str | None = None) -> Sheet:
    """Returns a driver's sheet as of a date, under a rule (default: the firm's first), worded in the language in use."""
    from tui.sheets.account import account_of
    from tui.sheets.office import office_sheet
    from tui.sheets.road import road_sheet

    account = account_of(book, driver, on, rule_id)
    return office_sheet(account) if purpose == "office" else road_sheet(account)
