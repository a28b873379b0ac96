"""What would be taken of a file, and what a person sets right about it on screen: each answer makes the same hints as the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from storage.reading import NO_HINTS, BookView, FileRefused, Hints, Reading, Source, read_source, source_of
from storage.reading.columns import Sheet
from storage.reading.grid import marks_in
from storage.reading.reader import Progress, sheets_of
from storage.reading.results import Stranger
from storage.reading.words import shipped
from storage.records import Layout
from storage.text import name_key, word_key
from tui.reading_words import PASS_OVER

AS_TOLD = "as-told"
"""The answer by which nothing is set right any more: the file is asked again."""
REFUSED = "refused"
"""The answer that a name is nobody's: its rows stay refused."""
NEW = "new"
"""The answer that a name is a new driver's."""
MEANS = "means "
"""What an answer begins with by which a name means a driver, whose name follows."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Said:
    """What was set right: hints, the names taken as new drivers, encoding and separator where they are not the file's own word."""

    hints: Hints = NO_HINTS
    new: frozenset[str] = frozenset()
    encoding: str = ""
    separator: str = ""

    def of_column(self, sheet: str, column: str, meaning: str) -> Said:
        """Says what a column of a sheet is, ``PASS_OVER`` for nothing. What another was said to be goes from it; notes may be many."""
        key, wanted, before = word_key(column), "" if meaning == PASS_OVER else meaning, self.hints.within.get(sheet, {})
        kept = {name: meant for name, meant in before.items() if name != key and (meant != wanted or meant in ("", "note"))}
        said = kept if meaning == AS_TOLD else {**kept, key: wanted}
        return replace(self, hints=replace(self.hints, within=_with(self.hints.within, sheet, said or None)))

    def of_kind(self, sheet: str, kind: str) -> Said:
        """Says what a sheet is, ``PASS_OVER`` for nothing."""
        wanted = None if kind == AS_TOLD else "" if kind == PASS_OVER else kind
        return replace(self, hints=replace(self.hints, kinds=_with(self.hints.kinds, sheet, wanted)))

    def of_headings(self, sheet: str, row: str) -> Said:
        """Says in which row the headings of a sheet stand, 0 for none."""
        wanted = None if row == AS_TOLD else int(row)
        return replace(self, hints=replace(self.hints, headings=_with(self.hints.headings, sheet, wanted)))

    def of_mark(self, mark: str, words: str) -> Said:
        """Says what a mark of a grid means, in the words of a legend."""
        return replace(self, hints=replace(self.hints, marks=_with(self.hints.marks, mark, None if words == AS_TOLD else words)))

    def of_name(self, stranger: Stranger, answer: str) -> Said:
        """Says whom a name means: a new driver, a known one, or nobody; what was remembered of it holds no more."""
        keys = {name_key(name) for name in stranger.spellings}
        names = {key: driver for key, driver in self.hints.names.items() if key not in keys}
        if answer != AS_TOLD:
            names |= dict.fromkeys(keys, answer.removeprefix(MEANS) if answer.startswith(MEANS) else "")
        new = self.new - {stranger.name} | ({stranger.name} if answer == NEW else set())
        return replace(self, new=new, hints=replace(self.hints, names=names))


def _with(said: Mapping[str, V], key: str, value: V | None) -> dict[str, V]:
    rest = {name: kept for name, kept in said.items() if name != key}
    return rest if value is None else {**rest, key: value}


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was read with what was said of it: ``reading`` where something can be taken, else ``refused``.

    ``is_text``: its encoding may be another. ``opened_by``: encoding and separator as they were said, and the layouts that were known,
    which its tables hang on. ``strangers`` are the names that no driver has, those that meanwhile were said to mean somebody too; ``days``
    how many days each mark of a grid stands on, by sheet and mark, and the first of them.
    """

    said: Said
    is_text: bool
    opened_by: tuple[str, str, tuple[Layout, ...]]
    source: Source | None = None
    sheets: tuple[Sheet, ...] = ()
    reading: Reading | None = None
    refused: FileRefused | None = None
    strangers: tuple[Stranger, ...] = ()
    days: Mapping[tuple[str, str], tuple[int, date]] = field(default_factory=dict)

    @property
    def compares(self) -> bool:
        """Tells whether it is a list of crossings, to be compared with the book."""
        return self.refused is not None and self.refused.code == "crossings"


def look(
    name: str,
    content: bytes,
    said: Said,
    book: BookView,
    on: date,
    before: Look | None = None,
    progress: Progress | None = None,
) -> Look:
    """Reads a file with what is said of it. Of what was seen of it ``before`` the strangers stay, the tables where they are the same."""
    from storage.reading.workbook import is_workbook

    layouts = tuple(book.all(Layout))
    seen = Look(said, not is_workbook(content), (said.encoding, said.separator, layouts), strangers=before.strangers if before else ())
    source = before.source if before and before.opened_by == seen.opened_by else None
    try:
        source = source or source_of(name, content, encoding=said.encoding or None, separator=said.separator or None, layouts=layouts)
    except FileRefused as refused:
        return replace(seen, refused=refused)
    sheets = sheets_of(source, book, said.hints)
    days = {place: found for sheet in sheets if sheet.kind == "grid" for place, found in _days(sheet).items()}
    seen = replace(seen, source=source, sheets=sheets, days=days)
    try:
        reading = read_source(source, book, on, new_drivers=said.new or False, hints=said.hints, progress=progress)
    except FileRefused as refused:
        return replace(seen, refused=refused)
    strangers = {each.name: each for each in (*seen.strangers, *reading.strangers)}
    return replace(seen, reading=reading, strangers=tuple(strangers.values()))


def _days(sheet: Sheet) -> dict[tuple[str, str], tuple[int, date]]:
    inks, words = sheet.table.inks(), shipped()
    found: dict[tuple[str, str], tuple[int, date]] = {}
    for row in sheet.rows():
        if not row.text("driver") or words.is_total(row.text("driver")):
            continue
        for day, letters, ink in marks_in(row.number - 1, row.cells, sheet.days, inks):
            for mark in {letters, ink} & sheet.marks.keys():
                count, first = found.get((sheet.table.name, mark), (0, day))
                found[sheet.table.name, mark] = count + 1, min(first, day)
    return found
