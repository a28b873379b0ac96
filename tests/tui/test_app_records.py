"""A driver's page, the lists of trips and papers, printing, the menu and the help."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from storage.records import Absence, Correction, Driver, Opening, OpeningYear, Paper, Record, Route, RouteLeg, Unsettled, Vehicle
from tests.storage.journeys import day, trip
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, desk_of, line_with, office, press, screen_of, shown, type_in
from tui.app import Haulbook
from tui.commands import COMMANDS
from tui.screens.form import FormScreen
from tui.screens.frame import Frame
from tui.screens.overlays import CommandList
from tui.screens.records import RecordList
from tui.widgets.page import OpenPage, Page
from tui.widgets.records import PaperList, TripList

LICENCE = Paper(holder=AHMET.id, kind="licence", number="AB 123", country="KZ", issued=day("01.12.16"), until=day("01.12"))


def _heading(pilot: Pilot[int]) -> str:
    """What the title says of the list and its order, before the firm's name and the date."""
    screen = pilot.app.screen
    assert isinstance(screen, Frame)
    said = screen.heading() + (f", {screen.order}" if screen.order else "")
    assert screen_of(pilot).startswith(f" {said} ")
    return said


def _opening(driver: Driver, before: str) -> Opening:
    return Opening(driver=driver.id, as_of=day(before), said_by=driver.name, years=(OpeningYear(year=2026, both=20),))


