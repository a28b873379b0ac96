"""Rows of trips: whose they are, what their dates rest on, how they become trips and meet those of the book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import NewDriver
from storage.records import Trip, Unsettled, Vehicle
from tests.storage.books import open_book
from tests.storage.readings import DRIVERS, HEADINGS, legs_of, named, outcomes, read, said, table, take, trips, trips_of

KNOWN = table(DRIVERS, "Водители")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as book:
        yield book


@pytest.fixture
def staffed(book: RecordBook) -> RecordBook:
    """Ахметов, Ким and Нұрғалиев drive for the firm already."""
    take(book, KNOWN, file="водители.xlsx")
    return book


# --- who -----------------------------------------------------------------------------------------------------------------


def test_only_drivers_of_the_list_are_known(book: RecordBook) -> None:
    """Where the file brings its own list, a name that is not on it is refused, and near names are offered."""
    reading = read(book, KNOWN, trips("Ахметов Е.С. | РФ | 01.03.2026 | 05.03.2026", "Цой В.А. | РФ | 01.03.2026 | 05.03.2026"))
    assert outcomes(reading) == {2: "taken", 3: "unknown-driver"}
    near = read(book, KNOWN, trips("Ахметов Марат | РФ | 01.03.2026 | 05.03.2026")).of_outcome("refused")
    assert (near[0].problem, near[0].problems[0].near) == ("near-driver", ("Ахметов Ерлан Серикович",))


def test_drivers_of_the_book_are_known_too(staffed: RecordBook) -> None:
    """A file without a list is read against the drivers that the book has; any other name is refused."""
    reading = take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026", "Цой Виктор | РФ | 01.03.2026 | 05.03.2026"))
    assert outcomes(reading) == {2: "taken", 3: "unknown-driver"}
    assert reading.new_drivers == []


def test_new_names_are_taken_where_that_is_asked_for(staffed: RecordBook) -> None:
    """With --new-drivers a stranger becomes a driver, once, under the fullest form of his name, and it is said."""
    rows = trips("Цой В. | РФ | 01.03.2026 | 05.03.2026", "Цой Виктор | РФ | 10.03.2026 | 15.03.2026", "Пак А.А. | РФ | 01.04.2026 | ")
    reading = take(staffed, rows, new_drivers=True)
    assert outcomes(reading) == {2: "taken", 3: "taken", 4: "taken"}
    assert [driver.name for driver in reading.new_drivers] == ["Цой Виктор", "Пак А.А."]
    assert len(legs_of(staffed, "Цой")) == 2
    assert named(staffed, "Цой").citizenship is None


def test_a_new_name_near_to_a_known_one_is_said(staffed: RecordBook) -> None:
    """Asked to take new drivers the program takes Ахметов Марат, and says that Ахметов Ерлан is near."""
    reading = read(staffed, trips("Ахметов Марат | РФ | 01.03.2026 | 05.03.2026"), new_drivers=True)
    assert reading.new_drivers == [NewDriver("Ахметов Марат", ("Ахметов Ерлан Серикович",))]
    listed = read(staffed, table("ФИО | Гражданство | Дата рождения\nАхметов Ерлан Серкиович | РК | 01.02.1980", "Список"))
    assert [(remark.code, remark.near) for row in listed.rows for remark in row.remarks] == [("new-near", ("Ахметов Ерлан Серикович",))]


def test_a_first_file_without_a_list_makes_drivers_of_full_names(book: RecordBook) -> None:
    """Into an empty book each full name becomes a driver; his short names are his, a short name alone is nobody's."""
    rows = trips(
        "Кимов Вячеслав | РФ | 01.03.2026 | 05.03.2026",
        "Kимoв B. | РФ | 10.03.2026 | 15.03.2026",
        "Пак А.А. | РФ | 01.04.2026 | 02.04.2026",
        "Итого | | | ",
    )
    reading = take(book, rows)
    assert outcomes(reading) == {2: "taken", 3: "taken", 4: "unknown-driver", 5: "total"}
    assert reading.new_drivers == [NewDriver("Кимов Вячеслав")]
    assert [driver.name for driver in book.drivers()] == ["Кимов Вячеслав"]


