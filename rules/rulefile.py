"""A rulebook piece by piece: what a newer one says otherwise, and the office's corrections laid over one.

Every single value has a path, written as the rule file names things: ``rule/union-state/version/2025-01-01/limit/calendar-year/days``.
A piece is named by what it is for (a version by its first date, a limit by its window, a raise by its paper), the second of one name
by ``rolling-2``. Whatever fields the pieces have, they are walked. Values are plain: numbers, truth, text, ISO dates, sorted tuples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from datetime import date
from typing import Any, Generic, Literal, Protocol, TypeVar

from rules.reader import RulebookError, leaf, written_names
from rules.rulebook import Reading, Rulebook, Sourced, Version
from rules.soundness import faults

Plain = bool | int | str | tuple[str, ...] | None
"""One value of a rule, as records and scripts hold it. A date is its ISO text, a set a sorted tuple."""

Address = tuple[str | int, ...]
"""Where a value stands in a rulebook: names of fields, ids and places in turn."""

EVER = "ever"
"""What a version without a first date is called in a path."""

_NAMED_BY: dict[type, tuple[str, ...]] = {Version: ("start",), Reading: ("question", "id")}
"""The fields that name a piece, where they are not those of text that it must have."""


class Correcting(Protocol):
    """A correction: the value that stands in place of the one at a path, and the value that it was made for."""

    @property
    def path(self) -> str:
        """Returns the path of the value."""
        ...

    @property
    def value(self) -> Plain:
        """Returns the corrected value; None: as if it were not written."""
        ...

    @property
    def was(self) -> Plain:
        """Returns the value that it corrected."""
        ...


C = TypeVar("C", bound=Correcting)
State = Literal["holds", "agreed", "differs", "gone", "unfit"]


@dataclass(frozen=True, slots=True)
class Single:
    """One value of a rulebook: its path, its address, and the field it stands in."""

    path: str
    address: Address
    field: Field[Any]
    value: Any


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the law: its path, the key of the tables that it is one of, the piece itself, and the pieces in it."""

    path: str
    key: str
    piece: Any
    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two rulebooks say at a path; ``source`` is that of the newer, of the older where the newer says nothing.

    A whole piece that only one of them has stands once, as what ``plain_piece`` gives, beside None.
    """

    path: str
    old: Plain | Mapping[str, Any]
    new: Plain | Mapping[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class Fit(Generic[C]):
    """How a correction lies over a rulebook. ``says`` is what the rulebook itself has there now.

    ``holds``: over the value that it corrected. ``agreed``: the rulebook says the same by now. ``differs``: it holds, and the rulebook
    says a third thing. ``gone``: there is no such piece any more. ``unfit``: the value does not go with the rest; it is left out.
    """

    correction: C
    state: State
    says: Plain = None


def plain(value: Any) -> Plain:
    """Returns a single value of a rule as plain data."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    assert value is None or isinstance(value, bool | int | str)
    return value


def plain_values(piece: Any) -> dict[str, Plain]:
    """Returns the single values of a piece under the names of the rule file; what is not said is left out."""
    values = ((key, getattr(piece, part.name), part.default) for key, part in _fields(type(piece)))
    return {key: plain(value) for key, value, default in values if not _holds_pieces(value) and value != default}


def plain_piece(piece: Any) -> dict[str, Any]:
    """Returns a piece as plain data: its single values, and the pieces in it as lists."""
    inner = {key: getattr(piece, part.name) for key, part in _fields(type(piece))}
    return plain_values(piece) | {
        key: [plain_piece(each) for each in _each(value)] for key, value in inner.items() if value and _holds_pieces(value)
    }


def pieces(base: Rulebook, book: Rulebook) -> tuple[Piece, ...]:
    """Returns the pieces of ``book``, which is ``base`` with corrections, each with its path in ``base``."""
    return tuple(_pieces(base, book, ""))


def singles(book: Rulebook) -> Iterator[Single]:
    """Yields every single value of a rulebook, also those that are left as they are unless written, in the order of the rules."""
    for key, part in _fields(Rulebook):
        value = getattr(book, part.name)
        if _holds_pieces(value):
            yield from _within(value, key, (part.name,))


def differences(old: Rulebook, new: Rulebook) -> list[Difference]:
    """Returns what ``new`` says otherwise than ``old``, in the order of ``new``, then what it says no more; the file's own date aside."""
    found: list[Difference] = []
    for key, part in _fields(Rulebook):
        if _holds_pieces(getattr(new, part.name)):
            found += _of_pieces(getattr(old, part.name), getattr(new, part.name), key)
    return found


def corrected(book: Rulebook, corrections: Iterable[C]) -> tuple[Rulebook, tuple[Fit[C], ...]]:
    """Returns the rulebook with the corrections laid over it, and how each fits, in their order.

    Paths are those of ``book``, whatever the corrections before have changed. A correction that would leave the rules unsound
    (``rules.soundness``) changes nothing. Of several at one path the last counts.
    """
    places = {single.path: single for single in singles(book)}
    fits: list[Fit[C]] = []
    for correction in corrections:
        single = places.get(correction.path)
        if single is None:
            fits.append(Fit(correction, "gone"))
            continue
        says = plain(single.value)
        changed, value = _with(book, single, correction.value)
        if changed is None:
            fits.append(Fit(correction, "unfit", says))
            continue
        book = changed
        fits.append(Fit(correction, _state(says, value, correction.was), says))
    return book, tuple(fits)


def value_at(book: Rulebook, path: str) -> Plain:
    """Returns the plain value at a path. Raises ``KeyError`` where there is none."""
    return plain({single.path: single.value for single in singles(book)}[path])


def _state(says: Plain, value: Plain, was: Plain) -> State:
    if says == value:
        return "agreed"
    return "holds" if says == was else "differs"


