"""Every command once: its id, keys, words and the screens it holds on.

Key bindings with their Cyrillic twins, the key bar, the menu, the help of each screen and the README's table of keys all come from here.
Nothing here imports Textual.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.commands import border, everywhere, forms, history, importing, lists, pages, plan, printing, reconcile, records, settings, year
from tui.commands.command import Command, key_text, keys_text, with_twins
from tui.commands.screens import EVERYWHERE, SCREENS
from tui.wording import tr

__all__ = [
    "COMMANDS",
    "EVERYWHERE",
    "SCREENS",
    "Command",
    "command",
    "holding_on",
    "key_bar",
    "key_table",
    "key_text",
    "keys_text",
    "own_of",
    "with_twins",
]

COMMANDS: tuple[Command, ...] = (
    *everywhere.COMMANDS,
    *lists.COMMANDS,
    *records.COMMANDS,
    *border.COMMANDS,
    *year.COMMANDS,
    *pages.COMMANDS,
    *plan.COMMANDS,
    *printing.COMMANDS,
    *history.COMMANDS,
    *importing.COMMANDS,
    *reconcile.COMMANDS,
    *settings.COMMANDS,
    *forms.COMMANDS,
    *everywhere.LAST,
)
"""In the order of help and menu."""

_BY_ID = {command.id: command for command in COMMANDS}


def command(id: str) -> Command:
    """Returns the command of that id; KeyError when there is none."""
    return _BY_ID[id]


def holding_on(screen: str) -> Iterator[Command]:
    """Yields the commands that hold on a screen, in their order."""
    return (each for each in COMMANDS if screen in each.where)


def own_of(screen: str) -> Iterator[Command]:
    """Yields the commands that hold on a screen but not everywhere."""
    return (each for each in holding_on(screen) if each.where != EVERYWHERE)


def key_bar() -> Iterator[tuple[int, Command]]:
    """Yields the number and the command of each F-key that has one, F1 first."""
    for each in COMMANDS:
        if each.label:
            yield int(each.keys[0].removeprefix("f")), each


def key_table() -> list[tuple[str, str, str]]:
    """Returns keys, title and help of every command, for the README."""
    return [(keys_text(each), tr(each.title), tr(each.help)) for each in COMMANDS]
