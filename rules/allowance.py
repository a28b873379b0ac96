"""What limits a driver on a day: the limits in force for him, what his papers lift, raise or block, and which dates count."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rules.days import NO_DAYS, Days
from rules.papers import HeldPaper
from rules.rulebook import Limit, Raise, Rule, Version
from rules.stays import Presence, Stay
from rules.windows import ONE_DAY, breaches

LAST_DATE = date(9999, 12, 30)
"""The end of what has none: the day after it is still a date."""


@dataclass(frozen=True, slots=True)
class _Raised:
    """Dates on which a limit is raised: from ``first`` to ``last``; where it came from a stay, as long as that is known to be.

    ``year``: that stay raises its whole calendar year, but what has happened never follows from a stay that is to come.
    """

    days: int
    first: date
    last: date
    stay: Stay | None = None
    year: bool = False

    def known(self, on: date) -> tuple[int, date, date] | None:
        """Returns days, first and last date as known on ``on``; None where there is no such date."""
        first, last, stay = self.first, self.last, self.stay
        if stay is not None:
            if stay.passed_by(on):
                return None
            if not self.year:
                last = stay.last_date(on)
            elif stay.ahead_of(on):
                first = max(first, stay.entry)
        return (self.days, first, last) if first <= last else None


class Allowance:
    """One rule for one driver with his papers. A date is allowed what its stay was entered under, or as the raise says otherwise."""

    def __init__(self, rule: Rule, citizenship: str | None, presence: Presence, papers: Iterable[HeldPaper]) -> None:
        """Takes the driver's papers of any kind; those that do nothing under this rule are left aside."""
        self.rule = rule
        self.citizenship = citizenship
        self.presence = presence
        acting: dict[str, list[HeldPaper]] = {}
        for paper in papers:
            if paper.acts_on(rule, citizenship, paper.kind.effect):
                acting.setdefault(paper.kind.effect, []).append(paper)
        self._lifting = acting.get("lift", [])
        self._lifting_country = acting.get("lift-country", []) + acting.get("replace", [])
        self._blocking = acting.get("block", [])
        self._raising = acting.get("raise", [])
        self._uncounted = [paper for paper in self._lifting + self._lifting_country if not paper.kind.days_count]
        self._raised: dict[int, list[_Raised]] = {}
        self._enjoyed_of: dict[int, list[tuple[Raise, HeldPaper]]] = {}
        self._limits: dict[date | None, tuple[Limit, ...]] = {}
        self.lifts = bool(self._lifting or self._lifting_country)
        self.leaves_out = bool(rule.counted_from or self._uncounted)
        self.raises = bool(self._raising)
        self.asks_stays = self.lifts or self.raises

    def limits_on(self, day: date) -> tuple[Limit, ...]:
        """Returns the limits in force for this driver on a day, the one that is shown first; none where the rule is not for him."""
        version = self.rule.version_on(day)
        return self._of_driver(version) if version else ()

    def _of_driver(self, version: Version) -> tuple[Limit, ...]:
        limits = self._limits.get(version.start)
        if limits is None:
            listed = () if self.citizenship in self.rule.not_for else version.limits
            limits = self._limits[version.start] = tuple([limit for limit in listed if limit.holds_for(self.citizenship)])
        return limits

    def shown_on(self, day: date) -> Limit | None:
        """Returns the limit whose window figures are counted over, even where it is not for him; None before the first version."""
        version = self.rule.version_on(day)
        return next(iter(self._of_driver(version) or version.limits), None) if version else None

    def lifted_on(self, day: date, countries: Iterable[str] = ()) -> bool:
        """Tells whether papers lift or replace the rule on a day in all those countries (none named: the rule's first member)."""
        if not self.lifts:
            return False
        if any(paper.stands_on(day) for paper in self._lifting):
            return True
        if not self._lifting_country:
            return False
        where: set[str | None] = {country for country in countries if country in self.rule.since} or {self.rule.first_country}
        return where <= {paper.country for paper in self._lifting_country if paper.stands_on(day)}

    def blocking(self, day: date) -> tuple[HeldPaper, ...]:
        """Returns the papers that let nobody in on a day."""
        return tuple(paper for paper in self._blocking if paper.stands_on(day))

    def counted(self, days: Days) -> Days:
        """Returns those of ``days`` that count: from the date the rule counts from, without those under a paper that takes them out."""
        if self.rule.counted_from:
            days = days.within(self.rule.counted_from, date.max)
        for paper in self._uncounted:
            if days.first and days.last:
                days = days - paper.days(days.first, days.last)
        return days

    def _enjoyed(self, limit: Limit) -> list[tuple[Raise, HeldPaper]]:
        """Returns each raise of a limit that this driver has a paper for, with the paper."""
        found = self._enjoyed_of.get(id(limit))
        if found is None:
            found = self._enjoyed_of[id(limit)] = [
                (more, paper)
                for more in limit.raises
                if more.citizens is None or self.citizenship in more.citizens
                for paper in self._raising
                if paper.kind.id == more.paper
            ]
        return found

    def _raising_of(self, limit: Limit) -> list[_Raised]:
        found = self._raised.get(id(limit))
        if found is None:
            found = self._raised[id(limit)] = [raised for more, paper in self._enjoyed(limit) for raised in self._under(more, paper)]
        return found

    def _under(self, more: Raise, paper: HeldPaper) -> list[_Raised]:
        """Returns what a paper raises: its own dates, or something for each stay that was entered while it stood."""
        start = more.start or date.min
        if more.covers == "dates":
            return [_Raised(more.days, max(start, paper.first or date.min), paper.last or LAST_DATE)]
        entries = self.presence.entered_from(paper.first)
        under = [(stay, entered) for stay, entered in entries if paper.stands_on(entered) and more.holds_in(stay.countries)]
        if more.covers == "year":
            years = [(stay, max(start, date(entered.year, 1, 1)), date(entered.year, 12, 31)) for stay, entered in under]
            return [_Raised(more.days, first, last, stay, year=True) for stay, first, last in years]
        ends = [(stay, LAST_DATE if stay.exit is None or stay.exit_planned else stay.exit) for stay, _ in under]
        return [_Raised(more.days, max(start, stay.entry), last, stay) for stay, last in ends]

    def raised(self, limit: Limit, on: date) -> list[tuple[int, date, date]]:
        """Returns (days, first date, last date) of every stretch of dates, as known on ``on``, on which a limit is raised."""
        if not limit.raises or not self._raising:
            return []
        return [stretch for raised in self._raising_of(limit) if (stretch := raised.known(on))]

    def effect(self) -> tuple[object, ...]:
        """Returns a value that is the same for another reading of the rule that raises the same days for this driver."""
        return tuple(
            (
                frozenset(self._raising_of(limit)),
                frozenset(
                    (more.days, more.covers, more.not_in, max(more.start or date.min, paper.first or date.min), paper.last)
                    for more, paper in self._enjoyed(limit)
                    if more.covers != "dates"
                ),
            )
            for version in self.rule.versions
            for limit in version.limits
        )

    def cap(
        self, limit: Limit, day: date, on: date, entered: Iterable[date] = (), countries: Collection[str] = (), *, only: bool = False
    ) -> int:
        """Returns the days a limit allows on a date, as known on ``on``.

        That is the most that any raise covering the date gives, or one that a stay in ``countries`` (none named: the rule's first
        member) enjoys which came in on a date of ``entered``. With ``only`` no other stay needs a look.
        """
        most = limit.days
        if limit.raises and self._raising:
            enjoyed = self._enjoyed(limit)
            if not only or any(more.covers != "stay" for more, _ in enjoyed):
                for raised in self._raising_of(limit):
                    known = raised.known(on) if raised.first <= day <= raised.last and raised.days > most else None
                    if known and known[1] <= day <= known[2]:
                        most = raised.days
            for came_in in entered:
                for more, paper in enjoyed:
                    covered = more.covers == "stay" or (more.covers == "year" and came_in.year == day.year)
                    if covered and paper.stands_on(came_in) and (more.start or date.min) <= day and more.holds_in(countries):
                        most = max(most, more.days)
        return most

    def segments(self, first: date, last: date, on: date) -> list[tuple[date, date]]:
        """Cuts a stretch of dates where a limit, a raise or a paper may change, and at each New Year."""
        cuts = {date(year, 1, 1) for year in range(first.year, last.year + 1)}
        for version in self.rule.versions:
            cuts.add(version.start or date.min)
            for limit in version.limits:
                cuts.update(more.start or date.min for more in limit.raises)
                for _, begin, end in self.raised(limit, on):
                    cuts.update((begin, end + ONE_DAY))
        for paper in (*self._lifting, *self._lifting_country):
            cuts.add(paper.first or date.min)
            cuts.add(paper.last + ONE_DAY if paper.last else date.min)
        begins = [first, *sorted(day for day in cuts if first < day <= last)]
        return list(zip(begins, [begin - ONE_DAY for begin in begins[1:]] + [last], strict=True))

    def breached(self, inside: Days, on: date) -> Days:
        """Returns those dates of ``inside`` on which some limit is exceeded, each judged by the version in force on it."""
        counted = self.counted(inside)
        begins, ends = counted.first, counted.last
        if begins is None or ends is None:
            return NO_DAYS
        judged = self._judged(counted)
        found = []
        for version, first, last in self._spans(counted):
            for limit in self._of_driver(version):
                caps = [(days, Days.between(max(begin, begins), min(end, ends))) for days, begin, end in self.raised(limit, on)]
                found.append(breaches(limit, counted, caps, judged.within(first, last)))
        return Days.union(found)

    def _judged(self, counted: Days) -> Days:
        """Returns those of the counted dates on which papers do not lift the rule in every country the driver was in."""
        if not self._lifting and not self._lifting_country:
            return counted
        return Days.of(
            day
            for day in counted
            if not self.lifted_on(
                day, [country for stay in self.presence.stays if stay.entry <= day <= (stay.exit or date.max) for country in stay.countries]
            )
        )

    def _spans(self, days: Days) -> list[tuple[Version, date, date]]:
        """Returns each version of the rule that is in force somewhere in the dates' range, with its first and last date."""
        versions = self.rule.versions
        ends = [version.start - ONE_DAY for version in versions[1:] if version.start] + [date.max]
        return [
            (version, version.start or date.min, end)
            for version, end in zip(versions, ends, strict=True)
            if days.count(version.start or date.min, end)
        ]
