"""What the cases of one driver come to on a date: the figures that differ from those shown, and whether that leaves him in dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rules.cases import Cases, Name
from rules.findings import Finding, Value
from rules.ledger import Ledger, Room, Standing
from storage.findings import over_by

State = Literal["within", "over", "disputed", "unlimited"]
_NO_LIMIT = 10_000  # more days than any room has


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a driver in one case: days used, allowed and left by the first limit, days over it, and his room over all limits.

    ``beyond`` is by how many days some limit is exceeded; ``room_days`` None where nothing limits him. The window that ends the room
    is no figure.
    """

    used: int
    limit: int | None
    remaining: int | None
    over: int
    beyond: int
    room_days: int | None
    room: Room | None = field(compare=False)


@dataclass(frozen=True, slots=True)
class OtherFigures:
    """Figures that differ from those shown, and the cases that give them, those that take least for granted first."""

    cases: tuple[Name, ...]
    figures: Figures


def figures_of(standing: Standing, room: Room | None) -> Figures:
    """Returns the figures of a standing and the room beside it."""
    days = room.days if room else None
    return Figures(standing.used, standing.limit, standing.remaining, standing.over, over_by(standing), days, room)


def others_of(cases: Cases, shown: Figures, on: date) -> tuple[OtherFigures, ...]:
    """Returns what the cases beside the one shown give on a date, where it differs from what is ``shown``; each once."""
    if len(cases.names) == 1:
        return ()

    def figures(ledger: Ledger) -> Figures:
        return shown if ledger is cases.main else figures_of(ledger.standing(on), ledger.room(on))

    return tuple(OtherFigures(other.cases, other.value) for other in cases.ask(figures).others)


def state_of(shown: Figures, others: Sequence[OtherFigures]) -> State:
    """Returns how a driver stands: ``disputed`` where the cases differ in whether he is over, or one leaves him less room than shown.

    Where the others only leave him more, what is shown is the cautious figure of all, and he is within in every case.
    """
    if any(differs(shown, other.figures) for other in others):
        return "disputed"
    if shown.beyond:
        return "over"
    return "unlimited" if shown.limit is None else "within"


def differs(shown: Figures, other: Figures) -> bool:
    """Tells whether another case says otherwise whether he is over some limit, or leaves him less room than is shown."""
    return bool(shown.beyond) != bool(other.beyond) or _days_left(other) < _days_left(shown)


def over_is_disputed(shown: Figures, others: Sequence[OtherFigures]) -> bool:
    """Tells whether he is over some limit in some cases only: then he is neither within nor over."""
    return any(bool(shown.beyond) != bool(other.figures.beyond) for other in others)


def disputed_finding(driver_id: str, rule_id: str, shown: Figures, others: Sequence[OtherFigures], on: date) -> Finding:
    """Returns the finding that gives both figures: those shown, and of the others the worst, or the best where none is worse."""
    differing = [other for other in others if differs(shown, other.figures)]
    worst = min(differing, key=lambda other: _ease(other.figures))
    telling = worst if _ease(worst.figures) < _ease(shown) else max(differing, key=lambda other: _ease(other.figures))
    params: dict[str, Value] = {
        "rule": rule_id,
        "used": shown.used,
        "limit": shown.limit,
        "left": shown.room_days,
        "other_used": telling.figures.used,
        "other_limit": telling.figures.limit,
        "other_left": telling.figures.room_days,
        "reading": code_of(telling.cases[0]),
    }
    return Finding("disputed", driver_id, params, on)


def code_of(name: Name) -> str:
    """Returns the name of a case as one text: ``ruid-covers:dates opening:earliest``."""
    return " ".join(f"{question}:{answer}" for question, answer in name)


def _ease(figures: Figures) -> tuple[int, int]:
    return -figures.beyond, _days_left(figures)


def _days_left(figures: Figures) -> int:
    return _NO_LIMIT if figures.room_days is None else figures.room_days
