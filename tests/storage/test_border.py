"""At the border: what comes next for a driver, and what a message from the road changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.book import RecordBook
from storage.border import BorderEvent, EventRefused, alike, apply, apply_each, apply_to, crew, events, last_route
from storage.records import Basis, Driver, Leg, Paper, Record, Trip, Vehicle
from tests.storage.at_border import AHMET, ON, YUSUF, happens
from tests.storage.books import open_book
from tests.storage.journeys import crewed, day, legs, told, trip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        opened.commit([AHMET, YUSUF], "drivers")
        yield opened


def asked(book: RecordBook, driver: Driver = AHMET, on: date = ON) -> list[str]:
    return [f"{event.kind} {event.country}{' ' + event.place if event.place else ''}" for event in events(book, driver.id, on)]


def with_points(trip: Trip, *points: tuple[str, str]) -> Trip:
    places = [{"entry_point": entry, "exit_point": exit} for entry, exit in points]
    return msgspec.structs.replace(trip, legs=tuple(map(lambda leg, place: msgspec.structs.replace(leg, **place), trip.legs, places)))


# What comes next


def test_with_nothing_known_he_may_enter_either_country(book: RecordBook) -> None:
    """A new driver: into Russia first, then into Belarus, the queue, and being turned back."""
    assert asked(book) == ["in RU", "in BY", "queue RU", "turned-back RU"]


def test_a_planned_trip_comes_first(book: RecordBook) -> None:
    """With a trip planned for these days its entry is offered first; one planned for next month comes last."""
    book.commit([trip(AHMET, "RU 01.03–10.03"), trip(AHMET, "BY 25.11?–30.11?")], "trips")
    first = events(book, AHMET.id, ON)[0]
    assert (first.kind, first.country, first.day, first.basis) == ("in", "BY", ON, Basis.TOLD)
    assert first.trip is not None
    assert asked(book, on=day("01.10")) == ["in RU", "in BY", "in BY", "queue RU", "turned-back RU"]


def test_without_a_plan_his_last_route_is_offered(book: RecordBook) -> None:
    """His last journey began at Маштаково: so does the next one, though he came home over another crossing."""
    journey = trip(AHMET, "RU 01.11–04.11, BY 04.11–07.11, RU 07.11–10.11")
    book.commit([with_points(journey, ("Маштаково", "Редьки"), ("Редьки", "Лиозно"), ("Лиозно", "Сагарчин"))], "trip")
    assert asked(book)[0] == "in RU Маштаково"


def test_inside_the_usual_way_on_is_offered(book: RecordBook) -> None:
    """He went from Russia over into Belarus last time and does so now; from Belarus back into Russia; from there out."""
    last = with_points(
        trip(AHMET, "RU 01.10–04.10, BY 04.10–07.10, RU 07.10–10.10"), ("Маштаково", "Редьки"), ("Редьки", "Лиозно"), ("Лиозно", "Сагарчин")
    )
    book.commit([last, trip(AHMET, "RU 20.11–")], "trips")
    assert asked(book)[:4] == ["over BY Редьки", "out RU Сагарчин", "queue RU Сагарчин", "turned-back BY Редьки"]
    assert asked(book)[4:] == ["leave-by RU", "swap RU", "hand-over RU"]
    happens(book, events(book, AHMET.id, ON)[0])
    assert asked(book)[:2] == ["over RU Лиозно", "out BY"]
    happens(book, events(book, AHMET.id, ON)[0])
    assert asked(book)[:2] == ["out RU Сагарчин", "over BY Редьки"]


def test_a_forgotten_exit_does_not_make_him_inside(book: RecordBook) -> None:
    """A stay of March left open, then a whole trip in May: at the border he comes in from outside."""
    book.commit([trip(AHMET, "RU 01.03–"), trip(AHMET, "RU 01.05–10.05")], "trips")
    assert asked(book)[0] == "in RU"


# What it changes


def test_in_begins_the_planned_trip_and_moves_its_plan(book: RecordBook) -> None:
    """Planned for the 21st, in on the 23rd: what is planned after it on this trip moves by two days."""
    planned = trip(AHMET, "RU 21.11?–25.11?, BY 25.11?–28.11?")
    book.commit([planned, trip(AHMET, "RU 10.12?–12.12?")], "plan")
    after = happens(book, replace(events(book, AHMET.id, ON)[0], place="Маштаково"))
    assert (after.id, told(after)) == (planned.id, "RU 23.11–27.11?, BY 27.11?–30.11?")
    assert after.legs[0].entry_point == "Маштаково"
    assert "RU 10.12?–12.12?" in [told(each) for each in book.trips_of(AHMET.id)]


def test_in_without_a_plan_copies_truck_and_route(book: RecordBook) -> None:
    """A new trip begins with the truck, the route and the crossing of his last one, and invents no dates to come."""
    truck = Vehicle(plate="422 OBK 10")
    last = msgspec.structs.replace(trip(AHMET, "RU 01.10–10.10", route="Алматы–Москва"), vehicle=truck.id)
    book.commit([truck, with_points(last, ("Маштаково", "Сагарчин"))], "last")
    after = happens(book, events(book, AHMET.id, ON)[0])
    assert (after.id != last.id, after.vehicle, after.route, told(after)) == (True, truck.id, "Алматы–Москва", "RU 23.11–")
    assert after.legs[0].entry_point == "Маштаково"
    assert last_route(book, AHMET.id) == "Алматы–Москва" and last_route(book, YUSUF.id) == ""


@pytest.mark.parametrize("route", ["Алматы–Казань", ""])
def test_in_without_a_plan_on_another_route(book: RecordBook, route: str) -> None:
    """The route that is said is that of the new trip, none too; the queue before the entry begins one alike."""
    book.commit([trip(AHMET, "RU 01.10–10.10", route="Алматы–Москва")], "last")
    for kind in ("in", "queue"):
        event = next(each for each in events(book, AHMET.id, ON) if each.kind == kind)
        assert event.begins_trip
        (made,) = apply(book, AHMET.id, replace(event, route=route))
        assert isinstance(made, Trip) and made.route == route


def test_over_ends_one_leg_and_begins_the_next_on_one_date(book: RecordBook) -> None:
    """Over into Belarus: out of Russia and into Belarus on the 23rd, at one place, and never shown by a stamp."""
    book.commit([trip(AHMET, "RU 20.11–")], "trip")
    over = BorderEvent("over", "BY", ON, "Редьки", Basis.SHOWN)
    after = happens(book, over)
    assert told(after) == "RU 20.11–23.11, BY 23.11–"
    russia, belarus = after.legs
    assert (russia.exit_point, belarus.entry_point) == ("Редьки", "Редьки")
    assert (russia.exit_basis, belarus.entry_basis) == (Basis.TOLD, Basis.TOLD)


def test_over_takes_the_planned_leg_where_there_is_one(book: RecordBook) -> None:
    """The leg in Belarus that was planned is the one that begins, two days early with all that follows."""
    book.commit([trip(AHMET, "RU 20.11–25.11?, BY 25.11?–28.11?, RU 28.11?–30.11?")], "trip")
    assert told(happens(book, events(book, AHMET.id, ON)[0])) == "RU 20.11–23.11, BY 23.11–26.11?, RU 26.11?–28.11?"


def test_out_closes_the_open_leg(book: RecordBook) -> None:
    """Out on the 23rd, seen in the passport: the leg ends with that proof."""
    book.commit([trip(AHMET, "RU 20.11–27.11?")], "trip")
    after = happens(book, replace(events(book, AHMET.id, ON)[0], basis=Basis.SHOWN, place="Сагарчин"))
    assert (told(after), after.legs[0].exit_basis, after.legs[0].exit_point) == ("RU 20.11–23.11", Basis.SHOWN, "Сагарчин")


def test_out_into_poland_begins_the_planned_leg_there(book: RecordBook) -> None:
    """Out of Belarus where the plan goes on into Poland: he is in Poland from the same date."""
    book.commit([trip(AHMET, "BY 20.11–22.11?, PL 22.11?–25.11?, BY 25.11?–27.11?")], "trip")
    after = happens(book, next(event for event in events(book, AHMET.id, ON) if event.kind == "out"))
    assert told(after) == "BY 20.11–23.11, PL 23.11–26.11?, BY 26.11?–28.11?"
    assert asked(book)[0] == "in BY"
    assert told(happens(book, events(book, AHMET.id, day("25.11"))[0])) == "BY 20.11–23.11, PL 23.11–25.11, BY 25.11–27.11?"


def test_joining_the_queue_before_an_entry(book: RecordBook) -> None:
    """The planned trip keeps the day he joined the queue; the plan moves only where its day is gone, and he is not asked again."""
    book.commit([trip(AHMET, "RU 25.11?–30.11?")], "plan")
    queue = next(event for event in events(book, AHMET.id, ON) if event.kind == "queue")
    after = happens(book, queue)
    assert (told(after), after.legs[0].entry_queue) == ("RU 25.11?–30.11?", ON)
    assert "queue" not in [event.kind for event in events(book, AHMET.id, ON)]


def test_joining_the_queue_late_moves_the_plan(book: RecordBook) -> None:
    """Planned for the 21st and in the queue on the 23rd: he enters on the 23rd at the earliest."""
    book.commit([trip(AHMET, "RU 21.11?–25.11?")], "plan")
    after = happens(book, next(event for event in events(book, AHMET.id, ON) if event.kind == "queue"))
    assert (told(after), after.legs[0].entry_queue) == ("RU 23.11?–27.11?", ON)


def test_joining_the_queue_without_a_plan_plans_the_entry(book: RecordBook) -> None:
    """A driver in the queue without a trip gets one, still planned: the days in the queue cost nothing."""
    after = happens(book, BorderEvent("queue", "RU", ON, "Маштаково"))
    assert (told(after), after.legs[0].entry_queue) == ("RU 23.11?–", ON)
    assert told(happens(book, events(book, AHMET.id, day("25.11"))[0])) == "RU 25.11–"


def test_joining_the_queue_to_leave(book: RecordBook) -> None:
    """Inside, the queue is one to leave: an exit planned for a day gone by moves to that day."""
    book.commit([trip(AHMET, "RU 10.11–21.11?")], "trip")
    after = happens(book, next(event for event in events(book, AHMET.id, ON) if event.kind == "queue"))
    assert (told(after), after.legs[0].exit_queue) == ("RU 10.11–23.11?", ON)


def test_turned_back_takes_the_plan_away_and_blocks(book: RecordBook) -> None:
    """Turned back at the Russian border: a paper says so from that day on, and the trip that never began is cancelled."""
    book.commit([trip(AHMET, "RU 23.11?–27.11?")], "plan")
    refused = next(event for event in events(book, AHMET.id, ON) if event.kind == "turned-back")
    changed: list[Record] = apply(book, AHMET.id, refused)
    refusal = next(record for record in changed if isinstance(record, Paper))
    assert (refusal.kind, refusal.country, refusal.issued, refusal.until) == ("turned-back", "RU", ON, None)
    assert [record.cancelled for record in changed if isinstance(record, Trip)] == [True]


def test_turned_back_on_the_way_home_keeps_what_happened(book: RecordBook) -> None:
    """Refused on the way back through Russia: the days he was inside stay, only the planned leg goes."""
    book.commit([trip(AHMET, "RU 10.11–14.11, RU 23.11?–27.11?")], "trip")
    refused = next(event for event in events(book, AHMET.id, ON) if event.kind == "turned-back")
    assert told(happens(book, refused)) == "RU 10.11–14.11"


def test_turned_back_inside_leaves_him_inside(book: RecordBook) -> None:
    """Not let into Belarus, he is still in Russia with his trip as it was."""
    book.commit([trip(AHMET, "RU 20.11–")], "trip")
    changed = apply(book, AHMET.id, BorderEvent("turned-back", "BY", ON))
    assert [type(record) for record in changed] == [Paper]


@pytest.mark.parametrize(
    ("journey", "event", "code"),
    [
        ("RU 01.11–10.11", BorderEvent("out", "RU", ON), "not-inside"),
        ("RU 01.11–10.11", BorderEvent("over", "BY", ON), "not-inside"),
        ("RU 20.11–", BorderEvent("in", "RU", ON), "inside-already"),
        ("RU 20.11–", BorderEvent("out", "RU", day("19.11")), "before-entry"),
    ],
)
def test_what_cannot_have_been_is_refused(book: RecordBook, journey: str, event: BorderEvent, code: str) -> None:
    """Out without being in, in twice, out before the entry: refused by name, and nothing is changed."""
    book.commit([trip(AHMET, journey)], "trip")
    with pytest.raises(EventRefused) as refused:
        apply(book, AHMET.id, event)
    assert (refused.value.code, refused.value.driver_id) == (code, AHMET.id)


# Crews


def test_the_crew_of_his_trip(book: RecordBook) -> None:
    """The second driver is offered on the trip under way, and on the planned one that the event begins."""
    book.commit([crewed((AHMET, YUSUF), "RU 25.11?–30.11?")], "plan")
    assert crew(book, AHMET.id) == ()
    begin = events(book, AHMET.id, ON)[0]
    assert crew(book, AHMET.id, begin) == (YUSUF.id,)
    book.commit(apply_to(book, (AHMET.id, YUSUF.id), begin), "in")
    assert crew(book, YUSUF.id) == (AHMET.id,)


def test_a_whole_crew_crosses_in_one_record(book: RecordBook) -> None:
    """Both drivers of one trip cross together: one trip, one record, a leg each."""
    book.commit([crewed((AHMET, YUSUF), "RU 20.11–")], "trip")
    (after,) = apply_to(book, (AHMET.id, YUSUF.id), BorderEvent("over", "BY", ON))
    assert isinstance(after, Trip)
    assert [told(Trip(legs=after.legs_of(driver.id))) for driver in (AHMET, YUSUF)] == ["RU 20.11–23.11, BY 23.11–"] * 2


def test_a_crew_that_begins_a_trip_shares_it(book: RecordBook) -> None:
    """With nothing planned, the trip that "in" begins takes them both."""
    (after,) = apply_to(book, (AHMET.id, YUSUF.id), BorderEvent("in", "RU", ON))
    assert isinstance(after, Trip)
    assert after.drivers == (AHMET.id, YUSUF.id)


def test_a_leg_of_both_countries_is_only_left(book: RecordBook) -> None:
    """Where only the outer dates of Russia and Belarus are known, there is no going over between them."""
    joint = Leg(driver=AHMET.id, country="RU+BY", entry=day("20.11"), entry_basis=Basis.TOLD)
    book.commit([Trip(legs=(joint,))], "trip")
    assert asked(book)[0] == "out RU+BY"
    assert "over" not in [event.kind for event in events(book, AHMET.id, ON)]


def test_an_event_can_be_undone(book: RecordBook) -> None:
    """A message taken for the wrong driver is taken back whole."""
    book.commit([trip(AHMET, "RU 20.11–")], "trip")
    happens(book, BorderEvent("over", "BY", ON))
    book.undo()
    assert [told(each) for each in book.trips_of(AHMET.id)] == ["RU 20.11–"]
    assert legs(AHMET, "RU 20.11–") == book.trips_of(AHMET.id)[0].legs


# Proof, night, an officer's word


def test_the_proof_of_a_crossing_is_kept_with_its_date(book: RecordBook) -> None:
    """In by a migration card with its number, out by the border service's answer: basis and proof stand with each date."""
    happens(book, BorderEvent("in", "RU", day("10.11"), "Маштаково", Basis.SHOWN, "4621 1234567"))
    after = happens(book, BorderEvent("out", "RU", day("20.11"), basis=Basis.OFFICIAL, proof="исх. 15-88"))
    (leg,) = after.legs
    assert (leg.entry_basis, leg.entry_proof) == (Basis.SHOWN, "4621 1234567")
    assert (leg.exit_basis, leg.exit_proof) == (Basis.OFFICIAL, "исх. 15-88")


