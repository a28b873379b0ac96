"""What limits a driver on a day: the limits in force for him, what his papers lift, raise or block, and which dates count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rules.days import NO_DAYS, Days
from rules.papers import HeldPaper
from rules.rulebook import Limit, Rule, Version
from rules.stays import Presence, Stay
from rules.windows import ONE_DAY, breaches


class Allowance:
    """One rule for one driver with his papers. A date is allowed what the stay that covers it was entered under."""

    def __init__(self, rule: Rule, citizenship: str | None, presence: Presence, papers: Iterable[HeldPaper]) -> None:
        """Takes the driver's papers of any kind; those that do nothing under this rule are left aside."""
        self.rule = rule
        self.citizenship = citizenship
        self.presence = presence
        acting = [paper for paper in papers if paper.country in rule.since]
        self._lifting = self._with_effect(acting, "lift")
        self._lifting_country = self._with_effect(acting, "lift-country") + self._with_effect(acting, "replace")
        self._blocking = self._with_effect(acting, "block")
        self._raising = self._with_effect(acting, "raise")
        self._uncounted = [paper for paper in self._lifting + self._lifting_country if not paper.kind.days_count]
        self._raising_stays: dict[int, list[tuple[int, date, Stay]]] = {}

    def _with_effect(self, papers: Iterable[HeldPaper], effect: str) -> list[HeldPaper]:
        return [paper for paper in papers if paper.acts_on(self.rule, self.citizenship, effect)]

    def limits_on(self, day: date) -> tuple[Limit, ...]:
        """Returns the limits in force for this driver on a day, the one that is shown first; none where the rule is not for him."""
        version = self.rule.version_on(day)
        return self._of_driver(version) if version else ()

    def _of_driver(self, version: Version) -> tuple[Limit, ...]:
        if self.citizenship in self.rule.not_for:
            return ()
        return tuple(limit for limit in version.limits if limit.holds_for(self.citizenship))

    def shown_on(self, day: date) -> Limit | None:
        """Returns the limit whose window figures are counted over, even where it is not for him; None before the first version."""
        version = self.rule.version_on(day)
        return next(iter(self._of_driver(version) or version.limits), None) if version else None

    def lifted_on(self, day: date, countries: Iterable[str] = ()) -> bool:
        """Tells whether papers lift or replace the rule on a day in all those countries (none named: the rule's first member)."""
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

    def _raises(self, limit: Limit, entered: date) -> list[tuple[int, date]]:
        """Returns (days, first date) of each raise that a stay entered on that date enjoys."""
        return [
            (more.days, more.start or date.min)
            for more in limit.raises
            if more.citizens is None or self.citizenship in more.citizens
            for paper in self._raising
            if paper.kind.id == more.paper and paper.stands_on(entered)
        ]

    def raised(self, limit: Limit, on: date) -> list[tuple[int, date, date]]:
        """Returns (days, first date, last date) of every stay, as known on ``on``, that raises a limit."""
        if not limit.raises or not self._raising:
            return []
        found = self._raising_stays.get(id(limit))
        if found is None:
            found = self._raising_stays[id(limit)] = [
                (days, max(stay.entry, start), stay)
                for stay, entered in self.presence.entered.items()
                for days, start in self._raises(limit, entered)
            ]
        return [(days, first, stay.last_date(on)) for days, first, stay in found if not stay.passed_by(on)]

    def cap(self, limit: Limit, day: date, on: date, entered: Iterable[date] = ()) -> int:
        """Returns the days a limit allows on a date, as known on ``on``.

        That is the most that any stay covering the date enjoys, or one that came in on a date of ``entered``.
        """
        most = limit.days
        if limit.raises and self._raising:
            for days, first, last in self.raised(limit, on):
                if first <= day <= last:
                    most = max(most, days)
            for came_in in entered:
                for days, start in self._raises(limit, came_in):
                    if start <= day:
                        most = max(most, days)
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
        if not counted:
            return NO_DAYS
        judged = self._judged(counted)
        found = []
        for version, first, last in self._spans(counted):
            for limit in self._of_driver(version):
                caps = [(days, Days.between(begin, end)) for days, begin, end in self.raised(limit, on)]
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
