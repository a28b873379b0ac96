"""Two versions of one record made into one, field by field, against what both came from. Pure: documents in, documents out.

A field that one side changed takes its value; one that both changed to different values keeps theirs, and is disputed: a person chooses.
Dates of trips and papers are taken together, so that no pair of dates stands that nobody wrote. A record that one side deleted and the
other went on writing stays, and whether it goes is disputed. Who changed it last (``stamp``) is not merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Document = Mapping[str, Any]
Fields = frozenset[str]

_TOGETHER: dict[str, tuple[Fields, ...]] = {
    "trips": (frozenset({"legs", "cancelled"}),),
    "papers": (frozenset({"issued", "until"}),),
    "absences": (frozenset({"first", "last"}),),
    "openings": (frozenset({"as_of", "years"}),),
    "drivers": (frozenset({"joined", "left"}),),
}
"""Fields that mean something only with each other, by table."""

_ASIDE = frozenset({"id", "stamp"})
_DELETED = frozenset({"deleted"})


class Merged(NamedTuple):
    """The document that is to stand, and the fields that a person has to settle, those that go together as one."""

    document: dict[str, Any]
    disputed: tuple[Fields, ...] = ()


def merged(table: str, base: Document | None, mine: Document, theirs: Document) -> Merged:
    """Returns two versions of a record merged; ``base`` is what both came from, None where that is not known."""
    found, disputed = dict(theirs), []
    for fields in units(table, mine, theirs):
        ours, others = part(mine, fields), part(theirs, fields)
        if ours == others or (base is not None and ours == part(base, fields)):
            continue
        if base is not None and others == part(base, fields):
            found = {name: value for name, value in found.items() if name not in fields} | ours
        else:
            disputed.append(fields)
    return Merged(found, tuple(disputed))


def reconciled(table: str, base: Document | None, mine: Document, theirs: Document) -> Merged:
    """Returns what ``merged`` does, but a record that one side deleted while the other wrote in it stays, and that is disputed."""
    result = merged(table, base, mine, theirs)
    if table == "conflicts":  # the same on every laptop but for the clock of who found it
        return Merged(result.document)
    if bool(mine.get("deleted")) == bool(theirs.get("deleted")) or (base is not None and base.get("deleted")):
        return result
    living = theirs if mine.get("deleted") else mine
    if base is not None and not differing(table, base, living):
        return result
    return Merged(result.document | {"deleted": False}, (*(fields for fields in result.disputed if fields != _DELETED), _DELETED))


def differing(table: str, one: Document, other: Document) -> tuple[Fields, ...]:
    """Returns the fields in which two versions differ, those that go together as one."""
    return tuple(fields for fields in units(table, one, other) if part(one, fields) != part(other, fields))


def units(table: str, one: Document, other: Document) -> Iterable[Fields]:
    """Returns the fields of two versions of a record, those that go together as one."""
    together = _TOGETHER.get(table, ())
    joined = frozenset().union(*together)
    alone = [name for name in {**one, **other} if name not in _ASIDE | joined]
    return (*together, *(frozenset({name}) for name in alone))


def part(document: Document, fields: Fields) -> dict[str, Any]:
    """Returns some fields of a document, those that it has."""
    return {name: document[name] for name in fields if name in document}
