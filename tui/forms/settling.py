"""The lines of settling: on which day it was and how that is known, why it does not count, what a row that nobody could read meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from storage.reading.unsettled import Meant
from storage.records import Basis
from storage.text import clean
from tui.forms.cells import ChoiceCell, TextCell
from tui.forms.field_line import FieldLine
from tui.forms.fields import Day
from tui.forms.typed import DayEditor
from tui.widgets.drawing import Piece
from tui.wording import basis_name, country_name, date_text, mark, tr

_BASES = (Basis.TOLD, Basis.SHOWN, Basis.OFFICIAL)
_TAB = {
    "date": mark("Tab date"),
    "basis": mark("Tab proof"),
    "country": mark("Tab country"),
    "entry": mark("Tab date in"),
    "exit": mark("Tab date out"),
}


class _Line(FieldLine):
    """Enter writes, Left and Right change."""

    def tab_text(self, field: str) -> str:
        """Returns what Tab goes to."""
        return tr(_TAB[field])

    def keys(self) -> Sequence[tuple[str, str]]:
        """Returns the keys there are."""
        return [("enter", tr("Enter writes it")), *([("right", tr("←→ change"))] if self.field in ("basis", "country") else [])]

    def command(self, key: str) -> bool:
        """Takes Enter."""
        if key == "enter":
            self.leave_field()
            self.write()
        return key == "enter"

    def write(self) -> None:
        """Gives back what stands in the fields."""
        raise NotImplementedError


class DayLine(_Line):
    """A day, told, shown or official, and the number of its proof."""

    def __init__(
        self,
        title: str,
        day: date,
        today: date,
        basis: Basis,
        *,
        changed: Callable[[], None],
        closed: Callable[[], None],
        taken: Callable[[date, Basis, str], None],
    ) -> None:
        super().__init__(changed, closed)
        self.field = "date"
        self._title = title
        self._date, self._today = _happened(day, today), today
        self._basis = ChoiceCell(_BASES)
        self._basis.value = basis
        self._proof = TextCell()
        self._taken = taken

    def fields(self) -> Sequence[str]:
        """Returns the day and its proof."""
        return "date", "basis"

    def title(self) -> str:
        """Returns what was on that day."""
        return self._title

    def drawn(self, field: str) -> Sequence[Piece]:
        """Returns how a field reads."""
        if field == "date":
            return self.drawn_date(field, self._today)
        caret = "_" if field == self.field else ""
        number = f" № {self._proof.value}{caret}" if self._proof.value or caret else ""
        return [(f" {basis_name(self._basis.value)}{number} ", self.ink(field))]

    def day_of(self, field: str) -> DayEditor | None:
        """Returns the day."""
        return self._date if field == "date" else None

    def leave_field(self) -> None:
        """Makes what was typed the date."""
        self._date.settle(self._today)

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field."""
        return self._basis.take(key) or self._proof.take(key, character)

    def write(self) -> None:
        """Gives back day, basis and proof."""
        self._taken(self._date.day or self._today, self._basis.value, clean(self._proof.value))


class ReasonLine(_Line):
    """Why something does not count."""

    def __init__(self, title: str, *, changed: Callable[[], None], closed: Callable[[], None], taken: Callable[[str], None]) -> None:
        super().__init__(changed, closed)
        self.field = "reason"
        self._title = title
        self._reason = TextCell()
        self._taken = taken

    def fields(self) -> Sequence[str]:
        """Returns the reason."""
        return ("reason",)

    def title(self) -> str:
        """Returns what does not count."""
        return self._title

    def drawn(self, field: str) -> Sequence[Piece]:
        """Returns what was typed."""
        return [(f" {self._reason.value}_ ", self.ink(field))]

    def put(self, key: str, character: str | None) -> bool:
        """Takes letters."""
        return self._reason.take(key, character)

    def write(self) -> None:
        """Gives back the reason."""
        self._taken(clean(self._reason.value))


class RowLine(_Line):
    """The journey that a row meant: country, date in, date out; Delete says that he is not out yet."""

    def __init__(
        self,
        countries: Sequence[str],
        meant: Meant,
        today: date,
        *,
        changed: Callable[[], None],
        closed: Callable[[], None],
        taken: Callable[[str, date, date | None], None],
    ) -> None:
        """``countries`` are those to choose from, the likeliest first; ``meant`` is what could be read of the row."""
        super().__init__(changed, closed)
        self.field = "country"
        self._country = ChoiceCell(countries)
        if meant.country and meant.country in countries:
            self._country.value = meant.country
        self._days = {"entry": _happened(meant.entry, today), "exit": _happened(None if meant.is_inside else meant.exit, today)}
        self._today = today
        self._inside = meant.is_inside
        self._count_from_entry()
        self._taken = taken

    def fields(self) -> Sequence[str]:
        """Returns country and dates."""
        return "country", "entry", "exit"

    def title(self) -> str:
        """Returns what is asked."""
        return tr("the row means")

    def drawn(self, field: str) -> Sequence[Piece]:
        """Returns how a field reads."""
        if field == "country":
            return [(f" {country_name(self._country.value)} ", self.ink(field))]
        if not self._days[field].answer:
            return [(f" {tr('not out yet') if field == 'exit' and self._inside else tr('not known')} ", self.ink(field))]
        return self.drawn_date(field, self._today)

    def day_of(self, field: str) -> DayEditor | None:
        """Returns the date in or out."""
        return self._days.get(field)

    def leave_field(self) -> None:
        """Makes what was typed the dates."""
        for day in self._days.values():
            day.settle()
        self._count_from_entry()

    def _count_from_entry(self) -> None:
        """Lets a short form of the date out be the nearest to the date in, where that is known."""
        if entry := self._days["entry"].day:
            self._days["exit"].field = Day(id="day", near=entry, today=self._today, lean="ahead")

    def keys(self) -> Sequence[tuple[str, str]]:
        """Returns the keys there are."""
        return [*super().keys(), *([("delete", tr("Delete not out yet"))] if self.field == "exit" else [])]

    def command(self, key: str) -> bool:
        """Takes Enter, and Delete on the date out."""
        if self.field == "exit" and key == "delete":
            self._inside = self._days["exit"].take(key, None)
            return True
        return super().command(key)

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field."""
        return self._country.take(key)

    def write(self) -> None:
        """Gives back the journey."""
        entry, exit = (day.day for day in self._days.values())
        if entry is None:
            self.refuse(tr("Type the day he came in."))
        elif exit is None and not self._inside:
            self.refuse(tr("Type the day he left, or Delete there: not out yet."))
        else:
            self._taken(self._country.value, entry, exit)


def _happened(day: date | None, today: date) -> DayEditor:
    """Returns the date of something that has happened, to be changed; empty where it is not known."""
    return DayEditor(Day(id="day", near=today, today=today, lean="back"), date_text(day) if day else "")
