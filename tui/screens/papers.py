"""All papers: those in a driver's way, then what planned trips lack, then all by the day they end.

One that a newer paper of the same kind has replaced is left out.
"""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult

from storage.papers import paper_lines
from storage.records import Driver, Paper, Record
from tui.screens.desk import Desk
from tui.screens.frame import Frame
from tui.screens.messages import OpenForm
from tui.widgets.figures import trip_name
from tui.widgets.lines import LineList
from tui.widgets.records import PAPER_STATES, PaperList, PaperRow
from tui.wording import tr


class PapersScreen(Frame):
    """The list of papers."""

    NAME = "papers"
    AUTO_FOCUS = "#papers"
    ADDS = "paper"

    def body(self) -> ComposeResult:
        """Yields the list."""
        yield PaperList(
            id="papers",
            empty=tr("No paper is in the book yet. Insert makes the first one."),
            soon=max(self.desk.book.firm.expiring, default=60),
        )

    def heading(self) -> str:
        """Returns the title with how many have ended."""
        rows = self.query_one(PaperList).rows
        block, lack = (sum(row.state == state for row in rows) for state in ("blocks", "missing"))
        ended = sum(not row.state and row.left is not None and row.left < 0 for row in rows)
        text = tr("Papers: {ended} ended, {all} in all", ended=ended, all=len(rows) - lack)
        return text + tr(", {n} block", n=block) * bool(block) + tr(", {n} lacking for trips", n=lack) * bool(lack)

    def hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Letters search · Tab sorts · Space selects · Enter changes · Insert · Delete")

    @property
    def current_driver(self) -> str | None:
        """The holder of the paper under the cursor, where he is a driver."""
        row = self.query_one(PaperList).current
        return row.driver if row else None

    @property
    def current_record(self) -> Paper | None:
        """The paper under the cursor."""
        row = self.query_one(PaperList).current
        return self.desk.book.get(Paper, row.id) if row else None

    @property
    def current_records(self) -> list[Record]:
        """The papers selected, or the one under the cursor."""
        return [paper for row in self.query_one(PaperList).chosen if (paper := self.desk.book.get(Paper, row.id))]

    @property
    def current_drivers(self) -> list[str]:
        """The drivers whose papers are selected, or the one of the paper under the cursor."""
        return list(dict.fromkeys(row.driver for row in self.query_one(PaperList).chosen if row.driver))

    def look_again(self) -> None:
        """Lists the papers of the book as it is now."""
        self.query_one(PaperList).set_rows(paper_rows(self.desk))
        self.draw_frame()

    @on(LineList.Taken, "#papers")
    def _open(self) -> None:
        row = self.query_one(PaperList).current
        if row is not None and row.state == "missing":
            self.post_message(OpenForm(self.ADDS, driver=row.driver, given={"kind": row.kind}))
        else:
            self.action_change()

    @on(LineList.Sorted, "#papers")
    def _tell_order(self, sorted: LineList.Sorted) -> None:
        self.say(sorted.order)


def paper_rows(desk: Desk) -> list[PaperRow]:
    """Returns what blocks, what planned trips lack, and every paper that no newer one of its kind, country and holder has replaced.

    Of each the first to end on top.
    """
    findings = [finding for line in desk.lines for finding in line.findings]
    blocking = {finding.subject for finding in findings if finding.code == "paper-blocks"}
    rows = [
        PaperRow(
            id=paper.id,
            holder=holder,
            driver=paper.holder if desk.book.get(Driver, paper.holder) else None,
            kind=paper.kind,
            number=paper.number,
            country=paper.country or "",
            until=paper.until,
            left=(paper.until - desk.on).days if paper.until else None,
            state="blocks" if paper.id in blocking else "",
        )
        for paper, holder in paper_lines(desk.book, blocking)
    ]
    order = list(PAPER_STATES)
    rows += _lacking(desk)
    return sorted(rows, key=lambda row: (order.index(row.state), row.until or date.max, row.holder))


def _lacking(desk: Desk) -> list[PaperRow]:
    """Returns a row for each paper that a planned trip of a driver asks for and that is not there on its dates."""
    return [
        PaperRow(
            id=f"{finding.subject} {line.driver.id} {finding.params['paper']}",
            holder=line.driver.name,
            driver=line.driver.id,
            kind=str(finding.params["paper"]),
            number=trip_name(trip, line.driver.id) if (trip := desk.trip_of(finding.subject)) else "",
            country=str(finding.params["country"] or ""),
            until=finding.day,
            left=None,
            state="missing",
        )
        for line in desk.lines
        for finding in line.findings
        if finding.code == "trip-paper-missing"
    ]
