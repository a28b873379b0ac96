"""The lines of a file's preview: what each thing was taken for, what stands there, and what it may be instead."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from storage.reading.cells import text_of
from storage.reading.columns import HEADING_WITHIN, Sheet, fields_of, needed_of
from storage.reading.delimited import ENCODINGS
from storage.reading.grid import days_in
from storage.reading.results import Stranger
from storage.reading.words import shipped
from storage.text import name_key, word_key
from tui.cli.import_report import mark_text
from tui.preview import AS_TOLD, MEANS, NEW, REFUSED, Look, Said
from tui.reading_words import FIELDS, KINDS, PASS_OVER, SEPARATORS, field_text
from tui.wording import countries, country_name, date_text, mark, tr, trn

OURS = frozenset(("origin", "problem"))
"""Columns that an earlier refusal added: they are nobody's to set right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line: what it is about, what that was taken for, what stands there.

    ``options`` are the answers it may have, ``answer`` the one it has; ``is_said``: it was set right here. ``wrong``: it keeps rows from
    being taken. ``say`` makes of an answer what is said of the whole file then. One without it does what its ``key`` says.
    """

    key: str
    what: str
    means: str = ""
    stands: str = ""
    heads: bool = False
    options: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    is_said: bool = False
    wrong: bool = False
    say: Callable[[str], Said] | None = None


def entries(look: Look, drivers: Iterable[str]) -> Iterator[Entry]:
    """Yields the lines of a preview from top to bottom; ``drivers`` are the names of the book's own."""
    reading = look.reading
    if look.compares:
        yield Entry(key="compare", what=tr("Compare with the book"), means=tr("border crossings"), heads=True)
    elif reading is not None:
        means = tr("one change, one undo") if reading.changes else tr("nothing is new to the book")
        yield Entry(key="take", what=tr("Take it in"), means=means, heads=True)
        yield Entry(key="rows", what=tr("Row by row"), means=tr("why each row is not taken"), heads=True)
        if reading.spoilt:
            yield Entry(key="save", what=tr("Save the refused rows"), means=tr("to mend them in a file"), heads=True)
    yield from _names(look, list(drivers))
    if look.is_text:
        yield from _text(look)
    for sheet in look.sheets:
        yield from _sheet(look, sheet)


# --- names -----------------------------------------------------------------------------------------------------------------


def _names(look: Look, drivers: list[str]) -> Iterator[Entry]:
    said = look.said
    if not look.strangers:
        return
    new = [each for each in look.strangers if each.can_be_new and not each.is_new and not _meant(said, each)]

    def all_new(answer: str) -> Said:
        there = said
        for each in new:
            there = there.of_name(each, answer)
        return there

    options = ((NEW, tr("all are new drivers")), (REFUSED, tr("none is a new driver")))
    means = tr("Insert: all are new drivers") if new else ""
    yield Entry(
        key="names", what=tr("Names no driver has"), means=means, heads=True, options=options if new else (), say=all_new if new else None
    )
    for each in look.strangers:
        yield _name(said, each, drivers)


def _is_said(said: Said, each: Stranger) -> bool:
    return not said.hints.names.keys().isdisjoint(map(name_key, each.spellings))


def _meant(said: Said, each: Stranger) -> str:
    """Returns the known driver whom a name means, as it was said here or before; empty where it means none."""
    return said.hints.names.get(name_key(each.name), "") if _is_said(said, each) else each.remembered


def _name(said: Said, each: Stranger, drivers: list[str]) -> Entry:
    meant, is_said = _meant(said, each), _is_said(said, each)
    answer = MEANS + meant if meant else NEW if each.is_new or each.name in said.new else REFUSED
    first = (NEW, tr("new driver")), *(() if each.is_new else ((REFUSED, tr("nobody: its rows stay refused")),))
    known = dict.fromkeys((*each.near, *drivers))
    options = (*(first if each.can_be_new else first[1:]), *((MEANS + name, tr("it is {name}", name=name)) for name in known))
    rows = trn("{n} row", "{n} rows", each.rows)
    near = tr("near: {near}", near=", ".join(each.near)) if each.near else ""
    before = _before(bool(each.remembered) and not is_said)
    return Entry(
        key=f"name\t{each.name}",
        what=f"  {each.name}",
        means=tr("refused") if answer == REFUSED else dict(options).get(answer, meant),
        stands=" · ".join(filter(None, (before, rows, near))),
        options=options,
        answer=answer,
        is_said=is_said,
        wrong=answer == REFUSED,
        say=lambda answer: said.of_name(each, answer),
    )


# --- text ------------------------------------------------------------------------------------------------------------------


