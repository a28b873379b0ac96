"""The form of a trip, at 80×24, without a mouse: its crew, its countries, its dates, and what the days do meanwhile."""

from __future__ import annotations

from pathlib import Path

from storage.records import Absence, Basis, Driver, Paper, Route, RouteLeg, Trip, Vehicle
from tests.storage.journeys import crewed, day, told, trip
from tests.tui.office import AHMET, YUSUF, book_of, journeys, line_with, office, press, screen_of, shown, type_in
from tui.forms.fields import Text
from tui.forms.known import going_on
from tui.widgets.fixed import FixedLines
from tui.widgets.page import Page


async def test_a_new_trip_begins_like_his_last_one_and_says_what_it_does(tmp_path: Path) -> None:
    """Route, truck, countries and points as in March, from tomorrow on; 14 days used, 14 planned, 62 left, before anything is written."""
    truck = Vehicle(plate="209 KRV 01")
    last = Trip(vehicle=truck.id, route="Алматы–Минск", legs=trip(AHMET, "RU 01.03–05.03, BY 05.03–14.03").legs)
    async with office(tmp_path, AHMET, truck, last) as pilot:
        await press(pilot, "f4", "insert")
        screen = screen_of(pilot)
        assert "Алматы–Минск" in screen and "209 KRV 01" in screen and "24.11.2026 Tu" in screen and "07.12.2026 Mo" in screen
        assert "used 14 of 90, planned 0 → 14, room 90" in shown(screen)
        assert "within the rule as we know it; on 07.12.2026 28 d used, 62 left" in shown(screen)
        assert journeys(pilot, AHMET, told) == ["RU 01.03–05.03, BY 05.03–14.03"]
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told)[1] == "RU 24.11?–28.11?, BY 28.11?–07.12?"
        assert book_of(pilot).trips_of(AHMET.id)[1].vehicle == truck.id


def test_a_point_that_is_begun_is_the_one_known_one() -> None:
    """The beginning of a word is enough where one point has it; a name that is known whole stays, and so does one that nobody knows."""
    field = Text(id="point", known=going_on(lambda: ["Маштаково", "Кайрак–Бугристое", "Каракога", "Каракога–Петухово"]), name=True)
    asked = ("машт", "Петух", "ка", "каракога", "Жайсан", "м", "")
    assert [field.settled(typed) for typed in asked] == ["Маштаково", "Каракога–Петухово", "ка", "Каракога", "Жайсан", "м", ""]


async def test_the_whole_trip_moves_with_its_first_day(tmp_path: Path) -> None:
    """The entry put on 1 December, the later dates follow; an exit typed by hand stays where it was typed."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–05.03, BY 05.03–14.03")) as pilot:
        await press(pilot, "f4", "insert", "down", "down", "down", "down")
        await type_in(pilot, "1.12")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told)[1] == "RU 01.12?–05.12?, BY 05.12?–14.12?"


async def test_a_trip_that_goes_over_says_so_before_it_is_written(tmp_path: Path) -> None:
    """85 days used: ten more from 1 December are over from the sixth on unless he files; a shorter exit is within again."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.01–26.03")) as pilot:
        await press(pilot, "f4", "insert", "down", "down", "down", "down")
        await type_in(pilot, "1.12")
        await press(pilot, "down")
        await type_in(pilot, "+9")
        assert "by 27.11.2026, else over from 06.12.2026 on" in shown(screen_of(pilot))
        await press(pilot, *["left"] * 5)
        assert "within the rule as we know it; on 05.12.2026 90 d used, 0 left" in shown(screen_of(pilot))


async def test_a_trip_of_the_past_is_told_and_one_to_come_planned(tmp_path: Path) -> None:
    """In on 1 November, no exit yet: told and open; an exit in December is planned. A day to come can be nothing but planned."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f4", "insert")
        await type_in(pilot, "ахм")
        await press(pilot, "enter", "down", "down", "down", "down")
        await type_in(pilot, "0111")
        await press(pilot, "down")
        await type_in(pilot, "5.12")
        await press(pilot, "tab")
        assert "told" in screen_of(pilot) and "planned" in screen_of(pilot)
        await press(pilot, "right")
        assert "05.12.2026 is still to come: it can only be planned." in screen_of(pilot)
        await press(pilot, "left", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 01.11–05.12?"]


async def test_a_crew_drives_one_way_or_each_his_own(tmp_path: Path) -> None:
    """Two drivers, the same legs; then Space parts them, and the second enters a day later."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "f4", "insert")
        await type_in(pilot, "ахм")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "юсу")
        await press(pilot, "enter", "down", "down", "down", "down")
        await type_in(pilot, "1.12")
        await press(pilot, "down")
        await type_in(pilot, "9.12")
        await press(pilot, "enter")
        crew = "RU 01.12?–09.12?, RU 01.12?–09.12?"
        assert journeys(pilot, AHMET, told) == [crew] and journeys(pilot, YUSUF, told) == [crew]
        await press(pilot, "enter", "down", "tab", "space", "down", "down", "down")
        await press(pilot, "down", "down", "down", "down")
        await type_in(pilot, "2.12")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 01.12?–09.12?, RU 02.12?–09.12?"]
        assert [leg.driver for leg in book_of(pilot).trips_of(AHMET.id)[0].legs] == [AHMET.id, YUSUF.id]


