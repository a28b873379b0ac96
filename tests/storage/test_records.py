"""The checks that belong to one record: what is wrong within it is said by a code, and it is not taken."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from storage.records import (
    JOINT,
    Absence,
    Basis,
    Driver,
    Firm,
    FormerCitizenship,
    Leg,
    Opening,
    OpeningYear,
    Paper,
    Record,
    Route,
    RouteLeg,
    Trip,
    Unsettled,
    Vehicle,
)

DAY = date(2026, 3, 1)
BEFORE = DAY - timedelta(1)


def leg(country: str = "RU", **more: object) -> Leg:
    return Leg(driver="d1", country=country, entry=DAY, **more)  # type: ignore[arg-type]


NOBODYS = Leg(driver="", country="RU", entry=DAY)
"""A leg of a trip that nobody is on yet."""

UNSOUND: list[tuple[Record, str]] = [
    (Driver(id="", name="Ахметов"), "id-missing"),
    (Driver(name=" "), "name-missing"),
    (Driver(name="Ахметов", citizenship="KAZ"), "country-unknown"),
    (Driver(name="Ахметов", citizenship="SU"), "country-unknown"),
    (Driver(name="Ахметов", citizenship=""), "country-unknown"),
    (Driver(name="Ахметов", formerly=(FormerCitizenship(country="kz", until=DAY),)), "country-unknown"),
    (Driver(name="Ахметов", joined=DAY, left=BEFORE), "left-before-joined"),
    (Absence(driver="", first=DAY), "driver-missing"),
    (Absence(driver="d1", first=DAY, last=BEFORE), "last-before-first"),
    (Opening(driver="", as_of=DAY, said_by="он", years=(OpeningYear(year=2026, both=1),)), "driver-missing"),
    (Paper(holder="", kind="licence"), "holder-missing"),
    (Paper(holder="d1", kind="licence", country=JOINT), "country-unknown"),
    (Paper(holder="d1", kind="licence", issued=DAY, until=BEFORE), "until-before-issued"),
    (Firm(country="РФ"), "country-unknown"),
    (Firm(reserve=-1), "reserve-negative"),
    (Vehicle(plate=" "), "plate-missing"),
    (Unsettled(driver="", file="a.xlsx", sheet="1", row=2, problem="date-unreadable"), "driver-missing"),
    (Route(name="Алматы – Москва", legs=(RouteLeg(country="XX", days=1),)), "country-unknown"),
    (Route(name="Алматы – Москва", legs=(RouteLeg(country="", days=1),)), "country-missing"),
    (Trip(), "legs-missing"),
    (Trip(legs=(leg("ZZ"),)), "country-unknown"),
    (Trip(legs=(leg("BY+RU"),)), "country-unknown"),
    (Trip(legs=(leg(""),)), "country-missing"),
    (Trip(legs=(leg(exit=BEFORE, exit_basis=Basis.TOLD),)), "exit-before-entry"),
    (Trip(legs=(leg(entry_queue=DAY + timedelta(1)),)), "queue-after-entry"),
    (Trip(legs=(leg(), NOBODYS)), "driver-missing"),
    (Trip(legs=(msgspec.structs.replace(NOBODYS, entry_basis=Basis.TOLD),)), "driver-missing"),
    (Trip(legs=(msgspec.structs.replace(NOBODYS, exit=DAY, exit_basis=Basis.SHOWN),)), "driver-missing"),
]


@pytest.mark.parametrize(("record", "code"), UNSOUND)
def test_what_is_wrong_within_a_record_is_said_once(record: Record, code: str) -> None:
    """One thing is wrong, and that one is said."""
    assert list(record.problems()) == [code]


@pytest.mark.parametrize(
    "record",
    [
        Driver(name="Ахметов", citizenship="KZ", formerly=(FormerCitizenship(country="UZ", until=DAY),), joined=DAY, left=DAY),
        Driver(name="Ахметов", citizenship=None),
        Paper(holder="d1", kind="licence", country="GE", issued=DAY, until=DAY),
        Paper(holder="d1", kind="licence", country=None),
        Firm(country="AM"),
        Route(name="Алматы – Москва", legs=(RouteLeg(country=JOINT, days=1),)),
        Trip(legs=(leg(JOINT), leg("TR", exit=DAY, exit_basis=Basis.TOLD))),
        Trip(legs=(NOBODYS, msgspec.structs.replace(NOBODYS, country="BY", exit=DAY, exit_basis=Basis.PLANNED))),
    ],
)
def test_what_is_sound_is_taken(record: Record) -> None:
    """A citizenship or country that is not known, a leg in both members together, dates that meet, a plan for nobody."""
    assert list(record.problems()) == []
