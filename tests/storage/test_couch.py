"""The exchange over HTTP: a server set up, used by a laptop that may little, shut out, and every way it can go wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.records import Driver
from storage.sync.couch import RULES, CouchServer, SetUp, rules
from storage.sync.server import Json, SyncFailed
from tests.storage.loopback import Loopback, running
from tests.storage.offices import Depot


@pytest.fixture
def couch() -> Iterator[Loopback]:
    with running() as server:
        yield server


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "depot", "depot")
    made.book.commit([Driver(name=f"Водитель {number}", phone="+7 700") for number in range(30)], "hired")
    yield made
    made.book.close()


def test_an_administrator_sets_a_server_up_once(couch: Loopback) -> None:
    """Database, rules, members and a user for the laptop are made; the second time all of it is there."""
    server = CouchServer(couch.address, "admin", "secret")
    first = server.set_up("depot")
    assert (first.made, first.missing) == (("database", "rules", "members", "user"), ())
    assert couch.users["depot"] == first.password and couch.security["members"]["roles"] == ["haulbook-firm"]
    assert couch.couch.content(RULES)["validate_doc_update"] == rules("haulbook-firm")
    assert server.set_up() == SetUp("3.5.0", (), (), "")


def test_a_laptops_user_finds_what_it_may_not_make(couch: Loopback) -> None:
    """Without a database it is told so; with one it names what an administrator still has to do."""
    couch.users["depot"] = "word"
    with pytest.raises(SyncFailed) as failed:
        CouchServer(couch.address, "depot", "word").set_up()
    assert failed.value.code == "refused"
    couch.exists = True
    assert CouchServer(couch.address, "depot", "word").set_up().missing == ("rules", "members")


def test_a_book_goes_over_the_line_and_back(couch: Loopback, depot: Depot, tmp_path: Path) -> None:
    """Everything arrives at another laptop, and what the server was told holds no phone."""
    CouchServer(couch.address, "admin", "secret").set_up()
    assert depot.sync(CouchServer(couch.address, "admin", "secret")).sent == 30
    other = Depot(tmp_path / "other", "other")
    assert other.sync(CouchServer(couch.address, "admin", "secret")).taken == 30
    assert [driver.name for driver in other.book.drivers()] == [driver.name for driver in depot.book.drivers()]
    assert b"+7 700" not in json.dumps([each.doc for tree in couch.couch.trees.values() for each in tree.values()]).encode()
    other.book.close()


def test_new_rules_of_the_server_are_no_change_of_the_book(couch: Loopback, depot: Depot) -> None:
    """A newer version of the program put its rules there: the last change that the laptop saw is the server's own, and it exchanges on."""
    server = CouchServer(couch.address, "admin", "secret")
    server.set_up()
    depot.sync(server)
    couch.couch.bulk([{"_id": RULES, "_rev": couch.couch.leaves(RULES)[0].rev, "validate_doc_update": "function (doc) {}"}])
    assert [depot.sync(server).taken for _ in range(3)] == [0, 0, 0]
    assert server.set_up().made == ("rules",)
    assert depot.sync(server).taken == 0


def test_a_document_erased_on_the_server_stops_nobody(couch: Loopback, depot: Depot) -> None:
    """The last change that the laptop saw is one taken away for good: the server has it still, and it exchanges on."""
    server = CouchServer(couch.address, "admin", "secret")
    server.set_up()
    depot.sync(server)
    gone = f"drivers:{depot.book.drivers()[0].id}"
    couch.couch.bulk([{"_id": gone, "_rev": couch.couch.leaves(gone)[0].rev, "_deleted": True}])
    assert [len(depot.sync(server).erased) for _ in range(3)] == [1, 0, 0]


def test_a_laptop_that_was_shut_out_is_told_so(couch: Loopback, depot: Depot) -> None:
    """Its user is gone from the server: nothing goes over, and the book is as it was."""
    CouchServer(couch.address, "admin", "secret").set_up()
    server = CouchServer(couch.address, "admin", "secret")
    couch.users.clear()
    with pytest.raises(SyncFailed) as failed:
        depot.sync(server)
    assert failed.value.code == "refused" and len(depot.book.history()) == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("office:5984/firm", "not-an-address"),
        ("ftp://office/firm", "not-an-address"),
        ("http://office", "not-an-address"),
        ("http://me:word@127.0.0.1/firm", "not-an-address"),
        ("http://127.0.0.1:9/firm", "unreachable"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, code: str) -> None:
    """It says which of the two it is: wrongly written, or nobody there; a password is never part of it."""
    with pytest.raises(SyncFailed) as failed:
        CouchServer(address, "", "")
    assert failed.value.code == code


def test_a_server_too_old_or_none_is_refused(couch: Loopback) -> None:
    """CouchDB 1.6 has no _bulk_docs rights as we need them; a page of a router is no server."""
    couch.version = "1.6.1"
    with pytest.raises(SyncFailed, match="too-old"):
        CouchServer(couch.address, "admin", "secret").set_up()


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    """The address of a real server, ``HAULBOOK_TEST_COUCHDB`` (with user and password), or of a PouchDB server started here."""
    named = os.environ.get("HAULBOOK_TEST_COUCHDB")
    if named:
        yield named
        return
    from tests.storage.pouch import started

    with started() as address:
        yield address


@pytest.mark.slow
def test_the_rules_of_the_server_hold(real: str) -> None:
    """A document without a signature, under another's id, or with a phone in clear is turned down with the reason."""
    from tests.storage.pouch import fresh

    with fresh(real) as server:
        server.set_up()
        stamp = {"author": "a", "laptop": "b", "revision": 1}
        good: Json = {"_id": "drivers:1", "id": "1", "stamp": stamp, "name": "Ким", "phone_sealed": "abc"}
        wrong = [{**good, "phone": "+7"}, {**good, "id": "2"}, {**good, "_id": "drivers"}, {**good, "stamp": None}, {**good, "deleted": 1}]
        assert [bool(answer.error) for answer in server.bulk([good])] == [False]
        for number, doc in enumerate(wrong):
            doc = doc if doc["_id"] == "drivers" or doc["id"] == "2" else doc | {"_id": f"drivers:w{number}", "id": f"w{number}"}
            (answer,) = server.bulk([doc])
            assert answer.error == "forbidden", doc
        assert server.get("drivers:none") is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_random_days_against_a_real_server(real: str, seed: int) -> None:
    """Five laptops, one database, a quarter of the requests lost: all converge, and nothing acknowledged is missing."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.pouch", real, "400", str(seed)], capture_output=True, text=True, check=False, timeout=500
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["lost"] == 0
