"""Answering a field with keys: text with a caret, a date with its month, a choice with its list. Pure: keys in, answers and lines out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from storage.text import FIRST_YEAR, LAST_YEAR
from tui.forms.dates import date_typed, key_of_date
from tui.forms.fields import YES, Dates, Day, Field, Numbers, Option, Pick, Several, Text, Tick, Unfit
from tui.forms.month import month_lines
from tui.widgets.drawing import Line, fit, width_of
from tui.wording import date_text, tr, weekday_short

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

    def hint(self) -> str:
        """Returns what the keys do in this field."""
        return ""


def editor_of(field: Field, answer: str) -> Editor:
    """Returns the editor for a field."""
    match field:
        case Day():
            return DayEditor(field, answer)
        case Several():
            return SeveralEditor(field, answer)
        case Pick():
            return PickEditor(field, answer)
        case Tick():
            return TickEditor(field, answer)
        case _:
            return TextEditor(field, answer)


class TextEditor(Editor):
    """A text, with what the records know that goes on from it; numbers too, on any layout."""

    def __init__(self, field: Field, answer: str) -> None:
        super().__init__(field, answer)
        self._caret = len(answer)
        self._known: Sequence[str] = ()
        self._place = -1

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
            self._put(self._caret, self._caret, self._meant(character))
        else:
            return False
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
            self._become(self._known[0])
        places = {"left": self._caret - 1, "right": self._caret + 1, "home": 0, "end": len(self.answer)}
        self._caret = max(0, min(len(self.answer), places[key]))

    def _put(self, first: int, last: int, text: str) -> None:
        self.answer = self.answer[:first] + text + self.answer[last:]
        self._caret = first + len(text)
        self._place = -1
        typed = self.answer.strip()
        self._known = [known for known in self.field.known(typed) if known != typed][:LISTED] if isinstance(self.field, Text) else ()

    def _become(self, text: str) -> None:
        self.answer, self._known, self._place = text, (), -1
        self._caret = len(text)

    def _choose(self, key: str) -> None:
        if key == "enter":
            self._become(self._known[self._place])
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
        return _listed([("", known) for known in self._known], self._place, width)

    def listed(self) -> Sequence[str]:
        """Returns what is known."""
        return self._known

    def close(self) -> bool:
        """Takes away what is known."""
        was, self._known, self._place = bool(self._known), (), -1
        return was

    def hint(self) -> str:
        """Returns what the keys do while something is known."""
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

    def cell(self, width: int) -> Line:
        """Returns what was typed and the date it means, with its weekday."""
        day = self.day
        if self._typed and self.answer:
            text = f"{self.answer}_" + (f"→{date_text(day)}" if day else "")
        else:
            text = day_text(day) if day else self.answer or "_"
        return [(" " + fit(text, width - 1), "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the month."""
        return month_lines(self.day or self.field.near, self.field.today) if self._month else ()

    def close(self) -> bool:
        """Takes the month away."""
        was, self._month = self._month, False
        return was

    def hint(self) -> str:
        """Returns what the keys do."""
        if self._month:
            return tr("Arrows choose the day · PageUp PageDown month · Enter takes it")
        return tr("12.3 · +14 · Mo · ←→ day · PageUp PageDown month · Space calendar")


