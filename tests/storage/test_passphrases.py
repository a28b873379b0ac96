"""A book with a passphrase: nothing of it can be read on the disk, and a wrong passphrase is told from a damaged file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage import passphrases
from storage.book import BookUnreadable, RecordBook
from storage.engine import keys
from storage.engine.cipher import NotOpened
from tests.storage.books import NOON, driver, files_of, names, open_book
from tests.storage.faulty import cut_off

SECRET = "верблюд у колодца"
CODE = "01234 56789 01234 56789 01234 56789 01234 56789"
TWO = ["Ахметов", "Юсупов"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key derivation at a hundredth of its cost, so that a thousand openings can be tried; nobody waits for the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    from cryptography.hazmat.primitives.kdf import scrypt

    real = scrypt.Scrypt
    monkeypatch.setattr(scrypt, "Scrypt", lambda **cost: real(**cost | {"n": 2}))


def opened(folder: Path, secret: str | None = SECRET, *, read_only: bool = False) -> RecordBook:
    return RecordBook.open(folder, now=lambda: NOON, author="Айгуль", laptop="depot", wait=0.0, passphrase=secret, read_only=read_only)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A book of two drivers, one in the history, one in the journal alone, as after a cut of power."""
    folder = tmp_path / "plain"
    with open_book(folder) as book:
        book.commit([driver(TWO[0])], "первый")
    book = open_book(folder)
    book.commit([driver(TWO[1])], "второй")
    book._store.leave()
    return folder


@pytest.fixture
def locked(plain: Path) -> Path:
    """That book locked, and one driver more in its journal."""
    with opened(plain, None) as book:
        assert passphrases.lock(book, SECRET, CODE, "заперта")
    book = opened(plain)
    book.commit([driver("Олегов")], "третий")
    book._store.leave()
    return plain


def refused(folder: Path, secret: str | None) -> str:
    with pytest.raises(BookUnreadable) as error:
        opened(folder, secret)
    return error.value.code


def test_nothing_can_be_read_without_it(locked: Path) -> None:
    """No name, no reason, no field of a record stands in any file, in the history neither; without a passphrase nothing is shown."""
    for name, content in files_of(locked).items():
        for word in (*TWO, "Олегов", "первый", "третий", "citizenship"):
            assert word.encode() not in content, name
    assert refused(locked, None) == "passphrase-needed"
    assert refused(locked, "верблюд") == "passphrase-wrong"


def test_the_book_is_the_same_with_it(locked: Path) -> None:
    """Records, history and undo are as before, by the passphrase or by the recovery code however it is typed; locking cannot be undone."""
    for secret in (SECRET, CODE, CODE.replace(" ", "-")):
        with opened(locked, secret) as book:
            assert book.is_locked and names(book) == [*TWO, "Олегов"]
            assert [commit.reason for commit in book.history()] == ["первый", "второй", "заперта", "третий"]
    with opened(locked) as book:
        assert [book.undo() and names(book) for _ in range(3)] == [[*TWO], [TWO[0]], []]
        assert book.undo() is None
        book.redo()
    with opened(locked, read_only=True) as reader:
        assert names(reader) == [TWO[0]]


def test_a_reader_sees_what_is_written(locked: Path) -> None:
    """Another program with the passphrase follows the commits, and sees it when the book is locked or unlocked meanwhile."""
    reader = opened(locked, read_only=True)
    with opened(locked) as book:
        book.commit([driver("Ли")], "new")
        assert reader.refresh() and names(reader)[-1] == "Ли"
        passphrases.unlock(book, "открыта")
        assert reader.refresh() and not reader.is_locked and names(reader)[-1] == "Ли"


def test_the_journal_grows_at_its_end_only(locked: Path) -> None:
    """A commit adds one line to what is there; what stood before it is not written again."""
    journal = locked / "db.json.journal"
    before = journal.read_bytes()
    book = opened(locked)
    book.commit([driver("Ли")], "new")
    assert journal.read_bytes().startswith(before) and journal.read_bytes().count(b"\n") == before.count(b"\n") + 1
    book._store.leave()


def test_a_new_passphrase_leaves_the_book_as_it_is(locked: Path) -> None:
    """Only the key file is written; the old passphrase opens no more, the recovery code still does."""
    before = files_of(locked)
    book = opened(locked, CODE)
    book.change_passphrase("новая фраза")
    book._store.leave()
    after = files_of(locked)
    assert {name for name in before if before[name] != after[name]} == {"db.key"}
    assert refused(locked, SECRET) == "passphrase-wrong"
    opened(locked, CODE).close()
    with opened(locked, "новая фраза") as book:
        assert len(names(book)) == 3


