"""Settling: everything that waits for a person in one list, each dealt with where it stands; several at once where they are selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult

from storage.answers import RosterLine, first_rule
from storage.reading.unsettled import meant
from storage.records import Basis, Record, Trip, Unsettled
from storage.settling import Matter, SettlingRefused, dismissed, matters_of, mended, order, settled
from tui.forms.settling import DayLine, ReasonLine, RowLine
from tui.private_words import cells_text
from tui.record_words import names_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.widgets.drawing import Line, name_room, person
from tui.widgets.figures import trip_name
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.matters import ENTER, MatterList, MatterRow
from tui.widgets.page import broken
from tui.wording import basis_name, countries, country_name, date_text, mark, tr, trn

_ABOUT = 3
"""Lines at most for the words on the row under the cursor."""
_TOLD_SHOWN = 12
"""So many told dates stand each on its own line; more are one line until it is opened."""
_REFUSED = {
    "day-needed": mark("Type the day: it is not known from the plan."),
    "still-to-come": mark("That day is still to come: here stands only what has happened."),
    "out-of-order": mark("That cannot be: out before in, or out of the queue before in it."),
    "reason-needed": mark("A row is dismissed with a reason only: type why it is no journey."),
    "not-to-dismiss": mark("What happened is not dismissed: type the right day, or end the stay."),
    "row-to-mend": mark("A row that was not read is mended one by one: Enter on it alone."),
}


class SettlingScreen(Frame):
    """The list of what waits as of today."""

    NAME = "settling"
    AUTO_FOCUS = "#matters"

    def __init__(self, desk: Desk, sought: tuple[str, str] | None = None, *, alone: bool = False) -> None:
        """``sought`` is the driver and the record to begin with; where it waits ``alone`` it is settled at once, and the screen goes."""
        super().__init__(desk)
        self._sought = sought
        self._alone = alone
        self._waiting: list[MatterRow] = []
        self._told_shown = False
        self._known: dict[str, tuple[RosterLine, date, list[MatterRow]]] = {}

    def body(self) -> ComposeResult:
        """Yields the list and the words on the row under the cursor."""
        yield MatterList(self._open_line, id="matters")
        yield FixedLines(id="about")

    @property
    def _list(self) -> MatterList:
        return self.query_one(MatterList)

    def heading(self) -> str:
        """Returns the title with how much waits, told dates apart."""
        kinds = [row.matter.kind for row in self._waiting]
        told = kinds.count("told")
        return tr("Settling: {n} to settle, {told} dates only told", n=len(kinds) - told, told=told)

    def hint(self) -> str:
        """Returns what the keys do here."""
        if self._list.selected:
            return tr("{n} selected · Enter settles all of them · Esc lets them go", n=len(self._list.selected))
        return tr("Enter as it says · ←→ another day · Delete it was not · Space select")

    @property
    def current_driver(self) -> str | None:
        """The driver of the row under the cursor."""
        row = self._list.current
        return row.matter.driver if row and not row.together else None

    def look_again(self) -> None:
        """Gathers what waits between keys; of drivers nothing was changed of it is known already."""
        if self.waits_for_figures(self._list):
            return
        self._list.empty = tr("Nothing waits: every row is read, every plan gone by is settled.")
        self.work_between_keys(self._gather(), self._list_gathered)

    def _gather(self) -> Iterator[None]:
        today = self.desk.today
        for line in self.desk.lines:
            known = self._known.get(line.driver.id)
            if known is None or known[0] is not line or known[1] != today:
                waiting = matters_of(self.desk.book, line.driver.id, today)
                rows = [MatterRow(matter, line.driver.name, self._about(matter)) for matter in waiting]
                self._known[line.driver.id] = (line, today, rows)
                yield

    def _list_gathered(self, done: bool) -> None:
        """Lists what waits once all of it is gathered."""
        if not done:
            return
        every = (row for line in self.desk.lines for row in self._known[line.driver.id][2])
        self._waiting = sorted(every, key=lambda row: order(row.matter))
        sought = self._sought
        if sought and any(row.matter.kind == "told" and (row.matter.driver, row.matter.record) == sought for row in self._waiting):
            self._told_shown = True
        self._list_them()
        if self._sought:
            self._alone = self._go_to(*self._sought) and self._alone
            self._sought = None
            if self._alone:
                self.once_drawn(self._open_one)
        self.draw_frame()

    def _list_them(self) -> None:
        """Lists what waits; many told dates under one line, and only that line until it is opened."""
        told = [row for row in self._waiting if row.matter.kind == "told"]
        if len(told) <= _TOLD_SHOWN:
            self._list.set_rows(self._waiting)
            return
        others = [row for row in self._waiting if row.matter.kind != "told"]
        drivers = dict.fromkeys(row.name for row in told)
        together = MatterRow(told[0].matter, " ".join(drivers), trn("{n} driver", "{n} drivers", len(drivers)), len(told))
        self._list.set_rows([*others, together, *(told if self._told_shown else ())])

    def _about(self, matter: Matter) -> str:
        if matter.kind == "row":
            row = self.desk.book.get(Unsettled, matter.record)
            return tr("{file}, row {row}", file=row.file, row=row.row) if row else ""
        trip = self.desk.book.get(Trip, matter.record)
        return trip.route if trip else ""

    def _go_to(self, driver: str, record: str) -> bool:
        """Puts the cursor on what waits of a record, else on the first that waits of the driver; tells whether that record waits."""
        own = [row.matter for row in self._list.rows if row.matter.driver == driver]
        found = [matter for matter in own if matter.record == record]
        if own:
            self._list.go_to((found or own)[0].key)
        return bool(found)

    @on(LineList.Moved, "#matters")
    def _draw_about(self) -> None:
        row = self._list.current
        width = max(20, self.size.width - 1)
        lines = [part for line in self._told(row) for part in broken(line, width)] if row else []
        self.query_one("#about", FixedLines).show(*lines[:_ABOUT])

    @on(LineList.Selected, "#matters")
    def _say_selected(self) -> None:
        self.say("")

    def _told(self, row: MatterRow) -> Sequence[Line]:
        """Returns what stands of a matter: whose it is, where, what Enter does; the cells of the row, or the legs of the trip."""
        matter = row.matter
        if row.together:
            text = tr("Days of stays by word alone: they count. A mark that was seen is noted one by one or several at once.")
            return [[(f" {text}", "plain")]]
        enter = tr("Enter: {what}", what=tr(ENTER[matter.kind]))
        if matter.kind == "row":
            record = self.desk.book.get(Unsettled, matter.record)
            cells = cells_text(record) if record else ""
            place = tr("{file}, {sheet}, row {row}", file=record.file, sheet=record.sheet, row=record.row) if record else ""
            return [(f" {person(row.name, name_room(self.size.width))}", "strong"), (f"  {enter}", "warn"), (f"  {place}", "dim")], [
                (f" {cells}", "plain")
            ]
        trip = self.desk.book.get(Trip, matter.record)
        if trip is None:
            return ()
        legs = " · ".join(
            f"{leg.country} {date_text(leg.entry)} ({basis_name(leg.entry_basis)}) – "
            + (f"{date_text(leg.exit)} ({basis_name(leg.exit_basis)})" if leg.exit and leg.exit_basis else tr("open"))
            for leg in trip.legs_of(matter.driver)
        )
        name = trip_name(trip, matter.driver)
        return [(f" {person(row.name, name_room(self.size.width))}", "strong"), (f"  {enter}", "warn"), (f"  {name}", "dim")], [
            (f" {legs}", "plain")
        ]

    # dealing with it

    @property
    def _chosen(self) -> list[Matter]:
        """The matters selected, else the one under the cursor."""
        picked = self._list.selected
        if picked:
            return [row.matter for row in self._waiting if row.matter.key in picked]
        current = self._list.current
        return [current.matter] if current and not current.together else []

    @on(LineList.Taken, "#matters")
    def _take(self) -> None:
        current = self._list.current
        if current and current.together and not self._list.selected:
            self._told_shown = not self._told_shown
            self._list_them()
            return
        chosen = self._chosen
        if [matter.kind for matter in chosen] == ["row"]:
            self._open_row(chosen[0])
        elif any(matter.day is None for matter in chosen) and all(matter.kind != "row" for matter in chosen):
            self._open_day(chosen)
        else:
            self._settle(chosen, None, None, "", self.say_refused)

    def _open_one(self) -> None:
        """Opens the line that settles the row under the cursor."""
        matter = self._chosen[0]
        if matter.kind == "row":
            self._open_row(matter)
        else:
            self._open_day([matter])

    def _close(self) -> None:
        """Takes the line away, and goes where it was asked for alone."""
        self._list.close_inset()
        if self._alone:
            self.app.pop_screen()

    async def written_down(self) -> None:
        """Goes where one was asked for alone: it is settled."""
        if self._alone and self.app.screen is self:
            self.app.pop_screen()

    def _open_line(self, key: str, character: str | None) -> None:
        """Opens the line that the key asks for: Delete why it was not, an arrow or a digit on which day it was."""
        chosen = self._chosen
        if not chosen:
            return
        if key == "delete" and (happened := next((matter for matter in chosen if matter.has_happened), None)):
            self.say_refused(f"{self._of(happened)}: {tr(_REFUSED['not-to-dismiss'])}")
        elif key == "delete":
            self._open_reason(chosen)
        elif chosen[0].kind == "row":
            self._open_row(chosen[0])
        else:
            line = self._open_day(chosen)
            line.take(key, character)

    def _open_day(self, chosen: Sequence[Matter]) -> DayLine:
        first = chosen[0]
        today = self.desk.today

        def take(day: date, basis: Basis, proof: str) -> None:
            self._settle(chosen, day, basis, proof, line.refuse)

        told = Basis.SHOWN if first.kind == "told" else Basis.TOLD
        line = DayLine(_crossing(first), first.day or today, today, told, changed=self._list.inset_changed, closed=self._close, taken=take)
        self._list.open_inset(line)
        return line

    def _open_reason(self, chosen: Sequence[Matter]) -> None:
        book = self.desk.book

        def take(reason: str) -> None:
            self._write(lambda: dismissed(book, chosen, reason), self._dismissed(chosen, reason), line.refuse)

        title = tr("it was not, because") if chosen[0].kind != "row" else tr("no journey, because")
        line = ReasonLine(title, changed=self._list.inset_changed, closed=self._close, taken=take)
        self._list.open_inset(line)

    def _open_row(self, matter: Matter) -> None:
        book, record = self.desk.book, self.desk.book.get(Unsettled, matter.record)
        if record is None:
            return
        rule = book.rulebook.rules.get(first_rule(book))
        likely = dict.fromkeys((*(rule.since if rule else ()), *countries()))

        def take(country: str, entry: date, exit: date | None) -> None:
            if entry > self.desk.today or (exit and exit > self.desk.today):
                line.refuse(tr(_REFUSED["still-to-come"]))
            elif exit and exit < entry:
                line.refuse(tr(_REFUSED["out-of-order"]))
            else:
                place = tr("{file}, row {row}", file=record.file, row=record.row)
                what = f"{country_name(country)} {date_text(entry)} – {date_text(exit) if exit else tr('open')}"
                self._write(lambda: mended(record, country, entry, exit), f"{self._of(matter)}: {place}: {what}", line.refuse)

        line = RowLine(
            list(likely),
            meant(record, self.desk.today),
            self.desk.today,
            changed=self._list.inset_changed,
            closed=self._close,
            taken=take,
        )
        self._list.open_inset(line)

    def _settle(self, chosen: Sequence[Matter], day: date | None, basis: Basis | None, proof: str, refuse: Callable[[str], None]) -> None:
        book, today = self.desk.book, self.desk.today
        if len(chosen) == 1:
            (one,) = chosen
            known = basis or (Basis.SHOWN if one.kind == "told" else Basis.TOLD)
            parts = [_crossing(one), date_text(day or one.day), basis_name(known), proof]
            reason = f"{self._of(one)}: {', '.join(filter(None, parts))}"
        else:
            reason = trn("{n} date settled: {names}", "{n} dates settled: {names}", len(chosen), names=self._names(chosen))
        self._write(lambda: settled(book, chosen, today, day=day, basis=basis, proof=proof), reason, refuse)

    def _dismissed(self, chosen: Sequence[Matter], because: str) -> str:
        first = chosen[0]
        what = self._about(first) if first.kind == "row" else f"{_crossing(first)}, {date_text(first.day)}"
        if len(chosen) > 1:
            what = trn("{n} date or row", "{n} dates and rows", len(chosen))
        text = tr("{names}: was not: {what}", names=self._names(chosen), what=what)
        return f"{text} ({because})" if because else text

    def _write(self, changes: Callable[[], list[Record]], reason: str, refuse: Callable[[str], None]) -> None:
        try:
            records = changes()
        except SettlingRefused as refused:
            refuse(f"{self._of(refused.matter)}: {tr(_REFUSED[refused.code])}")
            return
        self._list.close_inset()
        self._list.select(())
        self.post_message(Wanted(records, reason))

    def say_refused(self, sentence: str) -> None:
        """Says why the chosen matters cannot be settled so."""
        self.say(sentence, warning=True)

    def _of(self, matter: Matter) -> str:
        driver = self.desk.driver(matter.driver)
        return person(driver.name, 30) if driver else ""

    def _names(self, chosen: Sequence[Matter]) -> str:
        return names_text(self._of(matter) for matter in chosen)


def _crossing(matter: Matter) -> str:
    """Returns ``in: Russia`` or ``out: Russia``."""
    country = country_name(matter.country)
    return tr("in: {country}", country=country) if matter.end == "entry" else tr("out: {country}", country=country)
