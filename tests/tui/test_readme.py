"""The README says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from tui.cli.group import cli
from tui.commands import key_table

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_its_table_of_keys_is_that_of_the_commands() -> None:
    """The keys in the README are those the program has (made anew by .ci/docs)."""
    rows = [f"| {keys} | **{title}.** {does} |" for keys, title, does in key_table()]
    assert len(rows) > 20 and all(row in README for row in rows)


def test_every_command_it_names_is_there() -> None:
    """Each ``haulbook <command>`` in it exists."""
    named = set(re.findall(r"`haulbook (?:--book FOLDER )?([a-z]+)", README))
    assert named <= set(cli.list_commands(cli.make_context("haulbook", ["paths"]))) and "import" in named


def test_its_pictures_are_there() -> None:
    """Each picture it shows lies beside it."""
    root = Path(__file__).parents[2]
    pictures = re.findall(r"\]\((docs/[^)]+)\)", README)
    assert pictures and all((root / picture).exists() for picture in pictures)
    toured = re.findall(r"\]\(([^)]+\.svg)\)", (root / "docs" / "tour.md").read_text(encoding="utf-8"))
    assert len(toured) > 5 and all((root / "docs" / picture).exists() for picture in toured)


def test_one_line_sets_up_and_runs_the_tests() -> None:
    """The line that .ci/run takes from here stands alone on its line."""
    lines = [line for line in README.splitlines() if "-m pytest" in line]
    assert len(lines) == 1 and lines[0].startswith("python3 -m venv")
