"""A file as tables of cells: a workbook, or a text in the encoding and with the separator that it tells, is named, or is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from storage.reading.columns import recognised
from storage.reading.delimited import decoded, separator_of, tells_encoding, text_table
from storage.reading.layouts import by_headings, headings_in
from storage.reading.results import FileRefused
from storage.reading.table import Table, content_of
from storage.reading.words import shipped
from storage.reading.workbook import is_workbook, workbook_tables
from storage.records import Layout
from storage.text import clean


@dataclass(frozen=True, slots=True)
class Source:
    """A file as tables of cells. ``encoding``, ``separator`` and ``doubts`` are those of a text.

    ``named`` are encoding and separator as far as they were said now and the file does not tell them beyond doubt, by these names;
    ``remembered`` tells which of them stand as they were said of such a table before.
    """

    name: str
    tables: tuple[Table, ...]
    encoding: str = ""
    doubts: tuple[str, ...] = ()
    separator: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    remembered: frozenset[str] = frozenset()


def open_file(path: Path, *, layouts: Iterable[Layout] = ()) -> Source:
    """Returns the workbook or text at ``path`` as tables; raises ``FileRefused`` where it is neither."""
    return source_of(clean(path.name), content_of(path), layouts=layouts)


def source_of(
    name: str, content: bytes, *, encoding: str | None = None, separator: str | None = None, layouts: Iterable[Layout] = ()
) -> Source:
    """Returns the bytes of a workbook, or of a table written as text, as a source; raises as ``open_file`` does.

    ``encoding`` and ``separator`` are those of a text where they are not to be told by itself. One that is not named is that of the
    first of the ``layouts`` with which the text is a table of that layout, unless the bytes leave no doubt.
    """
    if is_workbook(content):
        return Source(name, tuple(workbook_tables(content, name)))
    said = {"encoding": encoding or "", "separator": separator or ""}
    open_ = {place for place in said if not (place == "encoding" and tells_encoding(content))}
    named = {place: said[place] for place in open_ if said[place]}
    for layout in by_headings(layouts).values():
        kept = {place: getattr(layout, place) for place in open_ - named.keys() if getattr(layout, place)}
        if kept and (source := _of_layout(name, content, said | kept, layout)):
            return replace(source, named=named, remembered=frozenset(kept))
    return replace(_text(name, content, said), named=named)


def _of_layout(name: str, content: bytes, said: Mapping[str, str], layout: Layout) -> Source | None:
    """Returns a text as it is with this encoding and separator, None where it is then no table of the layout."""
    try:
        source = _text(name, content, said)
    except FileRefused:
        return None
    return source if headings_in(recognised(source.tables[0], shipped(), layouts=[layout])) == layout.headings else None


def _text(name: str, content: bytes, said: Mapping[str, str]) -> Source:
    text = decoded(content, name, said["encoding"] or None)
    if text.text.lstrip().startswith("<"):
        raise FileRefused("other-format", file=name)
    separator = said["separator"] or separator_of(text.text)
    return Source(name, (text_table(text.text, name, separator),), text.encoding, text.doubts, separator)
