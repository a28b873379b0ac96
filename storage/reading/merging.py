"""Small questions about a record of the book and what a file says of it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from storage.reading.results import FieldChange


def with_lines(note: str, lines: Iterable[str]) -> str:
    """Returns a note with those lines added that it has not yet."""
    kept = note.split("\n") if note else []
    return "\n".join(dict.fromkeys([*kept, *lines]))


def changed_fields(old: msgspec.Struct, new: msgspec.Struct, names: Iterable[str]) -> tuple[FieldChange, ...]:
    """Returns the fields among ``names`` that differ, with what they were and what they are."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(FieldChange(name, before, after) for name, before, after in pairs if before != after)
