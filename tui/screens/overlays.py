"""What lies over a screen for a moment: the menu of every command, and the help for the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.commands import COMMANDS, EVERYWHERE, SCREENS, Command, key_bar, keys_text, own_of, with_twins
from tui.forms.fields import Text
from tui.forms.typed import TextEditor
from tui.widgets.drawing import INK_CLASSES, Line, fit, plain
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import Page, broken
from tui.wording import tr

_KEYS = 18
"""Cells for the keys of a command in the menu."""

_BAR = {command.keys[0]: command.id for _, command in key_bar()}
"""The command of each F-key on the key bar, which stays in sight under what lies over a screen."""


class CommandList(LineList[Command]):
    """Commands with their keys; found by any word of their title."""

    INSIDE = True

    def key_of(self, row: Command) -> str:
        """Returns its id."""
        return row.id

    def name_of(self, row: Command) -> str:
        """Returns its title."""
        return tr(row.title)

    def heading(self, width: int) -> Line:
        """Returns the heading."""
        return [(fit(tr("Menu: Enter does it, letters search"), width), "head")]

    def draw(self, row: Command, width: int) -> Line:
        """Returns its title and keys."""
        keys = fit(keys_text(row) if row.keys else "", _KEYS)
        return [(fit(tr(row.title), width - _KEYS - 1), "plain"), (" ", "plain"), (keys, "dim")]


class Overlay(ModalScreen[str]):
    """Lies over a screen until it is answered or left, once: keys that come while it goes are not its own any more."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(INK_CLASSES)
    CLOSING: ClassVar[frozenset[str]] = frozenset({"escape"})
    """The keys that leave it unanswered."""

    def __init__(self) -> None:
        super().__init__()
        self._is_left = False

    def leave(self, answer: str | None = None) -> None:
        """Takes it away, with an answer or without."""
        if not self._is_left:
            self._is_left = True
            self.dismiss(answer)

    async def on_key(self, event: events.Key) -> None:
        """Takes the keys that leave it; an F-key leaves it and does what the key bar says."""
        if event.key in self.CLOSING:
            event.stop()
            self.leave()
        elif event.key in _BAR:
            event.stop()
            self.leave()
            await self.app.run_action(_BAR[event.key])


class MenuScreen(Overlay):
    """Every command there is; gives back the id of the one chosen, or nothing."""

    AUTO_FOCUS = "#menu"
    CLOSING = frozenset({"escape", "f9"})

    def __init__(self, screen: str, hidden: Collection[str]) -> None:
        """``screen`` is the one the menu lies over: its own commands stand first; ``hidden`` are those left out."""
        super().__init__()
        self._over = screen
        self._hidden = hidden

    def compose(self) -> ComposeResult:
        """Yields the list and the help of the command under the cursor."""
        with Vertical(id="panel"):
            yield CommandList(id="menu")
            yield FixedLines(id="what")

    def on_mount(self) -> None:
        """Fills the list."""
        own = [command for command in own_of(self._over) if command.menu]
        others = [command for command in COMMANDS if command.menu and command.where == EVERYWHERE]
        self.query_one(CommandList).set_rows([command for command in (*own, *others) if command.id not in self._hidden])

    @on(LineList.Moved, "#menu")
    def _explain(self) -> None:
        command = self.query_one(CommandList).current
        text = tr(command.help) if command else ""
        what = self.query_one("#what", FixedLines)
        what.show(*list(broken([(f" {text}", "dim")], (what.size.width or 60) - 1))[:2])

    @on(LineList.Taken, "#menu")
    def _run(self, taken: LineList.Taken) -> None:
        self.leave(taken.key)


