"""Answers that others published, through ``haulbook count``. Those believed wrong state what we expect instead, and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.cases import ask

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "vectors.json").read_text(encoding="utf-8"))
EVER = {"limits": [{"window": "rolling", "days": 9999, "of": 9999}]}

NOT_APPLICABLE = {
    "overlap_policy": "whether a shared day is refused is a policy of the source's form, not a figure",
    "window_overlap": "asks for the window's outer dates, which count does not state; the same case as a count is TA-024",
    "rolling_months": "a window of calendar months is no window of any rule here",
}


def reason_not_applicable(vector: dict[str, Any]) -> str | None:
    window = (vector["rule"] or {}).get("window", "")
    if vector["id"] == "EU-019":
        return "asks whether rows overlap; stays may overlap here and are counted once"
    return NOT_APPLICABLE.get(vector["ask"]["kind"]) or NOT_APPLICABLE.get(window)


APPLICABLE = [vector for vector in VECTORS if reason_not_applicable(vector) is None]


def inline(vector: dict[str, Any], days: int | None = None) -> dict[str, Any]:
    rule = vector["rule"]
    limit: dict[str, Any] = {"window": rule["window"].replace("_", "-"), "days": rule["limit"] if days is None else days}
    return {"limits": [limit | ({"of": rule["days"]} if limit["window"] == "rolling" else {})]}


def count(rule: dict[str, Any], stays: list[Any], **more: Any) -> dict[str, Any]:
    return ask({"rule": rule, "stays": stays} | more)


def answer(vector: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What count says to a vector's question, in the words of its answer."""
    asked, stays = vector["ask"], vector["stays"]
    match asked["kind"]:
        case "max_stay":
            enter = count(inline(vector), stays, on=asked["entry"], enter=asked["entry"])["enter"]
            return {"days": enter["days"], "last_day": enter["last_lawful_day"]}
        case "next_entry":
            return dict(count(inline(vector), stays, **{"return": {"from": asked["from"], "days": asked["for_days"]}})["return"])
        case "status":
            found = count(inline(vector), stays, on=asked["on"])
            return found | {"overstay": found["over"]}
        case "overstay":
            found = count(inline(vector), stays)["violation"]
            return dict(found) | {"days_in_violation": found["days"]}
        case "max_window":
            highest = expected["max_used"]
            peak = count(inline(vector, highest - 1), stays)["violation"]["peak_used"]
            assert count(inline(vector, highest), stays)["violation"] is None
            return {"max_used": peak, "breach": count(inline(vector), stays)["violation"] is not None}
        case "duration":
            return {"days": count(EVER, stays)["used"]}
        case "range_days":
            first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
            window = {"limits": [{"window": "rolling", "days": 9999, "of": (last - first).days + 1}]}
            return {"days": count(window, stays, on=asked["to"])["used"]}
        case "overlap":
            a, b, both = (count(EVER, stays)["used"] for stays in ([asked["a"]], [asked["b"]], [asked["a"], asked["b"]]))
            return {"days": a + b - both}
        case "per_year":
            return {key: {year: _year(vector, key, year) for year in years} for key, years in expected.items() if isinstance(years, dict)}
        case "validate":
            return {"valid": "error" not in count(EVER, stays)}
    raise AssertionError(f"no way to ask {asked['kind']}")


def _year(vector: dict[str, Any], key: str, year: str) -> Any:
    used = count(inline(vector), vector["stays"], on=f"{year}-12-31")["used"]
    return used >= vector["rule"]["limit"] if key == "reached" else used


@pytest.mark.parametrize("vector", APPLICABLE, ids=[vector["id"] for vector in APPLICABLE])
def test_published_answer(vector: dict[str, Any]) -> None:
    """Every figure that a vector states is ours too."""
    expected = vector.get("we_expect") or vector["expect"]
    found = answer(vector, expected)
    stated = {key: value for key, value in expected.items() if key in found}
    assert stated
    assert {key: found[key] for key in stated} == stated


def test_those_left_out_are_few_and_say_why() -> None:
    """Only what states no figure of ours is left out, each with its reason."""
    left_out = {vector["id"]: reason_not_applicable(vector) for vector in VECTORS if reason_not_applicable(vector)}
    assert len(left_out) == 13 and len(APPLICABLE) == 192
    assert all(left_out.values())
