"""Words that stand on sheets only: where a date is known from, why a date was not counted."""

from __future__ import annotations

from storage.records import Basis
from tui.wording import mark, tr, trn

_BASES = {
    Basis.PLANNED: mark("planned"),
    Basis.TOLD: mark("told"),
    Basis.SHOWN: mark("mark seen"),
    Basis.OFFICIAL: mark("authority's answer"),
}


def basis_text(basis: Basis | None, proof: str = "") -> str:
    """Returns where a date is known from, with the number of its proof where there is one; empty where there is no date."""
    if basis is None:
        return ""
    return tr("{basis}: {proof}", basis=tr(_BASES[basis]), proof=proof) if proof else tr(_BASES[basis])


def days_text(n: int) -> str:
    """Returns a number of days in words: ``12 days``."""
    return trn("{n} day", "{n} days", n)


def reason_text(reason: str, n: int, papers: str = "") -> str:
    """Returns why ``n`` dates of a stay were not counted; ``papers`` are those that take dates out of the count, named."""
    match reason:
        case "outside-window":
            return trn("{n} day outside the period", "{n} days outside the period", n)
        case "lifted" if papers:
            return trn("{n} day not counted under: {papers}", "{n} days not counted under: {papers}", n, papers=papers)
        case "lifted":
            return trn("{n} day not counted under a paper", "{n} days not counted under a paper", n)
        case "before-member":
            return trn("{n} day before the country counted", "{n} days before the country counted", n)
        case "planned-passed":
            return trn("{n} day planned, entry date passed without news", "{n} days planned, entry date passed without news", n)
        case "to-come":
            return trn("{n} day still to come", "{n} days still to come", n)
        case _:
            raise ValueError(reason)


def shared_text(n: int) -> str:
    """Returns that ``n`` dates of a stay were counted with an earlier one."""
    return trn("{n} date already counted with an earlier stay", "{n} dates already counted with an earlier stay", n)
