"""The lines of settling: on which day it was and how that is known, why it does not count, what a row that nobody could read meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from storage.reading.unsettled import Meant
from storage.records import Basis
from storage.text import clean
from tui.forms.cells import ChoiceCell, DateCell, TextCell
from tui.forms.field_line import FieldLine
from tui.widgets.drawing import Piece
from tui.wording import basis_name, country_name, mark, tr

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
        return [("enter", tr("Enter writes it")), *([] if self.field == "reason" else [("right", tr("←→ change"))])]

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
        self._date = DateCell(day, today)
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
            return [(f" {self._date.text()} ", self.ink(field)), (f" {self._date.echo()} ", "dim")]
        caret = "_" if field == self.field else ""
        number = f" № {self._proof.value}{caret}" if self._proof.value or caret else ""
        return [(f" {basis_name(self._basis.value)}{number} ", self.ink(field))]

    def leave_field(self) -> None:
        """Makes what was typed the date."""
        self._date.settle()

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field."""
        if self.field == "date":
            return self._date.take(key, character)
        return self._basis.take(key) or self._proof.take(key, character)

    def write(self) -> None:
        """Gives back day, basis and proof."""
        self._taken(self._date.day, self._basis.value, clean(self._proof.value))


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
        self._days = {"entry": DateCell(meant.entry or today, today), "exit": DateCell(meant.exit or meant.entry or today, today)}
        self._known = {"entry": meant.entry is not None, "exit": meant.exit is not None}
        self._is_out = not meant.is_inside
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
        if field == "exit" and not self._is_out:
            return [(f" {tr('not out yet')} ", self.ink(field))]
        cell = self._days[field]
        if not self._known[field]:
            return [(f" {tr('not known')} ", self.ink(field))]
        return [(f" {cell.text()} ", self.ink(field)), (f" {cell.echo()} ", "dim")]

    def leave_field(self) -> None:
        """Makes what was typed the dates."""
        for field, cell in self._days.items():
            if cell.typed == "":
                cell.typed, self._known[field] = None, False
            cell.settle()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Returns the keys there are."""
        return [*super().keys(), *([("delete", tr("Delete not out yet"))] if self.field == "exit" else [])]

    def put(self, key: str, character: str | None) -> bool:
        """Takes a key of the field."""
        if self.field == "country":
            return self._country.take(key)
        if self.field == "exit" and key == "delete":
            self._is_out = False
            return True
        took = self._days[self.field].take(key, character)
        if took:
            self._known[self.field] = True
            self._is_out = self._is_out or self.field == "exit"
        return took

    def write(self) -> None:
        """Gives back the journey."""
        if not self._known["entry"]:
            self.refuse(tr("Type the day he came in."))
        elif self._is_out and not self._known["exit"]:
            self.refuse(tr("Type the day he left, or Delete there: not out yet."))
        else:
            self._taken(self._country.value, self._days["entry"].day, self._days["exit"].day if self._is_out else None)
