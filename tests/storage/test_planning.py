"""The forecast over a book: plans judged with all else that is planned, who can go, and what if."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.forecast import Plan
from storage.answers import line
from storage.book import RecordBook
from storage.planning import Forecast, forecast, forecast_trip, planned_trips, stays_of, who_can_go
from storage.reckoning import Reckoning
from storage.records import Absence, Driver, Firm, Leg, Opening, OpeningYear, Paper, Record, Route, RouteLeg, Trip
from storage.routes import planned_legs
from storage.supposing import longer_queues
from tests.rules.oracle import Case, Span
from tests.storage.books import open_book
from tests.storage.journeys import day, legs, trip
from tests.storage.telling import AHMET, ON, YUSUF, paper

GIA = Driver(name="Гелашвили Гия", citizenship="GE")
FIRM = Firm(rules=("union-state",))
RUSSIA = Route(name="Самара", legs=(RouteLeg(country="RU", days=10),))


def judged(book: Reckoning, driver: Driver, journey: str) -> Forecast:
    """Returns what a journey that is not in the book does to a driver."""
    return forecast(book, driver, legs(driver, journey), ON)


def test_a_plan_is_judged_without_itself(tmp_path: Path) -> None:
    """80 days used, ten planned in the book: it stands within, with nothing to spare; the last day is its own, in the queue by the 7th."""
    plan = trip(GIA, "RU 01.12?–10.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.01–21.03"), plan], "test")
        (made,) = forecast_trip(book, plan, ON).forecasts
    assert (made.state, made.choice.slack, made.choice.days_left) == ("within", 0, 0)
    assert (made.last_day, made.queue_by) == (day("10.12"), day("07.12"))


def test_two_plans_that_do_not_fit_together(tmp_path: Path) -> None:
    """80 days used and two plans of ten: either alone is within, the second is over because of the first."""
    first, second = trip(GIA, "RU 01.12?–10.12?"), trip(GIA, "RU 15.12?–24.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.01–21.03"), first, second], "test")
        made = [forecast_trip(book, plan, ON).forecasts[0] for plan in planned_trips(book, ON)]
    assert [each.state for each in made] == ["over", "over"]
    assert made[1].choice.reasons[0].params["day"] == day("15.12")
    assert all(each.queue_by is None for each in made)


def test_what_stands_against_it_whatever_the_days(tmp_path: Path) -> None:
    """An absence, and a paper that the route asks for and he lacks: hindered, with both reasons."""
    route = msgspec.structs.replace(RUSSIA, needs=("adr",))
    plan = msgspec.structs.replace(trip(AHMET, "RU 01.12?–10.12?"), route="Самара")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, route, plan, Absence(driver=AHMET.id, first=day("05.12"), last=day("06.12"))], "test")
        made = forecast_trip(book, plan, ON)
    assert made.worst is not None and made.worst.state == "hindered"
    assert [reason.code for reason in made.worst.choice.reasons] == ["absent", "paper-missing"]


def test_readings_that_differ_make_a_plan_disputed(tmp_path: Path) -> None:
    """89 days used and an application that ends in December: whether a longer stay is covered is a reading, so it is neither."""
    filed = paper("ruid-driver", "10.11", country="RU")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.01–30.03"), filed], "test")
        made = judged(book, AHMET, "RU 01.12?–10.12?, BY 10.12?–12.12?")
    assert made.state == "disputed"
    assert ("union-state", (("ruid-belarus", "not-taken-over"),)) in made.disputed


def test_an_application_still_to_be_filed_is_read_in_every_way(tmp_path: Path) -> None:
    """85 days used: once filed he is within in Russia however it is read; in Belarus, beyond ninety joint days, that is disputed."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.01–26.03")], "test")
        russia, both = judged(book, AHMET, "RU 01.12?–10.12?"), judged(book, AHMET, "RU 01.12?–10.12?, BY 10.12?–12.12?")
        assert not book.papers_of(AHMET.id)
    assert (russia.state, russia.disputed) == ("to-file", ())
    assert both.state == "disputed" and ("union-state", (("ruid-belarus", "not-taken-over"),)) in both.disputed