def _text(look: Look) -> Iterator[Entry]:
    said, source = look.said, look.source
    encoding, separator = (source.encoding, source.separator) if source else (said.encoding, said.separator)
    remembered = source.remembered if source else ()
    yield Entry(
        key="encoding",
        what=tr("Encoding of the text"),
        means=encoding or tr("not known"),
        stands=tr("letters look wrong? choose another") if source and source.doubts else _before("encoding" in remembered),
        heads=True,
        options=((AS_TOLD, _as_told()), *((name, name) for name in ENCODINGS)),
        answer=encoding,
        is_said=bool(said.encoding),
        wrong=source is None,
        say=lambda answer: replace(said, encoding="" if answer == AS_TOLD else answer),
    )
    if source:
        yield Entry(
            key="separator",
            what=tr("Between two cells"),
            means=tr(SEPARATORS[separator]),
            stands=_before("separator" in remembered),
            heads=True,
            options=((AS_TOLD, _as_told()), *((name, tr(words)) for name, words in SEPARATORS.items())),
            answer=separator,
            is_said=bool(said.separator),
            say=lambda answer: replace(said, separator="" if answer == AS_TOLD else answer),
        )


def _before(remembered: bool) -> str:
    return tr("as set right before") if remembered else ""


def _as_told() -> str:
    return tr("as the file itself tells it")


# --- sheets ----------------------------------------------------------------------------------------------------------------


def _sheet(look: Look, sheet: Sheet) -> Iterator[Entry]:
    said, name = look.said, sheet.table.name
    kind = sheet.kind or sheet.meant or ""
    lacks = "; ".join(" / ".join(map(field_text, group)) for group in sheet.lacks)
    stands = tr("lacks: {fields}", fields=lacks) if lacks else _of_sheet(look, sheet)
    means = tr(KINDS[kind]) if kind and (sheet.kind or lacks) else tr("passed over")
    if kind and not sheet.kind and not lacks:
        stands = tr("no such table was found in it")
    yield Entry(
        key=f"sheet\t{name}",
        what=tr("Sheet {sheet}", sheet=name),
        means=means,
        stands=stands,
        heads=True,
        options=((AS_TOLD, _as_told()), *((id, tr(words)) for id, words in KINDS.items()), (PASS_OVER, tr("passed over"))),
        answer=kind if sheet.kind or lacks else PASS_OVER,
        is_said=name in said.hints.kinds,
        wrong=bool(kind) and not sheet.kind,
        say=lambda answer: said.of_kind(name, answer),
    )
    if kind == "grid":
        yield _row_of(said, sheet, tr("row of dates"), _days(sheet), _date_rows(said, sheet))
        if sheet.kind:
            yield _drivers(said, sheet)
        yield from (_mark(look, sheet, each) for each in sheet.marks)
    elif kind and (sheet.kind or lacks):
        texts = ", ".join(sheet.names[:8]) if sheet.heading else ""
        yield _row_of(said, sheet, tr("headings"), texts, [("0", tr("there are none")), *_rows(sheet)])
        yield from _columns(said, sheet, kind)


def _of_sheet(look: Look, sheet: Sheet) -> str:
    if sheet.kind is None:
        return tr("its headings are not known") if sheet.table.name not in look.said.hints.kinds else ""
    rows = trn("{n} row", "{n} rows", len(sheet.table.rows) - sheet.heading)
    return " · ".join(filter(None, (_before(sheet.remembered), rows)))


def _rows(sheet: Sheet) -> list[tuple[str, str]]:
    """Returns the first rows that say anything, as answers."""
    rows = [(number, [text for cell in row if (text := text_of(cell))]) for number, row in enumerate(sheet.table.rows[:HEADING_WITHIN], 1)]
    return [(str(number), tr("row {row}: {texts}", row=number, texts=", ".join(texts))) for number, texts in rows if texts]


def _date_rows(said: Said, sheet: Sheet) -> list[tuple[str, str]]:
    """Returns those that can be the row of the dates of a grid."""
    few = said.hints.kinds.get(sheet.table.name) == "grid"
    return [(number, words) for number, words in _rows(sheet) if days_in(sheet.table, int(number), few=few)]


def _days(sheet: Sheet) -> str:
    if not sheet.days:
        return ""
    return tr("days from {first} to {last}", first=date_text(min(sheet.days.values())), last=date_text(max(sheet.days.values())))


def _row_of(said: Said, sheet: Sheet, what: str, stands: str, rows: list[tuple[str, str]]) -> Entry:
    """Returns the line of the row that columns are told by."""
    name = sheet.table.name
    return Entry(
        key=f"headings\t{name}",
        what=f"  {what}",
        means=tr("row {row}", row=sheet.heading) if sheet.heading else tr("none"),
        stands=stands,
        options=((AS_TOLD, _as_told()), *rows),
        answer=str(sheet.heading),
        is_said=name in said.hints.headings,
        say=lambda answer: said.of_headings(name, answer),
    )


