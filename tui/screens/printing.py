"""Paper: what can be printed, the sheet as text before it is, and then as a PDF file or straight to a printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult

from storage.records import Driver, Slip
from storage.slips import issued_already, slip_for, trip_for_slip
from tui import printing
from tui.laptop import Laptop
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import LaptopWanted, Wanted
from tui.sheets import PURPOSES
from tui.sheets.batch import CalledOff, Job, write_all
from tui.sheets.bilingual import CHOICES
from tui.sheets.orders import LISTS, list_job, noted, noted_words, slip_job, statement_jobs, status_jobs, together, word
from tui.sheets.page import Sheet
from tui.sheets.plain import as_text
from tui.sheets.saving import file_name
from tui.sheets.slip import barred_text, slip_message
from tui.widgets.drawing import Line, fit, person
from tui.widgets.lines import LineList
from tui.widgets.page import Page
from tui.wording import LANGUAGES, date_text, language, speaking, tr, trn

_PREVIEW = 0.15
"""Seconds that the cursor rests on a line before its sheet is shown."""
_DEFAULT = ""
"""The name that stands for the system's default printer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of paper that can be asked for: ``road``, ``office``, ``slip``, ``message``, ``statement``, or a list; for whom."""

    what: str
    title: str
    drivers: tuple[Driver, ...] = ()


class ChoiceList(LineList[Choice]):
    """What can be printed."""

    def key_of(self, row: Choice) -> str:
        """Returns the kind and for how many it is."""
        return f"{row.what} {len(row.drivers)}"

    def name_of(self, row: Choice) -> str:
        """Returns its title."""
        return row.title

    def heading(self, width: int) -> Line:
        """Returns the heading."""
        return [(fit(tr("What is to be printed"), width), "head")]

    def draw(self, row: Choice, width: int) -> Line:
        """Returns the title."""
        return [(fit(row.title, width), "plain")]


