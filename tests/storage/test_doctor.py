"""The doctor: everything wrong with a book is said, what can be put right without guessing is, and nothing is ever deleted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage import passphrases
from storage.book import BookUnreadable, RecordBook
from storage.doctor import Trouble, examined, repaired
from storage.engine import ground
from storage.engine.journal import Place
from storage.engine.lock import LockHeld
from storage.engine.snapshot import seal
from storage.records import Basis, Driver, Leg, Paper, Trip, Vehicle
from tests.storage.books import NOON, driver, files_of, names, open_book

FOUR = ["Ахметов", "Юсупов", "Олегов", "Ли"]
DAY = date(2026, 11, 25)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A book of three runs and a crash: snapshot and the one before it, three files of history less the first, a commit in the journal."""
    folder = tmp_path / "book"
    for name in FOUR[:3]:
        with open_book(folder) as book:
            book.commit([driver(name)], name)
    book = open_book(folder)
    book.commit([driver(FOUR[3])], FOUR[3])
    book._store.leave()
    return folder


def codes(folder: Path) -> list[str]:
    return [trouble.code for trouble in examined(folder)]


def mend(folder: Path) -> list[str]:
    return [repair.code for repair in repaired(folder, DAY, "Айгуль", wait=0)]


def kept(folder: Path, files: dict[str, bytes]) -> bool:
    """Tells whether the bytes of every file lie somewhere in the folder still, or at the beginning of a file and in one set aside."""
    there = list(files_of(folder).values())
    return all(any(content == each for each in there) for content in files.values())


def test_nothing_is_wrong_with_a_sound_book(sound: Path) -> None:
    """A sound book, closed or after a crash, has nothing to be said of it; looking and repairing change nothing."""
    before = files_of(sound)
    assert (codes(sound), mend(sound), codes(sound)) == ([], [], [])
    assert files_of(sound) == before


def damages(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), 7):
        yield content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :]
    for length in range(0, len(content), 31):
        yield content[:length]
    yield bytes(len(content))


@pytest.mark.parametrize("name", ["db.json", "db.json.before", "db.head"])
def test_a_damaged_file_is_made_anew_from_the_others(sound: Path, name: str) -> None:
    """Snapshot, the one before it or head damaged in any way: every driver is there again, the history whole, the damaged file kept."""
    files = files_of(sound)
    for damaged in damages(files[name]):
        (sound / name).write_bytes(damaged)
        assert codes(sound) and all(trouble.mendable for trouble in examined(sound))
        assert len(mend(sound)) == 1
        assert codes(sound) == [] and mend(sound) == []
        assert (sound / f"{name}.2026-11-25.damaged").read_bytes() == damaged
        with open_book(sound, read_only=True) as book:
            assert names(book) == FOUR and [commit.reason for commit in book.history()] == FOUR
        restore(sound, files)


def restore(folder: Path, files: dict[str, bytes]) -> None:
    for name in files_of(folder):
        (folder / name).unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_a_snapshot_is_rebuilt_from_the_very_beginning_where_the_one_before_is_damaged_too(sound: Path) -> None:
    """With both snapshots gone the whole history still makes the book; undo goes on as ever."""
    (sound / "db.json").unlink()
    (sound / "db.json.before").write_bytes(b"x")
    assert codes(sound) == ["snapshot-missing", "before-damaged"]
    assert mend(sound) == ["snapshot-rebuilt", "before-set-aside"]
    with open_book(sound) as book:
        assert names(book) == FOUR and book.undo() and names(book) == FOUR[:3]


def test_an_older_copy_in_its_place_is_brought_up_where_the_history_is_kept(sound: Path) -> None:
    """A sync program put last week's snapshot back: what came after it is in the history, so nothing is lost."""
    open_book(sound).close()
    shutil.copy(sound / "db.json.before", sound / "db.json")
    assert codes(sound) == ["commits-missing"]
    assert mend(sound) == ["snapshot-rebuilt"]
    with open_book(sound) as book:
        assert names(book) == FOUR


@pytest.mark.parametrize("what", ["history", "head"])
def test_what_would_be_a_guess_is_not_done(sound: Path, what: str) -> None:
    """Where commits are in no file any more, or nobody can say which were the last, the book stays as it is and is said to be damaged."""
    if what == "history":
        open_book(sound).close()
        shutil.copy(sound / "db.json.before", sound / "db.json")
        shutil.rmtree(sound / "history")
    else:
        (sound / "db.json.journal").write_bytes(b"damaged\n" * 9)
    before = files_of(sound)
    assert not any(trouble.mendable for trouble in examined(sound)) and mend(sound) == []
    assert files_of(sound) == before


