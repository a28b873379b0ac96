"""Rules and kinds of papers as values. No limit, country or date of a rule stands in code: all comes from a rule file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Literal

from rules.traveller import Traveller

Window = Literal["calendar-year", "rolling", "continuous", "visa"]
WINDOWS: tuple[Window, ...] = ("calendar-year", "rolling", "continuous")
"""The windows that a rule may have; ``visa`` is that of a visa's own days."""
A_CENTURY = 36525  # days
CONFIDENCES = ("law", "reported", "draft", "check")
EFFECTS = ("lift", "lift-country", "replace", "raise", "block", "warn", "none")
COVERS = ("stay", "dates", "year")
"""What a raise holds for: the stay entered under the paper, the paper's own dates, or the calendar year in which a stay was entered."""
VISAS = ("instead", "beside")
"""What a visa's own terms are to a rule: in place of its limits in the visa's country, or beside them in all its countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What every piece of law carries: how sure it is, where it stands, and the day that was last looked at."""

    confidence: str = "check"
    source: str = ""
    checked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Sourced):
    """Countries (ISO 3166) whose days count under a rule, from a date on where ``since`` is given."""

    countries: frozenset[str]
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise(Sourced):
    """A higher number of days under a paper of that kind, on dates from ``start`` on; ``covers`` says on which of them (``COVERS``).

    A stay that lies in countries of ``not_in`` alone does not enjoy it.
    """

    renamed: ClassVar[Mapping[str, str]] = {"for": "citizens", "from": "start"}

    paper: str
    days: int
    citizens: frozenset[str] | None = None
    doubtful_for: frozenset[str] = frozenset()
    start: date | None = None
    covers: str = "stay"
    not_in: frozenset[str] = frozenset()

    def is_for(self, citizenship: str | None) -> bool:
        """Tells whether citizens of a country enjoy it."""
        return self.citizens is None or citizenship in self.citizens

    def holds_in(self, countries: Iterable[str]) -> bool:
        """Tells whether a stay in those countries enjoys it (none named: the rule's first member)."""
        return not self.not_in or not set(countries) or not set(countries) <= self.not_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Sourced):
    """At most ``days`` in a window: a calendar year, any ``of`` days looking back, or one continuous stay."""

    renamed: ClassVar[Mapping[str, str]] = {"for": "citizens", "not_for": "not_citizens", "raise": "raises"}

    window: Window
    days: int
    of: int | None = None
    citizens: frozenset[str] | None = None
    not_citizens: frozenset[str] = frozenset()
    raises: tuple[Raise, ...] = ()

    @property
    def reach(self) -> int:
        """Returns how many days its window looks back from a date at most; 0 where no further than its year or its unbroken run."""
        return A_CENTURY if self.window == "visa" else self.of or 0

    def holds_for(self, citizenship: str | None) -> bool:
        """Tells whether the limit is for citizens of that country; one for named countries is not for an unknown citizenship."""
        if self.citizens is not None and citizenship not in self.citizens:
            return False
        return citizenship not in self.not_citizens


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Sourced):
    """Drivers whom a rule does not limit: those of carriers from other countries than these."""

    carriers_not_of: frozenset[str]

    def holds_for(self, carrier: str | None) -> bool:
        """Tells whether drivers of a carrier from that country (None: of none, or not known) are exempt."""
        return carrier is not None and carrier not in self.carriers_not_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The limits in force from ``start`` on (from ever, where None) until the next version; the first limit is the one shown."""

    renamed: ClassVar[Mapping[str, str]] = {"from": "start", "limit": "limits"}

    limits: tuple[Limit, ...]
    start: date | None = None

    def limits_for(self, citizenship: str | None) -> tuple[Limit, ...]:
        """Returns those of its limits that are for citizens of a country."""
        return tuple(limit for limit in self.limits if limit.holds_for(citizenship))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Sourced):
    """One answer to a question that the sources of a rule leave open: what the raises under ``paper`` are when it is read that way.

    The first reading of a question is the rule as it is written and changes nothing. Another names what differs: ``covers``,
    ``start``, a window that the raise holds for too, that it also holds for those it is doubtful for, or countries it does not hold in;
    without a paper, that nobody is exempt.
    """

    renamed: ClassVar[Mapping[str, str]] = {"from": "start"}

    question: str
    id: str
    paper: str = ""
    not_exempt: bool = False
    covers: str | None = None
    start: date | None = None
    also_window: Window | None = None
    also_doubtful: bool = False
    not_in: frozenset[str] = frozenset()

    def limits(self, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
        """Returns the limits of a version as they are under this reading."""
        read = [replace(limit, raises=tuple(map(self._raise, limit.raises))) for limit in limits]
        wider = tuple(more for limit in read for more in limit.raises if limit.window != self.also_window and more.paper == self.paper)
        return tuple(
            replace(limit, raises=(*limit.raises, *(more for more in wider if more not in limit.raises)))
            if limit.window == self.also_window
            else limit
            for limit in read
        )

    def _raise(self, more: Raise) -> Raise:
        if more.paper != self.paper:
            return more
        citizens = more.citizens | more.doubtful_for if self.also_doubtful and more.citizens is not None else more.citizens
        return replace(
            more,
            covers=self.covers or more.covers,
            start=self.start or more.start,
            citizens=citizens,
            not_in=more.not_in | self.not_in,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What holds for a traveller from a date on: the limits, none where the rule is not for him, and the one figures are counted by.

    ``reach`` is the longest of the limits'. The terms of all travellers of one citizenship are the same object.
    """

    first: date
    limits: tuple[Limit, ...]
    shown: Limit | None
    reach: int