async def test_the_page_of_a_driver_explains_his_number(tmp_path: Path) -> None:
    """Ten days in Russia, five in Belarus, one date in both: 14, stay by stay, with the rule, its source and what ends the room."""
    records = [AHMET, LICENCE, trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03", route="Алматы–Минск"), trip(AHMET, "RU 01.12?–05.12?")]
    async with office(tmp_path, *records, size=(100, 60)) as pilot:
        await press(pilot, "enter")
        page = pilot.app.screen.query_one(Page).text
        assert "14 of 90 d used, 5 planned" in page
        assert "by country: Belarus 5, Russia 10" in page
        assert "01.03.2026 – 10.03.2026  Russia" in page and "+ 10" in page and "+ 4" in page and "= 14" in page
        assert "1 date counted already above" in page
        assert "5 days not counted: still to come" in page
        assert "115-FZ" in page and "by law" in page and "checked" in page
        assert "driving licence AB 123 (Kazakhstan)" in page
        assert "Алматы–Минск" in page
        await press(pilot, "down", "down", "end", "home", "space")
        assert pilot.app.is_running


async def test_dates_of_papers_and_absences_stand_in_columns(tmp_path: Path) -> None:
    """A licence with a long name, a patent of which no date is known, a visa with its end alone, an illness without an end."""
    papers = [
        Paper(holder=AHMET.id, kind="licence", number="AB 123456789012", country="KZ", issued=day("01.03"), until=day("01.03.30")),
        Paper(holder=AHMET.id, kind="patent", number="77 1"),
        Paper(holder=AHMET.id, kind="visa", number="PL 1", country="PL", until=day("30.12")),
    ]
    async with office(tmp_path, AHMET, *papers, Absence(driver=AHMET.id, first=day("20.11"), reason="болен")) as pilot:
        await press(pilot, "enter")
        lines = pilot.app.screen.query_one(Page).text.split("\n")
        found = {
            words: next(line.find(words) for line in lines if words in line) for words in ("01.03.2026 –", "no end date", "to 30.12.2026")
        }
        assert len(set(found.values())) == 1 and found["no end date"] < 52
        assert any("from 20.11.2026" in line and "болен" in line for line in lines)
        await press(pilot, "f9")
        await type_in(pilot, "absences")
        await press(pilot, "enter")
        assert "from 20.11.2026" in line_with(pilot, "Ахметов")


async def test_what_a_list_of_records_cuts_stands_whole_below(tmp_path: Path) -> None:
    """A route of six countries and a correction of a rule, in a window of 80."""
    route = Route(name="Шымкент–Варшава", legs=tuple(RouteLeg(country=code, days=12) for code in ("RU", "BY", "PL", "LT", "BY", "RU")))
    path = "rule/union-state/version/2025-01-01/limit/calendar-year/days"
    wrong = Correction(path=path, value=100, was=90, reason="письмо миграционной службы от 1 ноября 2026 года")
    async with office(tmp_path, AHMET, route, wrong) as pilot:
        for command, whole in (
            ("routes", "Poland 12 – Lithuania 12 – Belarus 12 – Russia 12"),
            ("corrections", f"100 instead of 90: {wrong.reason}"),
        ):
            await press(pilot, "f9")
            await type_in(pilot, command)
            await press(pilot, "enter")
            assert whole in shown(screen_of(pilot))


async def test_a_row_that_could_not_be_taken_stands_with_his_figures(tmp_path: Path) -> None:
    """The file, sheet and row, and what stood in its cells."""
    row = Unsettled(driver=AHMET.id, file="office.xlsx", sheet="Рейсы", row=49, problem="unreadable-dates", cells={"Въезд": "03.2026 (?)"})
    async with office(tmp_path, AHMET, row) as pilot:
        assert "1 journey not counted: office.xlsx, Рейсы, row 49" in screen_of(pilot)
        await press(pilot, "enter")
        page = pilot.app.screen.query_one(Page).text
        assert "office.xlsx, Рейсы, row 49" in page and "Въезд: 03.2026 (?)" in page


async def test_a_citizen_without_a_rule_has_no_figure_and_says_so(tmp_path: Path) -> None:
    """A citizen of Russia: no gauge, no number of days left, and no word of a limit."""
    async with office(tmp_path, Driver(name="Сидоров Иван", citizenship="RU")) as pilot:
        assert " ? " in line_with(pilot, "►") and "no figure" in screen_of(pilot)
        await press(pilot, "enter")
        assert "this rule sets no limit for this citizenship" in pilot.app.screen.query_one(Page).text


async def test_trips_are_listed_by_what_they_are(tmp_path: Path) -> None:
    """Under way, planned, done; a search finds a route; Enter opens the trip."""
    truck = Vehicle(plate="209 KRV 01")
    done = trip(AHMET, "RU 01.03–10.03", route="Алматы–Москва")
    records = [AHMET, YUSUF, truck, done, trip(YUSUF, "RU 20.11–", route="Ташкент–Казань"), trip(AHMET, "RU 01.12?–05.12?")]
    async with office(tmp_path, *records, size=(100, 30)) as pilot:
        await press(pilot, "f4")
        rows = pilot.app.screen.query_one(TripList).rows
        assert [row.state for row in rows] == ["under-way", "planned", "done"]
        assert "Trips: 1 under way, 3 in all" in screen_of(pilot)
        await type_in(pilot, "моск")
        assert "Ташкент" not in screen_of(pilot)
        await press(pilot, "enter")
        assert screen_of(pilot).startswith(" Trip") and "Ахметов Ерлан Серикович" in screen_of(pilot)


async def test_a_trip_whose_driver_was_deleted_is_listed_and_says_so(tmp_path: Path) -> None:
    """It stays in the book, so it is seen, found by his name and opened; without figures it bears on nobody."""
    gone = msgspec.structs.replace(AHMET, deleted=True)
    left = trip(AHMET, "RU 01.03–10.03", route="Алматы–Москва")
    async with office(tmp_path, gone, YUSUF, left, trip(YUSUF, "RU 20.11–", route="Ташкент–Казань")) as pilot:
        await press(pilot, "f4")
        assert "Trips: 1 under way, 2 in all" in screen_of(pilot)
        assert "Ахметов Е.С. (del.)" in line_with(pilot, "Алматы–Москва")
        await type_in(pilot, "ахмет")
        assert "Ташкент" not in screen_of(pilot)
        await press(pilot, "enter")
        assert screen_of(pilot).startswith(" Trip")


async def test_papers_are_listed_by_expiry_and_replaced_ones_left_out(tmp_path: Path) -> None:
    """The old licence has a successor and is not shown; the passport that ended last week stands first and is said to have ended."""
    old = Paper(holder=AHMET.id, kind="licence", number="OLD", country="KZ", until=day("01.06"))
    passport = Paper(holder=YUSUF.id, kind="passport", number="N 1", country="UZ", until=day("16.11"))
    async with office(tmp_path, AHMET, YUSUF, old, LICENCE, passport) as pilot:
        await press(pilot, "f6")
        rows = pilot.app.screen.query_one(PaperList).rows
        assert [(row.number, row.left) for row in rows] == [("N 1", -7), ("AB 123", 8)]
        assert "ended" in line_with(pilot, "passport")
        assert "Papers: 1 ended, 2 in all" in screen_of(pilot)
        await press(pilot, "down", "enter")
        assert screen_of(pilot).startswith(" Paper") and "AB 123" in screen_of(pilot)


async def test_every_command_is_reached_with_esc_arrows_and_enter(tmp_path: Path) -> None:
    """The menu has all commands that hold everywhere; the last of them, chosen with arrows, leaves the program."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "escape")
        listed = {row.id for row in pilot.app.screen.query_one(CommandList).rows}
        wanted = {command.id for command in COMMANDS if command.menu and "fleet" in command.where}
        assert listed == wanted - desk_of(pilot).hidden
        await press(pilot, "end", "enter")
        assert pilot.app.return_value == 0


async def test_the_menu_does_what_is_searched_for(tmp_path: Path) -> None:
    """Esc, pap, Enter: the papers. On the year the menu has the year's own commands too."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "escape")
        await type_in(pilot, "pap")
        await press(pilot, "enter")
        assert "Papers: 0 ended" in screen_of(pilot)
        await press(pilot, "escape", "f3", "f9")
        await type_in(pilot, "after")
        await press(pilot, "enter")
        assert "· 2027" in screen_of(pilot)


async def test_a_menu_without_a_hit_says_so_and_the_key_bar_goes_on_working(tmp_path: Path) -> None:
    """Letters that no command has: said in the box; F6 closes it and opens the papers, from the help F4 the trips."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f9")
        await type_in(pilot, "qqq")
        assert "Nothing matches. Backspace takes letters away." in screen_of(pilot)
        await press(pilot, "f6")
        assert "Papers: 0 ended" in screen_of(pilot) and len(pilot.app.screen_stack) == 3
        await press(pilot, "f1", "f4")
        assert screen_of(pilot).startswith(" Trips")
        await press(pilot, "f9", "f10")
        assert pilot.app.return_value == 0


async def test_the_help_is_about_the_screen_in_front(tmp_path: Path) -> None:
    """F1 on the year tells of the year and its keys; Esc comes back to it."""
    async with office(tmp_path, AHMET, size=(100, 60)) as pilot:
        await press(pilot, "f3", "f1")
        page = pilot.app.screen.query_one("#help", Page).text
        assert "Twelve rows of days." in page and "The driver after" in page and "At the border: the date" not in page
        await press(pilot, "escape")
        assert "January" in screen_of(pilot)


@pytest.mark.parametrize("key", ["f10", "ctrl+q", "ctrl+й"])
async def test_the_program_is_left_on_either_layout(tmp_path: Path, key: str) -> None:
    """F10, Ctrl+Q and Ctrl+Й leave with status 0."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, key)
        assert pilot.app.return_value == 0


async def test_ctrl_c_says_how_to_leave(tmp_path: Path) -> None:
    """Ctrl+C, pressed by habit where nothing can be copied, ends nothing."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "enter", "ctrl+c")
        assert "F10 leaves the program." in screen_of(pilot)
        assert isinstance(pilot.app, Haulbook) and pilot.app.is_running


async def test_keys_faster_than_the_screen_do_no_harm(tmp_path: Path) -> None:
    """Enter and Esc pressed twice before the menu has gone: one command is done, and the program goes on."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f9")
        for key in ("escape", "escape", "enter", "f1", "escape", "escape", "f9", "f9"):
            pilot.app.simulate_key(key)
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.is_running


