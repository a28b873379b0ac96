"""What the forecast says of one driver and one trip, line by line: every rule it touches, what stands against it, when to queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.forecast import Verdict
from rules.ledger import LONGEST_STAY
from storage.doubts import code_of
from storage.planning import Forecast
from storage.records import Leg
from tui.forecast_words import can_text, notes_said, reason_text, slack_text, start_text, state_text, wait_text
from tui.widgets.drawing import NAMES, Line, fit, person
from tui.widgets.plans import INKS
from tui.wording import case_text, country_name, date_text, nobody_text, rule_name, tr, trn, window_name

_INKS = {"alarm": "over", "warning": "warn", "notice": "planned"}


def judged_lines(found: Forecast) -> Iterator[Line]:
    """Yields what a trip does to a driver."""
    choice = found.choice
    yield [(f" {found.driver.name}", "strong"), (f"  {country_name(found.driver.citizenship)}", "dim"), (f"  {_way(found.legs)}", "plain")]
    yield [("  ", "plain"), (state_text(found.state), INKS[found.state])]
    for rule, verdict in choice.verdicts.items():
        if verdict.touched:
            yield from _rule_lines(rule, verdict)
    for reason in choice.reasons:
        yield [(f"  {reason_text(reason)}", _INKS[reason.severity])]
    for text, severity in notes_said(found):
        yield [(f"  {text}", "dim" if severity == "notice" else "warn")]
    for rule, name in found.disputed:
        yield [("  ", "plain"), (tr("{rule}: otherwise {case}", rule=rule_name(rule), case=case_text(code_of(name))), "disputed")]
    if found.last_day and found.queue_by:
        last = tr(
            "last day within the rule {last}, join the queue by {queue}", last=date_text(found.last_day), queue=date_text(found.queue_by)
        )
        yield [(f"  {last}", "plain"), (f"  {wait_text(found.wait)}", "dim")]
    if not found.able:
        yield [(f"  {tr('earliest start of the same trip: {day}', day=start_text(found))}", "strong")]
    if not any(verdict.touched for verdict in choice.verdicts.values()):
        yield [(f"  {tr('no rule is kept for these countries')}", "dim")]


def waiting_lines(legs: Sequence[Leg], who: Sequence[Forecast] | None) -> Iterator[Line]:
    """Yields a trip that nobody is on yet, and of all drivers, None until they are judged, those who could take it, best first."""
    yield [(f" {nobody_text()}", "strong"), (f"  {_way(legs)}", "plain")]
    if who is None:
        return
    able = [found for found in who if found.able or found.state == "disputed"]
    yield [(f"  {tr('Who could go, best first; Enter gives it to one of them or to a crew:') if able else tr('nobody can go')}", "heading")]
    for found in able:
        yield [
            (f"  {fit(person(found.driver.name, NAMES), NAMES)}  ", "plain"),
            (f"{can_text(found)}, {slack_text(found)}" if found.able else can_text(found), INKS[found.state]),
            (" !" if found.warned else "", "warn"),
        ]


def _way(legs: Sequence[Leg]) -> str:
    """Returns countries and dates of the legs."""
    countries = " – ".join(dict.fromkeys(country_name(leg.country) for leg in legs))
    return f"{countries}, {date_text(legs[0].entry)} – {date_text(legs[-1].exit or legs[-1].entry)}"


def _rule_lines(rule: str, verdict: Verdict) -> Iterator[Line]:
    figures = [tr("peak {days} d used", days=verdict.peak_used)]
    if verdict.remaining_after is not None:
        figures.append(tr("{days} d left after it", days=verdict.remaining_after))
    if verdict.slack is not None and verdict.slack < LONGEST_STAY:
        figures.append(trn("could last {n} day longer", "could last {n} days longer", verdict.slack))
    if verdict.first_violation:
        window = window_name(verdict.by, verdict.of) if verdict.by else ""
        figures.append(tr("over from {day} on, {window}", day=date_text(verdict.first_violation), window=window))
    yield [(f"  {rule_name(rule)}: ", "heading"), (", ".join(figures), "plain")]
