"""What a change does to drivers' days, in lines: before → after, and what would be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rules.candidates import Reason
from rules.days import Days
from storage.answers import RosterLine
from storage.effects import Ahead, Effect
from storage.planning import Forecast
from tui.finding_words import finding_text
from tui.forecast_words import reason_text, state_text
from tui.leave_words import last_day_text, left_text
from tui.widgets.drawing import Line, person
from tui.widgets.page import broken
from tui.widgets.roster import SIGNS
from tui.wording import and_more, country_name, date_text, paper_name, rule_name, short_date, tr, trn, window_name


def effect_lines(effect: Effect, on: date) -> Iterator[Line]:
    """Yields the figures of a driver before → after, what the days to come hold, and what would be said of him that is not said now."""
    figures, place = _figures(effect)
    yield [(f" {person(effect.driver.name, 24)}: ", "strong"), (figures, "plain")]
    if place:
        yield [(f"   {place}", "plain")]
    for ahead in effect.ahead:
        if ahead.broken or (ahead.last and (effect.before is None or effect.plan or _moved(effect) or _planned(effect))):
            yield _ahead(ahead, effect.plan, first=ahead is effect.ahead[0])
    reasons = _reasons(effect.plan)
    for reason in reasons:
        sign, ink = SIGNS[reason.severity]
        yield [(f"   {sign} {reason_text(reason)}", ink)]
    if blocks := effect.blocked_by or _blocks(effect.plan):
        kinds = ", ".join(map(paper_name, blocks))
        yield [(f"   {tr('an entry is blocked by: {papers}', papers=kinds)}", "over")]
    filing = any(reason.code.startswith("application-") for reason in reasons)
    for finding in effect.news:
        if filing and finding.code.startswith("application-"):
            continue
        sign, ink = SIGNS[finding.severity]
        yield [(f"   {sign} {finding_text(finding)}", ink)]


def fitting(blocks: Sequence[Sequence[Line]], room: int, width: int) -> tuple[list[Line], int]:
    """Returns what of blocks of lines fits into ``room`` lines, broken to ``width``, and how many lines are left out.

    The first line of each block comes before the second of any; where some are left out, a line is kept free to say so.
    """
    parts = [[list(broken(line, width)) for line in block] for block in blocks]
    every = sum(len(part) for block in parts for part in block)
    room -= every > room
    kept: set[tuple[int, int]] = set()
    used = 0
    for rank, at in sorted((rank, at) for at, block in enumerate(parts) for rank in range(len(block))):
        if used + len(parts[at][rank]) <= room:
            kept.add((at, rank))
            used += len(parts[at][rank])
    return [line for at, block in enumerate(parts) for rank, part in enumerate(block) if (at, rank) in kept for line in part], every - used


def _reasons(plan: Forecast | None) -> list[Reason]:
    """Returns what the forecast has against a planned trip, or asks for first, as far as nothing else here says it."""
    return [reason for reason in plan.choice.reasons if reason.code not in ("over", "paper-blocks")] if plan else []


def _blocks(plan: Forecast | None) -> Sequence[str]:
    """Returns the kinds of paper that stand in the way of a planned trip, those that stood in another's way before too."""
    reasons = plan.choice.reasons if plan else ()
    return list(dict.fromkeys(str(reason.params["paper"]) for reason in reasons if reason.code == "paper-blocks"))


def changes_days(effect: Effect) -> bool:
    """Tells whether any figure of the driver changes, or anything would be said of him that is not said now."""
    return _moved(effect) or _planned(effect) or bool(effect.news) or any(ahead.broken for ahead in effect.ahead)


