"""Fields of a line that is drawn, not a form of widgets: a date, a text, one of a few. They take keys and say how they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Generic, TypeVar

from dateutil.relativedelta import relativedelta

from storage.text import clean
from tui.forms.dates import key_of_date, read_date
from tui.wording import date_text, tr, weekday_short

T = TypeVar("T")

_MOVES: dict[str, timedelta | relativedelta] = {
    "left": timedelta(-1),
    "right": timedelta(1),
    "pageup": relativedelta(months=-1),
    "pagedown": relativedelta(months=1),
}
_STAYS = frozenset({"left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that would leave the line; in a text they do nothing."""


_SOON = timedelta(31)
"""How far ahead a day and month may lie, typed without a year for something that has happened, before it is one of the year before."""


class DateCell:
    """A date, typed in any short form or moved by a day or a month; short forms get the year nearest to ``near``.

    ``past``: it is of something that has happened, so 12.03 typed in November is of March gone by.
    """

    def __init__(self, day: date, near: date, *, past: bool = True) -> None:
        self.day = day
        self.past = past
        self.typed: str | None = None
        self._near = near

    def text(self) -> str:
        """Returns what stands in the field: what is being typed, or the date."""
        if self.typed is not None:
            return f"{self.typed}_"
        return tr("today") if self.day == self._near else date_text(self.day)

    def echo(self) -> str:
        """Returns the whole date beside the field."""
        if self.typed is not None:
            return ""
        whole = f" {date_text(self.day)}" if self.day == self._near else ""
        return f"{weekday_short(self.day)}{whole}"

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key of the field. Raises ``DateRefused`` where the date is moved and what was typed is none."""
        if key in _MOVES:
            self.settle()
            self.day += _MOVES[key]
        elif key == "backspace":
            self.typed = (self.typed if self.typed is not None else date_text(self.day))[:-1]
        elif character and character.isprintable():
            if meant := key_of_date(character, self.typed or ""):
                self.typed = (self.typed or "") + meant
        else:
            return False
        return True

    def settle(self) -> None:
        """Makes what was typed the date; nothing typed is ``near``. Raises ``DateRefused`` where it is none."""
        if self.typed is not None:
            self.day = self._read(self.typed) if self.typed else self._near
            self.typed = None

    def _read(self, typed: str) -> date:
        day = read_date(typed, self._near, lean="back" if self.past else "near")
        if self.past and day > self._near + _SOON and not typed.startswith("+"):
            return read_date(typed, self._near - timedelta(183))
        return day


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
