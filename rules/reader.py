"""Rule files read from TOML: every key checked, and the shipped ``rulebook.toml``.

Reads no file but the shipped one; other rule files come in as text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from rules.countries import COUNTRIES
from rules.rulebook import (
    CONFIDENCES,
    COVERS,
    EFFECTS,
    VISAS,
    WINDOWS,
    Exemption,
    Limit,
    Member,
    PaperKind,
    Raise,
    Reading,
    Registration,
    Road,
    Rule,
    Rulebook,
    Sourced,
    Version,
)
from rules.soundness import faults


class RulebookError(ValueError):
    """A rule file that cannot be used: names the file, the table, the key, and what is wrong (a code) with what was known.

    ``line`` is that of the file where it is no TOML at all, else None.
    """

    def __init__(self, file: str, table: str, key: str, code: str, detail: str = "", line: int | None = None) -> None:
        super().__init__(f"{file}: {table}: {key}: {code} {detail}".rstrip())
        self.file, self.table, self.key, self.code, self.detail, self.line = file, table, key, code, detail, line


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
    named = re.search(r"at line ([0-9]+)", said)
    if named:
        return int(named[1])
    return len(text.splitlines()) if "end of document" in said else None


@cache
def shipped() -> Rulebook:
    """Returns the rules that came with the program."""
    return load((files("rules") / "rulebook.toml").read_text(encoding="utf-8"), "rulebook.toml")


NESTED: dict[str, type[Sourced] | type[Version]] = {
    "members": Member,
    "versions": Version,
    "limits": Limit,
    "raises": Raise,
    "exemptions": Exemption,
    "readings": Reading,
}
"""The fields that hold pieces of law, and the kind of piece."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "window": WINDOWS,
    "also_window": WINDOWS,
    "covers": COVERS,
    "confidence": CONFIDENCES,
    "ends_confidence": CONFIDENCES,
    "visa_confidence": CONFIDENCES,
    "effect": EFFECTS,
    "confirmed_effect": EFFECTS,
    "visa": VISAS,
    "ends": ("both",),
}
_TYPES: dict[str, type] = {
    **dict.fromkeys(("days", "of", "entry_after", "entry_surely_after", "entry_until", "years", "renewed_within"), int),
    **dict.fromkeys(("start", "since", "checked", "ends_checked", "visa_checked", "counted_from", "dated"), date),
    **dict.fromkeys(("days_count", "days_disputed", "needs_country", "needed", "also_doubtful", "not_exempt"), bool),
    **dict.fromkeys(("countries", "citizens", "not_citizens", "doubtful_for", "not_for", "only_for", "not_in", "to"), list),
    **dict.fromkeys(("carriers", "carriers_not_of"), list),
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
