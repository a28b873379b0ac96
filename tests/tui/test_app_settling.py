"""Settling: one list of what waits, each dealt with where it stands in a few keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from storage.records import Basis, Leg, Unsettled
from tests.storage.journeys import crewed, told, trip
from tests.tui.office import AHMET, YUSUF, book_of, desk_of, journeys, line_with, office, press, screen_of, shown, type_in
from tui.screens.desk import Desk

ROW = Unsettled(
    driver=AHMET.id,
    file="office-2026.xlsx",
    sheet="Рейсы",
    row=49,
    problem="unreadable",
    cells={"Водитель": "Ахметов", "Въезд": "03.03.2026", "Выезд": "32.03"},
)


def leg_of(pilot: Pilot[int]) -> Leg:
    """The first leg of Akhmetov's first trip."""
    return book_of(pilot).trips_of(AHMET.id)[0].legs[0]


async def test_all_that_waits_stands_in_one_list(tmp_path: Path) -> None:
    """A row that was not read, a plan gone by, an exit without news, told dates: each says what Enter does with it."""
    records = [AHMET, YUSUF, ROW, trip(AHMET, "RU 10.11?–12.11?"), trip(YUSUF, "RU 01.11–20.11?")]
    async with office(tmp_path, *records, size=(100, 30)) as pilot:
        await press(pilot, "ctrl+к")
        assert "Settling: 3 to settle, 1 dates only told" in screen_of(pilot)
        assert "type what it means" in line_with(pilot, "row not read")
        assert "went as planned" in line_with(pilot, "planned entry passed")
        assert "left as planned" in line_with(pilot, "no news of the exit")
        assert "mark seen" in line_with(pilot, "→ 01.11.2026")


async def test_it_went_as_planned_is_one_key(tmp_path: Path) -> None:
    """Enter: both dates of the plan are told. Ctrl+Z: it waits again, and what was undone is said in words."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11?–12.11?")) as pilot:
        await press(pilot, "ctrl+r", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–12.11"]
        assert "planned entry passed" not in screen_of(pilot) and "Written down: Ахметов" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert journeys(pilot, AHMET, told) == ["RU 10.11?–12.11?"]
        assert "planned entry passed" in screen_of(pilot)
        assert "Undone: Ахметов Ерлан Серикович: in: Russia, 10.11.2026, told" in " ".join(screen_of(pilot).split())


async def test_he_left_on_another_day_with_a_stamp(tmp_path: Path) -> None:
    """21.11 typed on the row, Tab, Right, the card's number, Enter: out on the 21st, shown."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–20.11?")) as pilot:
        await press(pilot, "ctrl+r")
        await type_in(pilot, "21.11")
        await press(pilot, "tab", "right")
        await type_in(pilot, "4621")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–21.11"]
        assert (leg_of(pilot).exit_basis, leg_of(pilot).exit_proof) == (Basis.SHOWN, "4621")


async def test_without_digits_the_day_is_reached_with_arrows(tmp_path: Path) -> None:
    """Right once from the planned day: a day later."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–20.11?")) as pilot:
        await press(pilot, "ctrl+r", "right", "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–21.11"]


async def test_an_open_stay_asks_for_the_day(tmp_path: Path) -> None:
    """Enter opens the day, with today in it; a day before the entry is refused in words, the right one is taken."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–")) as pilot:
        await press(pilot, "ctrl+r", "enter")
        await type_in(pilot, "9.11")
        await press(pilot, "enter")
        assert "out before in" in screen_of(pilot)
        await press(pilot, *["backspace"] * 10)
        await type_in(pilot, "20.11")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 10.11–20.11"]


