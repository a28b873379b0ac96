"""A driver's year: every day has a letter, and the cursor names each."""

from __future__ import annotations

from pathlib import Path

from storage.records import Paper, Record
from tests.storage.journeys import day, trip
from tests.tui.office import AHMET, YUSUF, book_of, line_with, office, press, screen_of, shown, type_in
from tui.widgets.year import YearGrid


def row_of(screen: str, month: str) -> str:
    """The row of a month, its name and its sum cut off: two characters a day."""
    line = next(line for line in screen.split("\n") if line.strip().startswith(month))
    return line[11:73].ljust(62)


def ending(screen: str, month: str) -> str:
    """The sum of a month."""
    return next(line for line in screen.split("\n") if line.strip().startswith(month))[73:].strip()


async def test_every_day_has_its_letter_and_every_month_its_sum(tmp_path: Path) -> None:
    """R in Russia, B in Belarus, X on the day in both, a dot outside; sums on the right, the year's over them."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 12.01–16.01, BY 16.01–20.01"), trip(AHMET, "RU 01.03–03.03")) as pilot:
        await press(pilot, "f3")
        shown = screen_of(pilot)
        assert row_of(shown, "January") == "· " * 11 + "R " * 4 + "X " + "B " * 4 + "· " * 11
        assert row_of(shown, "February") == ("· " * 28).ljust(62)
        assert (ending(shown, "January"), ending(shown, "March"), ending(shown, "May")) == ("9", "3", "0")
        assert "Σ12" in shown


async def test_days_to_come_show_how_much_is_left(tmp_path: Path) -> None:
    """Inside with five days left: 4 3 2 1, the last day marked, none after it; New Year brings days again."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 31.08–")) as pilot:
        await press(pilot, "f3")
        shown = screen_of(pilot)
        assert row_of(shown, "November") == "R?" * 23 + "4 3 2 1 0]" + "× × " + "  "
        assert "last day" in shown and "none left" in shown
        await press(pilot, "tab")
        assert "-" in row_of(screen_of(pilot), "January")


async def test_a_plan_and_days_over_are_told_apart_without_colour(tmp_path: Path) -> None:
    """Ninety days and three more: the 91st to 93rd are marked with !, planned days with +."""
    records = [AHMET, YUSUF, trip(AHMET, "RU 01.03–01.06"), trip(YUSUF, "RU 01.12?–03.12?")]
    async with office(tmp_path, *records) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f3")
        shown = screen_of(pilot)
        assert row_of(shown, "May")[-6:] == "R R!R!"
        assert row_of(shown, "June").startswith("R!·")
        await press(pilot, "pagedown")
        shown = screen_of(pilot)
        assert "Юсупов" in shown.split("\n")[0]
        assert row_of(shown, "December").startswith("R+R+R+- ")
        assert ending(shown, "December") == "+3"


async def test_the_ninety_first_day_is_marked_even_where_a_paper_raises_the_limit(tmp_path: Path) -> None:
    """With a ruID application the limit is 180: day 91 is no breach, but it has its mark."""
    paper = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("05.07"), until=day("03.10"))
    records: list[Record] = [AHMET, paper, trip(AHMET, "RU 01.03–20.05"), trip(AHMET, "RU 20.07–31.07")]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "f3")
        july = row_of(screen_of(pilot), "July")
        assert july[38:] == "R " * 9 + "R|" + "R R "


async def test_the_cursor_names_each_day(tmp_path: Path) -> None:
    """12 March: day 47 of 90, Almaty to Moscow; a day outside and a day to come are named too."""
    records = [AHMET, trip(AHMET, "RU 01.01–04.02"), trip(AHMET, "RU 01.03–20.03", route="Алматы–Москва")]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "f3")
        assert "23 November: outside" in screen_of(pilot)
        await press(pilot, *["up"] * 8, *["left"] * 11)
        assert "12 March: day 47 of 90, Russia, Алматы–Москва" in screen_of(pilot)
        await press(pilot, "home", "right")
        assert "24 November: an entry on this day could last 35 days" in screen_of(pilot)


