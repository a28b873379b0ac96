"""The jobs of a dispatcher in forms, at 80×24, without a mouse: adding, changing, taking away, and what the days do meanwhile."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

import pytest
from textual import events

from storage.records import Absence, Basis, Correction, Driver, Opening, Paper, Route, RouteLeg, Trip, Vehicle
from tests.storage.books import open_book
from tests.storage.journeys import crewed, day, told, trip
from tests.tui.office import AHMET, FIRM, YUSUF, book_of, journeys, office, press, program, screen_of, type_in
from tui.forms.fields import Text
from tui.forms.known import going_on
from tui.screens import between_keys
from tui.widgets.fixed import FixedLines
from tui.widgets.page import Page


def shown(text: str) -> str:
    """Returns a screen as one line of words: what is broken over lines stands whole."""
    return " ".join(text.split())


async def test_a_new_driver_is_typed_in_and_stands_in_the_fleet(tmp_path: Path) -> None:
    """Insert, his name, Tab, уз for Uzbekistan, his birth: Enter writes it, and undo takes it back."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов Бахтиёр")
        await press(pilot, "tab")
        await type_in(pilot, "uz")
        await press(pilot, "tab")
        await type_in(pilot, "5.3.84")
        await press(pilot, "enter")
        added = next(driver for driver in book_of(pilot).drivers() if driver.id != AHMET.id)
        assert (added.name, added.citizenship, added.born) == ("Каримов Бахтиёр", "UZ", day("05.03.84").replace(year=1984))
        assert "Written down: driver Каримов Бахтиёр" in shown(screen_of(pilot))
        await press(pilot, "ctrl+я")
        assert [driver.name for driver in book_of(pilot).drivers()] == [AHMET.name]


async def test_what_is_missing_or_wrong_is_said_at_its_field(tmp_path: Path) -> None:
    """No name: Enter says so and writes nothing. A birth to come, and leaving before joining, are said while they are typed."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert", "enter")
        assert "This is needed: surname and name." in screen_of(pilot)
        await press(pilot, "tab", "tab")
        await type_in(pilot, "5.3.2084")
        assert "“5.3.2084” is no date of birth." in screen_of(pilot)
        await press(pilot, "delete", "up", "up")
        await type_in(pilot, "Каримов Б")
        await press(pilot, *["down"] * 5)
        await type_in(pilot, "1.11")
        await press(pilot, "down")
        await type_in(pilot, "1.10")
        assert "“1.10” does not go here: he leaves the firm before he joins it." in screen_of(pilot)
        await press(pilot, "enter")
        assert len(book_of(pilot).drivers()) == 1


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


async def test_what_was_typed_stays_while_one_looks_elsewhere(tmp_path: Path) -> None:
    """Half a driver typed, F2, F3: the program says that it is not written down; Ctrl+И goes back, all is there, and F10 asks."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "f2")
        assert "Not written down: New driver." in screen_of(pilot)
        await press(pilot, "f3")
        assert "January" in screen_of(pilot) and "Not written down: New driver." in screen_of(pilot)
        await press(pilot, "f10")
        assert "Leave?" in screen_of(pilot) and pilot.app.return_value is None
        await press(pilot, "escape", "ctrl+и")
        assert "Каримов" in screen_of(pilot) and "Your typing is still here." in screen_of(pilot)
        await type_in(pilot, " Бахтиёр")
        await press(pilot, "enter")
        assert [driver.name for driver in book_of(pilot).drivers()] == [AHMET.name, "Каримов Бахтиёр"]
        assert "Not written down" not in screen_of(pilot)


