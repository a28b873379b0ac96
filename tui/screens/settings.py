"""The settings of this laptop and of the firm, each changed where it stands; what is changed holds at once."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from tui.laptop import Laptop
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import LaptopWanted, Wanted
from tui.screens.overlays import AskScreen, TypeScreen
from tui.settings import Setting, Unfit, firm_with, laptop_with, settings
from tui.widgets.drawing import Line, fit, plain
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import tr

_GROUP, _WORDS = 14, 44
"""Cells for the name of a group at least, and for the words of a setting at most."""


class SettingList(LineList[Setting]):
    """Settings with what they say; found by their words."""

    HEADED = False
    INSIDE = True

    def key_of(self, row: Setting) -> str:
        """Returns its id."""
        return row.id

    def name_of(self, row: Setting) -> str:
        """Returns the words it is found by."""
        return f"{row.group} {row.label} {row.shown}"

    def draw(self, row: Setting, width: int) -> Line:
        """Returns its group where it is the first of it, its words and its answer."""
        place = self.shown.index(row)
        group = row.group if place == 0 or self.shown[place - 1].group != row.group else ""
        names = min(17, max(_GROUP, width // 6))
        room = max(1, min(_WORDS, (width - names) * 5 // 8))
        if (wanted := cell_len(plain(row.shown))) > width - names - room:  # a long answer begins further left, where its words end early
            room = min(room, max(cell_len(row.label) + 2, width - names - wanted))
        return [(fit(group, names), "heading"), (fit(row.label, room - 1) + " ", "plain"), (fit(row.shown, width - names - room), "strong")]


class SettingsScreen(Frame):
    """The list of settings. ``at`` is the one that the cursor begins on."""

    NAME = "settings"
    AUTO_FOCUS = "#settings"

    def __init__(self, desk: Desk, laptop: Laptop, at: str = "") -> None:
        super().__init__(desk)
        self._laptop = laptop
        self._at = at

    def body(self) -> ComposeResult:
        """Yields the list and the words on the setting under the cursor."""
        yield SettingList(id="settings")
        yield FixedLines(id="about")

    def heading(self) -> str:
        """Returns the title."""
        return tr("Settings")

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Enter changes · ←→ the next value · letters search · Esc back")

    def look_again(self) -> None:
        """Lists the settings as they are now."""
        found = self.query_one(SettingList)
        found.set_rows(settings(self.desk.book.firm, self.desk.book.rulebook.rules, self._laptop))
        if self._at:
            found.go_to(self._at)
            self._at = ""

    @property
    def _current(self) -> Setting | None:
        return self.query_one(SettingList).current

    @on(LineList.Moved, "#settings")
    def _explain(self) -> None:
        setting = self._current
        lines: list[Line] = []
        if setting:
            width = max(20, self.size.width - 1)
            for piece in ((f" {setting.label}: {setting.shown}", "strong"), (f" {setting.about}", "dim")):
                lines += list(broken([piece], width))[:2]
        self.query_one("#about", FixedLines).show(*lines)

    @on(LineList.Taken, "#settings")
    def _ask(self) -> None:
        setting = self._current
        if setting is None:
            return

        def answer(text: str | None) -> None:
            if text is not None:
                self._answer(setting, text)

        if setting.options:
            self.app.push_screen(AskScreen(setting.label, setting.options, setting.answer), answer)
        else:
            self.app.push_screen(TypeScreen(setting.label, setting.answer), answer)

    def _answer(self, setting: Setting, text: str) -> None:
        if text == setting.answer:
            return
        try:
            laptop = laptop_with(self._laptop, setting.id, text)
        except KeyError:
            self._answer_of_firm(setting, text)
        else:
            self.post_message(LaptopWanted(laptop, setting.id))

    def _answer_of_firm(self, setting: Setting, text: str) -> None:
        try:
            firm = firm_with(self.desk.book.firm, setting.id, text)
        except Unfit as unfit:
            self.say(str(unfit), warning=True)
            return
        self.post_message(Wanted([firm], setting.told(text)))

    # commands

    def action_value_before(self) -> None:
        """Takes the value before."""
        self._step(-1)

    def action_value_after(self) -> None:
        """Takes the next value."""
        self._step(1)

    def _step(self, by: int) -> None:
        setting = self._current
        if setting is not None and setting.options:
            values = [value for value, _words in setting.options]
            place = values.index(setting.answer) if setting.answer in values else -1
            self._answer(setting, values[(place + by) % len(values)])
