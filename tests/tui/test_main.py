"""Where an error becomes a status: nothing a user does, and nothing that breaks, ends in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.books import open_book

ROOT = Path(__file__).parents[2]


def haulbook(home: Path, *arguments: str, program: str = "import tui.cli; tui.cli.main()") -> subprocess.CompletedProcess[str]:
    """Runs the program as a user does, with its settings and log under ``home``."""
    environ = os.environ | {"HAULBOOK_HOME": str(home), "HAULBOOK_LANG": "en", "PYTHONIOENCODING": "cp1251"}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8", check=False, cwd=ROOT, env=environ
    )


def test_help_and_version_are_fine(tmp_path: Path) -> None:
    """Asked for help or the version, it answers and ends with 0."""
    assert haulbook(tmp_path, "--help").returncode == 0
    version = haulbook(tmp_path, "--version")
    assert version.returncode == 0 and version.stdout.startswith("haulbook")


@pytest.mark.parametrize("arguments", [["nosuch"], ["status", "--nosuch"], ["import"], []])
def test_used_wrongly_is_2(tmp_path: Path, arguments: list[str]) -> None:
    """A command or option there is not, a file not named, the full screen without a terminal: 2, and a sentence."""
    finished = haulbook(tmp_path, *arguments)
    assert finished.returncode == 2 and "Error" in finished.stderr and "Traceback" not in finished.stderr


def test_data_that_cannot_be_read_is_3(tmp_path: Path) -> None:
    """Where there is no book the sentence names the folder and what to do, and none is made."""
    finished = haulbook(tmp_path, "--book", str(tmp_path / "nowhere"), "status")
    assert finished.returncode == 3 and "nowhere" in finished.stderr and not (tmp_path / "nowhere").exists()


def test_a_damaged_book_is_named_and_never_written_over(tmp_path: Path) -> None:
    """Bytes that are no book stay as they are; the sentence names the file and the way out."""
    folder = tmp_path / "book"
    open_book(folder).close()
    (folder / "db.json").write_bytes(b"not a book")
    finished = haulbook(tmp_path, "--book", str(folder), "status")
    assert finished.returncode == 3 and "db.json" in finished.stderr and "haulbook restore" in finished.stderr
    assert (folder / "db.json").read_bytes() == b"not a book"


def test_what_nobody_foresaw_goes_to_the_log(tmp_path: Path) -> None:
    """No traceback reaches the user: one sentence that names the log, which holds it."""
    program = "import tui.cli.status as s, tui.cli; s.existing_book = None; tui.cli.main()"
    finished = haulbook(tmp_path, "status", program=program)
    assert finished.returncode == 3 and "Traceback" not in finished.stderr
    log = tmp_path / "haulbook.log"
    assert str(log) in finished.stderr and "Traceback" in log.read_text(encoding="utf-8")


def test_a_command_that_writes_says_who_holds_the_book(tmp_path: Path) -> None:
    """While another program has the book open an import waits, then ends with 3 and names the holder; reading goes on."""
    folder = tmp_path / "book"
    with open_book(folder):
        sheet = ROOT / "tests" / "storage" / "data" / "office-2026.xlsx"
        finished = haulbook(tmp_path, "--book", str(folder), "import", str(sheet))
        assert finished.returncode == 3 and "in use" in finished.stderr
        assert haulbook(tmp_path, "--book", str(folder), "status").returncode == 0
