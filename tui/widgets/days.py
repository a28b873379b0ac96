"""A year of day states as cells of two characters, each with an ink: what is drawn reads without colour too.

The first character says where the driver was, or what may still be; the second how sure or how good that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.year import DayState
from tui.wording import country_name, month_name, tr

_ONE_DIGIT = 9
OUT, STAYS, FREE, NONE, UNJUDGED = "·", "=", "-", "×", " "
TENS = ":"
OPEN, OVER, PLANNED, LINE, LAST, DISPUTED = "?", "!", "+", "|", "]", "~"


@dataclass(frozen=True, slots=True)
class Cell:
    """One day as drawn: two characters and an ink."""

    text: str
    ink: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as drawn: its name, a cell a day (fewer than 31 in most), days counted so far and days planned."""

    name: str
    cells: tuple[Cell, ...]
    counted: int
    planned: int


class Letters:
    """The letter of each of a rule's countries: the first of its name where those differ, else its code."""

    def __init__(self, countries: Sequence[str]) -> None:
        self.countries = countries
        initials = {country: country_name(country)[:1].upper() for country in countries}
        distinct = len(set(initials.values())) == len(initials)
        self._letters = initials if distinct else {country: country[0] for country in countries}
        self.both = tr("X")

    def of(self, countries: Sequence[str]) -> tuple[str, str]:
        """Returns the letter and the ink of a day in these countries."""
        named = {part for country in countries for part in country.split("+")}
        if len(named) != 1:
            return self.both, "both"
        country = named.pop()
        return self._letters.get(country, country[:1]), "first" if country == self.countries[0] else "second"


def cell(state: DayState, letters: Letters, line: int | None, few: int) -> Cell:
    """Returns how a day is drawn.

    ``letters`` are those of the rule's countries, ``line`` the number of the day that is marked even where a paper raises the limit
    (the 91st), ``few`` the number of days left from which on they are counted down.
    """
    if state.disputed:
        where = letters.of(state.countries)[0] if state.countries else OUT
        return Cell(where + DISPUTED, "disputed")
    match state.kind:
        case "out":
            return Cell(f"{OUT} ", "dim")
        case "stay" | "free":
            return _to_come(state, few)
        case "unjudged":
            return Cell(f"{UNJUDGED} ", "plain")
    where, ink = letters.of(state.countries)
    match state.kind:
        case "over" | "planned-over":
            return Cell(where + OVER, "late")
        case "uncounted":
            return Cell(f"{where.lower()} ", "uncounted")
    if line is not None and state.number == line:
        return Cell(where + LINE, "late")
    if state.kind == "planned":
        return Cell(where + PLANNED, "ahead")
    return Cell(where + (OPEN if state.kind == "open" else " "), ink)


def _to_come(state: DayState, few: int) -> Cell:
    left = state.left or 0
    if state.kind == "stay" and left == 0:
        return Cell(f"0{LAST}", "late")
    if left == 0:
        return Cell(f"{NONE} ", "none")
    if left > few:
        return Cell(f"{STAYS if state.kind == 'stay' else FREE} ", "plenty")
    return Cell(f"{left} " if left <= _ONE_DIGIT else f"{TENS} ", "few")


def months(states: Sequence[DayState], letters: Letters, line: int | None, few: int, on: date) -> list[MonthRow]:
    """Returns the twelve rows of a year of states."""
    rows = []
    for month in range(1, 13):
        own = [state for state in states if state.day.month == month]
        counted = [state.day for state in own if state.number is not None]
        rows.append(
            MonthRow(
                month_name(month),
                tuple(cell(state, letters, line, few) for state in own),
                sum(day <= on for day in counted),
                sum(day > on for day in counted),
            )
        )
    return rows


def legend(letters: Letters, line: int | None, few: int) -> list[tuple[Cell, str]]:
    """Returns what each kind of cell means, for a rule of these countries."""
    named = letters.countries[:2]
    sample = letters.of(named[:1])[0]
    meanings = [(Cell(letters.of([code])[0] + " ", letters.of([code])[1]), country_name(code)) for code in named]
    if len(named) > 1:
        meanings.append((Cell(f"{letters.both} ", "both"), tr("both")))
    meanings += [
        (Cell(sample + OPEN, "first"), tr("no exit yet")),
        (Cell(sample + OVER, "late"), tr("over")),
        (Cell(f"{sample.lower()} ", "uncounted"), tr("not counted")),
        (Cell(sample + PLANNED, "ahead"), tr("planned")),
        (Cell(sample + DISPUTED, "disputed"), tr("disputed")),
        (Cell(f"{STAYS} ", "plenty"), tr("if he stays in")),
        (Cell(f"{FREE} ", "plenty"), tr("may enter")),
        (Cell(f"{min(7, few)} ", "few"), tr("days left")),
        (Cell(f"{TENS} ", "few"), tr("{least} to {most} days", least=_ONE_DIGIT + 1, most=few)),
        (Cell(f"0{LAST}", "late"), tr("last day")),
        (Cell(f"{NONE} ", "none"), tr("none left")),
    ]
    if line is not None:
        meanings.insert(5, (Cell(sample + LINE, "late"), tr("day {number}", number=line)))
    return meanings
