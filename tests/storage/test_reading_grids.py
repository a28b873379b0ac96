"""Grids: a driver a row, a date a column, the days painted or lettered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from storage.book import RecordBook
from storage.reading import Hints, Reading, Source, open_file, read_file, read_source
from storage.reading.table import Table
from storage.records import Basis, Layout, Trip, Unsettled
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.storage.readings import DATA, DRIVERS, ON, legs_of, named, said, table, take, trips
from tests.storage.test_reading_files import workbook

GRID = DATA / "grid-2026.xlsx"
KIM, AHMETOV = "Ким Вячеслав Олегович", "Ахметов Ерлан Серикович"


def grid(*rows: str, first: date = date(2026, 11, 16), name: str = "График", legend: tuple[str, ...] = ()) -> Table:
    """Returns a grid of eight days from ``first``: each row a name and eight letters, ``.`` for an empty day."""
    head = " | ".join(["", *(f"{first + timedelta(n):%d.%m.%Y}" for n in range(8))])
    lines = [
        " | ".join([name_, *("" if letter == "." else letter for letter in days)])
        for name_, _, days in (row.partition(":") for row in rows)
    ]
    return table("\n".join([head, *lines, *legend]), name)


def taken(book: RecordBook, *tables: Table, hints: Hints | None = None) -> Reading:
    reading = read_source(Source("график.xlsx", tables), book, ON, hints=hints or Hints())
    book.commit(reading.changes, "import")
    return reading


@pytest.fixture
def staffed(tmp_path: Path) -> RecordBook:
    book = open_book(tmp_path / "book")
    take(book, table(DRIVERS, "Водители"), file="водители.xlsx")
    return book


def test_the_painted_year_gives_the_days_that_were_counted_by_hand(tmp_path: Path) -> None:
    """Every day of all fourteen drivers, each country apart; who is inside on the day of the import has no exit."""
    with open_book(tmp_path / "book") as book:
        book.commit(read_file(GRID, book, ON).changes, "import")
        for answer in json.loads((DATA / "answers.json").read_text(encoding="utf-8")):
            days: dict[str, set[date]] = {"RU": set(), "BY": set()}
            for leg in legs_of(book, answer["driver"]):
                days[leg.country] |= {leg.entry + timedelta(n) for n in range(((leg.exit or ON) - leg.entry).days + 1)}
            assert len(days["RU"]) == answer["RU"], answer["driver"]
            assert len(days["BY"]) == answer["BY"], answer["driver"]
            assert len(days["RU"] | days["BY"]) == answer["days_inside_2026"], answer["driver"]
            assert any(leg.exit is None for leg in legs_of(book, answer["driver"])) == answer["inside_on_the_day"]


def test_the_grid_after_the_journal_brings_nothing_new(tmp_path: Path) -> None:
    """The same year out of the office's journal and then out of its grid: every marked date is known."""
    with open_book(tmp_path / "book") as book:
        book.commit(read_file(DATA / "office-2026.xlsx", book, ON).changes, "journal")
        reading = read_file(GRID, book, ON)
        assert (reading.counts["known"], reading.changes) == (14, [])


def test_the_legend_says_what_colours_mean(tmp_path: Path) -> None:
    """In this office РБ is both countries on one day, and no letter is trusted where the legend explains the colour."""
    with open_book(tmp_path / "book") as book:
        (sheet,) = read_file(GRID, book, ON).sheets
    assert dict(sheet.marks) == {"#F4B183": ("RU",), "#C5A5CF": ("RU", "BY"), "#9DC3E6": ("BY",)}


def painted(cells: dict[tuple[int, int], str]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["", *(datetime(2026, 3, 1) + timedelta(n) for n in range(10))])  # noqa: DTZ001  a cell has no zone
        sheet.append([KIM])
        sheet.append([])
        sheet.append(["", "", "Россия"])
        for (row, column), colour in {**cells, (4, 2): "FFAA00"}.items():
            sheet.cell(row, column).fill = PatternFill("solid", fgColor=colour)

    return fill


