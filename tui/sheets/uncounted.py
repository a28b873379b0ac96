"""What was not counted, and why: dates of his stays, stays elsewhere, rows of imports that nobody has settled."""

from __future__ import annotations

from collections.abc import Iterable

from rules.days import Days
from storage.records import Unsettled
from tui.private_words import number_text
from tui.sheets.account import Account, Journey
from tui.sheets.page import Prose
from tui.sheets.parts import numbered
from tui.sheets.words import days_text, reason_text, shared_text
from tui.wording import and_more, country_name, paper_named, tr, trn

_ROWS_NAMED = 6
_PLANS = ("to-come", "planned-passed")


def left_out(account: Account, journeys: Iterable[Journey], *, plans: bool) -> list[str]:
    """Returns why dates of journeys were not counted, those of one reason together; with ``plans`` also what is not over yet."""
    clauses: dict[str, list[Journey]] = {}
    for journey in journeys:
        reasons = [shared_text(journey.shared)] if journey.shared else []
        reasons += [
            reason_text(reason, len(days), _papers(account, days) if reason == "lifted" else "")
            for reason, days in journey.left_out
            if reason not in _PLANS or (plans and (journey.happened or reason == "planned-passed"))
        ]
        if reasons:
            clauses.setdefault("; ".join(reasons), []).append(journey)
    return [numbered(found, said) for said, found in clauses.items()]


def _papers(account: Account, days: Days) -> str:
    return ", ".join(paper_named(paper.kind, number_text(paper)) for paper in account.taking_out(days))


def block(account: Account, journeys: Iterable[Journey], *, office: bool) -> Prose:
    """Returns the block of what was not counted; without paragraphs where all was. ``office`` adds stays elsewhere and unsettled rows."""
    paragraphs = []
    if clauses := left_out(account, journeys, plans=office):
        paragraphs.append(". ".join(clauses) + ".")
    if office and account.elsewhere:
        places = ", ".join(tr("{country} {days}", country=country_name(code), days=days_text(days)) for code, days in account.elsewhere)
        paragraphs.append(tr("In countries that this rule does not count: {places}.", places=places))
    if office and account.unsettled:
        paragraphs.append(unsettled_text(account.unsettled))
    return Prose(tuple(paragraphs), title=tr("Not counted") if paragraphs else "", listed=True)


def unsettled_text(rows: tuple[Unsettled, ...]) -> str:
    """Returns how many rows of imports stand unsettled, and where they are found."""
    named = [tr("{file}, {sheet}, row {row}", file=row.file, sheet=row.sheet, row=row.row) for row in rows[:_ROWS_NAMED]]
    places = "; ".join(named) + and_more(len(rows) - _ROWS_NAMED)
    return trn("{n} journey that could not be read: {places}.", "{n} journeys that could not be read: {places}.", len(rows), places=places)
