"""F5, the forecast: plans judged, a route given to whoever can go, what if until it is kept, the days to New Year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from textual.pilot import Pilot

from storage.records import Driver, Paper, Route, RouteLeg, Trip
from tests.storage.journeys import day, trip
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, desk_of, line_with, office, press, screen_of, type_in
from tui.screens.forecast import ForecastScreen
from tui.screens.overlays import AnswerList
from tui.screens.who import WhoScreen
from tui.widgets.concerns import ConcernList
from tui.widgets.page import Page
from tui.widgets.plans import PlanList, WhoList

GIA = Driver(name="Гелашвили Гия", citizenship="GE")
SAMARA = Route(name="Алматы–Самара", legs=(RouteLeg(country="RU", days=10),))
NOBODY = Driver(id="", name="")
TIRED = trip(YUSUF, "RU 01.01–26.03")


def planned(text: str, route: str = "Алматы–Самара") -> Trip:
    """Returns a planned trip of Akhmetov's on that route."""
    return msgspec.structs.replace(trip(AHMET, text), route=route)


def verdict(pilot: Pilot[int]) -> str:
    """Returns what stands below the list."""
    return pilot.app.screen.query_one("#verdict", Page).text


async def choose(pilot: Pilot[int], words: str) -> None:
    """Takes the answer with these words."""
    answers = pilot.app.screen.query_one(AnswerList)
    answers.go_to(next(answers.key_of(row) for row in answers.rows if words in row[1]))
    await press(pilot, "enter")


async def test_every_planned_trip_is_judged(tmp_path: Path) -> None:
    """Departure, driver, route, how it stands, days to spare, days left after it, in the queue by; below it why."""
    over = msgspec.structs.replace(trip(GIA, "RU 15.12?–24.12?"), route="Москва")
    used = trip(AHMET, "RU 01.01–26.03"), trip(GIA, "RU 01.01–26.03")
    async with office(tmp_path, AHMET, GIA, *used, planned("RU 01.12?–10.12?"), over) as pilot:
        await press(pilot, "f5")
        assert isinstance(pilot.app.screen, ForecastScreen)
        assert [row.now and row.now.state for row in pilot.app.screen.query_one(PlanList).rows] == ["to-file", "over"]
        assert "Алматы–" in line_with(pilot, "01.12") and "if filed" in line_with(pilot, "01.12")
        assert "file ruID driver's application by 27.11.2026" in verdict(pilot)
        await press(pilot, "down")
        assert "over from 20.12.2026 on" in verdict(pilot) and "earliest start of the same trip: 27.12.2026" in verdict(pilot)


async def test_a_plan_longer_than_a_visa_allows_is_over_by_the_visa(tmp_path: Path) -> None:
    """Ten days by the visa: what is broken on the eleventh is said in words, not by the name that the rules have for it."""
    days = day("01.12"), day("31.12")
    visa = Paper(holder=AHMET.id, kind="visa", country="RU", issued=days[0], until=days[1], entries=1, days=10)
    async with office(tmp_path, AHMET, visa, planned("RU 01.12?–20.12?")) as pilot:
        await press(pilot, "f5")
        assert "over from 11.12.2026 on, by the visa" in verdict(pilot)


