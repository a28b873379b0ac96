"""What rules must keep to among themselves, beyond the shape of each key: the faults of a rulebook, with the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from rules.rulebook import Raise, Reading, Rule, Rulebook

Fault = tuple[str, str, str, str]
"""Table, key, code, and what was known instead; tables are counted as they stand in the file: ``rule 1, version 2``."""


def faults(book: Rulebook) -> Iterator[Fault]:
    """Yields the faults of a rulebook, in the order of the file.

    Codes: ``repeated`` (a country that two members of a rule have), ``disordered`` (a version that does not begin after the one
    before it), ``key-missing`` (a rolling limit that does not say of how many days), ``paper-unknown`` (a raise, or a reading of one,
    by a paper that raises nothing).
    """
    raising = sorted(kind.id for kind in book.paper_kinds.values() if kind.effect == "raise")
    for place, rule in enumerate(book.rules.values(), 1):
        yield from _of_members(rule, f"rule {place}")
        yield from _of_order(rule, f"rule {place}")
        for number, version in enumerate(rule.versions, 1):
            for count, limit in enumerate(version.limits, 1):
                table = f"rule {place}, version {number}, limit {count}"
                if limit.window == "rolling" and not limit.of:
                    yield table, "of", "key-missing", ""
                yield from _of_papers(limit.raises, f"{table}, raise", raising)
        yield from _of_papers(rule.readings, f"rule {place}, reading", raising)


def _of_members(rule: Rule, table: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, member in enumerate(rule.members, 1):
        for country in sorted(member.countries & seen):
            yield f"{table}, member {place}", "countries", "repeated", country
        seen |= member.countries


def _of_order(rule: Rule, table: str) -> Iterator[Fault]:
    for place, (before, version) in enumerate(pairwise(rule.versions), 2):
        if version.start is None or (before.start is not None and version.start <= before.start):
            yield f"{table}, version {place}", "from", "disordered", str(before.start or "")


def _of_papers(pieces: Iterable[Raise | Reading], table: str, raising: list[str]) -> Iterator[Fault]:
    for place, piece in enumerate(pieces, 1):
        if piece.paper not in raising and (piece.paper or isinstance(piece, Raise)):
            yield f"{table} {place}", "paper", "paper-unknown", ", ".join(get_close_matches(piece.paper, raising, 1))
