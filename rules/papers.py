"""Papers as the arithmetic sees them: a kind from the rulebook, a country, and the dates on which it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.days import NO_DAYS, ONE_DAY, Days
from rules.reader import shipped
from rules.rulebook import Limit, Member, PaperKind, Rule, Rulebook, Version
from rules.traveller import Traveller


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper of a driver and the dates on which it stands, both included; None: no beginning, no end.

    For a ``ruid-driver`` they are the dates on which entry under it is allowed. ``ref`` is the record's id. ``days_count``: the office's
    choice whether days under it count later (None: as the kind says); ``confirmed``: its word that an extension holds; ``entries`` and
    ``stay_days``: those that a visa allows (None: not known).
    """

    kind: PaperKind
    country: str | None
    first: date | None = None
    last: date | None = None
    result: str = ""
    ref: str = ""
    days_count: bool | None = None
    confirmed: bool = False
    entries: int | None = None
    stay_days: int | None = None

    @property
    def effect(self) -> str:
        """Returns what it does: as its kind says, or as the kind says where the office confirms it."""
        return (self.confirmed and self.kind.confirmed_effect) or self.kind.effect

    @property
    def counts_later(self) -> bool:
        """Tells whether days under it count later."""
        return self.kind.days_count if self.days_count is None else self.days_count

    def stands_on(self, day: date) -> bool:
        """Tells whether the paper stands on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def acts_on(self, rule: Rule, citizenship: str | None, effect: str) -> bool:
        """Tells whether it has ``effect`` on a rule for that citizen: kind, country, member and citizenship all fit."""
        return (
            self.effect == effect
            and self.country in rule.since
            and (not self.kind.countries or self.country in self.kind.countries)
            and self.kind.acts_for(citizenship)
            and (self.kind.only_result is None or self.result == self.kind.only_result)
        )

    def acting_for(self, who: Traveller, rule: Rule) -> list[HeldPaper]:
        """Returns the paper on the dates on which it does something under a rule for him, as his citizenship then is."""
        if not who.formerly:
            return [self] if self.acts_on(rule, who.citizenship, self.effect) else []
        periods = who.periods()
        acting = [period for period in periods if self.acts_on(rule, period.citizenship, self.effect)]
        if len(acting) == len(periods):
            return [self]
        clipped = (
            replace(
                self,
                first=max(filter(None, (self.first, period.first)), default=None),
                last=min(filter(None, (self.last, period.last)), default=None),
            )
            for period in acting
        )
        return [paper for paper in clipped if paper.first is None or paper.last is None or paper.first <= paper.last]

    def beside(self, visa: HeldPaper) -> HeldPaper:
        """Returns a paper that lifts a rule as it bears on a visa's own terms: one that lifts the whole rule does so in its country too."""
        return replace(self, country=visa.country) if self.effect == "lift" else self

    def touches(self, first: date, last: date) -> bool:
        """Tells whether the paper stands on some date from ``first`` to ``last``."""
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)

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
    *,
    days_count: bool | None = None,
    confirmed: bool = False,
    entries: int | None = None,
    stay_days: int | None = None,
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
    return HeldPaper(known, country or known.default_country, first, last, result, ref, days_count, confirmed, entries, stay_days)


def own_rule(visa: HeldPaper, rule: Rule) -> Rule:
    """Returns the days of stay that a visa allows as a rule of their own: so many of its dates, in its country or in all of the rule's."""
    kind = visa.kind
    limit = Limit(window="visa", days=visa.stay_days or 0, confidence=kind.confidence, source=kind.source, checked=kind.checked)
    ended = (Version(limits=(), start=visa.last + ONE_DAY),) if visa.last else ()
    return Rule(
        id=rule.id,
        members=rule.members if rule.visa == "beside" else (Member(countries=frozenset(filter(None, [visa.country]))),),
        versions=(Version(limits=(limit,), start=visa.first), *ended),
        counted_from=visa.first,
    )


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
