"""The fleet's figures and findings as plain values, for scripts: the names are fixed, nothing is worded."""

from __future__ import annotations

from typing import Any

from rules.findings import Finding
from rules.ledger import LimitFigure, Room
from storage.answers import RosterLine
from storage.doubts import OtherFigures
from storage.plain import iso, plain


def status_json(line: RosterLine) -> dict[str, Any]:
    """Returns a line as ``haulbook status --json`` gives it: the names are fixed, dates are ISO text."""
    standing, room = line.standing, line.room
    until = min(filter(None, (room.until if room else None, line.last_day)), default=None) if line.inside and room and room.until else None
    return {
        "driver": line.driver.name,
        "id": line.driver.id,
        "citizenship": line.driver.citizenship_on(standing.on),
        "on": standing.on.isoformat(),
        "rule": line.rule,
        "used": standing.used,
        "limit": standing.limit,
        "remaining": standing.remaining,
        "over": standing.over,
        "by_country": dict(standing.by_country),
        "limits": [_limit_json(figure) for figure in standing.limits],
        "room": _room_json(room),
        "inside": line.inside,
        "since": iso(line.since),
        "last_lawful_day": iso(until),
        "next_entry": {"date": line.next_entry[0].isoformat(), "days": line.next_entry[1]} if line.next_entry else None,
        "filing": {"paper": filing.paper, "from": iso(filing.first), "filed": iso(filing.filed)} if (filing := line.filing) else None,
        "caution": line.caution,
        "planned": line.planned,
        "state": line.state,
        "disputed": [_other_json(other) for other in line.disputed] or None,
        "findings": [finding_json(finding) for finding in line.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Returns a finding with its code, severity, subject, day and parameters; dates are ISO text."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "subject": finding.subject,
        "day": iso(finding.day),
        "params": plain(finding.params),
    }


def _limit_json(figure: LimitFigure) -> dict[str, Any]:
    shown = {"window": figure.window, "used": figure.used, "limit": figure.limit, "remaining": figure.remaining}
    return shown | ({"of": figure.of} if figure.of else {})


def _other_json(other: OtherFigures) -> dict[str, Any]:
    figures = other.figures
    return {
        "cases": [dict(name) for name in other.cases],
        "used": figures.used,
        "limit": figures.limit,
        "remaining": figures.remaining,
        "over": figures.over,
        "room": _room_json(figures.room),
    }


def _room_json(room: Room | None) -> dict[str, Any] | None:
    return {"days": room.days, "until": iso(room.until), "by": room.by} if room else None