async def test_a_day_of_many_words_goes_on_in_a_second_line(tmp_path: Path) -> None:
    """An open stay on a trip with a long name, its exit not known: every word of it is read in a window of 80."""
    route = "Алматы–Нижний Новгород через Самару и Пензу"
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.11–", route=route)) as pilot:
        await press(pilot, "f3")
        assert f"23 November: day 23 of 90, Russia, {route}, no exit date yet" in shown(screen_of(pilot))
        assert "none left" in screen_of(pilot)


async def test_arrows_go_beyond_the_year_and_tab_changes_it(tmp_path: Path) -> None:
    """Up from January shows December of the year before; Tab and Shift+Tab go a year on and back; Home comes back to today."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 20.12.25–10.01")) as pilot:
        await press(pilot, "f3", *["up"] * 11)
        assert "23 December 2025: day 4 of 90, Russia" in screen_of(pilot)
        assert "· 2025" in screen_of(pilot).split("\n")[0]
        await press(pilot, "tab", "tab")
        assert "· 2027" in screen_of(pilot).split("\n")[0]
        await press(pilot, "shift+tab", "home")
        assert "23 November: outside" in screen_of(pilot)


async def test_a_day_can_be_clicked(tmp_path: Path) -> None:
    """A click on the second row, third day: 3 February."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f3")
        await pilot.click("#year", offset=(11 + 2 * 2, 2))
        await pilot.pause()
        assert "3 February: outside" in screen_of(pilot)


async def test_figures_stand_over_the_year_and_a_legend_under_it(tmp_path: Path) -> None:
    """The same figures as on the fleet; each kind of cell with its meaning."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03")) as pilot:
        await press(pilot, "f3")
        shown = screen_of(pilot)
        assert "10 of 90 d used, may enter from 24.11.2026" in shown
        assert "Russia" in line_with(pilot, "Belarus")
        for meaning in ("both", "no exit yet", "over", "day 91", "planned", "if he stays in", "may enter", "days left", "none left"):
            assert meaning in shown


async def test_days_are_coloured_as_well_as_lettered(tmp_path: Path) -> None:
    """A day in Russia, one in Belarus, one over, one outside: four backgrounds, in either theme."""
    records = [AHMET, trip(AHMET, "RU 01.03–31.05"), trip(AHMET, "BY 01.01.25–02.01.25")]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "f3")
        for theme in ("haulbook-dark", "haulbook-light"):
            pilot.app.theme = theme
            await pilot.pause()
            grid = pilot.app.screen.query_one(YearGrid)
            colours = {ink: grid.ink(ink).bgcolor for ink in ("first", "second", "late", "dim")}
            assert len(set(colours.values())) == 4
            drawn = [segment for segment in grid.render_line(5) if segment.text.strip() == "R!"]
            assert drawn and all(segment.style and segment.style.bgcolor == colours["late"] for segment in drawn)


async def test_space_begins_a_span_arrows_stretch_it_and_enter_makes_a_trip_of_it(tmp_path: Path) -> None:
    """Four days from 25 November: the forecast opens on just these; Enter there keeps the trip."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f3", "right", "right", "space", "right", "right", "right")
        assert "25 November – 28 November: 4 days" in screen_of(pilot)
        await press(pilot, "enter", "enter")
        (planned,) = book_of(pilot).trips_of(AHMET.id)
        assert [(leg.entry, leg.exit) for leg in planned.legs] == [(day("25.11"), day("28.11"))]


async def test_shift_and_arrows_stretch_a_span_at_once_and_esc_takes_it_away(tmp_path: Path) -> None:
    """Backwards too; after Esc the day under the cursor is named again, and the year is still there."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f3", "shift+left", "shift+left")
        assert "21 November – 23 November: 3 days" in screen_of(pilot)
        await press(pilot, "escape")
        assert "21 November: outside" in screen_of(pilot)


async def test_the_figures_over_another_year_are_those_of_that_year(tmp_path: Path) -> None:
    """What he had used when 2025 ended, and what is planned in 2027, not this year's figures."""
    records = [AHMET, trip(AHMET, "RU 01.03.25–10.03.25"), trip(AHMET, "RU 01.02–03.02"), trip(AHMET, "RU 01.02.27?–05.02.27?")]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "f3", "shift+tab")
        assert "10 of 90 d used on 31.12.2025" in screen_of(pilot)
        await press(pilot, "tab", "tab")
        assert "5 days of 2027 are planned" in screen_of(pilot)


