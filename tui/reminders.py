"""What a calendar should remind the office of: papers that end, planned departures, last days within the rule, by when to queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.answers import RosterLine, roster
from storage.book import RecordBook
from storage.planning import forecast_trip, planned_trips, takers
from storage.records import Paper, Vehicle
from storage.writing.calendar import Reminder
from tui.forecast_words import reasons_text, state_text, takers_text
from tui.private_words import number_text
from tui.wording import date_text, mark, nobody_text, paper_name, rule_name, tr

_TOLD = mark("{rule}; worked out on {day} from the firm's records: a trip since then moves it")


def reminders(book: RecordBook, on: date) -> list[Reminder]:
    """Returns the reminders of a book as of a date, by day: of papers that end on it or later, planned trips, drivers who are inside."""
    found = [*_of_papers(book, on), *_of_plans(book, on), *(each for line in roster(book, on) for each in _of_driver(book, line, on))]
    return sorted(found, key=lambda reminder: (reminder.day, reminder.uid))


def _of_papers(book: RecordBook, on: date) -> Iterator[Reminder]:
    holders = {driver.id: driver.name for driver in book.drivers()} | {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)}
    for paper in book.all(Paper):
        if paper.until and paper.until >= on:
            who = holders.get(paper.holder, book.firm.name)
            title = tr("{paper} ends: {who}", paper=paper_name(paper.kind), who=who)
            number = "" if book.firm.keeps_private and paper.kind == "passport" else number_text(paper)
            yield Reminder(f"{paper.id}-ends", paper.until, title, number, tuple(book.firm.expiring))


def _of_plans(book: RecordBook, on: date) -> Iterator[Reminder]:
    for trip in planned_trips(book, on):
        plan = forecast_trip(book, trip, on)
        if trip.for_nobody:
            title = tr("Departs: {driver}, {route}", driver=nobody_text(), route=trip.route or trip.legs[0].country)
            text = takers_text(takers(book, plan, on))
            yield Reminder(f"{trip.id}-departs", trip.legs[0].entry, title, text, (7, 1))
        for each in plan.forecasts:
            title = tr("Departs: {driver}, {route}", driver=each.driver.name, route=trip.route or each.legs[0].country)
            text = "; ".join(filter(None, (state_text(each.state), reasons_text(each))))
            yield Reminder(f"{trip.id}-{each.driver.id}-departs", each.legs[0].entry, title, text, (7, 1))


def _of_driver(book: RecordBook, line: RosterLine, on: date) -> Iterator[Reminder]:
    text = tr(_TOLD, rule=rule_name(line.rule), day=date_text(on))
    if line.caution or line.state == "disputed":
        text = f"{text}. {tr('Disputed, or a breach is open: look in the program first.')}"
    if line.last_day:
        title = tr("Last day within the rule: {driver}", driver=line.driver.name)
        yield Reminder(f"{line.driver.id}-last-day-{line.rule}", line.last_day, title, text, tuple(book.firm.near))
    if line.queue_by:
        title = tr("Join the queue by today: {driver}", driver=line.driver.name)
        yield Reminder(f"{line.driver.id}-queue-{line.rule}", line.queue_by, title, text, tuple(book.firm.near))
