"""One person's data: given out whole, and erased for good from book, history and backups.

Works on the JSON of records and commits, so that what a newer version of the program keeps of a person is found too: a document is his
whose ``id``, ``driver`` or ``holder`` he is; of a trip his legs are. What names him in the texts of others (his names, the numbers of his
papers, his phone) is blotted out; the firm's own record stays, whatever it is called. Printed sheets and files that were exported are not
searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from storage import backups
from storage.backups import BackupRefused
from storage.book import BookUnreadable, RecordBook
from storage.engine import FORMAT, BookNotWritten, files, successor
from storage.memory import Memory
from storage.records import OWN_TABLES

BLOT = "…"

_OWNERS = ("id", "driver", "holder")
_PARTS = ("legs", "names")
"""Lists in a document of which each part is one driver's."""
_LEAST_NAME, _LEAST_NUMBER = 3, 5  # letters and signs; shorter ones stand in too many other words
_MACHINE = re.compile(r"[0-9a-f]{32}|\d{4}-\d{2}-\d{2}(T.*)?")
"""Ids and dates: no text of people."""


class _Gone:
    """Stands where all of a document was his."""


_GONE = _Gone()


@dataclass(frozen=True, slots=True)
class Person:
    """Who is meant: the id of a driver, and what names him in texts, None where nothing does."""

    id: str
    texts: re.Pattern[str] | None


class Erased(NamedTuple):
    """What became of it: whether all lies in its place, the backups and sheets he was erased from, and those that could not be reached.

    The latter with the day and, where the file is there, why.
    """

    settled: bool
    backups: tuple[Path, ...]
    sheets: tuple[Path, ...]
    missed: tuple[tuple[Path, str], ...]


def data_of(book: RecordBook, driver_id: str) -> bytes:
    """Returns everything the book keeps of a driver as one JSON object: records a table, of trips his legs alone, and every change of them.

    Raises ``BookUnreadable`` when the history is damaged.
    """
    tables = msgspec.json.decode(book.encoded())
    his = {table: [own for each in documents.values() if (own := _own(each, driver_id))] for table, documents in tables.items()}
    history = []
    for entry in map(msgspec.json.decode, book.bodies()):
        changes = [
            [table, id, _own(before, driver_id), _own(after, driver_id)]
            for table, id, before, after in entry["changes"]
            if _own(before, driver_id) or _own(after, driver_id)
        ]
        if changes:
            history.append({name: entry[name] for name in ("at", "author", "laptop", "reason", "kind")} | {"changes": changes})
    return (
        msgspec.json.format(msgspec.json.encode({"haulbook": FORMAT, "driver": driver_id, "tables": his, "history": history}), indent=1)
        + b"\n"
    )


def erase(book: RecordBook, driver_id: str, reason: str, *, laptop: str, places: Iterable[Path]) -> Erased:
    """Erases a driver from the backups in ``places`` and those that are known of, then from the book with its history, and his sheets.

    The book comes last: cut off before it, all can be done again. ``reason`` is that of the commit that seals the chain anew; it must not
    name him. Raises ``BookNotWritten`` or ``BookUnreadable``, the book then being as before.
    """
    person = _person(book, driver_id)
    done, missed = [], []
    for path in backups.of(book.folder, laptop, places):
        try:
            if _erase_from_backup(book, path, person, reason):
                done.append(path)
        except (BackupRefused, BookUnreadable, BookNotWritten, OSError) as error:
            missed.append((path, str(error)))
    missed += [(Path(copy.path), copy.day.isoformat()) for copy in backups.copies(book.folder) if not Path(copy.path).exists()]
    settled = _erase_from_book(book, person, reason)
    return Erased(settled, tuple(done), tuple(_erase_sheets(book.folder, person)), tuple(missed))


def _person(book: RecordBook, driver_id: str) -> Person:
    """Returns a driver with every name, number and phone that he ever had in the book. Raises ``BookUnreadable``."""
    names: set[str] = set()
    numbers: set[str] = set()
    others: set[str] = set()
    for document in _documents(book):
        if document.get("id") == driver_id:
            names.add(document.get("name", ""))
            numbers.add(document.get("phone", ""))
        elif driver_id in (document.get("holder"), document.get("driver")):
            numbers.add(document.get("number", ""))
        elif "citizenship" in document or "formerly" in document:
            others.update(document.get("name", "").casefold().split())
    return Person(driver_id, _pattern(names, numbers, others))


def _documents(book: RecordBook) -> Iterator[dict[str, Any]]:
    for documents in msgspec.json.decode(book.encoded()).values():
        yield from documents.values()
    for body in book.bodies():
        for _, _, before, after in msgspec.json.decode(body)["changes"]:
            yield from (document for document in (before, after) if document)