def leaving_text(effect: Effect, *, trips: bool) -> str:
    """Returns which dates leave the count of a driver with his ``trips``, or that none does, and his figures before → after.

    Of other records, whose dates nobody knows, the figures alone; an empty text where none changes.
    """
    before, after = effect.before, effect.after
    if before is None or after is None or not (trips or _moved(effect)):
        return ""
    used, limit = _turn(before.standing.used, after.standing.used), _turn(before.standing.limit, after.standing.limit)
    figures = [tr("{used} of {limit}", used=used, limit=limit) if after.standing.limit is not None else tr("{used} d used", used=used)]
    if _planned(effect):
        figures.append(tr("planned {days}", days=_turn(before.planned, after.planned)))
    what = tr("no day leaves the count") if trips else ""
    count = len(effect.gone)
    if trips and count:
        dates = _dates(effect.gone, after.standing.on.year)
        what = trn("{n} day leaves the count: {dates}", "{n} days leave the count: {dates}", count, dates=dates)
    return f"{person(effect.driver.name, 16)}: {', '.join(filter(None, (what, *figures)))}"


_SPANS = 3
"""How many spans of dates are said; the others are counted."""


def _dates(days: Days, year: int) -> str:
    spans = days.runs()
    shown = ", ".join("–".join(short_date(day, year) for day in dict.fromkeys(span)) for span in spans[:_SPANS])
    return shown + and_more(len(spans) - _SPANS)


def _moved(effect: Effect) -> bool:
    return _told(effect.before) != _told(effect.after)


def _planned(effect: Effect) -> bool:
    return bool(effect.before and effect.after and effect.before.planned != effect.after.planned)


def _told(row: RosterLine | None) -> tuple[object, ...]:
    if row is None:
        return ()
    return row.standing.used, row.standing.limit, row.room, row.last_day, row.next_entry, row.inside


def _figures(effect: Effect) -> tuple[str, str]:
    """Returns the figures in a line, and where he is and until when, empty where that is nowhere."""
    before, after = effect.before, effect.after
    if after is None or (before is None and after.standing.limit is None):
        return tr("no days counted"), ""
    if before is not None and not _moved(effect) and not _planned(effect):
        return tr("no figure changes: used {used}, room {room}", used=after.standing.used, room=left_text(after)), ""
    parts = [tr("used {days}", days=_turn(before and before.standing.used, after.standing.used))]
    if after.standing.limit is not None:
        parts[0] += " " + tr("of {limit}", limit=_turn(before and before.standing.limit, after.standing.limit))
    if after.planned or (before and before.planned):
        parts.append(tr("planned {days}", days=_turn(before and before.planned, after.planned)))
    parts.append(tr("room {days}", days=_turn(before and left_text(before), left_text(after))))
    place = []
    if after.inside or (before and before.inside):
        place.append(tr("inside: {country}", country=_turn(before and country_name(before.inside), country_name(after.inside))))
        place.append(tr("last day {day}", day=_turn(before and (last_day_text(before) or "—"), last_day_text(after) or "—")))
    return ", ".join(parts), ", ".join(place)


def _turn(before: object, after: object) -> str:
    return str(after) if before is None or before == after else f"{before} → {after}"


def _ahead(ahead: Ahead, plan: Forecast | None, *, first: bool) -> Line:
    rule = "" if first else f"{rule_name(ahead.rule)}: "
    if ahead.disputed:
        return [(f"   {rule}{tr('disputed: neither within nor over')}", "warn")]
    if ahead.broken:
        broken = ahead.broken
        text = tr("over from {day} on, {window}", day=date_text(broken.day), window=window_name(broken.window, broken.of))
        return [(f"   {rule}{text}", "over")]
    if plan and plan.state in ("to-file", "to-leave"):
        text = tr(
            "{state}; on {day} {used} d used, {left} left",
            state=state_text(plan.state),
            day=date_text(ahead.last),
            used=ahead.used,
            left=ahead.left,
        )
        return [(f"   {rule}{text}", "planned")]
    text = tr(
        "within the rule as we know it; on {day} {used} d used, {left} left", day=date_text(ahead.last), used=ahead.used, left=ahead.left
    )
    return [(f"   {rule}{text}", "good")]
