"""Taking a file in on screen: what was recognised is seen, set right where it stands, and taken; the command line would give the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from textual import events
from textual.pilot import Pilot

from storage.reading import NoBook
from storage.reading.words import shipped
from storage.records import Driver, Layout, Record
from tests.storage.books import open_book
from tests.storage.readings import OFFICE, legs_of, said
from tests.tui.office import AHMET, GAGIK, ON, book_of, line_with, office, press, screen_of, type_in, worked
from tests.tui.running import Haulbook
from tui import wording
from tui.preview import Said, look
from tui.preview_entries import entries, mark_name
from tui.screens import preview
from tui.screens.importing import ImportScreen
from tui.screens.preview import EntryList, PreviewScreen
from tui.widgets.page import Page

TRIPS = "Водитель;Куда ехал;Въезд;Выезд;Цена\nАхметов Е.С.;РФ;01.03.2026;05.03.2026;100\nАхметов Е.С.;РБ;31.02.2026;;90\n"
NAMES = "Водитель;Страна;Въезд\nАхмедов Е.С.;РФ;01.03.2026\nНовиков О.;РФ;02.03.2026\nНовиков Олег;РБ;03.03.2026\nКто-то;РФ;04.03.2026\n"


@asynccontextmanager
async def previewed(folder: Path, file: Path, *records: Record) -> AsyncIterator[Pilot[int]]:
    """The program with a file chosen, and read."""
    async with office(folder, AHMET, *records) as pilot:
        pilot.app.push_screen(ImportScreen(pilot.app.desk, file.parent))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.screen.go_to(file)  # type: ignore[attr-defined]
        await pilot.pause()
        await worked(pilot)
        yield pilot


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding)
    return path


def line_of(pilot: Pilot[int], words: str) -> str:
    """Returns the line of the list that begins with these words."""
    return next(line for line in screen_of(pilot).split("\n") if line.lstrip(" ►").startswith(words))


def go_to(pilot: Pilot[int], words: str) -> None:
    """Puts the cursor on the line that begins with these words."""
    lines = pilot.app.screen.query_one(EntryList)
    begin = [row for row in lines.rows if row.what.strip().startswith(words)]
    lines.go_to(next((row for row in begin if row.what.strip() == words), begin[0]).key)


async def choose(pilot: Pilot[int], words: str, answer: str) -> None:
    """Puts the cursor on a line, and chooses an answer by its letters."""
    go_to(pilot, words)
    await press(pilot, "enter")
    await type_in(pilot, answer)
    await press(pilot, "enter")
    await worked(pilot)


async def test_a_file_is_taken_with_two_keys(tmp_path: Path) -> None:
    """The cursor stands on the line that takes it in; how each sheet was understood stands below, with what is in its columns."""
    async with previewed(tmp_path, written(tmp_path / "рейсы.csv", TRIPS)) as pilot:
        shown = screen_of(pilot)
        assert "1 row taken; 1 row could not be taken" in shown and "known already" not in shown
        assert "Take it in" in line_with(pilot, "►")
        assert "country" in line_of(pilot, "Куда ехал") and "РФ · РБ" in line_of(pilot, "Куда ехал")
        assert "kept as a note" in line_of(pilot, "Цена") and "semicolon" in shown
        await press(pilot, "enter")
        assert [said(leg) for leg in legs_of(book_of(pilot), "Ахметов")] == ["RU 01.03–05.03 told/told"]
        assert "Written down: Import of рейсы.csv" in screen_of(pilot)


async def test_what_is_set_right_is_read_at_once_and_remembered(tmp_path: Path) -> None:
    """A column that was told wrongly: chosen from a list, counted anew; the next file of the layout is read so, and says so."""
    text = (
        TRIPS.replace("Куда ехал", "Груз").replace("РФ", "Самара").replace("Цена", "Где").replace("100", "Россия").replace("90", "Беларусь")
    )
    async with previewed(tmp_path, written(tmp_path / "1.csv", text.replace("Где", "Регион Б"))) as pilot:
        await choose(pilot, "Регион Б", "kept")
        assert "No sheet of 1.csv" in screen_of(pilot)
        assert "lacks: country" in line_of(pilot, "Sheet 1.csv")
        await choose(pilot, "Регион Б", "country")
        assert "1 row taken" in screen_of(pilot) and "set right here" in screen_of(pilot)
        await choose(pilot, "Груз", "passed")
        await press(pilot, "ctrl+s")
        assert [layout.columns for layout in book_of(pilot).all(Layout)] == [{"регион б": "country", "груз": ""}]
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.screen.go_to(tmp_path / "1.csv")  # type: ignore[attr-defined]
        await worked(pilot)
        assert "as set right before" in line_of(pilot, "Sheet 1.csv")
        assert "1 row known already" in screen_of(pilot)


async def test_arrows_go_through_the_values_and_delete_takes_back(tmp_path: Path) -> None:
    """→ makes the separator another, the file falls into one column; Delete asks the file again."""
    async with previewed(tmp_path, written(tmp_path / "рейсы.csv", TRIPS)) as pilot:
        go_to(pilot, "Between")
        await press(pilot, "right")
        await worked(pilot)
        assert "tab" in line_of(pilot, "Between two cells")
        assert "No sheet of рейсы.csv has what is looked for" in screen_of(pilot)
        await press(pilot, "delete")
        await worked(pilot)
        assert "semicolon" in line_of(pilot, "Between two cells") and "1 row taken" in screen_of(pilot)


def test_a_file_is_taken_apart_once_for_all_answers() -> None:
    """A column set right leaves the tables as they are; another separator makes them anew, and going back does again."""
    first = look("рейсы.csv", TRIPS.encode(), Said(), NoBook(), ON)
    second = look("рейсы.csv", TRIPS.encode(), Said().of_column("рейсы.csv", "Цена", "-"), NoBook(), ON, first)
    assert second.source is first.source and second.sheets[0].passed == {4}
    tabbed = look("рейсы.csv", TRIPS.encode(), Said(separator="tab"), NoBook(), ON, second)
    assert tabbed.source and tabbed.source.separator == "tab"
    again = look("рейсы.csv", TRIPS.encode(), Said(), NoBook(), ON, tabbed)
    assert again.source and again.source.separator == "semicolon"


async def test_another_encoding(tmp_path: Path) -> None:
    """Kazakh letters in the code page of Kazakhstan, read as Russian: chosen rightly, the name is whole."""
    path = written(tmp_path / "рейсы.csv", "Водитель;Страна;Въезд\nҚұрманов Әлібек;Ресей;01.03.2026\n", "kz1048")
    kurman = Driver(name="Құрманов Әлібек", citizenship="KZ")
    async with previewed(tmp_path, path, kurman) as pilot:
        assert "1 row could not be taken" in screen_of(pilot)
        await choose(pilot, "Encoding", "kz1048")
        assert "1 row taken" in screen_of(pilot) and "Құрманов Әлібек" in screen_of(pilot)


async def test_encoding_and_separator_are_remembered_shown_and_changed(tmp_path: Path) -> None:
    """Chosen once, the next file of the layout is read so and says so; another encoding can still be chosen."""
    text = "Водитель, сменщик, стажёр, второй, третий;Страна;Въезд\n" + "Құрманов Әлібек, а, б, в, г;Ресей;{}.03.2026\n" * 2
    kurman = Driver(name="Құрманов Әлібек", citizenship="KZ")
    async with previewed(tmp_path, written(tmp_path / "1.csv", text.format("01", "03"), "kz1048"), kurman) as pilot:
        await choose(pilot, "Encoding", "kz1048")
        await choose(pilot, "Between", "semicolon")
        await press(pilot, "insert")
        await worked(pilot)
        await press(pilot, "ctrl+s")
        assert [(layout.encoding, layout.separator) for layout in book_of(pilot).all(Layout)] == [("kz1048", "semicolon")]
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.screen.go_to(written(tmp_path / "2.csv", text.format("11", "13"), "kz1048"))  # type: ignore[attr-defined]
        await worked(pilot)
        assert "kz1048" in line_of(pilot, "Encoding") and "as set right before" in line_of(pilot, "Encoding")
        assert "semicolon" in line_of(pilot, "Between") and "as set right before" in line_of(pilot, "Between")
        await choose(pilot, "Encoding", "cp1251")
        assert "as set right before" not in line_of(pilot, "Encoding") and "as set right before" in line_of(pilot, "Between")
        await press(pilot, "delete")
        await worked(pilot)
        assert "kz1048" in line_of(pilot, "Encoding")


async def test_a_name_is_a_new_driver_or_one_that_is_near(tmp_path: Path, folder: Path, haulbook: Haulbook) -> None:
    """Three people nobody knows: one is new in two spellings, one means Ахметов, one stays refused; the command line does the same."""
    path = written(tmp_path / "рейсы.csv", NAMES)
    async with previewed(tmp_path, path) as pilot:
        assert "near: Ахметов" in line_of(pilot, "Ахмедов")
        assert "2 rows" in line_of(pilot, "Новиков Олег") and "refused" in line_of(pilot, "Новиков Олег")
        await choose(pilot, "Новиков Олег", "new")
        await choose(pilot, "Ахмедов", "Ахметов")
        assert "3 rows taken" in screen_of(pilot) and "1 row could not be taken" in screen_of(pilot)
        assert "it is Ахметов" in line_of(pilot, "Ахмедов") and "new driver" in line_of(pilot, "Новиков Олег")
        await press(pilot, "ctrl+s")
        book = book_of(pilot)
        on_screen = {driver.name: [said(leg) for leg in legs_of(book, driver.name)] for driver in book.drivers()}
    with open_book(folder) as book:
        book.commit([AHMET], "test")
    options = ("--new-driver", "Новиков Олег", "--name", "Ахмедов Е.С.=Ахметов Ерлан Серикович")
    assert haulbook("--book", str(folder), "import", "--on", "2026-11-23", str(path), *options).status == 1
    with open_book(folder, read_only=True) as book:
        assert {driver.name: [said(leg) for leg in legs_of(book, driver.name)] for driver in book.drivers()} == on_screen


async def test_whom_a_name_means_is_remembered_shown_and_changed(tmp_path: Path) -> None:
    """The next file of the layout comes with the answer given last, and says so; another takes its place, Delete brings it back."""
    lines = NAMES.split("\n")
    other = Driver(name="Ахмад Ерлик", citizenship="KZ")
    async with previewed(tmp_path, written(tmp_path / "1.csv", "\n".join(lines[:2])), other) as pilot:
        await choose(pilot, "Ахмедов", "Ахметов")
        await press(pilot, "ctrl+s")
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.screen.go_to(written(tmp_path / "2.csv", NAMES.replace("Е.С.;РФ", "Е.С.;РБ")))  # type: ignore[attr-defined]
        await worked(pilot)
        assert "it is Ахметов" in line_of(pilot, "Ахмедов") and "as set right before" in line_of(pilot, "Ахмедов")
        await press(pilot, "insert")
        await worked(pilot)
        assert "it is Ахметов" in line_of(pilot, "Ахмедов") and "4 rows taken" in screen_of(pilot)
        await choose(pilot, "Ахмедов", "nobody")
        assert "refused" in line_of(pilot, "Ахмедов") and "1 row could not be taken" in screen_of(pilot)
        await press(pilot, "delete")
        await worked(pilot)
        assert "as set right before" in line_of(pilot, "Ахмедов")
        await choose(pilot, "Ахмедов", "Ахмад")
        await press(pilot, "ctrl+s")
        book = book_of(pilot)
        assert [said(leg) for leg in legs_of(book, "Ахмад")] == ["BY 01.03–… told/-"]
        assert [[meant.driver for meant in layout.names] for layout in book.all(Layout)] == [[other.id]]


async def test_insert_takes_every_name_and_the_line_above_them_none(tmp_path: Path) -> None:
    """All are new drivers with one key; with another none is."""
    async with previewed(tmp_path, written(tmp_path / "рейсы.csv", NAMES)) as pilot:
        await press(pilot, "insert")
        await worked(pilot)
        assert "4 rows taken" in screen_of(pilot)
        await choose(pilot, "Names no driver has", "none")
        assert "0 rows taken" in screen_of(pilot)


async def test_kind_and_headings_of_a_sheet(tmp_path: Path) -> None:
    """A sheet nobody knows is said to be trips; it says what it lacks until its headings and columns are said too."""
    text = "Сводка;за;март\nКто;Что;Когда\nАхметов Е.С.;в Самару;01.03.2026\nПетросян Г.;в Минск;02.03.2026\n"
    async with previewed(tmp_path, written(tmp_path / "сводка.csv", text), GAGIK) as pilot:
        assert "No sheet of сводка.csv has what is looked for" in screen_of(pilot)
        assert "its headings are not known" in line_of(pilot, "Sheet сводка.csv")
        await choose(pilot, "Sheet сводка", "trips")
        assert "lacks: " in line_of(pilot, "Sheet сводка.csv")
        await choose(pilot, "headings", "Кто,")
        assert "Кто, Что, Когда" in line_of(pilot, "headings")
        for column, field in (("Кто", "driver"), ("Когда", "entry"), ("Что", "country")):
            await choose(pilot, column, field)
        assert "2 rows could not be taken" in screen_of(pilot)
        await press(pilot, "tab")
        assert "“в Самару” is not a known country" in pilot.app.screen.query_one(Page).text
        await press(pilot, "escape")
        await choose(pilot, "Sheet сводка", "passed")
        assert "passed over" in line_of(pilot, "Sheet сводка.csv")


async def test_marks_of_a_grid(tmp_path: Path) -> None:
    """A colour without a legend goes by its name; said what it is, its days are taken, and the next grid knows."""
    book, path = Workbook(), tmp_path / "график.xlsx"
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Водитель", *(f"{day:02}.03.2026" for day in range(1, 9))])
    sheet.append([AHMET.name])
    for column in range(3, 6):
        sheet.cell(2, column).fill = PatternFill("solid", fgColor="FFC000")
    book.save(path)
    async with previewed(tmp_path, path) as pilot:
        assert "not known" in line_of(pilot, "yellow #FFC000") and "3 days, first 02.03.2026" in screen_of(pilot)
        await choose(pilot, "yellow", "Belarus")
        assert "1 row taken" in screen_of(pilot)
        await press(pilot, "ctrl+s")
        assert [said(leg) for leg in legs_of(book_of(pilot), "Ахметов")] == ["BY 02.03–04.03 told/told"]


async def test_dates_and_drivers_of_a_grid(tmp_path: Path) -> None:
    """The clerk stands left of the driver, the plan above what came true: both are set right, the days taken, the next grid read so."""
    months = [";".join(f"{day:02}.03.2026" for day in range(first, first + 8)) for first in (1, 11)]
    text = f"План;;{months[0]}\nОтветственный;Экипаж;{months[1]}\nСергеева Анна;{AHMET.name};Р;Р;;;;;;\n"
    async with previewed(tmp_path, written(tmp_path / "график.csv", text)) as pilot:
        assert "row 1" in line_of(pilot, "row of dates") and "План" in line_of(pilot, "column of drivers")
        assert "0 rows taken" in screen_of(pilot)
        await choose(pilot, "row of dates", "Ответственный")
        assert "Ответственный" in line_of(pilot, "column of drivers") and "days from 11.03.2026" in screen_of(pilot)
        await choose(pilot, "column of drivers", "Экипаж")
        assert "Экипаж" in line_of(pilot, "column of drivers") and "1 row taken" in screen_of(pilot)
        await press(pilot, "delete")
        await worked(pilot)
        assert "Ответственный" in line_of(pilot, "column of drivers")
        await choose(pilot, "column of drivers", "Экипаж")
        await press(pilot, "ctrl+s")
        assert [said(leg)[:14] for leg in legs_of(book_of(pilot), "Ахметов")] == ["RU 11.03–12.03"]
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.screen.go_to(tmp_path / "график.csv")  # type: ignore[attr-defined]
        await worked(pilot)
        assert "as set right before" in line_of(pilot, "Sheet график") and "1 row known already" in screen_of(pilot)


async def test_a_week_is_made_a_grid(tmp_path: Path) -> None:
    """Five dates make no grid by themselves: said to be one, its row of dates is asked for, and the marks of it stand below."""
    week = ";".join(f"{day:02}.03.2026" for day in range(2, 7))
    async with previewed(tmp_path, written(tmp_path / "неделя.csv", f"Неделя;;;;;\nВодитель;{week}\n{AHMET.name};Р;Р;;;\n")) as pilot:
        await choose(pilot, "Sheet неделя", "grid")
        assert "no such table was found" in line_of(pilot, "Sheet неделя") and "none" in line_of(pilot, "row of dates")
        await choose(pilot, "row of dates", "Водитель")
        assert "1 row taken" in screen_of(pilot) and "Russia" in line_of(pilot, "Р")


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
async def test_every_answer_for_a_mark_is_understood(tmp_path: Path, language: str) -> None:
    """In each language the countries offered are words that a legend is read by: whichever is chosen, the mark is known."""
    text = "Водитель;" + ";".join(f"{day:02}.03.2026" for day in range(1, 9)) + f"\n{AHMET.name};о;о;;;;;;\n"
    wording.use(language)
    seen = look("г.csv", text.encode(), Said(), NoBook(), ON)
    (mark,) = [entry for entry in entries(seen, ()) if entry.key.startswith("mark")]
    assert len(mark.options) > 10
    assert all(shipped().mark(words) is not None for words, _ in mark.options[1:])


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("О", "О"),
        ("#FFC000", "yellow #FFC000"),
        ("#9DC3E6", "light blue #9DC3E6"),
        ("#F4B183", "orange #F4B183"),
        ("#D9D9D9", "grey #D9D9D9"),
    ],
)
def test_colours_have_names(mark: str, name: str) -> None:
    """What a person calls them; those of a theme by their place."""
    assert mark_name(mark) == name
    assert mark_name("#theme4+0.40") == "colour theme4+0.40"


async def test_a_pasted_table_is_shown_like_a_file(tmp_path: Path) -> None:
    """Cells copied from a spreadsheet come with tabs; what is refused of them is saved in the folder that is looked at."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.post_message(events.Paste(TRIPS.replace(";", "\t")))
        await pilot.pause()
        await worked(pilot)
        assert "pasted table" in screen_of(pilot) and "1 row taken" in screen_of(pilot)
        assert "tab" in line_of(pilot, "Between two cells")
        await choose(pilot, "Цена", "passed")
        go_to(pilot, "Save the refused")
        await press(pilot, "enter")
        assert (tmp_path / "pasted table - refused rows.xlsx").exists()


