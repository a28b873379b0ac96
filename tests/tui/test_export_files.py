"""``haulbook export``: the kinds of file by their name, the calendar, what is there already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from storage.records import Absence, Opening, OpeningYear, Vehicle
from tests.storage.books import open_book
from tests.storage.readings import OFFICE
from tests.tui.running import Haulbook, Run


@pytest.fixture
def command(folder: Path, haulbook: Haulbook) -> Haulbook:
    """Exports from a book that the office's journal was taken into, as of 23 November 2026."""
    haulbook("--book", str(folder), "import", "--on", "2026-11-23", str(OFFICE))

    def run(*arguments: str) -> Run:
        return haulbook("--book", str(folder), "export", "--on", "2026-11-23", *arguments)

    return run


def test_the_name_of_the_file_says_what_it_is(command: Haulbook, haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """A workbook and a list are taken in again, and nothing in them is new; the path is printed, and how many rows stay behind."""
    for name in ("книга.xlsx", "рейсы.csv"):
        path = tmp_path / name
        run = command(str(path))
        assert (run.status, run.out) == (0, f"{path}\n") and run.err.startswith("4 rows that could not be read are not in the file")
        again = haulbook("--book", str(folder), "import", "--on", "2026-11-23", str(path))
        assert (again.status, "0 rows taken" in again.out, "0 rows changed" in again.out) == (0, True, True)


def test_what_a_workbook_has_no_list_for_is_said(command: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Days from before the book bear on every figure; absences, and a truck that no trip names, are lost as quietly."""
    with open_book(folder) as book:
        driver = book.drivers()[0].id
        opening = Opening(driver=driver, as_of=date(2026, 1, 1), said_by="office", years=(OpeningYear(year=2025, both=3),))
        book.commit([opening, Absence(driver=driver, first=date(2026, 12, 1)), Vehicle(plate="123 ABC 14")], "test")
    said = command(str(tmp_path / "книга.xlsx")).err.splitlines()[-1]
    lacking = "days of 1 driver from before the book, 1 absence, 1 truck without trips and papers"
    assert said == f"A workbook has no list for: {lacking}. export --json takes them along."
    assert "has no list" not in command(str(tmp_path / "рейсы.csv")).err


def test_a_list_is_chosen_by_its_name(command: Haulbook, tmp_path: Path) -> None:
    """--list papers writes the papers; they open in a Russian and an English spreadsheet alike."""
    path = tmp_path / "документы.csv"
    command(str(path), "--list", "papers")
    content = path.read_bytes()
    assert content.startswith("\ufeffDriver;Truck;Document type;".encode())
    assert content.count(b"\r\n") == 54


def events(path: Path) -> dict[str, object]:
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_reminds_of_papers_and_last_days(command: Haulbook, tmp_path: Path) -> None:
    """Papers that end, the last day within the rule of who is inside and by when he should join the queue, each with its alarms."""
    path = tmp_path / "сроки.ics"
    assert command(str(path)).status == 0
    found = events(path)
    titles = {str(event["SUMMARY"]): event for event in found.values()}  # type: ignore[index]
    assert "Last day within the rule: Ахметов Ерлан Серикович" in titles
    queue = titles["Join the queue by today: Ахметов Ерлан Серикович"]
    last = titles["Last day within the rule: Ахметов Ерлан Серикович"]
    assert queue["DTSTART"].dt < last["DTSTART"].dt  # type: ignore[index]
    assert [alarm["TRIGGER"].dt.days for alarm in last.walk("VALARM")] == [-14, -7, -3, -1]  # type: ignore[attr-defined]
    ruid = titles["ruID driver's application ends: Нұрғалиев Бауыржан"]
    assert ruid["DTSTART"].dt == date(2027, 2, 14) or ruid["DTSTART"].dt == date(2027, 1, 3)  # type: ignore[index]
    assert all(event["DTSTART"].dt >= date(2026, 11, 23) for event in found.values())  # type: ignore[index]
    assert b"lawful" not in path.read_bytes()
    assert max(map(len, path.read_bytes().split(b"\r\n"))) <= 75


def test_a_newer_calendar_renews_the_older_one(command: Haulbook, tmp_path: Path) -> None:
    """The same events bear the same ids, so a phone replaces them instead of showing them twice."""
    for name in ("1.ics", "2.ics"):
        command(str(tmp_path / name))
    assert list(events(tmp_path / "1.ics")) == list(events(tmp_path / "2.ics"))
    assert len(events(tmp_path / "1.ics")) > 30


def test_a_file_of_no_known_kind(command: Haulbook, tmp_path: Path) -> None:
    """Status 2, what may be written, and no file."""
    run = command(str(tmp_path / "книга.doc"))
    assert run.status == 2
    assert "name it .xlsx, .csv or .ics" in " ".join(run.err.split())
    assert not (tmp_path / "книга.doc").exists()


def test_an_older_file_is_replaced_and_that_is_said(command: Haulbook, tmp_path: Path) -> None:
    """The newer file takes its place whole."""
    path = tmp_path / "книга.xlsx"
    path.write_bytes(b"old")
    assert "took the place of an older one" in command(str(path)).err
    assert path.read_bytes().startswith(b"PK")