async def test_the_figures_of_each_of_a_crew_are_seen_and_all_else_on_a_page(tmp_path: Path) -> None:
    """Both go over at 80 by 24: a line for each, how many lines have no room, and Ctrl+D shows them."""
    stays = [trip(AHMET, "RU 01.03–20.05"), trip(YUSUF, "RU 01.03–25.05")]
    async with office(tmp_path, AHMET, YUSUF, *stays) as pilot:
        await press(pilot, "f4", "insert")
        await type_in(pilot, "ахм")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "юсу")
        await press(pilot, "enter", "down", "down", "down", "down")
        await type_in(pilot, "1.12")
        await press(pilot, "down")
        await type_in(pilot, "29.12")
        await press(pilot)
        shown = pilot.app.screen.query_one("#effect", FixedLines).text
        assert "Ахметов Ерлан Серикович: used 81 of 90" in shown and "Юсупов Шерзод: used 86 of 90" in shown
        assert "lines more: Ctrl+D shows all" in shown.split("\n")[-1]
        await press(pilot, "ctrl+в")
        page = pilot.app.screen.query_one(Page).text
        assert page.count("used 8") == 2 and len(page.split("\n")) > 6


async def test_a_route_by_name_lays_out_the_countries(tmp_path: Path) -> None:
    """мин Down Enter takes Almaty–Minsk: five days in Russia, four in Belarus from the day he leaves Russia."""
    legs = (RouteLeg(country="RU", days=5, exit_point="Красная Горка"), RouteLeg(country="BY", days=4))
    async with office(tmp_path, AHMET, Route(name="Алматы–Минск", legs=legs)) as pilot:
        await press(pilot, "f4", "insert")
        await type_in(pilot, "ахм")
        await press(pilot, "enter", "tab")
        await type_in(pilot, "vby")
        await press(pilot, "down", "enter", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 24.11?–28.11?, BY 28.11?–01.12?"]
        (made,) = book_of(pilot).trips_of(AHMET.id)
        assert (made.route, made.legs[0].exit_point) == ("Алматы–Минск", "Красная Горка")


async def test_another_route_is_found_by_letters_in_place_of_the_one_that_was_filled_in(tmp_path: Path) -> None:
    """Моск typed over his last route offers Almaty–Moscow; End goes on with what stands there."""
    route = Route(name="Алматы–Москва", legs=(RouteLeg(country="RU", days=10),))
    async with office(tmp_path, AHMET, route, trip(AHMET, "RU 01.03–10.03", route="Алматы–Минск")) as pilot:
        await press(pilot, "f4", "insert", "down")
        assert "Letters take its place" in screen_of(pilot)
        await type_in(pilot, "моск")
        await press(pilot, "down", "enter", "tab")
        assert "Алматы–Москва" in line_with(pilot, " route")
        await press(pilot, "shift+tab", "end")
        await type_in(pilot, " 2")
        assert "Алматы–Москва 2" in line_with(pilot, " route")


async def test_a_route_lays_out_its_usual_queue_too(tmp_path: Path) -> None:
    """Five days in Russia, then four in Belarus and two in the queue to leave it: out on the 3rd, as the forecast has it."""
    legs = (RouteLeg(country="RU", days=5), RouteLeg(country="BY", days=4, queue=2))
    async with office(tmp_path, AHMET, Route(name="Алматы–Минск", legs=legs)) as pilot:
        await press(pilot, "f4", "insert")
        await type_in(pilot, "ахм")
        await press(pilot, "enter", "tab")
        await type_in(pilot, "vby")
        await press(pilot, "down", "enter", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 24.11?–28.11?, BY 28.11?–03.12?"]


async def test_a_trip_that_changed_at_the_border_meanwhile_is_told_of(tmp_path: Path) -> None:
    """The exit point half typed, then F8 writes that he is out: the form has the new exit, the typing, and says so; both are kept."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–30.11?")) as pilot:
        await press(pilot, "f4", "enter", *["down"] * 5, "tab", "tab")
        await type_in(pilot, "Сырым")
        await press(pilot, "f2", "f8", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11"]
        await press(pilot, "ctrl+b")
        assert "Meanwhile this was changed in the book" in shown(screen_of(pilot))
        assert "23.11.2026 Mo" in screen_of(pilot) and "Сырым" in screen_of(pilot)
        await press(pilot, "enter")
        (leg,) = book_of(pilot).trips_of(AHMET.id)[0].legs
        assert (leg.exit, leg.exit_basis, leg.exit_point) == (day("23.11"), Basis.TOLD, "Сырым")


async def test_two_changes_of_one_date_are_never_settled_in_silence(tmp_path: Path) -> None:
    """The exit typed as 28 November, F8 says today: both are shown, the first Enter only warns, the second writes what was typed."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–30.11?")) as pilot:
        await press(pilot, "f4", "enter", *["down"] * 5)
        await type_in(pilot, "22.11")
        await press(pilot, "f2", "f8", "enter", "ctrl+b")
        assert "Changed meanwhile: the book now says 23.11.2026 Mo." in shown(screen_of(pilot))
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11"]
        assert "Enter again writes yours." in shown(screen_of(pilot))
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–22.11"]


