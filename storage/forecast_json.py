"""Forecasts as plain values, for scripts: the names are fixed, dates are ISO text, nothing is worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from rules.candidates import Reason
from rules.forecast import Verdict
from storage.plain import iso, plain
from storage.planning import Forecast, PlannedTrip
from storage.reckoning import Reckoning
from storage.status_json import finding_json
from storage.year_ahead import FirmYear


def plan_json(plan: PlannedTrip, who: Sequence[Forecast] | None = None) -> dict[str, Any]:
    """Returns a planned trip and what it does to each of its crew; of one that nobody is on yet ``who`` are all drivers, best first."""
    return {
        "trip": plan.trip.id,
        "route": plan.trip.route,
        "depart": plan.trip.legs[0].entry.isoformat(),
        "crew": [forecast_json(each) for each in plan.forecasts],
        "who": None if who is None else [forecast_json(each) for each in who],
    }


def forecast_json(found: Forecast) -> dict[str, Any]:
    """Returns what a trip does to one driver: ``can``, verdicts by rule, reasons, and the cases that say otherwise."""
    choice, wait = found.choice, found.wait
    return {
        "driver": found.driver.name,
        "id": found.driver.id,
        "depart": found.legs[0].entry.isoformat(),
        "legs": [{"country": leg.country, "entry": leg.entry.isoformat(), "exit": iso(leg.exit)} for leg in found.legs],
        "can": choice.can,
        "out_by": iso(choice.out if choice.can == "if-out" else None),
        "state": found.state,
        "slack": found.slack,
        "days_left": found.days_left,
        "earliest_start": iso(choice.earliest_start),
        "last_lawful_day": iso(found.last_day),
        "queue_by": iso(found.queue_by),
        "queue": {"typical": wait.typical, "bad": wait.bad, "known": wait.known} if wait else None,
        "verdicts": {rule: _verdict_json(verdict) for rule, verdict in choice.verdicts.items() if verdict.touched},
        "reasons": [_reason_json(reason) for reason in choice.reasons],
        "findings": [finding_json(note) for note in found.notes],
        "disputed": [{"rule": rule, "case": dict(name)} for rule, name in found.disputed] or None,
    }


def year_json(book: Reckoning, on: date, firm: FirmYear, more: Mapping[str, int | None]) -> dict[str, Any]:
    """Returns the firm's year: driver-days left on each day to New Year, and how many more trips of a route each driver has.

    Null where he is inside without a known end: he is not counted.
    """
    days = {(on + timedelta(ahead)).isoformat(): left for ahead, left in enumerate(firm.ahead.left)}
    return {
        "on": on.isoformat(),
        "drivers": firm.drivers,
        "left": days,
        "planned": firm.ahead.planned,
        "pace": firm.pace,
        "runs_out": iso(firm.runs_out),
        "more_trips": [
            {"driver": driver.name, "id": driver.id, "trips": more[driver.id]} for driver in book.drivers() if driver.id in more
        ],
    }


def _reason_json(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "severity": reason.severity, "params": plain(reason.params)}


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "ok": verdict.ok,
        "peak_used": verdict.peak_used,
        "remaining_after": verdict.remaining_after,
        "first_violation": iso(verdict.first_violation),
        "by": verdict.by,
        "slack": verdict.slack,
        "blocked_by": list(verdict.blocked_by),
    }