async def test_ctrl_z_in_a_form_takes_back_typing_not_the_book(tmp_path: Path) -> None:
    """Name and phone typed: Ctrl+Я takes the phone away, once more the name; the book's last change stands. Ctrl+Н brings both back."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "down", "down", "down")
        await type_in(pilot, "701")
        await press(pilot, "ctrl+я")
        assert "701" not in screen_of(pilot) and "Каримов" in screen_of(pilot)
        await press(pilot, "ctrl+z", "ctrl+z")
        assert "Каримов" not in screen_of(pilot)
        await press(pilot, "ctrl+н", "ctrl+y")
        assert "Каримов" in screen_of(pilot) and "701" in screen_of(pilot)
        assert len(book_of(pilot).drivers()) == 1 and journeys(pilot, AHMET, told) == ["RU 10.11–"]


async def test_typing_is_thrown_away_from_the_menu(tmp_path: Path) -> None:
    """F9, throw: the form says what the book says, nothing is left to write down, and Ctrl+Z brings the typing back."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "f9")
        await type_in(pilot, "throw")
        await press(pilot, "enter")
        assert "Каримов" not in screen_of(pilot) and "Thrown away." in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert "Каримов" in screen_of(pilot)
        await press(pilot, "ctrl+y", "escape")
        assert "Not written down" not in screen_of(pilot)


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


async def test_an_application_asks_for_its_filing_and_tells_its_entry_dates(tmp_path: Path) -> None:
    """Filed on 20 November: entry surely from the 24th, close on the 23rd, until 18 February; his limit goes from 90 to 180."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.12?–20.12?")) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        assert "filed on" in screen_of(pilot) and "entry allowed until" in screen_of(pilot) and "result" not in screen_of(pilot)
        await press(pilot, *["down"] * 4)
        await type_in(pilot, "20.11")
        screen = shown(screen_of(pilot))
        assert "Entry under it from 24.11.2026 (on 23.11.2026 close: check the hour) to 18.02.2027." in screen
        await press(pilot, "enter")
        (paper,) = book_of(pilot).papers_of(AHMET.id)
        assert (paper.kind, paper.country, paper.issued, paper.until) == ("ruid-driver", "RU", day("20.11"), None)


async def test_a_renewed_certificate_ends_as_its_kind_says(tmp_path: Path) -> None:
    """ADR ends 1 March 2027; renewed today it stands five years from the old end."""
    old = Paper(holder=AHMET.id, kind="adr", number="1", issued=day("02.03.22"), until=day("01.03.27"))
    async with office(tmp_path, AHMET, old) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        await type_in(pilot, "adr")
        await press(pilot, "enter", *["down"] * 4)
        await type_in(pilot, "today")
        await press(pilot, "enter")
        new = next(paper for paper in book_of(pilot).papers_of(AHMET.id) if paper.id != old.id)
        assert (new.kind, new.issued, new.until) == ("adr", day("23.11"), day("01.03.32"))


async def test_a_check_of_the_register_asks_for_its_result(tmp_path: Path) -> None:
    """No number, no end; without a result it is not written down."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "insert", "down", "enter")
        await type_in(pilot, "check")
        await press(pilot, "enter", "down", "down", "down")
        await type_in(pilot, "today")
        await press(pilot, "enter")
        assert "This is needed: result." in screen_of(pilot) and "last day" not in screen_of(pilot)
        await press(pilot, "right", "enter")
        (paper,) = book_of(pilot).papers_of(AHMET.id)
        assert (paper.kind, paper.issued, paper.result) == ("register-check", day("23.11"), "clear")


