"""The readers, each as a function of bytes: whatever the bytes, it refuses them in a word or gives rows; it never fails otherwise."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from storage.reading import FileRefused, NoBook, Source, read_source, source_of
from storage.reading.cells import Cell
from storage.reading.crossings import read_crossings
from storage.reading.table import Table
from storage.text import DateRefused, find_driver, parse_date, same_person
from storage.writing.listing import Listing
from storage.writing.whole import WholeRefused, records_in
from storage.writing.workbook import workbook_of

ON = date(2026, 11, 23)
DATA = Path(__file__).parents[1] / "storage" / "data"


def _read(source: Source) -> None:
    for reader in (read_source, read_crossings):
        try:
            reader(source, NoBook(), ON)
        except FileRefused:
            continue


def text(data: bytes) -> None:
    """A file as it comes: text of any encoding, or the beginning of a workbook."""
    try:
        source = source_of("fuzz.csv", data)
    except FileRefused:
        return
    _read(source)


def workbook(data: bytes) -> None:
    """A workbook whose first sheet is the bytes: the package is sound, so that what reads the sheet is reached."""
    content = BytesIO()
    with ZipFile(content, "w") as package:
        for name, part in _parts().items():
            package.writestr(name, data if name == _SHEET else part)
    try:
        source = source_of("fuzz.xlsx", content.getvalue())
    except FileRefused:
        return
    _read(source)


def colours(data: bytes) -> None:
    """A painted grid whose styles are the bytes."""
    content = BytesIO()
    with ZipFile(content, "w") as package:
        for name, part in _painted().items():
            package.writestr(name, data if name == _STYLES else part)
    try:
        _read(source_of("fuzz.xlsx", content.getvalue()))
    except FileRefused:
        return


def package(data: bytes) -> None:
    """A whole workbook with bytes of it changed."""
    text(data if data.startswith(b"PK") else b"PK\x03\x04" + data)


def grid(data: bytes) -> None:
    """A grid with any letters, legend and titles: dates in a row, cells from the bytes."""
    words = data.decode("utf-8", "replace").split("\n")
    rows: list[list[Cell]] = [["", *(date(2026, 11, 16 + number) for number in range(8))]]
    rows += [["Ким Вячеслав", *(line.split(";") + [""] * 8)[:8]] for line in words[:5]]
    rows += [[line, *[""] * 8] for line in words[5:9]]
    inks = {(1, column): f"#{data[column % len(data)]:06X}" for column in range(1, 9)} if data else {}
    _read(Source("fuzz.xlsx", (Table(words[0][:30], rows, lambda: inks),)))


def dates_and_names(data: bytes) -> None:
    """What people type: a date gives a date or a refusal, a name finds somebody or nobody."""
    typed = data.decode("utf-8", "replace")
    with suppress(DateRefused):
        parse_date(typed, today=ON, past=len(data) % 2 == 0)
    find_driver(typed, [])
    assert same_person(typed, "Ким В.") == same_person("Ким В.", typed)


def whole(data: bytes) -> None:
    """A whole book as JSON."""
    try:
        records_in(data)
    except WholeRefused:
        return


READERS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "workbook": workbook,
    "colours": colours,
    "package": package,
    "grid": grid,
    "dates_and_names": dates_and_names,
    "whole": whole,
}

_LOST = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row><row>
<c t="s"><v>4</v></c><c t="s"><v>5</v></c><c t="e"><f>NA()</f><v>#N/A</v></c><c><f>C2+4</f></c><c t='str'><f t="shared" si="0"/><v/></c>
</row></sheetData></worksheet>"""
"""A sheet of trips with an error, an empty text that a formula gave, and a formula without a result."""
_SHEET, _STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_ROWS = (("Ким Вячеслав", "РФ", date(2026, 3, 1), "05.03.26"), ("Ахметов Е.", "РБ", "07.03.2026", None))


@cache
def _sample() -> bytes:
    """Returns a small workbook of trips."""
    return workbook_of([Listing("Рейсы", ("Водитель", "Страна", "Въезд", "Выезд"), _ROWS)])


@cache
def _parts() -> dict[str, bytes]:
    """Returns the parts of the small workbook."""
    with ZipFile(BytesIO(_sample())) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def _painted() -> dict[str, bytes]:
    """Returns the parts of a small painted grid."""
    days = [date(2026, 11, 16 + number) for number in range(8)]
    grid = Listing("График", ["", *days], [["Ким Вячеслав", *"РРББ", *[""] * 4]], {"Р": "#F4B183", "Б": "#9DC3E6"}, narrow=1)
    with ZipFile(BytesIO(workbook_of([grid]))) as package:
        return {name: package.read(name) for name in package.namelist()}


def seeds(name: str) -> list[bytes]:
    """Returns real inputs of a reader for the fuzzer to begin with."""
    journal = "Водитель;Страна;Въезд;Выезд\nКим Вячеслав;РФ;01.03.2026;05.03.26\nИтого;1;;\nСоставил:;Иванова;;23.11.2026\n*;#Н/Д;5;\n"
    crossings = (DATA / "crossings-cp1251.csv").read_bytes()[:2000]
    return {
        "text": [journal.encode(), journal.encode("utf-16"), journal.encode("cp1251"), crossings],
        "workbook": [_parts()[_SHEET], _LOST],
        "colours": [_painted()[_STYLES]],
        "package": [_sample()],
        "grid": ["Р;Р;Б;РБ;;;;\nК;О\n\n\n\nК - Казахстан; О - отпуск\nРоссия".encode()],
        "dates_and_names": ["04.03.2026 г.".encode(), "2026 жылғы 4 наурыз".encode(), "«04» марта 26".encode(), "Н?рғалиев Б.".encode()],
        "whole": [b'{"haulbook":1,"tables":{"drivers":{"a":{"id":"a","name":"K"}}}}'],
    }[name]
