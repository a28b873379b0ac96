"""Days used before a firm's records begin: known by number and year only, laid on dates so that the arithmetic can count them.

Where they lay is not known. Laid on the latest dates they could have been, they weigh longest in a window that looks back; laid on
the earliest, they fall out of it soonest. What is true lies between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.days import NO_DAYS, ONE_DAY, Days
from rules.rulebook import Rule
from rules.stays import Stay


@dataclass(frozen=True, slots=True)
class UsedBefore:
    """Days of one year used before ``as_of``, the first date that the records cover.

    ``by_country`` tells the days in each country, None where not known; ``together`` those in all of them, a date in two counted
    once. ``ref`` names where it was recorded.
    """

    as_of: date
    year: int
    by_country: Mapping[str, int | None]
    together: int
    ref: str = ""

    def dates(self) -> Days:
        """Returns the dates that it speaks for: those of its year before ``as_of``."""
        return Days.between(date(self.year, 1, 1), min(date(self.year, 12, 31), self.as_of - ONE_DAY))

    def bounds(self, countries: frozenset[str]) -> tuple[int, int]:
        """Returns the fewest and the most of its dates that lay in some of its countries."""
        mine = [days for country, days in self.by_country.items() if country in countries]
        others = [days for country, days in self.by_country.items() if country not in countries]
        if not mine:
            return 0, 0
        least = max((days for days in mine if days is not None), default=0)
        if None not in others:
            least = max(least, self.together - sum(filter(None, others)))
        most = self.together if None in mine else min(self.together, sum(filter(None, mine)))
        return least, most


def stays_before(rule: Rule, openings: Iterable[UsedBefore], recorded: Iterable[Stay], *, latest: bool) -> list[Stay]:
    """Returns stays for the days used before the records: the most of them on the latest dates, or the fewest on the earliest.

    As far as a year has room, none of them shares a date or meets with a ``recorded`` stay of whatever country, with those of another
    year or with the first date of the records, and no run of them is longer than one stay may be: they neither make nor lengthen a
    stay that nobody knows of.
    """
    known = [stay for stay in recorded if not stay.entry_planned]
    found: list[Stay] = []
    laid = NO_DAYS
    for opening in sorted(openings, key=lambda opening: opening.year, reverse=latest):
        since = {country: since for country, since in rule.since.items() if country in opening.by_country}
        since = {country: begin for country, begin in since.items() if begin is None or begin.year <= opening.year}
        begins = [begin for begin in since.values() if begin and begin.year == opening.year]
        free = opening.dates().within(max(begins, default=date.min), opening.as_of)
        taken = laid | Days.union(Days.between(stay.entry, stay.exit or opening.as_of) for stay in known)
        mine = _laid(opening.bounds(frozenset(since))[latest], free, taken | Days.of([opening.as_of]), _longest(rule), latest)
        laid = laid | mine
        found += _in_countries(opening, mine, tuple(since))
    return found


def recorded_before(openings: Iterable[UsedBefore], stays: Iterable[Stay]) -> dict[str, tuple[Stay, ...]]:
    """Returns for the ``ref`` of each opening the stays in its countries that share dates with those it speaks for.

    Their days may be in its number already, and are counted twice then. Openings without such stays are left out.
    """
    known = [stay for stay in stays if not stay.entry_planned]
    found: dict[str, tuple[Stay, ...]] = {}
    for opening in openings:
        dates = opening.dates()
        for stay in known:
            shared = dates & Days.between(stay.entry, stay.exit or opening.as_of)
            if shared and opening.by_country.keys() & set(stay.countries) and stay not in found.get(opening.ref, ()):
                found[opening.ref] = (*found.get(opening.ref, ()), stay)
    return found


def _longest(rule: Rule) -> int:
    """Returns how many days one stay may last by the strictest limit of the rule; without one as many as a year has."""
    return min((limit.days for version in rule.versions for limit in version.limits if limit.window == "continuous"), default=366)


def _laid(days: int, free: Days, taken: Days, longest: int, latest: bool) -> Days:
    """Returns ``days`` dates out of ``free``: apart from what is taken where that can be, else beside it, at last upon it."""
    beside = Days.of(near for first, last in taken.runs() for near in (first - ONE_DAY, last + ONE_DAY))
    chosen = NO_DAYS
    for candidates, run in ((free - taken - beside, longest), (free - taken, 366), (free, 366)):
        chosen = chosen | _filled(days - len(chosen), candidates - chosen, run, latest)
    return chosen


def _filled(days: int, candidates: Days, longest: int, latest: bool) -> Days:
    """Returns up to ``days`` of the candidates from one end, leaving one out wherever a run would grow longer than ``longest``."""
    found: list[date] = []
    run: list[date] = []
    for day in reversed(list(candidates)) if latest else candidates:
        if len(found) >= days:
            break
        if run and abs((day - run[-1]).days) > 1:
            run = []
        if len(run) == longest:
            run = []
            continue
        run.append(day)
        found.append(day)
    return Days.of(found)


def _in_countries(opening: UsedBefore, laid: Days, countries: tuple[str, ...]) -> list[Stay]:
    """Returns the dates as stays in those countries: where the days of two are known, the one's first and the other's last."""
    dates = list(laid)
    known = [opening.by_country[country] for country in countries]
    if len(countries) == 2 and None not in known and len(dates) == opening.together:
        first, second = known[0] or 0, known[1] or 0
        parts = [(countries[0], dates[:first]), (countries[1], dates[len(dates) - second :])]
    else:
        parts = [("+".join(countries), dates)]
    return [Stay(country, begin, end, ref=opening.ref) for country, part in parts for begin, end in Days.of(part).runs()]
