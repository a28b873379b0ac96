"""``haulbook sync`` and ``haulbook exchange``: a server set up, changes exchanged, values settled, from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from storage.records import Driver
from tests.storage.books import names, open_book
from tests.storage.loopback import Loopback, running
from tests.storage.offices import Depot
from tests.tui.running import Haulbook, Run

AHMET = Driver(name="Ахметов Ерлан", phone="+7 701 555 01 02")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET], "hired")
    return tmp_path / "book"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The system's keyring: passwords by whom they are of."""
    passwords: dict[str, str] = {}
    monkeypatch.setattr("keyring.set_password", lambda _, who, password: passwords.update({who: password}))
    monkeypatch.setattr("keyring.get_password", lambda _, who: passwords.get(who))
    return passwords


@pytest.fixture
def couch(monkeypatch: pytest.MonkeyPatch, kept: dict[str, str]) -> Iterator[Loopback]:
    monkeypatch.setenv("HAULBOOK_SYNC_PASSWORD", "secret")
    with running() as server:
        yield server


def test_a_server_is_set_up_and_used(haulbook: Haulbook, folder: Path, couch: Loopback) -> None:
    """The code to print is shown once it is set up; then changes go over, and the status says what is left."""
    ready = haulbook("--book", str(folder), "sync", "setup", couch.address, "--user", "admin")
    assert ready.status == 0 and "The database was made." in ready.out and "firm's code" in ready.out, ready
    done = haulbook("--book", str(folder), "sync")
    assert done.status == 0 and "1 sent" in done.out, done
    (row,) = json.loads(haulbook("--book", str(folder), "sync", "status", "--json").out)
    assert row == {"place": couch.address, "unsent": 0, "key": True, "conflicts": 0}
    assert "secret" not in (folder.parent / "home" / "settings.toml").read_text()


def test_without_a_server_it_says_what_to_do(haulbook: Haulbook, folder: Path, couch: Loopback) -> None:
    """Nothing set up is used wrongly; a server that does not know the password is told, and the book is as it was."""
    assert haulbook("--book", str(folder), "sync").status == 2
    couch.users["admin"] = "other"
    wrong = haulbook("--book", str(folder), "sync", "setup", couch.address, "--user", "admin")
    assert wrong.status == 3 and "does not know this user or password" in wrong.err


def test_a_stick_is_exchanged_and_a_value_settled(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """The other laptop's note meets this one's: the status is 1 until one of them is chosen."""
    path = str(tmp_path / "stick.haulbook")
    assert haulbook("--book", str(folder), "exchange", path).status == 0
    code = haulbook("--book", str(folder), "sync", "key", "--show").out.strip()
    other = Depot(tmp_path / "other", "depot")
    other.has_key(code)
    from storage.sync.stick import Stick

    other.sync(Stick(Path(path)))
    other.book.commit([msgspec.structs.replace(AHMET, note="склад")], "note")
    other.sync(Stick(Path(path)))
    other.book.close()
    with open_book(folder) as book:
        book.commit([msgspec.structs.replace(AHMET, note="офис")], "note")
    assert haulbook("--book", str(folder), "exchange", path).status == 1
    listed = haulbook("--book", str(folder), "sync", "settle")
    assert listed.status == 1 and "1: note офис" in listed.out and "2: note склад" in listed.out and "(found " in listed.out
    assert haulbook("--book", str(folder), "sync", "settle", "1", "1").status == 0
    with open_book(folder, read_only=True) as book:
        assert book.drivers()[0].note == "офис" and names(book) == [AHMET.name]


def test_a_user_for_the_laptop_is_made_and_its_password_kept(
    haulbook: Haulbook, folder: Path, couch: Loopback, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An administrator types his password once; from then on the laptop's own user exchanges, with what the keyring keeps."""
    monkeypatch.delenv("HAULBOOK_SYNC_PASSWORD")
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: "secret")
    ready = haulbook("--book", str(folder), "sync", "setup", couch.address, "--user", "admin", "--make-user", "depot-1")
    assert ready.status == 0 and "A user for this laptop was made" in ready.out, ready
    assert kept == {f"depot-1 {couch.address}": couch.users["depot-1"]}
    assert kept[f"depot-1 {couch.address}"] not in ready.out + ready.err + (folder.parent / "home" / "settings.toml").read_text()
    done = haulbook("--book", str(folder), "sync")
    assert done.status == 0 and "1 sent" in done.out, done
    del couch.users["depot-1"]
    shut_out = haulbook("--book", str(folder), "sync")
    assert shut_out.status == 3 and "does not know this user or password" in shut_out.err


def test_a_password_is_shown_where_no_keyring_keeps_it(
    haulbook: Haulbook, folder: Path, couch: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server without a desktop: the user that was made is told with its password, once, and how to give it."""
    from keyring.errors import NoKeyringError

    def refuse(*_: str) -> None:
        raise NoKeyringError

    monkeypatch.setattr("keyring.set_password", refuse)
    monkeypatch.delenv("HAULBOOK_SYNC_PASSWORD")
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: "secret")
    ready = haulbook("--book", str(folder), "sync", "setup", couch.address, "--user", "admin", "--make-user", "depot-1")
    assert ready.status == 0 and couch.users["depot-1"] in ready.err and "HAULBOOK_SYNC_PASSWORD" in ready.err, ready


def test_the_firms_code_is_typed_in_on_the_second_laptop(
    haulbook: Haulbook, folder: Path, couch: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set up there, before anything was exchanged: a wrong code is said and changes nothing, the right one opens what comes sealed."""
    haulbook("--book", str(folder), "sync", "setup", couch.address, "--user", "admin")
    haulbook("--book", str(folder), "sync")
    code = haulbook("--book", str(folder), "sync", "key", "--show").out.strip()
    second = str(tmp_path / "second")
    with open_book(tmp_path / "second"):
        pass
    ready = haulbook("--book", second, "sync", "setup", couch.address, "--user", "admin")
    assert ready.status == 0 and "haulbook sync key" in ready.err and code not in ready.out

    def typed(text: str) -> Run:
        monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: text)
        return haulbook("--book", second, "sync", "key")

    assert haulbook("--book", second, "sync", "key", "--show").status == 2
    assert typed("1" * 40).status == 3
    right = typed(f" {code.replace('-', ' ')} ")
    assert right.status == 0 and "open now" in right.out, right
    assert haulbook("--book", second, "sync").status == 0
    with open_book(tmp_path / "second", read_only=True) as book:
        assert book.drivers()[0].phone == AHMET.phone
