"""The rows in a form, such as the countries of a route: each stays the one it was, whatever is added, changed or taken away around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.records import Driver, FormerCitizenship, Opening, OpeningYear, Route, RouteLeg
from storage.records.record import Part
from tests.tui.office import AHMET, book_of, office, press, screen_of, type_in

P = TypeVar("P", bound=Part)


def newer(part: P, number: int) -> P:
    """Returns a row as a newer version of the program would have written it: with a field that this one does not know."""
    return msgspec.structs.replace(part, beyond={"number": number})


def numbers(parts: tuple[Part, ...]) -> list[object]:
    """Returns those fields of each row; None where it has none."""
    return [part.beyond["number"] if isinstance(part.beyond, dict) else None for part in parts]


async def test_a_country_taken_out_of_a_route_takes_its_own_unknown_fields_with_it(tmp_path: Path) -> None:
    """Belarus goes from between Russia and Kazakhstan, another country comes at the end: Kazakhstan keeps what is its own."""
    legs = tuple(newer(RouteLeg(country=code, days=days), days) for code, days in (("RU", 5), ("BY", 4), ("KZ", 3)))
    async with office(tmp_path, AHMET, Route(name="Алматы–Минск", legs=legs)) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "routes")
        await press(pilot, "enter", "enter", *["down"] * 5, "ctrl+delete")
        assert "Belarus" not in screen_of(pilot)
        await press(pilot, "insert", "down")
        await type_in(pilot, "7")
        await press(pilot, "enter")
        (route,) = book_of(pilot).all(Route)
        assert [(leg.country, leg.days) for leg in route.legs] == [("RU", 5), ("KZ", 3), ("RU", 7)]
        assert numbers(route.legs) == [5, 3, None]


async def test_former_citizenships_keep_what_a_newer_version_wrote(tmp_path: Path) -> None:
    """The first of two is taken away, and a name is typed: the second one stands as it was, unknown fields and all."""
    was = tuple(newer(FormerCitizenship(country=code, until=date(year, 5, 1)), year) for code, year in (("UZ", 2019), ("TJ", 2022)))
    async with office(tmp_path, Driver(name="Каримов", citizenship="KZ", formerly=was)) as pilot:
        await press(pilot, "ctrl+e", "down", "down", "ctrl+delete", "up", "up", "end")
        await type_in(pilot, " Б")
        await press(pilot, "enter")
        (driver,) = book_of(pilot).drivers()
        assert (driver.name, driver.formerly) == ("Каримов Б", was[1:])


async def test_a_row_that_is_taken_away_takes_the_hint_of_its_field_with_it(tmp_path: Path) -> None:
    """Insert asks for an earlier citizenship, which letters search; Ctrl+Delete, and the cursor stands in a text again."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert", "insert")
        assert "Letters search" in screen_of(pilot)
        await press(pilot, "ctrl+delete")
        assert "Letters search" not in screen_of(pilot) and "Enter writes it" in screen_of(pilot)


async def test_a_year_before_the_book_that_was_set_right_is_still_that_row(tmp_path: Path) -> None:
    """2024 was meant, not 2025: the days and the unknown fields stay with it."""
    years = tuple(newer(OpeningYear(year=year, both=year - 2000), year) for year in (2025, 2026))
    opening = Opening(driver=AHMET.id, as_of=date(2026, 6, 1), said_by="он сам", years=years)
    async with office(tmp_path, AHMET, opening) as pilot:
        await press(pilot, "enter", "end", "up", "enter", "down", "down", "end", "backspace")
        await type_in(pilot, "4")
        await press(pilot, "enter")
        (kept,) = book_of(pilot).all(Opening)
        assert [(each.year, each.both) for each in kept.years] == [(2024, 25), (2026, 26)] and numbers(kept.years) == [2025, 2026]
