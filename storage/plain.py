"""Dates as scripts get them: ISO text."""

from __future__ import annotations

from datetime import date


def iso(day: date | None) -> str | None:
    """Returns a date as ISO text, None for none."""
    return day.isoformat() if day else None


def plain(value: str | int | date | None) -> str | int | None:
    """Returns a parameter of a finding or reason: a date as ISO text, any other as it is."""
    return value.isoformat() if isinstance(value, date) else value
