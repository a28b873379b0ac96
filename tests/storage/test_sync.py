"""One book on several laptops: who changes what, what meets, and what a person is asked."""

from __future__ import annotations

from datetime import date

import pytest

from storage.records import Absence, Driver, Paper, Trip
from storage.sync.conflicts import settled, waiting
from tests.storage.journeys import trip
from tests.storage.offices import AHMET, Couch, Depot, agree, change, driver


def test_what_one_enters_the_other_has_with_who_did_it(two: tuple[Couch, Depot, Depot]) -> None:
    """A driver hired at the office stands on the depot's laptop as he was entered, and his stamp names the office."""
    _, office, depot = two
    assert driver(depot) == driver(office)
    assert driver(depot).stamp.laptop == "office"
    newest = depot.book.newest
    assert newest is not None and newest.kind == "sync" and [each.id for each in newest.changes] == [AHMET.id]


def test_an_exchange_with_nothing_new_writes_nothing(two: tuple[Couch, Depot, Depot]) -> None:
    """The hour's exchange adds no line to the history, and nothing on the server."""
    server, office, depot = two
    for each in (office, depot):
        each.sync(server)
    before = server.seq, office.book.newest, depot.book.newest
    for each in (office, depot):
        each.sync(server)
    assert (server.seq, office.book.newest, depot.book.newest) == before


def test_different_fields_of_one_driver_meet(two: tuple[Couch, Depot, Depot]) -> None:
    """The office notes his phone while the depot notes his role: both stand, nobody is asked."""
    server, office, depot = two
    change(office, phone="+7 700")
    change(depot, role="старший")
    agree(server, office, depot)
    assert (driver(depot).phone, driver(office).role) == ("+7 700", "старший")
    assert not waiting(office.book)


def test_one_field_changed_on_both_sides_is_for_a_person(two: tuple[Couch, Depot, Depot]) -> None:
    """What came to the server first stands; the other value is kept with who wrote it, on every laptop; taking it is one change."""
    server, office, depot = two
    change(office, note="на больничном")
    change(depot, note="в отпуске")
    agree(server, office, depot)
    (found,) = waiting(office.book)
    assert driver(depot).note == "на больничном"
    assert (found.mine, found.theirs, found.base) == ({"note": "в отпуске"}, {"note": "на больничном"}, {"note": ""})
    assert (found.by.laptop, found.theirs_by.laptop, found.of) == ("depot", "office", AHMET.id)
    office.book.commit(settled(office.book, [found], "mine"), "settled")
    agree(server, office, depot)
    assert driver(depot).note == "в отпуске" and not waiting(depot.book)
    office.book.undo()
    agree(server, office, depot)
    assert driver(depot).note == "на больничном" and waiting(depot.book)


@pytest.mark.parametrize(
    ("first", "second"), [({"issued": date(2026, 1, 1)}, {"until": date(2026, 6, 1)}), ({"until": date(2027, 1, 1)}, {"issued": None})]
)
def test_dates_of_a_paper_are_never_put_together(two: tuple[Couch, Depot, Depot], first: dict[str, date], second: dict[str, date]) -> None:
    """One corrects the beginning, the other the end: no pair of dates stands that nobody wrote."""
    server, office, depot = two
    paper = Paper(holder=AHMET.id, kind="patent", issued=date(2026, 2, 1), until=date(2026, 12, 31))
    office.book.commit([paper], "patent")
    agree(server, office, depot)
    change(office, paper.id, Paper, **first)
    change(depot, paper.id, Paper, **second)
    agree(server, office, depot)
    stands = depot.book.get(Paper, paper.id)
    assert stands is not None and all(getattr(stands, name) == value for name, value in first.items())
    assert len(waiting(depot.book)) == 1 and set(waiting(depot.book)[0].mine) == {"issued", "until"}


def test_dates_of_a_trip_are_never_settled_by_the_program(two: tuple[Couch, Depot, Depot]) -> None:
    """The office gives the trip an exit while the depot cancels it: one stands, a person decides."""
    server, office, depot = two
    journey = trip(AHMET, "RU 01.03–10.03")
    office.book.commit([journey], "trip")
    agree(server, office, depot)
    change(office, journey.id, Trip, legs=trip(AHMET, "RU 01.03–12.03").legs)
    change(depot, journey.id, Trip, cancelled=True)
    agree(server, office, depot)
    stands = depot.book.get(Trip, journey.id)
    assert stands is not None and stands.legs[0].exit == date(2026, 3, 12) and not stands.cancelled
    assert len(waiting(depot.book)) == 1


