"""At the border: what comes next is proposed under the driver, and Enter writes it down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace
from textual import events

from storage.records import Basis, Route, RouteLeg, Trip
from tests.storage.journeys import crewed, told, trip
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, journeys, line_with, office, press, roster_of, screen_of, surnames, type_in
from tui.widgets.themes import THEMES


async def test_three_messages_take_fewer_than_twenty_keys(tmp_path: Path) -> None:
    """Every key counted: three drivers are found, each event is taken as it is proposed, and all three stand in the book."""
    records = [AHMET, YUSUF, GAGIK, trip(AHMET, "RU 01.11–"), trip(YUSUF, "RU 23.11?–30.11?"), trip(GAGIK, "RU 10.11–")]
    async with office(tmp_path, *records) as pilot:
        keys = [key for name in ("ахм", "юсу", "пет") for key in (*name, "f8", "enter")]
        await press(pilot, *keys)
        assert len(keys) < 20
        written = [journeys(pilot, driver, told) for driver in (AHMET, YUSUF, GAGIK)]
        assert written == [["RU 01.11–23.11"], ["RU 23.11–30.11?"], ["RU 10.11–23.11"]]


async def test_three_messages_in_a_row(tmp_path: Path) -> None:
    """ахм F8 Enter, юсу F8 Enter, пет F8 Enter: out, in, out, all today and told, and nobody's row has moved."""
    records = [AHMET, YUSUF, GAGIK, trip(AHMET, "RU 01.11–"), trip(YUSUF, "RU 23.11?–30.11?"), trip(GAGIK, "RU 10.11–")]
    async with office(tmp_path, *records) as pilot:
        before = surnames(pilot)
        for letters in ("ахм", "юсу", "пет"):
            await type_in(pilot, letters)
            await press(pilot, "f8", "enter")
            assert "Search" not in screen_of(pilot)
            assert surnames(pilot) == before
        assert journeys(pilot, AHMET, told) == ["RU 01.11–23.11"]
        assert journeys(pilot, YUSUF, told) == ["RU 23.11–30.11?"]
        assert journeys(pilot, GAGIK, told) == ["RU 10.11–23.11"]
        assert book_of(pilot).trips_of(AHMET.id)[0].legs[0].exit_basis is Basis.TOLD


async def test_who_is_out_is_not_asked_to_leave(tmp_path: Path) -> None:
    """Petrosyan, 89 days used, stands first and is to be out by tomorrow; once he is out nothing asks for that any more."""
    records = [AHMET, GAGIK, trip(GAGIK, "RU 27.08–"), trip(AHMET, "RU 10.09–")]
    async with office(tmp_path, *records) as pilot:
        assert surnames(pilot) == ["Петросян", "Ахметов"]
        await press(pilot, "f8")
        assert "out: Russia" in screen_of(pilot) and "today" in screen_of(pilot)
        await press(pilot, "enter")
        assert "Written down: Петросян Гагик: out: Russia, 23.11.2026" in screen_of(pilot)
        assert surnames(pilot) == ["Петросян", "Ахметов"]
        assert "≥ 24.11" in screen_of(pilot) and "left today: Russia" in screen_of(pilot)
        assert "to be out by" not in screen_of(pilot)


async def test_up_and_down_choose_another_event(tmp_path: Path) -> None:
    """Over into Belarus instead of out: the stay in Russia ends and one in Belarus begins on one date."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8", "down")
        assert "over into: Belarus" in screen_of(pilot)
        await press(pilot, "up")
        assert "out: Russia" in screen_of(pilot)
        await press(pilot, "down", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11, BY 23.11–"]


async def test_typing_changes_the_date_and_tab_goes_to_the_place(tmp_path: Path) -> None:
    """20.11, Tab, Маштаково, Enter: out on 20 November at Маштаково."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8")
        await type_in(pilot, "20.11")
        await press(pilot, "tab")
        assert "20.11.2026 Fr" in " ".join(line_with(pilot, "out: Russia").split())
        await type_in(pilot, "Маштаково")
        await press(pilot, "enter")
        (leg,) = book_of(pilot).trips_of(AHMET.id)[0].legs
        assert (str(leg.exit), leg.exit_point) == ("2026-11-20", "Маштаково")


