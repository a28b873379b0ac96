"""What there is to say about the rules themselves: how sure the figure's grounds are, how old, and countries that nobody counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.findings import Finding
from rules.rulebook import CONFIDENCES, Rule, Rulebook, Sourced
from storage.findings.case import Case, finding
from storage.records import Firm


def of_firm(firm: Firm, rulebook: Rulebook, on: date) -> tuple[Finding, ...]:
    """Returns what there is to say about the rules that the firm keeps: those that nobody has looked at for long."""
    found = []
    for rule in (rulebook.rules[id] for id in firm.rules if id in rulebook.rules):
        newest = max((piece.checked for piece in _pieces(rule) if piece.checked), default=None)
        if newest is None or (on - newest).days > firm.rule_age:
            found.append(finding("rule-old", rule.id, newest, rule=rule.id, checked=newest))
    return tuple(found)


def _pieces(rule: Rule) -> Iterator[Sourced]:
    yield from rule.members
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

    ``part`` is ``limit``, ``raise`` or the country of a member.
    """
    standing = case.standing
    limits = case.ledger.allowance.limits_on(case.on)
    if not limits or standing.lifted or not (standing.used or standing.inside):
        return
    parts = [(_doubt(limit), "limit") for limit in limits]
    for limit, figure in zip(limits, standing.limits, strict=True):
        if figure.limit != limit.days:
            parts += [(_doubt(more), "raise") for more in limit.raises if more.days == figure.limit]
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
        if country == case.driver.citizenship:
            continue
        rules = [rule.id for rule in case.rulebook.rules.values() if country in rule.since]
        if not rules:
            yield finding("no-rule", case.driver.id, None, country=country)
        elif not shown.intersection(rules):
            yield finding("rule-not-kept", case.driver.id, None, country=country, of_rule=rules[0])
