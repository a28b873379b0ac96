"""Rules and kinds of papers as data: reading them from TOML, checking every key, and the shipped ``rulebook.toml``.

No limit, country or date of a rule stands in code. Reads no file but the shipped one; other rule files come in as text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Literal, TypeVar

from rules.countries import COUNTRIES
from rules.soundness import faults

Window = Literal["calendar-year", "rolling", "continuous"]
WINDOWS: tuple[Window, ...] = ("calendar-year", "rolling", "continuous")
CONFIDENCES = ("law", "reported", "draft", "check")
EFFECTS = ("lift", "lift-country", "replace", "raise", "block", "warn", "none")
COVERS = ("stay", "dates", "year")
"""What a raise holds for: the stay entered under the paper, the paper's own dates, or the calendar year in which a stay was entered."""


class RulebookError(ValueError):
    """A rule file that cannot be used: names the file, the table, the key, and what is wrong (a code) with what was known.

    ``line`` is that of the file where it is no TOML at all, else None.
    """

    def __init__(self, file: str, table: str, key: str, code: str, detail: str = "", line: int | None = None) -> None:
        super().__init__(f"{file}: {table}: {key}: {code} {detail}".rstrip())
        self.file, self.table, self.key, self.code, self.detail, self.line = file, table, key, code, detail, line


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

    def holds_for(self, citizenship: str | None) -> bool:
        """Tells whether the limit is for citizens of that country; one for named countries is not for an unknown citizenship."""
        if self.citizens is not None and citizenship not in self.citizens:
            return False
        return citizenship not in self.not_citizens


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The limits in force from ``start`` on (from ever, where None) until the next version; the first limit is the one shown."""

    renamed: ClassVar[Mapping[str, str]] = {"from": "start", "limit": "limits"}

    limits: tuple[Limit, ...]
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Sourced):
    """One answer to a question that the sources of a rule leave open: what the raises under ``paper`` are when it is read that way.

    The first reading of a question is the rule as it is written and changes nothing. Another names what differs: ``covers``,
    ``start``, a window that the raise holds for too, that it also holds for those it is doubtful for, or countries it does not hold in.
    """

    renamed: ClassVar[Mapping[str, str]] = {"from": "start"}

    question: str
    id: str
    paper: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A law on stays. Without members every country counts (an inline rule); versions stand in order of time."""

    renamed: ClassVar[Mapping[str, str]] = {"member": "members", "version": "versions", "reading": "readings"}

    id: str
    members: tuple[Member, ...] = ()
    versions: tuple[Version, ...]
    ends: str = "both"
    ends_confidence: str = "check"
    ends_source: str = ""
    ends_checked: date | None = None
    not_for: frozenset[str] = frozenset()
    counted_from: date | None = None
    readings: tuple[Reading, ...] = ()
    since: Mapping[str, date | None] = field(init=False, compare=False)
    least: int = field(init=False, compare=False)

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
        return replace(self, versions=tuple(replace(version, limits=reading.limits(version.limits)) for version in self.versions))

    def version_on(self, day: date) -> Version | None:
        """Returns the version in force on a day, or None before the first."""
        found = None
        for version in self.versions:
            if version.start is not None and version.start > day:
                break
            found = version
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind(Sourced):
    """What a kind of paper does, for whom, and of which countries (none named: of any).

    ``needed``: every driver needs one. ``years``: how long it stands; renewed in the last ``renewed_within`` months of the old one, it
    stands so long from the end of the old one.
    """

    renamed: ClassVar[Mapping[str, str]] = {"kind": "id", "of": "countries"}

    id: str
    effect: str
    countries: frozenset[str] = frozenset()
    only_for: frozenset[str] | None = None
    not_for: frozenset[str] = frozenset()
    days_count: bool = True
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


def load(text: str, file: str) -> Rulebook:
    """Returns the rules and papers written in ``text``. Raises ``RulebookError`` that names ``file``, table, key and what is wrong."""
    try:
        book = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides what tomllib calls broken: numbers too long, brackets too deep
        raise RulebookError(file, "-", "-", "toml-broken", str(error), _line(str(error), text)) from error
    reader = _Reader(file)
    if str(book.get("format")) != "1":
        raise RulebookError(file, "file", "format", "format-unknown", str(book.get("format", "")))
    for key in book:
        reader.known(key, "file", ("format", "dated", "rule", "paper", "registration", "road"))
    for key in ("dated", "rule"):
        if key not in book:
            raise RulebookError(file, "file", key, "key-missing")
    kinds = reader.tables(PaperKind, book.get("paper", []), "file", "paper")
    rules = reader.tables(Rule, book["rule"], "file", "rule")
    reader.once((kind.id for kind in kinds), "paper", "kind")
    reader.once((rule.id for rule in rules), "rule", "id")
    dated = leaf("dated", book["dated"], file, "file", "dated")
    found = Rulebook(
        rules={rule.id: rule for rule in rules},
        paper_kinds={kind.id: kind for kind in kinds},
        dated=dated,
        registrations=reader.tables(Registration, book.get("registration", []), "file", "registration"),
        roads=reader.tables(Road, book.get("road", []), "file", "road"),
    )
    for fault in faults(found):
        raise RulebookError(file, *fault)
    return found


