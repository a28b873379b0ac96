"""F7: a sheet seen as text before it is paper, a slip issued on the way, many sheets that can be called off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from storage.records import Paper
from tests.storage.journeys import trip
from tests.tui.office import AHMET, YUSUF, book_of, office, press, screen_of
from tui import laptop as laptops
from tui import printing
from tui.app import Haulbook
from tui.laptop import Laptop
from tui.screens import between_keys
from tui.screens.printing import ChoiceList, PrintScreen
from tui.sheets.batch import CalledOff, Job, write_all
from tui.sheets.page import Prose, Sheet
from tui.widgets.page import Page

SHEET = Sheet("a sheet", "en", (Prose(("text",)),))


@pytest.fixture(autouse=True)
def no_printers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without printers."""
    monkeypatch.setattr(printing, "printers", list)
    monkeypatch.setattr(printing, "send", lambda path, printer="": "left")


async def finished(pilot: Pilot[int]) -> None:
    """Waits until everything asked for is made and written."""
    shown = pilot.app.screen
    assert isinstance(shown, PrintScreen)
    while shown._busy or shown._awaited:
        await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def sheets(pilot: Pilot[int]) -> list[str]:
    """Returns the names of the files in the folder of sheets."""
    return sorted(path.name for path in (book_of(pilot).folder / "sheets").glob("*"))


async def choose(pilot: Pilot[int], words: str) -> None:
    """Puts the cursor on the line with these words."""
    listed = pilot.app.screen.query_one(ChoiceList)
    listed.go_to(next(listed.key_of(row) for row in listed.rows if words in row.title))
    await pilot.pause()


async def printing_screen(pilot: Pilot[int]) -> PrintScreen:
    """Opens what F7 opens."""
    await press(pilot, "f7")
    shown = pilot.app.screen
    assert isinstance(shown, PrintScreen)
    return shown


async def test_his_sheet_in_two_keys(tmp_path: Path) -> None:
    """F7 Enter: the road sheet of the driver under the cursor is a PDF, and its place is said."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03")) as pilot:
        await press(pilot, "f7", "enter")
        await finished(pilot)
        assert sheets(pilot) == ["Ахметов Ерлан Серикович 2026-11-23 road sheet.pdf"]
        assert "Written:" in screen_of(pilot)


async def test_it_is_seen_before_it_is_paper(tmp_path: Path) -> None:
    """The preview is the sheet as text, in the language chosen with the arrows."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.03–10.03")) as pilot:
        await press(pilot, "f7", "right")
        text = pilot.app.screen.query_one("#preview", Page).text
        assert "Лист водителя" in text and "01.03.2026" in text
        assert "Русский" in screen_of(pilot)


async def test_a_slip_is_issued_by_printing_it(tmp_path: Path) -> None:
    """The book keeps the slip, once, and the paper is written after it; printing it again issues no other."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "f7")
        for _ in range(2):
            await choose(pilot, "Dispatch slip")
            await press(pilot, "enter")
            await finished(pilot)
        assert len(book_of(pilot).slips_of(AHMET.id)) == 1
        assert sheets(pilot) == ["Ахметов Ерлан Серикович 2026-11-23 dispatch slip.pdf"]


async def test_a_slip_of_one_who_is_barred_says_so_first(tmp_path: Path) -> None:
    """Enter says the ban and issues nothing; Enter once more issues it."""
    ban = Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=date(2026, 11, 1), until=date(2029, 11, 1))
    async with office(tmp_path, AHMET, ban, trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "Dispatch slip")
        await press(pilot, "enter")
        assert "entry ban stands until 01.11.2029" in screen_of(pilot) and not book_of(pilot).slips_of(AHMET.id)
        await press(pilot, "enter")
        await finished(pilot)
        assert len(book_of(pilot).slips_of(AHMET.id)) == 1


async def test_a_slip_as_a_message_is_issued_and_copied(tmp_path: Path) -> None:
    """It is seen first; Enter issues the slip, copies the message, and writes it beside the sheets for a terminal that takes no text."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "as a message")
        await press(pilot, "right")
        seen = pilot.app.screen.query_one("#preview", Page).text
        await press(pilot, "enter")
        await finished(pilot)
        assert seen.startswith("Ахметов Ерлан Серикович: на 23.11.2026") and "въезд 01.12.2026" in seen
        assert pilot.app.clipboard == seen
        assert len(book_of(pilot).slips_of(AHMET.id)) == 1
        (name,) = sheets(pilot)
        assert (book_of(pilot).folder / "sheets" / name).read_text(encoding="utf-8-sig") == seen and name.endswith(".txt")
        assert "copied" in screen_of(pilot)


