"""What a person sets right about a file on the command line: ``Heading=meaning``, ``Sheet=kind``, ``Mark=meaning``, ``Name=driver``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

import click

from storage.reading import Hints, Source
from storage.reading.columns import fields_of
from storage.reading.table import Table, names_of
from storage.reading.words import shipped
from storage.text import name_key, word_key
from tui.reading_words import FIELDS, KINDS, PASS_OVER
from tui.wording import tr

K = TypeVar("K")
T = TypeVar("T")


def hints_for(
    source: Source,
    columns: Iterable[str] = (),
    sheets: Iterable[str] = (),
    rows: Iterable[str] = (),
    marks: Iterable[str] = (),
    people: Iterable[str] = (),
) -> Hints:
    """Returns what was said of a source. Raises ``UsageError`` for a heading, sheet or meaning that is none."""
    names = {table.name: table.name for table in source.tables}
    said = _pairs(columns, lambda text: _column(text, source), _field)
    within = {name: {key: field for (sheet, key), field in said.items() if sheet == name} for name, _ in said if name}
    return Hints(
        columns={key: field for (sheet, key), field in said.items() if not sheet},
        within=within,
        names=_pairs(people, name_key, lambda text: "" if text == PASS_OVER else text),
        kinds=_pairs(sheets, lambda text: _known(text, names, tr("sheet")), lambda text: _known(text, _worded(KINDS), tr("kind of sheet"))),
        headings=_pairs(rows, lambda text: _known(text, names, tr("sheet")), _row),
        marks=_pairs(marks, str, _mark),
    )


def _pairs(texts: Iterable[str], key: Callable[[str], K], value: Callable[[str], T]) -> dict[K, T]:
    pairs = {}
    for text in texts:
        left, equals, right = text.rpartition("=")
        if not equals:
            raise click.UsageError(tr("“{text}”: write it as Name=meaning.", text=text))
        pairs[key(left.strip())] = value(right.strip())
    return pairs


def _worded(codes: Mapping[str, str]) -> dict[str, str]:
    """Returns codes by their own names and by the words for them in the language in use."""
    return {PASS_OVER: "", **{code: code for code in codes}, **{tr(text): code for code, text in codes.items()}}


def _known(text: str, known: Mapping[str, T], what: str) -> T:
    found = {word_key(name): value for name, value in known.items()}
    if word_key(text) not in found:
        raise click.UsageError(tr("“{text}” is no {what}. There are: {known}.", text=text, what=what, known=", ".join(known)))
    return found[word_key(text)]


def _column(text: str, source: Source) -> tuple[str, str]:
    """Returns the sheet that a column is said to stand in, as ``Sheet!Heading``, empty for any, and its name as it is compared."""
    head, mark, heading = text.partition("!")
    sheet, key = (head, word_key(heading)) if mark and head in {table.name for table in source.tables} else ("", word_key(text))
    tables = [table for table in source.tables if sheet in ("", table.name)]
    if not any(key == word_key(name) for table in tables for name in _names(table)):
        raise click.UsageError(tr("There is no heading “{text}” in {file}.", text=text, file=source.name))
    return sheet, key


def _names(table: Table) -> Iterator[str]:
    """Yields what the columns of a table may be called: by their letters, or by any of its rows as the headings."""
    yield from names_of([""] * len(table.rows[0]))
    for row in table.rows:
        yield from names_of(row)


def _field(text: str) -> str:
    fields = {name for kind in KINDS if kind != "grid" for name in fields_of(kind, shipped())}
    return _known(text, _worded({name: FIELDS[name] for name in FIELDS if name in fields}), tr("meaning of a column"))


def _row(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise click.UsageError(tr("“{text}” is no number of a row.", text=text))
    return int(text)


def _mark(text: str) -> str:
    if shipped().mark(text) is None:
        raise click.UsageError(tr("“{text}” names no country. Write one, two as “Russia and Belarus”, or - for none.", text=text))
    return text