def _pattern(names: Iterable[str], numbers: Iterable[str], others: set[str]) -> re.Pattern[str] | None:
    """Returns what finds a person in texts: his full names, his surnames in their cases where nobody else bears them, his numbers."""
    found = [r"\s+".join(map(re.escape, name.split())) for name in names if len(name) >= _LEAST_NAME]
    for name in names:
        surname, *_ = [*name.split(), ""]
        if len(surname) >= _LEAST_NAME and surname.casefold() not in others:
            endings = rf"{re.escape(surname)}\w{{0,2}}"
            shared = "|".join(re.escape(other) for other in sorted(others) if re.fullmatch(endings, other, re.IGNORECASE))
            found.append(rf"(?!(?:{shared})\b){endings}" if shared else endings)
    for number in numbers:
        signs = re.sub(r"[\s()-]", "", number)
        if len(signs) >= _LEAST_NUMBER:
            found.append(r"[\s()-]{0,2}".join(map(re.escape, signs)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(found, key=len, reverse=True))})(?!\w)", re.IGNORECASE) if found else None


def _without(value: Any, person: Person) -> Any:
    """Returns a value of JSON without what is his, ``_GONE`` where all of it was."""
    match value:
        case str():
            return value if person.texts is None or _MACHINE.fullmatch(value) else person.texts.sub(BLOT, value)
        case list():
            return [kept for each in value if each != person.id and (kept := _without(each, person)) is not _GONE]
        case dict():
            if any(value.get(name) == person.id for name in _OWNERS):
                return _GONE
            kept = {name: left for name, each in value.items() if (left := _without(each, person)) is not _GONE}
            return _GONE if value.get("legs") and not kept["legs"] else kept
    return value


def _tables_without(tables: bytes, person: Person) -> bytes:
    """Returns the tables of a book without him."""
    left: dict[str, dict[str, Any]] = {}
    for table, documents in msgspec.json.decode(tables, type=dict[str, dict[str, msgspec.Raw]]).items():
        left[table] = {}
        for id, document in documents.items():
            kept: Any = document
            if _concerns(table, document, person):
                whole = msgspec.json.decode(document)
                kept = _without(whole, person)
                if kept != whole and kept is not _GONE and table not in OWN_TABLES:
                    kept["stamp"]["revision"] += 1  # so that other laptops get it without him
            if kept is not _GONE:
                left[table][id] = kept
    return msgspec.json.encode(left)


def _cleaned(body: bytes, person: Person) -> bytes:
    """Returns the body of a commit without him; a record that passed from others to him is deleted for them from then on."""
    entry = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    changes: list[Any] = []
    for change in msgspec.json.decode(entry.pop("changes"), type=list[tuple[str, str, msgspec.Raw, msgspec.Raw]]):
        table, id, *sides = change
        if not any(_concerns(table, side, person) for side in sides):
            changes.append(change)
            continue
        left, now = (_without(msgspec.json.decode(side), person) for side in sides)
        if now is not _GONE:
            changes.append([table, id, None if left is _GONE else left, now])
        elif left is not _GONE and left is not None:
            changes.append([table, id, left, left | {"deleted": True}])
    rest = {name: _without(msgspec.json.decode(value), person) for name, value in entry.items()}
    return msgspec.json.encode(rest | {"changes": changes})


def _concerns(table: str, document: msgspec.Raw, person: Person) -> bool:
    """Tells whether he may stand in a document of a table; where a sign in it is written as an escape, it may hide him."""
    content = bytes(document)
    if table == "firm":
        return False
    return person.id.encode() in content or b"\\" in content or bool(person.texts and person.texts.search(content.decode()))


def _erase_from_book(book: RecordBook, person: Person, reason: str) -> bool:
    """Writes the book anew without him. Raises as ``RecordBook.remake`` does, and ``BookUnreadable`` where it could not be read after."""
    tables = _tables_without(book.encoded(), person)
    try:
        Memory(tables)
    except msgspec.DecodeError as error:
        raise BookUnreadable(book.folder, "record-damaged", str(error)) from error
    return book.remake(reason, tables=tables, change=lambda body: _cleaned(body, person))


def _erase_from_backup(book: RecordBook, path: Path, person: Person, reason: str) -> bool:
    """Writes a backup anew without him; tells whether it had him. Raises ``BackupRefused``, ``BookUnreadable`` or ``OSError``."""
    work = book.folder / successor.WORK
    manifest, content = backups.unpacked(path)
    files.remove_folder(work)
    try:
        for name, part in content.items():
            files.make_folder((work / name).parent)
            files.replace(work / name, part)
        with book.beside(work) as copy:
            had = person.id in copy.encoded().decode() or any(person.id.encode() in body for body in copy.bodies())
            if had:
                _erase_from_book(copy, person, reason)
        if had:
            backups.rewrite(path, manifest, successor.contents(work))
        return had
    finally:
        files.remove_folder(work)


def _erase_sheets(folder: Path, person: Person) -> Iterator[Path]:
    """Takes away the sheets in the book's own folder that bear his name, and copies of screens that show it; yields them."""
    for path in sorted((folder / "sheets").glob("*")):
        shown = files.read(path).decode(errors="replace") if path.suffix == ".txt" else ""
        if person.texts and (person.texts.search(path.name) or person.texts.search(shown)):
            files.remove(path)
            yield path


def _own(document: Any, driver_id: str) -> Any:
    """Returns what of a document is a driver's: all of it, his parts of it, or None."""
    if not document:
        return None
    if any(document.get(name) == driver_id for name in _OWNERS):
        return document
    parts = {name: [each for each in document.get(name, ()) if each.get("driver") == driver_id] for name in _PARTS}
    return document | {name: own for name, own in parts.items() if name in document} if any(parts.values()) else None
