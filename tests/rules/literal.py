"""Stays as a dispatcher would jot them down: ``01.03-10.03 RU, 10.03-14.03 BY, 20.11- RU`` (2026 unless a year is written)."""

from __future__ import annotations

from datetime import date

from rules.ledger import Ledger
from rules.openings import UsedBefore
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.stays import Stay

YEAR = 2026


def day(text: str) -> date:
    """``01.03`` or ``01.03.25``."""
    parts = [int(part) for part in text.split(".")]
    return date(2000 + parts[2] if len(parts) == 3 else YEAR, parts[1], parts[0])


def stays(text: str) -> list[Stay]:
    """Stays in the order written; ``?`` before a date marks it as planned."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        dates, country = part.split()
        first, last = dates.split("-")
        exit = day(last.strip("?")) if last.strip("?") else None
        found.append(Stay(country, day(first.strip("?")), exit, "?" in first, "?" in last and exit is not None, ref=part))
    return found


def ledger(text: str, citizenship: str = "KZ", papers: tuple[HeldPaper, ...] = (), rule: str = "union-state") -> Ledger:
    """The ledger of a driver with those stays under a shipped rule."""
    return Ledger(shipped().rule(rule), citizenship, stays(text), papers)


def before(as_of: str, together: int, russia: int | None = None, belarus: int | None = None, year: int = 2026) -> UsedBefore:
    """Days of a year used before a date, as an opening tells them."""
    return UsedBefore(day(as_of), year, {"RU": russia, "BY": belarus}, together, "opening")
