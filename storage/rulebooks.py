"""The rules that a book goes by: those of the program or those of a file that the office took in, the newer, under its corrections.

Pure: records in, values out. What to commit is returned, never committed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

import msgspec

from rules.findings import Finding, Value
from rules.reader import RulebookError, load, shipped
from rules.rulebook import Rulebook
from rules.rulefile import Difference, Fit, Plain, corrected, differences, singles, value_at
from storage.records import Correction, RuleFile


@dataclass(frozen=True, slots=True)
class RulesInUse:
    """The rules of a book. ``book`` has the corrections in it, ``base`` has not; ``file`` is where they come from, None: the program.

    ``kept`` is the rule file that the book keeps, in use or not; ``refused`` says what this program cannot read in it.
    """

    book: Rulebook
    base: Rulebook
    file: RuleFile | None = None
    fits: tuple[Fit[Correction], ...] = ()
    kept: RuleFile | None = None
    refused: RulebookError | None = None

    @property
    def dated(self) -> date:
        """Returns the day that the rules are dated."""
        assert self.base.dated
        return self.base.dated


@dataclass(frozen=True, slots=True)
class Taking:
    """What taking a rule file in would do: its rules, what they say otherwise than those in use, and how the corrections would lie.

    ``record`` is what to commit; None where the rules in use say just the same and are dated the same.
    """

    rules: Rulebook
    differences: tuple[Difference, ...]
    fits: tuple[Fit[Correction], ...]
    record: RuleFile | None


class OlderRules(ValueError):
    """A rule file that is dated earlier than the rules in use."""

    def __init__(self, dated: date, in_use: date) -> None:
        super().__init__(f"{dated} is before {in_use}")
        self.dated, self.in_use = dated, in_use


class RulesLacking(ValueError):
    """A rule file without a rule that the firm keeps: ``rules`` are the ids."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__(", ".join(rules))
        self.rules = rules


class CorrectionRefused(ValueError):
    """A correction that cannot stand: ``code`` is ``path-unknown`` (``near`` the nearest path), ``unfit`` or ``nothing-corrected``."""

    def __init__(self, path: str, code: str, near: str = "") -> None:
        super().__init__(f"{path}: {code} {near}".rstrip())
        self.path, self.code, self.near = path, code, near


def in_use(files: Iterable[RuleFile], corrections: Iterable[Correction]) -> RulesInUse:
    """Returns the rules that a book with these records goes by.

    The file taken in last counts until the program comes with rules dated after it and after those that it was taken over. One that
    this program cannot read does not count.
    """
    base, file, refused = shipped(), None, None
    kept = next(reversed(list(files)), None)
    try:
        if kept and base.dated and max(kept.dated, kept.over) >= base.dated:
            base, file = _read(kept.text, kept.file), kept
    except RulebookError as error:
        refused = error
    book, fits = corrected(base, corrections)
    return RulesInUse(book, base, file, fits, kept, refused)


def taking(text: str, name: str, rules: RulesInUse, firm_rules: Iterable[str], *, older: bool = False) -> Taking:
    """Returns what taking in a rule file would do in a book with those rules and a firm that keeps ``firm_rules``.

    Raises ``RulebookError`` for a file that is broken, ``RulesLacking``, and unless ``older``, ``OlderRules``.
    """
    new, newest = _read(text, name), shipped().dated
    assert new.dated and newest
    if lacking := tuple(id for id in firm_rules if id in rules.book.rules and id not in new.rules):
        raise RulesLacking(lacking)
    if new.dated < rules.dated and not older:
        raise OlderRules(new.dated, rules.dated)
    found = tuple(differences(rules.base, new))
    fits = corrected(new, (fit.correction for fit in rules.fits))[1]
    if not found and new.dated == rules.dated:
        return Taking(new, found, fits, None)
    record = RuleFile(file=name, text=text, dated=new.dated, over=max(rules.dated, newest))
    if rules.kept:
        record = msgspec.structs.replace(record, id=rules.kept.id)
    return Taking(new, found, fits, record)


def correction(rules: RulesInUse, path: str, value: Plain, reason: str) -> Correction:
    """Returns the record of a correction to commit: a new one, or the one that stands at that path with another value.

    It remembers what the rules without corrections say there now. Raises ``CorrectionRefused``.
    """
    try:
        was = value_at(rules.base, path)
    except KeyError as error:
        paths = [single.path for single in singles(rules.base)]
        raise CorrectionRefused(path, "path-unknown", next(iter(get_close_matches(path, paths, 1)), "")) from error
    standing = {fit.correction.path: fit.correction for fit in rules.fits}
    made = Correction(path=path, value=value, was=was, reason=reason)
    if before := standing.get(path):
        made = msgspec.structs.replace(before, value=value, was=was, reason=reason)
    _, fits = corrected(rules.base, (standing | {path: made}).values())
    (state,) = (fit.state for fit in fits if fit.correction is made)
    if state in ("unfit", "agreed"):
        raise CorrectionRefused(path, "unfit" if state == "unfit" else "nothing-corrected")
    return made


def findings(rules: RulesInUse) -> Iterator[Finding]:
    """Yields what there is to say about the rules of a book: corrections that newer rules bear on, a rule file that cannot be read.

    ``rule-correction-differs`` shows what was corrected, the correction, which still holds, and what the rules say now;
    ``rule-correction-lost`` is one that holds no more: its piece is gone, or it does not go with the rest.
    """
    yield from findings_of(rules.fits)
    if rules.kept and rules.refused:
        error = rules.refused
        yield Finding("rule-file-refused", rules.kept.id, {"file": error.file, "table": error.table, "key": error.key})


def findings_of(fits: Iterable[Fit[Correction]]) -> Iterator[Finding]:
    """Yields what there is to say about corrections as they lie over some rules."""
    for fit in fits:
        path, value, was = fit.correction.path, _told(fit.correction.value), _told(fit.correction.was)
        if fit.state == "differs":
            yield Finding("rule-correction-differs", fit.correction.id, {"path": path, "value": value, "was": was, "says": _told(fit.says)})
        elif fit.state in ("gone", "unfit"):
            yield Finding("rule-correction-lost", fit.correction.id, {"path": path, "value": value, "was": was})


def needs_person(fits: Iterable[Fit[Correction]]) -> bool:
    """Tells whether there is anything to say about corrections as they lie over some rules."""
    return any(findings_of(fits))


def _told(value: Plain) -> Value:
    return ", ".join(value) if isinstance(value, tuple) else value


@lru_cache(maxsize=8)
def _read(text: str, name: str) -> Rulebook:
    return load(text, name)
