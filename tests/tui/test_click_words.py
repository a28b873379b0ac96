"""The command line speaks one language: click's own words are in it too."""

from __future__ import annotations

import re

import pytest

from tests.tui.running import Haulbook
from tui.cli.group import cli

NAMES = re.compile(
    r"haulbook|\b[a-z]+[:=]|--?[a-z-]+|\[[a-z0-9|-]+\]|\b(?:JSON|PDF|CSV|UTF|ICS|ID|A4|Excel|Esc|xlsx|csv|ics|json|pdf|zip|ruID|KZ|RU|BY|kk|ru|en|sha256)\b"
)
"""What stays Latin in every language: names of the program, its commands and options, of formats and codes."""


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("command", [None, *cli.list_commands(cli.make_context("haulbook", ["paths"]))])
def test_every_help_is_in_the_language_in_use(
    haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch, command: str | None, language: str
) -> None:
    """Usage, headings and placeholders of each command: no English word is left among them."""
    monkeypatch.setenv("HAULBOOK_LANG", language)
    told = haulbook(*([command] if command else []), "--help")
    assert told.status == 0
    usage, *rest = told.out.splitlines()
    assert not re.search("[A-Za-z]{2,}", NAMES.sub("", usage).replace(command or "", "")), usage
    assert not {"Options:", "Commands:", "Show this message and exit."} & {line.strip() for line in rest}
    assert command is None or not re.search("[A-Z]{3,}", NAMES.sub("", " ".join(rest))), told.out


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["sheet", "--nosuch"],
        ["sheet", "--yaer", "2026"],
        ["import"],
        ["import", "a", "b"],
        ["sheet", "--year", "5", "a"],
        ["sheet", "--year", "x"],
        ["list", "x"],
        ["sheet", "--all=1"],
    ],
    ids=" ".join,
)
def test_what_was_used_wrongly_is_said_in_it(
    haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch, arguments: list[str], language: str
) -> None:
    """No such command or option, a file not named, one argument too many, no number: a sentence without an English word."""
    monkeypatch.setenv("HAULBOOK_LANG", language)
    told = haulbook(*arguments)
    assert told.status == 2
    said = NAMES.sub("", told.err.splitlines()[-1])
    assert re.search("[а-яіқәө]{3}", said)
    assert not re.search("[A-Za-z]{3,}", re.sub("'[^']*'|<=x<=", "", said)), said
