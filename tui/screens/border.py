"""The screens on which F8 opens the border line under a row: whom it is about, and what is said when the event cannot have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from storage.border import BorderEvent, EventRefused, alike, apply_each, crew, events, last_route, swapping, taking_over
from storage.records import Route, Trip
from tui.forms.border import BorderLine, Taker, event_text
from tui.forms.known import crossing_points, going_on
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.widgets.drawing import person
from tui.widgets.lines import LineList
from tui.wording import date_text, mark, tr, trn

_REFUSED = {
    "inside-already": mark("He is inside that country already."),
    "not-inside": mark("He is not inside: there is nothing to leave."),
    "before-entry": mark("That is before the date he came in."),
    "on-trip": mark("He was on another trip on that day or after it."),
    "nowhere-to": mark("No country is named."),
    "elsewhere": mark("By the book he is in another country: write that crossing down first."),
    "nobody-to": mark("Nobody is named who takes the truck over."),
    "without-truck": mark("He has handed his truck over already."),
    "one-truck": mark("They drive one truck: there is nothing to swap."),
}
_NAMED = 3
"""How many drivers of one event are named; the others are counted."""


class BorderFrame(Frame):
    """A screen of a list whose rows stand for drivers."""

    def border_list(self) -> LineList[Any]:
        """Returns the list that the border line opens in."""
        raise NotImplementedError

    def border_drivers(self) -> Sequence[str]:
        """Returns whom an event is about: the driver of the row under the cursor, or all of the rows selected."""
        raise NotImplementedError

    def border_trips(self) -> Sequence[str]:
        """Returns the trips that an event most likely belongs to, where the rows say them: first that of the first driver."""
        return ()

    def open_border(self) -> None:
        """Opens the border line under the row of the cursor."""
        drivers = self.border_drivers()
        if not drivers:
            return
        lead, *others = drivers
        book, today, trips = self.desk.book, self.desk.today, self.border_trips()
        coming = sorted(events(book, lead, today), key=lambda event: bool(trips) and (event.trip is None or event.trip.id != trips[0]))
        if not coming:
            self.say(tr("No country is known to enter: type a trip first (F5)."), warning=True)
            return
        coming = [event for event in coming if event.kind != "swap" or self._may_swap(drivers)]
        if others:
            coming = [event for event in coming if event.kind != "hand-over"]
        rows = self.border_list()

        def mates(event: BorderEvent) -> list[str]:
            return list(self._names([mate for group, _ in self._told(drivers, event, True) for mate in group[1:]]))

        line = BorderLine(
            coming,
            today,
            others=list(self._names(others)),
            crew=mates,
            takers=lambda event: self._takers(event, lead, others),
            points=going_on(lambda: crossing_points(book.all(Trip))),
            routes=going_on(lambda: (*(route.name for route in book.all(Route)), *(trip.route for trip in book.all(Trip)))),
            last_route=last_route(book, lead),
            changed=rows.inset_changed,
            taken=lambda event, with_crew: self._take(line, drivers, event, with_crew),
            closed=rows.close_inset,
        )
        rows.open_inset(line)

    def _told(self, drivers: Sequence[str], event: BorderEvent, with_crew: bool) -> list[tuple[list[str], BorderEvent]]:
        """Returns the event for each driver on a trip of his own, with those of his crew who are not told of themselves."""
        book, trips = self.desk.book, self.border_trips()
        if event.kind == "swap":
            return [([drivers[0]], event)]
        known = set(drivers)
        told = []
        for driver in drivers:
            own = event if driver == drivers[0] else alike(book, driver, event, trips)
            mates = [mate for mate in crew(book, driver, own) if mate not in known] if with_crew else []
            known.update(mates)
            told.append(([driver, *mates], own))
        return told

    def _may_swap(self, drivers: Sequence[str]) -> bool:
        """Tells whether the drivers selected are two who may swap their trucks, or the only one has somebody to swap with."""
        lead, *others = drivers
        found = swapping(self.desk.book, lead)
        return others[0] in found if len(others) == 1 else bool(found) and not others

    def _takers(self, event: BorderEvent, giver: str, others: Sequence[str]) -> list[Taker]:
        """Returns who may take the truck over, or swap it for his own: the other one selected, where there is one."""
        found = []
        for id in others or (swapping if event.kind == "swap" else taking_over)(self.desk.book, giver):
            row = self.desk.line_of(id)
            if row:
                found.append(Taker(id, row.driver.name, row.inside is None))
        return found

    def _names(self, drivers: Sequence[str]) -> Iterator[str]:
        """Yields short names; those of many are counted from the fourth on."""
        found = [driver.name for id in drivers if (driver := self.desk.driver(id))]
        shown = found if len(found) <= _NAMED + 1 else found[:_NAMED]
        yield from (person(name, 16) for name in shown)
        if len(found) > len(shown):
            yield trn("{n} more", "{n} more", len(found) - len(shown))

    def _take(self, line: BorderLine, drivers: Sequence[str], event: BorderEvent, with_crew: bool) -> None:
        try:
            changes = apply_each(self.desk.book, self._told(drivers, event, with_crew))
        except EventRefused as refused:
            sentence = tr(_REFUSED[refused.code])
            driver = self.desk.driver(refused.driver_id)
            line.refuse(f"{person(driver.name, 24)}: {sentence}" if driver and refused.driver_id != drivers[0] else sentence)
            return
        rows = self.border_list()
        rows.close_inset()
        rows.sought = ""
        rows.select(())
        self.post_message(Wanted(changes, self._reason(drivers, event)))

    def _reason(self, drivers: Sequence[str], event: BorderEvent) -> str:
        driver, to = self.desk.driver(drivers[0]), self.desk.driver(event.to)
        who = person(driver.name, 40) if driver and (to or len(drivers) == 1) else ", ".join(self._names(drivers))
        whom = tr("with {driver}", driver=person(to.name, 24)) if to and event.kind == "swap" else ""
        whom = tr("to {driver}", driver=person(to.name, 24)) if to and not whom else whom
        parts = [event_text(event), whom, date_text(event.standing_day), event.place]
        return f"{who}: {', '.join(filter(None, parts))}"


def drivers_of(trip: Trip) -> Sequence[str]:
    """Returns the driver of a trip whom its border line is about: the first who still has the truck."""
    afoot = {leg.driver for leg in trip.legs if leg.handed_over}
    return [next((driver for driver in trip.drivers if driver not in afoot), trip.drivers[0])] if trip.drivers else []