NO_TERMS = Terms(date.min, (), None, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A law on stays. Without members every country counts (an inline rule); versions stand in order of time."""

    renamed: ClassVar[Mapping[str, str]] = {"member": "members", "version": "versions", "exemption": "exemptions", "reading": "readings"}

    id: str
    members: tuple[Member, ...] = ()
    versions: tuple[Version, ...]
    ends: str = "both"
    ends_confidence: str = "check"
    ends_source: str = ""
    ends_checked: date | None = None
    visa: str = "instead"
    visa_confidence: str = "check"
    visa_source: str = ""
    visa_checked: date | None = None
    not_for: frozenset[str] = frozenset()
    exemptions: tuple[Exemption, ...] = ()
    counted_from: date | None = None
    readings: tuple[Reading, ...] = ()
    since: Mapping[str, date | None] = field(init=False, compare=False)
    least: int = field(init=False, compare=False)
    _terms: dict[Traveller, tuple[Terms, ...]] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", {country: member.since for member in self.members for country in sorted(member.countries)})
        object.__setattr__(self, "least", min((limit.days for version in self.versions for limit in version.limits), default=0))

    @property
    def countries(self) -> frozenset[str]:
        """Returns the countries whose days count; empty where every country does."""
        return frozenset(self.since)

    @property
    def first_country(self) -> str | None:
        """Returns the country that an entry without a named one goes to: the rule's first member."""
        return next(iter(self.since), None)

    @property
    def asks_citizenship(self) -> bool:
        """Tells whether some limit is for some citizenships only, so that a figure needs one."""
        return any(limit.citizens is not None or limit.not_citizens for version in self.versions for limit in version.limits)

    @property
    def questions(self) -> Mapping[str, tuple[Reading, ...]]:
        """Returns the readings by the question they answer; the first of each is the rule as it is written."""
        found: dict[str, tuple[Reading, ...]] = {}
        for reading in self.readings:
            found[reading.question] = (*found.get(reading.question, ()), reading)
        return found

    def read_as(self, reading: Reading) -> Rule:
        """Returns the rule under one of its readings; under several the order in which they are taken does not matter."""
        versions = tuple(replace(version, limits=reading.limits(version.limits)) for version in self.versions)
        return replace(self, versions=versions, exemptions=() if reading.not_exempt else self.exemptions)

    def version_on(self, day: date) -> Version | None:
        """Returns the version in force on a day, or None before the first."""
        found = None
        for version in self.versions:
            if version.start is not None and version.start > day:
                break
            found = version
        return found

    def exemption(self, who: Traveller) -> Exemption | None:
        """Returns what exempts a traveller from every limit; None where nothing does."""
        return next((exempt for exempt in self.exemptions if exempt.holds_for(who.carrier)), None)

    def terms(self, who: Traveller) -> tuple[Terms, ...]:
        """Returns what holds for a traveller, the latest first: anew from each version's first date and each change of citizenship."""
        found = self._terms.get(who)
        if found is None:
            exempt = self.exemption(who) is not None
            starts = {version.start or date.min for version in self.versions}
            starts |= {period.first for period in who.periods() if period.first and period.first > min(starts)}
            listed = []
            for first in sorted(starts, reverse=True):
                version, citizenship = self.version_on(first), who.citizenship_on(first)
                assert version
                limits = () if exempt or citizenship in self.not_for else version.limits_for(citizenship)
                shown = next(iter(limits or version.limits), None)
                reach = max((limit.reach for limit in limits or version.limits), default=0)
                listed.append(Terms(first, limits, shown, reach))
            found = self._terms[who] = tuple(listed)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind(Sourced):
    """What a kind of paper does, for whom, and of which countries (none named: of any).

    ``confirmed_effect``: what one does of which the office says so. ``days_count``: whether days under it count later;
    ``days_disputed``: the sources disagree on that.
    ``needed``: every driver needs one. ``years``: how long it stands; renewed in the last ``renewed_within`` months of the old one, it
    stands so long from the end of the old one.
    """

    renamed: ClassVar[Mapping[str, str]] = {"kind": "id", "of": "countries"}

    id: str
    effect: str
    confirmed_effect: str | None = None
    countries: frozenset[str] = frozenset()
    only_for: frozenset[str] | None = None
    not_for: frozenset[str] = frozenset()
    days_count: bool = True
    days_disputed: bool = False
    default_country: str | None = None
    needs_country: bool = True
    only_result: str | None = None
    entry_after: int = 0
    entry_surely_after: int = 0
    entry_until: int | None = None
    needed: bool = False
    years: int | None = None
    renewed_within: int | None = None

    def acts_for(self, citizenship: str | None) -> bool:
        """Tells whether a paper of this kind does anything for a citizen of that country."""
        if self.only_for is not None and citizenship not in self.only_for:
            return False
        return citizenship not in self.not_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Sourced):
    """Days from an entry within which citizens (None: all whom no other table of the country names) are registered.

    The date of entry is the first of them; None: not known.
    """

    renamed: ClassVar[Mapping[str, str]] = {"for": "citizens"}

    country: str
    citizens: frozenset[str] | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Road(Sourced):
    """Countries that carriers of some countries reach by road only through another."""

    to: frozenset[str]
    through: str
    carriers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules by id, and the kinds of papers by id, as known on the day the file is ``dated``."""

    renamed: ClassVar[Mapping[str, str]] = {
        "rule": "rules",
        "paper": "paper_kinds",
        "registration": "registrations",
        "road": "roads",
    }

    rules: Mapping[str, Rule]
    paper_kinds: Mapping[str, PaperKind]
    dated: date | None = None
    registrations: tuple[Registration, ...] = ()
    roads: tuple[Road, ...] = ()

    def registration(self, country: str, citizenship: str) -> Registration | None:
        """Returns what is said of registering citizens of one country in another; None where nothing is."""
        of_country = [said for said in self.registrations if said.country == country]
        named = [said for said in of_country if said.citizens is not None and citizenship in said.citizens]
        return next(iter(named or [said for said in of_country if said.citizens is None]), None)

    def rule(self, id: str) -> Rule:
        """Returns the rule of that id. Raises ``KeyError`` where there is none."""
        return self.rules[id]