async def test_each_row_of_a_driver_opens_its_form(tmp_path: Path) -> None:
    """Down goes to his trip, paper, absence and opening in turn; Enter opens the form of each; the history of his changes stands last."""
    records = [
        AHMET,
        trip(AHMET, "RU 01.03–10.03", route="Алматы–Москва"),
        LICENCE,
        Absence(driver=AHMET.id, first=day("01.12"), last=day("10.12"), reason="отпуск"),
        Opening(driver=AHMET.id, as_of=day("01.02"), said_by="отдел кадров", years=(OpeningYear(year=2026, both=4),)),
    ]
    async with office(tmp_path, *records, size=(100, 40)) as pilot:
        await press(pilot, "enter")
        for kind in ("driver", "trip", "paper", "absence", "opening"):
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, FormScreen) and kind == pilot.app.screen.form.KIND
            await press(pilot, "escape")
            await _next(pilot)
        await press(pilot, "enter")
        assert "History of Ахметов" in screen_of(pilot)


async def _next(pilot: Pilot[int]) -> None:
    """Presses Down until the cursor of the page stands on another record."""
    page = pilot.app.screen.query_one(OpenPage)
    before = page.current
    for _ in range(60):
        await press(pilot, "down")
        if page.current != before:
            return


async def test_what_is_under_the_cursor_is_deleted_not_the_driver(tmp_path: Path) -> None:
    """Delete on his trip takes the trip out; the driver stays."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.12?–05.12?"), size=(100, 40)) as pilot:
        await press(pilot, "enter")
        await _next(pilot)
        await press(pilot, "delete")
        assert not book_of(pilot).trips_of(AHMET.id) and len(book_of(pilot).drivers()) == 1


async def test_what_blocks_and_what_a_planned_trip_lacks_stand_apart(tmp_path: Path) -> None:
    """The entry ban first, then the ADR certificate that the planned route asks for, then the rest; Enter makes the one lacking."""
    ban = Paper(holder=YUSUF.id, kind="entry-ban", country="RU", issued=day("01.06"))
    route = Route(name="Алматы–Омск", legs=(RouteLeg(country="RU", days=5),), needs=("adr",))
    records = [AHMET, YUSUF, LICENCE, ban, route, trip(AHMET, "RU 01.12?–05.12?", route="Алматы–Омск")]
    async with office(tmp_path, *records, size=(100, 30)) as pilot:
        await press(pilot, "f6")
        rows = pilot.app.screen.query_one(PaperList).rows
        assert [(row.kind, row.state) for row in rows] == [("entry-ban", "blocks"), ("adr", "missing"), ("licence", "")]
        assert "Papers: 0 ended, 2 in all, 1 block, 1 lacking for trips" in screen_of(pilot)
        assert "Алматы–Омск" in line_with(pilot, "lacks")
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, FormScreen) and (pilot.app.screen.form.KIND, pilot.app.screen.form.driver) == (
            "paper",
            AHMET.id,
        )


OTHERS = (
    Paper(holder=YUSUF.id, kind="passport", until=day("01.11")),
    Absence(driver=YUSUF.id, first=day("01.11")),
    trip(YUSUF, "RU 20.11–"),
)


@pytest.mark.parametrize(
    ("ways", "kind"),
    [
        (("f6", "insert"), "paper"),
        (("f4", "insert"), "trip"),
        (("!absences", "insert"), "absence"),
        (("!openings", "insert"), "opening"),
        (("f8", "escape", "f6", "insert"), "paper"),
        (("enter", "f6", "insert"), "paper"),
        (("!new_paper",), "paper"),
        (("f6", "!new_trip"), "trip"),
    ],
)
async def test_a_new_form_is_of_the_driver_searched_for(tmp_path: Path, ways: tuple[str, ...], kind: str) -> None:
    """“пет” typed on the fleet, and whatever way leads to a new form: it is Petrosyan's, not of him who stands on top of the list."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK, *OTHERS) as pilot:
        await type_in(pilot, "пет")
        for key in ways:
            await (pilot.app.run_action(f"app.{key[1:]}") if key.startswith("!") else press(pilot, key))
            await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, FormScreen) and (form.form.KIND, form.form.driver) == (kind, GAGIK.id)
        assert not any("Юсупов" in line for line in screen_of(pilot).split("\n"))


