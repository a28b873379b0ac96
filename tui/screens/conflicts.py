"""How the exchange with other laptops stands, and what two of them changed at once: both values, for a person to choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult

from storage.records import Conflict, Driver, Record
from storage.sync.conflicts import settled, waiting
from storage.sync.sealing import KeyMissing
from tui.conflict_words import Versions, versions
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import Wanted
from tui.screens.overlays import AskScreen
from tui.widgets.columns import Column, joined
from tui.widgets.drawing import NAMES, Line, fit, person
from tui.widgets.fixed import FixedLines
from tui.widgets.lines import LineList
from tui.widgets.page import broken
from tui.widgets.tables import TableList
from tui.wording import mark, moment_text, tr, trn


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict as listed: whose record it is (the record itself where it is no driver's), and its words."""

    conflict: Conflict
    name: str
    told: Versions
    is_person: bool = True


class ConflictList(TableList[ConflictRow]):
    """What two laptops changed at once; found by driver, record and value."""

    SELECTS = True
    COLUMNS = (
        Column("name", mark("list|Whose"), 15, most=NAMES, turn=4),
        Column("fields", mark("list|Changed"), 16, most=26, turn=1),
        Column("theirs", mark("list|Stands now"), 22, most=46, turn=2),
        Column("mine", mark("list|The other value"), 22, most=60, turn=3),
    )

    def key_of(self, row: ConflictRow) -> str:
        """Returns the conflict's id."""
        return row.conflict.id

    def name_of(self, row: ConflictRow) -> str:
        """Returns the words it is found by."""
        return f"{row.name} {row.told.record} {row.told.fields} {row.told.theirs} {row.told.mine}"

    def draw(self, row: ConflictRow, width: int) -> Line:
        """Returns the line of a conflict."""
        widths, told = self._table.widths(width), row.told
        texts = {
            "name": (person(row.name, widths["name"]) if row.is_person else row.name, "strong"),
            "fields": (told.fields, "plain"),
            "theirs": (told.theirs.removeprefix(f"{told.fields} "), "plain"),
            "mine": (told.mine.removeprefix(f"{told.fields} "), "warn"),
        }
        return joined([(fit(texts[id][0], width), texts[id][1])] for id, width in widths.items())


class ConflictsScreen(Frame):
    """The list of conflicts under the state of the exchange. ``sought`` is the conflict that the cursor begins on."""

    NAME = "conflicts"
    AUTO_FOCUS = "#conflicts"

    def __init__(self, desk: Desk, sought: str = "") -> None:
        super().__init__(desk)
        self._sought = sought

    def body(self) -> ComposeResult:
        """Yields the state, the list, and both values of the row under the cursor."""
        yield FixedLines(id="state", grows=True)
        yield ConflictList(id="conflicts", empty=tr("Nothing waits: no value was changed on two laptops at once."))
        yield FixedLines(id="about")

    @property
    def _list(self) -> ConflictList:
        return self.query_one(ConflictList)

    def heading(self) -> str:
        """Returns the title with how much waits."""
        return tr("Changed on two laptops: {n} to settle", n=len(self._list.rows))

    def hint(self) -> str:
        """Returns what the keys do here."""
        if self._list.selected:
            return tr("{n} selected · Enter settles all of them · Esc lets them go", n=len(self._list.selected))
        return tr("Enter chooses whose value stands · Space select · Esc back")

    @property
    def current_driver(self) -> str | None:
        """The driver that the conflict under the cursor bears on."""
        row = self._list.current
        return next(iter(self.desk.book.touched_by(row.conflict)), None) if row else None

    def look_again(self) -> None:
        """Lists what waits now."""
        self._list.set_rows([self._row(conflict) for conflict in waiting(self.desk.book)])
        if self._sought:
            self._list.go_to(self._sought)
            self._sought = ""
        self.draw_frame()

    def draw_frame(self) -> None:
        """Draws the title, the banners and how the exchange stands."""
        super().draw_frame()
        width = max(20, self.size.width - 1)
        self.query_one("#state", FixedLines).show(*(part for line in self._state() for part in broken(line, width)))

    def _state(self) -> Iterator[Line]:
        state = self.desk.exchanges
        if state is None:
            return
        done = tr("last exchange {moment}", moment=moment_text(state.done_at)) if state.done_at else tr("not exchanged since the start")
        left = trn("{n} record not sent", "{n} records not sent", len(state.unsent))
        yield [(f" {state.address} · {done} · {left}", "dim")]
        if state.failed:
            yield [(f" {state.failed}", "warn")]
        yield from ([(f" {concern}", "warn")] for concern in state.concerns)

    def _row(self, conflict: Conflict) -> ConflictRow:
        people = self.desk.book.touched_by(conflict)
        names = ", ".join(driver.name for id in people if (driver := self.desk.book.get(Driver, id)))
        told = versions(self.desk.book, conflict)
        return ConflictRow(conflict, names or told.record, told, is_person=bool(names))

    @on(LineList.Moved, "#conflicts")
    def _draw_about(self) -> None:
        row = self._list.current
        lines: list[Line] = []
        if row is not None:
            told, width = row.told, max(20, self.size.width - 1)
            lines = list(broken([(f" {told.record}", "strong"), (f"  {told.found}", "dim")], width))[:2]
            for words, by, ink in ((told.theirs, told.theirs_by, "plain"), (told.mine, told.mine_by, "warn")):
                lines += list(broken([(f" {by}: ", "dim"), (words, ink)], width))[:2]
        self.query_one("#about", FixedLines).show(*lines)

    @on(LineList.Selected, "#conflicts")
    def _say_selected(self) -> None:
        self.say("")

    # settling

    @on(LineList.Taken, "#conflicts")
    def _ask(self) -> None:
        chosen = self._list.chosen
        if not chosen:
            return
        told = chosen[0].told
        answers = [
            ("theirs", tr("what stands now: {who}", who=told.theirs_by) if len(chosen) == 1 else tr("what stands now, of all of them")),
            ("mine", tr("the other value: {who}", who=told.mine_by) if len(chosen) == 1 else tr("the other value, of all of them")),
        ]

        def settle(side: str | None) -> None:
            if side:
                self._settle(chosen, side)

        self.app.push_screen(AskScreen(tr("Whose value stands?"), answers), settle)

    def _settle(self, chosen: list[ConflictRow], side: str) -> None:
        try:
            records: list[Record] = settled(self.desk.book, [row.conflict for row in chosen], side)
        except KeyMissing:
            self.say(tr("These values are hidden on this laptop: type the firm's code in with haulbook sync key."), warning=True)
        except ValueError:
            self.say(tr("A newer version of the program wrote this value: install that version to settle it."), warning=True)
        else:
            told = chosen[0].told
            stands = told.mine if side == "mine" else told.theirs
            one = tr("{record}: settled: {value}", record=told.record, value=stands)
            self._list.select(())
            self.post_message(Wanted(records, one if len(chosen) == 1 else trn("{n} value settled", "{n} values settled", len(chosen))))