class AskScreen(Overlay):
    """A question with a few answers; gives back the id of the one chosen, or nothing."""

    AUTO_FOCUS = "#answers"

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Takes the question, each answer's id and words, and the one that the cursor begins on."""
        super().__init__()
        self._question = question
        self._answers = answers
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Yields the answers under the question."""
        with Vertical(id="panel"):
            yield AnswerList(self._question)

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one(AnswerList).set_rows(self._answers)
        self.call_after_refresh(self.query_one(AnswerList).go_to, self._chosen)  # once it is as high as it will be

    @on(LineList.Taken, "#answers")
    def _answer(self, taken: LineList.Taken) -> None:
        self.leave(taken.key)


_CLEARS = frozenset(with_twins(("ctrl+u",)).split(","))


class TypeScreen(Overlay):
    """A line to type in; gives back the text, or nothing. What stands there goes with the first letter typed, unless it is gone into."""

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self.question = question
        self.editor = TextEditor(Text(id="typed"), text)
        self.is_whole = bool(text)

    def compose(self) -> ComposeResult:
        """Yields the question and the line."""
        with Vertical(id="panel"):
            yield FixedLines(id="typed")

    def on_mount(self) -> None:
        """Shows the text that stands there."""
        self.draw()

    def on_resize(self) -> None:
        """Draws the line in the new width."""
        self.draw()

    def draw(self) -> None:
        """Draws the question, the line and what the keys do."""
        line = self.query_one("#typed", FixedLines)
        width = line.size.width or 60
        line.show([(f" {self.question}", "head")], self.field(width), [(f" {tr('Enter takes it · Esc leaves it as it was')}", "dim")])

    def field(self, width: int) -> Line:
        """Returns the line in so many cells; marked where the next letter takes its place."""
        if self.is_whole:
            return [(" ", "field"), (self.editor.answer[-max(1, width - 3) :], "match"), (" ", "field")]
        return [(text, "field" if ink == "chosen" else ink) for text, ink in self.editor.cell(width)]

    def taken(self) -> None:
        """Enter was pressed."""
        self.leave(self.editor.answer)

    async def on_key(self, event: events.Key) -> None:
        """Takes letters and the moves of the caret, Ctrl+U for an empty line, and Enter."""
        if event.key == "enter":
            self.taken()
        elif event.key in _CLEARS or (self.is_whole and event.key in ("backspace", "delete")):
            self.become("")
        elif not self.takes(event.key, event.character if event.is_printable else None):
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()

    def takes(self, key: str, character: str | None) -> bool:
        """Takes a key where it is one of the line's own."""
        if self.is_whole and character:
            self.editor.become("")
        taken = self.editor.take(key, character)
        if taken:
            self.is_whole = False
            self.changed()
        return taken

    def become(self, text: str) -> None:
        """Puts another text into the line."""
        self.is_whole = False
        self.editor.become(text)
        self.changed()

    def changed(self) -> None:
        """The line says something else now."""
        self.draw()

    def on_paste(self, event: events.Paste) -> None:
        """Takes a pasted text, its lines as one."""
        event.stop()
        if self.is_whole or self.replaces(event.text.strip()):
            self.editor.become("")
        self.is_whole = False
        self.editor.paste(plain(event.text.strip()))
        self.changed()

    def replaces(self, pasted: str) -> bool:
        """Tells whether a pasted text takes the place of what stands there."""
        return False


class AnswerList(LineList[tuple[str, str]]):
    """The answers to a question, which is its heading."""

    INSIDE = True

    def __init__(self, question: str) -> None:
        super().__init__(id="answers")
        self._question = question

    def key_of(self, row: tuple[str, str]) -> str:
        """Returns the answer's id."""
        return row[0]

    def name_of(self, row: tuple[str, str]) -> str:
        """Returns the answer's words."""
        return row[1]

    def heading(self, width: int) -> Line:
        """Returns the question."""
        return [(fit(self._question, width), "head")]

    def draw(self, row: tuple[str, str], width: int) -> Line:
        """Returns the answer's words."""
        return [(fit(row[1], width), "plain")]


class PageScreen(Overlay):
    """A page to be read."""

    AUTO_FOCUS = "#help"
    CLOSING = frozenset({"escape", "enter", "f1"})

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Yields the page."""
        with Vertical(id="panel"):
            yield Page(id="help")

    def on_mount(self) -> None:
        """Writes the page."""
        self.query_one(Page).show(self._lines)


class HelpScreen(PageScreen):
    """What a screen shows and which keys it has."""

    def __init__(self, screen: str, hidden: Collection[str]) -> None:
        super().__init__(list(help_page(screen, hidden)))


def help_page(screen: str, hidden: Collection[str] = ()) -> Iterator[Line]:
    """Yields the lines of the help for a screen, some commands left out."""
    about = SCREENS[screen]
    yield [(f" {tr('What this screen is for')}", "heading")]
    yield [(f"  {tr(about.what)}", "plain")]
    yield []
    yield [(f" {tr('What can be done here')}", "heading")]
    yield from ([("  · ", "dim"), (tr(task), "plain")] for task in about.tasks)
    own = list(own_of(screen))
    others = [command for command in COMMANDS if command.where == EVERYWHERE and command.id not in hidden]
    room = 2 + max(len(keys_text(command)) for command in (*own, *others))
    if own:
        yield []
        yield [(f" {tr('Keys of this screen')}", "heading")]
        yield from _keys(own, room)
    yield []
    yield [(f" {tr('Keys everywhere')}", "heading")]
    yield from _keys(others, room)
    yield []
    yield [(f"  {tr('Esc closes this page.')}", "dim")]


def _keys(commands: Iterable[Command], room: int) -> Iterator[Line]:
    for command in commands:
        yield [(f"  {keys_text(command):<{room}}", "strong"), (tr(command.title), "plain")]
        yield [(f"      {tr(command.help)}", "dim")]
