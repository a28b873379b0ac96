"""What waits for a person, and settling it: as planned, on another date, seen, or not at all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.book import RecordBook
from storage.records import Basis, Driver, Trip, Unsettled
from storage.settling import Matter, SettlingRefused, dismissed, matters, matters_of, mended, settled
from tests.storage.books import open_book
from tests.storage.journeys import crewed, day, told, trip

ON = date(2026, 11, 23)
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
ROW = Unsettled(driver=AHMET.id, file="office-2026.xlsx", sheet="Рейсы", row=49, problem="unreadable", cells={"Въезд": "32.03"})


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        opened.commit([AHMET, YUSUF], "drivers")
        yield opened


def waiting(book: RecordBook) -> list[str]:
    """What waits, in short: ``passed RU 20.11``."""
    return [
        f"{each.kind} {each.country} {each.day:%d.%m}" if each.day else f"{each.kind} {each.country}".strip() for each in matters(book, ON)
    ]


def of_kind(book: RecordBook, *kinds: str) -> list[Matter]:
    return [each for each in matters(book, ON) if each.kind in kinds]


def trips(book: RecordBook) -> list[str]:
    return [told(each) for each in book.all(Trip)]


# What waits


def test_everything_that_waits_in_one_list(book: RecordBook) -> None:
    """A row of a file, a plan gone by, an exit without news, an open stay and told dates, in that order."""
    book.commit([ROW, trip(AHMET, "RU 10.11?–12.11?"), trip(YUSUF, "RU 01.11–20.11?"), trip(AHMET, "RU 20.11–")], "all")
    assert waiting(book) == ["row", "passed RU 10.11", "no-news RU 20.11", "open RU", "told RU 20.11", "told RU 01.11"]


def test_a_plan_of_today_or_later_does_not_wait(book: RecordBook) -> None:
    """Planned for today, cancelled, or with its exit still to come: nothing to settle but the told entry."""
    cancelled = msgspec.structs.replace(trip(AHMET, "RU 10.11?–12.11?"), cancelled=True)
    book.commit([trip(AHMET, "RU 23.11?–30.11?"), cancelled, trip(YUSUF, "RU 20.11–23.11?")], "plans")
    assert waiting(book) == ["told RU 20.11"]


def test_a_trip_without_news_waits_once(book: RecordBook) -> None:
    """No news of the exit from Russia: that he did not go on into Belarus either is the same news."""
    book.commit([trip(AHMET, "RU 10.11–15.11?, BY 15.11?–18.11?")], "trip")
    assert waiting(book) == ["no-news RU 15.11", "told RU 10.11"]


def test_a_forgotten_exit_offers_the_day_of_the_next_entry(book: RecordBook) -> None:
    """In Russia since March without an exit, in Belarus from 5 April: the exit was on 5 April at the latest."""
    book.commit([trip(AHMET, "RU 20.03–"), trip(AHMET, "BY 05.04–10.04")], "trips")
    assert of_kind(book, "open")[0].day == day("05.04")


def test_a_crossing_that_nobody_stamps_is_not_asked_for(book: RecordBook) -> None:
    """Of Russia into Belarus and out into Poland only the outer dates could be seen; those of the year before are over."""
    book.commit([trip(AHMET, "RU 01.11–04.11, BY 04.11–07.11"), trip(YUSUF, "RU 01.10.25–04.10.25")], "trips")
    assert waiting(book) == ["told BY 07.11", "told RU 01.11"]


def test_until_the_end_of_january_the_old_year_is_looked_after(book: RecordBook) -> None:
    """On 20 January a date of December still waits, on 20 February no more."""
    book.commit([trip(AHMET, "RU 20.12–")], "trip")
    assert [each.kind for each in matters_of(book, AHMET.id, date(2027, 1, 20))] == ["open", "told"]
    assert [each.kind for each in matters_of(book, AHMET.id, date(2027, 2, 20))] == ["open"]


# Settling


def test_it_happened_as_planned(book: RecordBook) -> None:
    """The whole plan has gone by: every date of it is told now, and the one still to come stays planned."""
    book.commit([trip(AHMET, "RU 10.11?–15.11?, BY 15.11?–28.11?")], "plan")
    book.commit(settled(book, of_kind(book, "passed"), ON), "as planned")
    assert trips(book) == ["RU 10.11–15.11, BY 15.11–28.11?"]


def test_he_entered_on_another_day(book: RecordBook) -> None:
    """In two days late: what was planned after it moves, and is still a plan."""
    book.commit([trip(AHMET, "RU 10.11?–20.11?")], "plan")
    book.commit(settled(book, of_kind(book, "passed"), ON, day=day("12.11")), "entry")
    assert trips(book) == ["RU 12.11–22.11?"]


def test_he_left_on_another_day_and_went_on(book: RecordBook) -> None:
    """Out of Russia a day late is into Belarus a day late, told both, and the exit from there moves with it."""
    book.commit([trip(AHMET, "RU 10.11–15.11?, BY 15.11?–18.11?")], "trip")
    book.commit(settled(book, of_kind(book, "no-news"), ON, day=day("16.11")), "exit")
    assert trips(book) == ["RU 10.11–16.11, BY 16.11–19.11?"]


def test_an_open_stay_is_ended_on_the_day_typed(book: RecordBook) -> None:
    """Without a day there is nothing to take; with one he is out, and the stamp's number stands with it."""
    book.commit([trip(AHMET, "RU 10.11–")], "trip")
    with pytest.raises(SettlingRefused, match="day-needed"):
        settled(book, of_kind(book, "open"), ON)
    book.commit(settled(book, of_kind(book, "open"), ON, day=day("20.11"), basis=Basis.SHOWN, proof="4621"), "exit")
    (leg,) = next(book.all(Trip)).legs
    assert (leg.exit, leg.exit_basis, leg.exit_proof) == (day("20.11"), Basis.SHOWN, "4621")


