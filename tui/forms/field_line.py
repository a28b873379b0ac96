"""What the lines that open under a row have in common: fields that Tab goes through, hints of the keys, a sentence where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storage.text import DateRefused
from tui.widgets.drawing import Line, Piece, width_of
from tui.wording import tr


class FieldLine:
    """Takes the keys until what it asks for is written down or it is closed. Subclasses say which fields there are and what Enter does."""

    def __init__(self, changed: Callable[[], None], closed: Callable[[], None]) -> None:
        self.field = ""
        self._changed, self._closed = changed, closed
        self._problem = ""
        self._hints: list[tuple[int, int, str]] = []

    # what a subclass says

    def fields(self) -> Sequence[str]:
        """Returns the fields in the order of Tab; the first one takes what is typed."""
        raise NotImplementedError

    def title(self) -> str:
        """Returns what the line is about."""
        raise NotImplementedError

    def drawn(self, field: str) -> Sequence[Piece]:
        """Returns how a field reads; ``self.field`` is the one that is typed in."""
        raise NotImplementedError

    def beside(self) -> Line:
        """Returns what stands on a line of its own under the fields; nothing where there is nothing to say."""
        return ()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Returns the keys of the field and of the line besides Tab and Esc, each with its words; an empty key cannot be clicked."""
        raise NotImplementedError

    def tab_text(self, field: str) -> str:
        """Returns what Tab goes to."""
        raise NotImplementedError

    def command(self, key: str) -> bool:
        """Takes a key of the whole line beside Tab and Esc; returns whether it was one."""
        raise NotImplementedError

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field that is typed in; returns whether it was one. Raises ``DateRefused``."""
        raise NotImplementedError

    def leave_field(self) -> None:
        """What was typed in the field holds now. Raises ``DateRefused`` where it cannot."""

    # drawing

    def lines(self, width: int) -> Sequence[Line]:
        """Returns the fields, what stands beside them, and the keys or what is wrong."""
        first: list[Piece] = [("   └ ", "inset"), (self.title(), "strong"), (" ", "inset")]
        for field in self.fields():
            first += [(" ", "inset"), *self.drawn(field)]
        second = self.beside()
        return [first, *([[("     ", "inset"), *second]] if second else []), self._last(width)]

    def ink(self, field: str) -> str:
        """Returns the ink of a field."""
        return "chosen" if field == self.field else "inset"

    def _last(self, width: int) -> Line:
        self._hints = []
        if self._problem:
            return [("     ", "inset"), (self._problem, "over")]
        fields = self.fields()
        following = fields[(fields.index(self.field) + 1) % len(fields)]
        tab = [("tab", self.tab_text(following))] if following != self.field else []
        line: list[Piece] = [("     ", "inset")]
        for key, text in (*self.keys(), *tab, ("escape", tr("Esc closes"))):
            start = width_of(line)
            if start + len(text) > width:
                continue
            self._hints.append((start, start + len(text), key))
            line += [(text, "dim"), ("  ", "inset")]
        return line

    def key_at(self, x: int, y: int, width: int) -> str | None:
        """Returns the key whose hint is there; None on the lines above them."""
        if y + 1 < len(self.lines(width)):
            return None
        return next((key for start, end, key in self._hints if key and start <= x < end), None)

    # keys

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key of the line; all others (F-keys) go on."""
        try:
            self._problem = ""
            known = self._own(key) or self.put(key, character)
        except DateRefused as refused:
            self.refuse(tr("“{text}” is no date. Type day and month: 23.11", text=refused.text))
            return True
        if known and key not in ("enter", "escape"):
            self._changed()
        return known

    def _own(self, key: str) -> bool:
        if key == "escape":
            self._closed()
        elif key in ("tab", "shift+tab"):
            self.leave_field()
            fields = self.fields()
            self.field = fields[(fields.index(self.field) + (1 if key == "tab" else -1)) % len(fields)]
        else:
            return self.command(key)
        return True

    def refuse(self, sentence: str) -> None:
        """Says why it cannot be."""
        self._problem = sentence
        self._changed()
