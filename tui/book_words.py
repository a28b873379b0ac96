"""What is said of a book itself: who holds it, what is wrong with it where it cannot be read, and what it does not have yet."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tui.system_words import system_text
from tui.wording import date_text, mark, tr, trn

if TYPE_CHECKING:
    from storage.reckoning import Reckoning

_HOLDER = re.compile(r"(?P<author>.*)@(?P<laptop>.*), pid (?P<pid>\d+)(?:, since (?P<day>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d))?")
"""The word that a program leaves beside the lock of a book."""

_PLACES = {
    "line": mark("line {n}"),
    "byte": mark("byte {n}"),
    "change": mark("change {n}"),
}

_RESTORE = mark("Nothing was changed. haulbook doctor tells whether it can be put right; haulbook restore puts a backup in its place.")
_KEY_BACK = mark("Nothing was changed. Put the file of that name from a backup of this book back in its place.")
_UNREADABLE = {
    "no-book": (mark("There is no book here."), mark("Import a workbook or open the program once to make one, or name the right folder.")),
    "not-a-folder": (mark("A book is a folder, and this is a file."), mark("Name the folder that the book lies in.")),
    "no-access": (mark("It cannot be read: {where}."), mark("Check that the disk is there and that you may read the file.")),
    "network-share": (
        mark("It lies on a network share ({where}), where two laptops can write over each other's work."),
        mark("Nothing was changed. Copy the folder to a disk of this laptop, and name it there with --book."),
    ),
    "newer-format": (
        mark("It was written by a newer version of the program (format {where})."),
        mark("Nothing was changed. Install that version here."),
    ),
    "snapshot-missing": (mark("It is gone, though other files of the book are there."), _RESTORE),
    "snapshot-damaged": (mark("Its checksum does not fit its content: it was damaged, or changed by hand."), _RESTORE),
    "journal-missing": (mark("It is gone, and with it perhaps the newest changes."), _RESTORE),
    "journal-damaged": (mark("It is damaged: {where}."), _RESTORE),
    "chain-broken": (mark("Changes are missing or out of order: {where}."), _RESTORE),
    "commits-missing": (
        mark("The book ends, at {where}, before what was kept when it was last closed: an older copy may have taken its place."),
        mark("Nothing was changed. Put the newer files back, or, to go on with what is here, take away the file named db.head."),
    ),
    "passphrase-needed": (
        mark("The book is locked with a passphrase."),
        mark("Give the passphrase, or the recovery code that was printed."),
    ),
    "passphrase-wrong": (
        mark("This passphrase does not open the book."),
        mark("Try again; the recovery code that was printed opens it too."),
    ),
    "key-damaged": (mark("It is damaged, and without it the book cannot be opened."), _KEY_BACK),
    "key-missing": (mark("It is gone, and without it the book cannot be opened."), _KEY_BACK),
    "record-damaged": (mark("A record in it cannot be understood: {where}."), _RESTORE),
}


def unreadable_text(path: object, code: str, where: str) -> str:
    """Returns what to say of a book that cannot be read: the file, what is wrong with it, and the way out."""
    what, way_out = _UNREADABLE[code]
    return f"{path}: {tr(what, where=place_text(system_text(where)))} {tr(way_out)}"


def place_text(where: str) -> str:
    """Returns in words where in a file something is, such as ``line 3, byte 120``; all else as it is."""
    return re.sub(r"\b(line|byte|change) (\d+)", lambda found: tr(_PLACES[found[1]], n=found[2]), where)


def holder_text(word: str) -> str:
    """Returns in words which program holds a book, of the word it left beside the lock; another word as it is."""
    found = _HOLDER.fullmatch(word.strip())
    if found is None:
        return word
    who = tr("{author} on the laptop {laptop}, process {pid}", author=found["author"], laptop=found["laptop"], pid=found["pid"])
    if found["day"] is None:
        return who
    day = date_text(date.fromisoformat(found["day"]))
    return tr("{who}, since {day} {time}", who=who, day=day, time=found["time"])


def coming_text(book: Reckoning) -> str:
    """Returns that a part of what other laptops sent is not taken in yet; "" where nothing is on its way."""
    from storage.records import Peer  # no window waits for the records before its first frame

    left = sum(peer.coming for peer in book.all(Peer))
    if not left:
        return ""
    return trn(
        "{n} record of other laptops is still to be taken in: until then figures are not whole.",
        "{n} records of other laptops are still to be taken in: until then figures are not whole.",
        left,
    )