def test_cells_that_are_only_painted_count(tmp_path: Path) -> None:
    """No letter at all: four days in the colour that the legend calls Russia."""
    path = workbook(tmp_path / "g.xlsx", painted({(2, column): "FFAA00" for column in range(3, 7)}))
    with open_book(tmp_path / "book") as book:
        book.commit(read_file(path, book, ON).changes, "import")
        assert [said(leg) for leg in legs_of(book, "Ким")] == ["RU 02.03–05.03 told/told"]


def test_a_colour_that_nobody_explained_is_asked_for_and_remembered(staffed: RecordBook, tmp_path: Path) -> None:
    """The row waits and is not half taken; told once that the colour is a day at home, the next grid knows."""
    path = workbook(tmp_path / "g.xlsx", painted({(2, 3): "FFAA00", (2, 5): "00B050"}))
    reading = read_file(path, staffed, ON)
    (row,) = reading.of_outcome("refused")
    assert [(problem.code, problem.value, problem.day) for problem in row.problems] == [("unknown-mark", "#00B050", date(2026, 3, 4))]
    assert not [each for each in reading.changes if isinstance(each, Trip)]
    staffed.commit(reading.changes, "import")
    assert len(list(staffed.all(Unsettled))) == 1
    mended = read_source(open_file(path), staffed, ON, hints=Hints(marks={"#00B050": "-"}))
    assert mended.counts["taken"] == 1
    staffed.commit(mended.changes, "import")
    assert list(staffed.all(Unsettled)) == []
    assert [layout.marks for layout in staffed.all(Layout)] == [{"#00B050": "-"}]
    assert read_file(path, staffed, ON).counts["known"] == 1


def test_letters_without_a_legend(staffed: RecordBook) -> None:
    """Р is Russia and Б Belarus; РБ is Belarus in one office and both in another, so it is asked for."""
    reading = taken(staffed, grid(f"{KIM}:ррБ.Б...", f"{AHMETOV}:Р......."))
    assert reading.counts["taken"] == 2
    assert sorted(said(leg) for leg in legs_of(staffed, "Ким")) == [
        "BY 18.11–18.11 told/told",
        "BY 20.11–20.11 told/told",
        "RU 16.11–17.11 told/told",
    ]
    both = table(f"| {' | '.join(f'0{n}.02.2026' for n in range(1, 9))}\n{KIM} | РБ" + " | " * 7)
    assert taken(staffed, both).of_outcome("refused")[0].problem == "unknown-mark"
    assert taken(staffed, both, hints=Hints(marks={"РБ": "Россия и Беларусь"})).counts["taken"] == 1
    assert {leg.country for leg in legs_of(staffed, "Ким") if leg.entry == date(2026, 2, 1)} == {"RU", "BY"}


def test_a_legend_in_one_line(staffed: RecordBook) -> None:
    """«К - Казахстан; О - отпуск; Р - Россия» under the grid explains each letter; leave is no stay."""
    reading = taken(staffed, grid(f"{KIM}:РРКОО...", legend=("| К - Казахстан; О - отпуск; Р - Россия",)))
    assert reading.counts["taken"] == 1
    assert sorted(leg.country for leg in legs_of(staffed, "Ким")) == ["KZ", "RU"]


def test_only_dates_that_the_book_lacks_are_new(staffed: RecordBook) -> None:
    """The book has 16 to 18 November; the grid adds the 19th and the 20th and touches nothing else."""
    take(staffed, trips("Ким В.О. | РФ | 16.11.2026 | 18.11.2026 | отметка"))
    taken(staffed, grid(f"{KIM}:РРРРР..."))
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 16.11–18.11 shown/shown", "RU 19.11–20.11 told/told"]
    assert taken(staffed, grid(f"{KIM}:РРРРР...")).changes == []


