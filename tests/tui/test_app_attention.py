"""What needs attention, on opening and as a list of its own; each line leads to where it is dealt with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from textual.pilot import Pilot

from storage.records import Driver, Opening, OpeningYear, Paper, Record, Route, RouteLeg, Unsettled
from tests.storage.journeys import day, trip
from tests.storage.telling import ready, with_leg
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, line_with, office, press, screen_of, type_in
from tui.screens.form import FormScreen
from tui.widgets.concerns import ConcernList

UNREAD = Unsettled(
    driver=AHMET.id,
    file="рейсы.xlsx",
    sheet="Рейсы",
    row=49,
    problem="unknown-country",
    cells={"Страна": "Р-ция", "Въезд": "03.11.2026", "Выезд": "05.11.2026"},
)


def papers(*drivers: Record) -> list[Record]:
    """The papers that everybody needs."""
    return [record for driver in drivers for record in ready(driver)[1:]]  # type: ignore[arg-type]


async def test_above_the_roster_stands_the_worst_of_each_driver(tmp_path: Path) -> None:
    """Yusupov over, Akhmetov to leave: one line each, the alarm first; what has no room is counted, and Tab shows it."""
    records = [*papers(AHMET, YUSUF), AHMET, YUSUF, trip(YUSUF, "RU 01.03–03.06"), trip(AHMET, "RU 01.03–22.05"), trip(AHMET, "RU 20.11–")]
    async with office(tmp_path, *records, size=(100, 30)) as pilot:
        lines = screen_of(pilot).split("\n")
        assert "Юсупов" in lines[1] and "over the limit by 5 d" in lines[1]
        assert "Ахметов" in lines[2] and "to be in the queue by 23.11.2026, out by 26.11.2026" in lines[2]
        assert "more: Tab" in lines[3]


@pytest.mark.parametrize(("size", "name"), [((160, 50), "Каримов Дилшод Рустамович"), ((80, 24), "Каримов Д.Р.")])
async def test_a_name_is_as_long_in_every_line_as_the_window_allows(tmp_path: Path, size: tuple[int, int], name: str) -> None:
    """Above the roster, in it, in the lists: whole in a large window, in initials in a small one."""
    driver = Driver(name="Каримов Дилшод Рустамович", citizenship="UZ")
    async with office(tmp_path, driver, trip(driver, "RU 01.03–03.06"), size=size) as pilot:
        for keys in ((), ("tab",), ("f2", "f3", "f3")):
            await press(pilot, *keys)
            lines = [line for line in screen_of(pilot).split("\n") if "Каримов" in line and not line.startswith(f" {driver.name}")]
            assert lines and all(f"{name}  " in f"{line}  " for line in lines), lines


async def test_tab_shows_all_of_it_and_goes_back(tmp_path: Path) -> None:
    """Every finding of every driver has a line of its own; Tab again is the fleet."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK, trip(YUSUF, "RU 01.03–03.06")) as pilot:
        await press(pilot, "tab")
        assert "What needs attention: 2 today, 5 in all" in screen_of(pilot)
        assert "not in the book: driving licence" in screen_of(pilot)
        await press(pilot, "tab")
        assert screen_of(pilot).startswith(" Fleet")


async def test_the_same_of_many_drivers_is_one_line_that_opens(tmp_path: Path) -> None:
    """Papers of five drivers are of no known country: one line with the count, still found by each name; Enter lists the five."""
    drivers = [Driver(name=f"{name} Азамат", citizenship="KZ") for name in ("Абаев", "Бобров", "Галиев", "Дауров", "Ежов")]
    contracts = [Paper(holder=each.id, kind="employment-contract", number=each.name) for each in drivers]
    async with office(tmp_path, *drivers, *papers(*drivers), *contracts, size=(100, 30)) as pilot:
        await press(pilot, "tab")
        assert "0 today, 5 in all" in screen_of(pilot)
        concerns = pilot.app.screen.query_one(ConcernList)
        assert [len(row.alike) for row in concerns.rows] == [5] and "5 drivers" in line_with(pilot, "country")
        await type_in(pilot, "дау")
        await press(pilot, "enter")
        assert [row.driver.name for row in concerns.shown if row.driver] == ["Дауров Азамат"]
        await press(pilot, "escape", "home")
        assert len(concerns.shown) == 6
        await press(pilot, "enter")
        assert len(concerns.shown) == 1
        await press(pilot, "enter", "down", "enter")
        assert form_of(pilot).form.id == contracts[0].id