async def test_the_date_is_reached_with_arrows_alone(tmp_path: Path) -> None:
    """Two days back with Left, a month back with PageUp: 21 October."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.10–")) as pilot:
        await press(pilot, "f8", "left", "left", "pageup", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.10–21.10"]


async def test_the_date_is_chosen_in_its_month_and_pasted(tmp_path: Path) -> None:
    """As in every form: Space opens the month, Up is a week there and not another event, Enter takes the day; a pasted text is a date."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.09–")) as pilot:
        await press(pilot, "f8")
        assert "Space month" in screen_of(pilot)
        await press(pilot, "space", "up", "left")
        assert "November 2026" in screen_of(pilot) and "out: Russia" in screen_of(pilot) and "Arrows choose the day" in screen_of(pilot)
        await press(pilot, "escape")
        assert "November 2026" not in screen_of(pilot) and "15.11.2026 Su" in line_with(pilot, "out: Russia")
        await press(pilot, "space", "pageup", "enter")
        assert "15.10.2026 Th" in line_with(pilot, "out: Russia") and "October 2026" not in screen_of(pilot)
        roster_of(pilot).post_message(events.Paste("2026-10-12"))
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 01.09–12.10"]


async def test_delete_takes_nobody_away_while_the_line_is_open(tmp_path: Path) -> None:
    """The key empties fields elsewhere: here it must not reach the driver under whom the line stands."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.11–")) as pilot:
        await press(pilot, "f8", "delete")
        assert surnames(pilot) == ["Ахметов"] and roster_of(pilot).inset is not None
        await press(pilot, "escape", "delete")
        assert surnames(pilot) == []


async def test_the_open_line_takes_the_colours_of_another_theme(tmp_path: Path) -> None:
    """No cell of it keeps those of the theme before."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.11–")) as pilot:
        await press(pilot, "f8")
        pilot.app.theme = THEMES["mono"].name
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips()
        line = next(strip for strip in strips if "out: Russia" in strip.text)
        assert {segment.style.bgcolor.is_default for segment in line if segment.style and segment.style.bgcolor} <= {True}


async def test_what_cannot_have_been_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """A day to come, no date at all, a day before the entry: each is said, nothing is written."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8", "right", "enter")
        assert "24.11.2026 is still to come" in screen_of(pilot)
        await type_in(pilot, "99.99")
        await press(pilot, "enter")
        assert "There is no day 99.99" in screen_of(pilot)
        await press(pilot, *["backspace"] * 5)
        await type_in(pilot, "1.11")
        await press(pilot, "enter")
        assert "That is before the date he came in." in screen_of(pilot)
        await press(pilot, "escape")
        assert "out: Russia" not in screen_of(pilot)
        assert journeys(pilot, AHMET, told) == ["RU 10.11–"]


async def test_a_crew_is_taken_together_unless_space_leaves_it_out(tmp_path: Path) -> None:
    """Akhmetov drives with Yusupov: the line says so; both are out, or he alone."""
    async with office(tmp_path, AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 10.11–")) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8")
        assert "[x] with Юсупов Шерзод" in screen_of(pilot)
        await press(pilot, "shift+tab", "space")
        assert "[ ] with Юсупов Шерзод" in screen_of(pilot)
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11, RU 10.11–"]
        await press(pilot, "ctrl+z")
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11, RU 10.11–23.11"]


async def test_with_no_trip_planned_in_begins_one_like_his_last(tmp_path: Path) -> None:
    """His last route is proposed, into Russia; Enter begins the trip."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03", route="Алматы–Москва")) as pilot:
        await press(pilot, "f8")
        assert "in: Russia" in screen_of(pilot)
        await press(pilot, "enter")
        assert [trip.route for trip in book_of(pilot).trips_of(AHMET.id)] == ["Алматы–Москва", "Алматы–Москва"]
        assert journeys(pilot, AHMET, told)[1] == "RU 23.11–"


