"""Records by hand: which form opens for what, what is deleted or cancelled and what is said of it.

Forms are imported when the first one is shown.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from tui.keeper import Keeper
from tui.screens.messages import OpenForm, Removal, Wanted
from tui.wording import tr

if TYPE_CHECKING:
    from tui.screens.frame import Frame


class Clerk(Keeper):
    """A keeper of the book who also opens forms and takes records away."""

    @abstractmethod
    def show(self, screen: Frame) -> None:
        """Puts a screen in front."""

    # forms

    @on(OpenForm)
    def open_form(self, wanted: OpenForm) -> None:
        """Shows the form of a kind of record."""
        from tui.forms.kinds import form_of
        from tui.screens.form import FormScreen

        if not wanted.kind:
            self._ask_what(wanted.driver)
        else:
            form = form_of(wanted.kind)(self.desk, wanted.id, driver=wanted.driver, like=wanted.like, span=wanted.span, given=wanted.given)
            self.show(FormScreen(self.desk, form))

    def _ask_what(self, driver: str | None) -> None:
        from tui.screens.overlays import AskScreen

        kinds = [("trip", tr("trip")), ("paper", tr("paper")), ("absence", tr("absence")), ("opening", tr("days used before the book"))]

        def open_one(kind: str | None) -> None:
            if kind:
                self.open_form(OpenForm(kind, driver=driver))

        self.push_screen(AskScreen(tr("What is to be added?"), kinds), open_one)

    def _new(self, kind: str) -> None:
        self.open_form(OpenForm(kind, driver=self.front.current_driver))

    def action_new_driver(self) -> None:
        """Opens the form of a new driver."""
        self._new("driver")

    def action_new_trip(self) -> None:
        """Opens the form of a new trip."""
        self._new("trip")

    def action_new_paper(self) -> None:
        """Opens the form of a new paper."""
        self._new("paper")

    def action_new_absence(self) -> None:
        """Opens the form of a new absence."""
        self._new("absence")

    def action_new_opening(self) -> None:
        """Opens the form of days used before the book."""
        self._new("opening")

    def action_readings(self) -> None:
        """Opens the form of the firm's readings of the rules."""
        self.open_form(OpenForm("readings", self.desk.book.firm.id))

    def action_draft(self) -> None:
        """Goes back to the form that was left last with something typed in it."""
        from tui.screens.form import FormScreen

        left = self.desk.typed
        if isinstance(self.front, FormScreen):
            left = [(key, draft) for key, draft in left if key != self.front.form.key]
        if left:
            kind, id, driver, sort = left[-1][0].split(":")
            self.open_form(OpenForm(kind, id or None, driver=driver or None, given={"kind": sort} if sort else None))
        else:
            self.say(tr("Nothing is typed that is not in the book."))

    def after_typing(self, act: Callable[[], None]) -> None:
        """Does what would lose the typing in forms: at once where there is none, else when a person says so."""
        from tui.screens.overlays import AskScreen

        left = self.desk.typed if hasattr(self, "desk") else []
        if not left:
            act()
            return
        answers = [("stay", tr("no, back to the program")), ("leave", tr("yes, what was typed is lost"))]
        question = tr("Not written down: {title}. Leave?", title=left[-1][1].title)
        self.push_screen(AskScreen(question, answers), lambda answer: act() if answer == "leave" else None)

    # lists of records that have no screen of their own

    def _list(self, kind: str) -> None:
        from tui.screens.records import RecordsScreen

        self.show(RecordsScreen(self.desk, kind, self.front.looked_at))

    def action_vehicles(self) -> None:
        """Shows the trucks."""
        self._list("vehicle")

    def action_routes(self) -> None:
        """Shows the routes."""
        self._list("route")

    def action_absences(self) -> None:
        """Shows the absences."""
        self._list("absence")

    def action_openings(self) -> None:
        """Shows the days used before the book."""
        self._list("opening")

    def action_corrections(self) -> None:
        """Shows the corrections of rules."""
        self._list("correction")

    # taking away

    @on(Removal)
    def remove(self, wanted: Removal) -> None:
        """Deletes records or cancels trips, and says which days leave the count."""
        from tui.removing import removal

        done = removal(self.desk, wanted.records, cancelled=wanted.cancelled)
        if isinstance(done, Wanted):
            self.take(done)
        else:
            self.warn(done)
