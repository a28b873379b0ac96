"""The talk of a book with a database: a question after the other, so that whoever asks them may ask in a thread of its own.

The steps yield what is to be asked of the other side, a function of the server, and want its answer; between two questions they touch
the book, in the thread that it belongs to. What the other side does not answer is raised where it was asked, and ends the talk: what was
taken in by then stands, and the next talk goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from operator import attrgetter, methodcaller
from typing import Any, Generic, TypeVar
from uuid import uuid4

import msgspec

from storage.book import RecordBook
from storage.engine.keys import new_recovery_code
from storage.records import Peer
from storage.sync.exchange import Exchange, Outcome, parted
from storage.sync.sealing import FirmKey
from storage.sync.server import ABOUT, Json, Server, SyncFailed, fetched

T = TypeVar("T")
Steps = Generator[Callable[[Server], Any], Any, T]

_ROUNDS = 8
"""How often it is pulled and sent again while others send too."""


def joining(book: RecordBook, laptop: str, reason: str, name: str = "") -> Steps[Exchange]:
    """The steps that make a book and a database known to each other; people know the database by ``name``: an address or a file.

    One that nobody has used yet is given an id, and the mark of the firm's key: the one that the book has, or a new one.
    """
    codes = [peer.key for peer in book.all(Peer) if peer.key] or [new_recovery_code()]
    about, place = yield partial(_introduced, mark=FirmKey(codes[0]).mark)
    exchange = Exchange(book, about, place, laptop, reason)
    exchange.peer = msgspec.structs.replace(exchange.peer, note=name or exchange.peer.note)
    fitting = next((code for code in codes if FirmKey(code).mark == about.get("key")), None)
    if exchange.key is None and fitting:
        exchange.take_key(fitting)
    return exchange


def exchanging(exchange: Exchange) -> Steps[Outcome]:
    """The steps that take in what the other side has and send what it lacks, until both have the same."""
    at_once: int = yield attrgetter("at_once")
    for _ in range(_ROUNDS):
        pulled = yield partial(fetched, since=exchange.since, again=exchange.again, newest=exchange.newest)
        for _ in exchange.take(pulled):
            yield _nothing
        if exchange.went_back:
            continue
        for sendings in exchange.unsent(at_once):
            exchange.note(sendings)
            answers = yield methodcaller("bulk", [*(each.doc for each in sendings), exchange.count()])
            exchange.acknowledge(sendings, answers)
            yield _nothing
        yield partial(sent, docs=exchange.losing)
        if exchange.is_done:
            break
    return exchange.outcome


class Talk(Generic[T]):
    """Steps under way: ``question`` is what is to be asked next, None once there is a ``result``."""

    question: Callable[[Server], Any] | None
    result: T

    def __init__(self, steps: Steps[T]) -> None:
        self._steps = steps
        self.answer(None)

    def answer(self, answer: object) -> None:
        """Goes on to the next question. Raises as ``RecordBook.commit`` does."""
        try:
            self.question = self._steps.send(answer)
        except StopIteration as done:
            self.question, self.result = None, done.value


def asked(steps: Steps[T], server: Server) -> T:
    """Goes through the steps, asking in this thread. Raises ``SyncFailed``, and as ``RecordBook.commit`` does."""
    talk = Talk(steps)
    while talk.question:
        talk.answer(talk.question(server))
    return talk.result


def sent(server: Server, docs: list[Json]) -> None:
    """Sends documents, whatever is answered to each. Raises ``SyncFailed``."""
    for part in parted(docs, server.at_once):
        server.bulk(part)


def _nothing(_server: Server) -> None:
    """Asks nothing: between two parts whoever else wants the book has his turn."""


def _introduced(server: Server, mark: str) -> tuple[Json, str]:
    """Returns what the database is known by, made where it is new, and the place it lies in."""
    about = server.get(ABOUT)
    if about is None:
        sent(server, [{"_id": ABOUT, "database": uuid4().hex, "key": mark}])
        about = server.get(ABOUT)
    if about is None or not isinstance(about.get("database"), str):
        raise SyncFailed("not-an-exchange", server.place)
    return about, server.place
