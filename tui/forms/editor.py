"""An editor answers one field with keys: keys in, answer and lines out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from tui.forms.fields import Field, Option
from tui.widgets.drawing import Line, fit, fit_ends

LISTED = 6
"""How many of the values that may be meant are seen at once."""


class Editor:
    """Answers one field; ``answer`` is what it says now. ``take`` tells whether a key was one of its own."""

    def __init__(self, field: Field, answer: str) -> None:
        self.field = field
        self.answer = answer

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key."""
        raise NotImplementedError

    def paste(self, text: str) -> None:
        """Takes a text that was pasted."""
        for character in text.strip():
            if character.isprintable():
                self.take(character, character)

    def cell(self, width: int) -> Line:
        """Returns the answer as it is being given, in so many cells."""
        return [(" " + fit(self.field.shown(self.answer), width - 1), "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the lines that lie open under the field."""
        return ()

    def listed(self) -> Sequence[str]:
        """Returns the words of what is offered under the field."""
        return ()

    def close(self) -> bool:
        """Closes what lies open under the field; tells whether anything did."""
        return False

    def accept(self) -> None:
        """Closes what lies open under the field and keeps what is chosen in it."""
        self.close()

    def refusal(self) -> str:
        """Returns why the field cannot be left as it is typed now; an empty text where it can."""
        return ""

    def hint(self) -> str:
        """Returns what the keys do in this field."""
        return ""


def list_lines(options: Sequence[Option], place: int, width: int) -> Sequence[Line]:
    """Returns the lines of a list round the place of the cursor; a sign where it goes on."""
    first = max(0, min(place - LISTED // 2, len(options) - LISTED))
    seen = options[first : first + LISTED]
    lines: list[Line] = []
    for number, (_, words) in enumerate(seen, first):
        more = "↑" if number == first and first else "↓" if number == first + len(seen) - 1 and number < len(options) - 1 else " "
        ink = "chosen" if number == place else "inset"
        lines.append([(" " + fit_ends(words, width - 4) + f" {more} ", ink)])
    return lines
