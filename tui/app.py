"""The full-screen program: it opens the book, looks as the settings say, looks at the clock, and ends.

The first frame waits for nothing but Textual: book, rules and screens come once the cover is drawn; keys pressed meanwhile are kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual import events, on
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen

from tui.commands import COMMANDS, EVERYWHERE
from tui.courier import Courier
from tui.laptop import Laptop, with_plain_glyphs
from tui.screens.cover import Cover
from tui.screens.frame import bindings
from tui.screens.messages import LaptopWanted
from tui.widgets.glyphs import PlainGlyphs
from tui.widgets.themes import SIXTEEN, STYLES, THEMES, theme_for
from tui.wording import date_text, tr, use

if TYPE_CHECKING:
    from storage.book import RecordBook

_LONG_AFTER = timedelta(60)
"""How old the newest change may be before the laptop's clock is doubted."""

_CLOCK = 20.0
"""Seconds between two looks at the day, and at what another program has written into a book that is only read here."""


DEMO = -1
"""The status of a program that was left to look at the demonstration."""

_LOCKS = 64 | 128
"""The bits of Caps Lock and Num Lock in the modifiers that a terminal reports with a key."""


def run(open_book: Callable[[], RecordBook], laptop: Laptop, today: Callable[[], date], *, is_demo: bool = False) -> int:
    """Shows the book until the user leaves, and closes it; returns the exit status.

    What went wrong is raised once the terminal is as it was.
    """
    app = Haulbook(open_book, laptop, today, is_demo=is_demo)
    app.colours = None if os.environ.get("NO_COLOR") else app.console.color_system
    app.look_as(laptop)
    try:
        app.run()
    finally:
        if app.is_open:
            app.desk.book.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


