"""A driver on one page: his figures and how they came about, what the program has to say, all that is recorded of him; rows open forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from rules.explain import Explanation, explain
from rules.explain import Line as Addend
from rules.ledger import Ledger
from rules.rulebook import Limit
from storage.answers import RosterLine
from storage.records import Absence, Basis, Driver, Leg, Opening, Paper, Record, Trip, Unsettled
from tui.finding_words import finding_text
from tui.private_words import born_text, cells_text, number_text, phone_text
from tui.screens.desk import Desk
from tui.screens.one_driver import OneDriver
from tui.widgets.drawing import Line, Piece, fit, fit_right
from tui.widgets.figures import days_text, ended_by, trip_name
from tui.widgets.page import Marked, OpenPage
from tui.widgets.roster import SIGNS
from tui.wording import (
    basis_name,
    confidence_name,
    country_name,
    date_text,
    mark,
    paper_named,
    rule_name,
    source_text,
    span_text,
    tr,
    trn,
    window_name,
)

_DATES, _COUNTRY = 25, 20
"""Cells for two dates with a dash between them, and for the name of a country or of two together."""
_PAPER = 50
"""Cells at most for the name of a paper where the dates after it are to fit a window of 80."""
_LEFT_OUT = {
    "lifted": mark("a paper takes these days out"),
    "before-member": mark("the country did not count yet"),
    "planned-passed": mark("planned, the day has passed without news"),
    "to-come": mark("still to come"),
}


class DriverScreen(OneDriver):
    """Everything about one driver, to be read from top to bottom; each of his records opens its form."""

    NAME = "driver"
    AUTO_FOCUS = "#page"

    def body(self) -> ComposeResult:
        """Yields the page."""
        yield OpenPage(id="page")

    def heading(self) -> str:
        """Returns his name."""
        return self.driver_name

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("↑↓ Enter open · Insert adds · F3 year · PageUp PageDown driver · Esc back")

    @property
    def current_record(self) -> Record | None:
        """The record of the line under the cursor; the driver himself where none is."""
        target = self.query_one(OpenPage).current
        record = self.desk.book.get(target.kind, target.id) if isinstance(target, Target) else None
        return record or self.desk.driver(self._driver)

    @on(OpenPage.Opened)
    async def _open(self, opened: OpenPage.Opened) -> None:
        if isinstance(opened.target, Target):
            self.action_change()
        else:
            await self.run_action(f"app.{opened.target}")

    def look_again(self) -> None:
        """Writes the page as the book is now."""
        row = self.desk.line_of(self._driver)
        if row is not None:
            self.query_one(OpenPage).show_marked(list(driver_page(self.desk, row)))
        self.draw_frame()

    def _show_driver(self, step: int) -> None:
        self.query_one(OpenPage).scroll_home(animate=False)
        super()._show_driver(step)


@dataclass(frozen=True, slots=True)
class Target:
    """A record that a line opens."""

    kind: type[Record]
    id: str


def driver_page(desk: Desk, row: RosterLine) -> Iterator[Marked]:
    """Yields the lines of a driver's page, each with what it opens."""
    book, driver = desk.book, row.driver
    yield _person(driver), Target(Driver, driver.id)
    yield from _only_read(_figures_page(desk, row))
    lists: tuple[tuple[str, type[Record], Iterable[tuple[str, Iterator[Line]]]], ...] = (
        (tr("Trips"), Trip, ((trip.id, _trip(trip, driver.id)) for trip in _newest_first(book.trips_of(driver.id), driver.id))),
        (tr("Papers"), Paper, _papers(book.papers_of(driver.id))),
        (tr("Absences"), Absence, ((absence.id, _absence(absence)) for absence in book.absences_of(driver.id))),
        (tr("Days used before the book"), Opening, ((opening.id, _opening(opening)) for opening in book.openings_of(driver.id))),
        (
            tr("Rows of imported files that could not be taken"),
            Unsettled,
            ((each.id, _unsettled(each)) for each in book.unsettled_of(driver.id)),
        ),
    )
    for title, kind, records in lists:
        yield from _records(title, kind, records)
    yield from _only_read(_title(tr("History")))
    yield [(f"  {tr('every change of what is recorded of him')}", "plain")], "history"


def _only_read(lines: Iterable[Line]) -> Iterator[Marked]:
    return ((line, None) for line in lines)


