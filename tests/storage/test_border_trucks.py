"""Trucks that change hands inside a country: handed over in mid-trip, or swapped between two drivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from storage.book import RecordBook
from storage.border import BorderEvent, EventRefused, apply, crew, events, swapping, taking_over
from storage.records import Driver, Trip, Vehicle
from storage.settling import matters_of
from tests.storage.at_border import AHMET, ON, YUSUF, happens
from tests.storage.books import open_book
from tests.storage.journeys import crewed, day, legs, told, trip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        opened.commit([AHMET, YUSUF], "drivers")
        yield opened


# Handing over


def handed(book: RecordBook, event: BorderEvent) -> list[str]:
    """What stands in the book of both drivers after a handing over, a trip each in the order they were made."""
    book.commit(apply(book, AHMET.id, event), "hand over")
    kept = list(book.all(Trip))
    return [
        f"{told(Trip(legs=each.legs_of(driver.id)))}{' cancelled' * each.cancelled}"
        for each in kept
        for driver in (AHMET, YUSUF)
        if each.legs_of(driver.id)
    ]


def test_handed_over_in_mid_trip_to_one_who_came_by_himself(book: RecordBook) -> None:
    """Yusupov is inside since the 21st and takes the truck on the 23rd: his stay and the rest of the plan come to this trip."""
    planned = trip(AHMET, "RU 10.11–25.11?, BY 25.11?–28.11?")
    book.commit([planned, trip(YUSUF, "RU 21.11–")], "trips")
    after = handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id))
    assert after == ["RU 10.11–", "RU 21.11–25.11?, BY 25.11?–28.11?", "RU 21.11?– cancelled"]
    kept = next(each for each in book.all(Trip) if not each.cancelled)
    assert kept.id == planned.id and kept.legs[0].handed_over == ON
    assert crew(book, YUSUF.id) == () and crew(book, AHMET.id) == ()


def test_he_who_handed_over_leaves_by_himself(book: RecordBook) -> None:
    """Akhmetov, without his truck, is out by train on the 24th; the truck goes on with Yusupov."""
    book.commit([trip(AHMET, "RU 10.11–25.11?"), trip(YUSUF, "RU 21.11–")], "trips")
    handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id))
    after = happens(book, next(event for event in events(book, AHMET.id, day("24.11")) if event.kind == "out"))
    assert told(after) == "RU 10.11–24.11, RU 21.11–25.11?"
    assert told(happens(book, replace(events(book, YUSUF.id, day("25.11"))[0]), YUSUF)) == "RU 10.11–24.11, RU 21.11–25.11"


def test_handed_over_at_the_border_to_one_who_comes_in(book: RecordBook) -> None:
    """Yusupov was outside by the book: he is inside from that day, told, and his past trips stay as they were."""
    book.commit([trip(AHMET, "RU 10.11–25.11?"), trip(YUSUF, "RU 01.10–05.10")], "trips")
    after = handed(book, BorderEvent("hand-over", "RU", ON, "Маштаково", to=YUSUF.id))
    assert after == ["RU 10.11–", "RU 23.11–25.11?", "RU 01.10–05.10"]


def test_handed_over_within_the_crew(book: RecordBook) -> None:
    """The second driver of the truck drives on; his own plan stands, only Akhmetov's is gone."""
    book.commit([crewed((AHMET, YUSUF), "RU 10.11–25.11?")], "trip")
    assert handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id)) == ["RU 10.11–", "RU 10.11–25.11?"]


def test_what_the_other_drove_before_stays_on_his_own_trip(book: RecordBook) -> None:
    """Yusupov came through Belarus with another truck: that leg stays there, the one he is on comes along, its plan is dropped."""
    book.commit([trip(AHMET, "RU 10.11–"), trip(YUSUF, "BY 15.11–18.11, RU 18.11–24.11?, BY 24.11?–26.11?")], "trips")
    assert handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id)) == ["RU 10.11–", "RU 18.11–24.11?", "BY 15.11–18.11"]


@pytest.mark.parametrize(
    ("his", "to", "code"),
    [
        ("BY 15.11–", YUSUF, "elsewhere"),
        ("RU 15.11–", AHMET, "nobody-to"),
        ("RU 24.11–", YUSUF, "before-entry"),
        ("RU 15.11–25.11", YUSUF, "on-trip"),
    ],
)
def test_a_handing_over_that_cannot_have_been(book: RecordBook, his: str, to: Driver, code: str) -> None:
    """To one in another country, to himself, to one who came in later or was on the road still: refused by name."""
    book.commit([trip(AHMET, "RU 10.11–"), trip(YUSUF, his)], "trips")
    with pytest.raises(EventRefused, match=code):
        apply(book, AHMET.id, BorderEvent("hand-over", "RU", ON, to=to.id))


