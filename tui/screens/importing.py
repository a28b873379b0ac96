"""Taking a file of the office in: the file is chosen, what would be taken is seen, and Enter takes it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult

from storage.engine import files
from storage.reading import FileRefused, Reading, open_file, read_file
from tui.cli.import_report import report_lines
from tui.reading_words import refusal_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.screens.overlays import PageScreen, TypeScreen
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


class PreviewScreen(PageScreen):
    """What would be taken of a file: Enter gives back ``take``, Insert ``names`` (make drivers of names nobody knows), Delete ``save``."""

    CLOSING = frozenset({"escape"})

    async def on_key(self, event: events.Key) -> None:
        """Takes the answers."""
        answer = {"enter": "take", "insert": "names", "delete": "save"}.get(event.key)
        if answer is None:
            await super().on_key(event)
        else:
            event.stop()
            self.leave(answer)


class ImportScreen(Frame):
    """A folder's files; the one chosen is read, shown and taken."""

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
        return tr("Enter opens · letters search · Insert types a path · Esc back")

    def look_again(self) -> None:
        """Lists the folder as it is now."""
        files = self.query_one(FileList)
        files.folder = str(self._folder)
        files.set_rows(rows_of(self._folder))

    @on(LineList.Taken, "#files")
    def _open(self, taken: LineList.Taken) -> None:
        self.go_to(Path(taken.key))

    def go_to(self, path: Path) -> None:
        """Lists a folder, or reads a file."""
        if _is_folder(path):
            self._folder = path
            files = self.query_one(FileList)
            files.sought = ""
            self.look_again()
            files.cursor = 0
        else:
            self.say(tr("Reading {file}…", file=path.name))
            self.call_after_refresh(self._read, path)

    def _read(self, path: Path, *, new_drivers: bool = False) -> None:
        try:
            reading = read_file(path, self.desk.book, self.desk.today, new_drivers=new_drivers)
        except FileRefused as error:
            if error.code == "crossings":
                self._compare(path)
                return
            self.say("")
            self.app.push_screen(PageScreen([[(f" {refusal_text(error)}", "warn")]]))
            return
        self.say("")
        self._show(path, reading, new_drivers=new_drivers)

    def _show(self, path: Path, reading: Reading, *, new_drivers: bool, said: str = "") -> None:
        """Shows what was read; ``said`` is what became of the refused rows."""

        async def answered(answer: str | None) -> None:
            if answer == "names":
                self._read(path, new_drivers=True)
            elif answer == "save":
                self._show(path, reading, new_drivers=new_drivers, said=_save_refused(path, reading))
            elif answer == "take":
                await self._take(reading)

        head: list[Line] = [[(f" {said}", "warn")]] if said else []
        self.app.push_screen(PreviewScreen([*head, *self._preview(reading, new_drivers=new_drivers)]), answered)

    def _compare(self, path: Path) -> None:
        """Shows a list of border crossings beside the book."""
        from storage.reading.crossings import read_crossings
        from tui.screens.reconcile import ReconcileScreen

        self.say("")
        listed = read_crossings(open_file(path), self.desk.book, self.desk.today)
        self.app.push_screen(ReconcileScreen(self.desk, listed))

    def _preview(self, reading: Reading, *, new_drivers: bool) -> list[Line]:
        keys = [tr("Enter takes it in, as one change that can be undone · Esc leaves the book as it is")]
        if not new_drivers:
            keys.append(tr("Insert also makes drivers of names that nobody knows yet"))
        if reading.spoilt:
            keys.append(tr("Delete saves the rows that could not be taken in a file, to be mended"))
        report: list[Line] = [[(f" {line}", "plain")] for line in report_lines(reading, self.desk.today, dry_run=True)]
        return [*([(f" {text}", "heading")] for text in keys), (), *report]

    async def _take(self, reading: Reading) -> None:
        if not reading.changes:
            self.say(tr("Nothing in this file is new to the book."), warning=True)
            return
        await self.run_action("app.fleet")
        self.app.post_message(Wanted(reading.changes, tr("Import of {file}", file=reading.file)))

    def action_type_path(self) -> None:
        """Asks for the path of a file or folder."""

        def typed(text: str | None) -> None:
            if text:
                self.go_to(Path(os.path.expanduser(text.strip().strip('"'))))

        self.app.push_screen(TypeScreen(tr("Path of the file"), str(self._folder)), typed)


def _save_refused(path: Path, reading: Reading) -> str:
    """Writes the refused rows into a workbook beside the file, over none that is there; returns what to say of it."""
    from tui.refused_rows import refused_files

    name = f"{path.stem} - {tr('refused rows')}"
    file = path.with_name(f"{name}.xlsx")
    numbers = count(2)
    while file.exists():
        file = path.with_name(f"{name} {next(numbers)}.xlsx")
    written = refused_files(reading, file)
    if not written:
        return tr("Every row could be taken: there is nothing to mend.")
    try:
        files.replace(file, written[file])
    except OSError as error:
        return tr("{file} could not be written: {reason}.", file=file, reason=error.strerror or error)
    return tr("The refused rows are in {file}: mend them there and import it.", file=file)


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
