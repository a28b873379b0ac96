"""The first start: who writes here, where copies of the book go, and then drivers typed in, a workbook, or the demonstration."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from storage.text import clean
from tui.laptop import Laptop, places_for_copies
from tui.screens.messages import LaptopWanted
from tui.screens.overlays import AnswerList, AskScreen, Overlay, TypeScreen
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import tr

_WIDTH = 68
"""Cells inside the frame of the panel in a window that is wide enough."""
_OTHER = "other"
"""The answer that lets a folder be typed."""


class WelcomeScreen(Overlay):
    """Gives back what is wanted next: ``new_driver``, ``import`` or ``demo``; nothing where a person looks around first."""

    AUTO_FOCUS = "#answers"

    def __init__(self, laptop: Laptop) -> None:
        super().__init__()
        self._laptop = laptop

    def compose(self) -> ComposeResult:
        """Yields a few words and what can be done."""
        with Vertical(id="panel"):
            yield FixedLines(id="welcome", grows=True)
            yield AnswerList(tr("↑↓ and Enter"))

    def on_mount(self) -> None:
        """Lists what can be done."""
        self._list_answers()

    def on_resize(self) -> None:
        """Says what this is, in lines as long as there is room for."""
        width = max(20, min(_WIDTH, self.size.width - 2) - 1)
        what = [(f" {tr('Haulbook counts the days of your drivers in Russia and Belarus.')}", "heading")]
        where = [(f" {tr('The book lies on this laptop alone, and works without a network.')}", "plain")]
        self.query_one("#welcome", FixedLines).show(*broken(what, width), *broken(where, width), ())

    def _list_answers(self) -> None:
        author, copies = self._laptop.author or "—", self._laptop.backup_place or "—"
        self.query_one(AnswerList).set_rows(
            [
                ("author", tr("Who writes here: {name}", name=author)),
                ("backup_place", tr("Copies of the book go to: {place}", place=copies)),
                ("import", tr("Take a workbook of the office in")),
                ("new_driver", tr("Type drivers in")),
                ("demo", tr("Look at a made-up firm first")),
            ]
        )

    @on(LineList.Taken, "#answers")
    def _take(self, taken: LineList.Taken) -> None:
        match taken.key:
            case "author":
                self.app.push_screen(TypeScreen(tr("Who writes here"), self._laptop.author), self._named)
            case "backup_place":
                self._ask_for_place()
            case wanted:
                self.leave(wanted)

    def _ask_for_place(self) -> None:
        found = [(str(place), str(place)) for place in places_for_copies()]
        if not found:
            self._type_place()
            return
        question = tr("Where copies of the book go")
        self.app.push_screen(AskScreen(question, [*found, (_OTHER, tr("another folder, typed"))]), self._placed)

    def _type_place(self) -> None:
        self.app.push_screen(TypeScreen(tr("Folder for copies of the book"), self._laptop.backup_place), self._placed)

    def _named(self, name: str | None) -> None:
        if name is not None:
            self._settle(replace(self._laptop, author=clean(name)), "backup_place")

    def _placed(self, place: str | None) -> None:
        if place == _OTHER:
            self._type_place()
        elif place is not None:
            self._settle(replace(self._laptop, backup_place=clean(place)), "import")

    def _settle(self, laptop: Laptop, then: str) -> None:
        """Makes the settings hold, and goes on to what comes next."""
        self._laptop = laptop
        self.post_message(LaptopWanted(laptop, ""))
        self._list_answers()
        self.query_one(AnswerList).go_to(then)
