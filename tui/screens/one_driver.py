"""What the screens of one driver share: whom they show, and stepping to the next one of the fleet."""

from __future__ import annotations

from tui.screens.desk import Desk
from tui.screens.frame import Frame


class OneDriver(Frame):
    """A screen of one driver; PageUp and PageDown go through the fleet."""

    NAME = "driver"

    def __init__(self, desk: Desk, driver: str) -> None:
        super().__init__(desk)
        self._driver = driver

    @property
    def current_driver(self) -> str | None:
        """The driver shown."""
        return self._driver

    @property
    def driver_name(self) -> str:
        """The full name of the driver shown."""
        driver = self.desk.driver(self._driver)
        return driver.name if driver else ""

    def action_driver_before(self) -> None:
        """Shows the driver above in the fleet."""
        self._show_driver(-1)

    def action_driver_after(self) -> None:
        """Shows the driver below in the fleet."""
        self._show_driver(1)

    def _show_driver(self, step: int) -> None:
        other = self.desk.beside(self._driver, step)
        if other:
            self._driver = other
            self.look_again()
