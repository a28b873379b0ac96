"""Books of other versions: of every past format one is kept as it was written; what a newer version wrote is kept, not dropped."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from storage import formats
from storage.book import BookReadOnly, BookUnreadable
from storage.engine import FORMAT, journal
from storage.engine.journal import Place
from storage.engine.snapshot import seal
from storage.memory import decoded
from storage.records import TABLES, Driver, Leg, OpeningYear, Record, RouteLeg, Trip
from storage.records.documents import document, encoded
from tests.storage.books import driver, files_of, names, open_book, renamed

DATA = Path(__file__).parent / "data"

TRIP: dict[str, Any] = {
    "id": "t1",
    "stamp": {"author": "Айгуль", "laptop": "depot", "revision": 3, "server": "office"},
    "cargo": {"tons": 20.5, "parts": [1, None, "ә"]},
    "legs": [
        {"driver": "d1", "country": "RU", "entry": "2026-03-01", "toll": 12345678901234567890},
        {"driver": "d1", "country": "BY", "entry": "2026-03-09", "_beyond": 1},
    ],
}
LORRY: dict[str, Any] = {"id": "l1", "stamp": {"revision": 1}, "deleted": False, "axles": 5}


def newer_book(folder: Path, trip: dict[str, Any] = TRIP) -> Path:
    """Makes a book as a newer version might leave it: a trip with fields and a table that this version does not know."""
    drivers = {"d1": {"id": "d1", "name": "Ахметов"}}
    tables = {"drivers": drivers, "trips": {"t1": trip}, "lorries": {"l1": LORRY}}
    folder.mkdir()
    (folder / "db.json").write_bytes(seal(msgspec.json.encode(tables), Place()))
    (folder / "db.json.journal").write_bytes(b"")
    return folder


def on_disk(folder: Path) -> Any:
    return json.loads((folder / "db.json").read_bytes())


def in_format(content: bytes, number: int) -> bytes:
    """Returns a snapshot as a program of another format would have sealed it."""
    covered = content[:-69].replace(b'"format":1,', b'"format":%d,' % number)
    return covered + sha256(covered).hexdigest().encode() + b'"}}}\n'


def covers(whole: Any, part: Any) -> bool:
    """Tells whether all of ``part`` stands in ``whole``, which may have more fields."""
    if isinstance(part, dict):
        return all(name in whole and covers(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(covers, whole, part))
    return bool(whole == part)


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_book_of_every_past_format_is_read_whole(number: int, tmp_path: Path) -> None:
    """Each record of each kind in a book of a past format is read as it was, from snapshot, journal and history; undo goes all the way."""
    shutil.copytree(DATA / f"format-{number}" / "book", tmp_path / "book")
    expected = json.loads((DATA / f"format-{number}" / "documents.json").read_bytes())
    with open_book(tmp_path / "book") as book:
        for table in expected:
            found = {id: document(record) for id, record in book._memory.named(table).items()}
            assert found.keys() == expected[table].keys() and covers(json.loads(msgspec.json.encode(found)), expected[table])
        assert [commit.reason for commit in book.history()] == ["фирма", "ввоз", "уволен", "уволен", "телефон", "телефон", "телефон"]
        assert len(list(iter(book.undo, None))) == 3
        assert not any(list(book.all(kind)) for kind in TABLES.values())


def test_what_a_newer_version_wrote_stays_through_every_change(tmp_path: Path) -> None:
    """Fields and a table that this version does not know outlast edit, undo, redo, restart and snapshot, in a trip and within its legs."""
    folder = newer_book(tmp_path / "book")
    with open_book(folder) as book:
        [trip] = book.all(Trip)
        assert book.commit([trip], "saved as it was") is None
        book.commit([msgspec.structs.replace(trip, route="Алматы – Москва")], "route")
        book.undo()
        book.redo()
        book._store.leave()  # killed: all of it is in the journal alone
    with open_book(folder) as book:
        [trip] = book.all(Trip)
        turned = (msgspec.structs.replace(trip.legs[1], country="RU+BY"), trip.legs[0])
        book.commit([msgspec.structs.replace(trip, legs=turned)], "legs changed round")
    told = on_disk(folder)["trips"]["t1"]
    legs = [TRIP["legs"][1] | {"country": "RU+BY"}, TRIP["legs"][0]]
    stamp = {"author": "Айгуль", "laptop": "depot", "revision": 7, "server": "office"}
    assert covers(told, TRIP | {"route": "Алматы – Москва", "legs": legs, "stamp": stamp})
    assert covers(on_disk(folder)["lorries"], {"l1": LORRY})


def test_a_record_made_anew_keeps_what_a_newer_version_wrote(tmp_path: Path) -> None:
    """An import that writes a driver anew under his id does not take away what a newer version keeps of him."""
    folder = newer_book(tmp_path / "book")
    with open_book(folder) as book:
        book.commit([Trip(id="t1", legs=(Leg(driver="d1", country="RU", entry=date(2026, 3, 1)),))], "anew")
    assert on_disk(folder)["trips"]["t1"]["cargo"] == TRIP["cargo"]


def test_tinydb_shows_and_keeps_them_too(tmp_path: Path) -> None:
    """A query finds the unknown field, an update of a known one keeps it; a field that nobody wrote is still refused."""
    with open_book(newer_book(tmp_path / "book")) as book:
        trips = book.tinydb().table("trips")
        assert trips.all()[0]["cargo"] == TRIP["cargo"] and trips.all()[0]["legs"][0]["toll"] == 12345678901234567890
        trips.update({"route": "Алматы – Минск"})
        assert trips.all()[0]["cargo"] == TRIP["cargo"]
        with pytest.raises(ValueError, match="crago"):
            trips.update({"crago": 1})


def test_a_commit_of_a_newer_version_in_the_journal_is_kept(tmp_path: Path) -> None:
    """A newer version saved and was killed: its fields and its table's record come out of the journal, and can be undone."""
    folder = newer_book(tmp_path / "book")
    place = Place()
    lines = b""
    for number, (table, after) in enumerate([("lorries", LORRY | {"axles": 6}), ("trips", TRIP | {"cargo": None})], 1):
        before = LORRY if table == "lorries" else TRIP
        raw = msgspec.Raw(msgspec.json.encode(before)), msgspec.Raw(msgspec.json.encode(after))
        change = journal.Change(table, str(after["id"]), *raw)
        entry = journal.Entry(
            at="2026-11-23T12:00:00", author="a", laptop="b", reason="new", undo=number, under=number - 1, changes=(change,)
        )
        line, place = journal.encode(entry, place)
        lines += line
    (folder / "db.json.journal").write_bytes(lines)
    with open_book(folder) as book:
        assert len(book.history("l1")) == 1
        assert book.undo() and book.undo() and not book.undo()
    assert on_disk(folder)["trips"]["t1"]["cargo"] == TRIP["cargo"] and on_disk(folder)["lorries"]["l1"]["axles"] == 5


