"""What ``haulbook rules`` prints: the rules in use piece by piece, and what a rule file says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from rules.rulebook import Exemption, Limit, Member, PaperKind, Raise, Reading, Rule, Sourced, Version
from rules.rulefile import Difference, Fit, Piece, pieces, plain_values
from storage.plain import iso
from storage.records import Correction
from storage.rulebooks import RulesInUse, Taking, findings, findings_of
from storage.status_json import finding_json
from tui.finding_words import finding_text
from tui.rule_words import key_text, path_text, piece_text, shown, value_text
from tui.wording import case_text, confidence_name, date_text, mark, rule_name, source_text, tr, trn, window_name

Line = tuple[int, str, str]
"""How far it is set in, its style, and its text."""

_STEP = 2
_NARROWEST = 20
_ABOUT = frozenset(("confidence", "source", "checked"))

_STATES = {
    "holds": mark("corrected by {author}: {key} {value} instead of {was} ({reason})"),
    "agreed": mark("corrected by {author}: {key} {value} instead of {was} ({reason}); the rules say the same by now"),
    "differs": mark("corrected by {author}: {key} {value} instead of {was} ({reason}); the rules now say {says}"),
    "unfit": mark("correction by {author} without effect: {key} {value} instead of {was} ({reason})"),
    "gone": mark("correction by {author} without effect: {key} {value} instead of {was} ({reason})"),
}


# Showing


def show_rules(rules: RulesInUse, rule_id: str | None, console: Console) -> None:
    """Prints the rules in use, or one of them: every piece with how sure it is, when it was last checked, its source, its corrections."""
    file = shown(rules.file.file) if rules.file else tr("those of the program")
    lines: list[Line] = [(0, "", tr("Rules in use: {file}, dated {day}", file=file, day=date_text(rules.dated)))]
    lines += [(0, "bold", finding_text(finding)) for finding in findings(rules)]
    shown_pieces = _asked(rules, rule_id)
    for table, group in groupby(shown_pieces, key=lambda piece: piece.key):
        if table != "rule":
            lines += [(0, "", ""), (0, "bold", tr(_TABLES[table]))]
        for piece in group:
            lines += _rule_lines(piece, rules) if table == "rule" else _piece_lines(piece, rules, 1)
    _print(lines, console)


def rules_json(rules: RulesInUse, rule_id: str | None) -> dict[str, Any]:
    """Returns the rules in use under the names of a rule file; a corrected piece says what stood there, ``corrections`` tells why."""
    found: dict[str, Any] = {
        "dated": rules.dated.isoformat(),
        "file": rules.file.file if rules.file else None,
        "corrections": [_correction_json(fit) for fit in rules.fits],
        "findings": [finding_json(finding) for finding in findings(rules)],
    }
    corrected = {fit.correction.path: fit for fit in rules.fits}
    for piece in _asked(rules, rule_id):
        found.setdefault(piece.key, []).append(_piece_json(piece, corrected, rules))
    return found


_TABLES = {"paper": mark("Papers"), "registration": mark("Registration with the migration authority"), "road": mark("Ways by road")}


def _asked(rules: RulesInUse, rule_id: str | None) -> list[Piece]:
    """Returns the pieces to show: all, or one rule with the papers that act on it."""
    every = pieces(rules.base, rules.book)
    if rule_id is None:
        return list(every)
    acting = {kind.id for kind in _acting(rules, rules.book.rule(rule_id))}
    return [
        piece
        for piece in every
        if (piece.key == "rule" and piece.piece.id == rule_id) or (piece.key == "paper" and piece.piece.id in acting)
    ]


def _acting(rules: RulesInUse, rule: Rule) -> list[PaperKind]:
    """Returns the kinds of paper that do something under a rule."""
    raising = {more.paper for version in rule.versions for limit in version.limits for more in limit.raises}
    return [
        kind
        for kind in rules.book.paper_kinds.values()
        if kind.confirmed_effect or kind.effect not in ("warn", "none")
        if not kind.countries or kind.countries & rule.countries
        if kind.effect != "raise" or kind.id in raising
    ]


def _rule_lines(piece: Piece, rules: RulesInUse) -> Iterator[Line]:
    rule: Rule = piece.piece
    yield from [(0, "", ""), (0, "bold", f"{rule.id}: {rule_name(rule.id)}")]
    yield from _piece_lines(piece, rules, 1)
    papers = ", ".join(value_text(kind.id) for kind in _acting(rules, rule))
    yield 1, "", tr("papers that act: {papers}", papers=papers or "—")


def _piece_lines(piece: Piece, rules: RulesInUse, depth: int) -> Iterator[Line]:
    yield depth, "", _sentence(piece) + _about(piece.piece)
    if source := _source(piece.piece):
        yield depth + 1, "dim", shown(source_text(source))
    for fit in rules.fits:
        path, _, key = fit.correction.path.rpartition("/")
        if path == piece.path and fit.state != "gone":
            yield depth + 1, "bold", f"* {_correction_text(fit, key_text(key, piece.key))}"
    for part in piece.parts:
        yield from _piece_lines(part, rules, depth + 1)


def _sentence(piece: Piece) -> str:
    """Returns what a piece says, in a line; a kind of piece that has no words of its own as its keys and values."""
    said = _SAID.get(type(piece.piece))
    return said(piece.piece) if said else f"{piece_text(piece.path)}: {_values_text(piece.piece, piece.key)}"


def _rule_text(rule: Rule) -> str:
    parts = [f"{key_text('ends')}: {value_text(rule.ends)}"]
    parts += [f"{key_text('not_for')}: {_list(rule.not_for)}"] if rule.not_for else []
    parts += [f"{key_text('counted_from')}: {date_text(rule.counted_from)}"] if rule.counted_from else []
    parts += [f"{key_text('visa')}: {value_text(rule.visa)}, {confidence_name(rule.visa_confidence)}"] if rule.visa != "instead" else []
    return "; ".join(parts)


def _member_text(member: Member) -> str:
    since = f", {key_text('since')} {date_text(member.since)}" if member.since else ""
    return tr("days in: {name}", name=_list(member.countries)) + since


def _exemption_text(exempt: Exemption) -> str:
    return tr("exempt: drivers of carriers from outside {name}", name=_list(exempt.carriers_not_of))


def _version_text(version: Version) -> str:
    return tr("in force from {name}", name=date_text(version.start) if version.start else tr("ever"))


def _limit_text(limit: Limit) -> str:
    days = trn("{n} day", "{n} days", limit.days)
    return f"{days} {window_name(limit.window, limit.of)}" + _people(limit.citizens, limit.not_citizens)


def _raise_text(more: Raise) -> str:
    days = trn("{n} day", "{n} days", more.days)
    said = tr("{days} with: {paper}, for {covers}", days=days, paper=value_text(more.paper), covers=value_text(more.covers))
    start = f", {key_text('from')} {date_text(more.start)}" if more.start else ""
    doubtful = f"; {key_text('doubtful_for')}: {_list(more.doubtful_for)}" if more.doubtful_for else ""
    return said + start + _people(more.citizens, frozenset()) + doubtful


def _reading_text(reading: Reading) -> str:
    values = {key: value for key, value in plain_values(reading).items() if key not in _ABOUT | {"question", "id", "paper"}}
    otherwise = _told(values, "reading") or tr("as written")
    case = case_text(shown(f"{reading.question}:{reading.id}"))
    return tr("open question, {case}: {otherwise}", case=case, otherwise=otherwise)


def _paper_text(kind: PaperKind) -> str:
    return f"{value_text(kind.id)}: {_values_text(kind, 'paper')}"


_SAID: dict[type, Callable[[Any], str]] = {
    Rule: _rule_text,
    Member: _member_text,
    Exemption: _exemption_text,
    Version: _version_text,
    Limit: _limit_text,
    Raise: _raise_text,
    Reading: _reading_text,
    PaperKind: _paper_text,
}


def _people(citizens: frozenset[str] | None, not_citizens: frozenset[str]) -> str:
    told = f", {key_text('for')}: {_list(citizens)}" if citizens else ""
    return told + (f", {key_text('not_for')}: {_list(not_citizens)}" if not_citizens else "")


def _list(countries: Iterable[str]) -> str:
    return value_text(tuple(sorted(countries)))


def _values_text(piece: Any, table: str) -> str:
    values = {key: value for key, value in plain_values(piece).items() if key not in _ABOUT | {"kind", "country"}}
    effect = [value_text(values.pop("effect"))] if "effect" in values else []
    return "; ".join([*effect, *filter(None, [_told(values, table)])])


def _told(values: Mapping[str, Any], table: str) -> str:
    return ", ".join(f"{key_text(key, table)}: {value_text(value)}" for key, value in values.items())


def _about(piece: Any) -> str:
    """Returns how sure a piece is and when it was last checked."""
    if isinstance(piece, Rule):
        confidence, checked = piece.ends_confidence, piece.ends_checked
    elif isinstance(piece, Sourced) and (piece.source or piece.checked):
        confidence, checked = piece.confidence, piece.checked
    else:
        return ""
    return " · " + tr("{confidence}, checked {day}", confidence=confidence_name(confidence), day=date_text(checked))


def _source(piece: Any) -> str:
    return piece.ends_source if isinstance(piece, Rule) else str(getattr(piece, "source", ""))


def _correction_text(fit: Fit[Correction], key: str) -> str:
    one = fit.correction
    values = {"value": value_text(one.value), "was": value_text(one.was), "says": value_text(fit.says)}
    return tr(_STATES[fit.state], author=shown(one.stamp.author) or "—", key=key, reason=shown(one.reason), **values)


def _correction_json(fit: Fit[Correction]) -> dict[str, Any]:
    one = fit.correction
    stated = {"id": one.id, "path": one.path, "value": one.value, "was": one.was, "says": fit.says, "state": fit.state}
    return stated | {"reason": one.reason, "author": one.stamp.author}


def _piece_json(piece: Piece, corrected: Mapping[str, Fit[Correction]], rules: RulesInUse) -> dict[str, Any]:
    found: dict[str, Any] = plain_values(piece.piece)
    marks = {path.rpartition("/")[2]: fit.says for path, fit in corrected.items() if path.rpartition("/")[0] == piece.path}
    if marks:
        found["corrected"] = marks
    for part in piece.parts:
        found.setdefault(part.key, []).append(_piece_json(part, corrected, rules))
    if isinstance(piece.piece, Rule):
        found["papers"] = [kind.id for kind in _acting(rules, piece.piece)]
    return found


# Taking


def show_taking(found: Taking, rules: RulesInUse, name: str, console: Console, *, dry_run: bool) -> None:
    """Prints what a rule file says otherwise than the rules in use, what becomes of the corrections, and whether it was taken."""
    dated = {"dated": date_text(found.rules.dated), "in_use": date_text(rules.dated)}
    lines: list[Line] = [(0, "", tr("{file}, dated {dated}; the rules in use are dated {in_use}", file=name, **dated))]
    lines += _difference_lines(found.differences)
    sentences = [finding_text(finding) for finding in findings_of(found.fits)]
    agreed = [fit for fit in found.fits if fit.state == "agreed"]
    sentences += [tr("{path}: the file says the same as the correction", path=path_text(fit.correction.path)) for fit in agreed]
    if sentences:
        lines += [(0, "", ""), (0, "bold", tr("Corrections of the office")), *((1, "", sentence) for sentence in sentences)]
    _print([*lines, (0, "", ""), (0, "", _ending(found, dry_run=dry_run))], console)


def taking_json(found: Taking, rules: RulesInUse, name: str, *, dry_run: bool) -> dict[str, Any]:
    """Returns what a rule file says otherwise than the rules in use, and whether it was taken."""
    return {
        "file": name,
        "dated": iso(found.rules.dated),
        "in_use": rules.dated.isoformat(),
        "taken": found.record is not None and not dry_run,
        "differences": [{"path": one.path, "old": one.old, "new": one.new, "source": one.source} for one in found.differences],
        "corrections": [_correction_json(fit) for fit in found.fits],
        "findings": [finding_json(finding) for finding in findings_of(found.fits)],
    }


def _ending(found: Taking, *, dry_run: bool) -> str:
    if found.record is None:
        return tr("The rules in use say just the same. Nothing was changed.")
    return tr("Nothing was changed: this was a dry run.") if dry_run else tr("Taken in one change, which can be undone.")


def _difference_lines(found: Sequence[Difference]) -> Iterator[Line]:
    """Yields the differences piece by piece, each with its source; pieces of which only the day of the last check differs are counted."""
    checked_anew = 0
    for path, group in groupby(found, key=_piece_of):
        differing = list(group)
        if all(one.path.endswith("checked") for one in differing):
            checked_anew += 1
            continue
        yield from [(0, "", ""), (0, "bold", path_text(path))]
        for one in differing:
            yield from _one_lines(one)
        if source := next((one.source for one in differing if one.source), ""):
            yield 1, "dim", tr("source: {source}", source=shown(source_text(source)))
    if checked_anew:
        yield 0, "", ""
        yield 0, "", trn("{n} piece was only checked anew.", "{n} pieces were only checked anew.", checked_anew)


def _piece_of(one: Difference) -> str:
    whole = isinstance(one.old, Mapping) or isinstance(one.new, Mapping)
    return one.path if whole else one.path.rpartition("/")[0]


def _one_lines(one: Difference) -> Iterator[Line]:
    if isinstance(one.new, Mapping):
        yield 1, "", tr("new: {said}", said=_whole(one.new))
    elif isinstance(one.old, Mapping):
        yield 1, "", tr("no longer there: {said}", said=_whole(one.old))
    else:
        *_, table, _, key = ("", "", *one.path.split("/"))
        yield 1, "", tr("{key}: {old} → {new}", key=key_text(key, table), old=value_text(one.old), new=value_text(one.new))


def _whole(piece: Mapping[str, Any]) -> str:
    """Returns a whole piece in a line, the pieces in it in brackets."""
    parts = []
    for key, value in piece.items():
        if isinstance(value, list):
            parts += [f"[{_whole(each)}]" for each in value]
        elif key not in _ABOUT:
            parts.append(f"{key_text(key)}: {value_text(value)}")
    return ", ".join(parts)


def _print(lines: Iterable[Line], console: Console) -> None:
    for depth, style, text in lines:
        margin = " " * (depth * _STEP)
        for row in Text(text, style=style).wrap(console, max(console.width - len(margin), _NARROWEST)) or [Text()]:
            row.rstrip()
            console.print(Text(margin) + row if row else Text())