async def test_the_route_of_a_trip_that_begins_is_seen_and_changed(tmp_path: Path) -> None:
    """Tab to it: letters find another one, Backspace leaves none; a planned trip, whose route stands, is asked for none."""
    route = Route(name="Алматы–Казань", legs=(RouteLeg(country="RU", days=10),))
    async with office(tmp_path, AHMET, route, trip(AHMET, "RU 01.03–10.03", route="Алматы–Москва")) as pilot:
        await press(pilot, "f8")
        assert "Алматы–Москва" in line_with(pilot, "begins a trip, route")
        await press(pilot, "tab", "tab", "tab", *"каз")
        assert "каз_ → Алматы–Казань" in line_with(pilot, "begins a trip, route")
        await press(pilot, "enter")
        assert book_of(pilot).trips_of(AHMET.id)[-1].route == "Алматы–Казань"
        await press(pilot, "ctrl+z", "f8", "shift+tab", "а", "backspace", "enter")
        assert book_of(pilot).trips_of(AHMET.id)[-1].route == ""
    async with office(tmp_path / "planned", AHMET, trip(AHMET, "RU 24.11?–30.11?", route="Алматы–Москва")) as pilot:
        await press(pilot, "f8")
        assert "begins a trip" not in screen_of(pilot) and "in: Russia" in screen_of(pilot)


async def test_undo_and_redo_on_either_layout(tmp_path: Path) -> None:
    """Ctrl+Z and Ctrl+Я take it back, Ctrl+Y and Ctrl+Н bring it again; with nothing left both say so."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8", "enter", "ctrl+z")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–"]
        assert "Undone: Ахметов Ерлан Серикович: out: Russia" in screen_of(pilot)
        await press(pilot, "ctrl+y", "ctrl+я", "ctrl+н")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11"]
        await press(pilot, "ctrl+н")
        assert "There is nothing to redo." in screen_of(pilot)


async def test_the_hints_can_be_clicked(tmp_path: Path) -> None:
    """A click on “Enter writes it” writes it."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8")
        lines = screen_of(pilot).split("\n")
        row = next(place for place, line in enumerate(lines) if "Enter writes it" in line)
        await pilot.click(offset=(lines[row].index("Enter writes") + 2, row))
        await pilot.pause()
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11"]


async def test_another_key_of_the_bar_leaves_the_line(tmp_path: Path) -> None:
    """F3 shows the year with the line open; F8 there comes back to it on the fleet."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 10.11–")) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "f3")
        assert "January" in screen_of(pilot)
        await press(pilot, "f8")
        row = roster_of(pilot).current
        assert row is not None and row.driver.id == AHMET.id
        assert "out: Russia" in screen_of(pilot)


async def test_a_stamp_with_its_number_in_the_same_line(tmp_path: Path) -> None:
    """Tab, Tab to the proof; Right from told to shown, the number of the card typed: both stand with the date."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8", "tab", "tab")
        assert "told" in line_with(pilot, "out: Russia")
        await press(pilot, "right")
        await type_in(pilot, "4621 123")
        assert "shown № 4621 123" in line_with(pilot, "out: Russia")
        await press(pilot, "enter")
        (leg,) = book_of(pilot).trips_of(AHMET.id)[0].legs
        assert (leg.exit_basis, leg.exit_proof) == (Basis.SHOWN, "4621 123")