def test_what_fits_only_apart_is_not_put_together(two: tuple[Couch, Depot, Depot]) -> None:
    """A trip deleted here and a leg changed there, an absence whose ends would cross: a sound record stands, and someone is asked."""
    server, office, depot = two
    absence = Absence(driver=AHMET.id, first=date(2026, 3, 1), last=date(2026, 3, 31))
    office.book.commit([absence], "ill")
    agree(server, office, depot)
    change(office, absence.id, Absence, last=date(2026, 3, 5))
    change(depot, absence.id, Absence, first=date(2026, 3, 10))
    agree(server, office, depot)
    stands = office.book.get(Absence, absence.id)
    assert stands is not None and not list(stands.problems()) and len(waiting(office.book)) == 1


@pytest.mark.parametrize("deletes_first", [True, False])
def test_deleted_here_and_edited_there_stays_and_is_asked(two: tuple[Couch, Depot, Depot], deletes_first: bool) -> None:
    """Whichever reaches the server first, the driver is still there with the edit, and whether he goes is a person's to say."""
    server, office, depot = two
    deleter, editor = (office, depot) if deletes_first else (depot, office)
    change(deleter, deleted=True)
    change(editor, phone="+7 700")
    agree(server, office, depot)
    assert driver(deleter).phone == "+7 700"
    (found,) = waiting(office.book)
    assert {bool(found.mine["deleted"]), bool(found.theirs["deleted"])} == {True, False}
    side = "mine" if found.mine["deleted"] else "theirs"
    depot.book.commit(settled(depot.book, [found], side), "settled")
    agree(server, office, depot)
    assert office.book.get(Driver, AHMET.id) is None and not waiting(office.book)


def test_deleted_on_both_sides_is_deleted(two: tuple[Couch, Depot, Depot]) -> None:
    """Nobody is asked."""
    server, office, depot = two
    change(office, deleted=True)
    change(depot, deleted=True)
    agree(server, office, depot)
    assert not office.book.drivers() and not waiting(depot.book)


def test_erased_for_good_on_the_server_is_deleted_here(two: tuple[Couch, Depot, Depot]) -> None:
    """A tombstone takes the driver off the list and is told; the laptop does not bring him back."""
    server, _, depot = two
    id = f"drivers:{AHMET.id}"
    server.bulk([{"_id": id, "_rev": server.leaves(id)[0].rev, "_deleted": True}])
    outcome = depot.sync(server)
    assert outcome.erased == [id] and not depot.book.drivers()
    depot.sync(server)
    assert server.content(id) == {"_deleted": True}


def test_an_edit_over_a_tombstone_makes_the_document_anew(two: tuple[Couch, Depot, Depot]) -> None:
    """Edited at the depot while it was erased elsewhere: it stays, the server takes it though the tombstone's revision would be refused."""
    server, office, depot = two
    id = f"drivers:{AHMET.id}"
    server.bulk([{"_id": id, "_rev": server.leaves(id)[0].rev, "_deleted": True}])
    change(depot, role="старший")
    depot.sync(server)
    assert server.content(id)["role"] == "старший" and len(waiting(depot.book)) == 1
    change(depot, role="механик")
    agree(server, depot, office)
    assert driver(office).role == "механик"


def test_undo_after_an_exchange_is_a_new_change(two: tuple[Couch, Depot, Depot]) -> None:
    """It takes back what this laptop did and leaves what others made of the driver since; the others get it as a change."""
    server, office, depot = two
    change(office, note="ошибка")
    agree(server, office, depot)
    change(depot, role="механик")
    agree(server, depot, office)
    office.book.undo()
    agree(server, office, depot)
    assert (driver(depot).note, driver(depot).role) == ("", "механик")
    assert [commit.kind for commit in office.book.history()][-1] in ("undo", "sync")
    office.book.redo()
    agree(server, office, depot)
    assert (driver(depot).note, driver(depot).role) == ("ошибка", "механик")