def test_who_cannot_go_however_it_is_read_is_not_disputed(tmp_path: Path) -> None:
    """Over a limit in spring and nobody has looked for a ban: he is among those who cannot go, whatever Belarus would say of his days."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.01–05.04")], "test")
        found = judged(book, AHMET, "RU 01.12?–10.12?, BY 10.12?–12.12?")
    assert (found.state, found.disputed) == ("hindered", ()) and "breach-open" in [reason.code for reason in found.choice.reasons]


def test_who_can_go_best_first(tmp_path: Path) -> None:
    """Rested, tired, one who must file first, one who is ill, one who is over for good; who left the firm is not asked."""
    gone = Driver(name="Уволен", citizenship="KZ", left=day("01.11"))
    tired = Driver(name="Усталый", citizenship="KZ")
    files = Driver(name="Подаст", citizenship="KZ")
    with open_book(tmp_path / "book") as book:
        used = [trip(tired, "RU 01.01–11.03"), trip(files, "RU 01.01–26.03"), trip(GIA, "RU 01.01–26.03")]
        ill = Absence(driver=YUSUF.id, first=day("01.12"))
        book.commit([FIRM, AHMET, YUSUF, GIA, gone, tired, files, *used, ill], "test")
        found = who_can_go(book, planned_legs(RUSSIA, day("01.12")), ON, RUSSIA)
    assert [(each.driver.name, each.choice.can) for each in found] == [
        (AHMET.name, "yes"),
        (tired.name, "yes"),
        (files.name, "if-filed"),
        (GIA.name, "no"),
        (YUSUF.name, "no"),
    ]
    assert found[3].choice.earliest_start == day("27.12")


def test_who_is_disputed_stands_after_those_who_can(tmp_path: Path) -> None:
    """Whoever can go, with a day to spare or once he is out, before one of whom it is not known; after him who cannot."""
    tired, away = Driver(name="Усталый", citizenship="GE"), Driver(name="Уехал", citizenship="GE")
    filed = paper("ruid-driver", "10.11", country="RU")
    used = trip(AHMET, "RU 01.01–30.03"), trip(tired, "RU 01.01–16.03"), trip(GIA, "RU 01.01–26.03"), trip(away, "RU 20.11–")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, GIA, tired, away, filed, *used], "test")
        found = who_can_go(book, legs(AHMET, "RU 01.12?–10.12?, BY 10.12?–12.12?"), ON)
    assert [(each.driver.name, each.state) for each in found] == [
        (tired.name, "within"),
        (away.name, "to-leave"),
        (AHMET.name, "disputed"),
        (GIA.name, "over"),
    ]


def test_a_crew_is_judged_one_by_one(tmp_path: Path) -> None:
    """What suits the one may not suit the other: the worst of them is named."""
    both = msgspec.structs.replace(trip(AHMET, "RU 01.12?–10.12?"), legs=(*legs(AHMET, "RU 01.12?–10.12?"), *legs(GIA, "RU 01.12?–10.12?")))
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, GIA, trip(GIA, "RU 01.01–26.03"), both], "test")
        made = forecast_trip(book, both, ON)
    assert [each.state for each in made.forecasts] == ["within", "over"]
    assert made.worst is not None and made.worst.driver.id == GIA.id


def test_what_if_changes_nothing(tmp_path: Path) -> None:
    """A paper granted, a trip moved, another reading: the answers are those of a book where it stands so; this book is as before."""
    plan = trip(GIA, "RU 01.12?–10.12?")
    permit = Paper(holder=GIA.id, kind="residence-permit", country="RU", issued=day("01.01"))
    firm = msgspec.structs.replace(FIRM, readings={"ruid-covers": "stay"})
    moved = msgspec.structs.replace(plan, legs=legs(GIA, "RU 04.12?–13.12?"))
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.01–26.03"), plan], "test")
        before = [forecast_trip(book, one, ON) for one in planned_trips(book, ON)]
        supposed = book.supposing([permit, firm, moved])
        told = [forecast_trip(supposed, one, ON) for one in planned_trips(supposed, ON)]
        assert told[0].forecasts[0].state == "within" and told[0].trip.legs[0].entry == day("04.12")
        assert [forecast_trip(book, one, ON) for one in planned_trips(book, ON)] == before
        assert before[0].forecasts[0].state == "over" and not book.papers_of(GIA.id)
        book.commit([permit, firm, moved], "kept")
        kept = [forecast_trip(book, one, ON) for one in planned_trips(book, ON)]
        assert [each.forecasts[0].choice for each in kept] == [each.forecasts[0].choice for each in told]


def test_who_is_abroad_with_an_open_stay_is_not_among_the_able(tmp_path: Path) -> None:
    """In Russia since the 11th, nobody knows until when: he can if he is out by the eve; so it is with a trip planned for him."""
    plan = trip(GIA, "RU 01.12?–10.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, GIA, trip(GIA, "RU 11.11–")], "test")
        able, abroad = who_can_go(book, legs(AHMET, "RU 01.12?–10.12?"), ON)
        assert (able.driver.id, abroad.choice.can, abroad.state, abroad.choice.earliest_start) == (AHMET.id, "if-out", "to-leave", None)
        assert abroad.choice.reasons[0].params == {"country": "RU", "since": day("11.11"), "by": day("30.11")}
        assert abroad.days_left == 90 - 20 - 10, "he may be inside until the 30th"
        book.commit([plan], "test")
        assert forecast_trip(book, plan, ON).forecasts[0].state == "to-leave"


def test_where_the_present_trip_has_a_planned_end_that_decides(tmp_path: Path) -> None:
    """Out on the 28th, by its leg or by one that follows; before he cannot go, after it he can. A planned exit gone by is no end."""
    for journey, days in (("RU 11.11–28.11?", 18), ("RU 11.11–, BY 25.11?–28.11?", 18), ("RU 01.11–03.11, RU 20.11?–28.11?", 3)):
        with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
            book.commit([FIRM, GIA, trip(GIA, journey)], "test")
            early, later = (who_can_go(book, legs(GIA, text), ON)[0] for text in ("RU 28.11?–30.11?", "RU 29.11?–30.11?"))
            assert (early.choice.can, [reason.code for reason in early.choice.reasons]) == ("no", ["on-trip"])
            assert (later.choice.can, later.days_left) == ("yes", 90 - days - 2), journey
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 11.11–20.11?")], "test")
        assert who_can_go(book, legs(GIA, "RU 29.11?–30.11?"), ON)[0].choice.can == "if-out"


def test_an_open_leg_at_home_keeps_nobody(tmp_path: Path) -> None:
    """In the firm's own country he is at home; a stay whose exit is only missing, since he began another, is over."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, trip(GIA, "RU 01.10–"), trip(GIA, "BY 05.10–10.10"), trip(GIA, "KZ 10.10–")], "test")
        assert who_can_go(book, legs(GIA, "GE 01.12?–02.12?"), ON)[0].choice.can == "yes"


