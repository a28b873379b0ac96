"""The power goes, at any moment: every state that the disk may be left in opens, and no acknowledged commit is lost."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from storage.book import BookUnreadable, RecordBook
from storage.engine import files, store
from tests.storage.books import driver, names, open_book
from tests.storage.power import Event, Recorder, Said, build, states


def morning(folder: Path, say: Callable[[list[str]], None], commits: int) -> None:
    """Works on a book in two runs of the program, with snapshots between; tells the names that stand after each step it acknowledged."""
    for run in range(2):
        with open_book(folder) as book:
            for number in range(commits):
                book.commit([driver(f"{run}.{number} " + "ы" * 300 * (number % 3))], "new")
                say(names(book))
            book.undo()
            say(names(book))
            book.redo()
            say(names(book))
    with open_book(folder) as book:
        book.remake("made anew")
        say(names(book))
        book.commit([driver("last")], "new")
        say(names(book))


def recorded(folder: Path, monkeypatch: pytest.MonkeyPatch, commits: int, journal: int) -> list[Event]:
    """Returns what a morning does to the disk and says meanwhile; a snapshot is written whenever the journal is longer than ``journal``."""
    folder.mkdir(mode=0o700)  # the folder's own name is not what is tried here
    disk = Recorder(folder)
    with monkeypatch.context() as patch:
        patch.setattr(store, "_LEAST_JOURNAL", journal)
        patch.setattr(files, "os", disk)
        morning(folder, lambda standing: disk.events.append(Said(standing)), commits)
    return disk.events


def outcomes(events: list[Event], place: Path, share: float = 1, enough: int | None = None) -> Counter[str]:
    """Opens the book in every state, or a random ``share`` of them; counts those ``whole``, ``unreadable``, ``lost``, ``wrong``.

    Ends where ``enough`` were lost.
    """
    found: Counter[str] = Counter()
    chance = Random(1)
    for number, (happened, left) in enumerate(states(events)):
        if chance.random() > share:
            continue
        if found["lost"] == enough:
            break
        folder = place / str(number)
        folder.mkdir()
        build(folder, left)
        told = [event.what for event in events[:happened] if isinstance(event, Said)]
        coming = next((event.what for event in events[happened:] if isinstance(event, Said)), None)
        found[_outcome(folder, told[-1] if told else [], coming, bool(told))] += 1
        shutil.rmtree(folder)
    return found


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out waiting for the disk; what is synced is noted all the same."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def _outcome(folder: Path, told: list[str], coming: list[str] | None, begun: bool) -> str:
    try:
        reader = open_book(folder, read_only=True)
    except BookUnreadable as error:
        if begun or error.code != "no-book":
            return "unreadable" if error.code != "no-book" else "lost"
        reader = None
    try:
        book = open_book(folder)
    except BookUnreadable:
        return "unreadable"
    with book:
        standing = names(book)
        if standing not in (told, coming):
            return "lost" if set(standing) < set(told) else "wrong"
        if reader is not None and names(reader) != standing:
            return "wrong"
        return _goes_on(folder, book)


def _goes_on(folder: Path, book: RecordBook) -> str:
    """Tells whether the history can be read and a commit made that the next start finds."""
    standing = names(book)
    try:
        commits = len(book.history())
        book.commit([driver("after")], "after the power came back")
        book.close()
        with open_book(folder) as again:
            return "whole" if names(again) == [*standing, "after"] and len(again.history()) == commits + 1 else "wrong"
    except BookUnreadable:
        return "unreadable"


@pytest.mark.usefixtures("_quick")
def test_no_state_that_a_disk_may_be_left_in_loses_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small morning: a sample of all states, each of which opens with what was acknowledged, and can be worked on."""
    events = recorded(tmp_path / "book", monkeypatch, commits=3, journal=900)
    (tmp_path / "states").mkdir()
    found = outcomes(events, tmp_path / "states", share=0.3)
    assert set(found) == {"whole"} and found["whole"] > 200


@pytest.mark.slow
@pytest.mark.usefixtures("_quick")
def test_every_state_of_a_long_morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long morning, all states."""
    events = recorded(tmp_path / "book", monkeypatch, commits=8, journal=2500)
    (tmp_path / "states").mkdir()
    found = outcomes(events, tmp_path / "states")
    print(f"power: {sum(found.values())} states, {dict(found)}")
    assert set(found) == {"whole"} and found["whole"] > 2000


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("fault", ["no sync of files", "no sync of folders"])
def test_a_program_that_forgets_to_sync_is_found_out(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same states of a program with a planted fault lose commits: the proof above would see it."""
    with monkeypatch.context() as patch:
        patch.setattr(files, "_sync" if fault == "no sync of files" else "sync_folder", lambda _: None)
        events = recorded(tmp_path / "book", patch, commits=2, journal=900)
    (tmp_path / "states").mkdir()
    assert outcomes(events, tmp_path / "states", enough=5)["lost"] == 5
