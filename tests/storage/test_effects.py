"""What a change would do to a driver's days is what it does once it is committed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.answers import line
from storage.book import RecordBook
from storage.effects import drivers_of, effects
from storage.planning import forecast
from storage.records import Absence, Basis, Correction, Driver, Firm, Leg, Opening, OpeningYear, Paper, Record, Trip
from tests.storage.books import open_book
from tests.storage.journeys import day, trip

ON = date(2026, 11, 23)
AHMET, YUSUF = Driver(name="Ахметов Ерлан", citizenship="KZ"), Driver(name="Юсупов Шерзод", citizenship="UZ")
KEPT = trip(AHMET, "RU 01.03–14.03, BY 14.03–20.03")
HANDED = msgspec.structs.replace(KEPT, legs=tuple(msgspec.structs.replace(leg, driver=YUSUF.id) for leg in KEPT.legs))
PATH = "rule/union-state/version/2025-01-01/limit/calendar-year/days"
PAPER = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("20.11"))


@pytest.fixture
def book(tmp_path: Path) -> RecordBook:
    opened = open_book(tmp_path / "book")
    opened.commit([Firm(name="ТОО"), AHMET, YUSUF, KEPT, PAPER, trip(YUSUF, "RU 10.11–")], "test")
    return opened


def changes() -> dict[str, list[Record]]:
    """Changes of every kind that a form makes."""
    return {
        "a planned trip": [trip(AHMET, "RU 01.12?–20.12?")],
        "a trip deleted": [msgspec.structs.replace(KEPT, deleted=True)],
        "a trip cancelled": [msgspec.structs.replace(KEPT, cancelled=True)],
        "a crew": [Trip(legs=(*trip(AHMET, "RU 01.12?–05.12?").legs, *trip(YUSUF, "BY 01.12?–05.12?").legs))],
        "his driver changed": [HANDED],
        "a residence permit": [Paper(holder=AHMET.id, kind="residence-permit", country="RU", issued=day("01.01"))],
        "the application gone": [msgspec.structs.replace(PAPER, deleted=True)],
        "an entry ban": [Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=day("01.11"))],
        "another citizenship": [msgspec.structs.replace(AHMET, citizenship="RU")],
        "an opening": [Opening(driver=AHMET.id, as_of=day("01.02"), said_by="он сам", years=(OpeningYear(year=2026, both=20),))],
        "an absence": [Absence(driver=AHMET.id, first=day("01.12"))],
        "another first rule": [Firm(id="firm", name="ТОО", rules=("belarus", "union-state"))],
        "a corrected rule": [Correction(path=PATH, value=100, was=90, reason="письмо")],
    }


@pytest.mark.parametrize("what", changes())
def test_what_is_foretold_is_what_stands_after_the_commit(book: RecordBook, what: str) -> None:
    """The line of every driver, figures and findings, is the same; and nothing in the book has changed before."""
    made = [msgspec.structs.replace(record, id=book.firm.id) if isinstance(record, Firm) else record for record in changes()[what]]
    before = {driver.id: line(book, driver, ON) for driver in book.drivers()}
    foretold = {effect.driver.id: effect for effect in effects(book, made, list(before), ON)}
    assert {id: line(book, row.driver, ON) for id, row in before.items()} == before
    assert {id: effect.before for id, effect in foretold.items()} == before
    book.commit(made, what)
    bare = {driver.id: _unstamped(line(book, driver, ON)) for driver in book.drivers()}
    assert {id: _unstamped(effect.after) for id, effect in foretold.items()} == bare


def _unstamped(row: object) -> str:
    """A line without the stamps that a commit puts on records."""
    assert row is not None
    return "".join(part.partition(")")[2] for part in repr(row).split("stamp=Stamp("))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60), st.booleans()), min_size=1, max_size=4))
def test_any_trip_is_foretold(tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int, bool]]) -> None:
    """Random trips of the past and to come, one on the other."""
    with open_book(tmp_path_factory.mktemp("book")) as book:
        book.commit([AHMET, KEPT], "test")
        for ahead, length, shown in spans:
            entry = ON + timedelta(ahead - 350)
            exit = entry + timedelta(length)
            leg = Leg(driver=AHMET.id, country="RU", entry=entry, entry_basis=_basis(entry), exit=exit, exit_basis=_basis(exit))
            made = [Trip(legs=(leg if shown else msgspec.structs.replace(leg, exit=None, exit_basis=None),))]
            (effect,) = effects(book, made, [AHMET.id], ON)
            book.commit(made, "test")
            after = line(book, AHMET, ON)
            assert effect.after is not None
            assert (effect.after.standing, effect.after.room, effect.after.last_day) == (after.standing, after.room, after.last_day)


def _basis(on: date) -> Basis:
    return Basis.TOLD if on <= ON else Basis.PLANNED


def test_the_first_day_over_is_named_and_what_was_over_before_is_not(book: RecordBook) -> None:
    """20 days used: 80 more from 1 December break the yearly limit on none of this year's dates, the continuous one on none; 95 do."""
    (effect,) = effects(book, [trip(AHMET, "RU 01.12?–31.12?")], [AHMET.id], ON)
    assert effect.ahead[0].broken is None and (effect.ahead[0].last, effect.ahead[0].used) == (day("31.12"), 51)
    (effect,) = effects(book, [trip(AHMET, "RU 24.11?–05.03.27?"), PAPER], [AHMET.id], ON)
    broken = effect.ahead[0].broken
    assert broken is not None and (broken.day, broken.window) == (day("22.02.27"), "continuous")


