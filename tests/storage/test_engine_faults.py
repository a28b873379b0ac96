"""A disk that is full, or fails at any one call: the book stays whole, in memory and on the disk, and says that it did not save."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from storage.book import BookNotWritten, BookUnreadable, RecordBook
from storage.engine import files, store
from storage.writing import whole
from tests.storage.books import driver, names, open_book
from tests.storage.faulty import Disk, full


class Morning:
    """A morning's work on a book, keeping account of what was acknowledged and what may stand after a failure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.acknowledged: list[str] = []
        self.possible: list[list[str]] = []
        self.said: list[str] = []

    def work(self) -> None:
        """Opens a book, commits, undoes, redoes, closes, twice over; goes on after each failure as a person would."""
        for typed in (["Ахметов", "Юсупов"], ["Олегов"]):
            book = self._opened()
            if book is None:
                continue
            for name in typed:
                self._try(book, partial(book.commit, [driver(name)], name), [*names(book), name])
            standing = names(book)
            self._try(book, book.undo, standing[:-1])
            self._try(book, book.redo, standing)
            book.close()

    def _opened(self) -> RecordBook | None:
        """Returns the book open for writing, None where the disk does not let it be made or held."""
        try:
            book = open_book(self.folder)
        except BookUnreadable as error:
            self.said.append(error.code)
            return None
        assert names(book) in (self.acknowledged, *self.possible)
        self.acknowledged, self.possible = names(book), []
        return book

    def _try(self, book: RecordBook, act: Callable[[], object], after: list[str]) -> None:
        before = names(book)
        try:
            done = act()
        except BookNotWritten as error:
            self.said.append(str(error.cause.strerror))
            self.possible.append(after)
            assert names(book) == before, "memory must not run ahead of the disk"
        else:
            self.acknowledged = names(book)
            assert done is None or self.acknowledged == after


def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, for_good: bool) -> Iterator[tuple[Morning, Disk]]:
    """Yields the morning with its 1st, 2nd, ... call failing, until it has no more calls."""
    monkeypatch.setattr(store, "_LEAST_JOURNAL", 0)  # a snapshot at nearly every commit
    number = 0
    while True:
        number += 1
        disk = Disk(number, full, once=not for_good)
        morning = Morning(tmp_path / str(number))
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", disk)
            morning.work()
        yield morning, disk
        if disk.calls < number:
            return


def test_one_failing_call_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call to the disk fails once in turn: at the next start there is exactly what was acknowledged."""
    tried = 0
    for morning, _ in runs(tmp_path, monkeypatch, for_good=False):
        tried += 1
        assert set(morning.said) <= {"no-access", os.strerror(errno.ENOSPC)}
        with open_book(morning.folder) as book:
            assert names(book) == morning.acknowledged
            book.history()
        assert not list(morning.folder.rglob("*.tmp"))
    assert tried > 100


def test_a_disk_that_stays_full_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From each call on nothing is taken any more: once there is room again, all that was acknowledged is there.

    A change that was refused may stand or not, where the disk did not even let it be taken back.
    """
    tried = 0
    for morning, _ in runs(tmp_path, monkeypatch, for_good=True):
        tried += 1
        with open_book(morning.folder) as book:
            assert names(book) in (morning.acknowledged, *morning.possible)
            book.history()
            book.commit([driver("Петров")], "there is room again")
        with open_book(morning.folder) as book:
            assert names(book)[-1] == "Петров"
    assert tried > 100


def test_after_a_full_disk_the_same_change_can_be_saved_in_the_same_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office makes room and saves again without leaving the program."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
        yusuf = driver("Юсупов")
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", Disk(1, full))
            for _ in range(3):
                with pytest.raises(BookNotWritten) as failure:
                    book.commit([yusuf], "new")
                assert failure.value.cause.errno == errno.ENOSPC
        book.commit([yusuf], "new")
    with open_book(tmp_path / "book") as book:
        assert names(book) == ["Ахметов", "Юсупов"]
        assert len(book.history()) == 2


def test_a_journal_that_shrank_in_another_hand_is_not_written_to(tmp_path: Path) -> None:
    """When another program emptied the journal after the book was opened, the next save fails loudly instead of writing into the void."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
        book._store.leave()  # killed: the commit is in the journal alone
    book = open_book(tmp_path / "book")
    (tmp_path / "book" / "db.json.journal").write_bytes(b"")
    with pytest.raises(BookNotWritten, match="shorter"):
        book.commit([driver("Юсупов")], "new")
    book.close()


def test_a_folder_that_may_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book on a disk that takes no writes, not even a lock, opens read-only, with nobody named as its holder."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("storage.engine.lock.FileLock.acquire", refuse)
    book = open_book(tmp_path / "book")
    assert book.read_only and book.held_by is None and names(book) == ["Ахметов"]


def test_what_a_killed_program_was_writing_is_cleared_away(tmp_path: Path) -> None:
    """Half a snapshot left by a program that was killed is neither read nor kept."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
    halves = [tmp_path / "book" / f"{name}.tmp" for name in ("db.json", "db.json.journal", "db.json.before", "db.head", "owner")]
    for half in halves:
        half.write_bytes(b'{"drivers":{')
    open_book(tmp_path / "book", read_only=True)
    assert all(half.exists() for half in halves), "who only reads takes nothing away"
    with open_book(tmp_path / "book") as book:
        assert names(book) == ["Ахметов"] and not list((tmp_path / "book").glob("*.tmp"))


