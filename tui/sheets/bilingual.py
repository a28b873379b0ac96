"""A sheet in two languages side by side: the same sheet made twice, laid together text by text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tui.sheets.page import Block, Fact, Facts, Figures, Heading, Parallel, Prose, Sheet, Signature, Table, YearStrip
from tui.wording import LANGUAGES, speaking

PAIRS = ("ru+kk", "ru+en")
"""The pairs of languages that a sheet can be made in."""
_PARTS = re.compile(r"(?:[:,]| ·) ")
_DATED = re.compile(r"[\d.]+[,;] ")
CHOICES = (*LANGUAGES, *PAIRS)
"""What a sheet can be asked for in."""


def in_languages(code: str, make: Callable[[], Sheet]) -> Sheet:
    """Returns the sheet that ``make`` words, in a language or in a pair of ``CHOICES``."""
    made = []
    for language in code.split("+"):
        with speaking(language):
            made.append(make())
    return made[0] if len(made) == 1 else _together(*made)


def _together(first: Sheet, second: Sheet) -> Sheet:
    return replace(
        first,
        title=_both(first.title, second.title),
        blocks=tuple(map(_laid, first.blocks, second.blocks)),
        closing=tuple(map(_laid, first.closing, second.closing)),
        numbering=_both(first.numbering, second.numbering),
    )


def _both(first: str, second: str) -> str:
    """Returns two texts as one.

    What both end with after a colon, a comma or a point in the middle, such as a number, stands once, and a date they both begin with.
    """
    if first == second or not second:
        return first
    if (begun := _DATED.match(first)) and second.startswith(begun[0]):
        second = second.removeprefix(begun[0])
    end = next((first[at.start() :] for at in _PARTS.finditer(first) if second.endswith(first[at.start() :])), "")
    return f"{first.removesuffix(end)} / {second.removesuffix(end)}{end}"


def _texts(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_both, first, second))


def _laid(first: Block, second: Block) -> Block:
    """Returns two blocks that say the same in two languages as one."""
    match first, second:
        case Heading(), Heading():
            return Heading(_both(first.title, second.title), _both(first.aside, second.aside), first.name)
        case Facts(), Facts():
            return replace(first, facts=tuple(map(_fact, first.facts, second.facts)), title=_both(first.title, second.title))
        case Figures(), Figures():
            return Figures(tuple(map(_figure, first.facts, second.facts)))
        case Table(), Table():
            return _table(first, second)
        case YearStrip(), YearStrip():
            return _strip(first, second)
        case Prose(), Prose():
            return Parallel(first, second)
        case Signature(), Signature():
            captions = _texts(first.captions, second.captions)
            return Signature(_both(first.statement, second.statement), captions, _both(first.stamp, second.stamp))
    return first


def _fact(first: Fact, second: Fact) -> Fact:
    return Fact(_both(first.label, second.label), _both(first.value, second.value), first.strong)


def _figure(first: Fact, second: Fact) -> Fact:
    """A figure is read in any language: only what is words alone stands there twice."""
    is_figure = any(letter.isdigit() for letter in first.value)
    return Fact(_both(first.label, second.label), first.value if is_figure else _both(first.value, second.value), first.strong)


def _table(first: Table, second: Table) -> Table:
    return Table(
        _both(first.title, second.title),
        tuple(replace(one, title=_both(one.title, other.title)) for one, other in zip(first.columns, second.columns, strict=True)),
        tuple(map(_texts, first.rows, second.rows)),
        first.total,
        _both(first.empty, second.empty),
    )


def _strip(first: YearStrip, second: YearStrip) -> YearStrip:
    """The letters on the days are those of the first language; the legend says in both what they stand for."""
    return replace(
        first,
        months=tuple(replace(one, name=_both(one.name, other.name)) for one, other in zip(first.months, second.months, strict=True)),
        sum_titles=_texts(first.sum_titles, second.sum_titles),
        legend=tuple((cell, _both(one, other)) for (cell, one), (_, other) in zip(first.legend, second.legend, strict=True)),
    )
