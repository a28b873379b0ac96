"""Backups: each is proved by opening it; a stick that is pulled out or full harms nothing; a restore is whole or not at all."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage import backups, passphrases
from storage.answers import findings_of_firm
from storage.backups import BackupRefused
from storage.book import RecordBook
from storage.engine import files
from tests.storage.books import NOON, driver, files_of, names, open_book
from tests.storage.faulty import Disk, PowerCut, cut_off, full, gone

ON = date(2026, 11, 23)
TWO = ["Ахметов", "Юсупов"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book with one driver in its history and one in the journal alone."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver(TWO[0])], "первый")
    book = open_book(tmp_path / "book")
    book.commit([driver(TWO[1])], "второй")
    book._store.leave()
    return tmp_path / "book"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture(autouse=True)
def _other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stick is another disk; nobody waits for either."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr("storage.disks.disks_of", lambda place: frozenset({"stick" if "stick" in place.parts else "sda"}))


def back_up(folder: Path, place: Path, day: date = ON, keep: int = 14) -> Path:
    with open_book(folder, read_only=True) as book:
        return Path(backups.back_up(book, place, day, laptop="depot", keep=keep).path)


def restore(folder: Path, source: Path) -> tuple[Path | None, bool]:
    return backups.restored(folder, source, ON, laptop="depot", owner="Айгуль")


def same(folder: Path, other: Path, passphrase: str | None = None) -> bool:
    """Tells whether two books have the same records and the same history."""

    def told(place: Path) -> tuple[bytes, list[object]]:
        book = RecordBook.open(place, now=lambda: NOON, author="", laptop="", read_only=True, passphrase=passphrase)
        return book.encoded(), list(book.history())

    return told(folder) == told(other)


def test_a_backup_is_the_book(folder: Path, stick: Path, tmp_path: Path) -> None:
    """Restored elsewhere it has the same records, history and undo; its manifest says what is in it; nobody else can read it."""
    path = back_up(folder, stick)
    assert path.name.startswith("haulbook-2026-11-23-") and path.stat().st_mode & 0o077 == 0
    said = backups.manifest_of(path)
    assert said is not None and (said.seq, said.records["drivers"], said.laptop, said.locked) == (2, 2, "depot", False)
    assert restore(tmp_path / "other", path) == (None, True)
    assert same(folder, tmp_path / "other")
    with open_book(tmp_path / "other") as book:
        book.undo()
        assert names(book) == TWO[:1]
    assert not list(stick.glob("*.tmp"))


def test_a_backup_while_another_program_writes(folder: Path, stick: Path, tmp_path: Path) -> None:
    """The app holds the book and goes on writing: what was acknowledged before is in the backup."""
    with open_book(folder) as book:
        book.commit([driver("Олегов")], "третий")
        path = back_up(folder, stick)
        book.commit([driver("Ли")], "четвёртый")
    restore(tmp_path / "other", path)
    with open_book(tmp_path / "other") as other:
        assert names(other) == [*TWO, "Олегов"]


def test_one_a_day_the_newest_of_it(folder: Path, stick: Path) -> None:
    """Closed twice a day the later state takes the place; closed without a change nothing is written."""
    path = back_up(folder, stick)
    before = path.stat().st_mtime_ns
    back_up(folder, stick)
    assert path.stat().st_mtime_ns == before
    with open_book(folder) as book:
        book.commit([driver("Олегов")], "третий")
    assert back_up(folder, stick) == path
    said = backups.manifest_of(path)
    assert said is not None and said.records["drivers"] == 3 and len(list(stick.iterdir())) == 1


def test_the_newest_fourteen_and_one_a_month(folder: Path, stick: Path) -> None:
    """Of a year of days fourteen stay, and of each month before them its last; files of others stay, whatever they are called."""
    path = back_up(folder, stick, date(2025, 11, 24))
    tag = path.stem[-8:]
    for number in range(1, 365):
        day = date(2025, 11, 24) + timedelta(number)
        shutil.copy(path, stick / f"haulbook-{day.isoformat()}-{tag}.zip")
    others = [f"haulbook-2025-12-02-{tag}.zip.bak", "haulbook-2025-12-02-00000000.zip", "office.xlsx"]
    for name in others:
        (stick / name).write_bytes(b"not ours")
    (stick / f"haulbook-2025-13-45-{tag}.zip").write_bytes(b"no date")
    (stick / f"haulbook-2025-12-03-{tag}.zip").write_bytes(b"no backup, though it is called like one")
    backups.prune(stick, tag, 14)
    days = [backup.day for backup in backups.found(stick, tag)]
    assert days[:14] == [ON - timedelta(number) for number in range(14)]
    ends = [date(2026, month, 1) - timedelta(1) for month in range(1, 12)]
    assert days[14:] == sorted([*ends, date(2025, 12, 3), date(2025, 11, 30)], reverse=True)
    assert all((stick / name).exists() for name in others)


def test_what_counts_as_outside(folder: Path, stick: Path, tmp_path: Path) -> None:
    """The newest copy on another disk is known, also while the stick is in a drawer; one on the laptop's own disk does not count."""
    (tmp_path / "here").mkdir()
    assert backups.newest_outside(folder) is None
    back_up(folder, tmp_path / "here")
    assert backups.newest_outside(folder) is None
    back_up(folder, stick, date(2026, 11, 20))
    back_up(folder, tmp_path / "here")
    shutil.rmtree(stick)
    back_up(folder, tmp_path / "here")
    assert backups.newest_outside(folder) == date(2026, 11, 20)
    (folder / "copies.json").write_bytes(b"[{")
    assert backups.newest_outside(folder) is None