def test_a_name_that_fits_two_drivers_is_refused_with_both(book: RecordBook) -> None:
    """Ким В. is Вячеслав or Виктор: the row waits, nobody gets its days."""
    both = table("ФИО | Гражданство\nКим Вячеслав | KZ\nКим Виктор | KZ", "Водители")
    reading = take(book, both, trips("Ким В. | РФ | 01.03.2026 | 05.03.2026"))
    (row,) = reading.of_outcome("refused")
    assert (row.problem, row.problems[0].near) == ("ambiguous-driver", ("Ким Вячеслав", "Ким Виктор"))
    assert list(book.all(Trip)) == []


@pytest.mark.parametrize("sign", [" / ", ", ", "; ", " + ", " и ", " and ", " және ", "\n"])
def test_a_crew_is_two_names_in_one_cell(staffed: RecordBook, sign: str) -> None:
    """However two names are put together, each of the two drivers has the leg, in one trip."""
    sheet = trips("? | РФ | 01.03.2026 | 05.03.2026 | отметка")
    sheet.rows[1][0] = f"Ахметов Е.С.{sign}Ким В.О."
    assert outcomes(take(staffed, sheet)) == {2: "taken"}
    (trip,) = staffed.all(Trip)
    assert trip.drivers == (named(staffed, "Ахметов").id, named(staffed, "Ким").id)


def test_a_surname_and_a_name_with_a_comma_are_one_driver(staffed: RecordBook) -> None:
    """As some lists write names; two surnames with a comma stay a crew, of strangers here."""
    rows = ["Ким, Вячеслав | РФ | 01.03.2026 | 05.03.2026", "Ким, Ахметов | РФ | 10.03.2026 | 12.03.2026"]
    reading = take(staffed, trips(*rows))
    assert outcomes(reading) == {2: "taken", 3: "near-driver"}
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 01.03–05.03"]


def test_a_crew_with_a_stranger_is_refused_and_waits_with_the_one_we_know(staffed: RecordBook) -> None:
    """Half a crew is not taken: the known driver sees that a journey of his is not counted."""
    reading = take(staffed, trips("Ким В.О. / Цой В.А. | РФ | 01.03.2026 | 05.03.2026"))
    assert outcomes(reading) == {2: "unknown-driver"}
    assert [row.driver for row in staffed.all(Unsettled)] == [named(staffed, "Ким").id]


# --- dates ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "entry", "exit_"),
    [
        ("отметка", "shown", "shown"),
        ("фото миграц. карты", "shown", "shown"),
        ("со слов", "told", "told"),
        ("WhatsApp", "told", "told"),
        ("план", "planned", "planned"),
        ("ответ МВД", "official", "official"),
        ("мөр", "shown", "shown"),
        ("жоспар", "planned", "planned"),
        ("stamp", "shown", "shown"),
        ("", "told", "planned"),
        ("нет отметки", "told", "planned"),
        ("знакомый сказал", "told", "planned"),
    ],
)
def test_the_word_of_a_row_holds_for_both_its_dates(staffed: RecordBook, word: str, entry: str, exit_: str) -> None:
    """Without a word that we know, a date up to the day of import is told and a later one planned."""
    take(staffed, trips(f"Ким В.О. | РФ | 20.11.2026 | 25.11.2026 | {word}"))
    (leg,) = legs_of(staffed, "Ким")
    assert (leg.entry_basis, leg.exit_basis) == (entry, exit_)


def test_a_word_that_nobody_knows_is_kept_as_a_note_and_said(staffed: RecordBook) -> None:
    """What the office wrote about its proof is not lost because the program does not understand it."""
    reading = take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | пломба"))
    assert [remark.code for row in reading.rows for remark in row.remarks] == ["unknown-source"]
    assert trips_of(staffed, "Ким")[0].note == "Откуда известно: пломба"


