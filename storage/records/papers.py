"""Papers: anything with a number and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.countries import COUNTRIES
from storage.records.record import Record


class Paper(Record, frozen=True, kw_only=True):
    """Anything with a number and dates. ``holder`` is the id of a driver, vehicle or firm.

    ``kind`` is one of the rulebook's; ``country`` the country it is of (None: not known). ``issued`` is the filing date of a
    ``ruid-driver``. ``until`` is the last day it stands, None when it has no end; ``result`` is that of a ``register-check``.
    ``entries`` and ``days`` are those a ``visa`` allows (None: not typed in, so not known). ``days_count`` is the office's choice whether
    days under it count later (None: as the rules say), ``confirmed`` its word that an ``other-extension`` lifts; ``because`` says why.
    """

    holder: str
    kind: str
    number: str = ""
    country: str | None = None
    issued: date | None = None
    until: date | None = None
    result: str = ""
    entries: int | None = None
    days: int | None = None
    days_count: bool | None = None
    confirmed: bool = False
    because: str = ""

    def problems(self) -> Iterator[str]:
        """Adds: no holder, no country there is, an end before the issue, entries or days below 1, a choice without its reason."""
        yield from super().problems()
        if not self.holder:
            yield "holder-missing"
        if self.country is not None and self.country not in COUNTRIES:
            yield "country-unknown"
        if self.issued and self.until and self.until < self.issued:
            yield "until-before-issued"
        if any(allowed is not None and allowed < 1 for allowed in (self.entries, self.days)):
            yield "allows-nothing"
        if (self.confirmed or self.days_count is not None) and not self.because.strip():
            yield "reason-missing"
