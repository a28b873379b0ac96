"""What would be taken of a file: what each sheet, column, mark and name was taken for, each set right where it stands, then taken in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from storage.engine import files
from storage.reading import BookView, Reading
from storage.reading.crossings import read_crossings
from tui.cli.import_report import counts_text, rows_lines
from tui.preview import AS_TOLD, NEW, Look, Said, look
from tui.preview_entries import Entry, entries
from tui.reading_words import refusal_text
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.screens.overlays import AskScreen, PageScreen
from tui.system_words import system_text
from tui.widgets.drawing import Line, fit
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.wording import tr

_WHAT, _MEANS, _STANDS = 26, 24, 28
"""Cells of the columns in a window of 80. The first grows by what the lines need not of the others."""
_DOES = {"take": "take_in", "compare": "take_in", "rows": "by_rows", "save": "save_refused"}
"""The command of each line that does something."""


class Overtaken(Exception):
    """Something else was said meanwhile: what is being read is of no use."""


class EntryList(LineList[Entry]):
    """What was recognised, found by any word of it."""

    _needs = (0, 0, 0)

    def set_rows(self, rows: Sequence[Entry]) -> None:
        """Shows these lines; their longest texts decide how wide the columns are."""
        beside = [row for row in rows if row.stands]
        columns = (row.what for row in rows), (row.means for row in beside), (row.stands for row in beside)
        what, means, stands = (max(map(cell_len, texts), default=0) for texts in columns)
        self._needs = what, min(means, _MEANS), min(stands, _STANDS)
        super().set_rows(rows)

    def _widths(self, width: int) -> tuple[int, int]:
        """Returns the cells of the first two columns; the third has the rest."""
        what, means, stands = self._needs
        what = max(_WHAT, min(what, width - means - stands - 2))
        return what, max(means, min(_MEANS, width - what - stands - 2))

    def _widths_of(self, row: Entry, width: int) -> tuple[int, int]:
        """Returns those in a line: of one that heads others its own words decide, so that the name of a file stands whole."""
        what, means = self._widths(width)
        own = cell_len(row.means)
        wider = max(what, min(cell_len(row.what), width - own - cell_len(row.stands) - 2)) if row.heads else what
        return wider, max(min(own, means), means - (wider - what))

    def key_of(self, row: Entry) -> str:
        """Returns what the line is about."""
        return row.key

    def name_of(self, row: Entry) -> str:
        """Returns its words."""
        return f"{row.what} {row.means} {row.stands}"

    def heading(self, width: int) -> Line:
        """Returns the heading."""
        what, means = self._widths(width)
        stands = fit(tr("What stands there"), width - what - means - 2)
        return [(f"{fit(tr('In the file'), what)} {fit(tr('Taken for'), means)} {stands}", "head")]

    def draw(self, row: Entry, width: int) -> Line:
        """Returns what it is, what it was taken for, what stands there."""
        what, means = self._widths_of(row, width)
        ink = "over" if row.wrong else "good" if row.is_said else "plain"
        first = (fit(row.what, what) + " ", "heading" if row.heads else "plain")
        if not row.stands:
            return [first, (fit(row.means, max(0, width - what - 1)), ink)]
        return [first, (fit(row.means, means) + " ", ink), (fit(row.stands, max(0, width - what - means - 2)), "dim")]

    def texts(self, row: Entry) -> list[str]:
        """Returns the three, uncut."""
        return [row.what.strip(), row.means, row.stands]


class PreviewScreen(Frame):
    """A file before it is taken in. ``place`` is where it lies, or would lie: what is refused is saved beside it."""

    NAME = "preview"
    AUTO_FOCUS = "#entries"

    def __init__(self, desk: Desk, name: str, content: bytes, place: Path) -> None:
        super().__init__(desk)
        self._file, self._bytes, self._place = name, content, place
        self._said = Said()
        self._look: Look | None = None
        self._seen: Look | None = None
        self._is_first = True

    def body(self) -> ComposeResult:
        """Yields the counts, the list, and the line under the cursor in full."""
        yield FixedLines(id="figures", grows=True)
        yield EntryList(id="entries")
        yield FixedLines(id="about")

    @property
    def _list(self) -> EntryList:
        return self.query_one(EntryList)

    def heading(self) -> str:
        """Returns the title with the file."""
        return tr("Taking in {file}", file=self._file)

    def hint(self) -> str:
        """Returns what the keys do on the line under the cursor."""
        row = self._list.current if self.is_mounted else None
        if row is None or row.say:
            return tr("Enter sets right · ←→ next · Delete as told · Tab row by row · Ctrl+S take in")
        return tr("Enter does it · ↓ sets right what was recognised · Tab row by row · Esc back")

    # reading

    def look_again(self) -> None:
        """Reads the file against the book as it is now."""
        self._begin(self._said)

    def _begin(self, said: Said) -> None:
        self._said, self._look = said, None
        self._draw_counts(tr("Reading {file}…", file=self._file))
        self._read(said, self.desk.book.as_it_stands())

    @work(thread=True, exclusive=True, group="reading")
    def _read(self, said: Said, book: BookView) -> None:
        """Reads in a thread, of a book that stands still; whatever is said meanwhile ends it."""
        worker = get_current_worker()

        def told(read: int, of: int) -> None:
            if worker.is_cancelled:
                raise Overtaken
            self.app.call_from_thread(self._draw_progress, said, read, of)

        try:
            found = look(self._file, self._bytes, said, book, self.desk.today, self._seen, told)
        except Overtaken:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_look, found)

    def _draw_progress(self, said: Said, read: int, of: int) -> None:
        if said is self._said and self._look is None and self.is_attached:
            self._draw_counts(tr("Reading {file}: {n} of {of} rows…", file=self._file, n=read, of=of))

    def _take_look(self, found: Look) -> None:
        if found.said is not self._said or not self.is_attached:
            return
        self._look = self._seen = found
        self._list.set_rows(list(entries(found, [driver.name for driver in self.desk.book.drivers()])))
        if found.reading:
            self._draw_counts(counts_text(found.reading, all=False))
        elif found.refused:
            self._draw_counts(refusal_text(found.refused, on_screen=True), "over")
        if self._is_first and found.compares:
            self._compare(found)
        self._is_first = False

    def _draw_counts(self, text: str, ink: str = "strong") -> None:
        self.query_one("#figures", FixedLines).show(*broken([(f" {text}", ink)], max(20, self.size.width - 1)))

    @on(LineList.Moved, "#entries")
    def _explain(self) -> None:
        row = self._list.current
        lines: list[Line] = []
        if row is not None:
            set_here = tr("set right here; Delete takes that back") if row.is_said else ""
            told = " · ".join(filter(None, (row.means, set_here)))
            lines = [[(f" {row.what.strip()}: ", "strong"), (told, "plain")], [(f" {row.stands}", "dim")]]
        self.query_one("#about", FixedLines).show(*lines)
        self.say("")

    # setting right

    @on(LineList.Taken, "#entries")
    async def _open(self) -> None:
        row = self._list.current
        if row is None:
            return
        if not row.say:
            await self.run_action(_DOES[row.key])
            return

        def answered(answer: str | None) -> None:
            if answer is not None and answer != row.answer:
                self._answer(row, answer)

        options = [option for option in row.options if row.is_said or option[0] != AS_TOLD]
        self.app.push_screen(AskScreen(tr("{what}: what is it?", what=row.what.strip()), options, row.answer), answered)

    def _answer(self, row: Entry, answer: str) -> None:
        if row.say and (said := row.say(answer)) != self._said:
            self._begin(said)

    def action_value_before(self) -> None:
        """Takes the value before."""
        self._step(-1)

    def action_value_after(self) -> None:
        """Takes the next value."""
        self._step(1)

    def _step(self, by: int) -> None:
        row = self._list.current
        if row is not None and self._look is not None:
            values = [value for value, _words in row.options if value != AS_TOLD]
            place = values.index(row.answer) if row.answer in values else -1
            if values:
                self._answer(row, values[(place + by) % len(values)])

    def action_as_told(self) -> None:
        """Takes what was set right on the line under the cursor back."""
        row = self._list.current
        if row is not None and row.is_said:
            self._answer(row, AS_TOLD)

    def action_all_new(self) -> None:
        """Takes every name that no driver has as a new driver."""
        row = next((row for row in self._list.rows if row.key == "names"), None)
        if row is not None:
            self._answer(row, NEW)

    # what becomes of it

    async def action_take_in(self) -> None:
        """Takes the file in as it is understood now, or compares a list of crossings with the book."""
        found = self._look
        if found is None:
            self.say(tr("The file is still being read."), warning=True)
        elif found.compares:
            self._compare(found)
        elif found.reading is None or not found.reading.changes:
            self.say(tr("Nothing in this file is new to the book."), warning=True)
        else:
            reading = found.reading
            await self.run_action("app.fleet")
            self.app.post_message(Wanted(reading.changes, tr("Import of {file}", file=reading.file)))

    def _compare(self, found: Look) -> None:
        from tui.screens.reconcile import ReconcileScreen

        if found.source:
            listed = read_crossings(found.source, self.desk.book, self.desk.today, found.said.hints)
            self.app.push_screen(ReconcileScreen(self.desk, listed))

    async def action_by_rows(self) -> None:
        """Shows what becomes of the rows."""
        reading = self._look.reading if self._look else None
        if reading is not None:
            texts = rows_lines(reading, on_screen=True) or ["", tr("Every row could be taken: there is nothing to mend.")]
            self.app.push_screen(PageScreen([[(f" {text}", "plain" if text.startswith(" ") else "heading")] for text in texts[1:]]))

    async def action_save_refused(self) -> None:
        """Saves the refused rows in a file."""
        if self._look and self._look.reading:
            self.say(_save_refused(self._place, self._look.reading))


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
        return tr("{file} could not be written: {reason}.", file=file, reason=system_text(error))
    return tr("Saved beside it: {file}. Mend the rows there and take that file in.", file=file.name)