class PickEditor(Editor):
    """One of several values: arrows go through them, letters find one, Space shows all."""

    field: Pick

    def __init__(self, field: Pick, answer: str) -> None:
        super().__init__(field, answer)
        self._typed = ""
        self._open = False
        self._before = answer
        self._place = 0

    @property
    def _options(self) -> Sequence[Option]:
        return self.field.found(self._typed)

    def take(self, key: str, character: str | None) -> bool:
        """Takes arrows, letters, Space and Enter."""
        if key in ("left", "right") and not self._open:
            self._step(1 if key == "right" else -1)
        elif self._open and key in ("up", "down", "pageup", "pagedown", "home", "end"):
            self._move(key)
        elif self._open and key == "enter":
            self.accept()
        elif key == "space" and not self._typed:
            self._show()
        elif key == "delete":
            self._take_value("")
        elif key == "backspace":
            self._find(self._typed[:-1])
        elif character and character.isprintable():
            self._find(self._typed + character)
        else:
            return False
        return True

    def _show(self) -> None:
        if self._open:
            self.accept()
        else:
            self._open, self._before = True, self.answer
            self._place = self._at(self.answer)

    def _at(self, value: str) -> int:
        return next((place for place, option in enumerate(self._options) if option[0] == value), 0)

    def _step(self, by: int) -> None:
        options = self.field.options
        if options:
            place = next((place for place, option in enumerate(options) if option[0] == self.answer), -1 if by > 0 else 0)
            self.answer = options[(place + by) % len(options)][0]

    def _move(self, key: str) -> None:
        last = len(self._options) - 1
        steps = {"up": -1, "down": 1, "pageup": -LISTED, "pagedown": LISTED, "home": -last, "end": last}
        self._place = max(0, min(last, self._place + steps[key]))
        self._chosen()

    def _chosen(self) -> None:
        if self._options:
            self.answer = self._options[self._place][0]

    def _find(self, typed: str) -> None:
        if not self._open:
            self._before = self.answer
        self._typed, self._open, self._place = typed, bool(typed) or self._open, 0
        if typed:
            self._chosen()

    def _take_value(self, value: str) -> None:
        if any(known == value for known, _ in self.field.options):
            self.answer = value
            self.accept()

    def listed(self) -> Sequence[str]:
        """Returns the words of the list."""
        return [words for _, words in self._options] if self._open else ()

    def accept(self) -> None:
        """Takes the list away and keeps what is chosen."""
        self._typed, self._open = "", False

    def close(self) -> bool:
        """Takes the list away and gives back what was chosen before."""
        was = self._open
        if was:
            self.answer = self._before
        self.accept()
        return was

    def cell(self, width: int) -> Line:
        """Returns the words of the value, and the letters typed."""
        typed = f" {self._typed}_" if self._typed else ""
        return [(" " + fit(self.field.shown(self.answer), max(0, width - 3 - len(typed))) + typed + "↕ ", "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the list."""
        if not self._open:
            return ()
        if not self._options:
            return [[("   " + tr("Nothing matches. Backspace takes letters away."), "over")]]
        return _listed(self._options, self._place, width)

    def hint(self) -> str:
        """Returns what the keys do."""
        if self._open:
            return tr("↑↓ choose · letters search · Enter takes it · Esc gives back what stood there")
        return tr("Letters search · ←→ another · Space shows all")


class SeveralEditor(PickEditor):
    """Any number of values: Space shows them and ticks the one under the cursor."""

    field: Several

    def take(self, key: str, character: str | None) -> bool:
        """Takes Space, arrows and letters; Left and Right are nobody's here."""
        if key in ("left", "right", "delete"):
            return True
        if key == "space" and self._open and not self._typed.endswith(" ") and self._options:
            self._turn(self._options[self._place][0])
            return True
        return super().take(key, character)

    def _turn(self, value: str) -> None:
        chosen = set(self.field.read(self.answer)) ^ {value}
        self.answer = ",".join(known for known, _ in self.field.options if known in chosen)

    def _chosen(self) -> None:
        pass

    def _show(self) -> None:
        super()._show()
        self._place = 0

    def cell(self, width: int) -> Line:
        """Returns the words of the values."""
        return [(" " + fit(self.field.shown(self.answer), width - 3) + "↕ ", "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the list with its ticks."""
        if not self._open:
            return ()
        chosen = set(self.field.read(self.answer))
        ticked = [(value, f"{'[x]' if value in chosen else '[ ]'} {words}") for value, words in self._options]
        return _listed(ticked, self._place, width)

    def hint(self) -> str:
        """Returns what the keys do."""
        return tr("Space ticks · letters search · Enter closes the list") if self._open else tr("Space shows all, and ticks")


class TickEditor(Editor):
    """Yes or no."""

    def take(self, key: str, character: str | None) -> bool:
        """Takes Space and the arrows."""
        if key not in ("space", "left", "right"):
            return False
        self.answer = "" if self.answer == YES else YES
        return True

    def hint(self) -> str:
        """Returns what the keys do."""
        return tr("Space: yes or no")


def day_text(day: date) -> str:
    """Returns a date with its weekday."""
    return f"{date_text(day)} {weekday_short(day)}"


def _listed(options: Sequence[Option], place: int, width: int) -> Sequence[Line]:
    """Returns the lines of a list round the place of the cursor; a sign where it goes on."""
    first = max(0, min(place - LISTED // 2, len(options) - LISTED))
    seen = options[first : first + LISTED]
    lines: list[Line] = []
    for number, (_, words) in enumerate(seen, first):
        more = "↑" if number == first and first else "↓" if number == first + len(seen) - 1 and number < len(options) - 1 else " "
        ink = "chosen" if number == place else "inset"
        lines.append([(" " + fit(words, width - 4) + f" {more} ", ink)])
    return lines
