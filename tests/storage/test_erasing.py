"""One person's data: given out whole, and erased so that no file of the book or its backups has him any more."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage import backups, erasing, passphrases
from storage.book import BookNotWritten, RecordBook
from storage.records import Absence, Driver, Firm, Layout, NameMeant, Opening, OpeningYear, Paper, Record, Trip, Unsettled
from tests.storage.books import NOON, deleted, files_of, open_book, renamed
from tests.storage.faulty import cut_off, full
from tests.storage.journeys import trip

ON = date(2026, 11, 23)
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ", phone="+7 701 555 1234", born=date(1985, 3, 4))
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ", note="сменщик Ахметова, тел. 8(701)")
NUMBER = "N 12345678"
CREW = Trip(legs=(trip(AHMET, "RU 01.03–10.03").legs[0], trip(YUSUF, "RU 01.03–12.03").legs[0]), note="Ахметов заболел")
TRACES = ("Ахметов", "ахмед е", "АХМЕТОВ", "Ахметова", "12345678", "5551234", "555 1234", AHMET.id)
"""What must be nowhere: names in their cases, numbers, the id."""


def fill(folder: Path) -> None:
    """A year of an office: a driver under two names, papers, trips alone and with another, undo, a note of others about him."""
    with open_book(folder) as book:
        book.commit([Firm(name="ТОО «Дала»"), renamed(AHMET, "Ахметов Е."), YUSUF], "Принят Ахметов Е.")
        book.commit([AHMET, Paper(holder=AHMET.id, kind="passport", number=NUMBER)], "Паспорт N12345678 Ахметова")
        book.commit([CREW, trip(AHMET, "BY 01.05–05.05"), trip(YUSUF, "RU 01.06–05.06")], "рейсы")
    with open_book(folder) as book:
        moved = trip(YUSUF, "RU 01.07–05.07")
        book.commit([moved], "рейс Юсупова")
        book.commit([msgspec.structs.replace(moved, legs=trip(AHMET, "RU 01.07–05.07").legs)], "рейс передан")
        book.commit(
            [Absence(driver=AHMET.id, first=ON, reason="болен"), _opening(), _layout(), *map(_row, (AHMET, YUSUF))], "АХМЕТОВ: прочее"
        )
        book.commit([deleted(YUSUF)], "уволен")
        book.undo()


def _opening() -> Opening:
    return Opening(driver=AHMET.id, as_of=date(2026, 2, 1), said_by="Ахметов", years=(OpeningYear(year=2026, both=20),))


def _layout() -> Layout:
    meant = (NameMeant(name="ахмед е", driver=AHMET.id), NameMeant(name="юсуф ш", driver=YUSUF.id))
    return Layout(headings=("водитель",), columns={"водитель": "driver"}, names=meant)


def _row(driver: Driver) -> Unsettled:
    cells = {"Экипаж": "Ахметов Ерлан, Юсупов", "Паспорт": "N12345678"}
    return Unsettled(driver=driver.id, file="office.xlsx", sheet="Рейсы", row=49, problem="unreadable", cells=cells)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("erasing") / "book"
    fill(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "book")
    return tmp_path / "book"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def erase(folder: Path, *places: Path, secret: str | None = None) -> erasing.Erased:
    book = RecordBook.open(folder, now=lambda: NOON, author="Айгуль", laptop="depot", passphrase=secret)
    with book:
        return erasing.erase(book, AHMET.id, "Данные одного человека стёрты", laptop="depot", places=places)


def traces_in(folder: Path) -> list[str]:
    """Returns every trace of him in the bytes of every file below a folder, in the members of archives and in their names too."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        contents = {path.name: path.read_bytes()}
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                contents = {name: archive.read(name) for name in archive.namelist()}
        for name, content in contents.items():
            found += [f"{path.name}/{name}: {trace}" for trace in TRACES if trace.encode() in content or trace in name]
    return found


def others(folder: Path, secret: str | None = None) -> list[Record]:
    book = RecordBook.open(folder, now=lambda: NOON, author="", laptop="", read_only=True, passphrase=secret)
    return [*book.all(Firm), *book.drivers(), *book.all(Trip), *book.all(Unsettled), *book.all(Layout)]