@pytest.mark.parametrize("kind", [*TABLES.values(), Record])
def test_every_kind_of_record_keeps_what_it_does_not_know(kind: type[Record]) -> None:
    """Whatever the kind: one more field in it and in each of its parts comes out again as it went in."""
    for content in json.loads((DATA / "format-1" / "documents.json").read_bytes()).get(_table(kind), {}).values():
        content["stamp"] = content.get("stamp", {}) | {"more": [1]}
        content["more"] = {"a": {"_b": 1}}
        for part in (*content.get("legs", ()), *content.get("years", ()), *content.get("formerly", ())):
            part["more"] = "more"
        record = decoded(_table(kind), msgspec.json.encode(content))
        assert covers(json.loads(encoded(record)), content) and covers(json.loads(msgspec.json.encode(document(record))), content)


def _table(kind: type[Record]) -> str:
    return next((table for table, of in TABLES.items() if of is kind), "lorries")


def test_where_nothing_is_unknown_nothing_is_written_of_it() -> None:
    """A record of this version has no trace of the place where unknown fields would be."""
    for value in (driver("Ахметов"), RouteLeg(country="RU", days=1), OpeningYear(year=2026, both=1)):
        assert b"beyond" not in encoded(value)


def test_a_book_of_a_newer_format_is_read_and_never_written(tmp_path: Path) -> None:
    """A newer program's book that can be understood is shown, only to be read, and says by which format; its files stay as they are."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
    snapshot = tmp_path / "book" / "db.json"
    snapshot.write_bytes(in_format(snapshot.read_bytes(), 7))
    before = files_of(tmp_path / "book")
    with open_book(tmp_path / "book") as book:
        assert (book.read_only, book.newer, book.held_by) == (True, 7, None)
        assert names(book) == ["Ахметов"]
        with pytest.raises(BookReadOnly) as refused:
            book.commit([driver("Юсупов")], "no")
        assert refused.value.newer == 7
        other = open_book(tmp_path / "book")
        assert other.held_by is None, "the lock is free for the newer program"
    assert files_of(tmp_path / "book") == before


def test_a_newer_program_that_saves_beside_an_open_reader_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of this version follows a newer one as far as it understands, and knows that it does."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
    reader = open_book(tmp_path / "book", read_only=True)
    with open_book(tmp_path / "book") as book:
        monkeypatch.setattr(journal, "FORMAT", 2)
        book.commit([driver("Юсупов")], "by the newer one")
        monkeypatch.undo()
        assert reader.refresh()
    assert (names(reader), reader.newer) == (["Ахметов", "Юсупов"], 2)


@pytest.mark.parametrize("drivers", [b'{"d1":{"id":"d1","name":5}}', b'{"d1":[]}'])
def test_a_book_of_a_newer_format_that_cannot_be_understood_says_so(tmp_path: Path, drivers: bytes) -> None:
    """What the newer program writes otherwise is no damage: the way out is the newer program, and nothing is touched."""
    folder = newer_book(tmp_path / "book")
    (folder / "db.json").write_bytes(in_format(seal(b'{"drivers":%s}' % drivers, Place()), 2))
    before = files_of(folder)
    with pytest.raises(BookUnreadable) as error:
        open_book(folder)
    assert (error.value.code, error.value.where) == ("newer-format", "2") and files_of(folder) == before


def test_a_book_of_a_past_format_is_brought_up_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the next version calls a field otherwise, it reads snapshot, journal and history of this one; undo reaches back over it."""

    def called_otherwise(table: str, document: dict[str, Any]) -> dict[str, Any]:
        return document | {"note": document["phone"], "phone": ""} if table == "drivers" else document

    ahmet = Driver(name="Ахметов", phone="+7")
    with open_book(tmp_path / "book") as book:
        book.commit([ahmet], "new")
        book.commit([renamed(ahmet, "Ахметов Е.")], "name")
    with open_book(tmp_path / "book") as book:
        book.commit([renamed(ahmet, "Ахметов Ерлан")], "name")
        book._store.leave()
    raised(monkeypatch, called_otherwise)
    with open_book(tmp_path / "book") as book:
        assert [(each.name, each.note, each.phone) for each in book.drivers()] == [("Ахметов Ерлан", "+7", "")]
        book.commit([Driver(name="Юсупов", phone="+8")], "in the new format")
        book.undo()
        assert book.undo() and book.undo()
        assert [(each.name, each.note, each.phone) for each in book.drivers()] == [("Ахметов", "+7", "")]
    assert b'"format":2,' in (tmp_path / "book" / "db.json").read_bytes()
    with open_book(tmp_path / "book") as book:
        assert [(each.name, each.note, each.phone) for each in book.drivers()] == [("Ахметов", "+7", "")]


def raised(monkeypatch: pytest.MonkeyPatch, step: Any) -> None:
    """Makes this program one of format 2."""
    for module in ("storage.engine.journal", "storage.engine.snapshot", "storage.engine.store", "storage.formats", "storage.memory"):
        monkeypatch.setattr(f"{module}.FORMAT", 2)
    monkeypatch.setattr(formats, "STEPS", {1: step})
    monkeypatch.setattr("storage.memory.decoded.__defaults__", (2,))