# The walk


def _fields(kind: type) -> Iterator[tuple[str, Field[Any]]]:
    """Yields the fields of a kind of piece, each after the name it has in a rule file."""
    written = written_names(kind)
    return ((written.get(part.name, part.name), part) for part in fields(kind) if part.init)


def _holds_pieces(value: Any) -> bool:
    """Tells whether a field's value is pieces of its own: by id, or one after another."""
    return isinstance(value, tuple | Mapping)


def _each(pieces: Any) -> tuple[Any, ...]:
    return tuple(pieces.values()) if isinstance(pieces, Mapping) else pieces


def _named(pieces: Any) -> dict[str, tuple[str | int, Any]]:
    """Returns pieces by their names in a path, each with its place among them: its id, or its number."""
    if isinstance(pieces, Mapping):
        return {id: (id, piece) for id, piece in pieces.items()}
    found: dict[str, tuple[str | int, Any]] = {}
    for place, piece in enumerate(pieces):
        name = _name(piece)
        alike = sum(1 for _, other in found.values() if _name(other) == name)
        found[f"{name}-{alike + 1}" if alike else name] = place, piece
    return found


def _name(piece: Any) -> str:
    """Returns what a piece is called: by the fields for it, or those of text that it must have; the first of several countries."""
    kind = type(piece)
    named_by = _NAMED_BY.get(kind) or [part.name for part in fields(kind) if part.default is MISSING and part.default_factory is MISSING]
    values = [getattr(piece, name) for name in named_by]
    told = [min(value) if isinstance(value, frozenset) else str(value or EVER) for value in values if not isinstance(value, int | tuple)]
    return "/".join(told)


def _within(pieces: Any, path: str, address: Address) -> Iterator[Single]:
    """Yields every single value of some pieces; an id by which they are found is none."""
    for name, (place, piece) in _named(pieces).items():
        for key, part in _fields(type(piece)):
            value, here, there = getattr(piece, part.name), f"{path}/{name}/{key}", (*address, place, part.name)
            if _holds_pieces(value):
                yield from _within(value, here, there)
            elif part.name != "id" or not isinstance(pieces, Mapping):
                yield Single(here, there, part, value)


def _source_of(piece: Any, name: str) -> str:
    """Returns the source of one field of a piece: its own, as ``ends`` has, or the piece's, or the first of the pieces in it."""
    own = getattr(piece, f"{name.partition('_')[0]}_source", "") or (piece.source if isinstance(piece, Sourced) else "")
    return own or _first_source(piece)


def _first_source(piece: Any) -> str:
    """Returns the source of a piece, or else the first of the pieces in it."""
    if isinstance(piece, Sourced):
        return piece.source
    inner = (each for _, part in _fields(type(piece)) if _holds_pieces(value := getattr(piece, part.name)) for each in _each(value))
    return next(filter(None, map(_first_source, inner)), "")


def _pieces(base: Any, piece: Any, path: str) -> Iterator[Piece]:
    for key, part in _fields(type(piece)):
        before, after = getattr(base, part.name), getattr(piece, part.name)
        if _holds_pieces(after):
            for (name, (_, old)), new in zip(_named(before).items(), _each(after), strict=True):
                here = f"{path}{key}/{name}"
                yield Piece(here, key, new, tuple(_pieces(old, new, f"{here}/")))


# Differences


def _of_pieces(old: Any, new: Any, path: str) -> Iterator[Difference]:
    before, after = _named(old), _named(new)
    for name, (_, piece) in after.items():
        here = f"{path}/{name}"
        if name in before:
            yield from _of_piece(before[name][1], piece, here)
        else:
            yield Difference(here, None, plain_piece(piece), _first_source(piece))
    for name, (_, piece) in before.items():
        if name not in after:
            yield Difference(f"{path}/{name}", plain_piece(piece), None, _first_source(piece))


def _of_piece(old: Any, new: Any, path: str) -> Iterator[Difference]:
    for key, part in _fields(type(new)):
        before, after, here = getattr(old, part.name), getattr(new, part.name), f"{path}/{key}"
        if _holds_pieces(after):
            yield from _of_pieces(before, after, here)
        elif before != after:
            yield Difference(here, plain(before), plain(after), _source_of(new, part.name))


# Corrections


def _with(book: Rulebook, single: Single, value: Plain) -> tuple[Rulebook | None, Plain]:
    """Returns the rulebook with another value in one place, and that value as it stands there.

    None where the value does not go there, or where the rules would be unsound.
    """
    try:
        taken = _taken(single.field, value)
    except (RulebookError, ValueError):
        return None, None
    changed = _put(book, single.address, taken)
    return (None if any(faults(changed)) else changed), plain(taken)


def _taken(part: Field[Any], value: Plain) -> Any:
    """Returns a plain value as its field holds it. Raises ``RulebookError`` or ``ValueError`` for what a rule file could not say there."""
    if part.default is not MISSING and (value is None or (value == () and not part.default)):
        return part.default
    written: Any = list(value) if isinstance(value, tuple) else value
    if isinstance(value, str) and str(part.type).startswith("date"):
        written = date.fromisoformat(value)
    return leaf(part.name, written, "", "", "")


def _put(piece: Any, address: Address, value: Any) -> Any:
    """Returns a piece, or pieces, with another value at an address."""
    if not address:
        return value
    step, rest = address[0], address[1:]
    if isinstance(piece, Mapping):
        return {id: _put(each, rest, value) if id == step else each for id, each in piece.items()}
    if isinstance(piece, tuple):
        return tuple(_put(each, rest, value) if place == step else each for place, each in enumerate(piece))
    return replace(piece, **{str(step): _put(getattr(piece, str(step)), rest, value)})