def test_a_book_without_a_copy_counts_from_its_first_day(folder: Path, stick: Path, tmp_path: Path) -> None:
    """Eight days after the book began with no copy outside it is said; after a copy it is still, for seven days more."""
    with open_book(folder) as book:
        assert backups.last_outside(book) == ON
        told = [finding.code for finding in findings_of_firm(book, ON + timedelta(8), backups.last_outside(book))]
        assert "copy-old" in told
        backups.back_up(book, stick, ON + timedelta(8), laptop="depot")
        for days, said in ((15, False), (16, True)):
            found = findings_of_firm(book, ON + timedelta(days), backups.last_outside(book))
            assert any(finding.code == "copy-old" for finding in found) is said
    with open_book(tmp_path / "new") as book:
        assert backups.last_outside(book) is None


def test_a_locked_book_stays_locked_on_the_stick(folder: Path, stick: Path, tmp_path: Path) -> None:
    """The backup holds no name; it is restored without the passphrase and opens with it."""
    with open_book(folder) as book:
        passphrases.lock(book, "верблюд у колодца", "0" * 40, "заперта")
        path = Path(backups.back_up(book, stick, ON, laptop="depot").path)
    with zipfile.ZipFile(path) as archive:
        assert all("Ахметов".encode() not in archive.read(name) for name in archive.namelist())
    restore(tmp_path / "other", path)
    assert same(folder, tmp_path / "other", "верблюд у колодца")


@pytest.mark.parametrize("error", [gone, full, PowerCut])
def test_a_stick_pulled_out_or_full(
    folder: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException]
) -> None:
    """At each call to the disk: the book stays as it is, yesterday's backup stays, the one begun is whole or gone, and it is said."""
    back_up(folder, stick, ON - timedelta(1))
    before = {name: content for name, content in files_of(folder).items() if name != "copies.json"}
    refused = number = 0
    said = set()
    while True:
        number += 1
        with open_book(folder, read_only=True) as book, monkeypatch.context() as patch:
            disk = Disk(number, error)
            patch.setattr(files, "os", disk)
            try:
                backups.back_up(book, stick, ON, laptop="depot")
            except BackupRefused as told:
                said.add((told.code, told.path.parent))
                refused += 1
            except PowerCut:
                refused += 1
        assert files_of(folder) | before == files_of(folder)
        for backup in backups.found(stick):
            assert backups.unpacked(backup.path)
        assert (stick / f"haulbook-2026-11-22-{backups.tag_of(folder, 'depot')}.zip").exists()
        for path in backups.found(stick)[:-1]:
            path.path.unlink()
        if disk.calls < number:
            break
    assert not list(stick.glob("*.tmp"))
    assert refused >= 4 and said <= {("not-written", stick)}