def test_two_courses_of_events_are_not_mixed(sound: Path) -> None:
    """An older copy was worked on: with the snapshot damaged and no head nobody can say which course is the office's, so none is taken."""
    fork = sound.with_name("fork")
    shutil.copytree(sound, fork)
    for folder, name in ((sound, "Петров"), (fork, "Ким")):
        with open_book(folder) as book:
            book.commit([driver(name)], name)
    for path in (fork / "history").iterdir():
        shutil.copy(path, sound / "history" / path.name)
    for name in ("db.json", "db.json.before"):
        (sound / name).write_bytes(b"")
    assert mend(sound.rename(sound.with_name("known"))) == ["snapshot-rebuilt", "before-set-aside"]
    with open_book(sound.with_name("known")) as book:
        assert names(book) == [*FOUR, "Петров"]
    (sound.with_name("known") / "db.json").write_bytes(b"")
    (sound.with_name("known") / "db.head").unlink()
    assert mend(sound.with_name("known")) == []


def test_a_line_cut_off_is_said_and_its_part_kept(sound: Path) -> None:
    """The part of a line that a cut of power left is cut away, and lies beside the book."""
    journal = sound / "db.json.journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole + b"J1 400 5 0123")
    assert codes(sound) == ["line-cut-off"] and mend(sound) == ["line-cut-off"]
    assert journal.read_bytes() == whole and codes(sound) == []
    assert (sound / "db.json.journal.2026-11-25.damaged").read_bytes() == b"J1 400 5 0123"


def test_a_damaged_file_of_the_history_is_set_aside(sound: Path) -> None:
    """The records do not depend on it: undo and history then end there instead of failing."""
    damaged = sorted((sound / "history").iterdir())[1]
    content = damaged.read_bytes()[:-9]
    damaged.write_bytes(content)
    assert codes(sound) == ["history-damaged"] and examined(sound)[0].path == damaged
    assert mend(sound) == ["history-set-aside"] and codes(sound) == []
    assert damaged.with_name(damaged.name + ".2026-11-25.damaged").read_bytes() == content
    with open_book(sound) as book:
        assert names(book) == FOUR and [commit.reason for commit in book.history()] == FOUR[2:]


def test_twice_on_one_day_is_set_aside_twice(sound: Path) -> None:
    """A second damage on the same day does not overwrite what the first left."""
    for damage in (b"one", b"two"):
        (sound / "db.json").write_bytes(damage)
        assert mend(sound) == ["snapshot-rebuilt"]
    assert (sound / "db.json.2026-11-25.damaged").read_bytes() == b"one"
    assert (sound / "db.json.2026-11-25-2.damaged").read_bytes() == b"two"


def test_records_that_are_unsound_or_refer_to_nobody_are_said(tmp_path: Path) -> None:
    """What no form would take, a trip and a paper of nobody, an id that stands twice: each is said, with its table and id."""
    leg = {"driver": "nobody", "country": "RU", "entry": "2026-03-05", "exit": "2026-03-01", "exit_basis": "told"}
    tables = {
        "drivers": {
            "d1": {"id": "d1", "name": "Ахметов"},
            "x": {"id": "x", "name": "Юсупов"},
            "y": {"id": "y", "name": "", "deleted": True},
        },
        "vehicles": {"x": {"id": "x", "plate": "A 001"}},
        "trips": {"t1": {"id": "t1", "vehicle": "no-truck", "legs": [leg]}},
        "papers": {
            "p1": {"id": "p1", "holder": "gone", "kind": "licence", "country": "XX"},
            "p2": {"id": "p2", "holder": "y", "kind": "licence"},
        },
    }
    tmp_path.joinpath("book").mkdir()
    (tmp_path / "book" / "db.json").write_bytes(seal(msgspec.json.encode(tables), Place()))
    (tmp_path / "book" / "db.json.journal").write_bytes(b"")
    assert [(trouble.code, trouble.where, trouble.what) for trouble in examined(tmp_path / "book")] == [
        ("record-unsound", "papers p1", "country-unknown"),
        ("holder-unknown", "papers p1", "gone"),
        ("record-unsound", "trips t1", "exit-before-entry"),
        ("holder-unknown", "trips t1", "nobody"),
        ("holder-unknown", "trips t1", "no-truck"),
        ("id-twice", "drivers x", "vehicles"),
    ]