async def test_with_nothing_planned_it_says_what_to_do(tmp_path: Path) -> None:
    """An empty forecast names the key that plans a route; without any route that is said too."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "f5")
        assert "Insert plans a route" in screen_of(pilot)
        await press(pilot, "insert")
        assert "No route is known yet" in screen_of(pilot)


async def test_a_route_is_planned_for_whoever_can_go(tmp_path: Path) -> None:
    """F5 Insert Enter: all drivers for tomorrow, the rested one on top; Enter plans it for him, and Ctrl+Z takes it back."""
    async with office(tmp_path, AHMET, YUSUF, SAMARA, TIRED) as pilot:
        await press(pilot, "f5", "insert", "enter")
        assert isinstance(pilot.app.screen, WhoScreen)
        rows = pilot.app.screen.query_one(WhoList).rows
        assert [(row.driver.id, row.choice.can) for row in rows] == [(AHMET.id, "yes"), (YUSUF.id, "no")]
        await press(pilot, "right", "right", "enter")
        (made,) = book_of(pilot).trips_of(AHMET.id)
        assert (made.route, f"{made.legs[0].entry:%d.%m}", f"{made.legs[0].exit:%d.%m}") == ("Алматы–Самара", "26.11", "05.12")
        assert "Planned: Ахметов" in screen_of(pilot)
        await press(pilot, "ctrl+z")
        assert not book_of(pilot).trips_of(AHMET.id)


async def test_a_driver_who_cannot_go_is_planned_with_a_warning(tmp_path: Path) -> None:
    """It is the dispatcher's to decide: it is written down, and what stands against it is said."""
    async with office(tmp_path, YUSUF, SAMARA, trip(YUSUF, "RU 01.01–20.04")) as pilot:
        await press(pilot, "f5", "insert", "enter", "enter")
        assert len(book_of(pilot).trips_of(YUSUF.id)) == 2
        assert "Planned, but Юсупов" in screen_of(pilot) and "check entry ban" in screen_of(pilot)


async def test_a_trip_that_he_has_is_not_planned_a_second_time(tmp_path: Path) -> None:
    """Enter twice plans it once and says that he has it; the next driver gets it too, and he another on other dates."""
    async with office(tmp_path, AHMET, GAGIK, SAMARA) as pilot:
        await press(pilot, "f5", "insert", "enter")
        who = pilot.app.screen.query_one(WhoList)
        who.go_to(AHMET.id)
        await press(pilot, "enter")
        who.go_to(AHMET.id)
        await press(pilot, "enter")
        assert len(book_of(pilot).trips_of(AHMET.id)) == 1 and "has this trip already" in screen_of(pilot)
        who.go_to(GAGIK.id)
        await press(pilot, "enter")
        assert len(book_of(pilot).trips_of(GAGIK.id)) == 1
        who.go_to(AHMET.id)
        await press(pilot, *["right"] * 12, "enter")
        assert len(book_of(pilot).trips_of(AHMET.id)) == 2


async def test_a_crew_is_planned_together(tmp_path: Path) -> None:
    """Two selected with Space: one trip, each with his own legs."""
    async with office(tmp_path, AHMET, YUSUF, SAMARA) as pilot:
        await press(pilot, "f5", "insert", "enter", "space", "space", "enter")
        (made,) = book_of(pilot).all(Trip)
        assert set(made.drivers) == {AHMET.id, YUSUF.id} and len(made.legs) == 2


async def test_a_plan_is_given_to_another_driver(tmp_path: Path) -> None:
    """Enter on a plan shows who else can go; the one taken has it instead, with the dates as they are."""
    async with office(tmp_path, AHMET, GAGIK, planned("RU 01.12?–10.12?")) as pilot:
        await press(pilot, "f5", "enter")
        who = pilot.app.screen.query_one(WhoList)
        who.go_to(GAGIK.id)
        await press(pilot, "enter")
        (made,) = book_of(pilot).all(Trip)
        assert made.drivers == (GAGIK.id,) and f"{made.legs[0].entry:%d.%m}" == "01.12"


async def test_how_many_days_of_queue_he_can_still_afford(tmp_path: Path) -> None:
    """Tab supposes a day more in the queue: a day less to spare; Shift+Tab takes it back."""
    async with office(tmp_path, AHMET, SAMARA) as pilot:
        await press(pilot, "f5", "insert", "enter")
        who = pilot.app.screen.query_one(WhoList)
        before = who.rows[0].choice.slack
        await press(pilot, "tab", "tab")
        assert who.rows[0].choice.slack == before - 2 and "queue +2" in screen_of(pilot)
        await press(pilot, "shift+tab", "shift+tab", "shift+tab")
        assert who.rows[0].choice.slack == before


