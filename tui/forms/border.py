"""The border line: what comes next for a driver, as lines under his row that take the keys until it is written down or closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage.border import BorderEvent
from storage.records import Basis
from storage.text import clean
from tui.forms.cells import ChoiceCell, TextCell
from tui.forms.dates import Lean
from tui.forms.field_line import FieldLine
from tui.forms.fields import Day, Unfit
from tui.forms.known import completed
from tui.forms.typed import DayEditor
from tui.widgets.drawing import Line, Piece, person
from tui.widgets.searching import folded, found
from tui.wording import basis_name, country_name, date_text, mark, short_date, tr

_KINDS = {
    "in": mark("in: {country}"),
    "out": mark("out: {country}"),
    "over": mark("over into: {country}"),
    "queue": mark("joined the queue: {country}"),
    "turned-back": mark("turned back: {country}"),
    "leave-by": mark("told to leave: {country}, by"),
    "hand-over": mark("handed over the truck: {country}"),
    "swap": mark("swapped trucks: {country}"),
}
_FIELDS = {
    "in": ("date", "place", "basis"),
    "out": ("date", "place", "basis"),
    "over": ("date", "place", "basis"),
    "queue": ("date", "place"),
    "turned-back": ("date", "place"),
    "leave-by": ("date",),
    "hand-over": ("whom", "date", "place"),
    "swap": ("whom", "date"),
}
"""The fields of each event, in the order Tab goes through them, the crew after them; the first one takes what is typed."""

_TAB = {
    "date": mark("Tab date"),
    "place": mark("Tab place"),
    "basis": mark("Tab proof"),
    "whom": mark("Tab whom"),
    "route": mark("Tab route"),
    "crew": mark("Tab crew"),
}
_OVER_NIGHT = frozenset({"in", "out"})


def event_text(event: BorderEvent) -> str:
    """Returns what happened where, in words: ``in: Russia``."""
    return tr(_KINDS[event.kind], country=country_name(event.country))


@dataclass(frozen=True, slots=True)
class Taker:
    """A driver who may take the truck over, or swap it for his own; ``outside``: by the book he is not inside the country."""

    id: str
    name: str
    outside: bool


_NOBODY = Taker("", "", False)
"""Stands until a taker is named, where there is more than one."""


class BorderLine(FieldLine):
    """One event among those that may come next.

    Up and Down choose it, Tab goes through its fields, typing fills the one it stands in, Insert says that it was in the night that
    ends on the date. The last field is the crew, which Space takes along or not: Shift+Tab goes there at once.
    """

    def __init__(
        self,
        events: Sequence[BorderEvent],
        today: date,
        *,
        others: Sequence[str],
        crew: Callable[[BorderEvent], Sequence[str]],
        takers: Callable[[BorderEvent], Sequence[Taker]],
        points: Callable[[str], Sequence[str]],
        routes: Callable[[str], Sequence[str]],
        last_route: str,
        changed: Callable[[], None],
        taken: Callable[[BorderEvent, bool], None],
        closed: Callable[[], None],
    ) -> None:
        """``others`` are the names of those whom the event is about beside the driver of the row, ``crew`` those who travel with them.

        ``points`` and ``routes`` give the crossing points and the routes that the firm knows and that go on from what was typed. A trip
        that an event begins is on the ``last_route`` of the driver, unless another is typed.
        """
        super().__init__(changed, closed)
        self._events = list(events)
        self._today = today
        self._number = 0
        self._date = DayEditor(Day(id="date", near=today, today=today), date_text(today))
        self._with_crew = True
        self._others, self._crew, self._takers, self._taken = others, crew, takers, taken
        self._points, self._routes, self._last_route = points, routes, last_route
        self._begin()

    def _begin(self) -> None:
        """Fills the fields with what the event that is chosen now says."""
        event = self._events[self._number]
        self.field = _FIELDS[event.kind][0]
        lean: Lean = "ahead" if event.kind == "leave-by" else "back"
        self._date.field = Day(id="date", near=self._today, today=self._today, lean=lean)
        self._over_night = False
        self._mates = self._crew(event)
        self._place = TextCell(event.place)
        self._route = TextCell(self._last_route)
        self._basis = ChoiceCell(event.bases)
        self._proof = TextCell()
        self._sought = TextCell()
        self._known_takers = list(self._takers(event)) if "whom" in _FIELDS[event.kind] else []
        if len(self._known_takers) != 1:
            self._known_takers.insert(0, _NOBODY)
        self._whom = ChoiceCell(self._known_takers)

    @property
    def event(self) -> BorderEvent:
        """The event as it stands now."""
        chosen = self._events[self._number]
        return replace(
            chosen,
            day=self._date.day or self._today,
            place=self._whole_place,
            basis=self._basis.value,
            proof=clean(self._proof.value),
            over_night=self._over_night,
            to=self._whom.value.id,
            route=None if clean(self._route.value) == self._last_route else self._whole_route,
        )

    @property
    def _whole_place(self) -> str:
        """The place as it is written down: the one known point that was begun."""
        typed = clean(self._place.value)
        return typed if typed == self._events[self._number].place else completed(typed, self._points)

    @property
    def _whole_route(self) -> str:
        """The route as it is written down: the one known route that was begun."""
        typed = clean(self._route.value)
        return typed if typed == self._last_route else completed(typed, self._routes)

    def fields(self) -> Sequence[str]:
        """Returns the fields of the event."""
        event = self._events[self._number]
        return (*_FIELDS[event.kind], *(["route"] if event.begins_trip else []), *(["crew"] if self._mates else []))

    def day_of(self, field: str) -> DayEditor | None:
        """Returns the date of the event."""
        return self._date if field == "date" else None

    def title(self) -> str:
        """Returns what happened where."""
        return event_text(self.event)

    def drawn(self, field: str) -> Sequence[Piece]:
        """Returns how a field reads."""
        ink, caret = self.ink(field), "_" if field == self.field else ""
        match field:
            case "date":
                night = self._night()
                return [(f" {self._date.text()} ", ink), (f" {night} ", "dim")] if night else self.drawn_date(field, self._today)
            case "crew" | "route":
                return ()
            case "place":
                return [(_begun(self._place, caret, self._whole_place), ink)]
            case "basis":
                number = f" № {self._proof.value}{caret}" if self._proof.value or caret else ""
                return [(f" {basis_name(self._basis.value)}{number} ", ink)]
            case _:
                typed = f"{self._sought.value}{caret} → " if self._sought.value else ""
                if typed and not self._found():
                    return [(f" {typed}? ", "over")]
                return [(f" {typed}{person(self._whom.value.name, 24) or '—'} ", ink)]

    def _night(self) -> str:
        """Returns which of the two dates of a night crossing stands."""
        event = self.event
        if not event.over_night or self._date.is_typed:
            return ""
        evening, stands = short_date(event.day - timedelta(1)), short_date(event.standing_day)
        return tr("night {evening} to {morning}: {day} stands", evening=evening, morning=short_date(event.day), day=stands)

    def beside(self) -> Sequence[Line]:
        """Returns the route, who it is about too, who travels with him, what is to be known of the one who takes the truck over."""
        event, pieces = self._events[self._number], list[Piece]()
        route: list[Piece] = []
        if event.begins_trip:
            caret = "_" if self.field == "route" else ""
            route = [
                (tr("begins a trip, route"), "dim"),
                (" ", "inset"),
                (_begun(self._route, caret, self._whole_route), self.ink("route")),
            ]
        if self._others:
            pieces += [(tr("also {names}", names=", ".join(self._others)), "strong"), ("  ", "inset")]
        if self._mates:
            box = "[x] " if self._with_crew else "[ ] "
            ink = self.ink("crew")
            pieces += [(box, "strong" if ink == "inset" else ink), (tr("with {names}", names=", ".join(self._mates)), ink)]
            pieces += [("  ", "inset"), (tr("Space crew") if self.field == "crew" else tr("Shift+Tab crew"), "dim")]
        if self._whom.value.outside:
            pieces.append((tr("outside by the book: his days begin on that date"), "warn"))
        return [line for line in (route, pieces) if line]

    def tab_text(self, field: str) -> str:
        """Returns what Tab goes to."""
        return tr(_TAB[field])

    def keys(self) -> Sequence[tuple[str, str]]:
        """Returns the keys of the event and of the field."""
        keys = [
            ("enter", tr("Enter writes it")),
            ("down", tr("↑↓ another event {number}/{count}", number=self._number + 1, count=len(self._events))),
        ]
        if self.field == "date" and self.event.kind in _OVER_NIGHT:
            keys.append(("insert", tr("Insert by night")))
        elif self.field == "basis":
            keys.append(("right", tr("←→ told, seen")))
        elif self.field == "whom":
            keys.append(("right", tr("←→ another")))
        return keys

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key of the line; Delete never goes on: it would take the driver or the trip under which the line stands away."""
        return super().take(key, character) or key == "delete"

    def command(self, key: str) -> bool:
        """Takes Enter, Up and Down, Insert for the night."""
        match key:
            case "enter":
                self._write()
            case "up" | "down":
                self._date.settle(self._today)
                self._number = (self._number + (1 if key == "down" else -1)) % len(self._events)
                self._begin()
            case "insert" if self.event.kind in _OVER_NIGHT:
                self._over_night = not self._over_night
                self._basis.value = Basis.TOLD
            case _:
                return False
        return True

    def leave_field(self) -> None:
        """Makes what was typed the date, and the point that it begins the place, which is then typed anew. Raises ``Unfit``."""
        if self._sought.value and not self._found():
            raise Unfit(tr("“{text}”: nobody is found. Backspace takes letters away.", text=self._sought.value))
        self._date.settle(self._today)
        self._place.value, self._route.value = self._whole_place, self._whole_route
        self._place.enter()
        self._route.enter()

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field."""
        match self.field:
            case "crew":
                self._with_crew = self._with_crew != (key == "space")
                return key == "space"
            case "place":
                return self._place.take(key, character)
            case "route":
                return self._route.take(key, character)
            case "basis":
                if self._basis.take(key):
                    self._over_night = self._over_night and self._basis.value is Basis.TOLD
                    return True
                return self._proof.take(key, character)
            case _:
                return self._whom.take(key) or self._date_instead(key, character) or self._search(key, character)

    def _search(self, key: str, character: str | None) -> bool:
        if not self._sought.take(key, character):
            return False
        self._whom.narrow(self._found() or [_NOBODY])
        if not self._sought.value:
            self._whom.value = self._known_takers[0]
        return True

    def _date_instead(self, key: str, character: str | None) -> bool:
        """Takes the first digit of a date, which nobody's name begins with, into the date."""
        if self._sought.value or not (character or "").isdigit():
            return False
        self.field = "date"
        return self._date.take(key, character)

    def _found(self) -> list[Taker]:
        if not self._sought.value.strip():
            return self._known_takers
        return found(self._sought.value, self._known_takers, lambda taker: folded(taker.name), inside=False)

    def _write(self) -> None:
        self.leave_field()
        event = self.event
        if event.day > self._today and event.kind != "leave-by":
            self.refuse(tr("{day} is still to come: here stands only what has happened.", day=date_text(event.day)))
        else:
            self._taken(event, self._with_crew and bool(self._mates))


def _begun(cell: TextCell, caret: str, whole: str) -> str:
    """Returns what stands in a text, and the known one that is meant by it."""
    meant = f" → {whole}" if whole != clean(cell.value) else ""
    return f" {cell.value or '—'}{caret}{meant} "