def _records(title: str, kind: type[Record], records: Iterable[tuple[str, Iterator[Line]]]) -> Iterator[Marked]:
    """Yields records under their title; each opens where it begins. Unsettled rows are settled elsewhere, and only read here."""
    found = list(records)
    if not found and kind not in (Trip, Paper):
        return
    yield from _only_read(_title(title))
    if not found:
        yield [(f"  {tr('none yet')}", "dim")], None
    for id, lines in found:
        for place, line in enumerate(lines):
            yield line, Target(kind, id) if place == 0 and kind is not Unsettled else None


def _figures_page(desk: Desk, row: RosterLine) -> Iterator[Line]:
    """Yields what is to be seen to, his figures under every rule, and how they came about."""
    book, driver = desk.book, row.driver
    if row.findings:
        yield from _title(tr("To be seen to"))
        for finding in row.findings:
            sign, ink = SIGNS[finding.severity]
            yield [(f"  {sign} {finding_text(finding)}", ink)]
    for rule_id in dict.fromkeys((row.rule, *book.rules_kept)):
        ledger = book.ledger(driver.id, rule_id)
        yield from _figures(desk, row if rule_id == row.rule else None, ledger)
    yield from _title(tr("How the days used came about"))
    yield from _explained(desk, explain(book.ledger(driver.id, row.rule), desk.on))


def _title(text: str) -> Iterator[Line]:
    yield []
    yield [(f" {text}", "heading")]


def _person(driver: Driver) -> Line:
    known = [
        country_name(driver.citizenship) if driver.citizenship else tr("citizenship not known"),
        tr("born {day}", day=born_text(driver)) if born_text(driver) else "",
        phone_text(driver),
        tr("with the firm since {day}", day=date_text(driver.joined)) if driver.joined else "",
        tr("left the firm {day}", day=date_text(driver.left)) if driver.left else "",
    ]
    return [(" " + " · ".join(filter(None, known)), "dim")]


# figures


def _figures(desk: Desk, row: RosterLine | None, ledger: Ledger) -> Iterator[Line]:
    standing, room = ledger.standing(desk.on), ledger.room(desk.on)
    yield from _title(rule_name(ledger.rule.id))
    if row is not None:
        yield [(f"  {days_text(row)}", "strong")]
    if standing.by_country and len(ledger.rule.countries) > 1:
        shares = ", ".join(f"{country_name(code)} {days}" for code, days in standing.by_country.items())
        yield [(f"  {tr('by country: {shares}', shares=shares)}", "plain")]
    limits: dict[tuple[str, int | None], Limit] = {(limit.window, limit.of): limit for limit in ledger.allowance.limits_on(desk.on)}
    for figure in standing.limits:
        yield _limit(figure.window, figure.of, figure.used, figure.limit, figure.remaining)
        yield from _source(limits.get((figure.window, figure.of)))
    if not standing.limits:
        yield [(f"  {tr('this rule sets no limit for this citizenship')}", "dim")]
    if room is not None:
        text = trn("room: {n} day", "room: {n} days", room.days) if room.by else tr("room: no end in sight")
        until = f" {tr('to {day}', day=date_text(room.until))}" if room.until and room.by else ""
        by = f", {tr('ended by: {window}', window=ended_by(room, standing))}" if room.by else ""
        yield [(f"  {text}{until}{by}", "plain")]


def _limit(window: str, of: int | None, used: int, limit: int | None, remaining: int | None) -> Line:
    name = fit(window_name(window, of), 24)
    if limit is None:
        return [(f"  {name}", "plain"), (tr("{used} d, no limit on this date", used=used), "plain")]
    ink = "over" if remaining is not None and remaining < 0 else "plain"
    return [(f"  {name}", "plain"), (tr("{used} of {limit} d, {remaining} left", used=used, limit=limit, remaining=remaining), ink)]


def _source(limit: Limit | None) -> Iterator[Line]:
    if limit is None:
        return
    known = [confidence_name(limit.confidence), source_text(limit.source)]
    if limit.checked:
        known.append(tr("checked {day}", day=date_text(limit.checked)))
    yield [(f"    {' · '.join(filter(None, known))}", "dim")]


# how it came about


