"""Delete and cancel: at once, without a question, and what is said then: the trip, the driver, the dates, the figures, the way back."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from storage.papers import paper_lines
from storage.records import Absence, Opening, OpeningYear, Paper, Trip, Vehicle
from tests.storage.journeys import crewed, day, told, trip
from tests.tui.office import AHMET, GAGIK, ON, YUSUF, book_of, desk_of, journeys, line_with, office, press, screen_of
from tui import wording
from tui.sheets.lists import papers_list
from tui.sheets.plain import as_text


def said(pilot: Pilot[int]) -> str:
    """What stands on the screen, in one line."""
    return " ".join(screen_of(pilot).split())


async def test_deleting_what_happened_says_which_days_leave_the_count(tmp_path: Path) -> None:
    """Fourteen days of March: Delete takes them out without a question and says all of it, Ctrl+Z brings them back."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–14.03", route="Алматы–Казань"), trip(AHMET, "RU 01.05–10.05")) as pilot:
        await press(pilot, "f4", "down", "delete")
        assert "Deleted: trip of Ахметов Ерлан Серикович, Алматы–Казань, 01.03.2026. Ctrl+Z brings it back." in said(pilot)
        assert "Ахметов Е.С.: 14 days leave the count: 01.03–14.03, 24 → 10 of 90." in said(pilot)
        assert journeys(pilot, AHMET, told) == ["RU 01.05–10.05"]
        await press(pilot, "ctrl+z")
        assert journeys(pilot, AHMET, told) == ["RU 01.03–14.03", "RU 01.05–10.05"]


async def test_a_trip_deleted_on_the_page_of_its_driver(tmp_path: Path) -> None:
    """The driver's screen says the same, of a trip over two countries whose shared date leaves once."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03, BY 10.03–12.03"), size=(100, 40)) as pilot:
        await press(pilot, "enter", "down")
        while not isinstance(pilot.app.screen.current_record, Trip):  # type: ignore[attr-defined]
            await press(pilot, "down")
        await press(pilot, "delete")
        assert "12 days leave the count: 01.03–12.03, 12 → 0 of 90." in said(pilot)


async def test_of_a_crew_each_is_said(tmp_path: Path) -> None:
    """Two of one truck: the dates and figures of both; Gagik, who was on none of it, is not named."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK, crewed((AHMET, YUSUF), "RU 01.03–05.03"), trip(YUSUF, "RU 01.04–02.04")) as pilot:
        await press(pilot, "f4", "down", "delete")
        screen = said(pilot)
        assert "Ахметов Е.С.: 5 days leave the count: 01.03–05.03, 5 → 0 of 90" in screen
        assert "Юсупов Шерзод: 5 days leave the count: 01.03–05.03, 7 → 2 of 90." in screen
        assert "Петросян" not in screen


async def test_of_several_trips_all_their_dates_are_said(tmp_path: Path) -> None:
    """Four trips selected: three spans of dates and how many more, the figures once."""
    trips = [trip(AHMET, f"RU 01.0{month}–02.0{month}") for month in (1, 2, 3, 4, 5)]
    async with office(tmp_path, AHMET, *trips) as pilot:
        await press(pilot, "f4", *["space"] * 4, "delete")
        assert "8 days leave the count: 01.02–02.02, 01.03–02.03, 01.04–02.04 (and 1 more), 10 → 2 of 90." in said(pilot)


async def test_a_plan_takes_no_day_out_of_the_count(tmp_path: Path) -> None:
    """Planned days are said to go; those used stay."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "f4", "delete")
        assert "Ахметов Е.С.: no day leaves the count, 10 of 90, planned 5 → 0." in said(pilot)


async def test_days_that_another_trip_covers_stay_in_the_count(tmp_path: Path) -> None:
    """The same dates stand on a second trip: nothing leaves, and it is said so."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "RU 01.03–10.03")) as pilot:
        await press(pilot, "f4", "delete")
        assert "Ахметов Е.С.: no day leaves the count, 10 of 90." in said(pilot)


async def test_days_of_another_year_are_said_with_it(tmp_path: Path) -> None:
    """A trip of last year: its dates leave that year's count, this year's figure stands."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03.25–02.03.25"), trip(AHMET, "RU 01.03–10.03")) as pilot:
        await press(pilot, "f4", "end", "delete")
        assert "2 days leave the count: 01.03.25–02.03.25, 10 of 90." in said(pilot)


async def test_figures_are_those_of_the_date_looked_at(tmp_path: Path) -> None:
    """As of 5 March five of ten days have been: five leave, and the figures are of that date."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03")) as pilot:
        desk_of(pilot).go_to_day(day("05.03"))
        await press(pilot, "f4", "delete")
        assert "5 days leave the count: 01.03–05.03, 5 → 0 of 90" in said(pilot)


