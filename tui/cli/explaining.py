"""``haulbook explain``: how a driver's number came about, trip by trip, with the dates behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from rules.days import Days
from rules.explain import Explanation, Line, Under, explain
from storage.answers import RosterLine, line
from storage.book import RecordBook
from storage.doubts import code_of
from storage.plain import iso
from storage.records import Driver, Leg, Opening, Paper, Trip
from storage.status_json import status_json
from tui.cli.arguments import as_of, known_rule, named_drivers
from tui.cli.status import attention, existing_book
from tui.wording import (
    case_text,
    confidence_name,
    country_name,
    date_text,
    mark,
    paper_name,
    rule_name,
    short_date,
    source_text,
    tr,
    trn,
    window_name,
)

_REASONS = {
    "outside-window": mark("outside the window"),
    "lifted": mark("under a paper that lifts the rule"),
    "before-member": mark("before the country counted"),
    "planned-passed": mark("planned, the day has passed without news"),
    "to-come": mark("still to come"),
}


@click.command("explain")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.option("--rule", "rule_id", metavar="ID", help="The rule to count by; the firm's first unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object with the dates behind the figures.")
@click.argument("driver")
@click.pass_context
def explain_command(ctx: click.Context, on_text: str | None, rule_id: str | None, as_json: bool, driver: str) -> None:
    """Shows how a driver's number came about, trip by trip; a surname is enough where one driver has it."""
    on = as_of(on_text)
    with existing_book(ctx.obj) as book:
        rule_id = known_rule(rule_id, book.rulebook)
        (who,) = named_drivers([driver], book.drivers())
        figures = line(book, who, on, rule_id)
        explanation = explain(book.ledger(who.id, figures.rule), on)
        if as_json:
            click.echo(json.dumps(explanation_json(book, who, figures, explanation), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_sentences(book, figures, explanation)))
    ctx.exit(1 if figures.alarmed else 0)


def explanation_json(book: RecordBook, driver: Driver, figures: RosterLine, explanation: Explanation) -> dict[str, Any]:
    """Returns the figures of ``status --json`` with the window, the limit's source and, for each stay, its dates as [first, last] spans."""
    limit = explanation.limit
    return status_json(figures) | {
        "window": limit and {"name": limit.window, "first": explanation.first.isoformat(), "last": explanation.last.isoformat()},
        "source": limit and {"confidence": limit.confidence, "source": limit.source, "checked": iso(limit.checked)},
        "stays": [_stay_json(book, each) for each in explanation.lines],
        "papers": [
            {
                "paper": under.paper.kind.id,
                "id": under.paper.ref,
                "counted": {"days": len(under.counted), "dates": _spans(under.counted)},
                "left_out": {"days": len(under.left_out), "dates": _spans(under.left_out)},
            }
            for under in explanation.papers
        ],
        "exempt": explanation.exempt and {"confidence": explanation.exempt.confidence, "source": explanation.exempt.source},
        "unsettled": [
            {"file": row.file, "sheet": row.sheet, "row": row.row, "problem": row.problem} for row in book.unsettled_of(driver.id)
        ],
    }


def _stay_json(book: RecordBook, each: Line) -> dict[str, Any]:
    trip, leg = _recorded(book, each)
    return {
        "trip": trip.id if trip else None,
        "route": trip.route if trip else "",
        "opening": each.stay.ref if book.get(Opening, each.stay.ref) else None,
        "country": each.stay.country,
        "entry": each.stay.entry.isoformat(),
        "entry_basis": leg and leg.entry_basis,
        "exit": iso(each.stay.exit),
        "exit_basis": leg and leg.exit_basis,
        "counted": {"days": len(each.counted), "dates": _spans(each.counted)},
        "counted_before": {"days": len(each.shared), "dates": _spans(each.shared)},
        "left_out": [{"reason": reason, "days": len(days), "dates": _spans(days)} for reason, days in each.left_out],
    }


def _recorded(book: RecordBook, each: Line) -> tuple[Trip | None, Leg | None]:
    """Returns the trip and the leg that a stay was recorded as."""
    trip_id, _, place = each.stay.ref.partition("/")
    trip = book.get(Trip, trip_id)
    return trip, trip.legs[int(place)] if trip else None


def _spans(days: Days) -> list[list[str]]:
    return [[first.isoformat(), last.isoformat()] for first, last in days.runs()]