async def test_the_same_trip_again_for_the_same_crew(tmp_path: Path) -> None:
    """Ctrl+Д on a trip opens a new one like it, begun the day after all he has planned."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03", route="Алматы–Казань"), trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "f4", "end", "ctrl+д", "enter")
        assert journeys(pilot, AHMET, told)[2] == "RU 06.12?–15.12?"
        assert book_of(pilot).trips_of(AHMET.id)[2].route == "Алматы–Казань"


async def test_the_last_trip_is_copied_and_a_country_taken_away(tmp_path: Path) -> None:
    """A driver chosen late: Ctrl+Д fills the form like his last trip; Ctrl+Delete takes Belarus away again, and the last country stays."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–05.03, BY 05.03–14.03", route="Алматы–Минск")) as pilot:
        await press(pilot, "f4", "insert", "down", "end", *["backspace"] * 12)
        await type_in(pilot, "Казань")
        await press(pilot, "ctrl+д")
        assert "Алматы–Минск" in screen_of(pilot) and "Казань" not in screen_of(pilot)
        await press(pilot, *["down"] * 6, "ctrl+delete")
        assert "Belarus" not in screen_of(pilot).split("Ахметов")[1].split("used")[0]
        await press(pilot, "up", "ctrl+delete")
        assert "That one stays: there is no other." in screen_of(pilot)
        await press(pilot, "ctrl+z", "enter")
        assert journeys(pilot, AHMET, told)[1] == "RU 24.11?–28.11?, BY 28.11?–07.12?"


async def test_a_driver_chosen_after_the_route_leaves_it_as_typed(tmp_path: Path) -> None:
    """The route is known before who goes: naming the driver then fills in nothing of his last trip in its place."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 01.03–10.03", route="Алматы–Минск")) as pilot:
        await type_in(pilot, "юсу")
        await press(pilot, "f4", "insert", "down")
        await type_in(pilot, "Казань")
        await press(pilot, "up", *["backspace"] * 30)
        await type_in(pilot, "ахм")
        await press(pilot, "enter")
        assert "Ахметов" in screen_of(pilot) and "Казань" in screen_of(pilot) and "Минск" not in screen_of(pilot)


async def test_a_form_goes_by_today_whatever_date_is_looked_at(tmp_path: Path) -> None:
    """The figures are of 1 November; a trip of 10 November has happened all the same and is told."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "ctrl+d")
        await type_in(pilot, "1.11")
        await press(pilot, "enter", "f4", "insert")
        await type_in(pilot, "ахм")
        await press(pilot, "enter", *["down"] * 4)
        await type_in(pilot, "10.11")
        await press(pilot, "down")
        await type_in(pilot, "12.11")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–12.11"]


async def test_who_is_absent_or_gone_is_said_while_his_trip_is_typed(tmp_path: Path) -> None:
    """On leave from 1 to 14 December and with the firm until the 3rd: a trip from 2 to 5 December says both, and may still be written."""
    leaving = Driver(name="Касымов Али", citizenship="KZ", left=day("03.12"))
    away = Absence(driver=leaving.id, first=day("01.12"), last=day("14.12"), reason="отпуск")
    async with office(tmp_path, leaving, away, trip(leaving, "RU 02.12?–05.12?")) as pilot:
        await press(pilot, "f4", "enter")
        screen = shown(screen_of(pilot))
        assert "Касымов Али is absent: 01.12.2026 – 14.12.2026 отпуск" in screen
        assert "Касымов Али is not with the firm on all of these dates." in screen


async def test_a_ban_that_stands_already_is_said_of_every_trip_typed(tmp_path: Path) -> None:
    """Another trip is planned under the ban: of the one that is typed it is said too, not only that the days suffice."""
    ban = Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=day("01.11"), until=day("01.11.29"))
    async with office(tmp_path, AHMET, ban, trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await pilot.app.run_action("new_trip")
        await pilot.pause()
        assert "an entry is blocked by: entry ban" in screen_of(pilot)


async def test_a_trip_of_a_driver_who_was_deleted_can_still_be_opened(tmp_path: Path) -> None:
    """One of the crew is no longer in the book: it is said so in his place, and the trip can be written down as it is."""
    async with office(tmp_path, AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 01.03–05.03")) as pilot:
        await type_in(pilot, "юсу")
        await press(pilot, "delete", "f4", "enter")
        assert "no longer in the book" in screen_of(pilot)
        await press(pilot, "end", *["down"] * 4, "enter")
        assert "That changes nothing" in screen_of(pilot)
