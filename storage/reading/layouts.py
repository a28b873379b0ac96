"""What the office said of a file, kept with the book for the next one of the same layout: its columns, its marks, whom its names mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from storage.reading.columns import Sheet, kept_of
from storage.reading.draft import BookView
from storage.reading.hints import Hints
from storage.records import Layout, NameMeant
from storage.text import word_key


def headings_in(sheet: Sheet) -> tuple[str, ...] | None:
    """Returns the headings that the layout of a sheet is known by, none for a grid; None where nothing can be kept of it."""
    if sheet.kind == "grid":
        return ()
    return sheet.headings if sheet.kind and sheet.heading else None


def by_headings(layouts: Iterable[Layout]) -> dict[tuple[str, ...], Layout]:
    """Returns layouts by their headings, of several with the same ones, as two laptops may have made them, the last."""
    return {layout.headings: layout for layout in layouts}


def names_kept(sheets: Iterable[Sheet], book: BookView) -> dict[str, str]:
    """Returns whom names were said to mean in tables like these: names, as they are compared, with the ids of the drivers."""
    kept = by_headings(book.all(Layout))
    here = (kept[headings] for sheet in sheets if (headings := headings_in(sheet)) in kept)
    return {each.name: each.driver for layout in here for each in layout.names}


def layouts_of(
    sheets: Iterable[Sheet], book: BookView, hints: Hints, names: Mapping[str, Mapping[str, str]], text: Mapping[str, str]
) -> Iterator[Layout]:
    """Yields what was said of these sheets as records, added to what the book has of tables with their headings.

    ``names`` gives the name of a sheet the names in it of which something was said, with the ids of the drivers, empty for nobody's.
    ``text`` are encoding and separator as far as they were named.
    """
    kept = by_headings(book.all(Layout))
    for sheet in sheets:
        headings = headings_in(sheet)
        if headings is None:
            continue
        name, columns = sheet.table.name, set(map(word_key, sheet.names))
        old = kept.get(headings, Layout(headings=headings))
        said = {key: meaning for key, meaning in hints.of_columns(name).items() if key in columns and (headings or meaning == "driver")}
        here = names.get(name, {})
        meant = [NameMeant(name=key, driver=driver) for key, driver in here.items() if driver]
        new = replace(
            old,
            kind=(hints.kinds.get(name) if headings else None) or old.kind,
            columns={**kept_of(old, said), **said},
            marks={**old.marks, **{mark: meaning for mark, meaning in hints.marks.items() if mark in sheet.marks}},
            names=(*(each for each in old.names if each.name not in here), *meant),
            heading=old.heading if headings else hints.headings.get(name, old.heading),
            **text,
        )
        if new != old or (headings and name in hints.headings and headings not in kept):
            kept[headings] = new
            yield new