async def test_between_russia_and_belarus_nothing_is_shown(tmp_path: Path) -> None:
    """Over into Belarus the line offers told and official, never shown: nobody stamps there."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8", "down", "tab", "tab", "right")
        assert "official" in line_with(pilot, "over into: Belarus")
        await press(pilot, "right")
        assert "told" in line_with(pilot, "over into: Belarus")


async def test_in_by_night_the_earlier_date_stands(tmp_path: Path) -> None:
    """Insert says that he came in during the night to the 23rd: the line says that the 22nd stands, and so does the book."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 23.11?–30.11?")) as pilot:
        await press(pilot, "f8", "insert")
        assert "night 22.11 to 23.11: 22.11 stands" in line_with(pilot, "in: Russia")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 22.11–29.11?"]
        await press(pilot, "f8", "insert", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 22.11–23.11"]


async def test_an_officer_told_him_to_leave_by_a_day_to_come(tmp_path: Path) -> None:
    """Told to leave by 30 November: the day to come is taken, and stands as his last day."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "f8", *["down"] * 4)
        assert "told to leave: Russia, by" in screen_of(pilot)
        await type_in(pilot, "30.11")
        await press(pilot, "enter")
        assert book_of(pilot).trips_of(AHMET.id)[0].legs[0].leave_by == date(2026, 11, 30)
        assert "≤ 30.11" in line_with(pilot, "RU 10.11")


async def test_the_truck_is_handed_over_to_a_driver_found_by_his_letters(tmp_path: Path) -> None:
    """Up to the last event, юсу, Enter: Yusupov has the truck and the plan; Akhmetov is inside without it, until his own exit."""
    records = [AHMET, YUSUF, GAGIK, trip(AHMET, "RU 10.11–25.11?, BY 25.11?–28.11?"), trip(YUSUF, "RU 21.11–")]
    async with office(tmp_path, *records) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "up")
        assert "handed over the truck: Russia" in screen_of(pilot)
        await type_in(pilot, "пет")
        assert "outside by the book" in screen_of(pilot)
        await press(pilot, *["backspace"] * 3)
        await type_in(pilot, "юсу")
        assert "Юсупов Шерзод" in line_with(pilot, "handed over the truck") and "outside by the book" not in screen_of(pilot)
        await press(pilot, "enter")
        assert "Ахметов Ерлан Серикович: handed over the truck: Russia, to Юсупов Шерзод, 23.11.2026" in " ".join(screen_of(pilot).split())
        assert journeys(pilot, AHMET, told) == ["RU 10.11–, RU 21.11–25.11?, BY 25.11?–28.11?"]
        await type_in(pilot, "ахм")
        assert "without truck since 23.11" in screen_of(pilot)


async def test_two_selected_swap_their_trucks(tmp_path: Path) -> None:
    """Space on both, F8, Up, Enter: each drives on with the other's truck and plan; one Ctrl+Z and all is as it was."""
    records = [AHMET, YUSUF, trip(AHMET, "RU 10.11–25.11?, BY 25.11?–28.11?"), trip(YUSUF, "RU 21.11–30.11?")]
    async with office(tmp_path, *records) as pilot:
        await type_in(pilot, "юсу")
        await press(pilot, "space", *"ахм", "space", "f8", "up")
        assert "swapped trucks: Russia" in screen_of(pilot) and "Юсупов Шерзод" in line_with(pilot, "swapped trucks")
        await press(pilot, "enter")
        assert "Ахметов Ерлан Серикович: swapped trucks: Russia, with Юсупов Шерзод, 23.11.2026" in " ".join(screen_of(pilot).split())
        assert journeys(pilot, YUSUF, told) == ["RU 21.11–25.11?, BY 25.11?–28.11?"]
        assert journeys(pilot, AHMET, told) == ["RU 10.11–30.11?"]
        assert len(book_of(pilot).history()) == 2
        await press(pilot, "ctrl+z")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–25.11?, BY 25.11?–28.11?"]


async def test_a_swap_with_the_other_named(tmp_path: Path) -> None:
    """Up twice, Enter: only those with another truck in that country are offered."""
    records = [AHMET, YUSUF, GAGIK, trip(AHMET, "RU 10.11–25.11?"), trip(GAGIK, "RU 21.11–"), trip(YUSUF, "BY 21.11–")]
    async with office(tmp_path, *records) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "up", "up")
        assert "Петросян Гагик" in line_with(pilot, "swapped trucks")
        await press(pilot, *"юсу")
        assert "Юсупов" not in line_with(pilot, "swapped trucks")
        await press(pilot, "enter")
        assert "“юсу”: nobody is found." in screen_of(pilot)
        await press(pilot, *["backspace"] * 3, "right", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–"] and journeys(pilot, GAGIK, told) == ["RU 21.11–25.11?"]


async def test_a_swap_is_not_offered_where_nobody_else_is(tmp_path: Path) -> None:
    """Nobody else is inside: the line goes from the handing over to the date he was told; a handing over stays, whoever is outside."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 10.11–")) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "up")
        assert "handed over" in screen_of(pilot)
        await press(pilot, "up")
        assert "told to leave" in screen_of(pilot) and "swapped" not in screen_of(pilot)


async def test_two_of_different_countries_are_not_offered_a_swap(tmp_path: Path) -> None:
    """One in Russia, one in Belarus, both selected: the line has no swap."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 10.11–"), trip(YUSUF, "BY 10.11–")) as pilot:
        await press(pilot, "space", "space", "f8")
        seen = ""
        for _ in range(7):
            await press(pilot, "up")
            seen += screen_of(pilot)
        assert "swapped" not in seen and "told to leave" in seen


