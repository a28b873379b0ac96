"""The same journeys read again from a newer file: known, changed, mended, called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.book import RecordBook
from storage.records import Basis, Unsettled
from tests.storage.books import open_book
from tests.storage.readings import DRIVERS, legs_of, named, outcomes, said, table, take, trips, trips_of


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[RecordBook]:
    """Ахметов, Ким and Нұрғалиев drive for the firm already."""
    with open_book(tmp_path / "book") as book:
        take(book, table(DRIVERS, "Водители"), file="водители.xlsx")
        yield book


# --- against the book ----------------------------------------------------------------------------------------------------


def test_a_row_with_another_exit_changes_the_leg_and_shows_both(staffed: RecordBook) -> None:
    """He came out two days later than the last file said: one leg, changed, old and new shown."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | со слов"))
    reading = take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 07.03.2026 | отметка"))
    (row,) = reading.of_outcome("changed")
    assert [(change.field, change.old, change.new) for change in row.changes] == [
        ("entry_basis", "told", "shown"),
        ("exit", date(2026, 3, 5), date(2026, 3, 7)),
        ("exit_basis", "told", "shown"),
    ]
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 01.03–07.03 shown/shown"]


def test_a_row_that_shares_dates_with_a_leg_is_that_leg(staffed: RecordBook) -> None:
    """A corrected entry date changes the leg; legs that only meet on one date are two."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026", "Ким В.О. | РФ | 10.03.2026 | 12.03.2026"))
    reading = take(staffed, trips("Ким В.О. | РФ | 02.03.2026 | 05.03.2026", "Ким В.О. | РФ | 12.03.2026 | 15.03.2026"))
    assert outcomes(reading) == {2: "changed", 3: "taken"}
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 02.03–05.03", "RU 10.03–12.03", "RU 12.03–15.03"]


def test_an_open_exit_in_the_file_takes_nothing_away(staffed: RecordBook) -> None:
    """The office's file is behind the book: his exit is known here, and stays."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | отметка"))
    reading = take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | | со слов"))
    assert outcomes(reading) == {2: "known"}
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 01.03–05.03 shown/shown"]


def test_an_exit_that_was_open_is_closed(staffed: RecordBook) -> None:
    """Last week he was still inside; now the file has his exit."""
    take(staffed, trips("Ким В.О. | РФ | 20.11.2026 | | отметка"))
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 20.11–… shown/-"]
    reading = take(staffed, trips("Ким В.О. | РФ | 20.11.2026 | 22.11.2026 | отметка"))
    assert outcomes(reading) == {2: "changed"}
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 20.11–22.11 shown/shown"]


def test_a_plan_in_the_file_does_not_undo_what_happened(staffed: RecordBook) -> None:
    """He went in a day later than planned, and it was entered at the border; the old plan is read again and changes nothing."""
    take(staffed, trips("Ким В.О. | РФ | 21.11.2026 | 28.11.2026 | план"))
    (trip,) = trips_of(staffed, "Ким")
    went = msgspec.structs.replace(trip.legs[0], entry=date(2026, 11, 22), entry_basis=Basis.SHOWN)
    staffed.commit([msgspec.structs.replace(trip, legs=(went,))], "in")
    reading = take(staffed, trips("Ким В.О. | РФ | 21.11.2026 | 28.11.2026 | план"))
    assert outcomes(reading) == {2: "known"}
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 22.11–28.11 shown/planned"]


def test_a_stamp_that_was_seen_is_not_weakened_by_a_file_without_it(staffed: RecordBook) -> None:
    """The same dates told again leave the stronger proof."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | отметка"))
    assert outcomes(take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | со слов"))) == {2: "known"}
    assert [said(leg) for leg in legs_of(staffed, "Ким")] == ["RU 01.03–05.03 shown/shown"]


def test_a_cancelled_plan_does_not_come_back(staffed: RecordBook) -> None:
    """The trip was called off in the program; the office's file still plans it, and reading it again does not bring it back."""
    planned = trips("Ким В.О. | РФ | 01.12.2026 | 05.12.2026 | план")
    take(staffed, planned)
    (trip,) = trips_of(staffed, "Ким")
    staffed.commit([msgspec.structs.replace(trip, cancelled=True)], "cancelled")
    reading = take(staffed, planned)
    assert (outcomes(reading), reading.changes) == ({2: "known"}, [])
    driven = take(staffed, trips("Ким В.О. | РФ | 01.12.2026 | 05.12.2026 | отметка"))
    assert outcomes(driven) == {2: "taken"}


