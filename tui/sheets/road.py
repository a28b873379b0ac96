"""The road sheet: what a driver may carry and show. Facts of the carrier's own records: no plans, findings, notes or limits."""

from __future__ import annotations

from storage.records import Basis
from tui.sheets import uncounted
from tui.sheets.account import Account
from tui.sheets.page import Fact, Facts, Figures, Prose, Sheet, Signature
from tui.sheets.parts import bases_of, checked_day, days_by_country, sheet_of, stays_table, used_before
from tui.sheets.strip import Manner, year_strip
from tui.wording import country_name, date_text, mark, rule_name, source_text, tr


def road_sheet(account: Account) -> Sheet:
    """Returns the road sheet in the language in use."""
    title = tr("Driver sheet: {rule}", rule=rule_name(account.rule.id))
    left_out = uncounted.block(account, account.past, office=False)
    blocks = (
        Figures(days_by_country(account)),
        Facts((Fact(tr("Counted by"), article_text(account)),), columns=1),
        year_strip(account.days, Manner(account.on, account.countries, plain=True)),
        used_before(account),
        stays_table(account, account.past, routes=False, open_exits=False),
        left_out,
    )
    return sheet_of(account, title, blocks, closing=(signature(), foot(account)), road=True)


def article_text(account: Account) -> str:
    """Returns the article the days are counted by, and from when each country counts."""
    limit = account.explanation.limit
    parts = [source_text(limit.source)] if limit and limit.source else []
    parts += [
        tr("{country} counts from {day}", country=country_name(country), day=date_text(since))
        for country, since in account.rule.since.items()
        if since
    ]
    return "; ".join(parts) or "—"


def signature() -> Signature:
    """Returns the place for signature and stamp."""
    return Signature(
        statement=tr("True extract from the carrier's records"),
        captions=(tr("position"), tr("signature"), tr("full name"), tr("date")),
        stamp=tr("stamp"),
    )


def foot(account: Account) -> Prose:
    """Returns the foot: who made the sheet and from what, how its dates are known, and what it is not."""
    sentences = [tr("Made by the carrier from its own records as of {day}.", day=date_text(account.on))]
    if known := ", ".join(_dates_by_basis(account)):
        sentences.append(tr("Dates of entry and exit above: {known}; each says so beside it.", known=known))
    sentences.append(tr("Where they differ, the records of the border authority hold."))
    if account.rule.ends_confidence != "law":
        sentences.append(tr("The dates of entry and of exit are both counted in full, there being no official text on it."))
    if checked := checked_day(account):
        sentences.append(tr("The rules are those known on {day}.", day=date_text(checked)))
    sentences.append(tr("This sheet is not a proof of a right to stay, not a lawyer's advice and not an admission of anything."))
    return Prose((" ".join(sentences),), small=True)


_KNOWN: tuple[tuple[Basis | None, str], ...] = (
    (Basis.SHOWN, mark("{n} checked against a border mark")),
    (Basis.OFFICIAL, mark("{n} answered by an authority")),
    (Basis.TOLD, mark("{n} told by the driver")),
    (None, mark("{n} calculated")),
)


def _dates_by_basis(account: Account) -> list[str]:
    found = bases_of(account.past)
    return [tr(text, n=found[basis]) for basis, text in _KNOWN if found.get(basis)]
