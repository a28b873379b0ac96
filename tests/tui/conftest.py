"""What tests of the command line share: a laptop of its own, and the program run on it in this process."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.running import Haulbook, Run
from tui.cli import main
from tui.cli.context import office, passphrase_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a book that a command makes, or finds."""
    return tmp_path / "book"


@pytest.fixture
def haulbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Haulbook]:
    """Runs the program with these arguments on a laptop of its own, in English, 80 columns wide."""
    monkeypatch.setenv("HAULBOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HAULBOOK_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")
    office.cache_clear()
    passphrase_of.cache_clear()

    def run(*arguments: str) -> Run:
        monkeypatch.setattr("sys.argv", ["haulbook", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return Run(int(left.value.code or 0), *capsys.readouterr())

    yield run
    office.cache_clear()
    gettext.textdomain("messages")