async def test_f6_after_a_search_stands_on_his_paper_until_another_is_looked_at(tmp_path: Path) -> None:
    """Akhmetov's licence is the second of the list and has the cursor; one up stands Yusupov's passport: Insert is for him then."""
    async with office(tmp_path, AHMET, YUSUF, LICENCE, *OTHERS) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f6")
        assert "AB 123" in line_with(pilot, "►")
        await press(pilot, "up", "insert")
        assert isinstance(pilot.app.screen, FormScreen) and pilot.app.screen.form.driver == YUSUF.id


async def test_f6_says_where_the_driver_searched_for_has_no_paper(tmp_path: Path) -> None:
    """Petrosyan has none: the line above the keys says so, Insert makes his first one and the cursor then stands on it."""
    async with office(tmp_path, YUSUF, GAGIK, *OTHERS) as pilot:
        await type_in(pilot, "пет")
        await press(pilot, "f6")
        assert "Петросян Гагик: there is none yet. Insert makes the first one." in screen_of(pilot)
        await press(pilot, "ю")
        assert "Letters search" in screen_of(pilot)
        await press(pilot, "f2", *"пет", "f6", "insert", *["tab"] * 4, *"1511", "enter")
        assert [paper.kind for paper in book_of(pilot).papers_of(GAGIK.id)] == ["ruid-driver"]
        assert "Петросян" in line_with(pilot, "►")