async def test_without_a_trip_there_is_no_slip(tmp_path: Path) -> None:
    """It is said; nothing is committed and nothing written."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "Dispatch slip")
        await press(pilot, "enter")
        assert "There is no trip" in screen_of(pilot)
        assert not book_of(pilot).slips_of(AHMET.id) and sheets(pilot) == []


@pytest.mark.parametrize(("keys", "files"), [((), 1), (("space",), 2)])
async def test_all_drivers_in_one_file_or_a_file_each(tmp_path: Path, keys: tuple[str, ...], files: int) -> None:
    """Space says which."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "for the road: 2 drivers")
        await press(pilot, *keys, "enter")
        await finished(pilot)
        assert len(sheets(pilot)) == files


async def test_a_large_batch_is_called_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Esc while the sheets are still being made: nothing is written, and only the next Esc leaves the screen."""
    monkeypatch.setattr(between_keys, "SLICE", 0.0)  # sheets are never done, as two hundred are not in a moment
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "for the road: 2 drivers")
        await press(pilot, "enter", "escape")
        await finished(pilot)
        assert "Called off" in screen_of(pilot) and sheets(pilot) == []
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, PrintScreen)


async def test_writing_is_called_off_too(tmp_path: Path) -> None:
    """Between two files: those that are whole stay, no unfinished one is there."""
    done: list[int] = []

    def step(number: int) -> None:
        done.append(number)
        if number == 1:
            raise CalledOff

    with pytest.raises(CalledOff):
        write_all([Job(f"{name}.pdf", lambda: SHEET) for name in "abc"], tmp_path, step=step)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"] and done == [0, 1]
    with pytest.raises(CalledOff):
        write_all([Job(f"{name}.pdf", lambda: SHEET) for name in "abc"], tmp_path / "one", together="all.pdf", step=step)
    assert list((tmp_path / "one").iterdir()) == []


@pytest.mark.parametrize(("keys", "left", "words"), [((), 0, "nothing was written"), (("space",), 1, "1 file is whole, in")])
async def test_called_off_while_files_are_written_it_says_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], left: int, words: str
) -> None:
    """Of one file for all nothing is left; of a file each those that are whole, and the folder is named for these alone."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        shown = await printing_screen(pilot)
        say = shown.say

        def heard(text: str, *, warning: bool = False) -> None:
            say(text, warning=warning)
            shown._called_off = "Writing sheets: 0 of 2" in text

        monkeypatch.setattr(shown, "say", heard)
        await choose(pilot, "for the road: 2 drivers")
        await press(pilot, *keys, "enter")
        await finished(pilot)
        assert len(sheets(pilot)) == left and f"Called off: {words}" in screen_of(pilot)


async def test_many_sheets_go_to_the_printer_one_by_one_and_can_be_called_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Esc after the first: the second is not sent, and it is said how many went; the files are there."""
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        shown = await printing_screen(pilot)
        sent: list[Path] = []

        def send(path: Path, printer: str = "") -> str:
            sent.append(path)
            shown._called_off = True
            return "printed"

        monkeypatch.setattr(printing, "send", send)
        await choose(pilot, "for the road: 2 drivers")
        await press(pilot, "space", "insert")
        await finished(pilot)
        assert len(sent) == 1 and len(sheets(pilot)) == 2
        assert "Called off: 1 of 2 went to the printer" in screen_of(pilot)


async def test_the_file_that_a_printer_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first went through, the second did not: it is the second that is said."""
    asked: list[str] = []

    def send(path: Path, printer: str = "") -> str:
        asked.append("".join(str(path).split()))
        if len(asked) == 2:
            raise printing.PrinterRefused("out of paper")
        return "printed"

    monkeypatch.setattr(printing, "send", send)
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "for the road: 2 drivers")
        await press(pilot, "space", "insert")
        await finished(pilot)
        assert f"{asked[1]}iswritten,buttheprinterrefusedit:outofpaper" in "".join(screen_of(pilot).split())


