"""Blocks that the office sheet and the road sheet share, and the wording of one journey."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from storage.records import JOINT, Basis, Paper
from tui.private_words import born_text, number_text
from tui.sheets.account import Account, Journey
from tui.sheets.page import Block, Column, Fact, Facts, Heading, Prose, Sheet, Table
from tui.sheets.words import basis_text, days_text
from tui.wording import country_name, date_text, language, paper_named, rule_name, span_text, tr

BLANK = "____________________"
"""What stands where something is to be written in by hand."""


def sheet_of(account: Account, title: str, blocks: Iterable[Block], closing: tuple[Block, ...], *, road: bool = False) -> Sheet:
    """Returns a driver's sheet in the language in use: whose it is, then the blocks; prose that says nothing is left out."""
    return Sheet(
        title=tr("{title}, {driver}, {day}", title=title, driver=account.line.driver.name, day=date_text(account.on)),
        language=language(),
        author=account.firm.name,
        numbering=tr("page {page} of {pages}", page="{page}", pages="{pages}"),
        blocks=(
            heading(account, title),
            identity(account, road=road),
            *(block for block in blocks if not isinstance(block, Prose) or block.paragraphs),
        ),
        closing=closing,
    )


def heading(account: Account, title: str) -> Heading:
    """Returns the sheet's title, its date and the driver's name."""
    return Heading(title=title, aside=tr("as of {day}", day=date_text(account.on)), name=account.line.driver.name)


def passport_text(paper: Paper) -> str:
    """Returns a passport's number with its end."""
    number = number_text(paper) or "—"
    return tr("{number} until {day}", number=number, day=date_text(paper.until)) if paper.until else number


def identity(account: Account, *, road: bool) -> Facts:
    """Returns whose sheet it is: carrier, citizenship, passports, period and what is counted.

    Where the firm keeps private data to itself, without the day of birth, and without passports but for the road.
    """
    driver, explanation, private = account.line.driver, account.explanation, account.firm.keeps_private
    facts = [
        Fact(tr("Carrier"), account.firm.name or BLANK),
        Fact(tr("Citizenship"), country_name(driver.citizenship) if driver.citizenship else tr("not known")),
        Fact(tr("Passports used"), ", ".join(map(passport_text, account.of_kind("passport"))) or BLANK),
        Fact(tr("Days counted in"), rule_name(account.rule.id)),
        Fact(tr("Period"), span_text(explanation.first, explanation.last)),
    ]
    if private and not road:
        del facts[2]
    if (born := born_text(driver)) and not private:
        facts.insert(1, Fact(tr("Born"), born))
    return Facts(tuple(facts))


def days_by_country(account: Account) -> tuple[Fact, ...]:
    """Returns the days counted in each country, those in two countries on one date, and all together."""
    standing = account.standing
    order = list(account.rule.since)
    countries = sorted(standing.by_country, key=lambda country: order.index(country) if country in order else len(order))
    facts = [Fact(country_name(country), str(standing.by_country[country])) for country in countries]
    twice = sum(standing.by_country.values()) - standing.used
    if twice > 0:
        facts.append(Fact(tr("In two countries on one date"), str(twice)))
    return (*facts, Fact(tr("Together, each date once"), str(standing.used), strong=True))


def stays_table(account: Account, journeys: Iterable[Journey], *, routes: bool, open_exits: bool) -> Table:
    """Returns the stays with entry, exit, place and basis of each, days and running total.

    ``routes`` adds truck and route; ``open_exits`` shows exits that are planned (else a stay is open until its exit is known).
    """
    columns = [
        Column("№", right=True),
        Column(tr("Country"), wraps=True),
        Column(tr("Entry")),
        Column(tr("Entry at"), wraps=True),
        Column(tr("Entry known from"), wraps=True),
        Column(tr("Exit")),
        Column(tr("Exit at"), wraps=True),
        Column(tr("Exit known from"), wraps=True),
        Column(tr("Days"), right=True),
        Column(tr("Counted"), right=True),
        Column(tr("Total"), right=True),
    ]
    if routes:
        columns.insert(1, Column(tr("Route"), wraps=True))
    rows = [_stay_row(journey, account.on, routes, open_exits) for journey in journeys]
    blank = [""] * (len(columns) - 2)
    return Table(
        title=tr("Stays, entry and exit dates both counted"),
        columns=tuple(columns),
        rows=tuple(rows),
        total=("", *blank, str(account.standing.used)) if rows else (),
        empty=tr("No stay in this period."),
    )


