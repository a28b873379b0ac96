"""What an import says of a file: each row that was not taken and why, what was changed, what was passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from storage.plain import plain
from storage.reading import FieldChange, Outcome, Problem, Reading, RowResult, SheetResult
from storage.records import Basis
from tui.reading_words import KINDS, NEAR_SHOWN, PROBLEMS, SEPARATORS, all_expected, expected_text, field_text, problem_text
from tui.sheets.words import basis_text
from tui.wording import country_name, date_text, mark, tr, trn

_TOGETHER = frozenset(("told-between", "paper-country-unknown"))
"""Remarks that are said once, with the rows they are about."""
_OF_GRIDS = frozenset(("grid-begins", "grid-ends"))
"""Remarks that rows of one sheet share."""


def report_lines(reading: Reading, on: date, *, dry_run: bool) -> list[str]:
    """Returns the report on a file as lines of text: what was taken, then what needs a person, then what was passed over."""
    return [
        tr("{file}, read on {day}", file=reading.file, day=date_text(on)),
        *map(tr, (_DOUBTS[doubt] for doubt in reading.doubts)),
        *_text(reading),
        *_sheets(reading),
        counts_text(reading),
        *rows_lines(reading),
        *([tr("Nothing was changed: this was a dry run.")] if dry_run else []),
    ]


def counts_text(reading: Reading, *, all: bool = True) -> str:
    """Returns how many rows had each outcome; unless ``all`` are wanted, those that none had are left out, but for the taken."""
    counted = zip(reading.counts.values(), _counts(reading), strict=True)
    return "; ".join(text for place, (n, text) in enumerate(counted) if all or n or not place)


def rows_lines(reading: Reading, *, on_screen: bool = False) -> list[str]:
    """Returns what is said of rows, part by part under its title; what was expected is worded for the command line or the screen."""
    return [
        *_part(tr("Could not be taken:"), _refusals(reading, on_screen)),
        *_part(tr("Changed:"), (line for row in reading.of_outcome("changed") for line in _changed(row))),
        *_part(tr("Taken, but look at these:"), _remarks(reading)),
        *_part(tr("Names that mean whom they were said to mean before:"), _remembered(reading)),
        *_part(tr("New drivers, citizenship not known:"), _new_drivers(reading)),
        *_part(tr("Columns that nobody knows, kept as notes:"), _unknown_columns(reading)),
        *_part(tr("Passed over:"), _passed_over(reading)),
    ]


def report_json(reading: Reading, on: date, *, dry_run: bool) -> dict[str, object]:
    """Returns the report on a file as data; the sentences in it are those of the text."""
    return {
        "file": reading.file,
        "on": on.isoformat(),
        "dry_run": dry_run,
        "counts": {outcome.replace("-", "_"): n for outcome, n in reading.counts.items()},
        "refused": [_row_json(row) for row in reading.of_outcome("refused")],
        "passed_over": [_row_json(row) for row in reading.of_outcome("passed-over")],
        "changed": [
            {**_place_json(row), "changes": [_change_json(change) for change in row.changes]} for row in reading.of_outcome("changed")
        ],
        "remarks": [{**_place_json(row), **_remark_json(remark)} for row in reading.rows for remark in row.remarks],
        "told_between": reading.told_between,
        "new_drivers": [{"name": driver.name, "near": list(driver.near)} for driver in reading.new_drivers],
        "remembered_names": [
            {"names": list(each.spellings), "driver": each.remembered, "rows": each.rows} for each in reading.strangers if each.remembered
        ],
        "sheets": [_sheet_json(sheet) for sheet in reading.sheets],
        "encoding": reading.encoding or None,
        "separator": reading.separator or None,
        "remembered": sorted(reading.remembered),
        "doubts": list(reading.doubts),
    }


# --- text ----------------------------------------------------------------------------------------------------------------


_DOUBTS = {
    "maybe-kz1048": mark("Read as Windows-1251. Some letters look like Kazakh ones saved in their own code page: try --encoding kz1048."),
    "letters-lost": mark("Some letters were lost when this file was saved and stand as “?”. Save it as UTF-8 to keep them."),
}


def _text(reading: Reading) -> Iterator[str]:
    if "encoding" in reading.remembered:
        yield tr("Encoding {encoding}, as set right before", encoding=reading.encoding)
    if "separator" in reading.remembered:
        yield tr("Between two cells: {separator}, as set right before", separator=tr(SEPARATORS[reading.separator]))


def _sheets(reading: Reading) -> Iterator[str]:
    for sheet in reading.sheets:
        if sheet.kind is None:
            yield tr("Sheet {sheet}: passed over, its headings are not known", sheet=sheet.name)
            continue
        yield tr("Sheet {sheet}: {kind}", sheet=sheet.name, kind=tr(KINDS[sheet.kind]))
        if sheet.remembered:
            yield "  " + tr("read as it was set right before")
        if sheet.heading:
            yield "  " + tr("headings in row {row}", row=sheet.heading)
        else:
            yield "  " + tr("no headings: the columns were told by what stands in them")
        yield "  " + "; ".join(f"{heading} = {field_text(name)}" for name, heading in sheet.columns if name not in ("origin", "problem"))
        if sheet.days:
            yield "  " + tr("days from {first} to {last}", first=date_text(sheet.days[0]), last=date_text(sheet.days[1]))
            yield "  " + tr("marks: {marks}", marks="; ".join(f"{each} = {mark_text(meant)}" for each, meant in sheet.marks))


def mark_text(meant: tuple[str, ...] | None) -> str:
    """Returns what a mark of a grid stands for."""
    if meant is None:
        return tr("not known")
    return " + ".join(map(country_name, meant)) or tr("a day in neither country")


def _sheet_json(sheet: SheetResult) -> dict[str, object]:
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "heading_row": sheet.heading or None,
        "remembered": sheet.remembered,
        "columns": [{"heading": heading, "field": name} for name, heading in sheet.columns],
        "unknown_columns": list(sheet.unknown),
        "marks": [{"mark": each, "countries": None if meant is None else list(meant)} for each, meant in sheet.marks],
    }


def _counts(reading: Reading) -> Iterator[str]:
    counted: tuple[tuple[Outcome, Callable[[int], str]], ...] = (
        ("taken", lambda n: trn("{n} row taken", "{n} rows taken", n)),
        ("known", lambda n: trn("{n} row known already", "{n} rows known already", n)),
        ("changed", lambda n: trn("{n} row changed", "{n} rows changed", n)),
        ("refused", lambda n: trn("{n} row could not be taken", "{n} rows could not be taken", n)),
        ("passed-over", lambda n: trn("{n} row passed over", "{n} rows passed over", n)),
    )
    for outcome, worded in counted:
        yield worded(reading.counts[outcome])


def _part(title: str, lines: Iterable[str]) -> list[str]:
    """Returns lines under their title, nothing where there are none."""
    indented = [f"  {line}" for line in lines]
    return ["", title, *indented] if indented else []


def _place(row: RowResult) -> str:
    return tr("{sheet}, row {row}", sheet=row.sheet, row=row.row)


def _refusals(reading: Reading, on_screen: bool) -> Iterator[str]:
    refused = reading.of_outcome("refused")
    for row in refused:
        yield _refused(row, on_screen)
    if any(row.who for row in refused):
        yield tr("Those that name a known driver wait with him as journeys not counted, until the row is mended or dismissed.")


def _refused(row: RowResult, on_screen: bool) -> str:
    problems = "; ".join(problem_text(problem) for problem in row.problems)
    expected = all_expected(row.problems, on_screen=on_screen)
    if row.who:
        who = ", ".join(row.who)
        return tr("{place} ({who}): {problems}. Expected: {expected}.", place=_place(row), who=who, problems=problems, expected=expected)
    return tr("{place}: {problems}. Expected: {expected}.", place=_place(row), problems=problems, expected=expected)


def _changed(row: RowResult) -> Iterator[str]:
    for change in row.changes:
        yield tr(
            "{place} ({who}): {field}: {old} → {new}",
            place=_place(row),
            who=", ".join(row.who),
            field=field_text(change.field),
            old=_value(change, change.old),
            new=_value(change, change.new),
        )


def _remarks(reading: Reading) -> Iterator[str]:
    if reading.told_between:
        yield trn(
            "{n} date between Russia and Belarus is called seen; nobody stamps there, so it counts as told",
            "{n} dates between Russia and Belarus are called seen; nobody stamps there, so they count as told",
            reading.told_between,
        )
    countryless = _rows_with(reading, "paper-country-unknown")
    if countryless:
        yield tr("The country of these papers cannot be told, so they change nothing: {rows}", rows=countryless)
    said: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in reading.rows:
        for remark in row.remarks:
            if remark.code == "unknown-source":
                yield tr("{place}: {problem}; kept as a note", place=_place(row), problem=problem_text(remark))
            elif remark.code in _OF_GRIDS:
                said[row.sheet, problem_text(remark)].append(row.row)
            elif remark.code not in _TOGETHER:
                yield tr("{place}: {problem}", place=_place(row), problem=problem_text(remark))
    for (sheet, problem), rows in said.items():
        yield tr("{place}: {problem}", place=_row_list(sheet, rows), problem=problem)


def _new_drivers(reading: Reading) -> Iterator[str]:
    for driver in reading.new_drivers:
        near = ", ".join(driver.near[:NEAR_SHOWN])
        yield tr("{name}; near: {near}", name=driver.name, near=near) if near else driver.name


def _remembered(reading: Reading) -> Iterator[str]:
    for each in reading.strangers:
        if each.remembered:
            rows = trn("{n} row", "{n} rows", each.rows)
            yield tr("{name}: it is {driver}, {rows}", name=", ".join(each.spellings), driver=each.remembered, rows=rows)


def _rows_with(reading: Reading, code: str) -> str:
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in reading.rows:
        if any(remark.code == code for remark in row.remarks):
            numbers[row.sheet].append(row.row)
    return "; ".join(_row_list(sheet, rows) for sheet, rows in numbers.items())


def _row_list(sheet: str, rows: list[int]) -> str:
    if len(rows) == 1:
        return tr("{sheet}, row {row}", sheet=sheet, row=rows[0])
    return tr("{sheet}, rows {rows}", sheet=sheet, rows=", ".join(map(str, rows)))


def _unknown_columns(reading: Reading) -> Iterator[str]:
    for sheet in reading.sheets:
        if sheet.kind and sheet.unknown:
            yield tr("{sheet}: {columns}", sheet=sheet.name, columns=", ".join(sheet.unknown))


def _passed_over(reading: Reading) -> Iterator[str]:
    empty: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in reading.of_outcome("passed-over"):
        if row.problem in ("empty", "formulas"):
            empty[row.sheet, row.problem].append(row.row)
        else:
            yield tr("{place}: {problem}", place=_place(row), problem="; ".join(problem_text(problem) for problem in row.problems))
    for (sheet, code), rows in empty.items():
        yield tr("{place}: {problem}", place=_row_list(sheet, rows), problem=tr(PROBLEMS[code]))


def _value(change: FieldChange, value: date | str | int | None) -> str:
    if not value:
        return "—"
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Basis):
        return basis_text(value)
    return country_name(str(value)) if change.field in ("country", "citizenship") else str(value)


# --- data ----------------------------------------------------------------------------------------------------------------


def _place_json(row: RowResult) -> dict[str, object]:
    return {"sheet": row.sheet, "row": row.row, "drivers": list(row.who)}


def _row_json(row: RowResult) -> dict[str, object]:
    return {**_place_json(row), "problem": row.problem, "problems": [_problem_json(problem) for problem in row.problems]}


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "field": problem.field or None,
        "value": problem.value or None,
        "near": list(problem.near),
        "same_as_row": problem.row,
        "cell": problem.cell or None,
        "message": problem_text(problem),
        "expected": expected_text(problem),
    }


def _remark_json(remark: Problem) -> dict[str, object]:
    return {"code": remark.code, "field": remark.field or None, "value": remark.value or None}


def _change_json(change: FieldChange) -> dict[str, object]:
    return {"field": change.field, **plain({"old": change.old, "new": change.new})}
