"""What all screens look at: the book, the as-of date, and the fleet's lines, each worked out once and anew only when its driver changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from storage.answers import RosterLine, line
from storage.backups import last_outside
from storage.book import RecordBook
from storage.records import Conflict, Driver, Trip
from tui.forms.draft import Draft

if TYPE_CHECKING:
    from tui.exchanging import Exchanges

ORDERS: dict[str, Callable[[RosterLine], Any]] = {
    "attention": RosterLine.urgency,
    "name": lambda row: row.driver.name.casefold(),
    "room": lambda row: (row.room is None, row.room.days if row.room else 0, row.driver.name.casefold()),
    "where": lambda row: (not row.is_inside, row.inside or "", row.since or date.max, row.driver.name.casefold()),
}
"""The orders that the fleet may stand in: who needs attention first, by name, by days left, by country and how long he is there."""


class Desk:
    """The book on a date. It reads and never commits.

    ``today`` is the laptop's day, ``on`` the as-of date of all that is shown; ``doubt`` says why today may be wrong.
    ``drafts`` are what is typed into forms, by the keys of the forms; ``exchanges`` is how the book stands with the office's server, None
    where none was set up for it. Of a book that ``is_demo`` nothing is kept.
    """

    def __init__(self, book: RecordBook, today: date, *, is_demo: bool = False) -> None:
        self.book = book
        self.is_demo = is_demo
        self.today = self.on = today
        self.doubt = ""
        self.drafts: dict[str, Draft] = {}
        self.exchanges: Exchanges | None = None
        self.order = "attention"
        self._copied: tuple[date, date | None] | None = None
        self._lines: list[RosterLine] = []
        self._waiting: list[Driver] = book.drivers()

    @property
    def lines(self) -> list[RosterLine]:
        """The fleet, in the order it was last put in: rows keep their places while their figures change."""
        self.work()
        return self._lines

    @property
    def soonest(self) -> date:
        """The first day that a plan may depart on: after today, and after the date that it is judged as of."""
        return max(self.on, self.today) + timedelta(1)

    @property
    def copied(self) -> date | None:
        """The day of the newest copy of the book outside this laptop, or the day it began where there is none; looked up once a day."""
        if self._copied is None or self._copied[0] != self.today:
            self._copied = self.today, last_outside(self.book)
        return self._copied[1]

    @property
    def sign(self) -> str:
        """What stands in every title of the exchange with other laptops: values that wait for a person, what is not sent; often nothing."""
        conflicts = sum(1 for _ in self.book.all(Conflict))
        return " ".join(filter(None, (f"≠{conflicts}" if conflicts else "", self.exchanges.sign if self.exchanges else "")))

    @property
    def hidden(self) -> frozenset[str]:
        """The commands that menu and help leave out: those of an exchange where none was set up and nothing of one waits."""
        if self.exchanges:
            return frozenset()
        return frozenset({"exchange"}) if any(self.book.all(Conflict)) else frozenset({"exchange", "conflicts"})

    @property
    def is_ready(self) -> bool:
        """Whether every line is worked out."""
        return not self._waiting

    @property
    def progress(self) -> tuple[int, int]:
        """How many lines are worked out, of how many."""
        return len(self._lines), len(self._lines) + len(self._waiting)

    def work(self, seconds: float | None = None) -> bool:
        """Works lines out, for about so many seconds or to the end; returns whether all are done."""
        if self._waiting:
            begun = monotonic()
            while self._waiting and (seconds is None or monotonic() - begun < seconds):
                self._lines.append(line(self.book, self._waiting.pop(), self.on))
            if not self._waiting:
                self._lines.sort(key=ORDERS[self.order])
        return not self._waiting

    def put_in_order(self) -> None:
        """Puts the lines in their order, as the figures are now."""
        self._lines = sorted(self.lines, key=ORDERS[self.order])

    def sort_by_next(self) -> None:
        """Puts the lines in the next order there is."""
        orders = list(ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.put_in_order()

    def go_to_day(self, on: date) -> None:
        """Makes ``on`` the as-of date of everything."""
        self.on = on
        self.renew_all()

    def renew(self, drivers: Iterable[str]) -> None:
        """Works the lines of these drivers out anew, in their places; a new driver comes last, deleted ones go.

        Of several new ones, as an import brings them, nobody expects a place: all are put in order.
        """
        changed = set(drivers)
        living = {driver.id: driver for driver in self.book.drivers()}
        new = changed - {row.driver.id for row in self.lines}
        kept = [
            line(self.book, living[row.driver.id], self.on) if row.driver.id in changed else row
            for row in self.lines
            if row.driver.id in living
        ]
        self._lines = kept + [line(self.book, driver, self.on) for id, driver in living.items() if id in new]
        if len(new) > 1:
            self.put_in_order()

    def renew_all(self) -> None:
        """Works every line out anew when next asked for."""
        self._lines = []
        self._waiting = self.book.drivers()

    def line_of(self, driver: str) -> RosterLine | None:
        """Returns the line of a driver; None where there is no such driver."""
        return next((row for row in self.lines if row.driver.id == driver), None)

    def beside(self, driver: str, step: int) -> str | None:
        """Returns the id of the driver ``step`` rows below in the fleet, going round at the ends."""
        ids = [row.driver.id for row in self.lines]
        return ids[(ids.index(driver) + step) % len(ids)] if driver in ids else None

    def driver(self, id: str) -> Driver | None:
        """Returns a driver's record."""
        return self.book.get(Driver, id)

    @property
    def typed(self) -> list[tuple[str, Draft]]:
        """The drafts of forms in which something is typed that is not in the book, with what they are known by."""
        return [(key, draft) for key, draft in self.drafts.items() if draft.is_typed]

    def trip_of(self, ref: str) -> Trip | None:
        """Returns the trip that a stay's ``ref`` (trip id, a slash, the leg's place) names."""
        return self.book.get(Trip, ref.partition("/")[0]) if ref else None
