"""What every screen has: the title with the as-of date, banners, the line that says what happened, the key bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.book_words import coming_text, holder_text
from tui.commands import Command, own_of, with_twins
from tui.screens.between_keys import PAUSE, SLICE, WorksBetweenKeys
from tui.screens.messages import OpenForm, Removal
from tui.widgets.drawing import INK_CLASSES, Line, fit, plain
from tui.widgets.fixed import FixedLines
from tui.widgets.keybar import KeyBar
from tui.widgets.page import broken
from tui.wording import date_text, tr, trn, weekday_short

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from storage.records import Record
    from tui.forms.draft import Draft
    from tui.screens.desk import Desk
    from tui.widgets.lines import LineList


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Returns the bindings of commands whose keys no part of a screen takes itself."""
    return [
        Binding(with_twins(command.keys), command.id, command.title, id=command.id, show=False)
        for command in commands
        if command.bound and command.keys
    ]


def title_line(text: str, on: date, width: int, sign: str = "", firm: str = "") -> Line:
    """Returns the first line of a screen: what it shows, the firm where there is room, a sign and the as-of date at the right edge.

    The weekday gives way before what the screen shows is cut.
    """
    dated = tr("as of {weekday} {day}", weekday=weekday_short(on), day=date_text(on))
    if cell_len(f"{text}{sign}{dated}") + 2 * bool(sign) + 4 > width:
        dated = tr("as of {day}", day=date_text(on))
    dated = f"{sign}  {dated}" if sign else dated
    room = max(0, width - cell_len(dated) - 3)
    whole = f" {text} · {firm}"
    return [(fit(whole if firm and cell_len(whole) <= room else f" {text}", room) + f" {dated}  ", "title")]


_SAID = 5
"""Lines at most of what is said above the key bar."""