async def test_an_absence_is_typed_in(tmp_path: Path) -> None:
    """On leave from 1 to 14 December; the end may stay open."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "insert", "down", "down", "enter", "down")
        await type_in(pilot, "1.12")
        await press(pilot, "down")
        await type_in(pilot, "+13")
        await press(pilot, "down")
        await type_in(pilot, "отпуск")
        await press(pilot, "enter")
        (absence,) = book_of(pilot).absences_of(AHMET.id)
        assert (absence.first, absence.last, absence.reason) == (day("01.12"), day("14.12"), "отпуск")


async def test_days_before_the_book_are_checked_and_change_the_count(tmp_path: Path) -> None:
    """34 together, 20 and 10 in each do not add up and are refused in words; 14 in Belarus do. The count goes from 0 to 34 at once."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "insert", "down", "down", "down", "enter", "down")
        await type_in(pilot, "1.7")
        await press(pilot, "down", "down")
        await type_in(pilot, "34")
        await press(pilot, "down")
        await type_in(pilot, "20")
        await press(pilot, "down")
        await type_in(pilot, "10")
        await press(pilot, "down")
        await type_in(pilot, "он сам")
        assert "“34” does not go here: the days in both do not go with those in each country." in shown(screen_of(pilot))
        await press(pilot, "up", "backspace")
        await type_in(pilot, "4")
        assert "used 0 → 34 of 90" in screen_of(pilot)
        await press(pilot, "enter")
        (opening,) = book_of(pilot).openings_of(AHMET.id)
        assert isinstance(opening, Opening) and opening.said_by == "он сам" and opening.years[0].belarus == 14


async def test_trucks_and_routes_have_lists_of_their_own(tmp_path: Path) -> None:
    """From the menu: a truck added with Insert, changed with Enter, deleted with Delete; a route of two countries."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "trucks")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "209 krv")
        await press(pilot, "enter", "enter")
        await type_in(pilot, " 01")
        await press(pilot, "enter")
        assert [vehicle.plate for vehicle in book_of(pilot).all(Vehicle)] == ["209 krv 01"]
        await press(pilot, "delete")
        assert not list(book_of(pilot).all(Vehicle)) and "Deleted: truck 209 krv 01" in screen_of(pilot)
        await press(pilot, "f9")
        await type_in(pilot, "routes")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "Алматы-Минск")
        await press(pilot, "down", "down")
        await type_in(pilot, "5")
        await press(pilot, "insert", "down")
        await type_in(pilot, "4")
        await press(pilot, "enter")
        (route,) = book_of(pilot).all(Route)
        assert [(leg.country, leg.days) for leg in route.legs] == [("RU", 5), ("BY", 4)]


async def test_a_correction_of_a_rule_shows_what_it_corrects_and_whom_it_moves(tmp_path: Path) -> None:
    """The yearly 90 of the joint rule put to 100, with a reason: his limit is seen to grow before it is written."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03"), size=(120, 30)) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "corrections")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "together 01.01.2025 year days")
        await press(pilot, "enter", "down")
        await press(pilot, "end", "backspace", "backspace")
        await type_in(pilot, "100")
        await press(pilot, "down")
        await type_in(pilot, "письмо")
        screen = shown(screen_of(pilot))
        assert "the rules say 90." in screen and "used 10 of 90 → 100" in screen
        await press(pilot, "enter")
        (correction,) = book_of(pilot).all(Correction)
        assert (correction.path, correction.value, correction.was) == (
            "rule/union-state/version/2025-01-01/limit/calendar-year/days",
            100,
            90,
        )


async def test_whom_a_correction_moves_is_not_lost_between_two_looks_at_the_keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver at a time: the first, a Russian, has no limit to move; that nothing is found yet swallows nobody who comes after him."""
    clock = count(step=0.02)
    monkeypatch.setattr(between_keys, "monotonic", lambda: next(clock))
    ivan = Driver(name="Абрамов Иван", citizenship="RU")
    async with office(tmp_path, ivan, AHMET, trip(AHMET, "RU 01.03–10.03"), size=(120, 30)) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "corrections")
        await press(pilot, "enter", "insert")
        await type_in(pilot, "together 01.01.2025 year days")
        await press(pilot, "enter", "down", "end", "backspace", "backspace")
        await type_in(pilot, "100")
        await press(pilot, "down")
        await type_in(pilot, "письмо")
        async with asyncio.timeout(5):
            while "used 10 of 90 → 100" not in shown(screen_of(pilot)):
                await pilot.pause()


async def test_the_firm_chooses_how_an_open_question_is_read(tmp_path: Path) -> None:
    """The first question is answered with an arrow; the firm goes by it from then on."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "readings")
        await press(pilot, "enter", "right", "enter")
        assert book_of(pilot).firm.readings == {"ruid-covers": "stay"} and book_of(pilot).firm.name == FIRM.name


