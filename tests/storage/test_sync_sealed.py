"""What leaves a laptop only sealed, what it cannot read or may not write, and a person erased."""

from __future__ import annotations

import msgspec

from storage.erasing import erase
from storage.records import Paper, Trip
from storage.records.documents import document
from storage.sync.conflicts import waiting
from tests.storage.journeys import trip
from tests.storage.offices import AHMET, CODE, KIM, Couch, Depot, Make, agree, change, driver


def test_private_fields_never_lie_in_clear_elsewhere(two: tuple[Couch, Depot, Depot]) -> None:
    """Birth date, phone and numbers of papers are sealed, in conflicts too; the same value is sealed alike."""
    server, office, depot = two
    office.book.commit([Paper(holder=AHMET.id, kind="passport", number="N12345678")], "passport")
    change(office, phone="+7 702 111 22 33")
    change(depot, phone="+7 703 444 55 66")
    agree(server, office, depot)
    kept = msgspec.json.encode([each.doc for tree in server.trees.values() for each in tree.values()]).decode()
    for private in ("1980-05-17", "701 555", "N12345678", "702 111", "703 444"):
        assert private not in kept
    assert AHMET.name in kept and waiting(depot.book)[0].mine == {"phone": "+7 703 444 55 66"}


def test_a_laptop_without_the_key_keeps_what_it_cannot_read(two: tuple[Couch, Depot, Depot], laptop: Make) -> None:
    """It sees that a phone is there, edits the rest without losing it, keeps back what may not leave, and reads all with the code."""
    server, office, depot = two
    guest = laptop("guest", "")
    guest.sync(server)
    assert (driver(guest).phone, driver(guest).born) == ("", None)
    assert set(document(driver(guest))) - set(document(driver(office))) == {"born_sealed", "phone_sealed"}
    change(guest, role="механик")
    agree(server, guest)
    depot.sync(server)
    assert (driver(depot).role, driver(depot).phone) == ("механик", AHMET.phone)
    guest.book.commit([msgspec.structs.replace(KIM, phone="+998 90")], "hired")
    change(guest, phone="+7 999")
    assert guest.sync(server).held == 2
    exchange = guest.begin(server)
    assert not exchange.take_key("1" * 40)
    assert exchange.take_key(CODE.replace(" ", "-"))
    agree(server, guest, depot, office)
    assert driver(office, KIM.id).phone == "+998 90" and driver(guest).born == AHMET.born
    assert (driver(guest).phone, waiting(guest.book)[0].mine) == (AHMET.phone, {"phone": "+7 999"})


def test_what_a_newer_version_wrote_survives_a_merge(two: tuple[Couch, Depot, Depot]) -> None:
    """Fields and tables that this version does not know go through it, and one that it cannot read is asked for again."""
    server, _, depot = two
    id = f"drivers:{AHMET.id}"
    server.bulk([server.content(id) | {"_id": id, "_rev": server.leaves(id)[0].rev, "seat": {"row": 2}}])
    server.bulk([{"_id": "lorries:l1", "id": "l1", "axles": 5}, {"_id": "trips:t1", "id": "t1", "legs": "by sea"}])
    change(depot, role="механик")
    assert depot.sync(server).unread == ["trips:t1"]
    assert server.content(id)["seat"] == {"row": 2} and server.content(id)["role"] == "механик"
    lorry = depot.book.record("lorries", "l1")
    assert lorry is not None and lorry.beyond == {"axles": 5}
    assert depot.sync(server).unread == ["trips:t1"]
    server.bulk([{"_id": "trips:t1", "_rev": server.leaves("trips:t1")[0].rev, "id": "t1", "legs": []}])
    assert depot.sync(server).unread == [] and depot.book.record("trips", "t1") is not None


def test_documents_written_by_hand_under_no_id_of_ours_are_named(two: tuple[Couch, Depot, Depot]) -> None:
    """One with a colon too many, one that bears another id than its record: neither gets into the book, and the next exchange goes on."""
    server, office, depot = two
    server.bulk([{"_id": "drivers:a:b", "id": "a:b", "name": "Ким"}, {"_id": "drivers:c", "id": AHMET.id, "name": "Ким"}])
    for _ in range(2):
        assert sorted(depot.sync(server).unread) == ["drivers:a:b", "drivers:c"]
    change(office, role="механик")
    office.sync(server)
    depot.sync(server)
    assert driver(depot).role == "механик" and driver(depot).name == AHMET.name


def test_what_the_server_refuses_stays_and_is_named(two: tuple[Couch, Depot, Depot]) -> None:
    """A document that the server's rules turn down is told with their words, and goes when they let it."""
    server, _, depot = two
    server.refuses = {f"drivers:{AHMET.id}"}
    change(depot, role="механик")
    assert depot.sync(server).refused == {f"drivers:{AHMET.id}": "not today"}
    server.refuses = set()
    assert depot.sync(server).sent == 1


def test_a_record_that_nobody_signed_goes_over_too(laptop: Make) -> None:
    """What came whole from an export of another program has no stamp: it is sent as well."""
    server, office, depot = Couch(), laptop("office", ""), laptop("depot", "")
    office.book.take_in([("drivers", KIM)], "taken in")
    office.sync(server)
    depot.sync(server)
    assert driver(depot, KIM.id) == KIM


def test_an_erased_driver_leaves_the_server_and_the_other_laptops(two: tuple[Couch, Depot, Depot]) -> None:
    """His document becomes a tombstone, his legs leave the crew's trip everywhere, and the depot is told."""
    server, office, depot = two
    crew = trip(KIM, "RU 01.03–10.03")
    journey = msgspec.structs.replace(crew, legs=(*crew.legs, *trip(AHMET, "RU 01.03–10.03").legs))
    office.book.commit([KIM, journey], "crew")
    agree(server, office, depot)
    erase(office.book, AHMET.id, "a person erased", laptop="office", places=[])
    office.sync(server)
    assert depot.sync(server).erased == [f"drivers:{AHMET.id}"]
    left = depot.book.get(Trip, journey.id)
    assert left is not None and left.drivers == (KIM.id,) and not waiting(depot.book)
    current = msgspec.json.encode([server.content(id) for id in server.trees])
    assert AHMET.id not in current.decode().replace(f"drivers:{AHMET.id}", "") and server.content(f"drivers:{AHMET.id}") == {
        "_deleted": True
    }
    agree(server, office)
    assert office.book.record("drivers", AHMET.id) is None