def test_his_data_is_given_out_whole(folder: Path) -> None:
    """Everything of him and nothing of others: his papers, of a trip with another his own legs, every change with its day."""
    with open_book(folder, read_only=True) as book:
        told = json.loads(erasing.data_of(book, AHMET.id))
    tables = told["tables"]
    assert [each["number"] for each in tables["papers"]] == [NUMBER]
    assert [len(tables[name]) for name in ("drivers", "trips", "absences", "openings", "unsettled", "layouts")] == [1, 3, 1, 1, 1, 1]
    assert [each["name"] for each in tables["layouts"][0]["names"]] == ["ахмед е"]
    assert {leg["driver"] for each in tables["trips"] for leg in each["legs"]} == {AHMET.id}
    assert [each["reason"] for each in told["history"]][:2] == ["Принят Ахметов Е.", "Паспорт N12345678 Ахметова"]
    assert YUSUF.id not in json.dumps(told) and "Шерзод" not in json.dumps(tables["drivers"], ensure_ascii=False)


def test_nothing_of_him_is_left_in_any_byte(folder: Path, stick: Path) -> None:
    """Book, history, undo, two backups, what a restore kept, his sheets: none of his names, numbers or his id in any of them."""
    with open_book(folder) as book:
        first = Path(backups.back_up(book, stick, date(2026, 11, 1), laptop="depot").path)
        backups.back_up(book, stick, ON, laptop="depot")
    kept, _ = backups.restored(folder, first, ON, laptop="depot", owner="")
    assert kept is not None
    (folder / "sheets").mkdir()
    (folder / "sheets" / "Ахметов Ерлан 2026-11-23 road sheet.pdf").write_bytes(b"%PDF")
    (folder / "sheets" / "fleet.txt").write_text(" !! Ахметов Е.  сверх предела", encoding="utf-8")
    (folder / "sheets" / "Юсупов Шерзод 2026-11-23 road sheet.pdf").write_bytes(b"%PDF")
    assert len(traces_in(folder.parent)) > 20
    done = erase(folder)
    assert traces_in(folder.parent) == []
    assert done.settled and len(done.backups) == 3 and done.missed == () and len(done.sheets) == 2
    assert len(list((folder / "sheets").iterdir())) == 1


def test_all_others_are_as_they_were(folder: Path) -> None:
    """Юсупов, his trips and his row of a file stay, but for the other's name in them; a trip of both has his legs alone."""
    before = others(folder)
    erase(folder)
    after = others(folder)
    assert len(after) == len(before) - 1 - 2 - 1  # the driver, two trips of his own, his row
    (yusuf,) = (each for each in after if isinstance(each, Driver))
    assert yusuf == msgspec.structs.replace(YUSUF, note="сменщик …, тел. 8(701)", stamp=yusuf.stamp)
    crew = next(each for each in after if isinstance(each, Trip) and each.id == CREW.id)
    assert crew.legs == CREW.legs[1:] and crew.note == "… заболел"
    (row,) = (each for each in after if isinstance(each, Unsettled))
    assert row.cells == {"Экипаж": "…, Юсупов", "Паспорт": "…"}


def test_the_history_is_sealed_anew(folder: Path) -> None:
    """Every commit keeps its number and day; the newest says only that it happened; undo passes over it and brings nothing of him back."""
    with open_book(folder, read_only=True) as book:
        before = [(commit.seq, commit.at, commit.kind) for commit in book.history()]
    erase(folder)
    with open_book(folder) as book:
        history = book.history()
        assert [(commit.seq, commit.at, commit.kind) for commit in history[:-1]] == before
        assert (history[-1].reason, history[-1].changes) == ("Данные одного человека стёрты", ())
        assert history[1].reason == "Паспорт … …"
        while book.undo():
            pass
        assert book.drivers() == [] and all(AHMET.id != driver.id for driver in book.drivers())
        while book.redo():
            pass
    assert traces_in(folder) == []


def test_a_backup_without_him_opens_like_any(folder: Path, stick: Path, tmp_path: Path) -> None:
    """Restored elsewhere it is the book of then without him, history and all; its day and name are as before."""
    with open_book(folder) as book:
        path = Path(backups.back_up(book, stick, date(2026, 11, 1), laptop="depot").path)
    erase(folder)
    backups.restored(tmp_path / "other", path, ON, laptop="other", owner="")
    with open_book(tmp_path / "other") as other:
        assert [each.name for each in other.drivers()] == ["Юсупов Шерзод"] and len(other.history()) == 9
    said = backups.manifest_of(path)
    assert said is not None and (said.day, said.seq, said.records["drivers"]) == (date(2026, 11, 1), 9, 1)


