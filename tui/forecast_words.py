"""The words of the forecast: how a plan stands, why a driver cannot go, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.candidates import Reason
from storage.doubts import code_of
from storage.planning import Forecast, State
from storage.queues import Wait
from tui.wording import case_text, date_text, mark, paper_name, rule_name, tr, trn, window_name

_STATES: Mapping[State, str] = {
    "within": mark("within the rule"),
    "to-file": mark("within the rule once an application is filed"),
    "disputed": mark("disputed"),
    "over": mark("over"),
    "hindered": mark("cannot go"),
}
_SHORT: Mapping[State, str] = {
    "within": mark("list|within"),
    "to-file": mark("list|if filed"),
    "disputed": mark("list|disputed"),
    "over": mark("list|over"),
    "hindered": mark("list|cannot go"),
}
_REASONS = {
    "over": mark("over from {day} on ({rule}, {window})"),
    "paper-blocks": mark("{paper} stands"),
    "breach-open": mark("not known: check entry ban and register first"),
    "absent": mark("absent {first} to {last}"),
    "on-trip": mark("on another trip {first} to {last}"),
    "paper-missing": mark("{paper} missing"),
    "paper-missing-until": mark("{paper} only from {from}"),
    "paper-expired": mark("{paper} ends {until}"),
    "application-to-file": mark("file {paper} by {by}"),
    "application-late": mark("{paper} filed today allows entry from {from} only"),
}
_ROLLING = 180
"""Days of the rolling windows of the shipped rules, where a judgement names only the window."""
ENDLESS = 1000
"""So many days of queue to spare, or more, mean that nothing limits the stay."""


def state_text(state: State) -> str:
    """Returns how a plan stands in words."""
    return tr(_STATES[state])


def short_state(state: State) -> str:
    """Returns how a plan stands in a word or two, for a list."""
    return tr(_SHORT[state]).rpartition("|")[2]


def can_text(found: Forecast) -> str:
    """Returns whether a driver can go: ``can``, ``can if filed today``, ``disputed``, ``cannot``."""
    if found.state == "disputed":
        return tr("disputed")
    return {"yes": tr("can go"), "if-filed": tr("can if filed"), "no": tr("cannot go")}[found.choice.can]


def reason_text(reason: Reason) -> str:
    """Returns why a driver cannot go, or what is to be done first."""
    code, params = reason.code, reason.params
    if code == "paper-missing" and params.get("from"):
        code = "paper-missing-until"
    return tr(_REASONS[code], **{name: _value(name, value) for name, value in params.items()}) if params else tr(_REASONS[code])


def broken_window(window: str) -> str:
    """Returns the window of the limit that a plan breaks."""
    return window_name(window, _ROLLING)


def _value(name: str, value: str | date | None) -> str:
    if isinstance(value, date):
        return date_text(value)
    text = str(value or "")
    if name == "window":
        return broken_window(text)
    return paper_name(text) if name == "paper" else rule_name(text) if name == "rule" else text


def reasons_text(found: Forecast) -> str:
    """Returns every reason of a driver, and the cases in which it comes out otherwise."""
    said = [reason_text(reason) for reason in found.choice.reasons]
    said += [tr("otherwise {case}", case=case_text(code_of(name))) for _, name in found.disputed]
    return "; ".join(said)


def start_text(found: Forecast) -> str:
    """Returns from when one who cannot go could; after a breach that is not known."""
    if any(reason.code == "breach-open" for reason in found.choice.reasons):
        return tr("not known")
    start = found.choice.earliest_start
    return date_text(start) if start else tr("not within three years")


def slack_text(days: int) -> str:
    """Returns how many days of queue a plan has to spare."""
    return trn("{n} day to spare", "{n} days to spare", days) if days < ENDLESS else tr("no end in sight")


def wait_text(wait: Wait | None) -> str:
    """Returns how long the queue at a point is: typical and bad, and how many waits that rests on."""
    if wait is None:
        return tr("queue not known: too few crossings")
    return tr("queue {typical} d, bad {bad} d ({known} crossings)", typical=wait.typical, bad=wait.bad, known=wait.known)