async def test_one_message_about_three_drivers(tmp_path: Path) -> None:
    """Three are selected and out of Russia today: one line, one Enter, one Ctrl+Z takes all of it back."""
    records = [AHMET, YUSUF, GAGIK, *(trip(driver, "RU 10.11–") for driver in (AHMET, YUSUF, GAGIK))]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "space", "space", "space", "f8")
        assert "also" in screen_of(pilot) and "hand" not in screen_of(pilot)
        await press(pilot, "enter")
        assert [journeys(pilot, driver, told) for driver in (AHMET, YUSUF, GAGIK)] == [["RU 10.11–23.11"]] * 3
        assert roster_of(pilot).selected == ()
        await press(pilot, "ctrl+z")
        assert [journeys(pilot, driver, told) for driver in (AHMET, YUSUF, GAGIK)] == [["RU 10.11–"]] * 3


async def test_of_several_the_one_who_cannot_is_named(tmp_path: Path) -> None:
    """Of two who are said to be out of Russia one is in Belarus: he is named, and nothing is written for either."""
    records = [AHMET, YUSUF, trip(AHMET, "RU 10.11–"), trip(YUSUF, "BY 10.11–")]
    async with office(tmp_path, *records) as pilot:
        await type_in(pilot, "юсу")
        await press(pilot, "space")
        await type_in(pilot, "ахм")
        await press(pilot, "space", "f8", "enter")
        assert "Юсупов Шерзод: By the book he is in another country" in screen_of(pilot)
        assert journeys(pilot, AHMET, told) == ["RU 10.11–"]


async def test_a_crew_selected_whole_is_taken_once(tmp_path: Path) -> None:
    """Both of one truck are selected: nobody is offered beside them, and their one trip is changed once."""
    async with office(tmp_path, AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 10.11–")) as pilot:
        await press(pilot, "space", "space", "f8")
        assert "[x]" not in screen_of(pilot)
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–23.11, RU 10.11–23.11"]


async def test_the_border_line_opens_on_the_trips_too(tmp_path: Path) -> None:
    """F4, F8, Enter: out, on the trip under the cursor, and the trips stay in front."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 01.10–05.10"), trip(YUSUF, "RU 10.11–")) as pilot:
        await press(pilot, "f4", "f8")
        assert "out: Russia" in screen_of(pilot)
        await press(pilot, "enter")
        assert journeys(pilot, YUSUF, told) == ["RU 10.11–23.11"]
        assert screen_of(pilot).startswith(" Trips")


async def test_f8_on_two_trips_selected_goes_to_each_of_them(tmp_path: Path) -> None:
    """Two trucks wait with their plans; both enter on the trips that were selected, and no trip is made for it."""
    trips = trip(AHMET, "RU 24.11?–30.11?"), trip(YUSUF, "RU 24.11?–30.11?")
    async with office(tmp_path, AHMET, YUSUF, *trips, size=(100, 30)) as pilot:
        await press(pilot, "f4", "space", "space", "f8", "enter")
        stored = {each.id: each for each in book_of(pilot).all(Trip)}
        assert stored.keys() == {each.id for each in trips}
        assert all(each.legs[0].entry_basis is Basis.TOLD for each in stored.values())


async def test_the_beginning_of_the_one_known_point_is_that_point(tmp_path: Path) -> None:
    """Машт, on either layout, is Маштаково and is shown as such before it is written; of two known ones neither is taken."""
    known = [replace(trip(YUSUF, "RU 01.03–05.03").legs[0], entry_point=point) for point in ("Маштаково", "Кайрак–Бугристое")]
    records = [
        AHMET,
        YUSUF,
        trip(AHMET, "RU 10.11–"),
        Trip(legs=(replace(known[0], exit_point="Каракога–Петухово"),)),
        Trip(legs=(known[1],)),
    ]
    async with office(tmp_path, *records) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "tab")
        await type_in(pilot, "ка")
        assert "→" not in line_with(pilot, "out: Russia")
        await press(pilot, "backspace", "backspace")
        await type_in(pilot, "vfin")
        assert "→ Маштаково" in line_with(pilot, "out: Russia")
        await press(pilot, "enter")
        assert book_of(pilot).trips_of(AHMET.id)[0].legs[0].exit_point == "Маштаково"