async def open_first(pilot: Pilot[int], code: str) -> str:
    """Goes to the first line of what needs attention with such a finding, opens it, and returns the line's key."""
    await press(pilot, "tab")
    concerns = pilot.app.screen.query_one(ConcernList)
    key = next(row.key for row in concerns.rows if row.finding.code == code)
    concerns.go_to(key)
    await press(pilot, "enter")
    return key


def form_of(pilot: Pilot[int]) -> FormScreen:
    """Returns the form in front."""
    assert isinstance(pilot.app.screen, FormScreen)
    return pilot.app.screen


async def came_back(pilot: Pilot[int], key: str) -> None:
    """Esc comes back to what needs attention, with the cursor on the line of that key."""
    await press(pilot, "escape")
    current = pilot.app.screen.query_one(ConcernList).current
    assert current is not None and current.key == key


ADR = Paper(holder=AHMET.id, kind="adr", until=day("30.11"), number="7")
RUID = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("22.11"), until=day("20.02.27"))
NAMELESS = Paper(holder=AHMET.id, kind="visa", number="1")
BAN = Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=day("01.11"))
OPENING = Opening(driver=AHMET.id, as_of=day("01.06"), said_by="Ахметов", years=(OpeningYear(year=2026, both=20),))
CHECK = {"kind": "register-check", "holder": AHMET.id, "until": ""}
APPLICATION = {"kind": "ruid-driver", "holder": AHMET.id, "country": "RU", "issued": "", "until": ""}


@pytest.mark.parametrize(
    ("code", "records", "begins"),
    [
        ("paper-missing", [AHMET], {"kind": "licence", "holder": AHMET.id, "country": ""}),
        ("paper-expiring", [ADR], {"kind": "adr", "holder": AHMET.id, "number": "", "until": ""}),
        ("paper-expired", [structs.replace(ADR, until=day("01.11"))], {"kind": "adr", "holder": AHMET.id, "number": "", "until": ""}),
        ("application-to-file", [trip(AHMET, "RU 10.12?–20.12?")], APPLICATION),
        ("application-last-day", [trip(AHMET, "RU 27.11?–20.12?")], APPLICATION),
        ("application-missed", [trip(AHMET, "RU 24.11?–20.12?")], APPLICATION),
        ("register-not-checked", [trip(AHMET, "RU 27.11?–20.12?")], {**CHECK, "country": "RU"}),
        ("breach-open", [trip(AHMET, "RU 01.03–03.06")], {**CHECK, "country": "RU"}),
        ("registration-due", [trip(AHMET, "BY 19.10–")], {"kind": "registration", "holder": AHMET.id, "country": "BY"}),
        (
            "trip-paper-missing",
            [Route(name="Лодзь", needs=("adr",), legs=(RouteLeg(country="PL", days=9),)), trip(AHMET, "PL 10.12?–20.12?", route="Лодзь")],
            {"kind": "adr", "holder": AHMET.id, "country": ""},
        ),
    ],
)
async def test_a_paper_that_is_wanted_opens_as_a_new_one_filled_in(
    tmp_path: Path, code: str, records: list[Record], begins: dict[str, str]
) -> None:
    """Holder, kind and, where it is known, the country stand there; what was not said does not. Esc comes back to the line."""
    given = papers(AHMET) if code != "paper-missing" else []
    async with office(tmp_path, AHMET, *given, *records) as pilot:
        key = await open_first(pilot, code)
        form = form_of(pilot)
        assert form.form.KIND == "paper" and form.form.id is None
        assert {**form.draft.answers, **begins} == form.draft.answers
        await came_back(pilot, key)


