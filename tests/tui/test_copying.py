"""Rows leave the screen: by the terminal, by the system's own tool, and into a file where neither will do."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from storage.records import Paper, Vehicle
from tests.storage.journeys import trip
from tests.tui.kept import front_of
from tests.tui.office import AHMET, YUSUF, book_of, office, press, roster_of, screen_of
from tui.clipboard import hand_over


def copied(pilot: Pilot[int]) -> list[list[str]]:
    return [line.split("\t") for line in pilot.app.clipboard.splitlines()]


@pytest.fixture(autouse=True)
def _no_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


async def test_the_row_of_the_cursor_is_copied_uncut(tmp_path: Path) -> None:
    """A tab between columns, the whole name though the window cuts it, and nothing of the gauge."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 21.11–")) as pilot:
        await press(pilot, "ctrl+c")
        ((name, where, used, *rest),) = copied(pilot)
        assert (name, where, used) == (AHMET.name, "Russia 21.11", "3")
        assert not {"█", "░"} & set("".join(rest))
        assert "1 row copied" in screen_of(pilot)


async def test_selected_rows_are_copied_in_their_order(tmp_path: Path) -> None:
    """Two selected with Space: two lines; the Russian letter on the key does the same."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        names = [row.driver.name for row in roster_of(pilot).shown]
        await press(pilot, "down", "space", "up", "space", "ctrl+с")
        assert [row[0] for row in copied(pilot)] == [names[1], names[0]]


async def test_every_list_of_records_can_be_copied(tmp_path: Path) -> None:
    """Trips, papers and history too."""
    paper = Paper(holder=AHMET.id, kind="licence", number="N123")
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03"), paper) as pilot:
        await press(pilot, "f4", "ctrl+c")
        assert copied(pilot)[0][1:4] == ["01.03.2026", "10.03.2026", AHMET.name]
        await press(pilot, "f6", "ctrl+c")
        assert "N123" in copied(pilot)[0]


async def test_what_waits_and_what_is_planned_can_be_copied(tmp_path: Path) -> None:
    """What needs attention, what is to be settled, the forecast, who can go and the trucks: a tab between columns, nothing cut."""
    planned, open_one = trip(AHMET, "RU 01.12?–10.12?"), trip(YUSUF, "RU 21.11–")
    async with office(tmp_path, AHMET, YUSUF, planned, open_one, Vehicle(plate="041 KRV 10")) as pilot:
        await press(pilot, "tab", "ctrl+c")
        assert len(copied(pilot)[0]) == 3 and "…" not in pilot.app.clipboard
        await press(pilot, "f2", "ctrl+r", "ctrl+c")
        assert copied(pilot)[0][1] == YUSUF.name
        await press(pilot, "f5", "ctrl+c")
        assert copied(pilot)[0][:2] == ["01.12", AHMET.name]
        await press(pilot, "enter", "ctrl+c")
        assert copied(pilot)[0][0] in (AHMET.name, YUSUF.name)
        await front_of(pilot).run_action("app.vehicles")
        await press(pilot, "ctrl+c")
        assert copied(pilot)[0][0] == "041 KRV 10"


async def test_asked_once_more_it_writes_a_file(tmp_path: Path) -> None:
    """The same text, beside the sheets, in an encoding that Excel knows; another row is copied anew first."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "ctrl+c", "ctrl+c")
        (file,) = (book_of(pilot).folder / "sheets").iterdir()
        assert file.read_text(encoding="utf-8-sig") == pilot.app.clipboard and "The rows are in" in screen_of(pilot)
        await press(pilot, "down", "ctrl+c")
        assert "1 row copied" in screen_of(pilot)


def test_the_systems_own_tool_is_used_where_there_is_one(tmp_path: Path) -> None:
    """xclip where there is X, wl-copy first where there is Wayland; none: it says so."""
    tool = tmp_path / "xclip"
    tool.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/order\ncat > {tmp_path}/text\n')
    tool.chmod(0o755)
    environ = {"PATH": f"{tmp_path}:/bin:/usr/bin", "DISPLAY": ":0"}
    assert hand_over("Ахметов\tRU\n", environ)
    assert (tmp_path / "order").read_text() == "-selection clipboard\n"
    assert (tmp_path / "text").read_text(encoding="utf-8") == "Ахметов\tRU\n"
    assert not hand_over("x", {"PATH": str(tmp_path)})
    tool.write_text("#!/bin/sh\nexit 1\n")
    assert not hand_over("x", environ)