async def test_days_that_readings_differ_on_have_a_state_of_their_own(tmp_path: Path) -> None:
    """Under an application from his second entry on: whether 180 days go for the whole year is a reading, so days over 90 are marked ~."""
    paper = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("05.07"), until=day("03.10"))
    records: list[Record] = [AHMET, paper, trip(AHMET, "RU 01.03–20.05"), trip(AHMET, "RU 20.07–31.07"), trip(AHMET, "RU 10.10–20.10")]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "f3")
        shown = screen_of(pilot)
        assert "R~" in row_of(shown, "October") and "disputed" in shown
        await press(pilot, "up", *["left"] * 9)
        assert "14 October: day 98 of 90" in screen_of(pilot) and "disputed: not every reading" in screen_of(pilot)


async def test_in_a_large_window_months_stand_as_blocks(tmp_path: Path) -> None:
    """At 160 by 50 weeks stand under the names of their days; Up and Down go by a week, a click names the day."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 12.01–16.01"), size=(160, 50)) as pilot:
        await press(pilot, "f3")
        assert " 12 R  13 R  14 R  15 R  16 R  17 ·" in screen_of(pilot)
        await press(pilot, "down")
        assert "30 November: an entry on this day" in screen_of(pilot)
        await pilot.click("#year", offset=(5, 5))
        await pilot.pause()
        assert "12 January: day 1 of 90" in screen_of(pilot)


async def test_in_blocks_a_day_stands_apart_from_what_is_left_on_it(tmp_path: Path) -> None:
    """The 24th with four days left reads 24 4, and names of months begin where their Mondays do."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 31.08–"), size=(160, 50)) as pilot:
        await press(pilot, "f3")
        assert " 23 R? 24 4  25 3  26 2  27 1  28 0] 29 × " in screen_of(pilot)
        name, weekdays = (line_with(pilot, words).split("November")[0] for words in ("November ", "Mo    Tu"))
        assert weekdays.index("Mo", len(name) - 1) == len(name)


async def test_the_year_of_the_whole_fleet(tmp_path: Path) -> None:
    """F3 on a year: a line a driver, a week to a cell, then months with their days, then days; letters search, Enter opens his year."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 31.08–"), trip(YUSUF, "BY 01.03–20.03"), size=(80, 24)) as pilot:
        await press(pilot, "f3", "f3")
        shown = screen_of(pilot)
        assert "The fleet in 2026: a week to a cell" in shown and "no exit yet" in shown and "day 91" in shown
        assert "R" * 12 in line_with(pilot, "Ахметов")
        await press(pilot, "space")
        assert "R30" in line_with(pilot, "Ахметов") and "B20" in line_with(pilot, "Юсупов")
        await press(pilot, "left")
        assert "1 October: 31 d in the month" in screen_of(pilot)
        await press(pilot, "space")
        assert "R?R?R?" in line_with(pilot, "Ахметов")
        await type_in(pilot, "юсу")
        await press(pilot, "enter")
        assert screen_of(pilot).startswith(" Юсупов Шерзод · 2026")


async def test_the_year_of_the_fleet_takes_the_width_there_is(tmp_path: Path) -> None:
    """At 160 columns a week takes two cells and a month eight, under their names; all of the year stands there still."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 31.08–"), size=(160, 50)) as pilot:
        await press(pilot, "f3", "f3")
        assert "R R R R " in line_with(pilot, "Ахметов")
        heading = line_with(pilot, " Jan ")
        assert heading.index("Dec") - heading.index("Jan") == 2 * 48
        await press(pilot, "space")
        heading, row = line_with(pilot, " Jan "), line_with(pilot, "R30")
        assert heading.index("Dec") - heading.index("Jan") == 8 * 11 and row.index("R30") == heading.index("Sep")


async def test_the_fleet_goes_through_the_years(tmp_path: Path) -> None:
    """Right beyond December shows the next year, Tab the one after, Delete the one before."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f3", "f3", "space", "right", "right")
        assert "The fleet in 2027" in screen_of(pilot)
        await press(pilot, "tab", "delete", "delete")
        assert "The fleet in 2026" in screen_of(pilot)
