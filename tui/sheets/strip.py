"""The year strip of a driver: his days, as ``rules`` states them, made into cells with letters, shades and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.year import DayState
from tui.sheets.page import Cell, Mark, Month, Shade, YearStrip
from tui.wording import country_name, mark, month_name, tr

_MONTH_LENGTH = 31
_COUNTED = ("in", "open", "over")
_PLANNED = ("planned", "planned-over")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a strip is drawn: the date it is for, the countries of the rule in their order, and what it may say.

    ``plain`` leaves out what is to come and what is over a limit. ``few`` is the number of days left from which a day to come is
    drawn as one with few days left, ``last_day`` the last day within the rule, ``line`` the number of days without any paper.
    """

    on: date
    countries: tuple[str, ...]
    plain: bool = False
    few: int = 0
    last_day: date | None = None
    line: int | None = None


def year_strip(days: Sequence[DayState], manner: Manner) -> YearStrip:
    """Returns the strip of the year that ``days`` make up: counted days per month and together, planned ones beside them."""
    letters = _Letters(manner.countries)
    cells = {state.day: _cell(state, manner, letters) for state in days}
    year = days[0].day.year
    planned = not manner.plain and any(state.kind in _PLANNED for state in days)
    kinds = (_COUNTED, _PLANNED) if planned else (_COUNTED,)
    months = [[state for state in days if state.day.month == month] for month in range(1, 13)]
    return YearStrip(
        title=str(year),
        months=tuple(
            Month(month_name(number), _row(year, number, cells), tuple(_sum(states, kind, manner) for kind in kinds))
            for number, states in enumerate(months, 1)
        ),
        sum_titles=(tr("days"), tr("planned"))[: len(kinds)],
        totals=tuple(_sum(days, kind, manner) for kind in kinds),
        legend=_legend([cells[state.day] for state in days], manner, letters),
    )


class _Letters:
    """The letter of each country: the first of its name where those differ, else its code."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        initials = {country: country_name(country)[:1].upper() for country in countries}
        distinct = len(set(initials.values())) == len(initials)
        self._letters = initials if distinct else {country: country for country in countries}
        self._first = countries[0] if countries else None

    def of(self, countries: Iterable[str]) -> tuple[str, Shade]:
        """Returns the letter and the shade of a day in these countries."""
        named = sorted({part for country in countries for part in country.split("+")})
        if len(named) > 1:
            return tr("X"), Shade.BOTH
        country = named[0] if named else ""
        return self._letters.get(country, country or "?"), Shade.FIRST if country == self._first else Shade.SECOND


def _row(year: int, month: int, cells: dict[date, Cell]) -> tuple[Cell, ...]:
    row = []
    for number in range(1, _MONTH_LENGTH + 1):
        try:
            row.append(cells.get(date(year, month, number), Cell()))
        except ValueError:
            row.append(Cell())
    return tuple(row)


def _sum(states: Sequence[DayState], kinds: tuple[str, ...], manner: Manner) -> str:
    found = sum(state.kind in kinds for state in states)
    return str(found) if found or (kinds is _COUNTED and states[0].day <= manner.on) else ""


def _cell(state: DayState, manner: Manner, letters: _Letters) -> Cell:
    marks = _marks(state, manner)
    letter, shade = letters.of(state.countries)
    if manner.plain and state.day > manner.on:
        return Cell()
    match state.kind:
        case "in":
            return Cell(letter, shade, marks)
        case "open":
            return Cell(letter, shade, marks | {Mark.OPEN})
        case "uncounted":
            return Cell(letter, Shade.UNCOUNTED, marks)
        case "over":
            return Cell(letter, shade if manner.plain else Shade.OVER, marks)
        case "planned" | "planned-over" if not manner.plain:
            return Cell(letter, Shade.PLANNED if state.kind == "planned" else Shade.PLANNED_OVER, marks)
        case "stay" | "free" if not manner.plain:
            return Cell(*_left(state, manner), marks)
        case "unjudged":
            return Cell("?", Shade.UNJUDGED, marks)
        case _:
            return Cell("·", Shade.OUTSIDE, marks)


def _left(state: DayState, manner: Manner) -> tuple[str, Shade]:
    """Returns the text and shade of a day to come by how much is left on it."""
    if state.left is None:
        return "", Shade.ENOUGH
    if state.left < 0 or (state.left == 0 and state.kind == "free"):
        return "×", Shade.NOTHING_LEFT
    if state.left <= manner.few:
        return str(state.left), Shade.FEW
    return "", Shade.ENOUGH


def _marks(state: DayState, manner: Manner) -> frozenset[Mark]:
    marks = set()
    if state.day == manner.on:
        marks.add(Mark.TODAY)
    if not manner.plain and state.day == manner.last_day:
        marks.add(Mark.LAST)
    if not manner.plain and manner.line is not None and state.number == manner.line + 1:
        marks.add(Mark.LINE)
    return frozenset(marks)


_MEANINGS = {
    Shade.UNCOUNTED: mark("inside, not counted"),
    Shade.OVER: mark("over the limit"),
    Shade.PLANNED: mark("planned"),
    Shade.PLANNED_OVER: mark("planned, over the limit"),
    Shade.NOTHING_LEFT: mark("no day left"),
    Shade.UNJUDGED: mark("no limit known"),
}


def _legend(cells: Sequence[Cell], manner: Manner, letters: _Letters) -> tuple[tuple[Cell, str], ...]:
    """Returns a sample and the meaning of each kind of cell that the strip has."""
    shades = {cell.shade for cell in cells}
    marks = {mark for cell in cells for mark in cell.marks}
    legend = [
        (Cell(*letters.of([country])), country_name(country)) for country in manner.countries if _is_on(cells, letters.of([country])[0])
    ]
    if Shade.BOTH in shades:
        legend.append((Cell(tr("X"), Shade.BOTH), tr("both countries")))
    sample = letters.of(manner.countries[:1])[0]
    texts = {Shade.NOTHING_LEFT: "×", Shade.UNJUDGED: "?"}
    legend += [(Cell(texts.get(shade, sample), shade), tr(meaning)) for shade, meaning in _MEANINGS.items() if shade in shades]
    if Shade.FEW in shades:
        legend.append((Cell(str(manner.few), Shade.FEW), tr("days left, where {few} or fewer", few=manner.few)))
    return (*legend, *_mark_legend(marks, manner, sample))


def _is_on(cells: Sequence[Cell], letter: str) -> bool:
    return any(cell.text == letter and cell.shade is not Shade.OUTSIDE for cell in cells)


def _mark_legend(marks: set[Mark], manner: Manner, sample: str) -> list[tuple[Cell, str]]:
    meanings = [
        (Mark.OPEN, sample, Shade.FIRST, tr("no exit date yet")),
        (Mark.LINE, "", Shade.OUTSIDE, tr("day {number}", number=(manner.line or 0) + 1)),
        (Mark.LAST, "", Shade.OUTSIDE, tr("last day within the rule")),
        (Mark.TODAY, "", Shade.OUTSIDE, tr("date of this sheet")),
    ]
    return [(Cell(text, shade, frozenset({mark})), meaning) for mark, text, shade, meaning in meanings if mark in marks]
