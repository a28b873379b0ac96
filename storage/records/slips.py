"""Dispatch slips: what the firm checked before a driver departed, kept as it was then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.records.record import Part, Record


class SlipPaper(Part, frozen=True, kw_only=True):
    """A paper to carry: kind, number, and the dates on which it stands; of a ``ruid-driver`` those on which entry under it is allowed."""

    kind: str
    number: str = ""
    first: date | None = None
    last: date | None = None


class Slip(Record, frozen=True, kw_only=True):
    """A dispatch slip of one driver for one trip, issued on the day ``on``; its stamp says by whom.

    ``used``, ``limit`` and ``remaining`` are his figures on that day under ``rule`` as dated ``rules_dated`` (limit None: none stands).
    He enters its territory on ``entry`` and is to leave it on ``exit``; ``last_day`` is the last day within the rule of that stay,
    ``queue_by`` the day to join the queue by at ``point``. ``blocks`` are the papers that let him in nowhere, ``breach`` the first day of a
    limit broken that nobody has looked into, as they stood for that entry. ``purpose`` and ``contact`` are the firm's words of that day.
    """

    driver: str
    trip: str
    on: date
    rule: str
    used: int
    rules_dated: date | None = None
    limit: int | None = None
    remaining: int | None = None
    entry: date | None = None
    exit: date | None = None
    last_day: date | None = None
    queue_by: date | None = None
    point: str = ""
    route: str = ""
    plate: str = ""
    countries: tuple[str, ...] = ()
    papers: tuple[SlipPaper, ...] = ()
    blocks: tuple[SlipPaper, ...] = ()
    breach: date | None = None
    purpose: str = ""
    contact: str = ""

    def problems(self) -> Iterator[str]:
        """Adds: no driver, no trip."""
        yield from super().problems()
        if not self.driver:
            yield "driver-missing"
        if not self.trip:
            yield "trip-missing"