class Frame(WorksBetweenKeys):
    """A screen of the program. ``NAME`` is what commands call it, ``current_driver`` whom F-keys act on."""

    NAME: ClassVar[str] = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(INK_CLASSES)

    def __init_subclass__(cls) -> None:
        cls.BINDINGS = bindings(own_of(cls.NAME))
        super().__init_subclass__()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._copied = ""
        self._last: tuple[str, bool] | None = None

    # what a screen fills in

    def body(self) -> ComposeResult:
        """Yields the widgets between title and key bar."""
        raise NotImplementedError

    def heading(self) -> str:
        """Returns what this screen shows, for the title line."""
        raise NotImplementedError

    def hint(self) -> str:
        """Returns the words that stand above the key bar while there is nothing else to say."""
        return ""

    @property
    def order(self) -> str:
        """What the order is called that the rows were put in, empty where it is the usual one: it stands with the title."""
        return ""

    ADDS: ClassVar[str] = ""
    """The kind of record that Insert makes a new one of."""

    @property
    def current_record(self) -> Record | None:
        """The record under the cursor: the one that is changed."""
        return None

    @property
    def current_records(self) -> list[Record]:
        """The records that are deleted or cancelled: those selected, or the one under the cursor."""
        return [self.current_record] if self.current_record is not None else []

    @property
    def current_driver(self) -> str | None:
        """The id of the driver that F-keys act on."""
        return None

    @property
    def looked_at(self) -> str | None:
        """The driver that a person went to: the current one, but in a list not the one on whom the cursor stood from the beginning."""
        from tui.widgets.lines import LineList

        lists = self.query(LineList)
        return self.current_driver if not lists or lists.first().is_pointed else None

    @property
    def current_day(self) -> date:
        """The date that is looked at: the as-of date where a screen shows none of its own."""
        return self.desk.on

    @property
    def current_drivers(self) -> list[str]:
        """The ids of all the drivers chosen here, the one that F-keys act on first."""
        return [self.current_driver] if self.current_driver else []

    def look_again(self) -> None:
        """Shows the desk as it is now: the book or the day has changed."""
        raise NotImplementedError

    def once_drawn(self, act: Callable[[], None]) -> None:
        """Acts once the screen has been drawn; not where it is on its way out by then and has no parts left to act on."""
        self.call_after_refresh(lambda: act() if self.query("#said") else None)

    def waits_for_figures(self, rows: LineList[Any]) -> bool:
        """Tells whether figures of the fleet are still to be worked out: a list then says how many are, and they are looked at again."""
        if self.desk.work(SLICE):
            return False
        done, every = self.desk.progress
        rows.empty = tr("Working out the figures: {done} of {all} drivers", done=done, all=every)
        rows.set_rows(())
        self.set_timer(PAUSE, self.look_again)
        return True

    async def written_down(self) -> None:
        """What was wanted here stands in the book now: a form begins anew."""

    # the frame

    def compose(self) -> ComposeResult:
        """Yields the frame round the body."""
        yield FixedLines(id="title")
        yield FixedLines(id="banner", grows=True)
        yield from self.body()
        with Vertical(id="foot"):
            yield FixedLines(id="said", grows=True)
            yield KeyBar()

    def on_mount(self) -> None:
        """Draws what the frame says."""
        self.look_again()
        self.draw_frame()
        self.say("")

    def on_resize(self) -> None:
        """Draws the title, and what was said, in the new width."""
        self.draw_frame()
        if self._last is not None:  # a window may change before all of the screen is there
            text, warning = self._last
            self.say(text, warning=warning)

    def on_screen_resume(self) -> None:
        """Shows what changed while another screen was in front."""
        self.draw_frame()

    def draw_frame(self) -> None:
        """Draws the title and the banners."""
        width = self.size.width
        whole = self.heading() + (f", {self.order}" if self.order else "")
        title = title_line(whole, self.desk.on, width, self.desk.sign, plain(self.desk.book.firm.name))
        self.query_one("#title", FixedLines).show(title)
        banners = [part for text in self.banners for part in broken([(" " + text, "over")], max(20, width - 1))]
        self.query_one("#banner", FixedLines).show(*banners)

    @property
    def banners(self) -> list[str]:
        """What must be known about the book before anything else."""
        book = self.desk.book
        found = [text for text in (self.desk.doubt, coming_text(book)) if text]
        if self.desk.on != self.desk.today:
            asked, today = date_text(self.desk.on), date_text(self.desk.today)
            found.append(tr("All figures are as of {day}, not of today, {today}. Ctrl+T goes back to today.", day=asked, today=today))
        if self.desk.is_demo:
            found.append(tr("A made-up firm to look at: nothing that is done here is kept."))
        if book.held_by:
            holder = plain(holder_text(book.held_by)).strip()
            found.append(tr("Read only: the book is open elsewhere ({holder}). Nothing can be changed here.", holder=holder))
        elif book.newer:
            found.append(
                tr(
                    "Read only: a newer version of the program (format {format}) wrote this book. Install it to change the book.",
                    format=book.newer,
                )
            )
        elif book.read_only:
            found.append(tr("Read only: nothing can be changed in this book."))
        elif book.cloud:
            found.append(
                tr("{name} copies this folder elsewhere: change the book on one laptop only, or move it out of there.", name=book.cloud)
            )
        return found + [tr("Not written down: {title}. Ctrl+B goes back to it.", title=draft.title) for draft in self.drafts_left()]

    def drafts_left(self) -> list[Draft]:
        """Returns what is typed in forms that are not in front."""
        return [draft for _, draft in self.desk.typed]

    # records

    def action_add(self) -> None:
        """Asks for the form of a new record."""
        self.post_message(OpenForm(self.ADDS, driver=self.current_driver))

    def action_change(self) -> None:
        """Asks for the form of the record under the cursor."""
        record = self.current_record
        if record is not None:
            self.post_message(OpenForm(type(record).__name__.lower(), record.id))

    def action_remove(self) -> None:
        """Asks for the records chosen to be taken out of the book."""
        if self.current_records:
            self.post_message(Removal(self.current_records))

    def say(self, text: str, *, warning: bool = False) -> None:
        """Says a sentence above the key bar, until something else is said; an empty one gives the place back to the hint."""
        self._last = text, warning
        ink = "warn" if warning else "strong"
        line: Line = [(" " + plain(text), ink)] if text else [(" " + self.hint(), "dim")]
        self.query_one("#said", FixedLines).show(*list(broken(line, max(20, self.size.width - 1)))[:_SAID])

    # copying

    def action_copy(self) -> None:
        """Copies the rows chosen, tabs between their columns; asked for the same once more, writes them into a file."""
        from tui.widgets.lines import LineList

        lines = self.query(LineList).first()
        rows = lines.chosen
        text = "".join("\t".join(lines.texts(row)) + "\n" for row in rows)
        if not text:
            return
        if text == self._copied:
            if path := self.written_beside(self.NAME, text):
                self.say(tr("The rows are in {path}.", path=path))
            return
        self._copied = text
        self.onto_clipboard(text)
        once_more = tr("Ctrl+C once more writes that into a file.")
        self.say(f"{trn('{n} row copied.', '{n} rows copied.', len(rows))} {once_more}")

    def onto_clipboard(self, text: str) -> None:
        """Hands a text to the terminal, and to the system's own tool too: no terminal says whether it took it, so a file is offered."""
        from tui.clipboard import hand_over

        self.app.copy_to_clipboard(text)
        self.run_worker(partial(hand_over, text), thread=True, exit_on_error=False)

    def written_beside(self, name: str, text: str) -> Path | None:
        """Writes a text into the folder of sheets under a name; returns where, None where it could not be, which is said."""
        path = self.desk.book.folder / "sheets" / f"{name}.txt"
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8-sig")
        except OSError as error:
            self.say(tr("{file} could not be written: {reason}.", file=path, reason=error), warning=True)
            return None
        return path