def test_a_truck_is_handed_over_once(book: RecordBook) -> None:
    """Who gave his truck away has none to give."""
    book.commit([trip(AHMET, "RU 10.11–"), trip(YUSUF, "RU 15.11–")], "trips")
    handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id))
    assert "hand-over" not in [event.kind for event in events(book, AHMET.id, ON)]
    with pytest.raises(EventRefused, match="without-truck"):
        apply(book, AHMET.id, BorderEvent("hand-over", "RU", ON, to=YUSUF.id))


def test_a_plan_emptied_by_a_handing_over_is_kept_as_cancelled(book: RecordBook) -> None:
    """Yusupov came with a truck and a route of his own: they stay in the list of trips, cancelled, and no day of his counts twice."""
    truck = Vehicle(plate="638 KRV 05")
    his = msgspec.structs.replace(trip(YUSUF, "RU 21.11–24.11?, BY 24.11?–26.11?", route="Ташкент–Минск"), vehicle=truck.id)
    book.commit([truck, trip(AHMET, "RU 10.11–"), his], "trips")
    before = book.ledger(YUSUF.id, "union-state").standing(ON).used
    handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id))
    kept = book.get(Trip, his.id)
    assert kept is not None and kept.cancelled
    assert (told(kept), kept.route, kept.vehicle) == ("RU 21.11?–24.11?, BY 24.11?–26.11?", "Ташкент–Минск", truck.id)
    assert book.ledger(YUSUF.id, "union-state").standing(ON).used == before == 3
    assert his.id not in {matter.record for matter in matters_of(book, YUSUF.id, ON)}


def test_who_gave_his_truck_away_takes_another(book: RecordBook) -> None:
    """Akhmetov handed over to Yusupov, and a day later takes Yusupov's truck back: he is no longer without one, and plans on."""
    book.commit([crewed((AHMET, YUSUF), "RU 10.11–25.11?, BY 25.11?–28.11?")], "trip")
    handed(book, BorderEvent("hand-over", "RU", ON, to=YUSUF.id))
    book.commit(apply(book, YUSUF.id, BorderEvent("hand-over", "RU", day("24.11"), to=AHMET.id)), "back")
    (found,) = book.all(Trip)
    assert told(Trip(legs=found.legs_of(AHMET.id))) == "RU 10.11–, BY 25.11?–28.11?"
    assert [leg.handed_over for leg in found.legs if leg.country == "RU"] == [None, day("24.11")]


# Swapping trucks


@pytest.fixture
def two(book: RecordBook) -> tuple[Trip, Trip]:
    """Akhmetov on the way to Minsk, Yusupov to Kazan, both inside Russia, each with a truck and a plan."""
    trucks = Vehicle(plate="209 KRV 01"), Vehicle(plate="638 KRV 05")
    made = (
        trip(AHMET, "BY 05.11–10.11, RU 10.11–25.11?, BY 25.11?–28.11?", route="Алматы–Минск"),
        trip(YUSUF, "RU 21.11–30.11?", route="Ташкент–Казань"),
    )
    pair = tuple(msgspec.structs.replace(each, vehicle=truck.id) for each, truck in zip(made, trucks, strict=True))
    book.commit([*trucks, *pair], "trips")
    return pair[0], pair[1]


def test_two_drivers_swap_trucks_in_one_act(book: RecordBook, two: tuple[Trip, Trip]) -> None:
    """Each goes on with the other's truck and plan; each stay keeps the date its driver came in; one commit, one undo."""
    used = [book.ledger(driver.id, "union-state").standing(ON).used for driver in (AHMET, YUSUF)]
    changed = apply(book, AHMET.id, BorderEvent("swap", "RU", ON, to=YUSUF.id))
    book.commit(changed, "swap")
    minsk, kazan = (book.get(Trip, each.id) for each in two)
    assert minsk and kazan and (minsk.vehicle, kazan.vehicle) == (two[0].vehicle, two[1].vehicle)
    assert told(minsk) == "BY 05.11–10.11, RU 21.11–25.11?, BY 25.11?–28.11?"
    assert [leg.driver for leg in minsk.legs] == [AHMET.id, YUSUF.id, YUSUF.id]
    assert (told(kazan), kazan.drivers) == ("RU 10.11–30.11?", (AHMET.id,))
    assert [book.ledger(driver.id, "union-state").standing(ON).used for driver in (AHMET, YUSUF)] == used == [19, 3]
    assert [event.country for event in events(book, YUSUF.id, ON)[:2]] == ["BY", "RU"]
    book.undo()
    assert [book.get(Trip, each.id).legs for each in two] == [each.legs for each in two]  # type: ignore[union-attr]