def test_what_cannot_be_taken_away_is_taken_away_once_the_stick_answers(folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails once leaves no unfinished file behind."""
    real = files._write_all
    monkeypatch.setattr(files, "_write_all", lambda handle, content: (_ for _ in ()).throw(gone()))
    with pytest.raises(BackupRefused):
        back_up(folder, stick)
    assert list(stick.iterdir()) == []
    monkeypatch.setattr(files, "_write_all", real)
    with pytest.raises(BackupRefused) as told:
        back_up(folder, stick / "nowhere")
    assert told.value.code == "no-place"


def test_a_stick_pulled_out_between_two_looks(folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's error while the place is looked at is said like one while it is written."""

    def look(path: Path) -> None:
        raise gone()

    monkeypatch.setattr(backups, "_known", look)
    with pytest.raises(BackupRefused) as told:
        back_up(folder, stick)
    assert (told.value.code, told.value.path) == ("not-written", stick)


def test_a_stick_that_reads_otherwise_than_it_was_written(folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worn-out stick that gives other bytes back is found out at once, and what was there before stays."""
    real = files.read
    monkeypatch.setattr(files, "read", lambda path, start=0: real(path, start)[:-1] + b"?" if path.suffix == ".tmp" else real(path, start))
    with pytest.raises(BackupRefused) as told:
        back_up(folder, stick)
    assert told.value.code == "not-verified" and list(stick.iterdir()) == []


def test_every_damaged_byte_of_a_backup_is_noticed(folder: Path, stick: Path, tmp_path: Path) -> None:
    """A byte changed anywhere: it is refused, or still gives the very book; never another one."""
    path = back_up(folder, stick)
    content = path.read_bytes()
    _, book = backups.unpacked(path)
    refused = 0
    for at in range(len(content)):
        try:
            _, found = backups._unpacked(path, content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        except BackupRefused:
            refused += 1
        else:
            assert found == book
    assert refused > len(content) // 2
    for length in range(0, len(content), 7):
        with pytest.raises(BackupRefused):
            backups._unpacked(path, content[:length])


# restore


def test_what_a_restore_replaces_is_kept(folder: Path, stick: Path) -> None:
    """The book of now lies in ``kept``, whole, and can be restored in its turn; a second restore keeps a second one."""
    path = back_up(folder, stick)
    with open_book(folder) as book:
        book.commit([driver("Олегов")], "третий")
    kept, settled = restore(folder, path)
    assert settled and kept is not None and kept.parent == folder / "kept"
    with open_book(folder) as book:
        assert names(book) == TWO
    again, _ = restore(folder, kept)
    assert again is not None and again != kept
    with open_book(folder) as book:
        assert names(book) == [*TWO, "Олегов"]


def test_a_damaged_book_is_replaced_and_kept_as_it_is(folder: Path, stick: Path) -> None:
    """The book that cannot be opened any more is what a restore is for: its files are kept, byte for byte."""
    path = back_up(folder, stick)
    (folder / "db.json").write_bytes(b"torn")
    kept, _ = restore(folder, path)
    assert kept is not None and backups.unpacked(kept)[1]["db.json"] == b"torn"
    with open_book(folder) as book:
        assert names(book) == TWO


def test_a_folder_of_backups_or_a_copied_book_does_too(folder: Path, stick: Path, tmp_path: Path) -> None:
    """The newest backup of a stick; a folder of the book that was copied by hand; backups of two books are asked about."""
    back_up(folder, stick, ON - timedelta(3))
    with open_book(folder) as book:
        book.commit([driver("Олегов")], "третий")
    back_up(folder, stick)
    restore(tmp_path / "one", stick)
    shutil.copytree(folder, tmp_path / "copy")
    restore(tmp_path / "two", tmp_path / "copy")
    assert same(folder, tmp_path / "one") and same(folder, tmp_path / "two")
    back_up(tmp_path / "one", stick)
    with pytest.raises(BackupRefused) as told:
        restore(tmp_path / "three", stick)
    assert told.value.code == "several" and not (tmp_path / "three").exists()


@pytest.mark.parametrize(("content", "code"), [(b"", "damaged"), (b"PK\x03\x04", "damaged"), (b"office", "damaged")])
def test_what_is_no_backup_changes_nothing(folder: Path, tmp_path: Path, content: bytes, code: str) -> None:
    """A workbook, an empty file, a zip of something else: refused, and the book is as before."""
    before = files_of(folder)
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(BackupRefused) as told:
        restore(folder, tmp_path / "x.zip")
    assert told.value.code == code and files_of(folder) == before
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("office.txt", "x")
    with pytest.raises(BackupRefused) as told:
        restore(folder, tmp_path / "y.zip")
    assert told.value.code == "not-a-backup" and files_of(folder) == before


def test_a_book_in_use_is_not_replaced(folder: Path, stick: Path) -> None:
    """While another program holds the book nothing is restored, and its holder is named."""
    path = back_up(folder, stick)
    with open_book(folder):
        before = files_of(folder)
        with pytest.raises(BackupRefused) as told:
            restore(folder, path)
        assert told.value.code == "held" and "Айгуль" in told.value.where
        assert files_of(folder) == before


@pytest.mark.parametrize("error", [PowerCut, full])
def test_a_restore_is_never_half_done(
    folder: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException]
) -> None:
    """Cut off at every call to the disk, or with no room: the old book opens, or the new one, to read and to write."""
    path = back_up(folder, stick)
    with open_book(folder) as book:
        book.commit([driver("Олегов")], "третий")

    def act(place: Path) -> None:
        with suppress(BackupRefused):
            restore(place, path)

    seen = set()
    for place in cut_off(folder, tmp_path / "work", act, monkeypatch, error):
        with open_book(place, read_only=True) as reader:
            told = names(reader)
        with open_book(place) as book:
            assert names(book) == told
            book.history()
            book.commit([driver("Ли")], "goes on")
        seen.add(tuple(told))
        for kept in (place / "kept").glob("*.zip"):
            backups.unpacked(kept)
    assert seen == {tuple(TWO), (*TWO, "Олегов")}
