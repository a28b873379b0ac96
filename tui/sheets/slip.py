"""The dispatch slip on paper, half a page a trip, and the same as a message for the phone. Both say what was kept when it was issued."""

from __future__ import annotations

from collections.abc import Iterator

from storage.records import Driver, Firm, Slip, SlipPaper
from tui.sheets.page import Fact, Facts, Figures, Heading, Prose, Sheet, Signature
from tui.sheets.parts import BLANK, country_text
from tui.sheets.words import days_text
from tui.wording import date_text, language, paper_name, rule_name, tr

LONGEST_MESSAGE = 400
"""Letters of a message for the phone."""
_LONGEST_PART = 60
"""Letters of a name, a purpose or a contact within it."""


def slip_sheet(firm: Firm, driver: Driver, slip: Slip) -> Sheet:
    """Returns the slip in the language in use."""
    title = tr("Dispatch slip")
    return Sheet(
        title=tr("{title}, {driver}, {day}", title=title, driver=driver.name, day=date_text(slip.on)),
        language=language(),
        author=firm.name,
        numbering=tr("page {page} of {pages}", page="{page}", pages="{pages}"),
        blocks=(
            Heading(title, tr("issued {day}", day=date_text(slip.on)), driver.name),
            Facts(tuple(_trip(firm, slip))),
            Figures(_figures(slip)),
            Facts(tuple(_to_know(slip)), columns=1),
            _ground(slip),
            Signature(tr("Checked before departure, given to the driver"), (tr("dispatcher"), tr("driver"), tr("date"))),
        ),
    )


def _trip(firm: Firm, slip: Slip) -> Iterator[Fact]:
    yield Fact(tr("Carrier"), firm.name or BLANK)
    yield Fact(tr("Truck"), slip.plate or BLANK)
    yield Fact(tr("Route"), slip.route or " – ".join(map(country_text, slip.countries)))
    if slip.entry:
        yield Fact(tr("Entry"), date_text(slip.entry))
        yield Fact(tr("Exit planned"), date_text(slip.exit))
    if slip.point:
        yield Fact(tr("Leaves by"), slip.point)


def _figures(slip: Slip) -> tuple[Fact, ...]:
    if slip.limit is None or slip.remaining is None:
        return (Fact(tr("used"), str(slip.used)), Fact(tr("limit"), tr("none on this date")))
    return (
        Fact(tr("used"), tr("{used} of {limit}", used=slip.used, limit=slip.limit)),
        Fact(tr("left"), days_text(max(0, slip.remaining))),
        Fact(tr("last day within the rule"), date_text(slip.last_day) if slip.last_day else tr("not known")),
        Fact(tr("join the queue by"), date_text(slip.queue_by) if slip.queue_by else tr("not known"), strong=True),
    )


def _to_know(slip: Slip) -> Iterator[Fact]:
    yield Fact(tr("Papers to carry"), "; ".join(map(_paper, slip.papers)) or BLANK)
    yield Fact(tr("ruID application"), "; ".join(_application(paper) for paper in _applications(slip)) or tr("none recorded"), strong=True)
    yield Fact(tr("Purpose of entry, for the migration card"), slip.purpose or BLANK)
    yield Fact(tr("Call"), slip.contact or BLANK)


def _applications(slip: Slip) -> list[SlipPaper]:
    return [paper for paper in slip.papers if paper.kind == "ruid-driver"]


def _paper(paper: SlipPaper) -> str:
    named = " ".join(filter(None, (paper_name(paper.kind), paper.number)))
    return tr("{paper} until {day}", paper=named, day=date_text(paper.last)) if paper.last else named


def _application(paper: SlipPaper) -> str:
    entry = tr("entry from {first} to {last}", first=date_text(paper.first), last=date_text(paper.last))
    return f"{paper.number}, {entry}" if paper.number else entry


def _ground(slip: Slip) -> Prose:
    said = [tr("Days of {day}, by the rule {rule}.", day=date_text(slip.on), rule=rule_name(slip.rule))]
    if slip.rules_dated:
        said.append(tr("The rules are those known on {day}.", day=date_text(slip.rules_dated)))
    said.append(tr("Where they differ, the records of the border authority hold."))
    if slip.stamp.author:
        said.append(tr("Issued by {author}.", author=slip.stamp.author))
    return Prose((" ".join(said),), small=True)


def slip_message(driver: Driver, slip: Slip) -> str:
    """Returns the slip as a message of at most 400 letters: figures and dates always, then as much of the rest as there is room for."""
    message = _short(driver.name) + ": " + "; ".join(_days(slip)) + "."
    for clause in _rest(slip):
        if len(message) + 1 + len(clause) <= LONGEST_MESSAGE:
            message += f" {clause}"
    return message


def _days(slip: Slip) -> Iterator[str]:
    if slip.limit is None or slip.remaining is None:
        yield tr("{used} days used on {day}, no limit", used=slip.used, day=date_text(slip.on))
        return
    left = max(0, slip.remaining)
    yield tr("on {day} {used} of {limit} days used, {left} left", day=date_text(slip.on), used=slip.used, limit=slip.limit, left=left)
    if slip.queue_by:
        yield tr("join the queue by {day}", day=date_text(slip.queue_by))
    if slip.last_day:
        yield tr("last day within the rule {day}", day=date_text(slip.last_day))


def _rest(slip: Slip) -> Iterator[str]:
    """Yields what else there is to say, the most needed first."""
    for paper in _applications(slip):
        yield tr("ruID {paper}.", paper=_application(paper))
    if slip.purpose:
        yield tr("Purpose of entry: {purpose}.", purpose=_short(slip.purpose))
    if slip.contact:
        yield tr("Call: {contact}.", contact=_short(slip.contact))
    others = ", ".join(paper_name(paper.kind) for paper in slip.papers if paper.kind != "ruid-driver")
    if others:
        yield tr("Papers: {papers}.", papers=others)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_PART else text[: _LONGEST_PART - 1].rstrip() + "…"