def test_an_application_for_an_entry_is_spoken_of_as_in_the_fleet(tmp_path: Path) -> None:
    """Within his ninety days a trip needs none, yet one not filed, or too late for the entry, is said of the plan as of the driver."""
    soon, later = trip(AHMET, "RU 25.11?–30.11?"), trip(AHMET, "RU 10.12?–15.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, GIA, soon, later, trip(GIA, "RU 25.11?–30.11?")], "test")
        plans = [forecast_trip(book, plan, ON).forecasts[0] for plan in (soon, later)]
        fleet = [finding for finding in line(book, AHMET, ON).findings if finding.code.startswith("application-")]
        asked = forecast(book, AHMET, legs(AHMET, "RU 25.11?–30.11?"), ON, trip=soon)
        other = judged(book, GIA, "RU 02.12?–03.12?")
    assert [[note.code for note in each.notes] for each in plans] == [["application-missed"], ["application-to-file"]]
    assert [note.params for each in plans for note in each.notes] == [finding.params for finding in fleet]
    assert [each.state for each in plans] == ["within", "within"] and [each.warned for each in plans] == [True, False]
    assert all(each.suffices for each in plans) and not other.suffices
    assert [note.params for note in asked.notes] == [note.params for note in plans[0].notes]
    assert other.notes == (), "no application raises a limit of his"


def test_what_cannot_go_has_no_figures(tmp_path: Path) -> None:
    """Over, late with the application, blocked, disputed: no days to spare, none left, no day to queue; nothing limits, no day either."""
    filed = paper("ruid-driver", "10.11", country="RU")
    permit = Paper(holder=GIA.id, kind="residence-permit", country="RU", issued=day("01.01"))
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, YUSUF, GIA, *(trip(each, "RU 01.01–30.03") for each in (AHMET, YUSUF, GIA)), filed, permit], "test")
        disputed = judged(book, AHMET, "RU 01.12?–10.12?, BY 10.12?–12.12?")
        late = judged(book, YUSUF, "RU 24.11?–10.12?")
        free = judged(book, GIA, "RU 01.12?–10.12?")
    assert [each.state for each in (disputed, late, free)] == ["disputed", "over", "within"]
    for each in (disputed, late, free):
        assert (each.slack, each.days_left, each.last_day, each.queue_by) == (None, None, None, None)