async def test_rows_pasted_without_headings_go_by_letters(tmp_path: Path) -> None:
    """Three rows of a journal without its first line: told by what stands in them, and set right by the letters of their columns."""
    rows = "\n".join(f"Ахметов Е.С.\tРФ\t0{day}.03.2026\t0{day + 1}.03.2026\tлук" for day in (1, 4, 7))
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.post_message(events.Paste(rows))
        await pilot.pause()
        await worked(pilot)
        assert "3 rows taken" in screen_of(pilot) and "none" in line_of(pilot, "headings")
        await choose(pilot, "D", "passed")
        await choose(pilot, "E", "route")
        await press(pilot, "ctrl+s")
        book = book_of(pilot)
        assert {said(leg)[:8] for leg in legs_of(book, "Ахметов")} == {"RU 01.03", "RU 04.03", "RU 07.03"}
        assert {(trip.route, trip.legs[0].exit) for trip in book.trips_of(AHMET.id)} == {("лук", None)}


async def test_a_sheet_stays_open_while_its_columns_are_changed(tmp_path: Path) -> None:
    """Taken from the driver's column before another has it: the sheet says what it lacks, the cursor stays where it is."""
    async with previewed(tmp_path, written(tmp_path / "рейсы.csv", TRIPS)) as pilot:
        await choose(pilot, "Водитель", "passed")
        assert "lacks: driver" in line_of(pilot, "Sheet рейсы.csv") and "Водитель" in line_with(pilot, "►")
        await press(pilot, "delete")
        await worked(pilot)
        assert "1 row taken" in screen_of(pilot)


