"""The list of what waits to be settled: what it is, whose, where, of which day, and what Enter does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events

from storage.settling import Matter
from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, fit, person
from tui.widgets.tables import TableList
from tui.wording import country_name, date_text, mark, tr, trn

KINDS = {
    "row": (mark("row not read"), "over"),
    "passed": (mark("planned entry passed"), "warn"),
    "no-news": (mark("no news of the exit"), "warn"),
    "open": (mark("exit not known"), "plain"),
    "told": (mark("only told"), "dim"),
}
"""The words and the ink of each kind."""

ENTER = {
    "row": mark("type what it means"),
    "passed": mark("went as planned"),
    "no-news": mark("left as planned"),
    "open": mark("type the day he left"),
    "told": mark("mark seen"),
}
"""What Enter does with each kind."""


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter as listed; ``about`` says more: the trip, or the place of the row.

    ``together``: how many of its kind the line stands for, 0 where it is the one matter; ``name`` are then the names of all.
    """

    matter: Matter
    name: str
    about: str
    together: int = 0


class MatterList(TableList[MatterRow]):
    """What waits; found by driver, country and file. Arrows to the side, digits and Delete go to ``opens``."""

    SELECTS = True
    COLUMNS = (
        Column("kind", mark("list|What"), 20, most=26, turn=4),
        Column("name", mark("Driver"), 17, most=30, turn=2),
        Column("day", mark("list|Day"), 12, most=16, turn=5),
        Column("about", mark("list|Country, trip"), 10, most=44, turn=1),
        Column("enter", mark("list|Enter"), 18, most=24, turn=3, since=98),
    )

    def __init__(self, opens: Callable[[str, str | None], None], *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self._opens = opens

    def key_of(self, row: MatterRow) -> str:
        """Returns the matter's key."""
        return row.matter.kind if row.together else row.matter.key

    def name_of(self, row: MatterRow) -> str:
        """Returns the words a matter is found by."""
        return f"{row.name} {country_name(row.matter.country)} {row.about}"

    def draw(self, row: MatterRow, width: int) -> Line:
        """Returns the line of a matter."""
        widths, matter = self._table.widths(width), row.matter
        if row.together:
            words = trn("{n} date only told", "{n} dates only told", row.together)
            return [(fit(f"{words}: {row.about}. {tr('Enter lists them')}", width), "strong")]
        words, ink = KINDS[matter.kind]
        where = " ".join(filter(None, (country_name(matter.country) if matter.country else "", row.about)))
        # an arrow into the country or out of it: the date is that of an entry or an exit
        arrow = "" if matter.kind == "row" else "→ " if matter.end == "entry" else "← "
        texts = {
            "kind": (tr(words), ink),
            "name": (person(row.name, widths["name"]), "plain"),
            "day": (arrow + (date_text(matter.day) if matter.day else "—"), "strong"),
            "about": (where, "plain"),
            "enter": (tr(ENTER[matter.kind]), "dim"),
        }
        return joined([(fit(texts[id][0], width), texts[id][1])] for id, width in widths.items())

    def _select_or_not(self) -> None:
        if self.current and self.current.together:
            self.cursor += 1
        else:
            super()._select_or_not()

    def _take(self, event: events.Key) -> bool:
        is_digit = event.character is not None and event.character.isascii() and event.character.isdigit()
        if event.key in ("left", "right", "delete") or is_digit:
            self._opens(event.key, event.character)
            return True
        return super()._take(event)
