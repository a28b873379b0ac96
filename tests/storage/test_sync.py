"""One book on several laptops: who changes what, what meets, and what a person is asked."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.engine import files
from storage.erasing import erase
from storage.records import Absence, Conflict, Driver, Firm, Paper, Peer, Record, Synced, Trip
from storage.records.documents import document
from storage.sync.conflicts import settled, waiting
from storage.sync.server import Server, SyncFailed
from storage.sync.stick import Stick
from tests.storage.faulty import Disk, gone
from tests.storage.journeys import trip
from tests.storage.offices import Couch, Depot, OneReplyLost
from tests.storage.sync_days import days

CODE = "12345 " * 8
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ", born=date(1980, 5, 17), phone="+7 701 555 01 02")
KIM = Driver(name="Ким Олег", citizenship="UZ")

Make = Callable[..., Depot]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Make]:
    made: list[Depot] = []

    def make(name: str, code: str = CODE) -> Depot:
        depot = Depot(tmp_path / name, name)
        if code:
            depot.has_key(code)
        made.append(depot)
        return depot

    yield make
    for depot in made:
        depot.book.close()


@pytest.fixture
def two(laptop: Make) -> tuple[Couch, Depot, Depot]:
    """Two laptops that both have Ахметов from the server."""
    server, office, depot = Couch(), laptop("office"), laptop("depot")
    office.book.commit([AHMET], "hired")
    office.sync(server)
    depot.sync(server)
    return server, office, depot


def change(depot: Depot, id: str = AHMET.id, kind: type = Driver, **fields: object) -> None:
    record = depot.book.get(kind, id)
    assert record is not None
    assert depot.book.commit([msgspec.structs.replace(record, **fields)], "changed")


def driver(depot: Depot, id: str = AHMET.id) -> Driver:
    found = depot.book.get(Driver, id)
    assert isinstance(found, Driver)
    return found


def agree(server: Server, *depots: Depot) -> None:
    """Lets everyone exchange until nothing moves, and holds the books against each other."""
    for _ in range(3):
        for depot in depots:
            depot.sync(server)
    books = [{(table, record.id): record for table, record in depot.book.records()} for depot in depots]
    assert all(book == books[0] for book in books[1:])


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


def test_a_reply_lost_after_the_server_acted_asks_nobody(two: tuple[Couch, Depot, Depot]) -> None:
    """The depot sends a note, hears nothing, changes it again, restarts: the second note stands and nothing is disputed."""
    server, office, depot = two
    change(depot, note="первая")
    with pytest.raises(SyncFailed):
        depot.sync(OneReplyLost(server))
    change(depot, note="вторая")
    depot.restart()
    agree(server, depot, office)
    assert driver(office).note == "вторая" and not waiting(office.book)


def test_a_laptop_restored_from_a_backup_gets_its_own_work_back(laptop: Make, tmp_path: Path) -> None:
    """What it had sent after the backup comes back from the server; what was changed meanwhile meets it."""
    server, office, depot = Couch(), laptop("office"), laptop("depot")
    depot.book.commit([AHMET], "hired")
    agree(server, depot, office)
    depot.book.close()
    shutil.copytree(depot.folder, tmp_path / "backup")
    depot.restart()
    change(depot, note="после копии")
    depot.sync(server)
    depot.book.close()
    shutil.rmtree(depot.folder)
    shutil.copytree(tmp_path / "backup", depot.folder)
    depot.restart()
    change(depot, role="механик")
    agree(server, depot, office)
    assert (driver(office).note, driver(office).role) == ("после копии", "механик") and not waiting(office.book)


def test_a_server_restored_from_a_backup_gets_back_what_it_lost(two: tuple[Couch, Depot, Depot]) -> None:
    """Its documents are older than what the laptops had from it: they send it again, and nobody falls back."""
    server, office, depot = two
    kept = {id: dict(tree) for id, tree in server.trees.items()}, dict(server.seqs), server.seq
    office.book.commit([KIM], "hired after the backup")
    change(office, note="после копии")
    agree(server, office, depot)
    server.trees, server.seqs, server.seq = kept
    agree(server, depot, office)
    assert driver(depot).note == "после копии" and server.content(f"drivers:{AHMET.id}")["note"] == "после копии"
    assert server.content(f"drivers:{KIM.id}")["name"] == KIM.name


def test_clocks_wrong_by_years_change_nothing(two: tuple[Couch, Depot, Depot], monkeypatch: pytest.MonkeyPatch) -> None:
    """The depot's clock stands in 2019: its later word still meets the office's earlier one as a conflict of equals."""
    server, office, depot = two
    monkeypatch.setattr(depot.book, "_now", lambda: office.book._now().replace(year=2019))
    change(office, note="офис")
    change(depot, note="склад", role="механик")
    agree(server, office, depot)
    assert (driver(office).note, driver(office).role) == ("офис", "механик") and waiting(office.book)[0].at.startswith("2019")


def test_two_laptops_with_the_same_copied_book(laptop: Make, tmp_path: Path) -> None:
    """The copy is noticed once; what both had unsent is sent once, and nothing is disputed that is the same."""
    server, office = Couch(), laptop("office")
    office.book.commit([AHMET], "hired")
    office.sync(server)
    change(office, note="не отправлено")
    office.book.close()
    shutil.copytree(office.folder, tmp_path / "depot")
    office.restart()
    depot = laptop("depot", "")
    change(depot, role="механик")
    assert not office.sync(server).copied
    assert depot.sync(server).copied and not depot.sync(server).copied
    agree(server, office, depot)
    assert (driver(office).note, driver(office).role) == ("не отправлено", "механик") and not waiting(office.book)


def test_a_laptop_away_for_a_year(two: tuple[Couch, Depot, Depot]) -> None:
    """Its own changes of the year meet those of the others; its exchange is one change of its book."""
    server, office, depot = two
    for number in range(40):
        office.book.commit([Driver(name=f"Новый {number}")], "hired")
        change(office, note=f"{number}")
        office.sync(server)
    depot.book.commit([KIM], "hired")
    change(depot, role="механик")
    before = len(depot.book.history())
    depot.sync(server)
    came = [commit for commit in depot.book.history()[before:] if commit.changes]
    assert len(came) == 1 and len(depot.book.drivers()) == 42
    agree(server, office, depot)
    assert (driver(office).role, driver(office).note) == ("механик", "39")


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


def test_two_offices_that_replicate_leave_no_leaf(laptop: Make) -> None:
    """Each office takes another field of one driver; after replication both fields stand and the server has one version."""
    almaty, moscow = Couch(), Couch()
    office, depot = laptop("office"), laptop("depot")
    office.book.commit([AHMET], "hired")
    office.sync(almaty)
    moscow.replicate_from(almaty)
    depot.sync(moscow)
    change(office, note="Алматы")
    change(depot, role="механик")
    office.sync(almaty)
    depot.sync(moscow)
    for _ in range(3):
        almaty.replicate_from(moscow)
        moscow.replicate_from(almaty)
        office.sync(almaty)
        depot.sync(moscow)
    id = f"drivers:{AHMET.id}"
    assert (driver(office).note, driver(office).role) == ("Алматы", "механик") and driver(office) == driver(depot)
    assert not any("_conflicts" in (server.get(id) or {}) for server in (almaty, moscow))
    assert not waiting(office.book)


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


def test_a_firm_moves_from_one_laptop_to_many_and_back(laptop: Make) -> None:
    """The old laptop keeps every change of its history, the new ones go by its settings, and alone again it goes on as before."""
    server, office, depot = Couch(), laptop("office"), laptop("depot")
    firm = Firm(name="ТОО «Караван»", reserve=5)
    office.book.commit([firm, AHMET], "before")
    change(office, note="до обмена")
    alone = [(commit.reason, commit.author) for commit in office.book.history() if commit.changes]
    depot.book.commit([Firm(name="Без имени"), KIM], "typed in meanwhile")
    depot.book.commit([Paper(holder=depot.book.firm.id, kind="carriage-permit", number="7")], "permit")
    agree(server, office, depot)
    assert depot.book.firm == office.book.firm and office.book.firm.reserve == 5
    assert [paper.number for paper in office.book.papers_of(firm.id)] == ["7"]
    change(office, note="снова один")
    own = [(commit.reason, commit.author) for commit in office.book.history() if commit.changes and commit.kind == "commit"]
    assert own == [*alone, ("changed", "office")]
    while office.book.undo():
        pass
    assert office.book.get(Driver, AHMET.id) is None


@pytest.mark.parametrize("rounds", [3])
def test_a_stick_goes_round_between_laptops_without_a_network(laptop: Make, tmp_path: Path, rounds: int) -> None:
    """Three laptops pass one file round: all end with the same book; going round once more changes nothing, an older copy does no harm."""
    path = tmp_path / "exchange.haulbook"
    depots = [laptop(name) for name in ("office", "depot", "yard")]
    for depot in depots:
        depot.book.commit([Driver(name=f"Водитель {depot.name}", phone="+7 700 1")], "hired")

    def carry(depot: Depot) -> None:
        depot.sync(Stick(path))

    for number in range(rounds):
        for depot in depots:
            carry(depot)
            change(depot, next(each.id for each in depot.book.drivers() if depot.name in each.name), note=f"{number}")
        if number == 0:
            older = path.read_bytes()
    for depot in depots * 2:
        carry(depot)
    books = [{record.id: record for _, record in depot.book.records()} for depot in depots]
    assert books[0] == books[1] == books[2] and len(depots[0].book.drivers()) == 3 and not waiting(depots[0].book)
    before, newest = path.read_bytes(), [depot.book.newest for depot in depots]
    for depot in depots:
        carry(depot)
    assert path.read_bytes() == before and [depot.book.newest for depot in depots] == newest
    path.write_bytes(older)
    for depot in depots * 2:
        carry(depot)
    assert [{record.id: record for _, record in depot.book.records()} for depot in depots] == books
    assert b"+7 700 1" not in path.read_bytes()


def test_a_stick_pulled_out_while_it_is_written(laptop: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is as it was, and what was not saved goes with the next exchange."""
    path, office, depot = tmp_path / "exchange.haulbook", laptop("office"), laptop("depot")
    office.book.commit([AHMET], "hired")
    office.sync(Stick(path))
    before, written = path.read_bytes(), office.book.newest
    change(office, note="не дошло")
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", Disk(1, gone))
        patch.setattr(office.book, "exchange", lambda records, reason: written)  # the stick is at fault, not the laptop's disk
        with pytest.raises(SyncFailed, match="not-written"):
            office.sync(Stick(path))
    assert path.read_bytes() == before
    office.sync(Stick(path))
    depot.sync(Stick(path))
    assert driver(depot).note == "не дошло" and not waiting(depot.book)