# laws

days_of_year = st.integers(0, 326)
journeys = st.lists(st.tuples(days_of_year, st.integers(0, 40)), max_size=5)
plans = st.lists(st.tuples(st.integers(1, 120), st.integers(0, 30)), max_size=2)
asked = st.tuples(st.integers(1, 60), st.integers(0, 40))


def _trip(driver: Driver, first: date, length: int, *, planned: bool) -> Trip:
    sign = "?" if planned else ""
    last = first + timedelta(length)
    last = last if planned else min(last, ON)
    return trip(driver, f"RU {first:%d.%m.%y}{sign}–{last:%d.%m.%y}{sign}")


def fleet(driver: Driver, driven: Sequence[tuple[int, int]], planned: Sequence[tuple[int, int]]) -> list[Record]:
    """Returns a driver with stays gone by and plans to come, whatever they are."""
    gone = [_trip(driver, date(2026, 1, 1) + timedelta(start), length, planned=False) for start, length in driven]
    coming = [_trip(driver, ON + timedelta(start), length, planned=True) for start, length in planned]
    return [FIRM, driver, *gone, *coming]


def plan_of(driver: Driver, plan: tuple[int, int], more: int = 0) -> tuple[Leg, ...]:
    """Returns the legs of a plan that begins so many days from now and lasts so many days more than one."""
    return _trip(driver, ON + timedelta(plan[0]), plan[1] + more, planned=True).legs


def legs_of(records: Sequence[Record]) -> list[Leg]:
    """Returns the legs of all trips among records."""
    return [leg for one in records if isinstance(one, Trip) for leg in one.legs]


def breaks(records: Sequence[Record], plan: Sequence[Leg]) -> set[date]:
    """Returns the dates to come that plain sets say a plan puts over a limit."""
    spans = [Span(leg.country, leg.entry, leg.exit) for leg in legs_of(records)]
    asked = [Span(leg.country, leg.entry, leg.exit) for leg in plan]
    return _broken(Case([*spans, *asked], ON, citizenship="GE")) - _broken(Case(spans, ON, citizenship="GE"))


