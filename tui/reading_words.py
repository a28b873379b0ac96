"""The words for what is read from files: kinds of sheets, fields, what is wrong with a file or a row, what was expected."""

from __future__ import annotations

from collections.abc import Iterable

from storage.reading import FileRefused, Problem, RowResult
from tui.system_words import system_text
from tui.wording import date_text, mark, tr

NEAR_SHOWN = 3
"""So many near names are offered."""

PASS_OVER = "-"
"""The answer that a column, a sheet or a mark means nothing, a name nobody."""
SEPARATORS = {"semicolon": mark("semicolon"), "tab": mark("tab"), "comma": mark("comma")}

_REFUSALS = {
    "not-a-table": mark("{file} is neither a workbook nor a text of a table. Looked for: .xlsx or .csv. The book was not changed."),
    "other-encoding": mark("{file} is no text in {encoding}. Leave --encoding out, or name another one. The book was not changed."),
    "crossings": mark("{file} is a list of border crossings: haulbook reconcile {file} compares it with the book, which was not changed."),
    "no-crossings": mark("{file} has no list of border crossings. Looked for: columns Driver, Date, Direction and Country."),
    "missing": mark("There is no file {file}."),
    "unreadable": mark("The file {file} cannot be read: {why}. If it is open in another program, close it there."),
    "empty": mark("There are no rows in {file}. Looked for: {wanted}. The book was not changed."),
    "not-a-workbook": mark("{file} is not a workbook. Looked for: an Excel file (.xlsx or .xlsm). The book was not changed."),
    "old-workbook": mark(
        "{file} is a workbook of the old kind (.xls), whose colours and formulas cannot be read. Open it in Excel or LibreOffice, save it "
        "as .xlsx and import that. The book was not changed."
    ),
    "not-text": mark(
        "{file} is damaged or no text: there are zero bytes in it. Open it in the program that made it, save it as .xlsx or .csv and "
        "import that. The book was not changed."
    ),
    "other-format": mark(
        "{file} is a table of a kind that is not read, such as .ods or .xlsb. Open it in the program that made it, save it as .xlsx and "
        "import that. The book was not changed."
    ),
    "protected": mark("{file} is protected by a password. Save it without one and import that. The book was not changed."),
    "too-large": mark("{file} is far too large for a table of trips. Keep only the rows that are needed. The book was not changed."),
    "too-far": mark(
        "{file}, sheet {sheet}: cell {cell} holds a value, far beyond any table of trips. Delete that row or column, save, import again. "
        "The book was not changed."
    ),
    "no-results": mark(
        "No sheet of {file} has what is looked for, and in sheet {sheet} cell {cell} holds a formula whose result is not stored in the "
        "file. Open it in Excel or LibreOffice, save it, and import again. The book was not changed."
    ),
    "no-columns": mark(
        "No sheet of {file} ({sheets}) has what is looked for: {wanted}. "
        'Columns with other headings can be named: --column "Heading=driver". The book was not changed.'
    ),
}
_REFUSALS_ON_SCREEN = {
    "other-encoding": mark("{file} is no text in {encoding}: choose another encoding."),
    "crossings": mark("{file} is a list of border crossings: it is compared with the book."),
    "no-columns": mark("No sheet of {file} has what is looked for: {wanted}. Say below what its sheets and columns are."),
    "empty": mark("There are no rows in {file}. Say below what its sheets and columns are."),
}

PROBLEMS = {
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
    "handed-over-outside": mark("{field}: “{value}” lies outside the stay"),
    "not-a-number": mark("{field}: “{value}” is no number"),
    "kind-missing": mark("no kind of paper is named"),
    "unknown-paper": mark("“{value}” is not a known kind of paper"),
    "until-missing": mark("the last day of the paper is missing"),
    "until-before-issued": mark("the last day “{value}” lies before the day of issue"),
    "unknown-result": mark("“{value}” is not a known result of a check"),
    "unknown-source": mark("“{value}” does not say how the dates are known"),
    "unknown-mark": mark("nobody knows what the mark “{value}” means (first on {day})"),
    "direction-missing": mark("the direction is missing"),
    "unknown-direction": mark("“{value}” is neither in nor out"),
    "date-missing": mark("the date is missing"),
    "grid-begins": mark("the grid begins on {day}, inside already: when he entered is not known, taken as that day"),
    "grid-ends": mark("the grid ends on {day}, still inside: when he left is not known"),
    "duplicate": mark("says the same as row {row}"),
    "no-result": mark("cell {cell} holds a formula whose result is not stored in the file"),
    "error-value": mark("cell {cell} holds an error: {value}"),
    "total": mark("line of totals: {value}"),
    "note": mark("note below the table: {value}"),
    "title": mark("title: {value}"),
    "heading": mark("headings"),
    "empty": mark("empty"),
    "formulas": mark("nothing but formulas without a value"),
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
    "handed-over": mark("a day of the stay"),
    "number": mark("a whole number from 1"),
    "paper": mark("a kind of paper such as passport, driving licence, visa, residence permit, ruID"),
    "end": mark("a date, or a word that it has no end"),
    "paper-order": mark("a last day no earlier than the day of issue"),
    "source": mark("a word such as stamp, photo, told, plan"),
    "result": mark("listed or not listed"),
    "mark": mark('a legend in the sheet, or --mark "Mark=Russia"'),
    "direction": mark("in or out"),
    "stored": mark("the file opened in Excel or LibreOffice, saved there, and imported again"),
    "no-error": mark("the formula mended in the file, and the file imported again"),
}
_EXPECTED_ON_SCREEN = {
    "known-driver": mark("a driver of the list or of the book; the name can be taken as a new driver"),
    "mark": mark("a legend in the sheet, or its meaning said here"),
}

