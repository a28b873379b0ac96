"""What needs attention as lines: the sign, whose it is, what it is; under the list the whole of it, and where Enter leads."""

from __future__ import annotations

from collections.abc import Container, Sequence

from storage.attention import Concern
from tui.finding_words import finding_text
from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, fit, label, name_room, person
from tui.widgets.roster import SIGNS
from tui.widgets.tables import TableList
from tui.wording import mark, tr, trn

_PLACES = {
    "driver": mark("the driver"),
    "settling": mark("settling"),
    "border": mark("the border line"),
    "trip": mark("place|the trip"),
    "paper": mark("place|the paper"),
    "new-paper": mark("place|a new paper"),
    "opening": mark("place|days before"),
    "person": mark("place|his details"),
    "settings": mark("the settings"),
    "correction": mark("place|the correction"),
    "print": mark("place|printing"),
    "versions": mark("place|two versions"),
}
_EACH_SHOWN = 3
"""Of so many drivers the same is said on a line each; of more on one that opens."""


def concern_line(concern: Concern, width: int) -> Line:
    """Returns a concern as it stands above the roster in a window of ``width`` cells."""
    sign, ink = SIGNS[concern.finding.severity]
    name = person(concern.driver.name, name_room(width)) if concern.driver else tr("the firm")
    return [(f" {sign} ", ink), (name, "strong"), (f"  {finding_text(concern.finding)}", ink)]


def gathered(concerns: Sequence[Concern], opened: Container[str]) -> list[Concern]:
    """Returns the concerns with those that say the very same of many drivers under one; its own follow it where its key is ``opened``.

    Alarms stand each on its own line.
    """
    alike: dict[str, list[Concern]] = {}
    for concern in concerns:
        if concern.driver and concern.finding.severity != "alarm":
            alike.setdefault(finding_text(concern.finding), []).append(concern)
    first = {same[0].key: Concern(same[0].finding, None, tuple(same)) for same in alike.values() if len(same) > _EACH_SHOWN}
    under = {each.key for whole in first.values() for each in whole.alike}
    shown: list[Concern] = []
    for concern in concerns:
        if whole := first.get(concern.key):
            shown += [whole, *(whole.alike if whole.key in opened else ())]
        elif concern.key not in under:
            shown.append(concern)
    return shown


class ConcernList(TableList[Concern]):
    """Everything that needs attention; found by driver."""

    COLUMNS = (
        Column("sign", "", 2),
        Column("name", mark("Driver"), 18, most=30, turn=2),
        Column("finding", mark("list|To be seen to"), 34, most=120, turn=1),
    )

    def key_of(self, row: Concern) -> str:
        """Returns the concern's key."""
        return row.key

    def name_of(self, row: Concern) -> str:
        """Returns the driver's name; those of all drivers of whom it is said."""
        if row.alike:
            return " ".join(each.driver.name for each in row.alike if each.driver)
        return row.driver.name if row.driver else tr("the firm")

    def draw(self, row: Concern, width: int) -> Line:
        """Returns the line of a concern."""
        widths = self._table.widths(width)
        sign, ink = SIGNS[row.finding.severity]
        name = trn("{n} driver", "{n} drivers", len(row.alike)) if row.alike else person(self.name_of(row), widths["name"])
        return joined(
            [
                [(sign, ink)],
                [(fit(name, widths["name"]), "strong")],
                [(fit(finding_text(row.finding), widths["finding"]), ink)],
            ]
        )


def whole_concern(concern: Concern, name: str) -> Line:
    """Returns all that is said of a concern: whose it is, the sentence, and what Enter opens."""
    if concern.alike:
        name, place = trn("{n} driver", "{n} drivers", len(concern.alike)), tr("Enter lists them")
    else:
        place = tr("Enter opens: {place}", place=label(_PLACES[concern.place]))
    return [(f" {name}: ", "strong"), (finding_text(concern.finding), "plain"), (f" · {place}", "dim")]
