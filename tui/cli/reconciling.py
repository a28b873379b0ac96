"""``haulbook reconcile``: the book against a list of border crossings from elsewhere, and taking the list's word over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from storage.book import RecordBook
from storage.plain import iso
from storage.reading import FileRefused, source_of
from storage.reading.crossings import CrossingList, read_crossings
from storage.reading.delimited import ENCODINGS
from storage.reconciling import Comparison, Line, reconciled, taken
from storage.records import Basis, Layout
from storage.stretches import Span
from tui.cli.arguments import as_of, named_drivers
from tui.cli.context import Failure
from tui.cli.hints import hints_for
from tui.cli.importing import content_at
from tui.cli.status import existing_book
from tui.reading_words import refusal_text, unread_text
from tui.reconcile_words import apart_text, effect_text, line_text, outer_text, summary_text, taken_text
from tui.wording import tr, trn

ALL = "all"
_BASES = (Basis.TOLD.value, Basis.OFFICIAL.value)


@click.command("reconcile")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("drivers", metavar="[DRIVER]...", nargs=-1)
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.option("--take", "wanted", metavar="NUMBERS", help="Take the list's word over: numbers such as 1,3, or all that the list has.")
@click.option("--basis", type=click.Choice(_BASES), default=_BASES[0], show_default=True, help="How the dates of the list are known.")
@click.option("--column", "columns", metavar="HEADING=MEANING", multiple=True, help="What a column means; - passes it over.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="The encoding of a text, where it is not told rightly.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def reconcile_command(
    ctx: click.Context,
    file: Path,
    drivers: tuple[str, ...],
    on_text: str | None,
    wanted: str | None,
    basis: str,
    columns: tuple[str, ...],
    encoding: str | None,
    as_json: bool,
) -> None:
    """Compares the book with a list of border crossings: any table with a driver, a date, a direction and a country, or of trips.

    Shows which dates agree, which differ, which are missing on either side, and what each difference does to the count. --take takes
    differences over by their numbers, in one change; what the list has not is taken out of the book only by its own number. Ends with
    1 while there are differences or rows that could not be read.
    """
    on = as_of(on_text)
    with existing_book(ctx.obj, write=wanted is not None) as book:
        chosen = [driver.id for driver in named_drivers(drivers, book.drivers())] if drivers else None
        try:
            source = source_of(*content_at(file), encoding=encoding, layouts=book.all(Layout))
            listed = read_crossings(source, book, on, hints_for(source, columns))
        except FileRefused as error:
            raise Failure(refusal_text(error)) from error
        found = reconciled(book, listed.crossings, on, chosen)
        if wanted is not None:
            _take(book, listed, found, wanted, Basis(basis))
            found = reconciled(book, listed.crossings, on, chosen)
    click.echo(json.dumps(_json(listed, found), ensure_ascii=False, indent=2) if as_json else "\n".join(_report(listed, found, on)))
    ctx.exit(1 if _numbered(found) or listed.refused else 0)


def _numbered(found: Sequence[Comparison]) -> list[Line]:
    """Returns the lines that do not agree, in the order of their numbers."""
    return [line for compared in found for line in compared.lines if not line.agrees]


def _take(book: RecordBook, listed: CrossingList, found: Sequence[Comparison], wanted: str, basis: Basis) -> None:
    lines = _numbered(found)
    chosen = [line for line in lines if line.theirs] if wanted == ALL else [lines[number - 1] for number in _numbers(wanted, len(lines))]
    lost = [line for line in chosen if not line.can_be_taken]
    if lost and wanted != ALL:
        raise click.UsageError(f"{line_text(lost[0])}: {effect_text(lost[0])}")
    whose = {line.driver for line in chosen if line.can_be_taken}
    names = [compared.driver.name for compared in found if compared.driver.id in whose]
    commit = book.commit(taken(book, chosen, basis), taken_text(listed.file, names))
    done = len(chosen) - len(lost) if commit else 0
    click.echo(trn("{n} difference was taken over.", "{n} differences were taken over.", done), err=True)


def _numbers(text: str, most: int) -> list[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not all(part.isascii() and part.isdigit() and 1 <= int(part) <= most for part in parts):
        raise click.UsageError(tr("“{text}”: give numbers of differences from 1 to {most}, or all.", text=text, most=most))
    return sorted({int(part) for part in parts})


def _report(listed: CrossingList, found: Sequence[Comparison], on: date) -> list[str]:
    lines = [trn("{file}: {n} crossing", "{file}: {n} crossings", len(listed.crossings), file=listed.file)]
    number = 0
    for compared in found:
        lines.append(summary_text(compared))
        if compared.outer and compared.over:
            lines.append(f"    {outer_text()}")
        if compared.apart:
            lines.append(f"    {apart_text(compared.apart)}")
        for line in compared.lines:
            if not line.agrees:
                number += 1
                lines += [f"{number:>3} {line_text(line)}", f"    {effect_text(line)}"]
    for row in listed.refused:
        lines.append(unread_text(row))
    return lines


def _json(listed: CrossingList, found: Sequence[Comparison]) -> dict[str, object]:
    numbers = {id(line): number for number, line in enumerate(_numbered(found), 1)}
    return {
        "file": listed.file,
        "crossings": len(listed.crossings),
        "refused": [{"sheet": row.sheet, "row": row.row, "problem": row.problem} for row in listed.refused],
        "drivers": [
            {
                "driver": compared.driver.name,
                "id": compared.driver.id,
                "outer_only": compared.outer,
                "not_compared": list(compared.apart),
                "dates": {name.replace("-", "_"): compared.dates(name) for name in ("agrees", "differs", "not-in-book", "not-in-list")},
                "differences": [{"number": numbers[id(line)], **_line_json(line)} for line in compared.lines if not line.agrees],
            }
            for compared in found
        ],
    }


def _line_json(line: Line) -> dict[str, object]:
    effect = line.effect
    return {
        "country": line.country,
        "book": _span_json(line.ours),
        "list": _span_json(line.theirs),
        "entry": line.entry,
        "exit": line.exit,
        "hindrance": line.hindrance,
        "count": {"on": effect.on.isoformat(), "before": effect.before, "after": effect.after} if effect else None,
    }


def _span_json(span: Span | None) -> dict[str, str | None] | None:
    if span is None:
        return None
    return {"entry": iso(span.entry), "exit": iso(span.exit)}