async def test_a_search_in_the_list_that_finds_nothing_is_for_nobody(tmp_path: Path) -> None:
    """Letters that match no paper leave no row: the new paper has no holder until one is chosen, and is not kept without one."""
    async with office(tmp_path, AHMET, YUSUF, *OTHERS) as pilot:
        await press(pilot, "f6", *"щщщ", "insert")
        assert isinstance(pilot.app.screen, FormScreen) and pilot.app.screen.form.driver is None
        await press(pilot, "enter")
        assert len(list(book_of(pilot).all(Paper))) == 1


async def test_nobody_was_looked_at_and_the_list_begins_on_top(tmp_path: Path) -> None:
    """F6 straight from the fleet: the first paper to end has the cursor, and Insert renews it for its holder."""
    async with office(tmp_path, AHMET, YUSUF, LICENCE, *OTHERS) as pilot:
        await press(pilot, "f6", "insert")
        assert isinstance(pilot.app.screen, FormScreen) and pilot.app.screen.form.driver == YUSUF.id


async def test_tab_puts_a_list_in_another_order(tmp_path: Path) -> None:
    """Trips by date, then by driver, then by route, then as they were; each order is named."""
    records = [
        AHMET,
        YUSUF,
        trip(AHMET, "RU 01.03–10.03", route="Б"),
        trip(YUSUF, "RU 20.11–", route="В"),
        trip(AHMET, "RU 01.12?–05.12?", route="А"),
    ]
    async with office(tmp_path, *records) as pilot:
        await press(pilot, "f4")
        trips = pilot.app.screen.query_one(TripList)
        orders = []
        for key in ("tab", "ctrl+o", "ctrl+щ", "tab"):
            await press(pilot, key)
            title = _heading(pilot).rpartition(" in all")[2]
            orders.append(("".join(row.route for row in trips.rows), title))
        assert orders == [("АВБ", ", by date"), ("АБВ", ", by driver"), ("АБВ", ", by route"), ("ВАБ", "")]


