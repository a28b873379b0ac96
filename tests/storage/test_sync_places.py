"""Where an exchange may go wrong by the place it lies in: replies lost, backups, copies, two offices, the power cut meanwhile."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from storage.engine import files
from storage.records import Conflict, Driver, Firm, Paper, Peer, Record, Synced
from storage.sync.conflicts import waiting
from storage.sync.server import Answer, Json, SyncFailed
from tests.storage.offices import AHMET, CODE, KIM, Couch, Depot, Make, OneReplyLost, agree, change, driver
from tests.storage.power import Recorder, Said, build, states
from tests.storage.sync_days import days


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


def restored(server: Couch, kept: Couch) -> None:
    """Puts a server back to what a backup of it holds: the same server, by its id."""
    server.trees, server.seqs, server.seq = {id: dict(tree) for id, tree in kept.trees.items()}, dict(kept.seqs), kept.seq


def backup(server: Couch) -> Couch:
    """Returns a copy of a server that nothing changes."""
    made = Couch()
    made.place = server.place
    restored(made, server)
    return made


@pytest.mark.parametrize("busy", [False, True])
def test_a_laptop_that_only_takes_in_notices_a_restored_server_too(two: tuple[Couch, Depot, Depot], laptop: Make, busy: bool) -> None:
    """It never sent anything; what the server lost comes back from it, though a third laptop has filled the gap meanwhile."""
    server, office, depot = two
    kept = backup(server)
    office.book.commit([KIM], "hired after the backup")
    change(office, note="после копии")
    office.sync(server)
    depot.sync(server)
    assert not any(peer.counts.get(server.place) for peer in depot.book.all(Peer))
    restored(server, kept)
    third = laptop("third")
    if busy:
        third.book.commit([Driver(name=f"Новый {number}") for number in range(20)], "hired on the restored server")
        third.sync(server)
    agree(server, depot, third)
    assert server.content(f"drivers:{KIM.id}")["name"] == KIM.name and driver(third).note == "после копии"
    assert len(depot.book.drivers()) == (22 if busy else 2) and not waiting(depot.book)


def test_a_server_that_lost_nothing_is_not_read_anew(two: tuple[Couch, Depot, Depot]) -> None:
    """The document seen last was edited since, by another laptop and more than once: the server is the same, and one page is read."""
    server, office, depot = two
    for number in range(3):
        change(office, note=f"{number}")
        office.sync(server)
    asked: list[object] = []
    changes = server.changes
    server.changes = lambda since: asked.append(since) or changes(since)  # type: ignore[method-assign, func-returns-value]
    depot.sync(server)
    assert None not in asked and driver(depot).note == "2"


class Noting:
    """A server that notes, beside what the disk does, what it holds after each request."""

    at_once = 1000

    def __init__(self, server: Couch, disk: Recorder) -> None:
        self.place, self._server, self._disk = server.place, server, disk
        self.changes, self.get = server.changes, server.get

    def bulk(self, docs: list[Json]) -> list[Answer]:
        answers = self._server.bulk(docs)
        self._disk.events.append(Said(backup(self._server)))
        return answers


def test_the_power_goes_during_an_exchange(two: tuple[Couch, Depot, Depot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At any moment of a pull and a push: the book opens with what was acknowledged, and the next exchange ends all the same."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    server, office, _ = two
    change(office, note="из офиса")
    office.sync(server)
    (folder := tmp_path / "powerless").mkdir(mode=0o700)
    disk = Recorder(folder)
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", disk)
        cut = Depot(folder, "powerless")
        cut.has_key(CODE)
        cut.book.commit([KIM], "hired")
        disk.events.append(Said(backup(server)))
        cut.sync(Noting(server, disk))
        cut.book.close()
    begun = next(number for number, event in enumerate(disk.events) if isinstance(event, Said))
    tried = 0
    for number, (happened, left) in enumerate(states(disk.events)):
        if happened <= begun:
            continue
        build(tmp_path / str(number), left)
        there = backup(next(event.what for event in reversed(disk.events[:happened]) if isinstance(event, Said)))
        again = Depot(tmp_path / str(number), "powerless")
        assert [each.name for each in again.book.drivers()][:1] == [KIM.name]
        again.sync(there)
        assert {each.name for each in again.book.drivers()} == {KIM.name, AHMET.name} and driver(again).note == "из офиса"
        assert there.content(f"drivers:{KIM.id}")["name"] == KIM.name and not waiting(again.book)
        again.book.close()
        tried += 1
    assert tried > 20