@pytest.mark.parametrize("name", ["Иван [/]", "[@click=app.quit]x[/]", "\u202eلاو", "👩‍🚛 Ай", "А" * 250])
async def test_names_that_would_harm_a_screen_are_shown_as_they_are(tmp_path: Path, name: str) -> None:
    """Markup, a link that quits, a mark that turns the line, emoji, 250 letters: typed, shown and kept, and the program goes on."""
    async with office(tmp_path, AHMET, Driver(name="[red]Боб[/]", citizenship="KZ")) as pilot:
        await press(pilot, "insert")
        pilot.app.screen.query_one("#asked").post_message(_paste(name))
        await press(pilot, "enter")
        assert len(book_of(pilot).drivers()) == 3 and len(book_of(pilot).drivers()[2].name) <= 200
        await press(pilot, "f4", "insert", "space")
        assert "[red]Боб[/]" in screen_of(pilot)
        await press(pilot, "escape", "escape")
        assert pilot.app.is_running


def _paste(text: str) -> events.Paste:
    return events.Paste(text)


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


async def test_a_driver_is_deleted_and_brought_back(tmp_path: Path) -> None:
    """Delete on the fleet takes him out without a question; Ctrl+Z brings him back with all that is his."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–05.03")) as pilot:
        await press(pilot, "delete")
        assert "Deleted: driver Ахметов Ерлан Серикович. Ctrl+Z brings it back." in shown(screen_of(pilot))
        assert book_of(pilot).drivers() == []
        await press(pilot, "ctrl+z")
        assert journeys(pilot, AHMET, told) == ["RU 01.03–05.03"]


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


async def test_a_book_that_is_only_read_says_so_and_keeps_the_typing(tmp_path: Path) -> None:
    """Enter cannot write; nothing is lost of what was typed."""
    with open_book(tmp_path / "book") as holder:
        holder.commit([FIRM, AHMET], "test")
        with open_book(tmp_path / "book", read_only=True) as book:
            async with program(book) as pilot:
                await press(pilot, "insert")
                await type_in(pilot, "Каримов")
                await press(pilot, "enter")
                assert "open for reading only" in screen_of(pilot) and "Каримов" in screen_of(pilot)


async def test_who_is_absent_or_gone_is_said_while_his_trip_is_typed(tmp_path: Path) -> None:
    """On leave from 1 to 14 December and with the firm until the 3rd: a trip from 2 to 5 December says both, and may still be written."""
    leaving = Driver(name="Касымов Али", citizenship="KZ", left=day("03.12"))
    away = Absence(driver=leaving.id, first=day("01.12"), last=day("14.12"), reason="отпуск")
    async with office(tmp_path, leaving, away, trip(leaving, "RU 02.12?–05.12?")) as pilot:
        await press(pilot, "f4", "enter")
        screen = shown(screen_of(pilot))
        assert "Касымов Али is absent: 01.12.2026 – 14.12.2026 отпуск" in screen
        assert "Касымов Али is not with the firm on all of these dates." in screen


async def test_a_trip_of_a_driver_who_was_deleted_can_still_be_opened(tmp_path: Path) -> None:
    """One of the crew is no longer in the book: it is said so in his place, and the trip can be written down as it is."""
    async with office(tmp_path, AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 01.03–05.03")) as pilot:
        await type_in(pilot, "юсу")
        await press(pilot, "delete", "f4", "enter")
        assert "no longer in the book" in screen_of(pilot)
        await press(pilot, "end", *["down"] * 4, "enter")
        assert "That changes nothing" in screen_of(pilot)