async def test_without_a_printer_one_file_of_many_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a window for each of two hundred sheets."""
    asked: list[Path] = []

    def send(path: Path, printer: str = "") -> str:
        asked.append(path)
        return "shown"

    monkeypatch.setattr(printing, "send", send)
    async with office(tmp_path, AHMET, YUSUF) as pilot:
        await press(pilot, "f7")
        await choose(pilot, "for the road: 2 drivers")
        await press(pilot, "space", "insert")
        await finished(pilot)
        assert len(asked) == 1 and "No printer was found. Written:" in screen_of(pilot)


async def test_where_there_is_no_printer_the_file_is_named(tmp_path: Path) -> None:
    """Insert prints; without a printer it says so and where the file is."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f7", "insert")
        await finished(pilot)
        assert "No printer was found" in screen_of(pilot)
        assert len(sheets(pilot)) == 1


async def test_lists_of_the_office(tmp_path: Path) -> None:
    """Without any driver in the book the lists can still be printed, and say that there is nothing."""
    async with office(tmp_path) as pilot:
        await press(pilot, "f7", "enter", "down")
        await finished(pilot)
        await press(pilot, "enter")
        await finished(pilot)
        assert [name.split(" ")[0] for name in sheets(pilot)] == ["fleet", "papers"]


@pytest.mark.parametrize(("day", "noted"), [("2025-12-31", (2025,)), ("2025-12-30", ()), ("2026-11-23", ())])
async def test_the_sheet_of_a_year_that_is_over_is_noted(tmp_path: Path, day: str, noted: tuple[int, ...]) -> None:
    """Written as of its last day the year's sheet is asked for no more, undo asks for it again; of any other day nothing is noted."""
    async with office(tmp_path, AHMET, YUSUF, trip(AHMET, "RU 01.03.25–10.03.25")) as pilot:
        app = pilot.app
        assert isinstance(app, Haulbook)
        app._go_to_day(date.fromisoformat(day))
        await press(pilot, "f7", "enter")
        await finished(pilot)
        sheets_of = {driver.id: driver.sheets for driver in book_of(pilot).drivers()}
        assert sheets_of == {AHMET.id: noted, YUSUF.id: ()} and "Written:" in screen_of(pilot)
        if noted:
            await press(pilot, "escape", "ctrl+z")
            assert not any(driver.sheets for driver in book_of(pilot).drivers())


async def test_the_printer_chosen_is_chosen_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Delete takes another printer: the settings of the laptop keep it, and the print screen begins with it."""
    monkeypatch.setattr(printing, "printers", lambda: ["HP", "Canon"])
    kept: list[str] = []

    def write(laptop: Laptop) -> Laptop:
        kept.append(laptop.printer)
        return laptop

    monkeypatch.setattr(laptops, "write", write)
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f7")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "delete")
        await pilot.pause()
        assert kept == ["Canon"] and "Printer: Canon" in screen_of(pilot)
        await press(pilot, "escape", "f7")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, PrintScreen) and shown._printer == "Canon"


async def test_the_hint_says_what_enter_does(tmp_path: Path) -> None:
    """A message is copied, everything else becomes a PDF."""
    async with office(tmp_path, AHMET, trip(AHMET, "RU 01.12?–05.12?")) as pilot:
        await press(pilot, "f7")
        assert "Enter PDF" in screen_of(pilot)
        await choose(pilot, "as a message")
        await pilot.pause()
        assert "Enter copies it" in screen_of(pilot) and "Enter PDF" not in screen_of(pilot)
