"""The words of the forecast: how a plan stands, why a driver cannot go, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from rules.candidates import Reason, Value
from rules.findings import Severity
from storage.doubts import code_of
from storage.planning import Forecast, State
from storage.queues import Wait
from tui.finding_words import finding_text, worded
from tui.wording import and_more, case_text, date_text, mark, short_date, tr, trn, window_name

_STATES: Mapping[State, str] = {
    "within": mark("within the rule"),
    "to-file": mark("within the rule once an application is filed"),
    "to-leave": mark("within the rule once he is out"),
    "disputed": mark("disputed"),
    "over": mark("over"),
    "hindered": mark("cannot go"),
}
_SHORT: Mapping[State, str] = {
    "within": mark("list|within"),
    "to-file": mark("list|if filed"),
    "to-leave": mark("list|if out"),
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
    "application-to-file": mark("file {paper} by {by}, else over from {day} on"),
    "application-last-day": mark("file {paper} today, the last day that may do, else over from {day} on"),
    "inside-open": mark("inside since {since}, exit not known: {country}"),
    "inside-open-until": mark("out by {by}: inside since {since}, exit not known: {country}"),
    "application-late": mark("{paper} filed today allows entry from {from} only"),
}


def state_text(state: State) -> str:
    """Returns how a plan stands in words."""
    return tr(_STATES[state])


def short_state(state: State) -> str:
    """Returns how a plan stands in a word or two, for a list."""
    return tr(_SHORT[state]).rpartition("|")[2]


def can_text(found: Forecast) -> str:
    """Returns whether a driver can go: ``can``, ``can if filed today``, ``can if he is out``, ``disputed``, ``cannot``."""
    if found.state == "disputed":
        return tr("disputed")
    return {"yes": tr("can go"), "if-filed": tr("can if filed"), "if-out": tr("can if out"), "no": tr("cannot go")}[found.choice.can]


def reason_text(reason: Reason, year: int | None = None) -> str:
    """Returns why a driver cannot go, or what is to be done first; dates of ``year`` without it."""
    code, params = reason.code, reason.params
    if code == "paper-missing" and params["from"]:
        code = "paper-missing-until"
    if code == "inside-open" and params["by"]:
        code = "inside-open-until"
    worded = {name: _value(name, value, params, year) for name, value in params.items()}
    return tr(_REASONS[code], **worded)


def _value(name: str, value: object, params: Mapping[str, Value], year: int | None) -> object:
    if year and isinstance(value, date):
        return short_date(value, year)
    if name == "window":
        return window_name(str(value), of if isinstance(of := params["of"], int) else None)
    return worded(name, value)


def reasons_text(found: Forecast, *, brief: bool = False) -> str:
    """Returns every reason of a driver, what is said of applications, and the cases in which it comes out otherwise.

    ``brief``: in the reasons dates of this year are without it.
    """
    said = [reason_text(reason, found.on.year if brief else None) for reason in found.choice.reasons]
    said += [text for text, _ in notes_said(found)]
    said += [tr("otherwise {case}", case=case_text(code_of(name))) for _, name in found.disputed]
    return "; ".join(said)


def notes_said(found: Forecast) -> Iterator[tuple[str, Severity]]:
    """Yields what is said of applications, and how much it matters; where the days suffice without one, that before all."""
    if found.suffices:
        yield tr("the days suffice without an application"), "notice"
    for note in found.notes:
        yield finding_text(note), note.severity


def start_text(found: Forecast, *, brief: bool = False) -> str:
    """Returns from when one who cannot go could; after a breach, and while he is inside without a known end, that is not known."""
    if any(reason.code in ("breach-open", "inside-open") for reason in found.choice.reasons):
        return tr("list|not known").rpartition("|")[2] if brief else tr("not known")
    start = found.choice.earliest_start
    if start:
        return f"{start:%d.%m.%y}" if brief else date_text(start)
    return tr("list|no date").rpartition("|")[2] if brief else tr("not within three years")


def slack_text(found: Forecast) -> str:
    """Returns how many days of queue a plan has to spare; a dash where he cannot go."""
    if not found.able:
        return "—"
    return tr("no end in sight") if found.slack is None else trn("{n} day to spare", "{n} days to spare", found.slack)


def spare(found: Forecast) -> str:
    """Returns the same as a number; nothing where nothing limits it."""
    return "—" if not found.able else "" if found.slack is None else str(found.slack)


def left(found: Forecast) -> str:
    """Returns the days left after it; a dash where nothing limits it, or he cannot go."""
    return "—" if found.days_left is None else str(found.days_left)


def wait_text(wait: Wait | None) -> str:
    """Returns how long the queue at a point is: typical and bad, and how many waits that rests on."""
    if wait is None:
        return tr("queue not known: too few crossings")
    return tr("queue {typical} d, bad {bad} d ({known} crossings)", typical=wait.typical, bad=wait.bad, known=wait.known)


_NAMED = 3
"""Of those who could take a trip so many are named; the others are counted."""


def takers_text(found: Iterable[Forecast]) -> str:
    """Returns who could take a trip that nobody is on yet, of drivers with the best first."""
    able = [each.driver.name for each in found if each.able]
    if not able:
        return tr("nobody can go")
    return tr("can go: {names}", names=", ".join(able[:_NAMED]) + and_more(len(able) - _NAMED))


def trips_text(more: int | None) -> str:
    """Returns how many more trips a driver has; a dash where he is not counted."""
    return "—" if more is None else str(more)


def not_counted(drivers: int) -> list[str]:
    """Returns the sentence on drivers whose further trips are not counted; nothing where there are none."""
    if not drivers:
        return []
    return [trn("not counted: {n} driver inside, exit not known", "not counted: {n} drivers inside, exits not known", drivers)]