async def test_what_if_stands_beside_what_is_until_it_is_kept(tmp_path: Path) -> None:
    """Three more days in every queue: both figures; nothing is in the book until it is kept, and that can be undone."""
    async with office(tmp_path, AHMET, planned("RU 01.12?–10.12?")) as pilot:
        await press(pilot, "f5", "space")
        await choose(pilot, "3 more days in every queue")
        (row,) = pilot.app.screen.query_one(PlanList).rows
        assert row.now is not None and row.other is not None and row.other.choice.days_left == (row.now.choice.days_left or 0) - 3
        assert "As it would stand" in verdict(pilot)
        heading = next(line for line in screen_of(pilot).split("\n") if line.endswith(" If"))
        assert line_with(pilot, "Ахметов")[len(heading) - 2 :] == " 77 within"
        (made,) = book_of(pilot).all(Trip)
        assert f"{made.legs[0].exit:%d.%m}" == "10.12"
        await press(pilot, "space")
        await choose(pilot, "keep this in the book")
        (made,) = book_of(pilot).all(Trip)
        assert f"{made.legs[0].exit:%d.%m}" == "13.12"
        await press(pilot, "ctrl+z")
        (made,) = book_of(pilot).all(Trip)
        assert f"{made.legs[0].exit:%d.%m}" == "10.12"


async def test_what_if_is_taken_away(tmp_path: Path) -> None:
    """Several things supposed together, then none of them: the heading says what is supposed."""
    async with office(tmp_path, AHMET, planned("RU 01.12?–10.12?")) as pilot:
        await press(pilot, "f5", "space")
        await choose(pilot, "ill until")
        await press(pilot, "space")
        await choose(pilot, "180 days allowed")
        assert "what if" in screen_of(pilot)
        await press(pilot, "space")
        await choose(pilot, "take it all away")
        assert pilot.app.screen.query_one(PlanList).rows[0].other is None
        assert "Forecast: planned trips" in screen_of(pilot)


async def test_the_days_to_new_year(tmp_path: Path) -> None:
    """The firm's driver-days as a drawing and in words, each driver's figures, and how many more trips of the route they allow."""
    async with office(tmp_path, AHMET, YUSUF, TIRED, SAMARA, planned("RU 01.12?–10.12?")) as pilot:
        await press(pilot, "f5", "right")
        text = pilot.app.screen.query_one(Page).text
        assert "95 driver-days left of 2 drivers, 10 planned" in text and "█" in text
        assert "80" in line_with(pilot, "Ахметов") and "The firm: 2 more trips" in text


async def test_the_run_down_says_from_when_a_limit_is_raised_no_more(tmp_path: Path) -> None:
    """A hundred days used under an application that ends on 27 December: 80 left of 180 now, none for an entry after it."""
    filed = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=date(2026, 5, 1), until=date(2026, 12, 27))
    async with office(tmp_path, AHMET, YUSUF, filed, trip(AHMET, "RU 05.05–12.08")) as pilot:
        await press(pilot, "f5", "right")
        text = pilot.app.screen.query_one(Page).text
        assert line_with(pilot, "Ахметов").split()[-3:] == ["80", "0", "0"]
        assert text.count("from 28.12 on the limit is raised no more: 0 d left for an entry") == 1


async def test_long_names_stand_whole_in_the_run_down(tmp_path: Path) -> None:
    """Twenty-seven letters in the smallest window, and everything of the line within it."""
    long = Driver(name="Мамытов Бакыт Жолдошбекович", citizenship="KG")
    async with office(tmp_path, AHMET, long, SAMARA, planned("RU 01.12?–10.12?")) as pilot:
        await press(pilot, "f5", "right")
        assert line_with(pilot, "Мамытов").split() == [*long.name.split(), "90", "0", "90", "3"]


