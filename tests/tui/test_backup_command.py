"""``haulbook backup`` and ``restore``, and the backup made on leaving the full-screen program."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import backups
from tests.storage.books import driver, names, open_book
from tests.tui.running import Haulbook, Run
from tui.cli.context import office


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The laptop's own book with one driver."""
    with open_book(tmp_path / "home" / "book") as book:
        book.commit([driver("Ахметов")], "новый")
    return tmp_path / "home" / "book"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_backup_is_named_and_restored(haulbook: Haulbook, folder: Path, stick: Path) -> None:
    """Its path alone stands on the output; restored, the book is that of then, and what it replaced is named."""
    told = haulbook("backup", str(stick))
    path = Path(told.out.strip())
    assert told.status == 0 and path.parent == stick and backups.unpacked(path)
    assert "same disk" in told.err
    with open_book(folder) as book:
        book.commit([driver("Юсупов")], "новый")
    told = haulbook("restore", str(path))
    kept = Path(told.out.strip().splitlines()[-1].removeprefix("What it replaced is kept in "))
    assert told.status == 0 and kept.parent == folder / "kept"
    with open_book(folder) as book:
        assert names(book) == ["Ахметов"]
    haulbook("restore", str(kept))
    with open_book(folder) as book:
        assert names(book) == ["Ахметов", "Юсупов"]


def test_the_place_is_remembered_where_one_says_so(haulbook: Haulbook, folder: Path, stick: Path) -> None:
    """Without a place and without one in the settings it is asked for; with --always the next needs none."""
    assert haulbook("backup").status == 2
    haulbook("backup", str(stick))
    assert haulbook("backup").status == 2
    haulbook("backup", str(stick), "--always")
    office.cache_clear()
    assert haulbook("backup").status == 0


def test_what_cannot_be_done_is_said_and_changes_nothing(haulbook: Haulbook, folder: Path, stick: Path, tmp_path: Path) -> None:
    """No stick, a file that is no backup, a book in use: the sentence names it, with status 3."""
    told = haulbook("backup", str(tmp_path / "nowhere"))
    assert told.status == 3 and "nowhere" in told.err and not (tmp_path / "nowhere").exists()
    (tmp_path / "x.zip").write_bytes(b"office")
    assert "is damaged" in haulbook("restore", str(tmp_path / "x.zip")).err
    path = haulbook("backup", str(stick)).out.strip()
    with open_book(folder):
        told = haulbook("restore", path)
    assert told.status == 3 and "in use by Айгуль" in told.err
    assert haulbook("--book", str(tmp_path / "none"), "backup", str(stick)).status == 3


@pytest.fixture
def leave(haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch) -> Haulbook:
    """Runs the full-screen program, which is left at once after a driver was typed in."""

    def run(opened: object, laptop: object, today: object) -> int:
        book = opened()  # type: ignore[operator]
        with book:
            book.commit([driver("Олегов")], "новый")
        return 0

    monkeypatch.setattr("tui.app.run", run)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    def left() -> Run:
        office.cache_clear()
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        return haulbook()

    return left


def test_leaving_backs_up(haulbook: Haulbook, leave: Haulbook, folder: Path, stick: Path) -> None:
    """A day's backup with what was just typed in lies on the stick, and nothing is said of it."""
    haulbook("backup", str(stick), "--always")
    told = leave()
    assert (told.status, told.err) == (0, "")
    (backup,) = backups.found(stick)
    said = backups.manifest_of(backup.path)
    assert said is not None and said.records["drivers"] == 2


def test_leaving_without_the_stick_says_so(haulbook: Haulbook, leave: Haulbook, folder: Path, stick: Path) -> None:
    """With the stick pulled out the program ends as ever and says that no backup was made; without a place it says nothing."""
    assert leave().err == ""
    haulbook("backup", str(stick), "--always")
    for path in stick.iterdir():
        path.unlink()
    stick.rmdir()
    told = leave()
    assert told.status == 0 and str(stick) in told.err and not stick.exists()


def test_the_passphrase_is_asked_for_before_the_screen(haulbook: Haulbook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt cannot be read under a screen: whoever opens a locked book is asked first."""
    seen: list[str] = []

    def run(*_: object) -> int:
        seen.append("screen")
        return 0

    monkeypatch.setattr("tui.cli.group.passphrase_of", lambda folder: seen.append("asked"))
    monkeypatch.setattr("tui.app.run", run)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert haulbook().status == 0 and seen == ["asked", "screen"]