async def test_refused_rows_are_saved_from_the_preview(tmp_path: Path) -> None:
    """Beside the file with what is wrong, twice into two files; the preview stays, and Enter still takes the rest."""
    path = written(tmp_path / "рейсы.csv", TRIPS)
    async with previewed(tmp_path, path) as pilot:
        go_to(pilot, "Save the refused")
        await press(pilot, "enter", "enter")
        assert "refused rows 2.xlsx" in screen_of(pilot)
        saved = sorted(tmp_path.glob("*.xlsx"))
        assert [file.name for file in saved] == ["рейсы - refused rows 2.xlsx", "рейсы - refused rows.xlsx"]
        rows = list(load_workbook(saved[0]).worksheets[0].values)
        assert "31.02.2026" in rows[1] and len(rows) == 2
        await press(pilot, "home", "enter")
        assert [len(trip.legs) for trip in book_of(pilot).trips_of(AHMET.id)] == [1]


async def test_keys_are_taken_while_a_long_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of the reading before stands there; taking in waits until the counts are those of what was said last."""
    lines = "".join(
        f"Ахметов Е.С.;РФ;{day:02}.{month:02}.{year};;лук\n" for year in range(1990, 2020) for month in range(1, 13) for day in range(1, 28)
    )
    async with previewed(tmp_path, written(tmp_path / "рейсы.csv", TRIPS.split("\n")[0] + "\n" + lines)) as pilot:
        assert "9720 rows taken" in screen_of(pilot)
        go_on = Event()
        monkeypatch.setattr(preview, "look", lambda *asked: (go_on.wait(), look(*asked))[1])
        go_to(pilot, "Цена")
        await press(pilot, "right", "ctrl+s")
        assert "still being read" in screen_of(pilot) and isinstance(pilot.app.screen, PreviewScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ImportScreen)
        go_on.set()
        await worked(pilot)


async def test_long_names_take_the_room_there_is(tmp_path: Path) -> None:
    """In a window of 80 the name of the file and the longest name stand whole, and so does what stands beside them."""
    name, person = "рейсы за четвёртый квартал 2026 года.csv", "Абдурахманов-Бекмурзаев Асл."
    text = f"Водитель;Страна;Въезд\n{person};РФ;01.03.2026\n"
    async with previewed(tmp_path, written(tmp_path / name, text)) as pilot:
        assert line_of(pilot, "Sheet").strip() == f"Sheet {name} trips 1 row"
        assert line_of(pilot, person).split()[-3:] == ["refused", "1", "row"]
        assert "Водитель, Страна, Въезд" in line_of(pilot, "headings")
        assert len({line_of(pilot, words).index(end) for words, end in (("headings", "row 1"), (person, "refused"))}) == 1


async def test_the_office_file_fits_the_window(tmp_path: Path) -> None:
    """Three sheets, five refused rows: nothing is wider than the window, and the first lines say what can be done."""
    async with previewed(tmp_path, OFFICE) as pilot:
        assert max(map(len, screen_of(pilot).split("\n"))) <= 80
        assert "Sheet Рейсы 2026" in "".join(row.what for row in pilot.app.screen.query_one(EntryList).rows)
