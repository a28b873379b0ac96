"""The list of commits: when, who, why."""

from __future__ import annotations

from storage.commits import Commit
from tui.change_words import kind_text
from tui.widgets.columns import Column, joined
from tui.widgets.drawing import Line, fit
from tui.widgets.tables import TableList
from tui.wording import mark, moment_text


class HistoryList(TableList[Commit]):
    """Commits; found by date, author, laptop and the words of what was done."""

    COLUMNS = (
        Column("at", mark("list|When"), 16),
        Column("who", mark("list|Who"), 14, most=24, turn=2),
        Column("why", mark("list|What"), 20, most=400, turn=1),
    )

    def key_of(self, row: Commit) -> str:
        """Returns its number."""
        return str(row.seq)

    def name_of(self, row: Commit) -> str:
        """Returns the words a commit is found by."""
        return f"{_at(row)} {row.author} {row.laptop} {kind_text(row)}"

    def draw(self, row: Commit, width: int) -> Line:
        """Returns the line of a commit."""
        texts = {"at": _at(row), "who": row.author or row.laptop, "why": kind_text(row)}
        ink = "plain" if row.kind == "commit" else "dim"
        return joined([(fit(texts[id], size), ink)] for id, size in self._table.widths(width).items())


def _at(commit: Commit) -> str:
    return moment_text(commit.at)
