"""The forecast over a book on a date: each planned trip judged with all else that is planned, and who can take a trip.

What if is asked of ``Reckoning.supposing``: the same functions over records that are not committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from rules.candidates import Candidate, Choice, candidates
from rules.cases import Name
from rules.findings import Finding
from rules.forecast import Plan
from rules.ledger import LONGEST_STAY
from rules.stays import Stay
from storage.findings import applications
from storage.queues import Wait, point_key
from storage.reckoning import Reckoning
from storage.records import Basis, Driver, Leg, Paper, Route, Trip
from storage.sending import candidate, without

State = Literal["within", "to-file", "to-leave", "hindered", "disputed", "over"]
"""``to-file``: within the rules once an application is filed that is still in time; ``to-leave``: once he is out, where he is inside and
no end of it is known; ``hindered``: within them by the days, but a paper, an
absence, another trip or a breach stands against it."""


@dataclass(frozen=True)
class Forecast:
    """What a trip does to one driver's days, planned by ``legs``.

    ``choice`` holds verdicts and reasons; ``disputed`` the cases in which the outcome is another; ``last_day`` is the last day within
    the rule of the stay that it ends with, ``queue_by`` that day less the firm's reserve and the ``wait`` at the point of exit (None:
    too few are known). Days, figures and dates are None where he cannot go or it is disputed, and where nothing limits him.
    """

    driver: Driver
    on: date
    legs: tuple[Leg, ...]
    choice: Choice
    state: State
    disputed: tuple[tuple[str, Name], ...] = ()
    last_day: date | None = None
    queue_by: date | None = None
    wait: Wait | None = None
    _notes: Callable[[], tuple[Finding, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def notes(self) -> tuple[Finding, ...]:
        """What there is to say of applications for its entries, whether or not the days ask for one; nothing where a reason says it."""
        if any(reason.code.startswith("application-") for reason in self.choice.reasons):
            return ()
        return self._notes()

    @property
    def warned(self) -> bool:
        """Tells whether something is amiss with an application for an entry."""
        return any(note.severity != "notice" for note in self.notes)

    @property
    def suffices(self) -> bool:
        """Tells whether the days suffice without the applications that there is something to say of."""
        return self.state == "within" and bool(self.notes) and all(note.code != "application-close" for note in self.notes)

    @property
    def able(self) -> bool:
        """Tells whether he can go, at once or on a condition that can still be met."""
        return self.state in _ABLE

    @property
    def rank(self) -> tuple[object, ...]:
        """Returns a key that sorts the best first; of whom it is disputed whether he can go stands after those who can."""
        return 0 if self.able else 1 if self.state == "disputed" else 2, self.choice.rank

    @property
    def slack(self) -> int | None:
        """How many more days of queue it stands before it breaks."""
        return self.choice.slack if self.able and self.choice.slack < LONGEST_STAY else None

    @property
    def days_left(self) -> int | None:
        """The days that it leaves of the tightest rule."""
        return self.choice.days_left if self.able else None


@dataclass(frozen=True, slots=True)
class PlannedTrip:
    """A trip that is to come and what it does to each of its crew."""

    trip: Trip
    route: Route | None
    forecasts: tuple[Forecast, ...]

    @property
    def worst(self) -> Forecast | None:
        """The forecast of the crew member whom it suits least; None where no driver is named yet."""
        return max(self.forecasts, key=lambda each: (_ORDER.index(each.state), -each.choice.slack), default=None)


_ORDER: tuple[State, ...] = ("within", "to-file", "to-leave", "hindered", "disputed", "over")
_ABLE: frozenset[State] = frozenset({"within", "to-file", "to-leave"})
_BY_CHOICE: dict[str, State] = {"yes": "within", "if-filed": "to-file", "if-out": "to-leave", "no": "hindered"}


def planned_trips(book: Reckoning, on: date) -> list[Trip]:
    """Returns the trips that are still to begin on ``on`` or later, the first to depart on top."""
    coming = [trip for trip in book.all(Trip) if is_planned(trip, on)]
    return sorted(coming, key=lambda trip: (trip.legs[0].entry, trip.id))


def is_planned(trip: Trip, on: date) -> bool:
    """Tells whether a trip is still to begin on ``on`` or later."""
    if trip.cancelled or trip.deleted or not trip.legs:
        return False
    return all(leg.entry_basis is Basis.PLANNED and leg.entry >= on for leg in trip.legs)


def forecast_trip(book: Reckoning, trip: Trip, on: date) -> PlannedTrip:
    """Returns what a planned trip does to each of its drivers, over all else that is recorded and planned for him."""
    route = book.route_named(trip.route) if trip.route else None
    crew = [driver for id in trip.drivers if (driver := book.get(Driver, id))]
    return PlannedTrip(trip, route, tuple(forecast(book, driver, trip.legs_of(driver.id), on, route, trip) for driver in crew))


def forecast(
    book: Reckoning, driver: Driver, legs: Sequence[Leg], on: date, route: Route | None = None, trip: Trip | None = None
) -> Forecast:
    """Returns what legs planned from ``on`` on do to a driver; ``trip`` is the one in the book that they stand for, if any."""
    sent = candidate(book, driver, on, route, trip.vehicle if trip else None, trip.id if trip else "")
    return judged(book, driver, sent, legs, on, trip)


def who_can_go(book: Reckoning, legs: Sequence[Leg], on: date, route: Route | None = None, trip: Trip | None = None) -> list[Forecast]:
    """Returns every driver of the firm judged for a trip, best first; who has left it by then is not asked.

    The first is the best: papers in order, slack, days left after, fewest days used. ``trip`` is judged as if it were not planned yet.
    """
    asked = asked_drivers(book, legs, on, route, trip)
    return sorted((judged(book, driver, sent, legs, on, trip) for driver, sent in asked), key=lambda each: each.rank)


def takers(book: Reckoning, plan: PlannedTrip, on: date) -> list[Forecast]:
    """Returns who can take a planned trip, as ``who_can_go`` does."""
    return who_can_go(book, plan.trip.legs, on, plan.route, plan.trip)


def asked_drivers(
    book: Reckoning, legs: Sequence[Leg], on: date, route: Route | None = None, trip: Trip | None = None
) -> list[tuple[Driver, Candidate]]:
    """Returns the drivers whom the firm has when a trip departs, each as he is judged for it whatever its dates."""
    departs = legs[0].entry
    vehicle, known = (trip.vehicle, trip.id) if trip else (None, "")
    drivers = [driver for driver in book.drivers() if driver.left is None or driver.left >= departs]
    return [(driver, candidate(book, driver, on, route, vehicle, known)) for driver in drivers]


def judged(book: Reckoning, driver: Driver, sent: Candidate, legs: Sequence[Leg], on: date, trip: Trip | None = None) -> Forecast:
    """Returns what a trip does to one driver."""
    stays = stays_of(legs)
    (choice,) = candidates([sent], stays, on, book.rulebook)
    touched = [verdict for verdict in choice.verdicts.values() if verdict.touched]
    over = any(reason.code == "over" for reason in choice.reasons)
    stopped = choice.can == "no" and not over  # by what no reading of a rule changes
    disputed = () if stopped else _disputed(book, sent, stays, on, choice, trip)
    by_days: State = "disputed" if disputed else "over" if over else "within"
    state = _BY_CHOICE[choice.can] if by_days == "within" else by_days
    last = legs[-1].exit or legs[-1].entry
    slack = min((verdict.slack for verdict in touched if verdict.slack is not None), default=None)
    last_day = last + timedelta(slack) if state in _ABLE and slack is not None and slack < LONGEST_STAY else None
    wait = book.waits.get(point_key(legs[-1].country, legs[-1].exit_point)) if legs[-1].exit_point else None
    queue_by = last_day - timedelta(book.firm.reserve + (wait.typical if wait else 0)) if last_day else None
    return Forecast(
        driver, on, tuple(legs), choice, state, disputed, last_day, queue_by, wait, lambda: _notes(book, driver, sent, stays, on, choice)
    )


def stays_of(legs: Iterable[Leg]) -> list[Stay]:
    """Returns planned legs as the arithmetic takes them; one without an exit lasts its entry date."""
    return [Stay(leg.country, leg.entry, leg.exit or leg.entry, entry_planned=True, exit_planned=True) for leg in legs]


def _notes(book: Reckoning, driver: Driver, sent: Candidate, stays: Sequence[Stay], on: date, choice: Choice) -> tuple[Finding, ...]:
    """Returns what is said of applications for the entries of a trip, under every rule that it touches; each once."""
    papers = book.papers_of(driver.id)
    entries = {stay.entry for stay in stays}
    found: dict[tuple[str, object], Finding] = {}
    for rule, verdict in choice.verdicts.items():
        if verdict.touched:
            planned = sent.until(sent.ledgers[rule], choice.out).with_stays(stays)
            for note in applications.findings(applications.Asked(driver, planned, papers, book.rulebook, on)):
                if note.params["entry"] in entries:
                    found.setdefault((note.code, note.params["entry"]), note)
    return tuple(found.values())


def _disputed(
    book: Reckoning, sent: Candidate, stays: Sequence[Stay], on: date, choice: Choice, trip: Trip | None
) -> tuple[tuple[str, Name], ...]:
    """Returns the rules and the cases of each in which it comes out otherwise whether the trip is within the rule."""
    known = trip.id if trip else ""
    view, found = _with_filed(book, choice, on), []
    for rule in book.rules_kept:
        cases = view.cases(choice.driver, rule)
        if len(cases.names) == 1:
            continue
        answers = cases.ask(lambda ledger: Plan(sent.until(without(ledger, known), choice.out), stays, on).holds(stays[0].entry))
        found += [(rule, name) for other in answers.others for name in other.cases[:1]]
    return tuple(found)


def _with_filed(book: Reckoning, choice: Choice, on: date) -> Reckoning:
    """Returns the book with the applications that a driver is still to file for a trip: how they are read may be disputed too."""
    kinds = [str(reason.params["paper"]) for reason in choice.reasons if reason.code in ("application-to-file", "application-last-day")]
    papers = [
        Paper(holder=choice.driver, kind=kind, country=book.rulebook.paper_kinds[kind].default_country, issued=on)
        for kind in dict.fromkeys(kinds)
    ]
    return book.supposing(papers) if papers else book