def test_a_whole_book_refers_to_its_own(tmp_path: Path) -> None:
    """A trip of a driver with a truck, and papers of driver, truck and firm, are all somebody's."""
    with open_book(tmp_path / "book") as book:
        ahmet, truck = Driver(name="Ахметов"), Vehicle(plate="A 001")
        leg = Leg(driver=ahmet.id, country="RU", entry=date(2026, 3, 1), entry_basis=Basis.TOLD)
        papers = [Paper(holder=id, kind="licence") for id in (ahmet.id, truck.id, book.firm.id)]
        book.commit([book.firm, ahmet, truck, Trip(vehicle=truck.id, legs=(leg,)), *papers], "all")
    assert codes(tmp_path / "book") == []


def test_a_book_that_is_open_elsewhere_is_not_repaired(sound: Path) -> None:
    """Beside the open app the doctor reads; it repairs nothing and says who holds the book."""
    with open_book(sound) as book:
        assert codes(sound) == []
        with pytest.raises(LockHeld, match="Айгуль@depot"):
            mend(sound)
        assert names(book) == FOUR


def test_an_encrypted_book_is_mended_with_its_passphrase(sound: Path) -> None:
    """Without the passphrase nothing is done; with it the snapshot is made anew, and is as encrypted as before."""
    with open_book(sound) as book:
        passphrases.lock(book, "длинная фраза", passphrases.new_recovery_code(), "locked")
    with open_locked(sound) as book:
        book.commit([driver("Ким")], "Ким")
    content = (sound / "db.json").read_bytes()
    (sound / "db.json").write_bytes(content[:-100] + b"x" * 100)
    with pytest.raises(BookUnreadable):
        mend(sound.rename(sound.with_name("locked")))
    locked = sound.with_name("locked")
    assert [repair.code for repair in repaired(locked, DAY, "", 0, "длинная фраза")] == ["snapshot-rebuilt"]
    assert "Ким".encode() not in (locked / "db.json").read_bytes()
    with open_locked(locked) as book:
        assert names(book) == [*FOUR, "Ким"]
    assert examined(locked, "длинная фраза") == []
    assert [trouble.code for trouble in examined(locked, "other")] == ["passphrase-wrong"]


def open_locked(folder: Path) -> RecordBook:
    return RecordBook.open(folder, now=lambda: NOON, author="Айгуль", laptop="depot", wait=0, passphrase="длинная фраза")


@pytest.mark.parametrize(
    ("folder", "name"), [("OneDrive - ТОО Каравай", "OneDrive"), ("Яндекс.Диск", "Яндекс Диск"), ("Dropbox", "Dropbox")]
)
def test_a_folder_that_a_program_copies_elsewhere_is_said(tmp_path: Path, folder: str, name: str) -> None:
    """A book in OneDrive and its like works, and the doctor says that two laptops must never change it there."""
    with open_book(tmp_path / folder / "book") as book:
        book.commit([driver("Ахметов")], "new")
    assert examined(tmp_path / folder / "book") == [Trouble("cloud-folder", tmp_path / folder / "book", name)]
    assert ground.cloud(tmp_path / "drop" / "box") is None


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//office/firm /mnt/firm cifs rw 0 0
/dev/sdb1 /mnt/firm/local ext4 rw 0 0
server:/books /mnt/with\\040space nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/firm/book", "cifs"),
        ("/mnt/firm", "cifs"),
        ("/mnt/firm/local/book", None),
        ("/mnt/firmly/book", None),
        ("/mnt/with space/book", "nfs4"),
    ],
)
def test_a_network_share_is_known_by_its_mount(place: str, kind: str | None) -> None:
    """The mount that a folder lies on decides, not one that only begins alike or lies around it."""
    assert ground._share(place, MOUNTS) == kind


@pytest.mark.parametrize(("place", "share"), [("\\\\office\\firm\\book", "\\\\office\\firm"), ("//office/firm/book", "//office/firm")])
def test_a_share_is_known_by_its_name_on_windows(place: str, share: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that begins with the name of another machine is a share."""
    import ntpath

    monkeypatch.setattr("os.path.splitdrive", ntpath.splitdrive)
    assert ground._windows_share(place) == share


def test_a_book_on_a_network_share_is_not_opened_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where locks do not hold nothing is begun or changed; what lies there can be read, so that it can be taken away."""
    with open_book(tmp_path / "book") as book:
        book.commit([driver("Ахметов")], "new")
    monkeypatch.setattr(ground, "network_share", lambda folder: "cifs")
    for folder in (tmp_path / "book", tmp_path / "new"):
        with pytest.raises(BookUnreadable) as error:
            open_book(folder)
        assert (error.value.code, error.value.where) == ("network-share", "cifs")
    assert names(open_book(tmp_path / "book", read_only=True)) == ["Ахметов"] and not (tmp_path / "new").exists()