def _broken(case: Case) -> set[date]:
    held = case.all_dates()
    return {one for one in held if one > ON and case.broken_limits(held, one)}


@settings(max_examples=60, deadline=None)
@given(journeys, plans, asked)
def test_slack_and_start_are_those_of_plain_sets(
    driven: list[tuple[int, int]], planned: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    """With its slack a plan still holds, with a day more it breaks; it holds exactly where no plain set of dates says otherwise.

    Of one whose plans are over a limit already nothing is asked: his slack ends, cautiously, on the first day that is over without it.
    """
    records = fleet(GIA, driven, planned)
    assume(not _broken(Case([Span(leg.country, leg.entry, leg.exit) for leg in legs_of(records)], ON, citizenship="GE")))
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        book.commit(records, "test")
        made = forecast(book, GIA, plan_of(GIA, asked), ON)
        ((rule, verdict),) = made.choice.verdicts.items()
        assert verdict.ok == (not breaks(records, plan_of(GIA, asked)))
        if verdict.ok and verdict.slack is not None and verdict.slack < 200:
            assert not breaks(records, plan_of(GIA, asked, verdict.slack))
            assert breaks(records, plan_of(GIA, asked, verdict.slack + 1))
        start = Plan(book.ledger(GIA.id, rule), stays_of(plan_of(GIA, asked)), ON).earliest_start
        if start is not None and start > ON + timedelta(1):
            assert not breaks(records, plan_of(GIA, ((start - ON).days, asked[1])))
            assert breaks(records, plan_of(GIA, ((start - ON).days - 1, asked[1])))


@settings(max_examples=40, deadline=None)
@given(journeys, plans, asked, asked)
def test_another_plan_never_gives_more_slack(
    driven: list[tuple[int, int]], planned: list[tuple[int, int]], asked: tuple[int, int], other: tuple[int, int]
) -> None:
    """Where the other plan is itself within the rule, keeping it leaves this one at most as many days to spare."""
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        book.commit(fleet(GIA, driven, planned), "test")
        before = forecast(book, GIA, plan_of(GIA, asked), ON)
        if forecast(book, GIA, plan_of(GIA, other), ON).state == "over":
            return
        after = forecast(book.supposing([Trip(legs=plan_of(GIA, other))]), GIA, plan_of(GIA, asked), ON)
        assert after.choice.slack <= before.choice.slack


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(journeys, plans), min_size=1, max_size=3), asked)
def test_who_is_said_to_be_able_has_no_violation_when_it_is_kept(
    office: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]], asked: tuple[int, int]
) -> None:
    """The trip given to whoever is listed as able puts no day to come over a limit; who is over is not listed as able."""
    drivers = [Driver(name=f"Водитель {number}", citizenship="GE") for number in range(len(office))]
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        records = {driver.id: fleet(driver, *has) for driver, has in zip(drivers, office, strict=True)}
        book.commit([record for each in records.values() for record in each], "test")
        for found in who_can_go(book, plan_of(GIA, asked), ON):
            assert (found.choice.can != "yes") or not breaks(records[found.driver.id], plan_of(found.driver, asked))


NOBODY = Driver(id="", name="")
"""Stands for the driver of trips that nobody is on yet."""


