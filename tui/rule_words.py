"""Words for the pieces of rules and for their single values: paths, keys and values as ``rules.rulefile`` gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from rules.reader import RulebookError
from rules.rulebook import CONFIDENCES
from rules.rulefile import EVER
from storage.text import clean
from tui.wording import case_text, confidence_name, country_name, date_text, mark, paper_name, rule_name, tr

_LONGEST = 1000

_KEYS = {
    "countries": mark("countries"),
    "since": mark("since"),
    "from": mark("from"),
    "counted_from": mark("days count from"),
    "days": mark("days"),
    "window": mark("window"),
    "of": mark("of how many days"),
    "paper/of": mark("of which countries"),
    "for": mark("for citizens of"),
    "not_for": mark("not for citizens of"),
    "only_for": mark("only for citizens of"),
    "doubtful_for": mark("doubtful for citizens of"),
    "covers": mark("what it covers"),
    "not_in": mark("not for stays in"),
    "paper": mark("paper"),
    "confidence": mark("how sure"),
    "source": mark("source"),
    "checked": mark("last checked"),
    "ends": mark("dates that count"),
    "ends_confidence": mark("dates that count, how sure"),
    "ends_source": mark("dates that count, source"),
    "ends_checked": mark("dates that count, last checked"),
    "question": mark("question"),
    "id": mark("name"),
    "also_window": mark("also for the limit"),
    "also_doubtful": mark("also for those it is doubtful for"),
    "effect": mark("effect"),
    "confirmed_effect": mark("effect where the office confirms it"),
    "days_count": mark("its days count later"),
    "days_disputed": mark("sources disagree whether its days count later"),
    "visa": mark("a visa's own terms"),
    "visa_confidence": mark("a visa's own terms, how sure"),
    "visa_source": mark("a visa's own terms, source"),
    "visa_checked": mark("a visa's own terms, last checked"),
    "carriers_not_of": mark("carriers not of"),
    "not_exempt": mark("nobody is exempt"),
    "default_country": mark("country unless named"),
    "needs_country": mark("needs a country"),
    "only_result": mark("only with the result"),
    "entry_after": mark("days from filing to entry, with a warning"),
    "entry_surely_after": mark("days from filing to entry"),
    "entry_until": mark("days from filing to the last entry"),
    "needed": mark("every driver needs one"),
    "years": mark("years it stands"),
    "renewed_within": mark("months of renewal before its end"),
    "country": mark("country"),
    "to": mark("to"),
    "through": mark("through"),
    "carriers": mark("for carriers of"),
}

_PIECES: Mapping[str, tuple[str, int]] = {
    "rule": ("", 1),
    "paper": ("", 1),
    "member": (mark("days in: {name}"), 1),
    "version": (mark("in force from {name}"), 1),
    "limit": (mark("limit {name}"), 1),
    "raise": (mark("more days with: {name}"), 1),
    "exemption": (mark("exempt: drivers of carriers from outside {name}"), 1),
    "reading": (mark("reading {name}"), 2),
    "registration": (mark("registration: {name}"), 1),
    "road": (mark("road: {name}"), 3),
}
"""What a piece of each table is called, and how many steps of a path its name takes."""

_WINDOWS = {
    "calendar-year": mark("per calendar year"),
    "rolling": mark("in a moving window"),
    "continuous": mark("without a break"),
}

_EFFECTS = {
    "lift": mark("lifts the rule on its dates"),
    "lift-country": mark("lifts the limit in its country on its dates"),
    "replace": mark("its own terms take the place of the rule in its country"),
    "raise": mark("raises the limit"),
    "block": mark("no entry while it stands"),
    "warn": mark("its end is warned of"),
    "none": mark("changes nothing"),
}

_OTHERS = {
    "both": mark("entry and exit date"),
    "stay": mark("the stay entered under it"),
    "dates": mark("its own dates"),
    "year": mark("the calendar year in which a stay was entered under it"),
    "instead": mark("in place of the limits in its country"),
    "beside": mark("beside the limits in all the countries"),
    "listed": mark("listed"),
}
_CODES = _WINDOWS | _EFFECTS | _OTHERS

_TYPES = {
    "int": mark("a whole number, such as 90"),
    "str": mark("a text in quotation marks"),
    "date": mark("a date such as 2026-11-23"),
    "bool": mark("true or false"),
    "list": mark('a list of texts such as ["KZ", "KG"]'),
    "table": mark("tables, each under its name in double brackets"),
}

_BROKEN = {
    "toml-broken": mark("{file}, line {line}: from there on it cannot be read as TOML. What the reader says of it: {known}."),
    "format-unknown": mark("{file}: its format “{known}” is not known; this program reads format 1."),
    "key-unknown": mark("{file}, {table}: the key “{key}” is not known."),
    "key-missing": mark("{file}, {table}: the key “{key}” is missing."),
    "type-wrong": mark("{file}, {table}, key “{key}”: {known} belongs here."),
    "choice-unknown": mark("{file}, {table}, key “{key}”: one of these belongs here: {known}."),
    "empty": mark("{file}, {table}, key “{key}”: it is empty; leave it out or fill it in."),
    "out-of-range": mark("{file}, {table}, key “{key}”: {known} cannot be."),
    "country-unknown": mark("{file}, {table}, key “{key}”: “{known}” is no country code, such as KZ."),
    "repeated": mark("{file}, {table}, key “{key}”: “{known}” stands there twice."),
    "paper-unknown": mark("{file}, {table}, key “{key}”: no paper of that kind raises a limit."),
    "disordered": mark("{file}, {table}, key “{key}”: a version begins after the one before it ({known})."),
}
_NEAREST = frozenset(("key-unknown", "paper-unknown"))


def broken_text(error: RulebookError) -> str:
    """Returns the sentences for a rule file that is broken: file, table and key, or the line, and what would be right there."""
    known = tr(_TYPES[error.detail]) if error.code == "type-wrong" else shown(error.detail)
    table = tr("at its top") if error.table == "file" else error.table
    told = tr(_BROKEN[error.code], file=error.file, table=table, key=shown(error.key), known=known, line=error.line or "—")
    if error.code in _NEAREST and known:
        told += " " + tr("Did you mean “{known}”?", known=known)
    return told


def path_text(path: str) -> str:
    """Returns a path in words: ``Russia and Belarus together, in force from 01.01.2025, limit per calendar year: days``."""
    steps = path.split("/")
    pieces = list(_steps(steps))
    taken = sum(1 + _PIECES[table][1] for table, _ in pieces)
    words = ", ".join(_piece_text(table, name) for table, name in pieces)
    return f"{words}: {key_text(steps[taken], pieces[-1][0])}" if len(steps) > taken else words


def piece_text(path: str) -> str:
    """Returns the last piece of a path in words."""
    *_, (table, name) = _steps(path.split("/"))
    return _piece_text(table, name)


def key_text(key: str, table: str = "") -> str:
    """Returns what a key of a table is called; the key itself where we have no name for it."""
    word = _KEYS.get(f"{table}/{key}") or _KEYS.get(key)
    return tr(word) if word else shown(key)


def value_text(value: object) -> str:
    """Returns a single value of a rule in words: countries, dates, windows and the like; a dash for none."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, tuple):
        return ", ".join(map(value_text, value)) or "—"
    text = shown("" if value is None else str(value))
    if text in CONFIDENCES:
        return confidence_name(text)
    if text in _CODES:
        return tr(_CODES[text])
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date_text(date.fromisoformat(text))
    if re.fullmatch(r"[A-Z]{2}(, [A-Z]{2})*", text):
        return ", ".join(map(country_name, text.split(", ")))
    return paper_name(text) if text else "—"