def _line(said: str, text: str) -> int | None:
    """Returns the line of a text that the TOML reader's words name, the last for its end, None where they name none."""
    if "end of document" in said:
        return len(text.splitlines())
    named = re.search(r"at line ([0-9]+)", said)
    return int(named[1]) if named else None


@cache
def shipped() -> Rulebook:
    """Returns the rules that came with the program."""
    return load((files("rules") / "rulebook.toml").read_text(encoding="utf-8"), "rulebook.toml")


NESTED: dict[str, type[Sourced] | type[Version]] = {
    "members": Member,
    "versions": Version,
    "limits": Limit,
    "raises": Raise,
    "readings": Reading,
}
"""The fields that hold pieces of law, and the kind of piece."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "window": WINDOWS,
    "also_window": WINDOWS,
    "covers": COVERS,
    "confidence": CONFIDENCES,
    "ends_confidence": CONFIDENCES,
    "effect": EFFECTS,
    "ends": ("both",),
}
_TYPES: dict[str, type] = {
    **dict.fromkeys(("days", "of", "entry_after", "entry_surely_after", "entry_until", "years", "renewed_within"), int),
    **dict.fromkeys(("start", "since", "checked", "ends_checked", "counted_from", "dated"), date),
    **dict.fromkeys(("days_count", "needs_country", "needed", "also_doubtful"), bool),
    **dict.fromkeys(("countries", "citizens", "not_citizens", "doubtful_for", "not_for", "only_for", "not_in", "to", "carriers"), list),
}
_COUNTRIES = frozenset(name for name, kind in _TYPES.items() if kind is list) | {"default_country", "country", "through"}
_YEARS = range(1900, 2201)
_NUMBERS = range(3661)
T = TypeVar("T")


def written_names(kind: type) -> dict[str, str]:
    """Returns for each field that a rule file calls otherwise the name it has there, such as ``from`` for ``start``."""
    return {inside: outside for outside, inside in getattr(kind, "renamed", {}).items()}


def leaf(field_name: str, value: Any, file: str, table: str, key: str) -> Any:
    """Returns the value of one key, checked for its type, its choices and its range. Raises ``RulebookError`` that names the rest."""
    expected: Any = _TYPES.get(field_name, str)
    if type(value) is not expected or (expected is list and any(type(item) is not str for item in value)):
        raise RulebookError(file, table, key, "type-wrong", expected.__name__)
    if field_name in _CHOICES and value not in _CHOICES[field_name]:
        raise RulebookError(file, table, key, "choice-unknown", ", ".join(_CHOICES[field_name]))
    if value == [] or (field_name == "id" and not value):
        raise RulebookError(file, table, key, "empty")
    if field_name in _COUNTRIES:
        for country in value if isinstance(value, list) else [value]:
            if country not in COUNTRIES:
                raise RulebookError(file, table, key, "country-unknown", country)
    if (expected is int and value not in _NUMBERS) or (expected is date and value.year not in _YEARS):
        raise RulebookError(file, table, key, "out-of-range", str(value))
    return frozenset(value) if isinstance(value, list) else value


class _Reader:
    """Turns TOML tables into the frozen values above, and names the place of whatever does not fit."""

    def __init__(self, file: str) -> None:
        self.file = file

    def known(self, key: str, table: str, keys: Iterable[str]) -> None:
        """Raises where ``key`` is none of ``keys``, with the nearest one."""
        names = sorted(keys)
        if key not in names:
            raise RulebookError(self.file, table, key, "key-unknown", ", ".join(get_close_matches(key, names, 1)))

    def once(self, ids: Iterable[str], table: str, key: str) -> None:
        """Raises for the first of the tables' ids that an earlier one has."""
        seen: set[str] = set()
        for place, id in enumerate(ids, 1):
            if id in seen:
                raise RulebookError(self.file, f"{table} {place}", key, "repeated", id)
            seen.add(id)

    def tables(self, kind: type[T], value: Any, name: str, key: str) -> tuple[T, ...]:
        """Returns the tables under a key as values of ``kind``; ``name`` is what the table that they stand in is called."""
        if type(value) is not list or any(type(item) is not dict for item in value):
            raise RulebookError(self.file, name, key, "type-wrong", "table")
        within = "" if name == "file" else f"{name}, "
        return tuple(self.read(kind, table, f"{within}{key} {place}") for place, table in enumerate(value, 1))

    def read(self, kind: type[T], table: Mapping[str, Any], name: str) -> T:
        """Returns ``table`` as a value of ``kind``; ``name`` is what the table is called in an error."""
        written = written_names(kind)
        allowed = {written.get(part.name, part.name): part for part in fields(kind) if part.init}  # type: ignore[arg-type]
        values = {}
        for key, value in table.items():
            self.known(key, name, allowed)
            values[allowed[key].name] = self.value(allowed[key].name, value, name, key)
        for key, part in allowed.items():
            if part.name not in values and part.default is MISSING and part.default_factory is MISSING:
                raise RulebookError(self.file, name, key, "key-missing")
        return kind(**values)

    def value(self, field_name: str, value: Any, name: str, key: str) -> Any:
        """Returns one value of a table: the pieces in it, or what ``leaf`` makes of it."""
        if field_name in NESTED:
            return self.tables(NESTED[field_name], value, name, key)
        return leaf(field_name, value, self.file, name, key)