@settings(max_examples=40, deadline=None)
@given(journeys, plans, st.lists(asked, min_size=1, max_size=3))
def test_a_plan_for_nobody_changes_nobodys_figures(
    driven: list[tuple[int, int]], planned: list[tuple[int, int]], open_plans: list[tuple[int, int]]
) -> None:
    """Lines, findings and other plans of a driver are the same with and without it; who can take it is as for a trip not in the book."""
    waiting = [Trip(legs=plan_of(NOBODY, each)) for each in open_plans]
    with TemporaryDirectory() as folder, open_book(Path(folder)) as book:
        book.commit(fleet(GIA, driven, planned), "test")
        trips, before = planned_trips(book, ON), line(book, GIA, ON)
        judged_before = [forecast_trip(book, each, ON).forecasts for each in trips]
        could = who_can_go(book, waiting[0].legs, ON)
        book.commit(waiting, "plans for nobody")
        assert line(book, GIA, ON) == before
        assert [forecast_trip(book, each, ON).forecasts for each in trips] == judged_before
        assert {each.id for each in planned_trips(book, ON)} == {each.id for each in (*trips, *waiting)}
        assert who_can_go(book, waiting[0].legs, ON, trip=waiting[0]) == could
        assert forecast_trip(book, waiting[0], ON).forecasts == ()


def test_a_plan_for_nobody_moves_with_longer_queues(tmp_path: Path) -> None:
    """Two more days in every queue: it ends two days later, like everybody's."""
    plan = trip(NOBODY, "RU 01.12?–10.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA, plan], "test")
        (moved,) = longer_queues(book, 2, ON)
        assert isinstance(moved, Trip) and moved.legs[0].exit == day("12.12")


def test_cases_that_agree_are_never_called_disputed(tmp_path: Path) -> None:
    """An application, and a plan that is within the rule however it is read."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, paper("ruid-driver", "10.11", country="RU")], "test")
        assert judged(book, AHMET, "RU 01.12?–10.12?").state == "within"
        assert isinstance(book, RecordBook)


def used_before(russia: int | None, belarus: int | None) -> Opening:
    """Eighty-five days of this year that Gia had used before the book began on 1 October."""
    used = OpeningYear(year=2026, both=85, russia=russia, belarus=belarus)
    return Opening(driver=GIA.id, as_of=day("01.10"), said_by="Гелашвили", years=(used,))


def test_who_can_go_counts_the_days_used_before_the_book(tmp_path: Path) -> None:
    """Eighty-five days before the book: of ten from 1 December the sixth is the 91st, planned or only asked; five are all there is."""
    going = trip(GIA, "RU 01.12?–10.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, GIA], "test")
        (before,) = who_can_go(book, legs(GIA, "RU 01.12?–10.12?"), ON)
        assert (before.choice.can, before.choice.used, before.choice.days_left) == ("yes", 0, 80)
        book.commit([used_before(85, 0), going], "test")
        (asked,) = who_can_go(book, going.legs, ON, trip=going)
        (planned,) = forecast_trip(book, going, ON).forecasts
        for found in (asked, planned):
            assert (found.state, found.choice.can, found.choice.used) == ("over", "no", 85)
            assert [reason.params["day"] for reason in found.choice.reasons] == [day("06.12")]
        assert forecast(book, GIA, legs(GIA, "RU 20.12?–24.12?"), ON).choice.reasons[0].code == "over", "beside the trip he has"
        shorter = forecast(book, GIA, legs(GIA, "RU 01.12?–05.12?"), ON, trip=going)
        assert (shorter.state, shorter.choice.slack, shorter.choice.days_left) == ("within", 0, 0)


def test_a_plan_is_disputed_where_the_ends_of_an_opening_differ(tmp_path: Path) -> None:
    """Of eighty-five days nobody knows how many were in Belarus: six more there are over if all were, five are not in any case."""
    with open_book(tmp_path / "book") as book:
        book.commit([Firm(rules=("belarus",)), GIA, used_before(None, None)], "test")
        longer = forecast(book, GIA, legs(GIA, "BY 01.12?–06.12?"), ON)
        assert longer.state == "disputed" and longer.disputed == (("belarus", (("opening", "earliest"),)),)
        assert longer.choice.can == "no", "until it is known the most cautious end stands"
        shorter = forecast(book, GIA, legs(GIA, "BY 01.12?–05.12?"), ON)
        assert (shorter.state, shorter.disputed, shorter.choice.can) == ("within", (), "yes")