def test_it_can_be_taken_off(locked: Path) -> None:
    """The book is plain again, history and all, and the key file is gone."""
    with opened(locked) as book:
        assert passphrases.unlock(book, "открыта")
    assert not (locked / "db.key").exists()
    with open_book(locked) as book:
        assert names(book) == [*TWO, "Олегов"] and len(book.history()) == 5


def test_every_flipped_byte_is_noticed_and_never_called_a_wrong_passphrase(locked: Path) -> None:
    """With the right passphrase: each byte of each file changed in turn is damage, said with its file; of the key file one line may go."""
    for name, content in files_of(locked).items():
        path = locked / name
        for at in range(len(content)):
            path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            said = _said(locked)
            assert said != "passphrase-wrong"
            if name in {"db.head", "db.key"}:  # one bears witness only, the other holds everything twice
                assert said is None
            else:
                assert said is not None, (name, at)
        path.write_bytes(content)
    key = (locked / "db.key").read_bytes()
    (locked / "db.key").write_bytes(key.replace(b'"passphrase"', b'"passphrasE"'))
    assert _said(locked) == "key-damaged"
    (locked / "db.key").unlink()
    assert _said(locked) == "key-missing"


def _said(folder: Path) -> str | None:
    try:
        book = opened(folder, read_only=True)
        assert names(book) == [*TWO, "Олегов"]
        book.history()
    except BookUnreadable as error:
        return error.code
    return None


def test_a_line_opens_in_its_own_place_only(locked: Path) -> None:
    """Two lines that change places, each with a right checksum, are damage: what is shut bears its number with it."""
    with opened(locked) as book:
        cipher = book._store.cipher
        shut = cipher.shut(b"{}", b"1 00")
        assert cipher.opened(shut, b"1 00") == b"{}"
        with pytest.raises(NotOpened):
            cipher.opened(shut, b"2 00")


@pytest.mark.parametrize("way", ["lock", "unlock", "change"])
def test_a_cut_of_power_leaves_the_old_book_or_the_new(way: str, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locking, unlocking, changing the passphrase, cut off at every call to the disk: one of the passphrases opens all there was."""
    if way != "lock":
        with opened(plain, None) as book:
            passphrases.lock(book, SECRET, CODE, "заперта")

    def act(folder: Path) -> None:
        book = opened(folder, None if way == "lock" else SECRET)
        try:
            match way:
                case "lock":
                    passphrases.lock(book, SECRET, CODE, "заперта")
                case "unlock":
                    passphrases.unlock(book, "открыта")
                case _:
                    book.change_passphrase("новая фраза")
        finally:
            if (lock := book._store._lock) is not None:  # the system frees the lock of a program that died
                lock._lock.release()

    ended = set()
    for folder in cut_off(plain, tmp_path / "work", act, monkeypatch):
        reader = _any(folder, read_only=True)
        assert names(reader) == TWO
        with _any(folder) as book:
            assert names(book) == TWO and len(book.history()) >= 2
            ended.add(book.is_locked if way != "change" else refused_with(folder, "новая фраза"))
            book.commit([driver("Ли")], "goes on")
        assert not list(folder.glob("next*"))
        if not book.is_locked:
            assert not (folder / "db.key").exists()
    assert ended == {True, False}


def _any(folder: Path, *, read_only: bool = False) -> RecordBook:
    for secret in (None, SECRET, "новая фраза"):
        try:
            return opened(folder, secret, read_only=read_only)
        except BookUnreadable as error:
            if not error.code.startswith("passphrase"):
                raise
    raise AssertionError("no passphrase opens it")


def refused_with(folder: Path, secret: str) -> bool:
    try:
        keys.opened((folder / "db.key").read_bytes(), secret)
    except keys.WrongPassphrase:
        return True
    return False


def test_a_code_is_forty_digits_and_never_the_same() -> None:
    """Typed on any keyboard layout; 132 bits."""
    codes = {passphrases.new_recovery_code() for _ in range(50)}
    assert len(codes) == 50 and all(len(code.replace(" ", "")) == 40 and code.replace(" ", "").isdigit() for code in codes)
    assert passphrases.is_code(CODE.replace(" ", ""), CODE) and not passphrases.is_code(CODE[:-1], CODE)


def test_a_plain_book_does_not_load_the_library(tmp_path: Path) -> None:
    """Opening a book without a passphrase imports no cryptography."""
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC; from storage.book import RecordBook\n"
        f"RecordBook.open(Path({str(tmp_path / 'b')!r}), now=lambda: datetime.now(UTC), author='', laptop='').close()\n"
        "print('cryptography' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ).stdout == "False\n"
