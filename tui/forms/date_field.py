"""A field for a date: typed in any short form, or moved with the arrows; the whole date with its weekday is echoed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from textual import events
from textual.message import Message
from textual.strip import Strip

from storage.text import DateRefused
from tui.forms.dates import date_typed, key_of_date, read_date
from tui.widgets.drawing import fit
from tui.widgets.inks import Inked
from tui.wording import date_text, weekday_short


class DateField(Inked, can_focus=True):
    """Holds a date or none; posts ``Changed`` with every key that changes what it says."""

    WIDTH = 20

    class Changed(Message):
        """What the field says has changed."""

    def __init__(self, near: Callable[[], date], *, id: str | None = None, classes: str | None = None) -> None:
        """``near`` gives the date that short forms and arrows start from while the field is empty."""
        super().__init__(id=id, classes=classes)
        self._near = near
        self._typed = ""
        self._day: date | None = None

    @property
    def day(self) -> date | None:
        """The date it says; None where it is empty or what was typed is none."""
        return self._day

    @day.setter
    def day(self, day: date | None) -> None:
        self._day, self._typed = day, ""
        self.refresh()
        self.post_message(self.Changed())

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no date."""
        return bool(self._typed) and self._day is None

    def render_line(self, y: int) -> Strip:
        """Returns what was typed and the date it means."""
        width = self.size.width
        ink = "chosen" if self.has_focus else "field"
        echo = f"{date_text(self._day)} {weekday_short(self._day)}" if self._day else ""
        if self._typed:
            echo = f"{self._typed}_{'→' + date_text(self._day) if self._day else '?'}"
        elif not echo:
            echo = "_" if self.has_focus else "—"
        return self.strip([(" " + fit(echo, width - 1), "wrong" if self.is_wrong and not self.has_focus else ink)], width)

    def on_focus(self) -> None:
        """Draws the field as the one that takes the keys."""
        self.refresh()

    def on_blur(self) -> None:
        """Puts the whole date in place of the short form."""
        if self._day is not None:
            self._typed = ""
        self.refresh()

    def _moved(self, key: str) -> date | None:
        moves: dict[str, timedelta | relativedelta] = {
            "up": timedelta(1),
            "down": timedelta(-1),
            "pageup": relativedelta(months=1),
            "pagedown": relativedelta(months=-1),
        }
        if key not in moves:
            return None
        return self._day + moves[key] if self._day else self._near()

    def on_key(self, event: events.Key) -> None:
        """Takes digits and signs, the arrows, Backspace and Delete."""
        moved = self._moved(event.key)
        if moved is not None:
            self.day = moved
        elif event.key == "backspace":
            text = self._typed or (date_text(self._day) if self._day else "")
            self._type(text[:-1])
        elif event.key == "delete":
            self.day = None
        elif event.is_printable and event.character and (meant := key_of_date(event.character, self._typed)):
            self._type(self._typed + meant)
        else:
            return
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Takes the date in a pasted text."""
        self._type(date_typed(event.text))
        event.stop()

    def _type(self, text: str) -> None:
        self._typed = text
        try:
            self._day = read_date(text, self._near(), lean="ahead") if text else None
        except DateRefused:
            self._day = None
        self.refresh()
        self.post_message(self.Changed())
