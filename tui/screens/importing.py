"""Taking a file of the office in: the file is chosen from those of a folder, its path typed, or a table pasted."""

from __future__ import annotations

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult

from storage.reading import FileRefused
from storage.reading.table import content_of
from storage.text import clean
from tui.reading_words import refusal_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.paths import FileRow, PathScreen, is_folder, path_of, rows_of, size_text
from tui.screens.preview import PreviewScreen
from tui.widgets.drawing import Line, fit, fit_right
from tui.widgets.lines import LineList
from tui.wording import tr

_SIZE = 10


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
        ink = "strong" if row.size is None else "plain"
        return [(fit(row.name, width - _SIZE - 1) + " ", ink), (fit_right(size_text(row), _SIZE), "dim")]


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
        if is_folder(path):
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
            self.go_to(path_of(text, self._folder))

    def action_type_path(self) -> None:
        """Asks for the path of a file or folder."""

        def typed(text: str | None) -> None:
            if text:
                self.go_to(Path(text))

        self.app.push_screen(PathScreen(tr("Path of the file"), self._folder), typed)


def _first_folder() -> Path:
    """Returns where a person's files are likely to lie: what was downloaded, else the folder of the user."""
    home = Path.home()
    return next((folder for name in ("Downloads", "Загрузки") if (folder := home / name).is_dir()), home)
