"""The forecast (F5): every planned trip judged with all else that is planned; what if, beside what is, until it is kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import timedelta

from textual import on
from textual.app import ComposeResult

from storage.planning import Forecast, PlannedTrip, asked_drivers, forecast_trip, judged, planned_trips
from storage.reckoning import Reckoning
from storage.records import Trip
from storage.routes import departures
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.judged import judged_lines, waiting_lines
from tui.screens.messages import Wanted
from tui.screens.what_if import Supposition, suppositions, view_of
from tui.widgets.drawing import Line
from tui.widgets.lines import LineList
from tui.widgets.page import Page
from tui.widgets.plans import PlanList, PlanRow
from tui.wording import tr

_AHEAD = timedelta(366)


class ForecastScreen(Frame):
    """Planned trips above, what the one under the cursor does below or beside."""

    NAME = "plan"
    AUTO_FOCUS = "#plans"
    ADDS = ""

    def __init__(self, desk: Desk, driver: str | None = None) -> None:
        super().__init__(desk)
        self._driver = driver
        self._suppositions: list[Supposition] = []
        self._supposed: Reckoning | None = None
        self._rows: list[PlanRow] = []

    def body(self) -> ComposeResult:
        """Yields the list and what is said of the plan under the cursor."""
        yield PlanList(id="plans")
        yield Page(id="verdict")

    @property
    def _list(self) -> PlanList:
        return self.query_one(PlanList)

    def heading(self) -> str:
        """Returns the title, and what is supposed."""
        if self._suppositions:
            return tr("Forecast, what if: {what}", what="; ".join(each.words for each in self._suppositions))
        return tr("Forecast: planned trips")

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Enter who else · Insert plan a route · Space what if · → the year · Esc")

    @property
    def current_driver(self) -> str | None:
        """The driver of the plan under the cursor, or the one the screen was opened for."""
        row = self._list.current
        return (row.driver.id if row.driver else None) if row else self._driver

    @property
    def current_record(self) -> Trip | None:
        """The trip under the cursor."""
        row = self._list.current
        return row.plan.trip if row else None

    # judging, between keys

    def look_again(self) -> None:
        """Judges every planned trip of the book as it is now."""
        self._supposed = view_of(self.desk.book, self._suppositions)[0] if self._suppositions else None
        self._rows = []
        self._list.empty = tr("No trip is planned yet.\nInsert plans a route: who can go, and when.")
        self.work_between_keys(self._judge(planned_trips(self.desk.book, self.desk.on)), self._show_judged)

    def _judge(self, trips: list[Trip]) -> Iterator[None]:
        for trip in trips:
            self._rows += self._judged(trip)
            yield
        for place, row in enumerate(self._rows):
            if row.now is None:
                who = yield from self._ranked(self.desk.book, row.plan)
                self._rows[place] = replace(row, who=who)
                if other := self._as_supposed(row.plan.trip):
                    self._rows[place] = replace(row, who=who, others=(yield from self._ranked(*other)))

    def _ranked(self, view: Reckoning, plan: PlannedTrip) -> Generator[None, None, list[Forecast]]:
        """Judges all drivers for a trip that nobody is on yet; returns them, the best first."""
        trip, found = plan.trip, []
        for driver, sent in asked_drivers(view, trip.legs, self.desk.on, plan.route, trip):
            found.append(judged(view, driver, sent, trip.legs, self.desk.on, trip))
            yield
        return sorted(found, key=lambda each: each.rank)

    def _show_judged(self, done: bool) -> None:
        self._list.year = self.desk.on.year
        self._list.set_rows(self._rows)
        if done and self._driver:
            key = next((self._list.key_of(row) for row in self._rows if row.driver and row.driver.id == self._driver), None)
            self._driver = None
            if key:
                self._list.go_to(key)
        self._draw_verdict()

    def _judged(self, trip: Trip) -> list[PlanRow]:
        plan, other = forecast_trip(self.desk.book, trip, self.desk.on), self._as_supposed(trip)
        others = {each.driver.id: each for each in other[1].forecasts} if other else {}
        rows = [PlanRow(plan, each, others.get(each.driver.id)) for each in plan.forecasts]
        return [PlanRow(plan, None)] if trip.for_nobody else rows

    def _as_supposed(self, trip: Trip) -> tuple[Reckoning, PlannedTrip] | None:
        """Returns the book as supposed and a planned trip as judged by it; None where nothing is supposed."""
        moved = self._supposed and self._supposed.get(Trip, trip.id)
        return (self._supposed, forecast_trip(self._supposed, moved, self.desk.on)) if self._supposed and moved else None

    @on(LineList.Moved, "#plans")
    def _draw_verdict(self) -> None:
        row = self._list.current
        lines: list[Line] = []
        if row:
            lines += judged_lines(row.now) if row.now else waiting_lines(row.legs, row.who)
            other = list(judged_lines(row.other) if row.other else ())
            if row.others:
                other += waiting_lines(row.others[0].legs, row.others)
            lines += [[], [(f" {tr('As it would stand')}", "heading")], *other] if other else []
        self.query_one("#verdict", Page).show(lines)
        self.draw_frame()

    # commands

    @on(LineList.Taken, "#plans")
    def _who(self) -> None:
        """Shows who else can take the trip under the cursor."""
        from tui.screens.who import WhoScreen

        row = self._list.current
        if row:
            self._show(WhoScreen(self.desk, row.legs, row.plan.route, row.plan.trip))

    def _show(self, screen: Frame) -> None:
        from tui.clerk import Clerk

        assert isinstance(self.app, Clerk)
        self.app.show(screen)

    def action_plan_route(self) -> None:
        """Asks for a route, and shows who can take it from the next day, or from its next departure."""
        from tui.screens.overlays import AskScreen

        routes = list(self.desk.book.routes.items())
        if not routes:
            self.say(tr("No route is known yet: make one in the menu, or take trips in that name one."), warning=True)
            return
        answers = [(key, f"{route.name}  {'–'.join(leg.country for leg in route.legs)}") for key, route in routes]

        def plan(key: str | None) -> None:
            if key:
                self._plan(key)

        self.app.push_screen(AskScreen(tr("Which route is to be planned?"), answers), plan)

    def _plan(self, key: str) -> None:
        from storage.routes import planned_legs
        from tui.screens.who import WhoScreen

        route, soonest = self.desk.book.routes[key], self.desk.soonest
        first = next(iter(departures(route, soonest, soonest + _AHEAD)), soonest)
        self._show(WhoScreen(self.desk, planned_legs(route, first), route))

    def action_run_down(self) -> None:
        """Shows how the days run down to New Year."""
        from tui.screens.run_down import RunDownScreen

        row = self._list.current
        self._show(RunDownScreen(self.desk, row.plan.route if row else None))

    def action_what_if(self) -> None:
        """Asks what is to be supposed, to be kept, or to be taken away."""
        from tui.screens.overlays import AskScreen

        row = self._list.current
        found = suppositions(self.desk.book, row.driver if row else None, self.desk.on)
        choices = {str(place): each for place, each in enumerate(found)}
        answers = [(id, each.words) for id, each in choices.items()]
        if self._suppositions:
            answers = [("keep", tr("keep this in the book")), ("drop", tr("take it all away")), *answers]

        def suppose(answer: str | None) -> None:
            if answer == "keep":
                self._keep()
            elif answer:
                self._suppositions = [] if answer == "drop" else [*self._suppositions, choices[answer]]
                self.look_again()

        self.app.push_screen(AskScreen(tr("What if"), answers), suppose)

    def _keep(self) -> None:
        """Asks for all that is supposed to be written down, each record as it stands in the end."""
        reason = tr("What if, kept: {what}", what="; ".join(each.words for each in self._suppositions))
        _, changed = view_of(self.desk.book, self._suppositions)
        self._suppositions = []
        self.post_message(Wanted(changed, reason))