def test_marks_to_the_day_of_the_import_are_an_open_stay_beyond_it_a_plan(staffed: RecordBook) -> None:
    """Whoever is marked today is still inside; what is painted for later is planned."""
    taken(
        staffed,
        grid(f"{KIM}:.....РРР", f"{AHMETOV}:......РР", first=date(2026, 11, 16)),
        grid(f"{AHMETOV}:Р.РР....", first=date(2026, 11, 24), name="2"),
    )
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 21.11–… told/-"]
    legs = legs_of(staffed, "Ахметов")
    assert [said(leg) for leg in legs] == ["RU 22.11–24.11 told/planned", "RU 26.11–27.11 planned/planned"]
    assert legs[1].entry_basis is Basis.PLANNED


@pytest.mark.parametrize(
    ("title", "numbers", "first"),
    [
        ("Январь 2026", [*range(1, 32)], date(2026, 1, 1)),
        ("График на 2026 год", [*range(1, 32), *range(1, 29)], date(2026, 1, 1)),
    ],
)
def test_days_may_be_numbers_under_a_month(staffed: RecordBook, title: str, numbers: list[int], first: date) -> None:
    """A sheet a month, or the months side by side: the numbers begin anew at 1, and the next month with them."""
    months = "".join("Январь |" if at == 0 else " Февраль |" if number == 1 else " |" for at, number in enumerate(numbers))
    marks = " | ".join("Р" if at in (len(numbers) - 3, len(numbers) - 2) else "" for at in range(len(numbers)))
    sheet = table(f"{title}\n | {months}\nВодитель | {' | '.join(map(str, numbers))}\n{KIM} | {marks}")
    reading = taken(staffed, sheet)
    assert reading.sheets[0].days == (first, first + timedelta(len(numbers) - 1))
    (leg,) = legs_of(staffed, "Ким")
    assert (leg.entry, leg.exit) == (first + timedelta(len(numbers) - 3), first + timedelta(len(numbers) - 2))


def test_numbered_columns_are_no_days(staffed: RecordBook) -> None:
    """Under «за март 2026» stands a row of column numbers, as forms have it: the journal stays a journal."""
    head = "Журнал рейсов за март 2026\nВодитель | Страна | Въезд | Выезд | Тягач | Маршрут | Источник | Примечание | А | Б"
    sheet = table(f"{head}\n | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9\n{KIM} | РФ | 01.03.2026 | 05.03.2026 | | | | | |")
    assert taken(staffed, sheet).sheets[0].kind == "trips"


def test_a_colour_beside_other_words_is_no_legend(staffed: RecordBook) -> None:
    """A painted cell beside «Смена» explains nothing: days in that colour are asked for, not left out."""
    sheet = grid(f"{KIM}:РР......", legend=("| | Смена",))
    inks = {(2, 1): "#CCCCCC", (1, 4): "#CCCCCC"}
    assert taken(staffed, Table(sheet.name, sheet.rows, lambda: inks)).of_outcome("refused")[0].problems[0].value == "#CCCCCC"


def test_titles_totals_and_strangers_in_a_grid_are_said(staffed: RecordBook) -> None:
    """A line of totals and a name of a column of trucks are passed over; a name that no driver has is refused with the near ones."""
    reading = taken(staffed, grid("Первая колонна:........", "Ким Вячислав:РР......", "Итого:22......"))
    assert [(row.row, row.problem) for row in reading.rows if row.outcome != "taken"] == [(2, "title"), (3, "near-driver"), (4, "total")]
    assert named(staffed, "Ким").name == KIM


def test_the_colours_of_a_sheet_that_is_no_grid_are_never_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking colours up takes long: a journal of trips is read without it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(openpyxl, "load_workbook", refuse)
    source = open_file(DATA / "office-2026.xlsx")
    assert read_source(source, _empty(), ON).counts["taken"] == 364


def _empty() -> RecordBook:
    from storage.reading import NoBook

    return NoBook()  # type: ignore[return-value]


# --- where a grid begins and ends ----------------------------------------------------------------------------------------

MARCH, LAST = date(2026, 3, 1), date(2026, 3, 8)