class Haulbook(Courier):
    """The program. Screens ask by messages; F-keys and the menu come as actions named after commands."""

    CSS_PATH = "app.tcss"
    TITLE = "Haulbook"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(command for command in COMMANDS if command.where == EVERYWHERE)

    def __init__(self, open_book: Callable[[], RecordBook], laptop: Laptop, today: Callable[[], date], *, is_demo: bool = False) -> None:
        """Of a book that ``is_demo`` every screen says that nothing of it is kept."""
        super().__init__()
        self._is_demo = is_demo
        self.failure: Exception | None = None
        self.is_open = False
        self._open_book = open_book
        self._today = today
        self._early: list[events.Event] = []
        self.colours: str | None = "truecolor"
        for theme in (*THEMES.values(), SIXTEEN):
            self.register_theme(theme)
        self.laptop = laptop
        self.look_as(laptop)

    # looks

    def look_as(self, laptop: Laptop) -> None:
        """Takes theme and signs of the settings, or those that the terminal can show."""
        self._glyphs = [PlainGlyphs()] if with_plain_glyphs(laptop) else []
        self.theme = theme_for(laptop.theme, self.colours).name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Returns what a theme may leave unsaid."""
        return STYLES

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Returns what each line goes through; where no colour is wanted our own theme has none, and Textual's greys are not needed."""
        return [*(each for each in super().get_line_filters() if not isinstance(each, Monochrome)), *self._glyphs]

    # opening

    def get_default_screen(self) -> Screen[None]:
        """Returns what is seen until the book is open."""
        return Cover(self._today())

    def on_mount(self) -> None:
        """Opens the book once the first frame is there."""
        self.call_after_refresh(self.call_later, self._open)

    async def _open(self) -> None:
        from tui.screens.desk import Desk
        from tui.screens.fleet import FleetScreen

        self.desk = Desk(self._open_book(), self._today(), is_demo=self._is_demo)
        self._home = FleetScreen(self.desk)
        await self.push_screen(self._home)
        self.is_open = True
        for event in self._early:
            self.post_message(event)
        self.set_interval(_CLOCK, self.look_at_clock)
        self.call_after_refresh(self._ask_about_clock)
        self.call_after_refresh(self.begin_exchanges)
        if self.desk.book.is_new and not self.desk.book.drivers() and not self.desk.book.read_only:
            self._welcome()

    def _welcome(self) -> None:
        """Asks for what the first start needs, and goes where the person wants to begin."""
        from tui.screens.welcome import WelcomeScreen

        async def begin(wanted: str | None) -> None:
            if wanted == "demo":
                self.exit(0, return_code=DEMO)
            elif wanted:
                await self.run_action(wanted)

        self.push_screen(WelcomeScreen(self.laptop), begin)

    async def on_event(self, event: events.Event) -> None:
        """Keeps what is typed before the book is open until it is."""
        if self.is_open or not isinstance(event, events.InputEvent | events.Paste):
            await super().on_event(event)
        else:
            self._early.append(event)

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """Takes a report of the cursor in the first line for F3: with Num Lock it comes as ``ESC[1;129R``, which reads like one.

        Nobody asks a terminal where its cursor is while the whole screen is ours, so no such report is expected.
        """
        if event.y == 0 and not event.x & ~_LOCKS:
            self.simulate_key("f3")

    def _fatal_error(self) -> None:
        """Keeps what went wrong for ``run`` to raise, and closes: no traceback reaches the user's screen."""
        self.failure = self._exception
        self._close_messages_no_wait()

    # the day

    def _ask_about_clock(self) -> None:
        """Puts up a banner where today lies before the newest commit, or long after it."""
        from storage.book import BookUnreadable

        try:
            newest = self.desk.book.newest
        except BookUnreadable:
            return
        if newest is None:
            return
        written = datetime.fromisoformat(newest.at).date()
        if not written <= self.desk.today <= written + _LONG_AFTER:
            self.desk.doubt = tr(
                "Is this laptop's clock right? Today is {today}, the newest change is of {written}.",
                today=date_text(self.desk.today),
                written=date_text(written),
            )
            self.front.draw_frame()

    def look_at_clock(self) -> None:
        """Moves today on when the day has changed, and with it the as-of date; takes in what others have written, where it is due."""
        before, self.desk.today = self.desk.today, self._today()
        if self.desk.today != before:
            self._go_to_day(self.desk.today if self.desk.on == before else self.desk.on)
        if self.desk.book.read_only and self._has_news():
            self.desk.renew_all()
            self.look_again()
        self.exchange_when_due()

    def _go_to_day(self, day: date) -> None:
        self.desk.go_to_day(day)
        self.look_again()

    def action_as_of(self) -> None:
        """Asks for the as-of date of all that is shown."""
        from tui.screens.as_of import AsOfScreen

        def go(day: str | None) -> None:
            if day:
                self._go_to_day(date.fromisoformat(day))

        self.push_screen(AsOfScreen(self.desk.on, self.desk.today), go)

    def action_as_of_today(self) -> None:
        """Makes today the as-of date again."""
        if self.desk.on != self.desk.today:
            self._go_to_day(self.desk.today)

    def _has_news(self) -> bool:
        from storage.book import BookUnreadable

        try:
            return self.desk.book.refresh()
        except BookUnreadable as error:
            self.warn(tr("The book cannot be read any more: {reason}", reason=error))
            return False

    @on(LaptopWanted)
    async def take_laptop(self, wanted: LaptopWanted) -> None:
        """Makes settings of this laptop hold at once, and writes them down."""
        from tui import laptop as laptops
        from tui.screens.settings import SettingsScreen

        refused = ""
        self.laptop = wanted.laptop
        try:
            self.laptop = laptops.write(wanted.laptop)
        except laptops.SettingsRefused as error:
            refused = tr("It holds until the program is left: {path} cannot be written.", path=error.path)
        self.look_as(self.laptop)
        self.desk.book.write_as(self.laptop.author, self.laptop.name)
        if use(self.laptop.language):
            await self._begin_anew()
        if wanted.changed:
            self.show(SettingsScreen(self.desk, self.laptop, wanted.changed))
        if refused:
            self.call_after_refresh(self.warn, refused)

    async def _begin_anew(self) -> None:
        """Puts a new fleet in the place of all screens: every text is asked for again."""
        from tui.screens.fleet import FleetScreen

        self._go_home()
        self._home = FleetScreen(self.desk)
        await self.switch_screen(self._home)

    # leaving

    def action_leave(self) -> None:
        """Ends the program; asks first where typing would be lost."""
        self.after_typing(self.leave)

    async def action_quit(self) -> None:
        """Ends the program."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Says how to leave, for Ctrl+C."""
        self.say(tr("F10 leaves the program."))
