"""To a printer the system's own way; where there is none, or it refuses, a person is told what is left to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.running import Haulbook
from tests.tui.sheeting import AHMET, FIRM, sheet_of
from tui import printing
from tui.sheets.saving import save

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the printing commands of Linux and macOS")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is on the PATH, and no screen: what stands in it is all that the system can do."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return programs


def program(folder: Path, name: str, script: str) -> None:
    """Puts a program there that does what the script says."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_default_printer_comes_first(system: Path) -> None:
    """Of three printers the one that the system prints on is on top."""
    program(system, "lpstat", 'case "$1" in -e) echo Depot; echo Office; echo Attic;; -d) echo "system default destination: Office";; esac')
    assert printing.printers() == ["Office", "Attic", "Depot"]


def test_a_system_without_printing_has_no_printers(system: Path) -> None:
    """No command at all, or one that fails: an empty list, no error."""
    assert printing.printers() == []
    program(system, "lpstat", "exit 1")
    assert printing.printers() == []


def test_the_file_is_handed_over_whole(system: Path, tmp_path: Path) -> None:
    """The printer by its name, A4, and the file's own path even where it begins with a dash."""
    program(system, "lp", f'for word in "$@"; do echo "$word"; done > {tmp_path}/asked')
    assert printing.send(Path("-лист.pdf"), "Office") == "printed"
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split("\n")
    assert asked[:4] == ["-d", "Office", "-o", "media=A4"] and asked[-3:] == ["--", "-лист.pdf", ""]


def test_a_printer_that_refuses_says_why(system: Path) -> None:
    """What the system says stands in the error."""
    program(system, "lp", 'echo "lp: The printer or class does not exist." >&2; exit 1')
    with pytest.raises(printing.PrinterRefused, match="does not exist"):
        printing.send(Path("лист.pdf"), "Nowhere")


def test_a_printer_that_does_not_answer_is_one_that_refuses(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program waits no longer than it said it would, and says so; the file is written."""
    program(system, "lp", "exec /bin/sleep 5")
    monkeypatch.setattr(printing, "_PATIENCE", 0.05)
    with pytest.raises(printing.PrinterRefused, match="timed out"):
        printing.send(Path("лист.pdf"), "Asleep")


def test_without_a_printer_the_file_is_left(system: Path) -> None:
    """No printer and no screen to show it on: the file is there, that is all."""
    assert printing.send(Path("лист.pdf")) == "left"


def test_without_a_printer_the_file_is_shown(system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is a screen the system's own viewer opens it."""
    monkeypatch.setenv("DISPLAY", ":0")
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    for opener in ("xdg-open", "open"):
        program(system, opener, f'echo "$1" > {opened}')
    assert printing.send(Path("лист.pdf")) == "shown"
    assert opened.read_text(encoding="utf-8") == "лист.pdf\n"


def test_a_sheet_that_goes_to_the_printer(system: Path, tmp_path: Path, haulbook: Haulbook) -> None:
    """``sheet --print`` writes the file, sends it, and says so; a refusal ends with 3 and names the file that is there."""
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, trip(AHMET, "RU 01.03–10.03")], "test")
    arguments = ("--book", str(tmp_path / "book"), "sheet", "Ахметов", "-o", str(tmp_path / "out"), "--printer", "Office")
    program(system, "lp", "exit 0")
    run = haulbook(*arguments)
    assert run.status == 0 and "went to the printer" in run.err
    program(system, "lp", "echo no paper >&2; exit 1")
    run = haulbook(*arguments)
    assert run.status == 3 and "no paper" in run.err and "road sheet.pdf is written" in run.err


@pytest.mark.slow
def test_a_real_printer_prints_it(tmp_path: Path) -> None:
    """Through CUPS to its PDF printer: the page that comes out holds the driver's name.

    Needs a running CUPS with a printer named PDF (Debian: cups, printer-driver-cups-pdf) that writes into ~/PDF.
    """
    if not shutil.which("lpstat") or "PDF" not in printing.printers():
        pytest.skip("no CUPS with a printer named PDF")
    path = tmp_path / "haulbook-proof.pdf"
    save([sheet_of(tmp_path, [trip(AHMET, "RU 01.03–10.03")])], path)
    assert printing.send(path, "PDF") == "printed"
    jobs = subprocess.run(["lpstat", "-W", "all", "-o", "PDF"], capture_output=True, text=True, check=True).stdout
    assert jobs.startswith("PDF-")
