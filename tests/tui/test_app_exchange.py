"""Exchanging with the office's server from the program: on opening, every so often, on demand, on leaving; and every way it fails."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Semaphore
from time import monotonic

import msgspec
import pytest
from textual.pilot import Pilot

from storage.book import RecordBook
from storage.records import Correction, Driver, Record
from storage.sync import exchange, talk
from storage.sync.couch import CouchServer
from storage.sync.talk import asked, joining
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.storage.loopback import Loopback, running
from tests.storage.offices import Couch, Depot
from tests.tui.office import AHMET, FIRM, LAPTOP, YUSUF, book_of, desk_of, line_with, office, press, program, screen_of, type_in
from tui import courier
from tui.app import Haulbook
from tui.exchanging import exchanges_of
from tui.laptop import Laptop
from tui.screens.form import FormScreen
from tui.screens.messages import Wanted


@pytest.fixture
def couch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setenv("HAULBOOK_SYNC_PASSWORD", "secret")
    with running() as server:
        CouchServer(server.address, "admin", "secret").set_up()
        yield server


def here(couch: Loopback, **settings: object) -> Laptop:
    return replace(LAPTOP, id="here", sync_url=couch.address, sync_user="admin", **settings)  # type: ignore[arg-type]


def set_up(book: RecordBook, couch: Loopback) -> None:
    """What ``haulbook sync setup`` leaves in the book."""
    asked(joining(book, "here", "set up", couch.address), CouchServer(couch.address, "admin", "secret")).remember()


@asynccontextmanager
async def at_office(folder: Path, couch: Loopback, *records: Record, **settings: object) -> AsyncIterator[Pilot[int]]:
    """The program on a book that the server was set up for, its first exchange gone through."""
    with open_book(folder / "book") as book:
        book.commit([FIRM, *records], "test")
        set_up(book, couch)
        async with program(book, laptop=here(couch, **settings)) as pilot:
            await until(pilot, lambda: exchanged(pilot))
            yield pilot


def app_of(pilot: Pilot[int]) -> Haulbook:
    assert isinstance(pilot.app, Haulbook)
    return pilot.app


def exchanged(pilot: Pilot[int]) -> bool:
    going = app_of(pilot)._going
    return going is not None and going.is_finished


def long_after(pilot: Pilot[int]) -> None:
    """Looks at the clock when the last exchange is hours ago."""
    app_of(pilot)._tried = -1e9
    app_of(pilot).look_at_clock()


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Waits until something holds, for 20 seconds at most."""
    begun = monotonic()
    while not holds():
        assert monotonic() - begun < 20, screen_of(pilot)
        await pilot.pause(0.01)
    await pilot.pause()


async def ask_for(pilot: Pilot[int], command: str) -> None:
    """Does a command from the menu."""
    await press(pilot, "f9")
    await type_in(pilot, command)
    await press(pilot, "enter")


@pytest.fixture
def depot(tmp_path: Path, couch: Loopback) -> Iterator[Depot]:
    made = Depot(tmp_path / "depot", "depot")
    yield made
    made.book.close()


def go(depot: Depot, couch: Loopback) -> None:
    depot.sync(CouchServer(couch.address, "admin", "secret"))