def test_a_planned_trip_is_foretold_as_the_forecast_judges_it(book: RecordBook) -> None:
    """Over from the same day, with the same left, new or changed, beside an open stay and with an entry on the day after an exit."""
    gia = Driver(name="Гелашвили Гия", citizenship="GE")
    plan = trip(gia, "RU 01.12?–20.12?, RU 21.12?–31.12?")
    longer = msgspec.structs.replace(plan, legs=trip(gia, "RU 01.12?–20.12?, RU 21.12?–10.01.27?").legs)
    book.commit([gia, trip(gia, "RU 01.01–15.03"), trip(gia, "RU 20.11–"), plan], "test")
    for made in (trip(gia, "RU 24.11?–26.11?"), trip(gia, "RU 24.11?–05.12?"), plan, longer):
        (effect,) = effects(book, [made], [gia.id], ON)
        found = forecast(book.supposing([made]), gia, made.legs, ON, trip=made)
        if made is plan:
            assert effect.plan is None and effect.ahead[0].broken is None, "as it stands in the book nothing changes"
            continue
        assert effect.plan is not None and (effect.plan.state, effect.plan.choice) == (found.state, found.choice)
        verdict = found.choice.verdicts["union-state"]
        assert effect.ahead[0].left == verdict.remaining_after
        assert (effect.ahead[0].broken.day if effect.ahead[0].broken else None) == verdict.first_violation
    (changed,) = effects(book, [longer], [gia.id], ON)
    assert changed.ahead[0].broken is not None and changed.ahead[0].broken.day == day("13.12"), "not the first day that it adds"


def test_a_stay_that_is_over_already_says_since_when(book: RecordBook) -> None:
    """In since 1 August without a known exit: the 91st day was 30 October, not tomorrow; a trip that was over before is not its doing."""
    gia = Driver(name="Гелашвили Гия", citizenship="GE")
    stay = trip(gia, "RU 01.08–")
    book.commit([gia], "test")
    (new,) = effects(book, [stay], [gia.id], ON)
    book.commit([stay], "test")
    (changed,) = effects(book, [msgspec.structs.replace(stay, legs=trip(gia, "RU 01.08–30.11?").legs)], [gia.id], ON)
    for effect in (new, changed):
        assert effect.ahead[0].broken is not None and effect.ahead[0].broken.day == day("30.10")
    (note,) = effects(book, [msgspec.structs.replace(stay, note="звонил")], [gia.id], ON)
    assert note.ahead[0].broken is None


def test_a_paper_that_bars_an_entry_to_come_is_named(book: RecordBook) -> None:
    """A trip is planned; a ban that stands then is said to block it."""
    book.commit([trip(AHMET, "RU 01.12?–05.12?")], "test")
    (effect,) = effects(book, [Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=day("01.11"))], [AHMET.id], ON)
    assert effect.blocked_by == ("entry-ban",)


def test_days_that_leave_the_count_are_told(book: RecordBook) -> None:
    """The trip of March deleted: 20 days leave; handed to another driver both are touched."""
    gone = [msgspec.structs.replace(KEPT, deleted=True)]
    assert [len(effect.gone) for effect in effects(book, gone, drivers_of(book, gone), ON)] == [20]
    other = changes()["his driver changed"]
    freed = {effect.driver.id: len(effect.gone) for effect in effects(book, other, drivers_of(book, other), ON)}
    assert freed == {AHMET.id: 20, YUSUF.id: 0}


def test_a_book_that_is_only_supposed_is_of_the_same_firm(tmp_path: Path) -> None:
    """Nobody has typed the firm in yet: what is supposed of it is its own record, and every record of the book is known there."""
    with open_book(tmp_path / "book") as new:
        new.commit([AHMET], "test")
        there = new.supposing([KEPT])
        assert there.firm == new.firm
        assert there.knows(AHMET.id) and there.knows(KEPT.id) and not new.knows(KEPT.id)


def test_a_book_that_is_only_supposed_cannot_be_written(book: RecordBook) -> None:
    """It is read like the book, and has nothing to commit with."""
    there = book.supposing([trip(AHMET, "RU 01.12?–05.12?")])
    assert len(there.trips_of(AHMET.id)) == 2 and len(book.trips_of(AHMET.id)) == 1
    assert not hasattr(there, "commit")
