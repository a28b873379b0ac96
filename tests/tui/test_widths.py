"""Nothing is wider than its room: hints, titles of columns and gauges at 80 by 24, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.kept import SCREENS, walked
from tui import wording
from tui.screens.frame import Frame
from tui.widgets.columns import Table
from tui.widgets.drawing import label
from tui.widgets.history import HistoryList
from tui.widgets.records import PaperList, TripList
from tui.widgets.roster import Roster

ROOM = 78
"""Cells of a list's row in a window of 80: one is the cursor's, one the scroll bar's."""


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
@pytest.mark.parametrize("listed", [Roster, TripList, PaperList, HistoryList])
def test_titles_of_columns_are_not_cut(language: str, listed: type[Roster | TripList | PaperList | HistoryList]) -> None:
    """Each title fits its column in a window of 80, and leaves a blank before the next one."""
    wording.use(language)
    widths = Table(listed.COLUMNS).widths(ROOM)
    titles = {column.id: label(column.title) for column in listed.COLUMNS if column.title and column.id in widths}
    assert not {title: widths[id] for id, title in titles.items() if cell_len(title) > widths[id]}


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
