"""The first screen: who needs attention, searching by letters, opening a driver, going back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from storage.records import Driver, Paper, Unsettled
from tests.storage.books import NOON, open_book
from tests.storage.journeys import trip
from tests.tui.office import (
    AHMET,
    FIRM,
    GAGIK,
    ON,
    YUSUF,
    line_with,
    office,
    press,
    program,
    roster_of,
    screen_of,
    surnames,
    type_in,
)
from tui.app import Haulbook
from tui.screens.desk import Desk
from tui.sheets.lists import fleet_list
from tui.sheets.page import Table
from tui.widgets.figures import days_text
from tui.widgets.roster import Roster


async def test_who_needs_attention_stands_first_with_his_figures_beside_the_gauge(tmp_path: Path) -> None:
    """Yusupov is over by five days and stands on top; Akhmetov is inside with 76 used and 14 left, out by 7 December."""
    records = [AHMET, YUSUF, GAGIK, trip(AHMET, "RU 01.03–14.05"), trip(AHMET, "RU 23.11–"), trip(YUSUF, "RU 01.03–03.06")]
    async with office(tmp_path, *records) as pilot:
        assert surnames(pilot)[:2] == ["Юсупов", "Ахметов"]
        assert "!!" in line_with(pilot, "Юсупов")
        row = line_with(pilot, "RU 23.11")
        assert [part for part in row.split() if not set(part) & set("█░·")][-8:-3] == ["76", "14", "≤", "07.12", "04.12"]
        assert row.endswith("room 14 d")
        assert "█" in row and "░" in row
        assert "RU 23.11" in row


async def test_a_planned_trip_stands_between_used_and_left(tmp_path: Path) -> None:
    """Ten days used, five planned: the plan is in the gauge, in its own column and beside the next trip's day."""
    papers = [Paper(holder=GAGIK.id, kind=kind) for kind in ("licence", "passport")]
    records = [GAGIK, *papers, trip(GAGIK, "RU 01.03–10.03"), trip(GAGIK, "BY 01.12?–05.12?", route="Ереван–Минск")]
    async with office(tmp_path, *records) as pilot:
        row = line_with(pilot, "Петросян")
        assert "+5" in row and "▒" in row and "01.12" in row
        assert "next trip 01.12 BY Ереван–Минск" in screen_of(pilot)