async def test_what_is_longer_than_a_line_goes_on_in_the_next(tmp_path: Path) -> None:
    """The legs of the trip under the cursor, and why a day is refused: every word is read in a window of 80."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.11–05.11, BY 05.11–08.11, RU 08.11–")) as pilot:
        await press(pilot, "ctrl+r")
        legs = "RU 01.11.2026 (told) – 05.11.2026 (told) · BY 05.11.2026 (told) – 08.11.2026 (told) · RU 08.11.2026 (told) – open"
        assert legs in shown(screen_of(pilot))
        await press(pilot, "enter")
        await type_in(pilot, "7.11")
        await press(pilot, "enter")
        assert f"{AHMET.name}: That cannot be: out before in, or out of the queue before in it." in shown(screen_of(pilot))


async def test_told_dates_of_a_crew_are_seen_in_one_go(tmp_path: Path) -> None:
    """Space on all four, Enter: all are shown, in one commit that one Ctrl+Z takes back."""
    async with office(tmp_path, AHMET, YUSUF, crewed((AHMET, YUSUF), "RU 10.11–12.11")) as pilot:
        await press(pilot, "ctrl+r", "space", "space", "space", "space")
        assert "4 selected" in screen_of(pilot)
        await press(pilot, "enter")
        legs = book_of(pilot).trips_of(AHMET.id)[0].legs
        assert {leg.entry_basis for leg in legs} | {leg.exit_basis for leg in legs} == {Basis.SHOWN}
        assert "Nothing waits" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert screen_of(pilot).count("only told") >= 4


async def test_what_was_not_is_dismissed_with_its_reason(tmp_path: Path) -> None:
    """Delete on a plan gone by, the reason typed, Enter: the trip is cancelled and says why."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11?–12.11?")) as pilot:
        await press(pilot, "ctrl+r", "delete")
        await type_in(pilot, "болел")
        await press(pilot, "enter")
        (gone,) = book_of(pilot).trips_of(AHMET.id)
        assert (gone.cancelled, gone.note) == (True, "болел")


async def test_what_happened_is_refused_before_a_reason_is_asked_for(tmp_path: Path) -> None:
    """Delete on an open stay, alone or selected with a plan gone by: no line opens, the sentence is read whole."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 10.11–"), trip(AHMET, "RU 01.10?–05.10?")) as pilot:
        await press(pilot, "ctrl+r", "space", "space", "delete")
        assert f"{AHMET.name}: What happened is not dismissed: type the right day, or end the stay." in shown(screen_of(pilot))
        assert "it was not, because" not in screen_of(pilot)


async def test_a_row_is_dismissed_only_with_a_reason(tmp_path: Path) -> None:
    """Delete, Enter: a reason is asked for. With one the row waits no more, and the book keeps why."""
    async with office(tmp_path, AHMET, ROW) as pilot:
        await press(pilot, "ctrl+r", "delete", "enter")
        assert "with a reason only" in screen_of(pilot)
        await type_in(pilot, "дубль")
        await press(pilot, "enter")
        assert book_of(pilot).unsettled_of(AHMET.id) == []
        assert [row.because for row in book_of(pilot).rows_of(AHMET.id)] == ["дубль"]


async def test_a_row_is_mended_where_it_stands(tmp_path: Path) -> None:
    """The cells stand under the list; the day in that could be read is there already, the day out is typed."""
    async with office(tmp_path, AHMET, ROW) as pilot:
        await press(pilot, "ctrl+r")
        assert "Выезд: 32.03" in screen_of(pilot) and "Enter: type what it means" in screen_of(pilot)
        await press(pilot, "enter", "tab", "tab")
        await type_in(pilot, "12.03")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 03.03–12.03"]
        assert book_of(pilot).unsettled_of(AHMET.id) == []


async def test_the_date_out_of_a_row_is_counted_from_its_date_in(tmp_path: Path) -> None:
    """A row of another year: 3 December 2025 typed in, out on 10.01 is January 2026; Delete says that he is not out yet."""
    row = msgspec.structs.replace(ROW, cells={"Страна": "РБ", "Въезд": "32.03", "Выезд": "32.03"})
    async with office(tmp_path, AHMET, row) as pilot:
        await press(pilot, "ctrl+r", "enter", "tab")
        await type_in(pilot, "3.12.2025")
        await press(pilot, "tab")
        await type_in(pilot, "10.01")
        assert "10.01_→10.01.2026" in line_with(pilot, "the row means")
        await press(pilot, "delete")
        assert "not out yet" in line_with(pilot, "the row means")
        await type_in(pilot, "+5")
        await press(pilot, "tab")
        assert "08.12.2025 Mo" in line_with(pilot, "the row means")


async def test_a_row_opens_with_what_could_be_read_of_it(tmp_path: Path) -> None:
    """Country and day out are there; what nobody could read is not made up: it must be typed. Without a word of an exit he is inside."""
    row = msgspec.structs.replace(ROW, cells={"Страна": "РБ", "Въезд": "32.03", "Дата рождения": "01.02.1980", "Выезд": "12.03.2026"})
    async with office(tmp_path, AHMET, row) as pilot:
        await press(pilot, "ctrl+r", "enter")
        assert "Belarus" in line_with(pilot, "the row means") and "12.03.2026" in line_with(pilot, "the row means")
        assert "not known" in line_with(pilot, "the row means")
        await press(pilot, "enter")
        assert "Type the day he came in" in screen_of(pilot) and book_of(pilot).unsettled_of(AHMET.id)
        await press(pilot, "tab")
        await type_in(pilot, "3.3")
        await press(pilot, "backspace", "backspace", "backspace", "enter")
        assert "Type the day he came in" in screen_of(pilot)
        await type_in(pilot, "3.3")
        await press(pilot, "enter")
        assert journeys(pilot, AHMET, told) == ["BY 03.03–12.03"]


@pytest.mark.parametrize(("exit_", "keys", "said"), [("?", ("tab", "tab", "delete"), "Type the day he left"), ("", (), "")])
async def test_a_row_without_a_day_out(tmp_path: Path, exit_: str, keys: tuple[str, ...], said: str) -> None:
    """A day out that cannot be read is asked for, and Delete says that there is none; where the row says nothing of one he is inside."""
    cells = {"Страна": "РФ", "Въезд": "03.11.2026"} | ({"Выезд": exit_} if exit_ else {})
    async with office(tmp_path, AHMET, msgspec.structs.replace(ROW, cells=cells)) as pilot:
        await press(pilot, "ctrl+r", "enter")
        if said:
            await press(pilot, "enter")
            assert said in screen_of(pilot)
        await press(pilot, *keys, "enter")
        assert journeys(pilot, AHMET, told) == ["RU 03.11–"]


async def test_many_told_dates_are_one_line_until_it_is_opened(tmp_path: Path) -> None:
    """Fourteen told dates of two drivers: one line with the count after all else; Enter lists them, each to be seen as ever."""
    driven = [
        trip(each, f"RU {day:02}.0{month}–{day + 1:02}.0{month}") for each in (AHMET, YUSUF) for month, day in ((3, 1), (4, 1), (5, 1))
    ]
    async with office(tmp_path, AHMET, YUSUF, ROW, *driven, trip(AHMET, "RU 01.06–02.06"), size=(100, 30)) as pilot:
        await press(pilot, "ctrl+r")
        assert "1 to settle, 14 dates only told" in screen_of(pilot)
        assert screen_of(pilot).count("only told") == 2 and "14 dates only told: 2 drivers" in screen_of(pilot)
        await press(pilot, "end", "space", "delete")
        assert "selected" not in screen_of(pilot)
        await press(pilot, "enter", "down", "enter")
        assert "13 dates only told" in screen_of(pilot)
        assert leg_of(pilot).exit_basis is Basis.TOLD and book_of(pilot).trips_of(AHMET.id)[-1].legs[0].exit_basis is Basis.SHOWN
        await press(pilot, "end", "pageup", "home", "down", "enter")
        assert "13 dates only told: 2 drivers" in screen_of(pilot) and "→ 01.03.2026" not in screen_of(pilot)


async def test_settling_is_of_today_whatever_date_is_looked_at(tmp_path: Path) -> None:
    """Looking at 10 November, a plan of the 12th has still passed."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 12.11?–14.11?")) as pilot:
        pilot.app.desk.go_to_day(date(2026, 11, 10))  # type: ignore[attr-defined]
        await press(pilot, "ctrl+r")
        assert "planned entry passed" in screen_of(pilot)


