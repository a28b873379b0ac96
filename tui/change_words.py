"""What a commit changed, in words: the record it was, and each of its fields before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from storage.commits import Change, Commit
from storage.records import Absence, Driver, Firm, Layout, Leg, Opening, Paper, Record, Route, Slip, Trip, Unsettled, Vehicle
from tui.private_words import listed_number_of
from tui.wording import country_name, date_text, mark, paper_name, paper_named, tr

_RECORDS = {
    "firm": mark("firm"),
    "drivers": mark("driver"),
    "vehicles": mark("truck"),
    "papers": mark("paper"),
    "trips": mark("trip"),
    "unsettled": mark("row of a file"),
    "openings": mark("days used before the book"),
    "rulefiles": mark("rule file"),
    "corrections": mark("correction of a rule"),
    "absences": mark("absence"),
    "routes": mark("route"),
    "slips": mark("dispatch slip"),
    "layouts": mark("how a table is read"),
    "conflicts": mark("two versions"),
}
_FIELDS = {
    "name": mark("name"),
    "citizenship": mark("citizenship"),
    "formerly": mark("citizenships before"),
    "born": mark("born"),
    "phone": mark("phone"),
    "role": mark("role"),
    "sheets": mark("years with a sheet written"),
    "joined": mark("with the firm since"),
    "left": mark("left the firm"),
    "note": mark("note"),
    "deleted": mark("deleted or kept"),
    "number": mark("number"),
    "kind": mark("kind"),
    "country": mark("country"),
    "issued": mark("issued"),
    "until": mark("stands until"),
    "holder": mark("holder"),
    "driver": mark("driver"),
    "vehicle": mark("truck"),
    "plate": mark("plate"),
    "route": mark("route"),
    "legs": mark("countries and dates"),
    "cancelled": mark("cancelled"),
    "first": mark("from"),
    "last": mark("to"),
    "reason": mark("reason"),
    "rules": mark("rules kept"),
    "near": mark("days left that warn"),
    "expiring": mark("days before a paper ends that warn"),
    "reserve": mark("days of reserve"),
    "readings": mark("readings"),
    "columns": mark("columns"),
    "marks": mark("marks"),
    "names": mark("whom names mean"),
    "heading": mark("row of dates"),
    "encoding": mark("encoding"),
    "separator": mark("between two cells"),
    "keeps_private": mark("passports and days of birth left out of paper"),
}
_NOTHING: tuple[object, ...] = (None, "", (), {}, False)


def kind_text(commit: Commit) -> str:
    """Returns why a commit was made; for one that takes back or brings back, that it does."""
    words = {"undo": mark("undone: {reason}"), "redo": mark("done again: {reason}")}
    return tr(words[commit.kind], reason=commit.reason) if commit.kind in words else commit.reason


def changes_text(commit: Commit, names: Callable[[str], str]) -> Iterator[str]:
    """Yields a line for each record of a commit. ``names`` gives the name of a driver or truck by its id, empty where it has none."""
    for change in commit.changes:
        who = f" ({change.after.stamp.author}@{change.after.stamp.laptop})" if commit.kind == "sync" else ""
        yield _change(change, names) + who


def _change(change: Change, names: Callable[[str], str]) -> str:
    record, before = change.after, change.before
    what = record_text(change.table, record, names)
    if before is None or (before.deleted and not record.deleted):
        return tr("{what}: new", what=what)
    if record.deleted and not before.deleted:
        return tr("{what}: taken out", what=what)
    return f"{what}: {', '.join(_fields(before, record, names)) or tr('nothing a person sees')}"


def record_text(table: str, record: Record, names: Callable[[str], str]) -> str:
    """Returns what a record is and is known by."""
    return f"{table_name(table)} {_name(record, names)}".rstrip()


def table_name(table: str) -> str:
    """Returns what a record of a table is."""
    return tr(_RECORDS.get(table, table))


def field_names(fields: Iterable[str]) -> str:
    """Returns what fields of records are called."""
    return ", ".join(tr(_FIELDS.get(field, field)) for field in fields)


def values_text(record: Record, fields: Iterable[str], names: Callable[[str], str]) -> str:
    """Returns some fields of a record with their values; what lies sealed is left out."""
    known = [field for field in fields if field in record.__struct_fields__ and field != "deleted"]
    return ", ".join(f"{tr(_FIELDS[each]) if each in _FIELDS else each} {_value(getattr(record, each), names)}" for each in known)


def _name(record: Record, names: Callable[[str], str]) -> str:
    """Returns what a record is known by."""
    match record:
        case Firm() | Driver() | Route():
            return record.name
        case Vehicle():
            return record.plate
        case Paper():
            return paper_named(record.kind, listed_number_of(record), names(record.holder))
        case Trip():
            return " ".join(filter(None, (record.route, *map(names, record.drivers), _value(record.legs[:1], names))))
        case Absence():
            return f"{names(record.driver)} {date_text(record.first)}"
        case Opening() | Slip():
            return names(record.driver)
        case Layout():
            return ", ".join(filter(None, record.headings))
        case Unsettled():
            return f"{record.file}, {record.sheet}, {record.row}"
    return ""


def _fields(before: Record, after: Record, names: Callable[[str], str]) -> Iterator[str]:
    for field in after.__struct_fields__:
        old, new = getattr(before, field, None), getattr(after, field)
        if field in ("id", "stamp", "deleted") or old == new:
            continue
        label = tr(_FIELDS[field]) if field in _FIELDS else field
        if field == "born":
            old, new = (day and f"••.••.{day.year}" for day in (old, new))
        if field == "number" and isinstance(before, Paper) and isinstance(after, Paper):
            old, new = listed_number_of(before), listed_number_of(after)
        yield f"{label} {_value(old, names)} → {_value(new, names)}"


def _value(value: object, names: Callable[[str], str]) -> str:
    """Returns a value of a field as one reads it."""
    if value in _NOTHING:
        return "—"
    match value:
        case Leg():
            return f"{country_name(value.country)} {date_text(value.entry)}–{date_text(value.exit) if value.exit else ''}"
        case True:
            return tr("yes")
        case date():
            return date_text(value)
        case StrEnum():
            return str(value.value)
        case str():
            return names(value) or paper_name(value) or value
        case Mapping():
            return ", ".join(f"{key}: {each}" for key, each in value.items())
        case tuple() | list():
            return "; ".join(_value(each, names) for each in value)
        case msgspec.Struct():
            return " ".join(_value(getattr(value, field), names) for field in value.__struct_fields__ if field != "beyond")
    return str(value)