async def test_letters_search_the_plans(tmp_path: Path) -> None:
    """By driver or route, as on every list."""
    async with office(tmp_path, AHMET, planned("RU 01.12?–10.12?"), planned("RU 20.12?–22.12?", "Москва")) as pilot:
        await press(pilot, "f5", "м", "о", "с")
        assert [row.plan.trip.route for row in pilot.app.screen.query_one(PlanList).shown] == ["Москва"]


async def test_dates_of_another_year_carry_it(tmp_path: Path) -> None:
    """In the queue by March of the next year, a departure in January: with their years; those of this year without."""
    later = trip(YUSUF, "RU 04.01.27?–10.01.27?")
    async with office(tmp_path, AHMET, YUSUF, planned("RU 01.12?–10.12?"), later) as pilot:
        await press(pilot, "f5")
        first = line_with(pilot, "01.12 ")
        assert "25.02.27" in first and "01.12.26" not in first
        assert "04.01.27" in line_with(pilot, "Юсупов")


async def test_who_is_abroad_without_a_known_end_is_shown_as_a_condition(tmp_path: Path) -> None:
    """Out by the eve of the departure he can; planned for him all the same, that is said."""
    async with office(tmp_path, AHMET, SAMARA, trip(AHMET, "RU 11.11–")) as pilot:
        await press(pilot, "f5", "insert", "enter", "right")
        assert "can if out" in line_with(pilot, "Ахметов") and "out by 24.11" in line_with(pilot, "Ахметов")
        assert "within the rule once he is out" in verdict(pilot) and "inside since 11.11.2026, exit not known" in verdict(pilot)
        await press(pilot, "enter")
        assert "Planned, but" in screen_of(pilot)


async def test_an_application_too_late_for_a_plan_is_marked_in_the_list(tmp_path: Path) -> None:
    """Tomorrow he goes in on his ninety days: within, and a sign that something is amiss; below it what."""
    async with office(tmp_path, AHMET, planned("RU 24.11?–30.11?")) as pilot:
        await press(pilot, "f5")
        assert "within !" in line_with(pilot, "24.11")
        assert "too late for entry 24.11.2026; filed today, entry from 27.11.2026" in " ".join(verdict(pilot).split())


async def test_a_route_is_planned_for_nobody_and_later_given_to_a_driver(tmp_path: Path) -> None:
    """Insert keeps it with nobody on it, counted for nobody; on F5 who could go, best first; Enter on one puts him on it: one undo."""
    async with office(tmp_path, AHMET, YUSUF, SAMARA, TIRED) as pilot:
        used = [(row.standing.used, row.planned) for row in desk_of(pilot).lines]
        await press(pilot, "f5", "insert", "enter", "insert")
        (made,) = [each for each in book_of(pilot).all(Trip) if each.for_nobody]
        assert (made.route, made.drivers) == ("Алматы–Самара", ())
        assert "Planned: nobody yet, Алматы–Самара, departs 24.11.2026" in screen_of(pilot)
        assert [(row.standing.used, row.planned) for row in desk_of(pilot).lines] == used
        await press(pilot, "f4")
        assert "nobody yet" in line_with(pilot, "24.11")
        await press(pilot, "f5")
        assert "nobody yet" in line_with(pilot, "24.11") and "can: 1" in line_with(pilot, "24.11")
        assert "Who could go, best first" in verdict(pilot) and "Ахметов" in verdict(pilot) and "Юсупов" not in verdict(pilot)
        await press(pilot, "enter", "enter")
        assert book_of(pilot).trips_of(AHMET.id) == [given := book_of(pilot).get(Trip, made.id)]
        assert given is not None and given.drivers == (AHMET.id,) and given.legs[0].entry == made.legs[0].entry
        await press(pilot, "ctrl+z")
        back = book_of(pilot).get(Trip, made.id)
        assert not book_of(pilot).trips_of(AHMET.id) and back is not None and back.legs == made.legs


