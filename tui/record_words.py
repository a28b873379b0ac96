"""What a record is called in a sentence, and what is wrong with one in words."""

from __future__ import annotations

from collections.abc import Iterable

from storage.reckoning import Reckoning
from storage.records import Absence, Correction, Driver, Firm, Opening, Paper, Record, Route, Trip, Vehicle
from tui.private_words import number_text
from tui.rule_words import path_text
from tui.widgets.drawing import gone_name, person
from tui.widgets.figures import trip_name
from tui.wording import date_text, mark, nobody_text, paper_named, span_text, tr, trn

_NAME = 40
"""Cells for a driver's name in a sentence."""

_GONE = 30
"""Cells for the name of one who was deleted, with the words that say so: as many as the narrowest list has for a name."""


def record_name(book: Reckoning, record: Record) -> str:
    """Returns what a record is called: ``trip of Ахметов Ерлан, Алматы – Москва, 01.12.2026``."""
    match record:
        case Driver():
            return tr("driver {name}", name=person(record.name, _NAME))
        case Vehicle():
            return tr("truck {plate}", plate=record.plate)
        case Trip():
            first = record.legs[0]
            names = ", ".join(holder_name(book, driver) for driver in record.drivers) or nobody_text()
            return tr("trip of {drivers}, {route}, {day}", drivers=names, route=trip_name(record, first.driver), day=date_text(first.entry))
        case Paper():
            paper = paper_named(record.kind, number_text(record))
            return tr("{paper} of {holder}", paper=paper, holder=holder_name(book, record.holder))
        case Absence():
            dates = span_text(record.first, record.last)
            return tr("absence of {driver}, {dates}", driver=holder_name(book, record.driver), dates=dates)
        case Opening():
            return tr("days of {driver} before {day}", driver=holder_name(book, record.driver), day=date_text(record.as_of))
        case Route():
            return tr("route {name}", name=record.name)
        case Correction():
            return tr("correction of {value}", value=path_text(record.path))
        case Firm():
            return tr("firm {name}", name=record.name or "—")
        case _:
            return tr("record")


def names_text(names: Iterable[str]) -> str:
    """Returns names of drivers, each once; of more than four the first three and how many more."""
    whole = list(dict.fromkeys(person(name, _NAME) for name in names))
    more = [trn("{n} more", "{n} more", len(whole) - 3)] if len(whole) > 4 else []
    return ", ".join([*(whole[:3] if more else whole), *more])


def holder_name(book: Reckoning, id: str) -> str:
    """Returns the name of a driver, the plate of a truck, or the firm's name, by the id; a dash for none of them.

    Who was deleted is said to be so.
    """
    if driver := book.ever(Driver, id):
        return gone_name(driver.name, _GONE) if driver.deleted else person(driver.name, _NAME)
    if vehicle := book.ever(Vehicle, id):
        return gone_name(vehicle.plate, _GONE) if vehicle.deleted else vehicle.plate
    return book.firm.name or tr("the firm") if id == book.firm.id else "—"


_PROBLEMS = {
    "name-missing": mark("the name is missing"),
    "plate-missing": mark("the plate is missing"),
    "driver-missing": mark("no driver is named"),
    "holder-missing": mark("no holder is named"),
    "country-missing": mark("no country is named"),
    "country-unknown": mark("no country has this code"),
    "id-missing": mark("the id is missing"),
    "trip-missing": mark("no trip is named"),
    "path-missing": mark("what is corrected is not named"),
    "text-missing": mark("the text is missing"),
    "reason-missing": mark("the reason is missing"),
    "said-by-missing": mark("who said so is missing"),
    "legs-missing": mark("there is no country in it"),
    "years-missing": mark("there is no year in it"),
    "year-twice": mark("a year stands there twice"),
    "year-impossible": mark("there is no such year"),
    "days-negative": mark("a number of days is below 0"),
    "days-too-many": mark("more days than the year has before that date"),
    "days-disagree": mark("the days in both do not go with those in each country"),
    "days-impossible": mark("a country takes at least one day, a queue none at least"),
    "begins-missing": mark("a regular route needs its first day"),
    "recurs-impossible": mark("the days on which the route departs cannot be understood"),
    "left-before-joined": mark("he leaves the firm before he joins it"),
    "last-before-first": mark("the last day is before the first"),
    "until-before-issued": mark("the end is before the issue"),
    "allows-nothing": mark("entries and days are 1 at least"),
    "exit-before-entry": mark("the exit is before the entry"),
    "exit-basis": mark("an exit date and how it is known go together"),
    "queue-after-entry": mark("he joins the queue after the entry"),
    "queue-after-exit": mark("he joins the queue after the exit"),
    "handed-over-outside": mark("the truck is handed over outside the stay"),
    "nothing-corrected": mark("the rule says so already"),
    "reserve-negative": mark("the reserve is below 0 days"),
    "wrong-type": mark("a value is of the wrong kind"),
    "not-text": mark("a text has characters that are none"),
}


def problem_text(code: str) -> str:
    """Returns what a code of a record's checks says is wrong, as a part of a sentence; the code itself where we have no words for it."""
    return tr(_PROBLEMS[code]) if code in _PROBLEMS else code
