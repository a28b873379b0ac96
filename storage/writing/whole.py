"""The whole book as one JSON file, and the records of such a file: every record with its id and stamp, deleted ones too, no history."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from storage.book import RecordBook
from storage.engine import FORMAT
from storage.memory import Memory
from storage.records import OWN_TABLES, Record


class WholeRefused(ValueError):
    """A file that is no whole book: ``code`` is ``not-a-book``, ``newer-format`` or ``record-damaged``, ``where`` what in it."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".rstrip())
        self.code = code
        self.where = where


class _Whole(msgspec.Struct):
    haulbook: int
    tables: msgspec.Raw


def written(book: RecordBook) -> bytes:
    """Returns every record of the book as one JSON object, indented, to be read by ``records_in``."""
    tables = msgspec.json.decode(book.encoded(), type=dict[str, msgspec.Raw])
    shared = msgspec.json.encode({table: records for table, records in tables.items() if table not in OWN_TABLES})
    return msgspec.json.format(b'{"haulbook":%d,"tables":%s}' % (FORMAT, shared), indent=1) + b"\n"


def records_in(content: bytes) -> list[tuple[str, Record]]:
    """Returns the records of a whole book with their tables, as they were written. Raises ``WholeRefused``."""
    try:
        whole = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Whole)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WholeRefused("not-a-book", str(error)) from error
    if whole.haulbook < 1:
        raise WholeRefused("not-a-book", f"haulbook {whole.haulbook}")
    if whole.haulbook > FORMAT:
        raise WholeRefused("newer-format", str(whole.haulbook))
    try:
        memory = Memory(bytes(whole.tables), whole.haulbook)
        return [(table, record) for table in memory.names() for record in _sound(memory.named(table))]
    except msgspec.DecodeError as error:
        raise WholeRefused("record-damaged", str(error)) from error


def _sound(table: Mapping[str, Record]) -> list[Record]:
    """Returns the records of a table. Raises ``WholeRefused`` for one that bears another id than its key, or that a book would refuse."""
    for id, record in table.items():
        if record.id != id:
            raise WholeRefused("record-damaged", f"{id}: id")
        if not record.deleted and (codes := ", ".join(record.problems())):
            raise WholeRefused("record-damaged", f"{id}: {codes}")
    return list(table.values())
