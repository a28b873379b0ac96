"""Rules and kinds of papers as data: reading them from TOML, checking every key, and the shipped ``rulebook.toml``.

No limit, country or date of a rule stands in code. Reads no file but the shipped one; other rule files come in as text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Literal, TypeVar

Window = Literal["calendar-year", "rolling", "continuous"]
WINDOWS: tuple[Window, ...] = ("calendar-year", "rolling", "continuous")
CONFIDENCES = ("law", "reported", "draft", "check")
EFFECTS = ("lift", "lift-country", "replace", "raise", "block", "warn", "none")


class RulebookError(ValueError):
    """A rule file that cannot be used: names the file, the table, the key, and what is wrong (a code) with what was known."""

    def __init__(self, file: str, table: str, key: str, code: str, detail: str = "") -> None:
        super().__init__(f"{file}: {table}: {key}: {code} {detail}".rstrip())
        self.file, self.table, self.key, self.code, self.detail = file, table, key, code, detail


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
    """A higher number of days for a stay entered while a paper of that kind stood, on dates from ``start`` on."""

    renamed: ClassVar[Mapping[str, str]] = {"for": "citizens", "from": "start"}

    paper: str
    days: int
    citizens: frozenset[str] | None = None
    doubtful_for: frozenset[str] = frozenset()
    start: date | None = None


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
class Rule:
    """A law on stays. Without members every country counts (an inline rule); versions stand in order of time."""

    renamed: ClassVar[Mapping[str, str]] = {"member": "members", "version": "versions"}

    id: str
    versions: tuple[Version, ...]
    members: tuple[Member, ...] = ()
    ends: str = "both"
    ends_confidence: str = "check"
    ends_source: str = ""
    ends_checked: date | None = None
    not_for: frozenset[str] = frozenset()
    counted_from: date | None = None
    since: Mapping[str, date | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", {country: member.since for member in self.members for country in sorted(member.countries)})

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
    """What a kind of paper does, for whom, and of which countries (none named: of any)."""

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

    def acts_for(self, citizenship: str | None) -> bool:
        """Tells whether a paper of this kind does anything for a citizen of that country."""
        if self.only_for is not None and citizenship not in self.only_for:
            return False
        return citizenship not in self.not_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules by id, and the kinds of papers by id."""

    rules: Mapping[str, Rule]
    paper_kinds: Mapping[str, PaperKind]

    def rule(self, id: str) -> Rule:
        """Returns the rule of that id. Raises ``KeyError`` where there is none."""
        return self.rules[id]


def load(text: str, file: str) -> Rulebook:
    """Returns the rules and papers written in ``text``. Raises ``RulebookError`` that names ``file``, table, key and what is wrong."""
    try:
        book = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(file, "-", "-", "toml-broken", str(error)) from error
    reader = _Reader(file)
    for key in book:
        reader.known(key, "file", ("format", "rule", "paper"))
    if book.get("format") != 1:
        raise RulebookError(file, "file", "format", "format-unknown", str(book.get("format")))
    kinds = [reader.read(PaperKind, table, f"paper {place}") for place, table in enumerate(book.get("paper", []), 1)]
    rules = [reader.read(Rule, table, f"rule {place}") for place, table in enumerate(book.get("rule", []), 1)]
    return Rulebook(rules={rule.id: rule for rule in rules}, paper_kinds={kind.id: kind for kind in kinds})


@cache
def shipped() -> Rulebook:
    """Returns the rules that came with the program."""
    return load((files("rules") / "rulebook.toml").read_text(encoding="utf-8"), "rulebook.toml")


_NESTED: dict[str, type[Sourced] | type[Version]] = {"members": Member, "versions": Version, "limits": Limit, "raises": Raise}
_CHOICES: dict[str, tuple[str, ...]] = {
    "window": WINDOWS,
    "confidence": CONFIDENCES,
    "ends_confidence": CONFIDENCES,
    "effect": EFFECTS,
    "ends": ("both",),
}
_TYPES: dict[str, type] = {
    **dict.fromkeys(("days", "of", "entry_after", "entry_surely_after", "entry_until"), int),
    **dict.fromkeys(("start", "since", "checked", "ends_checked", "counted_from"), date),
    **dict.fromkeys(("days_count", "needs_country"), bool),
    **dict.fromkeys(("countries", "citizens", "not_citizens", "doubtful_for", "not_for", "only_for"), list),
}
T = TypeVar("T")


class _Reader:
    """Turns TOML tables into the frozen values above, and names the place of whatever does not fit."""

    def __init__(self, file: str) -> None:
        self.file = file

    def known(self, key: str, table: str, keys: Iterable[str]) -> None:
        """Raises where ``key`` is none of ``keys``, with the nearest one."""
        names = sorted(keys)
        if key not in names:
            raise RulebookError(self.file, table, key, "key-unknown", ", ".join(get_close_matches(key, names, 1)))

    def read(self, kind: type[T], table: Mapping[str, Any], name: str) -> T:
        """Returns ``table`` as a value of ``kind``; ``name`` is what the table is called in an error."""
        renamed: Mapping[str, str] = getattr(kind, "renamed", {})
        written = {inside: outside for outside, inside in renamed.items()}
        allowed = {written.get(part.name, part.name): part for part in fields(kind) if part.init}  # type: ignore[arg-type]
        values = {}
        for key, value in table.items():
            self.known(key, name, allowed)
            values[allowed[key].name] = self.value(allowed[key].name, value, f"{name}, {key}")
        for key, part in allowed.items():
            if part.name not in values and part.default is MISSING and part.default_factory is MISSING:
                raise RulebookError(self.file, name, key, "key-missing")
        return kind(**values)

    def value(self, field_name: str, value: Any, name: str) -> Any:
        """Returns one value of a table, checked for its type and its choices."""
        table, _, key = name.rpartition(", ")
        if field_name in _NESTED:
            return tuple(self.read(_NESTED[field_name], part, f"{name} {place}") for place, part in enumerate(value, 1))
        expected = _TYPES.get(field_name, str)
        if type(value) is not expected:
            raise RulebookError(self.file, table, key, "type-wrong", expected.__name__)
        if field_name in _CHOICES and value not in _CHOICES[field_name]:
            raise RulebookError(self.file, table, key, "choice-unknown", ", ".join(_CHOICES[field_name]))
        return frozenset(value) if isinstance(value, list) else value