@pytest.mark.parametrize(
    ("code", "opened", "others"),
    [
        ("paper-country-unknown", NAMELESS, []),
        ("paper-blocks", BAN, []),
        ("inside-while-blocked", BAN, [trip(AHMET, "RU 20.11–")]),
        ("application-close", RUID, [trip(AHMET, "RU 25.11?–30.11?")]),
        ("application-late", RUID, [trip(AHMET, "RU 24.11?–30.11?")]),
        ("visa-terms-unknown", structs.replace(NAMELESS, country="RU"), [trip(AHMET, "RU 20.11–")]),
        ("overlap", trip(AHMET, "RU 01.10–12.10"), [trip(AHMET, "BY 10.10–20.10")]),
        ("transit-missing", trip(AHMET, "GE 10.12?–20.12?"), []),
        ("opening-and-trips", OPENING, [trip(AHMET, "RU 01.03–10.03")]),
        ("citizenship-unknown", structs.replace(AHMET, citizenship=None), []),
    ],
)
async def test_a_record_that_is_in_question_opens_itself(tmp_path: Path, code: str, opened: Record, others: list[Record]) -> None:
    """The paper, the trip, the opening or the driver whose dates or words make the finding: its own form."""
    async with office(tmp_path, AHMET, *papers(AHMET), *others, opened) as pilot:
        key = await open_first(pilot, code)
        assert (form_of(pilot).form.KIND, form_of(pilot).form.id) == (type(opened).__name__.lower(), opened.id)
        await came_back(pilot, key)


async def test_what_was_written_down_is_gone_and_the_cursor_stays_in_its_place(tmp_path: Path) -> None:
    """The renewal of the certificate is typed from its line: the list is in front again, on the line that moved up."""
    async with office(tmp_path, AHMET, YUSUF, *papers(AHMET), ADR) as pilot:
        await open_first(pilot, "paper-expiring")
        await press(pilot, "down", "down", "down", "down")
        await type_in(pilot, "23.11")
        await press(pilot, "enter")
        concerns = pilot.app.screen.query_one(ConcernList)
        assert not any(row.finding.code == "paper-expiring" for row in concerns.rows)
        assert concerns.cursor == len(concerns.rows) - 1 and "Written down" in screen_of(pilot)
        (adr,) = [paper for paper in book_of(pilot).all(Paper) if paper.kind == "adr" and paper.id != ADR.id]
        assert adr.until == day("30.11.31")


async def test_drafts_of_papers_of_two_kinds_do_not_mix(tmp_path: Path) -> None:
    """What was begun of one missing paper stays; another kind opens its own form, and Ctrl+B goes back to what was typed."""
    async with office(tmp_path, AHMET, ADR) as pilot:
        await open_first(pilot, "paper-missing")
        await press(pilot, "down", "down", "down")
        await type_in(pilot, "KZ77")
        await press(pilot, "escape", "escape")
        await open_first(pilot, "paper-expiring")
        assert form_of(pilot).draft.answers["kind"] == "adr" and "KZ77" not in screen_of(pilot)
        await press(pilot, "ctrl+b")
        assert form_of(pilot).draft.answers["kind"] == "licence" and "KZ77" in screen_of(pilot)


@pytest.mark.parametrize(
    ("code", "records"),
    [
        ("join-queue", [trip(AHMET, "RU 01.03–22.05"), trip(AHMET, "RU 20.11–")]),
        ("told-to-leave", [with_leg("RU 20.11–", AHMET, leave_by=day("30.11"))]),
        ("queue-long", [with_leg("RU 01.11–", AHMET, exit_queue=day("10.11"), exit_point="Маштаково")]),
    ],
)
async def test_who_must_leave_is_let_out_where_his_line_stands(tmp_path: Path, code: str, records: list[Record]) -> None:
    """The border line opens under the finding; Esc leaves all as it was, Enter takes the crossing, and the finding is gone."""
    async with office(tmp_path, AHMET, YUSUF, *papers(AHMET), *records) as pilot:
        key = await open_first(pilot, code)
        assert "out: Russia" in screen_of(pilot)
        await came_back(pilot, key)
        await press(pilot, "f8", "enter")
        concerns = pilot.app.screen.query_one(ConcernList)
        assert not any(row.finding.code == code for row in concerns.rows)
        assert any(leg.exit == day("23.11") for trip in book_of(pilot).trips_of(AHMET.id) for leg in trip.legs)


@pytest.mark.parametrize(
    ("code", "record", "line"),
    [
        ("no-news", trip(AHMET, "RU 01.11–20.11?"), "out: Russia"),
        ("planned-passed", trip(AHMET, "RU 20.11?–25.11?"), "in: Russia"),
        ("unsettled-row", UNREAD, "the row means"),
    ],
)
async def test_what_waits_is_settled_at_once_and_the_list_comes_back(tmp_path: Path, code: str, record: Record, line: str) -> None:
    """The line that settles it is open already; Esc comes back, Enter writes it down and comes back too."""
    async with office(tmp_path, AHMET, YUSUF, *papers(AHMET), record) as pilot:
        key = await open_first(pilot, code)
        assert "Settling:" in screen_of(pilot) and line in screen_of(pilot) and "Enter writes it" in screen_of(pilot)
        await came_back(pilot, key)
        await press(pilot, "enter", "enter")
        concerns = pilot.app.screen.query_one(ConcernList)
        assert not any(row.finding.code == code for row in concerns.rows)