def test_a_told_date_was_seen(book: RecordBook) -> None:
    """The stamps are there: both dates are shown; one of them says another day."""
    book.commit([trip(AHMET, "RU 10.11–15.11")], "trip")
    exit, entry = of_kind(book, "told")
    book.commit(settled(book, [entry], ON), "seen")
    book.commit(settled(book, [exit], ON, day=day("16.11"), basis=Basis.OFFICIAL), "answered")
    (leg,) = next(book.all(Trip)).legs
    assert (leg.entry, leg.entry_basis) == (day("10.11"), Basis.SHOWN)
    assert (leg.exit, leg.exit_basis) == (day("16.11"), Basis.OFFICIAL)


def test_several_at_once_in_one_trip(book: RecordBook) -> None:
    """All told dates of a crew's trip are seen in one go: one record changes."""
    book.commit([crewed((AHMET, YUSUF), "RU 10.11–15.11")], "trip")
    (after,) = settled(book, of_kind(book, "told"), ON)
    assert isinstance(after, Trip)
    assert {leg.entry_basis for leg in after.legs} | {leg.exit_basis for leg in after.legs} == {Basis.SHOWN}


@pytest.mark.parametrize(
    ("journey", "kind", "when", "code"),
    [
        ("RU 10.11?–12.11?", "passed", "24.11", "still-to-come"),
        ("RU 10.11–", "open", "09.11", "out-of-order"),
        ("RU 10.11–12.11", "told", "13.11", "out-of-order"),
    ],
)
def test_what_cannot_have_been_is_refused(book: RecordBook, journey: str, kind: str, when: str, code: str) -> None:
    """A day to come, an exit before the entry, an entry after the exit: refused by name."""
    book.commit([trip(AHMET, journey)], "trip")
    with pytest.raises(SettlingRefused, match=code):
        settled(book, of_kind(book, kind)[-1:], ON, day=day(when))


# Dismissing


def test_a_plan_that_never_was(book: RecordBook) -> None:
    """He did not go: the trip is cancelled, and why stands with it; of a crew only he is taken out."""
    book.commit([trip(AHMET, "RU 10.11?–12.11?")], "plan")
    book.commit(dismissed(book, of_kind(book, "passed"), "заболел"), "not")
    (gone,) = book.all(Trip)
    assert (gone.cancelled, gone.note, waiting(book)) == (True, "заболел", [])
    book.commit([crewed((AHMET, YUSUF), "RU 11.11?–12.11?")], "crew")
    book.commit(dismissed(book, of_kind(book, "passed")[:1], ""), "not")
    assert trips(book)[-1] == "RU 11.11?–12.11?"


