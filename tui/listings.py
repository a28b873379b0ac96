"""The book as lists to be written into files: headings and words in the language in use, as import reads them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec

from rules.days import Days
from storage.book import RecordBook
from storage.planning import Forecast, PlannedTrip, forecast_trip, planned_trips, takers
from storage.reading.words import shipped
from storage.records import JOINT, Basis, Driver, Leg, Paper, Trip, Vehicle
from storage.writing.listing import Listing, Value
from tui.forecast_words import reasons_text, state_text, takers_text
from tui.sheets.words import basis_text
from tui.wording import country_name, mark, nobody_text, paper_name, tr

_INKS = {"RU": "#F4B183", "BY": "#9DC3E6", JOINT: "#D9D9D9"}
_BOTH = "#C5A5CF"
"""Orange for Russia, blue for Belarus, violet for both on one day, grey where only the outer dates are known."""
_LETTERS = {"RU": mark("R"), "BY": mark("B"), JOINT: mark("U")}
_RESULTS = {"listed": mark("listed"), "clear": mark("not listed")}


def drivers_listing(book: RecordBook) -> Listing:
    """Returns the drivers; without days of birth where the firm keeps private data to itself."""
    headings = (
        tr("Full name"),
        tr("Citizenship"),
        tr("Date of birth"),
        tr("Phone number"),
        tr("Position"),
        tr("Joined the firm"),
        tr("Left the firm"),
        tr("Note"),
    )
    private = book.firm.keeps_private
    rows = [_driver_row(msgspec.structs.replace(driver, born=None) if private else driver) for driver in book.drivers()]
    return Listing(tr("Drivers"), headings, rows)


def _driver_row(driver: Driver) -> list[Value]:
    known = _country(driver.citizenship)
    return [driver.name, known, driver.born, driver.phone, driver.role, driver.joined, driver.left, driver.note]


def papers_listing(book: RecordBook) -> Listing:
    """Returns the papers of drivers, trucks and the firm; passports without numbers where the firm keeps private data to itself."""
    headings = (
        tr("Driver"),
        tr("Truck"),
        tr("Document type"),
        tr("Country"),
        tr("Document number"),
        tr("Date of issue"),
        tr("Valid until"),
        tr("Result"),
        tr("Number of entries"),
        tr("Days of stay"),
        tr("Note"),
    )
    names = {driver.id: driver.name for driver in book.drivers()}
    plates = {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)}
    rows: list[list[Value]] = [
        [
            tr("our firm") if paper.holder == book.firm.id else names.get(paper.holder, ""),
            plates.get(paper.holder, ""),
            paper_name(paper.kind),
            _country(paper.country),
            "" if book.firm.keeps_private and paper.kind == "passport" else paper.number,
            paper.issued,
            paper.until or tr("no end"),
            tr(_RESULTS[paper.result]) if paper.result in _RESULTS else paper.result,
            paper.entries,
            paper.days,
            paper.note,
        ]
        for paper in book.all(Paper)
    ]
    return Listing(tr("Papers"), headings, rows)


def trips_listing(book: RecordBook) -> Listing:
    """Returns the legs of trips, a row each, those of a crew that are alike but for the driver as one; cancelled plans are left out.

    The last column numbers the trips, so that those whose drivers have legs of their own are read again as one.
    """
    headings = (
        tr("Driver"),
        tr("Truck"),
        tr("Route"),
        tr("Country"),
        tr("Queue before the entry since"),
        tr("Date of entry"),
        tr("Point of entry"),
        tr("How the entry is known"),
        tr("Proof of the entry"),
        tr("Queue before the exit since"),
        tr("Date of exit"),
        tr("Point of exit"),
        tr("How the exit is known"),
        tr("Proof of the exit"),
        tr("Told to leave by"),
        tr("Truck handed over on"),
        tr("Note"),
        tr("Haulbook trip"),
    )
    names = {driver.id: driver.name for driver in book.drivers()}
    plates = {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)}
    trips = sorted(book.all(Trip), key=lambda trip: min(leg.entry for leg in trip.legs))
    rows = [
        [
            " / ".join(names.get(each, "") if each else nobody_text() for each in crew),
            plates.get(trip.vehicle or "", ""),
            trip.route,
            *_leg_row(leg),
            note,
            number,
        ]
        for number, trip in enumerate(trips, 1)
        for crew, leg, note in _legs(trip)
    ]
    return Listing(tr("Trips"), headings, rows)


def _legs(trip: Trip) -> Iterator[tuple[list[str], Leg, str]]:
    """Yields the legs of a trip with their drivers, the trip's note beside the first."""
    crews: dict[tuple[Value, ...], tuple[Leg, list[str]]] = {}
    for leg in trip.legs:
        if not (trip.cancelled and leg.entry_basis is Basis.PLANNED):
            crews.setdefault(tuple(_leg_row(leg)), (leg, []))[1].append(leg.driver)
    for at, (leg, crew) in enumerate(crews.values()):
        yield crew, leg, "" if at else trip.note