def _sentences(book: RecordBook, figures: RosterLine, explanation: Explanation) -> Iterator[str]:
    standing, limit = figures.standing, explanation.limit
    citizenship = country_name(figures.driver.citizenship)
    yield f"{figures.driver.name}, {citizenship}"
    yield tr("{rule}, on {day}", rule=rule_name(figures.rule), day=date_text(standing.on))
    for figure in standing.limits:
        window = window_name(figure.window, figure.of)
        if figure.limit is None:
            yield tr("{window}: {used} used, nothing limits that day", window=window, used=figure.used)
        else:
            yield tr("{window}: {used} of {limit} used", window=window, used=figure.used, limit=figure.limit)
    for other in figures.disputed:
        yield tr(
            "Or, {reading}: {used} of {limit} used, {left} d left",
            reading=case_text(code_of(other.cases[0])),
            used=other.figures.used,
            limit="—" if other.figures.limit is None else other.figures.limit,
            left="—" if other.figures.room_days is None else other.figures.room_days,
        )
    if standing.by_country:
        yield ", ".join(f"{country_name(country)}: {days}" for country, days in standing.by_country.items())
    if limit and limit.source:
        checked = date_text(limit.checked)
        yield tr(
            "Rule known {confidence}, checked {day}: {source}",
            confidence=confidence_name(limit.confidence),
            day=checked,
            source=source_text(limit.source),
        )
    yield ""
    if limit:
        yield tr("Counted from {first} to {last}, both included:", first=date_text(explanation.first), last=date_text(explanation.last))
    for each in explanation.lines:
        if each.counted or each.shared or not _is_long_gone(each):
            yield from _stay_sentences(book, each)
    gone = [each for each in explanation.lines if _is_long_gone(each)]
    if gone:
        yield trn("{n} earlier stay lies wholly outside the window", "{n} earlier stays lie wholly outside the window", len(gone))
    yield trn("Together {n} day", "Together {n} days", explanation.used)
    for under in explanation.papers:
        yield from _paper_sentences(book, under)
    if exempt := explanation.exempt:
        yield tr(
            "Drivers of carriers from outside {countries} are exempt, known {confidence}, checked {day}: {source}",
            countries=", ".join(map(country_name, sorted(exempt.carriers_not_of))),
            confidence=confidence_name(exempt.confidence),
            day=date_text(exempt.checked),
            source=source_text(exempt.source),
        )
    said = attention(figures)
    if said:
        yield ""
        yield from (sentence for _, sentence in said)


def _paper_sentences(book: RecordBook, under: Under) -> Iterator[str]:
    """Yields which days of the figure lie under a paper that lifts the rule, whether they count, and whose word that is."""
    paper = paper_name(under.paper.kind.id)
    if under.counted:
        yield trn(
            "{n} of these days is under {paper} and counts",
            "{n} of these days are under {paper} and count",
            len(under.counted),
            paper=paper,
        )
    if under.left_out:
        yield trn("{n} day under {paper} is left out", "{n} days under {paper} are left out", len(under.left_out), paper=paper)
    record = book.get(Paper, under.paper.ref)
    if record and record.because and (record.confirmed or record.days_count is not None):
        yield "        " + tr("the office judged so: {because}", because=record.because)
    elif under.counted and under.paper.kind.days_disputed:
        yield "        " + tr("the sources disagree whether such days count later")


def _is_long_gone(each: Line) -> bool:
    return [reason for reason, _ in each.left_out] == ["outside-window"] and not each.counted and not each.shared


def _stay_sentences(book: RecordBook, each: Line) -> Iterator[str]:
    trip, _ = _recorded(book, each)
    end = date_text(each.stay.exit) if each.stay.exit else tr("no exit date")
    opening = book.get(Opening, each.stay.ref)
    route = f", {trip.route}" if trip and trip.route else ""
    if opening:
        route = ", " + tr("dates not known: used before {day}, told by {who}", day=date_text(opening.as_of), who=opening.said_by)
    yield f"  {len(each.counted):>4}  {country_name(each.stay.country)}, {date_text(each.stay.entry)} – {end}{route}"
    if each.shared:
        yield "        " + trn(
            "{n} day counted already: {dates}", "{n} days counted already: {dates}", len(each.shared), dates=_dates(each.shared)
        )
    for reason, days in each.left_out:
        left_out = trn(
            "{n} day not counted, {reason}: {dates}",
            "{n} days not counted, {reason}: {dates}",
            len(days),
            reason=tr(_REASONS[reason]),
            dates=_dates(days),
        )
        yield "        " + left_out


def _dates(days: Days) -> str:
    return ", ".join(_span(first, last) for first, last in days.runs())


def _span(first: date, last: date) -> str:
    return short_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"
