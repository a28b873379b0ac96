"""A list that draws its own lines: a cursor, letters that search in it, and room for an inset under a row.

Rows are values; subclasses say how one is drawn and by what name it is found. A drawn line is kept until rows, width or colours change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.drawing import Line, fit
from tui.widgets.inks import Inked
from tui.widgets.searching import folded, found
from tui.wording import tr

Row = TypeVar("Row")

_MARGIN = {(False, False): " ", (True, False): "►", (False, True): "√", (True, True): "■"}
"""What stands before a row: under the cursor, selected, or both."""


class Inset(Protocol):
    """Lines that open under a row and take the keys while they are there."""

    def lines(self, width: int) -> Sequence[Line]:
        """Returns the lines."""

    def take(self, key: str, character: str | None) -> bool:
        """Takes a key; returns whether it was one of its own."""

    def paste(self, text: str) -> None:
        """Takes a text that was pasted."""

    def key_at(self, x: int, y: int, width: int) -> str | None:
        """Returns the key that a click there stands for."""


class Told(Message):
    """Something that happened in a list."""

    def __init__(self, lines: ScrollView) -> None:
        super().__init__()
        self.lines = lines

    @property
    def control(self) -> ScrollView:
        """The list it happened in."""
        return self.lines


class LineList(Inked, ScrollView, Generic[Row], can_focus=True):
    """A list of rows under a heading that stays; posts ``Moved`` and ``Taken``."""

    ORDERS: Sequence[tuple[str, Callable[[Any], Any]]] = ()
    """The orders that Tab goes through beside the one rows come in: what each is called, and the key of a row."""
    HEADED: ClassVar[bool] = True
    """Whether the first line is a heading that stays while rows scroll; while letters search, they stand there in any list."""
    SELECTS: ClassVar[bool] = False
    """Whether Space selects rows; Insert adds one."""
    INSIDE: ClassVar[bool] = False
    """Whether letters also find what has them inside a word."""

    cursor = reactive(0, init=False)
    """The place of the row under the cursor among the rows shown."""
    sought = reactive("", init=False)
    """The letters typed to search."""

    class Moved(Told):
        """The cursor stands on another row, or the rows under it changed."""

        def can_replace(self, message: Message) -> bool:
            """A later move makes an earlier one that nobody has seen yet needless."""
            return isinstance(message, LineList.Moved) and message.lines is self.lines

    class Taken(Told):
        """Enter was pressed on the row of this key, or it was clicked twice."""

        def __init__(self, lines: ScrollView, key: str) -> None:
            super().__init__(lines)
            self.key = key

    class Selected(Told):
        """Other rows are selected than before."""

    class Sorted(Told):
        """The rows stand in another order."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id)
        self.empty = empty
        self.selected: tuple[str, ...] = ()
        self.order = 0
        self._given: Sequence[Row] = ()
        self.rows: Sequence[Row] = ()
        self.shown: Sequence[Row] = ()
        self.inset: Inset | None = None
        self._names: dict[str, str] | None = None
        self._seeks_anew = False
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._inset_strips: list[Strip] = []

    # what a subclass says about its rows

    def key_of(self, row: Row) -> str:
        """Returns what tells one row from another and stays when its figures change."""
        raise NotImplementedError

    def name_of(self, row: Row) -> str:
        """Returns the words a row is found by."""
        raise NotImplementedError

    def draw(self, row: Row, width: int) -> Line:
        """Returns the line of a row."""
        raise NotImplementedError

    def heading(self, width: int) -> Line:
        """Returns the heading."""
        return ()

    def texts(self, row: Row) -> list[str]:
        """Returns the texts of a row, uncut: what is copied of it."""
        return [" ".join("".join(text for text, _ink in self.draw(row, self._width)).split())]

    # rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows these rows, in the order chosen; the cursor stays on the row it was on, the search goes on."""
        kept = self.key_of(self.current) if self.current is not None else None
        self._given = rows
        self.rows = sorted(rows, key=self.ORDERS[self.order - 1][1]) if self.order else rows
        self._names = None
        if self.selected:
            there = {self.key_of(row) for row in rows}
            self.selected = tuple(key for key in self.selected if key in there)
        self._narrow(kept)

    def sort_on(self) -> None:
        """Puts the rows in the next order, after the last one again in the one they come in; the first row is then under the cursor."""
        self.order = (self.order + 1) % (len(self.ORDERS) + 1)
        self.set_rows(self._given)
        self.cursor = 0
        self.post_message(self.Sorted(self))

    @property
    def order_name(self) -> str:
        """What the order that was chosen is called; empty for the one that rows come in."""
        return tr(self.ORDERS[self.order - 1][0]) if self.order else ""

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None in an empty list."""
        return self.shown[self.cursor] if 0 <= self.cursor < len(self.shown) else None

    @property
    def is_pointed(self) -> bool:
        """Whether the row under the cursor is one that somebody went to, by moving or by a search."""
        return bool(self.cursor or self.sought)

    def go_to(self, key: str) -> None:
        """Puts the cursor on the row of that key; where a search hides it, the search goes."""
        if self.sought and not any(self.key_of(row) == key for row in self.shown):
            self.sought = ""
        for place, row in enumerate(self.shown):
            if self.key_of(row) == key:
                self.cursor = place
                return

    def _narrow(self, keep: str | None) -> None:
        self.shown = self._found() if self.sought else self.rows
        self._strips = {}
        self._measure()
        gone = self.cursor if keep else 0
        place = self.validate_cursor(next((place for place, row in enumerate(self.shown) if self.key_of(row) == keep), gone))
        if place != self.cursor:
            self.cursor = place
        else:
            self._follow()
            self.post_message(self.Moved(self))
        self.refresh()

    # selection

    @property
    def chosen(self) -> list[Row]:
        """The rows selected, or the one under the cursor where none is."""
        if self.selected:
            known = {self.key_of(row): row for row in self.rows}
            return [known[key] for key in self.selected if key in known]
        return [] if self.current is None else [self.current]

    def select(self, keys: Iterable[str]) -> None:
        """Makes the rows of these keys the ones selected, in this order."""
        chosen = tuple(keys)
        if chosen != self.selected:
            self.selected = chosen
            self._strips = {}
            self.refresh()
            self.post_message(self.Selected(self))

    def _select_or_not(self) -> None:
        """Selects the row under the cursor, or takes it out; the next letter begins a new search."""
        if self.current is not None:
            key = self.key_of(self.current)
            self.select([one for one in self.selected if one != key] if key in self.selected else [*self.selected, key])
            self._seeks_anew = bool(self.sought)
            self.cursor += 1

    # search

    def _found(self) -> list[Row]:
        names = self._names = self._names or {self.key_of(row): folded(self.name_of(row)) for row in self.rows}
        return found(self.sought, self.rows, lambda row: names[self.key_of(row)], inside=self.INSIDE)

    def watch_sought(self) -> None:
        """Narrows the rows to those that match."""
        self._seeks_anew = False
        self.close_inset()
        self._narrow(self.key_of(self.current) if self.current is not None and not self.sought else None)

    # inset

    def open_inset(self, inset: Inset) -> None:
        """Opens lines under the row of the cursor; they take the keys until closed."""
        self.inset = inset
        self.inset_changed()

    def inset_changed(self) -> None:
        """Draws the open inset anew."""
        if self.inset is not None:
            width = self._width
            self._inset_strips = [self.strip(line, width, "inset") for line in self.inset.lines(width)]
        self._measure()
        self._follow()
        self.refresh()

    def close_inset(self) -> None:
        """Takes the inset away."""
        if self.inset is not None:
            self.inset = None
            self._inset_strips = []
            self._measure()
            self.refresh()

    # measures: a line is counted from the top of the list without its heading

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _headed(self) -> bool:
        return self.HEADED or bool(self.sought)

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - self._headed)

    def _measure(self) -> None:
        below = len(self.shown) + len(self._inset_strips) if self.shown else len(self._in_place_of_rows()) + 1
        self.virtual_size = Size(0, below + self._headed)
        self._scroll_update(self.virtual_size)  # a ScrollView learns of a change of its own making only so

    def _place_at(self, line: int) -> tuple[int, int | None]:
        """Returns the row at a line, and which line of the inset it is, None for the row itself."""
        height = len(self._inset_strips)
        if line <= self.cursor or not height:
            return line, None
        if line <= self.cursor + height:
            return self.cursor, line - self.cursor - 1
        return line - height, None

    def _follow(self) -> None:
        """Scrolls so that the row of the cursor and its inset are in sight."""
        first, last = self.cursor, self.cursor + len(self._inset_strips)
        top = round(self.scroll_y)
        if last >= top + self._page:
            top = last - self._page + 1
        self.scroll_to(y=min(top, first), animate=False, force=True)

    def on_resize(self) -> None:
        """Draws anew in the new width."""
        self._strips = {}
        self.inset_changed()

    def inks_changed(self) -> None:
        """Drops the kept strips, and draws the open inset anew."""
        self._strips = {}
        if self.inset is not None:
            self.inset_changed()

    # drawing

    def render_line(self, y: int) -> Strip:
        """Returns the strip of a line in sight."""
        width = self._width
        if self._headed:
            if y == 0:
                return self._heading_strip(width)
            y -= 1
        if not self.shown:
            return self._empty_strip(y, width)
        place, inset = self._place_at(y + round(self.scroll_y))
        if inset is not None:
            return self._inset_strips[inset]
        if place >= len(self.shown):
            return self.strip((), width)
        held = place == self.cursor
        strip = self._strips.get((place, held))
        if strip is None:
            line = self.draw(self.shown[place], width - 1)
            under = ("cursor",) if held else ()
            chosen = bool(self.selected) and self.key_of(self.shown[place]) in self.selected
            strip = self.strip([(_MARGIN[held, chosen], "match" if chosen else "plain"), *line], width, *under)
            self._strips[place, held] = strip
        return strip

    def _heading_strip(self, width: int) -> Strip:
        if self.sought:
            return self.strip([(fit(f" {tr('Search: {typed}', typed=self.sought)}_", width), "match")], width)
        return self.strip([(" ", "head"), *self.heading(width - 1)], width, "head")

    def _empty_strip(self, y: int, width: int) -> Strip:
        lines = self._in_place_of_rows()
        return self.strip([(fit("  " + lines[y - 1], width), "dim")] if 1 <= y <= len(lines) else (), width)

    def _in_place_of_rows(self) -> list[str]:
        """Returns the lines that say why there is no row."""
        text = tr("Nothing matches. Backspace takes letters away.") if self.sought else self.empty
        return text.split("\n")

    # moving

    def watch_cursor(self, before: int, now: int) -> None:
        """Draws the two rows anew and tells the screen."""
        self.close_inset()
        top = self._headed
        self.refresh_lines(top + before)
        self.refresh_lines(top + now)
        self._follow()
        self.post_message(self.Moved(self))

    def validate_cursor(self, place: int) -> int:
        """Keeps the cursor among the rows."""
        return max(0, min(place, len(self.shown) - 1))

    def _moves(self) -> dict[str, Callable[[], int]]:
        return {
            "up": lambda: self.cursor - 1,
            "down": lambda: self.cursor + 1,
            "pageup": lambda: self.cursor - self._page,
            "pagedown": lambda: self.cursor + self._page,
            "home": lambda: 0,
            "end": lambda: len(self.shown) - 1,
        }

    def on_key(self, event: events.Key) -> None:
        """Takes moves, Enter and letters; all else goes on to the commands."""
        if self.inset is not None and self.inset.take(event.key, event.character):
            event.stop()
            return
        if self._take(event):
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Gives a pasted text to the inset."""
        if self.inset is not None:
            self.inset.paste(event.text)
            event.stop()

    def _take(self, event: events.Key) -> bool:
        move = self._moves().get(event.key)
        if move is not None:
            self.cursor = move()
        elif event.key == "enter":
            if self.current is not None:
                self.post_message(self.Taken(self, self.key_of(self.current)))
        elif event.key == "tab" and self.ORDERS:
            self.sort_on()
        elif event.key == "backspace" and self.sought:
            self.sought = self.sought[:-1]
        elif event.key == "escape" and self.sought:
            self.sought = ""
        elif event.key == "escape" and self.selected:
            self.select(())
        elif self.SELECTS and event.key == "space":
            self._select_or_not()
        elif event.is_printable and event.character and not event.character.isspace():
            self.sought = event.character if self._seeks_anew else self.sought + event.character
        else:
            return False
        return True

    def on_click(self, event: events.Click) -> None:
        """Moves the cursor to the row clicked; a second click takes it."""
        offset = event.get_content_offset(self)
        if offset is None or (self._headed and offset.y == 0):
            return
        place, inset = self._place_at(offset.y - self._headed + round(self.scroll_y))
        if inset is not None and self.inset is not None:
            key = self.inset.key_at(offset.x, inset, self._width)
            if key is not None:
                self.inset.take(key, None)
        elif place < len(self.shown):
            if event.chain >= 2 and place == self.cursor:
                self.post_message(self.Taken(self, self.key_of(self.shown[place])))
            self.cursor = place
