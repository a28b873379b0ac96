"""One driver under one rule: his figures on any date, and what he may still do.

The date a figure is for is always an argument. What has not happened by then is ahead of it: never used, but it bounds
what may still be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rules.allowance import LONGEST_STAY, Allowance
from rules.days import NO_DAYS, ONE_DAY, Days
from rules.outlook import Judged, Outlook, Room
from rules.papers import HeldPaper, own_rule
from rules.rulebook import Limit, Rule
from rules.stays import Inside, Presence, Stay
from rules.traveller import Traveller
from rules.windows import look, used, window_start

__all__ = ["LONGEST_STAY", "Judged", "Ledger", "LimitFigure", "Room", "Standing", "Violation"]


_new = tuple.__new__  # a named tuple without the call that names its parts: a fleet's figures are thousands of them


class LimitFigure(NamedTuple):
    """One limit on one date: days used, allowed and left (None where nothing limits that day)."""

    window: str
    used: int
    limit: int | None
    remaining: int | None
    of: int | None = None


class Standing(NamedTuple):
    """A driver's figures on a date; ``used``, ``limit``, ``remaining`` and ``by_country`` are those of the rule's first limit.

    ``over`` is what is used beyond the limit that stood on the last date inside. ``inside`` is the country he is in that day,
    ``since`` the date he entered it; ``lifted`` tells that papers lift the rule that day, or replace it by terms that are not known.
    Where a visa's own terms take the place of the rule that day, the figures are those of the visa.
    """

    on: date
    rule: str
    used: int
    limit: int | None
    remaining: int | None
    over: int
    by_country: Mapping[str, int]
    limits: tuple[LimitFigure, ...]
    inside: str | None
    since: date | None
    lifted: bool


@dataclass(frozen=True, slots=True)
class Violation:
    """The dates inside on which some limit is exceeded: first, last, how many; and the most used of the first limit on any of them."""

    first_day: date
    last_day: date
    days: int
    peak_used: int


class Ledger:
    """The stays and papers of one driver under one rule. Built once, asked for any date."""

    def __init__(
        self,
        rule: Rule,
        who: Traveller | str | None,
        stays: Iterable[Stay] | Presence,
        papers: Iterable[HeldPaper] = (),
        allowance: Allowance | None = None,
    ) -> None:
        """Takes a driver, or his citizenship, and his stays and papers in any order, overlapping or repeated.

        What is not of this rule is left aside. ``allowance`` is what the papers allow him, where that was worked out already.
        """
        self.rule = rule
        self.who = Traveller.of(who)
        self.papers = tuple(papers)
        self.presence = stays if isinstance(stays, Presence) else Presence(rule, stays)
        self.allowance = allowance or Allowance(rule, self.who, self.presence, self.papers)
        self._outlooks: dict[tuple[date, bool], Outlook] = {}

    def with_stays(self, more: Iterable[Stay]) -> Ledger:
        """Returns the ledger of the same driver with more stays, such as those of a plan."""
        same = None if self.allowance.asks_stays else self.allowance
        return Ledger(self.rule, self.who, self.presence.with_more(more), self.papers, same)

    def dates(self, legs: Iterable[Stay]) -> Days:
        """Returns the dates of planned stays of the rule, one without an exit lasting its entry date."""
        return Days.union([self.presence.dates(leg, leg.exit or leg.entry) for leg in legs])

    def with_only(self, stays: Iterable[Stay]) -> Ledger:
        """Returns the ledger of the same driver with other stays in place of his."""
        return Ledger(self.rule, self.who, stays, self.papers)

    def read_as(self, rule: Rule) -> Ledger:
        """Returns the ledger of the same driver under another reading of its rule, one with the same members."""
        return Ledger(rule, self.who, self.presence, self.papers)

    def with_papers(self, more: Iterable[HeldPaper]) -> Ledger:
        """Returns the ledger of the same driver with more papers, such as an application he could file."""
        return self.holding((*self.papers, *more))

    def holding(self, papers: Iterable[HeldPaper]) -> Ledger:
        """Returns the ledger of the same driver with other papers in place of his."""
        return Ledger(self.rule, self.who, self.presence, papers)

    @cached_property
    def visas(self) -> tuple[tuple[HeldPaper, Ledger], ...]:
        """Returns the visas of which the days of stay are known, each with his stays as its own terms judge them."""
        lifting = [paper for paper in self.allowance.lifting if paper not in self.allowance.visas]
        return tuple(
            (visa, Ledger(own_rule(visa, self.rule), self.who, self.presence.stays, [paper.beside(visa) for paper in lifting]))
            for visa in self.allowance.visas
            if visa.stay_days is not None
        )

    def by_visa(self, day: date, countries: Iterable[str] = ()) -> tuple[Ledger, ...]:
        """Returns the ledgers of the visas by whose own terms a day in those countries is judged (none named: the rule's first member).

        None where the terms of one of them are not known.
        """
        visas = self.allowance.visas_on(day, countries)
        return tuple(own for visa, own in self.visas if visa in visas) if all(visa.stay_days is not None for visa in visas) else ()

    def instead(self, day: date, countries: Iterable[str]) -> Ledger | None:
        """Returns the ledger of the visa whose own terms take the place of the rule on a day in all those countries.

        Of several that with the least left. None where the rule itself judges the day, or nothing that is known does.
        """
        if not self.allowance.visas or not self.allowance.lifted_on(day, countries):
            return None
        return min(self.by_visa(day, countries), key=lambda own: own.standing(day).remaining or 0, default=None)

    # Figures

    def standing(self, on: date) -> Standing:
        """Returns the driver's figures on a date; planned dates never count as used."""
        plain = self._by_rule(on)
        return self._with_visas(plain, on) if self.allowance.visas else plain

    def _with_visas(self, plain: Standing, on: date) -> Standing:
        """Returns the figures of a date by the terms of the visas: those of one in place of the rule's, or of all beside them."""
        countries = self.countries_on(on)
        if own := self.instead(on, countries):
            return own.standing(on)
        beside = (figure for visa in self.by_visa(on, countries) for figure in visa.standing(on).limits)
        return plain._replace(limits=(*plain.limits, *beside))

    def _by_rule(self, on: date) -> Standing:
        """Returns the figures of a date by the rule itself."""
        allowance, presence = self.allowance, self.presence
        view = look(allowance.terms, on)
        inside = presence.seen(view.first, on)
        by_country, together = self._counted(inside, on) if allowance.leaves_out else inside
        here = presence.covering(on)
        lifted = allowance.lifts and self._is_lifted(on)
        figures = []
        for limit, dates in view.limits:
            taken = used(limit, together, on) if dates is None else together.shared(dates)
            cap = None if lifted else self._cap(limit, on, on, here) if limit.raises else limit.days
            figures.append(_new(LimitFigure, (limit.window, taken, cap, None if cap is None else cap - taken, limit.of)))
        _, taken, cap, left, _ = figures[0] if figures else ("", used(view.shown, together, on) if view.shown else 0, None, None, None)
        seen = view.seen or together.within(window_start(view.shown, together, on), on) if view.shown else NO_DAYS
        country, since = (here[-1].country, here[-1].entry) if here else (None, None)
        return _new(
            Standing,
            (
                on,
                self.rule.id,
                taken,
                cap,
                left,
                self._over(inside.together, figures, taken, on) if taken > self.rule.least and not lifted else 0,
                {name: days for name, held in by_country.items() if name and (days := held.shared(seen))},
                tuple(figures),
                country,
                since,
                lifted,
            ),
        )

    def _counted(self, inside: Inside, on: date) -> Inside:
        """Returns those of the dates inside that count."""
        counted = self.allowance.counted(inside.together, on)
        return Inside({country: days & counted for country, days in inside.by_country.items()}, counted)

    def _over(self, inside: Days, figures: list[LimitFigure], taken: int, on: date) -> int:
        """Returns what is used beyond the limit that stood on the last date inside: that of the figures where it is ``on`` itself."""
        if figures and on in inside:
            return max(0, -(figures[0].remaining or 0))
        last = inside.last_upto(on)
        limits = self.allowance.limits_on(last) if last else ()
        if last is None or not limits or self._is_lifted(last):
            return 0
        return max(0, taken - self._cap(limits[0], last, on))

    def _cap(self, limit: Limit, day: date, on: date, here: Sequence[Stay] | None = None) -> int:
        """Returns the days a limit allows on a date up to ``on``, which the stays ``here`` cover; where none does, if he came in on it."""
        if not limit.raises or not self.allowance.raises:
            return limit.days
        if here is None:
            here = self.presence.covering(day)
        cap, came_in = self.allowance.cap, self.presence.came_in
        if not here:
            return cap(limit, day, on, (day,), only=True)
        return max([cap(limit, day, on, (came_in(stay),), stay.countries, only=True) for stay in here])

    def _is_lifted(self, on: date) -> bool:
        """Tells whether papers lift or replace the rule on a date, where the driver then is."""
        return self.allowance.lifts and self.allowance.lifted_on(on, self.countries_on(on))

    def countries_on(self, day: date) -> list[str]:
        """Returns the countries that the driver is in on a date."""
        return [country for stay in self.presence.covering(day) for country in stay.countries]

    def is_limited(self, day: date, countries: Iterable[str] = ()) -> bool:
        """Tells whether a day in those countries (none named: the rule's first member) is judged by any limit that is known."""
        if self.allowance.visas and self.by_visa(day, countries):
            return True
        return bool(self.allowance.limits_on(day)) and not self.allowance.lifted_on(day, countries)

    def breached(self, on: date) -> Days:
        """Returns every date inside up to ``on``, of any year, on which some limit is exceeded."""
        return self.broken(self.presence.inside(on), on)

    def broken(self, inside: Days, on: date, among: Days | None = None) -> Days:
        """Returns those of some dates of his stays, as known on ``on``, on which some limit is exceeded, one of a visa's own among them.

        Where ``among`` is given only those of its dates are looked at.
        """
        own = (visa.allowance.breached(inside & visa.presence.known(on), on, among) for _, visa in self.visas)
        return Days.union((self.allowance.breached(inside, on, among), *own))

    def violation(self, on: date) -> Violation | None:
        """Returns the dates inside up to ``on`` on which some limit is exceeded, of every year; None where there is none."""
        broken = self.breached(on)
        if broken.first is None or broken.last is None:
            return None
        counted = self.allowance.counted(self.presence.inside(on), on)
        return Violation(broken.first, broken.last, len(broken), self.allowance.peak(counted, broken))

    # What may still be done

    def room(self, on: date) -> Room | None:
        """Returns how long the stay that is open on ``on`` may go on from the next day, or else a stay entered on the next day.

        None where nothing limits the driver on ``on``.
        """
        if not self.is_limited(on, self.countries_on(on)):
            return None
        here = self.presence.staying(on)
        if not here:
            return self.enter(on + ONE_DAY, on)
        came_in = tuple(self.presence.came_in(stay) for stay in here)
        countries = tuple(country for stay in here for country in stay.countries)
        return self.outlook(on, staying=True).stretch(on + ONE_DAY, came_in, countries)

    def enter(self, entry: date, on: date) -> Room:
        """Returns how long a new stay entered on ``entry`` may last, over all that is recorded and planned on ``on``."""
        blocks = self.allowance.barring(entry, on)
        return Room(0, None, blocks[0].kind.id) if blocks else self.outlook(on).stretch(entry, (entry,))

    def longer(self, stay: Stay, outlook: Outlook) -> int:
        """Returns how many more days a stay of his with an exit may last, over all else that is recorded and planned."""
        came_in = (self.presence.came_in(stay),) if self.allowance.raises else ()
        return outlook.stretch((stay.exit or outlook.on) + ONE_DAY, came_in, stay.countries).days

    def next_entry(self, after: date, days: int, on: date) -> date | None:
        """Returns the first date from ``after`` on at which a stay of ``days`` days fits within the rule; None within three years."""
        return self.outlook(on).next_entry(after, days)

    def judge(self, entry: date, exit: date, on: date) -> Judged:
        """Returns how a new stay from ``entry`` to ``exit`` fares, judged day by day on its own dates."""
        return self.outlook(on).judge(entry, exit)

    def outlook(self, on: date, *, staying: bool = False) -> Outlook:
        """Returns what is recorded and planned on a date; kept for the date last asked for.

        ``staying``: without what is recorded to come of a stay that covers the date.
        """
        if not any(day == on for day, _ in self._outlooks):
            self._outlooks.clear()
        found = self._outlooks.get((on, staying))
        if found is None:
            ahead = self.presence.ahead(on, staying=staying)
            base = self.presence.inside(on) | ahead
            entries = [paper.first for paper in self.papers if paper.kind.effect == "raise" and paper.first]
            visas = [Outlook(visa.allowance, base & visa.presence.known(on), ahead, on) for _, visa in self.visas]
            found = self._outlooks[on, staying] = Outlook(self.allowance, base, ahead, on, entries, visas)
        return found