@pytest.mark.parametrize(
    ("command", "records", "by_name", "other", "order"),
    [
        ("vehicles", [Vehicle(plate="B 2", note="рефрижератор"), Vehicle(plate="A 1", note="тент")], "AB", "BA", "by note"),
        (
            "routes",
            [
                Route(name="Б", legs=(RouteLeg(country="BY", days=5),)),
                Route(name="А", legs=(RouteLeg(country="RU", days=3),)),
            ],
            "АБ",
            "БА",
            "by countries",
        ),
        (
            "absences",
            [Absence(driver=YUSUF.id, first=day("01.12")), Absence(driver=AHMET.id, first=day("01.03"))],
            "АЮ",
            "ЮА",
            "by date",
        ),
        (
            "openings",
            [_opening(YUSUF, "01.09"), _opening(AHMET, "01.03")],
            "АЮ",
            "ЮА",
            "by date",
        ),
        (
            "corrections",
            [
                Correction(path=f"rule/union-state/version/2025-01-01/limit/{window}/days", value=value, was=90, reason="—")
                for window, value in (("calendar-year", 99), ("continuous", 95))
            ],
            "RR",
            "RR",
            "by value",
        ),
    ],
)
async def test_every_list_of_records_can_be_put_in_another_order(
    tmp_path: Path, command: str, records: list[Record], by_name: str, other: str, order: str
) -> None:
    """Trucks, routes, absences, openings, corrections: by name, then by the rest of them, and as they were; the title says which."""
    async with office(tmp_path, AHMET, YUSUF, *records) as pilot:
        await pilot.app.run_action(command)
        await pilot.pause()
        listed = pilot.app.screen.query_one(RecordList)

        def initials() -> str:
            return "".join(row.name[0] for row in listed.rows)

        assert initials() == by_name and "by " not in _heading(pilot)
        before = [row.id for row in listed.rows]
        await press(pilot, "ctrl+o")
        assert initials() == other and _heading(pilot).endswith(f", {order}")
        assert [row.id for row in listed.rows] == before[::-1]
        await press(pilot, "tab")
        assert [row.id for row in listed.rows] == before


async def test_a_long_name_of_a_record_is_whole_where_there_is_room(tmp_path: Path) -> None:
    """The name of a route takes the cells it needs, and what is in it the rest; a short one leaves no gap."""
    long = Route(name="Шымкент–Варшава через Козловичи и обратно", legs=(RouteLeg(country="RU", days=3), RouteLeg(country="BY", days=2)))
    async with office(tmp_path, long, Vehicle(plate="777 ABC 02", note="аренда"), size=(100, 30)) as pilot:
        await pilot.app.run_action("routes")
        await pilot.pause()
        assert f"{long.name} Russia 3 – Belarus 2" in screen_of(pilot)
        await pilot.app.run_action("vehicles")
        await pilot.pause()
        assert f"►{'777 ABC 02':12} аренда" in screen_of(pilot)


async def test_an_absence_without_an_end_is_from_a_day_on(tmp_path: Path) -> None:
    """In the list, on the page of the driver and where it is deleted: no dash stands for a date that nobody knows."""
    async with office(tmp_path, AHMET, Absence(driver=AHMET.id, first=day("20.11"), reason="болен")) as pilot:
        await pilot.app.run_action("absences")
        await pilot.pause()
        assert "from 20.11.2026 болен" in shown(screen_of(pilot))
        await press(pilot, "f2", "enter", "end", "up")
        assert "from 20.11.2026 " in line_with(pilot, "болен")
        await press(pilot, "delete")
        assert "absence of Ахметов Ерлан Серикович, from 20.11.2026" in " ".join(screen_of(pilot).split())