def test_a_journal_that_had_no_time_to_take_its_place_takes_it(tmp_path: Path) -> None:
    """Killed between the old journal's going to history and the new one's coming, the book opens as it was, to read and to write."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
    journal = tmp_path / "book" / "db.json.journal"
    journal.rename(journal.with_name("db.json.journal.tmp"))
    assert names(open_book(tmp_path / "book", read_only=True)) == ["Ахметов"]
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Юсупов")], "new")
    with open_book(tmp_path / "book") as book:
        assert names(book) == ["Ахметов", "Юсупов"] and len(book.history()) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folder private by the user's profile")
def test_the_book_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the laptop can read the book; a folder that was there before keeps the rights it had."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
        assert (tmp_path / "book" / "owner").stat().st_mode & 0o077 == 0
    assert (tmp_path / "book").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "book").rglob("*") if path.is_file()} == {0}
    (tmp_path / "shared").mkdir(mode=0o755)
    open_book(tmp_path / "shared").close()
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


def test_a_virus_scanner_that_holds_the_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a scanner may hold a file for a moment: the rename is tried again, for about two seconds and a half, then given up."""
    pauses: list[float] = []
    monkeypatch.setattr(files, "_WINDOWS", True)
    monkeypatch.setattr(files, "sleep", pauses.append)
    held = ["once", "twice"]

    class ScannedDisk:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def replace(self, source: Path, target: Path) -> None:
            if held:
                held.pop()
                raise PermissionError(errno.EACCES, "held by a scanner")
            os.replace(source, target)

    monkeypatch.setattr(files, "os", ScannedDisk())
    files.replace(tmp_path / "db.json", b"new")
    assert (tmp_path / "db.json").read_bytes() == b"new" and len(pauses) == 2
    pauses.clear()
    held[:] = ["for good"] * 100
    with pytest.raises(PermissionError):
        files.replace(tmp_path / "db.json", b"newer")
    assert (tmp_path / "db.json").read_bytes() == b"new" and sum(pauses) == pytest.approx(2.5)
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of a folder with an open file in it")
@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_folder_that_is_gone_is_not_written_into_the_void(how: str, tmp_path: Path) -> None:
    """The folder was deleted or moved, or another journal put in its place, under the open program: the change is refused, the book is
    whole in memory, and can be saved elsewhere as one file and opened from there."""
    folder = tmp_path / "book"
    book = open_book(folder)
    book.commit([driver("Ахметов")], "new")
    if how == "deleted":
        shutil.rmtree(folder)
    elif how == "moved":
        folder.rename(tmp_path / "elsewhere")
    else:
        files.replace(folder / "db.json.journal", b"")
    with pytest.raises(BookNotWritten):
        book.commit([driver("Юсупов")], "new")
    assert names(book) == ["Ахметов"]
    with open_book(tmp_path / "saved") as saved:
        saved.take_in(whole.records_in(whole.written(book)), "from the memory of the other")
        assert names(saved) == ["Ахметов"]
    book.close()
    if how == "moved":
        assert names(open_book(tmp_path / "elsewhere", read_only=True)) == ["Ахметов"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="such rights bind neither Windows nor its administrator here")
def test_a_folder_without_the_right_to_write_is_opened_to_be_read(tmp_path: Path) -> None:
    """A folder that the office may not write into is read; nothing is left in it."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
    for path in (*(tmp_path / "book").iterdir(), tmp_path / "book"):
        path.chmod(0o500)
    try:
        with open_book(tmp_path / "book") as book:
            assert book.read_only and names(book) == ["Ахметов"]
    finally:
        (tmp_path / "book").chmod(0o700)


def test_a_drive_that_is_not_there_is_an_error_and_no_endless_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--book E:\\\\haul`` after the stick was pulled out: no folder above it is there, not even the drive."""

    def no_drive(path: Path, mode: int) -> None:
        raise FileNotFoundError(errno.ENOENT, "no such drive", str(path))

    monkeypatch.setattr(Path, "is_dir", lambda path: False)
    monkeypatch.setattr(os, "mkdir", no_drive)
    with pytest.raises(FileNotFoundError):
        files.make_folder(Path("/haul/book"))
