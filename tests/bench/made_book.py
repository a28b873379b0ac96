"""A book of made-up trips, the same each time it is made: two legs each, spread over some drivers and years."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from storage.book import RecordBook
from storage.engine.journal import Place
from storage.engine.snapshot import seal
from storage.records import Basis, Driver, Leg, Trip
from storage.records.documents import encoded

DRIVERS = 200
PLACES = ("Маштаково", "Красная Горка", "Козловичи", "Бугристое")


def trip(chance: Random, number: int, drivers: int = DRIVERS) -> Trip:
    """Returns one trip of one of so many drivers, through Russia into Belarus."""
    entry = date(2022, 1, 1) + timedelta(chance.randrange(1700))
    over, exit = entry + timedelta(chance.randrange(1, 9)), entry + timedelta(chance.randrange(9, 20))
    driver, place = f"{number % drivers:032x}", chance.choice(PLACES)
    legs = (
        Leg(driver=driver, country="RU", entry=entry, entry_basis=Basis.SHOWN, entry_point=place, exit=over, exit_basis=Basis.TOLD),
        Leg(driver=driver, country="BY", entry=over, entry_basis=Basis.TOLD, exit=exit, exit_basis=Basis.SHOWN, exit_point="Козловичи"),
    )
    return Trip(id=f"{chance.getrandbits(128):032x}", route="Алматы – Москва – Минск", legs=legs)


def make(folder: Path, trips: int, drivers: int = DRIVERS) -> list[Trip]:
    """Makes a book of that many trips and drivers in an empty folder; returns the trips."""
    chance = Random(trips)
    people = [Driver(id=f"{number:032x}", name=f"Водитель {number}", citizenship="KZ") for number in range(drivers)]
    made = [trip(chance, number, drivers) for number in range(trips)]
    tables = {"drivers": {each.id: each for each in people}, "trips": {each.id: each for each in made}}
    (folder / "db.json").write_bytes(seal(encoded(tables), Place()))
    (folder / "db.json.journal").write_bytes(b"")
    return made


def opened(folder: Path) -> RecordBook:
    """Opens it at a fixed moment."""
    return RecordBook.open(folder, now=lambda: datetime(2026, 11, 23, tzinfo=UTC), author="Айгуль", laptop="depot", wait=0)