def shown(text: str) -> str:
    """Returns a text of a rule file fit to be shown: on one line, without what could steer a terminal."""
    return clean(text, _LONGEST)


def _steps(steps: list[str]) -> Iterator[tuple[str, str]]:
    """Yields the pieces that a path leads through, each with its table and its name."""
    place = 0
    while place < len(steps) and steps[place] in _PIECES and place + _PIECES[steps[place]][1] < len(steps):
        table = steps[place]
        last = place + 1 + _PIECES[table][1]
        yield table, "/".join(steps[place + 1 : last])
        place = last


def _piece_text(table: str, name: str) -> str:
    first, _, number = name.rpartition("-")
    if table in ("limit", "raise", "registration", "member") and number.isdecimal():
        return f"{_piece_text(table, first)} ({number})"
    if table == "rule":
        return rule_name(shown(name))
    if table == "paper":
        return paper_name(shown(name))
    if table == "raise":
        name = paper_name(name)
    elif table == "limit":
        name = tr(_WINDOWS[name]) if name in _WINDOWS else name
    elif table == "version":
        name = tr("ever") if name == EVER else value_text(name)
    elif table == "reading":
        name = case_text(name.replace("/", ":"))
    elif table in ("member", "registration", "exemption"):
        name = country_name(name)
    else:
        name = " – ".join(country_name(code) for code in name.split("/"))
    return tr(_PIECES[table][0], name=shown(name))
