"""Used, limit and remaining of every limit, and days by country, in plain sets of dates: the oracle's parts, each set made once."""

from __future__ import annotations

from datetime import date

from rules.ledger import Standing
from tests.rules.oracle import Case

Figures = tuple[list[tuple[str, int, int | None, int | None]], dict[str, int]]


def figures(case: Case) -> Figures:
    """Returns (window, used, limit, remaining) of each limit on the case's date, and the days of the first one in each country."""
    by_country: dict[str | None, set[date]] = {}
    for span in case.spans:
        days = by_country.setdefault(span.country, set())
        days |= {day for day in case.dates(span) if day <= case.on and case.counts(day)}
    held = set[date]().union(*by_country.values())
    is_inside = any(span.entry <= case.on <= case.last(span) for span in case.spans)
    limits = case.limits(case.on)
    found: list[tuple[str, int, int | None, int | None]] = []
    for limit in limits:
        used = case.used(limit, held, case.on)
        allowed = case.allowed(limit, case.on, () if is_inside else (case.on,))
        found.append((limit.window, used, allowed, allowed - used))
    tally = {country: case.used(limits[0], days, case.on) for country, days in sorted(by_country.items()) if country}
    return found, {country: days for country, days in tally.items() if days}


def told(standing: Standing) -> Figures:
    """Returns the same of a ledger's standing."""
    return [(figure.window, figure.used, figure.limit, figure.remaining) for figure in standing.limits], dict(standing.by_country)
