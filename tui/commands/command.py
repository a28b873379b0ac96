"""What a command is, and how its keys read. Key names are those Textual uses: ``f3``, ``pageup``, ``ctrl+z``."""

from __future__ import annotations

from dataclasses import dataclass

from tui.commands.screens import EVERYWHERE
from tui.wording import tr

_TWINS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю", strict=True))
"""The letter that a Russian layout puts on the key of a Latin one."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for.

    ``id`` is the name of its action; ``where`` the screens it holds on; ``label`` its word on the key bar, at most six letters.
    ``bound`` is false for keys that the part of the screen with the focus takes itself (arrows in a list, letters that search).
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...] = ()
    label: str = ""
    where: frozenset[str] = EVERYWHERE
    bound: bool = True
    menu: bool = True


def with_twins(keys: tuple[str, ...]) -> str:
    """Returns keys as a binding takes them, each ctrl+letter with its ЙЦУКЕН twin: ``ctrl+z,ctrl+я``."""
    every: list[str] = []
    for key in keys:
        every.append(key)
        held, _, letter = key.rpartition("+")
        if held and letter in _TWINS:
            every.append(f"{held}+{_TWINS[letter]}")
    return ",".join(every)


_KEY_NAMES = {
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "Delete",
    "insert": "Insert",
}


def key_text(key: str) -> str:
    """Returns a key as it stands on the keyboard: ``F3``, ``Ctrl+Z``, ``PageUp``; in words where nothing stands on it."""
    if key == "letters":
        return tr("letters")
    if key == "space":
        return tr("Space")
    return "+".join(_KEY_NAMES.get(part, part.capitalize()) for part in key.split("+"))


def keys_text(command: Command) -> str:
    """Returns the keys of a command as one reads them, arrows together; one without keys stands in the menu."""
    return " ".join(key_text(key) for key in command.keys) or tr("menu")
