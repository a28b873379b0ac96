"""What an exchange between laptops did, and why it could not go on, in words."""

from __future__ import annotations

from collections.abc import Iterator

from storage.book import RecordBook
from storage.sync.exchange import Outcome
from storage.sync.server import SyncFailed
from tui.system_words import system_text
from tui.wording import mark, tr, trn

_FAILED = {
    "not-an-address": mark("“{where}” is no address of a database. Write it as https://office:6984/firm, without user and password."),
    "unreachable": mark("{where} does not answer: {why}. Nothing is lost; it goes over next time."),
    "refused": mark("{where} does not know this user or password: {why}. Ask whoever looks after the server."),
    "forbidden": mark("{where} does not allow it: {why}. Ask whoever looks after the server."),
    "no-database": mark("There is no database at {where}: {why}. An administrator makes it with haulbook sync setup."),
    "not-couchdb": mark("What answers at {where} is no CouchDB."),
    "too-old": mark("CouchDB {why} at {where} is too old: version 3 is needed."),
    "not-an-exchange": mark("{where} was not written by Haulbook for an exchange. It was left as it is."),
    "too-new": mark("{where} was written by a newer version of the program. It was left as it is; install that version here."),
    "not-written": mark("{where} was not written: {why}. It is as it was; put the stick in and try again."),
    "no-access": mark("{where} cannot be read: {why}."),
}


def failed_text(error: SyncFailed) -> str:
    """Returns what happened, to what, and what to do."""
    words = _FAILED.get(error.code, mark("{where} answered what was not expected: {why}. Nothing is lost; try again later."))
    return tr(words, where=error.where, why=system_text(error.why))


def outcome_text(outcome: Outcome) -> str:
    """Returns in one line what went both ways."""
    return "; ".join(
        (trn("{n} record taken in", "{n} records taken in", outcome.taken), trn("{n} sent", "{n} sent", outcome.sent)),
    )


def concerns_of(book: RecordBook, outcome: Outcome) -> Iterator[str]:
    """Yields a sentence for each thing that a person should know after an exchange."""
    if outcome.copied:
        yield tr("This book was exchanged from another laptop before: it is a copy, or was moved here. What it has goes over as it is.")
    if outcome.held:
        yield trn(
            "{n} record with private fields is kept back until the firm's code is typed in: haulbook sync key.",
            "{n} records with private fields are kept back until the firm's code is typed in: haulbook sync key.",
            outcome.held,
        )
    for id, why in outcome.refused.items():
        yield tr("{what} was refused by the server: {why}. It stays here and is sent again next time.", what=id, why=why)
    for id in outcome.unread:
        yield tr("{what} was written by a newer version of the program and cannot be read here: install that version.", what=id)
    for id in outcome.erased:
        record = book.record(*id.split(":"))
        name = getattr(record, "name", "") or id
        yield tr(
            "{what} was erased for good on another laptop, and is deleted here: haulbook erase takes it out of the history too.", what=name
        )
