"""Nothing is wider than its room: hints, titles of columns and gauges at 80 by 24, in every language."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from rich.cells import cell_len

import tui.widgets
from rules.reader import shipped
from storage.records import Firm
from tests.tui.kept import SCREENS, walked
from tests.tui.office import LAPTOP, ON
from tui import wording
from tui.screens.frame import Frame, title_line
from tui.screens.run_down import COLUMNS as RUN_DOWN
from tui.screens.settings import SettingList
from tui.settings import settings
from tui.widgets.columns import Column, Table
from tui.widgets.drawing import label
from tui.widgets.lines import LineList
from tui.widgets.plans import PlanList

ROOM = 78
"""Cells of a list's row in a window of 80: one is the cursor's, one the scroll bar's."""


def in_columns() -> list[tuple[Column, ...]]:
    """The columns of every list there is."""
    modules = [import_module(f"tui.widgets.{found.name}") for found in iter_modules(tui.widgets.__path__)]
    kinds = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, LineList)}
    found = [kind.COLUMNS for kind in sorted(kinds, key=lambda kind: kind.__name__) if hasattr(kind, "COLUMNS")]
    return [*found, PlanList.SUPPOSING, RUN_DOWN]


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_titles_of_columns_are_not_cut(language: str) -> None:
    """Each title fits its column in a window of 80, and leaves a blank before the next one."""
    wording.use(language)
    assert len(in_columns()) > 6
    for columns in in_columns():
        widths = Table(columns).widths(ROOM)
        titles = {column.id: label(column.title) for column in columns if column.title and column.id in widths}
        assert not {title: widths[id] for id, title in titles.items() if cell_len(title) > widths[id]}
        assert sum(widths.values()) + len(widths) - 1 <= ROOM


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_words_of_settings_are_not_cut(language: str) -> None:
    """Each setting's words and the name of its group stand whole in a window of 80, a blank after them."""
    wording.use(language)
    found = settings(Firm(), shipped().rules, LAPTOP)
    rows = SettingList()
    rows.shown = found
    for row in found:
        (group, _), (words, _), _ = rows.draw(row, ROOM)
        assert words.rstrip() == row.label and (group.rstrip() == row.group or not group.strip())
        assert group.endswith(" ")


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
async def test_hints_are_not_cut(tmp_path: Path, language: str) -> None:
    """What the keys do stands in one line above the key bar on every screen."""
    seen = {}
    async for name, pilot in walked(tmp_path, language):
        front = pilot.app.screen
        if isinstance(front, Frame):
            seen[name] = front.hint()
    assert len(seen) > len(SCREENS) / 2
    assert not {name: hint for name, hint in seen.items() if cell_len(hint) > 78}


def test_in_a_title_the_firm_gives_way_first_then_the_weekday() -> None:
    """What a screen shows is cut only where nothing else is left to leave out."""
    said = {
        room: "".join(text for text, _ in title_line("Who can go: 24.11 – 10.12, Алматы–Москва", ON, room, firm="ТОО"))
        for room in (74, 66, 60)
    }
    assert all(len(line) == room for room, line in said.items())
    assert "Москва · ТОО " in said[74] and "as of Mo" in said[74]
    assert "ТОО" not in said[66] and "as of Mo" in said[66]
    assert "Москва " in said[60] and said[60].endswith(" as of 23.11.2026  ")