class PrintScreen(Frame):
    """What can be printed on top, the sheet under the cursor as text below it."""

    NAME = "print"
    AUTO_FOCUS = "#choices"

    def __init__(self, desk: Desk, drivers: Sequence[str], laptop: Laptop, on: date | None = None) -> None:
        """``drivers`` are those chosen on the screen before, the one under the cursor first; ``laptop`` keeps the printer used last.

        Sheets are as of ``on``, by default of the as-of date of all that is shown.
        """
        super().__init__(desk)
        self._on = on
        self._drivers = drivers
        self._code = language()
        self._laptop = laptop
        self._printers = [laptop.printer]
        self._together = True
        self._awaited: tuple[Choice, bool] | None = None
        self._warned = ""
        self._busy = False
        self._called_off = False

    def body(self) -> ComposeResult:
        """Yields the list and the preview."""
        yield ChoiceList(id="choices")
        yield Page(id="preview")

    def heading(self) -> str:
        """Returns the title."""
        return tr("Print") if self._on is None else f"{tr('Print')}, {date_text(self._on)}"

    @property
    def current_day(self) -> date:
        """The date that sheets are as of."""
        return self._on or self.desk.on

    def hint(self) -> str:
        """Returns what the keys do here."""
        choice = self.query_one(ChoiceList).current
        if choice and choice.what == "message":
            return tr("Enter copies it · ←→ language · Tab read it · Esc back")
        return tr("Enter PDF · Insert printer · ←→ language · Tab read it · Esc back")

    @property
    def current_driver(self) -> str | None:
        """The driver that F-keys act on."""
        return self._drivers[0] if self._drivers else None

    @property
    def _printer(self) -> str:
        return self._printers[0]

    def look_again(self) -> None:
        """Lists what can be printed of the book as it is now."""
        self.query_one(ChoiceList).set_rows(list(self._choices()))

    def on_mount(self) -> None:
        """Asks the system for its printers meanwhile."""
        self._rest = self.set_timer(_PREVIEW, self._preview)
        super().on_mount()
        self._ask_for_printers()

    @work(thread=True, exit_on_error=False, group="printers")
    def _ask_for_printers(self) -> None:
        found = printing.printers()
        self.app.call_from_thread(self._take_printers, found)

    def _take_printers(self, found: Sequence[str]) -> None:
        self._printers = list(dict.fromkeys([self._printer, *found] if self._printer in found else found)) or [_DEFAULT]

    def _choices(self) -> Iterator[Choice]:
        """Yields what can be printed, of the driver of the screen before first."""
        book = self.desk.book
        chosen = tuple(driver for id in self._drivers if (driver := self.desk.driver(id)))
        if chosen:
            name = person(chosen[0].name, 40)
            yield Choice("road", tr("Status sheet for the road: {driver}", driver=name), chosen[:1])
            yield Choice("office", tr("Status sheet for the office: {driver}", driver=name), chosen[:1])
            yield Choice("slip", tr("Dispatch slip: {driver}", driver=name), chosen[:1])
            yield Choice("message", tr("Dispatch slip as a message for the phone: {driver}", driver=name), chosen[:1])
            yield Choice("statement", tr("Statement of a new driver: {driver}", driver=name), chosen[:1])
        for drivers in (chosen if len(chosen) > 1 else (), tuple(book.drivers())):
            if drivers:
                many = trn("{n} driver", "{n} drivers", len(drivers))
                yield Choice("road", tr("Status sheet for the road: {driver}", driver=many), drivers)
                yield Choice("office", tr("Status sheet for the office: {driver}", driver=many), drivers)
        yield Choice("fleet", tr("List of the fleet"))
        yield Choice("papers", tr("List of papers"))
        yield Choice("plans", tr("List of planned trips"))

    # the preview

    @on(LineList.Moved, "#choices")
    def _rests(self) -> None:
        if self._last is None or not self._last[0]:
            self.say("")
        self._rest.stop()
        self._rest = self.set_timer(_PREVIEW, self._preview)

    def _preview(self) -> None:
        choice = self.query_one(ChoiceList).current
        if choice is None:
            return
        page = self.query_one("#preview", Page)
        if choice.what == "message":
            text = self._message(choice.drivers[0])
        else:
            text = "".join(as_text(job.make(), page.scrollable_content_region.width - 1) for job in self._jobs(choice)[:1])
        text = text or tr("There is no trip to issue a slip for.")
        page.show([[(line, "plain")] for line in text.splitlines()])

    def _jobs(self, choice: Choice) -> list[Job]:
        """Returns the sheets of a choice; none for a slip without a trip. A slip is shown as it would be issued."""
        book, day, code = self.desk.book, self.current_day, self._code
        match choice.what:
            case "road" | "office":
                return status_jobs(book, choice.drivers, day, "road" if choice.what == "road" else "office", code)
            case "statement":
                return statement_jobs(book, choice.drivers, day, code)
            case "slip":
                slip = self._slip(choice.drivers[0])
                return [slip_job(book, choice.drivers[0], slip, code)] if slip else []
            case _:
                return [list_job(book, next(known for known in LISTS if known == choice.what), day, code)]

    def _slip(self, driver: Driver) -> Slip | None:
        """Returns the slip of a driver's trip: the one that was issued today if it still says the same, else a new one.

        A slip is of today whatever the as-of date: it proves what was checked, and when.
        """
        book, day = self.desk.book, self.desk.today
        trip = trip_for_slip(book.trips_of(driver.id), driver.id, day)
        slip = slip_for(book, trip, driver, day) if trip else None
        return (issued_already(book, slip) or slip) if slip else None

    def _message(self, driver: Driver) -> str:
        """Returns the slip of a driver's trip as a message in the first language chosen; empty where there is no trip."""
        slip = self._slip(driver)
        with speaking(self._code.partition("+")[0]):
            return slip_message(driver, slip) if slip else ""

    def _copy_message(self, driver: Driver) -> None:
        """Copies the message of a slip that was issued, and writes it into a file too, for a terminal that takes no text."""
        text = self._message(driver)
        self.onto_clipboard(text)
        if path := self.written_beside(Path(file_name(driver.name, self.desk.today, word("slip", self._code))).stem, text):
            many = trn("The message is copied, {n} letter.", "The message is copied, {n} letters.", len(text))
            self.call_later(self.say, f"{many} {tr('It is in {path} too.', path=path)}")  # after what is said of issuing the slip

    # commands

    def action_language_after(self) -> None:
        """Takes the next language, or pair of languages."""
        self._turn_language(1)

    def action_language_before(self) -> None:
        """Takes the language before."""
        self._turn_language(-1)

    def _turn_language(self, step: int) -> None:
        self._code = CHOICES[(CHOICES.index(self._code) + step) % len(CHOICES)]
        named = " + ".join(LANGUAGES[code] for code in self._code.split("+"))
        self.say(tr("Language of the sheet: {language}", language=named))
        self._preview()

    def action_one_or_each(self) -> None:
        """Many sheets: all in one file, or a file each."""
        self._together = not self._together
        self.say(tr("Many sheets: all in one file.") if self._together else tr("Many sheets: a file each."))

    def action_other_printer(self) -> None:
        """Takes the next printer of the system; the laptop remembers it."""
        if len(self._printers) > 1:
            self._printers = [*self._printers[1:], self._printers[0]]
            self._laptop = replace(self._laptop, printer=self._printer)
            self.post_message(LaptopWanted(self._laptop, ""))
        self.say(tr("Printer: {name}", name=self._printer or tr("the system's default one")))

    @on(LineList.Taken, "#choices")
    def _take(self) -> None:
        self._begin(to_printer=False)

    def action_to_printer(self) -> None:
        """Writes the PDF and sends it to the printer."""
        self._begin(to_printer=True)

    def _begin(self, *, to_printer: bool) -> None:
        """Writes what is under the cursor; a slip that was not issued yet is committed first."""
        choice = self.query_one(ChoiceList).current
        if choice is None or self._busy:
            return
        issues = choice.what in ("slip", "message")
        slip = self._slip(choice.drivers[0]) if issues else None
        if issues and slip is None:
            self.say(tr("There is no trip to issue a slip for."), warning=True)
        elif slip is not None and not slip.stamp.revision and self._warns(slip):
            self.say(tr("{reasons}. Enter once more issues it all the same.", reasons=barred_text(slip)), warning=True)
        elif slip is not None and not slip.stamp.revision:
            self._awaited = choice, to_printer
            reason = tr("Dispatch slip of {driver}, {day}", driver=choice.drivers[0].name, day=date_text(slip.on))
            self.post_message(Wanted([slip], reason))
        else:
            self._make(choice, to_printer)

    def _warns(self, slip: Slip) -> bool:
        """Tells whether what stands in the way of an entry is still to be said before the slip is issued: it is said once."""
        said, self._warned = self._warned, slip.trip
        return bool(barred_text(slip)) and said != slip.trip

    async def written_down(self) -> None:
        """The slip that was awaited is issued: now it goes on paper; nothing else that is written down here brings it there."""
        awaited, self._awaited = self._awaited, None
        if awaited and (slip := self._slip(awaited[0].drivers[0])) and slip.stamp.revision:
            self._make(*awaited)

    def _make(self, choice: Choice, to_printer: bool) -> None:
        """Makes the sheets between keys, then writes them beside them; a message is copied instead."""
        if choice.what == "message":
            self._copy_message(choice.drivers[0])
            return
        self._busy, self._called_off = True, False
        jobs = self._jobs(choice)
        name = together(choice.what, self.current_day, self._code) if self._together and len(jobs) > 1 else ""
        whose = choice.drivers if choice.what in PURPOSES else ()
        printer = self._printer if to_printer else None
        made: list[Job] = []

        def make() -> Iterator[None]:
            for job in jobs:
                if self._called_off:
                    return
                made.append(Job(job.file, partial(_as_made, job.make())))
                yield

        def go_on(done: bool) -> None:
            if self._called_off:
                self._ended(tr("Called off: nothing was written."))
            elif done:
                self._write(made, self.desk.book.folder / "sheets", name, printer, whose)
            else:
                self.say(tr("Making sheets: {done} of {all}. Esc calls it off.", done=len(made), all=len(jobs)))

        self.work_between_keys(make(), go_on)

    @work(thread=True, exit_on_error=False, group="sheets")
    def _write(self, jobs: list[Job], folder: Path, name: str, printer: str | None, whose: Sequence[Driver]) -> None:
        """Writes and prints, in a thread: it touches no record and no widget but through ``call_from_thread``."""
        said = self.app.call_from_thread
        written = 0

        def step(done: int) -> None:
            nonlocal written
            written = 0 if name else done
            if self._called_off:
                raise CalledOff
            if len(jobs) > 1:
                said(self.say, tr("Writing sheets: {done} of {all}. Esc calls it off.", done=done, all=len(jobs)))

        try:
            saved = write_all(jobs, folder, together=name, step=step)
        except CalledOff:
            whole = trn(
                "Called off: {n} file is whole, in {folder}", "Called off: {n} files are whole, in {folder}", written, folder=folder
            )
            said(self._ended, whole if written else tr("Called off: nothing was written."))
            return
        except OSError as error:
            said(self._ended, tr("The sheet could not be written: {reason}", reason=error), True)
            return
        text = tr("Written: {path}", path=saved[0].path if len(saved) == 1 else folder)
        missing = "".join(dict.fromkeys(letter for file in saved for letter in file.missing))
        if missing:
            text = f"{text}. {tr('These letters cannot be printed: {letters}', letters=' '.join(missing))}"
        if printer is None:
            said(self._ended, text, bool(missing), whose)
            return
        said(self._ended, *self._sent([file.path for file in saved], printer, text), whose)

    def _sent(self, paths: Sequence[Path], printer: str, written: str) -> tuple[str, bool]:
        """Sends files to the printer, in the thread that wrote them; returns how that ended, and whether it did not go well.

        Where there is no printer the first is shown: nobody wants a window for each of two hundred.
        """
        for done, path in enumerate(paths):
            if self._called_off:
                return tr("Called off: {done} of {all} went to the printer. {written}", done=done, all=len(paths), written=written), True
            if len(paths) > 1:
                text = tr("Sending to the printer: {done} of {all}. Esc calls it off.", done=done, all=len(paths))
                self.app.call_from_thread(self.say, text)
            try:
                outcome = printing.send(path, printer)
            except printing.PrinterRefused as error:
                return tr("{path} is written, but the printer refused it: {reason}", path=path, reason=error), True
            if outcome != "printed":
                return tr("No printer was found. {written}", written=written), True
        return tr("Sent to the printer."), False

    def _ended(self, text: str, warning: bool = False, whose: Sequence[Driver] = ()) -> None:
        """Says how it ended; has it noted whose status sheets are written, where they are those of a year that is over."""
        self._busy = False
        self.say(text, warning=warning)
        changes = noted(whose, self.current_day, self.desk.today)
        if changes and not self.desk.book.read_only:
            self.post_message(Wanted(changes, noted_words(self.current_day.year, len(changes)), said=text))

    def on_key(self, event: events.Key) -> None:
        """Esc calls off what is being made or written, before it goes a step back."""
        if event.key == "escape" and self._busy:
            self._called_off = True
            event.stop()


def _as_made(sheet: Sheet) -> Sheet:
    return sheet
