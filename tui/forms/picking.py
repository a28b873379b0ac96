"""Fields that are chosen: one of several values, any number of them, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from tui.forms.editor import LISTED, Editor, list_lines
from tui.forms.fields import YES, Option, Pick, Several
from tui.widgets.drawing import Line, fit
from tui.wording import tr

_QUOTED = 20
"""Cells of what was typed where it is said that nothing is found by it."""


class PickEditor(Editor):
    """One of several values: arrows go through them, letters find one, Space shows all.

    While the list is open the answer is the one that stood before; letters that find nothing keep the field from being left.
    """

    field: Pick

    def __init__(self, field: Pick, answer: str) -> None:
        super().__init__(field, answer)
        self._typed = ""
        self._open = False
        self._place = -1

    @property
    def _options(self) -> Sequence[Option]:
        return self.field.found(self._typed)

    @property
    def _chosen(self) -> str:
        """The value under the cursor of the list; the answer where none is chosen there."""
        return self._options[self._place][0] if self._place >= 0 else self.answer

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
            self._open = True
            self._place = self._at_answer()

    def _at_answer(self) -> int:
        return next((place for place, option in enumerate(self.field.options) if option[0] == self.answer), -1)

    def _step(self, by: int) -> None:
        options = self.field.options
        if options:
            place = self._at_answer()
            self.answer = options[(max(place, -(by > 0)) + by) % len(options)][0]

    def _move(self, key: str) -> None:
        place, last = self._place, len(self._options) - 1
        there = {"up": place - 1, "down": place + 1, "pageup": place - LISTED, "pagedown": place + LISTED, "home": 0, "end": last}
        self._place = min(last, max(0, there[key]))

    def _find(self, typed: str) -> None:
        self._typed, self._open = typed, bool(typed) or self._open
        self._place = min(0, len(self._options) - 1) if typed else self._at_answer()

    def _take_value(self, value: str) -> None:
        if any(known == value for known, _ in self.field.options):
            self.answer = value
            self.close()

    def listed(self) -> Sequence[str]:
        """Returns the words of the list, or what is said in its place."""
        return [words for _, words in self._options] or [self.refusal()] if self._open else ()

    def refusal(self) -> str:
        """Returns what was typed and that nothing is called so; an empty text where something is."""
        if not self._typed or self._options:
            return ""
        return tr(
            "“{text}”: nothing is found. Backspace takes letters away, Esc all of them.", text=fit(self._typed.strip(), _QUOTED).rstrip()
        )

    def accept(self) -> None:
        """Takes the list away and keeps what is chosen in it; stays open where nothing is found."""
        if self._open and not self.refusal():
            self.answer = self._chosen
            self.close()

    def close(self) -> bool:
        """Takes the list away; the answer is what it was before."""
        was = self._open
        self._typed, self._open, self._place = "", False, -1
        return was

    def cell(self, width: int) -> Line:
        """Returns the words of the value, and the letters typed; these alone where nothing is found by them."""
        if self.refusal():
            return [(" " + fit(f"{self._typed}_", width - 3) + "↕ ", "chosen")]
        typed = f" {self._typed}_" if self._typed else ""
        return [(" " + fit(self.field.shown(self._chosen), max(0, width - 3 - len(typed))) + typed + "↕ ", "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the list."""
        if not self._open:
            return ()
        if refusal := self.refusal():
            return [[(f" {refusal}", "over")]]
        return list_lines(self._options, self._place, width)

    def hint(self) -> str:
        """Returns what the keys do."""
        if self._open:
            return tr("↑↓ choose · letters search · Enter takes it · Esc gives back what stood there")
        return tr("Letters search · ←→ another · Space shows all")


class SeveralEditor(PickEditor):
    """Any number of values: Space shows them and ticks the one under the cursor."""

    field: Several

    def __init__(self, field: Several, answer: str) -> None:
        super().__init__(field, answer)
        self._before = answer

    def take(self, key: str, character: str | None) -> bool:
        """Takes Space, arrows and letters; Left and Right are nobody's here."""
        if key in ("left", "right", "delete"):
            return True
        if key == "space" and self._open and not self._typed.endswith(" ") and self._place >= 0:
            chosen = set(self.field.read(self.answer)) ^ {self._chosen}
            self.answer = ",".join(known for known, _ in self.field.options if known in chosen)
            return True
        return super().take(key, character)

    def _show(self) -> None:
        super()._show()
        self._before = self.answer

    def _at_answer(self) -> int:
        return 0

    def accept(self) -> None:
        """Takes the list away; what is ticked stays."""
        self._before = self.answer
        self.close()

    def close(self) -> bool:
        """Takes the list away and gives back what was ticked before."""
        self.answer = self._before
        return super().close()

    def cell(self, width: int) -> Line:
        """Returns the words of the values."""
        return [(" " + fit(self.field.shown(self.answer), width - 3) + "↕ ", "chosen")]

    def below(self, width: int) -> Sequence[Line]:
        """Returns the list with its ticks."""
        if not self._options or not self._open:
            return super().below(width)
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
