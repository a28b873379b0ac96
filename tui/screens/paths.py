"""The path of a file, typed: it begins in a folder, what lies there is offered, Tab completes it, and what is not there is said."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from tui.screens.overlays import TypeScreen
from tui.widgets.drawing import Line, fit, fit_right, plain
from tui.widgets.fixed import FixedLines
from tui.wording import tr

READ = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".ods"})
"""How the names of files end that can be taken in, or that are told how to save as one that can."""

OFFERED = 7
"""So many of the files that may be meant are seen at once."""
WRONG = 2
"""So many lines are kept for a path that is not there."""
_BEGINS = re.compile(r"~[/\\]?|[A-Za-z]:[/\\]?|[/\\]")
_SIZE = 10


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file or a folder as listed; ``name`` as it is shown."""

    path: Path
    name: str
    size: int | None


def rows_of(folder: Path) -> list[FileRow]:
    """Returns the folder above, the folders in it and the files that can be read, by name; what may not be looked at is left out."""
    rows = [FileRow(folder.parent, "..", None)] if folder.parent != folder else []
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    except OSError:
        return rows
    shown = [path for path in found if not path.name.startswith((".", "~$"))]
    folders = [FileRow(path, f"{path.name}/", None) for path in shown if is_folder(path)]
    return [*rows, *folders, *(FileRow(path, path.name, _size(path)) for path in shown if path.suffix.lower() in READ and path.is_file())]


def is_folder(path: Path) -> bool:
    """Tells whether a path is a folder that may be looked at."""
    try:
        return path.is_dir()
    except OSError:  # it may not be looked at, or its name is too long
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def size_text(row: FileRow) -> str:
    """Returns the size of a file, nothing for a folder."""
    return "" if row.size is None else tr("{n} KB", n=max(1, row.size // 1024))


def path_of(text: str, folder: Path) -> Path:
    """Returns the path in a text that was typed or pasted: quotation marks round it go, ``~`` is the user's folder."""
    return folder / os.path.expanduser(text.strip().strip('"'))


def begun_anew(before: str, typed: str) -> str:
    """Returns a text without the folder it began with, where what is typed behind that is the beginning of a path of its own."""
    if not before.endswith(("/", "\\")) or not typed.startswith(before):
        return typed
    own = typed[len(before) :]
    return own if _BEGINS.fullmatch(own) else typed


class PathScreen(TypeScreen):
    """Asks for the path of a file or folder that is there; gives it back whole."""

    def __init__(self, question: str, folder: Path) -> None:
        start = str(folder)
        super().__init__(question, start if start.endswith(os.sep) else start + os.sep)
        self.is_whole = False
        self._folder = folder
        self._start = self.editor.answer
        self._wrong = ""
        self._place = -1
        self._offered = self._found()

    def _split(self) -> tuple[str, str]:
        """Returns the folder in the text with the sign behind it, and the beginning of a name."""
        text = self.editor.answer.lstrip(' "')
        cut = max(text.rfind("/"), text.rfind(os.sep)) + 1
        return text[:cut], text[cut:]

    def _found(self) -> Sequence[FileRow]:
        folder, begun = self._split()
        rows = [row for row in rows_of(path_of(folder, self._folder)) if row.name != ".."]
        wanted = begun.casefold()
        first = [row for row in rows if row.name.casefold().startswith(wanted)]
        return [*first, *(row for row in rows if row not in first and wanted in row.name.casefold())]

    def draw(self) -> None:
        """Draws the line, what may be meant, what is wrong and what the keys do; always as many lines."""
        line = self.query_one("#typed", FixedLines)
        width = line.size.width or 74
        first = max(0, self._place - OFFERED + 1)
        seen = list(enumerate(self._offered))[first : first + OFFERED]
        rows: list[Line] = [self._row(row, place == self._place, width) for place, row in seen]
        if not rows:
            rows = [[(f"  {tr('Nothing that can be taken in begins so here.')}", "dim")]]
        room, path = max(1, width - 3), plain(self._wrong)
        parts = [path[at : at + room] for at in range(0, len(path), room)][-WRONG:]
        wrong: list[Line] = [[(f" {tr('There is no such file or folder:')}", "over")], *([(f"  {part}", "over")] for part in parts)]
        wrong = wrong if path else []
        hint = tr("Enter opens · Tab completes · ↑↓ choose · Ctrl+U clears · Esc back")
        blank: Line = []
        below = [*rows, *[blank] * (OFFERED - len(rows)), *wrong, *[blank] * (1 + WRONG - len(wrong))]
        line.show([(f" {self.question}", "head")], self.field(width), *below, [(f" {hint}", "dim")])

    def _row(self, row: FileRow, held: bool, width: int) -> Line:
        name = f"{'►' if held else ' '} {fit(row.name, width - _SIZE - 4)} "
        return [(name, "chosen" if held else "strong" if row.size is None else "plain"), (fit_right(size_text(row), _SIZE), "dim")]

    def changed(self) -> None:
        """Offers what goes on from what is typed now."""
        anew = begun_anew(self._start, self.editor.answer)
        if anew != self.editor.answer:
            self.editor.become(anew)
        self._wrong, self._place, self._offered = "", -1, self._found()
        self.draw()

    def takes(self, key: str, character: str | None) -> bool:
        """Takes Tab and the choice of what is offered too."""
        if key == "tab":
            self._complete()
        elif key in ("up", "down"):
            self._place = max(-1, min(len(self._offered) - 1, self._place + (1 if key == "down" else -1)))
            self.draw()
        else:
            return super().takes(key, character)
        return True

    def _complete(self) -> None:
        """Writes what is chosen, or all that those have in common that begin as it was typed."""
        folder, begun = self._split()
        if self._place >= 0:
            self.become(folder + self._offered[self._place].name)
            return
        names = [row.name for row in self._offered if row.name.casefold().startswith(begun.casefold())]
        if not names and len(self._offered) == 1:
            names = [self._offered[0].name]
        length = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*map(str.casefold, names), strict=False)))
        if length >= len(begun) and names:
            self.become(folder + names[0][:length])

    def taken(self) -> None:
        """Goes into a folder that was chosen, gives back a path that is there, and says of any other that it is not."""
        if self._place >= 0:
            row = self._offered[self._place]
            if row.size is None:
                self._complete()
                return
            self.leave(str(row.path))
            return
        path = path_of(self.editor.answer, self._folder)
        try:
            is_there = path.exists()
        except OSError:  # its name is too long
            is_there = False
        if is_there and self.editor.answer.strip():
            self.leave(str(path))
        else:
            self._wrong = str(path)
            self.draw()

    def replaces(self, pasted: str) -> bool:
        """Tells whether it is a whole path."""
        return os.path.isabs(os.path.expanduser(pasted.strip('"')))