def test_between_russia_and_belarus_a_date_is_told_whatever_the_row_says(staffed: RecordBook) -> None:
    """He left Russia on the 5th and entered Belarus on the 6th: nobody stamped either, though the rows say so; Poland stamps."""
    rows = trips(
        "Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | отметка",
        "Ким В.О. | РБ | 06.03.2026 | 09.03.2026 | отметка",
        "Ким В.О. | Польша | 09.03.2026 | 12.03.2026 | отметка",
    )
    reading = take(staffed, rows)
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == [
        "RU 01.03–05.03 shown/told",
        "BY 06.03–09.03 told/shown",
        "PL 09.03–12.03 shown/shown",
    ]
    assert reading.told_between == 2


def test_the_other_leg_may_be_in_the_book_already(staffed: RecordBook) -> None:
    """The Belarusian half of a journey that comes in a later file is still one between the two countries."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | отметка"))
    take(staffed, trips("Ким В.О. | РБ | 05.03.2026 | 09.03.2026 | отметка"), file="март.xlsx")
    assert said(legs_of(staffed, "Ким")[1]) == "BY 05.03–09.03 told/shown"


def test_a_crossing_between_the_two_tells_by_itself(staffed: RecordBook) -> None:
    """Out over Кругловка is into Belarus, even where the row for Belarus is missing."""
    rows = table(f"{HEADINGS}\nКим В.О. | | | РФ | | 01.03.2026 | Маштаково | 05.03.2026 | Лиозно–Кругловка | отметка |", "Рейсы")
    take(staffed, rows)
    assert said(legs_of(staffed, "Ким")[0]) == "RU 01.03–05.03 shown/told"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("Ким В.О. | РФ | 30.02.2026 | 05.03.2026", "no-such-date"),
        ("Ким В.О. | РФ | ? | уточнить", "unreadable"),
        ("Ким В.О. | РФ | 05.03.2026 | 01.03.2026", "exit-before-entry"),
        ("Ким В.О. | РФ | | 01.03.2026", "entry-missing"),
        ("Ким В.О. | Атлантида | 01.03.2026 | 05.03.2026", "unknown-country"),
        ("Ким В.О. | | 01.03.2026 | 05.03.2026", "country-missing"),
        ("Ким В.О. | РФ, Польша | 01.03.2026 | 05.03.2026", "unknown-country"),
        ("| РФ | 01.03.2026 | 05.03.2026", "driver-missing"),
        ("Цой | РФ | 01.03.2026 | 05.03.2026", "unknown-driver"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(staffed: RecordBook, cells: str, problem: str) -> None:
    """No part of such a row is taken: it is listed with its problem, and waits as his where it names a driver we know."""
    reading = take(staffed, trips(cells, "Ким В.О. | РФ | 01.06.2026 | 05.06.2026"))
    assert outcomes(reading) == {2: problem, 3: "taken"}
    assert all(row.problems[0].expected for row in reading.of_outcome("refused"))
    assert len(legs_of(staffed, "Ким")) == 1
    assert len(list(staffed.all(Unsettled))) == ("Ким" in cells)


def test_the_day_in_the_queue_belongs_to_the_border_it_lies_before(staffed: RecordBook) -> None:
    """One column serves both: a day up to the entry is the queue before it, a later one the queue before the exit."""
    lines = (
        "Ким В.О. | | | РФ | 27.02.2026 | 01.03.2026 | | 05.03.2026 | | |",
        "Ким В.О. | | | РФ | 08.04.2026 | 01.04.2026 | | 10.04.2026 | | |",
        "Ким В.О. | | | РФ | 20.05.2026 | 01.05.2026 | | 10.05.2026 | | |",
    )
    reading = take(staffed, table("\n".join((HEADINGS, *lines)), "Рейсы"))
    assert outcomes(reading) == {2: "taken", 3: "taken", 4: "queue-after-exit"}
    first, second = legs_of(staffed, "Ким")
    assert (first.entry_queue, first.exit_queue) == (date(2026, 2, 27), None)
    assert (second.entry_queue, second.exit_queue) == (None, date(2026, 4, 8))


def test_a_stay_of_which_only_the_outer_dates_are_known_is_one(staffed: RecordBook) -> None:
    """In at Маштаково, out at Козловичи: Russia and Belarus together, one leg."""
    take(staffed, trips("Ким В.О. | РФ/РБ | 01.03.2026 | 09.03.2026"))
    assert [leg.country for leg in legs_of(staffed, "Ким")] == ["RU+BY"]


# --- trips ---------------------------------------------------------------------------------------------------------------


def test_legs_that_go_on_from_each_other_are_one_trip(staffed: RecordBook) -> None:
    """Same driver, truck and route, out on a day and in on that day or the next: one journey, in whatever order the rows stand."""
    rows = trips(
        "Ким В.О. | РБ | 05.03.2026 | 09.03.2026 | | 886 AOH 03 | Алматы–Минск",
        "Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | | 886AOH03 | Алматы–Минск",
        "Ким В.О. | РФ | 10.03.2026 | 14.03.2026 | | 886 AOH 03 | алматы–минск",
        "Ким В.О. | РФ | 16.03.2026 | 20.03.2026 | | 886 AOH 03 | Алматы–Минск",
        "Ким В.О. | РФ | 20.03.2026 | 21.03.2026 | | 886 AOH 03 | Актобе–Самара",
        "Ахметов Е.С. | РФ | 05.03.2026 | 09.03.2026 | | 886 AOH 03 | Алматы–Минск",
    )
    take(staffed, rows)
    assert [[said(leg)[:14] for leg in trip.legs] for trip in trips_of(staffed, "Ким")] == [
        ["RU 01.03–05.03", "BY 05.03–09.03", "RU 10.03–14.03"],
        ["RU 16.03–20.03"],
        ["RU 20.03–21.03"],
    ]
    assert len(trips_of(staffed, "Ахметов")) == 1
    assert [vehicle.plate for vehicle in staffed.all(Vehicle)] == ["886 AOH 03"]


def test_a_new_row_goes_on_with_a_trip_of_the_book(staffed: RecordBook) -> None:
    """Next week's file brings the way home, or the way there: it joins the trip that is there."""
    take(staffed, trips("Ким В.О. | РБ | 05.03.2026 | 09.03.2026 | | 886 AOH 03 | Алматы–Минск"))
    take(staffed, trips("Ким В.О. | РФ | 09.03.2026 | 14.03.2026 | | 886 AOH 03 | Алматы–Минск"), file="домой.xlsx")
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | | 886 AOH 03 | Алматы–Минск"), file="туда.xlsx")
    (trip,) = trips_of(staffed, "Ким")
    assert [said(leg)[:14] for leg in trip.legs] == ["RU 01.03–05.03", "BY 05.03–09.03", "RU 09.03–14.03"]


