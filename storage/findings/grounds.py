"""What there is to say about the rules themselves: how sure the figure's grounds are, how old, and countries that nobody counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.findings import Finding
from rules.rulebook import CONFIDENCES, Rule, Rulebook, Sourced
from storage.findings.case import Case, finding
from storage.records import Firm


def of_firm(firm: Firm, rulebook: Rulebook, on: date, copied: date | None = None) -> tuple[Finding, ...]:
    """Returns what there is to say about the rules that the firm keeps, those that nobody has looked at for long, and about its book.

    ``copied`` is the day of the newest copy outside this laptop, or the day the book began where there is none (None: not known).
    """
    found = []
    if copied and (on - copied).days > firm.copy_age:
        found.append(finding("copy-old", firm.id, copied, since=copied, days=(on - copied).days))
    for id in firm.rules:
        if id not in rulebook.rules:
            found.append(finding("rule-lost", firm.id, None, rule=id))
            continue
        rule = rulebook.rules[id]
        newest = max((piece.checked for piece in _pieces(rule) if piece.checked), default=None)
        if newest is None or (on - newest).days > firm.rule_age:
            found.append(finding("rule-old", rule.id, newest, rule=rule.id, checked=newest))
    return tuple(found)


def _pieces(rule: Rule) -> Iterator[Sourced]:
    yield from rule.members
    yield from rule.exemptions
    for version in rule.versions:
        for limit in version.limits:
            yield limit
            yield from limit.raises


def findings(case: Case) -> Iterator[Finding]:
    """Yields what his figure rests on that is no law, and the countries he is in, or is to be in, of which no days are counted."""
    yield from _uncertain(case)
    yield from _uncounted(case)


def _uncertain(case: Case) -> Iterator[Finding]:
    """Yields the least certain of what his figure rests on, where that is no law: limits, the raise he enjoys, members he was in.

    ``part`` is ``limit``, ``raise``, ``visa``, ``exemption`` or the country of a member.
    """
    standing, allowance = case.standing, case.ledger.allowance
    if standing.lifted or not (standing.used or standing.inside):
        return
    exempt = case.ledger.rule.exemption(case.ledger.who)
    parts = [(_doubt(exempt), "exemption")] if exempt else []
    figures = {figure.window: figure.limit for figure in standing.limits}
    parts += [(_doubt(visa.kind), "visa") for visa in allowance.visas_on(case.on, filter(None, [standing.inside])) if "visa" in figures]
    for limit in (limit for limit in allowance.limits_on(case.on) if limit.window in figures):
        parts.append((_doubt(limit), "limit"))
        parts += [(_doubt(more), "raise") for more in limit.raises if more.days == figures[limit.window] != limit.days]
    if not parts:
        return
    for member in case.ledger.rule.members:
        parts += [(_doubt(member), country) for country in standing.by_country if country in member.countries]
    doubt, part = max(parts, key=lambda each: each[0])
    if doubt:
        yield finding("rule-uncertain", case.driver.id, None, rule=case.rule, part=part, confidence=CONFIDENCES[doubt])


def _doubt(piece: Sourced) -> int:
    return CONFIDENCES.index(piece.confidence)


def _uncounted(case: Case) -> Iterator[Finding]:
    """Yields one finding a country that he is in, or is to be in, under no rule, or only under one that the firm does not keep."""
    if not case.here and not case.ahead:
        return
    shown = {case.rule, *case.firm.rules}
    countries = dict.fromkeys(country for stay in (*case.here, *case.ahead) for country in stay.countries)
    for country in countries:
        if country == case.driver.citizenship_on(case.on):
            continue
        rules = [rule.id for rule in case.rulebook.rules.values() if country in rule.since]
        if not rules:
            yield finding("no-rule", case.driver.id, None, country=country)
        elif not shown.intersection(rules):
            yield finding("rule-not-kept", case.driver.id, None, country=country, of_rule=rules[0])
