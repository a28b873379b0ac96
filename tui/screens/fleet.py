"""The first screen: a line a driver, what needs attention above it, the border line under the driver it is about."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from storage.answers import RosterLine
from storage.attention import Concern
from storage.records import Driver, Record
from tui.finding_words import finding_text
from tui.screens.attention import concerns_of
from tui.screens.border import BorderFrame
from tui.screens.messages import OpenDriver
from tui.widgets.concerns import concern_line
from tui.widgets.drawing import Line, Piece, fit, width_of
from tui.widgets.figures import days_text, lifted_text, next_trip_text
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.widgets.roster import SIGNS, Roster, not_counted
from tui.wording import country_name, date_text, mark, short_date, tr, trn

_ORDERS = {
    "name": mark("by name"),
    "room": mark("by days left, the fewest first"),
    "where": mark("by country, those inside first"),
}
_ROWS_FOR_ATTENTION = 6
"""Rows of the window for each line of attention, beyond the first twelve."""


class FleetScreen(BorderFrame):
    """All drivers, in the order they were put in when the screen was last asked for."""

    NAME = "fleet"
    AUTO_FOCUS = "#roster"
    ADDS = "driver"

    def body(self) -> ComposeResult:
        """Yields attention, list and the words on the driver under the cursor."""
        yield FixedLines(id="attention", grows=True)
        yield Roster(id="roster")
        yield FixedLines(id="about")

    @property
    def roster(self) -> Roster:
        """The list."""
        return self.query_one("#roster", Roster)

    def heading(self) -> str:
        """Returns the title with how many are inside."""
        if not self.desk.is_ready:
            return tr("Fleet")
        lines = self.desk.lines
        inside = sum(row.is_inside for row in lines)
        return tr("Fleet: {inside} of {all} inside", inside=inside, all=len(lines))

    @property
    def order(self) -> str:
        """The order that was chosen, where it is not by who needs attention."""
        return tr(_ORDERS[self.desk.order]) if self.desk.order in _ORDERS else ""

    def hint(self) -> str:
        """Returns what the keys do here."""
        if self.roster.selected:
            return tr("{n} selected · F8 at the border for all of them · Esc lets them go", n=len(self.roster.selected))
        return tr("Letters search · Enter driver · F8 border · Esc menu · ≤ out by · ≥ in from")

    @property
    def current_drivers(self) -> list[str]:
        """The drivers selected, or the one under the cursor."""
        return [row.driver.id for row in self.roster.chosen]

    @property
    def current_records(self) -> list[Record]:
        """The drivers selected, or the one under the cursor, as records."""
        return [row.driver for row in self.roster.chosen]

    @property
    def current_record(self) -> Driver | None:
        """The driver under the cursor."""
        row = self.roster.current
        return row.driver if row else None

    @property
    def current_driver(self) -> str | None:
        """The driver under the cursor."""
        row = self.roster.current
        return row.driver.id if row else None

    def look_again(self) -> None:
        """Shows the lines of the desk; where they are still to be worked out, goes on with that between keys."""
        if self.waits_for_figures(self.roster):
            return
        self.roster.empty = tr("Nobody is in the book yet.\nEsc opens the menu: take a file in, or type drivers in.")
        self.roster.set_rows(self.desk.lines)
        self.draw_frame()
        self._draw_attention()
        self._draw_about()

    def on_resize(self) -> None:
        """Lets attention take as many lines as the window has to spare."""
        super().on_resize()
        if self.is_mounted and self.desk.is_ready:
            self._draw_attention()

    # what stands round the list

    def _draw_attention(self) -> None:
        """Draws the most urgent concern of each driver, whole sentences, as many as there is room for, and how many there are beside."""
        most = max(1, min(8, (self.size.height - 12) // _ROWS_FOR_ATTENTION + 1))
        concerns = concerns_of(self.desk)
        worst: dict[str, Concern] = {}
        for concern in concerns:
            worst.setdefault(concern.driver.id if concern.driver else "", concern)
        urgent = [concern for concern in worst.values() if concern.finding.severity != "notice"]
        lines: list[Line] = []
        shown = 0
        for concern in urgent[: max(1, most - (len(urgent) < len(concerns) or len(urgent) > most))]:
            parts = list(broken(concern_line(concern, self.size.width), max(20, self.size.width - 1)))
            if lines and len(lines) + len(parts) > most:
                break
            lines += parts
            shown += 1
        rest = len(concerns) - shown
        if rest:
            lines.append([("   ", "plain"), (trn("and {n} more: Tab", "and {n} more: Tab", rest), "dim")])
        self.query_one("#attention", FixedLines).show(*lines)

    @on(LineList.Moved, "#roster")
    def _draw_about(self) -> None:
        row = self.roster.current
        self.query_one("#about", FixedLines).show(*(about(row, self.size.width) if row else ((), (), ())))

    def action_sort(self) -> None:
        """Puts the rows in the next order there is, which then stays; the cursor goes with its driver."""
        self.desk.sort_by_next()
        self.look_again()

    async def action_attention(self) -> None:
        """Shows everything that needs attention."""
        await self.run_action("app.attention")

    @on(LineList.Taken, "#roster")
    def _open(self, taken: LineList.Taken) -> None:
        self.post_message(OpenDriver(taken.key))

    # the border line

    def border_list(self) -> Roster:
        """Returns the roster."""
        return self.roster

    def border_drivers(self) -> Sequence[str]:
        """Returns the driver under the cursor, or the selected ones: first the one under the cursor, else the last that was taken in."""
        row, chosen = self.roster.current, self.roster.selected
        if not chosen:
            return [row.driver.id] if row else []
        lead = row.driver.id if row and row.driver.id in chosen else chosen[-1]
        self.roster.go_to(lead)
        return [lead, *(driver for driver in chosen if driver != lead)]

    @on(LineList.Selected, "#roster")
    def _say_selected(self) -> None:
        self.say("")


def about(row: RosterLine, width: int) -> Sequence[Line]:
    """Returns three lines on the driver under the cursor: who he is, where and how he stands as far as it fits, the worst finding."""
    first: list[Piece] = [(f" {row.driver.name}", "strong")]
    afoot = next((finding.day for finding in row.findings if finding.code == "without-truck"), None)
    waiting = not_counted(row)
    if waiting:
        first.append((f"  {trn('* {n} journey not counted', '* {n} journeys not counted', waiting)}", "warn"))
    if afoot and not row.left_today:
        country, since, day = country_name(row.inside), *(short_date(each, row.standing.on.year) for each in (row.since, afoot))
        text = tr("in {country} since {since}, without truck since {day}", country=country, since=since, day=day)
        first.append((f"  {text}", "warn"))
    else:
        first.append((f"  {country_name(row.driver.citizenship)}", "dim"))
    if row.left_today:
        first.append((f"  {tr('left today: {country}', country=country_name(row.inside))}", "plain"))
    elif row.inside and not afoot:
        first.append((f"  {tr('in {country} since {day}', country=country_name(row.inside), day=date_text(row.since))}", "plain"))
    days: Piece = (f" · {days_text(row)}", "plain")
    if width_of([*first, days]) < width:
        first.append(days)
    elif row.lifted_by:
        first.append((f" · {lifted_text(row)}", "plain"))
    rest: list[Piece] = []
    if row.findings:
        sign, ink = SIGNS[row.findings[0].severity]
        more = f" (+{len(row.findings) - 1})" if len(row.findings) > 1 else ""
        rest.append((f" {sign.strip()} {finding_text(row.findings[0])}{more} ", ink))
    coming = next_trip_text(row.next_trip, row.driver.id, row.standing.on)
    if coming:
        rest.append((f" {tr('next trip {trip}', trip=coming)}", "dim"))
    return [_cut(first, width), *list(broken(rest or [(f" {days_text(row)}", "plain")], max(20, width - 1)))[:2]]


def _cut(line: Sequence[Piece], width: int) -> Line:
    room, kept = width, []
    for text, ink in line:
        if room <= 0:
            break
        short = text if len(text) <= room else fit(text, room)
        kept.append((short, ink))
        room -= len(short)
    return kept