async def test_a_name_with_markup_is_harmless_here_too(tmp_path: Path) -> None:
    """Square brackets and control characters in names and cells are letters."""
    odd = msgspec.structs.replace(AHMET, name="[/b]Иван\x1b]0;х\x07")
    row = msgspec.structs.replace(ROW, cells={"[x]": "\x1b[2J"})
    async with office(tmp_path, odd, row) as pilot:
        await press(pilot, "ctrl+r", "enter", "escape", "escape", "tab")
        assert all(letter.isprintable() for letter in screen_of(pilot).replace("\n", ""))


@pytest.mark.parametrize(("key", "title"), [("ctrl+r", "Settling: 1 to settle"), ("tab", "What needs attention: ")])
async def test_a_key_does_not_wait_for_the_whole_fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, title: str) -> None:
    """Asked for while the figures are still being worked out, the list says so at once, and fills when they are there."""
    work = Desk.work
    known: list[bool] = []

    def slow(desk: Desk, seconds: float | None = None) -> bool:
        return work(desk, seconds) if known or seconds is None else False

    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.11?–05.11?")) as pilot:
        monkeypatch.setattr(Desk, "work", slow)
        desk_of(pilot).renew_all()
        await press(pilot, key)
        assert "Working out the figures: 0 of 1 drivers" in screen_of(pilot)
        known.append(True)
        while "Working out" in screen_of(pilot):
            await pilot.pause()
        await pilot.pause()
        assert title in screen_of(pilot) and "Ахметов" in line_with(pilot, "►")