def _explained(desk: Desk, found: Explanation) -> Iterator[Line]:
    if found.limit is None:
        yield [(f"  {tr('no version of the rule was in force')}", "dim")]
        return
    window = tr("{first} to {last}", first=date_text(found.first), last=date_text(found.last))
    yield [(f"  {window_name(found.limit.window, found.limit.of)}: {window}", "dim")]
    before = 0
    for line in found.lines:
        if not line.counted and not line.shared and all(reason == "outside-window" for reason, _days in line.left_out):
            before += 1
            continue
        yield from _addend(desk, line)
    if before:
        yield [(f"  {trn('{n} earlier stay lies outside', '{n} earlier stays lie outside', before)}", "dim")]
    yield [(" " * (2 + _DATES + _COUNTRY), "plain"), (fit_right(f"= {found.used}", 6), "strong")]


def _addend(desk: Desk, line: Addend) -> Iterator[Line]:
    stay = line.stay
    ends = f"{date_text(stay.entry)} – {date_text(stay.exit) if stay.exit else tr('open')}"
    trip = desk.trip_of(stay.ref)
    name = trip.route if trip else ""
    if opening := desk.book.get(Opening, stay.ref):
        ends, name = tr("before {day}", day=date_text(opening.as_of)), tr("dates not known")
    added = f"+ {len(line.counted)}" if line.counted or line.shared else "—"
    yield [
        (f"  {fit(ends, _DATES)}{fit(country_name(stay.country), _COUNTRY)}", "plain"),
        (fit_right(added, 6), "strong"),
        (f"  {name}", "dim"),
    ]
    if line.shared:
        text = trn("{n} date counted already above", "{n} dates counted already above", len(line.shared))
        yield [(f"      {text}", "dim")]
    for reason, days in line.left_out:
        if reason in _LEFT_OUT:
            yield [(f"      {trn('{n} day not counted', '{n} days not counted', len(days))}: {tr(_LEFT_OUT[reason])}", "dim")]


# records


def _newest_first(trips: list[Trip], driver: str) -> list[Trip]:
    return sorted(trips, key=lambda trip: trip.legs_of(driver)[0].entry, reverse=True)


def _trip(trip: Trip, driver: str) -> Iterator[Line]:
    line: list[Piece] = [(f"  {trip_name(trip, driver)}", "strong")]
    if trip.cancelled:
        line.append((f"  {tr('cancelled')}", "warn"))
    yield line
    for leg in trip.legs_of(driver):
        yield _leg(leg)


def _leg(leg: Leg) -> Line:
    entry = _crossing(leg.entry_basis, leg.entry_point)
    leaving = _crossing(leg.exit_basis, leg.exit_point) if leg.exit_basis else ""
    dates = f"{date_text(leg.entry)} – {date_text(leg.exit) if leg.exit else tr('open')}"
    words = " – ".join(filter(None, (entry, leaving)))
    country = country_name(leg.country)
    return [(f"    {fit(country, max(14, cell_len(country) + 1))}{fit(dates, _DATES)}", "plain"), (words, "dim")]


def _crossing(basis: Basis, point: str) -> str:
    return f"{point} ({basis_name(basis)})" if point else basis_name(basis)


def _papers(papers: Sequence[Paper]) -> Iterator[tuple[str, Iterator[Line]]]:
    """Yields the id and the line of each paper; their dates stand in one column, as far to the left as the longest name lets them."""
    names = [paper_named(paper.kind, number_text(paper), f"({country_name(paper.country)})" if paper.country else "") for paper in papers]
    room = min(_PAPER, max(map(cell_len, names), default=0))
    for paper, name in zip(papers, names, strict=True):
        gap = " " * max(2, room + 2 - cell_len(name))
        yield paper.id, iter(([(f"  {name}{gap}{_stands(paper)}", "plain")],))


def _stands(paper: Paper) -> str:
    if paper.until:
        return span_text(paper.issued, paper.until)
    return f"{date_text(paper.issued)} – {tr('no end date')}" if paper.issued else tr("no end date")


def _absence(absence: Absence) -> Iterator[Line]:
    yield [(f"  {fit(span_text(absence.first, absence.last), _DATES)}", "plain"), (f" {absence.reason}", "dim")]


def _opening(opening: Opening) -> Iterator[Line]:
    years = ", ".join(f"{each.year}: {each.both}" for each in opening.years)
    text = tr("{days}, before {day}, said by {who}", days=years, day=date_text(opening.as_of), who=opening.said_by)
    yield [(f"  {text}", "plain")]


def _unsettled(record: Unsettled) -> Iterator[Line]:
    yield [(f"  {tr('{file}, {sheet}, row {row}', file=record.file, sheet=record.sheet, row=record.row)}", "warn")]
    yield [(f"    {cells_text(record)}", "dim")]