async def test_dates_only_told_lead_to_the_first_of_them(tmp_path: Path) -> None:
    """In December a driver with told dates leads to his rows in the settling; they are many, so the list stays open."""
    async with office(tmp_path, AHMET, YUSUF, *papers(AHMET), trip(AHMET, "RU 01.11–05.11"), today=lambda: date(2026, 12, 2)) as pilot:
        key = await open_first(pilot, "year-dates")
        assert "Settling:" in screen_of(pilot) and "Ахметов" in line_with(pilot, "►")
        await came_back(pilot, key)


async def test_who_is_over_leads_to_his_own_page(tmp_path: Path) -> None:
    """There is nothing to type about days used up: his page says how they came about."""
    async with office(tmp_path, AHMET, *papers(AHMET), trip(AHMET, "RU 01.03–03.06")) as pilot:
        key = await open_first(pilot, "over")
        assert "To be seen to" in screen_of(pilot)
        await came_back(pilot, key)


async def test_the_sheet_of_the_year_gone_by_is_printed_as_of_its_last_day(tmp_path: Path) -> None:
    """In January the line of a sheet that was not printed opens the printing of him as of 31 December."""
    async with office(tmp_path, AHMET, *papers(AHMET), trip(AHMET, "RU 01.11–05.11"), today=lambda: date(2027, 1, 5)) as pilot:
        key = await open_first(pilot, "year-sheet")
        assert screen_of(pilot).startswith(" Print, 31.12.2026") and "Ахметов" in screen_of(pilot)
        await came_back(pilot, key)


async def test_a_long_sentence_is_whole_above_the_roster_and_under_the_list(tmp_path: Path) -> None:
    """Where it has no room it goes on in a second line; in the list of all the lines below have it, with what Enter opens."""
    async with office(tmp_path, AHMET, *papers(AHMET), trip(AHMET, "RU 20.11?–30.11?"), size=(60, 24)) as pilot:
        whole = "planned entry 20.11.2026 has passed: 0 d without it, 4 d with it"
        assert whole in " ".join(" ".join(screen_of(pilot).split("\n")[1:4]).split())
        await press(pilot, "tab")
        assert f"{whole} · Enter opens: settling" in " ".join(screen_of(pilot).split())


async def test_attention_is_searched_by_driver(tmp_path: Path) -> None:
    """юс leaves what is to be seen to of Yusupov."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK) as pilot:
        await press(pilot, "tab")
        await type_in(pilot, "юс")
        assert "Юсупов" in screen_of(pilot) and "Ахметов" not in screen_of(pilot)


async def test_nothing_to_be_seen_to_says_so(tmp_path: Path) -> None:
    """With every paper in the book and nobody away the list says that nothing needs attention."""
    async with office(tmp_path, AHMET, *papers(AHMET)) as pilot:
        await press(pilot, "tab")
        assert "Nothing needs attention on this date." in screen_of(pilot)


async def test_a_book_without_a_copy_elsewhere_leads_to_where_copies_go(tmp_path: Path) -> None:
    """Nine days after the book began nothing of it lies outside the laptop: the firm's own line, and Enter is on that setting."""
    async with office(tmp_path, AHMET, *papers(AHMET), today=lambda: date(2026, 12, 2)) as pilot:
        assert "the firm" in screen_of(pilot)
        key = await open_first(pilot, "copy-old")
        assert screen_of(pilot).startswith(" Settings") and "Where copies of the book go" in line_with(pilot, "►")
        await came_back(pilot, key)


async def test_a_rule_nobody_has_looked_at_leads_to_it_among_the_settings(tmp_path: Path) -> None:
    """The second rule that the firm keeps is old: the cursor is on it."""
    async with office(tmp_path, AHMET, *papers(AHMET), today=lambda: date(2027, 2, 2)) as pilot:
        await press(pilot, "tab", "down", "down", "enter")
        assert screen_of(pilot).startswith(" Settings") and "Belarus alone" in line_with(pilot, "►")
