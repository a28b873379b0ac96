"""What the lines that open under a row have in common: fields that Tab goes through, hints of the keys, a sentence where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tui.forms.fields import Unfit
from tui.forms.typed import DayEditor
from tui.widgets.drawing import Line, Piece, fit, width_of
from tui.widgets.page import broken
from tui.wording import tr

_INDENT: Piece = ("     ", "inset")


class FieldLine:
    """Takes the keys until what it asks for is written down or it is closed. Subclasses say which fields there are and what Enter does."""

    def __init__(self, changed: Callable[[], None], closed: Callable[[], None]) -> None:
        self.field = ""
        self._changed, self._closed = changed, closed
        self._problem = ""
        self._hints: list[tuple[int, int, int, str]] = []

    # what a subclass says

    def fields(self) -> Sequence[str]:
        """Returns the fields in the order of Tab; the first one takes what is typed."""
        raise NotImplementedError

    def title(self) -> str:
        """Returns what the line is about."""
        raise NotImplementedError

    def drawn(self, field: str) -> Sequence[Piece]:
        """Returns how a field reads; ``self.field`` is the one that is typed in. Nothing where it is drawn beside."""
        raise NotImplementedError

    def day_of(self, field: str) -> DayEditor | None:
        """Returns the date that a field is; None of any other."""
        return None

    def beside(self) -> Sequence[Line]:
        """Returns what stands on lines of its own under the fields; none where there is nothing to say."""
        return ()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Returns the keys of the field and of the line besides those of a date, Tab and Esc, each with its words.

        An empty key cannot be clicked.
        """
        raise NotImplementedError

    def tab_text(self, field: str) -> str:
        """Returns what Tab goes to."""
        raise NotImplementedError

    def command(self, key: str) -> bool:
        """Takes a key of the whole line beside Tab and Esc; returns whether it was one."""
        raise NotImplementedError

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field that is typed in, where it is no date; returns whether it was one."""
        raise NotImplementedError

    def leave_field(self) -> None:
        """What was typed in the field holds now. Raises ``Unfit`` where it cannot."""

    # drawing

    def lines(self, width: int) -> Sequence[Line]:
        """Returns the fields, what stands beside them, and the keys or what is wrong; what is longer than a line goes on in the next."""
        first: list[Piece] = [("   └ ", "inset"), (self.title(), "strong"), (" ", "inset")]
        for field in self.fields():
            first += [(" ", "inset"), *drawn] if (drawn := self.drawn(field)) else []
        day = self.day_of(self.field)
        beside = (part for line in self.beside() for part in broken([_INDENT, *line], width))
        below = ([_INDENT, *line] for line in (day.below(width) if day else ()))
        return [*broken(first, width), *beside, *below, *self._last(width)]

    def drawn_date(self, field: str, today: date) -> Sequence[Piece]:
        """Returns how a field that is a date reads, and beside it where that is today."""
        day = self.day_of(field)
        if day is None:
            return ()
        return [(f" {day.text()} ", self.ink(field)), *([(f" {tr('today')} ", "dim")] if day.day == today and not day.is_typed else [])]

    def ink(self, field: str) -> str:
        """Returns the ink of a field."""
        return "chosen" if field == self.field else "inset"

    def _last(self, width: int) -> list[list[Piece]]:
        """Returns what is wrong, or the keys over as many lines as they take."""
        self._hints = []
        day = self.day_of(self.field)
        if self._problem:
            return [list(line) for line in broken([_INDENT, (self._problem, "over")], width)]
        if day and day.is_open:
            return [[_INDENT, (fit(day.hint(), width - 5), "dim")]]
        fields = self.fields()
        following = fields[(fields.index(self.field) + 1) % len(fields)]
        tab = [("tab", self.tab_text(following))] if following != self.field else []
        keys = [*self.keys(), *([("", tr("←→ day")), ("space", tr("Space month"))] if day else [])]
        lines: list[list[Piece]] = [[_INDENT]]
        for key, text in (*keys, *tab, ("escape", tr("Esc closes"))):
            if width_of(lines[-1]) + len(text) > width:
                lines.append([_INDENT])
            start = width_of(lines[-1])
            self._hints.append((len(lines), start, start + len(text), key))
            lines[-1] += [(text, "dim"), ("  ", "inset")]
        return lines

    def key_at(self, x: int, y: int, width: int) -> str | None:
        """Returns the key whose hint is there; None on the lines above them."""
        above = len(self.lines(width)) - max((hint[0] for hint in self._hints), default=0)
        return next((key for row, start, end, key in self._hints if key and row == y - above + 1 and start <= x < end), None)

    # keys

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key of the line; all others (F-keys) go on."""
        day = self.day_of(self.field)
        self._problem = ""
        if day and day.is_open and key in ("up", "down", "home", "enter", "escape"):
            day.close() if key == "escape" else day.take(key, None)
            self._changed()
            return True
        try:
            known = self._own(key) or (day.take(key, character) if day else self.put(key, character))
        except Unfit as unfit:
            self.refuse(str(unfit))
            return True
        if known and key not in ("enter", "escape"):
            self._changed()
        return known

    def paste(self, text: str) -> None:
        """Takes a text that was pasted into the field: of a date the date in it."""
        if day := self.day_of(self.field):
            day.paste(text)
        else:
            for character in text.strip():
                self.put(character, character)
        self._changed()

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
