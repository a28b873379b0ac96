"""The ways between screens: what a command or a message of a screen puts in front, and the way back.

Screens are imported when the first one is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from tui.clerk import Clerk
from tui.screens.messages import OpenConcern, OpenDriver, OpenForm
from tui.widgets.keybar import KeyBar
from tui.wording import tr

if TYPE_CHECKING:
    from rules.findings import Finding
    from tui.laptop import Laptop
    from tui.screens.desk import Desk
    from tui.screens.fleet import FleetScreen
    from tui.screens.frame import Frame


class Guide(Clerk):
    """A clerk who also knows every screen."""

    laptop: Laptop
    _home: FleetScreen
    """The screen that all others lie over; there once the book is open."""

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
        concern, subject = wanted.concern, wanted.concern.finding.subject
        driver = concern.driver.id if concern.driver else ""
        match concern.place:
            case "settling":
                from tui.screens.settling import SettlingScreen

                self.show(SettlingScreen(self.desk, (driver, subject), alone=True))
            case "border":
                self.action_border()
            case "trip" | "paper" | "opening" | "correction" as kind:
                self.open_form(OpenForm(kind, subject))
            case "person":
                self.open_form(OpenForm("driver", driver))
            case "new-paper":
                self.open_form(OpenForm("paper", driver=driver, given=concern.new_paper))
            case "settings":
                self._show_setting(concern.finding)
            case "versions":
                self._show_conflicts(subject)
            case "print":
                from tui.screens.printing import PrintScreen

                self.show(PrintScreen(self.desk, [driver], self.laptop, concern.finding.day))
            case _:
                self.open_driver(OpenDriver(driver))

    def _show_setting(self, finding: Finding) -> None:
        """Shows the setting that a finding is dealt with by: where copies go, or the rule that it names."""
        from tui.screens.settings import SettingsScreen

        rule = finding.params.get("rule")
        rule = rule if rule in self.desk.book.rulebook.rules else self.desk.book.rules_kept[0]
        self.show(SettingsScreen(self.desk, self.laptop, "backup_place" if finding.code == "copy-old" else f"rule:{rule}"))

    @on(KeyBar.Pressed)
    async def press(self, pressed: KeyBar.Pressed) -> None:
        """Does the command whose label was clicked."""
        await self.front.run_action(f"app.{pressed.command.id}")

    # commands

    def action_fleet(self) -> None:
        """Goes to the fleet as it was opened: its rows in order anew, nothing sought, and in the line of hints what the keys do."""
        fleet = self._go_home()
        self.desk.put_in_order()
        fleet.roster.close_inset()
        fleet.roster.sought = ""
        fleet.look_again()
        fleet.roster.cursor = 0
        fleet.say("")

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
        """Shows all trips, on the first of the driver looked at."""
        from tui.screens.trips import TripsScreen

        self.show(TripsScreen(self.desk, self.front.looked_at))

    def action_plan(self) -> None:
        """Shows the forecast, on the first plan of the driver where there is one."""
        from tui.screens.forecast import ForecastScreen

        self.show(ForecastScreen(self.desk, self.front.current_driver))

    def action_papers(self) -> None:
        """Shows all papers, on the first of the driver looked at."""
        from tui.screens.papers import PapersScreen

        self.show(PapersScreen(self.desk, self.front.looked_at))

    def action_import(self) -> None:
        """Shows the files that can be taken in."""
        from tui.screens.importing import ImportScreen

        self.show(ImportScreen(self.desk))

    def action_settings(self) -> None:
        """Shows the settings."""
        from tui.screens.settings import SettingsScreen

        self.show(SettingsScreen(self.desk, self.laptop))

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

    def action_conflicts(self) -> None:
        """Shows what two laptops changed at once, of the driver first where there is one, and how the exchange stands."""
        driver = self.front.current_driver
        own = self.desk.book.conflicts_of(driver) if driver else []
        self._show_conflicts(own[0].id if own else "")

    def _show_conflicts(self, sought: str) -> None:
        from tui.screens.conflicts import ConflictsScreen

        self.show(ConflictsScreen(self.desk, sought))

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

        self.show(PrintScreen(self.desk, self.front.current_drivers, self.laptop))

    def action_menu(self) -> None:
        """Shows every command there is, and does the one chosen."""
        from tui.screens.overlays import MenuScreen

        front = self.front

        async def do(command: str | None) -> None:
            if command:
                await front.run_action(command if hasattr(front, f"action_{command}") else f"app.{command}")

        self.push_screen(MenuScreen(front.NAME, self.desk.hidden), do)

    def action_help(self) -> None:
        """Shows the help for the screen in front."""
        from tui.screens.overlays import HelpScreen

        self.push_screen(HelpScreen(self.front.NAME, self.desk.hidden))

    async def action_back(self) -> None:
        """Goes one step back; from the fleet to the menu."""
        if self.screen is self._home:
            self.action_menu()
        else:
            self.pop_screen()