def _stay_row(journey: Journey, on: date, routes: bool, open_exits: bool) -> tuple[str, ...]:
    leg, happened = journey.leg, journey.happened
    exit_day, exit_basis = _exit_cells(journey, on, open_exits)
    closed = journey.ended or (open_exits and journey.stay.exit is not None)
    days = journey.days if open_exits else journey.counted + journey.shared + _left_behind(journey)
    return (
        str(journey.number),
        *((journey.trip.route,) if routes else ()),
        country_text(leg.country),
        date_text(leg.entry),
        leg.entry_point,
        basis_text(leg.entry_basis, leg.entry_proof),
        exit_day,
        leg.exit_point if closed else "",
        exit_basis,
        str(days),
        str(journey.counted) if happened else "–",
        str(journey.total) if happened else "–",
    )


def _left_behind(journey: Journey) -> int:
    """Returns how many dates of a stay were left out, those to come aside."""
    return sum(len(days) for reason, days in journey.left_out if reason != "to-come")


def _exit_cells(journey: Journey, on: date, open_exits: bool) -> tuple[str, str]:
    """Returns the exit date and where it is known from; for a stay not ended, up to which date it is counted."""
    leg, exit_day = journey.leg, journey.stay.exit
    counted_to = tr("calculated, to {day}", day=date_text(on))
    if journey.ended or not journey.happened:
        return date_text(exit_day), basis_text(leg.exit_basis, leg.exit_proof)
    if not open_exits or exit_day is None:
        return "—", counted_to
    if exit_day >= on:
        return date_text(exit_day), basis_text(leg.exit_basis, leg.exit_proof)
    return date_text(exit_day), tr("planned, no news; {counted}", counted=counted_to)


def used_before(account: Account) -> Prose:
    """Returns the block of the days used before the firm's records begin; without paragraphs where none were told."""
    said = []
    for opening in account.openings:
        for each in sorted(opening.years, key=lambda each: each.year):
            parts = [(country, days) for country, days in (("RU", each.russia), ("BY", each.belarus)) if days is not None]
            known = ", ".join(tr("{country} {days}", country=country_name(country), days=days_text(days)) for country, days in parts)
            said.append(
                tr(
                    "Used in {year} before {day}, dates not known, told by {who}: {days} in Russia and Belarus together",
                    year=each.year,
                    day=date_text(opening.as_of),
                    who=opening.said_by,
                    days=days_text(each.both),
                )
                + (f" ({known})." if known else ".")
            )
    return Prose(tuple(said), title=tr("Before the records") if said else "", listed=True)


def country_text(code: str) -> str:
    """Returns a country's name; of a joint stay the names of both, short."""
    return " + ".join(country_name(part) for part in code.split("+")) if code == JOINT else country_name(code)


def bases_of(journeys: Iterable[Journey]) -> dict[Basis | None, int]:
    """Returns how many entry and exit dates are known from what; None: calculated, the exit not being known."""
    found: dict[Basis | None, int] = {}
    for journey in journeys:
        for basis in (journey.leg.entry_basis, journey.leg.exit_basis if journey.ended else None):
            known = None if basis is Basis.PLANNED else basis
            found[known] = found.get(known, 0) + 1
    return found


def paper_text(paper: Paper) -> str:
    """Returns a paper with its number, country and dates in one clause."""
    parts = [paper_named(paper.kind, number_text(paper))]
    if paper.country:
        parts.append(country_name(paper.country))
    if paper.issued:
        day = date_text(paper.issued)
        parts.append(tr("filed {day}", day=day) if paper.kind == "ruid-driver" else tr("from {day}", day=day))
    if paper.until:
        parts.append(tr("until {day}", day=date_text(paper.until)))
    return ", ".join(parts)


def checked_day(account: Account) -> date | None:
    """Returns the date on which the oldest check of what the figures rest on was made; None where none is recorded."""
    limit, rule = account.explanation.limit, account.rule
    checked = [limit.checked if limit else None, rule.ends_checked, *(member.checked for member in rule.members)]
    return min((day for day in checked if day), default=None)


def numbered(journeys: Iterable[Journey], said: str) -> str:
    """Returns the numbers of journeys with what there is to say about each of them."""
    return tr("№ {numbers}: {said}", numbers=", ".join(str(journey.number) for journey in journeys), said=said)
