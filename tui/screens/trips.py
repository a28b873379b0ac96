"""All trips: those under way first, then what is planned, then what is done, the newest on top, then what was cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult

from storage.records import Basis, Driver, Trip, Vehicle
from tui.screens.border import BorderFrame, drivers_of
from tui.screens.desk import Desk
from tui.screens.listing import Listing
from tui.screens.messages import OpenForm, Removal
from tui.widgets.records import TRIP_STATES, TripList, TripRow
from tui.wording import nobody_text, tr

_ORDER = {state: place for place, state in enumerate(TRIP_STATES)}


class TripsScreen(Listing, BorderFrame):
    """The list of trips."""

    NAME = "trips"
    AUTO_FOCUS = "#trips"
    ADDS = "trip"
    RECORD = Trip

    def body(self) -> ComposeResult:
        """Yields the list."""
        yield TripList(id="trips", empty=tr("No trip is in the book yet. Insert makes the first one."))

    def heading(self) -> str:
        """Returns the title with how many are under way."""
        rows = self.query_one(TripList).rows
        return tr("Trips: {away} under way, {all} in all", away=sum(row.state == "under-way" for row in rows), all=len(rows))

    def keys_hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Letters search · Tab sorts · Space selects · Enter changes · Insert · Delete")

    def drivers_of_row(self, row: TripRow) -> Sequence[str]:
        """Returns the crew."""
        trip = self.desk.book.get(Trip, row.id)
        return [driver for driver in trip.drivers if self.desk.driver(driver)] if trip else ()

    def action_cancel(self) -> None:
        """Asks for the trips chosen to be cancelled."""
        if self.current_records:
            self.post_message(Removal(self.current_records, cancelled=True))

    def action_repeat(self) -> None:
        """Asks for the form of a new trip like this one."""
        trip = self.current_record
        if trip is not None:
            self.post_message(OpenForm(self.ADDS, driver=self.current_driver, like=trip.id))

    def look_again(self) -> None:
        """Lists the trips of the book as it is now."""
        self.show_rows(trip_rows(self.desk))
        self.draw_frame()

    def border_list(self) -> TripList:
        """Returns the list of trips."""
        return self.query_one(TripList)

    def border_trips(self) -> Sequence[str]:
        """Returns the trip under the cursor, or those selected: first the one under the cursor, else the last that was taken in."""
        rows = self.query_one(TripList)
        chosen = [row.id for row in rows.chosen]
        lead = rows.current.id if rows.current and rows.current.id in chosen else chosen[-1] if chosen else ""
        rows.go_to(lead)
        return sorted(chosen, key=lambda id: id != lead)

    def border_drivers(self) -> Sequence[str]:
        """Returns for each of these trips the driver who has its truck."""
        trips = [trip for id in self.border_trips() if (trip := self.desk.book.get(Trip, id))]
        return list(dict.fromkeys(driver for trip in trips for driver in drivers_of(trip)))


def trip_rows(desk: Desk) -> list[TripRow]:
    """Returns a row for every trip, in the order they are listed."""
    book = desk.book
    names, gone = ({driver.id: driver.name for driver in book.every(Driver) if driver.deleted is away} for away in (False, True))
    plates = {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)}
    return sorted((_row(trip, names, gone, plates, desk.on) for trip in book.all(Trip)), key=_place)


def _place(row: TripRow) -> tuple[int, int]:
    """Returns a key: by state; planned ones the nearest first, all others the newest first."""
    day = row.first.toordinal()
    return _ORDER[row.state], day if row.state == "planned" else -day


def _row(trip: Trip, names: dict[str, str], gone: dict[str, str], plates: dict[str, str], on: date) -> TripRow:
    crew = tuple(names[driver] for driver in trip.drivers if driver in names)
    left = tuple(gone[driver] for driver in trip.drivers if driver in gone) if not crew else ()
    exits = [leg.exit for leg in trip.legs]
    return TripRow(
        id=trip.id,
        driver=next((driver for driver in trip.drivers if driver in names), ""),
        state=trip_state(trip, on),
        first=min(leg.entry for leg in trip.legs),
        last=max((exit for exit in exits if exit), default=None) if all(exits) else None,
        countries="-".join(dict.fromkeys(leg.country for leg in trip.legs)),
        route=trip.route,
        plate=plates.get(trip.vehicle or "", ""),
        names=crew or left or (nobody_text(),),
        gone=bool(left),
    )


def trip_state(trip: Trip, on: date) -> str:
    """Returns what a trip is on a date: cancelled, planned until a leg begins, done when all exits are known, else under way."""
    if trip.cancelled:
        return "cancelled"
    if all(leg.entry_basis is Basis.PLANNED for leg in trip.legs):
        return "planned"
    if all(leg.exit and leg.exit <= on and leg.exit_basis is not Basis.PLANNED for leg in trip.legs):
        return "done"
    return "under-way"
