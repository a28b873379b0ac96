"""A page to be read: lines of pieces, wrapped into the width there is, moved with the arrows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import chain

from rich.cells import cell_len, chop_cells
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.drawing import Line, Piece, plain
from tui.widgets.inks import Inked

_HANGING = 2
"""Cells by which the second line of a broken one stands further in."""


class Page(Inked, ScrollView, can_focus=True):
    """Draws lines, the long ones broken between words with the indent of their beginning."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._broken: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Draws these lines from now on."""
        self._lines = lines
        self._break()

    @property
    def text(self) -> str:
        """The words on the page."""
        return "\n".join("".join(text for text, _ink in line) for line in self._lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Returns the lines that the page has when it is so wide."""
        return sum(1 for line in self._lines for _part in broken(line, width - 1))

    def _break(self) -> None:
        width = self.scrollable_content_region.width - 1
        if width <= 0:
            return
        self._broken = [part for line in self._lines for part in broken(line, width)]
        self.virtual_size = Size(width, len(self._broken))
        self._scroll_update(self.virtual_size)  # a ScrollView learns of a change of its own making only so
        self.refresh()

    def on_resize(self) -> None:
        """Breaks the lines for the new width."""
        self._break()

    def render_line(self, y: int) -> Strip:
        """Returns the strip of a line in sight."""
        place = y + round(self.scroll_y)
        line = self._broken[place] if place < len(self._broken) else ()
        return self.strip(line, self.scrollable_content_region.width)

    def on_key(self, event: events.Key) -> None:
        """Takes the arrows, Home and End."""
        match event.key:
            case "up":
                self.scroll_up(animate=False)
            case "down":
                self.scroll_down(animate=False)
            case "home":
                self.scroll_home(animate=False)
            case "end":
                self.scroll_end(animate=False)
            case "space":
                self.scroll_page_down(animate=False)
            case _:
                return
        event.stop()


Marked = tuple[Line, Hashable | None]
"""A line, and what it opens."""


class OpenPage(Page):
    """A page of which some lines open something: Down goes to the next of them in sight, else reads on; Enter posts ``Opened``."""

    class Opened(Message):
        """Enter was pressed on a line, or it was clicked: what it opens."""

        def __init__(self, target: Hashable) -> None:
            super().__init__()
            self.target = target

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._opens: Sequence[Hashable | None] = ()
        self._starts: list[int] = []
        self._held: Hashable | None = None

    def show_marked(self, lines: Sequence[Marked]) -> None:
        """Draws these lines; the cursor stays on what it was on, where that is still there."""
        self._opens = [target for _line, target in lines]
        if self._held is None or self._held not in self._opens:
            self._held = next(filter(None, self._opens), None)
        self.show([line for line, _target in lines])

    @property
    def current(self) -> Hashable | None:
        """What the line under the cursor opens."""
        return self._held

    def _break(self) -> None:
        super()._break()
        width = self.scrollable_content_region.width - 1
        self._starts, place = [], 0
        for line in self._lines if width > 0 else ():
            self._starts.append(place)
            place += sum(1 for _part in broken(line, width))

    def render_line(self, y: int) -> Strip:
        """Returns the strip of a line in sight; that of the cursor under its arrow."""
        place = y + round(self.scroll_y)
        if self._held is None or place != self._place_of(self._held):
            return super().render_line(y)
        width = self.scrollable_content_region.width
        (first, ink), *rest = self._broken[place] or [(" ", "plain")]
        return self.strip([("►", "plain"), (first[1:], ink), *rest], width, "cursor")

    def _place_of(self, target: Hashable) -> int:
        at = self._opens.index(target)
        return self._starts[at] if at < len(self._starts) else -1

    def _step(self, by: int) -> bool:
        """Puts the cursor on the next line that opens something, where that is in sight or just beyond; tells whether it did."""
        marked = list(dict.fromkeys(filter(None, self._opens)))
        if self._held is None:
            return False
        at = marked.index(self._held) + by
        if not 0 <= at < len(marked):
            return False
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        before, place = self._place_of(self._held), self._place_of(marked[at])
        if not top - 1 <= place <= top + height and (top <= before < top + height or not top <= place < top + height):
            return False
        self._held = marked[at]
        self.scroll_to(y=min(max(top, place - height + 1), place), animate=False, force=True)
        self.refresh()
        return True

    def on_key(self, event: events.Key) -> None:
        """Takes Enter, and the moves that go to another line that opens something."""
        if event.key in ("home", "end"):
            marked = list(filter(None, self._opens))
            self._held = (marked[0] if event.key == "home" else marked[-1]) if marked else None
            self.refresh()
            return
        if event.key == "enter" and self._held is not None:
            self.post_message(self.Opened(self._held))
        elif event.key not in ("up", "down") or not self._step(1 if event.key == "down" else -1):
            return
        event.prevent_default()
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor on the line clicked; a second click opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = offset.y + round(self.scroll_y)
        at = max((number for number, start in enumerate(self._starts) if start <= place), default=None)
        target = self._opens[at] if at is not None else None
        if target is None:
            return
        if event.chain >= 2 and target == self._held:
            self.post_message(self.Opened(target))
        self._held = target
        self.refresh()


def broken(line: Line, width: int) -> Iterator[Line]:
    """Yields a line as several of at most ``width`` cells, each but the first indented like it and two more.

    A word that is wider than such a line, as the path of a file can be, goes on in the next one.
    """
    whole = "".join(plain(text) for text, _ink in line)
    indent = min(len(whole) - len(whole.lstrip()) + _HANGING, width // 2)
    part: list[Piece] = []
    filled = 0
    for text, ink in line:
        for word in chain.from_iterable(_pieces(each, width - indent) for each in _words(plain(text))):
            size = cell_len(word)
            if filled + cell_len(word.rstrip()) > width and part:
                yield part
                part, filled = [(" " * indent, "plain")], indent
                word = word.lstrip()
                size = cell_len(word)
            part.append((word, ink))
            filled += size
    yield part


def _pieces(word: str, width: int) -> list[str]:
    """Returns a word in pieces of at most ``width`` cells, the blanks after it with the last; one piece where it fits."""
    letters = word.rstrip()
    if cell_len(letters) <= width:
        return [word]
    *pieces, last = chop_cells(letters, max(1, width))
    return [*pieces, last + word[len(letters) :]]


def _words(text: str) -> Iterator[str]:
    """Yields the text in words, each with the blanks after it; blanks at the very beginning stand alone."""
    start = len(text) - len(text.lstrip(" "))
    if start:
        yield text[:start]
    word = ""
    for character in text[start:]:
        if character != " " and word.endswith(" "):
            yield word
            word = ""
        word += character
    if word:
        yield word
