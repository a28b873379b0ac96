"""What an import says of a file: each row that was not taken and why, what was changed, what was passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from storage.reading import FieldChange, FileRefused, Outcome, Problem, Reading, RowResult
from storage.records import Basis
from tui.sheets.words import basis_text
from tui.wording import country_name, date_text, mark, tr, trn

_REFUSALS = {
    "missing": mark("There is no file {file}."),
    "unreadable": mark("The file {file} cannot be read: {why}. If it is open in another program, close it there."),
    "empty": mark("There are no rows in {file}. Looked for: {wanted}. The book was not changed."),
    "not-a-workbook": mark("{file} is not a workbook. Looked for: an Excel file (.xlsx, .xlsm or .xls). The book was not changed."),
    "other-format": mark("{file} is a workbook of a kind that is not read. Save it as .xlsx and import that. The book was not changed."),
    "protected": mark("{file} is protected by a password. Save it without one and import that. The book was not changed."),
    "too-large": mark("{file} is far too large for a table of trips. Keep only the rows that are needed. The book was not changed."),
    "no-columns": mark("No sheet of {file} ({sheets}) has what is looked for: {wanted}. The book was not changed."),
}

_PROBLEMS = {
    "driver-missing": mark("no driver is named"),
    "unknown-driver": mark("“{value}” is not a known driver"),
    "near-driver": mark("“{value}” is not a known driver; near: {near}"),
    "ambiguous-driver": mark("“{value}” fits more than one driver: {near}"),
    "name-twice": mark("“{value}” stands in row {row} too, with other facts"),
    "not-a-name": mark("“{value}” is not a name"),
    "new-near": mark("“{value}” is a new driver; near: {near}"),
    "country-missing": mark("no country is named"),
    "unknown-country": mark("“{value}” is not a known country"),
    "unknown-citizenship": mark("“{value}” is not a known citizenship"),
    "entry-missing": mark("the entry date is missing"),
    "unreadable": mark("{field}: “{value}” cannot be read as a date"),
    "no-such-date": mark("{field}: there is no such date as “{value}”"),
    "exit-before-entry": mark("the exit lies before the entry: {value}"),
    "queue-after-exit": mark("{field}: “{value}” lies after the crossing"),
    "kind-missing": mark("no kind of paper is named"),
    "unknown-paper": mark("“{value}” is not a known kind of paper"),
    "until-missing": mark("the last day of the paper is missing"),
    "until-before-issued": mark("the last day “{value}” lies before the day of issue"),
    "unknown-result": mark("“{value}” is not a known result of a check"),
    "unknown-source": mark("“{value}” does not say how the dates are known"),
    "duplicate": mark("says the same as row {row}"),
    "total": mark("line of totals: {value}"),
    "title": mark("title: {value}"),
    "heading": mark("headings"),
    "empty": mark("empty"),
}

_EXPECTED = {
    "driver": mark("a surname and a name"),
    "known-driver": mark("a driver of the list or of the book; --new-drivers takes other names too"),
    "one-driver": mark("a name that only one driver has"),
    "country": mark("the name of a country or its code, such as Russia or RU"),
    "date": mark("a date such as 04.03.2026 or 2026-03-04"),
    "calendar-date": mark("a date of the calendar from 1930 to 2100, such as 04.03.2026"),
    "order": mark("an exit on the day of the entry or later"),
    "queue": mark("a day no later than that of the crossing"),
    "paper": mark("a kind of paper such as passport, driving licence, visa, residence permit, ruID"),
    "end": mark("a date, or a word that it has no end"),
    "paper-order": mark("a last day no earlier than the day of issue"),
    "source": mark("a word such as stamp, photo, told, plan"),
    "result": mark("listed or not listed"),
}

_FIELDS = {
    "driver": mark("driver"),
    "name": mark("name"),
    "citizenship": mark("citizenship"),
    "born": mark("date of birth"),
    "phone": mark("phone"),
    "passport": mark("passport"),
    "passport_issued": mark("passport issued"),
    "passport_until": mark("passport until"),
    "truck": mark("truck"),
    "route": mark("route"),
    "country": mark("country"),
    "queue": mark("joined the queue"),
    "entry_queue": mark("joined the queue before the entry"),
    "exit_queue": mark("joined the queue before the exit"),
    "entry": mark("entry"),
    "entry_basis": mark("how the entry is known"),
    "entry_point": mark("entry point"),
    "exit": mark("exit"),
    "exit_basis": mark("how the exit is known"),
    "exit_point": mark("exit point"),
    "source": mark("how it is known"),
    "kind": mark("kind of paper"),
    "number": mark("number"),
    "issued": mark("issued"),
    "until": mark("valid until"),
    "result": mark("result"),
    "note": mark("note"),
}

_KINDS = {"trips": mark("trips"), "drivers": mark("drivers"), "papers": mark("papers")}
_WANTED = mark("columns for a driver, a country and a date of entry or exit, such as Driver, Country, Entry, Exit")
_TOGETHER = frozenset(("told-between", "paper-country-unknown"))
"""Remarks that are said once, with the rows they are about."""
NEAR_SHOWN = 3
"""So many near names are offered."""


def refusal_text(refused: FileRefused) -> str:
    """Returns the sentence for a file of which nothing can be taken: what it is, and what was looked for."""
    return tr(_REFUSALS[refused.code], **refused.params, wanted=tr(_WANTED))


def problem_text(problem: Problem) -> str:
    """Returns what is wrong with a row, as a clause."""
    near = ", ".join(problem.near[:NEAR_SHOWN])
    return tr(_PROBLEMS[problem.code], field=_field(problem.field), value=problem.value, near=near, row=problem.row)


def expected_text(problem: Problem) -> str | None:
    """Returns what would have been right instead, None where there is nothing to say."""
    return tr(_EXPECTED[problem.expected]) if problem.expected else None


def report_lines(reading: Reading, on: date, *, dry_run: bool) -> list[str]:
    """Returns the report on a file as lines of text: what was taken, then what needs a person, then what was passed over."""
    return [
        tr("{file}, read on {day}", file=reading.file, day=date_text(on)),
        *_sheets(reading),
        "; ".join(_counts(reading)),
        *_part(tr("Could not be taken:"), _refusals(reading)),
        *_part(tr("Changed:"), (line for row in reading.of_outcome("changed") for line in _changed(row))),
        *_part(tr("Taken, but look at these:"), _remarks(reading)),
        *_part(tr("New drivers, citizenship not known:"), _new_drivers(reading)),
        *_part(tr("Columns that nobody knows, kept as notes:"), _unknown_columns(reading)),
        *_part(tr("Passed over:"), _passed_over(reading)),
        *([tr("Nothing was changed: this was a dry run.")] if dry_run else []),
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
        "sheets": [{"name": sheet.name, "kind": sheet.kind, "unknown_columns": list(sheet.unknown)} for sheet in reading.sheets],
    }


# --- text ----------------------------------------------------------------------------------------------------------------


def _sheets(reading: Reading) -> Iterator[str]:
    for sheet in reading.sheets:
        if sheet.kind:
            yield tr("Sheet {sheet}: {kind}", sheet=sheet.name, kind=tr(_KINDS[sheet.kind]))
        else:
            yield tr("Sheet {sheet}: passed over, its headings are not known", sheet=sheet.name)


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


def _refusals(reading: Reading) -> Iterator[str]:
    refused = reading.of_outcome("refused")
    for row in refused:
        yield _refused(row)
    if any(row.who for row in refused):
        yield tr("Those that name a known driver wait with him as journeys not counted, until the row is mended or dismissed.")


def _refused(row: RowResult) -> str:
    problems = "; ".join(problem_text(problem) for problem in row.problems)
    expected = "; ".join(dict.fromkeys(text for problem in row.problems if (text := expected_text(problem))))
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
            field=_field(change.field),
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
    for row in reading.rows:
        for remark in row.remarks:
            if remark.code == "new-near":
                yield tr("{place}: {problem}", place=_place(row), problem=problem_text(remark))
            elif remark.code not in _TOGETHER:
                yield tr("{place}: {problem}; kept as a note", place=_place(row), problem=problem_text(remark))


def _new_drivers(reading: Reading) -> Iterator[str]:
    for driver in reading.new_drivers:
        near = ", ".join(driver.near[:NEAR_SHOWN])
        yield tr("{name}; near: {near}", name=driver.name, near=near) if near else driver.name


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
    empty: dict[str, list[int]] = defaultdict(list)
    for row in reading.of_outcome("passed-over"):
        if row.problem == "empty":
            empty[row.sheet].append(row.row)
        else:
            yield tr("{place}: {problem}", place=_place(row), problem="; ".join(problem_text(problem) for problem in row.problems))
    for sheet, rows in empty.items():
        yield tr("{place}: {problem}", place=_row_list(sheet, rows), problem=tr(_PROBLEMS["empty"]))


def _field(name: str) -> str:
    return tr(_FIELDS[name]) if name else ""


def _value(change: FieldChange, value: date | str | None) -> str:
    if not value:
        return "—"
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Basis):
        return basis_text(value)
    return country_name(value) if change.field in ("country", "citizenship") else value


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
        "message": problem_text(problem),
        "expected": expected_text(problem),
    }


def _remark_json(remark: Problem) -> dict[str, object]:
    return {"code": remark.code, "field": remark.field or None, "value": remark.value or None}


def _change_json(change: FieldChange) -> dict[str, object]:
    old, new = (value.isoformat() if isinstance(value, date) else value for value in (change.old, change.new))
    return {"field": change.field, "old": old, "new": new}