async def test_days_used_before_the_book_have_no_dates(tmp_path: Path) -> None:
    """Only the figures can be said."""
    opening = Opening(driver=AHMET.id, as_of=day("01.02"), said_by="отдел кадров", years=(OpeningYear(year=2026, both=4),))
    async with office(tmp_path, AHMET, opening, trip(AHMET, "RU 01.03–10.03")) as pilot:
        await pilot.app.run_action("openings")
        await press(pilot, "delete")
        assert "Ctrl+Z brings it back. Ахметов Е.С.: 14 → 10 of 90." in said(pilot)


async def test_a_paper_that_changes_no_day_says_nothing_of_days(tmp_path: Path) -> None:
    """A licence is deleted: its name and the way back, no word of the count."""
    async with office(tmp_path, AHMET, Paper(holder=AHMET.id, kind="licence", until=day("01.12"))) as pilot:
        await press(pilot, "f6", "delete")
        assert "Ctrl+Z brings it back." in said(pilot) and "of 90" not in said(pilot)


async def test_of_many_drivers_the_first_are_said_and_the_way_back_first(tmp_path: Path) -> None:
    """Trips of three crews of two: three drivers with their figures, three more counted, in Russian within the lines there are."""
    names = [type(AHMET)(name=f"Абдурахмановский{n} Константин", citizenship="KZ") for n in range(6)]
    trips = [crewed((names[n], names[n + 1]), f"RU 0{n + 1}.03–{n + 11}.03") for n in (0, 2, 4)]
    try:
        wording.use("ru")
        async with office(tmp_path, *names, *trips) as pilot:
            await press(pilot, "f4", "space", "space", "space", "delete")
            assert said(pilot).count("11 дней") == 3 and "Ctrl+Z" in said(pilot) and "ещё 3 водител" in said(pilot)
    finally:
        wording.use("en")


async def test_cancelling_keeps_what_happened(tmp_path: Path) -> None:
    """In Russia since the 10th, Belarus planned: cancelled he stays where he is, the plan falls away; a trip that is done cannot be."""
    records = [trip(AHMET, "RU 10.11–28.11?, BY 28.11?–05.12?"), trip(YUSUF, "RU 01.03–05.03")]
    async with office(tmp_path, AHMET, YUSUF, *records) as pilot:
        await press(pilot, "f4", "ctrl+ч")
        screen = said(pilot)
        assert "Cancelled: trip of Ахметов" in screen and "1 leg that has happened stays" in screen
        book = book_of(pilot)
        assert [(stay.country, stay.exit) for stay in book.stays_of(AHMET.id)] == [("RU", None)]
        await press(pilot, "home", "ctrl+x")
        assert "there is nothing left to cancel" in said(pilot)
        await press(pilot, "end", "ctrl+x")
        assert "This trip is cancelled already." in screen_of(pilot)


async def test_what_a_deleted_driver_left_is_still_his(tmp_path: Path) -> None:
    """His licence, his absence, his days before the book: each list says whose they were, and that he was deleted; the printed list too."""
    records = [
        Paper(holder=AHMET.id, kind="licence", until=day("01.12")),
        Absence(driver=AHMET.id, first=day("01.12")),
        Opening(driver=AHMET.id, as_of=day("01.02"), said_by="отдел кадров", years=(OpeningYear(year=2026, both=4),)),
    ]
    async with office(tmp_path, AHMET, YUSUF, *records) as pilot:
        await press(pilot, *"ахм", "delete", "f6")
        assert "Ахметов (del.)" in line_with(pilot, "licence")
        for kind in ("absences", "openings"):
            await pilot.app.run_action(kind)
            await pilot.pause()
            assert "Ахметов Е.С. (deleted)" in said(pilot)
        await press(pilot, "delete")
        assert "Deleted: days of Ахметов Е.С. (deleted) before 01.02.2026." in said(pilot)
        book = book_of(pilot)
        assert "(deleted)" in as_text(papers_list(book.firm, paper_lines(book), ON))


async def test_the_paper_of_a_deleted_truck_names_its_plate(tmp_path: Path) -> None:
    """The insurance of a truck that was sold."""
    truck = Vehicle(plate="209 KRV 01", deleted=True)
    async with office(tmp_path, AHMET, truck, Paper(holder=truck.id, kind="insurance", until=day("01.12")), size=(100, 30)) as pilot:
        await press(pilot, "f6")
        assert "209 KRV 01 (del" in line_with(pilot, "insurance")


async def test_a_trip_of_a_crew_stays_with_the_one_who_is_left(tmp_path: Path) -> None:
    """The first of the crew was deleted: the trip is listed for the second, and F3 shows the second's year."""
    async with office(tmp_path, AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 01.03–05.03")) as pilot:
        await press(pilot, *"ахм", "delete", "f4")
        assert "Юсупов Шерзод" in line_with(pilot, "►")
        await press(pilot, "f3")
        assert "Юсупов Шерзод" in screen_of(pilot).split("\n")[0]
