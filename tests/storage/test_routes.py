"""Routes: offered from what was driven, planned with their queues, departing again and again but for the days that are skipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from storage.records import Route, RouteLeg, Trip
from storage.routes import departures, planned_legs, route_key
from tests.storage.books import open_book
from tests.storage.journeys import day, trip
from tests.storage.telling import AHMET, YUSUF, with_leg

MINSK = Route(name="Алматы–Минск", legs=(RouteLeg(country="RU", days=4), RouteLeg(country="BY", days=3, exit_point="Козловичи", queue=2)))


def test_routes_are_offered_from_what_was_driven(tmp_path: Path) -> None:
    """Three finished trips of one name make a route of their usual days and points; what is planned or cancelled teaches nothing."""
    driven = [
        with_leg("RU 01.03–04.03, BY 04.03–06.03", exit_point="Козловичи", place=1),
        with_leg("RU 01.04–05.04, BY 05.04–07.04", exit_point="Козловичи", place=1),
        with_leg("RU 01.05–09.05, BY 09.05–11.05", exit_point="Каменный Лог", place=1),
        trip(AHMET, "RU 01.06–02.06"),
        trip(YUSUF, "RU 01.12?–20.12?, BY 20.12?–30.12?"),
    ]
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, YUSUF, *(msgspec.structs.replace(one, route="Алматы – Минск") for one in driven)], "test")
        (offered,) = book.routes.values()
        assert [(leg.country, leg.days, leg.exit_point, leg.queue) for leg in offered.legs] == [("RU", 5, "", 0), ("BY", 3, "Козловичи", 0)]
        assert book.route_named("алматы-минск") == offered
        book.commit([MINSK], "typed")
        assert list(book.routes.values()) == [book.get(Route, MINSK.id)]


def test_the_queue_is_told_from_the_days_on_the_road(tmp_path: Path) -> None:
    """Five trips of ten days, three of them in the queue: seven usual days and three of queue on top."""
    driven = [with_leg(f"RU 01.0{month}–10.0{month}", exit_point="Маштаково", exit_queue=day(f"07.0{month}")) for month in range(3, 8)]
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, *(msgspec.structs.replace(one, route="Самара") for one in driven)], "test")
        ((leg,),) = (route.legs for route in book.routes.values())
    assert (leg.days, leg.queue) == (7, 3)


def test_a_departure_plans_each_country_from_the_day_the_one_before_is_left() -> None:
    """Four days in Russia from 1 December, three and two of queue in Belarus: out on the 8th; three more days of queue: on the 11th."""
    usual = planned_legs(MINSK, day("01.12"), AHMET.id)
    assert [(leg.country, leg.entry, leg.exit) for leg in usual] == [("RU", day("01.12"), day("04.12")), ("BY", day("04.12"), day("08.12"))]
    assert planned_legs(MINSK, day("01.12"), more=3)[-1].exit == day("11.12")
    assert not list(Trip(legs=usual).problems())


def test_more_queue_where_none_is_usual_is_at_the_last_border() -> None:
    """A route without queues: three more days stand at its end."""
    route = Route(name="x", legs=(RouteLeg(country="RU", days=2), RouteLeg(country="BY", days=2)))
    assert [leg.exit for leg in planned_legs(route, day("01.12"), more=3)] == [day("02.12"), day("06.12")]


def test_every_second_monday_until_20_december_but_for_one() -> None:
    """From 9 November 2026, a Monday: 23 November and 21 December fall away, 7 December stays."""
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20261220"
    route = msgspec.structs.replace(MINSK, recurs=rule, begins=day("09.11"), skips=(day("23.11"),))
    assert departures(route, day("01.11"), day("31.12")) == [day("09.11"), day("07.12")]
    assert departures(route, day("10.11"), day("06.12")) == []
    assert departures(MINSK, day("01.11"), day("31.12")) == []


def test_a_route_without_end_is_looked_at_three_years_ahead() -> None:
    """However far one asks, the answer is finite."""
    weekly = msgspec.structs.replace(MINSK, recurs="FREQ=WEEKLY", begins=day("09.11"))
    assert 150 < len(departures(weekly, day("01.11"), date(9999, 1, 1))) < 160


def test_a_recurrence_that_is_none_is_refused() -> None:
    """A route that departs "every day" in plain words is not written down."""
    for recurs in ("каждый день", "FREQ=SOMETIMES", "INTERVAL=2"):
        assert list(msgspec.structs.replace(MINSK, recurs=recurs, begins=day("09.11")).problems()) == ["recurs-impossible"]


def test_a_name_is_one_however_it_is_typed() -> None:
    """Dashes, spaces and capitals make no other route."""
    assert route_key("Алматы – Минск") == route_key(" алматы-минск ") == route_key("АЛМАТЫ—МИНСК") == route_key("Алматы  -Минск")
