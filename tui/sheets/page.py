"""The page model: what stands on a sheet of paper, as frozen values with every text already worded.

PDF and plain text are both made from a ``Sheet`` and from nothing else, so that they cannot differ. A block says what
it is (figures, a table, a year), never where it stands or how large it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Shade(StrEnum):
    """What happened on a day of the year strip, or how much is left on it. Each is drawn unlike the others without colour too."""

    NONE = "none"
    """No such date, or a day to come of which nothing is said."""
    OUTSIDE = "outside"
    FIRST = "first"
    """Inside, in the rule's first country."""
    SECOND = "second"
    """Inside, in another country of the rule."""
    BOTH = "both"
    UNCOUNTED = "uncounted"
    OVER = "over"
    PLANNED = "planned"
    PLANNED_OVER = "planned-over"
    ENOUGH = "enough"
    FEW = "few"
    NOTHING_LEFT = "nothing-left"
    UNJUDGED = "unjudged"


class Mark(StrEnum):
    """What else is to be seen on a day, on top of its shade."""

    OPEN = "open"
    """Inside, with no exit date yet."""
    TODAY = "today"
    """The date the figures are for."""
    LAST = "last"
    """The last day within the rule."""
    LINE = "line"
    """The first day beyond the limit that stands without any paper."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the strip: one or two letters or digits, its shade and its marks."""

    text: str = ""
    shade: Shade = Shade.NONE
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Month:
    """A row of the strip: the month's name, a cell for each of 31 days, and its sums, one for each of the strip's sum titles."""

    name: str
    cells: tuple[Cell, ...]
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearStrip:
    """Twelve months of 31 days, the totals of its sums, and what each kind of cell on it means."""

    title: str
    months: tuple[Month, ...]
    sum_titles: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    legend: tuple[tuple[Cell, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The first thing on the sheet: what it is, on the right what it is for, and beneath whom it is about."""

    title: str
    aside: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts side by side in as many columns as said, read down each column; ``roomy`` leaves room to write by hand."""

    facts: tuple[Fact, ...]
    columns: int = 2
    title: str = ""
    roomy: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The few figures that must be seen first, drawn large; each fact's label stands over it."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``wraps`` says that its texts may be broken into lines; ``right`` that they are figures; ``leads`` that they say what the row is about.
    """

    title: str
    wraps: bool = False
    right: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings that are repeated on every page; ``empty`` is said where there is no row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs under a title; ``small`` is for the foot, ``listed`` puts a dash before each."""

    paragraphs: tuple[str, ...]
    title: str = ""
    small: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same prose in two languages, side by side."""

    first: Prose
    second: Prose


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: what is signed, a line over each caption, and where the stamp goes."""

    statement: str
    captions: tuple[str, ...]
    stamp: str = ""


Block = Heading | Facts | Figures | Table | YearStrip | Prose | Parallel | Signature


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document, a page of A4 where it can be.

    ``title`` names it in a viewer and at the top of later pages; ``closing`` stands at the bottom of its last page.
    ``numbering`` is the text of a page's number, with ``{page}`` and ``{pages}`` in it.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    closing: tuple[Block, ...] = ()
    numbering: str = "{page}/{pages}"
    author: str = ""

    def texts(self) -> Iterator[str]:
        """Yields every text on the sheet, in the order it is read."""
        yield self.title
        for block in (*self.blocks, *self.closing):
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from (block.title, block.aside, block.name)
        case Facts():
            yield block.title
            yield from _fact_texts(block.facts)
        case Figures():
            yield from _fact_texts(block.facts)
        case Table():
            yield block.title
            yield from (column.title for column in block.columns)
            for row in (*block.rows, block.total):
                yield from row
            if not block.rows:
                yield block.empty
        case YearStrip():
            yield from _strip_texts(block)
        case Prose():
            yield from (block.title, *block.paragraphs)
        case Parallel():
            yield from (*_texts(block.first), *_texts(block.second))
        case Signature():
            yield from (block.statement, *block.captions, block.stamp)


def _fact_texts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        yield fact.label
        yield fact.value


def _strip_texts(strip: YearStrip) -> Iterator[str]:
    yield strip.title
    yield from (*strip.sum_titles, *strip.totals)
    for month in strip.months:
        yield month.name
        yield from (cell.text for cell in month.cells)
        yield from month.sums
    for cell, meaning in strip.legend:
        yield cell.text
        yield meaning