def _drivers(said: Said, sheet: Sheet) -> Entry:
    """Returns the line of the column of a grid's drivers."""
    name, names, column = sheet.table.name, sheet.names, sheet.columns["driver"]
    told = next((key for key, meaning in said.hints.within.get(name, {}).items() if meaning == "driver"), "")
    beside = [(each, sheet.samples(place)) for place, each in enumerate(names) if place not in sheet.days]
    return Entry(
        key=f"drivers\t{name}",
        what=f"  {tr('column of drivers')}",
        means=names[column],
        stands=" · ".join(sheet.samples(column)),
        options=((AS_TOLD, _as_told()), *((word_key(each), ": ".join((each, ", ".join(texts)))) for each, texts in beside if texts)),
        answer=word_key(names[column]),
        is_said=bool(told),
        say=lambda answer: said.of_column(name, told, AS_TOLD) if answer == AS_TOLD else said.of_column(name, answer, "driver"),
    )


def _columns(said: Said, sheet: Sheet, kind: str) -> Iterator[Entry]:
    names = sheet.names
    field_at = {column: field for field, column in sheet.columns.items()}
    holds = {field: names[column] for field, column in sheet.columns.items()}
    known = fields_of(kind, shipped()) - OURS
    needed = needed_of(kind)
    fields = [(field, _holding(field, holds)) for field in sorted(FIELDS, key=lambda field: field not in needed) if field in known]
    said_here = said.hints.within.get(sheet.table.name, {})
    for column, name in enumerate(names):
        samples, field = sheet.samples(column), field_at.get(column, "")
        is_said = word_key(name) in said_here
        if field in OURS or not (samples or field or is_said):
            continue
        passed = column in sheet.passed
        yield Entry(
            key=f"column\t{sheet.table.name}\t{word_key(name)}",
            what=f"  {name}",
            means=tr("passed over") if passed else _meaning(field or "note"),
            stands=" · ".join(samples),
            options=((AS_TOLD, _as_told()), *fields, (PASS_OVER, tr("passed over"))),
            answer=field or (PASS_OVER if passed else "note"),
            is_said=is_said,
            say=_of_column(said, sheet, name),
        )


def _of_column(said: Said, sheet: Sheet, column: str) -> Callable[[str], Said]:
    """Returns what says of a column what it is; where there are no headings that is said too, for its letters to be its name."""
    name = sheet.table.name
    there = said if sheet.heading else said.of_headings(name, "0")
    return lambda answer: there.of_column(name, column, answer)


def _meaning(field: str) -> str:
    return tr("kept as a note") if field == "note" else field_text(field)


def _holding(field: str, holds: dict[str, str]) -> str:
    """Returns the name of a field, with the column that has it now."""
    return f"{_meaning(field)} ({holds[field]})" if field in holds and field != "note" else _meaning(field)


# --- marks -----------------------------------------------------------------------------------------------------------------

_GREY, _BLUE, _SKY = mark("grey"), mark("blue"), mark("light blue")
_COLOURS = (
    (15, mark("red")),
    (42, mark("orange")),
    (70, mark("yellow")),
    (165, mark("green")),
    (200, _SKY),
    (255, _BLUE),
    (295, mark("violet")),
    (345, mark("pink")),
    (360, mark("red")),
)
"""The names of colours by the angle up to which they go."""
GREYISH, DARK, PALE, SKY = 0.1, 0.05, 0.97, 0.6
"""Below this share of colour it is grey, outside these lightnesses too; a blue that is lighter than the last is light blue."""


def mark_name(mark: str) -> str:
    """Returns a letter of a grid as it stands, a colour by its name."""
    digits = mark.removeprefix("#")
    if digits == mark:
        return mark
    if len(digits) != 6:
        return tr("colour {code}", code=digits)
    try:
        red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return tr("colour {code}", code=digits)
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    named = next(name for last, name in _COLOURS if hue * 360 <= last)
    if full < GREYISH or not DARK < light < PALE:
        named = _GREY
    elif named == _BLUE and light > SKY:
        named = _SKY
    return f"{tr(named)} {mark}"


def _mark(look: Look, sheet: Sheet, each: str) -> Entry:
    said, meant, words = look.said, sheet.marks[each], shipped()
    both = tr("Russia and Belarus")
    texts = [*map(country_name, ("RU", "BY")), both, *(country_name(code) for code in countries() if code not in ("RU", "BY"))]
    options = [(text, text) for text in texts if words.mark(text) is not None]
    days = look.days.get((sheet.table.name, each))
    answer = PASS_OVER if meant == () else next((text for text, _ in options if words.mark(text) == meant), AS_TOLD)
    return Entry(
        key=f"mark\t{sheet.table.name}\t{each}",
        what=f"  {mark_name(each)}",
        means=mark_text(meant),
        stands=trn("{n} day, first {day}", "{n} days, first {day}", days[0], day=date_text(days[1])) if days else "",
        options=((AS_TOLD, _as_told()), (PASS_OVER, mark_text(())), *options),
        answer=answer,
        is_said=each in said.hints.marks,
        wrong=meant is None,
        say=lambda answer: said.of_mark(each, answer),
    )
