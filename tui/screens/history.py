"""Every change of the book, the newest on top: when, who, why, and what it changed; of the whole book, or of one driver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult

from storage.book import BookUnreadable
from storage.commits import Commit
from storage.memory import people_of
from storage.records import Driver, Vehicle
from tui.book_words import unreadable_text
from tui.change_words import changes_text, kind_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.overlays import PageScreen
from tui.widgets.drawing import Line, fit
from tui.widgets.fixed import FixedLines
from tui.widgets.history import HistoryList
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import moment_text, tr, trn

_LINES = 3
"""Lines for what the commit under the cursor changed."""


class HistoryScreen(Frame):
    """The list of commits. ``driver`` is whose changes alone are listed at first; Tab lists all."""

    NAME = "history"
    AUTO_FOCUS = "#history"

    def __init__(self, desk: Desk, driver: str | None = None) -> None:
        super().__init__(desk)
        self._driver = driver
        self._only = driver is not None

    def body(self) -> ComposeResult:
        """Yields the list and what the commit under the cursor changed."""
        yield HistoryList(id="history", empty=tr("Nothing was changed yet: what is written into the book will stand here."))
        yield FixedLines(id="changes")

    @property
    def current_driver(self) -> str | None:
        """The driver whose changes are listed, else the first one that the commit under the cursor bears on."""
        if self._driver:
            return self._driver
        commit = self.query_one(HistoryList).current
        return next(iter(_people(commit)), None) if commit else None

    def heading(self) -> str:
        """Returns whose changes are listed, and how many they are."""
        shown = len(self.query_one(HistoryList).rows)
        driver = self.desk.driver(self._driver) if self._driver and self._only else None
        if driver is None:
            return trn("History: {n} change", "History: {n} changes", shown)
        return trn("History of {driver}: {n} change", "History of {driver}: {n} changes", shown, driver=driver.name)

    def hint(self) -> str:
        """Returns what the keys do here."""
        if self._driver:
            return tr("Tab all or his · Letters and dates search · Enter all it changed · Esc back")
        return tr("Letters and dates search · Enter all it changed · Ctrl+Z undo · Esc back")

    def look_again(self) -> None:
        """Lists the commits that the book keeps now."""
        try:
            commits = self.desk.book.history()[::-1]
        except BookUnreadable as error:
            self.query_one(HistoryList).empty = unreadable_text(error.path, error.code, error.where)
            commits = []
        if self._only and self._driver:
            commits = [commit for commit in commits if self._driver in _people(commit)]
        self.query_one(HistoryList).set_rows(commits)
        self.draw_frame()

    def _lines(self, commit: Commit) -> list[str]:
        return list(changes_text(commit, self._name_of))

    def _name_of(self, id: str) -> str:
        driver, truck = self.desk.book.get(Driver, id), self.desk.book.get(Vehicle, id)
        return driver.name if driver else truck.plate if truck else ""

    @on(LineList.Moved, "#history")
    def _draw_changes(self) -> None:
        commit = self.query_one(HistoryList).current
        self.query_one("#changes", FixedLines).show(*(_in_brief(self._lines(commit), self.size.width) if commit else ()))

    @on(LineList.Taken, "#history")
    def _open(self) -> None:
        commit = self.query_one(HistoryList).current
        if commit is not None:
            self.app.push_screen(PageScreen(list(self._page(commit))))

    def _page(self, commit: Commit) -> Iterator[Line]:
        yield [(f" {kind_text(commit)}", "heading")]
        yield [(f"  {moment_text(commit.at)} · {commit.author} · {commit.laptop}", "dim")]
        yield []
        for text in self._lines(commit):
            yield [(f"  {text}", "plain")]

    def action_whose_history(self) -> None:
        """Lists the changes of the whole book, or of the driver again."""
        if self._driver:
            self._only = not self._only
            self.look_again()
            self.say("")


def _in_brief(words: Sequence[str], width: int) -> list[Line]:
    """Returns what a commit changed in the lines there are: whole where that fits, else a line for each record and how many more."""
    whole = [part for text in words[:_LINES] for part in broken([(f" {text}", "plain")], max(20, width))]
    if len(words) == 1 or max(len(words), len(whole)) <= _LINES:
        return whole[:_LINES]
    most = _LINES if len(words) <= _LINES else _LINES - 1
    lines: list[Line] = [[(fit(f" {text}", width), "plain")] for text in words[:most]]
    rest = len(words) - most
    return [*lines, [(f" {trn('and {n} more record', 'and {n} more records', rest)}", "dim")]] if rest else lines


def _people(commit: Commit) -> list[str]:
    """Returns the ids of those whose figures a commit bore on."""
    records = [record for change in commit.changes for record in (change.before, change.after) if record is not None]
    return [person for record in records for person in people_of(record)]