def test_a_record_that_nobody_signed_goes_over_too(laptop: Make) -> None:
    """What came whole from an export of another program has no stamp: it is sent as well."""
    server, office, depot = Couch(), laptop("office", ""), laptop("depot", "")
    office.book.take_in([("drivers", KIM)], "taken in")
    office.sync(server)
    depot.sync(server)
    assert driver(depot, KIM.id) == KIM


def test_a_stick_that_is_none_of_ours_is_said(tmp_path: Path) -> None:
    """A photo under the name of an exchange is left as it is."""
    path = tmp_path / "exchange.haulbook"
    path.write_bytes(b"\xff\xd8\xff a photo")
    with pytest.raises(SyncFailed, match="not-an-exchange"):
        Stick(path)
    assert path.read_bytes() == b"\xff\xd8\xff a photo"
    for documents in (
        '{"drivers:a": [1, {}]}',
        '{"drivers:a": [1, {"_id": "drivers:b", "_rev": "1-0"}]}',
        '{"drivers:a": [1, {"_id": "drivers:a"}]}',
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("haulbook.json", f'{{"haulbook": 1, "place": "p", "seq": 1, "docs": {documents}}}')
        with pytest.raises(SyncFailed, match="not-an-exchange"):
            Stick(path)


def test_the_state_of_the_exchange_stays_in_its_copy(two: tuple[Couch, Depot, Depot]) -> None:
    """Neither the server nor a whole export bears it, nor the firm's code; the history shows only the firm's records."""
    from storage.writing.whole import records_in, written

    server, office, _ = two
    kinds: tuple[type[Record], ...] = (Peer, Synced, Conflict)
    assert {id.partition(":")[0] for id in server.trees if not id.startswith("count-")} == {"haulbook", "drivers"}
    assert {table for table, _ in records_in(written(office.book))} == {"drivers"} and CODE.encode() not in written(office.book)
    assert all(change.table == "drivers" for commit in office.book.history() for change in commit.changes)
    assert [len(list(office.book.every(kind))) for kind in kinds] == [2, 1, 0]


@pytest.mark.parametrize("seed", range(4))
def test_random_days_of_five_laptops_and_two_offices(seed: int) -> None:
    """A quarter of the requests lost, restarts, moves between offices: all converge, and nothing acknowledged is missing."""
    assert days(400, seed)["lost"] == 0


@pytest.mark.slow
def test_twenty_thousand_random_days() -> None:
    """The same for as long as a firm lives."""
    assert days(20_000, 9)["lost"] == 0


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