def test_another_truck_on_the_same_journey_is_a_change(staffed: RecordBook) -> None:
    """The truck was swapped: the trip goes on under the other plate."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | | 886 AOH 03 | Алматы–Москва"))
    reading = take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026 | | 111 AAA 01 | Алматы–Казань"))
    (row,) = reading.of_outcome("changed")
    assert [(change.field, change.old, change.new) for change in row.changes] == [
        ("truck", "886 AOH 03", "111 AAA 01"),
        ("route", "Алматы–Москва", "Алматы–Казань"),
    ]


def test_a_driver_added_to_a_cancelled_plan_is_planned(staffed: RecordBook) -> None:
    """Ким's trip was called off; the file now plans it with Ахметов too: his leg is taken, Ким's does not come back."""
    take(staffed, trips("Ким В.О. | РФ | 01.12.2026 | 05.12.2026 | план"))
    (trip,) = trips_of(staffed, "Ким")
    staffed.commit([msgspec.structs.replace(trip, cancelled=True)], "cancelled")
    reading = take(staffed, trips("Ким В.О., Ахметов Е.С. | РФ | 01.12.2026 | 05.12.2026 | план"))
    assert outcomes(reading) == {2: "changed"}
    assert len(trips_of(staffed, "Ким")) == 1
    assert [said(leg) for leg in legs_of(staffed, "Ахметов")] == ["RU 01.12–05.12 planned/planned"]


def test_a_second_driver_added_to_a_row_joins_the_trip(staffed: RecordBook) -> None:
    """The file now names a crew: the other driver gets his leg in the trip that is there."""
    take(staffed, trips("Ким В.О. | РФ | 01.03.2026 | 05.03.2026"))
    reading = take(staffed, trips("Ким В.О. / Ахметов Е.С. | РФ | 01.03.2026 | 05.03.2026"))
    assert outcomes(reading) == {2: "changed"}
    assert trips_of(staffed, "Ахметов") == trips_of(staffed, "Ким")
    assert outcomes(take(staffed, trips("Ким В.О. / Ахметов Е.С. | РФ | 01.03.2026 | 05.03.2026"))) == {2: "known"}


# --- unsettled -----------------------------------------------------------------------------------------------------------


def test_a_refused_row_waits_once_and_goes_when_it_is_mended(staffed: RecordBook) -> None:
    """Read twice it waits once; mended in the file and read again, its days are counted and nothing waits any more."""
    spoilt = trips("Ким В.О. | РФ | 30.02.2026 | 05.03.2026 | отметка", "Ахметов Е.С. | РФ | 01.03.2026 | 05.03.2026")
    take(staffed, spoilt)
    assert take(staffed, spoilt).changes == []
    assert [row.row for row in staffed.unsettled_of(named(staffed, "Ким").id)] == [2]
    still = trips("Ким В.О. | РФ | ? | 05.03.2026 | отметка", "Ахметов Е.С. | РФ | 01.03.2026 | 05.03.2026")
    take(staffed, still)
    assert [row.problem for row in staffed.unsettled_of(named(staffed, "Ким").id)] == ["unreadable"]
    take(staffed, trips("Ким В.О. | РФ | 28.02.2026 | 05.03.2026 | отметка", "Ахметов Е.С. | РФ | 01.03.2026 | 05.03.2026"))
    assert staffed.unsettled_of(named(staffed, "Ким").id) == []
    assert len(legs_of(staffed, "Ким")) == 1


def test_the_same_mistake_in_another_file_is_another_row(staffed: RecordBook) -> None:
    """A row is known by file, sheet, number and cells together."""
    spoilt = trips("Ким В.О. | РФ | 30.02.2026 | 05.03.2026")
    take(staffed, spoilt, file="февраль.xlsx")
    take(staffed, spoilt, file="март.xlsx")
    assert sorted(row.file for row in staffed.all(Unsettled)) == ["март.xlsx", "февраль.xlsx"]


def test_a_row_that_was_dismissed_stays_so_until_its_cells_change(staffed: RecordBook) -> None:
    """Read again as it was, it does not come back; changed and still not readable, it waits anew."""
    spoilt = trips("Ким В.О. | РФ | 30.02.2026 | 05.03.2026 | отметка")
    take(staffed, spoilt)
    (row,) = staffed.unsettled_of(named(staffed, "Ким").id)
    staffed.commit([msgspec.structs.replace(row, settled="dismissed", because="рейса не было")], "dismissed")
    assert take(staffed, spoilt).changes == []
    assert staffed.unsettled_of(named(staffed, "Ким").id) == []
    take(staffed, trips("Ким В.О. | РФ | ? | 05.03.2026 | отметка"))
    assert [each.because for each in staffed.unsettled_of(named(staffed, "Ким").id)] == [""]