def test_rows_that_say_the_same_are_one(staffed: RecordBook) -> None:
    """The same row typed twice, once with initials, is taken once; another point or note makes it another row."""
    rows = trips(
        "Ким Вячеслав Олегович | РФ | 01.03.2026 | 05.03.26 | отметка",
        "Kим B.O. | Россия | 2026-03-01 | 5.3.2026 | штамп",
        "Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | со слов",
    )
    reading = take(staffed, rows)
    assert outcomes(reading) == {2: "taken", 3: "duplicate", 4: "taken"}
    assert reading.of_outcome("passed-over")[0].problems[0].row == 2
    assert list(staffed.all(Unsettled)) == []


# --- notes ---------------------------------------------------------------------------------------------------------------


def test_a_column_that_nobody_knows_is_kept_as_a_note_and_said(staffed: RecordBook) -> None:
    """The office's own columns are not lost: heading and cell stand in the note of the trip, and the report names the column."""
    rows = table(
        "Водитель | Страна | Въезд | Выезд | Прицеп | Примечание\nКим В.О. | РФ | 01.03.2026 | 05.03.2026 | 12 ABC | наёмный",
        "Рейсы",
    )
    reading = take(staffed, rows)
    assert [sheet.unknown for sheet in reading.sheets] == [("Прицеп",)]
    assert trips_of(staffed, "Ким")[0].note == "наёмный\nПрицеп: 12 ABC"
    assert take(staffed, rows).changes == []