def remarks(reading: Reading) -> list[tuple[str, date | None]]:
    return [(remark.code, remark.day) for row in reading.rows for remark in row.remarks]


def test_a_stay_that_the_last_column_still_has_is_open(staffed: RecordBook) -> None:
    """Nobody marked that he left: he is counted until somebody says when he did, and the preview says why."""
    reading = taken(staffed, grid(f"{KIM}:РР...РРР", first=MARCH))
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 01.03–02.03 told/told", "RU 06.03–… told/-"]
    assert remarks(reading) == [("grid-begins", MARCH), ("grid-ends", LAST)]


@pytest.mark.parametrize(("last", "ends"), [(date(2026, 11, 20), None), (date(2026, 10, 20), date(2026, 10, 20))])
def test_columns_ruled_for_later_tell_nothing_yet(staffed: RecordBook, last: date, ends: date | None) -> None:
    """Filled in up to three days ago: he is inside still, and that is said; of a grid that nobody has kept for a month, empty is empty."""
    reading = taken(staffed, grid(f"{KIM}:.РРР....", f"{AHMETOV}:Р.......", first=last - timedelta(3)))
    assert [(leg.entry, leg.exit) for leg in legs_of(staffed, "Ким")] == [(last - timedelta(2), ends)]
    assert [leg.exit for leg in legs_of(staffed, "Ахметов")] == [last - timedelta(3)]
    assert ("grid-ends", last) in remarks(reading) if ends is None else ("grid-ends", last) not in remarks(reading)


def test_what_the_next_sheet_says_ends_it(staffed: RecordBook) -> None:
    """A sheet a month: the next one has him at home on its first day, so he left on the last of the one before; of the other it goes on."""
    following = grid(f"{KIM}:....Р...", f"{AHMETOV}:РР......", first=LAST + timedelta(1), name="2")
    reading = taken(staffed, grid(f"{KIM}:......РР", f"{AHMETOV}:......РР", first=MARCH), following)
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 07.03–08.03", "RU 13.03–13.03"]
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ахметов")] == ["RU 07.03–10.03"]
    assert remarks(reading) == []


def test_a_later_stay_in_the_book_bounds_it(staffed: RecordBook) -> None:
    """He was in again in April, so he had left: the last column is taken for the day, and that this is not known is said."""
    take(staffed, trips("Ким В.О. | РФ | 10.04.2026 | 12.04.2026"))
    reading = taken(staffed, grid(f"{KIM}:......РР", first=MARCH))
    assert sorted(said(leg) for leg in legs_of(staffed, "Ким")) == ["RU 07.03–08.03 told/told", "RU 10.04–12.04 told/told"]
    assert remarks(reading) == [("grid-ends", LAST)]


@pytest.mark.parametrize("cancelled", [True, False])
def test_a_plan_that_came_to_nothing_ends_no_stay(staffed: RecordBook, cancelled: bool) -> None:
    """For the day after the last column a trip was planned, and cancelled or never begun: that tells nothing of where he was."""
    driver = next(each for each in staffed.drivers() if each.name == KIM)
    plan = trip(driver, "RU 09.03?–12.03?")
    staffed.commit([msgspec.structs.replace(plan, cancelled=cancelled)], "plan")
    reading = taken(staffed, grid(f"{KIM}:......РР", first=MARCH))
    assert [said(leg) for leg in legs_of(staffed, "Ким") if leg.entry < LAST] == ["RU 07.03–… told/-"]
    assert remarks(reading) == [("grid-ends", LAST)]


def test_a_plan_to_the_end_of_the_grid_is_a_plan_to_that_day(staffed: RecordBook) -> None:
    """What is to come is no stay yet: it is planned to the last column, and said to end where the grid does."""
    reading = taken(staffed, grid(f"{KIM}:......РР", first=date(2026, 12, 1)))
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 07.12–08.12 planned/planned"]
    assert remarks(reading) == [("grid-ends", date(2026, 12, 8))]
