"""Who can go: all drivers for one trip and its day of departure, best first; the one taken, or the crew selected, is planned for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
from textual import on
from textual.app import ComposeResult

from rules.candidates import Candidate
from storage.planning import Forecast, asked_drivers, judged
from storage.records import Leg, Route, Trip
from storage.routes import planned_legs
from tui.forecast_words import reasons_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.judged import judged_lines
from tui.screens.messages import Wanted
from tui.widgets.drawing import person
from tui.widgets.lines import LineList
from tui.widgets.page import Page
from tui.widgets.plans import WhoList
from tui.wording import country_name, date_text, nobody_text, short_date, tr, weekday_short

_IN_SIGHT = 2
"""After so many slices of work those in sight, who are judged first, are drawn, if not everybody is ranked by then."""


class WhoScreen(Frame):
    """The drivers above, what the trip does to the one under the cursor below."""

    NAME = "who"
    AUTO_FOCUS = "#who"

    def __init__(self, desk: Desk, legs: Sequence[Leg], route: Route | None = None, trip: Trip | None = None) -> None:
        """``legs`` are those of one driver; ``trip`` is the planned one that they stand for, to be given to another."""
        super().__init__(desk)
        self._legs, self._route, self._trip = tuple(legs), route, trip
        self._queue = 0
        self._asked: dict[str, Candidate] = {}
        self._found: dict[str, Forecast] = {}
        self._slices = self.rankings = 0
        """``rankings``: how often everybody was judged, each time for the trip as it was then asked for."""

    def body(self) -> ComposeResult:
        """Yields the list and what is said of the driver under the cursor."""
        yield WhoList(id="who")
        yield Page(id="verdict")

    @property
    def _list(self) -> WhoList:
        return self.query_one(WhoList)

    def heading(self) -> str:
        """Returns the trip and its dates."""
        legs = self._legs
        name = (self._trip.route if self._trip else "") or (self._route.name if self._route else "")
        name = name or " – ".join(dict.fromkeys(country_name(leg.country) for leg in legs))
        first, last = legs[0].entry, legs[-1].exit or legs[-1].entry
        more = tr(", queue +{n}", n=self._queue) if self._queue else ""
        dates = f"{weekday_short(first)} {short_date(first, self.desk.on.year)} – {short_date(last, self.desk.on.year)}"
        return tr("Who can go{more}: {dates}, {route}", route=name, dates=dates, more=more)

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("←→ a day · Tab queue · Space crew · Enter plans it · Insert nobody yet · Esc")

    @property
    def current_driver(self) -> str | None:
        """The driver under the cursor."""
        row = self._list.current
        return row.driver.id if row else None

    @property
    def current_drivers(self) -> list[str]:
        """The crew selected, or the driver under the cursor."""
        return list(self._list.selected) or super().current_drivers

    # judging, between keys

    def look_again(self) -> None:
        """Asks the drivers of the book as it is now."""
        self._asked = {driver.id: sent for driver, sent in asked_drivers(self.desk.book, self._legs, self.desk.on, self._route, self._trip)}
        self._found = {}
        self._list.empty = tr("Nobody is in the book yet.")
        self._judge()

    def _judge(self) -> None:
        """Judges everybody anew, those in sight first; rows keep their places until all are judged."""
        self._slices = 0
        shown = [row.driver.id for row in self._list.rows if row.driver.id in self._asked]
        self.work_between_keys(self._judge_each(list(dict.fromkeys([*shown, *self._asked]))), self._show_judged)

    def _judge_each(self, ids: list[str]) -> Iterator[None]:
        for id in ids:
            self._judge_one(id)
            yield

    def _judge_one(self, id: str) -> None:
        driver = self.desk.driver(id)
        if driver:
            self._found[id] = judged(self.desk.book, driver, self._asked[id], self._legs, self.desk.on, self._trip)

    def _show_judged(self, done: bool) -> None:
        """Shows who is judged, each in his place; once all are, the best stands first, and the first time under the cursor."""
        if done:
            self._list.set_rows(sorted(self._found.values(), key=lambda each: each.rank))
            self._list.cursor = self._list.cursor if self.rankings else 0
            self.rankings += 1
        else:
            self._slices += 1
            if self._slices != _IN_SIGHT:
                return
            order = dict.fromkeys([*(row.driver.id for row in self._list.rows), *self._found])
            self._list.set_rows([self._found[id] for id in order if id in self._found])
        self._draw_verdict()

    @on(LineList.Moved, "#who")
    def _draw_verdict(self) -> None:
        row = self._list.current
        self.query_one("#verdict", Page).show(list(judged_lines(row)) if row else [])
        self.draw_frame()

    # commands

    def action_depart_later(self) -> None:
        """Departs a day later."""
        self._move(timedelta(1))

    def action_depart_earlier(self) -> None:
        """Departs a day earlier, from tomorrow on."""
        self._move(timedelta(-1))

    def _move(self, by: timedelta) -> None:
        if self._legs[0].entry + by < self.desk.soonest:
            self.say(tr("A plan begins tomorrow or later."), warning=True)
            return
        self._legs = tuple(
            msgspec.structs.replace(leg, entry=leg.entry + by, exit=leg.exit + by if leg.exit else None) for leg in self._legs
        )
        self.say("")
        self._judge()

    def action_depart_on(self) -> None:
        """Asks for the day of departure."""
        from datetime import date

        from tui.screens.as_of import AsOfScreen

        def go(day: str | None) -> None:
            if day:
                self._move(date.fromisoformat(day) - self._legs[0].entry)

        self.app.push_screen(AsOfScreen(self._legs[0].entry, self.desk.today, tr("Departs on which day?")), go)

    def action_queue_more(self) -> None:
        """Supposes a day more in the queue."""
        self._queue_by(1)

    def action_queue_less(self) -> None:
        """Supposes a day less in the queue, down to the usual one."""
        self._queue_by(-1)

    def _queue_by(self, days: int) -> None:
        if self._queue + days < 0:
            return
        self._queue += days
        *before, last = self._legs
        if self._route and not self._trip:
            self._legs = planned_legs(self._route, self._legs[0].entry, last.driver, self._queue)
        else:
            exit = (last.exit or last.entry) + timedelta(days)
            self._legs = (*before, msgspec.structs.replace(last, exit=exit, exit_basis=last.entry_basis))
        self._judge()

    def action_plan_for_nobody(self) -> None:
        """Asks for the trip to be kept with nobody on it yet; one of a crew of more stays theirs."""
        if self._trip and len(self._trip.drivers) > 1:
            self.say(tr("Others of the crew are on this trip."), warning=True)
            return
        base = self._trip or Trip(route=self._route.name if self._route else "")
        legs = tuple(msgspec.structs.replace(leg, driver="") for leg in self._legs)
        day = date_text(legs[0].entry)
        reason = tr("Planned: {drivers}, {route}, departs {day}", drivers=nobody_text(), route=base.route or "—", day=day)
        self.post_message(Wanted([msgspec.structs.replace(base, legs=legs)], reason))

    def _has_it(self, id: str) -> bool:
        """Tells whether a driver has a trip through these countries on these dates."""
        way = [(leg.country, leg.entry, leg.exit) for leg in self._legs]
        trips = (trip for trip in self.desk.book.trips_of(id) if not trip.cancelled)
        return any([(leg.country, leg.entry, leg.exit) for leg in trip.legs_of(id)] == way for trip in trips)

    @on(LineList.Taken, "#who")
    def _plan(self) -> None:
        """Asks for the trip to be planned for the crew; a trip that was planned already changes hands."""
        crew = self.current_drivers
        if not crew:
            return
        has = None if self._trip else next((driver for id in crew if (driver := self.desk.driver(id)) and self._has_it(id)), None)
        if has:
            self.say(tr("{driver} has this trip already: nothing is planned a second time.", driver=person(has.name, 24)), warning=True)
            return
        legs = tuple(msgspec.structs.replace(leg, driver=id) for id in crew for leg in self._legs)
        base = self._trip or Trip(route=self._route.name if self._route else "")
        if self._trip:
            others = [id for id in self._trip.drivers if id not in crew and id != self._legs[0].driver]
            legs = (*(leg for leg in self._trip.legs if leg.driver in others), *legs)
        for id in crew:
            self._judge_one(id)
        names = ", ".join(person(self._found[id].driver.name, 24) for id in crew)
        day = date_text(self._legs[0].entry)
        reason = tr("Planned: {drivers}, {route}, departs {day}", drivers=names, route=base.route or "—", day=day)
        doubtful = [self._found[id] for id in crew if self._found[id].state not in ("within", "to-file")]
        said = ""
        if doubtful:
            said = tr("Planned, but {driver}: {why}. Ctrl+Z takes it back.", driver=doubtful[0].driver.name, why=reasons_text(doubtful[0]))
        self.post_message(Wanted([msgspec.structs.replace(base, legs=legs)], reason, said))
