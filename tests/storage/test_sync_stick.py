"""Exchanges by one file on a stick, from laptop to laptop, without a network."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from storage.engine import files
from storage.records import Driver
from storage.sync.conflicts import waiting
from storage.sync.server import SyncFailed
from storage.sync.stick import Stick
from tests.storage.faulty import Disk, gone
from tests.storage.offices import AHMET, Depot, Make, change, driver


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