def test_backups_out_of_reach_are_named(folder: Path, stick: Path) -> None:
    """A stick in a drawer is named with its day, and one that cannot be read with the reason; the rest is done."""
    with open_book(folder) as book:
        away = Path(backups.back_up(book, stick, date(2026, 11, 1), laptop="depot").path)
        broken = Path(backups.back_up(book, stick, ON, laptop="depot").path)
    shutil.move(away, stick / "elsewhere")
    away.parent.joinpath("elsewhere").unlink()
    stick.rename(stick.with_name("drawer"))
    done = erase(folder)
    assert [(path, day) for path, day in done.missed] == [(broken, "2026-11-23"), (away, "2026-11-01")]
    fill(folder.with_name("second"))
    (folder.parent / "stick2").mkdir()
    with open_book(folder.with_name("second")) as book:
        path = Path(backups.back_up(book, folder.parent / "stick2", ON, laptop="depot").path)
    path.write_bytes(b"torn")
    assert [path for path, _ in erase(folder.with_name("second")).missed] == [path]
    assert traces_in(folder.with_name("second")) == []


def test_a_locked_book_and_its_backups(folder: Path, stick: Path, tmp_path: Path) -> None:
    """Encrypted, under a passphrase that was changed since the backup: he is gone from both, and both open as they did."""
    secret = "верблюд у колодца"
    with open_book(folder) as book:
        passphrases.lock(book, secret, "0" * 40, "заперта")
        path = Path(backups.back_up(book, stick, ON, laptop="depot").path)
        book.change_passphrase("новая фраза")
    done = erase(folder, secret="новая фраза")
    assert done.backups == (path,)
    assert all(each.id != AHMET.id for each in others(folder, "новая фраза"))
    backups.restored(tmp_path / "other", path, ON, laptop="other", owner="")
    assert all(each.id != AHMET.id for each in others(tmp_path / "other", secret))
    with RecordBook.open(tmp_path / "other", now=lambda: NOON, author="", laptop="", passphrase=secret) as book:
        assert all(trace.encode() not in body for body in book.bodies() for trace in TRACES)


def test_another_of_his_surname_keeps_it(tmp_path: Path) -> None:
    """Of two by the name of Ахметов only the one is erased; texts that name the surname alone stay, since they may mean the other."""
    other = Driver(name="Ахметов Тимур", citizenship="KZ", note="брат: Ахметов Ерлан; Ахметов")
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, other], "двое")
        erasing.erase(book, AHMET.id, "стёрто", laptop="depot", places=())
    left, *_ = others(tmp_path / "book")
    assert isinstance(left, Driver) and (left.name, left.note) == ("Ахметов Тимур", "брат: …; Ахметов")


@pytest.mark.parametrize("error", [None, pytest.param(full, marks=pytest.mark.slow)])
def test_cut_off_anywhere_it_is_the_old_book_or_the_erased(
    folder: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: object
) -> None:
    """The power goes, or the disk is full, at each call: the book opens with him whole or without a trace of him, and goes on."""
    with open_book(folder) as book:
        backups.back_up(book, stick, ON, laptop="depot")
    whole = others(folder)

    def act(place: Path) -> None:
        book = open_book(place)
        try:
            with suppress(BookNotWritten):
                erasing.erase(book, AHMET.id, "стёрто", laptop="depot", places=())
        finally:
            if (lock := book._store._lock) is not None:  # the system frees the lock of a program that died
                lock._lock.release()

    seen = set()
    original = stick / next(stick.iterdir())
    content = original.read_bytes()
    arguments = () if error is None else (full,)
    for place in cut_off(folder, tmp_path / "work", act, monkeypatch, *arguments):
        with open_book(place) as book:
            had = any(driver.id == AHMET.id for driver in book.drivers())
            book.history()
            book.commit([Driver(name="Ли")], "goes on")
        assert not list(place.glob("next*"))
        if had:
            assert others(place)[: len(whole) - 5][0] == whole[0]
        else:
            assert traces_in(place) == []
        assert backups.unpacked(original)
        original.write_bytes(content)
        for left in stick.glob("*.tmp"):
            left.unlink()
        seen.add(had)
    assert seen == {True, False}
    assert files_of(folder)


def test_the_firm_keeps_its_name(tmp_path: Path) -> None:
    """A sole carrier is called after its driver: his data go, the name of the firm stays."""
    with open_book(tmp_path / "book") as book:
        book.commit([Firm(name="ИП Ахметов Ерлан"), AHMET], "начало")
        erasing.erase(book, AHMET.id, "стёрто", laptop="depot", places=())
        assert book.firm.name == "ИП Ахметов Ерлан" and book.drivers() == []
