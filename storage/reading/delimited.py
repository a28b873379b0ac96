"""Tables written as text: CSV files of every office program, and what is pasted from a spreadsheet.

The bytes say how they are to be read: a byte order mark, else strict UTF-8, else the Windows code page of Russian. That page and the
Kazakh one differ in a few letters only, so a text in which those stand is read as asked and the doubt is said.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise

from storage.reading.cells import Cell, text_of
from storage.reading.results import FileRefused
from storage.reading.table import CELLS, ROWS, Table, is_sane

ENCODINGS = ("utf-8", "utf-16", "cp1251", "kz1048")
"""The encodings that may be named outright."""
_RUSSIAN_PAGE = "cp1251"
"""The encoding of a text that tells none."""
_MARKS = (("utf-8-sig", codecs.BOM_UTF8), ("utf-16", codecs.BOM_UTF16_LE), ("utf-16", codecs.BOM_UTF16_BE))
SEPARATORS = {"semicolon": ";", "tab": "\t", "comma": ","}
"""What may stand between two cells."""
_CYRILLIC = 4
"""The high byte of Cyrillic letters in UTF-16."""
_LOOKED_AT = 50
"""So many lines are looked at to tell what separates the cells."""
_KAZAKH_PLACES = frozenset(
    chr_ for code in range(128, 256) if (chr_ := bytes([code]).decode("cp1251", "replace")) != bytes([code]).decode("kz1048", "replace")
)
"""What the Windows page of Russian has in the places where the Kazakh page has its own letters."""
_DISKS = (b"PK\x03\x04", b"%PDF", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was read: its encoding, and what is doubtful about it (``maybe-kz1048``, ``letters-lost``)."""

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decoded(content: bytes, name: str, encoding: str | None = None) -> Text:
    """Returns the text in the bytes of a file; raises ``FileRefused`` where they are no text, or none in the encoding that is named."""
    if content.startswith(_DISKS):
        raise FileRefused("not-a-table", file=name)
    found = encoding or _encoding(content)
    try:
        text = content.decode("utf-8-sig" if found == "utf-8" else found)
    except UnicodeDecodeError as error:
        raise FileRefused("not-a-table" if encoding is None else "other-encoding", file=name, encoding=found) from error
    if "\0" in text:
        raise FileRefused("not-text", file=name)
    doubts = []
    if found == _RUSSIAN_PAGE and encoding is None:
        doubts += ["maybe-kz1048"] if _KAZAKH_PLACES.intersection(text) else []
        doubts += ["letters-lost"] if any(a.isalpha() and b == "?" for a, b in pairwise(text)) else []
    return Text(text, "utf-8" if found == "utf-8-sig" else found, tuple(doubts))


def _encoding(content: bytes) -> str:
    marked = next((name for name, mark in _MARKS if content.startswith(mark)), None)
    if marked:
        return marked
    high = content[1:200:2]
    if high.count(0) + high.count(_CYRILLIC) > len(high) // 2:
        return "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _RUSSIAN_PAGE
    return "utf-8"


def tells_encoding(content: bytes) -> bool:
    """Tells whether the bytes of a text leave no doubt of its encoding."""
    return _encoding(content) != _RUSSIAN_PAGE


def text_table(text: str, name: str, separator: str) -> Table:
    """Returns a text as a table named after its file; raises ``FileRefused`` where it is none or far too large for one.

    ``separator`` is one of ``SEPARATORS`` by its name.
    A quotation mark that is never closed would swallow the rest of the file: such a text is read line by line, its marks kept.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    sign = SEPARATORS[separator]
    try:
        rows = _rows(csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True), name)
    except csv.Error:
        rows = _rows(csv.reader(StringIO(text, newline=""), delimiter=sign, quoting=csv.QUOTE_NONE), name)
    while rows and not any(map(text_of, rows[-1])):
        rows.pop()
    if not rows:
        raise FileRefused("empty", file=name)
    width = max(map(len, rows))
    if not is_sane(len(rows), width):
        raise FileRefused("too-large", file=name)
    return Table(name, [[*row, *[""] * (width - len(row))] for row in rows])


def _rows(reader: csv._reader, name: str) -> list[list[Cell]]:  # type: ignore[name-defined]
    rows: list[list[Cell]] = []
    cells = 0
    for row in reader:
        cells += len(row)
        if len(rows) >= ROWS + 1 or cells > CELLS:
            raise FileRefused("too-large", file=name)
        rows.append(list(row))
    return rows


def separator_of(text: str) -> str:
    """Returns what separates the cells, by its name: that which gives the most lines of one width, the wider the better."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])
    best, separator = (0, 0), "semicolon"
    for candidate, sign in SEPARATORS.items():
        widths = Counter(len(row) for row in csv.reader(StringIO(head), delimiter=sign) if len(row) > 1)
        if widths:
            width, lines = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (lines, width) > best:
                best, separator = (lines, width), candidate
    return separator
