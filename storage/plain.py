"""Dates as scripts get them: ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def iso(day: date | None) -> str | None:
    """Returns a date as ISO text, None for none."""
    return day.isoformat() if day else None


def plain(params: Mapping[str, str | int | date | None]) -> dict[str, str | int | None]:
    """Returns named values, as the parameters of a finding: dates as ISO text, any other as they are."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in params.items()}
