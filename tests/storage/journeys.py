"""A dispatcher's shorthand for trips: ``RU 01.03–10.03, BY 10.03–14.03, RU 20.11–``; a date with ``?`` is planned, none is open."""

from __future__ import annotations

from datetime import date

from storage.records import Basis, Driver, Leg, Trip


def day(text: str) -> date:
    """Returns the date of ``01.03`` (in 2026) or ``20.12.25``."""
    number, month, *year = (int(part) for part in text.split("."))
    return date(2000 + year[0] if year else 2026, month, number)


def trip(driver: Driver, journey: str, *, route: str = "") -> Trip:
    """Returns a trip of one driver."""
    return Trip(route=route, legs=legs(driver, journey))


def crewed(drivers: tuple[Driver, ...], journey: str) -> Trip:
    """Returns a trip that several drivers make together."""
    return Trip(legs=tuple(leg for driver in drivers for leg in legs(driver, journey)))


def legs(driver: Driver, journey: str) -> tuple[Leg, ...]:
    """Returns the legs of one driver."""
    return tuple(_leg(driver, part) for part in journey.split(", "))


def _leg(driver: Driver, part: str) -> Leg:
    country, dates = part.split(" ")
    entry, _, exit = dates.partition("–")
    return Leg(
        driver=driver.id,
        country=country,
        entry=day(entry.rstrip("?")),
        entry_basis=_basis(entry),
        exit=day(exit.rstrip("?")) if exit else None,
        exit_basis=_basis(exit) if exit else None,
    )


def _basis(text: str) -> Basis:
    return Basis.PLANNED if text.endswith("?") else Basis.TOLD


def told(trip: Trip) -> str:
    """Returns a trip in the same shorthand, for comparing."""
    return ", ".join(f"{leg.country} {_text(leg.entry, leg.entry_basis)}–{_text(leg.exit, leg.exit_basis)}" for leg in trip.legs)


def _text(day: date | None, basis: Basis | None) -> str:
    return f"{day:%d.%m}{'?' if basis is Basis.PLANNED else ''}" if day else ""