def _leg_row(leg: Leg) -> list[Value]:
    entry: list[Value] = [leg.entry_queue, leg.entry, leg.entry_point, basis_text(leg.entry_basis), leg.entry_proof]
    exit_: list[Value] = [leg.exit_queue, leg.exit, leg.exit_point, basis_text(leg.exit_basis), leg.exit_proof]
    return [_country(leg.country), *entry, *exit_, leg.leave_by, leg.handed_over]


def grid_listings(book: RecordBook, on: date) -> list[Listing]:
    """Returns a grid for each year up to ``on`` in which somebody was in Russia or Belarus: who was where on which day."""
    days = {driver.id: _presence(book, driver.id, on) for driver in book.drivers()}
    years = sorted({day.year for each in days.values() for country in each.values() for day in country})
    return [_grid(book.drivers(), days, year) for year in years]


def _presence(book: RecordBook, driver: str, on: date) -> dict[str, Days]:
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for stay in book.stays_of(driver):
        if stay.country in _INKS and not stay.entry_planned and stay.entry <= on:
            found[stay.country].append((stay.entry, min(on if stay.exit is None or stay.exit_planned else stay.exit, on)))
    return {country: Days.spans(spans) for country, spans in found.items()}


def _grid(drivers: Iterable[Driver], days: dict[str, dict[str, Days]], year: int) -> Listing:
    letters = {code: tr(letter) for code, letter in _LETTERS.items()}
    both = letters["RU"] + letters["BY"]
    dates = list(Days.between(date(year, 1, 1), date(year, 12, 31)))

    def cell(where: dict[str, Days], day: date) -> str:
        here = [code for code in _LETTERS if code in where and day in where[code]]
        return both if "RU" in here and "BY" in here else letters[here[0]] if here else ""

    rows: list[list[Value]] = [[driver.name, *(cell(days[driver.id], day) for day in dates)] for driver in drivers]
    legend = {
        letters["RU"]: country_name("RU"),
        letters["BY"]: country_name("BY"),
        both: tr("both on one day"),
        letters[JOINT]: tr("Union State"),
    }
    empty: list[Value] = [""] * len(dates)
    rows += [["", *empty], *(["", letter, text, *empty[2:]] for letter, text in legend.items())]
    inks = {letters[code]: ink for code, ink in _INKS.items()} | {both: _BOTH}
    return Listing(f"{tr('Grid')} {year}", [tr("Driver"), *dates], rows, inks, narrow=1)


def _country(code: str | None) -> str:
    """Returns the name of a country as import reads it; its code where it would not."""
    if code is None:
        return ""
    name = country_name(code)
    return name if shipped().countries.find(name) == code else code


def plans_listing(book: RecordBook, on: date) -> Listing:
    """Returns the planned trips as they are judged on a date, a row a driver; it tells, and is not read in again.

    Of one that nobody is on yet it tells who could go.
    """
    headings = (
        tr("Departs"),
        tr("Back"),
        tr("Driver"),
        tr("Route"),
        tr("Judged"),
        tr("Left after"),
        tr("To spare"),
        tr("Join the queue by"),
        tr("Needs attention"),
    )
    return Listing(tr("Planned trips"), headings, list(_plan_rows(book, on)))


def _plan_rows(book: RecordBook, on: date) -> Iterator[list[Value]]:
    for trip in planned_trips(book, on):
        plan = forecast_trip(book, trip, on)
        if trip.for_nobody:
            able = takers_text(takers(book, plan, on))
            yield [trip.legs[0].entry, trip.legs[-1].exit, nobody_text(), trip.route, "", None, None, None, able]
        yield from (_plan_row(plan, each) for each in plan.forecasts)


def _plan_row(plan: PlannedTrip, found: Forecast) -> list[Value]:
    return [
        found.legs[0].entry,
        found.legs[-1].exit,
        found.driver.name,
        plan.trip.route,
        state_text(found.state),
        found.days_left,
        found.slack,
        found.queue_by,
        reasons_text(found),
    ]


Lists = dict[str, Callable[[RecordBook, date], Listing]]
LISTS: Lists = {
    "trips": lambda book, on: trips_listing(book),
    "drivers": lambda book, on: drivers_listing(book),
    "papers": lambda book, on: papers_listing(book),
    "plans": plans_listing,
}
"""The lists that are one table each, by the names that a command takes."""


def all_listings(book: RecordBook, on: date) -> list[Listing]:
    """Returns every list of the book: drivers first, so that who is known stands before what names him."""
    return [drivers_listing(book), papers_listing(book), trips_listing(book), *grid_listings(book, on)]
