"""A planned trip as it is typed: legs of a country, an entry and an exit; what is wrong with it, and the record it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal

from rules.stays import Stay
from storage.records import Basis, Leg, Trip
from tui.forms.choice import Choice
from tui.forms.date_field import DateField
from tui.widgets.fixed import FixedLines
from tui.wording import date_text, tr


@dataclass(frozen=True, slots=True)
class TypedLeg:
    """One country of a plan as typed so far."""

    country: str
    entry: date | None
    exit: date | None
    wrong: bool = False


def problem(legs: Sequence[TypedLeg], on: date) -> str:
    """Returns what keeps the plan from being judged, or an empty text."""
    before: date | None = None
    for number, leg in enumerate(legs, 1):
        if leg.wrong:
            return tr("Country {number}: that is no date.", number=number)
        if leg.entry is None or leg.exit is None:
            return tr("Country {number}: type the day of entry and the day of exit.", number=number)
        if leg.entry < on:
            return tr("Country {number}: a plan begins today or later.", number=number)
        if leg.exit < leg.entry:
            return tr("Country {number}: the exit is before the entry.", number=number)
        if before is not None and leg.entry < before:
            return tr("Country {number}: the entry is before the exit from the country before.", number=number)
        before = leg.exit
    return ""


def overlap(legs: Sequence[TypedLeg], on: date, taken: Sequence[Stay]) -> str:
    """Returns that the driver is on another trip on some of these dates, or an empty text; ``taken`` are his stays in the book."""
    for leg in legs:
        if leg.entry is None or leg.exit is None:
            continue
        mine = Stay(leg.country, leg.entry, leg.exit)
        for stay in taken:
            if mine.overlap(stay, on):
                return tr("He is on another trip then: {first} to {last}.", first=date_text(stay.entry), last=date_text(stay.last_date(on)))
    return ""


def stays_of(legs: Sequence[TypedLeg]) -> list[Stay]:
    """Returns the legs that have both dates as planned stays."""
    return [Stay(leg.country, leg.entry, leg.exit, entry_planned=True, exit_planned=True) for leg in legs if leg.entry and leg.exit]


def trip_of(driver: str, legs: Sequence[TypedLeg]) -> Trip:
    """Returns the planned trip that the legs become."""
    return Trip(
        legs=tuple(
            Leg(
                driver=driver,
                country=leg.country,
                entry=leg.entry,
                entry_basis=Basis.PLANNED,
                exit=leg.exit,
                exit_basis=Basis.PLANNED if leg.exit else None,
            )
            for leg in legs
            if leg.entry
        )
    )


class LegRow(Horizontal):
    """The fields of one country."""

    def __init__(self, number: int, countries: Sequence[tuple[str, str]], country: str, near: date) -> None:
        super().__init__(classes="leg")
        self._number = number
        self._countries = countries
        self._country = country
        self._first_near = near

    def compose(self) -> ComposeResult:
        """Yields country, entry and exit."""
        label = FixedLines(classes="label")
        label.show([(f" {self._number} {tr('Country')}", "dim")])
        yield label
        yield Choice(self._countries, self._country, classes="country")
        yield _words(tr("entry"))
        yield DateField(lambda: self._first_near, classes="entry")
        yield _words(tr("exit"))
        yield DateField(lambda: self.entry.day or self._first_near, classes="exit")

    @property
    def country(self) -> Choice:
        """The field of the country."""
        return self.query_one(".country", Choice)

    @property
    def entry(self) -> DateField:
        """The field of the entry."""
        return self.query_one(".entry", DateField)

    @property
    def exit(self) -> DateField:
        """The field of the exit."""
        return self.query_one(".exit", DateField)

    @property
    def typed(self) -> TypedLeg:
        """What the fields say."""
        return TypedLeg(self.country.chosen, self.entry.day, self.exit.day, self.entry.is_wrong or self.exit.is_wrong)


def _words(text: str) -> FixedLines:
    words = FixedLines(classes="between")
    words.show([(f" {text}", "dim")])
    return words
