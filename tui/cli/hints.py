"""What a person sets right about a file on the command line: ``Heading=meaning``, ``Sheet=kind``, ``Sheet=row``, ``Mark=meaning``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import click

from storage.reading import Hints, Source
from storage.reading.columns import fields_of, headings_of
from storage.reading.words import shipped
from storage.text import word_key
from tui.reading_words import FIELDS, KINDS
from tui.wording import tr

PASS_OVER = "-"
"""What says that a column, a sheet or a mark means nothing."""
T = TypeVar("T")


def hints_for(source: Source, columns: Iterable[str], sheets: Iterable[str], rows: Iterable[str], marks: Iterable[str]) -> Hints:
    """Returns what was said of a source. Raises ``UsageError`` for a heading, sheet or meaning that is none."""
    names = {table.name: table.name for table in source.tables}
    return Hints(
        columns=_pairs(columns, lambda text: _heading(text, source), _field),
        kinds=_pairs(sheets, lambda text: _known(text, names, tr("sheet")), lambda text: _known(text, _worded(KINDS), tr("kind of sheet"))),
        headings=_pairs(rows, lambda text: _known(text, names, tr("sheet")), _row),
        marks=_pairs(marks, str, _mark),
    )


def _pairs(texts: Iterable[str], key: Callable[[str], str], value: Callable[[str], T]) -> dict[str, T]:
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


def _heading(text: str, source: Source) -> str:
    headings = {key for table in source.tables for row in table.rows for key in headings_of(row)}
    if word_key(text) not in headings:
        raise click.UsageError(tr("There is no heading “{text}” in {file}.", text=text, file=source.name))
    return word_key(text)


def _field(text: str) -> str:
    fields = {name for kind in KINDS if kind != "grid" for name in fields_of(kind, shipped())}
    return _known(text, _worded({name: FIELDS[name] for name in FIELDS if name in fields}), tr("meaning of a column"))


def _row(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise click.UsageError(tr("“{text}” is no number of a row.", text=text))
    return int(text)


def _mark(text: str) -> str:
    if shipped().mark(text) is None:
        raise click.UsageError(tr("“{text}” names no country. Write one, two as “Russia and Belarus”, or - for none.", text=text))
    return text
