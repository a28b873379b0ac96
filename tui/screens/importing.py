"""Taking a file of the office in: the file is chosen from those of a folder, its path typed, or a table pasted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult

from storage.reading import FileRefused
from storage.reading.table import content_of
from storage.text import clean
from tui.reading_words import refusal_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.overlays import TypeScreen
from tui.screens.preview import PreviewScreen
from tui.widgets.drawing import Line, fit, fit_right
from tui.widgets.lines import LineList
from tui.wording import tr

READ = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt"})
"""How the names of files end that can be taken in."""

_SIZE = 10


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file or a folder as listed; ``name`` as it is shown."""

    path: Path
    name: str
    size: int | None


class FileList(LineList[FileRow]):
    """The folders and the readable files of a folder."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, empty=tr("Nothing here can be taken in: no workbook, no CSV file."))
        self.folder = ""

    def key_of(self, row: FileRow) -> str:
        """Returns its path."""
        return str(row.path)

    def name_of(self, row: FileRow) -> str:
        """Returns its name, and the words in it."""
        return f"{row.name} {row.name.replace('_', ' ').replace('-', ' ')}"

    def heading(self, width: int) -> Line:
        """Returns the folder."""
        return [(fit(self.folder, width), "head")]

    def draw(self, row: FileRow, width: int) -> Line:
        """Returns the name, and the size of a file."""
        size = "" if row.size is None else f"{max(1, row.size // 1024)} KB"
        return [(fit(row.name, width - _SIZE - 1) + " ", "strong" if row.size is None else "plain"), (fit_right(size, _SIZE), "dim")]


class ImportScreen(Frame):
    """A folder's files; of the one chosen is shown what would be taken."""

    NAME = "import"
    AUTO_FOCUS = "#files"

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__(desk)
        self._folder = folder or _first_folder()

    def body(self) -> ComposeResult:
        """Yields the list of files."""
        yield FileList(id="files")

    def heading(self) -> str:
        """Returns the title."""
        return tr("Take a file in")

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Enter opens · letters search · Insert types a path · a copied table: paste it")

    def look_again(self) -> None:
        """Lists the folder as it is now."""
        files = self.query_one(FileList)
        files.folder = str(self._folder)
        files.set_rows(rows_of(self._folder))

    @on(LineList.Taken, "#files")
    def _open(self, taken: LineList.Taken) -> None:
        self.go_to(Path(taken.key))

    def go_to(self, path: Path) -> None:
        """Lists a folder, or shows what would be taken of a file."""
        if _is_folder(path):
            self._folder = path
            files = self.query_one(FileList)
            files.sought = ""
            self.look_again()
            files.cursor = 0
            return
        try:
            content = content_of(path)
        except FileRefused as error:
            self.say(refusal_text(error), warning=True)
        else:
            self.app.push_screen(PreviewScreen(self.desk, clean(path.name), content, path))

    def on_paste(self, event: events.Paste) -> None:
        """Takes a table copied from a spreadsheet like a file, a path like one that was typed."""
        event.stop()
        text = event.text
        if "\t" in text or "\n" in text.strip():
            name = tr("pasted table")
            self.app.push_screen(PreviewScreen(self.desk, name, text.encode(), self._folder / name))
        elif text.strip():
            self.go_to(self._folder / typed_path(text))

    def action_type_path(self) -> None:
        """Asks for the path of a file or folder."""

        def typed(text: str | None) -> None:
            if text:
                self.go_to(self._folder / typed_path(text))

        self.app.push_screen(TypeScreen(tr("Path of the file"), str(self._folder)), typed)


def typed_path(text: str) -> Path:
    """Returns the path in a text that was typed or pasted: quotation marks round it go, ``~`` is the user's folder."""
    return Path(os.path.expanduser(text.strip().strip('"')))


def rows_of(folder: Path) -> list[FileRow]:
    """Returns the folder above, the folders in it and the files that can be read, by name; what may not be looked at is left out."""
    rows = [FileRow(folder.parent, "..", None)] if folder.parent != folder else []
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    except OSError:
        return rows
    shown = [path for path in found if not path.name.startswith((".", "~$"))]
    folders = [FileRow(path, f"{path.name}/", None) for path in shown if _is_folder(path)]
    return [*rows, *folders, *(FileRow(path, path.name, _size(path)) for path in shown if path.suffix.lower() in READ and path.is_file())]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it may not be looked at, or its name is too long
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _first_folder() -> Path:
    """Returns where a person's files are likely to lie: what was downloaded, else the folder of the user."""
    home = Path.home()
    return next((folder for name in ("Downloads", "Загрузки") if (folder := home / name).is_dir()), home)