def test_a_whole_crew_that_did_not_go(book: RecordBook) -> None:
    """Both are dismissed at once: the trip is cancelled whole."""
    book.commit([crewed((AHMET, YUSUF), "RU 11.11?–12.11?, BY 12.11?–14.11?")], "crew")
    (gone,) = dismissed(book, of_kind(book, "passed"), "")
    assert isinstance(gone, Trip) and gone.cancelled


def test_he_has_not_left_yet(book: RecordBook) -> None:
    """The planned exit was not: he is inside without one."""
    book.commit([trip(AHMET, "RU 10.11–20.11?")], "trip")
    book.commit(dismissed(book, of_kind(book, "no-news"), ""), "still there")
    assert (trips(book), waiting(book)) == (["RU 10.11–"], ["open RU", "told RU 10.11"])


def test_a_row_is_dismissed_with_a_reason_only_and_keeps_it(book: RecordBook) -> None:
    """No reason: refused. With one the row is the driver's no more, and the book knows why."""
    book.commit([ROW], "row")
    with pytest.raises(SettlingRefused, match="reason-needed"):
        dismissed(book, of_kind(book, "row"), " ")
    book.commit(dismissed(book, of_kind(book, "row"), "рейс был в 2025"), "dismissed")
    assert book.unsettled_of(AHMET.id) == [] and waiting(book) == []
    (kept,) = book.rows_of(AHMET.id)
    assert (kept.settled, kept.because) == ("dismissed", "рейс был в 2025")
    book.undo()
    assert waiting(book) == ["row"]


def test_told_and_open_are_not_dismissed(book: RecordBook) -> None:
    """A stay that is known of is ended or put right, not wished away."""
    book.commit([trip(AHMET, "RU 10.11–")], "trip")
    for matter in matters(book, ON):
        with pytest.raises(SettlingRefused, match="not-to-dismiss"):
            dismissed(book, [matter], "")


def test_a_row_is_mended_into_a_trip(book: RecordBook) -> None:
    """What the row meant is typed: a trip, told, that names its row; the row is settled, and undone with it."""
    book.commit([ROW], "row")
    with pytest.raises(SettlingRefused, match="row-to-mend"):
        settled(book, of_kind(book, "row"), ON)
    book.commit(mended(ROW, "RU", day("03.03"), day("10.03")), "mended")
    assert (trips(book), book.unsettled_of(AHMET.id)) == (["RU 03.03–10.03"], [])
    assert next(book.all(Trip)).note == "office-2026.xlsx, Рейсы, 49"
    book.undo()
    assert (trips(book), waiting(book)) == ([], ["row"])


_DAYS = st.lists(st.integers(1, 45), min_size=2, max_size=6).map(sorted)


@given(days=_DAYS, begun=st.booleans())
def test_settled_as_planned_nothing_planned_is_left_behind(tmp_path_factory: pytest.TempPathFactory, days: list[int], begun: bool) -> None:
    """Whatever was planned before today: once it is settled as planned no plan gone by is left, and no date has moved."""
    ends = [date(2026, 10, 20).toordinal() + each for each in days]
    parts = [
        f"{'RU' if at % 2 == 0 else 'BY'} {_short(first)}?–{_short(last)}?" for at, (first, last) in enumerate(itertools.pairwise(ends))
    ]
    planned = trip(AHMET, ", ".join(parts))
    if begun and ends[0] <= ON.toordinal():
        first = msgspec.structs.replace(planned.legs[0], entry_basis=Basis.TOLD)
        planned = msgspec.structs.replace(planned, legs=(first, *planned.legs[1:]))
    with open_book(tmp_path_factory.mktemp("book") / "book") as book:
        book.commit([AHMET, planned], "plan")
        book.commit(settled(book, of_kind(book, "passed", "no-news"), ON), "as planned")
        assert not of_kind(book, "passed", "no-news")
        (after,) = book.all(Trip)
        assert [(leg.entry, leg.exit) for leg in after.legs] == [(leg.entry, leg.exit) for leg in planned.legs]


def _short(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal):%d.%m}"
