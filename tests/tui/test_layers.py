"""The house keeps its floors: what each package brings in when it is imported alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCREEN = {"textual", "tui.app", "tui.screens", "tui.forms", "tui.widgets"}
HEAVY = {"python_calamine", "openpyxl", "xlsxwriter", "icalendar", "reportlab", "PIL", "cryptography", "httpx", "keyring"}
THIRD_PARTY = {"textual", "rich", "tinydb", "msgspec", "click", "filelock", "platformdirs"} | HEAVY


def imported(*modules: str) -> set[str]:
    """What a fresh interpreter has loaded after importing these modules."""
    program = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())


@pytest.mark.parametrize(
    ("modules", "kept_out"),
    [
        (("rules.ledger", "rules.forecast", "rules.rulebook", "rules.findings"), THIRD_PARTY | {"storage", "tui"}),
        (("tui.cli", "tui.cli.count"), THIRD_PARTY | {"storage", "tui.wording"}),
        (("storage.book", "storage.answers", "storage.border", "storage.reading"), SCREEN | HEAVY | {"rich", "click"}),
        (
            (
                "tui.cli.group",
                "tui.cli.status",
                "tui.cli.importing",
                "tui.cli.exporting",
                "tui.cli.reconciling",
                "tui.cli.sheets",
                "tui.sheets",
                "tui.commands",
                "tui.demo",
            ),
            SCREEN | HEAVY,
        ),
        (("tui.app",), HEAVY | {"storage", "tinydb", "msgspec"}),
    ],
    ids=["rules", "count", "storage", "commands and sheets", "app"],
)
def test_nothing_comes_in_that_does_not_belong(modules: tuple[str, ...], kept_out: set[str]) -> None:
    """Rules stand alone, count needs rules alone, storage draws nothing, commands need no screen.

    Neither the book nor anything heavy loads before the first frame.
    """
    assert not imported(*modules) & kept_out


def test_no_module_at_all_brings_in_what_is_heavy() -> None:
    """What reads and writes files of other programs, prints, encrypts or goes online is loaded where it is used."""
    paths = [path.relative_to(ROOT) for house in ("rules", "storage", "tui") for path in (ROOT / house).rglob("*.py")]
    modules = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths if path.stem != "__main__"]
    assert not imported(*modules) & HEAVY
