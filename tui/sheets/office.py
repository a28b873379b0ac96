"""The office sheet: everything that is known of a driver's days, with limits, plans, findings and notes. It stays in the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.ledger import LimitFigure, Standing
from rules.rulebook import Limit, Sourced
from tui.finding_words import filing_text, finding_text
from tui.leave_words import last_day_text, may_enter
from tui.sheets import uncounted
from tui.sheets.account import Account, Journey
from tui.sheets.page import Fact, Facts, Figures, Prose, Sheet
from tui.sheets.parts import checked_day, days_by_country, numbered, paper_text, sheet_of, stays_table, used_before
from tui.sheets.strip import Manner, year_strip
from tui.sheets.words import days_text
from tui.wording import (
    capital,
    confidence_name,
    country_name,
    date_text,
    paper_name,
    rule_name,
    source_text,
    tr,
    window_name,
)


def office_sheet(account: Account) -> Sheet:
    """Returns the office sheet in the language in use."""
    title = tr("Driver sheet for the office: {rule}", rule=rule_name(account.rule.id))
    limit = account.explanation.limit
    manner = Manner(
        account.on,
        account.countries,
        few=max(account.firm.near, default=0),
        last_day=account.line.last_day,
        line=limit.days if limit and account.standing.limit is not None else None,
    )
    prose = (findings(account), uncounted.block(account, account.journeys, office=True), papers(account), notes(account), grounds(account))
    blocks = (
        Figures(key_figures(account)),
        Facts((*figures(account), *days_by_country(account))),
        year_strip(account.days, manner),
        used_before(account),
        stays_table(account, account.journeys, routes=True, open_exits=True),
        *prose,
    )
    return sheet_of(account, title, blocks, closing=(foot(account),))


def key_figures(account: Account) -> tuple[Fact, ...]:
    """Returns used, left or over, and the dates that matter next: the last day and when to queue where inside, else the return."""
    standing, line = account.standing, account.line
    if standing.limit is None or standing.remaining is None:
        return (Fact(tr("used"), str(standing.used)), Fact(tr("limit"), no_limit_text(account), strong=True))
    used = Fact(tr("used"), tr("{used} of {limit}", used=standing.used, limit=standing.limit))
    if standing.over:
        left = Fact(tr("over the limit by"), days_text(standing.over), strong=True)
    else:
        left = Fact(tr("left"), days_text(max(0, standing.remaining)), strong=True)
    if line.is_inside:
        queue = Fact(tr("join the queue by"), date_text(line.queue_by))
        return (used, left, Fact(tr("last day within the rule"), last_day_text(line)), queue)
    if line.caution:
        return (used, left, Fact(tr("earliest return"), tr("not known")))
    entry = may_enter(line)
    days = entry[1] if entry else None
    stretch = Fact(tr("and then for"), days_text(days) if days else "—")
    return (used, left, Fact(tr("earliest return"), _return_day(entry)), stretch)


def _return_day(entry: tuple[date, int | None] | None) -> str:
    return date_text(entry[0]) if entry else tr("not known")


def no_limit_text(account: Account) -> str:
    """Returns why no limit stands on that day."""
    citizenship = account.line.driver.citizenship
    if account.standing.lifted:
        return tr("lifted by a paper on this date")
    if citizenship in account.rule.not_for:
        return tr("not for citizens of this country")
    return tr("not known for this citizenship") if citizenship else tr("not known: citizenship not known")


def figures(account: Account) -> tuple[Fact, ...]:
    """Returns where he is, every limit with its figures, how long he may stay or when he may return, plans, and the other rules."""
    standing, line, on = account.standing, account.line, account.on
    facts = []
    if line.is_inside:
        since = date_text(line.since) if line.since else "—"
        facts.append(Fact(tr("Now in"), tr("{country}, since {day}", country=country_name(line.inside), day=since)))
    else:
        facts.append(Fact(tr("Now in"), tr("outside")))
    facts += [Fact(capital(window_name(figure.window, figure.of)), figure_text(figure)) for figure in standing.limits]
    facts += _room_facts(account)
    if line.planned:
        facts.append(Fact(tr("Planned to come"), days_text(line.planned)))
    if line.next_trip and (legs := line.next_trip.legs_of(line.driver.id)):
        begin = min((leg.entry for leg in legs if leg.entry >= on), default=legs[0].entry)
        facts.append(Fact(tr("Next trip"), " ".join(filter(None, (date_text(begin), line.next_trip.route)))))
    facts += [Fact(capital(rule_name(beside.rule)), beside_text(beside)) for beside in account.beside]
    return tuple(facts)


def _room_facts(account: Account) -> Iterator[Fact]:
    line, room = account.line, account.line.room
    if line.is_inside and room and room.by:
        yield Fact(tr("May stay on"), tr("{days}; the limit: {by}", days=days_text(room.days), by=_by_text(account, room.by)))
    if line.is_inside and line.caution:
        yield Fact(tr("Earliest return"), tr("not known: check entry ban and register first"), strong=True)
    if not line.is_inside and account.standing.remaining is not None:
        yield Fact(tr("Earliest return"), return_text(account), strong=bool(line.caution))
        if account.standing.remaining < 0 and not account.standing.over:
            yield Fact(tr("To enter"), tr("no entry without a new application"))


def _by_text(account: Account, by: str) -> str:
    of = next((figure.of for figure in account.standing.limits if figure.window == by), None)
    return window_name(by, of) if by in {figure.window for figure in account.standing.limits} else paper_name(by)


def return_text(account: Account) -> str:
    """Returns when a driver outside may come back and for how long; after a breach what must be looked at stands before the date."""
    line, entry = account.line, may_enter(account.line)
    if entry is None:
        text = tr("not known")
    elif entry[1] is None:
        text = date_text(entry[0])
    else:
        text = tr("{day}, for {days}", day=date_text(entry[0]), days=days_text(entry[1]))
    text = "; ".join(filter(None, (text, filing_text(line.filing))))
    if line.caution and entry:
        return tr("not known: check entry ban and register first (by the days alone {return_day})", return_day=text)
    return tr("not known: check entry ban and register first") if line.caution else text


def figure_text(figure: LimitFigure) -> str:
    """Returns the days used of one limit and what is left of it."""
    if figure.limit is None or figure.remaining is None:
        return tr("{used}, no limit on this date", used=figure.used)
    if figure.remaining < 0:
        return tr("{used} of {limit}, {days} beyond", used=figure.used, limit=figure.limit, days=days_text(-figure.remaining))
    return tr("{used} of {limit}, {days} left", used=figure.used, limit=figure.limit, days=days_text(figure.remaining))


def beside_text(standing: Standing) -> str:
    """Returns the figures under another rule that the firm keeps."""
    first = next(iter(standing.limits), None)
    return figure_text(first) if first else tr("{used}, no limit on this date", used=standing.used)


def findings(account: Account) -> Prose:
    """Returns what needs a person, worst first; rows that could not be read stand under what was not counted."""
    said = [finding_text(finding) for finding in account.line.findings if finding.code != "unsettled-row"]
    return Prose(("; ".join(said) + ".",) if said else (), title=tr("Needs attention"))


def papers(account: Account) -> Prose:
    """Returns his papers but for the passports, which stand at the top."""
    said = [paper_text(paper) for paper in account.papers if paper.kind != "passport"]
    return Prose(("; ".join(said) + ".",) if said else (), title=tr("Papers"))


def notes(account: Account) -> Prose:
    """Returns the notes on the driver and on his journeys."""
    noted: dict[str, list[Journey]] = {}
    for journey in account.journeys:
        noted.setdefault(journey.trip.note.rstrip(". "), []).append(journey)
    said = [account.line.driver.note.rstrip(". "), *(numbered(found, note) for note, found in noted.items() if note)]
    text = ". ".join(filter(None, said))
    return Prose((f"{text}.",) if text else (), title=tr("Notes"))


def grounds(account: Account) -> Prose:
    """Returns what the figures rest on: limits, raises, countries and way of counting, with source, confidence and the day of checking."""
    rule = account.rule
    version = rule.version_on(account.on)
    said = [text for limit in (version.limits if version else ()) for text in _limit_grounds(limit)]
    for member in rule.members:
        names = ", ".join(country_name(country) for country in sorted(member.countries))
        since = date_text(member.since) if member.since else ""
        counts = tr("{country} counts from {day}", country=names, day=since) if since else tr("{country} counts", country=names)
        said.append(_sourced(counts, member))
    ends = Sourced(confidence=rule.ends_confidence, source=rule.ends_source, checked=rule.ends_checked)
    said.append(_sourced(tr("entry and exit dates both count"), ends))
    return Prose(tuple(said), title=tr("Counted by"), small=True, listed=True)


def _limit_grounds(limit: Limit) -> Iterator[str]:
    yield _sourced(tr("{days} {window}", days=days_text(limit.days), window=window_name(limit.window, limit.of)), limit)
    for more in limit.raises:
        text = tr("{days} for a stay entered under: {paper}", days=days_text(more.days), paper=paper_name(more.paper))
        yield _sourced(text, more)


def _sourced(text: str, ground: Sourced) -> str:
    return tr(
        "{text}: {source} ({confidence}, checked {day})",
        text=text,
        source=source_text(ground.source),
        confidence=confidence_name(ground.confidence),
        day=date_text(ground.checked),
    )


def foot(account: Account) -> Prose:
    """Returns the foot: what the sheet is made from, how far it goes, and that it stays in the office."""
    sentences = [
        tr("For the office only: holds plans, findings and notes."),
        tr("Made from the firm's own records as of {day}.", day=date_text(account.on)),
        tr("Where they differ, the records of the border authority hold."),
    ]
    if checked := checked_day(account):
        sentences.append(tr("The rules are those known on {day}.", day=date_text(checked)))
    sentences.append(tr("This sheet is not a proof of a right to stay and not a lawyer's advice."))
    return Prose((" ".join(sentences),), small=True)