def test_where_no_server_is_set_up_nothing_of_it_is_imported_or_seen(tmp_path: Path) -> None:
    """A fresh program that opened a book has neither httpx nor keyring, and its menu no exchange."""
    import subprocess

    script = """
import asyncio, sys
from pathlib import Path
from tests.storage.books import open_book
from tests.tui.office import program, screen_of, press, type_in
async def main():
    with open_book(Path(sys.argv[1])) as book:
        async with program(book) as pilot:
            await press(pilot, "f9"); await type_in(pilot, "exchange")
            print("Exchange with" in screen_of(pilot))
asyncio.run(main())
print(sorted({"httpx", "keyring", "storage.sync.couch", "storage.sync.talk", "tui.exchanging"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "book")], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["False", "[]"]


async def test_on_opening_it_exchanges_and_what_came_is_shown(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """Юсупов was hired at the depot: he stands in the fleet without a key pressed, and the title bears no sign."""
    depot.book.commit([YUSUF], "hired")
    go(depot, couch)
    async with at_office(tmp_path, couch, AHMET) as pilot:
        assert "Юсупов" in screen_of(pilot) and "↑" not in line_with(pilot, "as of")
    go(depot, couch)
    assert {driver.name for driver in depot.book.drivers()} == {AHMET.name, YUSUF.name}


async def test_the_title_counts_what_is_not_sent_until_it_goes_on_demand(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """A border event: ↑1 beside the date, undo takes it off the count or adds to it; from the menu it goes, and that is said."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        await press(pilot, "f8", "enter")
        assert "↑1  as of" in line_with(pilot, "as of")
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: exchanged(pilot) and "1 sent" in screen_of(pilot))
        assert "↑" not in line_with(pilot, "as of")
        await press(pilot, "ctrl+z")
        assert "↑1  as of" in line_with(pilot, "as of")


async def test_a_database_made_anew_at_its_address_has_all_again(tmp_path: Path, couch: Loopback) -> None:
    """The old one was thrown away: asked for, everything goes into the new one, and neither then nor after a restart is any left unsent."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        couch.couch, couch.exists = Couch(page=1000), False
        CouchServer(couch.address, "admin", "secret").set_up()
        await press(pilot, "f8", "enter")
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: exchanged(pilot) and "sent" in screen_of(pilot))
        assert "↑" not in line_with(pilot, "as of")
        state = exchanges_of(book_of(pilot), app_of(pilot).laptop)
        assert state is not None and not state.unsent


async def test_a_server_that_is_off_is_a_quiet_sign_and_a_reason_on_demand(tmp_path: Path, couch: Loopback) -> None:
    """Nothing is said by itself but ×; asked for, the reason stands there; once the server is back, the sign goes."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        app_of(pilot).laptop = replace(app_of(pilot).laptop, sync_url="http://127.0.0.1:9/firm")
        await press(pilot, "f8", "enter")
        long_after(pilot)
        await until(pilot, lambda: "↑1 ×" in line_with(pilot, "as of"))
        assert "does not answer" not in screen_of(pilot)
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: "does not answer" in screen_of(pilot))
        app_of(pilot).laptop = replace(app_of(pilot).laptop, sync_url=couch.address)
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: "1 sent" in screen_of(pilot))
        assert "×" not in line_with(pilot, "as of")


async def test_a_wrong_password_is_not_tried_again_by_itself(tmp_path: Path, couch: Loopback) -> None:
    """A server shuts out who knocks with a wrong password too often: after one refusal a person has to ask."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        couch.users["admin"] = "another"
        for _ in range(3):
            long_after(pilot)
            await until(pilot, lambda: exchanged(pilot))
        assert "×" in line_with(pilot, "as of")
        before = len(couch.asked)
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: "does not know this user" in screen_of(pilot).replace("\n", " "))
        assert before < len(couch.asked) <= before + 4


async def test_every_so_often_it_goes_by_itself(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """Ten minutes later what the depot did is here; where the laptop says never, nothing is asked."""
    for every, comes in ((10, True), (0, False)):
        async with at_office(tmp_path / str(every), couch, AHMET, sync_every=every) as pilot:
            asked_before = len(couch.asked)
            app_of(pilot).look_at_clock()
            assert exchanged(pilot)  # it is not ten minutes yet
            long_after(pilot)
            await until(pilot, lambda: exchanged(pilot))
            assert (len(couch.asked) > asked_before) == comes


async def test_a_slow_server_is_in_the_way_of_no_key(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """While the server thinks, a border event is typed and written; what comes then does not close the line that is being typed in."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        depot.book.commit([YUSUF], "hired")
        go(depot, couch)
        couch.answers.clear()
        await ask_for(pilot, "exchange")
        await press(pilot, "f8", "enter")
        assert book_of(pilot).trips_of(AHMET.id) and not exchanged(pilot)
        await press(pilot, "f8")
        opened = line_with(pilot, "Enter")
        couch.answers.set()
        await until(pilot, lambda: exchanged(pilot))
        assert "Юсупов" in screen_of(pilot) and line_with(pilot, "Enter") == opened
        await press(pilot, "enter")
        assert len(book_of(pilot).trips_of(AHMET.id)[0].legs) == 1 and book_of(pilot).trips_of(AHMET.id)[0].legs[0].exit