def test_of_a_night_crossing_the_date_that_makes_the_stay_longer_stands(book: RecordBook) -> None:
    """In the night from the 9th to the 10th he came in: the 9th. In the night from the 19th to the 20th he left: the 20th."""
    assert told(happens(book, BorderEvent("in", "RU", day("10.11"), over_night=True))) == "RU 09.11–"
    assert told(happens(book, BorderEvent("out", "RU", day("20.11"), over_night=True))) == "RU 09.11–20.11"


def test_once_a_mark_is_seen_its_date_stands(book: RecordBook) -> None:
    """The stamp of the night crossing says the 10th."""
    assert told(happens(book, BorderEvent("in", "RU", day("10.11"), basis=Basis.SHOWN, over_night=True))) == "RU 10.11–"


def test_an_officer_told_him_to_leave_by(book: RecordBook) -> None:
    """The day stands with the leg that he is on; who is outside is told nothing."""
    book.commit([trip(AHMET, "RU 20.11–")], "trip")
    assert happens(book, BorderEvent("leave-by", "RU", day("30.11"))).legs[0].leave_by == day("30.11")
    with pytest.raises(EventRefused, match="not-inside"):
        apply(book, YUSUF.id, BorderEvent("leave-by", "RU", day("30.11")))


# Several at once


