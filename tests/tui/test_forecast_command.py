"""``haulbook forecast``: plans judged, who can go, the year, and what if beside what is, nothing of which is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from storage.records import Driver, Firm, Paper, Route, RouteLeg
from tests.storage.books import files_of, open_book
from tests.storage.journeys import day, trip
from tests.tui.running import Haulbook

FIRM = Firm(rules=("union-state",))
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
GIA = Driver(name="Гелашвили Гия", citizenship="GE")
SAMARA = Route(name="Алматы–Самара", legs=(RouteLeg(country="RU", days=10),))
PLAN = msgspec.structs.replace(trip(GIA, "RU 01.12?–10.12?"), route="Алматы–Самара")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, GIA, SAMARA, trip(GIA, "RU 01.01–26.03"), PLAN], "test")
    return tmp_path / "book"


def asked(haulbook: Haulbook, folder: Path, *arguments: str) -> tuple[int, Any]:
    """Returns status and JSON of the command as of 23 November 2026."""
    run = haulbook("--book", str(folder), "forecast", "--on", "23.11.2026", "--json", *arguments)
    assert not run.err
    return run.status, json.loads(run.out)


def test_planned_trips_are_judged(folder: Path, haulbook: Haulbook) -> None:
    """85 days used and ten planned: over from the sixth day, status 1; the first start that works is the 27th."""
    status, (plan,) = asked(haulbook, folder)
    (told,) = plan["crew"]
    assert (status, told["state"], told["reasons"][0]["params"]["day"]) == (1, "over", "2026-12-06")
    assert told["earliest_start"] == "2026-12-27" and told["queue_by"] is None


def test_who_can_go(folder: Path, haulbook: Haulbook) -> None:
    """The rested driver first, the other with the reason and from when; a driver's own plan for those days counts against him."""
    status, found = asked(haulbook, folder, "--route", "алматы-самара", "--depart", "15.12.2026")
    assert status == 0
    assert [(each["driver"], each["can"]) for each in found] == [(AHMET.name, "yes"), (GIA.name, "no")]
    assert found[0]["slack"] == 80 and found[0]["last_lawful_day"] == "2027-03-14"


def test_what_if_stands_beside_what_is_and_is_not_kept(folder: Path, haulbook: Haulbook) -> None:
    """180 days instead of 90, a residence permit, three more days in every queue: each answer twice, the book as before."""
    before = files_of(folder)
    for wish, state in (("limit:union-state=180", "within"), ("grant:residence-permit=Гелашвили", "within"), ("queue=3", "over")):
        status, views = asked(haulbook, folder, "--if", wish)
        assert status == 1 and views["now"][0]["crew"][0]["state"] == "over"
        assert views["if"][0]["crew"][0]["state"] == state
    assert views["if"][0]["crew"][0]["legs"][0]["exit"] == "2026-12-13"
    assert files_of(folder) == before


def test_several_things_are_supposed_together(folder: Path, haulbook: Haulbook) -> None:
    """Longer allowed, and ill: within by the days, and hindered all the same."""
    wishes = ("--if", "grant:residence-permit=Гелашвили", "--if", "ill:Гелашвили=05.12.2026..06.12.2026")
    _, views = asked(haulbook, folder, *wishes)
    told = views["if"][0]["crew"][0]
    assert (told["state"], [reason["code"] for reason in told["reasons"]]) == ("hindered", ["absent"])


def test_a_paper_lost(folder: Path, haulbook: Haulbook) -> None:
    """He has the permit in the book: without it he is over."""
    with open_book(folder) as book:
        book.commit([Paper(holder=GIA.id, kind="residence-permit", country="RU", issued=day("01.01"))], "test")
    _, views = asked(haulbook, folder, "--if", "lose:residence-permit=Гелашвили")
    assert [views[name][0]["crew"][0]["state"] for name in ("now", "if")] == ["within", "over"]


def test_another_reading(folder: Path, haulbook: Haulbook) -> None:
    """An application and 85 days: as the rule is read first the stay is covered; if it covers only its own dates, he files anew first."""
    with open_book(folder) as book:
        filed = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("10.09"))
        book.commit([trip(AHMET, "RU 01.01–26.03"), trip(AHMET, "RU 01.12?–20.12?"), filed], "test")
    _, views = asked(haulbook, folder, "--if", "reading:ruid-covers=dates")
    told = {name: each for name in views for plan in views[name] for each in plan["crew"] if each["driver"] == AHMET.name}
    assert (told["now"]["state"], told["now"]["disputed"][0]["case"]) == ("disputed", {"ruid-covers": "dates"})
    assert (told["if"]["can"], told["if"]["reasons"][0]["code"], told["if"]["disputed"]) == ("if-filed", "application-to-file", None)


def test_the_year(folder: Path, haulbook: Haulbook) -> None:
    """Ninety days of one driver and five of the other; the first can make the trip three more times before New Year."""
    status, year = asked(haulbook, folder, "--year", "--route", "Алматы–Самара")
    assert status == 0
    assert (year["drivers"], year["left"]["2026-11-23"], year["planned"]) == (2, 95, 10)
    assert {each["driver"]: each["trips"] for each in year["more_trips"]} == {AHMET.name: 3, GIA.name: 0}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--route", "Никуда"),
        ("--route", "Алматы–Самара"),
        ("--route", "Алматы–Самара", "--depart", "01.11.2026"),
        ("--if", "weather:good=yes"),
        ("--if", "limit:union-state=many"),
        ("--if", "reading:ruid-covers=nothing"),
        ("--if", "ill:Ахметов=31.02.2026"),
        ("--if", "grant:wings=Ахметов"),
    ],
)
def test_used_wrongly(folder: Path, haulbook: Haulbook, arguments: tuple[str, ...]) -> None:
    """An unknown route, no day or one gone by, a supposition that is none: status 2, a sentence, nothing on the output."""
    run = haulbook("--book", str(folder), "forecast", "--on", "23.11.2026", *arguments)
    assert (run.status, run.out) == (2, "") and run.err


def test_in_words(folder: Path, haulbook: Haulbook) -> None:
    """The same for people: who, whether, why, from when; never the word "legal"."""
    run = haulbook("--book", str(folder), "forecast", "--on", "23.11.2026", "--route", "Алматы–Самара", "--depart", "15.12.2026")
    assert "can go" in run.out and "cannot go" in run.out and "over from 15.12.2026 on" in run.out
    assert "egal" not in run.out and "awful" not in run.out


def test_a_plan_for_nobody_is_listed_with_who_could_go(folder: Path, haulbook: Haulbook) -> None:
    """In words the name of who can; as JSON no crew, and all drivers, best first."""
    with open_book(folder) as book:
        book.commit([trip(Driver(id="", name=""), "RU 15.12?–24.12?")], "test")
    _, plans = asked(haulbook, folder)
    assert (plans[0]["who"], plans[1]["crew"], plans[1]["depart"]) == (None, [], "2026-12-15")
    assert [(each["driver"], each["can"]) for each in plans[1]["who"]] == [(AHMET.name, "yes"), (GIA.name, "no")]
    run = haulbook("--book", str(folder), "forecast", "--on", "23.11.2026")
    assert "15.12    nobody yet" in run.out and f"can go: {AHMET.name}\n" in run.out
