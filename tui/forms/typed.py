"""Fields that are typed: a text with a caret and what the records know of it, and a date with its month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from storage.text import FIRST_YEAR, LAST_YEAR
from tui.forms.dates import date_typed, key_of_date
from tui.forms.editor import LISTED, Editor, list_lines
from tui.forms.fields import Dates, Day, Field, Numbers, Text, Unfit
from tui.forms.month import month_lines
from tui.widgets.drawing import Line, fit, width_of
from tui.wording import date_text, tr, weekday_short


class TextEditor(Editor):
    """A text, with what the records know that goes on from it; numbers too, on any layout."""

    def __init__(self, field: Field, answer: str) -> None:
        super().__init__(field, answer)
        self._caret = len(answer)
        self._known: Sequence[str] = ()
        self._place = -1
        self._fresh = bool(answer) and isinstance(field, Text) and field.anew

    def take(self, key: str, character: str | None) -> bool:
        """Takes letters, the moves of the caret, and the choice among what is known."""
        if self._known and key in ("up", "down", "enter") and (key != "enter" or self._place >= 0):
            self._choose(key)
        elif key in ("left", "right", "home", "end"):
            self._move(key)
        elif key == "backspace":
            self._put(max(0, self._caret - 1), self._caret, "")
        elif key == "delete":
            self._put(self._caret, self._caret + 1, "")
        elif character and character.isprintable():
            self._put(0 if self._fresh else self._caret, self._caret, self._meant(character))
        else:
            return False
        self._fresh = False
        return True

    def _meant(self, character: str) -> str:
        if isinstance(self.field, Text):
            return character
        if isinstance(self.field, Dates | Numbers) and character in " ;":
            return character
        meant = key_of_date(character)
        signs = ".,-/" if isinstance(self.field, Dates) else ", " if isinstance(self.field, Numbers) else "-"
        return meant if meant and (meant.isdigit() or meant in signs) else ""

    def _move(self, key: str) -> None:
        if key == "right" and self._caret == len(self.answer) and self._known:
            self.become(self._known[0])
        places = {"left": self._caret - 1, "right": self._caret + 1, "home": 0, "end": len(self.answer)}
        self._caret = max(0, min(len(self.answer), places[key]))

    def _put(self, first: int, last: int, text: str) -> None:
        self.answer = self.answer[:first] + text + self.answer[last:]
        self._caret = first + len(text)
        self._place = -1
        typed = self.answer.strip()
        self._known = [known for known in self.field.known(typed) if known != typed][:LISTED] if isinstance(self.field, Text) else ()

    def become(self, text: str) -> None:
        """Says another text from now on, the caret at its end."""
        self.answer, self._known, self._place = text, (), -1
        self._caret = len(text)

    def _choose(self, key: str) -> None:
        if key == "enter":
            self.become(self._known[self._place])
        else:
            self._place = max(-1, min(len(self._known) - 1, self._place + (1 if key == "down" else -1)))

    def cell(self, width: int) -> Line:
        """Returns the text round the caret."""
        room = max(1, width - 2)
        first = max(0, self._caret - room + 1)
        before, after = self.answer[first : self._caret], self.answer[self._caret :]
        left = [(" ", "chosen"), (before, "chosen"), ("_" if not after else "", "chosen"), (after[:1], "match"), (after[1:], "chosen")]
        rest = width - width_of(left)
        return [*left, (" " * rest, "chosen")] if rest >= 0 else left

    def below(self, width: int) -> Sequence[Line]:
        """Returns what is known."""
        return list_lines([("", known) for known in self._known], self._place, width)

    def listed(self) -> Sequence[str]:
        """Returns what is known."""
        return self._known

    def close(self) -> bool:
        """Takes away what is known."""
        was, self._known, self._place = bool(self._known), (), -1
        return was

    def hint(self) -> str:
        """Returns what the keys do while something is known."""
        if self._fresh:
            return tr("Letters take its place · End goes on from it")
        return tr("→ takes the first · ↓ chooses · Enter takes it") if self._known else ""


class DayEditor(Editor):
    """A date: typed in any form, moved with the arrows, or taken from a month."""

    field: Day

    def __init__(self, field: Day, answer: str) -> None:
        super().__init__(field, answer)
        self._typed = False
        self._month = False

    @property
    def day(self) -> date | None:
        """The date it says, None where it says none."""
        try:
            return self.field.read(self.answer)
        except Unfit:
            return None

    @property
    def is_open(self) -> bool:
        """Tells whether the month lies open: then Up, Down, Enter and Esc are its own."""
        return self._month

    @property
    def is_typed(self) -> bool:
        """Tells whether it is being typed and does not hold yet."""
        return self._typed and bool(self.answer)

    def take(self, key: str, character: str | None) -> bool:
        """Takes digits, signs and words, the arrows, Space for the month."""
        moves = self._moves()
        if key in moves:
            self._go(self.day + moves[key] if self.day else self.field.near)
        elif key == "home" and self._month:
            self._go(self.field.today)
        elif key == "space" or (key == "enter" and self._month):
            self._month = not self._month
            if self._month and self.day is None:
                self._go(self.field.near)
        elif key == "backspace":
            self._type((self.answer if self._typed else self.field.settled(self.answer))[:-1])
        elif key == "delete":
            self._type("")
        elif character and character.isprintable():
            before = self.answer if self._typed else ""
            meant = key_of_date(character, before)
            if meant:
                self._type(before + meant)
        else:
            return False
        return True

    def _moves(self) -> dict[str, timedelta | relativedelta]:
        steps: dict[str, timedelta | relativedelta] = {
            "left": timedelta(-1),
            "right": timedelta(1),
            "pageup": relativedelta(months=-1),
            "pagedown": relativedelta(months=1),
        }
        if self._month:
            steps |= {"up": timedelta(-7), "down": timedelta(7)}
        return steps

    def _go(self, day: date) -> None:
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            self.answer, self._typed = date_text(day), False

    def _type(self, text: str) -> None:
        self.answer, self._typed, self._month = text, True, False

    def paste(self, text: str) -> None:
        """Takes the date in a pasted text."""
        self._type(date_typed(text))

    def settle(self, otherwise: date | None = None) -> None:
        """Makes what was typed the date, ``otherwise`` where nothing was; closes the month. Raises ``Unfit`` where it is no date."""
        day = self.field.read(self.answer) or otherwise
        self.answer, self._typed, self._month = date_text(day) if day else "", False, False

    def text(self) -> str:
        """Returns what was typed and the date it means, else the date with its weekday."""
        day = self.day
        if self.is_typed:
            return f"{self.answer}_" + (f"→{date_text(day)}" if day and self.answer != date_text(day) else "")
        return day_text(day) if day else self.answer or "_"

    def cell(self, width: int) -> Line:
        """Returns the text of the date in so many cells."""
        return [(" " + fit(self.text(), width - 1), "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the month."""
        return month_lines(self.day or self.field.near, self.field.today) if self._month else ()

    def open(self) -> None:
        """Shows the month."""
        self._month = True

    def close(self) -> bool:
        """Takes the month away."""
        was, self._month = self._month, False
        return was

    def hint(self) -> str:
        """Returns what the keys do."""
        if self._month:
            return tr("Arrows choose the day · PageUp PageDown month · Enter takes it")
        return tr("12.3 · +14 · Mo · ←→ day · PageUp PageDown month · Space calendar")


def day_text(day: date) -> str:
    """Returns a date with its weekday."""
    return f"{date_text(day)} {weekday_short(day)}"
