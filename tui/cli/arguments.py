"""What people type after a command: a date, the names of drivers, a rule. What cannot be taken is said with what could."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from difflib import get_close_matches

import click

from rules.rulebook import Rulebook
from storage.records import Driver
from storage.text import DateRefused, find_driver, name_key, parse_date
from tui.wording import tr


def today() -> date:
    """Returns this laptop's date."""
    return datetime.now().astimezone().date()


def as_of(text: str | None) -> date:
    """Returns the date of ``--on``, today where none was given. Raises ``UsageError`` for what is no date."""
    if text is None:
        return today()
    try:
        return parse_date(text, today=today())
    except DateRefused as error:
        raise click.UsageError(tr("“{text}” is no date. Write it as 23.11.2026 or 2026-11-23.", text=text)) from error


def named_drivers(names: Iterable[str], drivers: Sequence[Driver]) -> list[Driver]:
    """Returns the drivers that are meant, each once; a surname is enough where one driver has it.

    Raises ``UsageError`` for the first name that is nobody's or several drivers'.
    """
    return list({driver.id: driver for driver in (_named(name, drivers) for name in names)}.values())


def _named(name: str, drivers: Sequence[Driver]) -> Driver:
    match = find_driver(name, drivers, surname=True)
    if match.driver:
        return match.driver
    near = ", ".join(driver.name for driver in match.near or _near_surnames(name, drivers))
    if match.ambiguous:
        raise click.UsageError(tr("“{name}” fits several drivers: {near}.", name=name, near=near))
    if near:
        raise click.UsageError(tr("No driver “{name}”. Did you mean: {near}?", name=name, near=near))
    raise click.UsageError(tr("No driver “{name}”.", name=name))


def _near_surnames(name: str, drivers: Sequence[Driver]) -> list[Driver]:
    """Returns the drivers whose surname is close to the first word of the name."""
    keys = {driver.id: name_key(driver.name).partition(" ")[0] for driver in drivers}
    close = get_close_matches(name_key(name).partition(" ")[0], keys.values(), 3, 0.7)
    return [driver for driver in drivers if keys[driver.id] in close]


def known_rule(rule_id: str | None, rulebook: Rulebook) -> str | None:
    """Returns the id of ``--rule`` as it is, None where none was given. Raises ``UsageError`` for one that the rulebook has not."""
    if rule_id is not None and rule_id not in rulebook.rules:
        raise click.UsageError(tr("No rule “{rule}”. There are: {rules}.", rule=rule_id, rules=", ".join(rulebook.rules)))
    return rule_id