def test_one_message_about_several_drivers(book: RecordBook) -> None:
    """Akhmetov is planned, Yusupov is not: both come in, each on a trip of his own."""
    book.commit([trip(AHMET, "RU 22.11?–25.11?")], "plan")
    first = events(book, AHMET.id, ON)[0]
    book.commit(apply_each(book, [((AHMET.id,), first), ((YUSUF.id,), alike(book, YUSUF.id, first))]), "in")
    assert [told(each) for each in book.all(Trip)] == ["RU 23.11–26.11?", "RU 23.11–"]


def test_two_of_one_crew_told_apart_change_one_record(book: RecordBook) -> None:
    """Both were selected one by one: their trip is changed once, with both."""
    book.commit([crewed((AHMET, YUSUF), "RU 20.11–")], "trip")
    out = next(event for event in events(book, AHMET.id, ON) if event.kind == "out")
    (after,) = apply_each(book, [((AHMET.id,), out), ((YUSUF.id,), alike(book, YUSUF.id, out))])
    assert isinstance(after, Trip) and told(after) == "RU 20.11–23.11, RU 20.11–23.11"


def test_out_of_a_country_that_he_is_not_in(book: RecordBook) -> None:
    """Of three who are said to be out of Russia one is in Belarus: refused, by his name."""
    book.commit([trip(AHMET, "RU 20.11–"), trip(YUSUF, "BY 20.11–")], "trips")
    out = next(event for event in events(book, AHMET.id, ON) if event.kind == "out")
    with pytest.raises(EventRefused, match="elsewhere") as refused:
        apply_each(book, [((AHMET.id,), out), ((YUSUF.id,), alike(book, YUSUF.id, out))])
    assert refused.value.driver_id == YUSUF.id
