"""``haulbook count``: one JSON question a line in, one answer a line out, for other programs. Needs ``rules`` alone.

The form of questions and answers is a fixed contract: fields may be added, never renamed. Messages are for programmers, in English.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from rules.countries import COUNTRIES
from rules.ledger import Ledger, Room
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.rulebook import WINDOWS, Limit, Member, Rule, Rulebook, Version
from rules.stays import Stay

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1900, 2201)
_MOST = 36525  # days in a hundred years
_CHUNK = 1 << 16


class Unanswerable(ValueError):
    """A line that cannot be judged: a code, a message, and where in the line."""

    def __init__(self, code: str, message: str, where: str) -> None:
        super().__init__(message)
        self.code, self.message, self.where = code, message, where


def run(questions: BinaryIO, answers: BinaryIO) -> int:
    """Answers every line of ``questions``, in order, and returns 0, or 3 where some line could not be judged.

    Answers are flushed before more is waited for; memory does not grow with the number of lines.
    """
    status = 0
    numbers = itertools.count(1)
    for lines in _batches(questions):
        for line, number in zip(lines, numbers, strict=False):
            if line.strip():
                answer = answer_line(line, number)
                status = 3 if "error" in answer else status
                answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        answers.flush()
    return status


def _batches(questions: BinaryIO) -> Iterator[list[bytes]]:
    """Yields the whole lines that are there, without waiting for a line to come while some are."""
    kept = b""
    descriptor = questions.fileno()
    start = True
    while chunk := os.read(descriptor, _CHUNK):
        *lines, kept = (kept + chunk).split(b"\n")
        if start and lines:
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
            start = False
        yield lines
    yield [kept.removeprefix(b"\xef\xbb\xbf") if start else kept]


def answer_line(line: bytes, number: int = 1) -> dict[str, Any]:
    """Returns the answer to one line; one that cannot be judged gets an ``error`` with code, message and place."""
    broken = {"code": "json-broken", "message": "not one JSON object", "where": f"line {number}"}
    try:
        question = json.loads(line)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        return {"id": None, "error": broken | {"message": f"not one JSON object: {error}"}}
    if not isinstance(question, dict):
        return {"id": None, "error": broken}
    try:
        return answer(question, shipped())
    except Unanswerable as error:
        return {"id": question.get("id"), "error": {"code": error.code, "message": error.message, "where": error.where}}


def answer(question: Mapping[str, Any], rulebook: Rulebook) -> dict[str, Any]:
    """Returns the answer to one question. Raises ``Unanswerable`` where the question is not a whole one."""
    rule = _rule(_need(question, "rule"), rulebook)
    citizenship = _optional_text(question, "citizenship")
    if rule.asks_citizenship and citizenship is None:
        raise Unanswerable("citizenship-needed", f"rule {rule.id} has limits for some citizenships only", "citizenship")
    stays = _stays(_need(question, "stays"), rule)
    on = _on(question, stays)
    papers = _papers(question.get("papers"), rule, rulebook)
    ledger = Ledger(rule, citizenship, stays, papers)
    standing, violation = ledger.standing(on), ledger.violation(on)
    found: dict[str, Any] = {
        "id": question.get("id"),
        "rule": question["rule"] if isinstance(question["rule"], str) else "inline",
        "on": on.isoformat(),
        "used": standing.used,
        "limit": standing.limit,
        "remaining": standing.remaining,
        "over": standing.over,
        "by_country": dict(standing.by_country),
        "limits": [
            {"window": figure.window, "used": figure.used, "limit": figure.limit, "remaining": figure.remaining}
            | ({"of": figure.of} if figure.of else {})
            for figure in standing.limits
        ],
        "room": room_json(ledger.room(on)),
    }
    if question.get("enter") is not None:
        entry = _date(question["enter"], "enter")
        length = ledger.enter(entry, on)
        found["enter"] = {"entry": entry.isoformat(), "days": length.days, "last_lawful_day": _iso(length.until)}
    if question.get("return") is not None:
        found["return"] = {"date": _iso(_return(question["return"], ledger, on))}
    if question.get("plan") is not None:
        found["plan"] = _plan(question["plan"], ledger, on)
    found["violation"] = violation and {
        "first_day": violation.first_day.isoformat(),
        "last_day": violation.last_day.isoformat(),
        "days": violation.days,
        "peak_used": violation.peak_used,
    }
    return found


def room_json(room: Room | None) -> dict[str, Any] | None:
    """Returns room as the contract writes it."""
    return None if room is None else {"days": room.days, "until": _iso(room.until), "by": room.by}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _return(asked: Any, ledger: Ledger, on: date) -> date | None:
    _object(asked, "return")
    days = _number(_need(asked, "days", "return.days"), "return.days", 1)
    return ledger.next_entry(_date(_need(asked, "from", "return.from"), "return.from"), days, on)


def _plan(asked: Any, ledger: Ledger, on: date) -> dict[str, Any]:
    _object(asked, "plan")
    entry = _date(_need(asked, "entry", "plan.entry"), "plan.entry")
    exit = _date(_need(asked, "exit", "plan.exit"), "plan.exit")
    if exit < entry:
        raise Unanswerable("exit-before-entry", f"plan ends {exit} before it begins {entry}", "plan.exit")
    judged = ledger.judge(entry, exit, on)
    plan: dict[str, Any] = {
        "ok": judged.ok,
        "peak_used": judged.peak_used,
        "first_violation": _iso(judged.first_violation),
        "remaining_after": judged.remaining_after,
    }
    return plan | ({"blocked_by": list(judged.blocked_by)} if judged.blocked_by else {})


def _on(question: Mapping[str, Any], stays: list[Stay]) -> date:
    if question.get("on") is not None:
        return _date(question["on"], "on")
    if not stays:
        raise Unanswerable("on-needed", "without stays the date the figures are for must be given", "on")
    return max(stay.exit or stay.entry for stay in stays)


def _rule(asked: Any, rulebook: Rulebook) -> Rule:
    if isinstance(asked, str):
        if asked not in rulebook.rules:
            raise Unanswerable("rule-unknown", f"no rule {asked!r}; there are {', '.join(rulebook.rules)}", "rule")
        return rulebook.rule(asked)
    _object(asked, "rule")
    limits = _need(asked, "limits", "rule.limits")
    if not isinstance(limits, list) or not limits:
        raise Unanswerable("type-wrong", "a list of at least one limit is wanted", "rule.limits")
    counted_from = _date(asked["counted_from"], "rule.counted_from") if asked.get("counted_from") is not None else None
    return Rule(
        id="inline",
        versions=(Version(limits=tuple(_limit(limit, f"rule.limits[{place}]") for place, limit in enumerate(limits)), start=counted_from),),
        members=_territory(asked.get("territory")),
        counted_from=counted_from,
    )


def _territory(asked: Any) -> tuple[Member, ...]:
    if asked is None:
        return ()
    if not isinstance(asked, list) or not asked:
        raise Unanswerable("type-wrong", "a list of countries is wanted", "rule.territory")
    return tuple(Member(countries=frozenset({_country(code, f"rule.territory[{place}]")})) for place, code in enumerate(asked))


def _limit(asked: Any, where: str) -> Limit:
    _object(asked, where)
    window = _need(asked, "window", f"{where}.window")
    if window not in WINDOWS:
        raise Unanswerable("window-unknown", f"no window {window!r}; there are {', '.join(WINDOWS)}", f"{where}.window")
    of = _number(_need(asked, "of", f"{where}.of"), f"{where}.of", 1) if window == "rolling" else None
    return Limit(window=window, days=_number(_need(asked, "days", f"{where}.days"), f"{where}.days", 0), of=of)


def _stays(asked: Any, rule: Rule) -> list[Stay]:
    if not isinstance(asked, list):
        raise Unanswerable("type-wrong", "a list of stays is wanted", "stays")
    return [_stay(stay, rule, f"stays[{place}]") for place, stay in enumerate(asked)]


def _stay(asked: Any, rule: Rule, where: str) -> Stay:
    country: Any = None
    if isinstance(asked, list):
        if len(asked) != 2:
            raise Unanswerable("type-wrong", "a short stay is [entry, exit]", where)
        first, last = asked
    else:
        _object(asked, where)
        first, last, country = _need(asked, "entry", f"{where}.entry"), asked.get("exit"), asked.get("country")
    entry = _date(first, f"{where}.entry")
    exit = None if last is None else _date(last, f"{where}.exit")
    if exit is not None and exit < entry:
        raise Unanswerable("exit-before-entry", f"stay ends {exit} before it begins {entry}", f"{where}.exit")
    if country is None and rule.since:
        raise Unanswerable("country-needed", f"rule {rule.id} counts some countries only", f"{where}.country")
    return Stay(None if country is None else _country(country, f"{where}.country"), entry, exit, ref=where)


def _papers(asked: Any, rule: Rule, rulebook: Rulebook) -> list[HeldPaper]:
    if asked is None:
        return []
    if not isinstance(asked, list):
        raise Unanswerable("type-wrong", "a list of papers is wanted", "papers")
    papers = [_paper(paper, rule, rulebook, f"papers[{place}]") for place, paper in enumerate(asked)]
    return papers if rule.id in rulebook.rules else []


def _paper(asked: Any, rule: Rule, rulebook: Rulebook, where: str) -> HeldPaper:
    _object(asked, where)
    kind = _need(asked, "kind", f"{where}.kind")
    if not isinstance(kind, str) or kind not in rulebook.paper_kinds:
        raise Unanswerable("paper-unknown", f"no kind of paper {kind!r}; there are {', '.join(rulebook.paper_kinds)}", f"{where}.kind")
    first = _date(asked["from"], f"{where}.from") if asked.get("from") is not None else None
    last = _date(asked["until"], f"{where}.until") if asked.get("until") is not None else None
    if first and last and last < first:
        raise Unanswerable("until-before-from", f"paper ends {last} before it begins {first}", f"{where}.until")
    country = _country(asked["country"], f"{where}.country") if asked.get("country") is not None else rule.first_country
    return HeldPaper(
        rulebook.paper_kinds[kind],
        country,
        first,
        last,
        _optional_text(asked, "result", where) or "",
        where,
        days_count=_optional_truth(asked, "days_count", where),
        confirmed=_optional_truth(asked, "confirmed", where) or False,
        entries=_optional_number(asked, "entries", where),
        stay_days=_optional_number(asked, "days", where),
    )


def _need(asked: Mapping[str, Any], key: str, where: str | None = None) -> Any:
    if asked.get(key) is None:
        raise Unanswerable("field-missing", f"{key} must be given", where or key)
    return asked[key]


def _object(asked: Any, where: str) -> None:
    if not isinstance(asked, dict):
        raise Unanswerable("type-wrong", "an object is wanted", where)


def _optional_text(asked: Mapping[str, Any], key: str, where: str = "") -> str | None:
    value = asked.get(key)
    if value is not None and not isinstance(value, str):
        raise Unanswerable("type-wrong", f"{key} is text", f"{where}.{key}".lstrip("."))
    return value


def _optional_truth(asked: Mapping[str, Any], key: str, where: str) -> bool | None:
    value = asked.get(key)
    if value is not None and not isinstance(value, bool):
        raise Unanswerable("type-wrong", f"{key} is true or false", f"{where}.{key}")
    return value


def _optional_number(asked: Mapping[str, Any], key: str, where: str) -> int | None:
    return None if asked.get(key) is None else _number(asked[key], f"{where}.{key}", 1)


def _number(value: Any, where: str, least: int) -> int:
    if type(value) is not int or not least <= value <= _MOST:
        raise Unanswerable("number-wrong", f"a whole number from {least} to {_MOST} is wanted", where)
    return value


def _country(code: Any, where: str) -> str:
    if not isinstance(code, str) or not COUNTRIES.issuperset(code.split("+")):
        raise Unanswerable("country-unknown", f"{code!r} is no two-letter country code of ISO 3166", where)
    return code


def _date(text: Any, where: str) -> date:
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise Unanswerable("date-wrong", f"{text!r} is no date such as 2026-11-23", where)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unanswerable("no-such-date", f"{text}: {error}", where) from error
    if day.year not in _YEARS:
        raise Unanswerable("date-out-of-range", f"{text} is not within {_YEARS[0]} to {_YEARS[-1]}", where)
    return day


def main() -> int:
    """Runs on the process's own input and output."""
    return run(sys.stdin.buffer, sys.stdout.buffer)
