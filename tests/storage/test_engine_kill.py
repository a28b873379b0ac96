"""Two programs, and programs that are killed: no acknowledged commit is lost, none is doubled, no book becomes unreadable."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.storage.books import driver, names, open_book

ROOT = Path(__file__).parents[2]

OPENING = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from storage.book import RecordBook
from storage.engine import store
from storage.records import Driver
store._LEAST_JOURNAL = 1500  # a snapshot every few commits
def opened(wait):
    return RecordBook.open(
        Path(sys.argv[1]), now=lambda: datetime(2026, 11, 23, tzinfo=UTC), author=sys.argv[2], laptop="depot", wait=wait)
"""

COMMIT_UNTIL_KILLED = (
    OPENING
    + """
book = opened(5)
number = len(book.drivers())
while True:
    book.commit([Driver(name=f"driver {number}")], "one more")
    number += 1
    print(number, flush=True)
"""
)

COMMIT_ON_DEMAND = (
    OPENING
    + """
book = opened(5)
print("open", flush=True)
for name in sys.stdin:
    book.commit([Driver(name=name.strip())], "typed in")
    print("saved", flush=True)
book.close()
"""
)

TWENTY_ONE_BY_ONE = (
    OPENING
    + """
for number in range(20):
    with opened(60) as book:
        book.commit([Driver(name=f"{sys.argv[2]} {number}")], "hammered")
"""
)


def start(script: str, folder: Path, author: str = "Марат") -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder), author],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def killed(child: subprocess.Popen[str]) -> int | None:
    """Kills a program; returns the last number that it told and was not read yet, None where there is none."""
    assert child.stdout
    child.kill()
    told = child.stdout.read().split("\n")[-2:-1]  # not communicate, which passes over what lies in the buffer
    child.communicate()
    return int(told[0]) if told else None


def test_a_program_that_is_killed_loses_nothing_it_had_acknowledged(tmp_path: Path) -> None:
    """Killed twenty times in the midst of saving: all that was acknowledged is there, and at most the one on its way besides."""
    acknowledged = 0
    for kill in range(20):
        child = start(COMMIT_UNTIL_KILLED, tmp_path / "book")
        assert child.stdout
        for _ in range(1 + kill * 3):
            acknowledged = int(child.stdout.readline())
        acknowledged = killed(child) or acknowledged
        with open_book(tmp_path / "book", wait=5) as book:
            found = names(book)
            assert found == [f"driver {number}" for number in range(len(found))]
            assert len(found) in {acknowledged, acknowledged + 1}
            assert len(book.history()) == len(found)


@pytest.mark.slow
def test_three_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """Killed at three hundred random moments, on opening, saving, writing a snapshot: nothing acknowledged is lost, every book opens."""
    chance = Random(300)
    acknowledged = 0
    for _ in range(300):
        child = start(COMMIT_UNTIL_KILLED, tmp_path / "book")
        assert child.stdout
        if chance.random() < 0.9:  # else it is killed while it opens the book
            acknowledged = int(child.stdout.readline())
        time.sleep(chance.random() * 0.05)
        acknowledged = killed(child) or acknowledged
        with open_book(tmp_path / "book", wait=5) as book:
            found = len(names(book))
            assert names(book) == [f"driver {number}" for number in range(found)] and acknowledged <= found <= acknowledged + 1
            assert len(book.history()) == found
            acknowledged = found
    print(f"kill: 300 kills, {acknowledged} commits acknowledged, none lost, none unreadable")
    assert acknowledged > 300


def test_a_command_waits_for_the_lock_then_only_reads(tmp_path: Path) -> None:
    """Beside the open app a command reads the book and says who holds it; what the app saves is seen; once the app ends, it may write."""
    app = start(COMMIT_ON_DEMAND, tmp_path / "book")
    assert app.stdin and app.stdout
    assert app.stdout.readline() == "open\n"
    reader = open_book(tmp_path / "book", wait=0.1)
    assert reader.read_only and f"Марат@depot, pid {app.pid}, since 2026-11-23" in (reader.held_by or "")
    for number in range(30):  # over several snapshots
        app.stdin.write(f"driver {number}\n")
        app.stdin.flush()
        assert app.stdout.readline() == "saved\n"
        assert reader.refresh()
        assert names(reader) == [f"driver {number}" for number in range(number + 1)]
    assert len(reader.history()) == 30
    app.communicate()
    with open_book(tmp_path / "book") as book:
        assert not book.read_only
        book.commit([driver("Ахметов")], "after the app")
        assert len(book.drivers()) == 31


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal on Windows")
def test_the_lock_of_a_killed_program_is_free(tmp_path: Path) -> None:
    """After the app was killed the next start writes at once, whatever the killed one left lying about who it was."""
    app = start(COMMIT_ON_DEMAND, tmp_path / "book")
    assert app.stdout and app.stdout.readline() == "open\n"
    app.send_signal(signal.SIGKILL)
    app.communicate()
    assert (tmp_path / "book" / "owner").read_text().startswith("Марат")
    with open_book(tmp_path / "book") as book:
        assert not book.read_only and book.held_by is None
        assert (tmp_path / "book" / "owner").read_text().startswith("Айгуль")


def test_two_commands_that_hammer_one_book_lose_and_double_nothing(tmp_path: Path) -> None:
    """Two programs open, save and close twenty times each, as fast as they can: forty drivers, each one's in the order it saved them."""
    open_book(tmp_path / "book").close()
    both = [start(TWENTY_ONE_BY_ONE, tmp_path / "book", author) for author in ("first", "second")]
    assert [child.wait() for child in both] == [0, 0]
    with open_book(tmp_path / "book") as book:
        found = names(book)
        assert len(found) == 40
        for author in ("first", "second"):
            assert [name for name in found if name.startswith(author)] == [f"{author} {number}" for number in range(20)]
        assert {commit.author for commit in book.history()} == {"first", "second"}
