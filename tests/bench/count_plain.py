"""The questions of ``haulbook count`` answered through plain sets of dates, a line each, for the benchmark to compare with."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import Any

from tests.rules.oracle import Case, Span

_day = date.fromisoformat


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Returns the figures, room, entry, return, plan and violation of one question as the contract names them."""
    spans = [Span(stay["country"], _day(stay["entry"]), _day(stay["exit"]) if stay["exit"] else None) for stay in asked["stays"]]
    filings = [(_day(paper["from"]), _day(paper["until"])) for paper in asked["papers"]]
    case = Case(spans, _day(asked["on"]), citizenship=asked["citizenship"], filings=filings)
    room, entry, plan = case.room(), _day(asked["enter"]), asked["plan"]
    days, _ = case.enter(entry)
    back = case.first_return(_day(asked["return"]["from"]), asked["return"]["days"])
    return case.standing() | {
        "room": room and {"days": room[0], "until": _last(case.on + timedelta(1), room[0]), "by": room[1]},
        "enter": {"entry": asked["enter"], "days": days, "last_lawful_day": _last(entry, days)},
        "return": {"date": back and back.isoformat()},
        "plan": case.plan(_day(plan["entry"]), _day(plan["exit"])),
        "violation": case.violation(),
    }


def _last(first: date, days: int) -> str | None:
    return (first + timedelta(days - 1)).isoformat() if days else None


if __name__ == "__main__":
    for question in sys.stdin:
        print(json.dumps(answer(json.loads(question))))
