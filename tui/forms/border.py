"""The border line: what comes next for a driver, as lines under his row that take the keys until it is written down or closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from storage.border import BorderEvent
from storage.text import DateRefused, clean
from tui.forms.dates import key_of_date, read_date
from tui.widgets.drawing import Line, Piece, width_of
from tui.wording import country_name, date_text, mark, tr, weekday_short

_KINDS = {
    "in": mark("in: {country}"),
    "out": mark("out: {country}"),
    "over": mark("over into: {country}"),
    "queue": mark("joined the queue: {country}"),
    "turned-back": mark("turned back: {country}"),
}


def event_text(event: BorderEvent) -> str:
    """Returns what happened where, in words: ``in: Russia``."""
    return tr(_KINDS[event.kind], country=country_name(event.country))


class BorderLine:
    """One event among those that may come next; Up and Down choose, typing changes the date, Tab the place, Space the crew."""

    def __init__(
        self,
        events: Sequence[BorderEvent],
        on: date,
        *,
        crew: Callable[[BorderEvent], Sequence[str]],
        changed: Callable[[], None],
        taken: Callable[[BorderEvent, bool], None],
        closed: Callable[[], None],
    ) -> None:
        self._events = list(events)
        self._on = on
        self._place = 0
        self._typed: str | None = None
        self._on_place = False
        self._place_typed = False
        self._with_crew = True
        self._problem = ""
        self._crew, self._changed, self._taken, self._closed = crew, changed, taken, closed
        self._hints: list[tuple[int, int, str]] = []

    @property
    def event(self) -> BorderEvent:
        """The event as it stands now."""
        return self._events[self._place]

    # drawing

    def lines(self, width: int) -> Sequence[Line]:
        """Returns the event, and under it the keys or what is wrong."""
        event = self.event
        day = self._typed if self._typed is not None else tr("today") if event.day == self._on else date_text(event.day)
        first: list[Piece] = [
            ("   └ ", "inset"),
            (event_text(event), "strong"),
            ("  ", "inset"),
            (f" {day}_" if self._typed is not None else f" {day} ", "inset" if self._on_place else "chosen"),
            (self._echo(), "dim"),
            (f" {event.place or '—'}{'_' if self._on_place else ''} ", "chosen" if self._on_place else "inset"),
        ]
        crew = self._crew(event)
        if crew:
            first += [
                ("  ", "inset"),
                ("[x] " if self._with_crew else "[ ] ", "strong"),
                (tr("with {names}", names=", ".join(crew)), "inset"),
            ]
        return [first, self._second(width)]

    def _echo(self) -> str:
        if self._typed is not None:
            return "  "
        return (
            f" {weekday_short(self.event.day)} {date_text(self.event.day)}  "
            if self.event.day == self._on
            else f" {weekday_short(self.event.day)}  "
        )

    def _second(self, width: int) -> Line:
        self._hints = []
        if self._problem:
            return [("     ", "inset"), (self._problem, "over")]
        line: list[Piece] = [("     ", "inset")]
        hints = [
            ("enter", tr("Enter writes it")),
            ("down", tr("↑↓ another event {number}/{count}", number=self._place + 1, count=len(self._events))),
            ("tab", tr("Tab date") if self._on_place else tr("Tab place")),
            ("escape", tr("Esc closes")),
        ]
        if not self._on_place:
            hints.insert(2, ("", tr("←→ date")))
        if self._crew(self.event):
            hints.insert(3, ("space", tr("Space crew")))
        for key, text in hints:
            start = width_of(line)
            if start + len(text) > width:
                break
            self._hints.append((start, start + len(text), key))
            line += [(text, "dim"), ("  ", "inset")]
        return line

    def key_at(self, x: int, y: int, width: int) -> str | None:
        """Returns the key whose hint is there, or Tab for the other part of the event."""
        if y == 0:
            return None
        return next((key for start, end, key in self._hints if key and start <= x < end), None)

    # keys

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key of the border line; all others (F-keys) go on."""
        known = self._take_command(key) or (self._take_place(key, character) if self._on_place else self._take_date(key, character))
        if known and key not in ("enter", "escape"):
            self._changed()
        return known

    def _take_command(self, key: str) -> bool:
        match key:
            case "enter":
                self._write()
            case "escape":
                self._closed()
            case "up":
                self._choose(-1)
            case "down":
                self._choose(1)
            case "tab" | "shift+tab":
                if self._settle():
                    self._on_place = not self._on_place
                    self._place_typed = False
            case "space" if not self._on_place and self._crew(self.event):
                self._with_crew = not self._with_crew
            case _:
                return False
        return True

    def _choose(self, step: int) -> None:
        if self._settle():
            day = self.event.day
            self._place = (self._place + step) % len(self._events)
            self._change(day=day)

    def _take_date(self, key: str, character: str | None) -> bool:
        moves: dict[str, timedelta | relativedelta] = {
            "left": timedelta(-1),
            "right": timedelta(1),
            "pageup": relativedelta(months=-1),
            "pagedown": relativedelta(months=1),
        }
        if key in moves:
            if self._settle():
                self._change(day=self.event.day + moves[key])
            return True
        if key == "backspace":
            self._typed = (self._typed if self._typed is not None else date_text(self.event.day))[:-1]
            self._problem = ""
            return True
        if character and character.isprintable():
            meant = key_of_date(character)
            if meant:
                self._typed = (self._typed or "") + meant
                self._problem = ""
            return True
        return False

    def _take_place(self, key: str, character: str | None) -> bool:
        place = self.event.place
        if key == "backspace":
            self._change(place=place[:-1])
            self._place_typed = True
        elif character and character.isprintable():
            place = place if self._place_typed else ""
            self._place_typed = True
            self._change(place=clean(place + character) + (" " if character == " " and place else ""))
        else:
            return key in ("left", "right", "pageup", "pagedown", "home", "end")
        return True

    def _change(self, *, day: date | None = None, place: str | None = None) -> None:
        event = self.event
        self._events[self._place] = replace(event, day=day or event.day, place=event.place if place is None else place)
        self._problem = ""

    def _settle(self) -> bool:
        """Makes what was typed the date; returns whether it was one."""
        if self._typed is None:
            return True
        try:
            day = read_date(self._typed, self._on) if self._typed else self._on
        except DateRefused:
            self._problem = tr("“{text}” is no date. Type day and month: 23.11", text=self._typed)
            self._changed()
            return False
        self._typed = None
        self._change(day=day)
        return True

    def _write(self) -> None:
        if not self._settle():
            return
        if self.event.day > self._on:
            self._problem = tr("{day} is still to come: here stands only what has happened.", day=date_text(self.event.day))
            self._changed()
            return
        event = replace(self.event, place=clean(self.event.place))
        self._taken(event, self._with_crew and bool(self._crew(event)))

    def refuse(self, sentence: str) -> None:
        """Says why the event cannot be."""
        self._problem = sentence
        self._changed()
