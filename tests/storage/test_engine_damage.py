"""Damage on the disk: never a wrong record in silence, never a traceback, nothing overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from storage.book import BookUnreadable
from storage.engine.journal import Place
from storage.engine.snapshot import seal
from tests.storage.books import driver, files_of, names, open_book

THREE = ["Ахметов", "Юсупов", "Олегов"]


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A book of two drivers, closed: a snapshot, an empty journal, the history and the head."""
    with open_book(tmp_path / "closed") as book:
        for name in THREE[:2]:
            book.commit([driver(name)], name)
    return tmp_path / "closed"


@pytest.fixture
def crashed(closed: Path, tmp_path: Path) -> Path:
    """That book after a third driver was committed and the laptop went down: the third is in the journal alone."""
    with open_book(closed) as book:
        book.commit([driver(THREE[2])], THREE[2])
        shutil.copytree(closed, tmp_path / "crashed")
    return tmp_path / "crashed"


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if not (folder / name).exists() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)


def refused(folder: Path, least: int = 3) -> BookUnreadable | None:
    """Opens a book for writing; returns what was said when it was refused, None when at least so many drivers are there, all right."""
    before = files_of(folder)
    error = _said(folder, least)
    if error and error.path.parent.name != "history":  # history is only read when it is asked for
        assert files_of(folder) == before, "a book that is refused must stay as it is"
        assert error.path.name in str(error)
    return error


def _said(folder: Path, least: int) -> BookUnreadable | None:
    try:
        book = open_book(folder)
    except BookUnreadable as error:
        return error
    shown = names(book)
    assert len(shown) >= least and shown == THREE[: len(shown)]
    try:
        book.history()
    except BookUnreadable as error:
        return error
    finally:
        book._store.leave()  # as a program that is killed: nothing is written on leaving
    return None


def each_file_damaged(
    folder: Path, damage: Callable[[bytes], Iterator[bytes]], least: dict[str, int]
) -> Iterator[tuple[str, BookUnreadable | None]]:
    files = files_of(folder)
    for name, content in files.items():
        for damaged in damage(content):
            (folder / name).write_bytes(damaged)
            yield name, refused(folder, least.get(name, 3))
            put_back(folder, files)


def flips(content: bytes) -> Iterator[bytes]:
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1 << (at % 8)
        yield bytes(changed)


def truncations(content: bytes) -> Iterator[bytes]:
    return (content[:length] for length in range(len(content)))


def test_every_flipped_bit_is_noticed(crashed: Path) -> None:
    """One bit changed anywhere in snapshot, journal or history: the book says so, naming the file, and nobody's days are counted wrong."""
    for name, error in each_file_damaged(crashed, flips, {}):
        if name in {"db.head", "db.json.before"}:  # one only bears witness, the other is read only where the snapshot is damaged
            assert error is None
        else:
            assert error is not None and error.path.name == Path(name).name


def test_every_truncation_is_noticed_or_only_the_unfinished_line_is_gone(crashed: Path) -> None:
    """A file cut off anywhere: snapshot and history say so; a line that was being written is left out, those before it stand."""
    for name, error in each_file_damaged(crashed, truncations, {"db.json.journal": 2}):
        if name in {"db.head", "db.json.before", "db.json.journal"}:
            assert error is None
        else:
            assert error is not None and error.path.name == Path(name).name


def test_a_line_cut_off_is_cut_away_before_the_next_is_written(crashed: Path) -> None:
    """After a cut of power in mid-write the next change follows the last whole one, and all is there at the next start."""
    journal = crashed / "db.json.journal"
    journal.write_bytes(journal.read_bytes() + b"J1 400 4 0123")
    reader = open_book(crashed, read_only=True)
    assert names(reader) == THREE
    assert journal.read_bytes().endswith(b"0123"), "who only reads cuts nothing"
    with open_book(crashed) as book:
        book.commit([driver("Петров")], "after the cut")
    with open_book(crashed) as book:
        assert names(book) == [*THREE, "Петров"]


@pytest.mark.parametrize(
    ("file", "code"), [("db.json", "snapshot-missing"), ("db.json.journal", "journal-missing"), ("db.head", None), ("history", None)]
)
def test_a_file_that_is_gone_is_named(crashed: Path, file: str, code: str | None) -> None:
    """Without its snapshot or journal a book is not opened, and no empty one is begun over what is left."""
    gone = crashed / file
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    error = refused(crashed)
    assert (error.code if error else None) == code


def test_without_its_old_history_a_book_opens_and_undo_ends_there(crashed: Path) -> None:
    """When someone has taken the history folder away, the records are all there; undo goes back as far as what is kept."""
    shutil.rmtree(crashed / "history")
    with open_book(crashed) as book:
        assert names(book) == THREE
        assert book.undo() is not None
        assert book.undo() is None
        assert names(book) == THREE[:2]


