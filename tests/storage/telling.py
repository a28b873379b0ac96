"""What the tests of the findings share: drivers, papers in a dispatcher's shorthand, and what is said of a driver on a date."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from rules.findings import PARAMETERS, Finding
from storage import answers
from storage.book import RecordBook
from storage.records import Driver, Leg, Paper, Record, Trip
from tests.storage.journeys import day, trip

ON = date(2026, 11, 23)
AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
VUGAR = Driver(name="Гулиев Вугар", citizenship="AZ")


def paper(kind: str, issued: str | None = None, until: str | None = None, holder: Driver = AHMET, **fields: Any) -> Paper:
    """Returns a paper of a driver, with its dates as in ``01.03``."""
    return Paper(holder=holder.id, kind=kind, issued=day(issued) if issued else None, until=day(until) if until else None, **fields)


def ready(driver: Driver = AHMET) -> list[Record]:
    """Returns a driver with the two papers that every driver needs."""
    return [driver, paper("licence", until="01.01.35", holder=driver), paper("passport", until="01.01.35", holder=driver)]


def with_leg(journey: str, driver: Driver = AHMET, place: int = 0, **fields: object) -> Trip:
    """Returns a trip, one leg of which has more to it than dates."""
    made = trip(driver, journey)
    legs = [msgspec.structs.replace(leg, **fields) if number == place else leg for number, leg in enumerate(made.legs)]
    return msgspec.structs.replace(made, legs=tuple(legs))


def with_legs(journey: str, driver: Driver = AHMET, **fields: object) -> Trip:
    """Returns a trip, all legs of which have more to them than dates."""
    made = trip(driver, journey)
    changed: tuple[Leg, ...] = tuple(msgspec.structs.replace(leg, **fields) for leg in made.legs)
    return msgspec.structs.replace(made, legs=changed)


def deleted(record: Record) -> Record:
    """Returns a record taken out of the book."""
    return msgspec.structs.replace(record, deleted=True)


def said(book: RecordBook, *records: Record, driver: Driver = AHMET, on: date = ON) -> dict[str, Finding]:
    """Returns what is said of a driver once these records are in the book, by code; the most urgent of each."""
    book.commit([*([] if book.drivers() else ready(driver)), *records], "test")
    found: dict[str, Finding] = {}
    for finding in answers.line(book, driver, on).findings:
        assert finding.params.keys() == PARAMETERS[finding.code], finding
        found.setdefault(finding.code, finding)
    return found