async def test_letters_narrow_the_list_and_no_input_box_is_there(tmp_path: Path) -> None:
    """Typing юс leaves Yusupov; Backspace and Esc take letters away; nothing but the list has the focus."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        await press(pilot, "ю", "с")
        assert surnames(pilot) == ["Юсупов"]
        assert "Search: юс" in screen_of(pilot)
        assert isinstance(pilot.app.focused, Roster) and not pilot.app.screen.query(Input)
        await press(pilot, "backspace", "backspace")
        assert len(surnames(pilot)) == 3
        await press(pilot, "п", "escape")
        assert len(surnames(pilot)) == 3 and "Search" not in screen_of(pilot)


@pytest.mark.parametrize("typed", ["ахм", "АХМ", "f[v", "ерл", "ахм ер"])
async def test_a_driver_is_found_on_any_layout_by_any_of_his_names(tmp_path: Path, typed: str) -> None:
    """Small and capital letters, the same keys on a Latin layout, surname or given name."""
    names = {"[": "left_square_bracket"}
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        await press(pilot, *(names.get(letter, letter) for letter in typed.replace(" ", "")[:3]))
        assert surnames(pilot) == ["Ахметов"]


async def test_a_kazakh_name_is_found_by_russian_letters(tmp_path: Path) -> None:
    """Қасымов is found by касым."""
    async with office(tmp_path, AHMET, Driver(name="Қасымов Әділет", citizenship="KZ")) as pilot:
        await type_in(pilot, "касым")
        assert surnames(pilot) == ["Қасымов"]


async def test_a_search_that_finds_nobody_says_so(tmp_path: Path) -> None:
    """The list is empty, says how to get out of it, and F3 says that nobody is chosen."""
    async with office(tmp_path, AHMET) as pilot:
        await type_in(pilot, "ъъъ")
        assert "Nothing matches" in screen_of(pilot)
        await press(pilot, "f3")
        assert "No driver is chosen." in screen_of(pilot)


@pytest.mark.parametrize(
    "name",
    ["Иван [/] [00]", "[@click=app.quit]Нажми[/]", "[type=x, v={'a[0]'}]", "Иван\x1b]0;заголовок\x07", "А\u202eвон\u200b", "Ы" * 200],
)
async def test_a_name_is_drawn_as_it_is_and_never_acts(tmp_path: Path, name: str) -> None:
    """Markup, links and control bytes in a name are letters on the screen of every list and page, and nothing else."""
    driver = Driver(name=name, citizenship="KZ", phone="[b]1[/b]")
    records = [driver, trip(driver, "RU 01.03–10.03", route="[/red]"), trip(driver, "RU 01.12?–05.12?")]
    async with office(tmp_path, *records) as pilot:
        for keys in (["f8"], ["escape"], ["enter"], ["f3"], ["f4"], ["f5"], ["f6"], ["f2"]):
            await press(pilot, *keys)
            shown = screen_of(pilot)
            assert all(letter.isprintable() for letter in shown.replace("\n", ""))
        assert pilot.app.is_running


async def test_an_empty_book_says_what_to_do(tmp_path: Path) -> None:
    """Nobody is in it: the screen says so and names the command that takes a workbook in."""
    async with office(tmp_path) as pilot:
        assert "Nobody is in the book yet." in screen_of(pilot)
        assert "take a file in, or type drivers in" in screen_of(pilot)
        await press(pilot, "f8", "enter", "f3", "f5", "escape", "f4", "escape", "f6")
        assert "No paper is in the book yet." in screen_of(pilot)


async def test_enter_opens_the_driver_and_esc_goes_one_step_back(tmp_path: Path) -> None:
    """Fleet, driver, year; Esc, Esc; on the fleet Esc opens the menu, and Esc closes it."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03")) as pilot:
        await press(pilot, "enter")
        assert "To be seen to" in screen_of(pilot)
        await press(pilot, "f3")
        assert "January" in screen_of(pilot)
        await press(pilot, "escape", "escape")
        assert roster_of(pilot).has_focus
        await press(pilot, "escape")
        assert "Menu: Enter does it" in screen_of(pilot)
        await press(pilot, "escape")
        assert roster_of(pilot).has_focus


async def test_the_key_bar_fits_eighty_columns_and_takes_clicks(tmp_path: Path) -> None:
    """Ten keys of eight columns on the bottom line; a click on Year shows the year."""
    async with office(tmp_path, AHMET) as pilot:
        bottom = screen_of(pilot).split("\n")[-1]
        assert bottom.startswith("1Help   2Fleet  3Year   4Trips  5Plan   6Papers 7Print  8Border 9Menu   10Quit")
        await pilot.click("#keys", offset=(18, 0))
        await pilot.pause()
        assert "January" in screen_of(pilot)


async def test_the_key_bar_of_a_small_window_has_every_key(tmp_path: Path) -> None:
    """Sixty columns: six to a key, no key cut off; a click on 9 opens the menu."""
    async with office(tmp_path, AHMET, size=(60, 15)) as pilot:
        assert screen_of(pilot).split("\n")[-1] == "1Help 2Fleet3Year 4Trips5Plan 6Paper7Print8Borde9Menu 10Quit"
        await pilot.click("#keys", offset=(50, 0))
        await pilot.pause()
        assert "Menu: Enter does it" in screen_of(pilot)


