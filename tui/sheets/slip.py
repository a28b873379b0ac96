"""The dispatch slip on paper, half a page a trip, and the same as a message for the phone. Both say what was kept when it was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from storage.records import Driver, Firm, Slip, SlipPaper
from tui.finding_words import block_text, sentence
from tui.leave_words import day_or_gone
from tui.sheets.page import Fact, Facts, Figures, Heading, Prose, Sheet, Signature
from tui.sheets.parts import BLANK, country_text
from tui.sheets.words import days_text
from tui.wording import and_more, date_text, language, paper_name, paper_named, rule_name, tr

LONGEST_MESSAGE = 400
"""Letters of a message for the phone."""
_SHORTENED = {"driver": 12, "route": 12, "papers": 12, "purpose": 12, "number": 12, "contact": 40}
"""What is shortened in a message that is too long, in this order, and to how many letters at the least: first what he knows himself.
The purpose is to be written as it stands, half a number reaches nobody: they come last. Figures and dates are never cut.
"""


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
            *([Facts((Fact(tr("Stands in the way"), barred_text(slip), strong=True),), columns=1)] if barred(slip) else ()),
            Facts(tuple(_trip(firm, slip))),
            Figures(_figures(slip)),
            Facts(tuple(_to_know(slip)), columns=1),
            _ground(slip),
            Signature(tr("Checked before departure, given to the driver"), (tr("dispatcher"), tr("driver"), tr("date"))),
        ),
    )


def barred(slip: Slip) -> tuple[str, ...]:
    """Returns what stood in the way of his entry when the slip was issued: a breach nobody has looked into, papers that block."""
    broken = [sentence("breach-open", first=slip.breach)] if slip.breach else []
    return (*broken, *dict.fromkeys(block_text(paper.kind, paper.last) for paper in slip.blocks))


def barred_text(slip: Slip) -> str:
    """Returns the same in one line; empty where nothing stood in his way."""
    return "; ".join(barred(slip))


def _trip(firm: Firm, slip: Slip) -> Iterator[Fact]:
    yield Fact(tr("Carrier"), firm.name or BLANK)
    yield Fact(tr("Truck"), slip.plate or BLANK)
    yield Fact(tr("Route"), _route(slip))
    if slip.entry:
        yield Fact(tr("Entry"), date_text(slip.entry))
        yield Fact(tr("Exit planned"), date_text(slip.exit))
    if slip.point:
        yield Fact(tr("Leaves by"), slip.point)


def _route(slip: Slip) -> str:
    return slip.route or " – ".join(map(country_text, slip.countries))


def _figures(slip: Slip) -> tuple[Fact, ...]:
    if slip.limit is None or slip.remaining is None:
        return (Fact(tr("used"), str(slip.used)), Fact(tr("limit"), tr("none on this date")))
    return (
        Fact(tr("used"), tr("{used} of {limit}", used=slip.used, limit=slip.limit)),
        Fact(tr("left"), days_text(max(0, slip.remaining))),
        Fact(tr("last day within the rule"), day_or_gone(slip.last_day, _is_over(slip)) or tr("not known")),
        Fact(tr("join the queue by"), date_text(slip.queue_by) if slip.queue_by or _is_over(slip) else tr("not known"), strong=True),
    )


def _is_over(slip: Slip) -> bool:
    """Tells whether he was over already on the way when it was issued."""
    return slip.entry is not None and slip.entry <= slip.on and slip.remaining is not None and slip.remaining < 0 and not slip.last_day


def _to_know(slip: Slip) -> Iterator[Fact]:
    yield Fact(tr("Papers to carry"), "; ".join(map(_paper, slip.papers)) or BLANK)
    yield Fact(
        tr("ruID application"),
        "; ".join(_application(paper, paper.number) for paper in _applications(slip)) or tr("none recorded"),
        strong=True,
    )
    yield Fact(tr("Purpose of entry, for the migration card"), slip.purpose or BLANK)
    yield Fact(tr("Call"), slip.contact or BLANK)


def _applications(slip: Slip) -> list[SlipPaper]:
    """Returns the applications to carry, that under which he enters first."""
    entry = slip.entry or slip.on
    under = [paper for paper in slip.papers if paper.kind == "ruid-driver"]
    return sorted(under, key=lambda paper: not (paper.first and paper.last and paper.first <= entry <= paper.last))


def _paper(paper: SlipPaper) -> str:
    named = paper_named(paper.kind, paper.number)
    return tr("{paper} until {day}", paper=named, day=date_text(paper.last)) if paper.last else named


def _application(paper: SlipPaper, number: str) -> str:
    entry = tr("entry from {first} to {last}", first=date_text(paper.first), last=date_text(paper.last))
    return f"{number}, {entry}" if number else entry


def _ground(slip: Slip) -> Prose:
    said = [tr("Days of {day}, by the rule “{rule}”.", day=date_text(slip.on), rule=rule_name(slip.rule))]
    if slip.rules_dated:
        said.append(tr("The rules are those known on {day}.", day=date_text(slip.rules_dated)))
    said.append(tr("Where they differ, the records of the border authority hold."))
    if slip.stamp.author:
        said.append(tr("Issued by {author}.", author=slip.stamp.author))
    return Prose((" ".join(said),), small=True)


def slip_message(driver: Driver, slip: Slip) -> str:
    """Returns the slip as a message of at most 400 letters, in the language in use.

    Figures and dates are always whole. Where all is too long, words are shortened in the order of ``_SHORTENED`` as far as it takes.
    """
    applications = _applications(slip)
    first = applications[0] if applications else None
    said = {
        "papers": ", ".join(dict.fromkeys(paper_name(paper.kind) for paper in slip.papers if paper.kind != "ruid-driver")),
        "route": _route(slip),
        "purpose": slip.purpose,
        "driver": driver.name,
        "number": first.number if first else "",
        "contact": slip.contact,
    }
    for name, least in _SHORTENED.items():
        over = len(_message(slip, first, said)) - LONGEST_MESSAGE
        if over <= 0:
            break
        said[name] = _short(said[name], max(least, len(said[name]) - over))
    message = _message(slip, first, said)
    for paper in applications[1:]:
        more = " " + tr("ruID {paper}.", paper=_application(paper, paper.number))
        message += more if len(message) + len(more) <= LONGEST_MESSAGE else ""
    return message


def _message(slip: Slip, application: SlipPaper | None, said: Mapping[str, str]) -> str:
    parts = [f"{said['driver']}: {'; '.join((*_in_the_way(slip), *_days(slip)))}."]
    if slip.entry:
        parts.append(tr("{route}, entry {day}.", route=said["route"], day=date_text(slip.entry)))
    elif said["route"]:
        parts.append(f"{said['route']}.")
    if application:
        parts.append(tr("ruID {paper}.", paper=_application(application, said["number"])))
    if said["purpose"]:
        parts.append(tr("Purpose of entry: {purpose}.", purpose=said["purpose"]))
    if said["contact"]:
        parts.append(tr("Call: {contact}.", contact=said["contact"]))
    if said["papers"]:
        parts.append(tr("Papers: {papers}.", papers=said["papers"]))
    return " ".join(parts).replace("….", "…")


def _in_the_way(slip: Slip) -> list[str]:
    """Returns the first thing that stands in his way, and of how many more the slip itself tells."""
    every = barred(slip)
    return [every[0] + and_more(len(every) - 1)] if every else []


def _days(slip: Slip) -> Iterator[str]:
    if slip.limit is None or slip.remaining is None:
        yield tr("{used} days used on {day}, no limit", used=slip.used, day=date_text(slip.on))
        return
    left = max(0, slip.remaining)
    yield tr("on {day} {used} of {limit} days used, {left} left", day=date_text(slip.on), used=slip.used, limit=slip.limit, left=left)
    if slip.queue_by:
        yield tr("join the queue by {day}", day=date_text(slip.queue_by))
    elif not _is_over(slip):
        yield tr("join the queue by: not known")
    if last := day_or_gone(slip.last_day, _is_over(slip)):
        yield tr("last day within the rule {day}", day=last)


def _short(text: str, most: int) -> str:
    """Returns a text of at most so many letters, cut between words where that leaves the better part of it."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    whole = kept.rpartition(" ")[0].rstrip(" ,;–-")
    return f"{whole if len(whole) > most // 2 else kept.rstrip()}…"