async def test_between_two_parts_of_a_long_exchange_every_screen_opens(
    tmp_path: Path, couch: Loopback, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of what the depot sent is in: keys are answered, every screen opens and says that figures are not whole; then all stands."""
    monkeypatch.setattr(exchange, "PART", 5)
    people = [Driver(name=f"Водитель {number}") for number in range(7)]
    depot.book.commit([*people, *(trip(person, "RU 01.03–10.03") for person in people)], "begun")
    asked_for, goes_on = Semaphore(0), Event()

    def wait(_server: object) -> None:
        asked_for.release()
        goes_on.wait(20)

    async with at_office(tmp_path, couch, AHMET) as pilot:
        go(depot, couch)
        monkeypatch.setattr(talk, "_nothing", wait)
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: asked_for.acquire(blocking=False))
        await press(pilot, "f8", "enter")
        assert book_of(pilot).trips_of(AHMET.id) and not exchanged(pilot)
        for key in ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f9", "enter", "ctrl+e"):
            await press(pilot, key)
            assert pilot.app.is_running, key
            await press(pilot, "escape", "escape", "escape")
        assert "still to be taken in" in screen_of(pilot)
        assert 0 < len(book_of(pilot).drivers()) < 8
        goes_on.set()
        await until(pilot, lambda: exchanged(pilot))
        assert "still to be taken in" not in screen_of(pilot) and len(desk_of(pilot).lines) == 8
        assert all(book_of(pilot).trips_of(person.id) for person in people)


async def test_typing_in_a_form_outlives_what_comes(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """The depot writes his role while the office types a note: the form keeps the note, says that the book has changed, and both stand."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        go(depot, couch)
        depot.book.commit([msgspec.structs.replace(AHMET, role="старший")], "role")
        go(depot, couch)
        state = desk_of(pilot).exchanges
        assert state is not None
        await press(pilot, "ctrl+e", *["tab"] * 7)
        await press(pilot, "q")
        app_of(pilot)._exchange(state)
        await until(pilot, lambda: exchanged(pilot) and "старший" in screen_of(pilot))
        assert "Meanwhile this was changed" in screen_of(pilot)
        await press(pilot, "ctrl+s")
        found = book_of(pilot).get(Driver, AHMET.id)
        assert found is not None and (found.role, found.note) == ("старший", "q")


async def test_leaving_sends_what_is_not_sent(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """A last event, F10: it reaches the server before the program is gone, without a word."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        await press(pilot, "f8", "enter", "f10")
        await until(pilot, lambda: not pilot.app.is_running or pilot.app._exit)
        assert not pilot.app._exit_renderables
    go(depot, couch)
    assert depot.book.trips_of(AHMET.id)


@pytest.mark.parametrize("again", [False, True])
async def test_a_slow_server_does_not_hold_the_leaving(
    tmp_path: Path, couch: Loopback, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """It is waited for a little and said so; a second F10 waits no longer. What is not sent is told, is kept, and goes next time."""
    monkeypatch.setattr(courier, "LAST", 0.2 if not again else 60.0)
    async with at_office(tmp_path, couch, AHMET) as pilot:
        couch.answers.clear()
        await press(pilot, "f8", "enter", "f10")
        assert "before leaving" in screen_of(pilot) or not again
        if again:
            await press(pilot, "f10")
        await until(pilot, lambda: pilot.app._exit)
        told = "".join(map(str, pilot.app._exit_renderables))
        assert told == ("" if again else f"1 record is not sent yet: it goes next time. {couch.address} took too long to answer.")
    couch.answers.set()
    with open_book(tmp_path / "book") as book:
        async with program(book, laptop=here(couch)) as pilot:
            await until(pilot, lambda: exchanged(pilot))
            assert "↑" not in line_with(pilot, "as of")


async def test_a_reply_lost_in_the_middle_does_no_harm(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """The server took the trip and its answer was lost; the program ends; the next opening finds both sides the same, nobody is asked."""
    async with at_office(tmp_path, couch, AHMET) as pilot:
        await press(pilot, "f8", "enter")
        couch.loses = "/_bulk_docs"
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: "does not answer" in screen_of(pilot))
        assert "↑1 ×" in line_with(pilot, "as of")
    with open_book(tmp_path / "book") as book:
        async with program(book, laptop=here(couch)) as pilot:
            await until(pilot, lambda: exchanged(pilot))
            go(depot, couch)
            mine, theirs = book.trips_of(AHMET.id), depot.book.trips_of(AHMET.id)
            assert "↑" not in line_with(pilot, "as of") and mine == theirs and len(mine) == 1


async def test_without_the_firms_key_what_may_not_leave_is_told(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """A laptop that never got the code: a phone typed in stays here, ! stands in the title, and the reason comes on demand."""
    go(depot, couch)  # the database has the depot's key
    async with at_office(tmp_path, couch, msgspec.structs.replace(YUSUF, phone="+998 90")) as pilot:
        assert "↑1 !" in line_with(pilot, "as of")
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: "firm's code" in screen_of(pilot))


async def test_a_book_that_no_server_was_set_up_for_sends_nothing(tmp_path: Path, couch: Loopback) -> None:
    """The demonstration, or another firm's book, opened on this laptop: its server is not even asked."""
    before = list(couch.asked)
    with open_book(tmp_path / "other") as book:
        book.commit([YUSUF, trip(YUSUF, "RU 01.03–10.03")], "another firm")
        async with program(book, laptop=here(couch)) as pilot:
            await press(pilot, "f2")
            assert desk_of(pilot).exchanges is None and couch.asked == before


async def test_a_correction_of_a_rule_that_comes_moves_every_figure(tmp_path: Path, couch: Loopback, depot: Depot) -> None:
    """The depot corrects 90 days to 60: the fleet counts by it at once, and after an undo of one's own correction too."""
    path = "rule/union-state/version/2025-01-01/limit/calendar-year/days"
    async with at_office(tmp_path, couch, AHMET, trip(AHMET, "RU 01.03–10.03")) as pilot:
        depot.sync(CouchServer(couch.address, "admin", "secret"))
        depot.book.commit([Correction(path=path, value=60, was=90, reason="письмо")], "corrected")
        go(depot, couch)
        assert desk_of(pilot).lines[0].standing.remaining == 80
        await ask_for(pilot, "exchange")
        await until(pilot, lambda: exchanged(pilot) and "taken in" in screen_of(pilot))
        assert desk_of(pilot).lines[0].standing.remaining == 50
        (correction,) = book_of(pilot).all(Correction)
        pilot.app.post_message(Wanted([msgspec.structs.replace(correction, value=70)], "mine"))
        await until(pilot, lambda: desk_of(pilot).lines[0].standing.remaining == 60)
        await press(pilot, "ctrl+z")
        assert desk_of(pilot).lines[0].standing.remaining == 50


async def test_a_form_on_its_way_out_weighs_nothing(tmp_path: Path) -> None:
    """What comes from the book while a written form is being taken away finds no fields in it, and asks for none."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        await form.query_children("*").remove()
        form._weigh()
        await pilot.pause()
        assert pilot.app.screen is form