async def test_a_click_moves_the_cursor_and_a_second_one_opens(tmp_path: Path) -> None:
    """The row under the pointer is chosen; clicked twice it opens the driver."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        second = surnames(pilot)[1]
        await pilot.click("#roster", offset=(6, 2))
        await pilot.pause()
        row = roster_of(pilot).current
        assert row is not None and row.driver.name.startswith(second)
        await pilot.click("#roster", offset=(6, 2), times=2)
        await pilot.pause()
        assert second in screen_of(pilot).split("\n")[0]


async def test_the_day_moves_on_at_midnight(tmp_path: Path) -> None:
    """An app left open over night counts the new day: 2 days used become 3."""
    days = [ON]
    async with office(tmp_path, AHMET, trip(AHMET, "RU 22.11–"), today=lambda: days[0]) as pilot:
        assert " 2 " in line_with(pilot, "RU 22.11")
        days[0] = date(2026, 11, 24)
        assert isinstance(pilot.app, Haulbook)
        pilot.app.look_at_clock()
        await pilot.pause()
        assert " 3 " in line_with(pilot, "RU 22.11")
        assert "24.11.2026" in screen_of(pilot).split("\n")[0]


async def test_a_clock_that_may_be_wrong_is_asked_about(tmp_path: Path) -> None:
    """Today lies a year before the newest change in the book: a banner asks whether the clock is right."""
    async with office(tmp_path, AHMET, today=lambda: date(2025, 11, 23)) as pilot:
        assert f"newest change is of {NOON:%d.%m.%Y}" in " ".join(screen_of(pilot).split())


async def test_a_book_held_elsewhere_is_shown_and_not_changed(tmp_path: Path) -> None:
    """A second program says who holds the book, and takes in what the first one writes."""
    with open_book(tmp_path / "book", author="Марат") as first:
        first.commit([FIRM, AHMET], "test")
        with open_book(tmp_path / "book") as second:
            async with program(second) as pilot:
                assert "Read only" in screen_of(pilot) and "Марат" in screen_of(pilot)
                await press(pilot, "f8", "enter")
                assert "nothing was changed" in screen_of(pilot)
                first.commit([YUSUF], "test")
                assert isinstance(pilot.app, Haulbook)
                pilot.app.look_at_clock()
                await pilot.pause()
                assert sorted(surnames(pilot)) == ["Ахметов", "Юсупов"]
        assert not first.trips_of(AHMET.id)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50), (60, 16), (200, 12)])
async def test_every_screen_draws_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """From a small window to a large one no screen breaks."""
    records = [AHMET, YUSUF, trip(AHMET, "RU 01.03–10.05"), trip(AHMET, "RU 21.11–"), trip(YUSUF, "RU 01.12?–05.12?")]
    async with office(tmp_path, *records, size=size) as pilot:
        for key in ("f8", "escape", "enter", "f3", "f4", "f5", "f6", "f1", "escape", "f9", "escape"):
            await press(pilot, key)
        assert pilot.app.is_running


async def test_the_fleet_is_sorted_by_name_days_and_country_and_stays_so(tmp_path: Path) -> None:
    """Ctrl+O goes through the orders; F2 keeps the one chosen."""
    records = [AHMET, YUSUF, GAGIK, trip(YUSUF, "RU 20.11–"), trip(AHMET, "BY 20.11–"), trip(GAGIK, "RU 01.03–03.06")]
    async with office(tmp_path, *records) as pilot:
        assert surnames(pilot)[0] == "Петросян"
        await press(pilot, "ctrl+o")
        assert surnames(pilot) == ["Ахметов", "Петросян", "Юсупов"] and "Fleet: 2 of 3 inside, by name" in screen_of(pilot)
        await press(pilot, "f2")
        assert surnames(pilot) == ["Ахметов", "Петросян", "Юсупов"]
        await press(pilot, "ctrl+щ")
        assert surnames(pilot)[0] == "Петросян" and "the fewest first" in screen_of(pilot)
        await press(pilot, "ctrl+o")
        assert surnames(pilot) == ["Ахметов", "Юсупов", "Петросян"]


async def test_at_eighty_columns_the_worst_finding_is_read_in_the_row_and_whole_below(tmp_path: Path) -> None:
    """A word in the row of each driver, the whole sentence under the list for the one under the cursor."""
    async with office(tmp_path, YUSUF, trip(YUSUF, "RU 01.03–03.06")) as pilot:
        assert line_with(pilot, "►").endswith("over 5 d")
        assert "over the limit by 5 d (+" in screen_of(pilot)


async def test_figures_without_a_row_that_was_not_read_bear_a_star(tmp_path: Path) -> None:
    """One journey of a file waits to be settled: the used days are marked, and the words say so."""
    row = Unsettled(driver=AHMET.id, file="рейсы.xlsx", sheet="Рейсы", row=49, problem="unreadable")
    async with office(tmp_path, AHMET, row, trip(AHMET, "RU 01.11–05.11")) as pilot:
        assert " 5* " in line_with(pilot, "►")
        assert "* 1 journey not counted" in screen_of(pilot)


async def test_a_paper_that_lifts_the_rule_is_named_and_the_signs_of_days_are_explained(tmp_path: Path) -> None:
    """With a residence permit there is no limit to count to: the words under the list say which paper; the hint says what ≤ and ≥ mean."""
    permit = Paper(holder=AHMET.id, kind="residence-permit", country="RU", until=date(2027, 5, 1))
    async with office(tmp_path, AHMET, permit, trip(AHMET, "RU 01.11–05.11")) as pilot:
        assert "the rule not in force: residence permit" in " ".join(screen_of(pilot).split())
        assert screen_of(pilot).split("\n")[-2].endswith("≤ out by · ≥ in from")


async def test_days_that_nothing_ends_are_no_number(tmp_path: Path) -> None:
    """A residence permit from next week on lifts what he would use then: a dash for the days left, and no day on which they end."""
    permit = Paper(holder=AHMET.id, kind="residence-permit", country="RU", issued=date(2026, 12, 1))
    async with office(tmp_path, AHMET, permit, trip(AHMET, "RU 01.11–05.11")) as pilot:
        assert [part for part in line_with(pilot, "Ахметов").split() if not set(part) & set("█░·")][-5:-1] == ["5", "—", "≥", "24.11"]
        await press(pilot, "enter")
        assert "may enter from 24.11.2026; " in screen_of(pilot) and "room: no end in sight\n" in screen_of(pilot)


async def test_who_is_inside_and_over_has_a_last_day_gone_by(tmp_path: Path) -> None:
    """On the fleet, on his page and on the list on paper: it is his return that is not known after a breach."""
    async with office(tmp_path, YUSUF, AHMET, trip(YUSUF, "RU 01.08–"), trip(AHMET, "RU 01.03–03.06"), size=(100, 30)) as pilot:
        line = next(row for row in roster_of(pilot).rows if row.driver.id == YUSUF.id)
        assert "gone by" in line_with(pilot, "RU 01.08")
        assert any("Ахметов" in text and "not known" in text for text in screen_of(pilot).split("\n"))
        told = days_text(line)
        assert "last day within the rule gone by, return not known: check entry ban and register first" in told
        await type_in(pilot, "юсу")
        await press(pilot, "enter")
        assert told in " ".join(screen_of(pilot).split())
        (table,) = [block for block in fleet_list(FIRM, [line], ON).blocks if isinstance(block, Table)]
        assert table.rows[0][6:9] == ("gone by", "", "not known")


async def test_dates_of_the_next_year_carry_it_at_80_columns(tmp_path: Path) -> None:
    """Ninety days from the 20th of November: the last day with its year; the queue before it has it where there is room."""
    inside = trip(AHMET, "RU 20.11–")
    async with office(tmp_path, AHMET, inside) as pilot:
        assert "≤17.02.27 14.02 " in line_with(pilot, "Ахметов") + " "
    async with office(tmp_path / "wide", AHMET, inside, size=(100, 24)) as pilot:
        assert "≤ 17.02.27 14.02.27" in line_with(pilot, "Ахметов")


async def test_several_new_drivers_stand_where_the_order_puts_them(tmp_path: Path) -> None:
    """As after an import: who is over the limit does not stand below those who need nobody."""
    over = Driver(name="Ильясов Бек", citizenship="KG")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET], "test")
        desk = Desk(book, ON)
        book.commit([over, YUSUF, trip(over, "RU 01.03–20.07")], "import")
        desk.renew([over.id, YUSUF.id])
        assert desk.lines[0].driver.id == over.id
        last = Driver(name="Яковлев", citizenship="KG")
        book.commit([last], "one")
        desk.renew([last.id])
        assert desk.lines[-1].driver.id == last.id


async def test_what_was_said_gives_the_place_back_to_the_hints_with_f2(tmp_path: Path) -> None:
    """A sentence on what was deleted stays while one looks on, and goes when the fleet is asked for anew."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "delete", "down", "f4", "escape")
        assert "Ctrl+Z brings it back" in screen_of(pilot)
        await press(pilot, "f2")
        assert "Ctrl+Z" not in screen_of(pilot) and "Letters search" in screen_of(pilot)
