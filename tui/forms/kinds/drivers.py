"""The forms of a driver and of his absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import msgspec

from storage.records import Absence, Driver, FormerCitizenship, Record
from storage.text import find_driver, word_key
from tui.forms.draft import Answers
from tui.forms.fields import Country, Day, FormLine, Pick, Text, country_options
from tui.forms.form import came_from, count, first_day, row_of, with_row, without_row
from tui.forms.kinds.plain import PlainForm, answers_of, driver_options
from tui.wording import tr

_NATIONS = ("KZ", "KG", "UZ", "TJ", "AM", "AZ", "RU", "BY")
"""The citizenships that are offered first: those of the drivers of the region."""
_FORMER = "formerly"


class DriverForm(PlainForm):
    """A person who drives for the firm."""

    KIND = "driver"
    RECORD = Driver
    EXPLAINED: ClassVar = {"name-missing": "name", "left-before-joined": "left"}

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New driver") if self.id is None else tr("Driver")

    def fresh(self) -> Driver:
        """Returns a driver without a name, a citizen of the firm's country."""
        return Driver(name="", citizenship=self.desk.book.firm.country)

    def start(self) -> dict[str, str]:
        """Returns what the record says, former citizenships too."""
        answers = super().start()
        record = self.record
        for place, before in enumerate(record.formerly if isinstance(record, Driver) else ()):
            answers = with_row(answers, _FORMER, answers_of(before) | {"of": str(place)})
        return answers

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked of a driver."""
        on = self.desk.today
        nations = country_options(_NATIONS)
        known = self.offer("roles", lambda: (driver.role for driver in self.desk.book.all(Driver)))
        former = (
            FormLine(
                tr("citizen before of"),
                (
                    Country(id=f"{_FORMER}.{place}.country", label=tr("country"), options=nations, width=20, needed=True),
                    Day(id=f"{_FORMER}.{place}.until", label=tr("until"), near=on, today=on, needed=True),
                ),
                _FORMER,
            )
            for place in range(count(answers, _FORMER))
        )
        return [
            FormLine(tr("name"), (Text(id="name", label=tr("surname and name"), needed=True),)),
            FormLine(
                tr("citizenship"),
                (Country(id="citizenship", options=country_options(_NATIONS, none=tr("not known")), width=24),),
                _FORMER,
            ),
            *former,
            self.line(tr("born"), Day(id="born", near=on, today=on, born=True)),
            self.line(tr("phone"), Text(id="phone", width=24, longest=40)),
            FormLine(tr("role"), (Text(id="role", width=36, known=known),)),
            FormLine(tr("with the firm from"), (Day(id="joined", near=on, today=on),)),
            FormLine(tr("left the firm"), (Day(id="left", near=on, today=on),)),
            FormLine(tr("note"), (Text(id="note"),)),
        ]

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the driver."""
        said = self.values(answers)
        were = self.record.formerly if isinstance(self.record, Driver) else ()
        before = tuple(
            msgspec.structs.replace(
                came_from(were, answers, _FORMER, place) or FormerCitizenship(country="", until=date.max),
                country=said[f"{_FORMER}.{place}.country"],
                until=said[f"{_FORMER}.{place}.until"],
            )
            for place in range(count(answers, _FORMER))
            if said[f"{_FORMER}.{place}.until"]
        )
        return [msgspec.structs.replace(record, formerly=before) for record in super().changes(answers)]

    def grown(self, answers: Answers, group: str, at: str) -> tuple[Answers, str]:
        """Adds an earlier citizenship."""
        place = count(answers, _FORMER)
        return with_row(answers, _FORMER, {"country": "", "until": ""}), f"{_FORMER}.{place}.country"

    def shrunk(self, answers: Answers, group: str, at: str) -> Answers | None:
        """Takes an earlier citizenship away."""
        return without_row(answers, _FORMER, row_of(at)) if at.startswith(_FORMER) else None

    def whom(self, answers: Answers) -> str | None:
        """Returns the driver himself."""
        return self.id

    def cautions(self, answers: Answers) -> Sequence[str]:
        """Says that somebody of that name is there already: a new passport never begins a count anew."""
        others = [driver for driver in self.desk.book.drivers() if driver.id != self.own_id]
        found = find_driver(answers.get("name", ""), others)
        alike = found.driver or (found.near[0] if found.ambiguous else None)
        return [tr("{name} is in the book already: one person stands there once.", name=alike.name)] if alike else []

    def doubt(self, answers: Answers) -> str:
        """Says that a new driver has the name and the citizenship of one in the book, as far as both are known."""
        nation = answers.get("citizenship", "")
        alike = any(
            word_key(driver.name) == word_key(answers.get("name", "")) and nation in (driver.citizenship or nation, "")
            for driver in self.desk.book.drivers()
        )
        return tr("He is in the book already: is this another person? Enter again writes him down too.") if alike and not self.id else ""


class AbsenceForm(PlainForm):
    """Dates on which a driver cannot be sent."""

    KIND = "absence"
    RECORD = Absence
    EXPLAINED: ClassVar = {"driver-missing": "driver", "last-before-first": "last"}

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New absence") if self.id is None else tr("Absence")

    def fresh(self) -> Absence:
        """Returns an absence from today on."""
        return Absence(driver=self.driver or "", first=self.desk.today)

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked of an absence."""
        on = self.desk.today
        first = Day(id="first", near=on, today=on, lean="ahead", needed=True)
        near = first_day(first, answers) or on
        known = self.offer("reasons", lambda: (absence.reason for absence in self.desk.book.all(Absence)))
        return [
            FormLine(tr("driver"), (Pick(id="driver", label=tr("driver"), options=driver_options(self.desk), width=44, needed=True),)),
            FormLine(tr("from"), (first,)),
            FormLine(tr("to, and that day"), (Day(id="last", label=tr("not known"), near=near, today=on, lean="ahead"),)),
            FormLine(tr("why"), (Text(id="reason", known=known),)),
            FormLine(tr("note"), (Text(id="note"),)),
        ]

    def whom(self, answers: Answers) -> str | None:
        """Returns the driver chosen."""
        return answers.get("driver") or None
