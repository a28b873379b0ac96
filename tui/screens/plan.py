"""The forecast: one planned trip typed here, judged day by day while it is typed, kept with Enter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical

from rules.cases import Cases
from rules.days import Days
from rules.forecast import Plan, Verdict, judge
from rules.ledger import Ledger
from rules.stays import Stay
from storage.answers import RosterLine
from storage.doubts import code_of
from tui.forms.choice import Choice
from tui.forms.date_field import DateField
from tui.forms.plan import LegRow, TypedLeg, overlap, problem, stays_of, trip_of
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.widgets.drawing import Line, person
from tui.widgets.figures import days_text, next_trip_text
from tui.widgets.fixed import FixedLines
from tui.widgets.page import Page
from tui.wording import case_text, countries, country_name, date_text, paper_name, rule_name, tr, trn, window_name

MOST_LEGS = 6
_SIDE_BY_SIDE = 124
"""Columns from which on the form and the verdict stand side by side."""


class PlanScreen(Frame):
    """A driver and the countries of a trip on the left or above, what the trip does to his days on the right or below."""

    NAME = "plan"
    AUTO_FOCUS = "#driver"

    def __init__(self, desk: Desk, driver: str | None) -> None:
        super().__init__(desk)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_SIDE_BY_SIDE, "-wide")]
        self._driver = driver or (desk.lines[0].driver.id if desk.lines else "")

    def body(self) -> ComposeResult:
        """Yields the form and the verdict."""
        drivers = sorted((row.driver.name, row.driver.id) for row in self.desk.lines)
        label = FixedLines(classes="label")
        label.show([(f" {tr('Driver')}", "dim")])
        with Container(id="plan"):
            with Vertical(id="form"):
                with Horizontal(classes="leg"):
                    yield label
                    yield Choice([(id, name) for name, id in drivers], self._driver, id="driver")
                with Vertical(id="legs"):
                    yield self._row(1)
            yield Page(id="verdict")

    def _row(self, number: int) -> LegRow:
        book, rules = self.desk.book, self.desk.book.rulebook.rules
        members = list(dict.fromkeys(code for id in book.firm.rules if id in rules for code in rules[id].since))
        codes = [*members, *(code for code in countries() if code not in members)]
        rows = self._rows if number > 1 else []
        before = rows[-1] if rows else None
        country = codes[0]
        if before:
            country = next((code for code in members if code != before.country.chosen), codes[0])
        near = before.exit.day if before and before.exit.day else self.desk.on + timedelta(1)
        return LegRow(number, [(code, country_name(code)) for code in codes], country, near)

    @property
    def _rows(self) -> list[LegRow]:
        return list(self.query(LegRow))

    @property
    def _legs(self) -> list[TypedLeg]:
        return [row.typed for row in self._rows]

    def heading(self) -> str:
        """Returns the title."""
        return tr("Forecast for a planned trip")

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Tab next field · ↑↓ change · Insert another country · Enter keeps · Esc back")

    @property
    def current_driver(self) -> str | None:
        """The driver chosen."""
        return self._driver or None

    def look_again(self) -> None:
        """Judges what is typed over the book as it is now."""
        self._judge()

    @on(Choice.Chosen)
    @on(DateField.Changed)
    def _typed(self) -> None:
        """Judges anew; what was said of the plan as it stood before is no longer true."""
        self.say("")
        self._judge()

    def _judge(self) -> None:
        self._driver = self.query_one("#driver", Choice).chosen
        row = self.desk.line_of(self._driver)
        if row is not None:
            self.query_one("#verdict", Page).show(list(self._verdict(row)))

    def _problem(self) -> str:
        return problem(self._legs, self.desk.on)

    def _overlap(self) -> str:
        return overlap(self._legs, self.desk.on, self.desk.book.stays_of(self._driver))

    def _verdict(self, row: RosterLine) -> Iterator[Line]:
        yield [(f" {row.driver.name}", "strong"), (f"  {country_name(row.driver.citizenship)}", "dim")]
        yield [(f"  {days_text(row)}", "plain")]
        coming = next_trip_text(row.next_trip, row.driver.id, self.desk.on)
        if coming:
            yield [(f"  {tr('next trip {trip}', trip=coming)}", "dim")]
        yield []
        wrong = self._problem()
        if wrong:
            yield [(f"  {wrong}", "warn")]
        stays = stays_of(self._legs)
        book = self.desk.book
        kept = [book.cases(row.driver.id, rule) for rule in dict.fromkeys((row.rule, *book.firm.rules))]
        if not wrong and stays:
            taken = self._overlap()
            if taken:
                yield [(f"  {taken}", "warn")]
            yield from _cautions(row)
            touched = False
            for cases in kept:
                verdict = judge(cases.main, stays, self.desk.on)
                touched = touched or verdict.touched
                yield from _verdict_lines(cases, verdict, stays, self.desk.on)
            if not touched:
                yield [(f"  {tr('no rule is kept for these countries')}", "dim")]
        else:
            yield from self._how_long(kept[0].main)

    def _how_long(self, ledger: Ledger) -> Iterator[Line]:
        """Yields how long an entry could last, while only its date is typed."""
        legs = self._legs
        entry = legs[0].entry
        if len(legs) > 1 or entry is None or entry <= self.desk.on or legs[0].country not in ledger.rule.since:
            return
        if not ledger.allowance.limits_on(entry) or ledger.allowance.lifted_on(entry):
            return
        room = ledger.enter(entry, self.desk.on)
        text = trn("an entry on {day} could last {n} day", "an entry on {day} could last {n} days", room.days, day=date_text(entry))
        yield [(f"  {text}", "strong" if room.days else "over")]

    # commands

    def action_keep(self) -> None:
        """Asks for the trip to be kept; says what is missing where something is."""
        wrong = self._problem() or self._overlap()
        row = self.desk.line_of(self._driver)
        if wrong or row is None:
            self.say(wrong or tr("There is no driver to plan for."), warning=True)
            return
        legs = self._legs
        trip = trip_of(self._driver, legs)
        ends = tr("{first} to {last}", first=date_text(legs[0].entry), last=date_text(legs[-1].exit))
        names = ", ".join(dict.fromkeys(country_name(leg.country) for leg in legs))
        reason = tr("Planned trip of {driver}: {countries}, {dates}", driver=person(row.driver.name, 40), countries=names, dates=ends)
        self.post_message(Wanted([trip], reason))

    async def written_down(self) -> None:
        """Empties the form after its trip was kept."""
        await self.query_one("#legs").remove_children()
        await self.query_one("#legs").mount(self._row(1))
        self.query_one("#driver", Choice).focus()
        self._judge()

    async def action_leg_add(self) -> None:
        """Adds a country."""
        rows = self._rows
        if len(rows) < MOST_LEGS:
            row = self._row(len(rows) + 1)
            await self.query_one("#legs").mount(row)
            row.entry.day = rows[-1].exit.day
            row.country.focus()
            self._judge()

    async def action_leg_remove(self) -> None:
        """Takes the last country away."""
        rows = self._rows
        if len(rows) > 1:
            await rows[-1].remove()
            self._rows[-1].exit.focus()
            self._judge()


def _cautions(row: RosterLine) -> Iterator[Line]:
    """Yields what must be known before the verdict: a breach that is not cleared, a stay of which no exit is known."""
    if row.caution:
        yield [(f"  {tr('not known: check entry ban and register first; by days alone:')}", "over")]
    if row.inside and any(finding.code in ("open-stay", "no-news") for finding in row.findings):
        text = tr("He is inside {country} with no exit date: his days there are counted to today only.", country=country_name(row.inside))
        yield [(f"  {text}", "warn")]


def _verdict_lines(cases: Cases, verdict: Verdict, stays: Sequence[Stay], on: date) -> Iterator[Line]:
    """Yields what a plan does under one rule, and what it does where the rule is read otherwise; nothing where it does not touch it."""
    if not verdict.touched:
        return
    rule, outcome = (f"  {rule_name(cases.main.rule.id)}: ", "heading"), _outcome(cases.main, verdict, stays)
    otherwise = cases.ask(lambda ledger: Plan(ledger, stays, on).holds(stays[0].entry)).others
    if otherwise:
        case = case_text(code_of(otherwise[0].cases[0]))
        other = tr("within the rule as we know it") if otherwise[0].value else tr("over a limit")
        yield [rule, (tr("disputed: neither within nor over"), "warn")]
        yield [(f"    {tr('as the rule is read first: {outcome}', outcome=outcome[0])}", "plain")]
        yield [(f"    {case}: {other}", "plain")]
    else:
        yield [rule, outcome]
    figures = [tr("peak {days} d used", days=verdict.peak_used)]
    if verdict.remaining_after is not None:
        figures.append(tr("{days} d left after it", days=verdict.remaining_after))
    if verdict.slack is not None:
        figures.append(trn("could last {n} day longer", "could last {n} days longer", verdict.slack))
    yield [(f"    {', '.join(figures)}", "plain")]
    if not verdict.ok:
        start = _free_start(Plan(cases.main, stays, on), verdict.earliest_start)
        text = date_text(start) if start else tr("not within three years")
        yield [(f"    {tr('earliest start of the same trip: {day}', day=text)}", "strong")]


def _free_start(plan: Plan, start: date | None) -> date | None:
    """Returns the first start from ``start`` on that works and shares no more than one date with a trip the driver has."""
    while start:
        legs = plan.moved(start - plan.legs[0].entry)
        mine = Days.union(Days.between(leg.entry, leg.exit or leg.entry) for leg in legs)
        taken = plan.ledger.presence.ahead(plan.on) & mine
        if len(taken) <= 1:
            return start
        start = plan.first_start(start + timedelta(1))
    return None


def _outcome(ledger: Ledger, verdict: Verdict, stays: Sequence[Stay]) -> tuple[str, str]:
    if verdict.blocked_by:
        return tr("blocked by: {papers}", papers=", ".join(paper_name(kind) for kind in verdict.blocked_by)), "over"
    if verdict.first_violation is not None:
        limits = ledger.allowance.limits_on(verdict.first_violation)
        of = next((limit.of for limit in limits if limit.window == verdict.by), None)
        by = window_name(verdict.by, of) if verdict.by else ""
        day = date_text(verdict.first_violation)
        if verdict.first_violation > max(stay.exit or stay.entry for stay in stays):
            return tr("a later planned trip goes over on {day}, {window}", day=day, window=by), "over"
        return tr("over from {day} on, {window}", day=day, window=by), "over"
    return tr("within the rule as we know it"), "good"
