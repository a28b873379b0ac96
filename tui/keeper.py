"""The one place where messages become commits: what screens want written down, undo and redo, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from tui.book_words import unreadable_text
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.system_words import system_text
from tui.wording import mark, tr

if TYPE_CHECKING:
    from storage.book import Commit
    from storage.records import Record
    from tui.screens.desk import Desk

MANY = 40
"""People whose figures are worked out anew at once; those of more are worked out between keys, as on opening."""


class Keeper(App[int]):
    """An app that keeps the book of its ``desk``, which is there once the book is open."""

    desk: Desk

    @property
    def front(self) -> Frame:
        """The screen in front, whatever lies over it."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Frame))

    def say(self, text: str) -> None:
        """Says a sentence on the screen in front."""
        self.front.say(text)

    def warn(self, text: str) -> None:
        """Says on the screen in front what could not be done."""
        self.front.say(text, warning=True)

    @on(Wanted)
    def take(self, wanted: Wanted) -> None:
        """Commits what a screen asked for."""
        self.say(tr("That changes nothing: the book says so already."))
        commit = self._write(lambda: self.desk.book.commit(wanted.changes, wanted.reason))
        if commit is not None:
            self._show_changed(commit)
            self.call_later(self._written, wanted.said or tr("Written down: {what}. Ctrl+Z takes it back.", what=wanted.reason))

    async def _written(self, said: str) -> None:
        await self.front.written_down()
        self.say(said)

    def action_undo(self) -> None:
        """Takes back the last change of the book."""
        self._turn(self.desk.book.undo, tr("There is nothing to undo."), mark("Undone: {what}. Ctrl+Y brings it back."))

    def action_redo(self) -> None:
        """Brings back what was undone last."""
        self._turn(self.desk.book.redo, tr("There is nothing to redo."), mark("Done again: {what}."))

    def _turn(self, change: Callable[[], Commit | None], nothing: str, done: str) -> None:
        self.say(nothing)
        commit = self._write(change)
        if commit is not None:
            self._show_changed(commit)
            self.say(tr(done, what=commit.reason))

    def _write(self, change: Callable[[], Commit | None]) -> Commit | None:
        """Does something to the book and says why where it could not be done."""
        from storage.book import NOT_COMMITTED

        try:
            return change()
        except NOT_COMMITTED as error:
            self.warn(refused_text(error))
        return None

    def _show_changed(self, commit: Commit) -> None:
        records = [record for change in commit.changes for record in (change.before, change.after) if record is not None]
        self._renew(records)

    def _renew(self, records: Iterable[Record]) -> None:
        from storage.records import Correction, Firm, RuleFile

        changed = list(records)
        people = {person for record in changed for person in self.desk.book.touched_by(record)}
        if len(people) > MANY or any(isinstance(record, Firm | Correction | RuleFile) for record in changed):
            self.desk.renew_all()
        else:
            self.desk.renew(people)
        self.look_again()

    def look_again(self) -> None:
        """Shows the desk as it is now on every open screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Frame):
                screen.look_again()
                screen.draw_frame()


def refused_text(error: Exception) -> str:
    """Returns why a change of the book, one of ``storage.book.NOT_COMMITTED``, could not be made."""
    from storage.book import BookNotWritten, BookReadOnly, BookUnreadable, RecordRefused
    from tui.record_words import problem_text

    match error:
        case BookReadOnly():
            return tr("The book is open for reading only: nothing was changed.")
        case BookNotWritten():
            cause = f"{error.path}: {system_text(error.cause)}"
            return tr("The disk did not take it: {reason}. Nothing was changed.", reason=cause)
        case BookUnreadable():
            return unreadable_text(error.path, error.code, error.where)
        case RecordRefused():
            return tr("That cannot be written down: {reason}.", reason=", ".join(map(problem_text, error.codes)))
    raise error