async def test_what_if_is_asked_of_a_trip_for_nobody_too(tmp_path: Path) -> None:
    """One can take it; with 180 days two could: in the list and below, beside what is."""
    async with office(tmp_path, AHMET, YUSUF, SAMARA, TIRED) as pilot:
        await press(pilot, "f5", "insert", "enter", "insert", "f5", "space")
        await choose(pilot, "180 days allowed")
        assert line_with(pilot, "nobody yet").count("can: 1") == 1 and "can: 2" in line_with(pilot, "nobody yet")
        now, _, other = verdict(pilot).partition("As it would stand")
        assert "Юсупов" not in now and "Юсупов" in other


async def test_a_planned_trip_is_taken_off_its_driver(tmp_path: Path) -> None:
    """Insert among those who could go leaves the trip with nobody on it, in the same place; one of a crew of two stays theirs."""
    plan = planned("RU 01.12?–10.12?")
    two = Trip(route="Москва", legs=(*planned("RU 15.12?–20.12?").legs, *trip(YUSUF, "RU 15.12?–20.12?").legs))
    async with office(tmp_path, AHMET, YUSUF, plan, two) as pilot:
        await press(pilot, "f5", "enter", "insert")
        found = book_of(pilot).get(Trip, plan.id)
        assert found is not None and found.for_nobody and found.legs[0].entry == plan.legs[0].entry
        await press(pilot, "f5", "down", "enter", "insert")
        assert "Others of the crew are on this trip." in screen_of(pilot)
        kept = book_of(pilot).get(Trip, two.id)
        assert kept is not None and kept.legs == two.legs


async def test_a_crew_is_put_on_a_trip_for_nobody(tmp_path: Path) -> None:
    """Two selected: both are on it, each with his own legs, and nobody's are gone."""
    plan = trip(NOBODY, "RU 01.12?–10.12?")
    async with office(tmp_path, AHMET, GAGIK, plan) as pilot:
        await press(pilot, "f5", "enter", "space", "space", "enter")
        found = book_of(pilot).get(Trip, plan.id)
        assert found is not None and set(found.drivers) == {AHMET.id, GAGIK.id} and len(found.legs) == 2


async def test_a_departure_for_nobody_needs_attention(tmp_path: Path) -> None:
    """A week before it stands among what needs attention, and Enter opens the trip, whose form says that nobody is on it yet."""
    plan = msgspec.structs.replace(trip(NOBODY, "RU 26.11?–10.12?"), route="Алматы–Самара")
    async with office(tmp_path, AHMET, plan) as pilot:
        await pilot.app.run_action("app.attention")
        await pilot.pause()
        assert "Алматы–Самара departs 26.11.2026, in 3 d: nobody yet" in screen_of(pilot)
        attention = pilot.app.screen.query_one(ConcernList)
        attention.go_to(next(attention.key_of(row) for row in attention.rows if row.finding.code == "nobody-goes"))
        await press(pilot, "enter")
        assert "nobody yet" in line_with(pilot, "driver") and "its days count for nobody" in screen_of(pilot)


async def test_the_form_of_a_trip_takes_nobody_while_all_of_it_is_planned(tmp_path: Path) -> None:
    """The driver taken out and a route typed: it is written down for nobody; with an entry of yesterday it needs its driver."""
    async with office(tmp_path, AHMET, msgspec.structs.replace(SAMARA, name="Самара")) as pilot:
        await press(pilot, "f4", "insert", "delete", "tab")
        await type_in(pilot, "Самара")
        await press(pilot, "tab")
        assert "nobody yet" in line_with(pilot, "driver") and "its days count for nobody" in screen_of(pilot)
        await press(pilot, "enter")
        (made,) = book_of(pilot).all(Trip)
        assert made.for_nobody and made.route == "Самара" and len(made.legs) == 1
        await press(pilot, "enter", *["tab"] * 5)
        await type_in(pilot, "22.11.2026")
        await press(pilot, "enter")
        assert "A trip that has begun needs its driver" in " ".join(screen_of(pilot).split())
        kept = book_of(pilot).get(Trip, made.id)
        assert kept is not None and kept.legs == made.legs