def test_a_swap_back_leaves_everything_as_it_was(book: RecordBook, two: tuple[Trip, Trip]) -> None:
    """They swap and swap again on the same day: both trips read as before."""
    for _ in range(2):
        book.commit(apply(book, AHMET.id, BorderEvent("swap", "RU", ON, to=YUSUF.id)), "swap")
    assert [told(each) for each in book.all(Trip)] == [told(each) for each in two]


def test_the_rest_of_a_crew_stays_with_its_truck(book: RecordBook) -> None:
    """Akhmetov's mate drives on with Yusupov, and keeps dates and plan of his own."""
    mate = Driver(name="Напарник", citizenship="KZ")
    book.commit([mate, crewed((AHMET, mate), "RU 10.11–25.11?"), trip(YUSUF, "RU 21.11–")], "trips")
    book.commit(apply(book, AHMET.id, BorderEvent("swap", "RU", ON, to=YUSUF.id)), "swap")
    first, second = book.all(Trip)
    assert (told(first), first.drivers) == ("RU 21.11–25.11?, RU 10.11–25.11?", (YUSUF.id, mate.id))
    assert (told(second), second.drivers) == ("RU 10.11–", (AHMET.id,))
    assert crew(book, YUSUF.id, BorderEvent("swap", "RU", ON, trip=first)) == ()


def test_what_belongs_to_the_man_and_what_to_the_truck(book: RecordBook) -> None:
    """His day to be out by stays with him, queue and exit point go with the truck; an exit that passed goes with neither."""
    ahmet = msgspec.structs.replace(legs(AHMET, "RU 10.11–20.11?")[0], leave_by=day("30.11"))
    yusuf = msgspec.structs.replace(legs(YUSUF, "RU 21.11–25.11?")[0], exit_queue=day("22.11"), exit_point="Маштаково")
    book.commit([Trip(legs=(ahmet,)), Trip(legs=(yusuf,))], "trips")
    book.commit(apply(book, AHMET.id, BorderEvent("swap", "RU", ON, to=YUSUF.id)), "swap")
    (his,), (other,) = (each.legs for each in book.all(Trip))
    assert (his.driver, his.exit, his.leave_by, his.exit_queue) == (YUSUF.id, None, None, None)
    assert (other.driver, other.exit, other.leave_by, other.exit_queue) == (AHMET.id, day("25.11"), day("30.11"), day("22.11"))
    assert other.exit_point == "Маштаково"


@pytest.mark.parametrize(
    ("his", "code"),
    [("BY 15.11–", "elsewhere"), ("RU 24.11–", "before-entry"), ("RU 01.11–05.11", "not-inside")],
)
def test_a_swap_that_cannot_have_been(book: RecordBook, his: str, code: str) -> None:
    """With one in another country, one who came in later, one who is outside: refused by name."""
    book.commit([trip(AHMET, "RU 10.11–"), trip(YUSUF, his)], "trips")
    with pytest.raises(EventRefused, match=f"{code}: {YUSUF.id}"):
        apply(book, AHMET.id, BorderEvent("swap", "RU", ON, to=YUSUF.id))


def test_a_swap_needs_two_trucks(book: RecordBook) -> None:
    """Two of one crew have one truck; who handed his over has none; neither is offered."""
    book.commit([crewed((AHMET, YUSUF), "RU 10.11–")], "trip")
    assert swapping(book, AHMET.id) == []
    with pytest.raises(EventRefused, match="one-truck"):
        apply(book, AHMET.id, BorderEvent("swap", "RU", ON, to=YUSUF.id))
    third = Driver(name="Третий", citizenship="KG")
    book.commit([third, trip(third, "RU 15.11–")], "third")
    assert swapping(book, third.id) == [AHMET.id, YUSUF.id]
    book.commit(apply(book, AHMET.id, BorderEvent("hand-over", "RU", ON, to=YUSUF.id)), "hand over")
    assert swapping(book, third.id) == [YUSUF.id] and swapping(book, AHMET.id) == []
    with pytest.raises(EventRefused, match=f"without-truck: {AHMET.id}"):
        apply(book, third.id, BorderEvent("swap", "RU", ON, to=AHMET.id))


def test_who_may_take_over(book: RecordBook) -> None:
    """His crew first, then who is in that country, then who is outside; nobody from another country, nobody who left the firm."""
    mate, near, far, gone = (Driver(name=name) for name in ("Экипаж", "Рядом", "Далеко", "Ушёл"))
    gone = msgspec.structs.replace(gone, left=day("01.11"))
    book.commit([far, near, mate, gone, crewed((AHMET, mate), "RU 10.11–"), trip(near, "RU 15.11–"), trip(far, "BY 15.11–")], "all")
    assert taking_over(book, AHMET.id) == [mate.id, near.id, YUSUF.id]
