"""The words for a comparison with a list of crossings: a line a stretch, its dates on both sides, what it does to the count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from storage.reconciling import Comparison, Hindrance, Line, Verdict
from storage.stretches import Span
from tui.wording import country_name, date_text, mark, span_text, tr, trn

_IN: dict[Verdict, str] = {
    "agrees": mark("in {ours}"),
    "differs": mark("in {ours}, the list says {theirs}"),
    "not-in-book": mark("in {theirs} by the list only"),
    "not-in-list": mark("in {ours}, not in the list"),
    "outside": mark("in {ours}"),
}
_OUT: dict[Verdict, str] = {
    "agrees": mark("out {ours}"),
    "differs": mark("out {ours}, the list says {theirs}"),
    "not-in-book": mark("out {theirs} by the list only"),
    "not-in-list": mark("out {ours}, not in the list"),
    "outside": mark("out {ours}"),
}
_BOTH: dict[Verdict, str] = {"not-in-book": mark("{dates} by the list only"), "not-in-list": mark("{dates}, not in the list")}
"""Where neither end of a stretch is on the other side, it is said once."""
_NOTHING = Span("", None, None)
_HINDRANCES: dict[Hindrance, str] = {
    "no-entry": mark("cannot be taken over: the list has no entry for it"),
    "no-exit": mark("cannot be taken over: the list has no exit for it"),
    "inside": mark("cannot be taken over yet: by the list he was inside on these dates; that difference comes first"),
    "dates": mark("cannot be taken over: such dates cannot be"),
}


def summary_text(compared: Comparison) -> str:
    """Returns how many dates of a driver agree, differ and are missing."""
    counts = (
        trn("{n} date agrees", "{n} dates agree", compared.dates("agrees")),
        trn("{n} differs", "{n} differ", compared.dates("differs")),
        trn("{n} is not in the book", "{n} are not in the book", compared.dates("not-in-book")),
        trn("{n} is not in the list", "{n} are not in the list", compared.dates("not-in-list")),
    )
    return f"{compared.driver.name}: {'; '.join(counts)}"


def outer_text() -> str:
    """Returns that only outer dates of a driver were compared, to stand after his name."""
    return tr("the list names no crossing between Russia and Belarus, so only the outer dates of the two together are compared")


def apart_text(countries: Iterable[str]) -> str:
    """Returns which countries were not compared."""
    return tr("not compared, the list does not name them: {countries}", countries=", ".join(map(country_name, dict.fromkeys(countries))))


def taken_text(file: str, names: Iterable[str]) -> str:
    """Returns why the book was changed: the list, and the drivers whose stretches were taken over."""
    from tui.record_words import names_text  # draws names, which no command does before it takes something over

    return tr("Taken over from {file}: {drivers}", file=file, drivers=names_text(names))


def line_text(line: Line) -> str:
    """Returns both sides of a stretch: its country, its entry, its exit."""
    countries = " → ".join(dict.fromkeys(country_name(span.country) for span in (line.ours, line.theirs) if span))
    alone = line.theirs or line.ours
    if line.entry == line.exit and line.entry in _BOTH and alone and alone.entry:
        return f"{countries}: {tr(_BOTH[line.entry], dates=span_text(alone.entry, alone.exit))}"
    ours, theirs = line.ours or _NOTHING, line.theirs or _NOTHING
    entry, exit_ = _end(_IN[line.entry], ours.entry, theirs.entry), _end(_OUT[line.exit], ours.exit, theirs.exit)
    return f"{countries}: {entry}; {exit_}"


def effect_text(line: Line) -> str:
    """Returns what taking a line over does to the count."""
    if line.effect is None:
        return tr(_HINDRANCES[line.hindrance or "dates"])
    before, after, day = line.effect.before, line.effect.after, date_text(line.effect.on)
    return tr("taken over, days used on {day}: {before} → {after}", day=day, before=before, after=after)


def _end(text: str, ours: date | None, theirs: date | None) -> str:
    return tr(text, ours=date_text(ours), theirs=date_text(theirs))
