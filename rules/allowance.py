"""What limits a driver on a day: the limits in force for him, what his papers lift, raise or block, and which dates count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.days import NO_DAYS, ONE_DAY, Days
from rules.papers import HeldPaper
from rules.rulebook import Limit, Raise, Rule, Terms
from rules.stays import Presence, Stay
from rules.traveller import Traveller
from rules.windows import breaches, terms_on, used

LAST_DATE = date(9999, 12, 30)
"""The end of what has none: the day after it is still a date."""

LONGEST_STAY = 1096
"""Days looked ahead: three years with a leap day."""

Segment = tuple[date, date, list[tuple[Limit, int]]]
"""First and last date of a stretch on which nothing changes, and the limits in force with the days each allows."""


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
                last = min(last, stay.last_date(on))
            elif stay.ahead_of(on):
                first = max(first, stay.entry)
        return (self.days, first, last) if first <= last else None


class Allowance:
    """One rule for one driver with his papers. A date is allowed what its stay was entered under, or as the raise says otherwise."""

    def __init__(self, rule: Rule, who: Traveller, presence: Presence, papers: Iterable[HeldPaper]) -> None:
        """Takes the driver's papers of any kind; those that do nothing under this rule are left aside."""
        self.rule = rule
        self.who = who
        self.presence = presence
        acting: dict[str, list[HeldPaper]] = {}
        for paper in papers:
            acting.setdefault(paper.effect, []).extend(paper.acting_for(who, rule))
        self.visas = acting.get("replace", [])
        self._lifting = acting.get("lift", [])
        self._lifting_country = acting.get("lift-country", []) + (self.visas if rule.visa == "instead" else [])
        self._blocking = acting.get("block", [])
        self._raising = acting.get("raise", [])
        self._raised: dict[int, list[_Raised]] = {}
        self._enjoyed_of: dict[int, list[tuple[Raise, HeldPaper]]] = {}
        self._segments: list[Segment] = []
        self._segments_on: date | None = None
        self.terms = rule.terms(who)
        self._periods = who.periods()
        self.lifting = (*self._lifting, *self._lifting_country)
        self._uncounted = [paper for paper in self.lifting if not paper.counts_later]
        self.lifts = bool(self.lifting)
        self.leaves_out = bool(rule.counted_from or self._uncounted)
        self.raises = bool(self._raising)
        self.asks_stays = bool(self.lifting or self._raising or self.visas)

    def terms_on(self, day: date) -> Terms:
        """Returns what holds for this driver on a day; nothing before the first version of the rule."""
        return terms_on(self.terms, day)

    def limits_on(self, day: date) -> tuple[Limit, ...]:
        """Returns the limits in force for this driver on a day, the one that is shown first; none where the rule is not for him."""
        return self.terms_on(day).limits

    def shown_on(self, day: date) -> Limit | None:
        """Returns the limit whose window figures are counted over, even where it is not for him; None before the first version."""
        return self.terms_on(day).shown

    def lifted_on(self, day: date, countries: Iterable[str] = ()) -> bool:
        """Tells whether papers lift or replace the rule on a day in all those countries (none named: the rule's first member)."""
        if not self.lifts:
            return False
        if any(paper.stands_on(day) for paper in self._lifting):
            return True
        return bool(self._lifting_country) and self._where(countries) <= {
            paper.country for paper in self._lifting_country if paper.stands_on(day)
        }

    def lifting_on(self, day: date, countries: Iterable[str] = ()) -> list[HeldPaper]:
        """Returns the papers that lift or replace the rule on a day in any of those countries (none named: the rule's first member)."""
        where = self._where(countries)
        return [paper for paper in self.lifting if paper.stands_on(day) and (paper in self._lifting or paper.country in where)]

    def visas_on(self, day: date, countries: Iterable[str] = ()) -> list[HeldPaper]:
        """Returns the visas by whose own terms a day in those countries is judged; none where another paper lifts the rule there."""
        standing = [visa for visa in self.visas if visa.stands_on(day)]
        if not standing or any(paper.stands_on(day) for paper in self._lifting):
            return []
        if self.rule.visa == "beside":
            return standing
        others = {paper.country for paper in self._lifting_country if paper not in self.visas and paper.stands_on(day)}
        return [visa for visa in standing if visa.country in self._where(countries) - others]

    def _where(self, countries: Iterable[str]) -> set[str | None]:
        """Returns those of the countries that are the rule's; its first member where none is."""
        return {country for country in countries if country in self.rule.since} or {self.rule.first_country}

    def blocking(self, day: date) -> tuple[HeldPaper, ...]:
        """Returns the papers that let nobody in on a day."""
        return tuple([paper for paper in self._blocking if paper.stands_on(day)])

    def barring(self, day: date, on: date, countries: Iterable[str] = (), *, recorded: bool = False) -> tuple[HeldPaper, ...]:
        """Returns the papers against an entry into those countries on a day: those that block, visas without an entry left, or whose
        days of stay, which take the place of the rule's, are not known.

        ``recorded``: the entry asked about is one of the stays already.
        """
        if not self.visas:
            return self.blocking(day)
        spent = [
            visa
            for visa in self.visas_on(day, countries)
            if (visa.stay_days is None and self.rule.visa == "instead")
            or (visa.entries is not None and self.entries(visa, on) + (not recorded) > visa.entries)
        ]
        return (*self.blocking(day), *spent)

    def entries(self, visa: HeldPaper, on: date) -> int:
        """Returns how many entries under a visa are recorded or planned, as known on ``on``: each date on which he came in, but for one
        within another stay.
        """
        stays = [stay for stay in self.presence.stays if not stay.passed_by(on)]
        mine = [stay for stay in stays if self.rule.visa == "beside" or visa.country in stay.countries]
        came_in = {self.presence.came_in(stay) for stay in mine}
        return sum(visa.stands_on(entry) and not any(stay.entry < entry < stay.last_date(on) for stay in mine) for entry in came_in)

    def counted(self, days: Days, on: date) -> Days:
        """Returns those dates of his stays that count: from the date the rule counts from, without those that a paper takes out."""
        if self.rule.counted_from:
            days = days.within(self.rule.counted_from, date.max)
        return self.outside(self._uncounted, days, on) if self._uncounted else days

    def counted_anew(self, days: Days, countries: Iterable[str] = ()) -> Days:
        """Returns those dates that count of a stay asked about in those countries (none named: the rule's first member)."""
        if self.rule.counted_from:
            days = days.within(self.rule.counted_from, date.max)
        return days - self._under(self._uncounted, days, countries) if self._uncounted else days

    def _under(self, papers: Iterable[HeldPaper], days: Days, countries: Iterable[str]) -> Days:
        """Returns those of ``days`` on which the papers take effect, for a stay in all those countries."""
        first, last = days.first, days.last
        touching = [paper for paper in papers if first and last and paper.touches(first, last)]
        if first is None or last is None or not touching:
            return NO_DAYS
        for country in self._where(countries):
            days = days & Days.union([paper.days(first, last) for paper in touching if paper.country == country or paper in self._lifting])
        return days

    def outside(self, papers: Sequence[HeldPaper], days: Days, on: date) -> Days:
        """Returns those dates of his stays on which the papers do not take effect in every country that he was in."""
        first, last = days.first, days.last
        if first is None or last is None:
            return days
        touched = days & Days.union([paper.days(first, last) for paper in papers])
        first, last = touched.first, touched.last
        if first is None or last is None:
            return days
        kept = []
        for stay in self.presence.stays:
            if stay.entry <= last and not stay.passed_by(on) and (end := stay.last_date(on)) >= first:
                dates = self.presence.dates(stay, min(end, last))
                kept.append(dates - self._under(papers, dates, stay.countries))
        return days - touched | touched & Days.union(kept)

    def _enjoyed(self, limit: Limit) -> list[tuple[Raise, HeldPaper]]:
        """Returns each raise of a limit that this driver has a paper for, with the paper."""
        found = self._enjoyed_of.get(id(limit))
        if found is None:
            found = self._enjoyed_of[id(limit)] = [
                (more, paper)
                for more in limit.raises
                for paper in self._raising
                if paper.kind.id == more.paper and any(more.is_for(period.citizenship) for period in self._periods)
            ]
        return found

    def _raising_of(self, limit: Limit) -> list[_Raised]:
        found = self._raised.get(id(limit))
        if found is None:
            found = self._raised[id(limit)] = [
                each
                for more, paper in self._enjoyed(limit)
                for raised in self._by_paper(more, paper)
                for each in self._as_citizen(more, raised)
            ]
        return found

    def _as_citizen(self, more: Raise, raised: _Raised) -> Iterator[_Raised]:
        """Yields the dates of a raise on which it is for the citizen that he then is."""
        for period in self._periods:
            first, last = max(raised.first, period.first or date.min), min(raised.last, period.last or LAST_DATE)
            if more.is_for(period.citizenship) and first <= last:
                yield replace(raised, first=first, last=last)

    def _by_paper(self, more: Raise, paper: HeldPaper) -> list[_Raised]:
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
        """Returns a value that is the same for another reading of the rule that raises the same days for this driver or exempts him too."""
        return self.rule.exemption(self.who), tuple(
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
                    if more.days <= most or not paper.stands_on(came_in):
                        continue
                    covered = more.covers == "stay" or (more.covers == "year" and came_in.year == day.year)
                    in_force = more.start is None or more.start <= day
                    if covered and in_force and more.is_for(self.who.citizenship_on(day)) and more.holds_in(countries):
                        most = more.days
        return most

    def segments(self, first: date, last: date, on: date) -> Iterator[Segment]:
        """Yields the stretch from ``first`` to ``last``, as known on ``on``, cut wherever something may change."""
        if self._segments_on != on or first < self._segments[0][0] or last > self._segments[-1][1]:
            self._segments_on, self._segments = on, self._cut(first, last + timedelta(LONGEST_STAY), on)
        for begin, end, caps in self._segments:
            if end >= first and begin <= last:
                yield max(begin, first), min(end, last), caps

    def _cut(self, first: date, last: date, on: date) -> list[Segment]:
        found: list[Segment] = []
        for begin, end in self._changes(first, last, on):
            limits = self.limits_on(begin)
            caps = [(limit, self.cap(limit, begin, on)) for limit in limits]
            starts = [*(more.start for limit in limits for more in limit.raises), *(terms.first for terms in self.terms)]
            if found and not self.lifts and found[-1][2] == caps and found[-1][0].year == begin.year and begin not in starts:
                begin = found.pop()[0]
            found.append((begin, end, caps))
        return found

    def _changes(self, first: date, last: date, on: date) -> list[tuple[date, date]]:
        """Cuts a stretch of dates where a limit, a raise or a paper may change, and at each New Year."""
        cuts = {date(year, 1, 1) for year in range(first.year, last.year + 1)}
        for terms in self.terms:
            cuts.add(terms.first)
            for limit in terms.limits:
                cuts.update(more.start or date.min for more in limit.raises)
                for _, begin, end in self.raised(limit, on):
                    cuts.update((begin, end + ONE_DAY))
        for paper in self.lifting:
            cuts.add(paper.first or date.min)
            cuts.add(paper.last + ONE_DAY if paper.last else date.min)
        begins = [first, *sorted(day for day in cuts if first < day <= last)]
        return list(zip(begins, [begin - ONE_DAY for begin in begins[1:]] + [last], strict=True))

    def peak(self, counted: Days, days: Days) -> int:
        """Returns the most that the limit shown sees of the ``counted`` dates on any of ``days``.

        Within one year and the same terms it never falls along dates that count, nor rises along others.
        """
        runs = days.runs()
        cuts = {date(year, 1, 1) for begin, end in runs for year in range(begin.year + 1, end.year + 1)}
        cuts.update([terms.first for terms in self.terms if terms.first in days])
        turns = cuts.union([begin for begin, _ in runs], [end for _, end in (days & counted).runs()], [cut - ONE_DAY for cut in cuts])
        return max([used(shown, counted, day) for day in turns if day in days and (shown := self.shown_on(day))], default=0)

    def breached(self, inside: Days, on: date, among: Days | None = None) -> Days:
        """Returns those dates of ``inside`` on which some limit is exceeded, each judged by the version in force on it.

        Where ``among`` is given only those of its dates are looked at.
        """
        counted = self.counted(inside, on)
        judged = counted if among is None else counted & among
        if self.lifts:
            judged = self.outside(self.lifting, judged, on)
        begins, ends = judged.first, judged.last
        if begins is None or ends is None:
            return NO_DAYS
        found = []
        for terms, first, last in self._spans(judged):
            for limit in terms.limits:
                caps = [(days, Days.between(max(begin, begins), min(end, ends))) for days, begin, end in self.raised(limit, on)]
                found.append(breaches(limit, counted, caps, judged.within(first, last)))
        return Days.union(found)

    def _spans(self, days: Days) -> Iterator[tuple[Terms, date, date]]:
        """Yields the terms that hold somewhere in the dates' range, each with its first and last date."""
        last = date.max
        for terms in self.terms:
            if days.count(terms.first, last):
                yield terms, terms.first, last
            if terms.first == date.min:
                return
            last = terms.first - ONE_DAY
