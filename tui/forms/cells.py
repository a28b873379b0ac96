"""Fields of a line that is drawn, not a form of widgets: a text, one of a few. They take keys and say how they read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from storage.text import clean

T = TypeVar("T")

_STAYS = frozenset({"left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that would leave the line; in a text they do nothing."""


class TextCell:
    """A text; the first letter typed takes the place of what stood there."""

    def __init__(self, value: str = "") -> None:
        self.value = value
        self._fresh = True

    def enter(self) -> None:
        """The field is gone to: what is typed next replaces it."""
        self._fresh = True

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key of the field."""
        if key == "backspace":
            self.value = self.value[:-1]
        elif character and character.isprintable():
            kept = "" if self._fresh else self.value
            self.value = clean(kept + character) + (" " if character == " " and kept else "")
        else:
            return key in _STAYS
        self._fresh = False
        return True


class ChoiceCell(Generic[T]):
    """One of a few values; Left and Right go through them."""

    def __init__(self, values: Sequence[T]) -> None:
        self._values = values
        self._place = 0

    @property
    def value(self) -> T:
        """The value chosen."""
        return self._values[self._place]

    @value.setter
    def value(self, value: T) -> None:
        self._place = self._values.index(value) if value in self._values else 0

    def narrow(self, values: Sequence[T]) -> None:
        """Offers other values; the one chosen stays where it is among them."""
        value = self.value
        self._values = values
        self.value = value

    def take(self, key: str) -> bool:
        """Takes Left, Right."""
        if key not in ("left", "right"):
            return False
        self._place = (self._place + (1 if key == "right" else -1)) % len(self._values)
        return True
