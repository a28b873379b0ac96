"""TinyDB over the book: its own calls work as its documentation says, each writing one is one commit, and the files are TinyDB's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.operations import set as set_field
from tinydb.table import Document, Table

from storage.book import RecordBook, RecordRefused
from storage.engine import JournalDB, JournalTable
from storage.records import TABLES, Driver, Leg, Trip
from tests.storage.books import driver, names, open_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as book:
        yield book


@pytest.fixture
def drivers(book: RecordBook) -> JournalTable:
    book.commit(
        [Driver(name="Ахметов", citizenship="KZ"), Driver(name="Юсупов", citizenship="UZ"), Driver(name="Олегов", citizenship="KZ")],
        "three",
    )
    return book.tinydb("by table").table("drivers")


def found(documents: list[Document]) -> list[str]:
    return [document["name"] for document in documents]


def test_stock_tinydb_opens_the_snapshot(book: RecordBook, drivers: JournalTable) -> None:
    """The file is a TinyDB database: TinyDB as it comes, told only that ids are text, finds the drivers in it."""

    class TextIds(Table):
        document_id_class = str  # type: ignore[assignment]

    class Stock(TinyDB):
        table_class = TextIds

    book.close()
    with Stock(str(book.folder / "db.json"), access_mode="r", encoding="utf-8") as stock:
        assert found(stock.table("drivers").search(where("citizenship") == "KZ")) == ["Ахметов", "Олегов"]
        assert stock.table("drivers").all()[0].doc_id == stock.table("drivers").all()[0]["id"]
        assert stock.table("_check").all()[0]["format"] == 1


def test_searching_finds_as_tinydb_says(book: RecordBook, drivers: JournalTable) -> None:
    """search, get, contains, count, len and iteration, with where and Query, over fields and the legs in a trip."""
    ahmet = book.drivers()[0]
    book.commit([Trip(route="Алматы – Москва", legs=(Leg(driver=ahmet.id, country="RU", entry=date(2026, 3, 1)),))], "trip")
    assert found(drivers.search(where("citizenship") == "KZ")) == ["Ахметов", "Олегов"]
    assert found(drivers.search((Query().citizenship == "UZ") | (Query().name.matches("Оле")))) == ["Юсупов", "Олегов"]
    assert drivers.count(where("citizenship") == "KZ") == 2
    assert drivers.contains(where("name") == "Юсупов") and not drivers.contains(where("name") == "Иванов")
    assert len(drivers) == 3 and found(list(drivers)) == found(drivers.all()) == names(book)
    first = drivers.get(where("citizenship") == "KZ")
    assert first is not None and str(first.doc_id) == ahmet.id
    by_id = drivers.get(doc_id=ahmet.id)  # type: ignore[call-overload]
    assert by_id["name"] == "Ахметов"
    trips = book.tinydb().table("trips")
    assert trips.count(Query().legs.any(Query().entry >= "2026-03-01")) == 1


def test_the_tables_are_the_book_at_every_moment(book: RecordBook, drivers: JournalTable) -> None:
    """A search repeated after a commit or an undo shows what stands now, and a result that someone scribbles in changes nothing."""
    query = where("citizenship") == "KZ"
    assert drivers.count(query) == 2
    book.commit([Driver(name="Петров", citizenship="KZ")], "one more")
    assert drivers.count(query) == 3
    book.undo()
    assert drivers.count(query) == 2
    drivers.search(query)[0]["name"] = "scribble"
    drivers.search(query)[0]["stamp"]["author"] = "scribble"
    assert drivers.search(query)[0]["name"] == "Ахметов" and drivers.search(query)[0]["stamp"]["author"] == "Айгуль"


def test_inserting_a_plain_dict_gives_it_an_id(book: RecordBook, drivers: JournalTable) -> None:
    """A dict gets an id of its own, a Document keeps the one it has; an id that is taken is refused."""
    id = drivers.insert({"name": "Петров", "citizenship": "AM"})
    added = book.get(Driver, str(id))
    assert added is not None and (added.name, added.stamp.author, added.stamp.revision) == ("Петров", "Айгуль", 1)
    assert drivers.insert(Document({"name": "Ли"}, "f00d")) == "f00d"  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="already exists"):
        drivers.insert(Document({"name": "Ли"}, "f00d"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a Mapping"):
        drivers.insert(["Ли"])  # type: ignore[arg-type]


def test_each_writing_call_is_one_commit_with_one_undo(book: RecordBook, drivers: JournalTable) -> None:
    """Inserting many, updating all, removing some: each is one act in the history, and undo takes all of it back."""
    before = names(book)
    acts: list[Callable[[], object]] = [
        lambda: drivers.insert_multiple([{"name": "Петров"}, {"name": "Ли"}]),
        lambda: drivers.update({"phone": "+7"}),
        lambda: drivers.remove(where("citizenship") == "KZ"),
        drivers.truncate,
    ]
    for act in acts:
        commits = len(book.history())
        act()
        assert len(book.history()) == commits + 1 and book.history()[-1].reason == "by table"
        book.undo()
        assert names(book) == before and {driver.phone for driver in book.drivers()} == {""}


def test_updating_changes_what_it_should(book: RecordBook, drivers: JournalTable) -> None:
    """update by query, by ids, by operations; update_multiple in order; upsert of one that is there and one that is not."""
    ids = [driver.id for driver in book.drivers()]
    assert drivers.update({"phone": "1"}, where("citizenship") == "KZ") == [ids[0], ids[2]]
    assert drivers.update(set_field("phone", "2"), doc_ids=[ids[1], "nobody"]) == [ids[1]]
    assert [driver.phone for driver in book.drivers()] == ["1", "2", "1"]
    drivers.update(delete("phone"), where("phone") == "2")
    drivers.update_multiple([({"note": "a"}, where("phone") == "1"), ({"note": "b"}, where("note") == "a")])
    assert [(driver.phone, driver.note) for driver in book.drivers()] == [("1", "b"), ("", ""), ("1", "b")]
    assert [str(id) for id in drivers.upsert({"name": "Юсупов Т."}, where("name") == "Юсупов")] == [ids[1]]
    drivers.upsert({"name": "Петров"}, where("name") == "Петров")
    assert names(book) == ["Ахметов", "Юсупов Т.", "Олегов", "Петров"]


def test_removing_marks_the_record_deleted(book: RecordBook, drivers: JournalTable) -> None:
    """What is removed is out of the tables and the book, and undo brings it back; ids that are not there are passed over."""
    ids = [driver.id for driver in book.drivers()]
    assert drivers.remove(doc_ids=["nobody", ids[0]]) == [ids[0]]
    assert not drivers.contains(doc_id=ids[0])  # type: ignore[arg-type]
    assert names(book) == found(drivers.all()) == ["Юсупов", "Олегов"]
    with pytest.raises(RuntimeError):
        drivers.remove()
    book.undo()
    assert names(book) == ["Ахметов", "Юсупов", "Олегов"]


def test_dropping_tables_can_be_undone(book: RecordBook, drivers: JournalTable) -> None:
    """drop_table and drop_tables empty what they should in one commit."""
    book.commit([Trip(legs=(Leg(driver=book.drivers()[0].id, country="RU", entry=date(2026, 3, 1)),))], "trip")
    book.tinydb().drop_table("drivers")
    assert names(book) == [] and len(list(book.all(Trip))) == 1
    book.undo()
    book.tinydb().drop_tables()
    assert names(book) == [] and list(book.all(Trip)) == []
    book.undo()
    assert len(names(book)) == 3 and len(list(book.all(Trip))) == 1


def test_what_is_no_record_is_refused_whole(book: RecordBook, drivers: JournalTable) -> None:
    """An unknown field or table, a value of the wrong type, a record with a problem: refused, nothing of the call taken."""
    for wrong in ({"name": "Ли", "nmae": "Ли"}, {"name": 5}, {"citizenship": "KZ"}):
        with pytest.raises(ValueError, match=r"nmae|name"):
            drivers.insert_multiple([{"name": "Петров"}, wrong])
    with pytest.raises(RecordRefused):
        drivers.insert({"name": " "})
    with pytest.raises(ValueError, match="no table lorries"):
        book.tinydb().table("lorries").insert({"plate": "A 001"})
    with pytest.raises(KeyError):
        drivers.update(increment("no such field"))
    assert names(book) == ["Ахметов", "Юсупов", "Олегов"]


def test_no_table_is_ever_emptied_by_being_opened(book: RecordBook, drivers: JournalTable) -> None:
    """TinyDB's persist_empty would empty a table that is there: it is refused, and nothing is cached between searches."""
    db: JournalDB = book.tinydb()
    with pytest.raises(ValueError, match="persist_empty"):
        db.table("vehicles", persist_empty=True)
    assert len(db.table("drivers")) == 3
    assert db.tables() == set(TABLES)


def test_closing_tinydb_leaves_the_book_open(book: RecordBook) -> None:
    """Used as a context manager TinyDB closes itself, not the book."""
    with book.tinydb() as db:
        db.table("drivers").insert({"name": "Ли"})
    book.commit([driver("Петров")], "still open")
    assert names(book) == ["Ли", "Петров"]
