"""The usual wait at a crossing point, learned from the firm's own trips, and the day to join the queue."""

from __future__ import annotations

from pathlib import Path

from storage import answers
from storage.queues import Wait, point_key, waits_at_points, way_out
from storage.records import Driver, Trip
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, ON, with_leg

DRIVERS = [Driver(name=f"Водитель {number}") for number in range(6)]


def waits(*days: int, place: str = "Маштаково") -> list[Trip]:
    """Returns a trip for each wait: out of Russia on 20 October, so many days after joining the queue."""
    return [
        with_leg("RU 01.10–20.10", driver, exit_queue=day(f"{20 - days}.10"), exit_point=place)
        for driver, days in zip(DRIVERS, days, strict=False)
    ]


def test_the_usual_wait_is_the_median_of_five() -> None:
    """Waits of 1, 2, 2, 3 and 12 days: usually 2, and 12 when it is bad. Four waits tell nothing."""
    key = point_key("RU", "Маштаково")
    assert waits_at_points(waits(1, 2, 2, 3, 12)) == {key: Wait(2, 12, 5)}
    assert waits_at_points(waits(1, 2, 2, 3)) == {}


def test_nine_of_ten_waits_are_no_longer_than_a_bad_one() -> None:
    """Of ten waits of 1 to 9 and 30 days the ninth is the bad one: the worst of ten is left to chance."""
    ten = [*waits(1, 2, 3, 4, 5), *waits(6, 7, 8, 9, 19)]
    assert waits_at_points(ten) == {point_key("RU", "Маштаково"): Wait(6, 9, 10)}


def test_half_a_day_is_a_day() -> None:
    """Of 1, 1, 2, 3, 3 and 3 days the middle is two and a half: taken as 3."""
    assert waits_at_points(waits(1, 1, 2, 3, 3, 3)) == {point_key("RU", "Маштаково"): Wait(3, 3, 6)}


def test_a_point_is_known_however_it_is_typed() -> None:
    """Capitals and spaces make no other border post; the same name on the way out of another country does."""
    typed = [*waits(1, 1), *waits(2, 2, 2, place=" маштаково ")]
    assert waits_at_points(typed) == {point_key("RU", "МАШТАКОВО"): Wait(2, 2, 5)}
    assert point_key("KZ", "Маштаково") not in waits_at_points(typed)


def test_a_planned_exit_teaches_nothing() -> None:
    """A queue that has not ended yet is no wait."""
    under_way = [with_leg("RU 01.10–20.10?", driver, exit_queue=day("01.10"), exit_point="Маштаково") for driver in DRIVERS]
    assert waits_at_points(under_way) == {}


def test_he_leaves_where_it_is_planned_or_where_he_came_in() -> None:
    """By the planned exit point of the last leg inside; else by the point of his entry into that country; outside by none."""
    members = {"RU", "BY"}
    over = with_leg("RU 20.11–25.11?, BY 25.11?–30.11?, PL 30.11?–02.12?", place=1, exit_point="Козловичи")
    assert way_out([over], AHMET.id, ON, members) == ("BY", "Козловичи")
    assert way_out([with_leg("RU 20.11–", entry_point="Маштаково")], AHMET.id, ON, members) == ("RU", "Маштаково")
    assert way_out([with_leg("RU 20.11–25.11?, BY 25.11?–30.11?", entry_point="Маштаково")], AHMET.id, ON, members) is None
    assert way_out([trip(AHMET, "RU 01.11–10.11")], AHMET.id, ON, members) is None


def test_he_came_in_where_the_trip_began() -> None:
    """Russia, Belarus, Russia: he leaves Russia by the point at which he first came into it."""
    back = with_leg("RU 10.11–15.11, BY 15.11–18.11, RU 18.11–", entry_point="Маштаково")
    assert way_out([back], AHMET.id, ON, {"RU", "BY"}) == ("RU", "Маштаково")


def test_an_earlier_stay_of_the_same_trip_tells_nothing() -> None:
    """Out of Russia to Georgia and in again: the point of the first entry is not that of the second, which nobody noted."""
    again = with_leg("RU 01.11–05.11, GE 05.11–15.11, RU 15.11–", entry_point="Маштаково")
    assert way_out([again], AHMET.id, ON, {"RU", "BY"}) is None


def test_the_wait_comes_off_the_day_to_join_the_queue(tmp_path: Path) -> None:
    """Out by 7 December: three days of reserve and two of usual wait make it the 2nd; a sixth, longer wait changes that at once."""
    inside = with_leg("RU 23.11–", entry_point="Маштаково")
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, *DRIVERS, trip(AHMET, "RU 01.03–14.05"), inside, *waits(1, 2, 2, 3, 4)], "test")
        line = answers.line(book, AHMET, ON)
        assert (line.last_day, line.queue_by, line.usual_wait, line.leaves_by) == (day("07.12"), day("02.12"), 2, "Маштаково")
        book.commit([with_leg("RU 01.10–20.10", DRIVERS[5], exit_queue=day("12.10"), exit_point="Маштаково")], "test")
        assert answers.line(book, AHMET, ON).queue_by == day("01.12")
