"""The full-screen program: it opens the book, changes screens, does commands, and looks at the clock.

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

from tui.clerk import Clerk
from tui.commands import COMMANDS, EVERYWHERE
from tui.laptop import Laptop, with_plain_glyphs
from tui.screens.cover import Cover
from tui.screens.frame import Frame, bindings
from tui.screens.messages import LaptopWanted, OpenConcern, OpenDriver
from tui.widgets.glyphs import PlainGlyphs
from tui.widgets.keybar import KeyBar
from tui.widgets.themes import SIXTEEN, STYLES, THEMES, theme_for
from tui.wording import date_text, tr, use

if TYPE_CHECKING:
    from storage.book import RecordBook
    from tui.screens.desk import Desk
    from tui.screens.fleet import FleetScreen

_LONG_AFTER = timedelta(60)
"""How old the newest change may be before the laptop's clock is doubted."""

_CLOCK = 20.0
"""Seconds between two looks at the day, and at what another program has written into a book that is only read here."""


DEMO = -1
"""The status of a program that was left to look at the demonstration."""

_LOCKS = 64 | 128
"""The bits of Caps Lock and Num Lock in the modifiers that a terminal reports with a key."""


def run(open_book: Callable[[], RecordBook], laptop: Laptop, today: Callable[[], date]) -> int:
    """Shows the book until the user leaves, and closes it; returns the exit status.

    What went wrong is raised once the terminal is as it was.
    """
    app = Haulbook(open_book, laptop, today)
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


