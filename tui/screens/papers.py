"""All papers: those in a driver's way, then what planned trips lack, then all by the day they end.

One that a newer paper of the same kind has replaced is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult

from storage.papers import paper_lines
from storage.records import Driver, Paper
from tui.private_words import is_hidden
from tui.screens.desk import Desk
from tui.screens.listing import Listing
from tui.screens.messages import OpenForm
from tui.widgets.figures import trip_name
from tui.widgets.records import PAPER_STATES, PaperList, PaperRow
from tui.wording import tr


class PapersScreen(Listing):
    """The list of papers."""

    NAME = "papers"
    AUTO_FOCUS = "#papers"
    ADDS = "paper"
    RECORD = Paper

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

    def keys_hint(self) -> str:
        """Returns what the keys do here."""
        return tr("Letters search · Tab sorts · Space selects · Enter changes · Insert · Delete")

    def drivers_of_row(self, row: PaperRow) -> Sequence[str]:
        """Returns the holder, where he is a driver."""
        return (row.driver,) if row.driver else ()

    def look_again(self) -> None:
        """Lists the papers of the book as it is now."""
        self.show_rows(paper_rows(self.desk))
        self.draw_frame()

    def action_add(self) -> None:
        """Asks for the form of a new paper of the driver looked at, else of the holder of the row, be it a truck or the firm."""
        row, record = self.query_one(PaperList).current, self.current_record
        holder = record.holder if isinstance(record, Paper) and row is not None and not row.gone else None
        self.post_message(OpenForm(self.ADDS, driver=self.current_driver or holder))

    def open_taken(self) -> None:
        """Opens the form of the paper under the cursor, or that of a new one where a trip lacks it."""
        row = self.query_one(PaperList).current
        if row is not None and row.state == "missing":
            self.post_message(OpenForm(self.ADDS, driver=row.driver, given={"kind": row.kind}))
        else:
            super().open_taken()


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
            hidden=is_hidden(paper, "number"),
            country=paper.country or "",
            until=paper.until,
            left=(paper.until - desk.on).days if paper.until else None,
            state="blocks" if paper.id in blocking else "",
            gone=gone,
        )
        for paper, holder, gone in paper_lines(desk.book, blocking)
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
