"""The mouse on the screens that stand behind others: the wheel scrolls, a click chooses, a second one does what Enter does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from storage.records import Conflict, Driver, Unsettled
from tests.storage.journeys import trip
from tests.tui.office import book_of, desk_of, office, press, screen_of, worked
from tui.guide import Guide
from tui.screens.importing import ImportScreen
from tui.screens.who import WhoScreen
from tui.widgets.lines import LineList
from tui.widgets.page import Page

DRIVERS = [Driver(name=f"Водитель{place:02}", citizenship="KZ") for place in range(30)]
ROWS = [
    Unsettled(driver=each.id, file="рейсы.xlsx", sheet="Рейсы", row=9, problem="unreadable", cells={"Въезд": "32.03"}) for each in DRIVERS
]
TWICE = [Conflict(table="drivers", of=each.id, mine={"note": "а"}, theirs={"note": "б"}) for each in DRIVERS]
PLAN = trip(DRIVERS[0], "RU 01.12?–05.12?", route="Алматы–Москва")
TABLE = "Водитель;Страна;Въезд\n" + "".join(f"Никто{place};РФ;01.03.2026\n" for place in range(30))


def is_planned(pilot: Pilot[int]) -> bool:
    """The trip has changed hands."""
    return book_of(pilot).trips_of(DRIVERS[0].id) == []


@pytest.mark.parametrize(
    ("ways", "done"),
    [
        (("f5", "enter"), is_planned),
        (("ctrl+r",), lambda pilot: "row means" in screen_of(pilot)),
        (("!conflicts",), lambda pilot: "Whose value stands?" in screen_of(pilot)),
        (("@preview",), lambda pilot: "Could not be taken:" in screen_of(pilot)),
    ],
    ids=["who-can-go", "settling", "conflicts", "preview"],
)
async def test_the_wheel_scrolls_a_click_chooses_and_a_second_one_does_it(
    tmp_path: Path, ways: tuple[str, ...], done: Callable[[Pilot[int]], bool]
) -> None:
    """As in every list: what the pointer is on is what counts."""
    async with office(tmp_path, *DRIVERS, *ROWS, PLAN) as pilot:
        book_of(pilot).commit(TWICE, "twice")
        desk_of(pilot).renew_all()
        await go(pilot, ways, tmp_path)
        rows = pilot.app.screen.query(LineList).first()
        assert len(rows.rows) > 25
        await wheel(pilot, rows, MouseScrollDown)
        assert rows.scroll_y > 0
        await wheel(pilot, rows, MouseScrollUp)
        assert rows.scroll_y == 0 and rows.cursor == 0
        await pilot.click(rows, offset=(6, 2))
        await pilot.pause()
        assert rows.cursor == 1 and not done(pilot)
        await pilot.click(rows, offset=(6, 2), times=2)
        await worked(pilot)
        assert done(pilot)


async def test_the_wheel_reads_on_the_run_down(tmp_path: Path) -> None:
    """A page has no row to choose; the wheel goes down and up in it."""
    async with office(tmp_path, *DRIVERS, PLAN) as pilot:
        await go(pilot, ("f5", "right"), tmp_path)
        page = pilot.app.screen.query_one(Page)
        await wheel(pilot, page, MouseScrollDown)
        assert page.scroll_y > 0
        await wheel(pilot, page, MouseScrollUp)
        assert page.scroll_y == 0


async def go(pilot: Pilot[int], ways: tuple[str, ...], folder: Path) -> None:
    """Goes to a screen by keys, by a command of the menu after a ``!``, or to the preview of a table."""
    assert isinstance(pilot.app, Guide)
    for way in ways:
        if way == "@preview":
            (folder / "table.csv").write_text(TABLE, "utf-8")
            pilot.app.show(screen := ImportScreen(pilot.app.desk, folder))
            await pilot.pause()
            screen.go_to(folder / "table.csv")
        elif way.startswith("!"):
            await pilot.app.run_action(f"app.{way[1:]}")
        else:
            await press(pilot, way)
        await pilot.pause(0.1)
        await worked(pilot)
        while isinstance(who := pilot.app.screen, WhoScreen) and not who.rankings:
            await pilot.pause()


async def wheel(pilot: Pilot[int], on: LineList[object] | Page, way: type[MouseScrollDown] | type[MouseScrollUp]) -> None:
    """Turns the wheel several times over a widget."""
    for _ in range(6):
        await pilot._post_mouse_events([way], on, offset=(6, 3))
    await pilot.pause(0.1)