class Haulbook(Clerk):
    """The program. Screens ask by messages; F-keys and the menu come as actions named after commands."""

    CSS_PATH = "app.tcss"
    TITLE = "Haulbook"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(command for command in COMMANDS if command.where == EVERYWHERE)

    _home: FleetScreen
    """The screen that all others lie over; there once the book is open."""

    def __init__(self, open_book: Callable[[], RecordBook], laptop: Laptop, today: Callable[[], date]) -> None:
        super().__init__()
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

        self.desk = Desk(self._open_book(), self._today())
        self._home = FleetScreen(self.desk)
        await self.push_screen(self._home)
        self.is_open = True
        for event in self._early:
            self.post_message(event)
        self.set_interval(_CLOCK, self.look_at_clock)
        self.call_after_refresh(self._ask_about_clock)
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
        """Moves today on when the day has changed, and with it the as-of date; in a book that is only read, takes in what was written."""
        before, self.desk.today = self.desk.today, self._today()
        if self.desk.today != before:
            self._go_to_day(self.desk.today if self.desk.on == before else self.desk.on)
        if self.desk.book.read_only and self._has_news():
            self.desk.renew_all()
            self.look_again()

    def _go_to_day(self, day: date) -> None:
        self.desk.go_to_day(day)
        self.look_again()

    def action_as_of(self) -> None:
        """Asks for the as-of date of all that is shown."""
        from tui.screens.as_of import AsOfScreen

        def go(day: str | None) -> None:
            if day:
                self._go_to_day(date.fromisoformat(day))

        self.push_screen(AsOfScreen(self.desk.on), go)

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

    # screens

    def show(self, screen: Frame) -> None:
        """Puts a screen in front; one of its kind that is open already gives way with all above it."""
        kinds = [type(open_screen) for open_screen in self.screen_stack]
        if type(screen) in kinds:
            for _ in kinds[kinds.index(type(screen)) :]:
                self.pop_screen()
        self.push_screen(screen)

    def _go_home(self) -> FleetScreen:
        """Puts the fleet in front, and returns it."""
        while self.screen is not self._home:
            self.pop_screen()
        return self._home

    def _show_of_driver(self, make: Callable[[Desk, str], Frame]) -> None:
        driver = self.front.current_driver
        if driver is None or self.desk.line_of(driver) is None:
            self.warn(tr("No driver is chosen."))
        else:
            self.show(make(self.desk, driver))

    @on(OpenDriver)
    def open_driver(self, wanted: OpenDriver) -> None:
        """Shows a driver."""
        from tui.screens.driver import DriverScreen

        self.show(DriverScreen(self.desk, wanted.driver))

    @on(OpenConcern)
    def open_concern(self, wanted: OpenConcern) -> None:
        """Shows the place where something that needs attention is dealt with."""
        from tui.screens.papers import PapersScreen
        from tui.screens.settling import SettlingScreen

        concern = wanted.concern
        driver = concern.driver.id if concern.driver else ""
        match concern.place:
            case "settling":
                self.show(SettlingScreen(self.desk, (driver, concern.finding.subject)))
            case "border":
                fleet = self._go_home()
                fleet.roster.go_to(driver)
                fleet.open_border()
            case "papers":
                papers = PapersScreen(self.desk)
                self.show(papers)
                self.call_after_refresh(papers.go_to, driver, concern.finding.subject)
            case "settings":
                self.action_settings()
            case _:
                self.open_driver(OpenDriver(driver))

    @on(KeyBar.Pressed)
    async def press(self, pressed: KeyBar.Pressed) -> None:
        """Does the command whose label was clicked."""
        await self.front.run_action(f"app.{pressed.command.id}")

    # commands

    def action_fleet(self) -> None:
        """Goes to the fleet, and puts its rows in order anew."""
        fleet = self._go_home()
        self.desk.put_in_order()
        fleet.roster.close_inset()
        fleet.roster.sought = ""
        fleet.look_again()
        fleet.roster.cursor = 0

    def action_year(self) -> None:
        """Shows the year of the driver; where that is shown already, the year of the fleet."""
        from tui.screens.year import YearScreen

        if isinstance(self.front, YearScreen):
            self.action_year_of_fleet()
        else:
            day = self.front.current_day
            self._show_of_driver(lambda desk, driver: YearScreen(desk, driver, day))

    def action_year_of_fleet(self) -> None:
        """Shows the year of the whole fleet."""
        from tui.screens.fleet_year import FleetYearScreen

        self.show(FleetYearScreen(self.desk, self.front.current_driver, self.front.current_day))

    def action_trips(self) -> None:
        """Shows all trips."""
        from tui.screens.trips import TripsScreen

        self.show(TripsScreen(self.desk))

    def action_plan(self) -> None:
        """Shows the forecast, on the first plan of the driver where there is one."""
        from tui.screens.forecast import ForecastScreen

        self.show(ForecastScreen(self.desk, self.front.current_driver))

    def action_papers(self) -> None:
        """Shows all papers."""
        from tui.screens.papers import PapersScreen

        self.show(PapersScreen(self.desk))

    def action_import(self) -> None:
        """Shows the files that can be taken in."""
        from tui.screens.importing import ImportScreen

        self.show(ImportScreen(self.desk))

    def action_settings(self) -> None:
        """Shows the settings."""
        from tui.screens.settings import SettingsScreen

        self.show(SettingsScreen(self.desk, self.laptop))

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

    def action_history(self) -> None:
        """Shows every change of the book; on a page of one driver those that bear on him."""
        from tui.screens.history import HistoryScreen
        from tui.screens.one_driver import OneDriver

        front = self.front
        self.show(HistoryScreen(self.desk, front.current_driver if isinstance(front, OneDriver) else None))

    def action_settling(self) -> None:
        """Shows what waits to be settled, of the driver first where there is one."""
        from tui.screens.settling import SettlingScreen

        driver = self.front.current_driver
        self.show(SettlingScreen(self.desk, (driver, "") if driver and self.front is not self._home else None))

    def action_attention(self) -> None:
        """Shows everything that needs attention."""
        from tui.screens.attention import AttentionScreen

        self.show(AttentionScreen(self.desk))

    def action_border(self) -> None:
        """Opens the border line under the row it is about, from a screen without such rows under the driver on the fleet."""
        from tui.screens.border import BorderFrame

        front, driver = self.front, self.front.current_driver
        if driver is None:
            self.warn(tr("No driver is chosen."))
        elif isinstance(front, BorderFrame):
            front.open_border()
        else:
            fleet = self._go_home()
            fleet.roster.go_to(driver)
            fleet.open_border()

    def action_print(self) -> None:
        """Shows what can be printed, of the driver or the drivers chosen first."""
        from tui.screens.printing import PrintScreen

        self.show(PrintScreen(self.desk, self.front.current_drivers, self.laptop.printer))

    def action_menu(self) -> None:
        """Shows every command there is, and does the one chosen."""
        from tui.screens.overlays import MenuScreen

        front = self.front

        async def do(command: str | None) -> None:
            if command:
                await front.run_action(command if hasattr(front, f"action_{command}") else f"app.{command}")

        self.push_screen(MenuScreen(front.NAME), do)

    def action_help(self) -> None:
        """Shows the help for the screen in front."""
        from tui.screens.overlays import HelpScreen

        self.push_screen(HelpScreen(self.front.NAME))

    async def action_back(self) -> None:
        """Goes one step back; from the fleet to the menu."""
        if self.screen is self._home:
            self.action_menu()
        else:
            self.pop_screen()

    def action_leave(self) -> None:
        """Ends the program; asks first where typing would be lost."""
        self.after_typing(lambda: self.exit(0))

    async def action_quit(self) -> None:
        """Ends the program."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Says how to leave, for Ctrl+C."""
        self.say(tr("F10 leaves the program."))
