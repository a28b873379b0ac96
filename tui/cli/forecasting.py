"""``haulbook forecast``: the planned trips judged, who can take a route, how the days run down; what if, side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from storage.answers import first_rule
from storage.forecast_json import forecast_json, plan_json, year_json
from storage.planning import Forecast, forecast_trip, planned_trips, takers, who_can_go
from storage.reckoning import Reckoning
from storage.records import Route
from storage.routes import planned_legs
from storage.year_ahead import firm_year, round_trips
from tui.cli.arguments import as_of
from tui.cli.status import existing_book
from tui.cli.supposing import FORMS, queue_days, supposed
from tui.forecast_words import (
    can_text,
    left,
    not_counted,
    reasons_text,
    slack_text,
    start_text,
    state_text,
    takers_text,
    trips_text,
)
from tui.wording import date_text, nobody_text, short_date, tr, trn

_Row = tuple[tuple[str, ...], str]
"""The cells of a row, and what is said beneath it."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is printed: as JSON, or as rows under headings with sentences after them; ``troubled`` where a person should look."""

    plain: Any
    headings: tuple[str, ...] = ()
    rows: Sequence[_Row] = ()
    after: Sequence[str] = ()
    troubled: bool = False


@click.command("forecast")
@click.option("--route", "name", metavar="NAME", help="Who can take this route; with --depart.")
@click.option("--depart", "depart_text", metavar="DATE", help="The day of departure.")
@click.option("--year", "of_year", is_flag=True, help="The firm's days to New Year, and how many more trips of --route they allow.")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.option("--if", "wishes", metavar="WHAT", multiple=True, help="What if, shown beside what is; may be given again. " + FORMS)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def forecast_command(
    ctx: click.Context,
    name: str | None,
    depart_text: str | None,
    of_year: bool,
    on_text: str | None,
    wishes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Judges every planned trip day by day against every rule that the firm keeps; or says who can take a route.

    What is supposed is shown beside what is, and nothing of it is kept. Ends with 1 where a planned trip is over or disputed, or
    nobody can go.
    """
    on = as_of(on_text)
    with existing_book(ctx.obj) as book:
        route = _route(book, name)
        question = _question(on, route, depart_text, of_year)
        answers = {"now": question(book, 0)}
        if wishes:
            answers["if"] = question(supposed(book, wishes, on), queue_days(wishes))
        _print(answers, as_json=as_json)
    ctx.exit(1 if answers["now"].troubled else 0)


def _route(book: Reckoning, name: str | None) -> Route | None:
    route = book.route_named(name) if name else None
    if name and route is None:
        known = ", ".join(each.name for each in book.routes.values()) or "—"
        raise click.UsageError(tr("No route “{name}”. There are: {known}.", name=name, known=known))
    return route


def _question(on: date, route: Route | None, depart_text: str | None, of_year: bool) -> Callable[[Reckoning, int], _Answer]:
    """Returns what is asked of the book, and of it as it would stand with so many more days in each queue."""
    if of_year:
        return lambda view, more: _year(view, on, route)
    if route is None:
        return lambda view, more: _plans(view, on)
    depart = as_of(depart_text) if depart_text else on
    if depart <= on:
        raise click.UsageError(tr("Give --depart with a day after {day}.", day=date_text(on)))
    return lambda view, more: _who(view, on, route, depart, more)


def _print(answers: dict[str, _Answer], *, as_json: bool) -> None:
    if as_json:
        plain = {name: answer.plain for name, answer in answers.items()} if len(answers) > 1 else answers["now"].plain
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    for name, answer in answers.items():
        if len(answers) > 1:
            click.echo(tr("As it stands") if name == "now" else tr("As it would stand"))
        for line in _lines(answer):
            click.echo(line)
        for sentence in answer.after:
            click.echo(sentence)


def _lines(answer: _Answer) -> Iterator[str]:
    """Yields the rows in columns, what is said of each indented under it."""
    if not answer.rows:
        return
    cells = [answer.headings, *(row for row, _ in answer.rows)]
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(answer.headings))]
    for row, said in [(answer.headings, ""), *answer.rows]:
        yield "  ".join(set_cell_size(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        if said:
            yield f"    {said}"


def _plans(view: Reckoning, on: date) -> _Answer:
    plans = [forecast_trip(view, trip, on) for trip in planned_trips(view, on)]
    headings = (tr("Departs"), tr("Driver"), tr("Route"), tr("Judged"), tr("To spare"), tr("Left after"), tr("Queue by"))
    who = {plan.trip.id: takers(view, plan, on) for plan in plans if plan.trip.for_nobody}
    rows: list[_Row] = []
    for plan in plans:
        rows += [(_plan_cells(plan.trip.route, each), reasons_text(each)) for each in plan.forecasts]
        if plan.trip.for_nobody:
            departs = short_date(plan.trip.legs[0].entry, on.year)
            rows.append(((departs, nobody_text(), plan.trip.route, "", "", "", ""), takers_text(who[plan.trip.id])))
    troubled = any(each.state in ("over", "disputed") for plan in plans for each in plan.forecasts)
    none = [] if plans else [tr("No trip is planned.")]
    return _Answer([plan_json(plan, who.get(plan.trip.id)) for plan in plans], headings, rows, none, troubled)


def _plan_cells(route: str, found: Forecast) -> tuple[str, ...]:
    return (
        short_date(found.legs[0].entry, found.on.year),
        found.driver.name,
        route,
        state_text(found.state),
        slack_text(found),
        left(found),
        short_date(found.queue_by, found.on.year),
    )


def _who(view: Reckoning, on: date, route: Route, depart: date, more: int) -> _Answer:
    found = who_can_go(view, planned_legs(route, depart, more=more), on, route)
    headings = (tr("Driver"), tr("Can"), tr("To spare"), tr("Left after"), tr("Could from"))
    rows = [(_who_cells(each), reasons_text(each)) for each in found]
    return _Answer([forecast_json(each) for each in found], headings, rows, (), not any(each.able for each in found))


def _who_cells(found: Forecast) -> tuple[str, ...]:
    return found.driver.name, can_text(found), slack_text(found), left(found), "" if found.able else start_text(found)


def _year(view: Reckoning, on: date, route: Route | None) -> _Answer:
    firm = firm_year(view, on, first_rule(view))
    more = {driver.id: round_trips(view, driver, route, on) for driver in view.drivers()} if route else {}
    rows: list[_Row] = [((driver.name, trips_text(more[driver.id])), "") for driver in view.drivers() if driver.id in more]
    said = [
        tr(
            "{left} driver-days left of {drivers} drivers, {planned} planned",
            left=firm.ahead.left[0],
            drivers=firm.drivers,
            planned=firm.ahead.planned,
        ),
        tr("at the pace of the last 90 days they run out on {day}", day=date_text(firm.runs_out))
        if firm.runs_out
        else tr("at the pace of the last 90 days they last beyond New Year"),
    ]
    if route:
        made = sum(trips or 0 for trips in more.values())
        said.append(trn("the firm has {n} more trip of {route}", "the firm has {n} more trips of {route}", made, route=route.name))
        said += not_counted(sum(trips is None for trips in more.values()))
    return _Answer(year_json(view, on, firm, more), (tr("Driver"), tr("More trips")), rows, said)