FIELDS = {
    "driver": mark("driver"),
    "name": mark("name"),
    "citizenship": mark("citizenship"),
    "born": mark("date of birth"),
    "phone": mark("phone"),
    "passport": mark("passport"),
    "passport_issued": mark("passport issued"),
    "passport_until": mark("passport until"),
    "trip": mark("number of the trip"),
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
    "entry_source": mark("how the entry is known"),
    "exit_source": mark("how the exit is known"),
    "entry_proof": mark("proof of the entry"),
    "exit_proof": mark("proof of the exit"),
    "leave_by": mark("told to leave by"),
    "handed_over": mark("truck handed over on"),
    "role": mark("role"),
    "joined": mark("joined the firm"),
    "left": mark("left the firm"),
    "entries": mark("entries allowed"),
    "days": mark("days of stay allowed"),
    "kind": mark("kind of paper"),
    "number": mark("number"),
    "issued": mark("issued"),
    "until": mark("valid until"),
    "result": mark("result"),
    "date": mark("date of crossing"),
    "direction": mark("direction"),
    "point": mark("crossing point"),
    "mark": mark("mark"),
    "ordinal": mark("number in the list"),
    "note": mark("note"),
}

KINDS = {
    "trips": mark("trips"),
    "drivers": mark("drivers"),
    "papers": mark("papers"),
    "grid": mark("grid"),
    "crossings": mark("border crossings"),
}
_WANTED = mark("columns for a driver, a country and a date of entry or exit, such as Driver, Country, Entry, Exit")


def refusal_text(refused: FileRefused, *, on_screen: bool = False) -> str:
    """Returns the sentence for a file of which nothing can be taken: what it is, and what was looked for; the way out is the screen's."""
    sentences = _REFUSALS | _REFUSALS_ON_SCREEN if on_screen else _REFUSALS
    return tr(sentences[refused.code], **{name: system_text(value) for name, value in refused.params.items()}, wanted=tr(_WANTED))


def problem_text(problem: Problem) -> str:
    """Returns what is wrong with a row, as a clause."""
    near = ", ".join(problem.near[:NEAR_SHOWN])
    return tr(
        PROBLEMS[problem.code],
        field=field_text(problem.field),
        value=problem.value,
        near=near,
        row=problem.row,
        day=date_text(problem.day),
        cell=problem.cell,
    )


def expected_text(problem: Problem, *, on_screen: bool = False) -> str | None:
    """Returns what would have been right instead, None where there is nothing to say."""
    texts = _EXPECTED | _EXPECTED_ON_SCREEN if on_screen else _EXPECTED
    return tr(texts[problem.expected]) if problem.expected else None


def all_expected(problems: Iterable[Problem], *, on_screen: bool = False) -> str:
    """Returns what would have been right instead of all that is wrong with a row."""
    return "; ".join(dict.fromkeys(text for problem in problems if (text := expected_text(problem, on_screen=on_screen))))


def unread_text(row: RowResult) -> str:
    """Returns that a row of a list of crossings could not be read, and why; where its file must be saved anew, that too."""
    in_file = all_expected(problem for problem in row.problems if problem.code in ("no-result", "error-value"))
    problems = "; ".join((*map(problem_text, row.problems), *filter(None, (in_file,))))
    return tr("{sheet}, row {row} could not be read: {problems}", sheet=row.sheet, row=row.row, problems=problems)


def field_text(name: str) -> str:
    """Returns the name of a field of a row, an empty text for none."""
    return tr(FIELDS[name]) if name else ""