def test_an_older_copy_in_place_of_the_book_is_noticed(closed: Path, tmp_path: Path) -> None:
    """A sync program that puts last week's file back is noticed, and the sentence says how to go on."""
    old = (closed / "db.json").read_bytes()
    with open_book(closed) as book:
        book.commit([driver("Олегов")], "this week")
    (closed / "db.json").write_bytes(old)
    error = refused(closed)
    assert error is not None and error.code == "commits-missing"
    (closed / "db.head").unlink()
    with open_book(closed) as book:
        assert names(book) == THREE[:2]
        book.commit([driver("Петров")], "another course")
        book.undo()
        assert [commit.reason for commit in book.history()] == ["Ахметов", "Юсупов", "another course", "another course"]


def test_a_book_of_a_newer_program_is_left_alone(closed: Path) -> None:
    """A snapshot whose place cannot be read, being of a newer form, is refused, to read and to write, with the number of the form."""
    (closed / "db.json").write_bytes(_resealed(closed, b'"format":1,"seq":', b'"format":2,"sqn":'))
    error = refused(closed)
    assert error is not None and (error.code, error.where) == ("newer-format", "2")


def test_a_record_that_cannot_be_understood_is_named(closed: Path) -> None:
    """A snapshot with a right checksum but a driver without a name, as only a hand could write it, is refused."""
    (closed / "db.json").write_bytes(seal(b'{"drivers":{"a1":{"id":"a1"}}}', Place()))
    (closed / "db.head").unlink()
    error = refused(closed)
    assert error is not None and error.code == "record-damaged" and "name" in error.where


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"\0" * 4096, b'{"drivers":{}}', b"PK\x03\x04 a workbook"])
def test_what_is_no_snapshot_is_never_taken_for_an_empty_book(closed: Path, content: bytes) -> None:
    """An empty or foreign file in the place of the snapshot is no book without drivers."""
    (closed / "db.json").write_bytes(content)
    error = refused(closed)
    assert error is not None and error.code == "snapshot-damaged"


def test_a_file_is_no_book(tmp_path: Path) -> None:
    """Naming a workbook where a book is asked for is said, and the workbook stays."""
    workbook = tmp_path / "office-2026.xlsx"
    workbook.write_bytes(b"PK")
    with pytest.raises(BookUnreadable) as error:
        open_book(workbook)
    assert error.value.code == "not-a-folder" and workbook.read_bytes() == b"PK"


def test_reading_where_there_is_no_book_makes_none(tmp_path: Path) -> None:
    """A command that only reads says that there is no book; it leaves no folder behind."""
    with pytest.raises(BookUnreadable) as error:
        open_book(tmp_path / "nowhere", read_only=True)
    assert error.value.code == "no-book" and not (tmp_path / "nowhere").exists()


def _resealed(folder: Path, old: bytes, new: bytes) -> bytes:
    covered = (folder / "db.json").read_bytes()[:-69].replace(old, new)
    return covered + sha256(covered).hexdigest().encode() + b'"}}}\n'


def test_a_line_cut_off_does_not_go_into_the_history(crashed: Path) -> None:
    """Opened after a cut of power and closed again without a change, the book keeps whole lines only."""
    journal = crashed / "db.json.journal"
    journal.write_bytes(journal.read_bytes() + b"J1 400 4 0123")
    open_book(crashed).close()
    kept = sorted((crashed / "history").glob("*.journal"))
    assert len(kept) == 2
    assert [path.read_bytes()[-1:] for path in kept] == [b"\n", b"\n"]


def test_a_change_that_a_reader_saw_and_the_disk_took_back_is_gone_for_him_too(crashed: Path) -> None:
    """A reader may see a change just before the disk refuses it and it is cut off again: on refresh he has what stands."""
    reader = open_book(crashed, read_only=True)
    assert names(reader) == THREE
    (crashed / "db.json.journal").write_bytes(b"")
    assert reader.refresh()
    assert names(reader) == THREE[:2]


def test_the_history_of_another_course_of_events_is_never_taken_for_ones_own(closed: Path) -> None:
    """An older copy was put back and worked on, and its own history lost: what happened in the other course is not shown or undone."""
    old = (closed / "db.json").read_bytes()
    with open_book(closed) as book:
        book.commit([driver("Олегов")], "the other course")
        book.commit([driver("Ли")], "the other course")
    (closed / "db.json").write_bytes(old)
    (closed / "db.head").unlink()
    with open_book(closed) as book:
        book.commit([driver("Петров")], "this course")
    [own] = (closed / "history").glob("000000000003-000000000003-*.journal")
    own.unlink()
    with open_book(closed) as book:
        assert book.history() == [] and book.undo() is None
        assert names(book) == [*THREE[:2], "Петров"]
