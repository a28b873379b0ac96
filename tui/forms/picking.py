"""Fields that are chosen: one of several values, any number of them, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from tui.forms.editor import LISTED, Editor, list_lines
from tui.forms.fields import YES, Option, Pick, Several
from tui.widgets.drawing import Line, fit
from tui.wording import tr


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
        return list_lines(self._options, self._place, width)

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
        return list_lines(ticked, self._place, width)

    def hint(self) -> str:
        """Returns what the keys do."""
        return tr("Space ticks · letters search · Enter closes the list") if self._open else tr("Space shows all, and ticks")


_SAID = {**dict.fromkeys("+yди", YES), **dict.fromkeys("-nнж", "")}
"""What a letter says: that of yes and no, да and нет, иә and жоқ, whichever language is in use."""


class TickEditor(Editor):
    """Yes or no."""

    def take(self, key: str, character: str | None) -> bool:
        """Takes Space and the arrows, and the first letters of yes and no."""
        said = _SAID.get((character or "").lower())
        if key in ("space", "left", "right"):
            self.answer = "" if self.answer == YES else YES
        elif said is not None:
            self.answer = said
        else:
            return False
        return True

    def hint(self) -> str:
        """Returns what the keys do."""
        return tr("y yes · n no · Space the other one")
