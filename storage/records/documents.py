"""Records as JSON documents and back, with the fields of a newer version kept in their places.

Reading tries the types as they are, which costs nothing where every field is known; only a document that has more is taken apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args

import msgspec

from storage.records.record import Part, Record

P = TypeVar("P", bound=Record)

_BEYOND = "_beyond"  # no field of a document begins with _, in any version


def encoded(value: object) -> bytes:
    """Returns records, alone or in lists and tables, as JSON. Raises ``UnicodeEncodeError`` or ``TypeError`` for what cannot be written."""
    content = msgspec.json.encode(value)
    return msgspec.json.encode(_joined(msgspec.json.decode(content))) if b'"_beyond":{' in content else content


def document(record: Record) -> dict[str, Any]:
    """Returns a record as a JSON document of its own."""
    return cast("dict[str, Any]", _joined(msgspec.to_builtins(record)))


def decoded(kind: type[P], content: bytes | msgspec.Raw) -> P:
    """Returns a record of a kind from its JSON. Raises ``msgspec.DecodeError`` when it is none."""
    try:
        return cast(P, _decoder(kind).decode(content))
    except msgspec.ValidationError:
        return msgspec.convert(_parted(msgspec.json.decode(content), kind), kind)


@cache
def _decoder(kind: type[Record]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _parted(value: Any, kind: Any) -> Any:
    """Returns a document of a type with every field that the type does not know moved to ``beyond``, in it and in its parts."""
    if isinstance(value, list):
        return [_parted(each, next(iter(get_args(kind)), None)) for each in value]
    if not isinstance(value, Mapping) or not (isinstance(kind, type) and issubclass(kind, Part)):
        return value
    types = {field.encode_name: field.type for field in msgspec.structs.fields(kind) if field.encode_name != _BEYOND}
    known = {name: _parted(each, types[name]) for name, each in value.items() if name in types}
    beyond = {name: each for name, each in value.items() if name not in types}
    return known | {_BEYOND: beyond} if beyond else known


def _joined(value: Any) -> Any:
    """Returns builtins in which what lies in ``beyond`` has its place again."""
    if isinstance(value, list | tuple):
        return [_joined(each) for each in value]
    if not isinstance(value, dict):
        return value
    beyond = value.get(_BEYOND)
    if not isinstance(beyond, dict):
        return {name: _joined(each) for name, each in value.items()}
    return beyond | {name: _joined(each) for name, each in value.items() if name != _BEYOND}
