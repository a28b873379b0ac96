"""Lists of the whole office on paper: the fleet, the papers, the plans; headings repeated on every page, pages numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rules.findings import Finding
from storage.answers import RosterLine
from storage.papers import PaperLine
from storage.records import Firm
from storage.writing.listing import Listing, Value
from tui.finding_words import filing_text, finding_text, finding_word
from tui.leave_words import last_day_text, left_text, may_enter, planned_text
from tui.private_words import listed_number_of
from tui.sheets.page import Column, Heading, Prose, Sheet, Table
from tui.sheets.parts import country_text
from tui.wording import and_more, country_name, date_text, language, paper_name, rule_name, short_date, tr


def fleet_list(firm: Firm, lines: Sequence[RosterLine], on: date, *, in_a_word: bool = False) -> Sheet:
    """Returns the fleet with where each driver is, his days, when he must be out or may come back, and what is to be seen to first.

    ``in_a_word``: that in a word instead of a sentence, for the narrow column of a list in two languages.
    """
    columns = (
        Column("№", right=True),
        Column(tr("Driver"), wraps=True, leads=True),
        Column(tr("Now in"), wraps=True),
        Column(tr("Used"), right=True),
        Column(tr("list|Plan").rpartition("|")[2], right=True),
        Column(tr("Left"), right=True),
        Column(tr("Last day within the rule"), wraps=True),
        Column(tr("Join the queue by"), wraps=True),
        Column(tr("May enter from"), wraps=True),
        Column(tr("Needs attention"), wraps=True),
    )
    rows = tuple((str(place), *_fleet_row(line, finding_word if in_a_word else finding_text)) for place, line in enumerate(lines, 1))
    table = Table("", columns, rows, empty=tr("There are no drivers in this book yet."))
    under = rule_name(lines[0].rule) if lines else ""
    return _list(firm, tr("Fleet"), under, on, table)


def _fleet_row(line: RosterLine, worded: Callable[[Finding], str]) -> tuple[str, ...]:
    standing = line.standing
    where = (
        tr("{country}, since {day}", country=country_name(line.inside), day=short_date(line.since, line.standing.on.year))
        if line.is_inside
        else tr("outside")
    )
    may = may_enter(line)
    entry = "; ".join(filter(None, (date_text(may[0]) if may else "", filing_text(line.filing))))
    return (
        line.driver.name,
        where,
        f"{standing.used}/{standing.limit}" if standing.limit is not None else str(standing.used),
        planned_text(line),
        left_text(line),
        last_day_text(line),
        date_text(line.queue_by) if line.queue_by else "",
        tr("not known") if line.caution else entry,
        _attention(line.findings, worded),
    )


def _attention(findings: Sequence[Finding], worded: Callable[[Finding], str]) -> str:
    """Returns the most urgent finding, and how many more there are."""
    if not findings:
        return ""
    return worded(findings[0]) + and_more(len(findings) - 1)


def papers_list(firm: Firm, lines: Iterable[PaperLine], on: date) -> Sheet:
    """Returns the papers by the day they end, the first on top."""
    columns = (
        Column(tr("Holder"), wraps=True, leads=True),
        Column(tr("Paper"), wraps=True),
        Column(tr("Number"), wraps=True),
        Column(tr("Country"), wraps=True),
        Column(tr("Until"), right=True),
        Column(tr("Days"), right=True),
    )
    rows = tuple(
        (
            f"{line.holder} {tr('(deleted)')}" if line.gone else line.holder,
            paper_name(line.paper.kind),
            "" if firm.keeps_private and line.paper.kind == "passport" else listed_number_of(line.paper),
            country_text(line.paper.country) if line.paper.country else "",
            date_text(line.paper.until),
            str((line.paper.until - on).days) if line.paper.until else "",
        )
        for line in lines
    )
    return _list(firm, tr("Papers"), "", on, Table("", columns, rows, empty=tr("No paper is in the book yet.")))


def plan_list(firm: Firm, plans: Listing, on: date) -> Sheet:
    """Returns the planned trips as ``tui.listings`` lists them, the first to depart on top: a row a driver."""
    columns = tuple(
        Column(str(title), wraps=True, right=any(isinstance(row[place], int) for row in plans.rows), leads=title == tr("Driver"))
        for place, title in enumerate(plans.headings)
    )
    rows = tuple(tuple(_cell(value) for value in row) for row in plans.rows)
    return _list(firm, plans.name, "", on, Table("", columns, rows, empty=tr("No trip is planned.")))


def _cell(value: Value) -> str:
    return date_text(value) if isinstance(value, date) else "" if value is None else str(value)


def _list(firm: Firm, title: str, name: str, on: date, table: Table) -> Sheet:
    dated = tr("as of {day}", day=date_text(on))
    return Sheet(
        title=f"{title}, {dated}",
        language=language(),
        author=firm.name,
        numbering=tr("page {page} of {pages}", page="{page}", pages="{pages}"),
        blocks=(Heading(f"{title} · {firm.name}" if firm.name else title, dated, name), table),
        closing=(Prose((tr("Made from the firm's own records as of {day}.", day=date_text(on)),), small=True),),
    )
