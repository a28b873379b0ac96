"""The form of the days that a driver had used before the book began."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from storage.records import Opening, OpeningYear, Record
from tui.forms.draft import Answers
from tui.forms.fields import Day, FormLine, Number, Pick, Text
from tui.forms.form import Problems, came_from, count, row_of, with_row, without_row
from tui.forms.kinds.plain import PlainForm, answers_of, driver_options
from tui.wording import country_name, tr

_YEAR = "years"
_NAMES = ("year", "both", "russia", "belarus")
_FIELD_OF = {"days-too-many": "both", "days-disagree": "both", "days-negative": "both", "year-impossible": "year", "year-twice": "year"}


class OpeningForm(PlainForm):
    """Days used before the first date in the book, a year at a time, and who said so."""

    KIND = "opening"
    RECORD = Opening
    EXPLAINED: ClassVar = {"driver-missing": "driver", "said-by-missing": "said_by", "years-missing": "as_of", "year-twice": "as_of"}

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("Days used before the book")

    def fresh(self) -> Opening:
        """Returns an opening as of today."""
        return Opening(driver=self.driver or "", as_of=self.desk.today, said_by="")

    def start(self) -> dict[str, str]:
        """Returns what the record says, each year; for a new one the year of the as-of date."""
        answers = super().start()
        record = self.record
        years = record.years if isinstance(record, Opening) else (OpeningYear(year=self.desk.today.year, both=0),)
        for place, each in enumerate(years):
            answers = with_row(answers, _YEAR, answers_of(each) | {"of": str(place)} | ({} if self.id else {"both": ""}))
        return answers

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked: the days in both countries together, and those in each where they are known."""
        on = self.desk.today
        known = self.offer("said by", lambda: (opening.said_by for opening in self.desk.book.all(Opening)))
        years = [line for place in range(count(answers, _YEAR)) for line in self._year(place)]
        return [
            FormLine(tr("driver"), (Pick(id="driver", label=tr("driver"), options=driver_options(self.desk), width=44, needed=True),)),
            FormLine(tr("the book begins"), (Day(id="as_of", near=on, today=on, needed=True),), _YEAR),
            *years,
            FormLine(tr("who said so"), (Text(id="said_by", label=tr("he himself, stamps, an answer"), known=known, needed=True),), _YEAR),
            FormLine(tr("note"), (Text(id="note"),), _YEAR),
        ]

    def _year(self, place: int) -> Sequence[FormLine]:
        at = f"{_YEAR}.{place}."
        unknown = tr("not known")
        return [
            FormLine(tr("days used in"), (Number(id=at + "year", least=1990, most=2100, width=10, needed=True),), _YEAR),
            FormLine("  " + tr("in both, together"), (Number(id=at + "both", label=tr("days"), most=366, width=10, needed=True),), _YEAR),
            FormLine("  " + country_name("RU"), (Number(id=at + "russia", label=unknown, most=366, width=14),), _YEAR),
            FormLine("  " + country_name("BY"), (Number(id=at + "belarus", label=unknown, most=366, width=14),), _YEAR),
        ]

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the opening."""
        said = self.values(answers)
        rows = [{name: said[f"{_YEAR}.{place}.{name}"] for name in _NAMES} for place in range(count(answers, _YEAR))]
        before = self.record.years if isinstance(self.record, Opening) else ()
        bare = OpeningYear(year=0, both=0)
        years = tuple(msgspec.structs.replace(came_from(before, answers, _YEAR, place) or bare, **row) for place, row in enumerate(rows))
        return [msgspec.structs.replace(record, years=years) for record in super().changes(answers)]

    def disagreements(self, answers: Answers) -> Problems:
        """Returns what is wrong, at the year that it is wrong in."""
        (opening,) = self.changes(answers)
        assert isinstance(opening, Opening)
        for place, each in enumerate(opening.years):
            for code in msgspec.structs.replace(opening, years=(each,)).problems():
                if name := _FIELD_OF.get(code):
                    at = f"{_YEAR}.{place}.{name}"
                    return {at: self.sentence(code, answers.get(at, ""))}
        return super().disagreements(answers)

    def grown(self, answers: Answers, group: str, at: str) -> tuple[Answers, str]:
        """Adds the year before."""
        place = count(answers, _YEAR)
        last = answers.get(f"{_YEAR}.{place - 1}.year", "") if place else ""
        year = str(int(last) - 1) if last.isdigit() else str(self.desk.today.year)
        return with_row(answers, _YEAR, {"year": year}), f"{_YEAR}.{place}.both"

    def shrunk(self, answers: Answers, group: str, at: str) -> Answers | None:
        """Takes a year away; one stays."""
        return without_row(answers, _YEAR, row_of(at)) if at.startswith(_YEAR) and count(answers, _YEAR) > 1 else None

    def whom(self, answers: Answers) -> str | None:
        """Returns the driver chosen."""
        return answers.get("driver") or None
