"""The state of each day of a year, for colouring: what happened, what is planned, and how much is left on each day to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.cases import Cases
from rules.days import NO_DAYS, ONE_DAY, Days
from rules.ledger import Ledger
from rules.stays import Stay
from rules.windows import used


@dataclass(frozen=True, slots=True)
class DayState:
    """One day. ``kind`` of a day gone by or of the as-of date: ``out``, ``in``, ``open`` (in a stay without exit), ``uncounted``, ``over``.

    To come: ``planned``, ``planned-over``, ``stay`` (if he stays in: ``left`` more days after it), ``free`` (``left`` days from
    an entry on it, 0: none), ``unjudged``. ``number`` is how many days of the first limit, or of a visa that replaces the rule, are used
    with it, where inside, of ``limit`` days (None: nothing limits it); ``ref`` is the stay's. ``disputed``: something is not known, and
    another case judges the day otherwise.
    """

    day: date
    kind: str
    countries: tuple[str, ...] = ()
    left: int | None = None
    number: int | None = None
    limit: int | None = None
    ref: str = ""
    disputed: bool = False

    @property
    def judgement(self) -> str:
        """What cases may differ in: ``over``, ``uncounted``, ``none`` (a day to come with nothing left), else ``within``."""
        if self.kind in ("over", "planned-over"):
            return "over"
        if self.kind == "free" and self.left == 0:
            return "none"
        return "uncounted" if self.kind in ("uncounted", "unjudged") else "within"


def day_states(ledger: Ledger, year: int, on: date) -> list[DayState]:
    """Returns the state of every day of a year as known on ``on``."""
    return _Year(ledger, year, on).states()


def year_of(cases: Cases, year: int, on: date) -> list[DayState]:
    """Returns the state of every day of a year in the case that is shown; a day that another case judges otherwise is disputed."""
    shown, *others = (day_states(cases.ledger(name), year, on) for name in cases.names)
    differing = {mine.day for states in others for mine, other in zip(shown, states, strict=True) if mine.judgement != other.judgement}
    return [replace(state, disputed=True) if state.day in differing else state for state in shown]


class _Year:
    """What one drawing of a year needs, worked out once."""

    def __init__(self, ledger: Ledger, year: int, on: date) -> None:
        self.ledger, self.on = ledger, on
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        presence, allowance = ledger.presence, ledger.allowance
        self.inside = presence.inside(on)
        self.ahead = presence.ahead(on)
        self.counted = allowance.counted(self.inside | self.ahead, on)
        self.broken = ledger.breached(on) | (ledger.broken(self.inside | self.ahead, on) & self.ahead)
        here = presence.staying(on)
        self.open = Days.union(presence.dates(stay, on) for stay in here if stay.known_exit(on) is None)
        room = ledger.room(on) if self.open else None
        self.stays_until = room.until if room else None
        gone = [replace(stay, exit=self.stays_until, exit_planned=True) if stay in here else stay for stay in presence.stays]
        self.later = ledger.with_only(gone) if self.stays_until else ledger
        self.staying = Days.between(on + ONE_DAY, self.stays_until) - self.ahead if self.stays_until else NO_DAYS
        self.by_day: dict[date, list[Stay]] = {}
        for stay in presence.stays:
            if not stay.passed_by(on):
                self._lay(stay)

    def _lay(self, stay: Stay) -> None:
        last = stay.last_date(self.on)
        day = max(stay.entry, self.first)
        while day <= min(last, self.last):
            self.by_day.setdefault(day, []).append(stay)
            day += ONE_DAY

    def states(self) -> list[DayState]:
        return [self.state(self.first + timedelta(place)) for place in range((self.last - self.first).days + 1)]

    def state(self, day: date) -> DayState:
        stays = self.by_day.get(day, ())
        countries = tuple(dict.fromkeys(stay.country for stay in stays if stay.country))
        ref = stays[-1].ref if stays else ""
        kind = self.kind(day)
        number, limit = self.figures(day, stays) if day in self.counted else (None, None)
        return DayState(day, kind, countries, self.left(day, kind), number, limit, ref)

    def figures(self, day: date, stays: Iterable[Stay]) -> tuple[int | None, int | None]:
        allowance = self.ledger.allowance
        countries = [country for stay in stays for country in stay.countries]
        if visa := self.ledger.instead(day, countries):
            own = visa.allowance.limits_on(day)[0]
            return used(own, visa.allowance.counted(visa.presence.known(self.on), self.on), day), own.days
        limits, shown = allowance.limits_on(day), allowance.shown_on(day)
        limited = limits and not allowance.lifted_on(day, countries)
        return used(shown, self.counted, day) if shown else None, allowance.cap(limits[0], day, self.on) if limited else None

    def kind(self, day: date) -> str:
        if day in self.ahead:
            return "planned-over" if day in self.broken else "planned"
        if day <= self.on:
            return self._past(day)
        if day in self.staying:
            return "stay"
        return "unjudged" if self._is_unlimited(day) else "free"

    def _past(self, day: date) -> str:
        if day not in self.inside:
            return "out"
        if day in self.broken:
            return "over"
        if day not in self.counted:
            return "uncounted"
        return "open" if day in self.open else "in"

    def _is_unlimited(self, day: date) -> bool:
        return not self.ledger.is_limited(day)

    def left(self, day: date, kind: str) -> int | None:
        if kind == "free":
            return self.later.enter(day, self.on).days
        if kind != "stay" or self.stays_until is None or self._is_unlimited(day):
            return None
        return (self.stays_until - day).days
