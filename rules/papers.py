"""Papers as the arithmetic sees them: a kind from the rulebook, a country, and the dates on which it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.days import NO_DAYS, Days
from rules.reader import shipped
from rules.rulebook import PaperKind, Rule, Rulebook


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper of a driver and the dates on which it stands, both included; None: no beginning, no end.

    For a ``ruid-driver`` they are the dates on which entry under it is allowed. ``ref`` is the record's id.
    """

    kind: PaperKind
    country: str | None
    first: date | None = None
    last: date | None = None
    result: str = ""
    ref: str = ""

    def stands_on(self, day: date) -> bool:
        """Tells whether the paper stands on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def acts_on(self, rule: Rule, citizenship: str | None, effect: str) -> bool:
        """Tells whether it has ``effect`` on a rule for that citizen: kind, country, member and citizenship all fit."""
        return (
            self.kind.effect == effect
            and self.country in rule.since
            and (not self.kind.countries or self.country in self.kind.countries)
            and self.kind.acts_for(citizenship)
            and (self.kind.only_result is None or self.result == self.kind.only_result)
        )

    def days(self, first: date, last: date) -> Days:
        """Returns the dates from ``first`` to ``last`` on which it stands."""
        begin = max(first, self.first) if self.first else first
        end = min(last, self.last) if self.last else last
        return Days.between(begin, end) if begin <= end else NO_DAYS


def held(
    kind: str,
    country: str | None,
    issued: date | None,
    until: date | None,
    result: str = "",
    ref: str = "",
    book: Rulebook | None = None,
) -> HeldPaper:
    """Returns a recorded paper as the arithmetic takes it, by the kinds of ``book`` (default: the shipped ones).

    ``issued`` is the filing date of a ``ruid-driver``: entry under it is allowed from the third date after it, until the
    date recorded or the 90th after filing. Raises ``KeyError`` for a kind that the rulebook does not know.
    """
    known = (book or shipped()).paper_kinds[kind]
    first = issued + timedelta(known.entry_after) if issued else None
    last = until
    if last is None and issued and known.entry_until is not None:
        last = issued + timedelta(known.entry_until)
    return HeldPaper(known, country or known.default_country, first, last, result, ref)


def renewed_until(kind: str, old_until: date | None, issued: date, book: Rulebook | None = None) -> date | None:
    """Returns the last day of a paper issued on a date in place of one that ends, or ended, on ``old_until`` (None: of none).

    Renewed in the last months of the old one, as its kind says, it stands for its years from the old end; else from its issue, which
    is the first of its days. None for a kind of which no period is known. Raises ``KeyError`` for a kind that the rulebook does not know.
    """
    from dateutil.relativedelta import relativedelta  # here: counting days needs it nowhere else

    known = (book or shipped()).paper_kinds[kind]
    if known.years is None:
        return None
    if old_until and known.renewed_within and old_until - relativedelta(months=known.renewed_within) <= issued <= old_until:
        return old_until + relativedelta(years=known.years)
    return issued + relativedelta(years=known.years, days=-1)
